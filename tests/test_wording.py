"""Figures as people write them."""

from __future__ import annotations

from math import inf, nan

import pytest
from sample import make_claim

from analyzer import wording
from analyzer.model import Hedge


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
        (nan, 3, "votes", ""),
        (-inf, inf, "votes", "any number"),
    ],
)
def test_an_interval(low: float, high: float, unit: str, expected: str) -> None:
    assert plain(wording.interval(low, high, unit)) == expected


def test_the_hedge_stands_before_the_number() -> None:
    claim = make_claim("c", "s", "margin_points", "k", 38.0, resolution=1.0, hedge=Hedge.UNDER)
    assert plain(wording.stated(claim)) == "almost 38 points"


@pytest.mark.parametrize(
    ("words", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_joined(words: list[str], expected: str) -> None:
    assert wording.joined(words) == expected
