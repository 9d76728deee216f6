"""The days.csv of a corpus, as rows of text -> records, with faults that name the line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.faults import fault, reason, shown
from analyzer.model import MEASURES, Appearance, InputError
from analyzer.tables.cells import cell, text

if TYPE_CHECKING:
    import pandas as pd

_NAMES = [f.name for f in fields(Appearance)]
_EXPECTED = "days of reports as a corpus run writes them"


def read_days(path: Path) -> tuple[Appearance, ...]:
    """The days of a file. Raises InputError where it is not what a corpus run writes."""
    try:
        written = path.read_bytes().decode("utf-8")  # as bytes: a quote keeps its line ends
    except (OSError, UnicodeDecodeError) as error:
        found = reason(error) if isinstance(error, OSError) else "other bytes than UTF-8"
        raise InputError(fault(path, _EXPECTED, found)) from None
    try:
        return _days(csv.DictReader(io.StringIO(written, newline=""), restval=""), str(path))
    except csv.Error as error:
        raise InputError(fault(path, _EXPECTED, str(error))) from None


def days_from_frame(table: pd.DataFrame) -> tuple[Appearance, ...]:
    """The days of a frame that was read from such a file. Raises InputError as `read_days` does."""
    given = table.astype("object").where(table.notna(), "").to_dict("records")
    return _days(
        ({str(k): v if isinstance(v, str) else cell(_plain(v)) for k, v in row.items()} for row in given), "days"
    )


def _plain(value: object) -> object:
    return value.item() if hasattr(value, "item") else value


def _days(rows: Iterable[Mapping[str, str]], place: str) -> tuple[Appearance, ...]:
    return tuple(_day(row, place, line) for line, row in enumerate(rows, start=2))


def _day(row: Mapping[str, str], place: str, line: int) -> Appearance:
    told = {name: text(row[name]) for name in _NAMES if row.get(name) is not None}
    if len(told) < len(_NAMES):
        missing = next(name for name in _NAMES if name not in told)
        raise InputError(fault(place, f"a column {missing}", "none", line=line))
    try:
        date.fromisoformat(told["day"])
        found = Appearance(
            **{name: told[name] for name in ("contest", "measure", "subject", "quote", "day")},
            value=float(told["value"]),
            independent=int(told["independent"]),
            documents=int(told["documents"]),
            variant=told["variant"] == "true",
        )
    except ValueError as error:
        raise InputError(fault(place, _EXPECTED, shown(str(error)), line=line)) from None
    if found.measure not in MEASURES or not isfinite(found.value) or not 0 < found.independent <= found.documents:
        raise InputError(fault(place, _EXPECTED, shown(",".join(told.values())), line=line))
    return found
