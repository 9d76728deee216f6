"""What a reading of the whole core found: figures that contradict themselves are told of once, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from claims_support import CONTEST, claim

import analyzer
from analyzer import bounds, ledger, pipeline
from analyzer.checks import alone, conflict, share_sum, share_votes, turnout
from analyzer.model import Claim, Contest, Finding, InputError, Verdict


def found(one: object, *claims: Claim) -> list[Finding]:
    return one.run(ledger.build(claims, CONTEST), 0.25)  # type: ignore[attr-defined]


def everything(claims: tuple[Claim, ...], contest: Contest = CONTEST) -> tuple[Finding, ...]:
    return pipeline.check([replace(one, contest=contest.id) for one in claims], [contest])


def wrong(findings: list[Finding]) -> list[Finding]:
    return [f for f in findings if f.verdict is Verdict.INCONSISTENT]


@pytest.mark.parametrize(
    "odd",
    [
        claim("cne margin_points others 5"),
        claim("cne margin_votes null 5"),
        claim("cne share others 5", basis="two"),
        claim("cne share null 5", basis="two"),
    ],
    ids=lambda odd: odd.claim,
)
def test_a_lead_of_nobody_on_the_list_stops_no_run(odd: Claim) -> None:
    claims = (odd, claim("cne share maduro 51.95"), claim("cne share gonzalez 43.18"), claim("cne ballots - 12335884"))
    assert everything(claims)


def test_a_lead_over_nobody_stops_no_run() -> None:
    alone_ = replace(CONTEST, candidates=CONTEST.candidates[:1])
    claims = (claim("cne margin_points maduro 5"), claim("cne share maduro 51", basis="two"))
    assert everything(claims, alone_)


@pytest.mark.parametrize(
    ("check", "claims"),
    [
        pytest.param(
            share_sum.CHECK,
            (
                claim("cne share maduro 51", basis="valid", claim="a"),
                claim("cne share maduro 60", basis="valid", claim="b"),
                claim("cne share gonzalez 44", basis="valid", claim="c"),
                claim("cne share others 5", basis="valid", claim="d"),
            ),
            id="a share, missing from the sum",
        ),
        pytest.param(
            turnout.CHECK,
            (
                claim("cne turnout - 60", claim="a"),
                claim("cne turnout - 70", claim="b"),
                claim("cne ballots - 650", claim="c"),
                claim("cne registered - 1000", claim="d"),
            ),
            id="two turnouts of one count",
        ),
        pytest.param(
            share_votes.CHECK,
            (
                claim("cne share maduro 51", claim="s"),
                claim("cne votes maduro 510", claim="a"),
                claim("cne votes maduro 600", claim="b"),
                claim("cne ballots - 1000", basis="valid", claim="t"),
            ),
            id="votes, held against a share",
        ),
    ],
)
def test_a_figure_that_is_stated_twice_is_held_against_no_other(check: object, claims: tuple[Claim, ...]) -> None:
    assert not wrong(found(check, *claims))


def test_a_coverage_that_stands_in_two_counts_is_told_of_once() -> None:
    claims = (
        claim("cne share maduro 51", basis="valid", claim="v"),
        claim("cne share gonzalez 30", basis="registered", claim="r"),
        claim("cne coverage - 80", claim="c"),
    )
    book = ledger.build(claims, CONTEST)
    assert [f.claims for f in alone.findings(book, [])].count(("c",)) == 1


def test_sets_that_are_not_listed_are_not_counted_as_cut() -> None:
    claims = (
        claim("cne share maduro 60", basis="valid", claim="a"),
        claim("cne share gonzalez 60", basis="valid", claim="b"),
        claim("cne turnout - 150", claim="c"),
    )
    assert all("such sets" not in f.message for f in found(conflict.CHECK, *claims))


def test_more_than_the_whole_has_the_unit_of_its_figure() -> None:
    units = {f.subject: f.unit for f in found(share_sum.CHECK, claim("cne margin_points maduro 120"))}
    assert units == {"maduro": "points"}


def test_claims_of_no_contest_are_refused_and_not_passed_over() -> None:
    frame = pd.DataFrame({"source": ["cne"], "measure": ["share"], "subject": ["maduro"], "value": [60.0]})
    with pytest.raises(InputError, match="contest"):
        analyzer.check(frame)
    assert len(analyzer.check(frame, "venezuela-2024-presidential"))


def test_a_share_beyond_all_reckoning_is_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        bounds.rounding_interval(np.array([2**62]), 0)
