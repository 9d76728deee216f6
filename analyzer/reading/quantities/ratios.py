"""Ratios of ten or a hundred, of two numbers: "eight out of ten", "of every hundred voters, 48 chose Roe"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analyzer.model import Quantity
from analyzer.reading.languages.matchers import Matchers

_WHOLES = (10, 100)
_COUNTED = ("", "votes", "voters", "people")
_REACH = 120  # characters from the whole that is told first to its part
_BEFORE = 24  # and before it
_CLAUSE = re.compile(r"[^.;:!?\n]*")


def told(folded: str, quantities: list[Quantity], around: Matchers) -> list[Quantity]:
    """The numbers, each ratio as one percentage."""
    return _of_every(folded, _out_of(folded, quantities, around), around)


def opened(folded: str, start: int, around: Matchers) -> bool:
    """Is a place the first number behind the whole of a ratio ("of every ten who came, six …")?"""
    return around.of_every_ten.search(folded, max(0, start - _REACH), start) is not None


def _of_every(folded: str, quantities: Sequence[Quantity], around: Matchers) -> list[Quantity]:
    """Read "of every hundred voters, 48 chose Roe and 41 Poe" as 48 and 41 percent; the hundred counts nothing."""
    done: list[Quantity] = []
    whole: Quantity | None = None
    left = 0.0
    for q in quantities:
        if (
            q.value in _WHOLES
            and q.noun in _COUNTED
            and around.of_every.search(folded, max(0, q.start - _BEFORE), q.start)
        ):
            whole, left = q, q.value
            done.append(replace(q, unit="", noun="other"))
            continue
        if whole is not None:
            apart = q.start - whole.end > _REACH or _CLAUSE.fullmatch(folded, whole.end, q.start) is None
            if apart or q.unit not in ("", "count") or q.noun not in _COUNTED or not 0 < q.value <= left:
                whole = None
            else:
                left -= q.value
                each = 100 / whole.value
                q = replace(q, value=q.value * each, resolution=each, unit="percent", noun=whole.noun)
        done.append(q)
    return done


def _out_of(folded: str, quantities: list[Quantity], around: Matchers) -> list[Quantity]:
    """Read "eight out of ten" as 80 percent: only tens and hundreds are such a whole.

    "150 out of 220 seats" are seats, too.
    """
    done: list[Quantity] = []
    for q in quantities:
        part = done[-1] if done else None
        if part and q.noun == "seats" and not part.noun and around.out_of.fullmatch(folded, part.end, q.start):
            done[-1] = replace(part, noun="seats")
        if (
            part
            and q.value in (10, 100)
            and 0 < part.value < q.value
            and around.out_of.fullmatch(folded, part.end, q.start)
        ):
            part = done.pop()
            text, each = folded[part.start : q.end], 100 / q.value
            done.append(
                replace(
                    part, end=q.end, text=text, value=part.value * each, resolution=each, unit="percent", noun=q.noun
                )
            )
        else:
            done.append(q)
    return done
