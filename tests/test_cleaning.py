"""What no reader sees is taken out of a text: it is read as if it had not been there, every quote in its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_support import contest

from analyzer.cleaning import clean
from analyzer.corpus.prefilter import Prefilter
from analyzer.model import Document
from analyzer.reading import claims
from analyzer.recognition import Recogniser

CONTEST = contest(
    "oakland-2031",
    "Oakland, presidential election",
    date(2031, 4, 6),
    [("roe", "Jane Roe"), ("pena", "Álvaro Peña")],
    [
        ("board", "National Election Board", "authority", ""),
        ("roe-camp", "the Roe campaign", "campaign", "roe"),
    ],
)
TEXT = """Count goes on in Oakland

The National Election Board said on Monday that Jane Roe had won 51.2 percent of the vote, while Álvaro Peña took
47.9 percent, with 80% of the tally sheets counted. Turnout in the whole country was 66.3 percent. "We hold sheets
from 11,204 of 12,000 polling stations", the Roe campaign said, "and they give us 5,150,092 votes".

Mr. Peña, who trailed by 3.3 points, had not conceded by noon.
"""


def _read(text: str) -> list[tuple[str, str, float, str]]:
    found, readings = claims.extract(Document("d", text), CONTEST)
    assert all(text[c.start : c.end] == c.quote for c in found)
    assert all(text[r.start : r.end] == r.quote for r in readings)
    assert {r.claim for r in readings if r.status == "claim"} == {c.claim for c in found}
    return [(c.measure, c.subject, c.value, c.source) for c in found]


def _sub(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, new, text)


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(_sub(" ", "\u00a0"), id="fixed blanks"),
        pytest.param(_sub(r"(?<=\d) ", "\u202f"), id="narrow blanks behind figures"),
        pytest.param(_sub(r"(?<=\d) ", "\u2009"), id="thin blanks behind figures"),
        pytest.param(_sub(r"(?<=[a-z]{3})(?=[a-z]{3})", "\u00ad"), id="soft hyphens"),
        pytest.param(_sub(r"(?= )", "\u200b"), id="blanks of no width"),
        pytest.param(_sub(r"(\d[\d.,]*%?)", "\u200e\\1\u200f"), id="marks of direction"),
        pytest.param(_sub(r"(\d[\d.,]*%?)", "\u2068\\1\u2069"), id="isolates"),
        pytest.param(lambda text: f"\ufeff{text}", id="byte order mark"),
        pytest.param(lambda text: unicodedata.normalize("NFD", text), id="accents apart"),
        pytest.param(_sub(r"\d", lambda m: chr(ord(m.group()) + 0xFEE0)), id="wide digits"),
        pytest.param(_sub("\n", "\r\n"), id="returns"),
        pytest.param(_sub("\n", "\r"), id="returns alone"),
        pytest.param(_sub("\n", " \n"), id="blanks at the ends of lines"),
        pytest.param(_sub("\n\n", "\n \t\n"), id="blanks on empty lines"),
        pytest.param(_sub(r"(?m)^(?=.)", "    "), id="a margin"),
        pytest.param(_sub(r"(?m)^(?=.)", "> "), id="a quoted letter"),
        pytest.param(_sub("(?<=[a-z.,]) ", "  "), id="two blanks for one"),
        pytest.param(_sub(r"\. ", ".  "), id="two blanks behind a sentence"),
        pytest.param(_sub(r"(\d[\d.]*\d) percent", "**\\1 percent**"), id="emphasis"),
        pytest.param(_sub("Jane Roe", "_Jane Roe_"), id="an underlined name"),
        pytest.param(_sub(r"percent", "percent[3]"), id="notes in brackets"),
        pytest.param(_sub(r"(?<=\d) percent", "\u00b9 percent"), id="a raised note behind a figure"),
        pytest.param(_sub(r"(?<=[a-z]{4}\.) (?=[A-Z])", "12 "), id="notes behind stops"),
        pytest.param(_sub("(Jane Roe|Roe campaign)", r"[\1](https://example.org/people/51)"), id="links"),
        pytest.param(_sub("(?=Roe|Peña)", "#"), id="tags"),
        pytest.param(_sub("(?=Roe|Peña)", "@"), id="handles"),
        pytest.param(_sub("%", " °/o"), id="a scanned sign"),
        pytest.param(_sub(r"(?<=\w)([,.])(?=\s)", " \\1"), id="blanks before commas and stops"),
        pytest.param(_sub(r"(?<=\d)%", "&#37;"), id="entities of signs"),
        pytest.param(_sub("ñ", "&ntilde;"), id="entities of letters"),
        pytest.param(_sub(r"(?<=\d) (?=percent)", "&nbsp;"), id="entities of blanks"),
        pytest.param(_sub("camp(?=aign)", "camp-\n"), id="a word broken at the end of a line"),
        pytest.param(_sub("camp(?=aign)", "camp\u00ad\n"), id="a word broken by a soft hyphen"),
        pytest.param(lambda text: "\n".join(_wrapped(text, 60)), id="broken lines"),
    ],
)
def test_a_spoilt_text_reads_as_the_plain_one(spoilt: Callable[[str], str]) -> None:
    plain = _read(TEXT)
    assert plain[0] == ("share", "roe", 51.2, "board")
    assert len(plain) == 8
    assert _read(spoilt(TEXT)) == plain


def _wrapped(text: str, width: int) -> list[str]:
    lines = []
    for paragraph in text.split("\n\n"):
        line = ""
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines += [line, ""]
    return lines


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("10\u00a0058\u00a0774\u00a0voix", "10\u00a0058\u00a0774 voix"),
        ("the elec-\n  tion of the vote-\ncounting board, a vote-counting body", None),
        ("Jean-\nPierre", "Jean-\nPierre"),
        ("Roe has **51.2%** and Poe _47.9 %_.", "Roe has 51.2% and Poe 47.9 %."),
        ("* Roe 51.2%\n* Poe 47.9%", "* Roe 51.2%\n* Poe 47.9%"),
        ("snake_case and 2 * 3 stay", "snake_case and 2 * 3 stay"),
        ("Candidate   Votes  Share\nRoe  5,150,092  51.2", "Candidate   Votes  Share\nRoe  5,150,092  51.2"),
        ("J. Roe Jr.  51.2  5,150,092", "J. Roe Jr.  51.2  5,150,092"),
        ("roe of the union of the people  51.2", "roe of the union of the people  51.2"),
        ("See [2] and (3), a list: [1, 2]", "See [2] and (3), a list: [1, 2]"),
        ("[Roe](https://example.org/51%25) won.", "Roe won."),
        ("[Roe](she won) [a] (b)", "[Roe](she won) [a] (b)"),
        ("roe@board.example, #1, C# and board.example/#roe", "roe@board.example, #1, C# and board.example/#roe"),
        ("She won.3 The board", "She won.3 The board"),
        ("She won it easily.3 The board said.51 percent", "She won it easily. The board said.51 percent"),
        ("51.2 o/o, 47 \u00ba/o, and/or", "51.2 %, 47 %, and/or"),
        ("<a href='5o/o'>51 o/o</a>", "51 %"),
        ("5 km\u00b2 of it", "5 km of it"),
        ("5\u00b24 and 10\u00b2", "5\u00b24 and 10"),
        ("> 50%\n> 20%", "> 50%\n> 20%"),
        ("AT&T; R&D &c. &unknown; &amp;", "AT&T; R&D &c. &unknown; &"),
        ("a\u0301 e\u0308\u0301 \u0301", None),
        ("Roe . . . . 51.2", None),
        ("", ""),
    ],
)
def test_what_is_taken_out_and_what_stays(text: str, cleaned: str | None) -> None:
    found = clean(text).text
    if cleaned is not None:
        assert found == cleaned
    assert "\n  tion" not in found
    assert "\u0301" not in found


def test_a_hyphen_that_the_word_has_elsewhere_stays() -> None:
    assert clean("the vote-\ncounting board, a vote-counting body").text.startswith("the vote-counting")
    assert clean("the elec-\ntion").text == "the election"


DIRT = "ab1o°/ é\u0301\u00ad\u200b\r\n\t\u00a0.,-[]2\u00b2½*_>&#;x  (')%<="


@given(st.text(alphabet=DIRT, max_size=120))
def test_every_character_of_the_clean_text_has_its_place(text: str) -> None:
    found = clean(text)
    spans = [found.span(i, i + 1) for i in range(len(found.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    for sign, (start, end) in zip(found.text, spans, strict=True):
        if sign.isdecimal() and end - start == 1:
            assert text[start] == sign
    assert all(text[start].isnumeric() for start, _, _ in found.left_out)
    if found.same:
        assert len(found.text) == len(text)


@given(st.text(alphabet=DIRT, max_size=80))
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    plain = "".join(c for c in text if c.isascii() and (c.isalnum() or c == " "))
    plain = " ".join(plain.split())
    assert clean(plain).text == plain
    assert clean(plain).same


@pytest.mark.parametrize(
    ("text", "value", "resolution"),
    [
        ("The board said Jane Roe won 51.2\u00b9 percent of the vote.", 51.2, 0.1),
        ("The board said Jane Roe won 51\u00b2 percent of the vote.", 51.0, 1.0),
        ("The board said Jane Roe won 51½ percent of the vote.", 51.5, 0.5),
        ("The board said Jane Roe won 51 ½ percent of the vote.", 51.5, 0.5),
        ("The board said Jane Roe won 5,150,092\u00b3 votes.", 5150092.0, 0.0),
        ("The board said Jane Roe won 5,150,092[4] votes.", 5150092.0, 0.0),
        ("The board said Jane Roe won 7½ million votes.", 7.5e6, 5e5),
        ("The board said Jane Roe won 51.2\u200b5 percent of the vote.", 51.25, 0.01),
    ],
)
def test_a_raised_sign_is_no_digit_of_the_number_before_it(text: str, value: float, resolution: float) -> None:
    (claim,), _ = claims.extract(Document("d", text), CONTEST)
    assert (claim.value, claim.subject, claim.resolution) == (value, "roe", pytest.approx(resolution))


def test_the_number_of_a_note_is_accounted_for() -> None:
    text = "Jane Roe won 51.2 percent[12] of the vote.\u00b3 Álvaro Peña took 47.9 percent."
    _, readings = claims.extract(Document("d", text), CONTEST)
    assert [(r.quote, r.status) for r in readings] == [
        ("51.2 percent", "claim"),
        ("12", "other"),
        ("\u00b3", "other"),
        ("47.9 percent", "claim"),
    ]


def test_the_number_of_a_note_inside_a_quote_is_not_told_apart() -> None:
    text = "The board said Jane Roe won 5,150,092[4] votes.[5]"
    _, readings = claims.extract(Document("d", text), CONTEST)
    assert [(r.quote, r.status) for r in readings] == [("5,150,092[4] votes", "claim"), ("5", "other")]


@pytest.mark.parametrize("spoil", ["\u00ad", "\u200b", "\u2060"])
def test_a_spoilt_text_is_recognised_and_not_passed_over(spoil: str) -> None:
    text = TEXT.replace("Roe", f"R{spoil}oe").replace("Peña", f"Pe{spoil}ña")
    assert Recogniser([CONTEST]).contests_of([Document("d", text)]) == [CONTEST]
    assert Prefilter([CONTEST], recognised=True).may_hold(text)


def test_two_names_in_entities_are_not_passed_over() -> None:
    text = TEXT.replace("Peña", "Pe&ntilde;a").replace("Roe", "R&#111;e")
    assert Prefilter([CONTEST], recognised=True).may_hold(text)


def test_the_place_of_a_document_is_its_own_language_and_text() -> None:
    document = replace(Document("d", TEXT.replace(" ", "\u00a0")), language="en")
    found, _ = claims.extract(document, CONTEST)
    assert found
    assert all(document.text[c.start : c.end] == c.quote for c in found)
