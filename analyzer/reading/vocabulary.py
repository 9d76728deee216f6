"""Which of several collections of phrases may begin with a word: a text's words are looked up once for all of them."""

from __future__ import annotations

from collections.abc import Iterable


class Vocabulary:
    """Word -> the numbers of the collections that have phrases beginning with it (`Words.begun`)."""

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
