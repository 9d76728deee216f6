"""Intervals over arrays, and ledgers of a few claims, for the tests of the core."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from claims_support import CONTEST, claim

from analyzer import ledger
from analyzer.ledger import Interval, Ledger
from analyzer.model import Candidate


def ends(*pairs: tuple[float, float]) -> Interval:
    return Interval(*(np.array(end, np.float64) for end in zip(*pairs, strict=True)))


def same(found: Interval, *pairs: tuple[float, float]) -> bool:
    expected = ends(*pairs)
    return all(
        np.allclose(one, other, rtol=1e-12, atol=1e-9, equal_nan=True)
        for one, other in zip(found, expected, strict=True)
    )


def book(*texts: str, names: str = "", **more: object) -> Ledger:
    """A ledger of claims, "| valid" after them for their basis."""
    contest = replace(CONTEST, **more)  # type: ignore[arg-type]
    if names:
        contest = replace(contest, candidates=tuple(Candidate(name, name) for name in names.split()))
    parts = [[part.strip() for part in text.split("|")] for text in texts]
    return ledger.build([claim(words, claim=words, basis="".join(basis)) for words, *basis in parts], contest)
