"""Whose figures are that somebody gives to another, and what is told of another by whoever speaks."""

from __future__ import annotations

import pytest
from reading_support import OAKLAND, look


def hangs(text: str, code: str, quote: str) -> dict[str, list[str]]:
    """Candidate -> what is seen between the number and his names."""
    return look(text, OAKLAND, code).hangs[quote]


@pytest.mark.parametrize(
    ("code", "text", "quote", "given"),
    [
        ("en", "Alan Poe rejects the 50.2 percent that the board gave Jane Roe.", "50.2 percent", True),
        ("en", "Alan Poe rejects the 50.2 percent the board credited to Jane Roe.", "50.2 percent", True),
        ("en", "Alan Poe won 50.2 percent, and the board gave Jane Roe less.", "50.2 percent", False),
        ("es", "Alan Poe rechaza el 50,2 % que la junta otorgó a Jane Roe.", "50,2 %", True),
        ("es", "Alan Poe impugna el 50,2 % atribuido por la junta a Jane Roe.", "50,2 %", True),
        ("fr", "Alan Poe conteste les 50,2 % que la commission a accordés à Jane Roe.", "50,2 %", True),
        ("pt", "Alan Poe rejeita os 50,2% que a comissão deu a Jane Roe.", "50,2%", True),
        ("it", "Alan Poe respinge il 50,2 % che la commissione ha attribuito a Jane Roe.", "50,2 %", True),
    ],
)
def test_to_whom_a_figure_is_given(code: str, text: str, quote: str, given: bool) -> None:
    assert (">given" in hangs(text, code, quote).get("roe", [])) is given


@pytest.mark.parametrize(
    ("code", "text", "quote", "told"),
    [
        ("en", "Alan Poe claims that Jane Roe got 50.2 percent.", "50.2 percent", True),
        ("en", "Alan Poe beat Jane Roe with 50.2 percent.", "50.2 percent", False),
        ("es", "Alan Poe afirma que Jane Roe tiene el 50,2 %.", "50,2 %", True),
    ],
)
def test_who_speaks_of_another(code: str, text: str, quote: str, told: bool) -> None:
    assert ("<speaks of another" in hangs(text, code, quote)["poe"]) is told


def test_bare_numbers_that_share_all_votes_are_a_pair() -> None:
    for text, whose in (("Jane Roe leads 53-44.", "in order"), ("Jane Roe leads, in 53 or 14 of the towns.", "")):
        seen = look(text, OAKLAND).hangs["53"]["roe"]
        assert ("in order" in seen) is bool(whose)


def test_down_from_is_not_behind() -> None:
    for words, lags in (("down from two", False), ("behind", True)):
        seen = look(f"Jane Roe is 0.9 percentage points {words} at midnight.", OAKLAND).hangs["0.9 percentage points"]
        assert ("lags" in seen["roe"]) is lags
