"""The sentences that the page quotes: whole, with who speaks, and as a reader of the article sees them."""

from __future__ import annotations

import pytest
import sample

from analyzer.model import Claim, Document
from analyzer.reporting import text


def quoted(body: str, number: str, code: str) -> str:
    """The sentence that a page quotes for a number in a text of a language."""
    start = body.index(number)
    claim: Claim = sample.make_claim(
        "c", "s", "share", "maduro", 52.0, document="d", start=start, end=start + len(number), language=code
    )
    (found,) = text.sentences([claim], text.article(Document("d", body, language=code)))
    assert [piece for piece, anchor in found.pieces if anchor] == [number]
    return found.words


@pytest.mark.parametrize(
    ("body", "number", "code"),
    [
        ("La Conférence estime que M. Tchakouna est en tête avec environ 52 % des voix.", "52 %", "fr"),
        ("La Conférence estime que Mme Roe et M. Doe ont 52 % des voix, selon le Gén. Ba.", "52 %", "fr"),
        ("The recount ended on Dec. 3, 2030, with Sen. Ruth Kessler ahead by 1,987 votes.", "1,987", "en"),
        (
            "She leads by 2,143 votes of 5.6 million cast in the U.S. Senate race, an official said.",
            "5.6 million",
            "en",
        ),
        ("At 5 p.m. on Friday J. Q. Doe had 52 percent, she said.", "52 percent", "en"),
        ("Segundo o Dep. Silva, a Sra. Lemos teve 52% dos votos.", "52%", "pt"),
        ("Según el Gral. Pérez, la Dra. Roe obtuvo 52 % de los votos.", "52 %", "es"),
    ],
)
def test_an_abbreviation_ends_no_sentence(body: str, number: str, code: str) -> None:
    assert quoted(f"Nothing before. {body} Then no more.", number, code) == body


def test_other_words_end_one() -> None:
    assert quoted("So it was. Roe had 52 percent. Doe lost.", "52 percent", "en") == "Roe had 52 percent."
    assert quoted("Il a dit oui. Roe a 52 % des voix.", "52 %", "fr") == "Roe a 52 % des voix."


def test_a_sentence_that_goes_on_in_the_next_line_is_quoted_whole() -> None:
    body = (
        "Louanga, 3 November\n\nThe commission said on Monday that with every tally\nsheet counted Roe had 52 percent."
    )
    whole = "The commission said on Monday that with every tally sheet counted Roe had 52 percent."
    assert " ".join(quoted(body, "52 percent", "en").split()) == whole


def test_marks_of_emphasis_and_headings_are_not_shown() -> None:
    body = "## Results\n\n**In Louanga** Roe won with *52 percent* of the __valid__ votes."
    assert quoted(body, "52 percent", "en") == "In Louanga Roe won with 52 percent of the valid votes."
    assert quoted("### Roe wins with 52 percent", "52 percent", "en") == "Roe wins with 52 percent"
    assert quoted("Roe has 2 * 3 * 4 votes, 52 percent.", "52 percent", "en") == "Roe has 2 * 3 * 4 votes, 52 percent."
