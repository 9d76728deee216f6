"""One figure of a count: the claim that states it, and what it allows; what several of them allow together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analyzer.model import Basis, Claim

#: A measure and whose it is ("" where it is nobody's).
Key = tuple[str, str]
Span = tuple[float, float]

WITH_BASIS = ("share", "margin_points", "turnout")


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of a count: the first claim that states it, how many state it, and what it allows in both readings.

    `two_sided`: limited from above and below by what is written. `decides` is False for a bound ("more than 80") beside
    a figure stated outright ("80"): it narrows nothing.
    """

    claim: Claim
    repeats: int
    usual: Span
    widest: Span
    two_sided: bool
    decides: bool = True


def span(facts: Iterable[Fact], *, widest: bool) -> Span | None:
    """What several facts of one cell allow together; low > high where they cannot all hold, None without facts."""
    facts = tuple(facts)
    outright = [fact for fact in facts if fact.two_sided] or facts
    if not outright:
        return None
    spans = [fact.widest if widest else fact.usual for fact in outright]
    return max(low for low, _ in spans), min(high for _, high in spans)


def meet(one: Span | None, other: Span | None) -> bool:
    """Whether two intervals have a point in common; what is not stated meets everything."""
    return one is None or other is None or max(one[0], other[0]) <= min(one[1], other[1])


def coverage_of(cells: Mapping[Key, Sequence[Fact]], *, widest: bool, sheets: int | None = None) -> Span | None:
    """Stated coverage in percent, or sheets counted of sheets in all, of `sheets` where the text gives none."""
    names = ("coverage", "coverage_count", "coverage_total")
    stated, counted, total = (span(cells.get((name, ""), ()), widest=widest) for name in names)
    # More sheets than are on record are sheets of another kind.
    if not total and sheets and counted and counted[0] <= sheets:
        total = float(sheets), float(sheets)
    if stated or not counted or not total or total[0] <= 0:
        return stated
    return 100.0 * counted[0] / total[1], 100.0 * counted[1] / total[0]


def place(fact: Fact) -> tuple[object, ...]:
    """A key that puts figures in the order of moment, document and text, and of what they are in one place."""
    claim = fact.claim
    return claim.as_of, claim.document, claim.start, claim.end, *figure(fact), claim.claim


def figure(fact: Fact) -> tuple[object, ...]:
    """What a figure is, wherever it stands."""
    claim = fact.claim
    return claim.measure, claim.subject, claim.value, claim.resolution, str(claim.hedge), str(claim.basis)


def possible(cell: Sequence[Fact]) -> bool:
    """Whether one cell's figures of the same basis can hold together."""
    for basis in {plain_basis(fact) for fact in cell}:
        low, high = span((fact for fact in cell if plain_basis(fact) == basis), widest=True) or (0.0, 0.0)
        if low > high:
            return False
    return True


def plain_basis(fact: Fact) -> Basis:
    """Percentages of valid votes are the plain reading of percentages that do not say of what; so are ballots."""
    known = fact.claim.measure in WITH_BASIS or fact.claim.measure == "ballots"
    basis = Basis(fact.claim.basis) if known else Basis.UNSTATED
    return Basis.UNSTATED if basis is Basis.VALID and fact.claim.measure != "margin_points" else basis
