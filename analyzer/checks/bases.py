"""Shares of unstated basis: can two counts' shares both be right if they are percentages of any whole, one a count?

A count's shares of ballots cast or of registered voters are k times as high as shares of the valid votes, with the
same k of 1 or more for all of them, and no more than what keeps their sum within 100 %; shares of the two leading
candidates are shares of valid votes with a k below 1. What two counts allow for the final shares of all candidates is
linear in the two k, so their region is a polygon, and where it is none no basis saves the figures.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analyzer.bounds import Flags, Floats
from analyzer.checks import uncounted as rest
from analyzer.checks.base import figures
from analyzer.checks.printed_shares import summed
from analyzer.ledger import Interval, Ledger
from analyzer.model import Basis

#: Shares are no more than so many times what they would be of another whole: a turnout of one in ten thousand.
_MOST = 1e4
_NOISE = 1e-9
#: Uncounted sheets for a counted one where none need be counted.
_MANY = 1e9


class Side(NamedTuple):
    """One count of each pair: shares in percent (pairs × candidates, NaN where not stated), the coverage, and k."""

    share: Interval
    coverage: Interval
    factor: Interval


def factors(ledger: Ledger) -> Interval:
    """By what each count's shares may have to be multiplied to be shares of the valid votes; 1 where they say of what.

    In the widest reading.
    """
    given = figures(ledger, widest=True)
    low = summed(ledger, given.share).low[:, : ledger.named + 1]  # candidates and all others
    unstated = np.array([count.basis("share") is Basis.UNSTATED for count in ledger.counts], np.bool_)
    opened = unstated & (~np.isnan(low)).any(axis=1)
    top = 100.0 / np.clip(np.nansum(low, axis=1), 100.0 / _MOST, 100.0)
    return Interval(np.where(given.of_two, 0.0, 1.0), np.where(opened, top, 1.0))


def can_both_hold(one: Side, other: Side, weight: float | Floats) -> Flags:
    """Whether some wholes let all candidates' final shares meet, uncounted sheets carrying at most `weight` votes to 1.

    `weight` one a pair. For a factor of the other count, each candidate bounds that of the first from below and from
    above by a line; where any factors do, so do those at which two such lines meet, or the ends.
    """
    weights = np.broadcast_to(np.asarray(weight, np.float64), one.coverage.low.shape)
    floor, ceiling = _lines(one, other, weights)
    least_of_other = other.factor.low
    most_of_other = np.minimum(other.factor.high, _beside_nothing(one, other, weights))
    possible = (most_of_other >= least_of_other) & (most_of_other > 0.0) & (_beside_nothing(other, one, weights) > 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossings = (ceiling[1][:, None, :] - floor[1][:, :, None]) / (floor[0][:, :, None] - ceiling[0][:, None, :])
    tried = np.concatenate(
        [crossings.reshape(len(crossings), -1), least_of_other[:, None], most_of_other[:, None]], axis=1
    )
    tried = np.clip(np.nan_to_num(tried, nan=1.0), least_of_other[:, None], most_of_other[:, None])
    least = (floor[0][:, :, None] * tried[:, None, :] + floor[1][:, :, None]).max(axis=1)
    most = (ceiling[0][:, :, None] * tried[:, None, :] + ceiling[1][:, :, None]).min(axis=1)
    return np.asarray(possible & (least <= most + _NOISE * np.maximum(1.0, np.abs(most))).any(axis=1))


def _beside_nothing(one: Side, other: Side, weight: Floats) -> Floats:
    """The other count's greatest factor by the shares of nothing in the first, which no factor of their own raises.

    All that the whole holds of them is on sheets that the first count left out; without these it is 0, no factor.
    """
    mine, _, by = _uncounted(one, other, weight)
    with np.errstate(divide="ignore", invalid="ignore"):
        most = 100.0 * mine / (other.share.low * by)
    bound = (one.share.high == 0.0) & (other.share.low > 0.0) & ~np.isnan(most)
    return np.asarray(np.where(bound, most, np.inf).min(axis=1))


def _uncounted(one: Side, other: Side, weight: Floats) -> tuple[Floats, Floats, Floats]:
    """Uncounted votes for each counted one, of both counts, and the ratio of their wholes (pairs × 1)."""
    mine, theirs = ((weight * np.minimum(rest.odds(of.coverage.low), _MANY))[:, None] for of in (one, other))
    return mine, theirs, (1.0 + mine) / (1.0 + theirs)


def _lines(one: Side, other: Side, weight: Floats) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Slopes and starts of the lines that bound the first factor from below, and from above (pairs × lines)."""
    mine, theirs, by = _uncounted(one, other, weight)
    # A share of nothing has no line from below: see `_beside_nothing`.
    with np.errstate(divide="ignore", invalid="ignore"):
        floor = other.share.low * by / one.share.high, -100.0 * mine / one.share.high
        ceiling = other.share.high * by / one.share.low, 100.0 * theirs * by / one.share.low
    return _with_end(*floor, one.factor.low), _with_end(*ceiling, one.factor.high)


def _with_end(slope: Floats, start: Floats, end: Floats) -> tuple[Floats, Floats]:
    """The lines, those that are none or infinitely steep left out, and the end itself as one without a slope."""
    sound = np.isfinite(slope) & np.isfinite(start)
    slope, start = np.where(sound, slope, 0.0), np.where(sound, start, end[:, None])
    return np.column_stack([slope, np.zeros(len(end))]), np.column_stack([start, end])


def turning_weight(one: Side, other: Side, most: float = 64.0) -> Floats:
    """The weight from which wholes can be found that let both counts be right; infinite beyond `most`; by bisection."""
    low, high = np.zeros(len(one.coverage.low)), np.full(len(one.coverage.low), most)
    never, always = ~can_both_hold(one, other, high), can_both_hold(one, other, low)
    open_ = ~never & ~always
    one, other, low, high = _of(one, open_), _of(other, open_), low[open_], high[open_]
    for _ in range(30 if open_.any() else 0):
        middle = (low + high) / 2.0
        fits = can_both_hold(one, other, middle)
        low, high = np.where(fits, low, middle), np.where(fits, middle, high)
    found = np.where(always, 0.0, np.inf)
    found[open_] = high
    return found


def _of(side: Side, chosen: Flags) -> Side:
    """The sides of some pairs."""
    return Side(*(Interval(of.low[chosen], of.high[chosen]) for of in side))
