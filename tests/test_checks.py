"""The checks: the registry, an example that passes and one that fails each, and what holds of every table."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from check_examples import MORE_EXAMPLES
from claims_support import CONTEST, NINE, SEEDS, claim
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from analyzer import checks, ledger
from analyzer.bounds import usual_reading
from analyzer.checks import joint, uncounted
from analyzer.ledger import Interval
from analyzer.model import Candidate, Claim, Contest, Finding, Hedge, Verdict

IDS = {
    *("share-sum", "vote-sum", "share-votes", "granularity", "implied-total", "margin", "turnout", "coverage"),
    *("bulletins", "compatibility", "conflict", "too-round", "tallies-total", "tallies-coverage"),
    *("tallies-compatibility", "tallies-integer", "tallies-digits", "tallies-shape"),
}
COMPLETE = replace(CONTEST, complete=True)


def run(*claims: Claim, contest: object = CONTEST, e: float = 0.25) -> list[Finding]:
    return checks.run(ledger.build(claims, contest), e)


def only(found: Sequence[Finding], check: str) -> Finding:
    (finding,) = [f for f in found if f.check == check]
    return finding


# One example a check that passes and one that fails ("coverage" never contradicts: it says what is left open).
EXAMPLES = MORE_EXAMPLES | {
    "share-sum": (
        (claim("cne share maduro 51.95"), claim("cne share gonzalez 43.18")),
        (claim("cne share maduro 56.95"), claim("cne share gonzalez 43.18")),
        Verdict.INCONSISTENT,
    ),
    "implied-total": (
        NINE,
        (
            *(claim("cne share maduro 51.95"), claim("cne share gonzalez 43.18")),
            *(claim("cne votes maduro 6408844"), claim("cne votes gonzalez 5426104")),
        ),
        Verdict.INCONSISTENT,
    ),
    "margin": (
        (claim("cne share maduro 51.95"), claim("cne share gonzalez 43.18"), claim("cne margin_points maduro 8.77")),
        (claim("cne share maduro 51.95"), claim("cne share gonzalez 43.18"), claim("cne margin_points maduro 7.77")),
        Verdict.INCONSISTENT,
    ),
    "coverage": (
        (claim("cne share maduro 51.95"), claim("cne share gonzalez 43.18"), claim("cne coverage - under 97")),
        (claim("cne share maduro 51.2"), claim("cne share gonzalez 44.2"), claim("cne coverage - 80")),
        Verdict.UNDETERMINED,
    ),
    "compatibility": (
        (claim("cne share maduro 51.95"), claim("government share maduro under 52")),
        NINE,
        Verdict.INCONSISTENT,
    ),
}


def test_registry_is_whole() -> None:
    ids = [check.id for check in checks.CHECKS]
    assert len(ids) == len(set(ids))
    assert set(ids) <= IDS
    assert set(EXAMPLES) == set(ids)
    for check in checks.CHECKS:
        assert check.question.endswith("?")
        assert check.source
        assert check.no_power


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.id)
def test_passing_and_failing_example(check: checks.Check) -> None:
    good, bad, verdict = EXAMPLES[check.id]
    # `conflict` names what cannot hold together, and nothing else.
    passing = set() if check.id == "conflict" else {Verdict.CONSISTENT}
    assert {f.verdict for f in check.run(ledger.build(good, CONTEST), 0.25)} == passing
    assert verdict in {f.verdict for f in check.run(ledger.build(bad, CONTEST), 0.25)}


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.id)
def test_no_claims_no_findings(check: checks.Check) -> None:
    assert check.run(ledger.build((), CONTEST), 0.25) == []


def test_core_needs_numpy_alone() -> None:
    heavy = ("scipy", "pandas", "matplotlib", "click")
    code = f"import analyzer.checks, sys; print([m for m in {heavy} if m in sys.modules])"
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("e", [-0.1, float("nan"), float("inf")])
def test_uncounted_must_be_a_part(e: float) -> None:
    with pytest.raises(ValueError, match="uncounted"):
        checks.run(ledger.build(NINE, CONTEST), e)


@pytest.mark.parametrize("one", SEEDS, ids=lambda one: one.claim)
def test_single_claim_is_never_consistent(one: Claim) -> None:
    assert {f.verdict for f in run(one)} == {Verdict.UNDETERMINED}


@pytest.mark.parametrize(
    ("text", "check"),
    [
        *(("votes maduro 5150092", "vote-sum"), ("votes others 462704", "vote-sum"), ("votes null 512", "vote-sum")),
        *(("registered - 21321805", "turnout"), ("coverage - 80", "coverage"), ("coverage_count - 24532", "coverage")),
        *(("coverage_total - 30026", "coverage"), ("share null 2", "share-sum"), ("ballots - 10058774", "vote-sum")),
    ],
)
def test_a_figure_that_stands_alone_is_not_passed_over(text: str, check: str) -> None:
    (finding,) = run(claim(f"cne {text}"))
    assert (finding.check, finding.verdict) == (check, Verdict.UNDETERMINED)


def test_a_percentage_above_100_is_one_finding() -> None:
    (finding,) = run(claim("cne turnout - 120"))
    assert (finding.check, finding.verdict) == ("share-sum", Verdict.INCONSISTENT)


def test_findings_rest_on_claims_and_say_one_thing() -> None:
    known = {one.claim for one in SEEDS}
    for finding in run(*SEEDS):
        assert finding.claims
        assert set(finding.claims) <= known
        assert finding.message.endswith(".")
        assert "nan" not in finding.message
        assert "fraud" not in finding.message
        assert not finding.implied_low > finding.implied_high
        conditional = finding.check in {"coverage", "compatibility"} and finding.verdict is Verdict.INCONSISTENT
        assert bool(finding.assumption) or not conditional


# share-sum


def four(*shares: str, contest_complete: bool = True) -> Finding:
    names = "abcd"[: len(shares)]
    contest = replace(CONTEST, candidates=tuple(Candidate(n, n) for n in names), complete=contest_complete)
    return only(
        run(*(claim(f"cne share {n} {s}") for n, s in zip(names, shares, strict=True)), contest=contest), "share-sum"
    )


def test_a_hundred_and_a_hundredth_is_fine_for_four() -> None:
    assert four("25.01", "25.00", "25.00", "25.00").verdict is Verdict.CONSISTENT
    assert four("33.3", "33.3", "33.3").verdict is Verdict.CONSISTENT
    assert four("25.02", "25.02", "25.00", "25.00").verdict is Verdict.INCONSISTENT


def test_truncation_is_a_wider_reading() -> None:
    finding = four("33.1", "33.1", "33.6")
    assert finding.verdict is Verdict.STRAINED
    assert finding.slack == pytest.approx(1 / 6, abs=1e-4)


def test_too_little_needs_the_whole_ballot() -> None:
    assert four("40", "40", contest_complete=False).verdict is Verdict.CONSISTENT
    # Of all ballots or all voters they may be right: only shares of valid votes must fill up.
    assert four("40", "40").verdict is Verdict.STRAINED
    of_valid = [claim(f"cne share {s} 40", basis="valid") for s in ("maduro", "gonzalez")]
    assert only(run(*of_valid, contest=COMPLETE), "share-sum").verdict is Verdict.INCONSISTENT


def test_percentage_above_hundred_contradicts_itself() -> None:
    finding = only(run(claim("cne share maduro 104")), "share-sum")
    assert finding.verdict is Verdict.INCONSISTENT
    assert finding.slack == 3.5


# implied-total


def test_stated_total_beside_the_implied_one() -> None:
    votes = (claim("cne share maduro 51.95"), claim("cne votes maduro 6408844"))
    assert only(run(*votes), "implied-total").verdict is Verdict.UNDETERMINED
    assert only(run(*votes, claim("cne ballots - 12335884")), "implied-total").verdict is Verdict.CONSISTENT
    # Invalid votes may make the difference, unless both are said to be valid votes.
    assert only(run(*votes, claim("cne ballots - 12386669")), "implied-total").verdict is Verdict.CONSISTENT
    of_valid = (replace(one, basis="valid") for one in (*votes, claim("cne ballots - 12386669")))
    assert only(run(*of_valid), "implied-total").verdict is Verdict.INCONSISTENT


# margin


def test_margin_in_votes() -> None:
    votes = (claim("cne votes maduro 6408844"), claim("cne votes gonzalez 5326104"))
    assert only(run(*votes, claim("cne margin_votes maduro 1082740")), "margin").verdict is Verdict.CONSISTENT
    wrong = only(run(*votes, claim("cne margin_votes maduro 1082741")), "margin")
    assert wrong.verdict is Verdict.INCONSISTENT
    assert (wrong.implied_low, wrong.implied_high, wrong.unit) == (1082740, 1082740, "votes")


def test_margin_of_a_stated_basis() -> None:
    rest = (claim("opposition share gonzalez 65"), claim("opposition share maduro 30"))
    two = claim("opposition margin_points gonzalez 37", basis="two")
    assert only(run(*rest, two), "margin").verdict is Verdict.CONSISTENT
    assert only(run(*rest, replace(two, basis="valid")), "margin").verdict is Verdict.STRAINED
    far = replace(claim("opposition margin_points gonzalez 38.5"), basis="valid")
    assert only(run(*rest, far), "margin").verdict is Verdict.INCONSISTENT


def test_margin_alone_says_what_is_missing() -> None:
    finding = only(run(claim("opposition margin_points gonzalez 38"), claim("opposition share gonzalez 65")), "margin")
    assert finding.verdict is Verdict.UNDETERMINED
    assert "no other candidate" in finding.message


def test_candidate_without_figure_may_be_second() -> None:
    contest = replace(CONTEST, candidates=(*CONTEST.candidates, Candidate("third", "Third")))
    told = (claim("cne share maduro 45"), claim("cne share gonzalez 10"), claim("cne margin_points maduro 5"))
    assert only(run(*told, contest=contest), "margin").verdict is Verdict.UNDETERMINED
    assert only(run(*told), "margin").verdict is Verdict.INCONSISTENT


INTERVALS = st.tuples(st.integers(1, 60), st.integers(0, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@settings(max_examples=80, deadline=None)
@given(INTERVALS, INTERVALS, INTERVALS, INTERVALS, INTERVALS)
@example((64, 66), (29, 31), (72, 74), (32, 34), (1, 200))
def test_joint_leads_are_those_of_a_linear_program(p: tuple, q: tuple, x: tuple, y: tuple, t: tuple) -> None:
    """Variables x, y, T with p_low·T ≤ x ≤ p_high·T and so on: the closed form against a solver."""
    t = (2 * t[0], 3 * t[1])
    pair = joint.Pair(*(Interval(np.array([float(a)]), np.array([float(b)])) for a, b in (p, x, q, y, t)))
    rows = [[-1, 0, p[0] / 100], [1, 0, -p[1] / 100], [0, -1, q[0] / 100], [0, 1, -q[1] / 100]]

    def solve(goal: Sequence[float], rows: list, ends: list, equal: list | None = None) -> float:
        found = linprog(goal, A_ub=rows, b_ub=[0.0] * len(rows), A_eq=equal, b_eq=[1.0] if equal else None, bounds=ends)
        return float(found.fun) if found.status == 0 else float("nan")

    low, high = (float(end[0]) for end in joint.lead_in_votes(pair))
    least, most = solve([1, -1, 0], rows, [x, y, t]), -solve([-1, 1, 0], rows, [x, y, t])
    assert (low, high) == pytest.approx((least, most), rel=1e-6, abs=1e-6, nan_ok=True)
    # Charnes and Cooper's change of variables makes the ratio linear: divide all by T, then by x + y.
    scaled = [[*row, 0.0] for row in rows]
    for place, ends in enumerate((x, y, t)):
        scaled.append([-1.0 if place == k else 0.0 for k in range(3)] + [float(ends[0])])
        scaled.append([1.0 if place == k else 0.0 for k in range(3)] + [-float(ends[1])])
    free = [(0, None)] * 4
    for lead, equal in ((joint.lead_on_valid(pair), [[0, 0, 1, 0]]), (joint.lead_on_two(pair), [[1, 1, 0, 0]])):
        least, most = solve([1, -1, 0, 0], scaled, free, equal), -solve([-1, 1, 0, 0], scaled, free, equal)
        ends = (float(lead.low[0]), float(lead.high[0]))
        if np.isnan(low):
            continue
        assert ends == pytest.approx((100 * least, 100 * most), rel=1e-6, abs=1e-5)


# coverage and compatibility


def test_votes_of_one_source_beyond_the_whole_of_another() -> None:
    """The authority's exact counts at 96.87 % leave no room for 7.3 million: row X-b, verdict turning at 4.819."""
    authority = (
        *(claim("cne votes maduro 6408844"), claim("cne votes gonzalez 5326104"), claim("cne votes others 600936")),
        claim("cne coverage - 96.87"),
    )
    found = run(*authority, claim("opposition votes gonzalez 7.3 million"), contest=CONTEST)
    finding = only([f for f in found if f.check == "compatibility"], "compatibility")
    assert finding.verdict is Verdict.INCONSISTENT
    assert "turns at 4.82" in finding.assumption
    assert run(*authority, claim("opposition votes gonzalez 7.3 million"), e=3.9)[-1].verdict is Verdict.CONSISTENT


def test_no_coverage_leaves_a_rival_figure_open() -> None:
    found = run(claim("cne share maduro 51.95"), claim("opposition share maduro 30"))
    finding = only(found, "compatibility")
    assert finding.verdict is Verdict.UNDETERMINED
    assert "coverage" in finding.message or "covers" in finding.message


def test_two_full_counts_differ_without_any_assumption() -> None:
    full = [claim(f"{who} coverage - 100.00") for who in ("cne", "opposition")]
    shares = (claim("cne share maduro 51.95", basis="valid"), claim("opposition share maduro 30.46", basis="valid"))
    found = run(*full, *shares)
    finding = only(found, "compatibility")
    assert finding.verdict is Verdict.INCONSISTENT


def test_text_itself_is_held_against_nobody() -> None:
    found = run(claim("- share maduro 67"), claim("- coverage - 100"), claim("cne share maduro 51.95"))
    assert not [f for f in found if f.check == "compatibility"]


def test_one_count_with_two_figures_is_said_once() -> None:
    told = (
        *(claim("cne coverage - 80", statement="1"), claim("cne share maduro 51.2", statement="1")),
        *(claim("cne coverage - 80", statement="2", claim="c"), claim("cne share maduro 55", statement="2")),
    )
    finding = only(run(*told), "compatibility")
    assert finding.verdict is Verdict.INCONSISTENT
    assert set(finding.claims) == {"cne share maduro 51.2", "cne share maduro 55"}


@given(st.floats(1, 99), st.floats(1, 99), st.floats(50, 99.9), st.floats(50, 99.9))
def test_turning_weight_is_where_final_shares_meet(s: float, other: float, c: float, d: float) -> None:
    sides = [Interval(np.array([v]), np.array([v])) for v in (s, c, other, d)]
    turn = float(uncounted.turning_weight(*sides)[0])
    if turn == 0.0:
        assert s == other
        return
    mine, theirs = (uncounted.final_share(sides[k], sides[k + 1], turn) for k in (0, 2))
    gap = max(float(mine.low[0] - theirs.high[0]), float(theirs.low[0] - mine.high[0]))
    assert gap == pytest.approx(0.0, abs=1e-6)


# no false alarm


def state(source: str, measure: str, subject: str, exact: float, step: float, hedge: Hedge, down: bool) -> Claim:
    """`exact` as a source might print it: rounded or cut off to `step`, with a hedge that makes it true."""
    units = exact / step
    if hedge in {Hedge.UNDER, Hedge.AT_MOST}:
        shown = np.ceil(units)
    elif hedge in {Hedge.OVER, Hedge.AT_LEAST} or (down and measure in {"share", "coverage"}):
        shown = np.floor(units)
    else:
        shown = np.floor(units + 0.5)
    value = round(float(shown) * step, 6)
    resolution = 0.0 if measure in {"votes", "ballots"} and step == 1.0 else step
    low, high = usual_reading(value, resolution, hedge, measure)
    made = claim(
        f"{source} {measure} {subject or '-'} {hedge} 0", claim=f"{source} {measure} {subject} {hedge} {value}"
    )
    return replace(made, value=value, resolution=resolution, low=float(low), high=float(high))


def true_table(seed: int) -> tuple[list[Claim], Contest, float]:
    """Some figures of several sources, each with a part of one true count; and how far sheets differ between parts."""
    rng = np.random.default_rng(seed)
    k, sheets = int(rng.integers(2, 5)), int(rng.integers(5, 60))
    whole = rng.multinomial(rng.integers(50, 800), rng.dirichlet(np.ones(k)), size=sheets)
    contest = replace(
        CONTEST,
        candidates=tuple(Candidate(n, n) for n in "abcd"[:k]),
        complete=bool(rng.integers(2)),
        tally_sheets=None,
    )
    told: list[Claim] = []
    spread = 0.0
    for source in ("cne", "opposition", "government")[: rng.integers(1, 4)]:
        held = rng.permutation(sheets)[: rng.integers(max(1, sheets // 2), sheets + 1)]
        votes, total = whole[held].sum(axis=0), int(whole[held].sum())
        if len(held) < sheets:
            missing = np.delete(whole, held, axis=0)
            spread = max(spread, abs(missing.sum(axis=1).mean() / whole[held].sum(axis=1).mean() - 1.0))
        step, coarse, down = rng.choice([1.0, 0.1, 0.01]), rng.choice([1.0, 1000.0]), bool(rng.integers(2))
        second, first = np.argsort(votes)[-2:]
        lead = float(votes[first] - votes[second])
        figures = [("share", n, 100 * v / total, step) for n, v in zip("abcd", votes.tolist(), strict=False)]
        figures += [("votes", n, v, coarse) for n, v in zip("abcd", votes.tolist(), strict=False)]
        figures += [
            ("margin_points", "abcd"[first], 100 * lead / total, step),
            ("margin_votes", "abcd"[first], lead, 1.0),
        ]
        figures += [("ballots", "", total, coarse), ("coverage", "", 100 * len(held) / sheets, step)]
        for measure, subject, exact, unit in figures:
            if rng.integers(2):
                hedge = Hedge.EXACT if rng.integers(2) else list(Hedge)[rng.integers(6)]
                told.append(state(source, measure, subject, exact, unit, hedge, down))
    return told, contest, float(spread)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_true_figures_never_contradict(seed: int) -> None:
    """Whatever part each source counted, and however it rounds and hedges: nothing is inconsistent."""
    told, contest, spread = true_table(seed)
    found = checks.run(ledger.build(told, contest), spread + 1e-9)
    assert [f.message for f in found if f.verdict is Verdict.INCONSISTENT] == []
