"""Plain sentences that are known to be read wrongly, each with the reason; one that comes to be read is taken out."""

from __future__ import annotations

import pytest
from reading_support import ANDINA

from analyzer.model import Document
from analyzer.reading import claims

FAILING = [
    (
        "en",
        "The Union claims that Poe had 39 percent and Roe only 33; the Electoral Board's figures are 33.5 and 38.2.",
        "39:share:poe:union 33:share:roe:union 33.5:share:poe:board 38.2:share:roe:board",
        "the clause behind the semicolon has no verb of saying, and is not parted from the first",
    ),
    (
        "en",
        "A Medir poll in May had Roe up 52-38. She won by less than 7 points.",
        "7:margin_points:roe:",
        "a poll and a day before the vote go on to the next sentence, though that tells who won",
    ),
]


@pytest.mark.parametrize(
    ("code", "text", "told"),
    [
        pytest.param(*rest, marks=pytest.mark.xfail(reason=why, strict=True, raises=AssertionError))
        for *rest, why in FAILING
    ],
)
def test_what_is_known_to_be_read_wrongly(code: str, text: str, told: str) -> None:
    found, _ = claims.extract(Document("d", text, language=code), ANDINA)
    assert " ".join(f"{c.value:g}:{c.measure}:{c.subject}:{c.source}" for c in found) == told
