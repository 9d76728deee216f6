"""A pollster that counts tally sheets states a result, one that asks people does not."""

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
