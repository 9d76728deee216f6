"""What tells the counts of one source apart: one label a count, the same in findings, tables and figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analyzer import wording
from analyzer.counts import Count


class Mark(NamedTuple):
    """What a count is called by, as much of it as tells it from its source's others.

    Its moment, else the document it is first stated in (`elsewhere`: it takes in figures of others, too). Where that
    leaves `of` counts alike, its coverage, if no other of them has the same, else its `place` among them, from 1.
    """

    as_of: str
    document: str
    elsewhere: bool
    coverage: bool
    place: int
    of: int


def mark(count: Count, every: Sequence[Count]) -> Mark | None:
    """What tells a count from the others of its source among `every`; None where there are none.

    A moment is named all the same, and so is the document of figures that nobody answers for.
    """
    own = [other for other in every if other.source == count.source]
    if len(own) < 2 and count.source and not count.as_of:
        return None
    first = _first(count)
    alike = [other for other in own if _first(other) == first]
    same = [other for other in alike if _covering(other) == _covering(count)]
    place = next(at for at, other in enumerate(alike, start=1) if other is count) if len(same) > 1 else 0
    return Mark(*first, coverage=len(same) == 1 < len(alike), place=place, of=len(alike))


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


def _covering(count: Count) -> list[tuple[str, float, str]]:
    measures = ("coverage", "coverage_count", "coverage_total")
    facts = [fact for measure in measures for fact in count.deciding(measure)]
    return [(fact.claim.measure, fact.claim.value, str(fact.claim.hedge)) for fact in facts]
