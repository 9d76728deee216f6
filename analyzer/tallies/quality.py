"""Rows of a table that cannot be right as they stand: kept, flagged and counted, never dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyzer.model import NULL, OTHERS, Contest
from analyzer.tallies.aside import aside_of, off
from analyzer.tallies.marks import STATUS

if TYPE_CHECKING:
    import pandas as pd

    from analyzer.bounds import Flags

#: What may be wrong with a row, with words for one of them and for several.
FLAGS = {
    "duplicate": ("is of a station that stands twice", "are of a station that stands in the table twice"),
    "sum": (
        "has votes that do not add up to its valid votes",
        "have votes that do not add up to their valid votes",
    ),
    "ballots": (
        "has valid and invalid votes that do not add up to its ballots",
        "have valid and invalid votes that do not add up to their ballots",
    ),
    "over": ("has more votes than registered voters", "have more votes than registered voters"),
    "empty": ("leaves votes out", "leave votes out"),
}


@dataclass(frozen=True, slots=True)
class Quality:
    """For each kind of flaw, whether each row has it; kinds that a table cannot show are absent."""

    flags: dict[str, Flags]
    #: Rows whose valid and invalid votes are not their ballots, where they are too many to be called wrong.
    unlike: int = 0

    def counts(self) -> dict[str, int]:
        """Kind -> number of rows, those without any left out."""
        return {kind: int(rows.sum()) for kind, rows in self.flags.items() if rows.any()}


def candidates(table: pd.DataFrame, contest: Contest) -> list[str]:
    """The candidates that have a column."""
    return [c.id for c in contest.candidates if c.id in table]


def voted(table: pd.DataFrame, contest: Contest) -> list[str]:
    """The columns that hold votes: those of the candidates, and of all others together where there are any."""
    return [*candidates(table, contest), *([OTHERS] if OTHERS in table else [])]


def quality(table: pd.DataFrame, contest: Contest) -> Quality:
    """The flaws of each row of a table that `load` made."""
    named = voted(table, contest)
    votes = table[named].to_numpy(np.float64)
    found: dict[str, Flags] = {
        "duplicate": table["station"].duplicated(keep=False).to_numpy(),
        "empty": np.isnan(votes).any(axis=1),
    }
    whole = votes.sum(axis=1)
    everybody = OTHERS in table or (contest.complete and len(named) == len(contest.candidates))
    everybody = everybody and not aside_of(table)
    if "valid" in table:
        valid = table["valid"].to_numpy(np.float64)
        found["sum"] = _told(whole, valid) & ((whole != valid) if everybody else (whole > valid))
    else:
        valid = whole
    if "registered" in table:
        cast = most(table, ("ballots",), valid)
        found["over"] = table["registered"].to_numpy(np.float64) < cast
    if not {"ballots", NULL} <= {*table} or not ("valid" in table or everybody) or aside_of(table):
        return Quality(found)
    ballots = table["ballots"].to_numpy(np.float64)
    unlike = off(ballots - valid, _invalid(table))
    told = np.count_nonzero(_told(ballots, valid + table[NULL].to_numpy(np.float64)))
    if 2 * np.count_nonzero(unlike) > told:
        return Quality(found, int(np.count_nonzero(unlike)))
    return Quality(found | {"ballots": unlike})


def _invalid(table: pd.DataFrame) -> list[np.ndarray]:
    """The invalid votes of each row, column by column of the file."""
    parts = [name for name in map(str, table) if name.startswith(f"{NULL}:")] or [NULL]
    return [table[name].to_numpy(np.float64) for name in parts]


def whole(table: pd.DataFrame, contest: Contest) -> Flags:
    """Whether each row is the sum of all others in every column of counts, of those columns that it has a count in.

    Every candidate's must be among them. Of two rows alone with votes each may be the other's sum.
    """
    named = candidates(table, contest)
    found = np.ones(len(table), np.bool_)
    for column in (*named, *(c for c in table if c not in {*named, "station", "region", STATUS})):
        counts = table[column].to_numpy(np.float64)
        found &= (2.0 * counts == np.nansum(counts)) | (np.isnan(counts) & (column not in named))
        if not found.any():
            return found
    filled = (table[named].to_numpy(np.float64) > 0.0).any(axis=1)
    return np.asarray(found & filled)


def most(table: pd.DataFrame, roles: Sequence[str], otherwise: np.ndarray) -> np.ndarray:
    """The first of some columns that the table has, else what is given."""
    return next((table[role].to_numpy(np.float64) for role in roles if role in table), otherwise)


def _told(one: np.ndarray, other: np.ndarray) -> Flags:
    return np.asarray(~np.isnan(one) & ~np.isnan(other))
