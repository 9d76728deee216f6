"""Figures that are called official, and candidates who shout theirs."""

from __future__ import annotations

import pytest
from reading_support import ANDINA

from analyzer.model import Document
from analyzer.reading import claims


def told(code: str, text: str) -> str:
    found, _ = claims.extract(Document("d", text, language=code), ANDINA)
    return " ".join(f"{c.value:g}:{c.measure}:{c.subject}:{c.source}" for c in found)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Official turnout was 44.65 percent."),
        ("es", "La participación oficial fue del 44,65 %."),
        ("fr", "La participation officielle a été de 44,65 %."),
        ("it", "L'affluenza ufficiale è stata del 44,65%."),
        ("pt", "A participação oficial foi de 44,65 por cento."),
    ],
)
def test_the_official_turnout_is_the_authoritys(code: str, text: str) -> None:
    assert told(code, text) == "44.65:turnout::board"


def test_an_official_party_is_not() -> None:
    assert told("en", "Turnout at the official party was high. Turnout was 44.65 percent.") == "44.65:turnout::"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "Pedro Poe gritaba que tuvo el 50,4 % de los votos."),
        ("fr", "Pedro Poe criait qu'il avait 50,4 % des voix."),
        ("it", "Pedro Poe gridava di avere il 50,4% dei voti."),
        ("pt", "Pedro Poe gritou que teve 50,4% dos votos."),
    ],
)
def test_who_shouts_says_so(code: str, text: str) -> None:
    assert told(code, text) == "50.4:share:poe:union"
