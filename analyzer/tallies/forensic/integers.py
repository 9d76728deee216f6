"""tallies-integer: are there more stations with a whole percentage than chance makes? By exact binomial sums.

Kobak, D., Shpilkin, S., & Pshenichnikov, M. S. (2016). Integer percentages as electoral falsification fingerprints.
Annals of Applied Statistics 10(1), 54-73. doi:10.1214/16-AOAS904. They draw each station's counts anew, a thousand
times; the same expectation is a sum of binomial probabilities, which is what stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, ndtr, ndtri

from analyzer import wording
from analyzer.bounds import Flags, Floats
from analyzer.tallies.forensic.outcome import LEVEL, POWER, Outcome
from analyzer.tallies.stations import Stations

Places: TypeAlias = npt.NDArray[np.signedinteger]

#: A percentage is whole if it is within this of a whole number: the figure printed with one decimal ends in .0.
NEAR = 0.05
#: Stations smaller than this, in registered voters or else in valid votes, have whole percentages by necessity; fewer
#: stations than this show nothing.
SMALLEST, FEWEST = 100, 100
#: No polling station has so many voters; a larger row is a sum of several, or a slip.
LARGEST = 100_000
#: Near 100 percent all percentages crowd at whole ones: stations from here on are left out.
MOST = 0.99
_SIGMAS = 9.0  # beyond so many standard deviations a binomial count does not come


@dataclass(frozen=True, slots=True)
class Excess:
    """Stations with a whole percentage: observed, expected under the null, and the standard deviation of the number.

    `p` is the probability of so many or more: at the observed rates or at rates that scatter less, the greater one.
    """

    stations: int
    observed: int
    expected: float
    deviation: float
    p: float

    @property
    def excess(self) -> float:
        """Observed less expected."""
        return self.observed - self.expected

    @property
    def z(self) -> float:
        """The excess in standard deviations; 0 where nothing varies."""
        return self.excess / self.deviation if self.deviation else 0.0

    @property
    def least(self) -> int:
        """Stations that would have had to be made whole for the test to find it POWER of the time at LEVEL.

        Of the k stations made whole, at random, those that chance makes whole anyway add nothing; the spread of the
        others' number is taken as if k were small, which errs upwards.
        """
        gain = 1.0 - self.expected / self.stations
        return ceil(float(ndtri(1.0 - LEVEL) + ndtri(POWER)) * self.deviation / gain)


def is_whole(part: Floats, of: Floats, beside: float = 0.0) -> Flags:
    """Whether each part is a whole percentage of its whole, to within NEAR; or lies `beside` one by so many points."""
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = 100.0 * part / of - beside
        return np.asarray(np.abs(percent - np.rint(percent)) <= NEAR + 1e-12)


def chance(part: Floats, of: Floats, beside: float = 0.0) -> Floats:
    """The probability that a binomial count with the observed rate is what `is_whole` asks, for each station. Exact.

    Sums the binomial probabilities of every such count within _SIGMAS standard deviations.
    """
    whole = np.asarray(of, np.float64)
    rate = np.asarray(part, np.float64) / whole
    found = np.where((rate <= 0.0) | (rate >= 1.0), is_whole(part, whole, beside), 0.0).astype(np.float64)
    places, terms = _terms(whole, rate, beside)
    total = np.zeros(len(places))
    for rows, _, probability in terms:
        total[rows] += probability
    found[places] = np.minimum(total, 1.0)
    return found


def spectrum(part: Floats, of: Floats) -> tuple[Floats, Floats, Floats]:
    """(observed, expected, standard deviation) of the stations at each whole percentage, three arrays of shape (101,).

    The expectation is the exact binomial one at each station's own rate, which lies between 0 and 1.
    """
    whole = np.asarray(of, np.float64)
    rate = np.asarray(part, np.float64) / whole
    hit = is_whole(part, whole)
    observed = np.bincount(np.rint(100.0 * rate[hit]).astype(np.int64), minlength=101).astype(np.float64)
    expected, variance = np.zeros(101), np.zeros(101)
    for _, percent, probability in _terms(whole, rate, 0.0)[1]:
        bins = np.clip(percent, 0, 100).astype(np.int64)  # beyond the ends the probability is none
        expected += np.bincount(bins, probability, 101)
        variance += np.bincount(bins, probability * (1.0 - probability), 101)
    return observed, expected, np.sqrt(variance)


def _terms(whole: Floats, rate: Floats, beside: float) -> tuple[Places, Iterator[tuple[slice, Floats, Floats]]]:
    """The stations with a rate between 0 and 1, and what to sum over: (slice of them, percentage, probability)."""
    inside = np.flatnonzero((rate > 0.0) & (rate < 1.0))
    reach = np.ceil(_SIGMAS * 100.0 * np.sqrt(rate * (1.0 - rate) / whole)[inside]) + 2.0
    # With the widest first, the stations that a step still concerns are a slice, which costs no copy.
    order = np.argsort(-reach, kind="stable")
    places, ends = inside[order], -reach[order]
    n, p = whole[places], rate[places]
    middle, yes, no = np.rint(100.0 * p) + beside, np.log(p), np.log1p(-p)
    logs = gammaln(np.arange(int(n.max(initial=0)) + 2) + 1.0)

    def terms() -> Iterator[tuple[slice, Floats, Floats]]:
        for step in range(int(reach.max(initial=-1.0)) + 1):
            rows = slice(0, int(np.searchsorted(ends, -step, side="right")))
            for percent in {step, -step}:
                there = middle[rows] + percent
                yield rows, there, _at(there, n[rows], yes[rows], no[rows], logs)

    return places, terms()


def _at(percent: Floats, n: Floats, yes: Floats, no: Floats, logs: Floats) -> Floats:
    """The probability of the counts that are that percentage of n; `yes` and `no` are the logarithms of p and 1 − p."""
    low = np.ceil(np.maximum((percent - NEAR) * n / 100.0 - 1e-9, 0.0))
    high = np.floor(np.minimum((percent + NEAR) * n / 100.0 + 1e-9, n))
    total, whole = np.zeros(len(n)), logs[n.astype(np.int64)]
    for k in range(int((high - low).max(initial=-1.0)) + 1):
        there = np.flatnonzero(low + k <= high)
        count = low[there] + k
        rest = n[there] - count
        ways = whole[there] - logs[count.astype(np.int64)] - logs[rest.astype(np.int64)]
        total[there] += np.exp(ways + count * yes[there] + rest * no[there])
    return total


def deflated(part: Floats, of: Floats) -> Floats:
    """The parts at rates that scatter as true rates do: observed ones scatter by chance, too, and here no more.

    Counts drawn anew at observed rates have that chance in them twice, which hides where all stations lie close
    together. The distances from the mean rate are made smaller by one factor, so that their variance is the observed
    less what binomial counts add to it (Louis 1984, Journal of the American Statistical Association 79, 393-398).
    """
    rate = part / of
    away = rate - rate.mean()
    seen, chance_alone = float((away**2).mean()), float((rate * (1.0 - rate) / np.maximum(of - 1.0, 1.0)).mean())
    kept = max(1.0 - chance_alone / seen, 0.0) ** 0.5 if seen > 0.0 else 0.0
    return np.asarray(np.clip(rate.mean() + kept * away, 0.0, 1.0) * of, np.float64)


def tail(chances: Floats, observed: int) -> float:
    """The probability that so many or more of independent events come, each with its own chance.

    By the saddlepoint, Lugannani and Rice's formula for whole numbers (Daniels 1987, International Statistical Review
    55(1), 37-48): a hundred stations are too few for the normal curve at one in two thousand.
    """
    mean, spread = float(chances.sum()), float(np.sqrt((chances * (1.0 - chances)).sum()))
    if not spread or observed - mean < spread or observed >= np.count_nonzero(chances):
        return float(ndtr((mean - observed + 0.5) / spread)) if spread else float(observed <= mean)
    tilt, tilted, curve = 0.0, mean, spread**2
    for _ in range(100):
        step = (observed - tilted) / curve
        tilt += min(step, 1.0)
        odds = chances * np.exp(tilt) / (1.0 + chances * np.expm1(tilt))
        tilted, curve = float(odds.sum()), float((odds * (1.0 - odds)).sum())
        if abs(step) < 1e-10:
            break
    root = float(np.sqrt(2.0 * (tilt * observed - np.log1p(chances * np.expm1(tilt)).sum())))
    other = -np.expm1(-tilt) * curve**0.5
    return float(ndtr(-root) + np.exp(-0.5 * root**2) / (2.0 * np.pi) ** 0.5 * (1.0 / other - 1.0 / root))


def union(parts: list[tuple[Floats, Floats]]) -> Excess:
    """Stations where any of several percentages is whole; those of one station are independent under the null."""
    observed = np.zeros(len(parts[0][0]), np.bool_)
    for part, of in parts:
        observed |= is_whole(part, of)
    hit = _any([chance(part, of) for part, of in parts])
    other = _any([chance(deflated(part, of), of) for part, of in parts])
    number, spread = int(observed.sum()), float(np.sqrt((hit * (1.0 - hit)).sum()))
    return Excess(len(hit), number, float(hit.sum()), spread, max(tail(hit, number), tail(other, number)))


def _any(chances: list[Floats]) -> Floats:
    """The chance that one of several independent events comes, for each station."""
    none = np.ones(len(chances[0]))
    for one in chances:
        none *= 1.0 - one
    return np.asarray(1.0 - none, np.float64)


def usable(some: Stations) -> Flags:
    """The stations that the test looks at: large enough, and with neither none nor all, as Kobak et al. choose them."""
    sound = (some.votes > 0) & (some.votes < MOST * some.valid) & (some.valid <= LARGEST)
    if some.registered is None:
        return np.asarray(sound & (some.valid >= SMALLEST))
    return np.asarray(
        sound
        & (some.registered >= SMALLEST)
        & (some.registered <= LARGEST)
        & (some.cast > 0)
        & (some.cast < MOST * some.registered)
    )


def percentages(some: Stations) -> list[tuple[str, Floats, Floats]]:
    """What is a percentage of what, on the usable stations: (name, part, whole)."""
    used = usable(some)
    found = [("share", some.votes[used], some.valid[used])]
    if some.registered is not None:
        found.append(("turnout", some.cast[used], some.registered[used]))
    return found


def outcome(some: Stations, whose: str) -> Outcome:
    """Turnout and the leader's share where the table has both, else the share alone."""
    parts = percentages(some)
    count = len(parts[0][1])
    size = "valid votes" if some.registered is None else "registered voters"
    if count < FEWEST:
        stations = f"{wording.plural(count, 'station', ' ')} {'has' if count == 1 else 'have'}"
        few = (
            f"Only {stations} {SMALLEST} {size} or more, with neither none nor nearly all of them counted "
            f"or won by {whose}: too few to look for whole percentages."
        )
        return Outcome("tallies-integer", few)
    found = union([(part, of) for _, part, of in parts])
    of_what = f"share of {whose}" if some.registered is None else f"turnout or share of {whose}"
    words = (
        f"{found.observed:,} of {found.stations:,} stations of {SMALLEST} {size} or more have a whole percentage as "
        f"{of_what}, where binomial chance makes {found.expected:,.1f} ± {found.deviation:,.1f}: {found.excess:+,.1f}, "
        f"z = {found.z:.2f}."
    )
    if some.registered is None:
        words += " Registered voters are not stated, so turnout was not looked at."
    return Outcome(
        "tallies-integer",
        words,
        null=f"votes of a station are binomial at its own rate; within {wording.number(NEAR, 0.01)} is whole",
        p=found.p,
        odd="So many are not explained by chance at each station's own rates; why is not said.",
        fine=f"That is not enough to call it more than chance. Had {found.least:,} stations been made whole, the test "
        f"would have found it nine times in ten; fewer may have gone unseen.",
    )
