"""The languages' word lists: each pattern matches one of its examples, each example is matched by its list."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
from support import ROOT

from analyzer.folding import fold
from analyzer.reading.languages import detection, language
from analyzer.reading.languages.words import Words

TABLES = (
    "patterns",
    "idioms",
    "names",
    "nouns",
    "cues",
    "sources",
    "roles",
    "kinds",
    "answers",
    "votes",
    "homes",
    "moments",
)
_SPECIAL = re.compile(r"[\\()\[\]|?*+^$.{}]")


def raw(code: str) -> dict[str, Any]:
    file = resources.files("analyzer.reading") / "languages" / f"{code}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def lists(table: dict[str, Any], place: str = "") -> Iterator[tuple[str, list[str]]]:
    """(place, list of strings) of all tables but the examples."""
    for key, value in table.items():
        name = f"{place}.{key}" if place else key
        if name == "examples":
            continue
        if isinstance(value, dict):
            yield from lists(value, name)
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            yield name, value


def is_plain(pattern: str) -> bool:
    """Is a pattern a word or phrase, which is its own example?"""
    return _SPECIAL.search(pattern.replace("\\.", "")) is None


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern by itself, on text as the reader sees it: folded where it is a phrase, as written where it is not."""
    return re.compile(fold(pattern) if "\\" not in pattern else pattern)


CASES = [
    pytest.param(name, patterns, raw(code)["examples"].get(name, []), id=f"{code} {name}")
    for code in language.codes()
    for name, patterns in lists(raw(code))
    if any(not is_plain(p) for p in patterns)
]


@pytest.mark.parametrize(("name", "patterns", "examples"), CASES)
def test_each_pattern_has_an_example(name: str, patterns: list[str], examples: list[str]) -> None:
    texts = [fold(e) for e in examples]
    dead = [p for p in patterns if not is_plain(p) and not any(compiled(p).search(text) for text in texts)]
    assert not dead


@pytest.mark.parametrize(("name", "patterns", "examples"), CASES)
def test_each_example_has_a_pattern(name: str, patterns: list[str], examples: list[str]) -> None:
    strange = [e for e in examples if not any(compiled(p).search(fold(e)) for p in patterns)]
    assert not strange


@pytest.mark.parametrize("code", language.codes())
def test_examples_are_of_lists_that_there_are(code: str) -> None:
    known = dict(lists(raw(code)))
    assert set(raw(code)["examples"]) <= set(known)


@pytest.mark.parametrize("code", language.codes())
@pytest.mark.parametrize("idiom", language.BEFORE)
def test_what_leads_up_to_a_number_ends_at_it(code: str, idiom: str) -> None:
    """Else it would be found anywhere before the number."""
    assert [pattern for pattern in raw(code)["idioms"].get(idiom, []) if "$" not in pattern[-25:]] == []


@pytest.mark.parametrize("code", language.codes())
def test_every_expression_compiles(code: str) -> None:
    """Those put together from a list are compiled where they are first asked for, not where a language is loaded."""
    read = language.load(code)
    people = (read.sources, read.roles, read.kinds, read.answers)
    tables = (read.patterns, read.nouns, *people, read.votes, read.homes, read.idioms)
    assert all(table[name].pattern == table.source(name) for table in tables for name in table)
    assert all(len(list(table)) == len(table) > 0 for table in tables)


@pytest.mark.parametrize("code", language.codes())
def test_the_reader_finds_the_examples(code: str) -> None:
    """Those of cues and of verbs of saying, in running text, by the very walk that reads it."""
    read = language.load(code)
    missed = []
    for table, lexicon in (("cues", read.cues), ("sources", read.speech)):
        for name, examples in raw(code)["examples"].items():
            kind = name.removeprefix(f"{table}.")
            if kind == name or name == "sources.side":
                continue
            for example in examples:
                words = Words(fold(f"{example} - 5"))
                if kind not in {hit.kind for hit in lexicon.find(words, range(len(words.texts)))}:
                    missed.append((name, example))
    assert not missed


@pytest.mark.parametrize("code", language.codes())
def test_every_language_holds_the_same_lists(code: str) -> None:
    """One that a language lacks would be missed only by the text that asks for it."""

    def held(of: str) -> set[str]:
        known = raw(of)
        return {f"{table}.{name}" for table in TABLES for name in known[table]}

    assert held(code) == held(language.DEFAULT)


@pytest.mark.parametrize("table", ["patterns", "idioms"])
def test_every_list_is_asked_for(table: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "analyzer" / "reading").rglob("*.py"))
    assert [name for name in raw(language.DEFAULT)[table] if not re.search(rf"""["']{name}["']""", code)] == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "La misión situó a la candidata entre 44,2 % y 45,6 %."),
        ("fr", "La mission situe la candidate entre 44,2 % et 45,6 %."),
        ("pt", "A missão situou a candidata entre 44,2% e 45,6%."),
        ("it", "La missione dà alla candidata tra il 44,2 e il 45,6 %."),
        ("en", "The mission put the candidate between 44.2% and 45.6%."),
        ("pt", "Jane Roe obteve 52,3% dos votos, contra 47,7% de Alan Poe."),
        ("pt", "Roe venceu por 205.123 votos."),
        ("pt", "Roe recebeu 1,2 milhão de votos, contra 1,1 milhão de Poe."),
        ("fr", "Roe devance Poe de 4,6 points."),
        ("fr", "Résultats officiels : Jane Roe 2 310 455 voix (51,9 %)"),
        ("it", "Roe ha ottenuto 2.310.455 voti e Poe 2.105.332."),
        ("es", "Resultados oficiales: Jane Roe 2.310.455 votos"),
    ],
)
def test_a_single_sentence_is_enough_to_tell_its_language(code: str, text: str) -> None:
    assert detection.detect(Words(fold(text))) == code
