"""Shares of the two leading candidates' votes: how many of these the uncounted sheets may hold.

Such a share changes with the votes for the two alone, while an uncounted sheet has room for all votes. Where others
have votes, too, the sheets not counted may hold more votes for the two, to one that is counted, than they hold votes.
"""

from __future__ import annotations

import numpy as np

from analyzer.bounds import Floats
from analyzer.checks import leaders
from analyzer.checks import uncounted as rest
from analyzer.checks.base import Figures
from analyzer.counts import Fact
from analyzer.ledger import Interval, Ledger
from analyzer.model import NULL

_LIMITS = ("ballots", "registered")


def room(ledger: Ledger, given: Figures) -> Floats:
    """All votes of each count for one vote of the two leading, at most: infinite where nothing limits them.

    1 where shares are not of these two, or the list has no others.
    """
    least, most = leaders.totals(ledger, given).low, leaders.most_votes(ledger, given)
    with np.errstate(divide="ignore", invalid="ignore"):
        known = (least >= 1.0) & ~np.isnan(most)
        found = np.where(known, np.maximum(most / least, 1.0), np.inf)
    return np.where(given.says_two, found, 1.0)


def as_covered(coverage: Interval, room: Floats) -> Interval:
    """What part of the two's votes a count covers where all votes on uncounted sheets may be theirs; percent.

    No part for certain, where some sheet is uncounted and nothing limits the votes on it.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        low = 100.0 / (1.0 + room * rest.odds(coverage.low))
    return Interval(np.where((coverage.low == 100.0) | (room == 1.0), coverage.low, low), coverage.high)


def facts(ledger: Ledger, row: int) -> tuple[Fact, ...]:
    """The figures of a count that tell, or limit, what part of all votes the two leading have."""
    subjects = [subject for subject in ledger.subjects if subject != NULL]
    told = (fact for measure in ("share", "votes") for s in subjects for fact in ledger.facts(row, measure, s))
    return (*told, *(fact for measure in _LIMITS for fact in ledger.facts(row, measure)))
