"""Subjects that only the verb tells: "Obteve 52%", "Obtuvo el 52 %", "Ha ottenuto il 52%"."""

from __future__ import annotations

import pytest
from reading_support import ANDINA

from analyzer.model import Document
from analyzer.reading import claims


def told(code: str, text: str) -> str:
    found, _ = claims.extract(Document("d", text, language=code), ANDINA)
    return " ".join(f"{c.value:g}:{c.measure}:{c.subject}" for c in found)


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("pt", "As sondagens davam 54% a Roe. Obteve 49,7%.", "49.7:share:roe"),
        ("es", "Las encuestas daban a Roe un 54 %. Obtuvo el 49,7 %.", "49.7:share:roe"),
        ("it", "I sondaggi davano Roe al 54%. Ha ottenuto il 49,7%.", "49.7:share:roe"),
        (
            "pt",
            "No primeiro turno, Roe perdeu para Poe. No segundo, venceu por 54% a 46%.",
            "54:share:roe 46:share:poe",
        ),
        (
            "es",
            "Roe compareció junto a Poe. Logró 1.234.567 votos, frente a 1.100.000 de su rival.",
            "1.23457e+06:votes:roe 1.1e+06:votes:poe",
        ),
        ("it", "Poe si è congratulato con Roe. Ha preso il 46,1%.", "46.1:share:poe"),
        ("pt", "Poe felicitou Roe. Segundo a Comissão Eleitoral, obteve 46,1%.", "46.1:share:poe"),
    ],
)
def test_it_is_whom_the_sentence_before_begins_with(code: str, text: str, expected: str) -> None:
    assert told(code, text) == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("pt", "Roe reuniu-se com Poe. Venceu Poe, com 52,3% dos votos.", "52.3:share:poe"),
        ("es", "Roe y Poe votaron temprano. Obtuvo Poe el 52 % y Roe el 48 %.", "52:share:poe 48:share:roe"),
        ("pt", "Roe obteve 40,1%. Poe esteve perto. Teve 39,8%.", "40.1:share:roe 39.8:share:poe"),
        ("pt", "Roe venceu. A participação subiu. Ficou nos 61,2%.", "61.2:turnout:"),
        ("pt", "O deputado João Matos criticou Roe. Obteve 12% em 2019.", ""),
        ("pt", "Poe já tinha sido candidato em 2019. Obteve 46%.", ""),
    ],
)
def test_it_is_nobody_else(code: str, text: str, expected: str) -> None:
    """Neither where the subject stands behind the verb, nor where it is a stranger or no person at all."""
    assert told(code, text) == expected
