"""Leads: those told in percent are points, and it is whoever won that they are of, in active and passive voice."""

from __future__ import annotations

import pytest
from reading_support import ANDINA, OAKLAND

from analyzer.folding import fold
from analyzer.model import Document
from analyzer.reading import claims, quantities
from analyzer.reading.languages import language
from analyzer.reading.languages.words import Words


def _units(text: str, code: str) -> list[str]:
    return [q.unit for q in quantities.read(Words(fold(text)), language.load(code))]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "a lead of just over four percent over Poe"),
        ("en", "Roe won by less than 1 percent."),
        ("en", "Roe is 2% ahead of Poe."),
        ("en", "by 16,349 votes, or a margin of 0.24%"),
        ("en", "The difference between Roe, the winner, and Poe is 3 percent."),
        ("en", "a 3% lead"),
        ("es", "con una ventaja de 3,5 % sobre Poe"),
        ("es", "venció a Poe por menos del 1 %"),
        ("es", "Roe aventaja a Poe en 2,3 %."),
        ("es", "un 6 por ciento de ventaja"),
        ("fr", "avec un écart inférieur à 1 % face à Poe"),
        ("fr", "Roe devance Poe de 2 %."),
        ("fr", "0,7 % d'avance"),
        ("pt", "uma vantagem de 3% sobre Poe"),
        ("pt", "Roe venceu Poe por menos de 1%."),
        ("pt", "Roe está 2% à frente de Poe."),
        ("it", "un vantaggio del 2% su Poe"),
        ("it", "Roe è avanti, 2% di vantaggio"),
    ],
)
def test_a_lead_in_percent_is_points(code: str, text: str) -> None:
    assert _units(text, code)[-1] == "points"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "with a margin of error of 3 percent"),
        ("en", "Roe beat Poe by 52 percent to 45 percent."),
        ("en", "won by 12% to 9%"),
        ("en", "elected by 12 percent of registered voters"),
        ("en", "Roe leads with 18 percent."),
        ("en", "a turnout of 12 percent"),
        ("es", "con un margen de error de 3 %"),
        ("es", "ganó con el 18 % de los votos"),
        ("fr", "avec une marge d'erreur de 1,5 %"),
        ("fr", "l'emporte avec 18 % des voix"),
        ("pt", "com margem de erro de 2%"),
        ("pt", "venceu com 18% dos votos"),
        ("it", "con un margine di errore del 2%"),
    ],
)
def test_other_percentages_stay_what_they_are(code: str, text: str) -> None:
    assert set(_units(text, code)) == {"percent"}


@pytest.mark.parametrize(
    "said",
    [
        "Roe defeated Poe by {}.",
        "Roe has defeated Poe by {}.",
        "Roe had beaten Poe by {}.",
        "Roe ousted Poe by {}.",
        "Poe was defeated by Roe by {}.",
        "Poe was narrowly beaten by {}.",
        "Poe, beaten by {}, conceded to Roe.",
        "Poe is {} behind Roe.",
        "Poe lost to Roe by {}.",
        "Roe is {} ahead of Poe.",
    ],
)
@pytest.mark.parametrize("figure", ["3.4 percentage points", "3.4 percent"])
def test_a_lead_is_of_who_won(said: str, figure: str) -> None:
    found, _ = claims.extract(Document("d", said.format(figure), language="en"), OAKLAND)
    assert [(c.value, c.measure, c.subject) for c in found] == [(3.4, "margin_points", "roe")]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "Roe derrota a Poe por 12.345 votos."),
        ("es", "Roe ha derrotado a Poe por 12.345 votos."),
        ("es", "Roe ha superado a Poe por 12.345 votos."),
        ("es", "Poe fue derrotado por Roe por 12.345 votos."),
        ("es", "Poe perdió ante Roe por 12.345 votos."),
        ("fr", "Roe a battu Poe de 12 345 voix."),
        ("fr", "Roe devance Poe de 12 345 voix."),
        ("fr", "Poe a été battu de 12 345 voix par Roe."),
        ("pt", "Roe derrotou Poe por 12.345 votos."),
        ("pt", "Poe foi derrotado por Roe por 12.345 votos."),
        ("pt", "Roe está 12.345 votos à frente de Poe."),
        ("it", "Roe ha battuto Poe per 12.345 voti."),
        ("it", "Poe è stato battuto da Roe per 12.345 voti."),
    ],
)
def test_so_it_is_in_every_language(code: str, text: str) -> None:
    found, _ = claims.extract(Document("d", text, language=code), OAKLAND)
    assert [(c.value, c.measure, c.subject) for c in found] == [(12345.0, "margin_votes", "roe")]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Roe lost by 40,000 votes, the Electoral Board said."),
        ("en", "Roe trails by 3.2 points, the Electoral Board said."),
        ("es", "Roe perdió por 40.000 votos, según la Junta Electoral."),
        ("pt", "Roe perdeu por 40 mil votos, disse a Comissão Eleitoral."),
    ],
)
def test_of_three_nobody_is_said_to_lead_where_one_only_is_said_to_be_behind(code: str, text: str) -> None:
    found, _ = claims.extract(Document("d", text, language=code), ANDINA)
    assert found == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Poe has won. Roe lost by 40,000 votes, the Electoral Board said."),
        ("en", "Roe lost to Poe by 40,000 votes, the Electoral Board said."),
        ("pt", "Apuradas 9 das 12 seções, Poe está à frente por 40 mil votos."),
    ],
)
def test_who_leads_is_told_by_the_winner_and_by_the_other_of_two(code: str, text: str) -> None:
    found, _ = claims.extract(Document("d", text, language=code), ANDINA)
    assert [(c.subject, c.value) for c in found if c.measure == "margin_votes"] == [("poe", 40_000.0)]
