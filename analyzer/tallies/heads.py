"""Which line of a table holds the column names: the first, or the only later one that names a candidate's column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from analyzer.model import InputError

SEPARATORS = ",;\t|"
LINES = 20  # that are looked at: titles are shorter
_QUOTED = re.compile(r'"(?:[^"]|"")*(?:"|$)')  # what stands within quotes parts nothing: "Roe, Jane"
_END = re.compile("\r\n|\n|\r")
_END_OF_BYTES = re.compile(rb"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Head:
    """The column names, "" where a column has none, how many lines stand above them, and what parts the fields."""

    names: list[str]
    above: int = 0
    separator: str = ","


def find(lines: Iterable[Head], check: Callable[[Head], object]) -> Head:
    """The first of the lines, where `check` takes it without an InputError; else the only other one that it takes.

    An empty name of another line is that of the line above, as in cells that go over both. Raises the InputError of the
    first where no line or several are taken.
    """
    several = iter(lines)
    first = next(several)
    try:
        check(first)
    except InputError as error:
        others = [line for line in _filled(first, several) if _is_taken(line, check)]
        if len(others) == 1:
            return others[0]
        raise InputError(f"{error}; line {first.above + 1} was taken for the column names") from None
    return first


def of_text(text: str) -> Iterator[Head]:
    """The first lines of a CSV with anything in them, each parted by the separator that it has most of."""
    start = 0
    for above in range(LINES):
        end = _END.search(text, start)
        line = text[start : end.start() if end else len(text)]
        if line.strip():
            separator = max(SEPARATORS, key=_QUOTED.sub("", line).count)
            yield Head(next(csv.reader(io.StringIO(text[start:], newline=""), delimiter=separator)), above, separator)
        if end is None:
            return
        start = end.end()


def without(data: bytes, lines: int) -> bytes:
    """The bytes after so many lines."""
    start = 0
    for _ in range(lines):
        end = _END_OF_BYTES.search(data, start)
        start = end.end() if end else len(data)
    return data[start:]


def _is_taken(line: Head, check: Callable[[Head], object]) -> bool:
    try:
        check(line)
    except InputError:
        return False
    return True


def _filled(first: Head, lines: Iterable[Head]) -> Iterator[Head]:
    """Lines with their empty names as in the line above, where it has as many."""
    before = first
    for line in lines:
        names = line.names
        if len(names) == len(before.names) and before.above + 1 == line.above:
            names = [name or above for name, above in zip(names, before.names, strict=True)]
        yield replace(line, names=names)
        before = line
