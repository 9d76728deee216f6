"""Texts of other elections, written for these tests: what a careful reader finds in them, and nothing else."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import analyzer
from analyzer.model import Candidate, Contest, Document, Source, SourceKind
from analyzer.reading import claims as reader

CASES = tomllib.loads((Path(__file__).parent / "reading_cases.toml").read_text(encoding="utf-8"))


def contest(name: str) -> Contest:
    """The bundled contest of that id, or the one that the cases describe."""
    described: dict[str, Any] = CASES["contests"][name]
    if not described:
        return analyzer.load_contest(name)
    when: date = described["date"]
    candidates = tuple(Candidate(id, full, (full,)) for id, full in described["candidates"])
    sources = tuple(
        Source(id, full, SourceKind(kind), (full, *aliases), side)
        for id, full, kind, side, *aliases in described["sources"]
    )
    return Contest(described["id"], described["name"], when, candidates=candidates, sources=sources)


@pytest.mark.parametrize("case", CASES["cases"], ids=[c["text"].strip()[:24] for c in CASES["cases"]])
def test_case(case: dict[str, Any]) -> None:
    found, _ = reader.extract(Document("case", case["text"].strip()), contest(case["contest"]))
    rows = [" | ".join([c.quote, c.measure, c.subject, str(c.hedge), c.source]).replace("|  |", "| |") for c in found]
    assert rows == case["claims"]
