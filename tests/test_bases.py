"""Shares that do not say what they are percentages of: `inconsistent` is only what fails on every basis."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO

import numpy as np
import pytest
from claims_support import CONTEST, claim
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer import checks, feasibility, ledger, load_contest
from analyzer.checks import bases
from analyzer.ledger import Interval
from analyzer.model import Basis, Candidate, Claim, Contest, Finding, Verdict

WHOLE = replace(CONTEST, complete=True)
THREE = replace(WHOLE, candidates=(*CONTEST.candidates, Candidate("third", "Third Candidate")))

#: The result of the Russian presidential election of 2018: the commission's shares are of all ballots cast.
RUSSIA = """putin,56430712,76.69
grudinin,8659206,11.77
zhirinovsky,4154985,5.65
sobchak,1238031,1.68
yavlinsky,769644,1.05
titov,556801,0.76
suraykin,499342,0.68
baburin,479013,0.65
"""


def run(claims: Sequence[Claim], contest: Contest = CONTEST) -> list[Finding]:
    return checks.run(ledger.build(claims, contest))


def wrong(claims: Sequence[Claim], contest: Contest = CONTEST) -> list[str]:
    return [f"{f.check}: {f.message}" for f in run(claims, contest) if f.verdict is Verdict.INCONSISTENT]


def test_shares_of_the_ballots_cast() -> None:
    """512 and 450 votes and 38 blank ones of 1,000 ballots."""
    told = [claim("cne share maduro 51.2"), claim("cne share gonzalez 45.0")]
    assert wrong(told, WHOLE) == []
    (conflict,) = (one for one in run(told, WHOLE) if one.check == "conflict")
    assert conflict.verdict is Verdict.STRAINED
    assert "of ballots cast or registered voters, not of valid votes" in conflict.message
    assert wrong([replace(one, basis=Basis.CAST) for one in told], WHOLE) == []
    assert wrong([replace(one, basis=Basis.VALID) for one in told], WHOLE)


def test_shares_of_the_ballots_cast_beside_the_votes() -> None:
    told = [
        claim("cne votes maduro 512"),
        claim("cne share maduro 51.2"),
        claim("cne ballots - 962", basis="valid"),
        claim("cne votes null 38"),
    ]
    assert wrong(told) == []
    assert wrong([*told, claim("cne share gonzalez 48.0"), claim("cne votes gonzalez 450")]) != []


def test_a_true_official_result() -> None:
    contest = load_contest("russia-2018-presidential")
    told = [claim("cec votes null 791258")]
    for name, votes, share in csv.reader(StringIO(RUSSIA)):
        told += [claim(f"cec votes {name} {votes}"), claim(f"cec share {name} {share}")]
    assert wrong(told, contest) == []


def test_two_sources_may_mean_two_wholes() -> None:
    """One count: 53.2 % of the valid votes are 51.2 % of all ballots where 3.8 % of these are invalid."""
    told = [
        *(claim("cne share maduro 53.2"), claim("cne coverage - 100")),
        *(claim("opposition share maduro 51.2"), claim("opposition coverage - 100")),
    ]
    assert wrong(told) == []
    pair = next(one for one in run(told) if one.check == "compatibility")
    assert pair.verdict is Verdict.STRAINED
    assert "only if not both give percentages of the valid votes" in pair.message


@pytest.mark.parametrize("covered", ["coverage_count - 30026", "coverage - 100"])
@pytest.mark.parametrize("nothing", ["cne", "opposition"])
def test_no_votes_are_no_percentage_of_any_whole(covered: str, nothing: str) -> None:
    """No factor makes 40 % of none; where "100 %" is rounded, the sheets that are missing are too few for it."""
    some = "opposition" if nothing == "cne" else "cne"
    told = [
        *(claim(f"{nothing} {text}") for text in ("votes maduro 0", "votes gonzalez 100", "share gonzalez 100")),
        *(claim(text) for text in (f"{some} share maduro 40", f"cne {covered}", f"opposition {covered}")),
    ]
    (found,) = (one for one in run(told, WHOLE) if one.check == "compatibility" and one.subject == "maduro")
    assert found.verdict is Verdict.INCONSISTENT
    assert not feasibility.hold_together(ledger.build(told, WHOLE).counts, WHOLE, 0.25, widest=True)
    # Shares of the two leading alone may be of so few votes that those on the missing sheets are 40 % of them.
    may_be = feasibility.hold_together(ledger.build(told, CONTEST).counts, CONTEST, 0.25, widest=True)
    (found,) = (one for one in run(told) if one.check == "compatibility" and one.subject == "maduro")
    assert found.verdict is (Verdict.STRAINED if may_be else Verdict.INCONSISTENT)


def test_other_shares_leave_no_room_for_another_whole() -> None:
    told = [
        *(claim("cne share maduro 53.2"), claim("cne share gonzalez 46.8"), claim("cne coverage - 100")),
        *(claim("opposition share maduro 41.2"), claim("opposition share gonzalez 58.8")),
        claim("opposition coverage - 100"),
    ]
    assert {one.split(":")[0] for one in wrong(told, WHOLE)} == {"compatibility", "conflict"}


@pytest.mark.parametrize("basis", ["valid", "cast", "registered", "two"])
@pytest.mark.parametrize("told", ["share", "margin_points", "both"])
def test_true_figures_of_every_basis(basis: str, told: str) -> None:
    votes, null, voters = {"maduro": 512, "gonzalez": 430, "third": 20}, 38, 1500
    base = {"valid": 962, "cast": 1000, "registered": voters, "two": 942}[basis]
    claims = [*(claim(f"cne votes {name} {number}") for name, number in votes.items()), claim(f"cne votes null {null}")]
    claims += [claim("cne ballots - 1000", basis="cast"), claim(f"cne registered - {voters}")]
    if told != "margin_points":
        claims += [claim(f"cne share {n} {100 * votes[n] / base:.2f}") for n in ("maduro", "gonzalez")]
    if told != "share":
        claims.append(claim(f"cne margin_points maduro {100 * (512 - 430) / base:.2f}"))
    assert wrong(claims, THREE) == []


def test_too_many_cases_call_nothing_inconsistent() -> None:
    told = [
        claim(f"cne {text}", as_of=f"2024-08-{day:02}", basis=basis)
        for day in range(1, 10)
        for text, basis in (
            ("votes maduro 512", ""),
            ("share maduro 51.2", ""),
            ("ballots - 962", "valid"),
            ("votes null 38", ""),
        )
    ]
    assert feasibility.hold_together(ledger.build(told, CONTEST).counts, CONTEST, 0.25, widest=True)


@settings(max_examples=200, deadline=None)
@given(
    votes=st.lists(st.integers(1, 500), min_size=2, max_size=3),
    null=st.tuples(st.integers(0, 300), st.integers(0, 300)),
    held=st.integers(1, 10),
    off=st.integers(-40, 40),
)
def test_factors_of_two_counts_by_trying_them(votes: list[int], null: tuple[int, int], held: int, off: int) -> None:
    """The closed form says yes where some pair of factors on a grid does, and no where none does, but near an end."""
    share = np.array(votes) / sum(votes) * 100.0
    first, second = share * sum(votes) / (sum(votes) + null[0]), share * sum(votes) / (sum(votes) + null[1])
    first[0] = max(first[0] + off / 2, 0.5)
    part = 100.0 * held / (held + 2)

    def side(of: np.ndarray, coverage: float, more: float = 0.0) -> bases.Side:
        ends = Interval((of - 0.05 - more)[None], (of + 0.05 + more)[None])
        top = max(100.0 / of.sum(), 1.0)
        factor = Interval(np.array([1.0]), np.array([top]))
        return bases.Side(ends, Interval(np.array([coverage]), np.array([coverage])), factor)

    def by_grid(one: bases.Side, other: bases.Side) -> bool:
        k = np.linspace(1.0, one.factor.high[0], 200)[:, None, None]
        big = np.linspace(1.0, other.factor.high[0], 200)[None, :, None]
        rest = 1.25 * (100.0 - part) / part
        most, least = (k * one.share.high + 100.0 * rest) / (1.0 + rest), k * one.share.low / (1.0 + rest)
        return bool(((most >= big * other.share.low) & (least <= big * other.share.high)).all(axis=2).any())

    answer = bool(bases.can_both_hold(side(first, part), side(second, 100.0), 1.25)[0])
    if by_grid(side(first, part), side(second, 100.0)):
        assert answer
    elif not by_grid(side(first, part, 0.5), side(second, 100.0, 0.5)):
        assert not answer


RECONCILED = (
    *(claim("cne votes maduro 2550013"), claim("cne share maduro 52.04", basis="valid")),
    *(claim("cne votes gonzalez 2350007"), claim("cne share gonzalez 47.96", basis="valid")),
)


@pytest.mark.parametrize(
    ("ballots", "basis", "verdict"),
    [
        ("5000123", "cast", "consistent"),
        ("5000123", "", "consistent"),
        ("4900020", "valid", "consistent"),
        ("5000124", "valid", "inconsistent"),
        ("5100123", "cast", "inconsistent"),
        ("5100123", "", "inconsistent"),  # neither all cast, which are 5,000,123, nor the valid ones
    ],
)
def test_a_declaration_that_reconciles_is_consistent(ballots: str, basis: str, verdict: str) -> None:
    """100,103 invalid votes and 4,900,020 valid ones, which the shares are shares of."""
    told = (*RECONCILED, claim("cne votes null 100103"), claim(f"cne ballots - {ballots}", basis=basis))
    (found,) = (one for one in run(told) if one.check == "implied-total")
    assert found.verdict == verdict
    assert ("cne votes null 100103" in found.claims) == (basis != "valid")


def test_ballots_cast_may_be_any_more_than_the_valid_votes() -> None:
    for ballots, verdict in (("5000123", "consistent"), ("4800000", "inconsistent")):
        told = (*RECONCILED, claim(f"cne ballots - {ballots}", basis="cast"))
        (found,) = (one for one in run(told) if one.check == "implied-total")
        assert found.verdict == verdict


def test_no_votes_are_no_percent_of_any_total() -> None:
    told = [claim("cne votes maduro 0"), claim("cne share maduro 0.0"), claim("cne ballots - at_most 1000")]
    assert wrong(told) == []


@pytest.mark.parametrize(
    "texts",
    [
        ("turnout - 0", "registered - 100"),
        ("ballots - 0", "coverage - 100"),
        ("ballots - 0", "turnout - 0"),
        ("share null 100", "ballots - 5 | cast", "votes null 5"),
    ],
)
def test_where_nobody_voted_nothing_is_wrong(texts: tuple[str, ...]) -> None:
    parts = [text.split(" | ") for text in texts]
    assert wrong([claim(f"cne {words}", basis="".join(basis)) for words, *basis in parts]) == []


def test_a_lead_leaves_room_for_all_shares() -> None:
    """52 and 48.4 % of two candidates are 51.6 and 48.4: the lead is 3.0 to 3.3 points."""
    told = [claim("cne share maduro 52"), claim("cne share gonzalez 48.4"), claim("cne margin_points maduro 4.0")]
    (margin,) = (one for one in run(told, WHOLE) if one.check == "margin")
    assert margin.verdict is Verdict.INCONSISTENT
    assert (margin.implied_low, margin.implied_high) == pytest.approx((3.1, 3.3))
    fits = [*told[:2], claim("cne margin_points maduro 3.2")]
    assert {one.verdict for one in run(fits, WHOLE) if one.check == "margin"} == {Verdict.CONSISTENT}


def test_shares_of_the_two_leading_leave_room_for_another_second() -> None:
    """The second has 2,805 votes, which are not stated: 73.48 % and the lead are of these two."""
    told = [
        *(claim("cne votes maduro 7773"), claim("cne share maduro 73.483"), claim("cne votes gonzalez 1988")),
        *(claim("cne margin_votes maduro 4968"), claim("cne margin_points maduro 46.965", basis="two")),
    ]
    assert wrong(told, replace(THREE, complete=False)) == []
