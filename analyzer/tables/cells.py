"""How one value stands in a table: numbers shortest and exact, lists joined, text that no spreadsheet calculates."""

from __future__ import annotations

import re
from math import isfinite, isnan

#: A spreadsheet takes a cell that begins so for a formula, and what it holds comes from documents nobody vouches for.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
LIST_SEPARATOR = ";"


def number(value: float) -> str:
    """The shortest text that reads back as `value`, whole numbers without a point; "" for NaN."""
    if isnan(value):
        return ""
    return str(int(value)) if isfinite(value) and value == int(value) and abs(value) < 1e15 else repr(float(value))


def cell(value: object) -> str:
    """`value` as a CSV cell; a text that begins like a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number(value)
    text = LIST_SEPARATOR.join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def text(written: str) -> str:
    """The text that `cell` wrote."""
    return written[1:] if _GUARDED.match(written) else written


def plain(value: object) -> object:
    """`value` as JSON holds it: no NaN or infinity, lists for tuples, whole numbers without a point."""
    if isinstance(value, float):
        if not isfinite(value):
            return None
        return int(value) if value == int(value) and abs(value) < 1e15 else value
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, str) else value
