"""Kinds of detail, each over all functions that have it: defaults, types, warnings, and what a search hands on."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import ceil, floor, inf, nan
from typing import Any

import numpy as np
import pytest
from claims_support import CONTEST, NINE, claim
from core_support import book, ends

from analyzer import bounds, checks, feasibility, ledger
from analyzer.checks import (
    base,
    bulletins,
    coverage,
    joint,
    printed_shares,
    share_votes,
    turnout,
    uncounted,
    votes_beyond,
)
from analyzer.counts import counts
from analyzer.feasibility import marco, sets
from analyzer.feasibility.leads import leads_of, mixed
from analyzer.feasibility.proofs import Oracle
from analyzer.ledger import Interval
from analyzer.model import UNCOUNTED, Basis, Candidate, Claim, Hedge, Verdict


def as_printed(votes: int, total: int, mode: str) -> int:
    """The percentage in thousandths that is printed of some votes, by the mode's own rule."""
    exact = Fraction(votes * 10**5, total)
    if mode == "half-even":
        return round(exact)
    return {"half-up": floor(exact + Fraction(1, 2)), "truncate": floor(exact), "ceiling": ceil(exact)}[mode]


class TestBounds:
    def test_half_up_is_what_is_meant_where_no_mode_is_given(self) -> None:
        share, total = [505, 504], 1000
        for function in (bounds.vote_bounds, bounds.share_is_possible):
            for one, other in zip(function(share, 1, total), function(share, 1, total, "half-up"), strict=True):
                assert (one == other).all()
        assert [float(end) for end in bounds.rounding_interval(505, 1)] == [50.45, 50.55]

    @pytest.mark.parametrize(
        ("mode", "votes"),
        [("half-up", (99, 100)), ("half-even", (99, 101)), ("truncate", (100, 101)), ("ceiling", (99, 100))],
    )
    def test_ends_of_each_mode(self, mode: str, votes: tuple[int, int]) -> None:
        """Of 200 votes 49.5 to 50.5 % are 99 to 101: half a vote each way belongs to one mode or another."""
        low, high = bounds.vote_bounds(50, 0, 200, mode)
        assert low.dtype == high.dtype == np.int64
        assert (int(low), int(high)) == votes

    @pytest.mark.parametrize("size", [10**3, 10**9, 10**13, 4 * 10**18])
    @pytest.mark.parametrize("mode", bounds.MODES)
    def test_each_arithmetic_against_fractions(self, size: int, mode: str) -> None:
        for scaled, total in product((1, 33333, 50000, 99999, 100000), (size, size + 1, size + 7)):
            low, high = (int(end) for end in bounds.vote_bounds(scaled, 3, total, mode))
            inside, outside = {low, high} if low <= high else set(), {max(low - 1, -1), high + 1} - {-1, total + 1}
            assert {as_printed(votes, total, mode) == scaled for votes in inside} <= {True}
            assert {as_printed(votes, total, mode) == scaled for votes in outside} <= {False}

    def test_totals_of_nothing_and_shares_above_everything_have_no_votes(self) -> None:
        low, high = bounds.vote_bounds([50, 101, 100, 0], 0, [0, 10, 10, 10])
        assert low.tolist() == [1, 1, 10, 0]
        assert high.tolist() == [0, 0, 10, 0]

    def test_the_largest_total(self) -> None:
        """It fits in 64 bits, and so does half of it; the share of half a vote more or less is the same."""
        low, high = (int(end) for end in bounds.vote_bounds(50, 0, 2**63 - 1, "half-up"))
        assert (low, high) == (-(-495 * (2**63 - 1) // 1000), -(-505 * (2**63 - 1) // 1000) - 1)

    def test_text_and_scaled_integers_are_one(self) -> None:
        assert [end.tolist() for end in bounds.vote_bounds(["5.10", "99.99"], 2, 10**6)] == [
            [50950, 999850],
            [51049, 999949],
        ]

    def test_what_missing_figures_imply(self) -> None:
        low, high = bounds.implied_total([0, 5, 0, nan, 5], [0, 6, 5, 5, inf], [0, 0, 0, 1, 10], [0, 0, 10, 2, 20])
        assert low.tolist() == pytest.approx([0, inf, 0, nan, 25], nan_ok=True)
        assert high.tolist() == pytest.approx([inf, inf, inf, 500, inf])

    def test_the_final_share(self) -> None:
        low, high = bounds.uncounted_share([50, 50, 50], [52, 52, 52], [80, 90, 100], [90, 80, 100])
        assert low.tolist() == pytest.approx([40, nan, 50], nan_ok=True)
        assert high.tolist() == pytest.approx([100 - 48 * 0.8, nan, 52], nan_ok=True)

    def test_what_came_in(self) -> None:
        votes, shares = bounds.increment([[10, 20], [5, 5], [9, 9]], [[40, 30], [5, 5], [8, 5]])
        assert votes.tolist() == [[30, 10], [0, 0], [-1, -4]]
        assert np.allclose(shares, [[75, 25], [nan, nan], [nan, nan]], equal_nan=True)

    def test_readings_of_every_hedge(self) -> None:
        """In units: of a count printed in full one vote; percentages end at 0 and at 100, unless printed above."""
        hedges = [*Hedge]
        low, high = bounds.usual_reading(50.0, 0.1, hedges, "share")
        assert low.tolist() == [49.95, 49.9, 49.9, 50.0, 49.9, 50.0]
        assert high.tolist() == [50.05, 50.1, 50.0, 50.1, 50.0, 50.1]
        low, high = bounds.widest_reading(50.0, 0.1, hedges, "share")
        assert low.tolist() == [49.95, 49.8, 49.8, 50.0, 0.0, 50.0]
        assert high.tolist() == [50.1, 50.2, 50.0, 50.2, 50.0, 100.0]
        low, high = bounds.widest_reading(500, 0, hedges, "votes")
        assert low.tolist() == [500, 498, 498, 500, 0, 500]
        assert high.tolist() == [500, 502, 500, 502, 500, inf]
        assert [float(end) for end in bounds.widest_reading(5, 1, "exact", "margin_points")] == [4, 6]
        assert [float(end) for end in bounds.widest_reading(5000, 1000, "exact", "votes")] == [4500, 5500]
        assert [float(end) for end in bounds.usual_reading(99.9, 1, "about", "turnout")] == [98.9, 100.0]
        assert [float(end) for end in bounds.usual_reading(100.1, 1, "about", "turnout")] == [99.1, 101.1]
        assert [float(end) for end in bounds.usual_reading(0.3, 1, "about", "margin_points")] == [0.0, 1.3]


#: Ends at which something is divided by nothing, or nothing by nothing, or infinity is left of infinity.
PARTS = [(0.0, 0.0), (0.0, 100.0), (100.0, 100.0), (50.0, 60.0), (nan, nan)]
EXTREMES = [*PARTS, (0.0, inf), (60.0, inf)]


def test_nothing_warns_of_what_is_missing_or_nothing() -> None:
    """Warnings are errors here; numbers of such figures are in the examples, what matters is that all answer."""
    one, two, three, four = (ends(*of) for of in zip(*product(EXTREMES, PARTS, EXTREMES, PARTS), strict=True))
    closed = np.isnan(two.high)
    assert uncounted.final_share(one, two, 1.25).low.shape == closed.shape
    for function in (uncounted.needed_share, uncounted.needed_weight):
        assert function(one, two, three).high.shape == closed.shape
    assert uncounted.turning_weight(one, two, three, four).shape == closed.shape
    assert uncounted.needed_of_rest(one, two, three, four, np.array(1.5)).low.shape == closed.shape
    assert coverage.overturning_weight(one, two).shape == closed.shape
    assert uncounted.uncounted_votes(one, two).low.shape == closed.shape
    assert bulletins.sheet_ratio(one, two, three, four).low.shape == closed.shape
    assert printed_shares.percent(one, two)[0].shape == closed.shape
    total = Interval(three.low, three.high)
    for lead in (joint.lead_on_valid, joint.lead_on_two, joint.lead_in_votes):
        assert lead(joint.Pair(one, two, three, four, total)).low.shape == closed.shape
    assert joint.difference(one, two, three).low.shape == closed.shape
    pairs = Interval(np.stack([one.low, two.low], 1), np.stack([one.high, two.high], 1))
    votes = Interval(np.stack([three.low, four.low], 1), np.stack([three.high, four.high], 1))
    assert joint.tightened(pairs, votes, total).low.shape == pairs.low.shape
    assert joint.total(pairs, votes, one, two, closed).low.shape == closed.shape
    assert bulletins.increment_shares(bulletins.increment_votes(pairs, votes)).low.shape == pairs.low.shape
    assert base.meets(*one, *two).dtype == np.bool_
    assert bulletins.falls(one, two).dtype == np.bool_
    room = votes_beyond.Room(one, two, three)
    assert votes_beyond.has_room(room, 1.25).shape == votes_beyond.turning_weight(room).shape
    given = turnout.Turnout(one, two, three, four)
    assert turnout.of_covered(given, 0.25).low.shape == turnout.turning_weight(given).shape
    assert share_votes.separate_shares(one.low, two.high, three).dtype == np.int64


@pytest.mark.parametrize(
    ("votes", "whole", "part"), list(product(("0", "5"), ("ballots", "registered"), ("0", "at_least 100")))
)
def test_figures_of_nothing_are_answered_without_a_warning(votes: str, whole: str, part: str) -> None:
    texts = [f"votes maduro {votes}", "votes gonzalez 8", f"{whole} - 0", f"coverage - {part}", "turnout - 0.0"]
    leads = ["margin_points maduro 5", "margin_votes maduro 3"]
    for shares in ([], ["share maduro 0.0", "share gonzalez 50"]):
        found = checks.run(book(*(f"cne {text}" for text in (*texts, *leads, *shares)), "opposition votes maduro 9"))
        assert {"vote-sum", "margin", "turnout", "coverage"} & {finding.check for finding in found}


def test_an_increment_of_no_sheets_has_no_votes_a_sheet() -> None:
    found = bulletins.sheet_ratio(ends((8, 9)), ends((1, 1)), ends((40, 50)), ends((50, 70)))
    assert np.isnan(found.low).all()
    assert np.isnan(found.high).all()


class TestDefaults:
    def test_e_is_a_quarter(self) -> None:
        assert UNCOUNTED == 0.25
        given = ledger.build(NINE, CONTEST)
        assert repr(checks.run(given)) == repr(checks.run(given, 0.25)) != repr(checks.run(given, 0.5))

    def test_of_the_questions_on_all_claims(self) -> None:
        stated = [
            claim(f"cne {text}")
            for text in ("share maduro 65", "share gonzalez 30", "margin_points maduro 37", "coverage - 80")
        ]
        plain = [(one.claims, one.bases, one.saved_by) for one in feasibility.conflicts(stated, CONTEST)]
        assert plain == [(tuple(one.claim for one in stated[:3]), (Basis.VALID,), "two")]
        assert feasibility.conflicts(stated, CONTEST, margin_basis="two") == []
        assert feasibility.conflicts(stated, CONTEST, widest=True) == []
        whole = feasibility.share("maduro", 0)
        bases: tuple[Basis | str, ...] = (Basis.TWO, "two")
        assert np.isnan(feasibility.joint_bounds(stated, CONTEST, whole)).all()
        for basis in bases:
            low, high = feasibility.joint_bounds(stated, CONTEST, whole, margin_basis=basis)
            assert (low, high) == pytest.approx((64.5, 65.5))
        assert feasibility.joint_bounds(stated, CONTEST, whole, widest=True) == pytest.approx(
            (65.5, 66.0)
        )  # for 36 points are left of 29.5 on
        assert feasibility.turning_value(stated, CONTEST) == inf
        assert feasibility.turning_value(stated, CONTEST, "two") == 1.0
        assert feasibility.turning_value(stated, CONTEST, widest=True) == 1.0

    def test_more_sets_than_are_given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sets, "MOST_SETS", 1)
        stated = [claim(f"cne {text}") for text in ("share maduro 65", "share gonzalez 40", "share others 45")]
        with pytest.warns(UserWarning, match="minimal conflicting sets") as caught:
            feasibility.conflicts(stated, CONTEST)
        (warning,) = caught
        assert str(warning.message) == "there are 2 minimal conflicting sets; the smallest is given"
        assert warning.filename == __file__

    def test_a_search_that_is_cut_short(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sets, "_SETS_SOUGHT", 1)
        stated = [claim(f"cne {text}") for text in ("share maduro 65", "share gonzalez 40", "share others 45")]
        with pytest.warns(
            UserWarning, match=r"^the search was cut short: there may be more minimal conflicting sets than this one$"
        ):
            feasibility.conflicts(stated, CONTEST)


class TestSets:
    def test_counts_that_speak_of_one_whole(self) -> None:
        several = counts([claim("cne share maduro 5"), claim("- share maduro 6"), claim("opposition share maduro 7")])
        found = [[count.source for count in group] for group in sets.groups(several)]
        assert found == [["cne", "opposition"], [""]]

    def test_bases_of_several_counts(self) -> None:
        stated = [
            claim("cne margin_points maduro 5"),
            claim("opposition margin_points maduro 7"),
            claim("government share maduro 60"),
        ]
        several = counts(stated)
        facts = [fact for count in several for cell in count.facts.values() for fact in cell]
        leads = leads_of(several, facts)
        assert [fact.claim.source for fact in leads] == ["cne", "opposition"]
        rows = {count.source: n for n, count in enumerate(several)}
        mixes = [{source: bases[n] for source, n in rows.items()} for bases in mixed(several, leads)]
        assert [(mix["cne"], mix["opposition"], mix["government"]) for mix in mixes] == [
            (Basis.VALID, Basis.TWO, Basis.VALID),
            (Basis.TWO, Basis.VALID, Basis.VALID),
        ]
        assert list(mixed(several, leads[:1])) == []
        assert list(mixed(several, leads, most=1)) == [()]
        assert len(list(mixed(several, leads, most=2))) == 2

    @pytest.mark.parametrize(("lead", "holds"), [("35", True), ("37", True), ("39", True), ("42", False)])
    def test_all_figures_hold_together(self, lead: str, holds: bool) -> None:
        several = counts(
            [claim("cne share maduro 65"), claim("cne share gonzalez 30"), claim(f"cne margin_points maduro {lead}")]
        )
        assert sets.hold_together(several, CONTEST, 0.25, widest=True) is holds
        assert sets.hold_together(several, CONTEST, 0.25, widest=False) is (lead in {"35", "37"})

    def test_sets_come_by_size_and_then_as_they_were_claimed(self) -> None:
        texts = ("share gonzalez 30", "share maduro 65", "margin_points maduro 37", "share others 80")
        found = feasibility.search(counts([claim(f"cne {text}") for text in texts]), CONTEST, 0.25, widest=False)
        places = [[texts.index(one.removeprefix("cne ")) for one in conflict.claims] for conflict in found.conflicts]
        assert places == [[0, 3], [1, 3], [2, 3], [0, 1, 2]]
        sizes = [len(conflict.claims) for conflict in found.conflicts]
        assert sizes == sorted(sizes)
        assert (found.found, found.complete) == (len(sizes), True)

    def test_a_proof_is_written_out(self) -> None:
        """0.645 T ≤ m and 0.395 T ≤ g, but T ≥ m + g: 1.04 T ≤ T, and there is a vote."""
        (found,) = feasibility.conflicts([claim("cne share maduro 65"), claim("cne share gonzalez 40")], CONTEST)
        assert (found.verdict, found.saved_by, found.bases) == (Verdict.INCONSISTENT, "", ())
        for proof in (*found.certificates, *found.widest_certificates):
            assert (proof.basis, proof.case) == ("", "")
            weighed = {one.name: (one.claims, one.strict, one.limit) for one in proof.statements}
            assert weighed["cne: share of maduro exact 65: no less"] == (("cne share maduro 65",), False, 0)
            assert weighed["cne: share of gonzalez exact 40: no less"] == (("cne share gonzalez 40",), False, 0)
            total: dict[str, Fraction] = {}
            for one, times in zip(proof.statements, proof.multipliers, strict=True):
                for name, factor in one.terms:
                    total[name] = total.get(name, Fraction(0)) + times * factor
            assert set(total.values()) == {0}
            assert sum(one.limit * times for one, times in zip(proof.statements, proof.multipliers, strict=True)) < 0
        assert {one.without for one in found.witnesses} == set(found.claims)
        for shown in found.witnesses:
            values = dict(shown.values)
            assert list(values) == [f"cne: votes for {name}" for name in ("maduro", "gonzalez", "everybody else")]
            assert not any(shown.without in one.claims for one in shown.statements)
            for one in shown.statements:
                assert sum(factor * values[name] for name, factor in one.terms) <= one.limit

    def test_an_oracle_that_has_become_exact(self) -> None:
        several = counts([claim("cne share maduro 65"), claim("cne share gonzalez 40")])
        oracle = Oracle(feasibility.model.systems(several, CONTEST, feasibility.Frame(Fraction(1, 4))))
        valid = oracle.systems[0].on(Basis.VALID)
        assert oracle.core(valid | 3) == 3
        oracle.exact = True
        assert [oracle.possible(valid | mask) for mask in range(4)] == [True, True, True, False]
        assert oracle.core(valid | 3) == valid | 3
        assert oracle.asked == 4


class TestMarco:
    def test_a_search_given_up(self) -> None:
        known = marco.Map(3, 1)
        assert list(marco.minimal_sets(lambda mask: mask.bit_count() < 2, known)) == []
        assert known.exhausted
        assert not marco.Map(3, 1).exhausted

    def test_pairs_of_many(self) -> None:
        """Of five figures those two apart conflict, and no others."""
        pairs = {1 << n | 1 << (n + 2) % 5 for n in range(5)}
        known = marco.Map(5)
        found = list(marco.minimal_sets(lambda mask: not any(p & ~mask == 0 for p in pairs), known))
        assert set(found) == pairs
        assert len(found) == len(pairs)
        assert set(known.right) == {1 << n | 1 << (n + 1) % 5 for n in range(5)}
        assert known.steps < 20_000

    def test_what_is_settled_is_not_asked_again(self) -> None:
        asked: list[int] = []

        def possible(mask: int) -> bool:
            asked.append(mask)
            return mask & 3 != 3

        known = marco.Map(4, wrong=[3])
        assert list(marco.minimal_sets(possible, known)) == []
        assert set(asked) == {0b1101, 0b1110}

    def test_a_core_is_enough(self) -> None:
        asked: list[int] = []

        def possible(mask: int) -> bool:
            asked.append(mask)
            return mask & 0b11 != 0b11

        assert marco.shrunk(2**20 - 1, possible, lambda mask: mask & 0b111) == 0b11
        assert len(asked) < 20


def test_three_candidates_are_told_apart_by_who_is_second() -> None:
    """Of a there are 50.5 % at most, so 26 points leave 25 % for the second, whoever it is."""
    contest = replace(CONTEST, candidates=tuple(Candidate(name, name) for name in "abc"))
    stated: list[Claim] = [claim(f"cne {text}", basis="valid") for text in ("share a 50", "share b 30", "share c 15")]
    (found,) = feasibility.conflicts([*stated, claim("cne margin_points a 26", basis="valid")], contest)
    assert set(found.claims) == {"cne share a 50", "cne share b 30", "cne margin_points a 26"}
    cases: list[Any] = [proof.case for proof in found.certificates]
    assert cases == ["b is next to a for cne", "c is next to a for cne"]
