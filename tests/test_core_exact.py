"""Rows, exact arithmetic and the solver under the search, on systems so small that the answers are known."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import inf, isnan

import pytest
from claims_support import CONTEST, claim

from analyzer.counts import counts
from analyzer.feasibility import choices, exact, joint, names, simplex
from analyzer.feasibility.readings import Allowed, allowed, range_ends
from analyzer.feasibility.rows import BASES, Row, System, all_hold, basis_bit, expression, whole_row
from analyzer.feasibility.solver import Solver, optimum
from analyzer.model import Basis, Claim

F = Fraction


def row(terms: dict[int, int], limit: int, *, needs: int = 0, strict: bool = False, tight: bool = False) -> Row:
    return Row("", tuple(terms.items()), limit, strict, needs, tight)


def system(*rows: Row, variables: int = 1) -> System:
    return System(tuple("xyz"[:variables]), rows, ())


#: x ≥ 2 if the first figure holds, 2 x ≤ 2 if the second does, x ≤ 9 always.
APART = (row({0: -1}, -2, needs=1), row({0: 2}, 2, needs=2), row({0: 1}, 9))


class TestRows:
    def test_a_row_loses_its_common_divisor(self) -> None:
        made = whole_row("n", {2: 6, 0: -4, 1: 0}, 10, strict=True, needs=5, tight=True, room={1: 2, 0: 0}, more=8)
        assert made == Row("n", ((0, -2), (2, 3)), 5, True, 5, True, ((1, 1),), 4)
        assert whole_row("n", {0: 2}, 4, more=1) == Row("n", ((0, 2),), 4, more=1)
        assert whole_row("n", {}, 0) == Row("n", (), 0)

    def test_expressions_add_up(self) -> None:
        assert expression(({0: 1, 1: 2}, 3), ({1: 1, 2: 5}, -1)) == {0: 3, 1: 5, 2: -5}

    @pytest.mark.parametrize(
        ("point", "holds"),
        [
            ((F(1, 2), F(1, 3)), True),
            ((F(1, 2), F(1, 2)), False),
            ((F(1, 3), F(2, 3)), False),
            ((F(-1, 5), F(0)), False),
        ],
    )
    def test_a_point_satisfies_rows(self, point: tuple[Fraction, ...], holds: bool) -> None:
        """x + y < 1 and 3 y ≤ 1."""
        assert all_hold([row({0: 1, 1: 1}, 1, strict=True), row({1: 3}, 1)], point) is holds

    def test_limits_belong_to_rows_that_are_not_strict(self) -> None:
        assert all_hold([row({0: 2}, 1)], (F(1, 2),))
        assert not all_hold([row({0: 2}, 1, strict=True)], (F(1, 2),))
        assert all_hold([], ())

    def test_bits_of_bases(self) -> None:
        facts = [object(), object(), object()]
        assert [basis_bit(basis, facts, n) for n in (0, 1) for basis in BASES] == [8, 16, 32, 64]  # type: ignore[arg-type]
        two = System((), (), (), counts=2)
        assert (two.on(Basis.VALID), two.on((Basis.VALID, Basis.TWO)), two.on(Basis.TWO)) == (5, 9, 10)

    def test_a_case_concerns_a_mask(self) -> None:
        first = System((), (), (), choices=((0b01, True), (0b10, False)))
        assert [first.concerns(mask) for mask in range(4)] == [False, False, True, True]

    def test_rows_that_bind(self) -> None:
        made = system(*APART)
        assert [len(made.binding(mask)) for mask in range(4)] == [1, 2, 2, 3]


class TestExact:
    def test_what_is_a_contradiction(self) -> None:
        both = [*APART[:2], row({0: 1}, 2, strict=True)]
        assert exact.is_contradiction(both, {0: F(2), 1: F(1)})  # 0 ≤ -2
        assert not exact.is_contradiction(both, {0: F(1), 1: F(1)})  # x ≤ 0 is none
        assert exact.is_contradiction(both, {0: F(1), 2: F(1)})  # 0 < 0
        assert not exact.is_contradiction([both[0], row({0: 1}, 2)], {0: F(1), 1: F(1)})  # 0 ≤ 0
        assert not exact.is_contradiction(both, {0: F(3), 1: F(1)})  # -x ≤ -4 is none
        assert exact.combined(both, {0: F(1, 2), 1: F(1, 2)}) == {0: F(1, 2)}

    @pytest.mark.parametrize("noise", [0.0, 1e-12])
    def test_multipliers_beside_those_in_floating_point(self, noise: float) -> None:
        """2 x ≤ 1 three times and 3 x ≥ 2 twice make 0 ≤ -1."""
        rows = [row({0: 2}, 1), row({1: 1}, 7), row({0: -3}, -2)]
        found = exact.multipliers_near(rows, [0.6 + noise, 0.0, 0.4 - noise])
        assert found is not None
        assert set(found) == {0, 2}
        assert found[0] * 2 == found[2] * 3
        assert exact.multipliers_near(rows, [0.6, 0.2, 0.0]) is None

    def test_a_point_beside_one_in_floating_point(self) -> None:
        equation = [row({0: 1, 1: 1}, 3, tight=True), row({0: -1, 1: -1}, -3, tight=True)]
        found = exact.point_near(equation, [1.3333333, 1.6666667])
        assert found is not None
        assert sum(found) == 3
        assert abs(found[0] - F(4, 3)) < F(1, 10**6)
        assert exact.point_near([*equation, row({0: 1}, 1)], [1.3333333, 1.6666667]) is None
        assert exact.point_near([row({0: 4}, 3)], [0.75]) == (F(3, 4),)
        assert exact.point_near([row({0: 1}, 3)], [-1e-9]) == (F(0),)

    def test_the_point_at_which_rows_touch(self) -> None:
        """x + y = 1 and x - 2 y = 0: a third and two thirds, which no grid has."""
        rows = [row({0: 1, 1: 1}, 1), row({0: 1, 1: -2}, 0)]
        near = [0.66666, 0.33333]
        assert exact.point_on(rows, [(one, 0) for one in rows], near, None, ()) == (F(2, 3), F(1, 3))
        assert exact.point_on(rows[:1], [(rows[0], 0)], [0.9, 0.4], None, (1,)) == (F(1), F(0))
        assert exact.point_on([*rows, row({0: 1}, 0)], [(one, 0) for one in rows], near, None, ()) is None

    def test_a_distance_that_is_given(self) -> None:
        """3 x ≤ 7 with one vote of room: 3 x = 6."""
        rows = [row({0: 3}, 7)]
        assert exact.point_on(rows, [(rows[0], -1)], [1.9], -1, ()) == (F(2),)

    def test_a_distance_that_is_sought(self) -> None:
        """3 x + d = 7 and d = x: x = 7/4. The distance is an unknown beside the others."""
        rows = [row({0: 3}, 7), row({0: -1}, 0)]
        found = exact.point_on(rows, [(rows[0], 1), (rows[1], 1)], [1.7], None, ())
        assert found == (F(7, 4),)

    def test_equations_solved_for_the_largest(self) -> None:
        solved = exact._solved([{0: 2, 1: 1, -1: -5}, {0: 1, 1: -1, -1: -1}], [9.0, 1.0, 1.0])
        assert exact._value(0, solved[0], {-1: F(1), 1: F(7)}) == 2
        assert exact._value(1, solved[1], {-1: F(1), 0: F(7)}) == 1
        assert set(exact._solved([{0: 1, 1: -3}], [1.0, 2.0])) == {1}
        assert exact._solved([{-1: 1}, {0: 1}], [1.0]) == {0: {0: 1}}
        assert set(exact._solved([{0: 1}, {1: 1}], [1.0, 1.0], 1)) == {0}

    def test_an_unknown_is_taken_out(self) -> None:
        assert exact._without({0: 2, 1: 4, 2: 6}, 0, {0: 4, 1: 2}) == {1: 1, 2: 2}  # 12 and 24
        assert exact._without({0: 1, 1: 1}, 0, {0: 1, 1: 1}) == {}


class TestSimplex:
    def test_every_little_system(self) -> None:
        """Whatever is answered proves itself: a point satisfies the rows, multiples of them add up to a falsehood."""
        for a, b, c, d in product((-2, 1), (-1, 3), (-3, 0, 2), (-2, 1)):
            rows = [row({0: a, 1: b}, c), row({0: d, 1: 1}, -1), row({0: 1}, 4, strict=True)]
            answer = simplex.decide(rows, 2)
            if isinstance(answer, tuple):
                assert all_hold(rows, answer)
            else:
                assert exact.is_contradiction(rows, answer)

    def test_lines_of_a_dictionary(self) -> None:
        """Unknown 0 is one like any other: it is chosen, it weighs, it is put in, and it goes out."""
        one, by = simplex._CONSTANT, simplex._DENOMINATOR
        table = {7: {0: 1, one: 0, by: 1}, 3: {0: 2, one: 4, by: 1}}
        simplex._drop(table, 7)
        assert table == {0: {one: 0, by: 1}, 3: {one: 4, by: 1}}
        # 2 · u3 = 4 - u0: the greatest u0 is 4, where u3 is 0.
        table = {3: {0: -1, one: 4, by: 2}}
        assert simplex._optimum(table, {0: 1}) == {3: -2, one: 4, by: 1}
        assert table == {0: {3: -2, one: 4, by: 1}}
        assert simplex._multipliers({3: -2, 4: 1, 0: -5, one: 4, by: 3}, 3, 2) == {0: F(2, 3)}
        line = {0: 1, 5: 2, one: 3, by: 2}
        simplex._add(line, {0: -1, one: 5, by: 4}, 2)  # (u0 + 2 u5 + 3) / 2 + 2/2 · (5 - u0) / 4
        assert line == {0: 1, 5: 4, one: 11, by: 4}
        line = {0: 1, one: 2, by: 2}
        simplex._add(line, {0: -1, one: 2, by: 1}, 1)  # (u0 + 2) / 2 + 1/2 · (2 - u0), in lowest terms
        assert line == {one: 2, by: 1}
        assert simplex._value({one: 6, by: 4}) == F(3, 2)

    def test_strict_rows_keep_a_distance(self) -> None:
        point = simplex.decide([row({0: 1}, 5, strict=True), row({0: -1}, -4, strict=True)], 1)
        assert isinstance(point, tuple)
        assert 4 < point[0] < 5
        refuted = simplex.decide([row({0: 1}, 4, strict=True), row({0: -1}, -4)], 1)
        assert refuted == {0: 1, 1: 1}


class TestSolver:
    def test_the_least_violation(self) -> None:
        """x ≥ 2 - s and x ≤ 1 + s, each row over its largest coefficient: s = 1/2."""
        solver = Solver(system(*APART))
        assert [round(solver.violation(mask), 9) for mask in (0, 1, 2, 3, 1)] == [0, 0, 0, 0.5, 0]
        assert [solver.possible(mask) for mask in (0, 1, 2, 3)] == [True, True, True, False]

    def test_weights_of_a_contradiction(self) -> None:
        solver = Solver(system(*APART))
        assert not solver.possible(3)
        weights = solver.weights()
        assert weights[0] == pytest.approx(2 * weights[1])
        assert weights[2] == 0.0
        assert solver.core(weights) == 3
        assert solver.core([0.0, 1.0, 0.0]) == 2

    def test_what_a_point_breaks(self) -> None:
        solver = Solver(system(*APART, row({0: 1}, 3, needs=7), row({0: 5}, 15, needs=7)))
        assert solver.broken([2.0]) == (2,)
        assert solver.broken([5.0]) == (2, 7)
        assert solver.broken([1.0 + 1e-9]) == (1,)

    def test_inside(self) -> None:
        rows = (row({0: 1}, 5), row({0: -1}, -1), row({1: 1}, 9), row({1: -1}, -3))
        solver = Solver(system(*rows, variables=2))
        x, y = solver.inside(0)
        assert 2 <= x <= 4
        assert 4 <= y <= 8
        strict = Solver(system(row({0: 1}, 5, strict=True), row({0: -1}, -4), variables=1))
        assert strict.inside(0, strict_alone=True) == pytest.approx([4.0])
        assert strict.inside(0) == pytest.approx([4.5])

    def test_giving_way(self) -> None:
        """x ≥ 2 - 3 u and x ≤ 1 + u: they meet at u = 1/4."""
        rows = (Row("", ((0, -1),), -2, needs=1, more=3), Row("", ((0, 1),), 1, needs=2, more=1))
        solver = Solver(system(*rows))
        violation, rate = solver.loosened(3, 0.0)
        assert (violation, rate) == pytest.approx((0.5, 2.0))
        assert solver.loosened(3, 0.25)[0] == pytest.approx(0.0, abs=1e-6)
        assert solver.loosened(3, 0.1)[0] == pytest.approx(0.3)
        solver.loosen(0.0)
        assert solver.violation(3) == pytest.approx(0.5)

    def test_giving_way_by_a_part(self) -> None:
        """x ≥ 4 and x ≤ y / 2, y = 6; with a unit of 1/6 of y more: x ≤ y / 2 + u y / 6 at u = 1."""
        rows = (
            Row("", ((0, -1),), -4, needs=1),
            Row("", ((0, 6), (1, -3)), 0, needs=2, room=((1, 1),)),
            *(row({1: sign}, sign * 6, tight=True) for sign in (1, -1)),
        )
        solver = Solver(system(*rows, variables=2))
        assert solver.violation(3) > 0.1
        assert solver.loosened(3, 0.9)[0] > 0.01
        assert solver.loosened(3, 1.0)[0] == pytest.approx(0.0, abs=1e-6)

    @pytest.mark.parametrize(
        ("part", "base", "least", "most"),
        [
            ({0: 1.0}, {}, 1, 3),
            ({0: 1.0, 1: -1.0}, {}, -1, 2),
            ({0: 100.0}, {0: 1.0, 1: 1.0}, 100 / 3, 75),
            ({1: 1.0}, {0: 2.0}, 1 / 6, 1),
        ],
    )
    def test_the_range_of_a_ratio(
        self, part: dict[int, float], base: dict[int, float], least: float, most: float
    ) -> None:
        """x in 1 to 3, y in 1 to 2."""
        rows = [row({0: 2}, 6), row({0: -1}, -1), row({1: 1}, 2), row({1: -3}, -3)]
        assert optimum(rows, 2, part, base, -1.0) == pytest.approx(least)
        assert optimum(rows, 2, part, base, 1.0) == pytest.approx(most)

    def test_no_range_and_an_open_one(self) -> None:
        assert isnan(optimum([row({0: 1}, 1), row({0: -1}, -2)], 1, {0: 1.0}, {}, 1.0))
        assert optimum([row({0: -1}, -2)], 1, {0: 1.0}, {}, 1.0) == inf
        assert optimum([row({0: -1}, -2)], 1, {0: -1.0}, {}, -1.0) == -inf


def fact_of(text: str) -> Claim:
    return claim(f"cne {text}")


READINGS = {
    # figure: (low, high, open, down, up) in the usual and in the widest reading, percentages as parts of 1
    "share maduro 51.95": (("51.945", "51.955", 0, "0.01", "0.01"), ("51.945", "51.96", 1, "0.01", "0.01")),
    "share maduro about 52": (("51", "53", 0, "1", "1"), ("50", "54", 0, "1", "1")),
    "share maduro under 52": (("51", "52", 1, "1", "1"), ("50", "52", 0, "1", "1")),
    "share maduro over 52": (("52", "53", 1, "1", "1"), ("52", "54", 1, "1", "1")),
    "share maduro at_most 52": (("51", "52", 0, "1", "1"), ("0", "52", 0, "1", "1")),
    "share maduro at_least 52": (("52", "53", 1, "1", "1"), ("52", "100", 0, "1", "1")),
    "margin_points maduro 5": (("4.5", "5.5", 0, "1", "1"), ("4", "6", 0, "1", "1")),
    "coverage - at_least 100": (("100", "100", 0, "1", "1"), ("100", "100", 0, "1", "1")),
    "share others 5.0": (("4.95", "5.05", 0, "0.1", "0.1"), ("2.45", "7.6", 1, "0.1", "0.1")),
    "votes maduro 501": (("501", "501", 0, "1", "1"), ("501", "501", 0, "1", "1")),
    "votes maduro 7.3 million": (("7250000", "7350000", 0, "1e5", "1e5"), ("7250000", "7350000", 0, "1e5", "1e5")),
    "votes maduro at_least 501": (("501", "502", 1, "1", "1"), ("501", None, 0, "1", "0")),
    "votes others 20": (("20", "20", 0, "1", "1"), ("20", "20", 0, "1", "1")),
    "coverage_count - under 25001": (("25000", "25001", 1, "1", "1"), ("24999", "25001", 0, "1", "1")),
}


@pytest.mark.parametrize("text", READINGS)
def test_what_a_figure_allows_exactly(text: str) -> None:
    (count,) = counts([fact_of(text)])
    ((fact,),) = count.facts.values()
    for widest, (low, high, is_open, down, up) in zip((False, True), READINGS[text], strict=True):
        scale = 1 if text.startswith(("votes", "coverage_")) else 100
        expected = Allowed(
            F(low) / scale, None if high is None else F(high) / scale, bool(is_open), F(down) / scale, F(up) / scale
        )
        assert allowed(fact, widest=widest) == expected
        assert expected.tight == (low == high)


@pytest.mark.parametrize(
    ("floor", "ceiling", "first", "second"),
    [
        ("at_least 45", "at_most 60", (45, 60, False), (45, 60, False)),
        ("over 45", "under 60", (45, 60, True), (45, 60, True)),
        ("at_least 60", "at_most 45", (60, 61, True), (44, 45, False)),
        ("at_least 59", "at_most 60", (59, 60, True), (59, 60, False)),
        ("at_least 58", "at_most 60", (58, 60, False), (58, 60, False)),
        ("at_least 50", "under 50", (50, 51, True), (49, 50, True)),
    ],
)
def test_two_figures_as_the_ends_of_a_range(
    floor: str, ceiling: str, first: tuple[int, int, bool], second: tuple[int, int, bool]
) -> None:
    ((one,), (other,)) = (counts([claim(f"cne share maduro {end}")]) for end in (floor, ceiling))
    cell = [fact for count in (one, other) for facts in count.facts.values() for fact in facts]
    spans = {fact.claim.claim: allowed(fact, widest=False) for fact in cell}
    found = range_ends(cell, spans)
    for end, (low, high, is_open) in ((floor, first), (ceiling, second)):
        span = found[f"cne share maduro {end}"]
        assert span == Allowed(F(low, 100), F(high, 100), is_open, F(1, 100), F(1, 100))


def test_ends_of_a_range_that_nothing_limits() -> None:
    """In the widest reading "at least 500 votes" has no upper end, and "at most 600" none below: neither lends one."""
    ((one,), (other,)) = (counts([claim(f"cne votes maduro {end}")]) for end in ("at_least 501", "at_most 601"))
    cell = [fact for count in (one, other) for facts in count.facts.values() for fact in facts]
    found = range_ends(cell, {fact.claim.claim: allowed(fact, widest=True) for fact in cell})
    assert found["cne votes maduro at_least 501"] == Allowed(F(501), None, False, F(1), F(0))
    assert found["cne votes maduro at_most 601"] == Allowed(F(0), F(601), False, F(1), F(1))


def test_names_of_rows() -> None:
    several = counts(
        [
            claim("cne share maduro 50", statement="a"),
            claim("cne share maduro 60", statement="b", document="b"),
            claim("- votes maduro 5"),
            claim("opposition coverage - about 80.5"),
        ]
    )
    assert sorted(names.label(count, several) for count in several) == ["cne (1)", "cne (2)", "opposition", "the text"]
    facts = [fact for count in several for cell in count.facts.values() for fact in cell]
    assert {"votes of maduro exact 5", "coverage about 80.5", "share of maduro exact 60"} <= {
        names.said(f) for f in facts
    }
    assert [names.decimal(F(number)) for number in ("5/4", "1/3", "3")] == ["1.25", "0.333333", "3"]


def of(*texts: str, basis: str = "") -> list[tuple[choices.Key, tuple[str, ...]]]:
    (count,) = counts([claim(f"cne {text}", basis=basis if "share" in text else "") for text in texts])
    return list(choices.choices(0, count, ("a", "b", "c")))


def test_what_a_count_leaves_open() -> None:
    assert of("margin_points a 5", "share b 10", "share c 20") == [((0, "a"), ("c", "b"))]
    assert of("margin_votes a 5", "votes b 10", "votes c 20", "share b 12") == [((0, "a"), ("b", "c"))]
    assert of("margin_points a 5", "share c 0.4") == [((0, "a"), ("c", "b"))]
    assert of("margin_points a 5", "votes c 0", "share b 0") == [((0, "a"), ("b", "c"))]
    assert of("share a 50", basis="two") == [((0, "a"), ("b", "c"))]
    assert of("share a 50") == []
    assert of("margin_points d 5") == []
    either = (0, "ballots"), (Basis.VALID, Basis.CAST)
    assert of("ballots - 51") == []
    for beside in ("votes null 5", "share null 5", "turnout - 50"):
        assert of("ballots - 51", beside) == [either]
    (count,) = counts(
        [claim("cne ballots - 51"), claim("cne margin_points a 5"), claim("cne share a 9"), claim("cne share b 8")]
    )
    assert choices.of_choice([count], (0, "ballots")) == {"cne ballots - 51"}
    assert choices.of_choice([count], (0, "a")) == {"cne margin_points a 5", "cne share a 9"}


class TestQuantities:
    def test_what_they_are(self) -> None:
        assert joint.total() == joint.Quantity(None, (("total", 1.0),), ())
        assert joint.votes("a", 2) == joint.Quantity(2, (("a", 1.0),), ())
        assert joint.share("a", 1) == joint.Quantity(1, (("a", 100.0),), (("total", 1.0),))
        lead = (("a", 100.0), ("b", -100.0))
        assert joint.margin("a", "b") == joint.Quantity(None, lead, (("total", 1.0),))
        assert joint.margin("a", "b", Basis.TWO, 3) == joint.Quantity(3, lead, (("a", 1.0), ("b", 1.0)))

    @pytest.mark.parametrize(
        ("quantity", "least", "most"),
        [
            (joint.share("others", 0), 4, 6),
            (joint.margin("maduro", "gonzalez", count=0), 34, 36),
            (joint.margin("maduro", "gonzalez", Basis.TWO, 0), 3400 / 95, 3600 / 95),
            (joint.votes("maduro", 0), 645, 655),
            (joint.total(0), 1000, 1000),
            (joint.total(), 1000 + 0.75 * 1000 * 195 / 805, 1000 + 1.25 * 1000 * 205 / 795),
            (joint.votes("maduro"), 645, 655 + 1.25 * 1000 * 205 / 795),
        ],
    )
    def test_ranges(self, quantity: joint.Quantity, least: float, most: float) -> None:
        from analyzer import feasibility

        stated = ("share maduro 65", "share gonzalez 30", "coverage - 80")
        ballots = replace(claim("cne ballots - 1001", basis="valid"), value=1000.0, low=1000.0, high=1000.0)
        claims = [*(claim(f"cne {text}") for text in stated), ballots]
        assert feasibility.joint_bounds(claims, CONTEST, quantity) == pytest.approx((least, most))
