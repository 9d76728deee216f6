"""What a table tells of a figure: sums, what percentages are of, sheet by sheet, and on which sheets a claim rests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, inf, nan
from typing import TYPE_CHECKING

import numpy as np

from analyzer import wording
from analyzer.bounds import Flags, widest_reading
from analyzer.model import Basis, Claim, Contest, Hedge
from analyzer.tallies import marks
from analyzer.tallies.aside import valid_known
from analyzer.tallies.quality import Quality, quality
from analyzer.tallies.ranges import Range, exact, fewest, valid_range, votes_range
from analyzer.tallies.totals import Totals, extreme_share, least_votes, totals

if TYPE_CHECKING:
    import pandas as pd

_BITS = 1e-12  # a ratio is off by its last bits


@dataclass(frozen=True)
class Evidence:
    """A table with its sums, the contest, and how many tally sheets there are in all (None where unknown)."""

    table: pd.DataFrame
    contest: Contest
    sums: Totals
    whole: int | None

    @property
    def coverage(self) -> float:
        """Percent of all tally sheets that the table has; NaN where their number is unknown."""
        return 100.0 * self.sums.sheets / self.whole if self.whole else nan

    @cached_property
    def flaws(self) -> Quality:
        """What is wrong with each row."""
        return quality(self.table, self.contest)

    @cached_property
    def unmarked(self) -> Evidence | None:
        """The same without the sheets that are marked as annulled or the like; None where none are, or all."""
        marked = sum(marks.counted(self.table).values())
        if not 0 < marked < len(self.table):
            return None
        rest = marks.unmarked(self.table)
        return Evidence(rest, self.contest, totals(rest, self.contest), self.whole and self.whole - marked)

    @cached_property
    def doubt(self) -> str:
        """Why nothing can be held against the table, whose rows are not one a tally sheet; "" where they may be."""
        if self.flaws.flags["duplicate"].any():
            return "Stations stand in the table twice"
        if self.whole and self.sums.sheets > self.whole:
            return "The table has more rows than there are tally sheets"
        return ""

    @cached_property
    def mean(self) -> float:
        """Valid votes of a sheet, on those that tell them; infinity where none does, or none of those has any."""
        valid = valid_range(self.table, self.contest)
        return float(valid.low[valid.known].mean()) if valid.low[valid.known].any() else inf

    def votes_of(self, candidate: str) -> Range:
        """A candidate's votes, sheet by sheet."""
        return votes_range(self.table, self.contest, candidate)

    def whole_of(self, basis: Basis) -> Range | None:
        """What percentages on a basis are percentages of, sheet by sheet.

        None where the table has it not, or not for every sheet (registered voters) or sheet with votes (ballots): of
        less than the whole every percentage is too large.
        """
        if basis is Basis.REGISTERED:
            return self._stated("registered", np.True_)
        if basis is Basis.TWO:
            both = [self.votes_of(name) for name in self.sums.leaders() if name]
            return both[0] + both[1] if len(both) == 2 else None
        valid = valid_range(self.table, self.contest)
        if basis is Basis.CAST and "ballots" in self.table:
            return self._stated("ballots", valid.low > 0.0)
        if not valid_known(self.table, self.contest):
            return None
        if basis is Basis.CAST:
            return valid + exact(self.table["null"].to_numpy(np.float64)) if "null" in self.table else None
        return valid

    def _stated(self, role: str, needed: Flags | np.bool_) -> Range | None:
        """A column of the table; None without it, where it leaves a cell empty that is needed, or has no count."""
        if role not in self.table:
            return None
        column = self.table[role].to_numpy(np.float64)
        return None if (np.isnan(column) & needed).any() or not np.nansum(column) else exact(column)

    def name(self, candidate: str) -> str:
        """A candidate's name for people."""
        return wording.subject_name(candidate, self.contest)

    def source(self, source: str) -> str:
        """A source's name for people."""
        return wording.source_name(source, self.contest)


@dataclass(frozen=True, slots=True)
class Told:
    """What a table tells of a figure: the sum of what stands there, and what it may be, some cells being left out."""

    there: float
    low: float
    high: float


def evidence(table: pd.DataFrame, contest: Contest) -> Evidence:
    """A table that `load` made, summed up."""
    return Evidence(table, contest, totals(table, contest), contest.tally_sheets or contest.polling_stations)


def in_tables(given: Evidence, claim: Claim) -> Told | None:
    """The figure that the tables give for what a claim states; None where they give none.

    A figure that does not say what it is of may be of the valid votes or of all ballots: the one that it fits is taken.
    """
    every = _readings(given, claim)
    fits = (told for told in every if meets(claim.low, claim.high, told.there, told.there))
    strains = (told for told in every if meets(*widest(claim), told.there, told.there))
    may = (told for told in every if meets(*widest(claim), told.low, told.high))
    return next(fits, next(strains, next(may, every[0] if every else None)))


def _readings(given: Evidence, claim: Claim) -> list[Told]:
    """What the tables give for a claim, by what it may be a figure of."""
    sums, subject = given.sums, claim.subject
    if claim.measure == "turnout":
        return _turnout(given)
    if subject not in sums.votes and (subject or claim.measure in {"votes", "share"}):
        return []
    first, second = sums.leaders()
    bases: tuple[Basis, ...] = (Basis(claim.basis),) if claim.basis else (Basis.VALID, Basis.CAST)
    if Basis.VALID in bases and not valid_known(given.table, given.contest):
        bases = ()
    if claim.measure == "registered":
        bases = (Basis.REGISTERED,)
    if claim.measure in {"votes", "share"}:
        part = Told(sums.votes[subject], *given.votes_of(subject).sums)
    elif claim.measure in {"margin_votes", "margin_points"}:
        if subject != first or not second:
            return []
        (low, high), (least, most) = given.votes_of(first).sums, given.votes_of(second).sums
        part = Told(sums.votes[first] - sums.votes[second], low - most, high - least)
    if claim.measure in {"votes", "margin_votes"}:
        return [part]
    of = [whole.sums for basis in bases if (whole := given.whole_of(basis)) is not None]
    if claim.measure in {"ballots", "registered"}:
        return [Told(low, low, high) for low, high in of]
    if claim.measure not in {"share", "margin_points"}:
        return []
    return [_percent(part, *whole) for whole in of if whole[0]]


def _turnout(given: Evidence) -> list[Told]:
    """Ballots of the registered voters: of those of these sheets, or of the whole contest.

    Where no column has the ballots, valid and invalid votes are the least they can be: some may have no column.
    """
    cast = given.whole_of(Basis.CAST)
    if cast is None:
        return []
    low, high = cast.sums
    part = Told(low, low, high if "ballots" in given.table else inf)
    here, all_ = given.whole_of(Basis.REGISTERED), given.contest.registered_voters
    registers = [*([here.sums] if here else []), *([(float(all_), float(all_))] if all_ else [])]
    return [_percent(part, *register) for register in registers if register[0]]


def _percent(part: Told, least: float, most: float) -> Told:
    """A number of votes as a percentage of a whole between `least` and `most`."""
    low = part.low / (most if part.low > 0.0 else least)
    return Told(100.0 * part.there / least, 100.0 * max(low, -1.0), 100.0 * min(part.high / least, 1.0))


def of_a_part(given: Evidence, claim: Claim, sheets: int, gaps: bool) -> tuple[float, float]:
    """What any `sheets` of these or more can give; with `gaps`, whatever stands where they leave cells empty."""
    votes = given.votes_of(claim.subject)
    most = votes.high if gaps else votes.low
    if claim.measure == "votes":
        return least_votes(votes.low, sheets), max(-least_votes(-most, sheets), float(most.sum()))
    whole = given.whole_of(Basis(claim.basis) or Basis.VALID)
    assert whole is not None  # a figure that the table has no whole for is not in it
    if gaps and not (votes.known & whole.known).all():
        return 0.0, 100.0
    return (
        extreme_share(votes.low, whole.high if gaps else whole.low, sheets, 1.0),
        extreme_share(most, fewest(whole, votes) if gaps else whole.low, sheets, -1.0),
    )


def sheets_beside(given: Evidence, claim: Claim, others: Sequence[Claim]) -> int | None:
    """On how many tally sheets a figure rests: by the coverage stated beside it, else the least its source states.

    A coverage without a hedge is taken as printed: 96.87 % of 30,026 sheets are 29,086. None where none is stated.
    """
    stated = [c for c in others if c.measure == "coverage"]
    beside = [c for c in stated if c.statement == claim.statement] or stated
    if not beside or not given.whole:
        return None
    least = min(c.value if c.hedge is Hedge.EXACT else c.low for c in beside)
    return round(least * given.whole / 100.0)


def sheets_between(given: Evidence, claim: Claim, others: Sequence[Claim]) -> tuple[int, int]:
    """As `sheets_beside`, at the low and the high end of what the coverage may mean."""
    stated = [c for c in others if c.measure == "coverage"]
    beside = [c for c in stated if c.statement == claim.statement] or stated
    whole = given.whole or 0
    least, most = min(widest(c)[0] for c in beside), max(min(widest(c)[1], 100.0) for c in beside)
    return ceil(least * whole / 100.0 - 1e-6), floor(most * whole / 100.0 + 1e-6)


def high(claim: Claim) -> float:
    return widest(claim)[1]


def widest(claim: Claim) -> tuple[float, float]:
    low, high = widest_reading(claim.value, claim.resolution, claim.hedge, claim.measure)
    return min(float(low), claim.low), max(float(high), claim.high)


def meets(low: float, high: float, least: float, most: float) -> bool:
    """Whether two intervals meet; a ratio that is off by its last bits does, too."""
    return low <= most + _BITS * abs(most) and least <= high + _BITS * abs(high)
