"""Ratios: "one in eleven votes", "una de cada cinco papeletas", "of every hundred voters, 48 chose Roe"."""

from __future__ import annotations

import pytest
from reading_support import ANDINA

from analyzer.folding import fold
from analyzer.model import Document
from analyzer.reading import claims, quantities
from analyzer.reading.languages import language
from analyzer.reading.languages.words import Words


def told(code: str, text: str) -> list[str]:
    found, _ = claims.extract(Document("d", text, language=code), ANDINA)
    return [f"{c.value:.3g}:{c.measure}:{c.subject}" for c in found]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "Roe won one in eleven votes.", "9.09:share:roe"),
        ("en", "Roe won one vote in twelve.", "8.33:share:roe"),
        ("es", "Roe obtuvo uno de cada once votos.", "9.09:share:roe"),
        ("es", "Roe obtuvo una de cada cinco papeletas.", "20:share:roe"),
        ("pt", "Roe tem agora um em cada onze votos.", "9.09:share:roe"),
        ("pt", "Roe teve uma em cada cinco cédulas.", "20:share:roe"),
        ("fr", "Roe a obtenu une voix sur cinq.", "20:share:roe"),
        ("fr", "Roe a obtenu un bulletin sur onze.", "9.09:share:roe"),
        ("it", "Roe ha ottenuto una scheda su cinque.", "20:share:roe"),
        ("en", "Of every hundred voters, 48 chose Roe.", "48:share:roe"),
        ("en", "Of every ten registered voters, six cast a ballot.", "60:turnout:"),
        ("es", "De cada cien votos, 48 fueron para Roe.", "48:share:roe"),
        ("pt", "Em cada cem pessoas que foram às urnas, quarenta e oito escolheram Roe.", "48:share:roe"),
        ("pt", "De cada cem eleitores inscritos, votaram cinquenta e seis.", "56:turnout:"),
        ("fr", "Sur cent électeurs, 48 ont choisi Roe.", "48:share:roe"),
        ("it", "Su cento elettori, 48 hanno scelto Roe.", "48:share:roe"),
    ],
)
def test_a_ratio_is_a_percentage(code: str, text: str, expected: str) -> None:
    assert told(code, text) == [expected]


def test_all_of_one_hundred() -> None:
    text = "Of every hundred voters, 48 chose Roe and 41 Poe; turnout was 56.2 percent."
    assert told("en", text) == ["48:share:roe", "41:share:poe", "56.2:turnout:"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Une réunion sur cinq sujets."),
        ("it", "Una persona su tre vive qui."),
        ("en", "In ten precincts, 6 machines failed."),
        ("es", "Una de cada cinco calles."),
        ("en", "Of every hundred voters. 48 came."),
    ],
)
def test_what_is_none(code: str, text: str) -> None:
    found = quantities.read(Words(fold(text)), language.load(code))
    assert [q for q in found if q.unit == "percent"] == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Roe's lead fell from 40,000 to 24,000 votes."),
        ("es", "La ventaja de Roe cayó de 40.000 a 24.000 votos."),
        ("pt", "A vantagem de Roe caiu de 40 mil para 24 mil votos."),
        ("fr", "L'avance de Roe est passée de 40 000 à 24 000 voix."),
        ("it", "Il vantaggio di Roe è sceso da 40.000 a 24.000 voti."),
    ],
)
def test_what_a_lead_was_and_has_become(code: str, text: str) -> None:
    found, _ = claims.extract(Document("d", text, language=code), ANDINA)
    assert [(c.value, c.measure, c.subject) for c in found] == [
        (40000, "margin_votes", "roe"),
        (24000, "margin_votes", "roe"),
    ]
