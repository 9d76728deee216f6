"""What a count says of its whole: all votes, invalid ones, ballots, registered voters, for all counts at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzer.bounds import Flags, Floats
from analyzer.checks.base import figures
from analyzer.counts import Fact
from analyzer.ledger import BALLOTS, Interval, Ledger, ballots_of
from analyzer.model import OTHERS, Basis


class Whole(NamedTuple):
    """One number a count, in votes; NaN where not stated.

    `votes` is the sum of the stated candidates' votes; it is all of them where `complete`. `two` is those of the two
    leading candidates, as far as the stated ones tell. `known_valid` is the valid votes in all, as stated or as all
    votes add up to.
    """

    votes: Interval
    two: Interval
    complete: Flags
    null: Interval
    valid: Interval
    cast: Interval
    unstated: Interval
    registered: Interval
    known_valid: Interval


def wholes(ledger: Ledger, *, widest: bool, give: npt.ArrayLike = 0.0) -> Whole:
    """What each count says of its whole in one reading, every figure loosened by `give` of its printed units."""
    given = figures(ledger, widest=widest, give=give)
    parts = Interval(given.votes.low[:, : ledger.named + 1], given.votes.high[:, : ledger.named + 1])
    stated = ~np.isnan(parts.low)
    complete = stated[:, : ledger.named].all(axis=1) & (stated[:, ledger.named] | ledger.contest.complete)
    some = stated.any(axis=1)
    votes = Interval(*(np.where(some, np.nansum(end, axis=1), np.nan) for end in parts))
    null = Interval(given.votes.low[:, -1], given.votes.high[:, -1])
    valid, cast, unstated = (_ballots(ledger, kind, widest=widest, give=give) for kind in BALLOTS)
    without = np.isnan(valid.low) & complete
    known = Interval(*(np.where(without, mine, ours) for mine, ours in zip(votes, valid, strict=True)))
    named = Interval(*(end[:, : ledger.named] for end in given.votes))
    two = _of_two(named, first_stated(known, unstated, cast).high - np.nan_to_num(given.votes.low[:, ledger.named]))
    return Whole(votes, two, complete, null, valid, cast, unstated, given.registered, known)


def _of_two(votes: Interval, total: Floats) -> Interval:
    """The votes of the two leading candidates (counts × candidates) together; NaN without votes and total, or a second.

    Whoever the two are: their sum is least where all have their least, and greatest where all have their most. Whose
    votes are not stated has none at least, and at most what the others leave of the `total` (NaN: no limit).
    """
    stated, most = ~np.isnan(votes.low), np.where(np.isnan(total), np.inf, total)
    room = np.maximum(most - np.nansum(votes.low, axis=1), 0.0)
    low, high = np.where(stated, votes.low, 0.0), np.where(stated, votes.high, room[:, None])
    some = stated.any(axis=1)
    known = (some | ~np.isnan(total)) & (votes.low.shape[1] >= 2)
    least, greatest = (np.where(known, np.sort(end, axis=1)[:, -2:].sum(axis=1), np.nan) for end in (low, high))
    return Interval(least, np.where(some, greatest, np.minimum(greatest, np.maximum(most, 0.0))))


def ballots(ledger: Ledger, row: int, kind: Basis) -> tuple[Fact, ...]:
    """The figures a count states for its ballots of that kind; UNSTATED for those that do not say."""
    return ballots_of(ledger.counts[row], kind)


def votes_behind(ledger: Ledger, row: int) -> list[Fact]:
    """The votes of every candidate and of all others that a count states."""
    subjects = (*ledger.subjects[: ledger.named], OTHERS)
    return [fact for subject in subjects for fact in ledger.facts(row, "votes", subject)]


def _ballots(ledger: Ledger, kind: Basis, *, widest: bool, give: npt.ArrayLike) -> Interval:
    stated = ledger.ballots[kind]
    low, high = stated.widest if widest else stated.usual
    by = np.asarray(give, np.float64) * stated.unit
    sound = ~(low > high)
    return Interval(np.where(sound, np.maximum(low - by, 0.0), np.nan), np.where(sound, high + by, np.nan))


def added(one: Interval, other: Interval) -> Interval:
    """Sums of two numbers; NaN where either is missing."""
    return Interval(one.low + other.low, one.high + other.high)


def stated(cell: Interval) -> Flags:
    """Where a number is stated."""
    return np.asarray(~np.isnan(cell.low))


def first_stated(*cells: Interval) -> Interval:
    """The first of several numbers that is stated."""
    low: Floats
    low, high = cells[0]
    for cell in cells[1:]:
        missing = np.isnan(low)
        low, high = np.where(missing, cell.low, low), np.where(missing, cell.high, high)
    return Interval(low, high)
