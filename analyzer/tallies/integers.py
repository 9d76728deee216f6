"""tallies-integer: are there more stations with a whole percentage than chance makes? By exact binomial sums.

Kobak, D., Shpilkin, S., & Pshenichnikov, M. S. (2016). Integer percentages as electoral falsification fingerprints.
Annals of Applied Statistics 10(1), 54-73. doi:10.1214/16-AOAS904. They draw each station's counts anew, a thousand
times; the same expectation is a sum of binomial probabilities, which is what stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
from scipy.special import gammaln

from analyzer import wording
from analyzer.bounds import Flags, Floats
from analyzer.model import Finding, Verdict
from analyzer.tallies.evidence import Evidence
from analyzer.tallies.quality import most
from analyzer.tallies.totals import valid_of

#: A percentage is whole if it is within this of a whole number: the figure printed with one decimal ends in .0.
NEAR = 0.05
#: Stations smaller than this have whole percentages by necessity; fewer stations than this show nothing.
SMALLEST, FEWEST = 100, 100
#: Near 100 percent all percentages crowd at whole ones: stations from here on are left out.
MOST = 0.99
_SIGMAS = 9.0  # beyond so many standard deviations a binomial count does not come
_LIMIT = 3.0  # standard deviations of an excess that chance hardly makes


@dataclass(frozen=True, slots=True)
class Excess:
    """Stations with a whole percentage: observed, expected under the null, and the standard deviation of the number."""

    stations: int
    observed: int
    expected: float
    deviation: float

    @property
    def excess(self) -> float:
        """Observed less expected."""
        return self.observed - self.expected

    @property
    def z(self) -> float:
        """The excess in standard deviations; 0 where nothing varies."""
        return self.excess / self.deviation if self.deviation else 0.0

    @property
    def least(self) -> float:
        """The smallest excess, in stations, that the test would have told from chance on these very stations."""
        return _LIMIT * self.deviation


def is_whole(part: Floats, of: Floats) -> Flags:
    """Whether each part is a whole percentage of its whole, to within NEAR."""
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = 100.0 * part / of
        return np.asarray(np.abs(percent - np.rint(percent)) <= NEAR + 1e-12)


def chance(part: Floats, of: Floats) -> Floats:
    """The probability that a binomial count with the observed rate is a whole percentage, for each station. Exact.

    Sums the binomial probabilities of every count within _SIGMAS standard deviations that is a whole percentage.
    """
    n = np.asarray(of, np.float64)
    p = np.asarray(part, np.float64) / n
    sure = (p <= 0.0) | (p >= 1.0)
    found = np.where(sure, is_whole(part, n), 0.0).astype(np.float64)
    reach = np.where(sure, 0.0, np.ceil(_SIGMAS * 100.0 * np.sqrt(np.maximum(p * (1.0 - p), 0.0) / n)) + 2.0)
    logs = gammaln(np.arange(int(n.max(initial=0)) + 2) + 1.0)
    middle = np.rint(100.0 * p)
    order = np.argsort(-reach, kind="stable")
    for step in range(int(reach.max(initial=0.0)) + 1):
        rows = order[: np.searchsorted(-reach[order], -step, side="right")]
        rows = rows[~sure[rows]]
        for percent in {step, -step}:
            found[rows] += _at(middle[rows] + percent, n[rows], p[rows], logs)
    return np.minimum(found, 1.0)


def _at(percent: Floats, n: Floats, p: Floats, logs: Floats) -> Floats:
    """The probability of the counts that are that whole percentage of n."""
    low = np.ceil(np.maximum((percent - NEAR) * n / 100.0 - 1e-9, 0.0))
    high = np.floor(np.minimum((percent + NEAR) * n / 100.0 + 1e-9, n))
    total = np.zeros(len(n))
    for k in range(int((high - low).max(initial=-1.0)) + 1):
        count = low + k
        there = count <= high
        c, m = count[there].astype(np.int64), n[there].astype(np.int64)
        q = p[there]
        total[there] += np.exp(logs[m] - logs[c] - logs[m - c] + c * np.log(q) + (m - c) * np.log1p(-q))
    return total


def union(parts: list[tuple[Floats, Floats]]) -> Excess:
    """Stations where any of several percentages is whole; those of one station are independent under the null."""
    observed = np.zeros(len(parts[0][0]), np.bool_)
    none = np.ones(len(parts[0][0]))
    for part, of in parts:
        observed |= is_whole(part, of)
        none *= 1.0 - chance(part, of)
    hit = 1.0 - none
    return Excess(len(hit), int(observed.sum()), float(hit.sum()), float(np.sqrt((hit * none).sum())))


def findings(given: Evidence, source: str) -> list[Finding]:
    """One finding: turnout and the leader's share where the table has both, else the share alone."""
    leader, _ = given.sums.leaders()
    table = given.table
    valid = np.nan_to_num(valid_of(table, given.contest))
    votes = np.nan_to_num(table[leader].to_numpy(np.float64))
    cast = np.nan_to_num(most(table, ("ballots",), valid + _nulls(given)))
    sound = (valid >= SMALLEST) & (votes > 0) & (votes < MOST * valid)
    parts = [(votes, valid)]
    of_what = f"share of {given.name(leader)}"
    if "registered" in table:
        registered = np.nan_to_num(table["registered"].to_numpy(np.float64))
        sound &= (registered >= SMALLEST) & (cast < MOST * registered) & (cast > 0)
        parts.append((cast, registered))
        of_what = f"turnout or {of_what}"
    if int(sound.sum()) < FEWEST:
        words = (
            f"Only {int(sound.sum()):,} stations have {SMALLEST} votes or more: too few to look for whole percentages."
        )
        return [_finding(source, leader, Verdict.UNDETERMINED, words)]
    found = union([(part[sound], of[sound]) for part, of in parts])
    chance_of = erfc(abs(found.z) / sqrt(2.0)) / 2.0
    words = (
        f"{found.observed:,} of {found.stations:,} stations have a whole percentage as {of_what}, where "
        f"binomial chance makes {found.expected:,.1f} ± {found.deviation:,.1f}: {found.excess:+,.1f}, "
        f"z = {found.z:.2f}. "
    )
    if found.z > _LIMIT:
        words += (
            f"So many are not explained by chance at each station's own rates (p = {chance_of:.1g}); why is not said."
        )
    else:
        words += (
            f"That is compatible with chance. An excess of {found.least:,.0f} stations would have been told from it; "
            f"fewer could not have been detected."
        )
    verdict = Verdict.STRAINED if found.z > _LIMIT else Verdict.CONSISTENT
    return [_finding(source, leader, verdict, words)]


def _nulls(given: Evidence) -> Floats:
    return np.asarray(given.table["null"].to_numpy(np.float64)) if "null" in given.table else np.zeros(len(given.table))


def _finding(source: str, leader: str, verdict: Verdict, words: str) -> Finding:
    null = f"votes of a station are binomial at its own rate; percentages within {wording.number(NEAR, 0.01)} of whole"
    return Finding("tallies-integer", verdict, (source,), (), leader, assumption=null, message=words)
