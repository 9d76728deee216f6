"""Scores: "Roe leads 51-44" are shares in percent; of three candidates the second is of nobody who is not named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reading_support import ANDINA

from analyzer.model import Contest, Document
from analyzer.reading import claims

TWO = replace(ANDINA, candidates=ANDINA.candidates[:2])


def _shares(code: str, text: str, contest: Contest = ANDINA) -> list[tuple[float, str]]:
    found, _ = claims.extract(Document("d", text, language=code), contest)
    return [(c.value, c.subject) for c in found if c.measure == "share"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Poe has conceded. Roe leads 54-46 with 90 percent counted."),
        ("en", "Roe wins 54-46 as Poe concedes"),
        ("en", "Roe beat Poe 54 to 46, the Electoral Board said."),
        ("es", "Roe venció a Poe por 54-46, según la Junta Electoral."),
        ("fr", "Roe devance Poe 54 à 46, selon la Commission électorale."),
        ("pt", "Poe perdeu. No segundo turno, Roe venceu por 54 a 46."),
    ],
)
def test_a_score_is_two_shares(code: str, text: str) -> None:
    assert _shares(code, text) == [(54.0, "roe"), (46.0, "poe")]


@pytest.mark.parametrize(
    ("code", "text"),
    [("en", "Roe leads 54-46 with 90 percent counted."), ("es", "Roe ganó 54 a 46."), ("fr", "Roe l'emporte 54 à 46.")],
)
def test_of_three_the_second_half_is_of_nobody_whom_the_text_does_not_name(code: str, text: str) -> None:
    assert _shares(code, text) == [(54.0, "roe")]


def test_of_two_the_second_half_is_of_the_other() -> None:
    assert _shares("en", "Roe leads 54-46 with 90 percent counted.", TWO) == [(54.0, "roe"), (46.0, "poe")]


@pytest.mark.parametrize(
    "text",
    [
        "Roe leads Poe 51-44 in the latest Medir poll.",
        "In 2020 Roe won 51-44. Poe conceded.",
        "Roe won Northland 61-38 and lost Southland 45-52. Poe conceded.",
        "The House voted 51-44 to certify Roe's victory over Poe.",
        "Roe's party won 51 seats to 44. Poe conceded.",
        "Roe beat Poe 3-1 in the debate.",
        "Poe conceded. Roe's team won 84-71 on Sunday.",
    ],
)
def test_scores_of_polls_places_other_votes_and_games_are_left_alone(text: str) -> None:
    assert _shares("en", text) == []
