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
from scipy.stats import chi2, ncx2

from analyzer.bounds import Floats
from analyzer.model import Finding, Verdict
from analyzer.tallies.evidence import Evidence

Digits: TypeAlias = npt.NDArray[np.signedinteger]

_LAST = 100  # a count must have three digits for its last one to be even, whatever the size of stations
_FEWEST = 500
_ALPHA = 0.001
#: Probabilities of the second digits 0 to 9 under Benford's law.
BENFORD = np.array([sum(np.log10(1.0 + 1.0 / (10 * first + d)) for first in range(1, 10)) for d in range(10)])


def last_digits(votes: Floats) -> tuple[int, float, float]:
    """(counts used, chi-square, p) of the last digits of counts of 100 or more, against all ten being as likely."""
    used = votes[votes >= _LAST].astype(np.int64) % 10
    return _chi_square(used, np.full(10, 0.1))


def second_digits(votes: Floats) -> tuple[int, float, float]:
    """(counts used, chi-square, p) of the second digits of counts of 10 or more, against Benford's law."""
    used = votes[votes >= 10].astype(np.int64)
    scale = 10 ** (np.floor(np.log10(np.maximum(used, 1))).astype(np.int64) - 1)
    return _chi_square((used // scale) % 10, BENFORD)


def smallest_effect(counts: int, power: float = 0.9) -> float:
    """The least excess of one digit, as a part of all counts, that the chi-square test would find with that power."""
    critical = chi2.isf(_ALPHA, 9)
    low, high = 0.0, 1e6
    for _ in range(80):
        middle = (low + high) / 2.0
        low, high = (middle, high) if ncx2.sf(critical, 9, middle) < power else (low, middle)
    # Of n counts a part d more on one digit and d/9 less on each other makes n·d²·(10 + 10/9) of noncentrality.
    return float(np.sqrt(high / (counts * (10.0 + 10.0 / 9.0)))) if counts else np.inf


def _chi_square(digits: Digits, expected: Floats) -> tuple[int, float, float]:
    count = len(digits)
    if not count:
        return 0, 0.0, 1.0
    seen = np.bincount(digits, minlength=10)
    statistic = float(((seen - count * expected) ** 2 / (count * expected)).sum())
    return count, statistic, float(chi2.sf(statistic, 9))


def findings(given: Evidence, source: str) -> list[Finding]:
    """Last digits and second digits of the leader's votes; two tests at once, each at one in two thousand."""
    leader, _ = given.sums.leaders()
    votes = np.nan_to_num(given.table[leader].to_numpy(np.float64))
    whose = given.name(leader)
    count, statistic, p = last_digits(votes)
    if count < _FEWEST:
        words = (
            f"Last digits: only {count:,} stations have {_LAST} votes or more for {whose}; last digits of "
            f"smaller counts "
            f"are uneven by themselves, so the test is not made."
        )
        first = _finding(source, leader, Verdict.UNDETERMINED, words)
    else:
        odd = p < _ALPHA / 2.0
        end = "are not explained by it" if odd else "are compatible with it"
        words = (
            f"Last digits of {count:,} stations' votes for {whose}, where each digit is as likely as any other: "
            f"chi-square {statistic:.1f} on 9 degrees of freedom, p = {p:.2g}; they {end}. The test would have "
            f"found one "
            f"digit at {100.0 * (0.1 + smallest_effect(count)):.1f} % in place of 10 % nine times in ten. It is "
            f"one of two tests "
            f"of digits, each at {_ALPHA / 2.0:g}."
        )
        first = _finding(source, leader, Verdict.STRAINED if odd else Verdict.CONSISTENT, words)
    count, statistic, p = second_digits(votes)
    words = (
        f"Second digits of {count:,} stations' votes for {whose} against Benford's law: chi-square "
        f"{statistic:.1f}, p = "
        f"{p:.2g}. Nothing follows either way: counts of stations of one size do not obey that law, and honest "
        f"ones fail it."
    )
    return [first, _finding(source, leader, Verdict.UNDETERMINED, words)]


def _finding(source: str, leader: str, verdict: Verdict, words: str) -> Finding:
    return Finding("tallies-digits", verdict, (source,), (), leader, message=words)
