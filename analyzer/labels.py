"""What tells the counts of one source apart: one label a count, the same in findings, tables and figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from analyzer import wording
from analyzer.counts import Count
from analyzer.model import Basis


class Mark(NamedTuple):
    """What a count is called by, as much of it as tells it from its source's others.

    Its moment, else the document it is first stated in (`elsewhere`: it takes in figures of others, too). Where that
    leaves `of` counts alike, its coverage, if no other of them has the same, else its `place` among them, from 1. Of
    percentages on a second basis of a count that `basis`, beside what the count is called by.
    """

    as_of: str
    document: str
    elsewhere: bool
    coverage: bool
    place: int
    of: int
    basis: str = ""


def mark(count: Count, every: Sequence[Count]) -> Mark | None:
    """What tells a count from the others of its source among `every`; None where there are none.

    A moment is named all the same, and so is the document of figures that nobody answers for.
    """
    return _marks(_Same(every))[id(count)]


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """Counts that are the same only as one object: of thousands, each would ask for the marks of all."""

    counts: Sequence[Count]

    def __hash__(self) -> int:
        return id(self.counts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.counts is self.counts


@lru_cache(maxsize=4)
def _marks(every: _Same) -> dict[int, Mark | None]:
    """The mark of each count, by its identity."""
    own: dict[str, list[Count]] = {}
    for count in every.counts:
        own.setdefault(count.source, []).append(count)
    return {place: found for of_one in own.values() for place, found in _of_source(of_one)}


def _of_source(own: Sequence[Count]) -> Iterator[tuple[int, Mark | None]]:
    whole = [count for count in own if not count.part_of]
    called = [(_first(count), _covering(count)) for count in whole]
    alike, same = Counter(first for first, _ in called), Counter(called)
    found: dict[int, Mark | None] = {}
    seen: Counter[tuple[str, str, bool]] = Counter()
    for count, (first, covering) in zip(whole, called, strict=True):
        seen[first] += 1
        one = same[first, covering] == 1
        told = len(whole) > 1 or not count.source or count.as_of
        mark = Mark(*first, one and alike[first] > 1, 0 if one else seen[first], alike[first])
        found[count.number] = mark if told else None
        yield id(count), found[count.number]
    for count in own:
        if count.part_of:
            basis = next(iter(count.bases.values()), Basis.VALID)
            mark = found[count.part_of] or Mark("", "", elsewhere=False, coverage=False, place=0, of=1)
            yield id(count), mark._replace(basis=basis)


def label(count: Count, every: Sequence[Count]) -> str:
    """`mark` in words; "" where there is none."""
    found = mark(count, every)
    if not found:
        return ""
    where = f"in {found.document}{' and elsewhere' if found.elsewhere else ''}" if found.document else ""
    parts = [
        f"as of {found.as_of}" if found.as_of else where,
        coverage(count) if found.coverage else "",
        f"count {found.place} of {found.of}" if found.place else "",
        f"percentages of {wording.WHOLES[Basis(found.basis)]}" if found.basis else "",
    ]
    return ", ".join(filter(None, parts))


def coverage(count: Count) -> str:
    """What part of the tally sheets a count rests on, in words."""
    part = covered(count, "or") or "coverage not stated"
    return f"{part} of tally sheets" if count.deciding("coverage") else part


def covered(count: Count, last: str = "and") -> str:
    """What a count covers, as it was stated: "80 %", "25,073 of 30,026 sheets"; "" where it does not say."""
    percent, part, whole = (
        wording.joined([wording.stated(fact.claim) for fact in count.deciding(measure)], last)
        for measure in ("coverage", "coverage_count", "coverage_total")
    )
    return percent or (f"{wording.bare(part, 'sheets')} of {whole}" if part and whole else part)


def _first(count: Count) -> tuple[str, str, bool]:
    """The moment of a count; else the document it is first stated in, and whether it takes in others."""
    if count.as_of:
        return count.as_of, "", False
    stated = dict.fromkeys(fact.claim.document for facts in count.facts.values() for fact in facts)
    return "", next(iter(stated), ""), len(stated) > 1


def _covering(count: Count) -> tuple[tuple[str, float, str], ...]:
    measures = ("coverage", "coverage_count", "coverage_total")
    facts = [fact for measure in measures for fact in count.deciding(measure)]
    return tuple((fact.claim.measure, fact.claim.value, str(fact.claim.hedge)) for fact in facts)
