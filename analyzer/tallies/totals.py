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
from analyzer.tallies.aside import valid_known
from analyzer.tallies.quality import voted

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over a table: sheets, votes by candidate, valid votes, NaN where these are not known."""

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
    valid = float(np.nansum(valid_of(table, contest))) if valid_known(table, contest) else np.nan
    return Totals(len(table), votes, valid)


def valid_of(table: pd.DataFrame, contest: Contest) -> Floats:
    """Valid votes of each sheet: as stated there, else the sum of all that have votes, NaN where that is not all."""
    if not valid_known(table, contest):
        return np.full(len(table), np.nan)
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


def most_votes(votes: Floats, sheets: int, needed: int, each: float) -> float:
    """The votes that `sheets` sheets hold at most, if all but `needed` or more of these hold `each`."""
    part = _best(votes, sheets, needed)
    return float((part + (sheets - needed - np.arange(len(part))) * each).max())


def each_needed(votes: Floats, sheets: int, needed: int, total: float) -> float:
    """The least votes on each other sheet with which `sheets` sheets, `needed` or more of them these, hold `total`.

    0 where these alone can; infinity where no other sheet is left.
    """
    part = _best(votes, sheets, needed)
    others = sheets - needed - np.arange(len(part))
    short = np.maximum(total - part, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.where(short > 0.0, short / others, 0.0).min())


def _best(votes: Floats, sheets: int, needed: int) -> Floats:
    """The votes of the `needed` best of these sheets, of one more, and so on to `sheets` or all."""
    most = max(min(sheets, len(votes)), needed)
    return np.concatenate([[0.0], np.cumsum(np.sort(votes)[::-1][:most])])[needed:]


def extreme(votes: Floats, whole: Floats, sheets: int, share: float, sign: float) -> tuple[float, float, float]:
    """The least (sign 1) or greatest (−1) of votes − share · whole over any `sheets` sheets; and their votes and whole.

    With it a ratio of sums is compared without a ratio: some sheets pass `share` if their greatest is above zero.
    """
    if sheets <= 0:
        return 0.0, 0.0, 0.0
    gains = votes - share * whole
    chosen = np.argpartition(sign * gains, sheets - 1)[:sheets] if sheets < len(votes) else slice(None)
    return float(gains[chosen].sum()), float(votes[chosen].sum()), float(whole[chosen].sum())


def extreme_share(votes: Floats, whole: Floats, sheets: int, sign: float, more: float = 0.0) -> float:
    """The least (sign 1) or greatest (−1) share, in percent, of any `sheets` sheets and of up to `more` other votes.

    The others' are for somebody else, or all for the one. Exact: a ratio of sums is extreme at the sheets that are
    extreme in votes − share · whole, which a few rounds find (Dinkelbach 1967, doi:10.1287/mnsc.13.7.492). Those with
    the extreme share of their own are other sheets, once other votes are added. NaN where nobody can have a vote.
    """
    own = more if sign < 0.0 else 0.0
    total = float(whole.sum()) + more
    if not total or (sheets <= 0 and not more):
        return np.nan
    share = (float(votes.sum()) + own) / total  # of all: never beyond that of the extreme part
    for _ in range(100):
        gain, part, of = extreme(votes, whole, sheets, share, sign)
        if sign * (gain + own - share * more) >= -1e-12 * total or not of + more:
            break
        share = (part + own) / (of + more)
    return 100.0 * min(share, 1.0)


def share_range(votes: Floats, whole: Floats, sheets: int, more: float = 0.0) -> tuple[float, float]:
    """The least and greatest share, in percent, of any `sheets` of these sheets with up to `more` votes on others."""
    return extreme_share(votes, whole, sheets, 1.0, more), extreme_share(votes, whole, sheets, -1.0, more)
