"""coverage: can what was not counted change the winner; what would it have to be?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analyzer import wording
from analyzer.bounds import Flags, Floats, uncounted_share
from analyzer.checks import joint, leaders
from analyzer.checks import uncounted as rest
from analyzer.checks.base import (
    CONSISTENT,
    UNDETERMINED,
    VERDICTS,
    Check,
    Figures,
    claim_ids,
    clean,
    figures,
    printed,
    repeated,
    source_name,
    subject_name,
)
from analyzer.counts import Fact
from analyzer.ledger import Interval, Ledger
from analyzer.model import Finding


class Outlook(NamedTuple):
    """What each count's lead and coverage leave open; one a count that has a leader and a runner-up.

    `lead` in points, `turn` the weight of uncounted sheets from which the lead could be lost, `keeps` and `reaches`
    the least final share of the leader and the greatest of the runner-up at equal votes a sheet.
    """

    rows: leaders.Places
    leaders: leaders.Places
    seconds: leaders.Places
    lead: Interval
    coverage: Interval
    turn: Floats
    keeps: Floats
    reaches: Floats
    missing: Interval
    open: Flags


def outlook(ledger: Ledger, given: Figures) -> Outlook:
    """The outlook of every count in one reading."""
    order = leaders.standing(ledger, given)
    first = np.argmax(order, axis=1) if order.shape[1] else np.zeros(len(order), np.intp)
    every = np.arange(len(order))
    seconds = leaders.runner_up(order, every, first)
    rows = np.flatnonzero(seconds >= 0)
    first, seconds = first[rows], seconds[rows]
    total = leaders.totals(ledger, given)
    lead = joint.lead_on_valid(leaders.pair(given, total, rows, first, seconds))
    share = joint.tightened(given.share, given.votes, total)
    coverage = Interval(given.coverage.low[rows], given.coverage.high[rows])
    with np.errstate(divide="ignore", invalid="ignore"):
        turn = lead.low / 100.0 / rest.odds(coverage.low)
    keeps, _ = uncounted_share(share.low[rows, first], share.high[rows, first], *coverage)
    _, reaches = uncounted_share(share.low[rows, seconds], share.high[rows, seconds], *coverage)
    missing = rest.uncounted_votes(Interval(total.low[rows], total.high[rows]), coverage)
    stranger = leaders.stranger_may_be_second(ledger, given, rows, seconds)
    return Outlook(rows, first, seconds, lead, coverage, turn, keeps, reaches, missing, stranger)


def run(ledger: Ledger, uncounted: float) -> list[Finding]:
    """One finding for each count that has shares or votes of two candidates."""
    plain = outlook(ledger, figures(ledger, widest=False))
    wide = outlook(ledger, figures(ledger, widest=True))
    at = {int(row): place for place, row in enumerate(wide.rows)}
    return [
        _finding(ledger, plain, wide, place, at[int(row)], uncounted)
        for place, row in enumerate(plain.rows)
        if int(row) in at
    ]


def _finding(ledger: Ledger, plain: Outlook, wide: Outlook, place: int, widest: int, uncounted: float) -> Finding:
    row = int(plain.rows[place])
    leader, second = (ledger.subjects[column[place]] for column in (plain.leaders, plain.seconds))
    covering = ledger.facts(row, "coverage")
    facts: list[Fact] = [
        fact for measure in ("share", "votes") for s in (leader, second) for fact in ledger.facts(row, measure, s)
    ] + list(covering)
    turn = float(wide.turn[widest])
    reason = _untestable(plain, wide, place, widest)
    safe = not reason and turn > 1.0 + uncounted
    whole = float(wide.coverage.low[widest]) >= 100.0
    threshold = rest.overturn_coverage(Interval(plain.lead.low[place], plain.lead.high[place]))
    known = not reason
    return clean(
        Finding(
            check=CHECK.id,
            verdict=VERDICTS[CONSISTENT if safe else UNDETERMINED],
            sources=(ledger.counts[row].source,),
            claims=claim_ids(facts),
            subject=leader,
            stated_low=float(plain.coverage.low[place]),
            stated_high=float(plain.coverage.high[place]),
            implied_low=float(threshold.low) if known else np.nan,
            implied_high=float(threshold.high) if known else np.nan,
            unit="percent",
            slack=0.0 if safe else np.nan,
            assumption=assumed(uncounted, turn) if known and not whole else "",
            message=f"{source_name(ledger, row)}: "
            f"{reason or _outcome(ledger, plain, place, threshold, safe=safe)}{repeated(facts)}.",
        )
    )


def assumed(uncounted: float, turn: float) -> str:
    """The assumption on uncounted tally sheets, with the value at which a verdict that rests on it turns."""
    low, high = max(1.0 - uncounted, 0.0), 1.0 + uncounted
    turning = f"the verdict turns at {turn:.2f}" if np.isfinite(turn) else "no value turns the verdict"
    return f"each uncounted tally sheet carries between {low:.4g} and {high:.4g} times the votes of a counted one; {turning}"


def _untestable(plain: Outlook, wide: Outlook, place: int, widest: int) -> str:
    if np.isnan(plain.lead.low[place]) or np.isnan(wide.lead.low[widest]):
        return "shares and votes leave no common total, so nothing follows for what was not counted"
    if plain.open[place]:
        return "a candidate without a figure may be the runner-up, so the lead is not known"
    if np.isnan(plain.coverage.low[place]):
        return "no coverage is stated, so what was not counted cannot be bounded"
    return ""


def _outcome(ledger: Ledger, plain: Outlook, place: int, threshold: Interval, *, safe: bool) -> str:
    row = int(plain.rows[place])
    leader, second = (subject_name(ledger, ledger.subjects[column[place]]) for column in (plain.leaders, plain.seconds))
    covered = _covered(ledger, row)
    kept = wording.interval(float(plain.keeps[place]), float(plain.keeps[place]), "percent")
    reached = wording.interval(float(plain.reaches[place]), float(plain.reaches[place]), "percent")
    below = wording.interval(float(threshold.low), float(threshold.high), "percent")
    if safe:
        return (
            f"with {covered} counted, the rest cannot change who leads. At equal votes a sheet {leader} keeps at least "
            f"{kept} and {second} reaches at most {reached}; the lead could be lost only below a coverage of {below}"
        )
    return (
        f"with {covered} counted, the rest could still change who leads. If every other vote went to {second}, "
        f"{reached} against {kept} for {leader} were possible at equal votes a sheet; the lead is safe from a coverage "
        f"of {below} on"
    )


def _covered(ledger: Ledger, row: int) -> str:
    facts = ledger.facts(row, "coverage")
    percent = [fact for fact in facts if fact.claim.measure == "coverage"]
    return f"{printed(percent)} of the tally sheets" if percent else printed(facts[:1])


CHECK = Check(
    id="coverage",
    question="Can what was not counted change the winner, and what would it have to be?",
    source="Outer bounds at the stated votes per uncounted tally sheet; docs/method.md",
    no_power="No coverage is stated, or the lead is smaller than what was not counted.",
    run=run,
)
