"""Subjects that only the verb tells, where the sentence before says whose it is: "NAME voted early. Obtained 52 %."

English and French always have one; where a language may leave it out, it is whom the sentence before begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analyzer.folding import CAPITAL
from analyzer.reading.names.mentions import STOP, Mention, disjoint

_OPENS = re.compile(r"(?:[.!?][ \u00a0\"]*|\n|^)(?P<ahead>(?:[^.,;:!?\n\"]{1,60}, )?)$")
_REACH = 64  # characters before a verb in which its sentence begins
_BEFORE = 320  # characters of the sentence before
_STRANGER = re.compile(rf"(?<=[^.!?\n] ){CAPITAL}[a-z]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TOLD = re.compile(r"[\d.!?\n]")  # a verb's subject may stand behind it as far as a figure


def added(
    text: str, folded: str, verbs: Sequence[tuple[int, int]], mentions: list[Mention], year: int
) -> list[Mention]:
    """The mentions with those that stand, without a character, before a verb whose subject the sentence before tells.

    `verbs`: where those begin and end that may be said of a candidate, and have no subject where they open a sentence.
    A sentence that is of another `year` than the vote's goes on to tell of that.
    """
    found = list(_found(text, folded, verbs, mentions, str(year)))
    return disjoint([*mentions, *found]) if found else mentions


def _found(
    text: str, folded: str, verbs: Sequence[tuple[int, int]], mentions: Sequence[Mention], year: str
) -> Iterator[Mention]:
    done: dict[int, Mention] = {}
    for at, end in verbs:
        opening = _OPENS.search(folded, max(0, at - _REACH), at)
        if opening is None or opening.start() == 0 or folded[opening.start()] == "\n":
            continue
        begins = opening.start("ahead")
        told = _TOLD.search(folded, end)
        limit = told.start() if told else len(folded)
        if any(begins <= m.start < limit and m.how != "pronoun" and (m.candidate or m.start > at) for m in mentions):
            continue
        stops = [stop.end() for stop in STOP.finditer(folded, max(0, begins - _BEFORE), opening.start())]
        before = stops[-1] if stops else max(0, begins - _BEFORE)
        if any(other.group() != year for other in _YEAR.finditer(folded, before, begins)):
            continue
        about = [m for m in [*mentions, *done.values()] if before <= m.start < begins]
        first = min((m for m in about if m.candidate or not m.source), default=None)
        if first is None or not first.candidate or _is_strangers(text, before, first, about):
            continue
        done[at] = Mention(at, at, first.candidate, "", "pronoun")
        yield done[at]


def _is_strangers(text: str, before: int, first: Mention, about: Sequence[Mention]) -> bool:
    """Is somebody whom the contest does not know named before the first whom it does?"""
    names = _STRANGER.finditer(text, before, first.start)
    return any(not any(m.start <= name.start() < m.end for m in about) for name in names)
