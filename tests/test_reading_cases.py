"""Texts of other elections, written for these tests: what a careful reader finds in them, and nothing else."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from reading_support import contest as described_contest

import analyzer
from analyzer.model import Contest, Document
from analyzer.reading import claims as reader

CASES = tomllib.loads((Path(__file__).parent / "reading_cases.toml").read_text(encoding="utf-8"))


def contest(name: str) -> Contest:
    """The bundled contest of that id, or the one that the cases describe."""
    described: dict[str, Any] = CASES["contests"][name]
    if not described:
        return analyzer.load_contest(name)
    return described_contest(
        *(described[key] for key in ("id", "name", "date", "candidates", "sources")),
    )


@pytest.mark.parametrize("case", CASES["cases"], ids=[c["text"].strip()[:24] for c in CASES["cases"]])
def test_case(case: dict[str, Any]) -> None:
    found, _ = reader.extract(Document("case", case["text"].strip()), contest(case["contest"]))
    rows = [" | ".join([c.quote, c.measure, c.subject, str(c.hedge), c.source]).replace("|  |", "| |") for c in found]
    assert rows == case["claims"]
