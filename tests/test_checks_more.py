"""Votes, printed shares, turnout, bulletins and round counts: what each check says, and when it says nothing."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pytest
from check_examples import first, second, share, small, turned_out
from claims_support import CONTEST, claim
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer import bounds, checks, feasibility, ledger
from analyzer.checks import granularity, share_votes, too_round
from analyzer.ledger import Interval
from analyzer.model import Candidate, Claim, Contest, Finding, Verdict
from benchmarks.true_tables import true_table


def run(*claims: Claim, check: str, contest: Contest = CONTEST) -> list[Finding]:
    return [f for f in checks.run(ledger.build(claims, contest)) if f.check == check]


def only(*claims: Claim, check: str, contest: Contest = CONTEST) -> Finding:
    (finding,) = run(*claims, check=check, contest=contest)
    return finding


# vote-sum


def test_parts_must_not_pass_a_total_of_more() -> None:
    votes = (claim("cne votes maduro 60"), claim("cne votes gonzalez 50"))
    total = claim("cne ballots - 100", basis="valid")
    assert only(*votes, total, check="vote-sum").verdict is Verdict.INCONSISTENT
    # Somebody else's votes may make up the rest, unless these two are the whole ballot.
    more = replace(total, value=120.0, low=120.0, high=120.0)
    assert only(*votes, more, check="vote-sum").verdict is Verdict.CONSISTENT
    alone = only(*votes, more, check="vote-sum", contest=replace(CONTEST, complete=True))
    assert alone.verdict is Verdict.INCONSISTENT
    assert (alone.stated_low, alone.implied_high) == (120, 110)
    assert alone.slack == pytest.approx(10 / 3)  # one vote of each of three figures at a time


def test_ballots_of_an_unstated_kind_may_hold_invalid_ones() -> None:
    votes = (claim("cne votes maduro 60"), claim("cne votes gonzalez 40"), claim("cne votes others 0"))
    finding = only(*votes, claim("cne ballots - 110"), check="vote-sum")
    assert finding.verdict is Verdict.CONSISTENT
    assert "10 votes of them invalid or blank" in finding.message.replace("\xa0", " ")
    assert only(*votes, claim("cne ballots - 99"), check="vote-sum").verdict is Verdict.INCONSISTENT


def test_votes_without_a_total_say_so() -> None:
    assert only(*first(), check="vote-sum").verdict is Verdict.UNDETERMINED


# share-votes


def test_modes_that_save_a_share_are_named() -> None:
    cut = only(*second(), share("gonzalez 43.17"), check="share-votes")
    assert cut.verdict is Verdict.STRAINED
    assert "cut off and not rounded" in cut.message
    rounded = only(*second(), share("gonzalez 43.18"), check="share-votes")
    assert "rounded half up or rounded half to even; cut off, it would be another figure" in rounded.message


def test_a_tie_is_rounded_up_or_to_even() -> None:
    # 1 of 8 is 12.5 %.
    assert [bool(share_votes.fits_votes(12, 0, (1, 1), (8, 8), m)) for m in ("half-up", "half-even", "truncate")] == [
        False,
        True,
        True,
    ]
    assert [bool(share_votes.fits_votes(13, 0, (1, 1), (8, 8), m)) for m in ("half-up", "half-even", "ceiling")] == [
        True,
        False,
        True,
    ]


def test_another_basis_saves_a_share_that_states_none() -> None:
    null = claim("cne votes null 50785", as_of="2024-08-02")
    on_cast = only(*second(), null, share("maduro 51.74", basis=""), check="share-votes")
    assert on_cast.verdict is Verdict.STRAINED
    assert "ballots cast" in on_cast.message
    assert only(*second(), null, share("maduro 51.74"), check="share-votes").verdict is Verdict.INCONSISTENT


def test_a_candidates_share_is_no_sum() -> None:
    assert only(*second(), share("maduro 51.94"), check="share-votes").verdict is Verdict.INCONSISTENT
    assert only(*second(), share("others 4.86"), check="share-votes").verdict is Verdict.STRAINED


@given(st.integers(1, 300), st.integers(0, 2), st.sampled_from(bounds.MODES), st.data())
def test_fits_votes_is_rounding_itself(total: int, decimals: int, mode: str, data: st.DataObject) -> None:
    votes, shown = data.draw(st.integers(0, total)), data.draw(st.integers(0, 10 ** (decimals + 2)))
    exact = Fraction(votes * 10 ** (decimals + 2), total)
    down = exact.numerator // exact.denominator
    half = exact - down
    near = {
        "half-up": down + (half >= Fraction(1, 2)),
        "half-even": round(exact),
        "truncate": down,
        "ceiling": down + (half > 0),
    }[mode]
    fits = share_votes.fits_votes(shown, decimals, (votes, votes), (total, total), mode)
    assert bool(fits) == (near == shown)


@given(st.lists(st.floats(0, 20), min_size=1, max_size=12), st.integers(0, 3))
def test_separate_shares_needs_no_more_than_there_are(parts: list[float], decimals: int) -> None:
    unit = 10.0**-decimals
    printed = sum(np.floor(part / unit + 0.5) * unit for part in parts)
    exact = Interval(np.array(sum(parts)), np.array(sum(parts)))
    assert 1 <= int(share_votes.separate_shares(printed, unit, exact)) <= len(parts)


# granularity


@pytest.mark.parametrize(
    ("percent", "verdict"), [("28.0", "consistent"), ("28.1", "inconsistent"), ("29", "undetermined")]
)
def test_grim(percent: str, verdict: str) -> None:
    claims = small(percent)
    if percent == "29":  # of 100 ballots and more every whole percentage is possible
        claims = (claim("cne ballots - 100", basis="valid"), claims[1])
    assert only(*claims, check="granularity").verdict == verdict


def test_grim_of_an_unstated_total_is_tried_on_fewer_votes() -> None:
    share_, ballots = claim("cne share maduro 33.3"), claim("cne ballots - 25")
    saved = only(share_, ballots, check="granularity")
    assert saved.verdict is Verdict.CONSISTENT
    assert "if the total counts invalid ones too" in saved.message
    # No total of 1 to 7 votes, invalid ones left out or not, has 51.9 %.
    none = only(claim("cne share maduro 51.9"), claim("cne ballots - 7"), check="granularity")
    assert none.verdict is Verdict.INCONSISTENT


def test_grim_over_arrays() -> None:
    answer = granularity.grim(["28.0", "28.1", "28.0"], 1, [25, 25, 1000])
    assert answer.code.tolist() == [1, 3, 0]
    assert answer.modes.shape == (3, 3)


# turnout


def test_turnout_on_the_covered_part_alone() -> None:
    covered = claim("cne coverage - 96.87")
    found = only(*turned_out("59.97"), covered, check="turnout")
    assert found.verdict is Verdict.STRAINED
    assert found.assumption == ""
    assert only(*turned_out("61.97"), covered, check="turnout").verdict is Verdict.INCONSISTENT
    assert only(*turned_out("58.09"), covered, check="turnout").assumption == ""


def test_turnout_on_a_register_of_record_can_only_be_strained() -> None:
    contest = replace(CONTEST, registered_voters=21_392_464)
    ballots, _, turnout_ = turned_out("50.00")
    assert only(ballots, turnout_, check="turnout", contest=contest).verdict is Verdict.STRAINED
    assert only(ballots, turnout_, check="turnout").verdict is Verdict.UNDETERMINED


# bulletins


def test_a_fall_stated_as_a_correction_proves_nothing() -> None:
    wrong = first(gonzalez="5445978")
    assert only(*wrong, *second(), check="bulletins").verdict is Verdict.INCONSISTENT
    # The name of a document is no statement of its text.
    named = [replace(one, statement="correction.txt#cne-2") for one in second()]
    assert only(*wrong, *named, check="bulletins").verdict is Verdict.INCONSISTENT
    corrected = [replace(one, statement="notice.txt#cne-2:correction") for one in second()]
    finding = only(*wrong, *corrected, check="bulletins")
    assert finding.verdict is Verdict.UNDETERMINED
    assert "correction" in finding.message


def test_bulletins_without_order_are_not_compared() -> None:
    undated = [replace(one, as_of="", statement=one.as_of) for one in (*first(gonzalez="5445978"), *second())]
    assert run(*undated, check="bulletins") == []
    by_coverage = [
        *undated,
        claim("cne coverage - 80", statement="2024-07-29"),
        claim("cne coverage - 97", statement="2024-08-02"),
    ]
    assert only(*by_coverage, check="bulletins").verdict is Verdict.INCONSISTENT


def test_a_day_and_a_time_on_it_are_in_no_order_but_that_of_their_coverage() -> None:
    """What is told of July 29 may be of its evening: it is no fall to what was counted at 0:13."""
    day = (claim("cne votes maduro 5150092", as_of="2024-07-29", statement="a"),)
    time = (claim("cne votes maduro 4000000", as_of="2024-07-29T00:13", statement="b"),)
    assert run(*day, *time, check="bulletins") == []
    covered = (
        claim("cne coverage - 80", as_of="2024-07-29", statement="a"),
        claim("cne coverage - 90", as_of="2024-07-29T00:13", statement="b"),
    )
    assert only(*day, *time, *covered, check="bulletins").verdict is Verdict.INCONSISTENT


def test_a_coverage_beyond_the_whole_is_not_taken_for_all_of_it() -> None:
    """It is told once as what cannot be, and nothing else rests on it."""
    told = (
        *(
            claim(f"cne {words}", statement="a")
            for words in ("coverage - 105", "share maduro 51.20", "share gonzalez 44.20")
        ),
        *(claim(f"opposition {words}", statement="b") for words in ("coverage - 100", "share gonzalez 67")),
    )
    assert [one.claims for one in run(*told, check="share-sum") if one.verdict is Verdict.INCONSISTENT] == [
        ("cne coverage - 105",)
    ]
    assert only(*told[:3], check="coverage").verdict is Verdict.UNDETERMINED
    assert only(*told, check="compatibility").verdict is Verdict.UNDETERMINED


def test_coverage_that_falls() -> None:
    told = (claim("cne coverage - 80", as_of="2024-07-29"), claim("cne coverage - 70", as_of="2024-08-02"))
    finding = only(*told, check="bulletins")
    assert finding.verdict is Verdict.INCONSISTENT
    assert finding.slack == 4.5


# too-round


def vectors(total: int, parts: int) -> list[tuple[int, ...]]:
    free = product(range(total + 1), repeat=parts - 1)
    return [(*v, total - sum(v)) for v in free if sum(v) <= total]


def is_round(votes: int, total: int, whole: int) -> bool:
    return any((2 * p * total + whole) // (2 * whole) == votes for p in range(whole + 1))


@pytest.mark.parametrize(("total", "parts"), [(7, 3), (101, 2), (120, 3), (149, 3), (151, 3), (160, 3), (2003, 2)])
def test_probability_is_a_count_of_all_vectors(total: int, parts: int) -> None:
    """Every vector that adds to the total, one by one; small totals, and totals beyond parts · 100 / 2."""
    round_ones = {v for v in range(total + 1) if is_round(v, total, 100)}
    every = vectors(total, parts)
    hits = sum(all(v in round_ones for v in vector) for vector in every)
    assert len(every) == comb(total + parts - 1, parts - 1)
    rng = np.random.default_rng(total)
    table = np.array([every[at] for at in rng.integers(len(every), size=50)])
    flags, chances = bounds.too_round(table, total, 0)
    assert flags.tolist() == [all(v in round_ones for v in row) for row in table.tolist()]
    shown = {int((row > 0).any()) and parts: chance for row, chance in zip(table, chances, strict=True)}
    assert shown[parts] == Fraction(hits, len(every))


def test_batches_and_the_remainder() -> None:
    flags, chances = bounds.too_round([[5_150_092, 4_445_978], [5_150_093, 4_445_978]], 10_058_774, 1)
    assert flags.tolist() == [True, False]
    assert chances == [Fraction(376_479, 50_589_482_279_700)] * 2
    assert bounds.too_round([5_150_092, 4_445_978, 462_704], 10_058_774, 1) == (True, chances[0])


@pytest.mark.parametrize(
    ("votes", "total", "decimals"),
    [
        ([5, 6], 10, 1),
        ([-1, 6], 10, 1),
        ([5.0, 5.0], 10, 1),
        ([5, 5], 10.0, 1),
        ([0, 0], 0, 1),
        ([5, 5], 10, 3),
        ([5, 5], 10, -1),
        ([5, 5], 10, True),
        ([], 10, 1),
        ([np.nan, 5], 10, 1),
        ([2**63, 5], 2**63 + 5, 1),
    ],
)
def test_what_is_no_count_is_refused(votes: list, total: object, decimals: object) -> None:
    with pytest.raises(ValueError, match="expected"):
        bounds.too_round(votes, total, decimals)


def test_within_cell_counts_the_vectors_that_print_alike() -> None:
    votes, total = (21, 13, 7), 41
    shares = tuple((200 * v + total) // (2 * total) for v in votes)
    alike = [v for v in vectors(total, 3) if tuple((200 * x + total) // (2 * total) for x in v) == shares]
    assert too_round.within_cell(votes, total, 0) == Fraction(1, len(alike))
    votes, total = (2100, 1311, 690), 4101
    shares = tuple((200 * v + total) // (2 * total) for v in votes)
    pairs = [(a, b) for a in range(2000, 2200) for b in range(1200, 1400)]
    alike_pairs = [
        (a, b) for a, b in pairs if tuple((200 * x + total) // (2 * total) for x in (a, b, total - a - b)) == shares
    ]
    assert too_round.within_cell(votes, total, 0) == Fraction(1, len(alike_pairs))


def test_few_votes_are_round_by_chance() -> None:
    votes = (claim("cne votes maduro 60"), claim("cne votes gonzalez 40"), claim("cne ballots - 100"))
    assert only(*votes, check="too-round").verdict is Verdict.UNDETERMINED


def test_round_counts_are_said_with_null_alternatives_and_caution() -> None:
    message = only(*first(), check="too-round").message
    for words in ("equally likely", "7.442e-09", "1.318e-08", "9.883e-09", "chosen after"):
        assert words in message


# all checks


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_self_consistent_tables_are_never_inconsistent(seed: int) -> None:
    table = true_table(seed)
    built = ledger.build(table.claims, table.contest)
    # `conflict` takes seconds on some of these tables: see below.
    found = [f for c in checks.CHECKS if c.id != "conflict" for f in c.run(built, table.spread + 1e-9)]
    assert [f.message for f in found if f.verdict is Verdict.INCONSISTENT] == []


# In the widest reading ballots of no stated kind leave a share open that they fix in the plain one.
def test_a_share_that_only_the_plain_reading_fixes_is_no_contradiction() -> None:
    table = true_table(75088)
    found = checks.compatibility.CHECK.run(ledger.build(table.claims, table.contest), table.spread + 1e-9)
    assert [f.message for f in found if f.verdict is Verdict.INCONSISTENT] == []
    assert any(f.verdict is Verdict.STRAINED for f in found)


# 1100 has too many choices to try each, one of them the kind of its ballots.
# 1097 has a share of all others that is a sum of separately truncated shares, far from the share of the sum.
# In 60 and 40 two counts state leads of different bases and say of neither which.
# 948 has two candidates without any figure, one of whom is the runner-up.
@pytest.mark.parametrize("seed", [948, 60, 40, 1100, 1097, 0, 2, 5, 6, 7, 8, 9, 14, 15])
def test_self_consistent_tables_hold_no_contradiction(seed: int) -> None:
    table = true_table(seed)
    found = checks.conflict.CHECK.run(ledger.build(table.claims, table.contest), table.spread + 1e-9)
    assert [f.message for f in found if f.verdict is Verdict.INCONSISTENT] == []


def test_a_contest_of_one_candidate_and_no_votes_at_all() -> None:
    contest = replace(CONTEST, candidates=(Candidate("one", "One"),))
    told = (claim("cne votes one 0"), claim("cne share one 0"), claim("cne ballots - 0"), claim("cne turnout - 0"))
    found = checks.run(ledger.build(told, contest))
    assert all("nan" not in f.message and "inf" not in f.message for f in found)


def test_numbered_bulletins_are_in_the_order_of_their_coverage() -> None:
    def bulletin(as_of: str, coverage: str, votes: str) -> tuple[Claim, ...]:
        said = (f"cne coverage - {coverage}", f"cne votes maduro {votes}")
        return tuple(claim(text, as_of=as_of, statement=as_of) for text in said)

    told = (*bulletin("bulletin 10", "97", "970000"), *bulletin("bulletin 2", "80", "800000"))
    assert {f.verdict for f in run(*told, check="bulletins")} == {Verdict.CONSISTENT}
    # One that bears no number is in no order but that of its coverage.
    told = (*bulletin("", "97", "970000"), *bulletin("bulletin 1", "80", "800000"))
    assert {f.verdict for f in run(*told, check="bulletins")} == {Verdict.CONSISTENT}


# implied intervals are joint, as a linear programme has them


def test_share_of_votes_that_are_part_of_their_own_total_is_joint() -> None:
    """7.3 of 7.3 and 3.3 million: the first votes stand in the total, too."""
    contest = replace(CONTEST, complete=True)
    told = (
        claim("opposition votes gonzalez 7.3 million"),
        claim("opposition votes maduro 3.3 million"),
        claim("opposition share gonzalez 69"),
    )
    finding = only(*told, check="share-votes", contest=contest)
    expected = feasibility.joint_bounds(told[:2], contest, feasibility.share("gonzalez", 0))
    assert (finding.implied_low, finding.implied_high) == pytest.approx(expected, abs=1e-6)
    assert finding.implied_low == pytest.approx(100 * 7.25 / (7.25 + 3.35), abs=1e-6)


def test_no_votes_are_said_to_be_more_than_their_total() -> None:
    finding = only(
        claim("cne votes maduro 1 million"),
        claim("cne ballots - over 1 million", basis="valid"),
        claim("cne share maduro at_least 72"),
        check="share-votes",
    )
    assert (finding.implied_low, finding.implied_high) == (pytest.approx(25.0), 100.0)


def test_the_implied_total_has_room_for_every_vote_stated() -> None:
    contest = replace(CONTEST, complete=True)
    told = (
        *(claim("cne votes maduro 8785"), claim("cne share maduro 43.6")),
        *(claim("cne votes gonzalez about 11376"), claim("cne share gonzalez 56.4")),
    )
    finding = only(*told, check="implied-total", contest=contest)
    expected = feasibility.joint_bounds(told, contest, feasibility.total(0))
    assert (finding.implied_low, finding.implied_high) == pytest.approx(expected)
    assert expected == pytest.approx((20160.0, 20162.0))
