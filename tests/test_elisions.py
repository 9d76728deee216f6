"""Units that one of two numbers leaves out, and the numbers that leave none out."""

from __future__ import annotations

import pytest
from reading_support import OAKLAND

from analyzer.folding import fold
from analyzer.model import Document
from analyzer.reading import claims, quantities
from analyzer.reading.languages import language
from analyzer.reading.languages.words import Words


def units(text: str, code: str = "en") -> list[tuple[float, str]]:
    return [(q.value, q.unit) for q in quantities.read(Words(fold(text)), language.load(code))]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "54% to 41", [(54, "percent"), (41, "percent")]),
        ("en", "49.46 percent to 46.61", [(49.46, "percent"), (46.61, "percent")]),
        ("en", "51 percent to her 39", [(51, "percent"), (39, "percent")]),
        ("en", "51.4 percent to Poe's 46.9", [(51.4, "percent"), (46.9, "percent")]),
        ("en", "ahead by 15 points, 54 to 39", [(15, "points"), (54, "percent"), (39, "percent")]),
        ("en", "ahead by 15 points (54 to 39)", [(15, "points"), (54, "percent"), (39, "percent")]),
        ("en", "ahead by 15 points, 54 to his 39", [(15, "points"), (54, "percent"), (39, "percent")]),
        ("en", "ahead by 14.8 points, 54.1 to 39.3", [(14.8, "points"), (54.1, "percent"), (39.3, "percent")]),
        ("es", "gana por 15 puntos, 54 a 39", [(15, "points"), (54, "percent"), (39, "percent")]),
        ("fr", "devance de 15 points, 54 à 39", [(15, "points"), (54, "percent"), (39, "percent")]),
        ("pt", "vence por 15 pontos, 54 a 39", [(15, "points"), (54, "percent"), (39, "percent")]),
        ("en", "0.25 of a point", [(0.25, "points")]),
        ("en", "0.25 of a percentage point", [(0.25, "points")]),
    ],
)
def test_a_unit_left_out_is_the_partners(code: str, text: str, expected: list[tuple[float, str]]) -> None:
    assert units(text, code) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ahead by 15 points, 54 to 41",  # no 15 points lie between these
        "ahead by 15 points, and 54 to 39",  # something else is said of them
        "ahead by 15 votes, 54 to 39",
        "51 percent to 60",  # more than a whole
        "51 percent to her 60",
        "51 percent for her 39",
        "51 percent to 39 deputies",
        "2 of a point",
        "0.25 of the stations",
    ],
)
def test_what_has_no_partner_stays_bare(text: str) -> None:
    assert units(text)[-1][1] not in ("percent", "points")


@pytest.mark.parametrize("close", [", 54 to 39.", " (54 to 39).", ": 54 to 39."])
def test_a_score_behind_a_lead_is_a_pair_of_shares(close: str) -> None:
    found, _ = claims.extract(Document("d", f"Roe beat Poe by 15 points{close}", language="en"), OAKLAND)
    expected = {(15.0, "margin_points", "roe"), (54.0, "share", "roe"), (39.0, "share", "poe")}
    assert {(c.value, c.measure, c.subject) for c in found} == expected


def nouns(text: str, code: str = "en") -> list[tuple[float, str]]:
    return [(q.value, q.noun) for q in quantities.read(Words(fold(text)), language.load(code))]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "between 50 and 60 seats", [(50, "seats"), (60, "seats")]),
        ("en", "from 8 to 6 p.m.", [(8, "time"), (6, "time")]),
        ("es", "de 10 a 18 horas", [(10, "time"), (18, "time")]),
        ("fr", "de 8 à 18 heures", [(8, "time"), (18, "time")]),
        ("en", "took 41 and two seats", [(41, ""), (2, "seats")]),
        ("en", "beat him 41 to 40 hours before noon", [(41, ""), (40, "time")]),
    ],
)
def test_both_ends_of_a_range_count_the_same(code: str, text: str, expected: list[tuple[float, str]]) -> None:
    assert nouns(text, code) == expected
