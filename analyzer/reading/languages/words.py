"""The words of a folded text and where they stand, walked once for all who look words up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable
from itertools import accumulate, compress, count
from operator import add

_WORD = re.compile(r"(\w+)")
_BLANKED = {code: " " for code in range(128) if not re.match(r"\w", chr(code))}  # for each sign, a blank
BLANKS = " \u00a0"


class Vocabulary:
    """Which of several collections of phrases may begin with a word: a text's words are looked up once for all of them.

    `numbers`: word -> the numbers of the collections that have phrases beginning with it.
    """

    __slots__ = ("numbers", "size")

    def __init__(self) -> None:
        self.numbers: dict[str, tuple[int, ...]] = {}
        self.size = 0

    def add(self, words: Iterable[str]) -> int:
        """Add a collection by the words that its phrases begin with; its number."""
        for word in words:
            self.numbers[word] = (*self.numbers.get(word, ()), self.size)
        self.size += 1
        return self.size - 1


class Words:
    """`texts[i]` is the i-th word of `folded`, a run of letters, digits and underscores, at offset `starts[i]`."""

    __slots__ = ("_begun", "_known", "_places", "_vocabulary", "folded", "starts", "texts")

    def __init__(self, folded: str) -> None:
        self.folded = folded
        if folded.isascii():  # most often; it takes half as long as a regular expression
            pieces = folded.translate(_BLANKED).split(" ")
            starts = map(add, accumulate(map(len, pieces), initial=0), count())  # a sign stands behind each
            self.texts, self.starts = list(filter(None, pieces)), list(compress(starts, pieces))
        else:
            pieces = _WORD.split(folded)  # a gap, a word, a gap and so on
            self.texts, self.starts = pieces[1::2], list(accumulate(map(len, pieces)))[:-1:2]
        self._known: frozenset[str] | None = None
        self._vocabulary: Vocabulary | None = None
        self._begun: list[list[int]] = []
        self._places: dict[int, list[int]] = {}

    @property
    def known(self) -> frozenset[str]:
        """All of its words."""
        if self._known is None:
            self._known = frozenset(self.texts)
        return self._known

    def begun(self, vocabulary: Vocabulary, number: int) -> list[int]:
        """The indices of the words that phrases of a collection of a vocabulary may begin with."""
        if self._vocabulary is not vocabulary:
            self._vocabulary, self._begun = vocabulary, [[] for _ in range(vocabulary.size)]
            for i, numbers in enumerate(map(vocabulary.numbers.get, self.texts)):
                for each in numbers or ():
                    self._begun[each].append(i)
            self._places = {}
        return self._begun[number]

    def places(self, vocabulary: Vocabulary, number: int) -> list[int]:
        """Where those words begin."""
        begun = self.begun(vocabulary, number)
        found = self._places.get(number)
        if found is None:
            found = self._places[number] = [self.starts[i] for i in begun]
        return found

    def between(self, start: int, end: int) -> range:
        """The indices of the words that begin between two offsets."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def before(self, at: int) -> str:
        """The word or sign that nothing but blanks part from a place behind it, "" where a word reaches up to it.

        A line end right before the place is passed over, as the "$" of a pattern passes it over.
        """
        folded = self.folded
        end = at - folded.startswith("\n", at - 1) if at else 0
        while end and folded[end - 1] in BLANKS:
            end -= 1
        if not end:
            return ""
        sign = folded[end - 1]
        if not sign.isalnum() and sign != "_":
            return sign
        return self.texts[bisect_left(self.starts, end) - 1] if end < at else ""

    def behind(self, at: int) -> str:
        """The word or sign that begins at a place, or that only blanks part from it, "" where a word goes on there."""
        folded, start = self.folded, at
        while start < len(folded) and folded[start] in BLANKS:
            start += 1
        if start == len(folded):
            return ""
        sign = folded[start]
        if not sign.isalnum() and sign != "_":
            return sign
        i = bisect_left(self.starts, start)
        return self.texts[i] if i < len(self.starts) and self.starts[i] == start else ""

    def among(self, known: Collection[str], some: range | None = None) -> list[int]:
        """The indices of the words that are in `known`."""
        if some is None:
            return [i for i, word in enumerate(self.texts) if word in known]
        return [i for i, word in enumerate(self.texts[some.start : some.stop], some.start) if word in known]
