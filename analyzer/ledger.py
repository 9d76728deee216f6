"""From claims to arrays, and back to claim ids.

The arrays have a row for each count (see `analyzer.counts`) and, where a measure is somebody's, a column for each
subject: the contest's candidates in its order, then `others` and `null`. NaN where nothing is stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analyzer.bounds import Flags, Floats
from analyzer.counts import CAST_BALLOTS, Count, Fact, Key, counts, may_be_of_two, span
from analyzer.model import LARGEST as LARGEST
from analyzer.model import MEASURES, NULL, OTHERS, Basis, Claim, Contest, InputError


class Interval(NamedTuple):
    """Two arrays of one shape: the low and the high ends. low > high where a cell's own figures cannot all hold."""

    low: Floats
    high: Floats


#: Which ballots a figure is of: of valid votes, of all ballots cast, or it does not say.
BALLOTS = (Basis.VALID, Basis.CAST, Basis.UNSTATED)


class Ballots(NamedTuple):
    """Ballots of one kind, one a count: both readings, and the last printed unit; NaN where not stated."""

    usual: Interval
    widest: Interval
    unit: Floats


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A cell of one count whose own figures have no value in common, in the widest reading or only in the usual one."""

    row: int
    measure: str
    subject: str
    facts: tuple[Fact, ...]
    widest: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """What each count states, as arrays of shape (counts, subjects), or (counts,) for a measure that is nobody's.

    `usual` and `widest` map a measure to its interval; `unit` to the last printed unit, the finest of several (1 for
    a count printed in full). `ballots` are told apart by their kind. Coverage follows from the sheets counted where no
    percentage is stated; then it has no unit of its own. `of_two`: counts whose shares may be of the two leading alone.
    `left_aside` are counts that no electorate has.
    """

    contest: Contest
    counts: tuple[Count, ...]
    subjects: tuple[str, ...]
    usual: dict[str, Interval]
    widest: dict[str, Interval]
    unit: dict[str, Floats]
    ballots: dict[Basis, Ballots]
    of_two: Flags
    disagreements: tuple[Disagreement, ...]
    left_aside: tuple[Claim, ...] = ()

    @property
    def named(self) -> int:
        """How many of the columns are candidates; the reserved subjects come after them."""
        return len(self.contest.candidates)

    def facts(self, row: int, measure: str, subject: str = "") -> tuple[Fact, ...]:
        """The figures that a cell's interval comes from."""
        count = self.counts[row]
        if measure == "coverage" and not count.facts.get(("coverage", "")):
            return count.deciding("coverage_count") + count.deciding("coverage_total")
        return count.deciding(measure, subject)


def build(claims: Sequence[Claim], contest: Contest) -> Ledger:
    """The ledger of one contest's claims. InputError, naming the claim, for an unknown measure or subject, and for a
    value, printed unit or interval that is no number of 0 or more.

    A claim that does not say whose figure it is stays out of the arrays: nothing can be held against it.
    """
    subjects = (*(candidate.id for candidate in contest.candidates), OTHERS, NULL)
    placed = [claim for claim in claims if _placed(claim, subjects)]
    left = tuple(claim for claim in placed if _is_beyond(claim))
    rows = counts([claim for claim in placed if not _is_beyond(claim)], contest.serial, contest.tally_sheets)
    usual, widest = _intervals(rows, subjects, widest=False), _intervals(rows, subjects, widest=True)
    for table in (usual, widest):
        stated, counted, total = (table[name] for name in ("coverage", "coverage_count", "coverage_total"))
        of_sheets = coverage_of_sheets(counted, total, contest)
        # What begins beyond 100 % ends before it begins, and is blank like all that cannot hold.
        within = Interval(stated.low, np.minimum(stated.high, 100.0))
        table["coverage"] = Interval(
            *(np.where(np.isnan(stated.low), theirs, own) for theirs, own in zip(of_sheets, within, strict=True))
        )
    # Where only the usual readings miss each other, the widest one is what the cell allows.
    for measure, cell in usual.items():
        missed = cell.low > cell.high
        usual[measure] = Interval(
            np.where(missed, widest[measure].low, cell.low), np.where(missed, widest[measure].high, cell.high)
        )
    return Ledger(
        contest,
        rows,
        subjects,
        usual,
        widest,
        _units(rows, subjects),
        {kind: _ballots(rows, kind) for kind in BALLOTS},
        np.array([may_be_of_two(count, contest) for count in rows], np.bool_),
        tuple(_disagreements(rows)),
        left,
    )


def _placed(claim: Claim, subjects: Sequence[str]) -> bool:
    if claim.measure not in MEASURES:
        raise InputError(
            f"claim {claim.claim}: measure: expected one of {', '.join(MEASURES)}, found {claim.measure!r}"
        )
    _sound(claim)
    if not MEASURES[claim.measure].has_subject:
        return True
    if claim.subject and claim.subject not in subjects:
        raise InputError(
            f"claim {claim.claim}: subject: expected one of {', '.join(subjects)}, found {claim.subject!r}"
        )
    return bool(claim.subject)


def _is_beyond(claim: Claim) -> bool:
    """Whether a count is larger than any electorate: its products would not fit into exact numbers."""
    return MEASURES[claim.measure].unit in {"votes", "sheets"} and claim.value > LARGEST


def _sound(claim: Claim) -> None:
    """InputError where a number of a claim is none; an interval may be open above."""
    for name in ("value", "resolution", "low", "high"):
        number = getattr(claim, name)
        good = isinstance(number, int | float | np.integer | np.floating) and not isinstance(number, bool)
        if not good or not 0.0 <= number <= np.inf or (name != "high" and number == np.inf):
            raise InputError(f"claim {claim.claim}: {name}: expected a finite number of 0 or more, found {number!r}")
    if claim.low > claim.high:
        raise InputError(f"claim {claim.claim}: low: expected {claim.high!r} at most, its high, found {claim.low!r}")


def _empty(measure: str, rows: int, columns: int) -> Floats:
    return np.full((rows, columns) if MEASURES[measure].has_subject else (rows,), np.nan)


def _place(key: Key, row: int, subjects: Sequence[str]) -> tuple[int, ...]:
    return (row, subjects.index(key[1])) if MEASURES[key[0]].has_subject else (row,)


def _intervals(rows: Sequence[Count], subjects: Sequence[str], *, widest: bool) -> dict[str, Interval]:
    table = {
        measure: Interval(_empty(measure, len(rows), len(subjects)), _empty(measure, len(rows), len(subjects)))
        for measure in MEASURES
    }
    for row, count in enumerate(rows):
        for key, facts in count.facts.items():
            ends = span(facts, widest=widest)
            if ends and key != CAST_BALLOTS:
                place = _place(key, row, subjects)
                table[key[0]].low[place], table[key[0]].high[place] = ends
    return table


def ballots_of(count: Count, kind: Basis) -> tuple[Fact, ...]:
    """The figures a count states for its ballots of that kind; UNSTATED for those that do not say."""
    return tuple(
        fact
        for key in (("ballots", ""), CAST_BALLOTS)
        for fact in count.deciding(*key)
        if Basis(fact.claim.basis) is kind
    )


def _ballots(rows: Sequence[Count], kind: Basis) -> Ballots:
    cells = [ballots_of(count, kind) for count in rows]
    usual, widest = (
        Interval(*np.array([span(cell, widest=wide) or (np.nan, np.nan) for cell in cells]).reshape(-1, 2).T)
        for wide in (False, True)
    )
    unit = np.array([min((fact.claim.resolution or 1.0 for fact in cell), default=1.0) for cell in cells], np.float64)
    return Ballots(usual, widest, unit)


def coverage_of_sheets(counted: Interval, total: Interval, contest: Contest) -> Interval:
    """Coverage in percent, one a count: sheets counted of sheets in all, those of the contest where unstated.

    NaN where the sheets counted are not stated, and where they are more than there are: that is another kind of sheet
    or another question, not a coverage.
    """
    known = np.nan if contest.tally_sheets is None else float(contest.tally_sheets)
    total_low, total_high = (np.where(np.isnan(end), known, end) for end in total)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = 100.0 * counted.low / total_high, 100.0 * counted.high / total_low
    some = low <= 100.0
    return Interval(np.where(some, low, np.nan), np.where(some, np.minimum(high, 100.0), np.nan))


def _units(rows: Sequence[Count], subjects: Sequence[str]) -> dict[str, Floats]:
    units = {measure: _empty(measure, len(rows), len(subjects)) for measure in MEASURES}
    for row, count in enumerate(rows):
        for key, facts in count.facts.items():
            if key == CAST_BALLOTS:
                continue
            units[key[0]][_place(key, row, subjects)] = min(fact.claim.resolution or 1.0 for fact in facts)
    return units


def _disagreements(rows: Iterable[Count]) -> Iterable[Disagreement]:
    for row, count in enumerate(rows):
        for (measure, subject), facts in count.facts.items():
            deciding = tuple(fact for fact in facts if fact.decides)
            for widest in (True, False):
                low, high = span(deciding, widest=widest) or (0.0, 0.0)
                # "Over 52" and "almost 55" are the ends of a range, not figures that miss each other.
                if low > high and (widest or any(fact.two_sided for fact in deciding)):
                    yield Disagreement(row, measure, subject, deciding, widest)
                    break
