"""Counts and percentages told in pairs, and which pairs are of one whole: "611 (46 %), 492 (37 %)" of some 1,330.

A count and its percentage tell how large the whole is, as finely as both are printed. Where the wholes of two pairs
overlap, both pairs are most likely of one count; the figures of a place, of another year or of a poll have a whole of
their own. How large it is beside the electorate says more than how large the count is: few votes are of a whole country
where one percent is. Nothing is decided here: these are observations among others (`evidence`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from analyzer.model import Contest, Quantity
from analyzer.reading.languages.language import Language
from analyzer.reading.meaning.neighbours import is_twin
from analyzer.reading.meaning.passage import OTHER_NOUNS, Whole

_AROUND = 8  # pairs on either side that one is held against
_SEVERAL = 2  # so many others of the same whole are as good as any number
_PARTS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.25, 0.45, 0.75, 0.97, 1.03)  # of an electorate, between which counts differ
_HUNDRED = 100  # percent
_VOTE = 1.6  # an electorate, for each vote cast
_NO_ROWS: Mapping[str, float] = {}


class _Pair(NamedTuple):
    """Two numbers by their places, what they are, and the ends of what the whole may be."""

    first: int
    second: int
    told: tuple[float, float]
    low: float
    high: float


def electorate(contest: Contest, last: Mapping[str, Mapping[str, float]]) -> float:
    """How many may vote, as far as the contest or the text so far tells, 0 for unknown: of 1,900, 600 are many.

    `last` is what the text has stated: measure -> whose -> the figure.
    """
    if contest.registered_voters:
        return contest.registered_voters
    if told := max(last.get("registered", _NO_ROWS).values(), default=0.0):
        return told
    cast, votes = last.get("ballots", _NO_ROWS).values(), last.get("votes", _NO_ROWS).values()
    return _VOTE * max(max(cast, default=0.0), sum(votes))


def part(value: float, voters: float, contest: Contest, last: Mapping[str, Mapping[str, float]]) -> str:
    """What part of an electorate so many are, in steps, and whether the electorate is only guessed."""
    guessed = "" if contest.registered_voters or last.get("registered") else ", guessed"
    return f"of the voters{guessed} {bisect_left(_PARTS, value / voters)}"


def wholes(numbers: Sequence[Quantity], folded: str, language: Language) -> dict[int, Whole]:
    """Place of each number of a pair -> its whole: "whole shared", "whole shared by several" or "whole alone".

    `numbers` are all of a text, in order.
    """
    pairs = _pairs(numbers, folded, language)
    found: dict[int, Whole] = {}
    for i, pair in enumerate(pairs):
        others = [*pairs[max(0, i - _AROUND) : i], *pairs[i + 1 : i + 1 + _AROUND]]
        others = [o for o in others if o.told != pair.told]  # a pair told again says no more
        same = len({o.told for o in others if o.low <= pair.high and pair.low <= o.high})
        said = "whole alone" if not same else "whole shared" if same < _SEVERAL else "whole shared by several"
        found[pair.first] = found[pair.second] = Whole(said if others else "", _HUNDRED * (pair.low + pair.high) / 2)
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
