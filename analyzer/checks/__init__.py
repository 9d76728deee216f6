"""The checks: each asks one question of a ledger and answers with findings.

A check is a file of this folder with a record `CHECK`, named once in the tuple below.
"""

from __future__ import annotations

from analyzer.bounds import assumed_part
from analyzer.checks import (
    alone,
    bulletins,
    compatibility,
    conflict,
    coverage,
    granularity,
    implied_total,
    margin,
    share_sum,
    share_votes,
    too_round,
    turnout,
    vote_sum,
)
from analyzer.checks.base import Check
from analyzer.ledger import Ledger
from analyzer.model import UNCOUNTED, Finding

CHECKS: tuple[Check, ...] = (
    share_sum.CHECK,
    vote_sum.CHECK,
    share_votes.CHECK,
    granularity.CHECK,
    implied_total.CHECK,
    margin.CHECK,
    turnout.CHECK,
    coverage.CHECK,
    bulletins.CHECK,
    compatibility.CHECK,
    conflict.CHECK,
    too_round.CHECK,
)


def run(ledger: Ledger, uncounted: float = UNCOUNTED) -> list[Finding]:
    """The findings of every check, in the order of the checks; last, the figures that no other finding names.

    `uncounted` is e: votes per uncounted tally sheet lie within 1 ± e times the counted mean. ValueError where it is
    negative or no number.
    """
    part = assumed_part(uncounted)
    found = [finding for check in CHECKS for finding in check.run(ledger, part)]
    return found + alone.findings(ledger, found)


__all__ = ["CHECKS", "Check", "run"]
