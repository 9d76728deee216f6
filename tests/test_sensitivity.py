"""Grids of assumptions: one call, the same answers as one call each, and the turning value where the flags change."""

from __future__ import annotations

import numpy as np
import pytest

from analyzer import checks, sensitivity
from analyzer.checks import (
    bulletins,
    granularity,
    implied_total,
    joint,
    share_sum,
    share_votes,
    turnout,
    uncounted,
    vote_sum,
    votes_beyond,
)
from analyzer.checks import coverage as coverage_check
from analyzer.ledger import Interval
from analyzer.roundness import is_round


def point(value: float) -> Interval:
    return Interval(np.array(value), np.array(value))


def both_hold(coverage: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """30 % at some coverage beside 51.95 % at 97 %."""
    given = uncounted.Sides(point(30.0), Interval(coverage, coverage), point(51.95), point(97.0))
    return uncounted.can_both_hold(given, weight)


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
        return uncounted.final_share(point(50.0), Interval(coverage, coverage), weight)

    low, high = sensitivity.over(final, coverage=[80.0, 90.0, 100.0], weight=[1.0, 2.0]).values
    assert low.shape == high.shape == (3, 2)
    assert (low <= high).all()
    assert low[2].tolist() == high[2].tolist() == [50.0, 50.0]
    assert high[0, 0] == pytest.approx(60.0)


@pytest.mark.parametrize("bad", [{}, {"weight": []}, {"weight": [np.nan]}, {"weight": [[1.0]]}, {"weight": [np.inf]}])
def test_what_is_no_axis_is_refused(bad: dict) -> None:
    with pytest.raises(ValueError, match="expected"):
        sensitivity.over(lambda **_: np.array(True), **bad)


# any closed-form check: its core takes whole grids, and says of each cell what it says of that cell alone


def about(value: np.ndarray | float, by: np.ndarray | float) -> Interval:
    return Interval(np.asarray(value - by), np.asarray(value + by))


def each(*values: np.ndarray | float) -> np.ndarray:
    """Figures of several candidates along a last axis, whatever the shape of each."""
    return np.stack(np.broadcast_arrays(*values), axis=-1)


def share_sum_core(give: np.ndarray, third: np.ndarray) -> np.ndarray:
    shares = each(51.95, 43.18, third)
    return share_sum.adds_up(about(shares, 0.005 + give[..., None]), True)


def vote_sum_core(null: np.ndarray, total: np.ndarray) -> np.ndarray:
    return vote_sum.adds_up(vote_sum.Parts(about(1500.0 + null, 0.0), about(total, 50.0)))


def share_votes_core(votes: np.ndarray, total: np.ndarray) -> np.ndarray:
    v, t = (a.astype(np.int64) for a in np.broadcast_arrays(votes, total))
    return share_votes.fits_votes(512, 1, (v, v), (t, t))


def granularity_core(scaled: np.ndarray, total: np.ndarray) -> np.ndarray:
    return granularity.grim(*np.broadcast_arrays(scaled.astype(np.int64), 1, total.astype(np.int64))).code


def implied_total_core(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    votes, shares = each(first, second), about(np.array([65.0, 30.0]), 0.5)
    return implied_total.totals_meet(joint.candidate_totals(shares, about(votes, 50_000.0)))


def margin_core(first: np.ndarray, second: np.ndarray) -> Interval:
    missing = about(np.nan, 0.0)
    return joint.lead_on_two(joint.Pair(about(first, 0.5), missing, about(second, 0.5), missing, missing))


def turnout_core(coverage: np.ndarray, e: np.ndarray) -> Interval:
    given = turnout.Turnout(point(60.0), point(12_386_669.0), point(21_321_805.0), about(coverage, 0.005))
    return turnout.of_covered(given, e)


def coverage_core(coverage: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return coverage_check.lead_is_safe(about(8.77, 0.01), about(coverage, 0.005), weight)


def bulletins_core(votes: np.ndarray, coverage: np.ndarray) -> Interval:
    increment = bulletins.increment_votes(about(5_150_092.0, 0.0), about(votes, 0.0))
    return bulletins.sheet_ratio(point(10_058_774.0), increment, about(80.0, 0.5), about(coverage, 0.5))


def room_core(coverage: np.ndarray, weight: np.ndarray) -> np.ndarray:
    beyond = uncounted.uncounted_votes(point(12_335_884.0), about(coverage, 0.005))
    return votes_beyond.has_room(votes_beyond.Room(point(5_326_104.0), beyond, point(7_250_000.0)), weight)


def too_round_core(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    votes = each(first, second).astype(np.int64)
    return is_round(votes, np.array([10_058_774]), 1).all(axis=-1)


CORES = {
    "share-sum": (share_sum_core, np.linspace(0.0, 0.1, 5), np.linspace(4.5, 5.2, 8)),
    "vote-sum": (vote_sum_core, np.arange(0.0, 200.0, 25.0), np.arange(1500.0, 1700.0, 40.0)),
    "share-votes": (share_votes_core, np.arange(500.0, 530.0), np.arange(990.0, 1010.0)),
    "granularity": (granularity_core, np.arange(480.0, 520.0), np.arange(7.0, 60.0)),
    "implied-total": (implied_total_core, np.linspace(6.9e6, 7.6e6, 9), np.linspace(3.0e6, 3.6e6, 7)),
    "margin": (margin_core, np.linspace(60.0, 70.0, 6), np.linspace(25.0, 35.0, 5)),
    "turnout": (turnout_core, np.linspace(60.0, 99.0, 7), np.linspace(0.0, 2.0, 5)),
    "coverage": (coverage_core, np.linspace(80.0, 99.9, 20), np.linspace(0.5, 4.0, 15)),
    "bulletins": (bulletins_core, np.linspace(5.2e6, 6.6e6, 6), np.linspace(85.0, 99.0, 6)),
    "compatibility": (both_hold, np.linspace(60.0, 99.0, 20), np.linspace(0.5, 4.0, 15)),
    "compatibility, in votes": (room_core, np.linspace(60.0, 99.0, 20), np.linspace(0.5, 6.0, 15)),
    "too-round": (too_round_core, np.arange(5_150_088.0, 5_150_096.0), np.arange(4_445_974.0, 4_445_982.0)),
}


def test_every_closed_form_check_has_its_grid() -> None:
    assert {name.split(",")[0] for name in CORES} == {check.id for check in checks.CHECKS} - {"conflict"}


@pytest.mark.parametrize("name", CORES)
def test_any_closed_form_check_answers_a_grid_in_one_call(name: str) -> None:
    core, first, second = CORES[name]
    one, other = core.__code__.co_varnames[:2]
    calls = []

    def counted(**given: np.ndarray) -> object:
        calls.append(1)
        return core(**given)

    grid = sensitivity.over(counted, **{one: first, other: second})
    assert calls == [1]
    for values in grid.values:
        assert values.shape == (first.size, second.size)
        assert np.unique(values[~np.isnan(values.astype(np.float64))]).size > 1
    rng = np.random.default_rng(0)
    for row, column in zip(rng.integers(0, first.size, 12), rng.integers(0, second.size, 12), strict=True):
        alone = core(np.array([[first[row]]]), np.array([[second[column]]]))
        alone = alone if isinstance(alone, tuple) else (alone,)
        for values, single in zip(grid.values, alone, strict=True):
            np.testing.assert_array_equal(values[row, column], np.asarray(single).reshape(()))
