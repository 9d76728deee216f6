"""Grids of assumptions: one call, the same answers as one call each, and the turning value where the flags change."""

from __future__ import annotations

import numpy as np
import pytest

from analyzer import sensitivity
from analyzer.checks import compatibility, uncounted
from analyzer.ledger import Interval


def point(value: float) -> Interval:
    return Interval(np.array(value), np.array(value))


def both_hold(coverage: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """30 % at some coverage beside 51.95 % at 97 %."""
    given = compatibility.Sides(point(30.0), Interval(coverage, coverage), point(51.95), point(97.0))
    return compatibility.can_both_hold(given, weight)


def test_one_call_answers_every_combination() -> None:
    coverage, weight = np.linspace(60.0, 99.0, 40), np.linspace(0.5, 4.0, 36)
    calls = []

    def counted(coverage: np.ndarray, weight: np.ndarray) -> np.ndarray:
        calls.append(1)
        return both_hold(coverage, weight)

    grid = sensitivity.over(counted, coverage=coverage, weight=weight)
    assert calls == [1]
    (flags,) = grid.values
    assert flags.shape == (40, 36)
    assert flags.any()
    assert not flags.all()
    for row, column in ((0, 0), (7, 30), (20, 12), (39, 35)):
        assert flags[row, column] == both_hold(np.array(coverage[row]), np.array(weight[column]))


def test_flags_turn_at_the_turning_weight() -> None:
    weight = np.linspace(0.5, 4.0, 351)
    (flags,) = sensitivity.over(both_hold, coverage=[80.0], weight=weight).values
    turn = float(uncounted.turning_weight(point(30.0), point(80.0), point(51.95), point(97.0)))
    assert weight[flags[0]].min() == pytest.approx(turn, abs=0.01)


def test_intervals_come_back_as_two_arrays() -> None:
    def final(coverage: np.ndarray, weight: np.ndarray) -> Interval:
        low, high = zip(
            *(uncounted.final_share(point(50.0), Interval(coverage, coverage), float(w)) for w in weight.flat),
            strict=True,
        )
        return Interval(np.hstack(low), np.hstack(high))

    low, high = sensitivity.over(final, coverage=[80.0, 90.0, 100.0], weight=[1.0, 2.0]).values
    assert low.shape == high.shape == (3, 2)
    assert (low <= high).all()
    assert low[2].tolist() == high[2].tolist() == [50.0, 50.0]
    assert high[0, 0] == pytest.approx(60.0)


@pytest.mark.parametrize("bad", [{}, {"weight": []}, {"weight": [np.nan]}, {"weight": [[1.0]]}, {"weight": [np.inf]}])
def test_what_is_no_axis_is_refused(bad: dict) -> None:
    with pytest.raises(ValueError, match="expected"):
        sensitivity.over(lambda **_: np.array(True), **bad)
