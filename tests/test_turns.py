"""Figures and names by turns: a list says whether each name stands before or behind its figure."""

from __future__ import annotations

import pytest
from reading_support import OAKLAND, Looking, contest

from analyzer.model import Contest, Document
from analyzer.reading import claims
from analyzer.reading.meaning import turns

THREE = contest(
    "oakland-2031",
    "Oakland, presidential election",
    OAKLAND.date,
    [("roe", "Jane Roe", "Roe"), ("poe", "Alan Poe", "Poe"), ("low", "Mary Low", "Low")],
    [("board", "National Election Board", "authority", "", "commission électorale")],
)


def told(code: str, text: str, within: Contest = THREE) -> dict[str, tuple[str, str]]:
    """Number as it is written -> whose it is by its list, and on which side he is named."""
    looking = Looking()
    claims.extract(Document("d", text, language=code), within, looking)
    found = {}
    for seen in looking.seen:
        passage = seen.passage
        for i, turn in turns.by_turns(passage).items():
            q = passage.quantities[i]
            found[passage.text[q.start : q.end]] = (turn.candidate, turn.side)
    return found


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (
            "en",
            "The count has 50.3 percent Roe, 35.6 Poe, 12.4 Low.",
            {"50.3 percent": "roe", "35.6": "poe", "12.4": "low"},
        ),
        (
            "en",
            "Votes for Mr. Poe were 1,900; in all it was 52 % for Roe and 41 % for Poe.",
            {"52 %": "roe", "41 %": "poe"},
        ),
        (
            "fr",
            "La commission électorale comptait 521 758 voix pour M. Poe, 503 366 pour Mme Roe et 118 704 pour Low.",
            {"521 758 voix": "poe", "503 366": "roe", "118 704": "low"},
        ),
        (
            "fr",
            "La commission électorale donnait 20 590 suffrages (57,7 %) à M. Poe et 14 257 (42,2 %) à Mme Roe.",
            {"20 590 suffrages": "poe", "57,7 %": "poe", "14 257": "roe", "42,2 %": "roe"},
        ),
        ("es", "La junta dio 52,1 % a Roe y 41,3 % a Poe.", {"52,1 %": "roe", "41,3 %": "poe"}),
    ],
)
def test_names_behind_their_figures(code: str, text: str, expected: dict[str, str]) -> None:
    assert {quote: turn for quote, turn in told(code, text).items() if turn[1] == ">"} == {
        quote: (candidate, ">") for quote, candidate in expected.items()
    }


@pytest.mark.parametrize(
    "text",
    [
        "Roe had 52.1 percent, Poe 41.3 percent and Low 6.6 percent.",
        "Roe won 52.1 percent (1,204 votes), Poe 41.3 percent (954).",
    ],
)
def test_names_before_their_figures(text: str) -> None:
    assert {side for _, side in told("en", text).values()} == {"<"}


@pytest.mark.parametrize(
    "text",
    [
        "Roe had 52.1 percent and Poe fewer.",  # one figure
        "Roe had 52.1 percent to 41.3 for Poe, said Low.",  # two figures in a row
        "Poe led by 5,954 votes in one count and by 2,518 votes in the other over Roe.",
    ],
)
def test_what_is_no_list(text: str) -> None:
    assert not [side for _, side in told("en", text).values() if side == ">"]


def test_somebody_told_by_a_noun_is_the_other_of_two() -> None:
    text = "Alan Poe is elected, said the board. It gave 65.4 percent to the businessman's list and the rest to others."
    assert told("en", text, OAKLAND) == {}
    text = "Jane Roe leads Alan Poe: 4,074 votes for the governor and 4,039 for Alan Poe."
    assert told("en", text, OAKLAND) == {"4,074 votes": ("roe", "/"), "4,039": ("poe", ">")}


def test_of_several_figures_nobody_is_the_other() -> None:
    text = "It was 51.6 percent for the mayor, 46.0 for Alan Poe and 2.4 for Jane Roe."
    assert told("en", text, OAKLAND)["51.6 percent"] == (turns.SOMEBODY, ">")
