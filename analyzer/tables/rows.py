"""Rows of a claims table, as text, -> Claim records. What is not given is derived; what is wrong is named."""

from __future__ import annotations

import difflib
import hashlib
import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

import numpy as np

from analyzer.bounds import printed_unit, usual_reading
from analyzer.faults import fault, shown
from analyzer.model import CLAIM_COLUMNS, MEASURES, RESERVED_SUBJECTS, Basis, Claim, Contest, Hedge, InputError

#: What a claims table must have; every other column can be derived.
REQUIRED = ("source", "measure", "subject", "value")
_FINEST = 1e-6 * (1.0 - 1e-9)  # the last decimal that the bounds are exact for
# Three digits of exponent reach past every finite float; more would only cost time.
_NUMBER = re.compile(r"(\d+)(?:\.(\d+))?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_Word = TypeVar("_Word", Hedge, Basis)


class RowError(Exception):
    """A row that is no claim. Arguments: column, what was expected, what was found."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells as text (a cell left out is missing or empty) and the line it begins on, or its place.

    Lines count from 1; rows of a frame have no line and count from 0.
    """

    line: int
    cells: dict[str, str]
    of_frame: bool = False

    def fault(self, place: str, expected: str, found: str, key: str) -> str:
        """What is wrong with the row, in one line."""
        if self.of_frame:
            return fault(f"{place}: row {self.line}", expected, found, key=key)
        return fault(place, expected, found, line=self.line, key=key)


def check_columns(columns: Collection[str], place: str) -> None:
    """Raise InputError, which names the columns, where a required one is not among them or one stands twice."""
    twice = [name for name, times in Counter(list(columns)).items() if name and times > 1]
    if twice:
        raise InputError(fault(place, "column names that differ", f"{shown(twice[0])} twice"))
    for name in REQUIRED:
        if name not in columns:
            expected = f"a claims table with the columns {', '.join(REQUIRED)}"
            found = f"columns {', '.join(columns)}" if columns else "no columns"
            raise InputError(fault(place, expected, shown(found).strip('"'), key=f"column {name}"))


def claims(
    rows: Iterable[Row],
    place: str,
    contests: Sequence[Contest] | None = None,
    tell: Callable[[str], object] = lambda line: None,
) -> tuple[list[Claim], list[str]]:
    """The claims of `rows`, and one line for each row that is none.

    `contests` are those that a claim may be about; None takes every contest and every subject as it comes. A source
    that its contest does not list is taken as it comes, and `tell` is told of it once.
    """
    faults: list[str] = []
    drafts: list[Claim] = []
    seen: set[str] = set()
    listed = {(c.id, source.id) for c in contests or () for source in c.sources}
    for row in rows:
        try:
            claim = _claim(row, contests, seen)
        except RowError as error:
            column, expected, found = error.args
            faults.append(row.fault(place, expected, found, column))
        else:
            seen.add(claim.claim)
            drafts.append(claim)
            if contests is not None and claim.source and (claim.contest, claim.source) not in listed:
                listed.add((claim.contest, claim.source))
                tell(_unlisted(claim, contests, place, row))
    return _with_intervals(drafts), faults


def fractions(claims: Sequence[Claim], place: str) -> str:
    """What is said where shares seem to be parts of one: none is above 1, and those of a statement add to one half
    or more. "" elsewhere.
    """
    shares = [claim for claim in claims if claim.measure == "share"]
    sums: dict[str, float] = {}
    for claim in shares:
        sums[claim.statement] = sums.get(claim.statement, 0.0) + claim.value
    if len(shares) < 2 or max(claim.value for claim in shares) > 1.0 or max(sums.values()) < 0.5:
        return ""
    first = next(claim.value for claim in shares if claim.value)
    return fault(place, "shares in percent", f"none above 1: is {first:g} meant as {100.0 * first:g} %?", key="value")


def _unlisted(claim: Claim, contests: Sequence[Contest], place: str, row: Row) -> str:
    """What is said of a source that its contest does not list: it may be another one's, misspelt."""
    ids = [source.id for c in contests if c.id == claim.contest for source in c.sources]
    found = f"{shown(claim.source)}, which is taken for a source of its own"
    return row.fault(place, _one_of(ids, claim.source), found, "source")


def figure(written: str, *, count: bool) -> tuple[float, float]:
    """(value, last printed unit) of a number as it was written. Raises RowError for anything else."""
    match = _NUMBER.fullmatch(written)
    value = float(written) if match else math.nan
    if match is None or not math.isfinite(value):
        raise RowError("value", "a finite non-negative number such as 51.20", shown(written) if written else "nothing")
    digits = f"{Decimal(written):f}"  # 7.3e6 was printed to its 3
    if count and match[2] is not None and not match[2].strip("0"):
        digits = digits.partition(".")[0]  # tables write the count 7300000 as 7300000.0
    return value, float(printed_unit(digits, count=count))


def _claim(row: Row, contests: Sequence[Contest] | None, seen: Collection[str]) -> Claim:
    """One claim; its low and high are NaN where they are still to be derived. Raises RowError."""
    cells = row.cells
    source, subject = cells.get("source", "").strip(), cells.get("subject", "").strip()
    name = cells.get("measure", "").strip()
    if name not in MEASURES:
        raise RowError("measure", _one_of(MEASURES, name), shown(name) if name else "nothing")
    measure = MEASURES[name]
    written = cells.get("value", "").strip()
    count = measure.unit in ("votes", "sheets")
    value, resolution = figure(written, count=count)
    if given := cells.get("resolution", "").strip():
        resolution = _number(given, "resolution")
    else:
        _check_printed(written, value, resolution, count=count)
    contest = _contest(cells.get("contest", "").strip(), subject, contests)
    if subject and not measure.has_subject:
        raise RowError("subject", f"nothing, {name} being nobody's", shown(subject))
    if subject and contests is not None:
        known = [c.id for c in next(c for c in contests if c.id == contest).candidates]
        if subject not in (*known, *RESERVED_SUBJECTS):
            raise RowError("subject", _one_of([*known, *RESERVED_SUBJECTS], subject), shown(subject))
    low, high = (_number(cells.get(end, "").strip() or "nan", end) for end in ("low", "high"))
    kept = low <= value <= high  # the ends of a range, say; others are those of an earlier value
    document, as_of = cells.get("document", ""), cells.get("as_of", "")
    default = "/".join(part for part in (document, source or "text", as_of) if part)
    return Claim(
        claim=_id(row, seen),
        document=document,
        start=_offset(cells, "start"),
        end=_offset(cells, "end"),
        quote=cells.get("quote", ""),
        source=source,
        measure=name,
        subject=subject,
        value=value,
        resolution=resolution,
        low=low if kept else math.nan,
        high=high if kept else math.nan,
        hedge=_word(Hedge, cells.get("hedge", "").strip() or Hedge.EXACT, "hedge"),
        basis=_word(Basis, cells.get("basis", "").strip(), "basis"),
        statement=cells.get("statement", "") or default,
        as_of=as_of,
        language=cells.get("language", ""),
        contest=contest,
    )


def _check_printed(written: str, value: float, resolution: float, *, count: bool) -> None:
    """Raise RowError for what no source prints: it was calculated, and how finely it was printed must be said."""
    if count and value != round(value):
        raise RowError("value", "a whole number, or the printed unit in a column resolution", shown(written))
    if 0.0 < resolution < _FINEST:
        raise RowError("value", "at most 6 decimals, or the printed unit in a column resolution", shown(written))


def _contest(id: str, subject: str, contests: Sequence[Contest] | None) -> str:
    """Which contest a row is about: the one it names, the only one there is, or the only one with its subject."""
    if contests is None:
        return id
    ids = [c.id for c in contests]
    if id:
        if id not in ids:
            raise RowError("contest", _one_of(ids, id), shown(id))
        return id
    fitting = ids if len(ids) == 1 else [c.id for c in contests if subject and c.candidate(subject)]
    if len(fitting) != 1:
        raise RowError("contest", _one_of(ids, ""), "nothing")
    return fitting[0]


def _id(row: Row, seen: Collection[str]) -> str:
    """The id given, or one made from what the row says; the same row gets the same id in every run."""
    if given := row.cells.get("claim", ""):
        if given in seen:
            raise RowError("claim", "an id that occurs once", shown(given))
        return given
    said = "\0".join(row.cells.get(name, "") for name in CLAIM_COLUMNS)
    for again in range(len(seen) + 1):
        id = hashlib.sha256(f"{said}\0{again}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
        if id not in seen:
            break
    return id


def _offset(cells: dict[str, str], name: str) -> int:
    written = cells.get(name, "").strip() or "0"
    if not re.fullmatch(r"\d{1,15}(\.0*)?", written, re.ASCII):
        raise RowError(name, "a whole number of characters", shown(written))
    return int(written.partition(".")[0])


def _number(written: str, column: str) -> float:
    try:
        value = float(written)
    except ValueError:
        value = -1.0
    if value < 0 or (column == "resolution" and not math.isfinite(value)):
        raise RowError(column, "a non-negative number", shown(written))
    return value


def _word(words: type[_Word], written: str, column: str) -> _Word:
    try:
        return words(written)
    except ValueError:
        raise RowError(column, _one_of([word.value for word in words if word], written), shown(written)) from None


def _one_of(words: Collection[str], written: str) -> str:
    near = difflib.get_close_matches(written, words, n=1)
    return f"one of {', '.join(words)}" + (f" ({near[0]}?)" if near else "")


def _with_intervals(drafts: Sequence[Claim]) -> list[Claim]:
    """The claims, low and high derived together where they were not given."""
    done = list(drafts)
    bare = [i for i, claim in enumerate(done) if math.isnan(claim.low)]
    if bare:
        low, high = usual_reading(
            np.array([done[i].value for i in bare]),
            np.array([done[i].resolution for i in bare]),
            [done[i].hedge.value for i in bare],
            [done[i].measure for i in bare],
        )
        for i, least, most in zip(bare, low, high, strict=True):
            done[i] = replace(done[i], low=float(least), high=float(most))
    return done
