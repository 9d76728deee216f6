"""Which documents can hold no claim, told before they are read; most of the news is of that kind.

Only what the reader itself needs is asked for, so that no claim is lost:

- The contest of a document is recognised by its candidates: all words of the names of two of them must stand in it, or
  of one and the year of the contest (`recognition`). Where the contest is given, this is not asked.
- A claim is a number: a digit must stand in the document, or a word of some language that begins a number.

Both are asked of the words as they stand, each folded once and then remembered, which is much cheaper than folding
the text. Folding changes character for character and makes no letter out of what is none, so that the words of a folded
text are those of its folded words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from analyzer.cleaning import clean, hides_words
from analyzer.folding import fold
from analyzer.model import Contest
from analyzer.reading.languages import language as languages
from analyzer.recognition import forms

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"[0-9]")
_BEYOND = re.compile(r"[^\x00-\x7f]")
_MOST = 200_000  # words remembered to be of no interest


class Prefilter:
    """Says of texts whether they may hold a claim. `recognised`: their contest is to be recognised among `contests`."""

    def __init__(self, contests: Sequence[Contest], recognised: bool) -> None:
        self._by_word: dict[str, list[tuple[int, str, frozenset[str]]]] = {}  # first word -> contest, candidate, words
        self._years = [str(contest.date.year) for contest in contests]
        self._recognised = recognised
        for place, contest in enumerate(contests) if recognised else ():
            for form, candidate, _ in forms(contest):
                words = _WORD.findall(form)
                self._by_word.setdefault(words[0], []).append((place, candidate, frozenset(words)))
        numbers = frozenset(_number_words())
        named = frozenset(word for some in self._by_word.values() for _, _, words in some for word in words)
        self._wanted = named | numbers
        self._numbers = numbers
        self._figures = any(not any(map(str.isalpha, word)) for word in self._wanted)
        self._dull: set[str] = set()

    def may_hold(self, text: str) -> bool:
        """Whether a text may hold a claim; False is certain."""
        if not self._recognised and _counts(text):
            return True
        if hides_words(text):
            text = clean(text).text
        known = self._known(text)
        if self._recognised and not self._may_be_of_a_contest(text, known):
            return False
        return not self._numbers.isdisjoint(known) or _counts(text)

    def _known(self, text: str) -> frozenset[str]:
        """The words of the folded text that matter; split at blanks first, which no word holds, for that is quick."""
        found: set[str] = set()
        for piece in set(text.split()).difference(self._dull):
            if piece.isascii() and piece.upper() == piece.lower() and not self._figures:
                continue  # no letter in it
            wanted = self._wanted.intersection(_WORD.findall(fold(piece)))
            if wanted:
                found |= wanted
            elif _DIGIT.search(piece) is None:  # figures are seldom met again
                self._dull.add(piece)
        if len(self._dull) > _MOST:
            self._dull.clear()
        return frozenset(found)

    def _may_be_of_a_contest(self, text: str, known: frozenset[str]) -> bool:
        """Does it name two candidates of a contest, or one and the year?"""
        named: dict[int, str] = {}
        for word in known & self._by_word.keys():
            for place, candidate, words in self._by_word[word]:
                if words <= known and (
                    named.setdefault(place, candidate) != candidate or _year_in(self._years[place], text)
                ):
                    return True
        return False


def _year_in(year: str, text: str) -> bool:
    """May the year stand in the folded text? Of digits of other scripts any may be its."""
    return year in text or _other_digit(text)


def _counts(text: str) -> bool:
    """May a digit stand in the folded text?"""
    return _DIGIT.search(text) is not None or _other_digit(text)


def _other_digit(text: str) -> bool:
    """Is there a sign, not of ASCII, that folding may make a digit ("２", "²")?"""
    return not text.isascii() and any(map(str.isnumeric, set(_BEYOND.findall(text))))


def _number_words() -> Iterable[str]:
    """The words that begin a number in some language."""
    for code in languages.codes():
        language = languages.load(code)
        for form in (*language.words, *language.scales, *language.fractions, *language.halves):
            if found := re.match(r"\w+", form):
                yield found.group()
