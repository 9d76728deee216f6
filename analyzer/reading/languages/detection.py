"""Which language a text is in: whose stop words it uses most, and, where that is close, whose words of the field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from analyzer.folding import fold
from analyzer.reading.languages.language import DEFAULT, codes, raw
from analyzer.reading.languages.words import Words

_ENOUGH = 3000  # words of a text that show its language
_CLOSE = 2  # stop words by which two languages are close
_WORD, _ESCAPE = re.compile(r"[^\W\d_]{3,}"), re.compile(r"\\.")


@cache
def _stopwords() -> dict[str, str]:
    """Stop word -> the languages that have it, their codes in one text: its hash is worked out but once."""
    found: dict[str, list[str]] = {}
    for code in codes():  # the words alone: compiling all of a language takes longer than reading a text
        for word in set(map(fold, raw(code)["stopwords"])):
            found.setdefault(word, []).append(code)
    return {word: " ".join(some) for word, some in found.items()}


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    """Language -> the words of its phrases, those of its stop words left out."""
    return {code: frozenset(_words_of(raw(code))) for code in codes()}


def _words_of(part: object) -> Iterator[str]:
    """The words in the phrases of a part of a language's file."""
    if isinstance(part, str):
        yield from _WORD.findall(_ESCAPE.sub(" ", fold(part)))
    elif isinstance(part, dict):
        for name, some in part.items():
            if isinstance(some, int | float) and not isinstance(some, bool):  # a number word or a scale, with its worth
                yield from _WORD.findall(fold(name))
            elif name != "stopwords":
                yield from _words_of(some)
    elif isinstance(part, list):
        for some in part:
            yield from _words_of(some)


def detect(words: Words) -> str:
    """The code of the language whose stop words a text uses most; English where none is used.

    Where two are close, as in a headline or a table, the words of the field decide ("devance", "voti").
    """
    known = _stopwords()
    counts = dict.fromkeys(codes(), 0)
    used = [known[word] for word in words.texts[:_ENOUGH] if word in known]
    for some in set(used):
        for code in some.split():
            counts[code] += used.count(some)
    first, second = sorted(counts.values(), reverse=True)[:2]
    if first - second <= _CLOSE:
        first_words = words.texts[:_ENOUGH]
        for code, field in _vocabulary().items():
            counts[code] += sum(map(field.__contains__, first_words))
    best = max(codes(), key=lambda code: (counts[code], code == DEFAULT))
    return best if counts[best] else DEFAULT
