"""What a table of tally sheets holds in all, and what can be said of parts of it. No statistics, only sums.

Lower bounds on what two sets of sheets have in common rest on one fact: of n sheets in all, a set of a and a set of b
share at least a + b − n, and those hold at least the smallest votes of so many sheets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyzer.bounds import Floats
from analyzer.model import OTHERS, Contest
from analyzer.tallies.quality import voted

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over a table: sheets, votes by candidate, valid votes."""

    sheets: int
    votes: dict[str, float]
    valid: float

    def share(self, candidate: str) -> float:
        """Percent of the valid votes; NaN where there are none."""
        return 100.0 * self.votes[candidate] / self.valid if self.valid else np.nan

    def ranked(self) -> list[str]:
        """The candidates by their votes, those with most first."""
        return sorted((c for c in self.votes if c != OTHERS), key=lambda c: -self.votes[c])

    def leaders(self) -> tuple[str, str]:
        """The two candidates with most votes; "" for the second where there is none."""
        first, second, *_ = (*self.ranked(), "")
        return first, second


def totals(table: pd.DataFrame, contest: Contest) -> Totals:
    """The sums of a table that `load` made; cells left out count as nothing."""
    votes = {name: float(table[name].sum()) for name in voted(table, contest)}
    valid = float(np.nansum(valid_of(table, contest)))
    return Totals(len(table), votes, valid)


def valid_of(table: pd.DataFrame, contest: Contest) -> Floats:
    """Valid votes of each sheet: as stated there, else the sum of all that have votes."""
    added = np.asarray(table[voted(table, contest)].sum(axis=1, min_count=1).to_numpy(np.float64))
    if "valid" not in table:
        return np.asarray(np.nan_to_num(added), np.float64)
    stated = table["valid"].to_numpy(np.float64)
    return np.asarray(np.where(np.isnan(stated), added, stated), np.float64)


def in_common(sheets: int, others: int, whole: int) -> int:
    """The least number of sheets that two sets of `sheets` and `others` out of `whole` have in common."""
    return max(0, min(sheets, sheets + others - whole))


def least_votes(votes: Floats, sheets: int) -> float:
    """The votes that any `sheets` of these tally sheets hold at least: those of the sheets with fewest."""
    if sheets <= 0:
        return 0.0
    if sheets >= len(votes):
        return float(votes.sum())
    return float(np.partition(votes, sheets - 1)[:sheets].sum())


def extreme_part(votes: Floats, valid: Floats, sheets: int, sign: float) -> tuple[float, float]:
    """(votes, valid votes) of the `sheets` sheets that together give the least share (sign 1) or the greatest (−1).

    A ratio of sums is extreme at the sheets that are extreme in votes − share · valid (Dinkelbach 1967,
    doi:10.1287/mnsc.13.7.492); a few rounds reach it exactly.
    """
    count = min(max(sheets, 1), len(votes))
    part, whole = float(votes.sum()), float(valid.sum())
    for _ in range(50):
        share = part / max(whole, 1.0)
        chosen = np.argpartition(sign * (votes - share * valid), count - 1)[:count]
        part, whole = float(votes[chosen].sum()), float(valid[chosen].sum())
        if part / max(whole, 1.0) == share:
            break
    return part, whole


def share_range(votes: Floats, valid: Floats, sheets: int) -> tuple[float, float]:
    """The least and greatest share, in percent, that any `sheets` of these tally sheets can give."""
    ends = (extreme_part(votes, valid, sheets, sign) for sign in (1.0, -1.0))
    low, high = (100.0 * part / max(whole, 1.0) for part, whole in ends)
    return low, high
