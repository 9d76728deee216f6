"""coverage: can what was not counted change the winner; what would it have to be?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analyzer import labels, wording
from analyzer.bounds import Flags, Floats, uncounted_share
from analyzer.checks import joint, leaders, of_two
from analyzer.checks import uncounted as rest
from analyzer.checks.base import (
    CONSISTENT,
    UNDETERMINED,
    UNLESS_ROUNDED,
    VERDICTS,
    Check,
    Figures,
    Places,
    claim_ids,
    clean,
    figures,
    is_all,
    repeated,
    source_name,
    subject_name,
)
from analyzer.counts import Fact
from analyzer.ledger import Interval, Ledger
from analyzer.model import Basis, Finding


class Outlook(NamedTuple):
    """What each count's lead and coverage leave open; one for each of `rows`.

    `lead` in points, `turn` the weight of uncounted sheets from which the lead could be lost, `keeps` and `reaches`
    the least final share of the leader and the greatest of the runner-up at equal votes a sheet. Beside shares of the
    two leading alone, `room` is all votes for one vote of theirs, at most, and `covered` the coverage of theirs.
    """

    rows: Places
    leaders: Places
    seconds: Places
    lead: Interval
    coverage: Interval
    room: Floats
    covered: Interval
    turn: Floats
    keeps: Floats
    reaches: Floats
    missing: Interval
    open: Flags


def lead_is_safe(lead: Interval, coverage: Interval, weight: float | Floats) -> Flags:
    """Whether no votes on uncounted sheets can undo a lead in points, each carrying at most `weight` votes to one."""
    return np.asarray(overturning_weight(lead, coverage) > weight)


def overturning_weight(lead: Interval, coverage: Interval) -> Floats:
    """Votes per uncounted sheet, to one per counted sheet, from which a lead in points could be lost; percent."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(lead.low / 100.0 / rest.odds(coverage.low))


def run(ledger: Ledger, uncounted: float) -> list[Finding]:
    """One finding for each count that has shares or votes of two candidates."""
    every = figures(ledger, widest=False)
    order = leaders.standing(ledger, every)
    if not order.size:
        return []
    first = np.argmax(order, axis=1)
    second = leaders.runner_up(order, first)
    rows = np.flatnonzero(second >= 0)
    plain, wide = (
        outlook(ledger, figures(ledger, widest=wider, rows=rows), rows, first[rows], second[rows])
        for wider in (False, True)
    )
    # Of what is said to be counted in full nothing is uncounted, though the figure may be rounded.
    full = np.array([is_all(ledger, int(row)) for row in rows], np.bool_)
    safe = full | lead_is_safe(wide.lead, wide.covered, 1.0 + uncounted)
    of_total = leaders.TotalFacts(ledger)
    return [
        _finding(ledger, of_total, plain, wide, place, uncounted, safe=bool(safe[place])) for place in range(len(rows))
    ]


def outlook(ledger: Ledger, given: Figures, rows: Places, first: Places, second: Places) -> Outlook:
    """The outlook of some counts in one reading, `given` a row for each of them."""
    every = np.arange(len(rows))
    total = leaders.totals(ledger, given)
    lead = joint.lead_on_valid(leaders.pair(ledger, given, total, first, second))
    share = joint.tightened(given.share, given.votes, total)
    room = of_two.room(ledger, given)
    covered = of_two.as_covered(given.coverage, room)
    turn = overturning_weight(lead, covered)
    keeps, _ = uncounted_share(share.low[every, first], share.high[every, first], *covered)
    _, reaches = uncounted_share(share.low[every, second], share.high[every, second], *covered)
    most = np.where(given.says_two, np.fmin(leaders.most_votes(ledger, given), np.inf), total.high)
    missing = rest.uncounted_votes(Interval(total.low, most), given.coverage)
    stranger = leaders.stranger_may_be_second(ledger, given, second)
    return Outlook(rows, first, second, lead, given.coverage, room, covered, turn, keeps, reaches, missing, stranger)


def _finding(
    ledger: Ledger,
    of_total: leaders.TotalFacts,
    plain: Outlook,
    wide: Outlook,
    place: int,
    uncounted: float,
    *,
    safe: bool,
) -> Finding:
    row = int(plain.rows[place])
    leader, second = (ledger.subjects[column[place]] for column in (plain.leaders, plain.seconds))
    facts: list[Fact] = [
        fact for measure in ("share", "votes") for s in (leader, second) for fact in ledger.facts(row, measure, s)
    ]
    facts.extend(ledger.facts(row, "coverage"))
    turn = float(wide.turn[place])
    reason = _untestable(plain, wide, place)
    safe = safe and not reason
    whole = float(wide.coverage.low[place]) >= 100.0 or is_all(ledger, row)
    if not reason:
        facts.extend(_limits(ledger, of_total, plain, place, (leader, second)))
    if not reason and plain.room[place] > 1.0:
        facts.extend(of_two.facts(ledger, row))
    threshold = rest.overturn_coverage(Interval(plain.lead.low[place] / plain.room[place], plain.lead.high[place]))
    low, high = (np.nan, np.nan) if reason else (float(threshold.low), float(threshold.high))
    message = reason or _outcome(ledger, plain, place, threshold, safe=safe)
    return clean(
        Finding(
            check=CHECK.id,
            verdict=VERDICTS[CONSISTENT if safe else UNDETERMINED],
            sources=(ledger.counts[row].source,),
            claims=claim_ids(facts),
            subject=leader,
            stated_low=float(plain.coverage.low[place]),
            stated_high=float(plain.coverage.high[place]),
            implied_low=low,
            implied_high=high,
            unit="percent",
            slack=0.0 if safe else np.nan,
            assumption="" if reason or whole else wording.assumed(uncounted, turn),
            message=f"{source_name(ledger, row)}: {message}{repeated(facts)}.",
        )
    )


def _limits(
    ledger: Ledger, of_total: leaders.TotalFacts, plain: Outlook, place: int, two: tuple[str, str]
) -> list[Fact]:
    """The other figures that limit the lead, or the votes on the uncounted sheets."""
    row = int(plain.rows[place])
    derived = not all(ledger.facts(row, "share", subject) for subject in two)
    told = plain.missing.low[place] > 0.0 and np.isfinite(plain.missing.high[place])
    found = of_total.of(row) if derived or told else ()
    return [*leaders.room_facts(ledger, row, two), *found]


def _untestable(plain: Outlook, wide: Outlook, place: int) -> str:
    if np.isnan(plain.lead.low[place]) or np.isnan(wide.lead.low[place]):
        return "shares and votes leave no common total, so nothing follows for what was not counted"
    if plain.lead.low[place] <= 0.0 or wide.lead.low[place] <= 0.0:
        return "the figures leave open who leads"
    if plain.open[place]:
        return "a candidate without a figure may be the runner-up, so the lead is not known"
    if np.isnan(plain.coverage.low[place]):
        return "no coverage is stated, so what was not counted cannot be bounded"
    if np.isinf(wide.room[place]) and plain.coverage.low[place] < 100.0:
        return (
            f"the shares are percentages of the {wording.WHOLES[Basis.TWO]}, and what part of all votes these are is "
            "not stated, so what was not counted cannot be bounded"
        )
    return ""


def _outcome(ledger: Ledger, plain: Outlook, place: int, threshold: Interval, *, safe: bool) -> str:
    row = int(plain.rows[place])
    leader, second = (subject_name(ledger, ledger.subjects[column[place]]) for column in (plain.leaders, plain.seconds))
    part = labels.covered(ledger.counts[row])
    if ledger.facts(row, "coverage")[0].claim.measure == "coverage":
        part = f"{part} of the tally sheets"
    kept = wording.interval(float(plain.keeps[place]), float(plain.keeps[place]), "percent")
    reached = wording.interval(float(plain.reaches[place]), float(plain.reaches[place]), "percent")
    below = wording.interval(float(threshold.low), float(threshold.high), "percent")
    if plain.missing.low[place] > 0.0 and np.isfinite(plain.missing.high[place]):
        missing = wording.interval(float(plain.missing.low[place]), float(plain.missing.high[place]), "votes")
        part = f"{part} counted and {missing} on the rest"
    else:
        part = f"{part} counted"
    if is_all(ledger, row):
        return f"with {part}, nothing is missing that could change who leads, unless {UNLESS_ROUNDED[3:]}"
    if safe:
        return (
            f"with {part}, what is missing cannot change who leads. At equal votes a sheet {leader} keeps at least "
            f"{kept} and {second} reaches at most {reached}; the lead could be lost only below a coverage of {below}"
        )
    # Of votes without a total nobody knows the share.
    possible = (
        f". If every other vote went to {second}, {reached} against {kept} for {leader} were possible at equal votes a "
        "sheet"
        if reached and kept
        else ""
    )
    return (
        f"with {part}, what is missing could still change who leads{possible}; the lead is safe from a coverage of "
        f"{below} on"
    )


CHECK = Check(
    id="coverage",
    question="Can what was not counted change the winner, and what would it have to be?",
    source="Outer bounds at the stated votes per uncounted tally sheet; docs/method.md",
    no_power="No coverage is stated, or the lead is smaller than what was not counted.",
    run=run,
)
