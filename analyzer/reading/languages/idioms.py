"""Turns of phrase before and behind a place, each tried only where a word stands that it begins with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property

from analyzer.reading.languages.beginnings import first_signs, whole_first_words
from analyzer.reading.languages.compiling import once
from analyzer.reading.languages.words import BLANKS, Vocabulary, Words

_Entries = list[tuple[str, "re.Pattern[str]"]]


class _Filed:
    """Patterns of several idioms by the word or sign that they begin with, compiled where a text first has it."""

    def __init__(self) -> None:
        #: Word or sign -> idiom -> patterns.
        self.patterns: dict[str, dict[str, list[str]]] = {}
        #: The same, compiled, as far as it was asked for.
        self.ready: dict[str, _Entries] = {}

    def add(self, idiom: str, pattern: str, words: frozenset[str]) -> None:
        """File a pattern of an idiom under some words."""
        for word in words:
            self.patterns.setdefault(word, {}).setdefault(idiom, []).append(pattern)

    def under(self, word: str) -> _Entries:
        """(idiom, what finds it) of those that may begin with a word or sign."""
        found = compiled(self.patterns.get(word, {}))
        if found:  # else there would be no end of words
            self.ready[word] = found
        return found


def compiled(idioms: Mapping[str, Sequence[str]]) -> _Entries:
    """The patterns of each idiom as one."""
    return [(idiom, once("|".join(some))) for idiom, some in idioms.items() if some]


def _longest_first(patterns: Sequence[str]) -> str:
    return "|".join(sorted(patterns, key=len, reverse=True))


class Sought:
    """An idiom that begins with a word, looked for between two places, and tried only where such a word stands."""

    def __init__(self, patterns: Sequence[str], vocabulary: Vocabulary) -> None:
        firsts = {pattern: whole_first_words(pattern) for pattern in patterns}
        listed = [pattern for pattern, words in firsts.items() if words]
        others = [pattern for pattern, words in firsts.items() if not words]
        self._sources = _longest_first(listed), rf"(?<!\w)(?:{_longest_first(others)})" if others else ""
        self._vocabulary = vocabulary
        self._number = vocabulary.add(frozenset().union(*(words for words in firsts.values() if words)))

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
        """What finds it where a word stands that it begins with, and what finds it elsewhere."""
        listed, others = self._sources
        return re.compile(listed), re.compile(others) if others else None

    def search(self, words: Words, start: int, end: int) -> re.Match[str] | None:
        """The first of its places between two, or None."""
        folded, found = words.folded, None
        listed, others = self._patterns
        places = words.places(self._vocabulary, self._number)
        for at in places[bisect_left(places, start) : bisect_left(places, end)]:
            if found := listed.match(folded, at, end):
                break
        other = others.search(folded, start, end) if others else None
        return other if other and (found is None or other.start() < found.start()) else found


class Leading:
    """Idioms that lead up to a place; each pattern ends in "$", and begins with a word or with "^", the first place."""

    def __init__(self, idioms: Mapping[str, Sequence[str]], vocabulary: Vocabulary) -> None:
        self._idioms, self._words, self._vocabulary = tuple(idioms), _Filed(), vocabulary
        opening: dict[str, list[str]] = {}
        anywhere: dict[str, list[str]] = {}
        for idiom, patterns in idioms.items():
            for pattern in patterns:
                if pattern.startswith("^"):
                    opening.setdefault(idiom, []).append(pattern)
                elif words := whole_first_words(pattern):
                    self._words.add(idiom, pattern, words)
                else:
                    anywhere.setdefault(idiom, []).append(rf"(?<!\w)(?:{pattern})")
        self._opening, self._anywhere = compiled(opening), compiled(anywhere)
        self._number = vocabulary.add(self._words.patterns)

    def find(self, words: Words, start: int, end: int) -> list[str]:
        """The idioms that lead up to the second of two places, and begin behind the first."""
        if start >= end:
            return []
        folded, filed = words.folded, self._words
        before = folded[start:end]
        found = [idiom for idiom, pattern in self._opening if pattern.match(before)]
        found += [idiom for idiom, pattern in self._anywhere if pattern.search(before)]
        begun, some = words.begun(self._vocabulary, self._number), words.between(start, end)
        for i in begun[bisect_left(begun, some.start) : bisect_left(begun, some.stop)]:
            word, at = words.texts[i], words.starts[i]
            for idiom, pattern in filed.ready.get(word) or filed.under(word):
                if pattern.match(folded, at, end):
                    found.append(idiom)
        return [idiom for idiom in self._idioms if idiom in found] if found else found


class Following:
    """Idioms that begin at a place; each pattern is filed under the first letter or sign that is no blank."""

    def __init__(self, idioms: Mapping[str, Sequence[str]]) -> None:
        self._idioms, self._signs = tuple(idioms), _Filed()
        anywhere: dict[str, list[str]] = {}
        for idiom, patterns in idioms.items():
            for pattern in patterns:
                if (signs := first_signs(pattern)) is not None:
                    self._signs.add(idiom, pattern, signs)
                else:
                    anywhere.setdefault(idiom, []).append(pattern)
        self._anywhere = compiled(anywhere)

    def find(self, words: Words, start: int, end: int) -> list[str]:
        """The idioms that begin at the first of two places and end before the second."""
        after = words.folded[start:end]
        sign = after.lstrip(BLANKS)[:1]
        some = self._signs.ready.get(sign) or self._signs.under(sign)
        found = [idiom for idiom, pattern in some if pattern.match(after)]
        found += [idiom for idiom, pattern in self._anywhere if pattern.match(after)]
        return [idiom for idiom in self._idioms if idiom in found] if found else found
