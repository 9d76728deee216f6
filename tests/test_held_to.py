"""Another's figure, to which a source's own is only held: "more than the 1,204 of the mission's count"."""

from __future__ import annotations

from datetime import date

import pytest
from reading_support import contest

from analyzer.model import Document
from analyzer.reading import claims

ISLANDS = contest(
    "islands",
    "Islands, presidential election",
    date(2031, 5, 4),
    [("roe", "Rosa Roe"), ("poe", "Pedro Poe")],
    [
        ("board", "Electoral Board", "authority", "", "Junta Electoral", "Comissão Eleitoral"),
        ("union", "Union", "campaign", "poe", "Unión", "União"),
        ("front", "Front", "campaign", "roe", "Frente"),
        ("watch", "Clear Vote", "observer", "", "Voto Claro"),
    ],
)


def told(code: str, text: str) -> str:
    found, _ = claims.extract(Document("d", text, language=code), ISLANDS)
    return " ".join(f"{c.value:g}:{c.subject}:{c.source}" for c in found)


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (
            "en",
            "The Electoral Board announced that Roe had 172,451 votes, more than the 171,044 of Clear Vote's count, "
            "and that Poe falls to 142,770.",
            "172451:roe:board 171044:roe:watch 142770:poe:board",
        ),
        (
            "es",
            "La Junta Electoral anunció que Roe tuvo 172.451 votos, más que los 171.044 del recuento de Voto Claro, "
            "y que Poe baja a 142.770.",
            "172451:roe:board 171044:roe:watch 142770:poe:board",
        ),
        (
            "pt",
            "A Comissão Eleitoral anunciou que Roe teve 1.172.451 votos, mais do que os 1.171.044 da contagem do "
            "Voto Claro, e que Poe desce para 942.770.",
            "1.17245e+06:roe:board 1.17104e+06:roe:watch 942770:poe:board",
        ),
        (
            "en",
            "The Front claims that Roe's lead is 1,870 votes, not the 4,644 that the Electoral Board published.",
            "1870:roe:front 4644:roe:board",
        ),
        (
            "pt",
            "A Frente alega que a vantagem de Roe é de 1.870 votos e não dos 4.644 que a Comissão Eleitoral publicou.",
            "1870:roe:front 4644:roe:board",
        ),
    ],
)
def test_it_is_of_whom_is_told_behind_it(code: str, text: str, expected: str) -> None:
    assert told(code, text) == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (
            "en",
            "Roe won 52.3 percent against 45.1 for Poe, according to the Electoral Board.",
            "52.3:roe:board 45.1:poe:board",
        ),
        (
            "pt",
            "Roe teve 52,3%, contra 45,1% de Poe, segundo a Comissão Eleitoral.",
            "52.3:roe:board 45.1:poe:board",
        ),
        (
            "es",
            "La Junta Electoral dio a Roe el 52,3 % frente al 45,1 % de Poe.",
            "52.3:roe:board 45.1:poe:board",
        ),
    ],
)
def test_a_rivals_figure_is_of_whoever_gives_both(code: str, text: str, expected: str) -> None:
    assert told(code, text) == expected
