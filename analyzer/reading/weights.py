"""weights.json -> what each observation is worth; made by training/fit.py from annotated texts, never by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Weights:
    """`measures`: observation -> measure ("" leaves the number alone) -> weight; the others: feature -> weight."""

    measures: dict[str, dict[str, float]]
    subjects: dict[str, float]
    sources: dict[str, float]


@cache
def load() -> Weights:
    """The weights that come with the program."""
    raw = json.loads((resources.files("analyzer.reading") / "weights.json").read_text(encoding="utf-8"))
    return Weights(raw["measures"], raw["subjects"], raw["sources"])
