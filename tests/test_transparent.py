"""Ages behind names and "a total of" say nothing of a figure, and part it from nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_support import OAKLAND

from analyzer.folding import fold
from analyzer.model import Document
from analyzer.reading import claims, prose
from analyzer.reading.languages import language
from analyzer.reading.prose import transparent


def _found(text: str, code: str) -> list[str]:
    return [text[piece.start : piece.end] for piece in transparent.find(text, fold(text), language.load(code))]


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("en", "Jane Roe, 54, had 51 percent.", [", 54,"]),
        ("en", "Jane Roe, 54, a lawyer, had 51 percent.", [", 54"]),
        ("en", "Jane Roe, 54, President of the union, had 51 percent.", [", 54"]),
        ("en", "Jane Roe (Union), aged 54, had 51 percent.", [", aged 54,"]),
        ("en", "Jane Roe (54) beat a rival.", [" (54)"]),
        ("en", "Jane Roe (aged 54) and Alan Poe (61 years old)", [" (aged 54)", " (61 years old)"]),
        ("es", "Jane Roe, de 54 años, obtuvo el 51 %.", [", de 54 años,"]),
        ("fr", "Jane Roe, 54 ans, obtient 51 %.", [", 54 ans,"]),
        ("fr", "Jane Roe (54 ans) obtient 51 %.", [" (54 ans)"]),
        ("pt", "Jane Roe, 54 anos, obteve 51%.", [", 54 anos,"]),
        ("it", "Jane Roe, 54 anni, ottiene il 51%.", [", 54 anni,"]),
        ("en", "Jane Roe took a total of 75,640 votes.", ["a total of "]),
        ("es", "Roe sumó un total de 75.640 votos.", ["un total de "]),
        ("fr", "Roe a recueilli un total de 75 640 voix.", ["un total de "]),
        ("pt", "Roe somou um total de 75.640 votos.", ["um total de "]),
        ("it", "Roe ha ottenuto un totale di 75.640 voti.", ["un totale di "]),
        # What tells something:
        ("en", "11,204 out of a total of 12,000 sheets", []),
        ("en", "A total of 1,420 polling stations will report.", []),
        ("fr", "11 204 sur un total de 12 000 bureaux", []),
        ("es", "11.204 de un total de 12.000 mesas", []),
        ("en", "Labour (54) and the Greens (12)", []),
        ("en", "Jane Roe (54), Alan Poe (46)", []),
        ("en", "Jane Roe (54%) won.", []),
        ("es", "Roe, 51,2; Poe, 47,9.", []),
        ("en", "Jane Roe, 12, had 51 percent.", []),
        ("en", "Jane Roe, 512, had 51 percent.", []),
        ("en", "in the north, 54, had 51 percent.", []),
        ("en", "Yes, 41,873. No, 40,216.", []),
    ],
)
def test_what_is_left_out(code: str, text: str, found: list[str]) -> None:
    assert _found(text, code) == found


def test_a_total_of_is_no_total() -> None:
    text = "The National Election Board said Jane Roe took a total of 75,640 votes."
    (claim,), _ = claims.extract(Document("d", text), OAKLAND)
    assert (claim.quote, claim.measure, claim.subject) == ("75,640 votes", "votes", "roe")


@pytest.mark.parametrize("age", [", 54,", " (54)", " (aged 54)", ", 54 years old,"])
def test_a_sentence_reads_as_without_the_age(age: str) -> None:
    plain = "The National Election Board said Jane Roe took 51.2 percent to 47.9 percent for Alan Poe."
    text = plain.replace("Jane Roe", f"Jane Roe{age}")
    kept = [(c.quote, c.measure, c.subject, c.source) for c in claims.extract(Document("d", plain), OAKLAND)[0]]
    found, readings = claims.extract(Document("d", text), OAKLAND)
    assert kept == [("51.2 percent", "share", "roe", "board"), ("47.9 percent", "share", "poe", "board")]
    assert [(c.quote, c.measure, c.subject, c.source) for c in found] == kept
    assert all(text[c.start : c.end] == c.quote for c in found)
    assert [(r.quote, r.status, r.reason) for r in readings if r.status == "other"] == [("54", "other", "counts age")]


@given(st.text(alphabet="Ab 1(5),4\né", max_size=60))
def test_what_is_left_out_comes_in_order_and_holds_a_number(text: str) -> None:
    found = transparent.find(text, fold(text), language.load("en"))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[slice(*piece.years)].isdecimal() for piece in found if piece.years)
    assert len(prose.of(Document("d", text, language="en")).text) <= len(text)
