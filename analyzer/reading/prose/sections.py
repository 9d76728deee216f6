"""Texts that tell of one place after another below headings: which of their sections are about the contest's own.

Amazonas
With 99.88% of the votes counted, …
Ceará
With 99.83% …
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from analyzer.folding import CAPITAL, fold
from analyzer.model import Contest
from analyzer.reading.languages.language import Language

_LONGEST = 47  # characters of a heading
_SENTENCE = re.compile(r"[\d.!?;%]")  # what no heading has
_STOPS = frozenset(".!?;")  # one of which is at the end of most lines that have any
_WORD = re.compile(r"[^\W\d_]+")
_PLACE_LAST = re.compile(rf"(?<=[ '’]){CAPITAL}[\w'’-]+(?: {CAPITAL}[\w'’-]+)*$")
_PLACE = 4  # words of a heading that says no more than where


class Sections:
    """The headings of a text; with none that says only the contest's place, no section is elsewhere."""

    def __init__(self, text: str, contest: Contest, language: Language) -> None:
        self._language = language
        self._home = _home(f"{contest.name} {contest.id}", language)
        lines = [line.lstrip(" \t") for line in text.split("\n")]
        if _is_masthead(lines):
            del lines[0]
        short = (line for line in lines if 0 < len(line) <= _LONGEST and not line[0].isspace())
        self._most = max(
            (self._named(line) for line in short if self.is_heading(line) and self._is_home(line)), default=0
        )

    def is_heading(self, line: str) -> bool:
        """Is it a line of a few words in capitals and nothing else ("North Province", "GOVERNOR - ACRE (AC)")?"""
        if line[-1:] in _STOPS or _SENTENCE.search(line):
            return False
        words = _WORD.findall(line)
        if not 0 < len(words) <= _PLACE:
            return False
        function = self._language.function_words | self._language.determiners
        return words[0][0].isupper() and all(w[0].isupper() or fold(w) in function for w in words)

    def is_elsewhere(self, line: str) -> bool:
        """Does a heading begin a section about another place than the contest's, which has one of its own?"""
        return self._most > 0 and self._named(line) < self._most

    def is_of_a_place(self, line: str, home: Collection[str]) -> bool:
        """Does a heading announce the results of a place ("Results in Kent") that none of the words of `home` names?"""
        place = _PLACE_LAST.search(line)
        before = fold(line[: place.start()]) if place else ""
        first = _WORD.match(before)
        if place is None or first is None or self._language.idioms["place_first"].search(before) is None:
            return False
        announces = any(self._language.patterns[name].fullmatch(first.group()) for name in ("whole_label", "vote"))
        named = set(_WORD.findall(fold(place.group())))
        other = not any(self._language.patterns["calendar"].fullmatch(word) for word in named)
        return announces and other and named.isdisjoint(home)

    def _is_home(self, line: str) -> bool:
        """Does a heading say nothing but the contest's place ("MAYOR - ARDEN", never "The Arden Herald")?"""
        vote = self._language.patterns["vote"]
        return all(word in self._home or vote.fullmatch(word) for word in _words(line))

    def _named(self, line: str) -> int:
        """How many of the words that name the contest's place a line has."""
        return len(self._home & _words(line))


def is_title(line: str) -> bool:
    """Is it a short line that no sign ends, as what stands over a section ("Exit polling", "Background")?"""
    return 0 < len(line) <= _LONGEST and line[0].isupper() and _SENTENCE.search(line) is None


def _is_masthead(lines: Sequence[str]) -> bool:
    """Does the first line only say whose text it is, or what it is about: no figure stands in what follows it?"""
    return not any(map(str.isdigit, next((line for line in lines[1:] if line), "")))


@lru_cache(maxsize=256)
def _home(name: str, language: Language) -> frozenset[str]:
    """The words of a contest's name that say where it is."""
    vote = language.patterns["vote"]
    return frozenset(w for w in _words(name) if not vote.fullmatch(w))


def _words(text: str) -> set[str]:
    return {w for w in _WORD.findall(fold(text)) if len(w) > 3}
