"""The arithmetic under the checks over arrays: worked examples whose numbers can be had by hand, several rows each."""

from __future__ import annotations

from itertools import product
from math import inf, nan

import numpy as np
import pytest
from core_support import book, ends, same

from analyzer.checks import base, bulletins, coverage, joint, uncounted
from analyzer.ledger import Interval
from analyzer.model import Basis


class TestUncounted:
    share, covered = ends((50, 52), (50, 52), (50, 52)), ends((80, 90), (80, 90), (80, 90))
    final = ends((55, 56), (40, 41), (51, 51.5))

    def test_sheets_for_one_counted(self) -> None:
        assert uncounted.odds(np.array([80.0, 50.0, 100.0, 0.0])).tolist() == [0.25, 1.0, 0.0, inf]

    def test_final_share(self) -> None:
        """80 of 80 + 1.25 · 20 = 105 parts are counted at least."""
        found = uncounted.final_share(self.share, self.covered, 1.25)
        assert same(found, *[(50 * 80 / 105, (52 * 80 + 2500) / 105)] * 3)

    def test_needed_share(self) -> None:
        """It rises to 55: (5500 - 52 · 80) / 20; it falls to 41: (4100 - 50 · 80) / 20; where it stays, either way."""
        found = uncounted.needed_share(self.final, self.share, self.covered)
        assert same(found, (67, 110), (-68, 5), ((5100 - 52 * 90) / 10, (5150 - 50 * 90) / 10))

    def test_needed_weight(self) -> None:
        """All of the rest: (55 - 52) / (45 · 20/80), or none of it: (59 - 50) / (41 · 20/80)."""
        found = uncounted.needed_weight(self.final, self.share, self.covered)
        rise, fall = (3 / 11.25, 6 / (44 / 9)), (9 / 10.25, 12 / (40 / 9))
        assert same(found, rise, fall, (0, max(1.5 / (48.5 / 9), 1 / (49 / 9))))
        missing = uncounted.needed_weight(ends((nan, nan)), ends((50, 52)), ends((80, 90)))
        assert np.isnan(missing).all()

    @pytest.mark.parametrize("weight", [0.5, 1.0, 2.0])
    def test_needed_of_the_rest_against_all_corners(self, weight: float) -> None:
        mine, theirs, part, other_part = (48, 52), (55, 57), (70, 80), (60, 90)
        found = uncounted.needed_of_rest(
            ends(mine), ends(part), ends(theirs), ends(other_part), np.array([float(weight)])
        )
        values = []
        for s, t, c, d in product(mine, theirs, part, other_part):
            k, big_k = weight * (100 - c) / c, weight * (100 - d) / d
            values += [f + (f - s) / k for f in (t / (1 + big_k), (t + 100 * big_k) / (1 + big_k))]
        assert same(found, (min(values), max(values)))

    def test_the_weight_from_which_two_counts_can_meet(self) -> None:
        """30 of 80 % and 60 of all: 30 + 100 w/4 = 60 (1 + w/4) at w = 3; where the second leaves half out, at less."""
        share, other = (
            ends((29, 30), (29, 30), (60, 61), (50, 60), (10, 20)),
            ends((60, 61), (60, 61), (29, 30), (55, 56), (30, 40)),
        )
        first, second = (
            ends((80, 85), (80, 85), (100, 100), (80, 80), (100, 100)),
            ends((100, 100), (50, 60), (80, 85), (80, 80), (100, 100)),
        )
        w = uncounted.turning_weight(share, first, other, second)
        assert w[[0, 2, 3]].tolist() == pytest.approx([3.0, 3.0, 0.0])
        assert w[4] == inf
        rises, falls = (30 + 25 * w[1]) / (1 + w[1] / 4), 60 / (1 + w[1])
        assert rises == pytest.approx(falls)
        assert 0 < w[1] < 3
        nothing = uncounted.turning_weight(ends((29, 30)), ends((0, 85)), ends((60, 61)), ends((100, 100)))
        assert nothing.tolist() == [0.0]

    def test_coverage_at_which_a_lead_is_lost(self) -> None:
        assert same(uncounted.overturn_coverage(ends((20, 25), (-5, 0))), (80, 100 / 1.2), (100, 100))

    def test_votes_on_the_rest(self) -> None:
        assert same(
            uncounted.uncounted_votes(ends((900, 1000), (900, inf)), ends((80, 90), (80, 100))), (100, 250), (0, inf)
        )

    def test_the_weight_that_undoes_a_lead(self) -> None:
        lead, part = ends((20, 21), (-3, 1), (20, 21)), ends((80, 90), (80, 90), (100, 100))
        assert coverage.overturning_weight(lead, part).tolist() == pytest.approx([0.8, -0.12, inf])
        assert coverage.lead_is_safe(lead, part, 0.8).tolist() == [False, False, True]
        assert coverage.lead_is_safe(lead, part, 0.79).tolist() == [True, False, True]


class TestIncrement:
    def test_votes_between(self) -> None:
        assert same(bulletins.increment_votes(ends((4, 6)), ends((9, 10))), (3, 6))

    def test_shares_of_what_came_in(self) -> None:
        """10 to 20 beside 30 to 40: 10/50 to 20/50; a third whose votes are not known twice has none."""
        found = bulletins.increment_shares(ends((10, 20), (30, 40), (nan, nan)))
        assert same(found, (20, 40), (60, 80), (nan, nan))
        assert same(bulletins.increment_shares(ends((-5, 20), (30, 40))), (0, 40), (60, 100))
        assert same(bulletins.increment_shares(ends((0, 0), (0, 0))), (nan, nan), (nan, nan))

    def test_votes_a_sheet(self) -> None:
        """100 on 20 points after 800 to 1000 on 40 to 50: 0.1 · 40/30 at least and 0.125 · 50/10 at most."""
        later = ends((60, 70), (50, 70))
        found = bulletins.sheet_ratio(ends((800, 1000)), ends((100, 100)), ends((40, 50), (40, 50)), later)
        assert same(found, (0.1 * 40 / 30, 0.125 * 50 / 10), (nan, nan))

    @pytest.mark.parametrize(("later", "falls"), [(100.0, False), (99.999999, True), (nan, False), (101.0, False)])
    def test_what_falls(self, later: float, falls: bool) -> None:
        assert bulletins.falls(ends((100, 120)), ends((later - 5, later))).tolist() == [falls]


class TestJoint:
    def test_difference_within_a_ratio(self) -> None:
        x, y = ends(*[(2, 4)] * 6), ends(*[(1, 3)] * 6)
        ratio = ends((0, inf), (1, inf), (2, 2), (0, 1), (0, 0.5), (4, inf))
        assert same(joint.difference(x, y, ratio), (-1, 3), (0, 3), (1, 2), (-1, 0), (nan, nan), (3, 3))

    def test_leads(self) -> None:
        none = ends((nan, nan))
        shares = joint.Pair(ends((64.5, 65.5)), none, ends((29.5, 30.5)), none, ends((1000, 1100)))
        assert same(joint.lead_on_valid(shares), (34, 36))
        assert same(joint.lead_on_two(shares), (3400 / 95, 3600 / 95))
        assert same(joint.lead_in_votes(shares), (340, 36 * 11))
        votes = joint.Pair(none, ends((650, 660)), none, ends((300, 330)), ends((1000, inf)))
        assert same(joint.lead_in_votes(votes), (320, 360))
        assert same(joint.lead_on_two(votes), (100 * 320 / 980, 100 * 360 / 960))
        assert same(joint.lead_on_valid(votes), (0, 36))
        open_ended = joint.Pair(ends((64.5, 65.5)), none, none, ends((0, 10)), ends((0, inf)))
        assert same(joint.lead_in_votes(open_ended), (nan, nan))
        assert joint.lead_on_two(open_ended).high.tolist() == [100.0]
        apart = joint.Pair(ends((60, 61)), ends((600, 600)), ends((30, 31)), ends((600, 600)), ends((1000, 1000)))
        for lead in (joint.lead_on_valid, joint.lead_on_two, joint.lead_in_votes):
            assert same(lead(apart), (nan, nan))

    def test_a_lead_over_nobody_s_votes(self) -> None:
        """All 500 votes, or 60 to 70 of a hundred in a hundred, over a candidate who has none."""
        none, nothing, total = ends((nan, nan)), ends((0, 0)), ends((500, 500))
        votes = joint.Pair(none, ends((500, 500)), none, nothing, total)
        shares = joint.Pair(ends((60, 70)), none, nothing, none, total)
        assert same(joint.lead_on_valid(votes), (100, 100))
        assert same(joint.lead_on_valid(shares), (60, 70))
        assert same(joint.lead_in_votes(votes), (500, 500))
        assert same(joint.lead_in_votes(shares), (300, 350))
        assert same(joint.lead_on_two(votes), (100, 100))
        assert same(joint.lead_on_two(shares), (100, 100))

    def test_common_totals(self) -> None:
        totals = Interval(
            np.array([[90.0, 100.0, nan], [nan, nan, nan]]), np.array([[110.0, inf, nan], [nan, nan, nan]])
        )
        assert same(joint.common_total(totals), (100, 110), (0, inf))
        nowhere = Interval(np.array([[inf, 90.0]]), np.array([[inf, 110.0]]))  # votes at a share of nothing
        assert same(joint.common_total(nowhere), (inf, 110))

    def test_shares_within_what_votes_allow(self) -> None:
        """Of 900 to 1000 votes: 450 to 540 are 45 to 60 %; a stated share is cut to that, or nothing is left."""
        share = ends((nan, nan), (40, 50), (55, 70), (70, 80), (nan, nan), (40, 50))
        votes = ends(*[(450, 540)] * 4, (450, 540), (nan, nan))
        total = ends(*[(900, 1000)] * 4, (900, inf), (900, 1000))
        found = joint.tightened(*(Interval(of.low[:, None], of.high[:, None]) for of in (share, votes)), total)
        flat = Interval(found.low[:, 0], found.high[:, 0])
        assert same(flat, (45, 60), (45, 50), (55, 60), (nan, nan), (nan, nan), (40, 50))

    def test_votes_without_a_limit_and_no_votes_are_parts_of_a_whole_too(self) -> None:
        """At least 450 of 900 to 1000 are 45 to 100 %, none of up to 1000 are 0 %; nothing of nothing has no share."""
        share = ends((nan, nan), (40, 70), (nan, nan), (0, 0.5), (nan, nan), (nan, nan), (nan, nan))
        votes = ends((450, inf), (450, inf), (0, 0), (0, 0), (0, 0), (0, 5), (450, inf))
        total = ends((900, 1000), (900, 1000), (0, 1000), (0, 1000), (0, 0), (0, 0), (900, inf))
        found = joint.tightened(*(Interval(of.low[:, None], of.high[:, None]) for of in (share, votes)), total)
        flat = Interval(found.low[:, 0], found.high[:, 0])
        assert same(flat, (45, 100), (45, 70), (0, 0), (0, 0), *[(nan, nan)] * 3)

    def test_a_share_has_both_ends_or_none_and_holds_every_share_that_there_can_be(self) -> None:
        """An oracle: votes and totals tried one by one, in all small intervals, some of them 0 or open upwards."""
        numbers = [(low, high) for low, high in product((0, 1, 2, 4), (0, 1, 2, 4, inf)) if low <= high]
        stated = [(nan, nan), (0, 40), (30, 60), (60, 100)]
        cases = list(product(stated, numbers, numbers))
        share, votes, total = (ends(*of) for of in zip(*cases, strict=True))
        found = joint.tightened(*(Interval(of.low[:, None], of.high[:, None]) for of in (share, votes)), total)
        assert (np.isnan(found.low) == np.isnan(found.high)).all()
        for (said, some, whole), low, high in zip(cases, found.low[:, 0], found.high[:, 0], strict=True):
            possible = [
                100 * x / t
                for x, t in product((0, 1, 2, 3, 4, 5, 9), (1, 2, 3, 4, 5, 9))
                if some[0] <= x <= some[1] and x <= t and whole[0] <= t <= whole[1]
            ]
            fits = [part for part in possible if not said[0] > part and not said[1] < part]
            # Of an unlimited total nothing is known without a stated share.
            if fits and not (np.isnan(said[0]) and whole[1] == inf):
                assert low - 1e-9 <= min(fits) <= max(fits) <= high + 1e-9, (said, some, whole)

    def test_totals_of_shares(self) -> None:
        """500 at 50 %: a thousand. Votes that are all there are close the total; ballots where no share is stated."""
        one = np.array([[nan, nan], [nan, nan], [nan, nan], [49.0, nan]])
        share = Interval(one, one + 2.0)
        votes = Interval(*(np.array([[500.0, 300.0]] * 4) + by for by in (0.0, 10.0)))
        ballots, register = (
            ends((900, 950), (900, 950), (nan, nan), (900, 950)),
            ends(*[(nan, nan)] * 2, (870, 870), (nan, nan)),
        )
        found = joint.total(share, votes, ballots, register, np.array([True, False, False, False]))
        assert same(found, (800, 820), (800, 950), (800, 870), (500 / 0.51, 510 / 0.49))


class TestSlack:
    @pytest.mark.parametrize("needed", [0.0, 0.3, 1.0, 5.0, 1000.25, 60000.0])
    def test_units_that_must_give_way(self, needed: float) -> None:
        found = base.slack(lambda give: give >= np.array([needed, 0.0, 70000.0]), 3)
        assert found[0] == pytest.approx(needed, abs=2e-6)
        assert found[1] == 0.0
        assert np.isnan(found[2])

    def test_they_are_told_to_six_decimals(self) -> None:
        (found,) = base.slack(lambda give: give >= 1 / 3, 1).tolist()
        assert found == round(found, 6)
        assert found == pytest.approx(1 / 3, abs=1e-6)


class TestVerdicts:
    def test_codes(self) -> None:
        yes, no = np.array([True]), np.array([False])
        for testable, plain, saved in product((True, False), repeat=3):
            code = base.verdicts(*(yes if one else no for one in (testable, plain, saved)))
            assert code.dtype == np.int8
            assert code[0] == (0 if not testable else 1 if plain else 2 if saved else 3)

    @pytest.mark.parametrize(
        ("size", "gap", "meets"),
        [(1.0, 5e-10, True), (1.0, 5e-9, False), (1e9, 0.5, True), (1e9, 2.0, False), (0.0, 5e-10, True)],
    )
    def test_intervals_meet_but_for_binary_noise(self, size: float, gap: float, meets: bool) -> None:
        low, high = np.array(size - 1), np.array(size)
        for one, other in (((low, high), (high + gap, high + 9)), ((high + gap, high + 9), (low, high))):
            assert base.meets(*one, *other) == meets

    def test_what_is_missing_meets_nothing(self) -> None:
        assert not base.meets(*(np.array(end) for end in (nan, nan, 0.0, 1.0)))
        assert base.meets(*(np.array(end) for end in (5.0, inf, 0.0, inf)))
        assert not base.meets(*(np.array(end) for end in (5.0, 6.0, 6.5, inf)))


class TestFigures:
    given = book(
        "cne share maduro 51.9", "cne votes maduro about 500", "cne coverage - 80", "opposition share maduro 30 | valid"
    )

    def test_each_row_is_loosened_on_its_own(self) -> None:
        found = base.figures(self.given, widest=False, rows=np.array([1, 0, 0]), give=np.array([0.0, 1.0, 2.0]))
        assert same(
            Interval(found.share.low[:, 0], found.share.high[:, 0]), (29.5, 30.5), (51.75, 52.05), (51.65, 52.15)
        )
        assert same(Interval(found.votes.low[:, 0], found.votes.high[:, 0]), (nan, nan), (498, 502), (497, 503))
        assert same(found.coverage, (nan, nan), (78.5, 81.5), (77.5, 82.5))
        assert found.of_votes.tolist() == [True, True, True]

    def test_nothing_falls_below_nothing(self) -> None:
        found = base.figures(self.given, widest=True, give=1000.0)
        assert found.share.low[:, 0].tolist() == [0.0, 0.0]
        assert base.figures(self.given, widest=True).of_votes.tolist() == [False, True]

    @pytest.mark.parametrize("measure", ["turnout", "ballots", "registered"])
    def test_each_measure_has_its_own_array(self, measure: str) -> None:
        one = base.figures(book(f"cne {measure} - 51"), widest=False)
        for name in ("turnout", "ballots", "registered", "coverage"):
            assert np.isnan(getattr(one, name).low[0]) == (name != measure)

    @pytest.mark.parametrize("measure", ["share", "votes", "margin_points", "margin_votes"])
    def test_each_measure_of_a_candidate_too(self, measure: str) -> None:
        one = base.figures(book(f"cne {measure} gonzalez 51"), widest=False)
        for name in ("share", "votes", "margin_points", "margin_votes"):
            assert np.flatnonzero(~np.isnan(getattr(one, name).low[0])).tolist() == ([1] if name == measure else [])

    @pytest.mark.parametrize(("basis", "usual", "widest"), [("", 1, 0), ("valid", 1, 1), ("cast", 0, 0), ("two", 0, 0)])
    def test_shares_of_the_candidates_votes(self, basis: str, usual: bool, widest: bool) -> None:
        one = book(f"cne share maduro 50 | {basis}")
        assert [base.figures(one, widest=wide).of_votes[0] for wide in (False, True)] == [usual, widest]
        assert base.share_basis(one, 0) == (basis or Basis.VALID)
