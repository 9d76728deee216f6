"""What a place that names somebody is, and which of several that overlap stay."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

#: A title written short, where a name follows: "Mr. ", "Gov. ", "M. ".
SHORT_TITLE = re.compile(r"(?<!\w)([^\W\d_]{1,5})\.[ \u00a0]$")
#: Where a sentence, or a line, ends between two mentions.
STOP = re.compile(r"[.!?][ \"]|\n")
_APPOSED = re.compile(r"\)?(?: ?\([^()]{0,40}\))?,? ?[,(] ?")


class Mention(NamedTuple):
    """A place that names somebody. It may name a candidate, a source, or either ("PRI"); `how` says by what."""

    start: int
    end: int
    candidate: str = ""
    source: str = ""
    how: str = "name"


def apposed(folded: str, done: Sequence[Mention], m: Mention) -> bool:
    """Does a role only say again who somebody is ("Jane Roe (PL), her rival, got …")?"""
    last = next((d for d in reversed(done) if d.candidate), None)
    if last is None or last.how != "name":
        return False
    closed = folded[m.end : m.end + 1] in (",", ")")
    return closed and _APPOSED.fullmatch(folded, last.end, m.start) is not None


def titles(text: str, m: Mention) -> bool:
    """Is a role the title of the name that follows it ("the opposition candidate Jane Roe")? Then the name says it."""
    return m.how != "pronoun" and text[m.end : m.end + 1] == " " and text[m.end + 1 : m.end + 2].isupper()


def disjoint(mentions: list[Mention], weaker: list[Mention] | None = None) -> list[Mention]:
    """In order of place; of two that overlap the longer stays, and never one of `weaker` over one of `mentions`."""
    if weaker:
        starts = [m.start for m in mentions]
        free = []
        for w in weaker:
            at = bisect_left(starts, w.end)
            if not (at and mentions[at - 1].end > w.start):
                free.append(w)
        return disjoint([*mentions, *free])
    if weaker is not None:
        return mentions
    done: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.start, -(m.end - m.start), m.how != "name")):
        if not done or m.start >= done[-1].end:
            done.append(m)
    return done
