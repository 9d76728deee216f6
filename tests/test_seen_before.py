"""What titles and the sentence before leave to a figure: of what a section is, what was asked, the first round."""

from __future__ import annotations

from datetime import date

import pytest
from reading_support import OAKLAND, contest, look

from analyzer.folding import fold
from analyzer.reading.languages import language
from analyzer.reading.prose import sentences

RUNOFF = contest(
    "oakland-2031-runoff",
    "Oakland, presidential run-off",
    date(2031, 4, 20),
    [("roe", "Jane Roe"), ("poe", "Alan Poe")],
    [("board", "National Election Board", "authority", "")],
)


@pytest.mark.parametrize(
    ("title", "scope"),
    [("Exit polling", "section, poll"), ("Opinion polls", "section, poll"), ("Aftermath", "")],
)
def test_the_title_of_a_section_says_what_its_figures_are_of(title: str, scope: str) -> None:
    text = f"Roe won with 50.1% of the vote.\n\n{title}\n\nThe network put Roe on 51.0%."
    assert [o for o in look(text, OAKLAND).observed["51.0%"] if o.startswith("section")] == ([scope] if scope else [])


def test_the_next_title_ends_a_section() -> None:
    text = "Exit polling\n\nRoe was on 51.0%.\n\nAftermath\n\nRoe took office with 52.3% of the vote."
    assert not any(o.startswith("section") for o in look(text, OAKLAND).observed["52.3%"])


def test_a_first_round_named_in_the_sentence_before_is_another_vote_in_a_run_off() -> None:
    text = "Thirteen candidates contested the first round. Roe came first with 31.4%."
    assert "before, earlier" in look(text, RUNOFF).observed["31.4%"]
    assert "before, earlier" not in look(text, OAKLAND).observed["31.4%"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Turnout fell again. It was 56.8%.", True),
        ("And the turnout?\n\nIt was 56.8%.", True),
        ("Turnout fell again.\n\nIt was 56.8%.", False),
        ("Turnout was 40% in 2027. It was 56.8%.", False),
    ],
)
def test_what_the_sentence_before_speaks_of_without_a_figure(text: str, topic: bool) -> None:
    assert ("topic turnout" in look(text, OAKLAND).observed["56.8%"]) is topic


def test_a_number_behind_one_that_counts_other_things() -> None:
    observed = look("Roe handed in 38,412 signatures, Poe 33,905.", OAKLAND).observed
    assert "after counts other" in observed["33,905"]


@pytest.mark.parametrize(
    ("code", "text", "quote", "fact"),
    [
        ("en", "Roe won 41.2% and 38 seats, Poe 30.1% and 21 seats.", "30.1%", "after counts seats, named"),
        ("en", "Roe won 38 seats with 41.2%.", "41.2%", "after counts seats"),
        ("es", "Roe logró el 41,2 % y 38 escaños, Poe el 30,1 % y 21 escaños.", "30,1 %", "after counts seats, named"),
        ("es", "Roe logró 38 escaños y el 41,2 %.", "41,2 %", "after counts seats"),
    ],
)
def test_a_share_behind_the_seats_of_another_item_of_a_list(code: str, text: str, quote: str, fact: str) -> None:
    assert fact in look(text, OAKLAND, code).observed[quote]


@pytest.mark.parametrize(
    ("line", "strange"),
    [("Jane Roe, New Centre Party: 4,883 (17.8%)", False), ("Jane Roe, Rita Marsh, 4,883 votes", True)],
)
def test_a_party_between_a_name_and_a_colon_is_nobody_else(line: str, strange: bool) -> None:
    quote = next(q for q in look(line, OAKLAND).observed if q.startswith("4,883"))
    assert ("stranger<" in look(line, OAKLAND).observed[quote]) is strange


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("A poll at 9 p.m. (1900 GMT) had it so. Then it rained.", "A poll at 9 p.m. (1900 GMT) had it so."),
        ("It closed at 9 p.m. The count began.", "It closed at 9 p.m."),
        ("It was i.e. 5 percent. So be it.", "It was i.e. 5 percent."),
    ],
)
def test_a_bracket_behind_an_abbreviation_begins_no_sentence(text: str, first: str) -> None:
    split = sentences.split(text, fold(text), language.load("en"))
    assert text[split[0].start : split[0].end] == first
