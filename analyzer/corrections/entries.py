"""A corrections file (TOML) -> its entries, every fault named by line and key."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analyzer.faults import fault, no_toml, no_utf8, reason, shown
from analyzer.files import read_bytes
from analyzer.model import MEASURES, Basis, Hedge, InputError

ACTIONS = ("change", "drop", "add")
#: What an entry may say of a claim; the names are the columns of the claims table.
FIELDS = ("measure", "subject", "source", "value", "hedge", "basis", "as_of", "contest")
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*corrections[ \t]*\]\]", re.M)
_VALUE = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One correction as it was written. `place` and `line` name it in faults; `fields` hold what the claim becomes."""

    place: str
    line: int
    number: int
    action: str
    document: str
    quote: str
    occurrence: int
    reason: str
    fields: Mapping[str, str] = field(default_factory=dict)

    def fault(self, key: str, expected: str, found: str) -> str:
        """One line on a key of this entry."""
        return _fault(self.place, self.line, self.number, key, expected, found)


def _fault(place: str, line: int, number: int, key: str, expected: str, found: str) -> str:
    return fault(place, expected, found, line=line, key=f"corrections[{number}].{key}")


class _WrongError(Exception):
    """A value is not what its key wants. Arguments: what was expected, what was found."""


def _text(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise _WrongError("text", shown(value))


def _any_text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    raise _WrongError('text, or "" for none', shown(value))


def _written(value: object) -> str:
    """A number as it was printed: 51.20 says more than 51.2, and only text keeps the difference."""
    if isinstance(value, str) and _VALUE.fullmatch(value):
        return value
    raise _WrongError('the number as text, such as "51.20" or "7300000", of at most 6 decimals', shown(value))


def _from_1(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    raise _WrongError("a whole number from 1", shown(value))


def _one_of(words: Collection[str]) -> Callable[[object], str]:
    def read(value: object) -> str:
        if isinstance(value, str) and value in words:
            return value
        raise _WrongError(f"one of {', '.join(word or chr(34) * 2 for word in words)}", shown(value))

    return read


_KEYS: dict[str, Callable[[object], Any]] = {
    "action": _one_of(ACTIONS),
    "document": _text,
    "quote": _text,
    "occurrence": _from_1,
    "reason": _text,
    "measure": _one_of(tuple(MEASURES)),
    "subject": _any_text,
    "source": _any_text,
    "value": _written,
    "hedge": _one_of(tuple(Hedge)),
    "basis": _one_of(tuple(Basis)),
    "as_of": _any_text,
    "contest": _text,
}
_REQUIRED = ("action", "document", "quote", "reason")


def read(path: str | Path) -> tuple[list[Entry], list[str]]:
    """The entries of a corrections file that can be used, and one line on each thing that cannot.

    Raises InputError for a file that cannot be read, or is no TOML with [[corrections]].
    """
    place = str(path)
    try:
        data = read_bytes(path)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        found = reason(error) if isinstance(error, OSError) else "no such file"
        raise InputError(fault(place, "a corrections file", found)) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(no_utf8(place, data, error)) from None
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(no_toml(place, text, error)) from None
    faults = [fault(place, "the key corrections", "an unknown key", key=key) for key in tables if key != "corrections"]
    rows = tables.get("corrections", [])
    if not isinstance(rows, list):
        raise InputError(fault(place, "tables headed [[corrections]]", shown(rows), key="corrections"))
    headers = [text.count("\n", 0, header.start()) + 1 for header in _HEADER.finditer(text)]
    if len(headers) != len(rows):  # written otherwise than with headers; then the number alone names an entry
        headers = [0] * len(rows)
    entries = []
    for number, (line, row) in enumerate(zip(headers, rows, strict=True), start=1):
        entry, bad = _entry(place, line, number, row)
        faults += bad
        entries += [entry] if entry else []
    return entries, faults


def _entry(place: str, line: int, number: int, row: object) -> tuple[Entry | None, list[str]]:
    """One entry, or None with its faults."""
    if not isinstance(row, dict):
        return None, [fault(place, "a table headed [[corrections]]", shown(row), line=line)]
    faults: list[str] = []
    values: dict[str, Any] = {}
    for key, value in row.items():
        if key not in _KEYS:
            near = difflib.get_close_matches(key, [k for k in _KEYS if k not in row], n=1)
            expected = f"the key {near[0]}" if near else f"one of the keys {', '.join(_KEYS)}"
            faults.append(_fault(place, line, number, key, expected, "an unknown key"))
            continue
        try:
            values[key] = _KEYS[key](value)
        except _WrongError as error:
            faults.append(_fault(place, line, number, key, *error.args))
    required = [*_REQUIRED, *(("measure", "value") if row.get("action") == "add" else ())]
    faults += [_fault(place, line, number, key, "a value", "nothing") for key in required if key not in row]
    said = {name: values[name] for name in FIELDS if name in values}
    if row.get("action") == "change" and not said and not faults:
        faults.append(_fault(place, line, number, "action", f"what changes ({', '.join(FIELDS[:-1])})", "nothing"))
    if row.get("action") == "drop" and said:
        faults.append(_fault(place, line, number, next(iter(said)), "nothing beside drop", shown(next(iter(said)))))
    if faults:
        return None, faults
    action, document, quote, why = (values[key] for key in _REQUIRED)
    return Entry(place, line, number, action, document, quote, values.get("occurrence", 1), why, said), []
