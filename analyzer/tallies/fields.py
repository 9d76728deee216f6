"""How many fields each line of a CSV has: told from its bytes, for a parser pads short lines and shifts long ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

_BLOCK = 1 << 24  # bytes that are looked at together
_NOTHING = np.frombuffer(b" \t", np.uint8)


def misfit(data: bytes, separator: str, names: int) -> tuple[int, int] | None:
    """(line, fields) of the first line, from 1, that has not as many fields as there are `names`; None without one.

    Empty fields behind the last name count for nothing, and neither do lines with nothing in them. A line end within
    quotes is none, and is not counted.
    """
    if b'"' in data:
        data = _unquoted(data, separator)
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    before = 0
    for block in _blocks(data):
        ends = np.flatnonzero(block == ord("\n"))
        if not len(ends) or ends[-1] != len(block) - 1:
            ends = np.append(ends, len(block))
        if (wrong := _first(block, ends, ord(separator), names)) is not None:
            line, fields = wrong
            return before + line + 1, fields
        before += len(ends)
    return None


def zeros_in_front(data: bytes) -> bool:
    """Whether any number in the bytes begins with a zero that is not its only digit before a point: "01", not "0"."""
    return any(_zeros(block) for block in _blocks(data))


def _zeros(block: npt.NDArray[np.uint8]) -> bool:
    places = np.flatnonzero(block[:-1] == ord("0"))
    digit = (block >= ord("0")) & (block <= ord("9"))
    return bool((digit[places + 1] & ~(digit[places - 1] & (places > 0))).any())


def _first(
    block: npt.NDArray[np.uint8], ends: npt.NDArray[np.intp], separator: int, names: int
) -> tuple[int, int] | None:
    """As `misfit`, of whole lines: their number from 0, and `ends`, where they end."""
    starts = np.concatenate([[0], ends[:-1] + 1])
    places = np.flatnonzero(block == separator)
    if names > 1 and len(places) == (names - 1) * len(ends):
        rows = places.reshape(len(ends), names - 1)
        if (rows[:, 0] >= starts).all() and (rows[:, -1] < ends).all():
            return None  # the same number on every line, which is the rule
    first = np.searchsorted(places, starts)
    fields = np.searchsorted(places, ends) - first + 1
    solid = np.zeros(len(block) + 1, np.int32)
    np.cumsum((block != separator) & (block != ord("\n")) & ~np.isin(block, _NOTHING), out=solid[1:])
    held = solid[ends] > solid[starts]
    wrong = held & (fields < names)
    more = np.flatnonzero(fields > names)
    wrong[more] = solid[ends[more]] > solid[places[first[more] + names - 1]]
    return (int(wrong.argmax()), int(fields[wrong.argmax()])) if wrong.any() else None


def _blocks(data: bytes) -> Iterator[npt.NDArray[np.uint8]]:
    """The bytes, some whole lines at a time."""
    start = 0
    while start < len(data):
        end = data.rfind(b"\n", start, start + _BLOCK) + 1 or data.find(b"\n", start + _BLOCK) + 1 or len(data)
        yield np.frombuffer(data, np.uint8, end - start, start)
        start = end


def _unquoted(data: bytes, separator: str) -> bytes:
    """The bytes with each quoted field as one sign. A quote that does not begin a field is a sign like any other."""
    quoted = rb'(?<![^%s\r\n])"(?:[^"]++|"")*+"' % re.escape(separator.encode())
    return re.sub(quoted, b'"', data)
