"""A sentence with all that was found in it: what the reading of its figures is decided from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from analyzer.folding import CAPITAL
from analyzer.model import Basis, Contest, Quantity
from analyzer.reading.languages.language import Language
from analyzer.reading.languages.lexicon import Hit
from analyzer.reading.languages.matchers import matchers
from analyzer.reading.languages.words import Words
from analyzer.reading.meaning.columns import Head, said_of
from analyzer.reading.meaning.moments import YEAR, is_since
from analyzer.reading.meaning.own import Own
from analyzer.reading.names import strangers
from analyzer.reading.names.mentions import SHORT_TITLE, Mention
from analyzer.reading.prose.sentences import Sentence
from analyzer.reading.quantities import MASS, SAMPLING

_CAPITALISED = rf"{CAPITAL}[\w'’-]*"

_NO_HEAD = Head()
_TITLE = re.compile(rf" ?(?:{_CAPITALISED} ){{0,4}}")  # what else stands before a name to say what office he has
_PLACES = "0123456789"
_MARKS = " \u00a0.,;:*-\u2022\u2013\u2014\u00b7"
_PLAIN_WORD = re.compile(r"[a-z]+")
_PARTED = re.compile(r"[\d;:]")
_TOLD = 60  # characters between what is named and the words by which it is said to tell
_ASIDE = 3  # words in brackets with a year, from which on they tell of something else ("(he founded it in 2017)")
_TERM = re.compile(r"\((?:19|20)\d\d ?[-\u2013] ?(?:19|20)?\d\d\)")
_BESIDE, _SUMMED = 3, 24  # characters between what is counted and that it was added up, before and behind it
_GIVEN = 24  # of a verb of giving before a pronoun
_NAME = 24  # characters of a name before its last
_SURNAME = re.compile(rf"{CAPITAL}[a-zß-öø-ÿ]+ {CAPITAL}[a-zß-öø-ÿ]$")
_COMMA = re.compile(", ")
_STOPS = re.compile(";")
_RELATIVE = re.compile(r", (?:[^\W\d_A-ZÀ-Þ][\w'’-]* )+(?:[\w'’-]+ ){0,3}")
# Nouns that no figure of a result counts.
OTHER_NOUNS = frozenset(("seats", "money", "time", "date", "year", "ordinal", "other", MASS, SAMPLING))
ALL_OF_IT = 100  # the most that a percentage of something can be; where a bare whole number is above it, it counts
OF_MASS = "one of a mass of numbers"


def counts(q: Quantity) -> str:
    """Why a number whose noun is one of `OTHER_NOUNS` is no figure of a result."""
    return {MASS: OF_MASS, SAMPLING: "a margin of error"}.get(q.noun, f"counts {q.noun}")


def sort(q: Quantity) -> str:
    """The kind of number: "percent", "points", "count" or "bare". A whole one over 100 is no percentage."""
    return q.unit or ("count" if q.value > ALL_OF_IT and q.resolution >= 1 else "bare")


def bucket(gap: int, most: Sequence[int]) -> str:
    """A distance in characters, coarsely: the place of the first of `most` that it does not pass."""
    return _PLACES[bisect_left(most, gap)]


def _is_alone(folded: str, start: int, end: int) -> bool:
    """Is what stands between two places no part of a longer word?"""
    return folded[start - 1] == " " and not folded[end : end + 1].isalnum()


class Whole(NamedTuple):
    """What a number that stands in a pair is of: are others of the same ("" where none are near), and its size."""

    others: str
    size: float


class Led(NamedTuple):
    """A name that words lead up to which say that it is a place: that somebody won it, or that something was in it."""

    start: int
    end: int
    won: bool
    leads: bool


@dataclass(eq=False)
class Passage:
    """A sentence of a document, its numbers, the names in it and its cues, each in order of place.

    `index` counts the sentences of the document. `leading` are the document's two main candidates. `table`: place of a
    number -> the candidate, the source and what is counted, as its column or row names them, in a table.
    `earlier_days`: where the sentence names days before the vote. `wholes`: place of a number -> what its pair is of
    (`proportions`).
    """

    text: str
    words: Words
    sentence: Sentence
    index: int
    language: Language
    contest: Contest
    own: Own
    quantities: Sequence[Quantity]
    mentions: Sequence[Mention]
    cues: Sequence[Hit]
    leading: Sequence[str] = ()
    title: bool = False
    second_round: bool = False  # the document tells of one
    table: Mapping[int, Head] = field(default_factory=dict)
    earlier_days: Sequence[tuple[int, int]] = ()
    wholes: Mapping[int, Whole] = field(default_factory=dict)
    folded: str = field(init=False)
    live: tuple[bool, ...] = field(init=False)
    people: list[Mention] = field(init=False)  # the mentions of candidates
    figures: list[Quantity] = field(init=False)  # the live numbers
    places: list[tuple[int, int]] = field(init=False)  # where they stand
    ties: dict[int, str] = field(init=False, default_factory=dict)  # place of a live number -> its tie to the next
    opens_in: int | None = field(init=False, default=None)  # of the place that it begins with (`asides`)
    led: list[Led] | None = field(init=False, default=None)  # the places that it names (`asides`), once asked for
    # What is seen of every number of the sentence; the methods of the same names tell what.
    telling: list[Hit] = field(init=False)
    bare: str = field(init=False)
    strangers: list[tuple[int, int]] = field(init=False)
    figures_of: list[tuple[int, int]] = field(init=False)
    owners: dict[int, list[int]] = field(init=False)
    years: list[tuple[int, int, str]] = field(init=False)
    told_of: frozenset[int] = field(init=False, default=frozenset())  # where years stand that only date what follows

    def __post_init__(self) -> None:
        self.folded, self.idioms = self.words.folded, self.language.idioms.compiled
        self.live = tuple([q.noun not in OTHER_NOUNS for q in self.quantities])
        self.figures = [q for q, live in zip(self.quantities, self.live, strict=True) if live]
        self.places = [(q.start, q.end) for q in self.figures]
        self.people = [self._behind_number(m) for m in self.mentions if m.candidate]
        self.telling, self.bare = self._telling(), self._bare()
        self.strangers = strangers.find(
            self.text, self.folded, self.sentence, self.mentions, self.own.home, self.cues, self.language
        )
        self.figures_of = self._strangers_with_figures() if self.strangers else []
        self.owners = self._owners()
        self.years = self._years()

    def _behind_number(self, m: Mention) -> Mention:
        """A mention without what a number before it has of it: "4,128 votes for Yes", where the unit is "votes"."""
        at = bisect_left(self.places, (m.start + 1,)) - 1
        if at < 0 or not m.start < self.places[at][1] < m.end:
            return m
        end = self.places[at][1]
        return m._replace(start=end + (self.folded[end] == " "))

    def head(self, at: int) -> Head:
        """What the table that the number at a place stands in says of it."""
        return self.table.get(at, _NO_HEAD)

    def of(self, q: Quantity) -> Basis:
        """What a percentage is of, as the head of its column or the words right behind it say."""
        if (above := self.head(q.start).of) is not Basis.UNSTATED:
            return above
        if self.folded[q.end : q.end + 1] != " ":
            return Basis.UNSTATED
        return said_of(self.idioms, self.folded, q.end)

    def _telling(self) -> list[Hit]:
        """The cues that bear on what a figure is of: none that only names who speaks, or the contest's own round."""
        if not self.cues:
            return []
        samples = [cue for cue in self.cues if cue.kind == "sample"]
        outstanding = [cue for cue in self.cues if cue.kind == "outstanding"]
        wholes = self._wholes()
        found = []
        for cue in self.cues:
            match cue.kind:
                case "combined":
                    idle = any(self._is_added_up(q, cue) for q in self.figures) or self._is_apposed(cue.end)
                case "economy":
                    idle = self._is_a_surname(cue.start)
                case "margin":
                    idle = any(s.start <= cue.start < s.end for s in samples)
                case "ballots" | "share":
                    idle = any(start <= cue.start < end for start, end in wholes)
                case "counted":
                    idle = any(o.start <= cue.start and cue.end <= o.end for o in outstanding)
                case "null_votes":
                    idle = any(o.start < cue.start < o.end for o in self.quantities if o.noun in OTHER_NOUNS)
                case "regional":
                    idle = self._is_of_a_source(cue.start, cue.end)
                case "first_round":
                    idle, cue = self.is_first_round, Hit("earlier", cue.start, cue.end)
                case _:
                    idle = False
            if not idle:
                found.append(cue)
        return found

    def _strangers_with_figures(self) -> list[tuple[int, int]]:
        """Those whose figures may follow, as far as the last figure."""
        ahead = [s for s in self.strangers if s[1] <= self.places[-1][0]]
        numbers = [q.start for q in self.quantities]
        return strangers.with_figures(self.text, self.folded, self.sentence, ahead, self.people, numbers, self.language)

    def _wholes(self) -> list[tuple[int, int]]:
        """What percentages are of: "51 percent of all votes cast" is no number of votes cast."""
        noun = matchers(self.language).noun
        of_votes = [q for q in self.figures if q.unit == "percent" and q.noun == "votes"]
        return [(q.start, found.end()) for q in of_votes if (found := noun.match(self.folded, q.end))]

    def _bare(self) -> str:
        """The sentence without the marks around it."""
        return self.folded[self.sentence.start : self.sentence.end].strip(_MARKS)

    def speaks_between(self, start: int, end: int) -> bool:
        """Does a verb of saying stand between two places?"""
        some = self.words.between(start, end)
        return any(hit.kind in ("says", "speech") for hit in self.language.speech.find(self.words, some))

    @cached_property
    def tells(self) -> bool:
        """Is somebody named in the sentence, or told to speak, who may answer for its figures?"""
        if any(m.source for m in self.mentions):
            return True
        some = self.words.between(self.sentence.start, self.sentence.end)
        return any(
            hit.kind in ("speech", "according", "official") for hit in self.language.speech.find(self.words, some)
        )

    def tells_of(self, start: int, end: int) -> bool:
        """Does a clause begin between two places that tells of whoever is named before it (", who won with")?"""
        relative = self.language.sources["relative"]
        return any(relative.match(self.folded, comma.end(), end) for comma in _COMMA.finditer(self.folded, start, end))

    def told_by(self, cue: Hit) -> bool:
        """Are figures told on the authority of what a cue names ("according to exit polls", "two surveys showed")?"""
        start, end = max(self.sentence.start, cue.start - _TOLD), min(self.sentence.end, cue.end + _TOLD)
        for hit in self.language.speech.find(self.words, self.words.between(start, end)):
            if hit.kind == "according" and hit.end <= cue.start:
                gap = hit.end, cue.start
            elif hit.kind in ("says", "speech") and cue.end <= hit.start:
                gap = cue.end, hit.start
            else:
                continue
            if not _PARTED.search(self.folded, *gap):
                return True
        return False

    def _owners(self) -> dict[int, list[int]]:
        """End of a candidate's name -> where the numbers begin that it owns ("Roe's 51.2 %", "to his 44")."""
        found: dict[int, list[int]] = {}
        for m in self.people:
            own = [
                q.start
                for q in self.quantities
                if q.start >= m.end
                and (
                    self.links("possessive_gap", m.end, q.start)
                    or (m.how in ("pronoun", "self") and q.start == m.end + 1 and not self._is_given(m))
                )
            ]
            if own:
                found[m.end] = own
        return found

    def _is_given(self, m: Mention) -> bool:
        """Is a pronoun the object of a verb of giving ("had given him 52 percent"), and has nothing by itself?"""
        given = self.idioms["given_before"]
        return given.search(self.folded, max(self.sentence.start, m.start - _GIVEN), m.start) is not None

    def _years(self) -> list[tuple[int, int, str]]:
        """(start, end, year) of the years in the sentence."""
        found = YEAR.finditer(self.folded, self.sentence.start, self.sentence.end)
        times = {q.start for q in self.quantities if q.noun == "time"}  # "at 2017 GMT"
        since, when = self.idioms["since"], self.language.patterns["when"]
        years = []
        for year in found:
            if year.start() in times or self._in_an_aside(*year.span()):
                continue
            if is_since(self.folded, self.sentence.start, year.start(), since):
                if not when.match(self.folded, year.end() + 2) or self.folded[year.end()] != ",":
                    continue
                self.told_of |= {year.start()}  # "the lowest since 1998, when 58 percent voted"
            years.append((*year.span(), year.group()))
        return years

    def _in_an_aside(self, start: int, end: int) -> bool:
        """Does a year stand in brackets that hold no figure but other words, or a term ("the president (2010-14)")?"""
        opens = self.folded.rfind("(", self.sentence.start, start)
        closes = self.folded.find(")", end, self.sentence.end)
        if opens < 0 or closes < 0 or self.folded.find(")", opens, start) >= 0:
            return False
        inside = self.folded[opens : closes + 1]
        if _TERM.fullmatch(inside):
            return True
        if any(opens < at < closes for at, _ in self.places):
            return False
        return len(_PLAIN_WORD.findall(inside)) >= _ASIDE or len(YEAR.findall(inside)) > 1

    @cached_property
    def breaks(self) -> list[int]:
        """Where clauses begin that stand apart from the one before, or are set against it ("; …", ", but …")."""
        against = self.language.patterns["but"].finditer(self.folded, self.sentence.start, self.sentence.end)
        stops = _STOPS.finditer(self.folded, self.sentence.start, self.sentence.end)
        joined = [m.start() for m in against if _is_alone(self.folded, *m.span())]
        return sorted([*joined, *(m.start() for m in stops)])

    def parted(self, start: int, end: int) -> bool:
        """Does such a clause begin between two places?"""
        return any(start <= at < end for at in self.breaks)

    def near(self, i: int) -> tuple[int, int]:
        """Where the figure before the i-th ends and the next begins; dates, ages and money do not count."""
        q = self.quantities[i]
        before, behind = self.sentence.start, self.sentence.end
        for start, end in self.places:
            if end <= q.start:
                before = end
            elif start >= q.end:
                behind = start
                break
        return before, behind

    def neighbour(self, i: int, step: int) -> int | None:
        """The index of the next live number on one side of the i-th, or None."""
        j = i + step
        while 0 <= j < len(self.quantities):
            if self.live[j]:
                return j
            j += step
        return None

    def opponent(self, candidate: str) -> str:
        """The other of the document's two main candidates, "" for anybody else."""
        return next((c for c in self.leading if c != candidate), "") if candidate in self.leading else ""

    def _is_of_a_source(self, start: int, end: int) -> bool:
        """Does a region only say who speaks ("County Returning Officer Jane Roe put turnout at …")?"""
        source = next((m for m in self.mentions if m.source and m.end >= end), None)
        if source is None:
            return False
        if source.start <= start:
            return True
        return self.text[start].isupper() and _TITLE.fullmatch(self.text, end, source.start) is not None

    def _is_added_up(self, q: Quantity, cue: Hit) -> bool:
        """Does a cue only say that sheets or votes were counted ("dos tercios de las mesas sumadas")?"""
        if q.noun not in ("sheets", "votes"):
            return False
        if 0 <= q.start - cue.end <= _BESIDE:
            return True
        return 0 <= cue.start - q.end <= _SUMMED and "," not in self.folded[q.end : cue.start]

    def _is_apposed(self, at: int) -> bool:
        """Do names follow that say who they are ("the other two candidates, Jane Roe and John Doe, got …")?"""
        return any(m.candidate and self.folded[at : m.start] == ", " for m in self.mentions)

    def _is_a_surname(self, start: int) -> bool:
        """Does a capitalised word go on from another ("Governor Dana Price")?"""
        return (
            not self.title
            and _SURNAME.search(self.text, max(self.sentence.start, start - _NAME), start + 2) is not None
        )

    @cached_property
    def is_first_round(self) -> bool:
        """Is the first round what the contest is, or as far as the text tells all that there was?"""
        named = self.own.rounds
        return "first_round" in named or not (named or self.second_round)

    def gap(self, start: int, m: Mention) -> str:
        """What stands between a place and a mention, an article that is part of it ("del presidente") taken with it."""
        word = self.folded.find(" ", m.start, m.end)
        article = m.how != "name" and word > 0 and self.folded[m.start : word] in self.language.determiners
        return self.up_to(start, word + 1 if article else m.start)

    def up_to(self, start: int, name: int) -> str:
        """What stands between a place and a name, without a title written short before it ("Mr.", "M.")."""
        gap = self.folded[start:name]
        title = SHORT_TITLE.search(gap)
        return gap[: title.start()] if title and title[1] in self.language.abbreviations else gap

    def matches(self, idiom: str, start: int, end: int | None = None) -> re.Match[str] | None:
        """The idiom of the language at a place, before `end` (the sentence's, if none is given)."""
        return self.idioms[idiom].match(self.folded, start, self.sentence.end if end is None else end)

    def sought(self, idiom: str, start: int, end: int) -> re.Match[str] | None:
        """The first place between two where the idiom begins."""
        return self.language.sought[idiom].search(self.words, start, end)

    def links(self, idiom: str, start: int, end: int) -> bool:
        """Is the idiom all that stands between two places?"""
        return self.idioms[idiom].fullmatch(self.folded, start, end) is not None
