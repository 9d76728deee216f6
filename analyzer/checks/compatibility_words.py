"""What `compatibility` says of two counts' shares of one candidate."""

from __future__ import annotations

from math import isfinite

import numpy as np

from analyzer import labels, wording
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


def share_facts(ledger: Ledger, row: int, subject: str) -> tuple[Fact, ...]:
    """A candidate's share, or the votes that it follows from."""
    return ledger.facts(row, "share", subject) or ledger.facts(row, "votes", subject)


def _share(ledger: Ledger, row: int, subject: str, share: Interval, place: int) -> str:
    """A share as it is stated, and what votes leave of it; or as it follows from votes: "30 % (300 votes)".

    What stands in the message has to be all that the numbers in it come from.
    """
    stated, figure = ledger.facts(row, "share", subject), printed(share_facts(ledger, row, subject))
    ends = float(share.low[place]), float(share.high[place])
    span = wording.interval(*ends, "percent")
    if not stated:
        return f"{span} ({figure})"
    column = ledger.subjects.index(subject)
    own = [float(end[row, column]) for end in ledger.usual["share"]]
    return figure if np.allclose(own, ends, rtol=0.0, atol=1e-9) else f"{figure} ({span} beside the votes stated)"


def message(ledger: Ledger, pairs: Pairs, plain: Sides, place: int, code: int, uncounted: float) -> str:
    """What is said of two counts' shares of one candidate."""
    first, second = int(pairs.first[place]), int(pairs.second[place])
    subject = ledger.subjects[pairs.columns[place]]
    name = subject_name(ledger, subject)
    mine = _share(ledger, first, subject, plain.share, place)
    theirs = _share(ledger, second, subject, plain.other, place)
    both = " and ".join(printed(share_facts(ledger, row, subject)) for row in (first, second)) + f" for {name}"
    if share_basis(ledger, first) != share_basis(ledger, second):
        return f"{both} are percentages of different wholes and cannot be compared"
    if says_two(ledger, first) and ledger.facts(first, "coverage"):
        return _message_of_two(ledger, pairs, plain, place, code, uncounted)
    needed = rest.needed_share(plain.other, plain.share, plain.coverage)
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
        return f"{would}{_how_both(plain, place, uncounted, name, theirs)}, and both figures can be right"
    every = "every one of them" if _rises(plain, place) else "not one of them"
    return f"{would}. With {every} for {name}, {_heavier(plain, place, uncounted)}"


def _message_of_two(ledger: Ledger, pairs: Pairs, plain: Sides, place: int, code: int, uncounted: float) -> str:
    """What is said of two percentages of the votes of the two leading candidates, the first with a coverage."""
    first, second = int(pairs.first[place]), int(pairs.second[place])
    subject = ledger.subjects[pairs.columns[place]]
    name = subject_name(ledger, subject)
    mine, theirs = (printed(share_facts(ledger, row, subject)) for row in (first, second))
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
        sheets, span = _ending(_at(plain, place), uncounted)
        return f"{of}, and both figures can be right: {sheets} the two counts can both end with {span}"
    every = "every" if _rises(plain, place) else "no"
    return (
        f"{of}. For {theirs} {_after(ledger, first, mine)}, with {every} uncounted vote for {name}, "
        f"{_heavier(plain, place, uncounted)}"
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


def _heavier(plain: Sides, place: int, uncounted: float) -> str:
    """How much heavier uncounted sheets would have to be."""
    weight = rest.needed_weight(plain.other, plain.share, plain.coverage)
    times = wording.interval(float(weight.low[place]), float(weight.high[place]), "")
    return (
        f"an uncounted sheet would have to carry {times} times the votes of a counted one, against "
        f"{1.0 + uncounted:.4g} assumed at most"
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


def _how_both(plain: Sides, place: int, uncounted: float, name: str, theirs: str) -> str:
    """How two counts can both be right where the one's uncounted sheets cannot lead to the other at equal votes."""
    one = _at(plain, place)
    needed = rest.needed_share(one.other, one.share, one.coverage)
    if needed.low[0] <= 100.0 and needed.high[0] >= 0.0:
        return ""
    sheets, span = _ending(one, uncounted)
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
