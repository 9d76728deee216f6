"""tallies-digits: last and second digits of the votes of a station, with what these tests can and cannot say.

Last digits: Beber, B., & Scacco, A. (2012). What the numbers say. Political Analysis 20(2), 211-234.
doi:10.1093/pan/mps003. Second digits: Mebane, W. R. (2006), and Deckert, J., Myagkov, M., & Ordeshook, P. C. (2011).
Benford's law and the detection of election fraud. Political Analysis 19(3), 245-268. doi:10.1093/pan/mpr014, who show
that honest counts fail it.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, ndtr, ndtri
from scipy.stats import chi2, ncx2

from analyzer import wording
from analyzer.bounds import Flags, Floats
from analyzer.tallies.forensic.outcome import LEVEL, POWER, Outcome
from analyzer.tallies.stations import Stations

Digits: TypeAlias = npt.NDArray[np.signedinteger]

_LAST = 100  # a count must have three digits for its last one to be even, whatever the size of stations
_SECOND = 10  # and two to have a second one
_FEWEST = 500
_FREEDOM = 9
_POINTS = 400  # of a normal curve, each standing for an equal part of probability
#: Honest stations may fail a test so many times as often as its level says before it is refused.
_TOO_OFTEN = 2.0
#: Probabilities of the last digits 0 to 9 of large counts, and of the second digits under Benford's law.
EVEN = np.full(10, 0.1)
BENFORD = np.array([sum(np.log10(1.0 + 1.0 / (10 * first + d)) for first in range(1, 10)) for d in range(10)])


def last_digits(votes: Floats) -> tuple[int, float, float]:
    """(counts used, chi-square, p) of the last digits of counts of 100 or more, against all ten being as likely."""
    return _chi_square(votes[votes >= _LAST].astype(np.int64) % 10, EVEN)


def second_digits(votes: Floats) -> tuple[int, float, float]:
    """(counts used, chi-square, p) of the second digits of counts of 10 or more, against Benford's law."""
    used = votes[votes >= _SECOND].astype(np.int64)
    scale = 10 ** (np.floor(np.log10(np.maximum(used, 1))).astype(np.int64) - 1)
    return _chi_square((used // scale) % 10, BENFORD)


def honest_last(votes: Floats, of: Floats, least: int = _LAST) -> Floats:
    """How often each last digit comes, shape (10,), among counts of `least` or more, if honest counts are binomial.

    Each station's votes are drawn at its own rate. Exact: the probability of a remainder is the finite Fourier sum of
    the binomial's characteristic function, less that of the counts below `least`. Those matter: where most counts lie
    just above it, their number falls with each digit. Stations with less than half of `least` cannot reach it.
    """
    near = votes >= least / 2.0
    k, n = votes[near], of[near]
    rate = k / n
    turns = np.exp(2j * np.pi * np.arange(10) / 10.0)
    waves = np.array([np.sum((1.0 + rate * (turn - 1.0)) ** n) for turn in turns])
    found = np.asarray(np.fft.fft(waves).real / 10.0, np.float64)
    low = (k < least + 9.0 * np.sqrt(k)) & (rate < 1.0)
    n, rate = n[low], rate[low]
    whole = gammaln(n + 1.0)
    for count in range(least):
        chance = whole - gammaln(count + 1.0) - gammaln(n - count + 1.0)
        found[count % 10] -= np.exp(chance + count * np.log(rate) + (n - count) * np.log1p(-rate))[n >= count].sum()
    return np.asarray(found / found.sum(), np.float64)


def honest_second(votes: Floats, of: Floats) -> Floats:
    """How often each second digit comes, shape (10,), among counts of 10 or more that are binomial at their own rates.

    By the normal curve with a half-unit correction, which these counts are large enough for.
    """
    middle, spread = votes, np.sqrt(np.maximum(votes * (1.0 - votes / of), 1e-9))
    top = int(votes.max(initial=1.0) + 10.0 * spread.max(initial=0.0))
    found, scale = np.zeros(10), 1
    while 10 * scale <= top:
        edges = [float(ndtr((lead * scale - 0.5 - middle) / spread).sum()) for lead in range(10, 101)]
        found += np.diff(edges).reshape(9, 10).sum(axis=0)
        scale *= 10
    return np.asarray(found / found.sum(), np.float64)


def clustered(votes: Floats, of: Floats) -> float:
    """How uneven the last digits of honest counts can be because each station's lie close together, at most.

    The root of the sum of squares of the Fourier coefficients of their distribution, at the moduli of the binomials'
    own: `honest_last` draws counts anew around those observed, which scatters them twice, and evens them out. If the
    counts of all stations cluster at one last digit, this is how far they do; where they cluster at all ten, less.
    """
    rate = votes / of
    turns = 1.0 - np.cos(2.0 * np.pi * np.arange(1, 10) / 10.0)
    spread = 2.0 * rate * (1.0 - rate)
    moduli = [float(np.mean(np.maximum(1.0 - spread * turn, 0.0) ** (of / 2.0))) for turn in turns]
    return float(np.sqrt(np.square(moduli).sum()))


def unevenness(votes: Floats, of: Floats, count: int) -> float:
    """By how much the mean chi-square of the last digits of `count` honest counts may exceed that of even ones."""
    drawn = noncentrality(honest_last(votes, of), EVEN, 1)
    used = votes >= _LAST
    return float(count * (max(drawn, 0.0) ** 0.5 + clustered(votes[used], of[used])) ** 2)


def noncentrality(honest: Floats, expected: Floats, count: int) -> float:
    """By how much the mean chi-square of honest counts exceeds the one that the test takes for granted."""
    return float(count * ((honest - expected) ** 2 / expected).sum())


def beyond(statistic: float, excess: float) -> float:
    """The probability of such a chi-square or a greater one; `excess` is what its mean has beyond that of even."""
    return float(ncx2.sf(statistic, _FREEDOM, excess) if excess > 0.0 else chi2.sf(statistic, _FREEDOM))


def smallest_effect(counts: int, level: float = LEVEL, power: float = POWER, excess: float = 0.0) -> float:
    """The least excess of one digit, as a part of all counts, that the chi-square test would find with that power.

    `excess` is what honest counts may add to the mean chi-square.
    """
    if not counts:
        return np.inf
    critical = ncx2.isf(level, _FREEDOM, excess) if excess > 0.0 else chi2.isf(level, _FREEDOM)
    low, high = 0.0, 0.9
    for _ in range(60):
        middle = (low + high) / 2.0
        low, high = (middle, high) if _power(counts, middle, float(critical)) < power else (low, middle)
    return high


def _power(counts: int, excess: float, critical: float) -> float:
    """How often the chi-square of so many counts passes `critical` where one digit comes `excess` more often.

    A noncentral chi-square would promise too much (84 % of the time for 90 with 500 counts): the number of the digit
    itself varies more the more often it comes. So that one direction, of mean and variance as the multinomial has them,
    is averaged over its normal curve; the eight others vary less and are a chi-square.
    """
    chances = np.append(0.1 + excess, np.full(_FREEDOM, 0.1 - excess / _FREEDOM))
    along = np.append(1.0, np.full(_FREEDOM, -1.0 / _FREEDOM)) / (1.0 + 1.0 / _FREEDOM) ** 0.5
    spread = float(((along**2 @ chances) - (along @ chances) ** 2) / 0.1) ** 0.5
    middle = excess * (counts * (10.0 + 10.0 / 9.0)) ** 0.5
    first = middle + spread * ndtri((np.arange(_POINTS) + 0.5) / _POINTS)
    return float(chi2.sf((critical - first**2) / (chances[1] / 0.1), _FREEDOM - 1).mean())


def _chi_square(digits: Digits, expected: Floats) -> tuple[int, float, float]:
    count = len(digits)
    if not count:
        return 0, 0.0, 1.0
    seen = np.bincount(digits, minlength=10)
    statistic = float(((seen - count * expected) ** 2 / (count * expected)).sum())
    return count, statistic, float(chi2.sf(statistic, _FREEDOM))


def _stations_with(used: Flags) -> str:
    number = int(used.sum())
    return f"{wording.plural(number, 'station', ' ')} {'has' if number == 1 else 'have'}"


def last(some: Stations, whose: str) -> Outcome:
    """Last digits: refused for few stations, and where honest counts of such stations have uneven ones themselves."""
    used = _used(some, _LAST)
    every = _used(some, 1)
    if int(used.sum()) < _FEWEST:
        few = (
            f"Last digits: only {_stations_with(used)} {_LAST} votes or more for {whose}; last digits of "
            f"smaller counts are uneven by themselves, so the test is not made."
        )
        return Outcome("tallies-digits", few)
    count, statistic, _ = last_digits(some.votes[used])
    excess = unevenness(some.votes[every], some.valid[every], count)
    alarms = beyond(float(chi2.isf(LEVEL, _FREEDOM)), excess)
    if alarms > _TOO_OFTEN * LEVEL:
        uneven = (
            f"Last digits: honest counts of these {count:,} stations, at each one's own rate, can have uneven last "
            f"digits themselves and fail up to {alarms:.2g} of the time instead of {LEVEL:g}, so the test is not made."
        )
        return Outcome("tallies-digits", uneven)
    least = smallest_effect(count, excess=excess)
    return Outcome(
        "tallies-digits",
        f"Last digits of {count:,} stations' votes for {whose}, where each digit is as likely as any other: chi-square "
        f"{statistic:.1f} on {_FREEDOM} degrees of freedom.",
        null="last digits of counts of three digits or more are no less even than honest counts of these stations "
        "can have them",
        p=beyond(statistic, excess),
        odd="They are not explained by it; why is not said.",
        fine=f"They are not enough to call them uneven. One digit at {100.0 * (0.1 + least):.1f} % in place of 10 % "
        f"would have been found nine times in ten; less may have gone unseen.",
    )


def second(some: Stations, whose: str) -> Outcome:
    """Second digits: described, never judged, with what honest counts of these very stations would show."""
    used = _used(some, _SECOND)
    if int(used.sum()) < _FEWEST:
        few = f"Second digits: only {_stations_with(used)} {_SECOND} votes or more for {whose}: too few."
        return Outcome("tallies-digits", few)
    count, statistic, _ = second_digits(some.votes[used])
    honest = _FREEDOM + noncentrality(honest_second(some.votes[used], some.valid[used]), BENFORD, count)
    return Outcome(
        "tallies-digits",
        f"Second digits of {count:,} stations' votes for {whose} against Benford's law: chi-square {statistic:,.1f}, "
        f"where honest counts at each station's own rate would make about {honest:,.0f} and the law itself "
        f"{_FREEDOM}. Nothing follows: counts of stations of much the same size do not obey that law.",
    )


def _used(some: Stations, least: int) -> Flags:
    return np.asarray((some.votes >= least) & (some.votes <= some.valid))
