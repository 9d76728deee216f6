"""What claims allow together for a quantity that nobody states, and the assumption from which on they fit at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf, nan

from analyzer.counts import Count
from analyzer.feasibility.draft import Frame
from analyzer.feasibility.model import systems
from analyzer.feasibility.rows import TOTAL, Row, System
from analyzer.feasibility.solver import UNSURE, Solver, optimum
from analyzer.model import Basis, Contest

#: Beyond this, sheets carry what no sheet can: a contradiction that outlasts it does not rest on uncounted sheets.
_MOST_WEIGHT = 1e6


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity of one count (`count` is its place) or of all sheets (None): numerator, and denominator of a ratio.

    Both are weights by subject as in `System.votes`. A quantity in votes has no denominator. All sheets are spoken of
    only where there are several counts, or a coverage.
    """

    count: int | None
    part: tuple[tuple[str, float], ...]
    base: tuple[tuple[str, float], ...] = ()


def total(count: int | None = None) -> Quantity:
    """All valid votes."""
    return Quantity(count, ((TOTAL, 1.0),))


def votes(subject: str, count: int | None = None) -> Quantity:
    """Votes of a candidate, or of `others`: all who are given no figure."""
    return Quantity(count, ((subject, 1.0),))


def share(subject: str, count: int | None = None) -> Quantity:
    """Percent of the valid votes for a candidate or for `others`."""
    return Quantity(count, ((subject, 100.0),), ((TOTAL, 1.0),))


def margin(subject: str, rival: str, basis: Basis = Basis.VALID, count: int | None = None) -> Quantity:
    """Lead of one candidate over another in points, of the valid votes or of the votes for these two."""
    base = ((TOTAL, 1.0),) if basis is Basis.VALID else ((subject, 1.0), (rival, 1.0))
    return Quantity(count, ((subject, 100.0), (rival, -100.0)), base)


def bounds(
    counts: Sequence[Count], contest: Contest, quantity: Quantity, frame: Frame, margin_basis: Basis = Basis.VALID
) -> tuple[float, float]:
    """(least, greatest) of a quantity over all numbers that satisfy the figures of `counts`; NaN where there are none.

    A ratio is made linear by Charnes and Cooper's change of variables (1962, doi:10.1002/nav.3800090303).
    """
    ends = []
    for system in systems(counts, contest, frame):
        mask = (1 << len(system.facts)) - 1 | system.on(margin_basis)
        if Solver(system).violation(mask) <= UNSURE:
            ends.append(value_range(system, system.binding(mask), quantity))
    if not ends:
        return nan, nan
    return min(low for low, _ in ends), max(high for _, high in ends)


def value_range(system: System, rows: Sequence[Row], quantity: Quantity) -> tuple[float, float]:
    """(least, greatest) of a quantity over the points of some rows of a system; NaN where there is none."""
    part, base = (_weights(system, quantity.count, weights) for weights in (quantity.part, quantity.base))
    low, high = (optimum(rows, len(system.variables), part, base, sign) for sign in (-1.0, 1.0))
    return low, high


def _weights(system: System, count: int | None, weights: Sequence[tuple[str, float]]) -> dict[int, float]:
    found: dict[int, float] = {}
    for subject, weight in weights:
        if (count, subject) not in system.votes:
            raise ValueError(f"expected a subject with figures, total or others, found {subject!r} of count {count}")
        for place in system.votes[count, subject]:
            found[place] = found.get(place, 0.0) + weight
    return found


def turning_weight(
    counts: Sequence[Count], contest: Contest, margin_basis: Basis = Basis.VALID, *, widest: bool = False
) -> float:
    """The least 1 + e from which all figures can hold together, in float64: 1 where they do at equal votes a sheet.

    e is the part by which votes per uncounted sheet may differ from the counted mean. Infinite where no e helps.
    """
    made = tuple(systems(counts, contest, Frame(Fraction(0), widest, frozenset())))
    every = (1 << len(made[0].facts)) - 1 | made[0].on(margin_basis) if made else 0
    return turning_of([Solver(system) for system in made], every)


def turning_of(solvers: Sequence[Solver], mask: int, precision: float = 1e-8) -> float:
    """`turning_weight` of the figures of a mask in systems that are at hand; it sets their assumption."""

    def fits(weight: float) -> bool:
        for solver in solvers:
            solver.assume(weight - 1.0)
            if solver.violation(mask) <= UNSURE:
                return True
        return False

    low, high = 1.0, 2.0
    if fits(low):
        return low
    while not fits(high):
        low, high = high, 2.0 * high
        if high > _MOST_WEIGHT:
            return inf
    while high - low > precision * high:
        middle = (low + high) / 2.0
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high
