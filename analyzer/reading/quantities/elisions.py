"""Units that one of two numbers leaves out: "52-48 %", "54% to 41", "51 percent to her 44", "15 points, 54 to 39".

And scales: "7.3 million votes to Roe's 3.3".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import isclose

from analyzer.model import Quantity
from analyzer.reading.languages.matchers import Matchers

_WHOLE = 100  # percent
_DAYS = 31  # of a month
_MILLION = 1e6
_TIMES = 3  # so often a number may hold another one that leaves out the same scale
_AROUND = 8  # numbers before and behind among which one stands that is near
_NEAR = 90  # characters from a percentage within which a bare decimal may be one
_DECIMAL = re.compile(r"\d{1,3}[.,]\d+(?= ?[^\W\d])")
_OPENS = 24  # characters before a range in which it is opened
_GAP = 12  # characters between two numbers of a pair
_OTHERS = ("year", "date", "time", "money")
_SHARED = ("time", "money", "seats")  # what both ends of a range count, said once: "from 8 to 5 p.m."
#: What stands between a lead and the figures whose it is.
SCORE = (", ", ": ", " (", " - ", " \u2013 ", " \u2014 ")


def completed(folded: str, quantities: Sequence[Quantity], around: Matchers) -> list[Quantity]:
    """The numbers, each with the unit that its partner has; the two ends of a range marked."""
    done = list(quantities)
    for i in range(len(done) - 1):
        first, second = done[i], done[i + 1]
        gap = folded[first.end : second.start]
        linked = around.link.fullmatch(gap) is not None and gap.strip() != ""
        owned = around.owned.fullmatch(gap) is not None  # "51 percent to her 44"
        close = linked and len(gap) <= _GAP
        if first.unit == "percent" and _bare_share(second, first) and (linked or owned):
            done[i + 1] = replace(second, unit="percent")
        elif first.noun in _OTHERS:
            continue
        elif (scale := _elided_scale(folded, done, i, around)) > 1:
            value, resolution = round(second.value * scale), second.resolution * scale
            done[i + 1] = replace(second, value=float(value), resolution=resolution, unit="count", noun=first.noun)
        elif i and (close or owned) and _is_score(folded, done[i - 1], first, second):
            done[i], done[i + 1] = replace(first, unit="percent"), replace(second, unit="percent")
        elif close and second.unit and first.unit in ("", second.unit):
            done[i], done[i + 1] = _paired(folded, first, second, around)
        elif close and _bare(first) and second.noun in _SHARED and _opened(folded, first, around):
            done[i] = replace(first, noun=second.noun)
        elif close and _bare(first) and second.noun == "date" and first.value <= _DAYS:  # "14-16 December"
            done[i] = replace(first, noun="date")
    return done


def _elided_scale(folded: str, quantities: Sequence[Quantity], i: int, around: Matchers) -> float:
    """What the scale is worth that a number shares with the one before it ("7.3 million votes to Roe's 3.3"), or 1.

    Both have as many decimals, neither is several times the other, and no percentage stands near: it would be one.
    """
    first, second = quantities[i], quantities[i + 1]
    if not _bare(second) or not 0 < second.resolution < 1 or first.value < _MILLION or first.unit not in ("", "count"):
        return 1
    shown = _DECIMAL.match(first.text)
    scale = float(round(first.value / float(shown.group().replace(",", ".")))) if shown else 1.0
    worth = second.value * scale
    alike = isclose(first.resolution, second.resolution * scale) and worth / _TIMES <= first.value <= worth * _TIMES
    if scale < _MILLION or not alike or not around.parallel.fullmatch(folded, first.end, second.start):
        return 1
    near = quantities[max(0, i - _AROUND) : i + _AROUND]
    return 1 if any(q.unit == "percent" and abs(first.start - q.start) < _NEAR for q in near) else scale


def _bare_share(q: Quantity, before: Quantity) -> bool:
    """May a number be a percentage whose sign is left out: a decimal, or what whole ones leave ("54% to 41")?"""
    bare = _bare(q) and q.value <= _WHOLE
    return bare and (q.resolution < 1 or before.value + q.value <= _WHOLE)


def _bare(q: Quantity) -> bool:
    return q.unit == "" and q.noun == ""


def _is_score(folded: str, lead: Quantity, one: Quantity, other: Quantity) -> bool:
    """Do two bare numbers differ by the points told right before them ("ahead by 15 points, 54 to 39")?"""
    return (
        lead.unit == "points"
        and _bare(one)
        and _bare(other)
        and one.value + other.value <= _WHOLE
        and folded[lead.end : one.start] in SCORE
        and abs(one.value - other.value - lead.value) <= max(lead.resolution, one.resolution) / 2
    )


def _opened(folded: str, first: Quantity, around: Matchers, joined: bool = False) -> bool:
    """Does a word before a number say that it is the first end of a range ("between", "from")?

    "And" joins two figures (`joined`), and the ends of a range behind "between" alone.
    """
    opening = around.between if joined else around.ranged
    return opening.search(folded, max(0, first.start - _OPENS), first.start) is not None


def _paired(folded: str, first: Quantity, second: Quantity, around: Matchers) -> tuple[Quantity, Quantity]:
    """The first of two with the unit of the second; both marked, where they are the ends of a range."""
    elided = _bare(first) and second.unit in ("percent", "points") and first.value <= _WHOLE
    joined = around.joined.fullmatch(folded, first.end, second.start) is not None
    ranged = (
        first.value < second.value
        and (_opened(folded, first, around, joined) or (elided and not joined))
        and second.value <= _WHOLE
        and second.unit != "count"
    )
    if elided:
        first = replace(first, unit=second.unit)
    if ranged:
        return replace(first, range_end=-1), replace(second, range_end=1)
    return first, second
