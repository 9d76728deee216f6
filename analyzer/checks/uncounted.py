"""What the uncounted tally sheets can do: final shares, the share and the weight they would have to have.

Shares and coverage in percent; `weight` is votes per uncounted sheet over votes per counted one. Everything is closed
form over arrays of one shape, each end taken at the corner where it is extreme.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analyzer.bounds import Flags, Floats
from analyzer.checks.base import meets
from analyzer.ledger import Interval


def odds(coverage: Floats) -> Floats:
    """Uncounted sheets for each counted one."""
    with np.errstate(divide="ignore"):
        return (100.0 - coverage) / coverage


def final_share(share: Interval, coverage: Interval, weight: float | Floats) -> Interval:
    """Shares that the whole count can end with, the uncounted sheets carrying at most `weight` votes to one."""
    counted, more = coverage.low, weight * (100.0 - coverage.low)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = share.low * counted / (counted + more)
        high = (share.high * counted + 100.0 * more) / (counted + more)
    return Interval(low, high)


class Sides(NamedTuple):
    """Shares and coverage of both counts, one a pair, in percent."""

    share: Interval
    coverage: Interval
    other: Interval
    other_coverage: Interval


def can_both_hold(given: Sides, weight: float | Floats) -> Flags:
    """Whether a final share exists that both counts allow; False where a share or a coverage is missing."""
    mine = final_share(given.share, given.coverage, weight)
    theirs = final_share(given.other, given.other_coverage, weight)
    return meets(mine.low, mine.high, theirs.low, theirs.high)


def needed_share(final: Interval, share: Interval, coverage: Interval) -> Interval:
    """Share of the uncounted votes that would bring a candidate to `final`, at equal votes a sheet.

    Outside 0 to 100 where none would. An outer interval: the ends of each figure are taken on their own.
    """
    rising_low, rising_high = final.low > share.high, final.high > share.low
    at_low = np.where(rising_low, coverage.low, coverage.high)
    at_high = np.where(rising_high, coverage.high, coverage.low)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = (100.0 * final.low - share.high * at_low) / (100.0 - at_low)
        high = (100.0 * final.high - share.low * at_high) / (100.0 - at_high)
    return Interval(low, high)


def needed_of_rest(
    share: Interval, coverage: Interval, other: Interval, other_coverage: Interval, weight: Floats
) -> Interval:
    """Share of the first count's uncounted votes at which two counts' final shares meet, `weight` votes a sheet to one.

    With k and K uncounted sheets for a counted one the second count ends between S/(1 + wK) and (S + 100wK)/(1 + wK),
    and the first at F where its rest gives F + (F − s)/(wk): an outer interval, each end at the corner where it is
    extreme, infinite where the first count may cover everything. It leaves 0 to 100 where `turning_weight` says.
    """
    rest, other_rest = weight * odds(coverage.low), weight * odds(other_coverage.low)
    least = weight * odds(coverage.high)
    with np.errstate(divide="ignore", invalid="ignore"):
        final = Interval(other.low / (1.0 + other_rest), (other.high + 100.0 * other_rest) / (1.0 + other_rest))
        low = np.fmin(*(final.low + (final.low - share.high) / of for of in (rest, least)))
        high = np.fmax(*(final.high + (final.high - share.low) / of for of in (rest, least)))
    return Interval(low, high)


def needed_weight(final: Interval, share: Interval, coverage: Interval) -> Interval:
    """Votes per uncounted sheet, to one per counted sheet, that would bring a candidate to `final` at the extreme.

    Every uncounted vote is the candidate's where the share has to rise, none where it has to fall. 0 where nothing
    has to change. An outer interval, as `needed_share`.
    """
    up_low = _rise(final.low, share.high, coverage.low)
    up_high = _rise(final.high, share.low, coverage.high)
    down_low = _rise(100.0 - final.high, 100.0 - share.low, coverage.low)
    down_high = _rise(100.0 - final.low, 100.0 - share.high, coverage.high)
    return Interval(np.maximum(up_low, down_low), np.maximum(up_high, down_high))


def _rise(final: Floats, share: Floats, coverage: Floats) -> Floats:
    """Weight at which a share rises to `final` with every uncounted vote; 0 where it is there already."""
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = (final - share) / ((100.0 - final) * odds(coverage))
    return np.where(final > share, weight, np.where(np.isnan(final - share), np.nan, 0.0))


def turning_weight(share: Interval, coverage: Interval, other: Interval, other_coverage: Interval) -> Floats:
    """The weight from which two counts' final shares can meet, on the uncounted sheets of both; 0: always.

    Infinite where no weight lets them. With k and K uncounted sheets for a counted one, the lower count rises to
    (s + wk)/(1 + wk), the higher falls to S/(1 + wK): the root w of a quadratic.
    """
    k, big_k = odds(coverage.low), odds(other_coverage.low)
    upward = _meeting_weight(share.high / 100.0, other.low / 100.0, k, big_k)
    downward = _meeting_weight(other.high / 100.0, share.low / 100.0, big_k, k)
    return np.maximum(upward, downward)


def _meeting_weight(low: Floats, high: Floats, k: Floats, big_k: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b, c = k * big_k, k * (1.0 - high) + low * big_k, low - high
        # The stable form of the positive root; it is the linear one where one side counted everything.
        root = -2.0 * c / (b + np.sqrt(b * b - 4.0 * a * c))
    # Where nothing is certain to be counted, any weight lets the figures meet.
    return np.where((c >= 0.0) | np.isinf(k) | np.isinf(big_k), 0.0, root)


def overturn_coverage(lead: Interval) -> Interval:
    """Coverage in percent below which the uncounted sheets could undo a lead in points, at equal votes a sheet."""
    return Interval(100.0 / (1.0 + lead.high / 100.0), 100.0 / (1.0 + np.maximum(lead.low, 0.0) / 100.0))


def uncounted_votes(total: Interval, coverage: Interval) -> Interval:
    """Votes on the uncounted sheets, at equal votes a sheet; none where no sheet is uncounted, whatever the total."""
    least, most = odds(coverage.high), odds(coverage.low)
    with np.errstate(invalid="ignore"):
        high = np.where((most == 0.0) & np.isinf(total.high), 0.0, total.high * most)
        return Interval(total.low * least, high)
