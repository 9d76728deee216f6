"""Which of the candidates holds the office, as far as a document says so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from analyzer.reading.descriptions import Named
from analyzer.reading.language import Language

_TITLE = 30  # characters of an office before a name
_NEAR = 60  # characters from a name to the word that says re-elected


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
