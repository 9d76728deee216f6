"""compatibility: is there a count of the whole under which two sources are both right, given their coverage?

Each count covers a part of the tally sheets, and the two parts may overlap anyhow: what binds them is the whole. A
count's share s, with k uncounted sheets for each counted one that carry at most w votes to one, lets the final share
lie between s/(1 + wk) and (s + wk)/(1 + wk). Two counts are compatible for a candidate where these intervals meet, and
so it is with votes: the whole holds at least what a count has, at most that and all that its uncounted sheets carry.
Shares that do not say of what they are percentages of may be of another whole than the valid votes: see `bases`.
"""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzer import labels, wording
from analyzer.bounds import Flags, Floats
from analyzer.checks import bases, joint, leaders, votes_beyond
from analyzer.checks import uncounted as rest
from analyzer.checks.base import (
    CONSISTENT,
    INCONSISTENT,
    STRAINED,
    UNDETERMINED,
    UNLESS_ROUNDED,
    VERDICTS,
    Check,
    Places,
    claim_ids,
    clean,
    figure_of,
    figures,
    is_all,
    meets,
    printed,
    repeated,
    share_basis,
    slack,
    source_name,
    subject_name,
    verdicts,
)
from analyzer.checks.rivals import Answer, Pairs, rival_pairs
from analyzer.counts import Fact
from analyzer.facts import place
from analyzer.ledger import Disagreement, Interval, Ledger
from analyzer.model import MEASURES, NULL, Finding, Verdict


class Sides(NamedTuple):
    """Shares and coverage of both counts, one a pair, in percent."""

    share: Interval
    coverage: Interval
    other: Interval
    other_coverage: Interval


def sides(ledger: Ledger, pairs: Pairs, *, widest: bool, give: npt.ArrayLike = 0.0) -> Sides:
    """The figures of both counts of each pair, shares within what the votes beside them allow."""
    ends: list[Interval] = []
    every = np.arange(len(pairs.columns))
    for rows in (pairs.first, pairs.second):
        given = figures(ledger, widest=widest, rows=rows, give=give)
        share = joint.tightened(given.share, given.votes, leaders.totals(ledger, given, register=False))
        ends.append(Interval(share.low[every, pairs.columns], share.high[every, pairs.columns]))
        ends.append(Interval(given.coverage.low, np.minimum(given.coverage.high, 100.0)))
    return Sides(*ends)


def can_both_hold(given: Sides, weight: float | Floats) -> Flags:
    """Whether a final share exists that both counts allow; False where a share or a coverage is missing."""
    mine = rest.final_share(given.share, given.coverage, weight)
    theirs = rest.final_share(given.other, given.other_coverage, weight)
    return meets(mine.low, mine.high, theirs.low, theirs.high)


def run(ledger: Ledger, uncounted: float) -> list[Finding]:
    """Cells in which one count contradicts itself, then pairs of counts by candidate, the most decisive first.

    A pair speaks once of a candidate, in shares unless the votes say more; pairs of sources that leave a candidate
    undetermined do so once.
    """
    answers = [*_by_share(ledger, uncounted), *votes_beyond.answers(ledger, uncounted)]
    # Sorting is stable: of equal answers on one pair and candidate the share stays first.
    answers.sort(key=lambda answer: (-answer.code, -answer.turn))
    seen: set[tuple[object, ...]] = set()
    found = [*(_contradiction(ledger, case) for case in ledger.disagreements), *_of_several_counts(ledger)]
    for answer in answers:
        pair = tuple(sorted(answer.rows))
        between: tuple[object, ...] = tuple(sorted(answer.finding.sources)) if answer.code == UNDETERMINED else pair
        if (pair, answer.finding.subject) in seen or (between, answer.finding.subject) in seen:
            continue
        seen |= {(pair, answer.finding.subject), (between, answer.finding.subject)}
        found.append(answer.finding)
    return found


def _by_share(ledger: Ledger, uncounted: float) -> list[Answer]:
    pairs = share_pairs(ledger)
    if not len(pairs.first):
        return []
    plain, wide = sides(ledger, pairs, widest=False), sides(ledger, pairs, widest=True)
    weight = 1.0 + uncounted
    covered = ~np.isnan(plain.coverage.low) & ~np.isnan(plain.other_coverage.low)
    # The same share can be right on both sides whatever they cover.
    equal = meets(plain.share.low, plain.share.high, plain.other.low, plain.other.high)
    wholes = [share_basis(ledger, row) for row in range(len(ledger.counts))]
    both = zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)
    same = np.array([wholes[a] == wholes[b] for a, b in both], np.bool_)
    # In the widest reading votes may leave a share open that they fix in the plain one: then anything can be.
    open_ended = np.isnan(wide.share.low) | np.isnan(wide.other.low)
    wider, on_any = open_ended | can_both_hold(wide, weight), on_any_basis(ledger, pairs)
    code = verdicts((covered | equal) & same, equal | can_both_hold(plain, weight), wider | (on_any <= weight))
    turn = np.where(covered, rest.turning_weight(*wide), np.nan)
    by_basis = ~wider & (code == STRAINED) | (code == INCONSISTENT) & (on_any < turn)
    turn = np.where(covered, np.fmin(turn, on_any), np.nan)
    plain_turn = np.where(covered, rest.turning_weight(*plain), np.nan)
    gave = slack(
        lambda give: can_both_hold(sides(ledger, pairs, widest=False, give=give), weight) | (code < STRAINED),
        len(pairs.first),
    )
    return [
        _answer(
            ledger,
            pairs,
            plain,
            place,
            int(code[place]),
            (float(turn[place]), float(plain_turn[place])),
            float(gave[place]),
            uncounted,
            by_basis=bool(by_basis[place]),
        )
        for place in range(len(pairs.first))
    ]


def on_any_basis(ledger: Ledger, pairs: Pairs) -> Floats:
    """The weight from which both counts can be right, one a pair, whatever wholes their shares are percentages of.

    Of all their shares together, in the widest reading; infinite where no basis is left open.
    """
    found = np.full(len(pairs.first), np.inf)
    factor = bases.factors(ledger)
    opened = (factor.low < factor.high)[pairs.first] | (factor.low < factor.high)[pairs.second]
    # What is asked is the same for all candidates of two counts.
    ends, back = np.unique(np.stack([pairs.first[opened], pairs.second[opened]]), axis=1, return_inverse=True)
    if ends.shape[1]:
        one, other = (_side(ledger, rows, factor) for rows in ends)
        found[opened] = bases.turning_weight(one, other)[back.ravel()]
    return found


def _side(ledger: Ledger, rows: Places, factor: Interval) -> bases.Side:
    given = figures(ledger, widest=True, rows=rows)
    share = joint.tightened(given.share, given.votes, leaders.totals(ledger, given, register=False))
    return bases.Side(
        Interval(share.low[:, : ledger.named], share.high[:, : ledger.named]),
        Interval(given.coverage.low, np.minimum(given.coverage.high, 100.0)),
        Interval(factor.low[rows], factor.high[rows]),
    )


def share_pairs(ledger: Ledger) -> Pairs:
    """Counts of different sources that somebody answers for, with a share of one candidate on both sides."""
    given = figures(ledger, widest=False)
    share = joint.tightened(given.share, given.votes, leaders.totals(ledger, given, register=False))
    pairs = rival_pairs(ledger, ~np.isnan(share.low[:, : ledger.named]))
    covered = np.nan_to_num(given.coverage.low + given.coverage.high, nan=np.inf)
    swap = covered[pairs.first] > covered[pairs.second]
    first, second = np.where(swap, pairs.second, pairs.first), np.where(swap, pairs.first, pairs.second)
    return Pairs(first, second, pairs.columns)


def _answer(
    ledger: Ledger,
    pairs: Pairs,
    plain: Sides,
    place: int,
    code: int,
    turns: tuple[float, float],
    gave: float,
    uncounted: float,
    *,
    by_basis: bool,
) -> Answer:
    """The finding on one pair; `turns`: the weights from which both can be right, widest and plain reading.

    `by_basis`: what saves them, or would from the first of these weights on, is another basis.
    """
    turn = turns[0]
    first, second = int(pairs.first[place]), int(pairs.second[place])
    subject = ledger.subjects[pairs.columns[place]]
    facts = [*figures_of(ledger, first, subject), *figures_of(ledger, second, subject)]
    needed = rest.needed_share(plain.other, plain.share, plain.coverage)
    low, high = float(needed.low[place]), float(needed.high[place])
    conditional = np.isfinite(turn) and turn > 0.0 and code != UNDETERMINED
    if conditional or code == INCONSISTENT:
        # Whether another basis helps, and from where on, rests on the other candidates' shares.
        facts += [fact for row in (first, second) for fact in _all_shares(ledger, row)]
    message = _message(ledger, pairs, plain, place, code, uncounted)
    if conditional or VERDICTS[code] is Verdict.STRAINED:
        full = is_all(ledger, first) or is_all(ledger, second)
        message += _between(code, turns, by_basis=by_basis, full=full)
    finding = Finding(
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
        assumption=wording.assumed(uncounted, turn, "with the uncounted sheets of both, in the widest reading, ")
        if conditional
        else "",
        message=f"{source_name(ledger, first)} and {source_name(ledger, second)}: {message}{repeated(facts)}.",
    )
    return Answer((first, second), code, turn if np.isfinite(turn) else np.inf, clean(finding))


def figures_of(ledger: Ledger, row: int, subject: str) -> tuple[Fact, ...]:
    """The figures of one side of a pair: the candidate's, then the coverage."""
    return (*_share_facts(ledger, row, subject), *ledger.facts(row, "coverage"))


def _share_facts(ledger: Ledger, row: int, subject: str) -> tuple[Fact, ...]:
    return ledger.facts(row, "share", subject) or ledger.facts(row, "votes", subject)


def _all_shares(ledger: Ledger, row: int) -> tuple[Fact, ...]:
    """Every candidate's share, where the count leaves open of what they are percentages."""
    if ledger.counts[row].basis("share"):
        return ()
    subjects = [subject for subject in ledger.subjects if subject != NULL]
    return tuple(fact for subject in subjects for fact in ledger.facts(row, "share", subject))


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
    span = _share_needed(float(needed.low[place]), float(needed.high[place]))
    covering = ledger.facts(first, "coverage")
    if not covering:
        if code != UNDETERMINED:
            return f"{both} can be the same share"
        return f"neither states what its count covers, so {both} may speak of different parts of the vote"
    counted = labels.covered(ledger.counts[first])
    percent = covering[0].claim.measure == "coverage"
    after = f"after {mine} {f'at {counted} coverage' if percent else f'with {counted} counted'}"
    if code == UNDETERMINED and not span:
        return (
            f"the second states no coverage, so {both} may speak of different parts of the vote; {after} no uncounted "
            "sheet is left that could lead from the one to the other"
        )
    if code == UNDETERMINED:
        return (
            f"the second states no coverage, so {both} may speak of different parts of the vote. Were {theirs} the "
            f"final share, {after} the uncounted sheets would have to give {span} at equal votes a sheet"
        )
    if not span:
        return f"{both} are both of everything, and {'agree' if code == CONSISTENT else 'differ'}"
    part = f"{span} of the uncounted votes"
    if float(needed.low[place]) > 100.0:
        part = f"more than all of the uncounted votes, {span},"
    elif float(needed.high[place]) < 0.0:
        part = f"less than none of the uncounted votes, {span},"
    would = f"for {theirs} of all votes {after}, {name} would need {part} at equal votes a sheet"
    if VERDICTS[code] is Verdict.CONSISTENT:
        return f"{would}{_how_both(plain, place, uncounted, name, theirs)}, and both figures can be right"
    weight = rest.needed_weight(plain.other, plain.share, plain.coverage)
    times = wording.interval(float(weight.low[place]), float(weight.high[place]), "")
    every = "every one of them" if float(plain.other.low[place]) > float(plain.share.high[place]) else "not one of them"
    return (
        f"{would}. With {every} for {name}, an uncounted sheet would have to carry {times} times the votes of a "
        f"counted one, against {1.0 + uncounted:.4g} assumed at most"
    )


def _how_both(plain: Sides, place: int, uncounted: float, name: str, theirs: str) -> str:
    """How two counts can both be right where the one's uncounted sheets cannot lead to the other at equal votes."""
    one = Sides(*(Interval(end.low[place : place + 1], end.high[place : place + 1]) for end in plain))
    needed = rest.needed_share(one.other, one.share, one.coverage)
    if needed.low[0] <= 100.0 and needed.high[0] >= 0.0:
        return ""
    weight = 1.0 if can_both_hold(one, 1.0)[0] else 1.0 + uncounted
    both = ((one.share, one.coverage), (one.other, one.other_coverage))
    low, high = zip(*(rest.final_share(share, coverage, weight) for share, coverage in both), strict=True)
    span = wording.interval(float(np.max(low)), float(np.min(high)), "percent")
    sheets = f"at {'equal votes' if weight == 1.0 else f'{weight:.4g} times the votes'} a sheet"
    if one.other_coverage.low[0] < 100.0:
        return f". But {theirs} is not of all votes either: {sheets} the two counts can both end with {span} for {name}"
    return f". But {sheets} the first count can end with {span} for {name}"


def _between(code: int, turns: tuple[float, float], *, by_basis: bool, full: bool) -> str:
    """What lies between the two turning values, where both can be right in a wider reading or on another basis."""
    start, end = (f"{turn:.2f}" for turn in turns)
    ends = isfinite(turns[1])
    why = "because both are right only in the widest reading of the figures"
    if full and VERDICTS[code] is Verdict.STRAINED:
        why += f", or {UNLESS_ROUNDED}"
    if by_basis:
        why = "because both are right only if not both give percentages of the valid votes"
    if VERDICTS[code] is Verdict.STRAINED:
        return f"; strained, {why}{f', up to {end} times' if ends else ''}"
    if VERDICTS[code] is not Verdict.INCONSISTENT or start == end:
        return ""
    span = f"from {start} to {end} times" if ends else f"from {start} times on"
    return f". With the uncounted sheets of both, the verdict is strained {span}, {why}"


def _share_needed(low: float, high: float) -> str:
    """An interval of percentages in words, below nothing included."""
    span = wording.interval(low, high, "percent")
    return span.replace(wording.EN_DASH, " to ") if low < 0.0 else span


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


def _of_several_counts(ledger: Ledger) -> list[Finding]:
    """Figures that one statement gives for one thing and that cannot be of one count: each stands for itself."""
    told: dict[frozenset[str], tuple[int, list[Fact]]] = {}
    for row, count in enumerate(ledger.counts):
        if count.rivals:
            facts = sorted((*next(iter(count.facts.values())), *count.rivals), key=place)
            told.setdefault(frozenset(claim_ids(facts)), (row, facts))
    return [
        Finding(
            check=CHECK.id,
            verdict=Verdict.UNDETERMINED,
            sources=(ledger.counts[row].source,),
            claims=claim_ids(facts),
            subject=facts[0].claim.subject,
            message=f"{wording.source_name(ledger.counts[row].source, ledger.contest)}: "
            f"{wording.joined([figure_of(ledger, fact) for fact in facts])} are given in one statement and cannot be "
            f"of one count; which is of which is not stated{repeated(facts)}.",
        )
        for row, facts in told.values()
    ]


CHECK = Check(
    id="compatibility",
    question="Is there a count of the whole under which two sources are both right, given their coverage?",
    source="Outer bounds at the stated votes per uncounted tally sheet; docs/method.md",
    no_power="A source that states no coverage may speak of any part of the vote.",
    run=run,
)
