"""Pairs of a count and its percentage: which of them are of one whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.folding import fold
from analyzer.reading import quantities
from analyzer.reading.languages import language
from analyzer.reading.languages.words import Words
from analyzer.reading.meaning import proportions


def wholes(text: str, code: str = "en") -> list[tuple[str, str]]:
    words, known = Words(fold(text)), language.load(code)
    numbers = quantities.read(words, known)
    said = proportions.wholes(numbers, words.folded, known)
    return [(q.text, said[q.start].others if q.start in said else "") for q in numbers]


SEVERAL, SHARED, ALONE = "whole shared by several", "whole shared", "whole alone"


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "Lib 611 (46%), Con 492 (37%), UKIP 128 (10%)", [SEVERAL] * 6),
        ("en", "Lib 611 [46.0%; x], Con 492 [37.0%; y]", [SHARED] * 4),
        ("en", "Roe won 5,150,092 votes, or 51.2%, and Poe 4,445,978 (44.2%)", [SHARED] * 4),
        ("en", "Roe 611 (46%), Poe 900 (37%)", [ALONE] * 4),
        ("en", "Roe 611 (46%). Roe got 611 (46%).", [""] * 4),
        ("en", "Roe 611 (46%)", [""] * 2),
        ("en", "51.2% (5,150,092) for Roe and 44.2% (4,445,978) for Poe", [SHARED] * 4),
        ("en", "611 arrests (46%) and 492 arrests (37%)", [""] * 4),
    ],
)
def test_pairs_of_one_whole(code: str, text: str, expected: list[str]) -> None:
    assert [said for _, said in wholes(text, code)] == expected


@given(st.integers(2_000, 9_000_000), st.lists(st.integers(40, 900), min_size=3, max_size=6, unique=True))
def test_true_percentages_of_one_whole_always_share_it(whole: int, thousandths: list[int]) -> None:
    counts = [max(1, whole * part // 1000) for part in thousandths]
    rows = [f"Roe {count} ({100 * count / whole:.1f}%)" for count in counts]
    said = {s for _, s in wholes("; ".join(rows))}
    assert said <= {SEVERAL, SHARED, ""}  # "" where rounding made two rows the same
