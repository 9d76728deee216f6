"""A sentence in which one source's figures are set against another's is read as two.

"The board gave Roe 52 percent, but the Union puts her at 45": where somebody else begins to speak, a new sentence
begins. The model is fitted to few such sentences, and reads the two by themselves far better.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from analyzer.reading.languages.language import Language
from analyzer.reading.prose.sentences import Sentence
from analyzer.reading.sources.assertion import ASIDE, Assertion
from analyzer.reading.sources.assertions import Assertions

_REACH = 60  # characters from where a clause begins to who speaks in it
_BESIDE = 8  # from a name to its figure: ", en "
_SPEAKS = frozenset(("says, inverted", "opens and says", "possession", "officer"))
_CLOSES = frozenset(("according", "according, candidate", "says, inverted", "says, inverted, candidate"))
_BEGINS = frozenset(("says", "according", "before a colon", "says, candidate", "according, candidate"))


def parted(
    sentences: Sequence[Sentence], figures: Sequence[int], assertions: Assertions, folded: str
) -> list[Sentence]:
    """The sentences, each parted where another source begins to speak; `figures` are the places of the numbers."""
    found: list[Sentence] = []
    for sentence in sentences:
        first, last = bisect_left(figures, sentence.start), bisect_left(figures, sentence.end)
        cuts = _cuts(sentence, figures[first:last], assertions, folded) if last - first > 1 else ()
        start = sentence.start
        for cut in cuts:
            found.append(Sentence(start, cut - 1, sentence.paragraph))  # a sign and a blank stand before it
            start = cut
        found.append(Sentence(start, sentence.end, sentence.paragraph))
    return found


def _cuts(sentence: Sentence, figures: Sequence[int], assertions: Assertions, folded: str) -> Iterator[int]:
    """Where another source begins to speak, with figures before and behind."""
    if not (folded.find(",", *sentence[:2]) >= 0 or folded.find(";", *sentence[:2]) >= 0):
        return
    told = [a for a in assertions.of(sentence) if a.how not in ASIDE and a.source]
    speaking = [a for a in told if a.how in _BEGINS | _SPEAKS]
    start = sentence.start
    for a in told:
        before = [b for b in speaking if start <= b.start and b.end <= a.start]
        cut = _cut(start, a, before, figures, assertions, folded)
        if not cut or assertions.talk.quoted(cut) is not None:
            continue
        if bisect_left(figures, start) < bisect_left(figures, cut) < len(figures):
            yield cut
            start = cut


def _cut(
    start: int, a: Assertion, before: Sequence[Assertion], figures: Sequence[int], assertions: Assertions, folded: str
) -> int:
    """Where the clause begins that somebody speaks in, if it is set against what others said `before`; else 0."""
    last = before[-1] if before else None
    if last and last.source == a.source:
        return 0
    if last and a.how in _CLOSES and last.how in _CLOSES and folded[last.end : last.end + 2] in (", ", "; "):
        behind = bisect_left(figures, last.end)
        told = bisect_left(figures, start) < bisect_left(figures, last.start)
        if told and behind < len(figures) and figures[behind] < a.start:  # "52 percent, says A, or 45, according to B"
            return last.end + 2
    alone = a.how == "named" and last and _stands_beside(a, figures, assertions)  # "…, the Mission at 61 percent"
    if not (a.how in _BEGINS or alone):
        return 0
    clause = _begins(assertions.language).search(folded, max(start, a.start - _REACH), a.start)
    if clause is None:
        return 0
    against = clause["against"] is not None
    if a.how.startswith("according") and not against and clause["sign"] == ",":
        return 0  # "the turnout, published by the court at 61 percent, …"
    return clause.end("sign") + 1 if last or against else 0


def _stands_beside(a: Assertion, figures: Sequence[int], assertions: Assertions) -> bool:
    """Does a figure stand right behind the name of somebody who is on no candidate's side?"""
    behind = bisect_left(figures, a.end)
    return behind < len(figures) and figures[behind] - a.end <= _BESIDE and not assertions.side(a.source)


@cache
def _begins(language: Language) -> re.Pattern[str]:
    """What a clause begins with, up to who speaks in it: ", but the ", "; "."""
    against, article = language.patterns.source("against"), "|".join(map(re.escape, sorted(language.determiners)))
    also = language.patterns.source("and")
    return re.compile(rf"(?P<sign>[,;]) (?:(?P<against>{against}) |{also} )?(?:(?:{article}) ?)?(?:\w+ )?$")
