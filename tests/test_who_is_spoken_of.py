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


def test_who_speaks_within_a_quotation_may_go_on() -> None:
    text = "« Cette victoire est la vôtre, a lancé Tamm à la foule. Nous avons réuni 1 904 118 voix. »"
    assert parts(text, "fr", SORRA)[0].focus(text.rindex("Nous")) == "union"


ROWS = {
    "en": "The National Election Board announced:\nCivic Front: 1,495,815 votes\nNational Union: 1,389,451 votes",
    "es": "La Junta Electoral Nacional informa:\n- Frente Cívico: 1.495.815 votos\n- Unión Nacional: 1.389.451 votos",
    "fr": "Le Bureau électoral national annonce :\nFront civique : 1 495 815 voix\nUnion nationale : 1 389 451 voix",
    "es, allies": (
        "La Junta Electoral Nacional informa:\n"
        "Frente Cívico y aliados: 1.495.815, 49,46%\nUnión Nacional y aliados: 1.389.451, 41,96%"
    ),
}


@pytest.mark.parametrize("which", list(ROWS))
def test_a_party_that_labels_a_row_of_results_stands_for_its_candidate(which: str) -> None:
    found = [(value, whose, by) for value, whose, by in told(ROWS[which], which[:2]) if value > 100]
    assert found == [(1495815, "calder", "neb"), (1389451, "tamm", "neb")]


@pytest.mark.parametrize(
    "text",
    [
        "What each side says:\nCivic Front: 52.4 percent for Calder\nNational Union: 51.2 percent for Tamm",
        "The Civic Front: 52.4 percent, by its own count.",
        "             Calder    Tamm\nCivic Front   52.4%     43.1%\nNational Union   47.4%     51.2%",
    ],
)
def test_a_party_that_says_so_itself_labels_no_row(text: str) -> None:
    assert told(text, "en")[0][2] == "front"
