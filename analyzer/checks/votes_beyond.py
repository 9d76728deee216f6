"""Two sources' votes for one candidate: does the whole have room for the greater?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzer import wording
from analyzer.bounds import Flags, Floats
from analyzer.checks import leaders
from analyzer.checks import uncounted as rest
from analyzer.checks.base import (
    CONSISTENT,
    STRAINED,
    UNDETERMINED,
    UNLESS_ROUNDED,
    VERDICTS,
    Figures,
    claim_ids,
    clean,
    figures,
    is_all,
    printed,
    repeated,
    slack,
    source_name,
    subject_name,
    verdicts,
)
from analyzer.checks.rivals import Answer, Pairs, rival_pairs
from analyzer.ledger import Interval, Ledger
from analyzer.model import Basis, Finding


class Room(NamedTuple):
    """The lesser count's votes, all votes on its uncounted sheets at equal votes a sheet, and the greater's votes."""

    votes: Interval
    beyond: Interval
    other: Interval


def room(ledger: Ledger, pairs: Pairs, *, widest: bool, give: npt.ArrayLike = 0.0, two: bool = True) -> Room:
    """What each pair has room for; `first` has fewer votes. NaN without a coverage or a possible total.

    `two`: whether percentages that may be of the votes of the two leading candidates alone are taken for that.
    """
    every = np.arange(len(pairs.columns))
    given = figures(ledger, widest=widest, rows=pairs.first, give=give)
    maybe = given.of_two & two
    beyond = rest.uncounted_votes(_all_votes(ledger, given, maybe), given.coverage)
    theirs = figures(ledger, widest=widest, rows=pairs.second, give=give).votes
    return Room(
        Interval(given.votes.low[every, pairs.columns], given.votes.high[every, pairs.columns]),
        beyond,
        Interval(theirs.low[every, pairs.columns], theirs.high[every, pairs.columns]),
    )


def _all_votes(ledger: Ledger, given: Figures, maybe: Flags) -> Interval:
    """All votes of some counts, the invalid ones perhaps among them; NaN where they are not stated, or none can be.

    Beside percentages of the votes of the two leading alone nobody knows how many votes others have: only ballots and
    voters limit all votes. Without these there may be any number, where the percentages are only `maybe` of the two.
    """
    total = leaders.totals(ledger, given)
    limit = leaders.most_votes(ledger, given)
    high = np.where(maybe, np.fmin(limit, np.inf), np.where(given.says_two, limit, total.high))
    known = (np.isfinite(high) | maybe) & (total.low <= np.minimum(total.high, high))
    return Interval(*(np.where(known, end, np.nan) for end in (total.low, high)))


def has_room(given: Room, weight: float | Floats) -> Flags:
    """Whether the lesser count can still grow to the greater, its uncounted sheets carrying `weight` votes to one."""
    with np.errstate(invalid="ignore"):
        return np.asarray(given.votes.high + weight * given.beyond.high >= given.other.low)


def turning_weight(given: Room) -> Floats:
    """Votes per uncounted sheet, to one per counted sheet, from which the lesser count has room for the greater."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.maximum((given.other.low - given.votes.high) / given.beyond.high, 0.0)


def answers(ledger: Ledger, uncounted: float) -> list[Answer]:
    """An answer for each pair of counts and candidate with votes on both sides."""
    given = figures(ledger, widest=False)
    pairs = rival_pairs(ledger, ~np.isnan(given.votes.low[:, : ledger.named]))
    if not len(pairs.first):
        return []
    most = given.votes.low
    swap = most[pairs.first, pairs.columns] > most[pairs.second, pairs.columns]
    pairs = Pairs(np.where(swap, pairs.second, pairs.first), np.where(swap, pairs.first, pairs.second), pairs.columns)
    plain, wide = room(ledger, pairs, widest=False), room(ledger, pairs, widest=True)
    weight = 1.0 + uncounted
    # Votes that are the same fit whatever was counted.
    equal = plain.other.low <= plain.votes.high
    testable = equal | ~np.isnan(plain.beyond.high + wide.beyond.high)
    code = verdicts(testable, equal | has_room(plain, weight), equal | has_room(wide, weight))
    by_two = (code == STRAINED) & ~has_room(room(ledger, pairs, widest=True, two=False), weight)
    turn = turning_weight(wide)
    # What can be whatever uncounted sheets carry, but not so plainly, is consistent only as far as they carry enough.
    turn = np.where((code == CONSISTENT) & (turn == 0.0), turning_weight(plain), turn)
    failing, gave = code > CONSISTENT, np.zeros(len(pairs.first))
    if failing.any():
        some = Pairs(*(of[failing] for of in pairs))
        gave[failing] = slack(
            lambda give: has_room(room(ledger, some, widest=False, give=give), weight), len(some.first)
        )
    of_total = leaders.TotalFacts(ledger)
    return [
        _answer(
            ledger,
            of_total,
            pairs,
            plain,
            place,
            int(code[place]),
            float(turn[place]),
            float(gave[place]),
            uncounted,
            by_two=bool(by_two[place]),
        )
        for place in range(len(pairs.first))
    ]


def _answer(
    ledger: Ledger,
    of_total: leaders.TotalFacts,
    pairs: Pairs,
    plain: Room,
    place: int,
    code: int,
    turn: float,
    gave: float,
    uncounted: float,
    *,
    by_two: bool,
) -> Answer:
    first, second = int(pairs.first[place]), int(pairs.second[place])
    subject = ledger.subjects[pairs.columns[place]]
    mine, theirs = ledger.facts(first, "votes", subject), ledger.facts(second, "votes", subject)
    facts = [*mine, *ledger.facts(first, "coverage"), *theirs]
    if code != UNDETERMINED and np.isfinite(plain.beyond.low[place]):
        facts += of_total.of(first)
    low = float(plain.votes.low[place])
    high = float(plain.votes.high[place] + (1.0 + uncounted) * plain.beyond.high[place])
    beyond = wording.interval(float(plain.beyond.low[place]), float(plain.beyond.high[place]), "votes")
    name = subject_name(ledger, subject)
    both = f"{printed(mine)} and {printed(theirs)} for {name}"
    if code == UNDETERMINED:
        total = leaders.totals(ledger, figures(ledger, widest=False, rows=pairs.first[place : place + 1]))
        why = "the total or the coverage of the first is not stated"
        if total.low[0] > total.high[0]:
            why = "shares and votes of the first leave no common total"
        message = f"{both} may both be right: {why}"
    elif beyond:
        can = "can both be right" if code == CONSISTENT else "leave no room for each other"
        message = f"{both} {can}, with {beyond} on the sheets that the first did not count, at equal votes a sheet"
        if code == STRAINED and is_all(ledger, first):
            message += f". They fit only {UNLESS_ROUNDED}"
        elif by_two:
            message += f". They fit only if the percentages of the first are of the {wording.WHOLES[Basis.TWO]}"
            facts += [fact for s in ledger.subjects for fact in ledger.facts(first, "share", s)]
        elif code != CONSISTENT and np.isfinite(turn):
            message += f". They fit only if an uncounted sheet carries {turn:.2f} times the votes of a counted one"
    else:
        message = f"{both} can be the same"
    conditional = code != UNDETERMINED and np.isfinite(turn) and turn > 0.0
    finding = Finding(
        check="compatibility",
        verdict=VERDICTS[code],
        sources=(ledger.counts[first].source, ledger.counts[second].source),
        claims=claim_ids(facts),
        subject=subject,
        stated_low=float(plain.other.low[place]),
        stated_high=float(plain.other.high[place]),
        implied_low=low if np.isfinite(high) else np.nan,
        implied_high=high,
        unit="votes",
        slack=np.nan if code == UNDETERMINED else gave,
        assumption=wording.assumed(uncounted, turn) if conditional else "",
        message=f"{source_name(ledger, first)} and {source_name(ledger, second)}: {message}{repeated(facts)}.",
    )
    return Answer((first, second), code, turn if np.isfinite(turn) else np.inf, clean(finding))
