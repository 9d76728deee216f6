"""Texts that tell of one place after another below headings: which of their sections are about the contest's own.

Amazonas
With 99.88% of the votes counted, …
Ceará
With 99.83% …
"""

from __future__ import annotations

import re

from analyzer.model import Contest
from analyzer.reading.folding import fold
from analyzer.reading.language import Language

_LINE = re.compile(r"(?m)^[ \t]*(\S[^\n]{0,46})$")
_WORD = re.compile(r"[^\W\d_]+")
_PLACE = 4  # words of a heading that says no more than where


class Sections:
    """The headings of a text; with none that names the contest's place, no section is elsewhere."""

    def __init__(self, text: str, contest: Contest, language: Language) -> None:
        self._language = language
        vote = language.patterns["vote"]
        self._home = {w for w in _words(f"{contest.name} {contest.id}") if not vote.fullmatch(w)}
        self._most = max((self._named(m[1]) for m in _LINE.finditer(text) if self.is_heading(m[1])), default=0)

    def is_heading(self, line: str) -> bool:
        """Is it a line of a few words in capitals and nothing else ("North Province", "GOVERNOR - ACRE (AC)")?"""
        words = _WORD.findall(line)
        if not 0 < len(words) <= _PLACE or re.search(r"[\d.!?;%]", line):
            return False
        function = self._language.function_words | self._language.determiners
        return words[0][0].isupper() and all(w[0].isupper() or fold(w) in function for w in words)

    def is_elsewhere(self, line: str) -> bool:
        """Does a heading begin a section about another place than the contest's, which has one of its own?"""
        return self._named(line) < self._most

    def _named(self, line: str) -> int:
        """How many of the words that name the contest's place a line has."""
        return len(self._home & _words(line))


def _words(text: str) -> set[str]:
    return {w for w in _WORD.findall(fold(text)) if len(w) > 3}
