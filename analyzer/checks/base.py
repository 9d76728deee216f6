"""What all checks share: the record of a check, the figures it is given, verdicts over arrays, slack, and names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from analyzer import labels, wording
from analyzer.bounds import Flags, Floats
from analyzer.counts import Fact
from analyzer.ledger import Interval, Ledger, coverage_of_sheets
from analyzer.model import Basis, Finding, Method, Verdict

Places: TypeAlias = npt.NDArray[np.intp]

#: Verdicts by code, as arrays hold them.
VERDICTS = (Verdict.UNDETERMINED, Verdict.CONSISTENT, Verdict.STRAINED, Verdict.INCONSISTENT)
UNDETERMINED, CONSISTENT, STRAINED, INCONSISTENT = range(4)

#: Binary noise, relative to the size of a figure; nothing printed is as fine.
_NOISE = 1e-9
#: How near a slack is told; its printed decimals are coarser.
_FINEST = 1e-7


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its id, the question it asks, where the method comes from, when it has no power, and how it is run.

    `run` takes the ledger and e, the part by which votes per uncounted tally sheet may differ from the counted mean.
    """

    id: str
    question: str
    source: str
    no_power: str
    run: Callable[[Ledger, float], list[Finding]]

    @property
    def method(self) -> Method:
        """What a report says of the check."""
        return Method(self.id, self.question, self.source, self.no_power)


class Figures:
    """Arrays of one reading. Cells whose own figures cannot all hold are blank: the disagreement is reported once.

    Each array is made when it is first asked for: bisections ask for a few of them very often.
    """

    def __init__(
        self, ledger: Ledger, table: dict[str, Interval], chosen: Places, room: Floats, *, widest: bool
    ) -> None:
        self._ledger, self._table, self._chosen, self._room, self._widest = ledger, table, chosen, room, widest

    def _cell(self, measure: str) -> Interval:
        cell, unit = self._table[measure], self._ledger.unit[measure]
        return _loosened(Interval(cell.low[self._chosen], cell.high[self._chosen]), unit[self._chosen], self._room)

    @cached_property
    def share(self) -> Interval:
        """Shares in percent (counts × subjects)."""
        return self._cell("share")

    @cached_property
    def votes(self) -> Interval:
        """Votes (counts × subjects)."""
        return self._cell("votes")

    @cached_property
    def coverage(self) -> Interval:
        """Coverage in percent, one a count; where it follows from sheets counted, these give way by their own units."""
        stated = self._cell("coverage")
        # What is no coverage as it is stated does not become one by giving way.
        derived = np.isnan(self._ledger.unit["coverage"][self._chosen]) & ~np.isnan(stated.low)
        if not derived.any():
            return stated
        of_sheets = coverage_of_sheets(self._cell("coverage_count"), self._cell("coverage_total"), self._ledger.contest)
        return Interval(*(np.where(derived, theirs, own) for theirs, own in zip(of_sheets, stated, strict=True)))

    @cached_property
    def turnout(self) -> Interval:
        """Turnout in percent, one a count."""
        return self._cell("turnout")

    @cached_property
    def ballots(self) -> Interval:
        """Ballots, one a count."""
        return self._cell("ballots")

    @cached_property
    def registered(self) -> Interval:
        """Registered voters, one a count."""
        return self._cell("registered")

    @cached_property
    def margin_points(self) -> Interval:
        """Leads in points (counts × subjects)."""
        return self._cell("margin_points")

    @cached_property
    def margin_votes(self) -> Interval:
        """Leads in votes (counts × subjects)."""
        return self._cell("margin_votes")

    @cached_property
    def of_votes(self) -> Flags:
        """Counts whose shares are of the candidates' votes alone; in the widest reading, if they say so or are none."""
        bases = {Basis.VALID} if self._widest else {Basis.VALID, Basis.UNSTATED}
        named = np.array([count.basis("share") in bases for count in self._ledger.counts], np.bool_)
        return np.asarray((named | np.isnan(self._table["share"].low).all(axis=1))[self._chosen])

    @cached_property
    def says_two(self) -> Flags:
        """Counts whose shares are said to be of the two leading alone, where others may have votes, too."""
        contest = self._ledger.contest
        others = not contest.complete or len(contest.candidates) > 2
        said = np.array([count.basis("share") is Basis.TWO for count in self._ledger.counts], np.bool_)
        return np.asarray((said & others)[self._chosen])

    @cached_property
    def of_two(self) -> Flags:
        """Counts whose shares may be of the two leading alone: in the widest reading, where nobody else has a share."""
        return np.asarray((self._ledger.of_two & self._widest)[self._chosen])


def figures(ledger: Ledger, *, widest: bool, rows: Places | None = None, give: npt.ArrayLike = 0.0) -> Figures:
    """The ledger's arrays in one reading for the counts in `rows`, in that order and as often; all where left out.

    Every printed figure is loosened by `give` of its units, one number a row.
    """
    chosen = np.arange(len(ledger.counts)) if rows is None else rows
    room = np.broadcast_to(np.asarray(give, np.float64), chosen.shape)
    return Figures(ledger, ledger.widest if widest else ledger.usual, chosen, room, widest=widest)


def _loosened(cell: Interval, unit: Floats, room: Floats) -> Interval:
    wide = room[:, None] if cell.low.ndim == 2 else room
    by = np.where(np.isnan(unit), 1.0, unit) * wide
    sound = ~(cell.low > cell.high)
    return Interval(np.where(sound, np.maximum(cell.low - by, 0.0), np.nan), np.where(sound, cell.high + by, np.nan))


def meets(low: Floats, high: Floats, other_low: Floats, other_high: Floats) -> Flags:
    """Whether closed intervals have a point in common, but for binary noise. False where an end is missing."""
    top, bottom = np.minimum(high, other_high), np.maximum(low, other_low)
    with np.errstate(invalid="ignore"):
        noise = _NOISE * np.maximum(1.0, np.abs(np.where(np.isfinite(bottom), bottom, 0.0)))
        return np.asarray(bottom <= top + noise)


def verdicts(testable: Flags, plain: Flags, saved: Flags) -> npt.NDArray[np.int8]:
    """Codes: consistent where the plain reading holds, strained where only `saved` does, else inconsistent."""
    code = np.where(plain, CONSISTENT, np.where(saved, STRAINED, INCONSISTENT))
    return np.where(testable, code, UNDETERMINED).astype(np.int8)


def slack(fits: Callable[[Floats], Flags], rows: int) -> Floats:
    """How many printed units every figure would have to give way until all fit: 0 where they do, NaN if never.

    `fits` takes the units given, one a row, and must not turn false as they grow. By bisection, to six decimals.
    """
    low, high = np.zeros(rows), np.ones(rows)
    fine = fits(low)
    if fine.all():
        return low
    for _ in range(16):
        short = ~fine & ~fits(high)
        if not short.any():
            break
        low, high = np.where(short, high, low), np.where(short, 2.0 * high, high)
    never = ~fine & ~fits(high)
    while (high - low).max() > _FINEST:
        middle = (low + high) / 2.0
        enough = fits(middle)
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return np.where(fine, 0.0, np.where(never, np.nan, np.round(high, 6)))


def share_basis(ledger: Ledger, row: int) -> Basis:
    """What a count's shares are percentages of; valid votes are the plain reading of shares that do not say."""
    return ledger.counts[row].basis("share") or Basis.VALID


def source_name(ledger: Ledger, row: int) -> str:
    """A count's source for people, and which of its counts it is where the source has several."""
    count = ledger.counts[row]
    name = wording.source_name(count.source, ledger.contest)
    told = labels.label(count, ledger.counts)
    return f"{name} ({told})" if told else name


def subject_name(ledger: Ledger, subject: str) -> str:
    """A candidate's name for people."""
    return wording.subject_name(subject, ledger.contest)


def printed(facts: Sequence[Fact]) -> str:
    """Figures of one cell as they were stated: "80 %", "80 % and 81 %"."""
    return wording.joined([wording.stated(fact.claim) for fact in facts])


def is_all(ledger: Ledger, row: int) -> bool:
    """Whether a count is said to cover everything by a figure that may be rounded, so that sheets may be missing."""
    facts = ledger.counts[row].deciding("coverage")
    return any(fact.usual[0] == 100.0 > fact.widest[0] for fact in facts)


#: What saves figures that are said to be of everything.
UNLESS_ROUNDED = f"if “100{wording.NBSP}%” is rounded and sheets are missing"


def figure_of(ledger: Ledger, fact: Fact) -> str:
    """A figure as it was printed, and what it is a figure of."""
    claim, words = fact.claim, wording.stated(fact.claim)
    whose = f" for {subject_name(ledger, claim.subject)}" if claim.subject else ""
    return {
        "margin_points": f"a lead of {words}{whose}",
        "margin_votes": f"a lead of {words}{whose}",
        "turnout": f"{words} turnout",
        "ballots": f"{words} in all",
        "registered": words.replace(f"{wording.NBSP}voter", f"{wording.NBSP}registered voter"),
        "coverage": f"{words} coverage",
        "coverage_count": f"{words} counted",
        "coverage_total": f"{words} in all",
    }.get(claim.measure, f"{words}{whose}")


def repeated(facts: Iterable[Fact]) -> str:
    """A remark on figures that are stated more than once, to stand at a sentence's end; "" where none is."""
    often = [f"{wording.stated(fact.claim)} is stated {fact.repeats} times" for fact in facts if fact.repeats > 1]
    return f" ({'; '.join(often)})" if often else ""


def claim_ids(facts: Iterable[Fact]) -> tuple[str, ...]:
    """The ids of the claims that a finding rests on, each once, in order."""
    return tuple(dict.fromkeys(fact.claim.claim for fact in facts))


def clean(finding: Finding) -> Finding:
    """A finding with its numbers to six decimals, votes and sheets to whole ones, and minus zero gone."""
    places = 0 if finding.unit in {"votes", "sheets"} else 6
    ends = (finding.stated_low, finding.stated_high, finding.implied_low, finding.implied_high)
    low, high, least, most = (round(float(end), places) + 0.0 for end in ends)
    return replace(
        finding, stated_low=low, stated_high=high, implied_low=least, implied_high=most, slack=float(finding.slack)
    )
