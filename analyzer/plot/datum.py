"""The row of every figure's data table: one number drawn, or one gap where none is stated."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from math import nan
from typing import Any

from analyzer import wording
from analyzer.counts import Fact
from analyzer.model import MEASURES, Claim, Hedge
from analyzer.plot.words import Words
from analyzer.sides import Side

STATED = "stated"
IMPLIED = "implied"
MISSING = "not stated"
ASSUMED = "assumed"

#: The measure of what no stated figure accounts for.
REMAINDER = "remainder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum:
    """One number as it is drawn.

    `row` is the count it belongs to (a row of the figure, named by `source_name` and `detail`), `lane` the
    line inside that row. `kind` is "stated", "implied" (computed from stated figures), "assumed" or "not stated"; only
    a stated one has `value`, a gap has no numbers at all. `low` and `high` are the usual reading, in `unit`;
    `margin` is the margin of error that a sample's source states, in points either side. `claims` and
    `documents` are joined by ";".
    """

    panel: str
    row: str
    source: str
    source_name: str
    detail: str
    lane: str
    kind: str
    measure: str
    subject: str = ""
    basis: str = ""
    value: float = nan
    low: float = nan
    high: float = nan
    unit: str
    hedge: str = ""
    text: str
    claims: str = ""
    documents: str = ""
    margin: float = nan


COLUMNS = tuple(field.name for field in fields(Datum))


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one count in one panel: makes its data, in the words of one language."""

    panel: str
    side: Side
    words: Words
    detail: str = ""

    def stated(self, lane: str, fact: Fact) -> Datum:
        """A figure as the source states it."""
        claim = fact.claim
        return self._datum(
            lane,
            STATED,
            claim.measure,
            self.words.stated(claim),
            subject=claim.subject,
            basis=str(claim.basis),
            value=claim.value,
            low=claim.low,
            high=claim.high,
            hedge=str(claim.hedge),
            claims=claim.claim,
            documents=claim.document,
        )

    def implied(
        self,
        lane: str,
        interval: tuple[float, float],
        measure: str,
        *,
        subject: str = "",
        basis: str = "",
        claims: Iterable[Claim] = (),
    ) -> Datum:
        """An interval computed from what the source states; `claims` are the ones it rests on."""
        low, high = interval
        rests_on = tuple(claims)
        return self._datum(
            lane,
            IMPLIED,
            measure,
            self.words.interval(low, high, MEASURES[measure].unit),
            subject=subject,
            basis=basis,
            low=low,
            high=high,
            claims=joined(one.claim for one in rests_on),
            documents=joined(one.document for one in rests_on),
        )

    def missing(self, lane: str, measure: str, text: str = "", claims: Sequence[Claim] = ()) -> Datum:
        """A gap, and what it says in the place of a number, with the `claims` that this quotes."""
        return self._datum(
            lane,
            MISSING,
            measure,
            text or self.words.say("page.not_stated"),
            claims=joined(one.claim for one in claims),
            documents=joined(one.document for one in claims),
        )

    def _datum(self, lane: str, kind: str, measure: str, text: str, **more: Any) -> Datum:
        return Datum(
            panel=self.panel,
            row=self.side.key,
            source=self.side.source,
            source_name=self.words.source(self.side),
            detail=self.detail or self.words.detail(self.side),
            lane=lane,
            kind=kind,
            measure=measure,
            unit=MEASURES[measure].unit,
            text=text,
            **more,
        )


#: A figure as a source gives it (source, measure, subject, value) -> the margin of error stated of it, in points.
Margins = Mapping[tuple[str, str, str, float], float]


def with_margins(data: Iterable[Datum], margins: Margins) -> tuple[Datum, ...]:
    """The data, each stated figure with the margin of error that is stated of it."""
    if not margins:
        return tuple(data)
    return tuple(
        replace(datum, margin=margins.get((datum.source, datum.measure, datum.subject, datum.value), nan))
        if datum.kind == STATED
        else datum
        for datum in data
    )


def joined(words: Iterable[str]) -> str:
    """Ids as one cell, each once."""
    return ";".join(dict.fromkeys(word for word in words if word))


def whose(datum: Datum, words: Words) -> str:
    """The source, and which of its counts where it has several: what a title names."""
    if not datum.detail:
        return datum.source_name
    return words.say("page.count", source=datum.source_name, detail=datum.detail)


def is_hedged(datum: Datum) -> bool:
    """Whether words beside the number ("almost") say it is not the number itself."""
    return datum.kind == STATED and datum.hedge != Hedge.EXACT


def as_csv(data: Sequence[Datum]) -> str:
    """The table as CSV, one header line; a number that is missing is an empty cell.

    Rows of a figure that adds columns to Datum's have them after these.
    """
    return csv_of([field.name for field in fields(data[0] if data else Datum)], map(astuple, data))


def csv_of(columns: Iterable[str], rows: Iterable[Iterable[str | float]]) -> str:
    """A data table as CSV, one header line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def cell(value: str | float) -> str:
    """A cell of a data table: a missing number is empty, and no spreadsheet takes a text for a formula."""
    if isinstance(value, str):
        value = wording.visible(value)
        # A spreadsheet runs a cell that starts so; names come from a contest file that anyone may write.
        return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value
    if value != value:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))
