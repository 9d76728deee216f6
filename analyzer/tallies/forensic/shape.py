"""tallies-shape: how turnout and the leader's share go together over the stations, and how little that proves.

Myagkov, M., Ordeshook, P. C., & Shakin, D. (2009). The Forensics of Election Fraud. Cambridge University Press, read a
leader's rising share of the registered voters as a sign; many honest elections show it, since where people live decides
both. So the finding describes, and never judges.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from analyzer import wording
from analyzer.bounds import Floats
from analyzer.tallies.forensic.integers import FEWEST, SMALLEST
from analyzer.tallies.forensic.outcome import LEVEL, POWER, Outcome
from analyzer.tallies.stations import Stations


def correlation(turnout: Floats, share: Floats, weight: Floats) -> float:
    """Pearson's correlation of turnout and share over stations, weighted by voters; 0 where one is constant."""
    total = weight.sum()
    x, y = (values - (weight * values).sum() / total for values in (turnout, share))
    spread = float((weight * x * x).sum() * (weight * y * y).sum())
    return float((weight * x * y).sum() / spread**0.5) if spread > 0.0 else 0.0


def smallest_correlation(weight: Floats) -> float:
    """The least correlation that so many stations tell from none, POWER of the time at LEVEL on each side.

    Fisher's transformation, with as many stations as weigh equally to the same effect (Kish 1965).
    """
    alike = float(weight.sum() ** 2 / (weight * weight).sum())
    reach = float(ndtri(1.0 - LEVEL / 2.0) + ndtri(POWER)) / max(alike - 3.0, 1.0) ** 0.5
    return float(np.tanh(reach))


def outcome(some: Stations, whose: str) -> Outcome:
    """The correlation, and the leader's share where turnout is lowest and highest."""
    if some.registered is None:
        return Outcome(
            "tallies-shape",
            "The tables do not say how many voters were registered, so turnout and share cannot be compared, neither "
            "by their correlation nor by Shpilkin's method or the model of Klimek et al.",
        )
    turnout, share, sound = some.rates()
    large = some.registered[sound] >= SMALLEST
    turnout, share, weight = turnout[large], share[large], some.registered[sound][large]
    if len(turnout) < FEWEST:
        stations = f"{wording.plural(len(turnout), 'station', ' ')} {'has' if len(turnout) == 1 else 'have'}"
        few = f"Only {stations} {SMALLEST} registered voters or more: too few to compare."
        return Outcome("tallies-shape", few)
    votes, valid = some.votes[sound][large], some.valid[sound][large]
    ends = (turnout <= np.quantile(turnout, 0.1), turnout >= np.quantile(turnout, 0.9))
    low, high = (100.0 * votes[part].sum() / valid[part].sum() for part in ends)
    return Outcome(
        "tallies-shape",
        f"Over {len(turnout):,} stations turnout and the share of {whose} have a correlation of "
        f"{correlation(turnout, share, weight):+.2f}: {low:.1f} % in the tenth of stations with the lowest turnout, "
        f"{high:.1f} % in that with the highest. So many stations tell ±{smallest_correlation(weight):.2f} from none; "
        f"but nothing follows from it alone: town and country, age and income move both.",
    )
