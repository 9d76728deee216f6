"""Leads told in percent: "a lead of 3 percent", "2% ahead", "won by 0.5 percent" are percentage points.

Whoever says so means the difference of two shares. What wins by more than `MOST` is a share itself ("won by 52%"), and
so are the two of a pair ("by 12% to 9%").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from analyzer.model import Quantity
from analyzer.reading.languages.language import Language

MOST = 20  # percent
_REACH_BEFORE, _REACH_AFTER = 90, 40  # characters of a turn of phrase
_PAIR = 24  # characters between the two of a pair
_GOES_ON = 120  # characters behind a lead in which another one may leave out its unit


def in_points(folded: str, found: Sequence[Quantity], language: Language) -> list[Quantity]:
    """The quantities, those that are said of a lead in percent as points."""
    done = list(found)
    for i, q in enumerate(found):
        if q.unit != "percent" or q.value > MOST or q.noun not in ("", "votes"):
            continue
        start = max(q.start - _REACH_BEFORE, found[i - 1].end if i else 0)
        end = min(q.end + _REACH_AFTER, found[i + 1].start if i + 1 < len(found) else len(folded))
        if _is_lead(folded, start, q, end, language) and not _of_pair(folded, found, i, language):
            done[i] = replace(q, unit="points")
    for i, q in enumerate(done[1:], start=1):
        if q.unit == "" and q.noun == "" and q.value <= MOST and _goes_on(folded, done[i - 1], q, language):
            done[i] = replace(q, unit="points")
    return done


def _goes_on(folded: str, last: Quantity, q: Quantity, language: Language) -> bool:
    """Is a lead told in the unit of the one before it ("had beaten her by 11 points. This time she won by 3")?"""
    near = last.unit == "points" and q.start - last.end <= _GOES_ON and before(folded, last.start, language)
    return near and told(folded, q.start, q.end, language)


def told(folded: str, start: int, end: int, language: Language) -> bool:
    """Is a number that counts nothing said of a lead ("she is nine ahead", "won by seven."), as far as it shows?"""
    if language.idioms["lead_after"].match(folded, end, end + _REACH_AFTER):
        return True
    closes = folded[end : end + 1] in tuple('".,;:)?!') or end == len(folded)
    return closes and before(folded, start, language)


def before(folded: str, start: int, language: Language) -> bool:
    """Does what stands before a number say that it is a lead ("won by")?"""
    return language.idioms["lead_before"].search(folded, max(0, start - _REACH_BEFORE), start) is not None


def _is_lead(folded: str, start: int, q: Quantity, end: int, language: Language) -> bool:
    behind, ahead = language.idioms["lead_after"], language.idioms["lead_before"]
    return behind.match(folded, q.end, end) is not None or ahead.search(folded, start, q.start) is not None


def _of_pair(folded: str, found: Sequence[Quantity], i: int, language: Language) -> bool:
    """Is a percentage one of two figures that are told together, each somebody's own?"""
    link = language.idioms["score_link"]
    for a, b in pairwise(found[max(i - 1, 0) : i + 2]):
        between = folded[a.end : b.start]
        if a.range_end == 0 and b.unit in ("percent", "") and len(between) <= _PAIR and link.fullmatch(between):
            return True
    return False
