"""What a percentage was at an earlier vote is no claim, and parts what it is now from nothing."""

from __future__ import annotations

from datetime import date

import pytest
from reading_support import contest

from analyzer.folding import fold
from analyzer.model import Document
from analyzer.reading import claims
from analyzer.reading.languages import language
from analyzer.reading.languages.words import Words
from analyzer.reading.prose import formers

ANDINA = contest(
    "andina",
    "Andina, parliamentary election",
    date(2026, 6, 7),
    [
        ["lib", "Liberal Party", "Liberals", "Liberales", "Partido Liberal", "Parti libéral", "Liberali"],
        ["soc", "Social Front", "Frente Social", "Front social"],
    ],
    [["board", "Electoral Board", "authority", ""]],
)
TOLD = [
    ("en", "The Liberals fell to 34.1 percent from 41 percent four years ago.", " from 41 percent four years ago"),
    ("en", "The Liberals slumped from 41 percent in 2022 to 34.1 percent.", " from 41 percent in 2022"),
    ("en", "The Social Front rose to 34.1% from 14% in the previous election.", " from 14% in the previous election"),
    ("es", "Los Liberales cayeron al 34,1 % desde el 41 % de hace cuatro años.", " desde el 41 % de hace cuatro años"),
    ("es", "Los Liberales pasaron del 41 % en 2022 al 34,1 %.", " del 41 % en 2022"),
    ("pt", "O Partido Liberal passou de 41% há quatro anos para 34,1%.", " de 41% há quatro anos"),
    ("fr", "Le Parti libéral passe de 41 % en 2022 à 34,1 %.", " de 41 % en 2022"),
    ("it", "I Liberali passano dal 41 per cento del 2022 al 34,1 per cento.", " dal 41 per cento del 2022"),
]
UNTOLD = [
    ("en", "The Liberals rose from 33 percent to 34.1 percent."),  # as the count went on
    ("en", "The Liberals rose from 33 percent early in 2026 to 34.1 percent."),  # the year of the vote
    ("en", "Roe wants royalties of 12% from 5% and to rewrite the text of 1980."),
    ("en", "The Liberals won 34.1 percent, down from 41 percent in 2022."),  # read as it stands
    ("en", "Reports from 41 districts in 2022 came in."),
    ("es", "El 34,1 % de 41 mesas en 2022."),
]


def _found(text: str, code: str) -> list[str]:
    return [text[p.start : p.end] for p in formers.find(Words(fold(text)), language.load(code), 2026)]


@pytest.mark.parametrize(("code", "text", "left_out"), TOLD)
def test_the_earlier_figure_is_left_out_with_its_time(code: str, text: str, left_out: str) -> None:
    assert _found(text, code) == [left_out]
    found, readings = claims.extract(Document("d", text, language=code), ANDINA)
    assert [(c.value, c.measure) for c in found] == [(34.1, "share")]
    assert [r.status for r in readings if r.reason == "counts an earlier vote"] == ["other"]
    assert all(text[r.start : r.end] == r.quote for r in readings)


@pytest.mark.parametrize(("code", "text"), UNTOLD)
def test_all_else_is_read_as_it_stands(code: str, text: str) -> None:
    assert _found(text, code) == []


def test_turnout_of_now_is_read_behind_that_of_then() -> None:
    text = "Turnout rose from 52 percent in 2022 to 58.3 percent."
    found, _ = claims.extract(Document("d", text, language="en"), ANDINA)
    assert [(c.quote, c.measure) for c in found] == [("58.3 percent", "turnout")]
