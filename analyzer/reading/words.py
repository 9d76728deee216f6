"""The words of a folded text and where they stand, walked once for all who look words up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from itertools import accumulate

_WORD = re.compile(r"(\w+)")
_BLANKS = " \u00a0"


class Words:
    """`texts[i]` is the i-th word of `folded`, a run of letters, digits and underscores, at offset `starts[i]`."""

    __slots__ = ("folded", "starts", "texts")

    def __init__(self, folded: str) -> None:
        self.folded = folded
        pieces: list[str] = _WORD.split(folded)  # a gap, a word, a gap and so on
        self.texts = pieces[1::2]
        self.starts = list(accumulate(map(len, pieces)))[:-1:2]

    def between(self, start: int, end: int) -> range:
        """The indices of the words that begin between two offsets."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def before(self, at: int) -> str:
        """The word that nothing but blanks part from a place behind it; "" where it is a sign, or none, or goes on."""
        i = bisect_left(self.starts, at) - 1
        if i < 0:
            return ""
        word = self.texts[i]
        end = self.starts[i] + len(word)
        return word if end < at and not self.folded[end:at].strip(_BLANKS) else ""

    def behind(self, at: int) -> str:
        """The word that begins at a place or that nothing but blanks part from it, "" as in `before`."""
        i = bisect_left(self.starts, at)
        if i == len(self.starts):
            return ""
        return "" if self.folded[at : self.starts[i]].strip(_BLANKS) else self.texts[i]

    def among(self, known: Collection[str], some: range | None = None) -> list[int]:
        """The indices of the words that are in `known`."""
        if some is None:
            return [i for i, word in enumerate(self.texts) if word in known]
        return [i for i, word in enumerate(self.texts[some.start : some.stop], some.start) if word in known]
