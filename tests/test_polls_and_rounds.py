"""A pollster that counts tally sheets states a result, polls and an earlier round state none; leads without a unit."""

from __future__ import annotations

from datetime import date

import pytest
from reading_support import contest

from analyzer.model import Document
from analyzer.reading import claims

ANDINA = contest(
    "andina",
    "Andina, presidential election",
    date(2026, 6, 7),
    [["roe", "Rosa Roe"], ["poe", "Pedro Poe"]],
    [
        ["board", "Electoral Board", "authority", "", "Junta Electoral", "Comissão Eleitoral", "Commission électorale"],
        ["medir", "Medir", "pollster", ""],
        ["union", "Union", "campaign", "poe"],
    ],
)
COUNTED = [
    ("en", "With 95 percent of the tally sheets of its sample processed, Medir gave Roe 50.2 percent."),
    ("en", "Medir's count of official tallies had Roe on 50.2 percent."),
    ("es", "Con el 95% de las actas de su muestra procesadas, Medir daba a Roe el 50,2%."),
    ("es", "El quick count de Medir da a Roe el 50,2%."),
    ("es", "Según el conteo de actas de Medir, Roe obtuvo el 50,2% de los votos."),
    ("pt", "Com 95% das atas da amostra processadas, a Medir dava a Roe 50,2%."),
    ("pt", "O conteo rápido da Medir dá a Roe 50,2%."),
    ("pt", "A apuração rápida da Medir dá a Roe 50,2% dos votos."),
    ("fr", "Avec 95 % des procès-verbaux de son échantillon traités, Medir donnait 50,2 % à Roe."),
    ("fr", "Selon le comptage des procès-verbaux par Medir, Roe a obtenu 50,2 % des voix."),
    ("it", "Secondo lo spoglio dei verbali di Medir, Roe ha ottenuto il 50,2 per cento dei voti."),
]
ASKED = [
    ("en", "Medir projected that Roe would win with 50.2 percent."),
    ("en", "Medir's exit poll, taken before any tally sheet was signed, gave Roe 50.2 percent."),
    ("es", "La encuesta a boca de urna de Medir dio a Roe el 50,2%."),
    ("pt", "A boca de urna da Medir deu a Roe 50,2%."),
    ("fr", "Le sondage de sortie des urnes de Medir donnait 50,2 % à Roe."),
    ("it", "Secondo Medir, Roe avrebbe il 50,2 per cento."),
]


def _shares(code: str, text: str) -> list[tuple[float, str, str]]:
    found, _ = claims.extract(Document("d", text, language=code), ANDINA)
    return [(c.value, c.subject, c.source) for c in found if c.measure == "share"]


@pytest.mark.parametrize(("code", "text"), COUNTED)
def test_a_pollster_that_counts_tally_sheets_states_a_result(code: str, text: str) -> None:
    assert _shares(code, text) == [(50.2, "roe", "medir")]


@pytest.mark.parametrize(("code", "text"), ASKED)
def test_a_pollster_that_asks_people_does_not(code: str, text: str) -> None:
    assert _shares(code, text) == []


def test_a_text_that_told_of_sheets_counted_goes_on_to() -> None:
    text = "Medir has processed 95 percent of the tally sheets of its sample. Medir puts Roe at 50.2 percent."
    assert _shares("en", text) == [(50.2, "roe", "medir")]
    assert _shares("en", "Medir puts Roe at 50.2 percent. Medir opened its office in 1998.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Roe's 51.2 percent was well above the 44 percent that polls had given her.",
        "Roe, who was at 44 percent in every poll, won 51.2 percent.",
    ],
)
def test_what_polls_gave_is_no_result(text: str) -> None:
    assert _shares("en", text) == [(51.2, "roe", "")]


FIRST_ROUND = [
    ("en", "In the first round Roe took 31 percent and Poe 29. In the second, she won 54 percent to 46."),
    ("es", "En la primera vuelta Roe sacó el 31 % y Poe el 29. En la segunda, ella ganó por 54 % a 46 %."),
    ("pt", "No primeiro turno Roe teve 31% e Poe 29%. No segundo, ela venceu por 54% a 46%."),
    ("fr", "Au premier tour, Roe avait obtenu 31 % et Poe 29 %. Au second, elle l'a emporté par 54 % contre 46 %."),
    ("it", "Al primo turno Roe aveva il 31 per cento e Poe il 29. Al secondo, ha vinto con il 54 per cento."),
]


@pytest.mark.parametrize(("code", "text"), FIRST_ROUND)
def test_a_second_round_may_be_told_without_its_noun(code: str, text: str) -> None:
    assert {value for value, _, _ in _shares(code, text)} <= {54, 46}
    assert 54 in {value for value, _, _ in _shares(code, text)}


def test_a_lead_may_leave_out_the_unit_of_the_lead_before() -> None:
    found, _ = claims.extract(
        Document("d", "In 2021 Poe had beaten her by 11 points. This time Roe won by 3.", language="en"), ANDINA
    )
    assert [(c.value, c.measure, c.subject) for c in found] == [(3, "margin_points", "roe")]
    found, _ = claims.extract(
        Document("d", "In 2021 Poe had beaten her by 900 votes. This time Roe won by 3.", language="en"), ANDINA
    )
    assert [(c.value, c.measure) for c in found] == [(3, "margin_votes")]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "en",
            "According to the Union, Poe had 39 percent and Roe 33. According to the Electoral Board, 33.5 and 38.2.",
        ),
        ("es", "Según la Union, Poe tuvo el 39 % y Roe el 33. Según la Junta Electoral, el 33,5 y el 38,2."),
        ("pt", "Segundo a Union, Poe teve 39% e Roe 33%. Para a Comissão Eleitoral, 33,5% e 38,2%."),
        ("fr", "Selon l'Union, Poe a eu 39 % et Roe 33. Selon la Commission électorale, 33,5 et 38,2."),
    ],
)
def test_a_pair_that_rises_is_in_the_order_of_the_pair_before(code: str, text: str) -> None:
    assert _shares(code, text)[2:] == [(33.5, "poe", "board"), (38.2, "roe", "board")]
