"""Columns of a table that have no role, and which of them may hold votes all the same.

Where one may, the valid votes and the ballots cast may have parts that nobody knows: nothing is judged that needs them
whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from analyzer.bounds import Flags, Floats
from analyzer.model import NULL, Contest
from analyzer.tallies.roles import no_votes

if TYPE_CHECKING:
    import pandas as pd

_SAMPLE = 1000  # cells of text that are looked at for numbers
_MOSTLY = 0.9  # part of the rows in which a part of the ballots is no more than these
_FEW = 4  # rows that may be alike, or numbered, by chance
_MOST_PARTS = 8  # invalid votes of more kinds are taken together


def votes_perhaps(raw: pd.DataFrame, columns: Sequence[str], most: Floats | None) -> list[str]:
    """Those of some columns without a role that may hold votes: whole numbers, not the same or in turn on every row.

    `most` are the ballots of each row, or its voters: what is beyond them on many rows is no part of them.
    """
    return [column for column in columns if not no_votes(column) and _counts_votes(_numbers(raw[column]), most)]


def _numbers(cells: pd.Series) -> Floats:
    """A column as numbers; no number at all where most of its first cells with anything in them are none."""
    import pandas as pd

    if cells.dtype.kind in "iuf":
        return np.asarray(cells.to_numpy(np.float64, na_value=np.nan), np.float64)
    some = pd.to_numeric(cells.dropna().head(_SAMPLE), errors="coerce")
    if cells.dtype.kind in "bmM" or not some.notna().mean() > 0.5:
        return np.full(len(cells), np.nan)
    return np.asarray(pd.to_numeric(cells, errors="coerce").to_numpy(np.float64), np.float64)


def _counts_votes(values: Floats, most: Floats | None) -> bool:
    told = values[np.isfinite(values)]
    if not told.any() or (told < 0).any() or (told != np.floor(told)).any():
        return False
    if len(told) > _FEW and len(np.unique(np.diff(told))) == 1:
        return False  # a code that all rows share, or their number
    if most is None:
        return True
    both = np.isfinite(values) & np.isfinite(most)
    return not both.any() or bool((values[both] <= most[both]).mean() > _MOSTLY)


def aside_of(table: pd.DataFrame) -> list[str]:
    """The columns of the file without a role that may hold votes."""
    return list(table.attrs.get("perhaps", ()))


def valid_known(table: pd.DataFrame, contest: Contest) -> bool:
    """Whether a table tells its valid votes: it states them, or no column that may be part of them is left aside."""
    everybody = contest.complete and all(c.id in table for c in contest.candidates)
    return "valid" in table or everybody or not aside_of(table)


def sums_of(known: Mapping[str, Floats], among: Mapping[str, Floats]) -> list[str]:
    """Those columns among the candidates' that are, in nearly every row, the sum of all others of votes.

    The votes of a column called a total, say, would else count twice. The invalid ones may be in it or not.
    """
    found = []
    for name, counts in among.items():
        votes = [*(v for n, v in known.items() if n != NULL), *(v for n, v in among.items() if n != name)]
        valid = np.nansum(votes, axis=0)
        wholes = [valid, valid + np.nan_to_num(known[NULL])] if NULL in known else [valid]
        held = (valid > 0.0) | (counts > 0.0)  # of sheets that are not counted yet nothing adds up to nothing
        if len(votes) > 1 and held.any() and max((counts == w)[held].mean() for w in wholes) > _MOSTLY:
            found.append(name)
    return found


def invalid_beside(parts: Mapping[str, Floats], rest: Floats | None) -> list[str]:
    """Those of several columns of invalid votes that add up to the invalid votes beside the valid ones.

    Left out are a column that is the sum of the others, and columns that are what the valid votes have beside the
    candidates' (`rest`, None where that is not known): blank votes are valid in some countries.
    """
    names = [name for name in parts if not _is_sum(name, parts)]
    if rest is None or not len(rest) or len(names) > _MOST_PARTS:
        return names
    choices = [chosen for size in range(len(names) + 1) for chosen in combinations(names, size)]
    fits = [float((rest == np.sum([parts[n] for n in c] or [0.0 * rest], axis=0)).mean()) for c in choices]
    among = choices[int(np.argmax(fits))] if max(fits) > _MOSTLY else ()
    return [name for name in names if name not in among]


def _is_sum(name: str, parts: Mapping[str, Floats]) -> bool:
    others = [counts for other, counts in parts.items() if other != name]
    if len(others) < 2:
        return False
    return bool(np.array_equal(parts[name], np.sum(others, axis=0), equal_nan=True) and np.nansum(parts[name]))


def off(whole: Floats, parts: Sequence[Floats]) -> Flags:
    """The rows in which a whole is not the sum of its parts, of some or none of these: of those that fit most rows.

    Blank votes are valid ones in some countries, and a column may hold the sum of two others. A row that leaves out the
    whole or a part is not off.
    """
    some = parts if len(parts) <= _MOST_PARTS else [np.sum(parts, axis=0)]
    readings = [chosen for size in range(len(some), -1, -1) for chosen in combinations(some, size)]
    sums = (np.sum(chosen, axis=0) if chosen else np.zeros(len(whole)) for chosen in readings)
    told = np.isfinite(whole) & np.isfinite(np.sum(some, axis=0) if some else whole)
    return min((np.asarray(told & (whole != total)) for total in sums), key=np.count_nonzero)
