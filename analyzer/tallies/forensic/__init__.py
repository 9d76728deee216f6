"""Tests of the stations themselves: one file a test, each with its null, its power and when it is not made.

Two of them (whole percentages, last digits) are judged, together by Holm's rule; the others describe.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from analyzer import wording
from analyzer.bounds import Floats
from analyzer.model import Finding, Verdict
from analyzer.tallies.aside import valid_known
from analyzer.tallies.forensic import digits, fingerprint, integers, shape, shpilkin
from analyzer.tallies.forensic.outcome import ALPHA, Outcome
from analyzer.tallies.stations import Stations, stations
from analyzer.tallies.told import Evidence

TESTS: tuple[Callable[[Stations, str], Outcome | None], ...] = (
    integers.outcome,
    digits.last,
    digits.second,
    shape.outcome,
    shpilkin.outcome,
    fingerprint.outcome,
)


def findings(given: Evidence, source: str) -> list[Finding]:
    """All tests of the leading candidate's votes, in the order of TESTS."""
    leader, _ = given.sums.leaders()
    if not valid_known(given.table, given.contest):
        return []  # every test looks at the valid votes
    return judge(outcomes(stations(given), given.name(leader)), source, leader)


def outcomes(some: Stations, whose: str) -> list[Outcome]:
    """What each test says; nothing of those that need what the tables do not state."""
    made = (test(some, whose) for test in TESTS)
    return [outcome for outcome in made if outcome is not None]


def judge(several: Sequence[Outcome], source: str, leader: str) -> list[Finding]:
    """The verdicts on several outcomes: `strained` where Holm's adjusted probability is ALPHA or less."""
    made = [outcome for outcome in several if outcome.judged]
    adjusted = iter(holm(np.array([outcome.p for outcome in made])))
    return [_finding(one, next(adjusted) if one.judged else 1.0, len(made), source, leader) for one in several]


def holm(p: Floats) -> Floats:
    """Probabilities adjusted for being the smallest of several, shape (n,): the family's error stays at its level.

    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics 6(2),
    65-70.
    """
    order = np.argsort(p, kind="stable")
    steps = np.maximum.accumulate(np.sort(p) * np.arange(len(p), 0, -1))
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(steps, 1.0)
    return adjusted


def _finding(outcome: Outcome, adjusted: float, made: int, source: str, leader: str) -> Finding:
    verdict, words = Verdict.UNDETERMINED, outcome.words
    if outcome.judged:
        odd = adjusted <= ALPHA
        verdict = Verdict.STRAINED if odd else Verdict.CONSISTENT
        among = "the only test" if made == 1 else f"one of {wording.plural(made, 'test')}"
        words += (
            f" {outcome.odd if odd else outcome.fine} It is {among} that could be judged on these tables: p = "
            f"{outcome.p:.2g}, {adjusted:.2g} by Holm's rule, against {ALPHA:g} for all together; at most "
            f"one table of honest counts in {1.0 / ALPHA:,.0f} shows something by chance."
        )
    return Finding(outcome.check, verdict, (source,), (), leader, assumption=outcome.null, message=words)
