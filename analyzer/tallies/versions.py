"""Two tables of one count, sheet by sheet: which were added, dropped, changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyzer.model import OTHERS, Contest

if TYPE_CHECKING:
    import pandas as pd


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
