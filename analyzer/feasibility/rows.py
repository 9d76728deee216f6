"""Linear statements with whole coefficients, each with a name and the figures it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm
from typing import TypeAlias

from analyzer.counts import Fact
from analyzer.model import Basis

#: Coefficients by variable; a variable is its place in `System.variables`.
Expression: TypeAlias = dict[int, int]
Point: TypeAlias = tuple[Fraction, ...]

#: In place of a subject: all valid votes, and what shares of unstated basis are percentages of.
TOTAL, BASE = "total", "base"

#: What a margin that states no basis is tried on, each with a bit for every count, after those of the figures.
BASES = (Basis.VALID, Basis.TWO)


def basis_bit(basis: Basis, facts: Sequence[Fact], number: int) -> int:
    """The bit that has margins of unstated basis of one count taken on `basis`."""
    return 1 << len(facts) + len(BASES) * number + BASES.index(basis)


@dataclass(frozen=True, slots=True)
class Row:
    """Σ coefficient · variable ≤ limit, or < limit where `strict`.

    Where every figure gives way by s of its printed units, s times Σ coefficient · variable of `room`, plus `more`,
    comes on the right. `needs` has a bit for each figure that must be asserted for the row to bind; 0 is structure,
    which always binds. `tight` marks the two halves of an equation: no point lies strictly inside.
    """

    name: str
    terms: tuple[tuple[int, int], ...]
    limit: int
    strict: bool = False
    needs: int = 0
    tight: bool = False
    room: tuple[tuple[int, int], ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class System:
    """Rows over variables that are all at least 0, and the figures whose bits the rows need.

    `case` says in words what was taken for granted where the text leaves a choice ("" where it leaves none). `assumed`
    lists the rows on uncounted sheets: place, the variable whose coefficient rests on e, and -1 for 1 + e, 1 for 1 - e.
    `votes` are the variables that add up to a subject's votes by count (its place, None for all sheets) and subject,
    where `TOTAL` is all valid votes, `BASE` what shares that do not say are percentages of, and `others` whoever has no
    figure anywhere. `homes` are the counts of the figures.
    `choices` has for each choice the figures that it matters to, and whether the case is the first of its options.
    `counts` is the number of counts. `chosen` has the runner-up of a lead by count and leader, and of which kind a
    count's ballots are. `untold` has the figures that limit less than they could, as a choice that matters to them was
    not tried: a contradiction is one all the same, but a point may break one of them.
    """

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    facts: tuple[Fact, ...]
    case: str = ""
    assumed: tuple[tuple[int, int, int], ...] = ()
    votes: Mapping[tuple[int | None, str], tuple[int, ...]] = field(default_factory=dict)
    homes: tuple[int, ...] = ()
    choices: tuple[tuple[int, bool], ...] = ()
    counts: int = 1
    chosen: Mapping[tuple[int, str], str] = field(default_factory=dict)
    untold: int = 0

    def on(self, bases: Basis | Sequence[Basis]) -> int:
        """The bits to add to a mask of figures to have margins of unstated basis taken on one, or on one a count."""
        chosen = (bases,) * self.counts if isinstance(bases, str) else bases
        return sum(basis_bit(basis, self.facts, number) for number, basis in enumerate(chosen))

    def concerns(self, mask: int) -> bool:
        """Whether the case need be looked at where only the figures of `mask` are asserted."""
        return all(first or bits & mask for bits, first in self.choices)

    def binding(self, mask: int) -> list[Row]:
        """The rows that bind where the figures of `mask` are asserted and no others."""
        return [row for row in self.rows if not row.needs & ~mask]


def expression(*parts: tuple[Expression, int]) -> Expression:
    """The sum of expressions, each times a factor."""
    total: Expression = {}
    for part, factor in parts:
        for variable, coefficient in part.items():
            total[variable] = total.get(variable, 0) + coefficient * factor
    return total


def whole_row(
    name: str,
    terms: Mapping[int, int],
    limit: int,
    *,
    strict: bool = False,
    needs: int = 0,
    tight: bool = False,
    room: Mapping[int, int] | None = None,
    more: int = 0,
) -> Row:
    """The row without a common divisor: the same statement, in smaller numbers."""
    given = room or {}
    divisor = gcd(limit, more, *terms.values(), *given.values()) or 1
    kept, by = (tuple((v, c // divisor) for v, c in sorted(of.items()) if c) for of in (terms, given))
    return Row(name, kept, limit // divisor, strict, needs, tight, by, more // divisor)


def all_hold(rows: Iterable[Row], point: Point) -> bool:
    """Whether a point with no negative coordinate satisfies every row, exactly."""
    scale = lcm(*(x.denominator for x in point))
    whole = [x.numerator * (scale // x.denominator) for x in point]
    if min(whole, default=0) < 0:
        return False
    for row in rows:
        room = row.limit * scale - sum(c * whole[v] for v, c in row.terms)
        if room < 0 or (row.strict and not room):
            return False
    return True
