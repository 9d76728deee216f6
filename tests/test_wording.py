"""Figures as people write them."""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf, nan

import pytest
from claims_support import CONTEST, claim
from sample import make_claim

from analyzer import checks, ledger, wording
from analyzer.model import Claim, Hedge
from analyzer.plot import words


def plain(text: str) -> str:
    return text.replace(wording.NBSP, " ")


@pytest.mark.parametrize(
    ("value", "resolution", "expected"),
    [
        (51.2, 0.01, "51.20"),
        (65.0, 1.0, "65"),
        (7.3e6, 1e5, "7.3 million"),
        (5.15e6, 1e4, "5.15 million"),
        (12e6, 1e6, "12 million"),
        (5150092.0, 0.0, "5,150,092"),
        (16000.0, 1000.0, "16,000"),
        (200 / 3, 0.0, "66.666667"),
    ],
)
def test_a_number_keeps_the_digits_it_was_printed_with(value: float, resolution: float, expected: str) -> None:
    assert plain(wording.number(value, resolution)) == expected


@pytest.mark.parametrize(
    ("low", "high", "unit", "expected"),
    [
        (51.945, 51.955, "percent", "51.945–51.955 %"),
        (136.0190917, 144.6538462, "percent", "136.02–144.65 %"),
        (34, 36, "points", "34–36 points"),
        (11068702.29, 11355932.2, "votes", "11,068,702–11,355,932 votes"),
        (80, inf, "percent", "at least 80 %"),
        (-inf, 3, "percent", "at most 3 %"),
        (-48.987, -39.475, "percent", "−48.987 to −39.475 %"),
        (7, 7, "votes", "7 votes"),
        (1, 1, "votes", "1 vote"),
        (0, 1, "sheets", "0–1 sheets"),
        (1, inf, "voters", "at least 1 voter"),
        (0.5, 1, "points", "0.5–1.0 points"),
        (nan, 3, "votes", ""),
        (-inf, inf, "votes", "any number"),
    ],
)
def test_an_interval(low: float, high: float, unit: str, expected: str) -> None:
    assert plain(wording.interval(low, high, unit)) == expected


def test_the_hedge_stands_before_the_number() -> None:
    figure = make_claim("c", "s", "margin_points", "k", 38.0, resolution=1.0, hedge=Hedge.UNDER)
    assert plain(wording.stated(figure)) == "almost 38 points"


@pytest.mark.parametrize(
    ("measure", "value", "resolution", "hedge", "expected"),
    [
        ("votes", 1.0, 0.0, Hedge.EXACT, "1 vote"),
        ("registered", 1.0, 0.0, Hedge.ABOUT, "about 1 voter"),
        ("coverage_count", 1.0, 0.0, Hedge.AT_LEAST, "at least 1 sheet"),
        ("margin_points", 1.0, 1.0, Hedge.UNDER, "almost 1 point"),
        ("margin_points", 1.0, 0.1, Hedge.EXACT, "1.0 points"),
        ("ballots", 1e6, 1e6, Hedge.EXACT, "1 million votes"),
        ("votes", 11.0, 0.0, Hedge.EXACT, "11 votes"),
    ],
)
def test_a_figure_of_one_is_followed_by_the_singular(
    measure: str, value: float, resolution: float, hedge: Hedge, expected: str
) -> None:
    figure = make_claim("c", "s", measure, "k", value, resolution=resolution, hedge=hedge)
    assert plain(wording.stated(figure)) == expected
    spanish = {
        "1 vote": "1 voto",
        "about 1 voter": "alrededor de 1 elector",
        "at least 1 sheet": "al menos 1 acta",
        "almost 1 point": "casi 1 punto",
        "1.0 points": "1,0 puntos",
        "1 million votes": "1 millón de votos",
        "11 votes": "11 votos",
    }
    assert plain(words.load("en").stated(figure)) == expected
    assert plain(words.load("es").stated(figure)) == spanish[expected]


@pytest.mark.parametrize(
    ("number", "noun", "expected"),
    [
        ("1", "valid votes", "1 valid vote"),
        ("1", "votes of the two leading candidates", "1 vote of the two leading candidates"),
        ("1", "tally sheets", "1 tally sheet"),
        ("1.0", "votes", "1.0 votes"),
        ("0", "votes", "0 votes"),
        ("21", "ballots cast", "21 ballots cast"),
    ],
)
def test_what_is_counted(number: str, noun: str, expected: str) -> None:
    assert plain(wording.counted(number, noun)) == expected
    assert wording.counted(number, noun, " ") == expected


#: Tables of small figures, so that every check comes to speak of one vote, one voter, one sheet or one point.
SMALL = (
    "share maduro 100; votes maduro 1; ballots - 1; margin_votes maduro 1; margin_points maduro 1",
    "votes maduro 1; votes gonzalez 0; ballots - 1; turnout - 100; registered - 1",
    "votes maduro 2; votes gonzalez 1; margin_votes maduro 1; ballots - 4",
    "votes maduro 1; votes gonzalez 1; votes others 0; votes null 1; ballots - 3; turnout - 30; registered - 9",
    "share maduro 60; share gonzalez 59; margin_points maduro 1; coverage_count - 1; coverage_total - 1",
    "share maduro 33.4; votes maduro 1; votes gonzalez 2; coverage_count - 1; coverage_total - 2",
    "votes maduro 1",
    "registered - 1",
    "ballots - 1",
    "coverage_total - 1",
    "coverage_count - 1",
)


@pytest.mark.parametrize("complete", [False, True])
@pytest.mark.parametrize("basis", ["", "valid", "cast"])
def test_no_check_says_1_votes(basis: str, *, complete: bool) -> None:
    for text in SMALL:
        for other in ("", "votes maduro 2; votes gonzalez 1; share maduro 67; coverage - 50"):
            one, two = (
                [
                    claim(f"{source} {figure}", as_of=day, basis=basis if "ballots" in figure else "")
                    for figure in figures.split("; ")
                    if figure
                ]
                for source, figures, day in (("cne", text, "2024-07-29"), ("cne", other, "2024-08-02"))
            )
            rival = [claim(f"opposition {figure}") for figure in other.split("; ") if figure]
            for finding in checks.run(ledger.build([*one, *two, *rival], replace(CONTEST, complete=complete))):
                assert not MANY.search(plain(finding.message)), finding.message


#: A figure of one before the plural of what it counts; not the end of another number, nor of "0–1".
MANY = re.compile(
    r"(?<![\d.,–−+])1 (?:valid |registered |tally )?(?:votes|voters|ballots|sheets|points|stations)\b"
    r"|(?<![\d.,–−+])(?<!and )1 (?:vote|voter|ballot|sheet|point)\b[a-z ]*\bare\b"
)


@pytest.mark.parametrize(
    ("listed", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_joined(listed: list[str], expected: str) -> None:
    assert wording.joined(listed) == expected


def in_range(value: str, hedge: str, low: float, high: float, name: str = "") -> Claim:
    return replace(claim(f"cne share maduro {hedge} {value}", claim=name or value), low=low, high=high)


def test_both_ends_of_a_range_are_told_and_told_once() -> None:
    """ "Between 47.9 and 50.1 %" is one statement of two claims, each of which carries the whole range."""
    ends = (in_range("47.9", "at_least", 47.9, 50.1), in_range("50.1", "at_most", 47.9, 50.1))
    assert {plain(wording.stated(one)) for one in ends} == {"47.9–50.1 %"}
    assert {plain(words.load("es").stated(one)) for one in ends} == {"47,9–50,1 %"}
    (fact,) = ledger.build(ends, CONTEST).facts(0, "share", "maduro")
    assert fact.repeats == 1
    again = [replace(one, claim=f"{one.claim} again", document="another") for one in ends]
    (fact,) = ledger.build([*ends, *again], CONTEST).facts(0, "share", "maduro")
    assert fact.repeats == 2


def test_a_bound_that_stands_alone_is_no_range() -> None:
    assert plain(wording.stated(claim("cne share maduro at_least 47.9"))) == "at least 47.9 %"
    assert plain(wording.stated(claim("cne votes maduro at_most 500"))) == "at most 500 votes"
    assert plain(wording.stated(in_range("47.9", "at_least", 47.9, inf))) == "at least 47.9 %"
