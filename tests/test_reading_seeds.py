"""The five articles of seeds/: every figure of the dispute is read, and nothing else becomes a claim."""

from pathlib import Path

import pytest

import analyzer
from analyzer import pipeline
from analyzer.model import Claim

SEEDS = Path(__file__).resolve().parents[1] / "seeds"

# document, quote, source, measure, subject, value, hedge (at_least and at_most are classes of their own here)
EXPECTED = [
    ("000_1e1b89ae0cfe5350.txt", "80 percent", "opposition", "coverage", "", 80, "at_least"),
    ("002_0fc9ea80a51e1979.txt", "65%", "opposition", "share", "gonzalez", 65, "exact"),
    ("002_0fc9ea80a51e1979.txt", "30%", "opposition", "share", "maduro", 30, "exact"),
    ("002_0fc9ea80a51e1979.txt", "80%", "opposition", "coverage", "", 80, "exact"),
    ("002_0fc9ea80a51e1979.txt", "52%", "government", "share", "maduro", 52, "under"),
    ("003_336934c2d572a081.txt", "97%", "cne", "coverage", "", 97, "under"),
    ("003_336934c2d572a081.txt", "51.95%", "cne", "share", "maduro", 51.95, "exact"),
    ("003_336934c2d572a081.txt", "43.18%", "cne", "share", "gonzalez", 43.18, "exact"),
    ("004_a714db34920ac294.txt", "38 percentage points", "opposition", "margin_points", "gonzalez", 38, "under"),
    ("004_a714db34920ac294.txt", "7.3 million votes", "opposition", "votes", "gonzalez", 7_300_000, "exact"),
    ("004_a714db34920ac294.txt", "3.3 million", "opposition", "votes", "maduro", 3_300_000, "exact"),
]
INTERVALS = {
    "65%": (64.5, 65.5),
    "51.95%": (51.945, 51.955),
    "97%": (96, 97),
    "52%": (51, 52),
    "38 percentage points": (37, 38),
    "7.3 million votes": (7_250_000, 7_350_000),
}
# What the articles count besides: none of it is a claim.
DISTRACTORS = [
    "$15 million",
    "1,300",
    "117",
    "$5 million",
    "2,400",
    "eight million",
    "10 days",
    "11 years",
    "2025",
    "2020",
]


@pytest.fixture(scope="module")
def extraction() -> pipeline.Extraction:
    return pipeline.extract(analyzer.read([SEEDS]), [analyzer.load_contest("venezuela-2024-presidential")])


def row(c: Claim) -> tuple[object, ...]:
    return (c.document, c.quote, c.source, c.measure, c.subject, c.value, str(c.hedge))


def test_the_eleven_claims_and_no_other(extraction: pipeline.Extraction) -> None:
    assert [row(c) for c in extraction.claims] == EXPECTED


def test_each_quote_stands_where_the_claim_says(extraction: pipeline.Extraction) -> None:
    texts = {d.id: d.text for d in extraction.documents}
    assert all(texts[c.document][c.start : c.end] == c.quote for c in extraction.claims)


@pytest.mark.parametrize("quote", INTERVALS)
def test_usual_reading(extraction: pipeline.Extraction, quote: str) -> None:
    claim = next(c for c in extraction.claims if c.quote == quote)
    assert (claim.low, claim.high) == INTERVALS[quote]


@pytest.mark.parametrize("written", DISTRACTORS)
def test_other_numbers_are_seen_and_left_alone(extraction: pipeline.Extraction, written: str) -> None:
    digits = written.removeprefix("$")
    seen = [r for r in extraction.readings if r.quote.startswith(digits)]
    assert seen
    assert {r.status for r in seen} <= {"other", "unread"}


def test_claims_and_other_numbers_account_for_every_digit(extraction: pipeline.Extraction) -> None:
    for document in extraction.documents:
        spans = [(r.start, r.end) for r in extraction.readings if r.document == document.id]
        loose = [
            i
            for i, char in enumerate(document.text)
            if char.isdigit() and not any(a <= i < b for a, b in spans) and not _inside_a_word(document.text, i)
        ]
        assert [document.text[max(0, i - 20) : i + 5] for i in loose] == []


def _inside_a_word(text: str, i: int) -> bool:
    """Digits of a name such as "AdrianBonenber1" or a link's "t.co/WgYUg23Ymf"."""
    while i and text[i - 1].isalnum():
        i -= 1
    return text[i].isalpha()


def test_the_articles_are_recognised_without_a_contest() -> None:
    found = pipeline.extract(analyzer.read([SEEDS]))
    assert [c.id for c in found.contests] == ["venezuela-2024-presidential"]
    assert len(found.claims) == len(EXPECTED)


def test_the_reasons_given_for_a_claim_add_up_to_its_score() -> None:
    from analyzer import contest as contests
    from analyzer.reading import claims, deciding
    from analyzer.reading.meaning import choice, weights

    added: list[tuple[float, float]] = []

    class Adding(deciding.Decider):
        def choose(self, seen: choice.Seen) -> list[choice.Choice]:
            chosen = super().choose(seen)
            for i, one in enumerate(chosen):
                if one.measure:
                    added.append(
                        (sum(weight for _, weight, _ in choice.reasons(seen, i, one, self.weights)), one.score)
                    )
            return chosen

    documents, _ = pipeline.read([SEEDS])
    for document in documents:
        claims.extract(document, contests.load("venezuela-2024-presidential"), Adding(weights.load()))
    assert len(added) == len(EXPECTED)
    assert [together for together, _ in added] == pytest.approx([score for _, score in added])
