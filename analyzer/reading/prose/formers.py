"""What a percentage was at an earlier vote, told between what it is of and what it is now.

"Turnout rose from 52 percent in 2022 to 58.3 percent" and "fell to 34.1 percent from 41 percent four years ago" are
read as if only the later figure were told: the earlier one is no claim, and the time beside it is not the other's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from analyzer.reading.languages.language import Language
from analyzer.reading.languages.words import Words
from analyzer.reading.prose.transparent import Piece

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_REACH = 32  # characters behind the earlier figure in which its time is told
_WORDS = 4  # that lead up to it, where the figure has its sign; without it, one
_NOW = 30  # characters before it in which the later figure may stand
_CUT = re.compile(r"[.;:()\[\]\n\d]")


def find(words: Words, language: Language, year: int) -> list[Piece]:
    """The earlier figures of a text about a vote of some year, in order, each with what leads up to it and its time."""
    return list(_pieces(words, language, str(year)))


def _pieces(words: Words, language: Language, year: str) -> Iterator[Piece]:
    folded, (earlier, later, onward) = words.folded, _patterns(language)
    end = 0
    for m in earlier.finditer(folded):
        told = _time(words, m.end(), language, year, _WORDS if m["percent"] else 1)
        if m.start() < end or told is None:
            continue
        behind = later.search(folded, max(0, m.start() - _NOW), m.start())
        if behind is not None:
            yield Piece(behind.end("figure"), told, m.span("number"))
        elif onward.match(folded, told):
            yield Piece(m.start() - 1, told, m.span("number"))
        else:
            continue
        end = told


def _time(words: Words, start: int, language: Language, year: str, most: int) -> int | None:
    """Where the time ends that is told behind a place and `most` words, None where none is, or is the vote's."""
    folded, reach = words.folded, start + _REACH
    named = _YEAR.search(folded, start, reach)
    stop = _CUT.search(folded, start, named.start() if named else reach)
    limit = stop.start() if stop else named.end() if named else reach
    for cue in language.cues.find(words, words.between(start, limit)):
        if cue.kind == "earlier":
            return cue.end if len(words.between(start, cue.start)) <= most else None
    if named is None or stop is not None or named.group() == year:
        return None
    return named.end() if len(words.between(start, named.start())) <= most else None


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The earlier figure behind its preposition; the later one right before that; and the later one behind."""
    percent, number = language.patterns.source("percent"), r"\d\d?(?:[.,]\d{1,3})?"
    before, onward = language.patterns.source("former_from"), language.patterns.source("former_to")
    return (
        re.compile(rf"(?<= )(?:{before}) ?(?P<number>{number})(?P<percent> ?(?:{percent}))?(?=[ ,])"),
        re.compile(rf"(?P<figure>(?<![\d.,]){number} ?(?:{percent})),? $"),
        re.compile(rf",? (?:{onward}) ?(?:[^\W\d]+ ){{0,3}}{number}(?!\d)"),
    )
