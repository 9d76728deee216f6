"""languages/*.toml -> compiled matchers; which language a document is in.

Everything particular to a language stands in its TOML file. Its patterns are regular expressions without
accents or capitals, matched on folded text (`folding.fold`) between word boundaries.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from analyzer.folding import fold
from analyzer.model import InputError
from analyzer.reading.languages.beginnings import Endings, first_words, last_words, whole_first_words
from analyzer.reading.languages.compiling import once
from analyzer.reading.languages.idioms import Following, Leading, Sought
from analyzer.reading.languages.lexicon import Lexicon
from analyzer.reading.languages.words import Vocabulary

DEFAULT = "en"
_PLUS_MINUS = r"(?:±|\+ ?/ ?[-−–]) ?"  # in every language
OPPOSITION = "opposition"  # beside the kinds of sources: whichever the contest calls so
HELD = ("incumbent", "ruling", "opposition")  # roles that one candidate holds throughout
# Idioms that lead up to a number, and such that follow one.
BEFORE = (
    *("counted_before", "margin_before", "total_before", "turnout_before", "with_before"),
    *("withdrawn_before", "some_sheets_before", "obtained_before", "ballots_before", "valid_part_before"),
    "rule_before",
)
_AFTER = (
    *("counted_after", "margin_after", "ballots_after", "won_after", "who_voted_after", "valid_after"),
    *("turned_out_after", "set_up_after", "valid_part_after", "rule_after"),
)
# Idioms that are looked for before a place, wherever they begin, and begin with a word ("head of", never "ahead of").
_SEARCHED = frozenset(
    (
        *("over_gap", "reflexive", "reelected", "quick_count", "count_of_sheets", "change_before", "lead_before"),
        *("office_held", "negated_before", "compared_before"),
        *("you", "we", "myself", "ours", "dative"),
    )
)
# The same, so often that a text's words are looked up for them first.
_SOUGHT = (
    *("over_gap", "behind_gap", "behind_before", "towards_before", "victor_before", "loser_before"),
    *("possession_before", "office_before", "addressed_before", "correction", "earlier_version"),
)


class _Compiled(dict[str, "re.Pattern[str]"]):
    """Name -> the regular expression of that name, compiled where it is first asked for."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        super().__init__()
        self._sources = sources

    def __missing__(self, name: str) -> re.Pattern[str]:
        found = self[name] = re.compile(self._sources[name])
        return found


class Patterns(Mapping[str, "re.Pattern[str]"]):
    """Regular expressions by name, each compiled where it is first asked for: few texts need all of a language's."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        #: The same, as far as they were asked for, for whoever asks often: a plain dict answers fastest.
        self.compiled: dict[str, re.Pattern[str]] = _Compiled(sources)

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self.compiled[name]

    def __contains__(self, name: object) -> bool:
        return name in self._sources

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    def source(self, name: str) -> str:
        """The text of a pattern, to be put into another."""
        return self._sources[name]


@dataclass(frozen=True, eq=False)
class Language:
    """One language's facts, compiled. `words` maps a number word to its value.

    `hedge_classes` are named by the side that the hedge stands on, and its class: "before at_least". `hedges_begin` are
    the words and signs next to the number of those behind it (`beginnings`), `sides_of` those before a name whose side
    is told of. What names a margin of error has one of `sampling_begins` in it before the number, and one of
    `sampling_goes_on` next behind it.
    """

    stopwords: frozenset[str]
    abbreviations: frozenset[str]
    decimal: str
    compounds: bool
    space_groups: bool
    words: dict[str, float]
    scales: dict[str, int]
    letters: dict[str, int]
    totals: tuple[str, ...]
    fractions: dict[str, int]
    halves: frozenset[str]
    tenths: frozenset[str]
    patterns: Patterns
    nouns: Patterns
    hedges_before: Endings
    hedges_after: re.Pattern[str]
    hedges_begin: Container[str]
    hedge_classes: Patterns
    of_before: re.Pattern[str]
    sampling_before: re.Pattern[str]
    sampling_after: re.Pattern[str]
    sampling_begins: frozenset[str]
    sampling_goes_on: Container[str]
    cues: Lexicon
    speech: Lexicon
    people: Lexicon
    answering: Lexicon
    determiners: frozenset[str]
    head_last: bool
    heads: frozenset[str]
    indefinite: frozenset[str]
    common: frozenset[str]
    sides_of: Container[str]
    possessives: frozenset[str]
    described_by: frozenset[str]
    descriptive: re.Pattern[str]
    letter_names: dict[str, str]
    partisan: list[str]
    candidate_before: re.Pattern[str]
    candidate_after: re.Pattern[str]
    titles: dict[str, str]
    genders: dict[str, str]
    pronouns: dict[str, str]
    sources: Patterns
    roles: Patterns
    kinds: Patterns
    answers: Patterns
    votes: Patterns
    homes: Patterns
    idioms: Patterns
    before: Leading
    after: Following
    sought: dict[str, Sought]
    moments: dict[str, list[str]]
    function_words: frozenset[str]

    def of_the_whole(self, folded: str, start: int, end: int) -> bool:
        """Does a label say that what follows it is of the whole ("Final results: …", "National projection: …")?"""
        return any(self.patterns[name].search(folded, start, end) for name in ("whole_label", "whole"))


def alternatives(patterns: list[str]) -> str:
    """The patterns as one group that captures nothing, those written longest first: of two phrases the longer wins.

    With none, a pattern that finds nothing.
    """
    if not patterns:
        return "(?!)"
    return "(?:" + "|".join(sorted((fold(p) if "\\" not in p else p for p in patterns), key=len, reverse=True)) + ")"


def _by_gender(table: dict[str, list[str]], feminine: str, masculine: str) -> dict[str, str]:
    """Word -> "f" or "m"."""
    return {fold(w): "f" for w in table[feminine]} | {fold(w): "m" for w in table[masculine]}


def between_boundaries(patterns: list[str]) -> str:
    """A pattern that finds any of `patterns` as whole words; with none, one that finds nothing."""
    return r"(?<!\w)" + alternatives(patterns) + r"(?!\w)"


def _matchers(table: dict[str, list[str]]) -> Patterns:
    return Patterns({name: between_boundaries(patterns) for name, patterns in table.items()})


def _folded(table: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: [fold(p) if "\\" not in p else p for p in patterns] for name, patterns in table.items()}


def _people(raw: dict[str, Any]) -> dict[str, list[str]]:
    """The words that stand for somebody: roles, kinds of bodies, pronouns, verbs whose subject may be left out."""
    found = {f"{table[:-1]} {name}": some for table in ("roles", "kinds") for name, some in raw[table].items()}
    return _folded({**found, "pronoun": raw["patterns"]["anaphor"], "dropped": raw["patterns"]["dropped"]})


def _patterns(raw: dict[str, Any]) -> dict[str, list[str]]:
    """The patterns, with the names of months and weekdays, which stand under `moments`, where they belong too."""
    months, weekdays = raw["moments"]["months"], raw["moments"]["weekdays"]
    patterns = raw["patterns"]
    calendar = [*patterns["calendar"], *months, *weekdays]
    return {**patterns, "month": [*patterns["month"], *months], "weekday": weekdays, "calendar": calendar}


def _flat(table: dict[str, list[str]]) -> list[str]:
    return [pattern for patterns in table.values() for pattern in patterns]


def _with_glued(words: dict[str, float], hundred: str = "", thousand: str = "") -> dict[str, float]:
    """Number words, with those that a language glues together of them ("duecentotrenta", "novemila")."""
    if hundred:
        below = {"": 0.0, **{word: worth for word, worth in words.items() if 0 < worth < 100}}
        ones = {word: worth for word, worth in words.items() if 1 < worth < 10} | {"": 1.0}
        words = {f"{a}{hundred}{b}": 100 * m + n for a, m in ones.items() for b, n in below.items()} | words
    if thousand:
        words = {f"{word}{thousand}": 1000 * worth for word, worth in words.items() if 1 < worth < 1000} | words
    return words


def first_of(patterns: list[str]) -> frozenset[str]:
    """The words that patterns begin with, behind whose end no word goes on. Raises InputError where nobody can tell."""
    found = whole_first_words(f"{alternatives(patterns)}$")
    if found is None:
        raise InputError(f"expected patterns that begin with whole words, found one of {patterns} that does not")
    return found


def parse(text: str, place: str) -> Language:
    """A language from the text of its TOML file. Raises InputError that names the missing key."""
    return _language(tomllib.loads(text), place)


def _language(raw: dict[str, Any], place: str) -> Language:
    vocabulary = Vocabulary()
    try:
        numbers, hedges = raw["numbers"], raw["hedges"]
        return Language(
            stopwords=frozenset(map(fold, raw["stopwords"])),
            abbreviations=frozenset(map(fold, raw["abbreviations"])),
            decimal=raw["decimal"],
            compounds=numbers["compounds"],
            space_groups=numbers["space_groups"],
            words=_with_glued({fold(k): v for k, v in numbers["words"].items()}, **numbers.get("glued", {})),
            scales={fold(k): v for k, v in numbers["scales"].items()},
            letters={fold(k): v for k, v in numbers["letters"].items()},
            totals=tuple(map(fold, raw["patterns"]["a_total_of"])),
            fractions={fold(k): v for k, v in numbers["fractions"].items()},
            halves=frozenset(map(fold, numbers["halves"])),
            tenths=frozenset(map(fold, numbers["tenths"])),
            patterns=Patterns({name: alternatives(patterns) for name, patterns in _patterns(raw).items()}),
            nouns=_matchers(raw["nouns"]),
            hedges_before=Endings(_flat(_folded(hedges["before"]))),
            hedges_after=re.compile(r"[ \u00a0]*+(?:,[ \u00a0]*+)?" + alternatives(_flat(hedges["after"])) + r"(?!\w)"),
            hedge_classes=Patterns(
                {
                    f"{side} {name}": alternatives(some)
                    for side in ("before", "after")
                    for name, some in hedges[side].items()
                }
            ),
            hedges_begin=first_words([*_flat(_folded(hedges["after"])), ","]),
            of_before=re.compile(rf"(?:(?<!\w){alternatives(raw['patterns']['of'])} |\()$"),
            sampling_before=re.compile(alternatives([*raw["sampling"]["before"], _PLUS_MINUS]) + "$"),
            sampling_after=re.compile(alternatives(raw["sampling"]["after"]) + r"(?!\w)"),
            sampling_begins=first_of(_folded(raw["sampling"])["before"]),
            sampling_goes_on=first_words(_folded(raw["sampling"])["after"]),
            cues=Lexicon(
                _folded(
                    {**raw["cues"], "quick count": raw["idioms"]["quick_count"], "we": raw["patterns"]["first_person"]}
                ),
                vocabulary,
            ),
            speech=Lexicon(
                _folded({kind: some for kind, some in raw["sources"].items() if kind != "side"}), vocabulary
            ),
            people=Lexicon(_people(raw), vocabulary),
            answering=Lexicon(_folded(raw["answers"]), vocabulary),
            determiners=frozenset(map(fold, raw["names"]["determiners"])),
            head_last=raw["names"]["head"] == "last",
            heads=frozenset(map(fold, raw["names"]["heads"])),
            indefinite=frozenset(map(fold, raw["names"]["indefinite"])),
            common=frozenset(map(fold, raw["names"]["common"])),
            possessives=frozenset(map(fold, raw["names"]["possessives"])),
            described_by=first_of(raw["names"]["described"]) if raw["names"]["described"] else frozenset(),
            descriptive=re.compile(alternatives(raw["names"]["described"]) + r"(?!\w)"),
            letter_names=dict(letter.split() for letter in raw["names"]["letter_names"]),
            partisan=raw["names"]["partisan"],
            sides_of=last_words(_folded(raw["patterns"])["side_of"]),
            candidate_before=re.compile(r"(?<!\w)" + alternatives(raw["names"]["candidate_before"])),
            candidate_after=re.compile(alternatives(raw["names"]["candidate_after"])),
            titles=dict(title.split(" ", 1) for title in raw["names"]["titles"]),
            genders=_by_gender(raw["names"], "feminine", "masculine"),
            pronouns=_by_gender(raw["names"], "she", "he"),
            **{table: _matchers(raw[table]) for table in ("sources", "roles", "kinds", "answers", "votes", "homes")},
            idioms=Patterns(
                {
                    name: (r"(?<!\w)" if name in _SEARCHED else "") + alternatives(patterns)
                    for name, patterns in raw["idioms"].items()
                }
            ),
            before=Leading({name: _folded(raw["idioms"])[name] for name in BEFORE}, vocabulary),
            after=Following({name: _folded(raw["idioms"])[name] for name in _AFTER}),
            sought={name: Sought(_folded(raw["idioms"])[name], vocabulary) for name in _SOUGHT},
            moments=raw["moments"],
            function_words=frozenset(map(fold, raw["patterns"]["not_noun"])),
        )
    except KeyError as missing:
        raise InputError(f"{place}: expected key {missing}, found none") from None


@cache
def codes() -> tuple[str, ...]:
    """The codes of the languages that are known, sorted."""
    folder = resources.files("analyzer.reading") / "languages"
    return tuple(sorted(p.name.removesuffix(".toml") for p in folder.iterdir() if p.name.endswith(".toml")))


@cache
def load(code: str) -> Language:
    """The language of that code. Raises InputError where there is none."""
    if code not in codes():
        raise InputError(f"language {code!r}: expected one of {', '.join(codes())}, found no such file")
    return _language(raw(code), f"{code}.toml")


def _text(code: str) -> str:
    """The text of a language's file but for the examples, which stand last and are for people and tests."""
    return (
        (resources.files("analyzer.reading") / "languages" / f"{code}.toml")
        .read_text(encoding="utf-8")
        .partition("\n[examples]\n")[0]
    )


@cache
def raw(code: str) -> dict[str, Any]:
    """A language's file as it stands, without the examples."""
    return tomllib.loads(_text(code))


@cache
def particles() -> frozenset[str]:
    """The small words inside names, of all languages: a name is written in any text as its own language has it."""
    return frozenset(fold(word) for code in codes() for word in raw(code)["names"]["particles"])


@cache
def determiners() -> frozenset[str]:
    """The articles of all languages: an alias is written in whatever language."""
    return frozenset(fold(word) for code in codes() for word in raw(code)["names"]["determiners"])


@cache
def bodies() -> frozenset[str]:
    """The words for a body of all languages, a party's among them: a contest is written in whatever language."""
    return frozenset(fold(word) for code in codes() for word in raw(code)["names"]["heads"])


@cache
def is_opposition(form: str) -> bool:
    """Does a form, in whatever language it is, only say that somebody is the opposition?"""
    some = (once("|".join(raw(code)["kinds"][OPPOSITION])) for code in codes())
    return any(pattern.fullmatch(fold(form)) for pattern in some)


@cache
def votes(name: str) -> frozenset[str]:
    """The kinds of vote that a contest's name tells of, in whatever language it is."""
    tables = (raw(code)["votes"] for code in codes())
    found = (
        kind for table in tables for kind, some in table.items() if once(between_boundaries(some)).search(fold(name))
    )
    return frozenset(found)


@cache
def rounds(name: str) -> frozenset[str]:
    """Which rounds a contest's name tells of, in whatever language: "first_round", "second_round", both or none."""
    found = (
        which
        for code in codes()
        for which in ("first_round", "second_round")
        if once(alternatives(raw(code)["patterns"][which])).search(fold(name))
    )
    return frozenset(found)


@cache
def held(alias: str) -> frozenset[str]:
    """Which of `HELD` a description gives a candidate, in whatever language it is: "the incumbent", "le sortant"."""
    form = fold(alias)
    found = set()
    for code in codes():
        tables = raw(code)
        forms = [form, *(f"{article} {form}" for article in tables["names"]["determiners"])]
        found |= {role for role in HELD if any(map(once(alternatives(tables["roles"][role])).fullmatch, forms))}
    return frozenset(found)
