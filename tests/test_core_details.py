"""Details of bounds, checks and the search that no golden message shows; each was changed once, and no test noticed."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from claims_support import CONTEST, claim

from analyzer import bounds, ledger
from analyzer.checks import granularity, leaders, printed_shares, share_sum, share_votes, vote_sum, votes_beyond
from analyzer.checks.base import figure_of, source_name
from analyzer.counts import counts
from analyzer.feasibility import choices, proofs
from analyzer.ledger import Interval
from analyzer.model import NULL, OTHERS, Claim, Finding, Verdict


def found(check: object, *claims: Claim) -> list[Finding]:
    return check.run(ledger.build(claims, CONTEST), 0.25)  # type: ignore[attr-defined]


def test_whole_numbers_of_what_is_missing_are_none_at_all() -> None:
    low, high = printed_shares.whole_numbers(Interval(np.array([np.nan, 2.2]), np.array([np.nan, 4.9])))
    assert (low.tolist(), high.tolist()) == ([1, 3], [0, 4])


@pytest.mark.parametrize(("least", "most"), [(1.0, 300.0), (0.2, 600.0), (4.0, 75.0)])
def test_a_percentage_of_a_total_of_one_vote_is_of_that_vote(least: float, most: float) -> None:
    total = Interval(np.array([least]), np.array([4.0]))
    _, high = printed_shares.percent(Interval(np.array([1.0]), np.array([3.0])), total)
    assert high[0] == most


def test_the_likely_runner_up_is_told_by_votes_where_shares_are_not_stated() -> None:
    count = counts([claim("cne votes maduro 10"), claim("cne votes gonzalez 30")])[0]
    assert choices._likely(count, ("maduro", "gonzalez")) == ("gonzalez", "maduro")


def test_a_source_that_the_contest_does_not_know_is_called_by_its_id() -> None:
    book = ledger.build([claim("radio share maduro 50")], CONTEST)
    assert source_name(book, 0) == "radio"


def test_several_counts_of_one_source_are_told_apart() -> None:
    book = ledger.build(
        [
            claim("cne share maduro 50", statement="a"),
            claim("cne coverage - 80", statement="a"),
            claim("cne share maduro 51", statement="b", document="second"),
            claim("cne coverage - 97", statement="b", document="second"),
        ],
        CONTEST,
    )
    assert [source_name(book, row) for row in range(2)] == [
        "National Electoral Council (in article)",
        "National Electoral Council (in second)",
    ]


def test_the_number_of_all_sheets_is_said_as_such() -> None:
    book = ledger.build([claim("cne coverage_total - 30026")], CONTEST)
    (fact,) = book.facts(0, "coverage_total", "")
    assert figure_of(book, fact).endswith(" in all")


def test_a_wrong_total_is_named_by_what_is_wrong_with_it() -> None:
    with pytest.raises(ValueError, match=r"\bvotes\b"):
        bounds.implied_total(-1, 1, 10, 20)


def test_the_quick_way_of_the_grim_test_is_given_the_decimals() -> None:
    """33.3 % of three votes in one decimal, nobody's in two."""
    share, total = np.array([333, 3330]), np.array([3, 3])
    assert bounds.share_is_possible(share[:1], 1, total[:1]).tolist() == [True]
    assert bounds.share_is_possible(share[1:], 2, total[1:]).tolist() == [False]


def test_a_candidate_without_votes_comes_second_before_nobody() -> None:
    order = np.array([[5.0, 0.0, -1.0], [5.0, -1.0, -1.0]])
    assert leaders.runner_up(order, np.array([0, 0])).tolist() == [1, -1]


def test_more_than_the_whole_is_held_against_a_hundred() -> None:
    (finding,) = [f for f in found(share_sum.CHECK, claim("cne share maduro 120.5")) if f.stated_low > 100]
    assert (finding.implied_low, finding.implied_high, finding.slack) == (0.0, 100.0, 204.5)


def test_the_share_of_a_total_is_held_against_the_nearest_that_there_is() -> None:
    """Of 7 votes, 3 are nearest to 40 %: 42.857."""
    claims = (claim("cne share maduro 40.00"), claim("cne ballots - 7", basis="valid"))
    finding = next(f for f in found(granularity.CHECK, *claims) if f.subject == "maduro")
    assert finding.implied_high == pytest.approx(300 / 7)
    far = next(
        f
        for f in found(granularity.CHECK, claim("cne share maduro 99.00"), claim("cne ballots - 150", basis="valid"))
        if f.subject == "maduro"
    )
    assert far.implied_high == pytest.approx(100 * 148 / 150) or far.implied_high == pytest.approx(100 * 149 / 150)


def test_invalid_votes_stand_among_the_claims_of_a_sum_of_all_ballots() -> None:
    claims = (
        claim("cne votes maduro 50", claim="m"),
        claim("cne votes gonzalez 40", claim="g"),
        claim(f"cne votes {NULL} 10", claim="n"),
        claim("cne ballots - 90", claim="v", basis="valid"),
        claim("cne ballots - 100", claim="b", basis="cast"),
    )
    finding = next(f for f in found(vote_sum.CHECK, *claims) if f.subject == NULL)
    assert "n" in finding.claims
    unstated = (*claims[:3], claim(f"cne votes {OTHERS} 0", claim="o"), claim("cne ballots - 100", claim="b"))
    assert any({"n", "b"} <= set(f.claims) for f in found(vote_sum.CHECK, *unstated))


def test_how_far_votes_are_beyond_the_rest_is_counted_in_printed_units() -> None:
    """90 of 100 sheets hold 900 votes, about 100 are missing: a thousand more fit when every figure gives some."""
    claims = (
        claim("cne votes maduro 400", statement="a"),
        claim("cne votes gonzalez 500", statement="a"),
        claim("cne ballots - 900", statement="a", basis="valid"),
        claim("cne coverage - 90", statement="a"),
        claim("opposition votes maduro 1400", statement="b"),
    )
    given = [a.finding for a in votes_beyond.answers(ledger.build(claims, CONTEST), 0.25)]
    assert [bool(np.isfinite(f.slack) and 1.0 < f.slack < 500.0) for f in given] == [True]


def test_a_share_of_the_record_s_register_has_a_total() -> None:
    contest = replace(CONTEST, registered_voters=1000)
    book = ledger.build([claim("cne share maduro 50", basis="registered")], contest)
    whole = vote_sum.wholes(book, widest=False)
    total = next(way.total for way in printed_shares.ways(book, whole) if way.name == "registered voters")
    assert (total.low[0], total.high[0]) == (1000.0, 1000.0)


@pytest.mark.parametrize(
    ("votes", "verdict"), [(50, Verdict.CONSISTENT), (51, Verdict.CONSISTENT), (52, Verdict.STRAINED)]
)
def test_a_hedged_share_of_votes_is_first_taken_as_people_usually_mean_it(votes: int, verdict: Verdict) -> None:
    claims = (
        claim("cne share maduro about 50"),
        claim(f"cne votes maduro {votes}"),
        claim("cne ballots - 100", basis="valid"),
    )
    (finding,) = [f for f in found(share_votes.CHECK, *claims) if f.subject == "maduro"]
    assert finding.verdict is verdict


def test_a_sign_in_a_proof_says_whose_it_is() -> None:
    system = SimpleNamespace(variables=("cne: votes for maduro",))
    assert proofs._sign(system, 0).name == "cne: votes for maduro: none below 0"  # type: ignore[arg-type]


@pytest.mark.parametrize(("basis", "complete"), [("two", True), ("valid", False), ("", False)])
def test_shares_of_the_two_leaders_votes_are_the_whole_of_these(basis: str, complete: bool) -> None:
    claims = (claim("cne share maduro 54.6", basis=basis), claim("cne share gonzalez 45.4", basis=basis))
    assert share_sum.complete_counts(ledger.build(claims, CONTEST)).tolist() == [complete]


def test_what_a_share_may_be_a_share_of_is_said_in_these_words() -> None:
    book = ledger.build([claim("cne share maduro 50")], CONTEST)
    assert [way.name for way in printed_shares.ways(book, vote_sum.wholes(book, widest=False))] == [
        "valid votes",
        "ballots cast",
        "registered voters",
        "votes of the two leading candidates",
        "valid votes, if the total counts invalid ones too",
        "all ballots cast, if the total leaves out invalid ones",
        "all ballots cast",
        "all ballots cast, if the total leaves out invalid ones",
        "all registered voters",
        "votes of the two leading candidates alone",
    ]
