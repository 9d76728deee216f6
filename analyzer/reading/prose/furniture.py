"""Lines that a page puts between the paragraphs of an article and that say nothing of it.

A text copied from a page has "ADVERTISEMENT" in its midst, "Read more: ...", the caption of a photograph. What goes on
over them goes on: the text is read as if they were not there. A line with a number in it stays, whatever it looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from analyzer.reading.languages.language import Language, first_of
from analyzer.reading.languages.words import Words

_MOST = 400  # characters of such a line
_CREDITED = 60  # of who took a photograph
_EDGE = r"[ \t\[(*_|>-]*+"  # what such a line may be set off by
_INITIAL = r"(?<!\w\w)\."  # "Photo: J. Doe"
_BEHIND = re.compile(r"(?:\s*\n)?")  # the breaks, and not the margin of the next line
_DIGIT = re.compile(r"\d")


class _Lines(NamedTuple):
    """`first` and `other` find a line that is furniture throughout, `caption` one that ends with a photograph's credit.

    All captions have one of the words `credits`.
    """

    first: re.Pattern[str]
    other: re.Pattern[str]
    caption: re.Pattern[str]
    credits: frozenset[str]
    numbers: frozenset[str]


def find(words: Words, language: Language) -> Iterator[tuple[int, int]]:
    """Where such lines stand, in order, each with the breaks behind it."""
    lines, folded = _lines(language), words.folded
    starts = {m.end() for m in lines.other.finditer(folded)}
    if lines.first.match(folded):
        starts.add(0)
    if not lines.credits.isdisjoint(words.known):
        starts |= {start for start, stop in _credited(words, lines) if lines.caption.match(folded, start, stop)}
    for start in sorted(starts):
        stop = _end(folded, start)
        line = words.between(start, stop)
        if not _DIGIT.search(folded, start, stop) and lines.numbers.isdisjoint(words.texts[line.start : line.stop]):
            yield start, _BEHIND.match(folded, stop).end()  # type: ignore[union-attr]


def _credited(words: Words, lines: _Lines) -> Iterator[tuple[int, int]]:
    """Each line that has a word of a credit, unless it is too long for a caption."""
    stop = -1
    for i in words.among(lines.credits):
        if words.starts[i] > stop:
            start = words.folded.rfind("\n", 0, words.starts[i]) + 1
            stop = _end(words.folded, start)
            if stop - start <= _MOST:
                yield start, stop


def _end(folded: str, at: int) -> int:
    """Where the line that a place stands in ends."""
    stop = folded.find("\n", at)
    return len(folded) if stop < 0 else stop


@cache
def _lines(language: Language) -> _Lines:
    whole, credit = (language.patterns.source(name) for name in ("furniture", "photo_credit"))
    # Atomic: what one of a row of links may take in, the next could too, in more ways than can be tried.
    line = rf"{_EDGE}(?>{whole})(?: ?[|/·•>] ?(?>{whole}))*+[ \t\])*_|.<>:»›→-]*+$"
    return _Lines(
        re.compile(line, re.M),
        re.compile(rf"\n(?={line})", re.M),  # begins with what is found at the speed of a search
        re.compile(rf"(?:[^\n]*(?<!\w))?{credit}(?:[^\n.:;]|{_INITIAL}){{1,{_CREDITED}}}[.)\]]*$", re.M),
        first_of([credit]),
        # "Un", "una" and "uma" are articles far more often.
        frozenset((*(word for word, value in language.words.items() if value != 1), *language.scales))
        | frozenset((*language.fractions, *language.halves)),
    )
