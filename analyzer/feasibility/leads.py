"""Leads that do not say of what they are: which figures these are, and the bases that several counts may mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from analyzer.counts import Count, Fact
from analyzer.feasibility.proofs import among
from analyzer.feasibility.rows import BASES
from analyzer.model import Basis

#: Leads of several counts may be of different bases; with more such counts than this nothing is called inconsistent.
MOST_MIXED = 4


def open_margins(counts: Sequence[Count], facts: Sequence[Fact]) -> int:
    """The bits of the margins in points that state no basis."""
    stated = {f.claim.claim for c in counts if c.basis("margin_points") for f in _margins(c)}
    return sum(
        1 << place
        for place, fact in enumerate(facts)
        if fact.claim.measure == "margin_points" and fact.claim.claim not in stated
    )


def mixed(counts: Sequence[Count], leads: Sequence[Fact], most: int = MOST_MIXED) -> Iterator[tuple[Basis, ...]]:
    """Bases, one a count, where two counts may mean different ones by these leads; () where more than `most` do."""
    told = {fact.claim.claim for fact in leads}
    rows = [n for n, c in enumerate(counts) if any(f.claim.claim in told for f in _margins(c))]
    if len(rows) > most:
        yield ()
        return
    for chosen in product(BASES, repeat=len(rows)):
        if len(set(chosen)) > 1:
            of = dict(zip(rows, chosen, strict=True))
            yield tuple(of.get(n, Basis.VALID) for n in range(len(counts)))


def leads_of(counts: Sequence[Count], facts: Sequence[Fact]) -> list[Fact]:
    """The margins in points among some figures that state no basis."""
    return among(facts, open_margins(counts, facts))


def _margins(count: Count) -> Iterator[Fact]:
    for (measure, _), cell in count.facts.items():
        if measure == "margin_points":
            yield from cell
