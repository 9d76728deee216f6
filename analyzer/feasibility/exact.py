"""Rational arithmetic that decides what a solver in floating point proposes.

A set of rows over variables ≥ 0 either has a point, or by the theorem of Farkas (Motzkin, where rows are strict) some
non-negative multiples of the rows add up to 0 ≤ (less than 0), or to 0 < 0: anybody can check either by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm

from analyzer.feasibility.rows import Point, Row, all_hold

#: Multiples of rows by place, all above 0.
Multipliers = dict[int, Fraction]

#: Coordinates are first rounded to this part of a vote.
_GRID = 2**20
_NOISE = 1e-9
#: In an equation the constant stands under this place, beside those of the unknowns.
_ONE = -1


def is_contradiction(rows: Sequence[Row], multipliers: Mapping[int, Fraction]) -> bool:
    """Whether the multiples of rows, with variables ≥ 0, add up to a falsehood."""
    if not multipliers or min(multipliers.values()) <= 0:
        return False
    # The same multiples in whole numbers are as good, and quicker to add up.
    scale = lcm(*(m.denominator for m in multipliers.values()))
    whole = {i: m.numerator * (scale // m.denominator) for i, m in multipliers.items()}
    if min(_added(rows, whole).values(), default=0) < 0:
        return False
    limit = sum(m * rows[i].limit for i, m in whole.items())
    return limit < 0 or (limit == 0 and any(rows[i].strict for i in whole))


def combined(rows: Sequence[Row], multipliers: Mapping[int, Fraction]) -> dict[int, Fraction]:
    """The left side of the sum of multiples, by variable; what is above 0 is cancelled by the variable's own sign."""
    return {variable: Fraction(total) for variable, total in _added(rows, multipliers).items()}


def _added(rows: Sequence[Row], multipliers: Mapping[int, Fraction | int]) -> dict[int, Fraction | int]:
    total: dict[int, Fraction | int] = {}
    for i, multiplier in multipliers.items():
        for variable, coefficient in rows[i].terms:
            total[variable] = total.get(variable, 0) + multiplier * coefficient
    return total


def multipliers_near(rows: Sequence[Row], weights: Sequence[float]) -> Multipliers | None:
    """Exact multipliers on the rows to which a solver gives weight; None where they prove nothing.

    Variables that the weighted rows cancel out must cancel exactly. That leaves, but in degenerate cases, one free
    number, the common scale.
    """
    support = [i for i, weight in enumerate(weights) if weight > 0.0]
    columns: dict[int, dict[int, int]] = {}
    for place, i in enumerate(support):
        for variable, coefficient in rows[i].terms:
            columns.setdefault(variable, {})[place] = coefficient
    equations = []
    for column in columns.values():
        parts = [weights[support[place]] * coefficient for place, coefficient in column.items()]
        if abs(sum(parts)) <= _NOISE * max(max(parts), -min(parts)):
            equations.append(column)
    near = [weights[i] for i in support]
    solved = _solved(sorted(equations, key=len), near, len(support) - 1)
    free = [place for place in range(len(support)) if place not in solved]
    given = {p: 1 if len(free) == 1 else Fraction(f"{near[p]:.6g}") for p in free}
    values = {place: Fraction(value) for place, value in given.items()}
    values |= {pivot: _value(pivot, row, given) for pivot, row in solved.items()}
    found = {support[place]: values[place] for place in sorted(values) if values[place]}
    return found if is_contradiction(rows, found) else None


def point_near(rows: Sequence[Row], values: Sequence[float]) -> Point | None:
    """An exact point of the rows beside one in floating point; None where rounding leaves them.

    Equations (`tight` rows) are satisfied by solving for one variable each, the largest.
    """
    found = [Fraction(max(round(value * _GRID), 0), _GRID) for value in values]
    equations = [dict(row.terms) | {_ONE: -row.limit} for row in rows if row.tight]
    if equations:
        solved = _solved(equations, values)
        given: dict[int, Fraction | int] = dict(enumerate(found)) | {_ONE: 1}
        for pivot, row in solved.items():
            found[pivot] = _value(pivot, row, given)
    point = tuple(found)
    return point if all_hold(rows, point) else None


def point_on(
    rows: Sequence[Row],
    touched: Sequence[tuple[Row, int]],
    values: Sequence[float],
    room: int | None,
    zero: Collection[int],
) -> Point | None:
    """The exact point of the rows at which a solver stopped near `values`; None where that is none.

    It is where the `touched` rows are equal to their limits. Each has kept the distance from its limit that it is given
    with, times an unknown, or times `room` where that is a number. The variables of `zero` are 0.
    """
    distant = len(values)
    near = [0.0 if place in zero else value for place, value in enumerate(values)] + [1.0]
    equations = []
    for row, distance in touched:
        equation = {v: c for v, c in row.terms if v not in zero} | {_ONE: -row.limit}
        if room is not None:
            equation[_ONE] += distance * room
        elif distance:
            equation[distant] = distance
        equations.append(equation)
    solved = _solved(equations, near)
    given = {place: Fraction(round(value * _GRID), _GRID) for place, value in enumerate(near)} | {_ONE: Fraction(1)}
    found = {pivot: _value(pivot, row, given) for pivot, row in solved.items()}
    point = tuple(found.get(place, given[place]) for place in range(distant))
    return point if all_hold(rows, point) else None


def _solved(
    equations: Iterable[Mapping[int, int]], near: Sequence[float], most: int | None = None
) -> dict[int, dict[int, int]]:
    """Equations `Σ coefficient · unknown = 0`, solved for one unknown each, which then stands in no other.

    Gauss–Jordan in whole numbers; the unknown is the one that is largest in `near`. What is not solved for is free.
    Once `most` unknowns are solved for, the other equations are left alone: whoever asks checks what comes out.
    """
    solved: dict[int, dict[int, int]] = {}
    for equation in equations:
        if len(solved) == most:
            break
        row = dict(equation)
        for pivot, known in solved.items():
            if pivot in row:
                row = _without(row, pivot, known)
        choices = [unknown for unknown in row if unknown != _ONE]
        if not choices:
            continue
        pivot = max(choices, key=lambda unknown: near[unknown])
        for other, known in solved.items():
            if pivot in known:
                solved[other] = _without(known, pivot, row)
        solved[pivot] = row
    return solved


def _without(row: dict[int, int], pivot: int, by: Mapping[int, int]) -> dict[int, int]:
    """The multiple of a row, plus one of `by`, in which `pivot` is gone; without common divisor and zeros."""
    factor, scale = row[pivot], by[pivot]
    made = {unknown: scale * c for unknown, c in row.items()}
    for unknown, c in by.items():
        made[unknown] = made.get(unknown, 0) - factor * c
    divisor = gcd(*made.values()) or 1
    return {unknown: c // divisor for unknown, c in made.items() if c}


def _value(pivot: int, row: Mapping[int, int], given: Mapping[int, Fraction | int]) -> Fraction:
    """The unknown that a row is solved for."""
    rest = sum(c * given[u] for u, c in row.items() if u != pivot)
    return Fraction(-rest, row[pivot])
