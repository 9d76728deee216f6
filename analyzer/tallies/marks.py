"""Tally sheets that a table marks as annulled, void or the like: which column says so, and of which rows.

The words of such marks stand in marks.toml. A row that is marked stays in the table: whether it is counted is the
publisher's word, which the mark alone does not give.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from analyzer.tallies.roles import plain

if TYPE_CHECKING:
    import pandas as pd

#: The column of a loaded table that holds a row's mark, "" without one; a table without marks has no such column.
STATUS = "status"
_MOST = 20  # different cells: a column of states has few


@cache
def words() -> tuple[str, ...]:
    """What such a cell says, or begins with."""
    text = (resources.files("analyzer.tallies") / "marks.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["words"])


def is_mark(cell: object) -> bool:
    """Whether a cell says that its sheet is, or may be, no part of the count."""
    said = f"{plain(cell)} " if isinstance(cell, str) else ""
    return any(said.startswith(f"{word} ") for word in words())


def column(raw: pd.DataFrame, names: Sequence[str]) -> str:
    """The first of some columns that marks sheets; "" where none does."""
    return next((name for name in names if any(map(is_mark, _states(raw[name])))), "")


def of(cells: pd.Series) -> pd.Series:
    """The mark of each row, as it is written; "" without one."""
    marks = [state for state in _states(cells) if is_mark(state)]
    return cells.where(cells.isin(marks), "").astype("str").str.strip()


def counted(table: pd.DataFrame) -> dict[str, int]:
    """How many rows of a loaded table have each mark."""
    if STATUS not in table:
        return {}
    marks = table[STATUS][table[STATUS].fillna("") != ""]
    return {str(mark): int(rows) for mark, rows in marks.value_counts(sort=False).sort_index().items()}


def unmarked(table: pd.DataFrame) -> pd.DataFrame:
    """The rows without a mark."""
    return table[table[STATUS].fillna("") == ""].reset_index(drop=True)


def _states(cells: pd.Series) -> list[object]:
    """The different cells of a column of few; none of a column of numbers, or of many different cells."""
    if cells.dtype.kind in "iufbmM":
        return []
    states = list(cells.dropna().unique())
    return states if len(states) <= _MOST else []
