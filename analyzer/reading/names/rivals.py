"""Whom "his rival" stands for: the other of the two main candidates than whom the text is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.reading.names.mentions import Mention

_NEAR = 60  # characters behind a rival in which a name stands that says who, or whose, he is


def named(
    folded: str, mentions: Sequence[Mention], i: int, last: str, leading: Sequence[str], of: re.Pattern[str]
) -> str:
    """The candidate whom the i-th mention, a rival, stands for, "" where nobody can be told.

    `last`: who was named before it; `of`: what stands between a rival and whose rival he is.
    """
    here = mentions[i]
    beside = next((m for m in mentions[i + 1 : i + 4] if m.candidate and m.start - here.end < _NEAR), None)
    after = beside.candidate if beside else ""
    if beside and of.fullmatch(folded, here.end, beside.start):  # "the rival of NAME": anybody but NAME
        return last if last and last != after else next((c for c in leading if c != after), "")
    if beside and folded[here.end : beside.start] in (" ", ", "):
        return after  # "his rival, NAME", whoever was named before
    others = [c for c in leading if c != last]
    return after if after and after != last else (others[0] if last and others else "")
