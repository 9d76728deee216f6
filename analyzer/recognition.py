"""Which contest a document is about: whose candidates it names, helped by sources, places and years.

The same people stand again and again (Odinga in 2007, 2013, 2017 and 2022), so names alone do not tell. The names of
all contests are looked up at once, so that many contests cost a document little.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from math import inf, log2

from analyzer.cleaning import clean
from analyzer.folding import fold
from analyzer.model import Contest, Document, SourceKind

_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d%]|[.,]\d)")
_PLACE = 5  # letters that a place and its adjective share: Venezuela, venezolano; Kenya, Kenyan
_DATED = 2.0  # what the year that a text speaks of may add, and what its own date may: as much as three mentions
_OPENS = 3.0  # a text names those it is about before those who stood at other times
_DATELINE = 80  # characters of a text in which it tells its own date ("ACCRA, Dec 9, 2024 - …")
_TERM = 3  # years after a vote in which the next is held at the earliest, mostly
_MOST = 3  # more candidates, or more sources, than this say no more
_NAMELESS = (SourceKind.MEDIA, SourceKind.POLLSTER)  # they tell of every election


@dataclass(slots=True)
class _Evidence:
    """Who of one contest a document names."""

    counts: Counter[str] = field(default_factory=Counter)  # candidate -> times
    in_full: set[str] = field(default_factory=set)  # candidates named as the contest itself names them
    two_by: float = inf  # where the second of two candidates is first named


@dataclass(frozen=True, slots=True)
class _Text:
    """What is looked at of a document."""

    written: str
    folded: str
    words: frozenset[str]
    years: Counter[int]
    published: str

    @classmethod
    def of(cls, document: Document) -> _Text:
        text = clean(document.text).text
        folded = fold(text).replace("\n", " ")  # a name may go on in the next line
        years = Counter(map(int, _YEAR.findall(folded)))
        return cls(text, folded, frozenset(_WORD.findall(folded)), years, document.date)


class Recogniser:
    """Finds the contest of documents among some. `given`: a person named these contests, so less evidence suffices."""

    def __init__(self, contests: Sequence[Contest], given: bool = False) -> None:
        self._contests, self._given = tuple(contests), given
        # form -> the (contest, candidate, is it the full name) it may stand for; first word -> its forms
        self._bearers: dict[str, list[tuple[int, str, bool]]] = defaultdict(list)
        self._forms: dict[str, list[str]] = defaultdict(list)
        self._sources: dict[int, list[list[str]]] = {}
        for place, contest in enumerate(self._contests):
            for form, candidate, full in forms(contest):
                if form not in self._bearers:
                    self._forms[_WORD.findall(form)[0]].append(form)
                self._bearers[form].append((place, candidate, full))

    def contests_of(self, documents: Iterable[Document]) -> list[Contest | None]:
        """The contest of each document; None where it names too little of any to tell.

        A document that leaves it open takes a contest of the other documents, if it names two of its candidates.
        """
        read = list(documents)
        found = [self.contest_of(document) for document in read]
        chosen = {contest.id: contest for contest in found if contest}
        if chosen and None in found and not self._given:
            among = Recogniser(list(chosen.values()), given=True)
            found = [c or among.contest_of(d, fewest=2) for c, d in zip(found, read, strict=True)]
        return found

    def contest_of(self, document: Document, fewest: int = 1) -> Contest | None:
        """The contest a document is about; None where it names too little of any to tell.

        Two candidates must be named: in full, or beside a source or the year of the contest (one in full: or its
        place). One alone counts where a source and the year are named, answers such as Yes and No only then or with
        the place. Of the contests that fit, the best supported wins; among equals the latest. `fewest` is the number
        of candidates without which no contest is taken.
        """
        text = _Text.of(document)
        best: tuple[float, date, Contest] | None = None
        named = self._named(text)
        opening = min((evidence.two_by for evidence in named.values()), default=inf)
        for place, evidence in named.items():
            score = self._score(place, evidence, text)
            if score is None or len(evidence.counts) < fewest:
                continue
            contest = self._contests[place]
            score += _OPENS * (evidence.two_by == opening < inf)
            if best is None or (score, contest.date) > best[:2]:
                best = (score, contest.date, contest)
        return best[2] if best else None

    def _named(self, text: _Text) -> dict[int, _Evidence]:
        """The candidates named, contest by contest. Of names that overlap the longest counts, for all that bear it."""
        present = [
            form
            for word in text.words & self._forms.keys()
            for form in self._forms[word]
            if text.words.issuperset(_WORD.findall(form))
        ]
        possible: dict[int, set[str]] = defaultdict(set)
        for form in present:
            for place, candidate, _ in self._bearers[form]:
                possible[place].add(candidate)
        viable = {p for p, who in possible.items() if len(who) > 1 or self._contests[p].date.year in text.years}
        wanted = sorted(form for form in present if any(place in viable for place, _, _ in self._bearers[form]))
        found: dict[int, _Evidence] = defaultdict(_Evidence)
        for match in _any_of(tuple(wanted)).finditer(text.folded) if wanted else ():
            if text.written[match.start() : match.end()].islower():
                continue
            for place, candidate, full in self._bearers[match.group()]:
                evidence = found[place]
                evidence.counts[candidate] += 1
                if full:
                    evidence.in_full.add(candidate)
                if len(evidence.counts) == 2:
                    evidence.two_by = min(evidence.two_by, match.start())
        return found

    def _score(self, place: int, evidence: _Evidence, text: _Text) -> float | None:
        """How well a contest fits; None where too little of it is named."""
        contest = self._contests[place]
        sources = min(_MOST, self._sources_named(place, text))
        there = sources + _place_named(contest, text.words)
        in_year = contest.date.year in text.years
        several = len(evidence.counts) > 1
        if self._given:
            fits = several or in_year
        elif several and evidence.in_full:
            fits = len(evidence.in_full) > 1 or in_year or there > 0
        else:
            # Surnames are many people's, and answers such as Yes and No are everybody's.
            answers = not any(" " in candidate.name for candidate in contest.candidates)
            if several and not answers:
                fits = in_year or sources > 0
            else:
                fits = sources > 0 and (in_year or (several and there > 1))
        if not fits or (not self._given and _of_a_later_vote(contest.date.year, text)):
            return None
        dated = _DATED * text.years[contest.date.year] / max(1, text.years.total())
        names = sum(log2(1 + n) for _, n in evidence.counts.most_common(_MOST)) + len(evidence.in_full)
        return names + there + dated + _age(contest.date, text.published)

    def _sources_named(self, place: int, text: _Text) -> int:
        """How many of the contest's sources are named, as bodies or people: not by a form that begins in lower case."""
        if place not in self._sources:
            self._sources[place] = [
                [fold(form) for form in (source.name, *source.aliases) if form[:1].isupper()]
                for source in self._contests[place].sources
                if source.kind not in _NAMELESS
            ]
        return sum(any(_stands_in(form, text) for form in forms) for forms in self._sources[place])


def forms(contest: Contest) -> list[tuple[str, str, bool]]:
    """(folded form, candidate, is it the full name) of a contest. One word alone is never a full name."""
    found: dict[str, tuple[str, bool]] = {}
    for candidate in contest.candidates:
        for form in (candidate.name, *candidate.aliases):
            key = " ".join(fold(form).split())
            if _WORD.search(key):
                found.setdefault(key, (candidate.id, form == candidate.name and " " in key))
    return [(form, candidate, full) for form, (candidate, full) in found.items()]


@lru_cache(maxsize=64)
def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def _stands_in(form: str, text: _Text) -> bool:
    """Is the form in the text, all its words as whole words?"""
    return form in text.words or (form in text.folded and text.words.issuperset(_WORD.findall(form)))


def _place_named(contest: Contest, words: frozenset[str]) -> bool:
    """Is the place that the contest's name begins with named, or its adjective? (Of "Sierra Leone": leone…)"""
    place = _WORD.findall(fold(contest.name.partition(",")[0]))
    return bool(place) and len(place[-1]) >= _PLACE and any(word.startswith(place[-1][:_PLACE]) for word in words)


def _of_a_later_vote(held: int, text: _Text) -> bool:
    """Is a text of some term later, by its date or first line, about a vote of its own time?

    Whoever stood before stands again, and the years of earlier votes are told as history. A text that names the
    contest's year more often than its own looks back at the contest.
    """
    own = text.published[:4] if text.published[:4].isdecimal() else ""
    own = own or next(iter(_YEAR.findall(text.folded[:_DATELINE])), "")
    if not own or int(own) - held < _TERM:
        return False
    return text.years[held] <= max(1, text.years[int(own)])


def _age(held: date, published: str) -> float:
    """What the date of a document adds: most in the year after the election, something later, and before it, doubt."""
    try:
        days = (date.fromisoformat(published[:10]) - held).days
    except ValueError:
        return 0.0
    if days < -1:  # results cannot be told before the vote; a day is left for the time zones
        return -_DATED
    return _DATED if days <= 365 else _DATED / 3
