"""Who leads, who comes second, and what their figures allow together, for all counts at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from analyzer.bounds import Flags, Floats
from analyzer.checks import joint
from analyzer.checks.base import Figures, Places, figures
from analyzer.counts import Fact
from analyzer.ledger import Interval, Ledger


def totals(ledger: Ledger, given: Figures, *, register: bool = True) -> Interval:
    """The totals of which each count's shares can be shares; see `joint.total`.

    Without `register`, only what the count itself states bounds them: the number of voters is no evidence of a share.
    """
    stated = ~np.isnan(given.votes.low)
    whole = stated[:, : ledger.named].all(axis=1)
    whole &= (stated[:, ledger.named] | ledger.contest.complete) & given.of_votes
    known = ledger.contest.registered_voters
    of_record = np.nan if known is None else float(known)
    voters = np.fmin(given.registered.high, of_record) if register else np.full(len(whole), np.nan)
    registered = Interval(voters, voters)
    # Invalid votes are no part of the total; and a share of all others fixes none, being perhaps a sum of rounded ones.
    votes = Interval(given.votes.low[:, : ledger.named + 1], given.votes.high[:, : ledger.named + 1])
    share = Interval(given.share.low[:, : ledger.named + 1].copy(), given.share.high[:, : ledger.named + 1].copy())
    for end in share:
        end[:, ledger.named] = np.nan
    # Ballots that may leave out invalid ones bound nothing that counts them.
    ballots = Interval(*(np.where(given.of_votes, end, np.nan) for end in given.ballots))
    total = joint.total(share, votes, ballots, registered, whole)
    # The two leading candidates have fewer votes than all whose votes are stated.
    implied = joint.common_total(joint.candidate_totals(share, votes))
    two = given.of_two | given.says_two
    return Interval(np.where(two, implied.low, total.low), np.where(two, implied.high, total.high))


class TotalFacts:
    """The figures that each count's total comes from, in either reading: those that set one of its ends."""

    def __init__(self, ledger: Ledger, *, register: bool = True) -> None:
        self._ledger, self._register, self._known = ledger, register, dict[int, tuple[Fact, ...]]()

    @cached_property
    def _readings(self) -> list[tuple[Figures, Interval]]:
        both = (figures(self._ledger, widest=wide) for wide in (False, True))
        return [(given, totals(self._ledger, given, register=self._register)) for given in both]

    def of(self, row: int) -> tuple[Fact, ...]:
        """The figures of that count, each once; many pairs of counts ask for the same."""
        if row not in self._known:
            found = (fact for given, total in self._readings for fact in self._ends(row, given, total))
            self._known[row] = tuple({fact.claim.claim: fact for fact in found}.values())
        return self._known[row]

    def _ends(self, row: int, given: Figures, total: Interval) -> Iterator[Fact]:
        ledger, columns = self._ledger, self._ledger.named + 1
        votes, share = (Interval(*(end[row, :columns] for end in of)) for of in (given.votes, given.share))
        implied = joint.candidate_totals(share, votes)
        for end, stated in enumerate(of[row] for of in total):
            if stated in (0.0, np.inf):
                continue
            summed = np.nansum(votes[end]) == stated
            for column, subject in enumerate(ledger.subjects[:columns]):
                if implied[end][column] == stated:
                    yield from (*ledger.facts(row, "share", subject), *ledger.facts(row, "votes", subject))
                elif summed:
                    yield from ledger.facts(row, "votes", subject)
            for measure in ("ballots", "registered") if end else ():
                if getattr(given, measure).high[row] == stated:
                    yield from ledger.facts(row, measure)


def room_facts(ledger: Ledger, row: int, subjects: Sequence[str]) -> list[Fact]:
    """The shares of others that leave those of `subjects` less room in 100 % than they have on their own."""
    others = [subject for subject in ledger.subjects[: ledger.named] if subject not in subjects]
    columns = [ledger.subjects.index(subject) for subject in subjects]
    for wide in (False, True):
        given = figures(ledger, widest=wide, rows=np.array([row]))
        for own, left in zip(given.share, within_all(ledger, given), strict=True):
            if not np.array_equal(own[:, columns], left[:, columns], equal_nan=True):
                return [fact for subject in others for fact in ledger.facts(row, "share", subject)]
    return []


def most_votes(ledger: Ledger, given: Figures) -> Floats:
    """All votes of each count, at most, whatever its shares are of; NaN where neither ballots, voters nor votes limit.

    The votes stated do where nobody else can have any.
    """
    stated = ~np.isnan(given.votes.low)
    every = stated[:, : ledger.named].all(axis=1) & (stated[:, ledger.named] | ledger.contest.complete)
    votes = np.where(every, np.nansum(given.votes.high[:, : ledger.named + 1], axis=1), np.nan)
    return np.asarray(np.fmin(np.fmin(given.ballots.high, given.registered.high), votes))


def standing(ledger: Ledger, given: Figures) -> Floats:
    """A number a candidate that orders each count: shares where two are known, else votes; -1 where it is missing."""
    known = joint.tightened(given.share, given.votes, totals(ledger, given, register=False))
    share = (known.low + known.high)[:, : ledger.named] / 2.0
    votes = (given.votes.low + given.votes.high)[:, : ledger.named] / 2.0
    by_share = (~np.isnan(share)).sum(axis=1) >= 2
    return np.nan_to_num(np.where(by_share[:, None], share, votes), nan=-1.0)


def runner_up(order: Floats, leaders: Places) -> Places:
    """The highest candidate beside each row's leader; -1 where no other has a figure."""
    rows = np.arange(len(order))
    others = order.copy()
    others[rows, leaders] = -1.0
    second = np.argmax(others, axis=1)
    return np.where(others[rows, second] >= 0.0, second, -1)


def stranger_may_be_second(ledger: Ledger, given: Figures, seconds: Places) -> Flags:
    """Whether a candidate has no place in the order and the others' shares leave room for more than the runner-up's."""
    share = joint.tightened(given.share, given.votes, totals(ledger, given, register=False))
    placed = standing(ledger, given) >= 0.0
    room = 100.0 - np.nansum(share.low[:, : ledger.named + 1], axis=1)
    with np.errstate(invalid="ignore"):
        full = room <= share.low[np.arange(len(room)), seconds]
    # Shares of the two leading alone say nothing of how many votes anybody else has; two such shares name the two.
    one = given.says_two & ((~np.isnan(given.share.low[:, : ledger.named])).sum(axis=1) < 2)
    return np.asarray((~full | given.of_two | one) & ~np.asarray(placed.all(axis=1)))


def another_may_be_second(ledger: Ledger, given: Figures, leaders: Places, seconds: Places) -> Flags:
    """Whether some other candidate's figures reach above what the runner-up has for certain."""
    rows, named = np.arange(len(leaders)), ledger.named
    share = joint.tightened(given.share, given.votes, totals(ledger, given, register=False))
    placed = (~np.isnan(given.share.low) | ~np.isnan(given.votes.low))[:, :named]
    placed[rows, leaders] = placed[rows, seconds] = False
    for known in (share, given.votes):
        high = np.nan_to_num(known.high[:, :named], nan=np.inf)
        placed &= high > np.nan_to_num(known.low[rows, seconds], nan=-np.inf)[:, None]
    return np.asarray(placed.any(axis=1))


def within_all(ledger: Ledger, given: Figures) -> Interval:
    """Shares as far as they leave room for each other in 100 %, and where they are all there are, make it full.

    Shares that cannot add up stay as they are; `share-sum` says so. The share of all others may be a sum of rounded
    ones, and is left out.
    """
    columns = ledger.named
    low, high = (end[:, :columns] for end in given.share)
    most = 100.0 - (np.nansum(low, axis=1, keepdims=True) - np.nan_to_num(low))
    least = 100.0 - (np.nansum(high, axis=1, keepdims=True) - np.nan_to_num(high))
    stated, others = ~np.isnan(low), ~np.isnan(given.share.low[:, columns])
    every = stated.all(axis=1) & ~others & given.of_votes & ledger.contest.complete
    tight = Interval(np.where(every[:, None], np.fmax(low, least), low), np.fmin(high, np.where(stated, most, high)))
    sound = (~(tight.low > tight.high + 1e-9)).all(axis=1, keepdims=True)
    found = Interval(*(end.copy() for end in given.share))
    found.low[:, :columns], found.high[:, :columns] = np.where(sound, tight.low, low), np.where(sound, tight.high, high)
    return found


def pair(ledger: Ledger, given: Figures, total: Interval, leaders: Places, seconds: Places) -> joint.Pair:
    """The figures of two candidates of each row."""
    rows, share = np.arange(len(leaders)), within_all(ledger, given)

    def cell(of: Interval, columns: Places) -> Interval:
        return Interval(of.low[rows, columns], of.high[rows, columns])

    return joint.Pair(
        cell(share, leaders),
        cell(given.votes, leaders),
        cell(share, seconds),
        cell(given.votes, seconds),
        total,
    )
