"""Who issued a document, where it is somebody's own: a statement, a letter, a report.

Its first lines name him, or the lines below it; and it says "we".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.reading.prose.sentences import LEAD, Sentence
from analyzer.reading.sources import letters
from analyzer.reading.sources.assertion import ASIDE, WEAK
from analyzer.reading.sources.assertions import Assertions

_HEAD = 8  # lines over a document's first sentence
_TAIL = 5  # lines below its last
_HEADING, _SIGNATURE = 160, 60  # characters of a line of either
_KICKER = 2  # first lines that may say what kind of text it is
_BEGINS = 5  # characters before a name that a line begins with
_OURS = 2  # sentences that say "we" in a document of somebody's own


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issued a document, "" where that is not known; whether it calls itself a statement, and says "we".

    `candidate` is whether it is a letter that the candidate himself signs; `opinion` is whether its head calls it a
    text in its author's own voice: a column, an analysis.
    """

    source: str
    statement: bool
    first_person: bool
    opinion: bool
    candidate: bool


def find(assertions: Assertions, sentences: Sequence[Sentence], folded: str) -> Issuer:
    """The issuer of a document."""
    head = _short(sentences[:_HEAD], folded, _HEADING)
    tail = _short(sentences[: -_TAIL - 1 : -1], folded, _SIGNATURE) if len(sentences) > _HEAD else []

    def titled(lines: Sequence[Sentence]) -> str:
        """The one source that lines name, "" where they name several."""
        some = [a for line in lines for a in assertions.of(line) if a.source and a.how not in ASIDE]
        named = {a.source for a in some if a.how != "official"} or {a.source for a in some}
        return named.pop() if len(named) == 1 else ""

    signs = letters.signer(assertions, sentences, folded)
    source = signs.source if signs else titled(head[:1]) or titled(head) or titled(tail)
    called = assertions.language.idioms["statement"]
    statement = any(called.search(folded[s.start : s.end]) for s in head or sentences[:1])
    ours = bool(source) and (signs is not None or statement or _letterhead(source, [*head, *tail], assertions))
    own = assertions.language.idioms["opinion"]
    opinion = any(own.match(folded[s.start : s.end].lstrip()) for s in head[:_KICKER])
    source = source if ours else ""
    persons = ("we",) if signs is None else ("we", "myself")
    says = ours and _says(persons, assertions, sentences, folded)
    return Issuer(source, statement, says, opinion, signs is not None and signs.himself)


def first_speaker(assertions: Assertions, sentences: Sequence[Sentence]) -> str:
    """Who speaks first in the sentences that a document begins with, "" where nobody does."""
    spoken = (a.source for s in sentences[:LEAD] for a in assertions.of(s) if a.how not in WEAK and a.how != "turn")
    return next(spoken, "")


def _short(lines: Sequence[Sentence], folded: str, most: int) -> list[Sentence]:
    """The lines up to the first that is long or ends as a sentence does."""
    found: list[Sentence] = []
    for line in lines:
        if line.end - line.start > most or folded[line.start : line.end].rstrip()[-1:] in (".", "!", "?"):
            break
        found.append(line)
    return found


def _letterhead(source: str, lines: Sequence[Sentence], assertions: Assertions) -> bool:
    """Does a line begin with the source, as a letterhead or signature does and few headlines do?"""
    firsts = ((s, assertions.of(s)[:1]) for s in lines)
    return any(
        a.source == source and a.how == "named" and a.start - s.start <= _BEGINS for s, some in firsts for a in some
    )


def _says(persons: Sequence[str], assertions: Assertions, sentences: Sequence[Sentence], folded: str) -> bool:
    """Do sentences of the document, outside of quotations, say "we", or "I"?"""
    idioms, times = assertions.language.idioms, 0
    for s in sentences:
        found = (f for person in persons if (f := idioms[person].search(folded, s.start, s.end)))
        times += any(assertions.talk.quoted(f.start()) is None for f in found)
        if times == _OURS:
            return True
    return False
