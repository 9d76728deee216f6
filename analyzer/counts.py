"""Which claims describe one count: one state of one source's counting.

The rules are those of docs/method.md, "One count, several counts". Where the text leaves it open whether two figures
belong together, they are kept apart: a figure that stands alone contradicts nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np

from analyzer.bounds import usual_reading, widest_reading
from analyzer.facts import WITH_BASIS, Fact, Key, Span, coverage_of, meet, plain_basis, span
from analyzer.facts import place as place_of
from analyzer.grouping import Group, groups
from analyzer.model import NULL, OTHERS, Basis, Claim, Contest, Hedge

__all__ = ["CAST_BALLOTS", "Count", "Fact", "Key", "Span", "bulletins", "counts", "may_be_of_two", "meet", "span"]

#: All ballots cast, where a count states its valid ones too.
CAST_BALLOTS: Key = ("ballots", "cast")

_TWO_SIDED = (str(Hedge.EXACT), str(Hedge.ABOUT))
# A date, and a time of 24 hours where one stands behind it: "2024-07-29T09:30", and "2024-07-29 9:30" of spreadsheets.
_DATE = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2})(:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?$)?", re.ASCII
)
_NUMBERED = re.compile(r"bulletin (\d+)")


@dataclass(frozen=True, slots=True)
class Count:
    """One count of a source: its facts by measure and subject, in the order in which they were claimed.

    `number` tells the counts of one source apart, from 1. `bases` holds what the percentages of a measure are
    percentages of, where the text says so: figures on a second basis make a count of their own, with the coverage of
    the count that they belong to, whose number is `part_of`. `rivals` are figures that one statement gives beside the
    only one of this count and that cannot be of one count with it.
    """

    source: str
    number: int
    as_of: str
    facts: dict[Key, tuple[Fact, ...]]
    bases: dict[str, Basis]
    rivals: tuple[Fact, ...] = ()
    part_of: int = 0

    def deciding(self, measure: str, subject: str = "") -> tuple[Fact, ...]:
        """The facts that set a cell's interval."""
        return tuple(fact for fact in self.facts.get((measure, subject), ()) if fact.decides)

    def basis(self, measure: str) -> Basis:
        """What the percentages of `measure` are percentages of; unstated where the text does not say."""
        return self.bases.get(measure, Basis.UNSTATED)


def may_be_of_two(count: Count, contest: Contest) -> bool:
    """Whether shares can be those of the two leading alone: others may have votes, nobody else a share."""
    shares = {subject: cell for (measure, subject), cell in count.facts.items() if measure == "share"}
    shares.pop(NULL, None)
    if count.basis("share") or OTHERS in shares or (contest.complete and len(contest.candidates) == 2):
        return False
    ends = [span(cell, widest=True) or (0.0, 100.0) for cell in shares.values()]
    add_up = sum(low for low, _ in ends) <= 100.0 <= sum(high for _, high in ends)
    return len(shares) == 1 or (len(shares) == 2 and add_up)


def bulletins(counts: Sequence[Count], sheets: int | None) -> list[tuple[int, int]]:
    """Each source's bulletins in order, one and its next, by their places among `counts`.

    By date, then by coverage; by number, where they are called "bulletin 1" and "bulletin 2"; where none has a date, by
    coverage alone, `sheets` being the contest's tally sheets. What none of these tells apart is in no order; nor are
    counts that nobody answers for.
    """
    by_source: dict[str, list[int]] = {}
    for place, count in enumerate(counts):
        if count.source:
            by_source.setdefault(count.source, []).append(place)
    ends = [coverage_of(count.facts, widest=True, sheets=sheets) for count in counts]
    # More sheets than there are is another kind of sheet or another question, not a coverage.
    covered = [one if one and one[0] <= 100.0 else None for one in ends]
    return [pair for own in by_source.values() for pair in _next(own, counts, covered)]


def _next(own: Sequence[int], counts: Sequence[Count], covered: Sequence[Span | None]) -> Iterator[tuple[int, int]]:
    days = _moments({place: counts[place].as_of for place in own})
    for one, other in pairwise(sorted(days, key=lambda place: (days[place], *(covered[place] or (0.0, 0.0))))):
        # Of a day and a time on it nobody knows which is the later.
        if not days[other].startswith(days[one]) or _grown(covered[one], covered[other]):
            yield one, other
    numbers = {place: int(found[1]) for place in own if (found := _NUMBERED.fullmatch(counts[place].as_of))}
    # What has neither a date nor a number is in no order but that of its coverage, and in none beside dates.
    others = [] if days else [place for place in own if place not in numbers and covered[place]]
    for one, other in pairwise(_by_number(numbers, others, covered)):
        told = one in numbers and other in numbers and numbers[one] < numbers[other]
        if told or _grown(covered[one], covered[other]):
            yield one, other


def _moments(told: Mapping[int, str]) -> dict[int, str]:
    """Dates, with times where they are told, so that text is in the order of time; what is no date is left out.

    Times of different zones are told as those of UTC where each of them has one; else all are taken as of one zone.
    """
    found = {place: one for place, as_of in told.items() if (one := _DATE.match(as_of))}
    if all(one[4] for one in found.values()):
        return {place: _universal(one) for place, one in found.items()}
    return {place: f"{one[1]}T{one[2]:0>2}{one[3]}{one[4] or ''}" if one[2] else one[1] for place, one in found.items()}


def _universal(found: re.Match[str]) -> str:
    """A moment of some zone as UTC; as it is told where no calendar has it."""
    told = f"{found[1]}T{found[2]:0>2}{found[3]}{found[4]}"
    try:
        return datetime.fromisoformat(told).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return told


def _by_number(numbers: Mapping[int, int], others: Iterable[int], covered: Sequence[Span | None]) -> list[int]:
    """Places by their numbers, then by coverage; each other one after the last that has no more coverage."""

    def extent(place: int) -> Span:
        return covered[place] or (0.0, 0.0)

    found = sorted(numbers, key=lambda place: (numbers[place], extent(place)))
    for place in sorted(others, key=extent):
        before = [at for at, one in enumerate(found, start=1) if covered[one] and extent(one) <= extent(place)]
        found.insert(before[-1] if before else 0, place)
    return found


def _grown(before: Span | None, after: Span | None) -> bool:
    """Whether one coverage is less than another, whatever the two are exactly."""
    return before is not None and after is not None and before[1] < after[0]


def counts(claims: Sequence[Claim], serial: Collection[str] = (), sheets: int | None = None) -> tuple[Count, ...]:
    """The counts that the claims speak of, by source in order of first mention.

    `serial` are the sources that publish one bulletin after another, `sheets` the contest's tally sheets. Where nobody
    is answerable (source ""), a count never reaches beyond its document.
    """
    voices: dict[tuple[str, str], list[Fact]] = {}
    for fact in _facts(claims):
        voice = (fact.claim.source, "" if fact.claim.source else fact.claim.document)
        voices.setdefault(voice, []).append(fact)
    found: list[Count] = []
    numbers: dict[str, int] = {}
    for (source, _), facts in voices.items():
        for group in groups(facts, serial=source in serial, sheets=sheets):
            first = numbers.get(source, 0) + 1
            for number, (bases, cells) in enumerate(_by_basis(group), start=first):
                part_of = first if number > first else 0
                found.append(Count(source, number, group.as_of, _merged(cells), bases, group.rivals, part_of))
                numbers[source] = number
    return tuple(found)


def _facts(claims: Sequence[Claim]) -> list[Fact]:
    """Each claim with both readings. An end of a range ("between 52 and 55") carries the range, widened by a unit."""
    if not claims:
        return []
    columns = (
        np.array([claim.value for claim in claims]),
        np.array([claim.resolution for claim in claims]),
        [str(claim.hedge) for claim in claims],
        [claim.measure for claim in claims],
    )
    own_low, own_high = np.array([claim.low for claim in claims]), np.array([claim.high for claim in claims])
    low, high = usual_reading(*columns)
    ranged = (np.abs(low - own_low) > 1e-6) | (np.abs(high - own_high) > 1e-6)
    widest_low, widest_high = widest_reading(*columns)
    widest_low = np.where(ranged, np.maximum(own_low - columns[1], 0.0), widest_low)
    widest_high = np.where(ranged, own_high + columns[1], widest_high)
    outright = ranged | np.isin(columns[2], _TWO_SIDED)
    # "100 %" of the sheets is all of them; that it was rounded and some are missing is a wider reading.
    everything = (np.array(columns[3]) == "coverage") & (columns[0] == 100.0) & (np.array(columns[2]) == "exact")
    usual_low = np.where(everything & ~ranged, 100.0, own_low)
    spans = zip(widest_low.tolist(), widest_high.tolist(), strict=True)
    return [
        Fact(claim, 1, (least, claim.high), widest, two_sided)
        for claim, least, widest, two_sided in zip(claims, usual_low.tolist(), spans, outright.tolist(), strict=True)
    ]


def _by_basis(group: Group) -> list[tuple[dict[str, Basis], list[Fact]]]:
    """The facts on each measure's first basis, then those on a second one, with the coverage, each as a row."""
    first: dict[str, Basis] = {}
    for fact in sorted(group.facts, key=place_of):
        if fact.claim.measure in WITH_BASIS:
            first.setdefault(fact.claim.measure, plain_basis(fact))
    main: list[Fact] = []
    second: dict[Basis, list[Fact]] = {}
    for fact in group.facts:
        if fact.claim.measure in WITH_BASIS and plain_basis(fact) != first[fact.claim.measure]:
            second.setdefault(plain_basis(fact), []).append(fact)
        else:
            main.append(fact)
    covering = [fact for fact in group.facts if fact.claim.measure.startswith("coverage")]
    rows = [(_named(main), main)]
    rows.extend((_named(facts), facts + covering) for facts in second.values())
    return rows


def _named(facts: Iterable[Fact]) -> dict[str, Basis]:
    """The basis that each measure's claims state."""
    found: dict[str, Basis] = {}
    for fact in facts:
        if fact.claim.measure in WITH_BASIS and fact.claim.basis:
            found.setdefault(fact.claim.measure, Basis(fact.claim.basis))
    return found


def _merged(facts: Iterable[Fact]) -> dict[Key, tuple[Fact, ...]]:
    """Facts by cell, the same interval stated again counted once, bounds beside outright figures marked.

    The two ends of one range are one statement of it, and not two.
    """
    facts = tuple(facts)
    # All ballots cast and those of them that are valid are two numbers of one count.
    kinds = {plain_basis(fact) for fact in facts if fact.claim.measure == "ballots"}
    cells: dict[Key, dict[Span, Fact]] = {}
    ends: Counter[tuple[Key, Span, float]] = Counter()
    for fact in facts:
        apart = len(kinds) > 1 and fact.claim.measure == "ballots" and plain_basis(fact) is Basis.CAST
        key = CAST_BALLOTS if apart else (fact.claim.measure, fact.claim.subject)
        cell = cells.setdefault(key, {})
        known = cell.get(fact.usual)
        ends[key, fact.usual, fact.claim.value] += 1
        repeats = max(known.repeats if known else 1, ends[key, fact.usual, fact.claim.value])
        cell[fact.usual] = replace(min(known, fact, key=place_of) if known else fact, repeats=repeats)
    return {key: _marked(tuple(cell.values())) for key, cell in cells.items()}


def _marked(cell: tuple[Fact, ...]) -> tuple[Fact, ...]:
    outright = any(fact.two_sided for fact in cell)
    return tuple(replace(fact, decides=fact.two_sided or not outright) for fact in cell)
