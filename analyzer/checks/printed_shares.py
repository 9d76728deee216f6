"""Printed shares and the totals that they may be shares of: what share-votes and granularity both ask about."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzer import wording
from analyzer.bounds import MODES, MOST_SHARES, Flags, Floats, Integers, share_is_possible
from analyzer.checks.base import Places, meets, share_basis
from analyzer.checks.whole import Whole, added, ballots, first_stated, votes_behind
from analyzer.counts import Fact
from analyzer.ledger import LARGEST, Interval, Ledger
from analyzer.model import NULL, OTHERS, Basis, Hedge

#: How shares are rounded: half up, half to even, cut off; ceiling is none unless somebody asks for it.
SHARE_MODES = tuple(mode for mode in MODES if mode != "ceiling")
_DECIMALS = 6
#: What shares are of, where the total stated is one of all ballots cast.
COUNTS_ALL = "valid votes, if the total counts invalid ones too"
#: What they are of, where it is one of the valid votes alone.
LEAVES_OUT = "all ballots cast, if the total leaves out invalid ones"


class Shares(NamedTuple):
    """One printed share a place, the finest of its cell: count, column, the figure, and how it was printed.

    `scaled` and `decimals` as `bounds.vote_bounds` takes them where `exact` (a plain percentage of 0 to 6 decimals),
    else 0.
    """

    rows: Places
    columns: Places
    facts: tuple[Fact, ...]
    scaled: Integers
    decimals: Integers
    exact: Flags


class Way(NamedTuple):
    """A total that shares may be shares of, one a count, in votes; NaN where it is not one for that count.

    `plain` marks it as what the figures say as they stand; any other is another basis. `either`: plain, too, since the
    total stated does not say whether invalid votes are in it.
    """

    name: str
    total: Interval
    plain: bool
    either: bool = False


def printed_shares(ledger: Ledger) -> Shares:
    """Every share of a candidate or of all others that is no more than 100 %."""
    found: list[tuple[int, int, Fact]] = []
    for row in range(len(ledger.counts)):
        for column, subject in enumerate(ledger.subjects):
            cell = ledger.facts(row, "share", subject) if subject != NULL else ()
            if cell and cell[0].claim.value <= 100.0:
                found.append((row, column, min(cell, key=lambda fact: fact.claim.resolution or np.inf)))
    places = [_decimals(fact) for _, _, fact in found]
    exact = np.array([place >= 0 for place in places], np.bool_)
    decimals = np.maximum(np.array(places, np.int64), 0)
    values = np.array([fact.claim.value for _, _, fact in found], np.float64)
    return Shares(
        np.array([row for row, _, _ in found], np.intp),
        np.array([column for _, column, _ in found], np.intp),
        tuple(fact for _, _, fact in found),
        np.where(exact, np.rint(values * 10.0**decimals), 0.0).astype(np.int64),
        decimals,
        exact,
    )


def summed(ledger: Ledger, share: Interval) -> Interval:
    """Shares of every count with that of all others as the sum of several, each rounded on its own, half a unit off."""
    column = ledger.subjects.index(OTHERS)
    by = np.zeros(share.low.shape)
    by[:, column] = MOST_SHARES / 2.0 * ledger.unit["share"][:, column]
    return Interval(np.maximum(share.low - by, 0.0), share.high + by)


def _decimals(fact: Fact) -> int:
    """Decimals of a share printed without any hedge, as one figure; -1 for any other."""
    claim = fact.claim
    alone = abs(fact.usual[1] - fact.usual[0]) <= claim.resolution * (1.0 + 1e-6)
    for places in range(_DECIMALS + 1):
        if claim.hedge is Hedge.EXACT and alone and abs(claim.resolution * 10.0**places - 1.0) < 1e-6:
            return places
    return -1


def ways(ledger: Ledger, whole: Whole) -> list[Way]:
    """The totals that each count's shares may be shares of, the plain one first."""
    basis = np.array([str(count.basis("share")) for count in ledger.counts])
    unstated = basis == str(Basis.UNSTATED)

    def where(cell: Interval, allowed: Flags) -> Interval:
        return Interval(np.where(allowed, cell.low, np.nan), np.where(allowed, cell.high, np.nan))

    some = np.nan_to_num(whole.votes.low, nan=0.0)
    on_valid = unstated | (basis == str(Basis.VALID))
    on_cast = unstated | (basis == str(Basis.CAST))
    cast_less_null = Interval(whole.cast.low - whole.null.high, whole.cast.high - whole.null.low)
    within = Interval(np.where(np.isnan(whole.cast.low), np.nan, some), whole.cast.high)
    valid = first_stated(whole.known_valid, cast_less_null, whole.unstated)
    fewer = Interval(np.where(np.isnan(whole.unstated.low), np.nan, some), whole.unstated.high)
    less_null = Interval(whole.unstated.low - whole.null.high, whole.unstated.high - whole.null.low)
    is_open = np.isnan(first_stated(whole.known_valid, cast_less_null).low)
    # What is not stated only has a limit: the valid votes below the ballots, the ballots above the valid votes.
    valid_at_least = first_stated(whole.known_valid, whole.unstated)
    null_at_most = np.where(np.isnan(whole.null.high), np.inf, whole.null.high)
    more = Interval(valid_at_least.low, valid_at_least.high + null_at_most)
    known_cast = first_stated(whole.cast, added(whole.known_valid, whole.null))
    cast = first_stated(known_cast, whole.unstated, more)
    # Ballots that do not say may leave out the invalid ones, unless it is stated how many all are.
    more = Interval(*(np.where(np.isnan(known_cast.low), end, np.nan) for end in more))
    said_cast = basis == str(Basis.CAST)
    as_valid = np.isnan(whole.known_valid.low) | meets(*whole.unstated, *whole.known_valid)
    apart = said_cast & ~np.isnan(whole.unstated.low) & as_valid
    record = ledger.contest.registered_voters
    of_record = np.full(len(basis), np.nan if record is None else float(record))
    register = first_stated(whole.registered, Interval(of_record, of_record))
    # Nobody can say that a share is of no register but one of record.
    voters = first_stated(whole.registered, _more_than_all(whole))
    return [
        Way(wording.WHOLES[Basis.VALID], where(first_stated(valid, within), on_valid), True),
        Way(wording.WHOLES[Basis.CAST], where(cast, said_cast), True),
        Way(wording.WHOLES[Basis.REGISTERED], where(register, basis == str(Basis.REGISTERED)), True),
        Way(wording.WHOLES[Basis.TWO], where(whole.two, basis == str(Basis.TWO)), True),
        Way(COUNTS_ALL, where(first_stated(less_null, fewer), on_valid & is_open), True, either=True),
        Way(LEAVES_OUT, where(first_stated(added(whole.unstated, whole.null), more), apart), True, either=True),
        Way("all ballots cast", where(cast, on_cast), False),
        Way(LEAVES_OUT, where(more, on_cast & ~apart), False),
        Way("all registered voters", where(voters, unstated), False),
        Way(f"{wording.WHOLES[Basis.TWO]} alone", where(whole.two, unstated), False),
    ]


def total_facts(ledger: Ledger, row: int, basis: Basis, *, every: bool = False) -> list[Fact]:
    """The figures that a total of shares on that basis comes from; with `every`, those that limit it from afar, too.

    Ballots that do not say whether invalid ones are among them are limited by these and by the candidates' votes.
    """
    valid, unstated, cast = (ballots(ledger, row, kind) for kind in (Basis.VALID, Basis.UNSTATED, Basis.CAST))
    null, votes = ledger.facts(row, "votes", NULL), votes_behind(ledger, row)
    afar = [*votes, *null] if every and not valid else []
    if basis is Basis.REGISTERED:
        return list(ledger.facts(row, "registered"))
    if basis is Basis.TWO:
        named = all(ledger.facts(row, "votes", one) for one in ledger.subjects[: ledger.named])
        return [*votes, *(() if named else valid or unstated or cast)]
    if basis is Basis.CAST:
        return [*(cast or [*(valid or unstated or votes), *null]), *([] if cast else afar)]
    return [*valid, *unstated, *afar] if valid or unstated else [*votes, *cast, *null]


def behind(ledger: Ledger, row: int, *, refused: bool = False) -> list[Fact]:
    """The figures that a count's totals come from: of what is refused, all those that rule out another whole, too."""
    found = total_facts(ledger, row, share_basis(ledger, row), every=refused)
    if refused and not ledger.counts[row].basis("share"):
        wider = (total_facts(ledger, row, of, every=True) for of in (Basis.CAST, Basis.REGISTERED, Basis.TWO))
        found += [fact for facts in wider for fact in facts]
    return found


def _more_than_all(whole: Whole) -> Interval:
    """A register of which nothing is stated: as many voters as the ballots and votes stated, or more."""
    stated = np.stack([cell.low for cell in (whole.votes, whole.valid, whole.cast, whole.unstated)])
    least = np.max(np.nan_to_num(stated, nan=-np.inf), axis=0)
    some = np.isfinite(least)
    return Interval(np.where(some, least, np.nan), np.where(some, np.inf, np.nan))


def whole_numbers(cell: Interval) -> tuple[Integers, Integers]:
    """The least and the greatest integer of an interval, open tops closed; 1 and 0 where it is missing."""
    missing = np.isnan(cell.low)
    low = np.ceil(np.maximum(np.nan_to_num(cell.low, nan=0.0), 0.0) - 1e-6)
    top = np.where(np.isinf(cell.high), np.maximum(low, float(LARGEST)), cell.high)
    high = np.floor(np.maximum(np.nan_to_num(top, nan=0.0), 0.0) + 1e-6)
    return np.where(missing, 1, low).astype(np.int64), np.where(missing, 0, high).astype(np.int64)


def any_total_possible(
    scaled: int, decimals: int, low: int, high: int, mode: str, largest_search: int = 1_000_000
) -> bool:
    """Whether some total from low to high has an integer vote count with that share.

    Every total of 10^(decimals + 2) or more has one. Of more totals than `largest_search` only the largest are tried,
    and the answer is then yes: it errs towards letting figures agree.
    """
    if low > high:
        return False
    if high >= 10 ** (decimals + 2):
        return True
    first = max(low, high - largest_search + 1)
    totals: npt.NDArray[np.int64] = np.arange(first, high + 1)
    return bool(share_is_possible(scaled, decimals, totals, mode).any()) or first > low


def percent(part: Interval, total: Interval) -> tuple[Floats, Floats]:
    """(low, high) of part over total in percent, as if the ends were independent; NaN in, NaN out."""
    # A total of less than one vote is none: half a vote keeps the quotient finite.
    with np.errstate(divide="ignore", invalid="ignore"):
        return 100.0 * part.low / total.high, 100.0 * part.high / np.maximum(total.low, 0.5)
