"""Whose a figure is where no name stands beside it: pronouns, scores in somebody's own words."""

from __future__ import annotations

from datetime import date

import pytest
from reading_support import contest

from analyzer.model import Document
from analyzer.reading import claims

# Given names that no list knows: whether a woman or a man bears them, only the text can say.
RACE = contest(
    "umbala",
    "Umbala, presidential election",
    date(2022, 5, 8),
    [["roe", "Xunya Roe", "Roe"], ["doe", "Qhelo Doe", "Doe"], ["pyle", "Vuyo Pyle", "Pyle"]],
    [
        ["board", "Electoral Board", "authority", "", "Junta Electoral", "Comissão Eleitoral", "Commission électorale"],
        ["pl", "Liberal Party", "campaign", "roe", "Partido Liberal", "Parti libéral", "Mina Sosa", "Sosa"],
        ["dl", "Democratic League", "campaign", "doe", "Liga Democrática", "Ligue démocratique", "Oscar Brandt"],
    ],
)


def figures(text: str, language: str = "en") -> list[tuple[float, str]]:
    """Each figure of a candidate with whose it is."""
    found, _ = claims.extract(Document("text", text, language=language), RACE)
    return [(c.value, c.subject) for c in found if c.subject]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Qhelo Doe of the Democratic League has been elected mayor of the great northern city of Bandar and its"
            " suburbs, defeating sitting mayor Xunya Roe by a margin of 66,909 votes.\n\nHe secured 57.4 percent of the"
            " vote. She got 42.6 percent.",
            [(66909, "doe"), (57.4, "doe"), (42.6, "roe")],
        ),
        (
            "Xunya Roe was ahead at four, with 47.1 percent. At six the board showed 45.6 percent for Qhelo Doe and"
            " 45.5 for her.",
            [(47.1, "roe"), (45.6, "doe"), (45.5, "roe")],
        ),
        (  # what she has is told, not she
            "The board counted 45.6 percent for Qhelo Doe and 3,000 votes for her party.",
            [(45.6, "doe"), (3000, "doe")],
        ),
    ],
)
def test_whom_a_pronoun_stands_for(text: str, expected: list[tuple[float, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "first"),
    [
        ("en", '"51.2 to 46.8," Xunya Roe told her supporters. Qhelo Doe did not speak.', "roe"),
        ("en", '"We won 51.2 percent to 46.8 for Roe," said Qhelo Doe.', "doe"),
        ("es", '"51,2 % contra 46,8 %", dijo Qhelo Doe ante los suyos. Xunya Roe espera.', "doe"),
        ("fr", "« 51,2 % contre 46,8 % », a lancé Qhelo Doe à ses partisans. Xunya Roe attend.", "doe"),
        ("pt", '"51,2% contra 46,8%", disse Qhelo Doe aos seus apoiantes. Xunya Roe espera.', "doe"),
        # No quotation: the second is of whom it is said to be.
        ("en", "With 51.2 percent against 46.8 percent for Xunya Roe, Qhelo Doe is ahead, the board said.", "doe"),
    ],
)
def test_who_speaks_a_score_is_not_told_in_it(language: str, text: str, first: str) -> None:
    assert figures(text, language) == [(51.2, first), (46.8, "doe" if first == "roe" else "roe")]


@pytest.mark.parametrize(
    ("language", "text", "whose"),
    [
        (
            "en",
            "Xunya Roe said she had seen the sheets. Qhelo Doe stayed silent. She won 52.3 percent of the vote, the"
            " Electoral Board said.",
            "roe",
        ),
        (
            "fr",
            "Xunya Roe a dit qu'elle avait vu les procès-verbaux. Qhelo Doe se tait. Elle obtient 52,3 % des voix,"
            " selon la Commission électorale.",
            "roe",
        ),
        (
            "pt",
            "Xunya Roe disse que ela não aceita. Qhelo Doe calou-se. Ela teve 52,3% dos votos, segundo a Comissão"
            " Eleitoral.",
            "roe",
        ),
        (
            "es",
            "Xunya Roe dijo que ella no acepta. Qhelo Doe calló. Ella obtuvo el 52,3 % de los votos, según la Junta"
            " Electoral.",
            "roe",
        ),
        (  # whom somebody beat is not who beat her
            "en",
            "Xunya Roe beat her. Qhelo Doe stayed silent. She won 52.3 percent of the vote, the Electoral Board said.",
            "doe",
        ),
    ],
)
def test_pronouns_behind_a_name_tell_a_woman_from_a_man(language: str, text: str, whose: str) -> None:
    assert figures(text, language) == [(52.3, whose)]
