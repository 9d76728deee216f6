"""What each sheet can hold where its row leaves cells empty: what stands there, and at most what valid votes leave.

A cell left out is not a count of none. Arrays of float64, one place a sheet, in votes; a most of infinity is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyzer.bounds import Flags, Floats
from analyzer.model import Contest
from analyzer.tallies.aside import valid_known
from analyzer.tallies.quality import voted

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that each sheet can hold of something."""

    low: Floats
    high: Floats

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high)

    def __getitem__(self, which: Flags) -> Range:
        return Range(self.low[which], self.high[which])

    @property
    def known(self) -> Flags:
        """Which sheets have a most."""
        return np.asarray(np.isfinite(self.high))

    @property
    def gaps(self) -> Flags:
        """Which sheets leave open how much it is."""
        return np.asarray(self.low < self.high)

    @property
    def sums(self) -> tuple[float, float]:
        """What all sheets together hold at least and at most."""
        return float(self.low.sum()), float(self.high.sum())


def exact(counts: Floats) -> Range:
    """Counts that are there; a cell left out may be anything."""
    gaps = np.isnan(counts)
    low = np.where(gaps, 0.0, counts) if gaps.any() else counts
    return Range(low, np.where(gaps, np.inf, counts) if gaps.any() else counts)


def fewest(whole: Range, votes: Range) -> Floats:
    """The whole that each sheet can have at least where it has the most votes that are part of it."""
    open_to = whole.gaps | votes.gaps
    return np.where(open_to, np.maximum(whole.low, votes.high), whole.low) if open_to.any() else whole.low


def votes_range(table: pd.DataFrame, contest: Contest, candidate: str) -> Range:
    """A candidate's votes: where a sheet leaves them out, up to what its valid votes leave."""
    found = exact(table[candidate].to_numpy(np.float64))
    if found.known.all() or "valid" not in table:
        return found
    stated = table["valid"].to_numpy(np.float64)
    rest = np.maximum(stated - table[voted(table, contest)].sum(axis=1).to_numpy(np.float64), 0.0)
    return Range(found.low, np.where(found.known | np.isnan(rest), found.high, rest))


def valid_range(table: pd.DataFrame, contest: Contest) -> Range:
    """Valid votes: as stated, else the sum of all that have votes, which is one only where no cell is left out."""
    added = exact(table[voted(table, contest)].to_numpy(np.float64).T)
    whole = Range(added.low.sum(axis=0), added.high.sum(axis=0))
    if not valid_known(table, contest):
        return Range(whole.low, np.full(len(table), np.inf))
    if "valid" not in table:
        return whole
    stated = table["valid"].to_numpy(np.float64)
    told = ~np.isnan(stated)
    return Range(np.where(told, stated, whole.low), np.where(told, stated, whole.high))
