"""weights.json -> what each observation is worth; made by training/fit.py from annotated texts, never by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

#: Readings of a number in the order of the weights: left alone, then the measures.
READINGS = (
    "",
    "share",
    "votes",
    "margin_points",
    "margin_votes",
    "turnout",
    "ballots",
    "registered",
    "coverage",
    "coverage_count",
    "coverage_total",
)


@dataclass(frozen=True)
class Weights:
    """`measures`: observation -> reading -> weight; `subjects`, `pairs`, `sources`: feature -> weight."""

    measures: dict[str, dict[str, float]]
    subjects: dict[str, float]
    sources: dict[str, float]


@cache
def load() -> Weights:
    """The weights that come with the program."""
    raw = json.loads((resources.files("analyzer.reading") / "weights.json").read_text(encoding="utf-8"))
    return Weights(raw["measures"], raw["subjects"], raw["sources"])
