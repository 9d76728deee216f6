"""Who speaks the quotations of a document, or the turns of talk that count as such."""

from __future__ import annotations

import re

from analyzer.reading.prose.sentences import Sentence
from analyzer.reading.sources.assertion import WEAK, Assertion
from analyzer.reading.sources.assertions import Assertions

_REACH = 110  # how far from a quotation its speaker may be named
_BESIDE = 6  # characters between a quotation and who speaks it where nothing but an auxiliary stands there
_UNNAMED = ("goes on", "stranger, focus")  # ways of making somebody answerable who is not named there
_STOP = re.compile(r"[.!?] ")
_CLOSED = re.compile(r"[.\u2026] ?.$")
_BACK = 4  # quotations that one speaker may have been named before


class Quotations:
    """The quotations of one document, with their speakers once they have been looked for."""

    def __init__(self, assertions: Assertions, folded: str) -> None:
        self._assertions, self._talk, self._folded = assertions, assertions.talk, folded
        self._spoken_by: dict[tuple[int, int], list[Assertion]] = {}

    def speakers(self, at: int) -> list[Assertion]:
        """Who speaks the quotation that a figure stands in, or else the one before it in the same paragraph."""
        quote = self._talk.quoted(at)
        for _ in range(_BACK):
            if quote is None:
                break
            if found := self._spoken(quote):
                return found
            before = self._talk.before(quote[0])
            quote = None if before is None or "\n" in self._folded[before[1] : quote[0]] else before
        return []

    def beside(self, at: int, a: Assertion) -> bool:
        """Does a figure stand in a quotation, and somebody who is made answerable right before or behind that?"""
        quote = self._talk.quoted(at)
        # What leads up to a quotation takes its first mark in: "NAME: \"".
        return quote is not None and (0 <= a.start - quote[1] <= _BESIDE or -1 <= quote[0] - a.end <= _BESIDE)

    def turned_away(self, a: Assertion, at: int) -> bool:
        """Is it a quotation that somebody says, right before or behind, and on its other side a figure stands?

        What he says is quoted; the figure may be told of him ("\"…\", said NAME, who won 51 percent").
        """
        if a.end <= at:
            quote = self._talk.before(a.start)
            return quote is not None and 0 <= a.start - quote[1] <= _BESIDE
        quote = self._talk.before(a.end + _BESIDE)
        return quote is not None and quote[0] >= a.end - 1

    def _spoken(self, quote: tuple[int, int]) -> list[Assertion]:
        """Who is said to speak a quotation just before or behind it, on its line."""
        if source := self._talk.speaker(quote):
            return [Assertion(*quote, source, "turn")]
        if quote not in self._spoken_by:
            start, end = quote
            line = self._folded.rfind("\n", max(0, start - _REACH), start) + 1
            stop = self._folded.find("\n", end, end + _REACH)
            around = (
                Sentence(max(line, start - _REACH), start + 1, -1),
                Sentence(end - 1, min(len(self._folded), end + _REACH) if stop < 0 else stop, -1),
            )
            able = [
                a
                for place in around
                for a in self._assertions.of(place)
                if a.source
                and a.how not in (*WEAK, "anaphor", "official")
                and "acts" not in a.how
                and self._talk.quoted(a.start) in (None, quote)
            ]
            named = [a for a in able if a.how not in _UNNAMED]
            self._spoken_by[quote] = sorted(named or able, key=lambda a: self._distance(a, quote))[:1]
        return self._spoken_by[quote]

    def _distance(self, a: Assertion, quote: tuple[int, int]) -> tuple[int, int]:
        """How far from a quotation its speaker is named: nearest in its own sentence, then before it.

        What stands behind a quotation that ends with a stop ('… of the vote."') begins a sentence of its own.
        """
        ahead = a.end <= quote[0] + 1
        start, end = (a.end, quote[0]) if ahead else (quote[1], a.start)
        if not ahead and _CLOSED.search(self._folded, max(quote[0], quote[1] - 3), quote[1]):
            return 2, abs(end - start)
        return int(_STOP.search(self._folded, start, max(start, end)) is not None), abs(end - start)
