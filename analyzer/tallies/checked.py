"""What is given from Python, checked before it is worked with: one InputError with what was expected and found."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analyzer import contest as contests
from analyzer.faults import fault, kind, printable, shown
from analyzer.model import NULL, OTHERS, TALLY_ROLES, Claim, Contest, InputError
from analyzer.order import in_order
from analyzer.tallies.quality import candidates

if TYPE_CHECKING:
    import pandas as pd

_LARGEST = 2**53  # counts are held as float64


def contest_of(given: Contest | str | Path) -> Contest:
    """A contest, or the one of that id or file."""
    if isinstance(given, Contest):
        return given
    if not isinstance(given, str | Path):
        raise InputError(fault("contest", "a Contest, the id of a bundled one or a file", kind(given)))
    return contests.load(given)


def table_of(given: pd.DataFrame, contest: Contest) -> pd.DataFrame:
    """A table with a column of stations, one of a candidate, a row, and counts in all that hold counts."""
    import pandas as pd

    if not isinstance(given, pd.DataFrame):
        raise InputError(fault("table", "a DataFrame as tallies.load makes it", kind(given)))
    if twice := list(map(str, given.columns[given.columns.duplicated()])):
        raise InputError(fault("table", "column names that differ", f"{shown(twice[0])} twice"))
    if "station" not in given:
        raise InputError(fault("table", "a column station", _names(given)))
    named = candidates(given, contest)
    if not named:
        wanted = f"a column of a candidate ({', '.join(c.id for c in contest.candidates)})"
        raise InputError(fault("table", wanted, _names(given)))
    held = {*named, OTHERS, *TALLY_ROLES} - {"station", "region"}
    counted = [name for name in map(str, given) if name in held or name.startswith((f"{OTHERS}:", f"{NULL}:"))]
    counts = {name: _counts(given[name], name) for name in counted}
    if not any(np.nansum(counts[name]) for name in named):
        raise InputError(fault("table", "votes of a candidate on some tally sheet", f"none on {len(given):,}"))
    return given.assign(**counts)


def claims_of(given: pd.DataFrame | Sequence[Claim], contest: Contest) -> list[Claim]:
    """Claims, as records or as a table of them."""
    import pandas as pd

    from analyzer import tables

    if isinstance(given, pd.DataFrame):
        return list(in_order(tables.claims_from_frame(given, contest), [contest]))
    if not isinstance(given, Sequence) or not all(isinstance(claim, Claim) for claim in given):
        raise InputError(fault("claims", "a DataFrame of claims", kind(given)))
    return list(in_order(given, [contest]))


def source_of(given: str | None, contest: Contest) -> str | None:
    """Who published a table: a source of the contest, "" for nobody known, None for whoever can be told by coverage."""
    if given and contest.source(given) is None:
        known = ", ".join(source.id for source in contest.sources)
        raise InputError(fault("source", f"one of {known}", printable(given)))
    return given


def uncounted_of(given: float) -> float:
    """e, by which votes on other sheets may differ from the mean of these: no less than nothing."""
    if isinstance(given, bool) or not isinstance(given, int | float | np.number) or not isfinite(given) or given < 0:
        raise InputError(fault("uncounted", "a finite number that is not negative", shown(given)))
    return float(given)


def _counts(cells: pd.Series, name: str) -> np.ndarray:
    """A column of counts as float64, NaN where it has none."""
    wanted = "a count, whole and not negative"
    if cells.dtype.kind not in "iuf":
        first = cells.dropna()
        raise InputError(fault("table", wanted, shown(first.iloc[0]) if len(first) else str(cells.dtype), key=name))
    values = np.asarray(cells.to_numpy(np.float64, na_value=np.nan), np.float64)
    with np.errstate(invalid="ignore"):
        bad = np.isinf(values) | (values < 0) | (values > _LARGEST) | (values != np.floor(values)) & ~np.isnan(values)
    if bad.any():
        row = int(bad.argmax())
        raise InputError(fault(f"table: row {row}", wanted, f"{values[row]:g}", key=name))
    return values


def _names(table: pd.DataFrame) -> str:
    return shown(", ".join(map(str, table.columns))) if len(table.columns) else "no column"
