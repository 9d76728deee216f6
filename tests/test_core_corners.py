"""The core where it seldom goes: each case reaches what no larger example does."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import comb, inf, isinf

import numpy as np
import pytest
from claims_support import CONTEST, claim

from analyzer import bounds, feasibility, ledger, roundness
from analyzer.checks import margin, printed_shares, too_round, vote_sum
from analyzer.counts import counts
from analyzer.feasibility import details, exact, marco, sets, simplex
from analyzer.feasibility.leads import leads_of, mixed
from analyzer.feasibility.proofs import DoubtError
from analyzer.model import NULL, OTHERS, Claim, Finding, Verdict
from analyzer.sides import OWN_VOICE, sides, source_name, subject_name


def found(check: object, *claims: Claim) -> list[Finding]:
    return check.run(ledger.build(claims, CONTEST), 0.25)  # type: ignore[attr-defined]


class TestArrays:
    def test_text_and_integers_in_object_arrays_are_what_they_are_in_their_own(self) -> None:
        text = np.array(["51.95", "43.18"], dtype=object)
        for one, other in zip(
            bounds.rounding_interval(text, 2), bounds.rounding_interval(text.astype(str), 2), strict=True
        ):
            assert (one == other).all()
        totals = np.array([10**6, 10**7], dtype=object)
        for one, other in zip(
            bounds.vote_bounds(5195, 2, totals), bounds.vote_bounds(5195, 2, totals.astype(np.int64)), strict=True
        ):
            assert (one == other).all()

    @pytest.mark.parametrize("given", [True, 1.5, "a"])
    def test_other_objects_are_no_totals(self, given: object) -> None:
        with pytest.raises(ValueError, match="whole totals"):
            bounds.vote_bounds(5195, 2, np.array([given], dtype=object))

    def test_a_total_large_enough_gives_every_share(self) -> None:
        assert printed_shares.any_total_possible(5195, 2, 1, 10**4, "half-up")
        assert not printed_shares.any_total_possible(5195, 2, 1, 3, "half-up")
        assert not printed_shares.any_total_possible(5195, 2, 4, 3, "half-up")


class TestRoundness:
    @pytest.mark.parametrize("shape", [(), (2, 2, 2), (0,)])
    def test_votes_have_one_or_two_axes(self, shape: tuple[int, ...]) -> None:
        with pytest.raises(ValueError, match=r"shape \(k,\) or \(n, k\)"):
            roundness.too_round(np.zeros(shape, np.int64), 10, 0)

    @pytest.mark.parametrize(("total", "parts"), [(7, 1), (250, 3), (303, 3), (420, 4), (305, 5), (601, 5)])
    def test_round_vectors_are_those_that_are_counted_one_by_one(self, total: int, parts: int) -> None:
        """An oracle: ways to write the total as a sum of that many round counts, one part after the other."""
        rounds = {(2 * p * total + 100) // 200 for p in range(101)} if parts > 1 else {total}
        ways = {0: 1}
        for _ in range(parts):
            more: dict[int, int] = {}
            for reached, number in ways.items():
                for value in rounds:
                    if reached + value <= total:
                        more[reached + value] = more.get(reached + value, 0) + number
            ways = more
        assert roundness.round_vectors(total, parts, 100) == ways[total]

    def test_chances_are_said_as_odds(self) -> None:
        assert too_round._small(Fraction(1, 134)) == "1 in 134 (7.463e-03)"
        assert too_round._small(Fraction(1, comb(10**4, 2))).startswith("1 in 50.0 million")


class TestMessages:
    def test_a_lead_that_only_another_basis_and_a_wider_reading_save_together(self) -> None:
        together = [claim(f"cne {words}", statement="s") for words in ("share maduro 65", "share gonzalez 30")]
        findings = found(margin, *together, claim("cne margin_points maduro 39", statement="s"))
        (one,) = [finding for finding in findings if finding.check == "margin"]
        assert one.verdict is Verdict.STRAINED
        assert "only among the two leading candidates and in the widest reading" in one.message

    def test_votes_that_add_up_only_in_the_widest_reading(self) -> None:
        stated = ("votes maduro about 7.3 million", "votes gonzalez 3.3 million", "ballots - 10.83 million")
        claims = [claim(f"cne {words}", statement="s", basis="valid" * ("ballots" in words)) for words in stated]
        findings = vote_sum.run(ledger.build(claims, replace(CONTEST, complete=True)), 0.25)
        (one,) = [finding for finding in findings if finding.check == "vote-sum"]
        assert one.verdict is Verdict.STRAINED
        assert "only in the widest reading" in one.message


class TestSides:
    def test_sheets_counted_of_sheets_in_all(self) -> None:
        stated = ("coverage_count - 25073", "coverage_total - 30026", "share maduro 30")
        (one,) = sides([claim(f"opposition {words}", statement="s") for words in stated], CONTEST)
        assert one.coverage.replace("\N{NO-BREAK SPACE}", " ") == "25,073 of 30,026 sheets"

    def test_what_is_reserved_has_a_name(self) -> None:
        assert subject_name(NULL, CONTEST) == "Invalid and blank"
        assert subject_name(OTHERS, CONTEST) == "Other candidates"
        assert source_name("", CONTEST) == OWN_VOICE


class TestRanges:
    def conflicts(self, *words: str) -> list[tuple[str, ...]]:
        return [c.claims for c in feasibility.conflicts([claim(f"cne {w}", statement="s") for w in words], CONTEST)]

    def test_over_and_under_of_one_figure_are_the_ends_of_one_range(self) -> None:
        """Beside 49 % for the rival, "at least 45" and "at most 60" of one figure leave 45 to 51."""
        ends = ("share maduro at_least 45", "share maduro at_most 60")
        assert self.conflicts(*ends, "share gonzalez 49") == []
        beside = "cne share gonzalez 60"
        assert set(self.conflicts(*ends, "share gonzalez 60")) == {(f"cne {end}", beside) for end in ends}

    def test_ends_the_wrong_way_round_are_none(self) -> None:
        """They are two counts, like any two figures that differ: apart, both can hold."""
        assert self.conflicts("share maduro at_least 60", "share maduro at_most 45") == []

    def test_at_least_and_at_most_the_same_figure_leave_that_figure(self) -> None:
        """The usual reading of "at most 50" is 49 to 50, both ends in it; that of "almost 50" leaves 50 out."""
        assert self.conflicts("share maduro at_least 50", "share maduro at_most 50", "share gonzalez 50") == []
        (one,) = self.conflicts("share maduro at_least 50", "share maduro under 50", "share gonzalez 50")
        assert set(one) == {"cne share maduro at_least 50", "cne share maduro under 50"}

    def test_shares_of_the_register(self) -> None:
        stated = [
            claim("cne share maduro 60", basis="registered", statement="s"),
            claim("cne turnout - 50", statement="s"),
        ]
        (one,) = feasibility.conflicts(stated, CONTEST)
        assert set(one.claims) == {"cne share maduro 60", "cne turnout - 50"}

    def test_more_sheets_counted_than_there_are_is_another_kind_of_sheet(self) -> None:
        assert self.conflicts("coverage_count - 40000", "coverage_total - 30026", "share maduro 52") == []


class TestSearch:
    def test_where_nothing_holds_the_empty_set_is_the_one_minimal(self) -> None:
        assert list(marco.minimal_sets(lambda mask: False, marco.Map(3, 100)))[-1] == 0

    @pytest.mark.parametrize("wrong", [1 << 5, 0b11 << 7, 0b101 << 9, 1 << 15 | 1])
    def test_a_set_is_found_among_many(self, wrong: int) -> None:
        assert marco.shrunk((1 << 16) - 1, lambda mask: mask & wrong != wrong) == wrong

    def test_all_minimal_sets_of_all_families_of_two(self) -> None:
        for first, second in product(range(1, 16), repeat=2):
            minimal = {one for one in {first, second} if not any(o != one and o & ~one == 0 for o in {first, second})}
            wrong = (first, second)
            asked = marco.minimal_sets(lambda m, w=wrong: not any(x & ~m == 0 for x in w), marco.Map(4, 1000))
            assert set(asked) == minimal

    def test_a_set_that_proofs_show_not_to_be_minimal_gives_way_to_a_smaller_one(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The first answer for the set of three is doubted: then the two that already conflict are the conflict."""
        stated = [claim(f"cne {w}", statement="s") for w in ("share maduro 60", "share gonzalez 55", "turnout - 50")]
        part = sets._Part(counts(stated), CONTEST, 0.25, None, widest=False)
        part.enumerate()
        (small,) = part.bases
        whole = (1 << len(part.facts)) - 1
        part.bases[whole] = list(part.bases[small])
        honest = part._conflict

        def doubts(mask: int) -> sets.Conflict:
            if mask == whole:
                raise DoubtError
            return honest(mask)

        monkeypatch.setattr(part, "_conflict", doubts)
        assert part.conflict(whole).claims == honest(small).claims

    def test_a_doubt_that_no_smaller_set_clears_stays_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        stated = [claim(f"cne {w}", statement="s") for w in ("share maduro 60", "share gonzalez 55")]
        part = sets._Part(counts(stated), CONTEST, 0.25, None, widest=False)
        part.enumerate()
        (mask,) = part.bases

        def doubts(mask: int) -> sets.Conflict:
            raise DoubtError

        monkeypatch.setattr(part, "_conflict", doubts)
        with pytest.raises(DoubtError):
            part.conflict(mask)

    def test_leads_of_too_many_counts_are_tried_on_no_mix(self) -> None:
        stated = [claim(f"cne margin_points maduro {n}", as_of=f"bulletin {n}", document=f"d{n}") for n in range(1, 7)]
        several = counts(stated)
        leads = leads_of(several, [fact for c in several for facts in c.facts.values() for fact in facts])
        assert list(mixed(several, leads, most=4)) == [()]


class TestArithmetic:
    def test_no_multiples_prove_nothing(self) -> None:
        assert not exact.is_contradiction((), {})
        assert not exact.is_contradiction((), {0: Fraction(-1)})

    def test_a_variable_that_nothing_moves_leaves_its_table(self) -> None:
        table = {7: {simplex._CONSTANT: 0, simplex._DENOMINATOR: 1}}
        simplex._drop(table, 7)
        assert table == {}

    def test_steps_that_never_arrive_say_infinity(self) -> None:
        class Creeping:
            def loosened(self, mask: int, tried: float) -> tuple[float, float]:
                return 1.0, 1e12

        assert isinf(details._least_give(Creeping(), 1, inf))  # type: ignore[arg-type]
