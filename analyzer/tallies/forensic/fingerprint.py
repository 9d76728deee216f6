"""tallies-shape: the two-peak model of Klimek et al., fitted, with what it takes for granted and how often that fails.

Klimek, P., Yegorov, Y., Hanel, R., & Thurner, S. (2012). Statistical detection of systematic election irregularities.
PNAS 109(41), 16469-16473. doi:10.1073/pnas.1210722109. Each station has a turnout a and a share v out of two bells. In
a part `incremental` of the stations a part x of those who did not vote is added to the winner, and x^alpha of the
others' votes moved to it, x being small; in a part `extreme` x is close to one. The paper draws this at random many
times; what it draws from has a density, and the fit to the histogram of shares is made to that density here, without
random numbers. For one alpha the density is linear in both parts, so the best parts are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.special import ndtr, ndtri

from analyzer import wording
from analyzer.bounds import Floats
from analyzer.tallies.forensic.outcome import LEVEL, POWER, Outcome
from analyzer.tallies.stations import Stations

ALPHAS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
EXTREME = 0.075  # the width of x below one where a station is `extreme`: fixed in the paper
FEWEST = 1000
_BINS = 100  # of the share; each is centred on a whole percentage
_FINE, _GRID = 10_000, 1_000  # the peaks are looked for on the finer grid and given on the other
_BELL, _MOVED = 40, 300  # points of the bells and of x, each standing for an equal part of probability
#: No more than this part of the stations may lie below the peak, which the model puts in the middle of a bell.
_MIDDLE = 0.6
#: A model that misplaces more than this part of the stations describes something else.
_MISPLACED = 0.1


@dataclass(frozen=True, slots=True)
class Bells:
    """The five numbers of the model that are read off before the fit; turnout and share as parts of one.

    `turnout`, `share`: the peaks. `turnout_spread`: root mean square distance of turnouts below their peak from it, in
    stations whose share is below its own; `share_spread`: the same of the shares below theirs. `width` of x: the fourth
    root of the mean square distance of the shares above the peak.
    """

    turnout: float
    share: float
    turnout_spread: float
    share_spread: float
    width: float


@dataclass(frozen=True, slots=True)
class Fit:
    """The parts of the stations, the exponent, the squared error minimised, and the part of stations misplaced."""

    incremental: float
    extreme: float
    alpha: float
    error: float
    misplaced: float


def peak(values: Floats) -> float:
    """The highest point of a Gaussian kernel density of values from 0 to 1, on a grid of thousandths.

    The bandwidth is Scott's, n^(−1/5) standard deviations (Scott 1992, Multivariate Density Estimation).
    """
    width = float(values.std(ddof=1)) * len(values) ** -0.2
    counts = np.bincount(np.rint(np.clip(values, 0.0, 1.0) * _FINE).astype(np.int64), minlength=_FINE + 1)
    smooth = gaussian_filter1d(counts.astype(np.float64), max(width * _FINE, 1e-6), mode="constant", truncate=8.0)
    return float(smooth[:: _FINE // _GRID].argmax()) / _GRID


def bells(turnout: Floats, share: Floats) -> Bells:
    """The numbers of the bells. Raises ValueError where no station lies below both peaks, or none above the share's."""
    a, v = peak(turnout), peak(share)
    below, above = share < v, share > v
    corner = below & (turnout < a)
    if not corner.any() or not above.any():
        raise ValueError("expected stations on both sides of the peaks, found none")
    return Bells(
        a,
        v,
        float(np.sqrt(np.mean((turnout[corner] - a) ** 2))),
        float(np.sqrt(np.mean((share[below] - v) ** 2))),
        float(np.mean((share[above] - v) ** 2) ** 0.25),
    )


def histogram(share: Floats) -> Floats:
    """The part of the values in each bin, shape (101,), one bin a whole percentage."""
    places = np.rint(np.clip(share, 0.0, 1.0) * _BINS).astype(np.int64).ravel()
    return np.asarray(np.bincount(places, minlength=_BINS + 1) / len(places), np.float64)


def fair(shape: Bells) -> Floats:
    """The histogram of shares that the model expects where nothing was moved. Exact."""
    edges = (np.clip((np.arange(_BINS + 2) - 0.5) / _BINS, 0.0, 1.0) - shape.share) / shape.share_spread
    below = ndtr(edges)
    return np.asarray(np.diff(below) / (below[-1] - below[0]), np.float64)


def moved(shape: Bells, x: Floats, alpha: float) -> Floats:
    """The histogram of shares where a part `x` of the others' is moved, each of its values as likely."""
    a = _bell(shape.turnout, shape.turnout_spread)[:, None, None]
    v = _bell(shape.share, shape.share_spread)[None, :, None]
    won = a * v + x * (1.0 - a) + x**alpha * a * (1.0 - v)
    return histogram(won / (a + x * (1.0 - a)))


def fit(seen: Floats, count: int, shape: Bells, relative: float = 1.0) -> Fit:
    """The best parts and exponent for a histogram of `count` stations.

    Errors are divided by (part in the bin)^relative: 1 as in the paper, where rare shares weigh as much as common ones,
    0.5 as in a chi-square, 0 for plain squares.
    """
    weight = (seen + 1.0 / count) ** -relative
    plain = fair(shape)
    some = _half_bell(shape.width, _MOVED)
    nearly_all = 1.0 - _half_bell(EXTREME, _BELL)
    best: Fit | None = None
    for alpha in ALPHAS:
        toward = np.stack([moved(shape, x, alpha) - plain for x in (some, nearly_all)], axis=1)
        parts, error = _parts(toward * weight[:, None], (seen - plain) * weight)
        if best is None or error < best.error:
            misplaced = 0.5 * float(np.abs(seen - plain - toward @ parts).sum())
            best = Fit(float(parts[0]), float(parts[1]), alpha, error, misplaced)
    assert best is not None
    return best


def smallest_part(seen: Floats, count: int, shape: Bells, alpha: float) -> float:
    """The least `incremental` part that the fit tells from none if the model is right, POWER of the time at LEVEL.

    By the exact variance of the estimate, a weighted sum of multinomial counts, where nothing was moved.
    """
    weight = (seen + 1.0 / count) ** -2.0
    plain = fair(shape)
    toward = moved(shape, _half_bell(shape.width, _MOVED), alpha) - plain
    lever = weight * toward / (weight * toward**2).sum()
    deviation = np.sqrt(((lever**2 * plain).sum() - (lever * plain).sum() ** 2) / count)
    return float((ndtri(1.0 - LEVEL) + ndtri(POWER)) * deviation)


def _parts(toward: Floats, missing: Floats) -> tuple[Floats, float]:
    """The parts f ≥ 0, f₁ + f₂ ≤ 1, with least |toward · f − missing|², and that square.

    It lies inside, on an edge or at a corner, so each is tried.
    """
    found = [np.zeros(2), np.array([1.0, 0.0]), np.array([0.0, 1.0])]
    for places in (*combinations(range(2), 1), (0, 1)):
        some = np.zeros(2)
        some[list(places)] = np.linalg.lstsq(toward[:, places], missing, rcond=None)[0]
        found.append(some)
    along = toward[:, 0] - toward[:, 1]
    first = float(along @ (missing - toward[:, 1]) / max(float(along @ along), 1e-300))
    found.append(np.array([first, 1.0 - first]))
    allowed = [f for f in found if (f >= 0.0).all() and f.sum() <= 1.0 + 1e-12]
    errors = [float(((toward @ f - missing) ** 2).sum()) for f in allowed]
    return allowed[int(np.argmin(errors))], min(errors)


def _bell(middle: float, spread: float) -> Floats:
    """Equally likely points of a normal distribution cut to 0 and 1."""
    low, high = ndtr(-middle / spread), ndtr((1.0 - middle) / spread)
    return np.asarray(middle + spread * ndtri(low + _equal(_BELL) * (high - low)), np.float64)


def _half_bell(width: float, points: int) -> Floats:
    """Equally likely points of the upper half of a normal distribution around 0, cut to 1."""
    return np.asarray(width * ndtri(0.5 + _equal(points) * (ndtr(1.0 / width) - 0.5)), np.float64)


def _equal(points: int) -> Floats:
    return (np.arange(points) + 0.5) / points


def outcome(some: Stations, whose: str) -> Outcome | None:
    """The fit, or why it is not made. Never judged. None without registered voters."""
    if some.registered is None:
        return None
    turnout, share, _ = some.rates()
    if len(turnout) < FEWEST:
        stations = wording.plural(len(turnout), "station", " ")
        few = f"The model of Klimek et al. is not fitted to {stations}; {FEWEST:,} are few for it."
        return Outcome("tallies-shape", few)
    seen, count = histogram(share), len(turnout)
    try:
        shape = bells(turnout, share)
    except ValueError:
        return Outcome("tallies-shape", "The model of Klimek et al. is not fitted: the stations have no peak inside.")
    below = [float((values < at).mean()) for values, at in ((turnout, shape.turnout), (share, shape.share))]
    peaks = f"turnout {100.0 * shape.turnout:.1f} % and share {100.0 * shape.share:.1f} %"
    if max(below) > _MIDDLE:
        words = (
            f"The model of Klimek et al. is not fitted: {100.0 * max(below):.0f} % of the stations lie below a peak "
            f"({peaks}), which it puts in the middle of a bell and moves stations upwards from."
        )
        return Outcome("tallies-shape", words)
    fits = [fit(seen, count, shape, relative) for relative in (1.0, 0.5, 0.0)]
    if fits[0].misplaced > _MISPLACED:
        words = (
            f"The model of Klimek et al. (peaks at {peaks}) fits badly: it misplaces {100.0 * fits[0].misplaced:.0f} % "
            f"of the stations, so its parts mean nothing here."
        )
        return Outcome("tallies-shape", words)
    incremental, extreme, alpha = (
        sorted(getattr(f, name) for f in fits) for name in ("incremental", "extreme", "alpha")
    )
    least = smallest_part(seen, count, shape, fits[0].alpha)
    words = (
        f"The model of Klimek et al. puts the peaks at {peaks} and fits best with {_percent(incremental)} of the "
        f"stations moved a little and {_percent(extreme)} moved nearly wholly towards {whose} (exponent "
        f"{wording.joined(list(dict.fromkeys(f'{one:g}' for one in alpha)), 'or')}), by how its errors are weighed; "
        f"{100.0 * fits[0].misplaced:.1f} % of the stations remain misplaced. Were its two bells right, "
        f"{100.0 * least:.2g} % would be told from none. They seldom are: a country of several regions has more than "
        f"one bell, and the model then moves stations that nobody touched. Nothing follows from it alone."
    )
    return Outcome("tallies-shape", words)


def _percent(values: list[float]) -> str:
    return wording.interval(round(100.0 * values[0], 1), round(100.0 * values[-1], 1), "percent")
