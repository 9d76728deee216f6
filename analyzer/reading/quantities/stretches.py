"""Long stretches of numbers and signs without a letter, as in files of data: where their numbers stand, and no more.

A megabyte of them holds half a million numbers, of which no sentence says anything. What joins numbers, parts, halves
or counts them is written in letters, so that they are told apart by their digits alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from analyzer.reading.quantities import masses

Places: TypeAlias = list[tuple[int, int]]

_LETTERLESS = re.compile(r"[\W\d_]{600,}")
EDGE = 24  # numbers at either end that are read as any others, since what stands beside them may be of them
_ODD = re.compile(r"(?:^|[ \u00a0\n(])\.\d|\d \d{3}|\d{41}")  # what is not just digits and what joins them
_LONGEST = 40  # characters of a number in digits
_OPENS = " \u00a0\n("


def find(folded: str, begun: Sequence[int], digits: re.Pattern[str], spaced: bool) -> list[Places]:
    """The stretches of a text, each as the places of its numbers, the outermost left out.

    `begun` is where words begin with a digit, `digits` finds one number, `spaced` says that a blank may group digits.
    """
    if not masses.may_be(begun, masses.MASS):
        return []
    found = []
    for stretch in _LETTERLESS.finditer(folded):
        numbers = [number.span() for number in digits.finditer(folded, *stretch.span())]
        if _ODD.search(stretch.group()):
            numbers = [part for number in numbers for part in _parts(folded, *number, spaced)]
        numbers = numbers[EDGE:-EDGE]
        if masses.found(folded, [start for start, _ in numbers], masses.MASS) == [range(len(numbers))]:
            found.append(numbers)
    return found


def _parts(folded: str, start: int, end: int, spaced: bool) -> Iterator[tuple[int, int]]:
    """The numbers that digits are which are found together: none, one or two."""
    if end - start > _LONGEST:
        return  # no number that anybody wrote
    if folded[start - 1] == "." and (start == 1 or folded[start - 2] in _OPENS):
        start -= 1  # ".5"
    elif not spaced and folded.count(" ", start, end) == 1:
        gap = folded.index(" ", start)
        yield start, gap  # "10 058"
        start = gap + 1
    yield start, end
