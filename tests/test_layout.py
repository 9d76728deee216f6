"""Texts as files hold them: broken lines, leaders, addresses, read as the prose that they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_support import OAKLAND

from analyzer.model import Document
from analyzer.reading import claims
from analyzer.reading.prose.layout import prose

WRAPPED = """The National Election Board said on Monday that Jane Roe had won 51.2
percent of the vote, while Alan Poe, who led the count for two days, took 47.9
percent. Turnout in the whole country was 66.3 percent, according to National
Election Board figures.
"""


@pytest.mark.parametrize(
    ("text", "laid"),
    [
        (WRAPPED, WRAPPED.replace("\n", " ")[:-1] + "\n"),
        ("Roe won 51.2 percent of the vote\nin the country.", "Roe won 51.2 percent of the vote in the country."),
        ("Roe 51.2%\nPoe 47.9%", "Roe 51.2%\nPoe 47.9%"),  # a list
        ("The results are as follows:\nroe, 51.2 percent", "The results are as follows:\nroe, 51.2 percent"),
        ("Results of the presidential vote\n- roe 51.2%", "Results of the presidential vote\n- roe 51.2%"),
        ("A paragraph that has no full stop\n\nand another", "A paragraph that has no full stop\n\nand another"),
        (
            "election results: Roe 51.2%, others 0.9%\nnext date: 2035",
            "election results: Roe 51.2%, others 0.9%\nnext date: 2035",
        ),
        (
            "Candidate of the party    Votes\nroe jane of the union    51",
            "Candidate of the party    Votes\nroe jane of the union    51",
        ),
        ("* Roe 51.2%\n* Poe 47.9%", "* Roe 51.2%\n* Poe 47.9%"),
        # a table with each cell in a line of its own
        (
            "Candidate\nVotes\n%\nJane Roe\n255,646\n51.2\nAlan Poe\n239,170\n47.9",
            "Candidate\nVotes\n%\nJane Roe 255,646 51.2\nAlan Poe 239,170 47.9",
        ),
        ("|Roe\n|255 646\n|51.2 %\n|Poe\n|239 170\n|47.9 %", "|Roe |255 646 |51.2 %\n|Poe |239 170 |47.9 %"),
        (
            "Roe\n51.2%\n255,646 votes\n\nPoe\n47.9%\n239,170 votes",
            "Roe 51.2% 255,646 votes\n\nPoe 47.9% 239,170 votes",
        ),
        ("Result\n51.2%\n255,646\nRoe\n47.9%\n239,170\nPoe", "Result\n51.2%\n255,646\nRoe\n47.9%\n239,170\nPoe"),
        ("Roe led at night.\n51.2\n47.9", "Roe led at night.\n51.2\n47.9"),
        ("Roe ........ 255.646 votes .... 3.3 %", "Roe" + " " * 10 + "255.646 votes" + " " * 6 + "3.3 %"),
        ("Roe . . . . 51.2\nWell... 3 left", "Roe" + " " * 9 + "51.2\nWell... 3 left"),
        ("snake_case and 2 * 3 stay", "snake_case and 2 * 3 stay"),
        ("See https://example.org/20310406.html.", "See " + " " * 34),
    ],
)
def test_what_is_there_for_the_layout_becomes_a_blank(text: str, laid: str) -> None:
    assert prose(text) == laid


@given(st.text(alphabet="ab1 .:|*_\n\t-http://w", max_size=200))
def test_every_character_keeps_its_place(text: str) -> None:
    laid = prose(text)
    assert len(laid) == len(text)
    assert all(after in (before, " ") for before, after in zip(text, laid, strict=True))


@pytest.mark.parametrize("text", [WRAPPED, WRAPPED.replace("\n", " "), WRAPPED.replace("\n", "\r\n").replace("\r", "")])
def test_a_text_reads_the_same_however_its_lines_are_broken(text: str) -> None:
    found, _ = claims.extract(Document("d", text), OAKLAND)
    assert [(c.measure, c.subject, c.value, c.source) for c in found] == [
        ("share", "roe", 51.2, "board"),
        ("share", "poe", 47.9, "board"),
        ("turnout", "", 66.3, "board"),
    ]
    assert all(text[c.start : c.end] == c.quote for c in found)


def test_the_figures_of_an_address_are_none() -> None:
    text = "Jane Roe won 51.2 percent of the vote (https://example.org/votes/142597-final.html)."
    found, readings = claims.extract(Document("d", text), OAKLAND)
    assert [c.value for c in found] == [51.2]
    assert [r.quote for r in readings] == ["51.2 percent"]


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe (Union)\n255,646\n51.2%\nAlan Poe\n239,170\n47.9%",
        "|Jane Roe\n|255,646\n|51.2\n|Alan Poe\n|239,170\n|47.9",
    ],
)
def test_the_cells_of_a_table_are_read_as_a_row_where_each_has_a_line(text: str) -> None:
    found, _ = claims.extract(Document("d", text), OAKLAND)
    assert [(c.measure, c.subject, c.value) for c in found] == [
        ("votes", "roe", 255646),
        ("share", "roe", 51.2),
        ("votes", "poe", 239170),
        ("share", "poe", 47.9),
    ]
