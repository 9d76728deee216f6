"""Columns as they are called -> a frame with one row a tally sheet and its columns named by role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analyzer.faults import fault, printable, shown
from analyzer.model import OTHERS, Contest, InputError
from analyzer.tallies import formats, roles
from analyzer.tallies.quality import voted
from analyzer.tallies.roles import Guess

if TYPE_CHECKING:
    import pandas as pd

_ADDS_UP = 0.9  # part of the rows that must add up for unknown columns to be votes
_MOST = 2**53  # counts are held as float64 where a table leaves some out


def load(path: str | Path, contest: Contest, columns: Mapping[str, str] | None = None) -> pd.DataFrame:
    """A table with one row a tally sheet and its columns named by role: station, region, votes by candidate id, …

    `columns` maps columns of the file to roles and overrides what is guessed. Counts are float64, NaN where the table
    leaves a cell empty. Columns of candidates that the contest does not list are kept as "others:COLUMN" and added up
    as "others". `attrs["roles"]` says how each column is known, `attrs["name"]` the file.
    Raises InputError, in one line with the file, and the row where there is one.
    """
    path = Path(path)
    raw = formats.read(path)
    guesses = roles.guess([str(c) for c in raw.columns], contest, columns or {}, str(path))
    table = _by_role(raw, guesses, contest, path)
    votes = voted(table, contest)
    if not np.nansum(table[votes].to_numpy(np.float64)):
        raise InputError(fault(path, "votes of a candidate on some tally sheet", f"none on {len(table):,}"))
    table.attrs["roles"] = [(g.column, g.role, g.why) for g in guesses] + table.attrs.pop("added", [])
    table.attrs["name"] = path.name
    return table


def _by_role(raw: pd.DataFrame, guesses: Sequence[Guess], contest: Contest, path: Path) -> pd.DataFrame:
    import pandas as pd

    columns: dict[str, list[str]] = {}
    for g in guesses:
        columns.setdefault(g.role, []).append(g.column)
    made: dict[str, pd.Series | np.ndarray] = {}
    for role in ("station", "region"):
        if role in columns:
            made[role] = _joined(raw, columns[role])
    numbered = "station" not in made
    if numbered:
        made["station"] = pd.Series([str(n) for n in range(1, len(raw) + 1)], dtype="str")
    for role, some in columns.items():
        if role not in made:
            made[role] = np.sum([_counts(raw, column, path, role) for column in some], axis=0)
    table = pd.DataFrame(made)
    table.attrs["numbered"] = numbered  # its stations have no names of their own
    extra = [str(c) for c in raw.columns if c not in {g.column for g in guesses}]
    return _with_others(table, raw, extra, guesses, contest, path)


def _joined(raw: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    """Several columns as one text, parted by a stroke."""
    text = _names(raw[columns[0]])
    for column in columns[1:]:
        text = text.str.cat(_names(raw[column]), sep="/")
    return text


def _names(cells: pd.Series) -> pd.Series:
    """Numbers of stations as text; an empty cell among them makes no "1" a "1.0"."""
    if cells.dtype.kind == "f" and (cells.dropna() % 1 == 0).all():
        return cells.astype("Int64").astype("str").replace("<NA>", "nan")
    return cells.astype("str")


def _counts(raw: pd.DataFrame, column: str, path: Path, role: str) -> np.ndarray:
    """A column of counts. Raises InputError with the first row that holds none, and what the column was taken for."""
    import pandas as pd

    values = pd.to_numeric(raw[column], errors="coerce").to_numpy(np.float64)
    empty = raw[column].isna().to_numpy() | (raw[column].astype("str").str.strip() == "").to_numpy()
    with np.errstate(invalid="ignore"):
        bad = (~np.isfinite(values) & ~empty) | (values < 0) | (values > _MOST) | (values != np.floor(values)) & ~empty
    if bad.any():
        row = int(np.flatnonzero(bad)[0])
        found = shown(raw[column].iloc[row].item() if hasattr(raw[column].iloc[row], "item") else raw[column].iloc[row])
        found = f"{found}; {printable(column)} was taken as {role}"
        raise InputError(fault(path, "a count, whole and not negative", found, line=row + 2, key=column))
    return values


def _with_others(
    table: pd.DataFrame, raw: pd.DataFrame, extra: Sequence[str], guesses: Sequence[Guess], contest: Contest, path: Path
) -> pd.DataFrame:
    """The table with the votes of unknown columns as others.

    Unknown columns are votes where they make up the valid votes with the known ones; and, where no valid votes are
    stated, those that stand among the columns of candidates and invalid votes.
    """
    import pandas as pd

    numbers = [c for c in extra if pd.api.types.is_numeric_dtype(raw[c])]
    ids = [c.id for c in contest.candidates]
    some: list[str] = []
    if "valid" in table:
        rest = table["valid"] - table[[id for id in ids if id in table]].sum(axis=1)
        for first in range(len(numbers)):  # from the left: tables put codes and names first, votes last
            if np.isclose(raw[numbers[first:]].sum(axis=1), rest).mean() > _ADDS_UP:
                some, why = numbers[first:], "adds to the valid votes with the rest"
                break
    else:
        order = [str(c) for c in raw.columns]
        votes = [order.index(g.column) for g in guesses if g.role in (*ids, "null")]
        some = [c for c in numbers if min(votes) < order.index(c) < max(votes)]
        why = "stands among the candidates' columns"
    if some:
        each = {f"{OTHERS}:{column}": _counts(raw, column, path, OTHERS) for column in some}
        table = table.assign(**{OTHERS: np.sum(list(each.values()), axis=0)}, **each)
        table.attrs["added"] = [(c, OTHERS, why) for c in some]
    return table
