"""What tells the counts of one source apart: one label a count, the same in findings, tables and figures."""

from __future__ import annotations

from collections.abc import Sequence
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
    own = [other for other in every if other.source == count.source and not other.part_of]
    if count.part_of:
        (whole,) = (other for other in own if other.number == count.part_of)
        basis = next(iter(count.bases.values()), Basis.VALID)
        return (mark(whole, own) or Mark("", "", elsewhere=False, coverage=False, place=0, of=1))._replace(basis=basis)
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
        f"percentages of {wording.WHOLES[Basis(found.basis)]}" if found.basis else "",
    ]
    return ", ".join(filter(None, parts))


def coverage(count: Count) -> str:
    """What part of the tally sheets a count rests on, in words."""
    percent, counted, total = (
        [wording.stated(fact.claim) for fact in count.deciding(measure)]
        for measure in ("coverage", "coverage_count", "coverage_total")
    )
    if percent:
        return f"{wording.joined(percent, 'or')} of tally sheets"
    if not counted:
        return "coverage not stated"
    part = wording.joined(counted, "or")
    return f"{wording.bare(part, 'sheets')} of {total[0]}" if total else part


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
