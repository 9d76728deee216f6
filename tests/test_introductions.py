"""What a document introduces for a source names it: an acronym, somebody in its service, the initials of its name."""

from __future__ import annotations

from datetime import date

import pytest
from reading_support import contest

from analyzer.folding import fold
from analyzer.model import Contest, Document
from analyzer.reading import claims
from analyzer.reading.languages import detection, language
from analyzer.reading.languages.words import Words
from analyzer.reading.names import Names

ENGLISH = contest(
    "oakland-2031",
    "Oakland, presidential election",
    date(2031, 4, 6),
    [("roe", "Jane Roe"), ("poe", "Alan Poe")],
    [
        ("board", "National Board of Elections", "authority", ""),
        ("front", "Popular Front", "campaign", "poe"),
        ("watch", "Citizens' Vote Watch", "observer", ""),
    ],
)
SPANISH = contest(
    "robledo-2031",
    "Robledo, elección presidencial",
    date(2031, 4, 6),
    [("roe", "Juana Roe"), ("poe", "Alan Poe")],
    [("board", "Consejo Nacional de Elecciones", "authority", ""), ("front", "Frente Popular", "campaign", "poe")],
)
FRENCH = contest(
    "chenaie-2031",
    "Chênaie, élection présidentielle",
    date(2031, 4, 6),
    [("roe", "Jeanne Roe"), ("poe", "Alain Poe")],
    [("board", "Commission électorale nationale", "authority", ""), ("front", "Front populaire", "campaign", "poe")],
)
PORTUGUESE = contest(
    "carvalhal-2031",
    "Carvalhal, eleição presidencial",
    date(2031, 4, 6),
    [("roe", "Joana Roe"), ("poe", "Alan Poe")],
    [("board", "Comissão Nacional de Eleições", "authority", ""), ("front", "Frente Popular", "campaign", "poe")],
)


def _sources(text: str, contest: Contest) -> list[tuple[float, str, str]]:
    return [(c.value, c.subject, c.source) for c in claims.extract(Document("d", text), contest)[0]]


@pytest.mark.parametrize(
    ("contest", "text", "source"),
    [
        (
            ENGLISH,
            "The National Board of Elections (NEB) met at noon.\n\n"
            "Roe won 51.2 percent of the vote to 47.9 percent for Poe, according to the NEB.",
            "board",
        ),
        (
            ENGLISH,
            "Wafula Chedi, chairman of the National Board of Elections, spoke at noon.\n\n"
            "Chedi said Roe had won 51.2 percent of the vote to 47.9 percent for Poe.",
            "board",
        ),
        (
            ENGLISH,
            "National Board of Elections chairman Wafula Chedi spoke at noon.\n\n"
            "Roe won 51.2 percent of the vote to 47.9 percent for Poe, according to Mr Chedi.",
            "board",
        ),
        (
            ENGLISH,
            "Wafula Chedi, the National Board of Elections' chairman, spoke at noon.\n\n"
            "Roe won 51.2 percent of the vote to 47.9 percent for Poe, according to Chedi.",
            "board",
        ),
        (
            ENGLISH,
            "A spokeswoman for Alan Poe, Odessa Quashie, spoke at noon. The National Board of Elections was silent.\n\n"
            "Quashie said Roe had won 51.2 percent of the vote to 47.9 percent for Poe.",
            "front",
        ),
        (
            ENGLISH,
            "There was no news at noon.\n\n"
            "Roe won 51.2 percent of the vote to 47.9 percent for Poe, according to the NBE.",  # never introduced
            "board",
        ),
        (
            SPANISH,
            "La presidenta del Consejo Nacional de Elecciones, Tibisa Lucero, habló al mediodía.\n\n"
            "Lucero dijo que Roe obtuvo el 51,2 % de los votos frente al 47,9 % de Poe.",
            "board",
        ),
        (
            SPANISH,
            "Hugo Ogaz, vocero del Frente Popular, rechazó el conteo. El Consejo Nacional de Elecciones calla.\n\n"
            "Según Ogaz, Roe obtuvo el 51,2 % de los votos frente al 47,9 % de Poe.",
            "front",
        ),
        (
            FRENCH,
            "Le président de la Commission électorale nationale, Youssou Bakary, a parlé à midi.\n\n"
            "Selon M. Bakary, Roe a obtenu 51,2 % des voix contre 47,9 % pour Poe.",
            "board",
        ),
        (
            PORTUGUESE,
            "O presidente da Comissão Nacional de Eleições, Paulo Cuinica, falou ao meio-dia.\n\n"
            "Segundo Cuinica, Roe obteve 51,2% dos votos contra 47,9% de Poe.",
            "board",
        ),
    ],
)
def test_what_is_introduced_names_the_source(contest: Contest, text: str, source: str) -> None:
    assert _sources(text, contest) == [(51.2, "roe", source), (47.9, "poe", source)]


@pytest.mark.parametrize(
    ("contest", "text"),
    [
        (ENGLISH, "According to the acting head of the National Board of Elections, Ivo Dale, turnout was 85 percent."),
        (SPANISH, "Según Hugo Ogaz, presidente del Consejo Nacional de Elecciones, la participación fue del 85 %."),
        (FRENCH, "Selon le directeur de la Commission électorale nationale, Ivo Dale, la participation est de 85 %."),
        (PORTUGUESE, "Segundo o presidente em exercício da Comissão Nacional de Eleições, Ivo Dale, votaram 85%."),
        (PORTUGUESE, "Segundo o presidente da comissão eleitoral, Ivo Dale, a participação foi de 85%."),
    ],
)
def test_who_holds_an_office_has_no_figures_of_his_own(contest: Contest, text: str) -> None:
    words = Words(fold(text))
    names = Names(contest, language.load(detection.detect(words)))
    named = {text[m.start : m.end] for m in names.find(text, words, [range(len(words.starts))]) if m.source == "board"}
    assert named & {"Ivo Dale", "Hugo Ogaz"}


RESULT = "Roe won 51.2 percent of the vote to 47.9 percent for Poe, according to "


@pytest.mark.parametrize(
    "text",
    [
        # A place is nobody: where, not who.
        "In New Ashford, a spokesman for the Popular Front wept.\n\n" + RESULT + "Ashford University.",
        # Two sources have one of the name, so it tells neither.
        "Ann Chedi, chairwoman of the National Board of Elections, and Dan Chedi, leader of the Popular Front, met.\n\n"
        + RESULT
        + "Chedi.",
        # Somebody of the name who is somebody else.
        "Wafula Chedi, chairman of the National Board of Elections, rested.\n\n" + RESULT + "Amina Chedi of Radio One.",
    ],
)
def test_who_is_not_told_is_nobody(text: str) -> None:
    assert [(value, subject) for value, subject, _ in _sources(text, ENGLISH)] == [(51.2, "roe"), (47.9, "poe")]
    assert all(source == "" for *_, source in _sources(text, ENGLISH))


def test_a_candidate_is_never_taken_for_who_speaks_for_a_body() -> None:
    text = (
        "Alan Poe, chairman of the National Board of Elections until May, lost.\n\n"
        "Roe won 51.2 percent, Poe 47.9 percent."
    )
    assert [(value, subject) for value, subject, _ in _sources(text, ENGLISH)] == [(51.2, "roe"), (47.9, "poe")]


def test_the_head_of_a_name_does_not_hide_the_name() -> None:
    text = "Según la presidenta del Consejo Nacional de Elecciones, Roe obtuvo el 51,2 % de los votos."
    assert _sources(text, SPANISH) == [(51.2, "roe", "board")]
