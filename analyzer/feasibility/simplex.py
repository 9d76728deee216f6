"""A simplex method in fractions, for the few questions that rounding a solver's answer does not settle.

Dictionaries and Bland's rule (Chvátal, Linear Programming, 1983, chapters 2, 3 and 8): slow, and always ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from analyzer.feasibility.exact import Multipliers
from analyzer.feasibility.rows import Point, Row

_ZERO, _ONE = Fraction(0), Fraction(1)

# basic variable = constant (under None) + Σ coefficient · non-basic variable
Dictionary = dict[int, dict[int | None, Fraction]]


def decide(rows: Sequence[Row], variables: int) -> Point | Multipliers:
    """A point of the rows over `variables` numbers ≥ 0, or multipliers that show that there is none.

    Strict rows keep a common distance from their limits; the greatest distance up to 1 is sought. Labels: variables
    first, then the distance, then a slack for each row and one for the distance, and last the common violation.
    """
    distance, first = variables, variables + 1
    violation = first + len(rows) + 1
    table: Dictionary = {}
    for place, row in enumerate(rows):
        slack: dict[int | None, Fraction] = {v: Fraction(-c) for v, c in row.terms}
        slack |= {None: Fraction(row.limit), violation: _ONE}
        if row.strict:
            slack[distance] = -_ONE
        table[first + place] = slack
    table[first + len(rows)] = {None: _ONE, distance: -_ONE}
    worst = min(table, key=lambda label: (table[label][None], label))
    if table[worst][None] < 0:
        _pivot(table, {}, violation, worst)
        goal = _optimum(table, {violation: -_ONE})
        if goal[None] < 0:
            return _multipliers(goal, first, len(rows))
    _drop(table, violation)
    goal = _optimum(table, {distance: _ONE})
    if goal[None] > 0 or not any(row.strict for row in rows):
        return tuple(table[v][None] if v in table else _ZERO for v in range(variables))
    return _multipliers(goal, first, len(rows))


def _multipliers(goal: dict[int | None, Fraction], first: int, rows: int) -> Multipliers:
    """What the best goal takes of each row's slack is the multiple of that row."""
    return {i: -goal[first + i] for i in range(rows) if goal.get(first + i, _ZERO) < 0}


def _optimum(table: Dictionary, goal: dict[int, Fraction]) -> dict[int | None, Fraction]:
    """Maximize `goal`, given over variables, from a table whose constants are ≥ 0; the goal over non-basic ones."""
    objective: dict[int | None, Fraction] = {None: _ZERO}
    for variable, factor in goal.items():
        for label, coefficient in table.get(variable, {variable: _ONE}).items():
            objective[label] = objective.get(label, _ZERO) + factor * coefficient
    while True:
        rising = [label for label, c in objective.items() if label is not None and c > 0]
        if not rising:
            return objective
        entering = min(rising)
        ratios = [(-row[None] / row[entering], label) for label, row in table.items() if row.get(entering, _ZERO) < 0]
        # Both goals have an upper limit, 0 and 1, so something always leaves.
        _pivot(table, objective, entering, min(ratios)[1])


def _pivot(table: Dictionary, objective: dict[int | None, Fraction], entering: int, leaving: int) -> None:
    row = table.pop(leaving)
    factor = row.pop(entering)
    solved = {label: -c / factor for label, c in row.items()}
    solved[leaving] = _ONE / factor
    for other in (*table.values(), objective):
        share = other.pop(entering, _ZERO)
        if share:
            for label, c in solved.items():
                value = other.get(label, _ZERO) + share * c
                if value or label is None:
                    other[label] = value
                else:
                    other.pop(label, None)
    table[entering] = solved


def _drop(table: Dictionary, variable: int) -> None:
    """Take a variable that is 0 out of the table."""
    if variable in table:
        entering = next((label for label, c in table[variable].items() if label is not None and c), None)
        if entering is None:
            del table[variable]
            return
        _pivot(table, {}, entering, variable)
    for row in table.values():
        row.pop(variable, None)
