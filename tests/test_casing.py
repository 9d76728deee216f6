"""A text in letters of one case is read as if it were written with capitals where they belong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_support import OAKLAND

from analyzer.model import Contest, Document
from analyzer.reading import claims
from analyzer.reading.prose import casing

PLAIN = (
    "Roe leads in Oakport\n\nThe National Election Board said on Monday that Jane Roe took 51.2 percent. "
    "Alan Poe had 47.9 percent, it said. With 93 percent of polling stations counted, turnout was 61 percent."
)


def _read(text: str) -> list[tuple[float, str, str, str]]:
    found, _ = claims.extract(Document("d", text), OAKLAND)
    assert all(text[c.start : c.end] == c.quote for c in found)
    return [(c.value, c.measure, c.subject, c.source) for c in found]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.upper(),
        PLAIN.lower(),
        PLAIN.upper() + "\n\nMORE AT www.board.example",
    ],
)
def test_a_text_of_one_case_is_read_as_it_is_meant(text: str) -> None:
    kept = _read(PLAIN)
    assert len(kept) == 4
    assert _read(text) == kept


@pytest.mark.parametrize("text", [PLAIN, "ROE WINS\n\n" + PLAIN, "", "51.2 %", "Roe"])
def test_a_text_of_both_is_left_as_it_is(text: str) -> None:
    assert casing.cased(text, OAKLAND) == text


@pytest.mark.parametrize("text", [". " * 100_000, ": '" * 100_000])
def test_a_text_of_signs_is_gone_through_once(text: str) -> None:
    assert casing.cased(text, OAKLAND) == text  # looked through to its end from each sign it would take minutes


def test_names_and_beginnings_get_their_capitals() -> None:
    text = "JANE ROE LEADS.\nTHE BOARD SAID ROE HAD 51 PERCENT. POE: 48. “HE LOST,” IT SAID."
    read = "Jane Roe leads.\nThe board said Roe had 51 percent. Poe: 48. “He lost,” it said."
    assert casing.cased(text, OAKLAND) == read
    assert casing.cased("jane roe leads. she won.", None) == "Jane roe leads. She won."


@given(st.text(alphabet="aBé. \nİßRoe1:“", max_size=60), st.sampled_from([OAKLAND, None]))
def test_no_place_moves(text: str, contest: Contest | None) -> None:
    assert len(casing.cased(text, contest)) == len(text)
    assert len(casing.cased(text.upper(), contest)) == len(text.upper())
