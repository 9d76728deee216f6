"""What must not matter to minimal sets; and what is told of them, against an opinion that shares no code with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite, isnan

import numpy as np
import pytest
from claims_support import CONTEST, NINE, claim

from analyzer import checks, feasibility, ledger
from analyzer.checks import conflict
from analyzer.counts import Fact
from analyzer.feasibility import Conflict
from analyzer.feasibility.details import Details
from analyzer.model import MEASURES, Candidate, Claim, Contest, Verdict
from benchmarks import oracle
from benchmarks.false_alarms import findings, without_slack
from benchmarks.infeasible_tables import E, spoiled
from benchmarks.true_tables import true_table

SPOILED = range(5000, 5030)


def told(claims: Sequence[Claim], contest: Contest) -> set[tuple[object, ...]]:
    """The sets with their verdicts, in no order."""
    found = feasibility.conflicts(claims, contest, uncounted=E)
    return {(frozenset(c.claims), c.bases, c.verdict, c.saved_by) for c in found}


def scaled(claim: Claim, factor: float) -> Claim:
    if MEASURES[claim.measure].unit != "votes":
        return claim
    numbers = {name: getattr(claim, name) * factor for name in ("value", "resolution", "low", "high")}
    return replace(claim, **numbers)


@pytest.mark.parametrize("seed", SPOILED)
def test_order_of_the_claims_and_size_of_the_votes_do_not_matter(seed: int) -> None:
    claims, contest = spoiled(seed)
    expected = told(claims, contest)
    order = np.random.default_rng(seed).permutation(len(claims))
    assert told([claims[place] for place in order], contest) == expected
    assert told([scaled(one, 4096.0) for one in claims], contest) == expected


def test_spoiled_tables_hold_sets_of_both_verdicts() -> None:
    verdicts = {verdict for seed in SPOILED for _, _, verdict, _ in told(*spoiled(seed))}
    assert verdicts == {Verdict.INCONSISTENT, Verdict.STRAINED}


# slack, turning weight and implied range, asked again of SciPy's solver and rows of its own


def detailed(seed: int) -> tuple[Details, list[Conflict], list[Claim], Contest]:
    claims, contest = spoiled(seed)
    counts = ledger.build(claims, contest).counts
    found = feasibility.search(counts, contest, E, widest=False)
    return Details(counts, contest, E), list(found.conflicts), claims, contest


@pytest.mark.parametrize("seed", SPOILED)
def test_figures_fit_with_the_slack_and_not_with_less(seed: int) -> None:
    details, found, claims, contest = detailed(seed)
    for one in found:
        members = [c for c in claims if c.claim in one.claims]
        slack = details.slack(one)
        if isnan(slack):
            assert not oracle.possible(members, contest, E, claims, widest=False, give=1000.0)
            continue
        assert oracle.possible(members, contest, E, claims, widest=False, give=1.01 * slack)
        assert not oracle.possible(members, contest, E, claims, widest=False, give=0.99 * slack)


@pytest.mark.parametrize("seed", SPOILED)
def test_verdicts_turn_at_the_turning_weight(seed: int) -> None:
    details, found, claims, contest = detailed(seed)
    for one in found:
        members = [c for c in claims if c.claim in one.claims]
        turn, widest = details.turning_weight(one), one.verdict is Verdict.INCONSISTENT
        e = 1e4 if not isfinite(turn) else 1.01 * turn - 1.0
        assert oracle.possible(members, contest, e, claims, widest=widest) == isfinite(turn)
        if isfinite(turn):
            assert not oracle.possible(members, contest, 0.99 * turn - 1.0, claims, widest=widest)


@pytest.mark.parametrize("seed", SPOILED)
def test_the_implied_range_is_all_that_the_others_allow(seed: int) -> None:
    details, found, claims, contest = detailed(seed)
    for one in found:
        if (implied := details.implied(one)) is None:
            continue
        fact, low, high = implied
        others = [c for c in claims if c.claim in one.claims and c.claim != fact.claim.claim]
        step = max(1e-4 * (high - low), 1e-5 * max(abs(high), 1.0))

        def possible(value: float, fact: Fact = fact, others: list[Claim] = others, step: float = step) -> bool:
            figure = replace(fact.claim, value=value, resolution=2.0 * step)
            return oracle.possible([*others, figure], contest, E, claims, widest=False)

        assert possible(low)
        assert possible(high)
        assert not possible(high + 3.0 * step)
        assert low < 3.0 * step or not possible(low - 3.0 * step)


def test_the_implied_range_takes_in_every_basis_of_the_conflict() -> None:
    """44 to 30 % are 13 to 15 points of all votes and 18.02 to 19.81 of the two; a lead of 25 is on neither."""
    figures = (
        claim("cne share maduro 44"),
        claim("cne share gonzalez 30"),
        claim("cne margin_points maduro 25"),
    )
    (finding,) = [f for f in conflict.run(ledger.build(figures, CONTEST), 0.25) if len(f.claims) == 3]
    assert finding.verdict is Verdict.INCONSISTENT
    assert finding.implied_low == pytest.approx(13.0)
    assert finding.implied_high == pytest.approx(100.0 * (44.5 - 29.5) / (44.5 + 29.5), abs=1e-6)


def test_a_lead_between_the_ranges_of_two_bases_is_held_against_the_nearer() -> None:
    figures = (
        claim("cne share maduro 44.0"),
        claim("cne share gonzalez 30.0"),
        claim("cne margin_points maduro 16.0"),
    )
    (finding,) = [f for f in conflict.run(ledger.build(figures, CONTEST), 0.25) if len(f.claims) == 3]
    assert (finding.implied_low, finding.implied_high) == (pytest.approx(13.9), pytest.approx(14.1))


def test_the_runner_up_may_be_any_candidate_in_the_implied_range() -> None:
    contest = replace(CONTEST, candidates=(*CONTEST.candidates, Candidate("third", "Third")))
    figures = (
        claim("cne share maduro 50", basis="valid"),
        claim("cne share gonzalez about 20", basis="valid"),
        claim("cne margin_points maduro 12", basis="valid"),
    )
    (finding,) = [f for f in conflict.run(ledger.build(figures, contest), 0.25) if len(f.claims) == 3]
    # Over González from 49.5 - 21 to 50.5 - 19 points; over the third, who may have 31.5 %, from 18 on.
    assert (finding.implied_low, finding.implied_high) == (pytest.approx(18.0), pytest.approx(31.5))


def test_two_sources_may_mean_different_bases_by_their_leads() -> None:
    """One lead fits of all votes, the other of the two alone: no single basis saves both, a mix of them does."""
    figures = (
        *(claim("cne share maduro 44.0"), claim("cne share gonzalez 30.0"), claim("cne margin_points maduro 14.0")),
        *(claim("cne coverage - at_least 100"), claim("opposition coverage - at_least 100")),
        claim("opposition margin_points maduro 18.9"),
    )
    found = conflict.run(ledger.build(figures, CONTEST), 0.25)
    assert found
    assert {f.verdict for f in found} == {Verdict.STRAINED}
    mixed = [f for f in found if "one lead of all valid votes and another of the two leading" in f.message]
    assert mixed
    assert {"cne margin_points maduro 14.0", "opposition margin_points maduro 18.9"} <= set(mixed[0].claims)


# no false alarm: the run at full size is benchmarks/false_alarms.py


@pytest.mark.parametrize("first", [0, 20, 40])
def test_true_tables_are_never_called_inconsistent(first: int) -> None:
    with without_slack():
        found = [finding for seed in range(first, first + 20) for finding in findings(seed + 100_000)[0]]
    assert [f.message for f in found if f.verdict is Verdict.INCONSISTENT] == []
    assert len({f.check for f in found}) >= 9


def test_what_holds_together_is_never_called_inconsistent_by_the_search() -> None:
    for seed in range(300, 304):
        table = true_table(seed)
        built, e = ledger.build(table.claims[:16], table.contest), table.spread + 1e-9
        assert feasibility.hold_together(built.counts, table.contest, e, widest=True)
        found = feasibility.search(built.counts, table.contest, e, widest=False)
        assert Verdict.INCONSISTENT not in {c.verdict for c in found.conflicts}


def test_what_cannot_hold_together_is_not_said_to() -> None:
    wrong = 0
    for seed in SPOILED:
        claims, contest = spoiled(seed)
        counts = ledger.build(claims, contest).counts
        if feasibility.hold_together(counts, contest, E, widest=True):
            assert Verdict.INCONSISTENT not in {v for _, _, v, _ in told(claims, contest)}
        else:
            wrong += 1
    assert wrong > 5
    assert not feasibility.hold_together(ledger.build(NINE, CONTEST).counts, CONTEST, 0.25, widest=True)


def test_the_checks_run_without_slack_give_the_same_verdicts() -> None:
    claims, contest = spoiled(5001)
    built = ledger.build(claims, contest)
    whole = [(f.check, f.verdict, f.message) for f in checks.run(built, E)]
    with without_slack():
        assert [(f.check, f.verdict, f.message) for f in checks.run(built, E)] == whole
