"""compatibility: is there a count of the whole under which two sources are both right, given their coverage?

Each count covers a part of the tally sheets, and the two parts may overlap anyhow: what binds them is the whole. A
count's share s, with k uncounted sheets for each counted one that carry at most w votes to one, lets the final share lie
between s/(1 + wk) and (s + wk)/(1 + wk). Two counts are compatible for a candidate where these intervals meet.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analyzer import wording
from analyzer.bounds import Flags, Floats
from analyzer.checks import joint, leaders
from analyzer.checks import uncounted as rest
from analyzer.checks.base import (
    INCONSISTENT,
    UNDETERMINED,
    VERDICTS,
    Check,
    Figures,
    claim_ids,
    clean,
    figures,
    meets,
    printed,
    repeated,
    share_basis,
    slack,
    source_name,
    subject_name,
    verdicts,
)
from analyzer.checks.coverage import assumed
from analyzer.counts import Fact
from analyzer.ledger import Disagreement, Interval, Ledger
from analyzer.model import MEASURES, Finding, Verdict


class Pairs(NamedTuple):
    """Two counts of different sources and a candidate whose share both state; `first` is the one that covers less."""

    first: leaders.Places
    second: leaders.Places
    columns: leaders.Places


class Sides(NamedTuple):
    """Shares and coverage of both counts, one a pair, in percent."""

    share: Interval
    coverage: Interval
    other: Interval
    other_coverage: Interval


def sides(ledger: Ledger, given: Figures, pairs: Pairs) -> Sides:
    """The figures of both counts of each pair, shares within what votes beside them allow."""
    share = joint.tightened(given.share, given.votes, leaders.totals(ledger, given))
    cover = given.coverage

    def cell(rows: leaders.Places) -> tuple[Interval, Interval]:
        return (
            Interval(share.low[rows, pairs.columns], share.high[rows, pairs.columns]),
            Interval(cover.low[rows], np.minimum(cover.high[rows], 100.0)),
        )

    return Sides(*cell(pairs.first), *cell(pairs.second))


def can_both_hold(given: Sides, weight: float) -> Flags:
    """Whether a final share exists that both counts allow; False where a share or a coverage is missing."""
    mine = rest.final_share(given.share, given.coverage, weight)
    theirs = rest.final_share(given.other, given.other_coverage, weight)
    return meets(mine.low, mine.high, theirs.low, theirs.high)


def run(ledger: Ledger, uncounted: float) -> list[Finding]:
    """Cells in which one count contradicts itself, then pairs of counts by candidate, the most decisive first."""
    found = [_contradiction(ledger, case) for case in ledger.disagreements]
    usual, widest = figures(ledger, widest=False), figures(ledger, widest=True)
    pairs = _pairs(ledger, usual)
    if not len(pairs.first):
        return found
    plain, wide = sides(ledger, usual, pairs), sides(ledger, widest, pairs)
    weight = 1.0 + uncounted
    covered = ~np.isnan(plain.coverage.low) & ~np.isnan(plain.other_coverage.low)
    # The same share can be right on both sides whatever they cover.
    equal = meets(plain.share.low, plain.share.high, plain.other.low, plain.other.high)
    same = np.array(
        [share_basis(ledger, a) == share_basis(ledger, b) for a, b in zip(pairs.first, pairs.second, strict=True)]
    )
    testable = (covered | equal) & same
    code = verdicts(testable, equal | can_both_hold(plain, weight), can_both_hold(wide, weight))
    turn = np.where(covered, rest.turning_weight(*wide), np.nan)
    gave = slack(lambda give: _loosened(ledger, pairs, give, weight) | ~(covered & same), len(pairs.first))
    order = np.lexsort((-np.nan_to_num(turn, posinf=1e9), -code))
    for place in order.tolist():
        found.append(
            _finding(ledger, pairs, plain, place, int(code[place]), float(turn[place]), float(gave[place]), uncounted)
        )
    return found


def _pairs(ledger: Ledger, given: Figures) -> Pairs:
    """Counts of different sources that somebody answers for, with a share of one candidate on both sides."""
    rows = np.arange(len(ledger.counts))
    answered = np.array([bool(count.source) for count in ledger.counts], np.bool_)
    known = {source: code for code, source in enumerate({count.source: None for count in ledger.counts})}
    sources = np.array([known[count.source] for count in ledger.counts], np.intp)
    one, two = np.meshgrid(rows, rows, indexing="ij")
    apart = (one < two) & (sources[one] != sources[two]) & answered[one] & answered[two]
    first, second = one[apart], two[apart]
    covered = np.nan_to_num(given.coverage.low + given.coverage.high, nan=np.inf)
    swap = covered[first] > covered[second]
    first, second = np.where(swap, second, first), np.where(swap, first, second)
    share = joint.tightened(given.share, given.votes, leaders.totals(ledger, given))
    stated = ~np.isnan(share.low[:, : ledger.named])
    place, columns = np.nonzero(stated[first] & stated[second])
    return Pairs(first[place], second[place], columns)


def _loosened(ledger: Ledger, pairs: Pairs, give: Floats, weight: float) -> Flags:
    """Whether both counts fit with their figures loosened; a count takes the most that any of its pairs is given."""
    room = np.zeros(len(ledger.counts))
    fits = np.zeros(len(give), np.bool_)
    for place in range(len(give)):
        room[:] = give[place]
        one = Pairs(*(column[place : place + 1] for column in pairs))
        fits[place] = can_both_hold(sides(ledger, figures(ledger, widest=False, give=room), one), weight)[0]
    return fits


def _finding(
    ledger: Ledger, pairs: Pairs, plain: Sides, place: int, code: int, turn: float, gave: float, uncounted: float
) -> Finding:
    first, second = int(pairs.first[place]), int(pairs.second[place])
    subject = ledger.subjects[pairs.columns[place]]
    facts = [
        *_share_facts(ledger, first, subject),
        *ledger.facts(first, "coverage"),
        *_share_facts(ledger, second, subject),
        *ledger.facts(second, "coverage"),
    ]
    needed = rest.needed_share(plain.other, plain.share, plain.coverage)
    low, high = float(needed.low[place]), float(needed.high[place])
    conditional = bool(turn > 0.0) and code != UNDETERMINED
    message = _message(ledger, pairs, plain, place, code, uncounted)
    return clean(
        Finding(
            check=CHECK.id,
            verdict=VERDICTS[code],
            sources=(ledger.counts[first].source, ledger.counts[second].source),
            claims=claim_ids(facts),
            subject=subject,
            stated_low=float(plain.other.low[place]),
            stated_high=float(plain.other.high[place]),
            implied_low=low if np.isfinite(low) else np.nan,
            implied_high=high if np.isfinite(high) else np.nan,
            unit="percent",
            slack=np.nan if code == UNDETERMINED else gave,
            assumption=assumed(uncounted, turn) if conditional else "",
            message=f"{source_name(ledger, first)} and {source_name(ledger, second)}: {message}{repeated(facts)}.",
        )
    )


def _share_facts(ledger: Ledger, row: int, subject: str) -> tuple[Fact, ...]:
    return ledger.facts(row, "share", subject) or ledger.facts(row, "votes", subject)


def _message(ledger: Ledger, pairs: Pairs, plain: Sides, place: int, code: int, uncounted: float) -> str:
    first, second = int(pairs.first[place]), int(pairs.second[place])
    subject = ledger.subjects[pairs.columns[place]]
    name = subject_name(ledger, subject)
    mine = printed(_share_facts(ledger, first, subject))
    theirs = printed(_share_facts(ledger, second, subject))
    both = f"{mine} and {theirs} for {name}"
    if share_basis(ledger, first) != share_basis(ledger, second):
        return f"{both} are percentages of different wholes and cannot be compared"
    needed = rest.needed_share(plain.other, plain.share, plain.coverage)
    span = wording.interval(float(needed.low[place]), float(needed.high[place]), "percent")
    covering = ledger.facts(first, "coverage")
    if not covering:
        if code != UNDETERMINED:
            return f"{both} can be the same share"
        return f"neither states what its count covers, so {both} may speak of different parts of the vote"
    after = f"after {mine} at {printed(covering)} coverage"
    if code == UNDETERMINED:
        return (
            f"the second states no coverage, so {both} may speak of different parts of the vote. Were {theirs} the final "
            f"share, {after} the uncounted sheets would have to give {span} of their votes, at equal votes a sheet"
        )
    if not span:
        return f"{both} are both of everything, and {'differ' if code == INCONSISTENT else 'agree'}"
    would = f"for {theirs} of all votes {after}, {name} would need {span} of the uncounted votes at equal votes a sheet"
    if VERDICTS[code] is Verdict.CONSISTENT:
        return f"{would}, and both figures can be right"
    saved = "; both can be right only in the widest reading of the figures" if code != INCONSISTENT else ""
    weight = rest.needed_weight(plain.other, plain.share, plain.coverage)
    times = wording.interval(float(weight.low[place]), float(weight.high[place]), "")
    every = "every one of them" if float(plain.other.low[place]) > float(plain.share.high[place]) else "not one of them"
    return (
        f"{would}. With {every} for {name}, an uncounted sheet would have to carry {times} times the votes of a counted "
        f"one, against {1.0 + uncounted:.4g} assumed at most{saved}"
    )


def _contradiction(ledger: Ledger, case: Disagreement) -> Finding:
    """One count that gives two figures for one thing."""
    facts = case.facts
    whose = f" for {subject_name(ledger, case.subject)}" if case.subject else ""
    saved = "" if case.widest else "; they meet only in their widest reading"
    return clean(
        Finding(
            check=CHECK.id,
            verdict=Verdict.INCONSISTENT if case.widest else Verdict.STRAINED,
            sources=(ledger.counts[case.row].source,),
            claims=claim_ids(facts),
            subject=case.subject,
            stated_low=facts[0].usual[0],
            stated_high=facts[0].usual[1],
            implied_low=facts[-1].usual[0],
            implied_high=facts[-1].usual[1],
            unit=MEASURES[case.measure].unit,
            message=f"{source_name(ledger, case.row)}: {printed(facts)}{whose} are given for one count{saved}"
            f"{repeated(facts)}.",
        )
    )


CHECK = Check(
    id="compatibility",
    question="Is there a count of the whole under which two sources are both right, given their coverage?",
    source="Outer bounds at the stated votes per uncounted tally sheet; docs/method.md",
    no_power="A source that states no coverage may speak of any part of the vote.",
    run=run,
)
