"""Headings of places: which sections of a text are about the contest's own."""

from datetime import date

import pytest
from reading_support import OAKLAND, look

from analyzer.model import Contest
from analyzer.reading.languages import language
from analyzer.reading.prose.sections import Sections

TEXT = "Northern Vale\n\n99 percent counted.\n\nSouthern Vale\n\nHalf of it.\n\nWhat comes next\n\nNobody knows.\n"


def sections(text: str, name: str, code: str = "en") -> Sections:
    return Sections(text, Contest("", name, date(2024, 1, 1)), language.load(code))


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Northern Vale", True),
        ("GOVERNADOR - ACRE(AC)", True),
        ("Distrito Federal", True),
        ("What comes next", False),
        ("Turnout: 54%", False),
        ("The count goes on.", False),
        ("", False),
    ],
)
def test_headings(line: str, heading: bool) -> None:
    assert sections("", "Northern Vale, mayor", "pt").is_heading(line) is heading


def test_the_contests_own_place_is_the_heading_that_has_most_of_its_name() -> None:
    found = sections(TEXT, "Northern Vale, mayor")
    assert not found.is_elsewhere("Northern Vale")
    assert found.is_elsewhere("Southern Vale")


def test_without_a_heading_of_its_own_no_section_is_elsewhere() -> None:
    found = sections(TEXT, "Easterly, mayor")
    assert not found.is_elsewhere("Southern Vale")


def test_a_first_line_above_no_figure_is_no_section() -> None:
    """It says whose text it is: what stands below is not about another place."""
    found = sections("Northern Vale\n12 Shore Road\n\nTo the Editor\n\nOne box was late.\n", "Northern Vale, mayor")
    assert found.is_elsewhere("To the Editor")
    found = sections("Northern Vale\nThe Old Store\n\nTo the Editor\n\nOne box was late.\n", "Northern Vale, mayor")
    assert not found.is_elsewhere("To the Editor")


def test_a_heading_that_says_more_than_the_place_begins_no_sections() -> None:
    """An editorial's, a newspaper's or a party's name has the place's in it."""
    text = "EDITORIAL\n\nA Warning for {}\n\nRoe won 51 percent.\n\nThe {} Herald\n"
    found = sections(text.format("Arden", "Arden"), "Arden, mayor")
    assert not found.is_elsewhere("EDITORIAL")
    assert sections("ARDEN MAYOR\n1\n\nBRAY\n", "Arden, mayor").is_elsewhere("BRAY")


def test_a_word_for_a_vote_names_no_place() -> None:
    found = sections("Election Night\n\n…\n\nEasterly\n\n…\n", "Harlow Election")
    assert not found.is_elsewhere("Easterly")


@pytest.mark.parametrize(
    ("code", "line", "of_a_place"),
    [
        ("en", "Results in Kent", True),
        ("en", "Results from Port Ella", True),
        ("en", "Results in Easterly", False),
        ("en", "Results in full", False),
        ("en", "Results in Brief", False),
        ("en", "Reaction in Kent", False),
        ("es", "Resultados en Araguaney", True),
        ("pt", "Resultados em Araguaia", True),
        ("fr", "Résultats dans le Kent", True),
        ("it", "Risultati in Toscana", True),
    ],
)
def test_titles_that_announce_the_results_of_a_place(code: str, line: str, of_a_place: bool) -> None:
    assert sections("", "Easterly, mayor", code).is_of_a_place(line, {"easterly"}) is of_a_place


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("Roe won 50.2 percent.\n\nResults in Kent\n\nPoe had 44 percent.", True),
        ("Roe won 50.2 percent.\n\nResults in Kent\n\nIt rained.\n\nWhat next\n\nPoe had 44 percent.", False),
        ("Results in Kent\n\nPoe had 44 percent.", False),  # all of it may be
        ("Roe won 50.2 percent.\n\nResults in Oakland\n\nPoe had 44 percent.", False),
    ],
)
def test_what_stands_below_such_a_title_is_elsewhere(text: str, elsewhere: bool) -> None:
    assert ("another section" in look(text, OAKLAND).observed["44 percent"]) is elsewhere
