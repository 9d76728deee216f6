"""The known answers B1-, B2- and D- on the authority's two bulletins, from this project's own functions."""

from __future__ import annotations

import csv
from fractions import Fraction

import numpy as np
import pytest
from support import ROOT, SHARED, needs_shared

from analyzer import bounds, checks, contest, ledger, tables
from analyzer.checks import bulletins, joint, share_votes, too_round, turnout, uncounted, vote_sum
from analyzer.checks.base import figures
from analyzer.checks.whole import wholes
from analyzer.ledger import Interval
from analyzer.model import Finding, Verdict

FIRST, SECOND = (5_150_092, 4_445_978, 462_704), (6_408_844, 5_326_104, 600_936)
T1, T2, CAST, REGISTER = sum(FIRST), sum(SECOND), 12_386_669, 21_321_805
MODES = ("half-up", "half-even", "truncate", "ceiling")

VENEZUELA = contest.load("venezuela-2024-presidential")
CLAIMS, FAULTS, _ = tables.read_claims_for(ROOT / "examples" / "venezuela-2024-bulletins.csv", [VENEZUELA])
BOOK = ledger.build(CLAIMS, VENEZUELA)
FOUND = checks.run(BOOK)


def point(value: float) -> Interval:
    return Interval(np.array(float(value)), np.array(float(value)))


def finding(check: str, day: str, subject: str | None = None) -> Finding:
    (one,) = [f for f in FOUND if f.check == check and f"(as of {day}):" in f.message and subject in (None, f.subject)]
    return one


def rows() -> dict[str, dict[str, str]]:
    with (SHARED / "validation" / "election_acceptance.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file) if row["id"].startswith(("B1-", "B2-", "D-"))}


def test_the_example_is_read_whole() -> None:
    assert FAULTS == []
    assert len(CLAIMS) == 19
    assert [count.as_of for count in BOOK.counts] == ["2024-07-29", "2024-08-02"]


@needs_shared
def test_every_row_is_held() -> None:
    """Each row of the table has a test here, named by its id."""
    here = {name.removeprefix("test_").split("_")[0].upper() for name in globals() if name.startswith("test_")}
    assert {row.replace("-", "").upper() for row in rows()} <= here


def test_b1a_votes_add_up() -> None:
    whole = wholes(BOOK, widest=False)
    assert (whole.known_valid.low[0], whole.known_valid.high[0]) == (10_058_774, 10_058_774)


def test_b1b_shares_are_rounded_and_not_cut_off() -> None:
    fits = {
        mode: [
            bool(share_votes.fits_votes(s, 1, (v, v), (T1, T1), mode))
            for s, v in zip((512, 442, 46), FIRST, strict=True)
        ]
        for mode in MODES[:3]
    }
    assert fits == {"half-up": [True] * 3, "half-even": [True] * 3, "truncate": [False, False, True]}
    exact = [100 * v / T1 for v in FIRST]
    assert exact == pytest.approx([51.1999971, 44.1999989, 4.6000039], abs=5e-8)
    for subject in ("maduro", "gonzalez"):
        one = finding("share-votes", "2024-07-29", subject)
        assert one.verdict is Verdict.CONSISTENT
        assert "cut off, it would be another figure" in one.message


def test_b1c_first_bulletin_is_too_round() -> None:
    assert bounds.too_round(FIRST, T1, 1)[0] is True
    assert finding("too-round", "2024-07-29").verdict is Verdict.STRAINED


def test_b1d_chance_among_all_vote_vectors() -> None:
    expected = Fraction(376_479, 50_589_482_279_700)
    for votes in (FIRST, FIRST[:2]):
        assert bounds.too_round(votes, T1, 1)[1] == expected
    assert float(expected) == pytest.approx(7.4418e-9, rel=1e-4)
    assert "7.442e-09" in finding("too-round", "2024-07-29").message


def test_b1e_chance_within_the_rounding_cell() -> None:
    assert too_round.within_cell(FIRST, T1, 1) == Fraction(1, 75_882_581)


def test_b1f_chance_for_two_candidates_on_their_own() -> None:
    assert too_round.independent(FIRST, T1, 1) == Fraction(1, 10_059**2)


def test_b1g_first_lead_is_not_irreversible() -> None:
    lead = FIRST[0] - FIRST[1]
    assert lead == 704_114
    missing = uncounted.uncounted_votes(point(T1), point(80.0))
    assert float(missing.low) == pytest.approx(2_514_694, abs=0.5)
    threshold = uncounted.overturn_coverage(point(100.0 * lead / T1))
    assert float(threshold.low) == pytest.approx(93.458, abs=5e-4)
    one = finding("coverage", "2024-07-29")
    assert one.verdict is Verdict.UNDETERMINED
    assert one.implied_low == pytest.approx(93.458, abs=5e-4)
    assert "could still change who leads" in one.message


def test_b2a_leading_share() -> None:
    assert 100 * SECOND[0] / T2 == pytest.approx(51.9528556, abs=5e-8)
    assert finding("share-votes", "2024-08-02", "maduro").verdict is Verdict.CONSISTENT


def test_b2b_second_share_is_rounded_and_not_cut_off() -> None:
    fits = [bool(share_votes.fits_votes(4318, 2, (SECOND[1],) * 2, (T2, T2), mode)) for mode in MODES[:3]]
    assert fits == [True, True, False]
    assert finding("share-votes", "2024-08-02", "gonzalez").verdict is Verdict.CONSISTENT


def test_b2c_others_share_is_no_single_rounding() -> None:
    assert not any(share_votes.fits_votes(486, 2, (SECOND[2],) * 2, (T2, T2), mode) for mode in MODES)
    low, high = bounds.vote_bounds("4.86", 2, T2)
    assert (int(low), int(high)) == (598_908, 600_140)


def test_b2d_others_share_is_a_sum_of_shares() -> None:
    parts = (124, 94, 75, 68, 52, 33, 24, 16)
    assert sum(parts) == 486
    exact = Interval(*(np.array(100 * SECOND[2] / T2) for _ in range(2)))
    assert 1 < int(share_votes.separate_shares(4.86, 0.01, exact)) <= len(parts)
    one = finding("share-votes", "2024-08-02", "others")
    assert one.verdict is Verdict.STRAINED
    assert "sum of 3 or more shares" in one.message


def test_b2e_shares_add_to_almost_a_hundred() -> None:
    one = finding("share-sum", "2024-08-02")
    assert one.verdict is Verdict.CONSISTENT
    assert one.stated_low < 99.99 < one.stated_high


def test_b2f_others_share_fits_no_total_of_the_two() -> None:
    given = figures(BOOK, widest=False, rows=np.array([1]))
    totals = joint.candidate_totals(given.share, given.votes)
    two = joint.common_total(Interval(totals.low[:, :2], totals.high[:, :2]))
    assert (np.ceil(two.low[0]), np.floor(two.high[0])) == (12_335_375, 12_336_083)
    assert (np.ceil(totals.low[0, 2]), np.floor(totals.high[0, 2])) == (12_352_231, 12_377_672)
    assert two.high[0] < totals.low[0, 2]
    one = finding("implied-total", "2024-08-02")
    assert one.verdict is Verdict.STRAINED
    assert "sum of several" in one.message


def test_b2g_second_bulletin_is_not_too_round() -> None:
    assert bounds.too_round(SECOND, T2, 2)[0] is False
    one = finding("too-round", "2024-08-02")
    assert one.verdict is Verdict.CONSISTENT
    for off in ("352", "531", "178"):
        assert off in one.message


def test_b2h_second_lead_is_irreversible() -> None:
    assert SECOND[0] - SECOND[1] == 1_082_740
    missing = uncounted.uncounted_votes(point(T2), point(96.87))
    assert float(missing.low) == pytest.approx(398_589, abs=0.5)
    one = finding("coverage", "2024-08-02")
    assert one.verdict is Verdict.CONSISTENT
    assert "cannot change who leads" in one.message


def test_b2i_valid_and_invalid_votes_are_the_ballots() -> None:
    whole = wholes(BOOK, widest=False)
    assert bool(vote_sum.adds_up(vote_sum.cast_parts(whole))[1])
    assert finding("vote-sum", "2024-08-02", "null").verdict is Verdict.CONSISTENT


def test_b2j_turnout_is_of_the_covered_part() -> None:
    given = turnout.Turnout(Interval(np.array(59.965), np.array(59.975)), point(CAST), point(REGISTER), point(96.87))
    assert float(turnout.of_register(given).low) == pytest.approx(58.094, abs=5e-4)
    assert float(turnout.of_covered(given).low) == pytest.approx(59.97100, abs=5e-6)
    assert not turnout.holds(given, turnout.of_register(given))
    assert turnout.holds(given, turnout.of_covered(given))
    one = finding("turnout", "2024-08-02")
    assert one.verdict is Verdict.STRAINED
    assert "covered part" in one.message


def test_da_increment() -> None:
    votes, shares = bounds.increment(FIRST, SECOND)
    assert votes.tolist() == [1_258_752, 880_126, 138_232]
    assert shares == pytest.approx([55.278, 38.651, 6.071], abs=5e-4)
    (one,) = [f for f in FOUND if f.check == "bulletins"]
    assert one.verdict is Verdict.CONSISTENT
    assert (one.implied_low, one.implied_high) == (2_277_110, 2_277_110)
    for share in ("55.28", "38.65", "6.07"):
        assert share in one.message


def test_db_votes_per_tally_sheet() -> None:
    covered, printed_as_80 = Interval(np.array(96.865), np.array(96.875)), Interval(np.array(79.5), np.array(80.5))
    wide = bulletins.sheet_ratio(point(T1), point(T2 - T1), printed_as_80, covered)
    assert (float(wide.low), float(wide.high)) == pytest.approx((1.0358, 1.1136), abs=5e-5)
    at_80 = bulletins.sheet_ratio(point(T1), point(T2 - T1), point(80.0), covered)
    assert (float(at_80.low), float(at_80.high)) == pytest.approx((1.0732, 1.0738), abs=1e-4)
    (one,) = [f for f in FOUND if f.check == "bulletins"]
    assert "1.04\N{EN DASH}1.11 times" in one.message
