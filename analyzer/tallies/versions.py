"""Two tables of one count, sheet by sheet: which were added, dropped, changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyzer.faults import fault, shown
from analyzer.model import OTHERS, Contest, InputError

if TYPE_CHECKING:
    import pandas as pd


_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


@dataclass(frozen=True, slots=True)
class Changes:
    """Stations of one table and another: how many both have, and which ones were dropped, added and changed."""

    common: int
    dropped: tuple[str, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]


def compare(earlier: pd.DataFrame, later: pd.DataFrame, contest: Contest) -> Changes:
    """What changed from one table to another, in the candidates' votes that both have columns for.

    A station that stands twice in a table is compared by its first row.
    """
    one, other = (t.drop_duplicates("station").set_index("station") for t in (earlier, later))
    both = one.index.intersection(other.index, sort=False)
    votes = [*(c.id for c in contest.candidates), *(str(c) for c in one if str(c).startswith(f"{OTHERS}:"))]
    shared = [column for column in votes if column in one and column in other]
    a, b = (t.loc[both, shared].to_numpy(np.float64) for t in (one, other))
    moved = ~((a == b) | (np.isnan(a) & np.isnan(b))).all(axis=1)
    return Changes(
        len(both),
        tuple(one.index.difference(other.index, sort=False)),
        tuple(other.index.difference(one.index, sort=False)),
        tuple(both[moved]),
    )


def common(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether two tables have a station in common; those without a name are nobody's."""
    return bool((one["station"].isin(other["station"]) & (one["station"] != "")).any())


def check_alike(part: pd.DataFrame, table: pd.DataFrame) -> None:
    """Raises InputError where stations of two parts differ by nothing but zeros in front or capitals.

    A spreadsheet makes "1" of "01": what looks like another part is then a release, and its votes would count twice.
    """
    one, other = (t["station"][t["station"] != ""].drop_duplicates() for t in (part, table))
    bare, there = _bare(one), _bare(other)
    alike = there.isin(bare).to_numpy()
    if alike.any():
        here = int(alike.argmax())
        first = one.iloc[int((bare == there.iloc[here]).to_numpy().argmax())]
        wanted = f"stations written as in {name_of(part)}"
        raise InputError(fault(name_of(table), wanted, f"{shown(str(other.iloc[here]))} for {shown(str(first))}"))


def _bare(stations: pd.Series) -> pd.Series:
    return stations.str.casefold().str.replace(_ZEROS, "", regex=True)


def together(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Parts of one set as one table, that of one part as it is."""
    import pandas as pd

    if len(parts) == 1:
        return parts[0]
    whole = pd.concat([part.rename_axis(index=None) for part in parts], ignore_index=True)
    whole.attrs = {
        "name": ", ".join(name_of(part) for part in parts),
        **{key: _each(part.attrs.get(key, ()) for part in parts) for key in ("left_out", "aside", "perhaps", "status")},
    }
    return whole


def _each(several: Iterable[Sequence[str]]) -> list[str]:
    return [name for names in several for name in names]


def name_of(table: pd.DataFrame) -> str:
    """The file of a table."""
    return str(table.attrs.get("name", "a table"))
