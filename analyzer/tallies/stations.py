"""The counts of each tally sheet that tests look at, as arrays: taken out of a table once, for all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analyzer.bounds import Flags, Floats
from analyzer.tallies.quality import most
from analyzer.tallies.ranges import valid_range, votes_range
from analyzer.tallies.told import Evidence
from analyzer.tallies.totals import valid_of


@dataclass(frozen=True, slots=True)
class Stations:
    """Votes of the leading candidate, valid votes, ballots cast and registered voters: float64, one place a sheet.

    What the table does not tell counts as nothing; `registered` is None where the table does not state it.
    """

    votes: Floats
    valid: Floats
    cast: Floats
    registered: Floats | None

    def __len__(self) -> int:
        return len(self.votes)

    def rates(self) -> tuple[Floats, Floats, Flags]:
        """(turnout, share of the valid votes, which sheets): parts of one, of the sheets where both can be had.

        Those are the sheets with valid votes, no more of them for the leader than in all, and ballots, no more than
        registered voters. Raises ValueError where no registered voters are stated.
        """
        if self.registered is None:
            raise ValueError("expected registered voters, found none")
        sound = (self.valid > 0) & (self.votes <= self.valid) & (self.cast > 0) & (self.cast <= self.registered)
        return self.cast[sound] / self.registered[sound], self.votes[sound] / self.valid[sound], sound


def stations(given: Evidence) -> Stations:
    """The counts of a table, of its leading candidate. Ballots cast are as stated, else valid and invalid votes.

    A sheet that leaves out its leader's votes, or what its valid votes are, has none of either: no share is one of it.
    """
    table = given.table
    leader, _ = given.sums.leaders()
    votes, whole = votes_range(table, given.contest, leader), valid_range(table, given.contest)
    told = (votes.low == votes.high) & whole.known
    valid = np.nan_to_num(valid_of(table, given.contest))
    null = _column(given, "null")
    cast = np.nan_to_num(most(table, ("ballots",), valid + (0.0 if null is None else null)))
    return Stations(np.where(told, votes.low, 0.0), np.where(told, valid, 0.0), cast, _column(given, "registered"))


def _column(given: Evidence, role: str) -> Floats | None:
    return np.nan_to_num(given.table[role].to_numpy(np.float64)) if role in given.table else None
