"""One linear programme over HiGHS that is asked again and again with other figures switched on.

Every row gets room for a violation s ≥ 0, the halves of equations a second one, and the least sum is sought. So the
programme always has a solution; none of the questions runs into "infeasible", for which solvers promise little.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from math import inf, nan
from operator import or_
from typing import Any

import numpy as np

from analyzer.feasibility.rows import Row, System

_NOISE = 1e-9

#: A violation below this, in votes, is for exact arithmetic to judge.
UNSURE = 1e-6


class Solver:
    """The rows of a system in floating point; each row divided by its largest coefficient."""

    def __init__(self, system: System) -> None:
        import highspy

        self.system, self._highspy = system, highspy
        self._rows = len(system.rows)
        self._places = len(system.variables)
        self._needs = [row.needs for row in system.rows]
        self._asserted = [(place, needs) for place, needs in enumerate(self._needs) if needs]
        scales = [max((abs(c) for _, c in row.terms), default=1) for row in system.rows]
        self._scales = np.array([float(scale) for scale in scales])
        self._limits = np.array([row.limit / scale for row, scale in zip(system.rows, scales, strict=True)])
        self._matrix = np.zeros((self._rows, self._places))
        for place, row in enumerate(system.rows):
            for v, c in row.terms:
                self._matrix[place, v] = c / scales[place]
        self._infinite = float(highspy.kHighsInf)
        self._highs = _loaded(highspy, self._model(highspy, scales))
        self._mask = -1
        self._mode = 0
        # Bounds of the room of all rows, of that of equations, and of that of strict rows alone, by mode.
        free, none, within = (0.0, self._infinite), (0.0, 0.0), (-1.0, 0.0)
        self._rooms = ((free, free, none), ((-1.0, self._infinite), none, none), (none, none, within))
        self._units = 0.0
        self._answered: tuple[int, int] | None = None

    def _model(self, highspy: Any, scales: Sequence[int]) -> Any:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self._places + 3, self._rows
        model.col_cost_ = np.array([0.0] * self._places + [1.0, 1.0, 1.0])
        model.col_lower_ = np.zeros(self._places + 3)
        model.col_upper_ = np.array([self._infinite] * (self._places + 2) + [0.0])
        model.row_lower_ = np.full(self._rows, -self._infinite)
        model.row_upper_ = self._limits.copy()
        lines = [
            [
                *((v, c / scale) for v, c in row.terms),
                (self._places + row.tight, -1.0),
                *([(self._places + 2, -1.0)] if row.strict else ()),
            ]
            for row, scale in zip(self.system.rows, scales, strict=True)
        ]
        _fill(highspy, model, lines)
        return model

    def violation(self, mask: int) -> float:
        """The least violation with the figures of `mask` asserted; 0 where they can hold together."""
        self._ask(mask, 0)
        return float(self._highs.getObjectiveValue())

    def possible(self, mask: int) -> bool:
        """Whether the figures of `mask` can hold together, as far as floating point sees; a point inside if they can.

        What follows of it is that of `inside`; where equations alone contradict each other, that of `violation`.
        """
        self._ask(mask, 1)
        if self._highs.getModelStatus() == self._highspy.HighsModelStatus.kOptimal:
            return float(self._highs.getObjectiveValue()) <= UNSURE
        return self.violation(mask) <= UNSURE

    def point(self) -> list[float]:
        """The point of the last answer."""
        return [float(value) for value in self._highs.getSolution().col_value[: self._places]]

    def broken(self, point: Sequence[float]) -> tuple[int, ...]:
        """Of the rows that a point does not satisfy, the figures that they need, each once, the fewest first."""
        short = self._matrix @ np.array(point) > self._limits + UNSURE
        return tuple(sorted({self._needs[place] for place in np.flatnonzero(short)}, key=int.bit_count))

    def core(self, weights: Sequence[float]) -> int:
        """The figures whose rows weigh in an answer: a contradiction needs no others."""
        return reduce(or_, (needs for needs, w in zip(self._needs, weights, strict=True) if w > 0.0), 0)

    def weights(self) -> list[float]:
        """How much each row of the last question weighs in its answer: multipliers of a contradiction, nearly."""
        duals = np.abs(np.array(self._highs.getSolution().row_dual))
        # What is this small beside the others is noise: all of them add up to about 1.
        weights: list[float] = (np.where(duals > _NOISE, duals, 0.0) / self._scales).tolist()
        return weights

    def inside(self, mask: int, *, strict_alone: bool = False) -> list[float]:
        """A point as far inside the rows as there is, up to one vote; equations hold as they are.

        With `strict_alone` it keeps away from the limits of strict rows and from no others.
        """
        self._ask(mask, 2 if strict_alone else 1)
        return self.point()

    def corner(self) -> tuple[list[tuple[Row, int]], int | None, set[int]]:
        """Where the last `inside` stopped, as `exact.point_on` takes it: no rounding is in it.

        Rows at their limits with the distance they keep; the room that rows have inside, in votes with a minus, where
        that was not sought but given; and the variables that are 0.
        """
        basis = self._highs.getBasis()
        basic = self._highspy.HighsBasisStatus.kBasic
        touched = [
            (row, -int(self._scales[place]) if (row.strict if self._mode == 2 else not row.tight) else 0)
            for place, (row, status) in enumerate(zip(self.system.rows, basis.row_status, strict=True))
            if status != basic and not row.needs & ~self._mask
        ]
        zero = {place for place in range(self._places) if basis.col_status[place] != basic}
        room = basis.col_status[self._places + (2 if self._mode == 2 else 0)]
        return touched, None if room == basic else -1, zero

    def assume(self, uncounted: float) -> None:
        """Let votes per uncounted sheet lie within 1 ± `uncounted` times the counted mean in all further questions."""
        for place, variable, sign in self.system.assumed:
            factor = 1.0 + uncounted if sign < 0 else max(1.0 - uncounted, 0.0)
            # Every other coefficient of these rows is the same number, which the row was multiplied by.
            unit = next(abs(c) for v, c in self.system.rows[place].terms if v != variable) / self._scales[place]
            self._highs.changeCoeff(place, variable, sign * factor * unit)
        self._answered = None

    def loosened(self, mask: int, units: float) -> tuple[float, float]:
        """`violation` with every figure giving way by so many of its printed units, and how fast it falls with them."""
        self.loosen(units)
        violation = self.violation(mask)
        if violation <= UNSURE:
            return violation, 0.0
        solution = self._highs.getSolution()
        duals, values = np.abs(np.array(solution.row_dual)), solution.col_value
        rate = sum(
            float(duals[place]) * (sum(c * values[v] for v, c in row.room) + row.more) / self._scales[place]
            for place, row in enumerate(self.system.rows)
            if duals[place] > _NOISE
        )
        return violation, rate

    def loosen(self, units: float) -> None:
        """Let every figure give way by so many of its printed units in all further questions."""
        if units == self._units:
            return
        self._units, self._answered = units, None
        for place, row in enumerate(self.system.rows):
            if not row.room and not row.more:
                continue
            coefficients = dict(row.terms)
            for v, c in row.room:
                self._highs.changeCoeff(place, v, (coefficients.get(v, 0) - units * c) / self._scales[place])
            self._limits[place] = (row.limit + units * row.more) / self._scales[place]
            if not row.needs & ~self._mask:
                self._highs.changeRowBounds(place, -self._infinite, self._limits[place])

    def _ask(self, mask: int, mode: int) -> None:
        """Solve for a mask: for the least violation (0), inside all rows (1), or inside the strict ones (2)."""
        if self._answered == (mask, mode):
            return
        if mode != self._mode:
            for place, (low, high) in enumerate(self._rooms[mode]):
                self._highs.changeColBounds(self._places + place, low, high)
            self._mode = mode
        changed = mask ^ self._mask
        for place, needs in self._asserted:
            if needs & changed:
                limit = self._infinite if needs & ~mask else self._limits[place]
                self._highs.changeRowBounds(place, -self._infinite, limit)
        self._mask = mask
        self._highs.run()
        self._answered = (mask, mode)


def _loaded(highspy: Any, model: Any) -> Any:
    highs = highspy.Highs()
    highs.silent()
    highs.setOptionValue("presolve", "off")
    # Primal simplex: the violations keep every point feasible, whatever rows are switched on.
    highs.setOptionValue("simplex_strategy", 4)
    highs.passModel(model)
    return highs


def optimum(
    rows: Sequence[Row], variables: int, part: Mapping[int, float], base: Mapping[int, float], sign: float
) -> float:
    """The greatest (`sign` 1) or least (-1) value of part / base, or of part where `base` is empty; closed ends.

    NaN where the rows have no point, infinite where nothing limits the value. With y = x/base and t = 1/base the ratio
    is linear: every limit is multiplied by t, and base of y is 1.
    """
    import highspy

    infinite = float(highspy.kHighsInf)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = variables + 1, len(rows) + 1
    model.col_cost_ = np.array([-sign * part.get(v, 0.0) for v in range(variables + 1)])
    model.col_lower_, model.col_upper_ = np.zeros(variables + 1), np.full(variables + 1, infinite)
    model.row_lower_ = np.array([-infinite] * len(rows) + [1.0])
    model.row_upper_ = np.array([0.0] * len(rows) + [1.0])
    lines = []
    for row in rows:
        scale = max((abs(c) for _, c in row.terms), default=1)
        lines.append([(v, c / scale) for v, c in row.terms] + [(variables, -row.limit / scale)])
    _fill(highspy, model, [*lines, list(base.items()) or [(variables, 1.0)]])
    highs = _loaded(highspy, model)
    highs.run()
    if highs.getModelStatus() == highspy.HighsModelStatus.kOptimal:
        return -sign * float(highs.getInfo().objective_function_value)
    return nan if highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible else sign * inf


def _fill(highspy: Any, model: Any, lines: Sequence[Sequence[tuple[int, float]]]) -> None:
    """Set the model's matrix, row by row."""
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(line) for line in lines)], dtype=np.int32)
    model.a_matrix_.index_ = np.array([place for line in lines for place, _ in line], np.int32)
    model.a_matrix_.value_ = np.array([value for line in lines for _, value in line])
