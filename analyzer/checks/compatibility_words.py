"""What `compatibility` says of two counts' shares of one candidate."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite

import numpy as np

from analyzer import labels, wording
from analyzer.bounds import Flags
from analyzer.checks import uncounted as rest
from analyzer.checks.base import (
    CONSISTENT,
    UNDETERMINED,
    UNLESS_ROUNDED,
    VERDICTS,
    figures,
    printed,
    share_basis,
    subject_name,
)
from analyzer.checks.rivals import Pairs
from analyzer.checks.uncounted import Sides, can_both_hold
from analyzer.counts import Fact
from analyzer.ledger import Interval, Ledger
from analyzer.model import Basis, Verdict

#: Binary noise, in percent.
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Told:
    """The pairs, their plain figures, and what is worked out for all of them at once: of thousands, one by one is slow.

    `needed` and `weight` as in `uncounted`; `two` marks the counts whose shares are said to be of the two leading.
    """

    ledger: Ledger
    pairs: Pairs
    plain: Sides
    needed: Interval
    weight: Interval
    two: Flags
    uncounted: float
    _stated: dict[tuple[int, str], tuple[tuple[Fact, ...], str]] = field(default_factory=dict)

    def stated(self, row: int, subject: str) -> tuple[tuple[Fact, ...], str]:
        """A candidate's share of a count, or the votes that it follows from, and these as they are printed."""
        if (row, subject) not in self._stated:
            facts = share_facts(self.ledger, row, subject)
            self._stated[row, subject] = facts, printed(facts)
        return self._stated[row, subject]


def told(ledger: Ledger, pairs: Pairs, plain: Sides, uncounted: float) -> Told:
    """What all pairs are told by."""
    needed = rest.needed_share(plain.other, plain.share, plain.coverage)
    weight = rest.needed_weight(plain.other, plain.share, plain.coverage)
    return Told(ledger, pairs, plain, needed, weight, figures(ledger, widest=False).says_two, uncounted)


def share_facts(ledger: Ledger, row: int, subject: str) -> tuple[Fact, ...]:
    """A candidate's share, or the votes that it follows from."""
    return ledger.facts(row, "share", subject) or ledger.facts(row, "votes", subject)


def _share(told: Told, row: int, column: int, share: Interval, place: int) -> str:
    """A share as it is stated, and what votes leave of it; or as it follows from votes: "30 % (300 votes)".

    What stands in the message has to be all that the numbers in it come from.
    """
    ledger, subject = told.ledger, told.ledger.subjects[column]
    figure = told.stated(row, subject)[1]
    ends = float(share.low[place]), float(share.high[place])
    if not ledger.facts(row, "share", subject):
        return f"{wording.interval(*ends, 'percent')} ({figure})"
    own = [float(end[row, column]) for end in ledger.usual["share"]]
    if all(abs(one - other) <= _NOISE for one, other in zip(own, ends, strict=True)):
        return figure
    return f"{figure} ({wording.interval(*ends, 'percent')} beside the votes stated)"


def message(told: Told, place: int, code: int) -> str:
    """What is said of two counts' shares of one candidate."""
    ledger, plain, column = told.ledger, told.plain, int(told.pairs.columns[place])
    first, second = int(told.pairs.first[place]), int(told.pairs.second[place])
    subject = ledger.subjects[column]
    name = subject_name(ledger, subject)
    mine = _share(told, first, column, plain.share, place)
    theirs = _share(told, second, column, plain.other, place)
    both = f"{told.stated(first, subject)[1]} and {told.stated(second, subject)[1]} for {name}"
    if share_basis(ledger, first) != share_basis(ledger, second):
        return f"{both} are percentages of different wholes and cannot be compared"
    if told.two[first] and ledger.facts(first, "coverage"):
        return _message_of_two(told, place, code)
    needed = told.needed
    span = _share_needed(float(needed.low[place]), float(needed.high[place]))
    if not ledger.facts(first, "coverage"):
        if code != UNDETERMINED:
            return f"{both} can be the same share"
        return f"neither states what its count covers, so {both} may speak of different parts of the vote"
    after = _after(ledger, first, mine)
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
        return f"{would}{_how_both(told, place, name, theirs)}, and both figures can be right"
    every = "every one of them" if _rises(plain, place) else "not one of them"
    return f"{would}. With {every} for {name}, {_heavier(told, place)}"


def _message_of_two(told: Told, place: int, code: int) -> str:
    """What is said of two percentages of the votes of the two leading candidates, the first with a coverage."""
    ledger, plain = told.ledger, told.plain
    first, second = int(told.pairs.first[place]), int(told.pairs.second[place])
    subject = ledger.subjects[told.pairs.columns[place]]
    name = subject_name(ledger, subject)
    mine, theirs = (told.stated(row, subject)[1] for row in (first, second))
    both = f"{mine} and {theirs} for {name}"
    of = f"{both} are percentages of the {wording.WHOLES[Basis.TWO]}"
    if not ledger.facts(second, "coverage"):
        if code != UNDETERMINED:
            return f"{both} can be the same share"
        return f"the second states no coverage, so {both} may speak of different parts of the vote"
    if code == UNDETERMINED:
        return (
            f"{of}. What part of all votes these are is not stated, so the uncounted sheets may hold any number of them"
        )
    if min(plain.coverage.low[place], plain.other_coverage.low[place]) == 100.0:
        return f"{of}, both of everything, and {'agree' if code == CONSISTENT else 'differ'}"
    if code == CONSISTENT:
        sheets, span = _ending(_at(plain, place), told.uncounted)
        return f"{of}, and both figures can be right: {sheets} the two counts can both end with {span}"
    every = "every" if _rises(plain, place) else "no"
    return (
        f"{of}. For {theirs} {_after(ledger, first, mine)}, with {every} uncounted vote for {name}, "
        f"{_heavier(told, place)}"
    )


def _after(ledger: Ledger, row: int, mine: str) -> str:
    """A share and what its count covers, in words."""
    counted = labels.covered(ledger.counts[row])
    percent = ledger.facts(row, "coverage")[0].claim.measure == "coverage"
    return f"after {mine} {f'at {counted} coverage' if percent else f'with {counted} counted'}"


def says_two(ledger: Ledger, row: int) -> bool:
    """Whether a count's shares are said to be of the two leading alone, where others may have votes, too."""
    return bool(figures(ledger, widest=False, rows=np.array([row])).says_two[0])


def _rises(plain: Sides, place: int) -> bool:
    """Whether the first count's share would have to rise to the second's."""
    return bool(plain.other.low[place] > plain.share.high[place])


def _heavier(told: Told, place: int) -> str:
    """How much heavier uncounted sheets would have to be."""
    times = wording.interval(float(told.weight.low[place]), float(told.weight.high[place]), "")
    return (
        f"an uncounted sheet would have to carry {times} times the votes of a counted one, against "
        f"{1.0 + told.uncounted:.4g} assumed at most"
    )


def _at(plain: Sides, place: int) -> Sides:
    """The figures of one pair alone."""
    return Sides(*(Interval(end.low[place : place + 1], end.high[place : place + 1]) for end in plain))


def _ending(one: Sides, uncounted: float) -> tuple[str, str]:
    """At which votes a sheet two counts can end with one share, and with which."""
    weight = 1.0 if can_both_hold(one, 1.0)[0] else 1.0 + uncounted
    both = ((one.share, one.coverage), (one.other, one.other_coverage))
    low, high = zip(*(rest.final_share(share, coverage, weight) for share, coverage in both), strict=True)
    sheets = f"at {'equal votes' if weight == 1.0 else f'{weight:.4g} times the votes'} a sheet"
    return sheets, wording.interval(float(np.max(low)), float(np.min(high)), "percent")


def _how_both(told: Told, place: int, name: str, theirs: str) -> str:
    """How two counts can both be right where the one's uncounted sheets cannot lead to the other at equal votes."""
    if told.needed.low[place] <= 100.0 and told.needed.high[place] >= 0.0:
        return ""
    one = _at(told.plain, place)
    sheets, span = _ending(one, told.uncounted)
    if one.other_coverage.low[0] < 100.0:
        return f". But {theirs} is not of all votes either: {sheets} the two counts can both end with {span} for {name}"
    return f". But {sheets} the first count can end with {span} for {name}"


def between(code: int, turns: tuple[float, float], *, by_basis: bool, full: bool) -> str:
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
