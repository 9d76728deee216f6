"""Counts and percentages told in pairs, and which pairs are of one whole: "611 (46 %), 492 (37 %)" of some 1,330.

A count and its percentage tell how large the whole is, as finely as both are printed. Where the wholes of two pairs
overlap, both pairs are most likely of one count; the figures of a place, of another year or of a poll have a whole of
their own. Nothing is decided here: that a number's whole is shared is one observation among others (`evidence`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from analyzer.model import Quantity
from analyzer.reading.languages.language import Language
from analyzer.reading.meaning.neighbours import is_twin
from analyzer.reading.meaning.passage import OTHER_NOUNS

_AROUND = 8  # pairs on either side that one is held against
_SEVERAL = 2  # so many others of the same whole are as good as any number


class _Pair(NamedTuple):
    """Two numbers by their places, what they are, and the ends of what the whole may be."""

    first: int
    second: int
    told: tuple[float, float]
    low: float
    high: float


def wholes(numbers: Sequence[Quantity], folded: str, language: Language) -> dict[int, str]:
    """Place of each number of a pair -> "whole shared", "whole shared by several" or "whole alone".

    Nothing of a pair that has no other near it. `numbers` are all of a text, in order.
    """
    pairs = _pairs(numbers, folded, language)
    found: dict[int, str] = {}
    for i, pair in enumerate(pairs):
        others = [*pairs[max(0, i - _AROUND) : i], *pairs[i + 1 : i + 1 + _AROUND]]
        others = [o for o in others if o.told != pair.told]  # a pair told again says no more
        if others:
            same = len({o.told for o in others if o.low <= pair.high and pair.low <= o.high})
            said = "whole alone" if not same else "whole shared" if same < _SEVERAL else "whole shared by several"
            found[pair.first] = found[pair.second] = said
    return found


def _pairs(numbers: Sequence[Quantity], folded: str, language: Language) -> list[_Pair]:
    """The pairs of a count and a percentage, each number in one of them."""
    pairs = []
    taken = -1
    for first, second in pairwise(numbers):
        count, percent = (second, first) if first.unit == "percent" else (first, second)
        if (
            percent.unit != "percent"
            or count.unit not in ("count", "")
            or count.noun in OTHER_NOUNS
            or percent.noun in OTHER_NOUNS
            or first.start <= taken
            or not is_twin(folded, first, second, language)
        ):
            continue
        finely, close = count.resolution / 2, percent.resolution / 2
        if percent.value > close and count.value > finely:
            low, high = count.value - finely, count.value + finely
            whole = low / (percent.value + close), high / (percent.value - close)
            pairs.append(_Pair(first.start, second.start, (count.value, percent.value), *whole))
            taken = second.start
    return pairs
