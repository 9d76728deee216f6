"""The contest's own place, its kind of vote, its round: what only names them says nothing of a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property

from analyzer.folding import fold
from analyzer.model import Contest
from analyzer.reading.languages.language import Language, rounds, votes
from analyzer.reading.languages.lexicon import Hit
from analyzer.reading.names import countries

_NAMED = re.compile(r" ?(?:[^\W\d_A-ZÀ-Þ]{1,3} )*([A-ZÀ-Þ][^\W\d_]+)")  # the name behind "in the province of"
_LONG = re.compile(r"[a-z]{4,}")
_WORD_BEFORE = re.compile(r"(\w+) $")
_NAME = 24  # characters of a word before it
_SHORT = 3  # letters of a word that is in too many names of places
_ARTICLE = 8  # characters of what stands before a kind of place, at most
_OF_A_PLACE = ("governor", "municipal", "regional", "partial")  # votes that only a part of a country is called to
_COMMONEST = frozenset(("president",))  # the vote that a contest is of whose name tells of none


@cache
def _home(name: str, id: str, country: str) -> frozenset[str]:
    """The words of a contest's name and id, and of its country's names in all languages."""
    return frozenset(re.findall(r"[a-z]+", fold(f"{name} {id}"))) | countries.words(country)


class Own:
    """Knows, in one document, what names the contest's own. `text` is the document's, `folded` the same folded."""

    def __init__(self, text: str, folded: str, contest: Contest, language: Language) -> None:
        self._text, self._folded, self._language = text, folded, language
        self._name = f"{contest.name} {contest.id}"
        self.home = _home(contest.name, contest.id, contest.country)

    @cached_property
    def _votes(self) -> frozenset[str]:
        return votes(self._name) or _COMMONEST

    @cached_property
    def rounds(self) -> frozenset[str]:
        """Which rounds the contest's name tells of."""
        return rounds(self._name)

    def others(self, cues: Sequence[Hit], stop: int) -> list[Hit]:
        """Those cues of a sentence that name nothing of the contest's own; `stop` is where it ends."""
        cues = [cue._replace(kind=self._country) if cue.kind == "national" else cue for cue in cues]
        everywhere = [cue for cue in cues if cue.kind in ("whole", "larger")]
        return [cue for cue in cues if not self._is_own(cue, everywhere, stop)]

    @cached_property
    def _country(self) -> str:
        """What the country is to the contest: "whole", or "larger" where that is of one of its places."""
        return "whole" if self._votes.isdisjoint(_OF_A_PLACE) else "larger"

    def _is_own(self, cue: Hit, everywhere: Sequence[Hit], stop: int) -> bool:
        if cue.kind == "other_vote":
            return self.is_vote(cue.start, cue.end)
        if cue.kind == "regional":
            all_of_it = any(whole.start < cue.end and cue.start < whole.end for whole in everywhere)
            return all_of_it or self.is_place(cue.start, cue.end, stop)
        return False

    def is_vote(self, start: int, end: int) -> bool:
        """Does a kind of vote that is named there ("parliamentary election") name the contest's own kind?"""
        said = self._folded[start:end]
        kinds = {kind for kind, pattern in self._language.votes.items() if pattern.search(said)}
        return not kinds.isdisjoint(self._votes)

    def is_place(self, start: int, end: int, stop: int) -> bool:
        """Does a region that is told of there name the contest's own ("in the Federal District")?

        `stop` is where its sentence ends.
        """
        ahead = self._folded.find(" ", end + 1)
        words = _LONG.findall(self._folded, start, ahead if ahead > 0 else end)
        if sum(word in self.home for word in words) > 1:
            return True
        name = _NAMED.match(self._text, end, stop)
        if name is not None and len(name[1]) > _SHORT and fold(name[1]) in self.home:
            return True
        return self._is_its_name(start, end, name is not None) or self._is_all_of_it(start, end, stop)

    def _is_its_name(self, start: int, end: int, named: bool) -> bool:
        """Is it a word of the contest's name, behind another ("Arden County") or behind an article ("the county")?"""
        if self._folded[start:end] not in self.home or not (
            before := _WORD_BEFORE.search(self._folded, max(0, start - _NAME), start)
        ):
            return False
        return before[1] in self.home or (before[1] in self._language.determiners and not named)

    def _is_all_of_it(self, start: int, end: int, stop: int) -> bool:
        """Is it what such a contest is held in, and no name follows ("the constituency", told of a by-election)?"""
        for kind, pattern in self._language.homes.items():
            if kind in self._votes:
                for found in pattern.finditer(self._folded, max(0, start - _ARTICLE), stop):
                    if found.start() >= end:
                        break
                    if found.end() > start and _NAMED.match(self._text, found.end(), stop) is None:
                        return True
        return False
