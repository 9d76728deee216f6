"""Lists that tell of one place after another: none of their figures is the whole."""

from __future__ import annotations

from datetime import date

import pytest
from reading_support import OAKLAND, look

from analyzer.model import Contest
from analyzer.reading.languages import language
from analyzer.reading.languages.lexicon import Hit
from analyzer.reading.prose.placelists import PlaceLists
from analyzer.reading.prose.sections import Sections
from analyzer.reading.prose.sentences import split

ENGLISH = language.load("en")
TEXT = """Results by county:
1. Alder is Roe's with 7,100 votes. Poe: 4,300 votes.
Birch: Roe 2,000 votes, Poe 1,900.
Cedar
Roe 3,000 votes
Total: Roe 12,100 votes, Poe 9,000.
Roe won by 3,100 votes."""


def states(text: str) -> list[bool]:
    """Of each sentence, is it part of a list of places?"""
    known = Contest("", "Oakland, mayor", date(2031, 4, 6))
    lists = PlaceLists(text, text.lower(), ENGLISH, Sections(text, known, ENGLISH))
    found, headed = [], False
    for sentence in split(text, text.lower(), ENGLISH):
        said = text[sentence.start : sentence.end]
        numbered = any(c.isdigit() for c in said.lstrip("1. "))
        headed = headed if numbered else "Cedar" in said
        cues = [Hit("regional", 0, 1)] if "county" in said else []
        found.append(lists.goes_on(sentence, numbered, "Roe" in said or "Poe" in said, headed, lambda cues=cues: cues))
    return found


def test_a_list_goes_on_over_items_their_further_sentences_labels_and_headings() -> None:
    assert states(TEXT) == [True, True, True, True, True, True, False, False]


@pytest.mark.parametrize(
    "text", ["Results:\n1. Roe 51 percent", "By county.\nBirch: Roe 51 votes", "1. Roe 51 percent"]
)
def test_no_list_without_a_sentence_that_announces_places(text: str) -> None:
    assert not any(states(text))


def test_a_line_too_long_for_an_item_is_none() -> None:
    assert states("By county:\n1. Roe 5 votes. " + "Roe 5 votes. " * 60)[-1] is False


def test_the_reader_asks_for_it() -> None:
    text = "Results by county:\n\nBirch: Roe 2,000 votes, Poe 1,900.\n\nRoe won by 3,100 votes."
    observed = look(text, OAKLAND).observed
    assert "listed by place" in observed["2,000 votes"]
    assert "listed by place" not in observed["3,100 votes"]
