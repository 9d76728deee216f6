"""Masses of numbers: what is told beside one is read, and a megabyte of anything is read in a second or two."""

import time

import pytest

import analyzer
from analyzer.model import Document
from analyzer.reading import claims as reader

CONTEST = analyzer.load_contest("venezuela-2024-presidential")
SAID = "Maduro won 51.2 percent of the vote."


@pytest.mark.parametrize("mass", ["1 " * 300, "1, 2\n" * 200, "twenty seven " * 100, "(1)" * 200])
def test_a_figure_beside_a_mass_of_numbers_is_no_part_of_it(mass: str) -> None:
    before, behind = f"{SAID} {mass}", f"{mass}\n{SAID}"
    for text in (before, f"{SAID}\n\n{mass}", behind, f"{SAID} {mass.strip()}. {SAID} And so on."):
        claims, readings = reader.extract(Document("d", text), CONTEST)
        assert {(c.measure, c.subject, c.value) for c in claims} == {("share", "maduro", 51.2)}
        assert len(claims) == text.count(SAID)
        assert sum(r.reason == "one of a mass of numbers" for r in readings) == len(readings) - len(claims)


def test_several_sentences_before_a_mass_are_read() -> None:
    text = "Maduro won 51.2 percent of 10,000,000 votes. González took 44.2 percent. Turnout was 59.0 percent. "
    claims, _ = reader.extract(Document("d", text + "7 " * 200), CONTEST)
    assert {("share", "maduro", 51.2), ("share", "gonzalez", 44.2), ("turnout", "", 59.0)} <= {
        (c.measure, c.subject, c.value) for c in claims
    }


def test_numbers_alone_in_their_paragraphs_are_a_mass() -> None:
    claims, readings = reader.extract(Document("d", f"{SAID}\n\n" + "51.2%\n\n" * 200 + SAID), CONTEST)
    assert [c.value for c in claims] == [51.2, 51.2]
    assert sum(r.reason == "one of a mass of numbers" for r in readings) == 200


def test_every_number_of_a_mass_has_a_reading() -> None:
    text = "one 1 (2) 3,4; 1,234.5 10 058 774 .5 twenty-one 50-49 1/2 " * 40
    _, readings = reader.extract(Document("d", text), CONTEST)
    quotes = ["one", "1", "2", "3,4", "1,234.5", "10 058 774", ".5", "twenty-one", "50", "49", "1", "2"]
    assert [r.quote for r in readings] == quotes * 40
    assert {(r.status, r.reason) for r in readings} == {("unread", "one of a mass of numbers")}


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        *((unit, "en") for unit in ("one ", "twenty ", "twenty-one thousand ", "1,1,1, ", "(1)", "9", "1 ", "1\n\n")),
        *((unit, "en") for unit in ("1% ", "50-49 ", "1/2 ", "[1] ", "½ ", "(", '"', "\n", ", and ", "1 | 2 |\n")),
        *(("un ", "es"), ("dos ", "es"), ("deux ", "fr"), ("dois ", "pt"), ("uno ", "it")),
    ],
)
def test_a_mass_is_read_in_time(unit: str, code: str) -> None:
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    claims, _ = reader.extract(Document("d", text, language=code), CONTEST)
    assert not claims
    assert time.process_time() - started < 2.0  # a fifth of a megabyte, of which the slowest once took seven
