"""Two figures that "and" joins are two candidates' ("Roe and Poe took 48.3 and 51.7 percent"), not a range."""

from __future__ import annotations

import pytest
from reading_support import ANDINA

from analyzer.model import Document
from analyzer.reading import claims


def told(code: str, text: str) -> list[tuple[float, str, str]]:
    found, _ = claims.extract(Document("d", text, language=code), ANDINA)
    return [(c.value, c.hedge.value, c.subject) for c in found]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Roe and Poe took 48.3 and 51.7 percent, respectively."),
        ("en", "Roe and Poe took 48.3 and 51.7 percent."),
        ("es", "Roe y Poe quedaron con 48,3 y 51,7 por ciento, respectivamente."),
        ("pt", "Roe e Poe ficaram com 48,3 e 51,7 por cento, respetivamente."),
        ("fr", "Roe et Poe ont obtenu respectivement 48,3 et 51,7 %."),
        ("it", "Roe e Poe hanno ottenuto rispettivamente il 48,3 e il 51,7%."),
    ],
)
def test_and_joins_two_figures(code: str, text: str) -> None:
    assert told(code, text) == [(48.3, "exact", "roe"), (51.7, "exact", "poe")]


def test_a_second_pair_behind_the_first() -> None:
    text = "Roe teve 57.198 votos e Poe 61.240, o que equivale, respectivamente, a 48,3 e 51,7 por cento."
    assert [(value, whose) for value, _, whose in told("pt", text)] == [
        *[(57198, "roe"), (61240, "poe"), (48.3, "roe"), (51.7, "poe")],
    ]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Roe won between 47 and 51 percent."),
        ("en", "Roe won 47 to 51 percent."),
        ("es", "Roe logró entre el 47 y el 51 %."),
        ("pt", "Roe teve entre 47 e 51%."),
        ("pt", "Roe teve de 47 a 51%."),
        ("fr", "Roe a obtenu entre 47 et 51 %."),
        ("it", "Roe ha ottenuto tra il 47 e il 51%."),
    ],
)
def test_a_range_is_opened(code: str, text: str) -> None:
    assert told(code, text) == [(47, "at_least", "roe"), (51, "at_most", "roe")]
