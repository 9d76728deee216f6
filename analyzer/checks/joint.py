"""What shares, votes and a total allow together, in closed form over arrays.

A share p of a total T and votes x are one fact in two forms, x = p·T. For several candidates there is a common T
exactly where each pair has one (Helly's theorem in one dimension), so every joint question about two candidates is one
about a box and a cone, whose extremes lie at a handful of points. tests/test_checks.py holds this against an LP solver.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzer.bounds import Floats, implied_total
from analyzer.ledger import Interval

_NOISE = 1e-9


class Pair(NamedTuple):
    """Two candidates' shares (percent) and votes, and the total; arrays of one shape, NaN where not stated."""

    share: Interval
    votes: Interval
    other_share: Interval
    other_votes: Interval
    total: Interval


def candidate_totals(share: Interval, votes: Interval) -> Interval:
    """The totals that each candidate's votes and share imply; NaN where either is missing."""
    return Interval(*implied_total(votes.low, votes.high, share.low, share.high))


def common_total(totals: Interval) -> Interval:
    """The totals on which all candidates (last axis) agree: low > high where they do not, 0 to infinity without any."""
    low = np.max(np.nan_to_num(totals.low, nan=0.0, posinf=np.inf), axis=-1, initial=0.0)
    high = np.min(np.where(np.isnan(totals.high), np.inf, totals.high), axis=-1, initial=np.inf)
    return Interval(low, high)


def tightened(share: Interval, votes: Interval, total: Interval) -> Interval:
    """Shares in percent within what votes and the total allow; derived from them where no share is stated.

    NaN at both ends where nothing limits a share from both sides, and where nothing is left.
    """
    least, most = _parts(votes, total)
    limited = np.isfinite(total.high) & (total.high > 0.0)
    derived = np.isnan(share.low) & limited[..., None]
    low = np.where(derived, least, np.fmax(share.low, np.where(np.isnan(least), 0.0, least)))
    high = np.where(derived, most, np.fmin(share.high, np.where(np.isnan(most), np.inf, most)))
    unknown = np.isnan(share.low) & ~derived
    empty = low > high + _NOISE * 100.0
    return Interval(np.where(unknown | empty, np.nan, low), np.where(unknown | empty, np.nan, high))


def _parts(votes: Interval, total: Interval) -> Interval:
    """Votes in percent of a total that holds them; NaN where no votes are stated."""
    with np.errstate(divide="ignore", invalid="ignore"):
        least = 100.0 * votes.low / total.high[..., None]
        most = 100.0 * votes.high / np.maximum(total.low[..., None], votes.high)
    # Where nothing limits votes they may be the whole; and no votes are 0 % of whatever it is.
    most = np.where(np.isinf(votes.high), 100.0, np.where(votes.high == 0.0, 0.0, most))
    return Interval(least, most)


def difference(x: Interval, y: Interval, ratio: Interval) -> Interval:
    """Least and greatest x − y over the box of x and y where x/y lies within `ratio`; NaN where no such point is."""
    corners = [(x.low, y.low), (x.low, y.high), (x.high, y.low), (x.high, y.high)]
    with np.errstate(divide="ignore", invalid="ignore"):
        for slope in ratio:
            corners += [(x.low, x.low / slope), (x.high, x.high / slope), (slope * y.low, y.low)]
            corners.append((slope * y.high, y.high))
        across, up = (np.stack(np.broadcast_arrays(*axis)) for axis in zip(*corners, strict=True))
        noise = _NOISE * np.maximum(1.0, np.abs(across) + np.abs(up))
        inside = (across >= x.low - noise) & (across <= x.high + noise) & (up >= y.low - noise) & (up <= y.high + noise)
        inside &= np.isfinite(across) & np.isfinite(up)
        # x/y within the ratio, multiplied out: a ratio of infinity allows everything above, and below it y = 0 alone.
        above = np.where(np.isinf(ratio.high), True, across <= ratio.high * up + noise)
        below = np.where(np.isinf(ratio.low), up <= noise, across >= ratio.low * up - noise)
        inside &= below & above
        gap = across - up
    low = np.min(np.where(inside, gap, np.inf), axis=0)
    high = np.max(np.where(inside, gap, -np.inf), axis=0)
    return Interval(np.where(low <= high, low, np.nan), np.where(low <= high, high, np.nan))


def lead_on_valid(pair: Pair) -> Interval:
    """The lead in percentage points of all votes that the shares are shares of."""
    x, y = _votes(pair.votes), _votes(pair.other_votes)
    p = _within(_shares(pair.share), _over(x, pair.total))
    q = _within(_shares(pair.other_share), _over(y, pair.total))
    return difference(p, q, _ratios(x, y))


def lead_on_two(pair: Pair) -> Interval:
    """The lead in percentage points of the two candidates' votes together: it depends on the ratio x/y alone."""
    x, y = _votes(pair.votes), _votes(pair.other_votes)
    p = _within(_shares(pair.share), _over(x, pair.total))
    q = _within(_shares(pair.other_share), _over(y, pair.total))
    ratio = _within(_ratios(p, q), _ratios(x, y))
    ends = [np.where(np.isinf(end), 100.0, 100.0 * (_finite(end) - 1.0) / (_finite(end) + 1.0)) for end in ratio]
    return _sound(Interval(*ends))


def lead_in_votes(pair: Pair) -> Interval:
    """The lead in votes; NaN where neither the votes nor a total limit it."""
    p, q = _shares(pair.share), _shares(pair.other_share)
    x, y = (_within(_votes(v), _times(s, pair.total)) for v, s in ((pair.votes, p), (pair.other_votes, q)))
    finite = np.isfinite(x.high) & np.isfinite(y.high)
    x, y = (Interval(v.low, np.where(finite, v.high, np.nan)) for v in (x, y))
    return difference(x, y, _ratios(p, q))


def _shares(share: Interval) -> Interval:
    return Interval(np.nan_to_num(share.low, nan=0.0), np.where(np.isnan(share.high), 100.0, share.high))


def _votes(votes: Interval) -> Interval:
    return Interval(np.nan_to_num(votes.low, nan=0.0), np.where(np.isnan(votes.high), np.inf, votes.high))


def _over(votes: Interval, total: Interval) -> Interval:
    """Votes as percent of the total; nothing but 0 to infinity where the total is open."""
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = 100.0 * votes.low / total.high, 100.0 * votes.high / total.low
    return Interval(np.nan_to_num(low, nan=0.0, posinf=np.inf), np.where(np.isnan(high), np.inf, high))


def _times(share: Interval, total: Interval) -> Interval:
    with np.errstate(invalid="ignore"):
        low, high = share.low * total.low / 100.0, share.high * total.high / 100.0
    return Interval(low, np.where(np.isnan(high), np.inf, high))


def _ratios(x: Interval, y: Interval) -> Interval:
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = x.low / y.high, x.high / y.low
    return Interval(np.nan_to_num(low, nan=0.0, posinf=np.inf), np.where(np.isnan(high), np.inf, high))


def _within(one: Interval, other: Interval) -> Interval:
    return Interval(np.maximum(one.low, other.low), np.minimum(one.high, other.high))


def _finite(values: Floats) -> Floats:
    return np.where(np.isinf(values), 0.0, values)


def _sound(ends: Interval) -> Interval:
    """NaN where low > high, but for binary noise, which is cleared."""
    good = ends.low <= ends.high + _NOISE * 100.0
    return Interval(np.where(good, ends.low, np.nan), np.where(good, np.maximum(ends.high, ends.low), np.nan))


def total(
    share: Interval, votes: Interval, ballots: Interval, registered: Interval, whole: npt.NDArray[np.bool_]
) -> Interval:
    """The totals, one a count, of which the shares can be shares; low > high where the figures leave none.

    `whole` marks counts whose stated votes are all there are. Stated ballots bound the total from above, as valid or
    cast votes do alike, and only where no share is stated: shares may be of something else. The register always does.
    """
    common = common_total(candidate_totals(share, votes))
    stated = np.nansum(votes.low, axis=-1), np.nansum(votes.high, axis=-1)
    no_share = np.isnan(share.low).all(axis=-1)
    upper = np.where(whole, stated[1], np.inf)
    upper = np.fmin(upper, np.where(no_share, ballots.high, np.nan))
    upper = np.fmin(upper, registered.high)
    return Interval(np.maximum(common.low, stated[0]), np.minimum(common.high, upper))
