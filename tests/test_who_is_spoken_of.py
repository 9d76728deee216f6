"""Who is spoken of, and does not speak: in a quotation, in a headline, as the label of a row."""

from __future__ import annotations

import pytest
from test_named_again import SORRA
from test_who_speaks import parts

from analyzer.model import Document
from analyzer.reading import claims


def told(text: str, code: str) -> list[tuple[float, str, str]]:
    """(value, whose, by whom) of the figures of a text."""
    return [(c.value, c.subject, c.source) for c in claims.extract(Document("d", text, language=code), SORRA)[0]]


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("en", 'The Civic Front waited. "Look at the sheets. Mr. Tamm has 38,115 votes. We lack some", it said.', "it"),
        ("es", "El Frente Cívico esperó. «Son actas. El señor Tamm tiene 38.115 votos. Faltan más», dijo.", "dijo"),
        ("fr", "Le Front civique attend. « Voici. M. Tamm a 38 115 voix. Il en manque », a-t-il dit.", "a-t-il"),
        ("pt", 'A Frente Cívica esperou. "São atas. O senhor Tamm tem 38.115 votos. Faltam mais", disse.', "disse"),
    ],
)
def test_who_is_spoken_of_in_a_quotation_does_not_speak_it(code: str, text: str, said: str) -> None:
    assertions, _, _ = parts(text, code, SORRA)
    assert assertions.focus(text.rindex(said)) == "front"


def test_who_is_spoken_of_outside_of_a_quotation_may_go_on() -> None:
    text = "The Civic Front waited. Tamm voted early. It rained, he said."
    assert parts(text, "en", SORRA)[0].focus(text.rindex("he")) == "union"
