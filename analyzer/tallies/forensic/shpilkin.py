"""tallies-shape: Shpilkin's estimate of the leader's votes beyond a constant ratio to all others, as a range.

Shpilkin, S. (2011). Mathematics of elections. Troitsky Variant 94, and Kobak, D., Shpilkin, S., & Pshenichnikov, M. S.
(2018). Putin's peaks. Significance 15(3), 8-9. doi:10.1111/j.1740-9713.2018.01141.x. Up to the turnout where most
ballots were cast, the leader's votes are in some ratio to all others'; what goes beyond that ratio at higher turnouts
is the estimate. It moves with where the peak is taken to be, so every place that could be the peak is tried.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analyzer import wording
from analyzer.bounds import Floats
from analyzer.tallies.forensic.integers import FEWEST
from analyzer.tallies.forensic.outcome import Outcome
from analyzer.tallies.forensic.shape import correlation, smallest_correlation
from analyzer.tallies.stations import Stations

_BIN = 0.01  # of turnout
#: A bin of turnout with this part of the fullest one's ballots could be the peak.
_NEARLY = 0.9
#: The peak is looked for between the turnouts below and above which this part of the ballots was cast: hospitals and
#: ships report everybody present, and a ratio needs ballots to be known by.
_THIN = 0.1
_REACH = 3.0  # standard deviations


@dataclass(frozen=True, slots=True)
class Beyond:
    """Votes of the leader beyond the ratio that holds up to `peak` (turnout, 0 to 1), and their standard deviation."""

    peak: float
    votes: float
    deviation: float


def peaks(turnout: Floats, cast: Floats) -> Floats:
    """Upper ends of the bins of turnout that could be the peak, by ballots cast, from low to high; none where none."""
    bins = np.minimum(np.floor(turnout / _BIN + 1e-9).astype(np.int64), round(1.0 / _BIN) - 1)
    ballots = np.bincount(bins, weights=cast, minlength=round(1.0 / _BIN))
    below = np.cumsum(ballots) / ballots.sum()
    inside = np.where((below >= _THIN) & (below <= 1.0 - _THIN), ballots, -1.0)
    full = inside >= max(_NEARLY * inside.max(), 1.0)
    return np.asarray((np.flatnonzero(full) + 1) * _BIN, np.float64)


def beyond(turnout: Floats, votes: Floats, others: Floats, peak: float) -> Beyond:
    """The estimate for one peak. Raises ValueError where nobody else has votes up to it.

    The deviation is what stations drawn anew would make it: the root of the sum of squares of each one's influence.
    """
    below = turnout <= peak + 1e-12
    rest = float(others[below].sum())
    if not rest:
        raise ValueError("expected votes for others up to the peak, found none")
    ratio = float(votes[below].sum()) / rest
    more = votes - ratio * others
    influence = np.where(below, -float(others[~below].sum()) / rest * more, more)
    return Beyond(peak, float(more[~below].sum()), float(np.sqrt((influence**2).sum())))


def outcome(some: Stations, whose: str) -> Outcome | None:
    """The range over peaks; refused without a peak to hold on to. Never judged. None without registered voters."""
    if some.registered is None:
        return None
    turnout, share, sound = some.rates()
    cast, votes = some.cast[sound], some.votes[sound]
    others = some.valid[sound] - votes
    if len(turnout) < FEWEST:
        return Outcome(
            "tallies-shape", f"Shpilkin's method: only {wording.plural(len(turnout), 'station', ' ')}, too few for it."
        )
    places = peaks(turnout, cast)
    if not len(places) or not others[turnout <= places[0]].any():
        none = "Shpilkin's method is not used: no turnout has enough ballots on either side for a ratio to go by."
        return Outcome("tallies-shape", none)
    found = [beyond(turnout, votes, others, float(peak)) for peak in places]
    least, most = min(found, key=lambda one: one.votes), max(found, key=lambda one: one.votes)
    reach = max(one.deviation for one in found)
    below = turnout <= places[-1]
    weight = cast[below]
    slope = correlation(turnout[below], share[below], weight)
    there = wording.interval(100.0 * places[0], 100.0 * places[-1], "percent")
    words = (
        f"Shpilkin's method: with the peak of turnout at {there}, {whose} has "
        f"{wording.interval(least.votes, most.votes, 'votes')} beyond the ratio to all others that holds up to it, "
        f"each ± {reach:,.0f}; less than {_REACH * reach:,.0f} it could not have told from none. It takes for granted "
        f"that the share is the same at every turnout"
    )
    if abs(slope) > smallest_correlation(weight):
        words += f", and up to the peak it is not: their correlation there is {slope:+.2f}"
    words += (
        ". In honest elections where support and turnout go together it finds votes, too, so nothing follows alone."
    )
    return Outcome("tallies-shape", words)
