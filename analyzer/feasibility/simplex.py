"""A simplex method in whole numbers, for the few questions that rounding a solver's answer does not settle.

Dictionaries and Bland's rule (Chvátal, Linear Programming, 1983, chapters 2, 3 and 8): slow, and always ends. A line of
a dictionary holds whole numbers over one denominator of its own, which is many times quicker than fractions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd

from analyzer.feasibility.exact import Multipliers
from analyzer.feasibility.rows import Point, Row

_CONSTANT, _DENOMINATOR = -1, -2

# denominator · basic variable = constant + Σ coefficient · non-basic variable, all whole, the denominator above 0
Line = dict[int, int]
Dictionary = dict[int, Line]


def decide(rows: Sequence[Row], variables: int) -> Point | Multipliers:
    """A point of the rows over `variables` numbers ≥ 0, or multipliers that show that there is none.

    Strict rows keep a common distance from their limits; the greatest distance up to 1 is sought. Labels: variables
    first, then the distance, then a slack for each row and one for the distance, and last the common violation.
    """
    distance, first = variables, variables + 1
    violation = first + len(rows) + 1
    table: Dictionary = {}
    for place, row in enumerate(rows):
        slack: Line = {v: -c for v, c in row.terms}
        slack |= {_CONSTANT: row.limit, violation: 1, _DENOMINATOR: 1}
        if row.strict:
            slack[distance] = -1
        table[first + place] = slack
    table[first + len(rows)] = {_CONSTANT: 1, distance: -1, _DENOMINATOR: 1}
    worst = min(table, key=lambda label: (table[label][_CONSTANT], label))
    if table[worst][_CONSTANT] < 0:
        _pivot(table, {_DENOMINATOR: 1, _CONSTANT: 0}, violation, worst)
        goal = _optimum(table, {violation: -1})
        if goal[_CONSTANT] < 0:
            return _multipliers(goal, first, len(rows))
    _drop(table, violation)
    goal = _optimum(table, {distance: 1})
    if goal[_CONSTANT] > 0 or not any(row.strict for row in rows):
        return tuple(_value(table[v]) if v in table else Fraction(0) for v in range(variables))
    return _multipliers(goal, first, len(rows))


def _value(line: Line) -> Fraction:
    """The variable of a line where all non-basic ones are 0."""
    return Fraction(line[_CONSTANT], line[_DENOMINATOR])


def _multipliers(goal: Line, first: int, rows: int) -> Multipliers:
    """What the best goal takes of each row's slack is the multiple of that row."""
    scale = goal[_DENOMINATOR]
    return {i: Fraction(-goal[first + i], scale) for i in range(rows) if goal.get(first + i, 0) < 0}


def _optimum(table: Dictionary, goal: Mapping[int, int]) -> Line:
    """Maximize `goal`, given over variables, from a table whose constants are ≥ 0; the goal over non-basic ones."""
    objective: Line = {_CONSTANT: 0, _DENOMINATOR: 1}
    for variable, factor in goal.items():
        line = table.get(variable, {variable: 1, _CONSTANT: 0, _DENOMINATOR: 1})
        _add(objective, line, factor)
    while True:
        rising = [label for label, c in objective.items() if label >= 0 and c > 0]
        if not rising:
            return objective
        entering = min(rising)
        # Both goals have an upper limit, 0 and 1, so something always leaves.
        ratios = [
            (Fraction(-line[_CONSTANT], line[entering]), label)
            for label, line in table.items()
            if line.get(entering, 0) < 0
        ]
        _pivot(table, objective, entering, min(ratios)[1])


def _pivot(table: Dictionary, objective: Line, entering: int, leaving: int) -> None:
    """Solve the line of `leaving` for `entering`, and put that in its place everywhere."""
    line = table.pop(leaving)
    factor = line.pop(entering)
    sign = 1 if factor > 0 else -1
    solved = {label: -sign * c for label, c in line.items() if label != _DENOMINATOR}
    solved[leaving] = sign * line[_DENOMINATOR]
    solved[_DENOMINATOR] = abs(factor)
    for other in (*table.values(), objective):
        share = other.pop(entering, 0)
        if share:
            _add(other, solved, share)
    table[entering] = solved


def _add(line: Line, by: Line, share: int) -> None:
    """Add `share` parts of the denominator of `line` of another one to it, in lowest terms and without zeros."""
    scale = by[_DENOMINATOR]
    if scale != 1:
        for label in line:
            line[label] *= scale
    for label, c in by.items():
        if label != _DENOMINATOR:
            line[label] = line.get(label, 0) + share * c
    divisor = gcd(*line.values())
    for label in [label for label, c in line.items() if not c and label >= 0]:
        del line[label]
    if divisor > 1:
        for label in line:
            line[label] //= divisor


def _drop(table: Dictionary, variable: int) -> None:
    """Take a variable that is 0 out of the table."""
    if variable in table:
        entering = next((label for label, c in table[variable].items() if label >= 0 and c), None)
        if entering is None:
            del table[variable]
            return
        _pivot(table, {_CONSTANT: 0, _DENOMINATOR: 1}, entering, variable)
    for line in table.values():
        line.pop(variable, None)
