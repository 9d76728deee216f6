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


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('Mina Sosa did not agree: "It is wider than that. We have got her six points up."', [(6, "roe")]),
        ('"We have 51.2 percent and she has 46.8," said Oscar Brandt.', [(51.2, "doe"), (46.8, "roe")]),
    ],
)
def test_a_campaign_has_its_own_candidate_ahead(said: str, expected: list[tuple[float, str]]) -> None:
    known = "Xunya Roe has 47 percent and Qhelo Doe 43.9, the Electoral Board said.\n\n"
    assert figures(known + said)[2:] == expected


def sourced(text: str, language: str = "en") -> list[tuple[float, str, str]]:
    """Each figure with whose it is and who answers for it."""
    found, _ = claims.extract(Document("text", text, language=language), RACE)
    return [(c.value, c.subject, c.source) for c in found]


def test_i_is_who_signs_a_letter() -> None:
    text = (
        "Open letter to the Electoral Board\n\nSir,\n\nI was until Tuesday the mayor of my city. Your officer tells me"
        " that 191,407 citizens wished me to remain so and 258,316 did not.\n\nMy agents signed for 311 stations. On"
        " those sheets, sir, I received 54.2 percent; Mr Doe, whom I have known since school, received 43.9.\n\nI do"
        " not ask for the chair back. I ask for the slips.\n\nXunya Roe\nUmbala, 4 May"
    )
    assert figures(text) == [(191407, "roe"), (258316, "doe"), (54.2, "roe"), (43.9, "doe")]


def test_who_signs_a_letter_answers_for_what_his_own_agents_saw() -> None:
    text = (
        "Carta aberta à Comissão Eleitoral\n\nSenhor presidente,\n\nEu era até terça-feira a prefeita desta cidade."
        " Escrevo para pedir as minhas atas.\n\nMeus fiscais assinaram 311 atas. Nessas atas obtive 54,2%; o senhor Doe"
        " obteve 43,9.\n\nNão peço o cargo. Peço as minhas atas.\n\nXunya Roe\nUmbala, 4 de maio"
    )
    assert sourced(text, "pt") == [(311, "", "pl"), (54.2, "roe", "pl"), (43.9, "doe", "pl")]


def test_who_sends_a_letter_answers_for_what_we_have_counted() -> None:
    text = (
        "From: Oscar Brandt\nTo: all branch chairs\nSubject: the count\n\nColleagues\n\nWe won, and they know it. Our"
        " own runners were in every hall. We have Doe on 38,511 votes and Roe on 36,020."
    )
    assert sourced(text) == [(38511, "doe", "dl"), (36020, "roe", "dl")]
    text = text.replace("From: Oscar Brandt\nTo", "Notes of a visit\nAbout")
    assert "dl" not in [source for _, _, source in sourced(text)]
