"""How questions are answered, remembered and proved: on systems so small that every answer is known."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analyzer.feasibility import exact, proofs
from analyzer.feasibility.proofs import DoubtError, Found, Oracle, Refuted
from analyzer.feasibility.rows import Row, System, all_hold
from analyzer.feasibility.solver import Solver


def row(terms: dict[int, int], limit: int, *, needs: int = 0, strict: bool = False, tight: bool = False) -> Row:
    return Row("", tuple(terms.items()), limit, strict, needs, tight)


#: x ≥ 2, x ≤ 1, y ≥ 3, y ≤ 2 and x ≤ 9, each but the last for a figure of its own: two and two clash.
FOUR = (
    row({0: -1}, -2, needs=1),
    row({0: 1}, 1, needs=2),
    row({1: -1}, -3, needs=4),
    row({1: 2}, 4, needs=8),
    row({0: 1}, 9),
)


def clash(mask: int) -> bool:
    return mask & 3 == 3 or mask & 12 == 12


class TestOracle:
    def oracle(self) -> Oracle:
        return Oracle([System(("x", "y"), FOUR, ())])

    def test_every_question(self) -> None:
        for is_exact in (False, True):
            oracle = self.oracle()
            oracle.exact = is_exact
            assert [oracle.possible(mask) for mask in range(16)] == [not clash(mask) for mask in range(16)]
            assert oracle.asked == 16

    def test_every_proof(self) -> None:
        oracle = self.oracle()
        for mask in range(16):
            proof = oracle.proof(mask)
            assert oracle.proof(mask) is proof
            if clash(mask):
                assert isinstance(proof, Refuted)
                ((system, rows, multipliers),) = proof.parts
                assert rows == tuple(system.binding(mask))
                assert exact.is_contradiction(rows, multipliers)
                assert oracle.refuted(mask) is proof
                with pytest.raises(DoubtError):
                    oracle.found(mask)
            else:
                assert isinstance(proof, Found)
                assert all_hold(oracle.systems[0].binding(mask), proof.point)
                with pytest.raises(DoubtError):
                    oracle.refuted(mask)

    def test_a_point_of_more_figures_serves_for_fewer(self) -> None:
        oracle = self.oracle()
        more = oracle.proof(0b0101)
        assert oracle.found(0b0001) is more
        assert oracle.found(0b0010) is not more

    def test_what_is_known_is_not_asked_of_the_solver(self, monkeypatch: pytest.MonkeyPatch) -> None:
        oracle = self.oracle()
        asked: list[int] = []
        honest: Callable[[Solver, int], bool] = Solver.possible

        def possible(solver: Solver, mask: int) -> bool:
            asked.append(mask)
            return honest(solver, mask)

        monkeypatch.setattr(Solver, "possible", possible)
        answers = [oracle.possible(mask) for mask in (0b0011, 0b0111, 0b1011, 0b0101, 0b0001, 0b0100)]
        assert answers == [False, False, False, True, True, True]
        assert asked == [0b0011, 0b0101]
        assert oracle.core(0b0111) == 0b0011
        assert oracle.core(0b1111) & ~0b1111 == 0
        assert asked == [0b0011, 0b0101]

    def test_among_and_ids(self) -> None:
        assert proofs.among("abcd", 0b1010) == ["b", "d"]  # type: ignore[arg-type, comparison-overlap]

    def test_cases_that_make_no_difference_are_left_out(self) -> None:
        """The second case bears on the second figure alone; it has no room for the first."""
        first = System(("x",), (row({0: -1}, -2, needs=1), row({0: 1}, 1, needs=2)), (), choices=((2, True),))
        other = System(("x",), (row({0: 1}, 1, needs=3), row({0: -1}, -2, needs=1)), (), choices=((2, False),))
        oracle = Oracle([other, first])
        assert [oracle.possible(mask) for mask in range(4)] == [True, True, True, False]
        assert len(oracle.refuted(3).parts) == 2
        both = Oracle([System(("x",), (row({0: 1}, 1), row({0: -1}, -2, needs=1)), ()), first])
        assert isinstance(both.proof(1), Found)
        assert both.core(3) == 3


#: Systems with equations, strict rows and thirds, none of which a grid of binary fractions meets.
CORNERS = {
    "thirds": (row({0: 3}, 1), row({0: -3}, -1)),
    "an equation of thirds": (row({0: 3, 1: 3}, 1, tight=True), row({0: -3, 1: -3}, -1, tight=True), row({0: -7}, -1)),
    "strict": (row({0: 7}, 3, strict=True), row({0: -7}, -2), row({1: 1, 0: -3}, 0)),
    "strict and an equation": (
        row({0: 3}, 2, tight=True),
        row({0: -3}, -2, tight=True),
        row({1: 3, 0: -3}, 0, strict=True),
    ),
    "thirds and strict": (row({0: 3}, 1), row({0: -3}, -1), row({1: 1, 0: -1}, 0, strict=True), row({1: -7}, -1)),
    "far apart": (row({0: 1}, 10**7), row({0: -3}, -(10**7)), row({0: 1, 1: -1}, 0, strict=True)),
    "a point": (row({0: 7, 1: -3}, 0), row({0: -7, 1: 3}, 0), row({0: 1, 1: 1}, 10), row({0: -1, 1: -1}, -10)),
}


@pytest.mark.parametrize("name", CORNERS)
def test_a_point_is_proved_without_the_simplex_method(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is for what nothing else settles: it takes long."""

    def unasked(rows: object, variables: int) -> None:
        raise AssertionError(f"{name} was left to it")

    monkeypatch.setattr(proofs, "decide", unasked)
    proof = Oracle([System(("x", "y"), CORNERS[name], ())]).proof(0)
    assert isinstance(proof, Found)
    assert all_hold(CORNERS[name], proof.point)


@pytest.mark.parametrize("mask", [mask for mask in range(16) if clash(mask)])
def test_a_contradiction_is_proved_without_it_too(mask: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(proofs, "decide")
    assert isinstance(Oracle([System(("x", "y"), FOUR, ())]).proof(mask), Refuted)


@pytest.mark.parametrize("name", CORNERS)
def test_where_a_solver_stops_is_an_exact_point(name: str) -> None:
    rows = CORNERS[name]
    solver = Solver(System(("x", "y"), rows, ()))
    found = []
    for alone in (False, True):
        values = solver.inside(0, strict_alone=alone)
        touched, room, zero = solver.corner()
        found.append(exact.point_on(rows, touched, values, room, zero))
    points = [point for point in found if point is not None]
    assert points
    assert all(all_hold(rows, point) for point in points)
    assert found[1] is not None
    proof = Oracle([System(("x", "y"), rows, ())]).proof(0)
    assert isinstance(proof, Found)
