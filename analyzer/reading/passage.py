"""A sentence with all that was found in it: what the attachment of its figures is decided from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.model import Contest, Quantity
from analyzer.reading.folding import fold
from analyzer.reading.language import Language
from analyzer.reading.names import Mention
from analyzer.reading.sentences import Sentence

# Nouns that no figure of a result counts.
OTHER_NOUNS = ("seats", "money", "time", "date", "year", "ordinal", "other")


@dataclass(frozen=True, slots=True)
class Cue:
    """A place where a cue of the language stands."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a document, its numbers, the names in it and its cues, each in order of place."""

    text: str
    folded: str
    sentence: Sentence
    language: Language
    contest: Contest
    quantities: Sequence[Quantity]
    mentions: Sequence[Mention]
    cues: Sequence[Cue]
    leading: Sequence[str] = ()

    def near(self, i: int) -> tuple[int, int]:
        """Where the figure before the i-th ends and the next begins; dates, ages and money do not count."""
        before = [o.end for o in self.quantities[:i] if o.noun not in OTHER_NOUNS]
        behind = [o.start for o in self.quantities[i + 1 :] if o.noun not in OTHER_NOUNS]
        return before[-1] if before else self.sentence.start, behind[0] if behind else self.sentence.end

    def opponent(self, candidate: str) -> str:
        """The other of the document's two main candidates, "" for anybody else."""
        return next((c for c in self.leading if c != candidate), "") if candidate in self.leading else ""

    def home(self) -> frozenset[str]:
        """The words that name the contest's own place."""
        return frozenset(re.findall(r"[a-z]+", fold(f"{self.contest.name} {self.contest.id}")))

    def matches(self, idiom: str, start: int, end: int | None = None) -> re.Match[str] | None:
        """The idiom of the language at a place, before `end` (the sentence's, if none is given)."""
        return self.language.idioms[idiom].match(self.folded, start, self.sentence.end if end is None else end)

    def links(self, idiom: str, start: int, end: int) -> bool:
        """Is the idiom all that stands between two places?"""
        return self.language.idioms[idiom].fullmatch(self.folded, start, end) is not None


def cues(folded: str, sentence: Sentence, language: Language) -> list[Cue]:
    """The cues of a sentence, in order of place."""
    found = [
        Cue(kind, f.start(), f.end())
        for kind, pattern in language.cues.items()
        for f in pattern.finditer(folded, sentence.start, sentence.end)
    ]
    return sorted(found, key=lambda cue: cue.start)
