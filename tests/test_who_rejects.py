"""Who rejects a result does not say it: in "the Union contests the count that gave Roe 38 percent" the count did."""

from __future__ import annotations

import pytest
from reading_support import ANDINA

from analyzer.model import Document
from analyzer.reading import claims

REJECTED = [
    ("en", "The Union contests the count that gave Roe 38.2 percent."),
    ("en", "Poe rejected the result, which gives Roe 38.2 percent."),
    ("en", "The Union refused to accept figures which put Roe on 38.2 percent."),
    ("es", "La Unión impugnó el escrutinio que dio a Roe el 38,2 %."),
    ("es", "Poe rechazó el resultado, que da a Roe el 38,2 %."),
    ("pt", "Poe rejeitou o resultado, que dá a Roe 38,2%."),
    ("fr", "L'Union conteste les chiffres qui donnent 38,2 % à Roe."),
    ("it", "La Union contesta lo spoglio che dà a Roe il 38,2 per cento."),
]
TOLD = [  # who publishes figures answers for what they give, and who is named before "who" for what he claims
    ("en", "The Electoral Board released figures which put Roe on 38.2 percent.", "roe", "board"),
    ("en", "The Constitutional Court rejected the petition of Poe, who claims 53 percent.", "poe", "union"),
    ("es", "El Tribunal Constitucional rechazó el recurso de Poe, que reivindicaba el 53 %.", "poe", "union"),
    ("fr", "La Cour constitutionnelle a rejeté le recours de Poe, qui revendiquait 53 %.", "poe", "union"),
]


def _read(code: str, text: str) -> list[tuple[str, str]]:
    found, _ = claims.extract(Document("d", text, language=code), ANDINA)
    return [(c.subject, c.source) for c in found]


@pytest.mark.parametrize(("code", "text"), REJECTED)
def test_who_rejects_a_result_does_not_say_it(code: str, text: str) -> None:
    assert _read(code, text) == [("roe", "")]


@pytest.mark.parametrize(("code", "text", "subject", "source"), TOLD)
def test_who_publishes_or_claims_does(code: str, text: str, subject: str, source: str) -> None:
    assert _read(code, text) == [(subject, source)]


@pytest.mark.parametrize(
    ("code", "text", "told"),
    [
        (
            "en",
            "The Union rejects the Electoral Board's 51.2 percent for Roe and says Poe took 53.",
            [("roe", "board"), ("poe", "union")],
        ),
        ("en", "The Union dismissed the Electoral Board's 5,150,092 votes for Roe.", [("roe", "board")]),
        (
            "es",
            "La Unión rechaza el 51,2 % de la Junta Electoral para Roe y dice que Poe obtuvo el 53.",
            [("roe", "board"), ("poe", "union")],
        ),
        (
            "fr",
            "L'Union rejette les 51,2 % de la Commission électorale pour Roe et affirme que Poe a obtenu 53 %.",
            [("roe", "board"), ("poe", "union")],
        ),
        (
            "pt",
            "O Tribunal Constitucional fixou o resultado de Roe em 50,9% em vez dos 51,3% da Comissão Eleitoral.",
            [("roe", "court"), ("roe", "board")],
        ),
        # A candidate's figure is what he won, whoever says so.
        ("en", "The Electoral Board confirmed Poe's 33.5 percent.", [("poe", "board")]),
    ],
)
def test_a_figure_is_of_the_body_that_owns_it(code: str, text: str, told: list[tuple[str, str]]) -> None:
    assert _read(code, text) == told


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "According to the Union, Poe had 52 percent, not the 44 announced by the Electoral Board."),
        ("fr", "Selon l'Union, Poe a obtenu 52 % des voix, et non les 44 % annoncés par la Commission électorale."),
        ("pt", "Segundo a Union, Poe obteve 52% dos votos, e não os 44% anunciados pela Comissão Eleitoral."),
    ],
)
def test_who_gives_the_second_of_two_figures_does_not_give_the_first(code: str, text: str) -> None:
    assert _read(code, text)[0] == ("poe", "union")
