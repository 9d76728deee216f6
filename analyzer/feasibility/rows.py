"""Linear statements with whole coefficients, each with a name and the figures it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm
from typing import TypeAlias

from analyzer.counts import Fact

#: Coefficients by variable; a variable is its place in `System.variables`.
Expression: TypeAlias = dict[int, Fraction | int]
Point: TypeAlias = tuple[Fraction, ...]

#: In place of a subject: all valid votes.
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """Σ coefficient · variable ≤ limit, or < limit where `strict`.

    `needs` has a bit for each figure that must be asserted for the row to bind; 0 is structure, which always binds.
    `tight` marks the two halves of an equation: no point lies strictly inside.
    """

    name: str
    terms: tuple[tuple[int, int], ...]
    limit: int
    strict: bool = False
    needs: int = 0
    tight: bool = False


@dataclass(frozen=True, slots=True)
class System:
    """Rows over variables that are all at least 0, and the figures whose bits the rows need.

    `case` says in words what was taken for granted where the text leaves a choice ("" where it leaves none). `assumed`
    lists the rows on uncounted sheets: place, the variable whose coefficient rests on e, and -1 for 1 + e, 1 for 1 - e.
    `votes` are the variables that add up to a subject's votes by count (its place, None for all sheets) and subject,
    where `TOTAL` is all valid votes and `others` whoever has no figure anywhere. `homes` are the counts of the figures.
    `choices` has for each choice the figures that it matters to, and whether the case is the first of its options.
    """

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    facts: tuple[Fact, ...]
    case: str = ""
    assumed: tuple[tuple[int, int, int], ...] = ()
    votes: Mapping[tuple[int | None, str], tuple[int, ...]] = field(default_factory=dict)
    homes: tuple[int, ...] = ()
    choices: tuple[tuple[int, bool], ...] = ()

    def concerns(self, mask: int) -> bool:
        """Whether the case need be looked at where only the figures of `mask` are asserted."""
        return all(first or bits & mask for bits, first in self.choices)

    def binding(self, mask: int) -> list[Row]:
        """The rows that bind where the figures of `mask` are asserted and no others."""
        return [row for row in self.rows if not row.needs & ~mask]


def expression(*parts: tuple[Expression, Fraction | int]) -> Expression:
    """The sum of expressions, each times a factor."""
    total: Expression = {}
    for part, factor in parts:
        for variable, coefficient in part.items():
            total[variable] = total.get(variable, 0) + coefficient * factor
    return total


def whole_row(
    name: str,
    terms: Mapping[int, Fraction | int],
    limit: Fraction | int,
    *,
    strict: bool = False,
    needs: int = 0,
    tight: bool = False,
) -> Row:
    """The row in whole numbers without a common divisor: the same statement, and fast to add up exactly."""
    scale = lcm(limit.denominator, *(c.denominator for c in terms.values()))
    numbers = {v: c.numerator * (scale // c.denominator) for v, c in terms.items() if c}
    bound = limit.numerator * (scale // limit.denominator)
    divisor = gcd(bound, *numbers.values()) or 1
    return Row(
        name, tuple((v, c // divisor) for v, c in sorted(numbers.items())), bound // divisor, strict, needs, tight
    )


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
