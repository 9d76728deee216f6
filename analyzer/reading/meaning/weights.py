"""weights.json -> what each observation is worth; made by training/fit.py from annotated texts, never by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from math import exp, log
from typing import TypeAlias, TypeVar

K = TypeVar("K")

LEAD = "lead "  # before the name of a feature that a candidate has for a lead


class Rows(dict[str, tuple[float, ...]]):
    """Name -> its weights in a given order of columns, each row put together where it is first asked for."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]], columns: Sequence[str]) -> None:
        super().__init__()
        self._weights, self._columns = weights, columns

    def __missing__(self, name: str) -> tuple[float, ...]:
        weight = self._weights.get(name, {}).get
        row = self[name] = tuple([weight(column, 0.0) for column in self._columns])
        return row


class Worth(dict[str, float]):
    """Feature -> its weight under its name with something before it, 0 where it has none."""

    def __init__(self, weights: Mapping[str, float], before: str = "") -> None:
        super().__init__()
        self._weights, self._before = weights, before

    def __missing__(self, name: str) -> float:
        weight = self[name] = self._weights.get(self._before + name, 0.0)
        return weight


#: How much something weighs either way, what it weighs, and that in words.
Reason: TypeAlias = tuple[float, float, str]


class Said(dict[str, Reason]):
    """Name -> what it weighs for a measure over leaving the number alone."""

    def __init__(self, rows: Rows, at: int) -> None:
        super().__init__()
        self._rows, self._at = rows, at

    def __missing__(self, name: str) -> Reason:
        row = self._rows[name]
        weight = row[self._at] - (row[0] + row[1]) if self._at else row[0] + row[1]
        said = self[name] = abs(weight), weight, f"{name} {weight:+.1f}"
        return said


class SaidOf(dict[str, Reason]):
    """Feature of a candidate -> the same."""

    def __init__(self, worth: Worth, before: str) -> None:
        super().__init__()
        self._worth, self._before = worth, before

    def __missing__(self, name: str) -> Reason:
        weight = self._worth[name]
        said = self[name] = abs(weight), weight, f"{self._before}{name} {weight:+.1f}"
        return said


@dataclass(frozen=True)
class Weights:
    """`measures`: observation -> measure ("" leaves the number alone) -> weight; the others: feature -> weight."""

    measures: dict[str, dict[str, float]]
    subjects: dict[str, float]
    sources: dict[str, float]
    _rows: dict[Sequence[str], Rows] = field(default_factory=dict, init=False, repr=False, compare=False)
    _said: dict[tuple[Sequence[str], int], Said] = field(default_factory=dict, init=False, repr=False, compare=False)

    def rows(self, columns: tuple[str, ...]) -> Rows:
        """Observation -> what it is worth to each of some measures."""
        found = self._rows.get(columns)
        if found is None:
            found = self._rows[columns] = Rows(self.measures, columns)
        return found

    def said(self, columns: tuple[str, ...], at: int) -> Said:
        """Observation -> what it weighs for the measure of one of some columns, 0 for leaving the number alone."""
        found = self._said.get((columns, at))
        if found is None:
            found = self._said[columns, at] = Said(self.rows(columns), at)
        return found

    @cached_property
    def said_of_figures(self) -> SaidOf:
        """Feature of a candidate -> what it weighs for a figure of his."""
        return SaidOf(self.of_figures, "")

    @cached_property
    def said_of_leads(self) -> SaidOf:
        """Feature of a candidate -> what it weighs for a lead of his."""
        return SaidOf(self.of_leads, LEAD)

    @cached_property
    def of_figures(self) -> Worth:
        """Feature of a candidate -> what it is worth for a figure of his."""
        return Worth(self.subjects)

    @cached_property
    def of_leads(self) -> Worth:
        """Feature of a candidate -> what it is worth for a lead of his."""
        return Worth(self.subjects, LEAD)

    @cached_property
    def of_sources(self) -> Worth:
        """Feature of a source -> what it is worth."""
        return Worth(self.sources)


@cache
def load() -> Weights:
    """The weights that come with the program."""
    raw = json.loads((resources.files("analyzer.reading.meaning") / "weights.json").read_text(encoding="utf-8"))
    return Weights(raw["measures"], raw["subjects"], raw["sources"])


def likelihoods(worth: Mapping[K, float]) -> dict[K, float]:
    """Log-likelihoods of alternatives, one of which is the case, by what each is worth."""
    top = max(worth.values(), default=0.0)
    whole = top + log(sum([exp(w - top) for w in worth.values()])) if worth else 0.0
    return {name: w - whole for name, w in worth.items()}
