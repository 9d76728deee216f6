"""Many patterns of several kinds, found in one walk over the words of a text.

A language has some fifteen hundred phrases that say something of a figure. Trying each at every place is what reading
would spend its time on; most places begin none of them. So each pattern is filed under the words that it can begin
with, and under the words that can follow those where they can be listed ("the commission"), and is tried only where
they stand. A kind with a pattern that may begin with any word is tried at each.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analyzer.reading.languages.beginnings import ANY, beginnings
from analyzer.reading.languages.compiling import once
from analyzer.reading.languages.words import Vocabulary, Words

_Entries = list[tuple[str, "re.Pattern[str] | None"]]


class Hit(NamedTuple):
    """A place where a pattern of a kind stands."""

    kind: str
    start: int
    end: int


class Lexicon:
    """Patterns by kind, on folded text, each a whole word or several: `find` gives their places in order.

    Lexicons that look at the same texts share a vocabulary.
    """

    def __init__(self, patterns: Mapping[str, Sequence[str]], vocabulary: Vocabulary | None = None) -> None:
        filed: dict[str, dict[str, dict[str, list[str]]]] = {}
        anywhere: dict[str, list[str]] = {}
        for kind, some in patterns.items():
            begin = {pattern: beginnings(pattern) for pattern in some}
            if None in begin.values():  # of a kind, the longest wins: all of it is tried where one of it is
                anywhere[kind] = list(some)
                continue
            for pattern, pairs in begin.items():
                for first, second in pairs or ():
                    filed.setdefault(first, {}).setdefault(second, {}).setdefault(kind, []).append(pattern)
        # first word -> second word -> kind -> patterns, compiled where a text first has the word: it has few of them.
        self._filed = filed
        self._vocabulary = vocabulary or Vocabulary()
        self._number = self._vocabulary.add(filed)
        self._ready: dict[str, tuple[dict[str, _Entries], _Entries]] = {}
        self._anywhere: _Entries = [(kind, _compiled(some)) for kind, some in anywhere.items()]

    def _beginning(self, first: str) -> tuple[dict[str, _Entries], _Entries]:
        """(kind, pattern) of what may begin with a word: by the second word, with those of any, and of any alone."""
        seconds = self._filed[first]
        general = seconds.get(ANY, {})
        known = {}
        for second, kinds in seconds.items():
            if second != ANY:
                both = {k: [*kinds.get(k, ()), *general.get(k, ())] for k in {**kinds, **general}}
                known[second] = _entries(first, both)
        self._ready[first] = known, _entries(first, general)
        return self._ready[first]

    def find(self, words: Words, some: range) -> list[Hit]:
        """Every place of every kind that begins with one of `some` words and ends before the last of them does.

        The sign behind the last is seen, too: "el segundo." is told from "el segundo turno".
        Hits of one kind do not overlap; the longest at a place wins.
        """
        if not some:
            return []
        found: list[Hit] = []
        last: dict[str, int] = {}
        filed, ready, anywhere, folded = self._filed, self._ready, self._anywhere, words.folded
        texts, starts = words.texts, words.starts
        last_word = some[-1]
        end = starts[last_word] + len(texts[last_word]) + 1
        begun = words.begun(self._vocabulary, self._number)
        inside = begun[bisect_left(begun, some.start) : bisect_left(begun, some.stop)]
        for i in some if anywhere else inside:
            first = texts[i]
            if anywhere and first not in filed:
                entries = anywhere
            else:
                seconds, general = ready.get(first) or self._beginning(first)
                entries = seconds.get(texts[i + 1], general) if i < last_word else general
                if anywhere:
                    entries = entries + anywhere
                elif not entries:
                    continue
            at = starts[i]
            for kind, pattern in entries:
                if kind in last and at < last[kind]:
                    continue
                if pattern is None:
                    stop = at + len(texts[i])
                elif matched := pattern.match(folded, at, end):
                    stop = matched.end()
                else:
                    continue
                last[kind] = stop
                found.append(Hit(kind, at, stop))
        return found


def _entries(first: str, kinds: Mapping[str, Sequence[str]]) -> _Entries:
    """(kind, pattern); a kind whose only phrase is the word itself needs no pattern at all (None)."""
    return [(kind, None if set(some) == {first} else _compiled(some)) for kind, some in kinds.items() if some]


def _compiled(patterns: Sequence[str]) -> re.Pattern[str]:
    return once("(?:" + "|".join(sorted(set(patterns), key=len, reverse=True)) + r")(?!\w)")
