"""How the search asks, remembers, proves and measures: on systems and claims whose answers are known otherwise."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import inf, isnan, nan

import pytest
from claims_support import CONTEST, claim
from core_support import ends

from analyzer import feasibility
from analyzer.checks import uncounted
from analyzer.counts import counts
from analyzer.feasibility import details, joint, model, sets
from analyzer.feasibility.details import Details
from analyzer.feasibility.draft import Frame
from analyzer.feasibility.model import systems
from analyzer.feasibility.proofs import Refuted
from analyzer.feasibility.sets import Conflict
from analyzer.model import Basis, Candidate, Claim, Verdict

F = Fraction


class Falling:
    """A violation that falls to nothing at `needed`, in a straight line or in a curve, and what was asked of it."""

    def __init__(self, needed: float, bend: float) -> None:
        self.needed, self.bend, self.asked = needed, bend, 0

    def loosened(self, mask: int, units: float) -> tuple[float, float]:
        self.asked += 1
        if units >= self.needed:
            return 0.0, 0.0
        left = (
            1.0 / (1.0 + self.bend * units) - 1.0 / (1.0 + self.bend * self.needed)
            if self.bend
            else self.needed - units
        )
        return left, self.bend / (1.0 + self.bend * units) ** 2 if self.bend else 1.0


class TestDetails:
    @pytest.mark.parametrize(("needed", "bend"), [*product((0.37, 5.0, 100.0), (0.0, 0.1, 3.0)), (4000.0, 0.0)])
    def test_the_least_that_must_give_way(self, needed: float, bend: float) -> None:
        way = Falling(needed, bend)
        found = details._least_give(way, 1, inf)  # type: ignore[arg-type]
        assert found == pytest.approx(needed, rel=2e-4)
        assert way.asked <= (4 if not bend else 30)
        assert details._least_give(Falling(needed, bend), 1, needed / 2) == inf  # type: ignore[arg-type]

    def test_more_than_anybody_gives(self) -> None:
        assert details._least_give(Falling(5000.0, 0.0), 1, inf) == inf  # type: ignore[arg-type]

    def test_a_rate_that_says_nothing(self) -> None:
        class Flat:
            def loosened(self, mask: int, units: float) -> tuple[float, float]:
                return (0.0, 0.0) if units >= 3.3 else (1.0, 0.0)

        assert details._least_give(Flat(), 1, inf) == pytest.approx(3.3, rel=2e-4)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("ranges", "figure", "expected"),
        [
            ([(1, 2), (5, 6)], (3, 3.4), (1, 2)),
            ([(1, 2), (5, 6)], (3.6, 4), (5, 6)),
            ([(1, 2), (5, 6)], (1.5, 1.6), (1, 6)),
            ([(1, 2), (5, 6)], (7, 8), (1, 6)),
            ([(1, 2), (5, 6)], (2, 5), (1, 6)),
            ([(1, 5), (4, 6)], (0, 0.5), (1, 6)),
            ([(1, 2)], (3, 4), (1, 2)),
        ],
    )
    def test_the_outer_ends_of_ranges(
        self, ranges: list[tuple[float, float]], figure: tuple[float, float], expected: tuple[float, float]
    ) -> None:
        assert details._outer(ranges, *figure) == expected

    def test_no_ranges(self) -> None:
        assert all(isnan(end) for end in details._outer([], 1, 2))

    def only(self, *texts: str, **basis: str) -> tuple[Conflict, Details]:
        stated = [claim(f"cne {text}", basis=basis.get(text.split()[0], "")) for text in texts]
        several = counts(stated)
        (found,) = feasibility.search(several, CONTEST, 0.25, widest=False).conflicts
        return found, Details(several, CONTEST, 0.25)

    @pytest.mark.parametrize(
        ("texts", "basis", "implied", "slack"),
        [
            # 100 - 39.5 left; 64.5 - s + 39.5 - s = 100
            (("share maduro 65", "share gonzalez 40"), {}, ("share", 0, 60.5), 2),
            # a lead first; 36 + 2 s = 36.5 - s
            (("share maduro 65", "share gonzalez 30", "margin_points maduro 37"), {}, ("margin_points", 34, 36), 0.167),
            (
                ("share maduro 65", "share gonzalez 30", "margin_points maduro 40"),
                {"margin_points": "two"},
                ("margin_points", 3400 / 95, 3600 / 95),
                0.517,  # 3600 / 95 + 200 s / 95 = 39.5 - s
            ),
            # votes of ballots; 631 - s = 500 + s
            (("votes maduro 631", "ballots - 501"), {"ballots": "valid"}, ("votes", 0, 501), 65),
            # of ballots cast no share of valid votes follows; 60 % of 1250 are 743.75 at least, 700 + s at most
            (
                ("share maduro 60", "votes maduro 700", "ballots - 1250"),
                {"share": "cast", "ballots": "cast"},
                None,
                None,
            ),
        ],
    )
    def test_what_a_figure_is_held_against(
        self,
        texts: tuple[str, ...],
        basis: dict[str, str],
        implied: tuple[str, float, float] | None,
        slack: float | None,
    ) -> None:
        found, known = self.only(*texts, **basis)
        answer = known.implied(found)
        if implied is None:
            assert answer is None
        else:
            assert answer is not None
            assert (answer[0].claim.measure, *answer[1:]) == (implied[0], *(pytest.approx(end) for end in implied[1:]))
        if slack is not None:
            assert known.slack(found) == pytest.approx(slack, rel=2e-3)
        assert known.turning_weight(found) == inf

    def test_questions_do_not_change_the_answers_after_them(self) -> None:
        found, known = self.only("share maduro 65", "share gonzalez 40")
        before = known.slack(found), known.implied(found), known.turning_weight(found)
        assert (known.slack(found), known.implied(found), known.turning_weight(found)) == before


def two_counts(share: str, part: str, other: str, other_part: str) -> list[Claim]:
    return [
        claim(f"cne share maduro {share}"),
        claim(f"cne coverage - {part}"),
        claim(f"opposition share maduro {other}"),
        claim(f"opposition coverage - {other_part}"),
    ]


COUNTS = [
    ("65", "80", "40", "90"),
    ("30", "80", "52", "97"),
    ("65", "90.5", "30.0", "at_least 100"),
    ("52", "50", "60", "60"),
]


class TestTurning:
    @pytest.mark.parametrize("given", COUNTS)
    @pytest.mark.parametrize("widest", [False, True])
    def test_it_is_that_of_the_closed_form(self, given: tuple[str, str, str, str], widest: bool) -> None:
        """The checks have a formula for two counts; the least 1 + e is that weight, but never below 1."""
        stated = two_counts(*given)
        facts = [fact for count in counts(stated) for cell in count.facts.values() for fact in cell]
        readings = {fact.claim.claim: fact.widest if widest else fact.usual for fact in facts}
        share, part, other, other_part = (ends(readings[one.claim]) for one in stated)
        expected = max(float(uncounted.turning_weight(share, part, other, other_part)[0]), 1.0)
        found = feasibility.turning_value(stated, CONTEST, widest=widest)
        assert found == pytest.approx(expected, rel=1e-4)

    def test_of_a_conflict_it_turns_the_verdict(self) -> None:
        stated = [replace(one, basis="valid" if one.measure == "share" else "") for one in two_counts(*COUNTS[1])]
        several = counts(stated)
        (found,) = feasibility.search(several, CONTEST, 0.25, widest=False).conflicts
        assert found.verdict is Verdict.INCONSISTENT
        turn = Details(several, CONTEST, 0.25).turning_weight(found)
        assert turn == pytest.approx(feasibility.turning_value(stated, CONTEST, widest=True), rel=2e-4)
        for e, verdict in ((turn - 1.01, Verdict.INCONSISTENT), (turn - 0.99, Verdict.STRAINED)):
            verdicts = [one.verdict for one in feasibility.search(several, CONTEST, e, widest=False).conflicts]
            assert verdicts == [verdict]

    def test_what_does_not_rest_on_sheets_never_turns(self) -> None:
        stated = [claim("cne share maduro 65"), claim("cne share gonzalez 40"), claim("cne coverage - 80")]
        assert feasibility.turning_value(stated, CONTEST) == inf
        assert feasibility.turning_value(stated[:1], CONTEST) == 1.0
        assert feasibility.turning_value([], CONTEST) == 1.0


class TestVerdicts:
    @pytest.mark.parametrize(
        ("texts", "bases", "verdict", "saved"),
        [
            (("share maduro 65", "share gonzalez 30", "margin_points maduro 37"), ("valid",), "strained", "two"),
            (
                ("share maduro 65", "share gonzalez 30", "margin_points maduro 33"),
                ("valid", "two"),
                "strained",
                "widest",
            ),
            (("share maduro 65", "share gonzalez 30", "margin_points maduro 34.6"), ("two",), "strained", "valid"),
            (("share maduro 65", "share gonzalez 40"), (), "inconsistent", ""),
            (("turnout - 60", "ballots - 725", "registered - 1250"), (), "strained", "widest"),
        ],
    )
    def test_what_saves_a_set(self, texts: tuple[str, ...], bases: tuple[str, ...], verdict: str, saved: str) -> None:
        stated = [claim(f"cne {text}", basis="cast" * ("ballots" in text)) for text in texts]
        (found,) = feasibility.conflicts(stated, CONTEST)
        assert (found.bases, found.verdict, found.saved_by) == (bases, verdict, saved)
        assert {one.basis for one in found.certificates} == set(bases or {""})
        assert bool(found.widest_certificates) == (verdict == "inconsistent")
        assert {(one.without, one.basis) for one in found.witnesses} == set(product(found.claims, bases or ("",)))

    def test_proofs_on_every_mix_of_bases(self) -> None:
        """Leads of 14 and of 40 points of everything: the two have 92.4 % at least, so no mix makes them one."""
        parts = ("coverage - at_least 100", "share others 5.0")

        def of_valid(text: str) -> Claim:
            return claim(text, basis="valid" * (" share " in text))

        stated = [of_valid(f"cne {text}") for text in ("margin_points maduro 14.0", *parts)]
        stated += [of_valid(f"opposition {text}") for text in ("margin_points maduro 40.0", *parts)]
        stated += [of_valid("cne share gonzalez at_most 60")]  # so that both leads are over him
        part = sets._Part(counts(stated), CONTEST, 0.25, None, widest=True)
        everything = (1 << len(part.facts)) - 1
        proved = part._in_widest(everything, True)
        assert [basis for basis, _ in proved] == ["valid", "two", "valid, two", "two, valid"]
        assert all(isinstance(proof, Refuted) for _, proof in proved)
        # Where others may have much, the lead of 40 points may be of the two alone.
        others = sum(1 << place for place, fact in enumerate(part.facts) if fact.claim.subject == "others")
        assert part._in_widest(everything & ~others, True) == ()
        assert part._saved_by(everything & ~others, True) == ("mixed", ())

    def test_where_choices_are_too_many_a_likely_one_shows_what_saves_a_set(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """20.15 points over the second is 50.19 less 30.05, both cut off; with a third candidate that is one choice."""
        contest = replace(CONTEST, candidates=(*CONTEST.candidates, Candidate("third", "Third")))
        texts = ("share maduro 50.1", "share gonzalez 30.1", "margin_points maduro 20.15")
        part = sets._Part(counts([claim(f"cne {t}", basis="valid") for t in texts]), contest, 0.25, None, widest=False)
        part.enumerate()
        monkeypatch.setattr(model, "_CASES", 1)
        assert [(part._in_widest(mask, False), part._saved_by(mask, False)) for mask in part.bases] == [
            ((), ("widest", ()))
        ]

    def test_one_basis_is_tried_where_it_is_given(self) -> None:
        stated = [claim(f"cne {text}") for text in ("share maduro 65", "share gonzalez 30", "margin_points maduro 37")]
        several = counts(stated)
        part = {
            basis: sets._Part(several, CONTEST, 0.25, basis, widest=False) for basis in (Basis.VALID, Basis.TWO, None)
        }
        assert [one.tried for one in part.values()] == [(Basis.VALID,), (Basis.TWO,), (Basis.VALID, Basis.TWO)]
        assert part[None].open_margins == 4
        assert part[None].places(0b101) == [0, 2]
        assert sets._Part(counts(stated[:2]), CONTEST, 0.25, None, widest=False).tried == (Basis.VALID,)


def test_of_too_many_cases_the_longest_choice_is_left_open() -> None:
    """Leads of five counts over one of five others would be 5^5 cases: two are told apart, three left open."""
    contest = replace(CONTEST, candidates=tuple(Candidate(name, name) for name in "abcdef"))
    stated = [claim(f"cne share {name} 5", document="x") for name in "bcdef"]
    stated += [claim(f"cne margin_points a {n}", as_of=f"bulletin {n}", document=f"d{n}") for n in range(1, 6)]
    made = list(systems(counts(stated), contest, Frame(F(1, 4))))
    assert len(made) == 25
    assert len(made[0].chosen) == 2
    assert len({tuple(system.chosen.values()) for system in made}) == 25


@pytest.mark.parametrize(("number", "made"), [(5, 32), (6, 64), (7, 64)])
def test_as_many_cases_as_there_may_be(number: int, made: int) -> None:
    """Each bulletin's ballots are valid or cast; of seven the first is left open."""
    stated = [
        claim(f"cne {text}", claim=f"{n} {text}", as_of=f"bulletin {n}", document=f"d{n}")
        for n in range(number)
        for text in ("ballots - 51", "votes null 5")
    ]
    assert len(list(systems(counts(stated), CONTEST, Frame(F(1, 4))))) == made


def test_a_table_of_claims_is_as_good_as_claims() -> None:
    from analyzer.tables import claims_frame

    stated = [claim("cne share maduro 65"), claim("cne share gonzalez 40")]
    found = feasibility.conflicts(claims_frame(stated), CONTEST)
    assert [one.claims for one in found] == [tuple(one.claim for one in stated)]


def test_bounds_are_those_of_the_cases_that_hold() -> None:
    """Whoever is second of b and c: of all ways the widest; nothing where no way holds."""
    frame = Frame(F(1, 4))
    several = counts([claim("cne share maduro 65"), claim("cne ballots - 1250"), claim("cne votes null 50")])
    assert len(list(systems(several, CONTEST, frame))) == 2
    low, high = joint.bounds(several, CONTEST, joint.total(0), frame)
    assert (low, high) == pytest.approx((1200, 1250))
    low, high = joint.bounds(several, CONTEST, joint.votes("maduro", 0), frame)
    assert (low, high) == pytest.approx((0.645 * 1200, 0.655 * 1250))
    apart = counts([claim("cne share maduro 65"), claim("cne share gonzalez 40")])
    assert all(isnan(end) for end in joint.bounds(apart, CONTEST, joint.total(0), frame))
    assert str(joint.bounds(apart, CONTEST, joint.total(0), frame)) == str((nan, nan))
