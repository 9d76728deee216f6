"""What figures are told to be of, by the cues of their sentence and of those before: of one place, of another vote …"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analyzer.model import Quantity
from analyzer.reading.languages.language import Language
from analyzer.reading.languages.lexicon import Hit
from analyzer.reading.languages.words import Words
from analyzer.reading.meaning import neighbours
from analyzer.reading.meaning.own import Own
from analyzer.reading.meaning.passage import Passage
from analyzer.reading.prose.sentences import LEAD, Sentence

TOPICS = ("turnout", "abstention", "counted", "margin", "register", "ballots", "share")  # cues that a figure answers to
SCOPES = (
    "earlier",
    "regional",
    "poll",
    "hypothetical",
    "other_vote",
    "whole",
    "larger",
)  # cues that a whole sentence is of
_PARTED = ("earlier", "regional", "poll", "other_vote", "whole", "outstanding")  # of a clause, not of the next
_PASSING = ("hypothetical",)  # of which no other sentence is
_BACK = 3  # sentences back, to which one may still be of what they named
_KEPT = _BACK + 1
_CLOSING = 24  # a cue this near to its sentence's end, behind the last figure, closes it
_ASIDE = re.compile(r"\([^()]*\)")


class Scopes:
    """Goes through one document's sentences in their order, and knows the cues of each that bear on its figures."""

    def __init__(self, words: Words, sentences: Sequence[Sentence], language: Language, own: Own) -> None:
        self._words, self._sentences, self._language, self._own = words, sentences, language, own
        self._cues: dict[int, list[Hit]] = {}  # of the last sentences asked for
        self._lead: list[str] | None = None  # the scopes of the first sentences, once they were asked for

    def cues(self, index: int) -> list[Hit]:
        """The cues of a sentence, in order of place, without those that name the contest's own."""
        if index not in self._cues:
            if len(self._cues) >= _KEPT:
                del self._cues[min(self._cues)]
            self._cues[index] = self._find(self._sentences[index])
        return self._cues[index]

    def _find(self, sentence: Sentence) -> list[Hit]:
        start, end = sentence.start, sentence.end
        cues = self._language.cues.find(self._words, self._words.between(start, end))
        if "second_round" in self._own.rounds:  # the first round is another vote, however it is told of
            earlier = self._language.patterns["first_round"].finditer(self._words.folded, start, end)
            cues = sorted([*cues, *(Hit("earlier", *found.span()) for found in earlier)], key=lambda cue: cue.start)
        return self._own.others(cues, end)

    def of(self, index: int) -> list[str]:
        """What a sentence tells of instead of the result, by its cues."""
        return sorted({cue.kind for cue in self.cues(index) if cue.kind in SCOPES})

    def before(self, index: int) -> list[str]:
        """What the sentence before, in the same paragraph, told of."""
        if index == 0 or self._sentences[index - 1].paragraph != self._sentences[index].paragraph:
            return []
        return self.of(index - 1)

    def above(self, index: int) -> list[str]:
        """What the last sentence of the paragraph above told of."""
        if index == 0 or self._sentences[index - 1].paragraph == self._sentences[index].paragraph:
            return []
        return [kind for kind in self.of(index - 1) if kind not in _PASSING]

    def back(self, index: int) -> list[str]:
        """What sentences further back in the paragraph told of; what is of all places ends what is of one."""
        found: dict[str, None] = {}
        first = max(index - _BACK, -1)
        for i in range(index - 1, first, -1):
            if self._sentences[i].paragraph != self._sentences[index].paragraph:
                break
            kinds = self.of(i)
            found |= {f"{kind} back": None for kind in kinds if i < index - 1 and kind not in _PASSING}
            if "whole" in kinds:
                break
        return list(found)

    def lead(self) -> list[str]:
        """What the document begins with, by the cues of its first sentences."""
        if self._lead is None:
            self._lead = sorted({kind for i in range(LEAD) for kind in self.of(i)})
        return self._lead

    def topic(self, index: int) -> list[str]:
        """What a figure of the sentence may answer to: what the one before it speaks of, where that has none."""
        return sorted({cue.kind for cue in self.cues(index - 1) if cue.kind in TOPICS})


def in_clause(passage: Passage, cue: Hit, q: Quantity) -> bool:
    """Does no semicolon stand between a cue and a number?"""
    start, end = min(cue.end, q.end), max(cue.start, q.start)
    return passage.folded.find(";", start, end) < 0


def parted(passage: Passage, q: Quantity, ahead: Mapping[str, Hit], behind: Mapping[str, Hit]) -> list[str]:
    """Of what else a clause is that a number's own is set against ("polls had Roe at 55, but she got 52.3")."""
    if not passage.breaks:
        return []
    before = [kind for kind, cue in ahead.items() if kind in _PARTED and passage.parted(cue.end, q.start)]
    after = [kind for kind, cue in behind.items() if kind in _PARTED and passage.parted(q.end, cue.start)]
    return [f"{kind} parted<" for kind in before] + [f"{kind} parted>" for kind in after]


def only_aside(passage: Passage, start: int, end: int) -> bool:
    """Do all figures between two places stand in brackets ("the North Province (40,000 voters) chose Roe with …")?"""
    spans = [aside.span() for aside in _ASIDE.finditer(passage.folded, start, end)]
    between = [at for at, _ in passage.places if start <= at < end]
    return all(any(opens < at < closes for opens, closes in spans) for at in between)


def closing(passage: Passage, q: Quantity, behind: Mapping[str, Hit]) -> list[str]:
    """Of what the sentence says, behind its last figure, that all in it are ("A took 43, B 41 in the first round")."""
    start, end = passage.places[-1]
    if start == q.start:
        return []
    stop = passage.sentence.end - _CLOSING
    cut = "," if passage.folded.find(",", q.end, start) >= 0 else ""
    how = ", pair" if neighbours.link(passage, passage.figures[-2], passage.figures[-1]) in ("pair", "change") else cut
    return [
        f"{kind} closes{how}"
        for kind, cue in behind.items()
        if kind in SCOPES and cue.start >= end and cue.end >= stop and "," not in passage.folded[end : cue.start]
    ]
