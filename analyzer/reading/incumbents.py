"""Which of the candidates holds the office, as far as a document says so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from analyzer.reading.descriptions import Named
from analyzer.reading.language import Language

_BESIDE = 3  # characters between a role and the name that it stands right beside
_TITLE = 30  # characters of an office before a name
_NEAR = 60  # characters from a name to the word that says re-elected


def beside(folded: str, places: Sequence[tuple[int, int]], people: Sequence[Named]) -> str:
    """Whom a role stands right beside somewhere in the document ("the incumbent, Laurent Gbagbo")."""
    starts = [m.start for m in people]
    for start, end in places:
        behind, ahead = bisect_left(starts, end), bisect_left(starts, start) - 1
        if behind < len(people) and _joins(folded[end : min(starts[behind], end + _BESIDE + 1)]):
            return people[behind].candidate
        if (
            ahead >= 0
            and people[ahead].end <= start
            and _joins(folded[max(people[ahead].end, start - _BESIDE - 1) : start])
        ):
            return people[ahead].candidate
    return ""


def _joins(gap: str) -> bool:
    """Is what stands between a role and a name short, and nothing but signs?"""
    return len(gap) <= _BESIDE and gap.strip(" ,(") == ""


def titled(folded: str, people: Sequence[Named], language: Language) -> str:
    """The one candidate whom the document gives the office ("President Jane Roe"), "" for none and for several."""
    held = language.idioms["office_held"]
    found = {m.candidate for m in people if held.search(folded, max(0, m.start - _TITLE), m.start)}
    return found.pop() if len(found) == 1 else ""


def reelected(folded: str, people: Sequence[Named], language: Language) -> str:
    """Whom the document calls re-elected, which only an incumbent can be: the one named last before the word."""
    ends = [m.end for m in people]
    for word in language.idioms["reelected"].finditer(folded):
        at = bisect_right(ends, word.start()) - 1
        if at >= 0 and word.start() - ends[at] < _NEAR:
            return people[at].candidate
    return ""
