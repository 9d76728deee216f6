"""The figures of gaps, uncounted votes, conflicts, increments and sums, each against figures worked out another way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import inf, isnan

import pytest
import sample
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support import ROOT

from analyzer import load_contest, pipeline, plot, wording
from analyzer.model import NULL, Basis, Claim, Contest, Finding, Verdict
from analyzer.plot import FIGURES, glyphs
from analyzer.plot.datum import IMPLIED, MISSING, REMAINDER, STATED, Datum
from analyzer.plot.figures.conflicts import Member
from analyzer.plot.figures.uncounted import EDGE, TURN, WEIGHTS, Point
from analyzer.plot.flags import flags

BY_ID = {figure.id: figure for figure in FIGURES}


def table(id: str, claims: Sequence[Claim], findings: Sequence[Finding] = ()) -> tuple[Datum, ...]:
    return BY_ID[id].data(claims, findings, sample.CONTEST)


def title(id: str, claims: Sequence[Claim], findings: Sequence[Finding] = ()) -> str:
    return BY_ID[id].title(table(id, claims, findings)).replace(wording.NBSP, " ")


def bulletins() -> tuple[tuple[Claim, ...], tuple[Finding, ...], Contest]:
    """The authority's two bulletins of examples/."""
    contest = load_contest("venezuela-2024-presidential")
    found = pipeline.gather([ROOT / "examples" / "venezuela-2024-bulletins.csv"], [contest])
    return found.claims, pipeline.check(found.claims, (contest,)), contest


# The gap between sources.


def test_the_gap_is_between_the_outermost_shares() -> None:
    gaps = {d.subject: (d.low, d.high) for d in table("gap", sample.claims()) if d.kind == IMPLIED}
    assert gaps == {"maduro": (20.5, 22.5), "gonzalez": (21.315, 22.325)}
    assert title("gap", sample.claims()).startswith("21.315–22.325 points apart on Edmundo González Urrutia: 43.18 %")


def test_a_gap_needs_two_sources() -> None:
    alone = [claim for claim in sample.claims() if claim.source == "cne"]
    assert BY_ID["gap"].absent(table("gap", alone)).startswith("No candidate has a share from two sources")
    silent = [d for d in table("gap", sample.claims()) if d.kind == MISSING]
    assert [(d.subject, d.lane, d.source) for d in silent] == [("", "Edmundo González Urrutia", "government")]


def test_shares_that_meet_are_no_gap() -> None:
    claims = [
        sample.make_claim("a", "cne", "share", "maduro", 51.9, low=51.85, high=51.95),
        sample.make_claim("b", "opposition", "share", "maduro", 52.0, low=51.5, high=52.5),
    ]
    assert title("gap", claims).startswith("The sources’ shares of each candidate agree")
    (gap,) = [d for d in table("gap", claims) if d.kind == IMPLIED]
    assert gap.low == 0


@given(st.lists(st.tuples(st.floats(0.0, 7.0), st.text("abc ", min_size=1, max_size=30)), max_size=12))
def test_labels_of_one_level_do_not_touch_and_no_thread_crosses_words(marks: list[tuple[float, str]]) -> None:
    placed = flags(marks, 7.0)
    assert [(flag.at, flag.words) for flag in placed] == marks
    for place, one in enumerate(placed):
        assert one.at in {one.left, one.right}
        for other in placed[:place]:
            if one.level == other.level:
                assert one.right < other.left or other.right < one.left


# The feasible region of the uncounted votes.

_SHARE = st.integers(50, 950).map(lambda tenths: tenths / 10)


@settings(max_examples=60, deadline=None)
@given(
    share=_SHARE,
    coverage=st.integers(55, 95),
    other_coverage=st.integers(55, 99),
    mine=st.floats(0.0, 100.0),
    theirs=st.floats(0.0, 100.0),
    place=st.integers(0, 60),
)
def test_what_the_uncounted_votes_were_lies_in_the_region(
    share: float, coverage: int, other_coverage: int, mine: float, theirs: float, place: int
) -> None:
    """Forward: a whole count is made up and both sources report their part of it, rounded; the band holds the rest."""
    assume(coverage < other_coverage)
    weight = [d.weight for d in _region(share, coverage, share, other_coverage) if d.measure == EDGE][place]
    k, big_k = (weight * (100 - part) / part for part in (coverage, other_coverage))
    final = (share + k * mine) / (1 + k)
    other = final * (1 + big_k) - big_k * theirs
    assume(0.0 < round(other, 1) < 100.0)
    drawn = {d.weight: d for d in _region(share, coverage, round(other, 1), other_coverage) if d.measure == EDGE}
    assume(weight in drawn)  # where the region opens late, weights farther out are drawn instead
    point = drawn[weight]
    assert point.low - 1e-5 <= mine <= point.high + 1e-5
    assert point.widest_low <= point.low <= point.high <= point.widest_high


def _region(share: float, coverage: int, other: float, other_coverage: int) -> list[Point]:
    claims = [
        sample.make_claim("a", "opposition", "share", "maduro", share, resolution=0.1, low=share - 0.05,
                          high=share + 0.05, statement="1"),
        sample.make_claim("b", "opposition", "coverage", "", float(coverage), resolution=1.0, low=coverage - 0.5,
                          high=coverage + 0.5, statement="1"),
        sample.make_claim("c", "cne", "share", "maduro", other, resolution=0.1, low=other - 0.05, high=other + 0.05,
                          statement="2"),
        sample.make_claim("d", "cne", "coverage", "", float(other_coverage), resolution=1.0, low=other_coverage - 0.5,
                          high=other_coverage + 0.5, statement="2"),
    ]  # fmt: skip
    return [datum for datum in table("uncounted", claims) if isinstance(datum, Point)]


def test_the_region_opens_where_the_finding_says() -> None:
    findings = pipeline.check(sample.claims(), (sample.CONTEST,))
    data = table("uncounted", sample.claims(), findings)
    turns = {d.subject: round(d.low, 2) for d in data if d.measure == TURN}
    told = {
        f.subject: wording.turns_at(f.assumption)
        for f in findings
        if f.check == "compatibility" and f.verdict is Verdict.INCONSISTENT
    }
    assert turns == told
    assert len(turns) == 2
    # The region is that of the valid votes; shares of two wholes may meet a little before it opens.
    for subject, turn in turns.items():
        edge = [d for d in data if isinstance(d, Point) and d.measure == EDGE and d.subject == subject]
        before, after = [d for d in edge if d.weight < turn - 0.01], [d for d in edge if d.weight > turn + 0.05]
        assert not any(d.widest_low <= 100 and d.widest_high >= 0 for d in before)
        assert all(d.widest_low <= 100 and d.widest_high >= 0 for d in after)


def test_the_assumption_drawn_is_the_findings_own() -> None:
    for uncounted, expected in ((0.25, (0.75, 1.25)), (0.5, (0.5, 1.5))):
        findings = pipeline.check(sample.claims(), (sample.CONTEST,), uncounted)
        drawn = [d for d in table("uncounted", sample.claims(), findings) if d.measure == WEIGHTS]
        assert {(d.low, d.high) for d in drawn} == {expected}
    findings = pipeline.check(sample.claims(), (sample.CONTEST,), 1.0)
    assert title("uncounted", sample.claims(), findings).startswith("Wherever two sources state a share")


# The conflict map.


def test_the_map_holds_every_set_and_nothing_else() -> None:
    findings = pipeline.check(sample.claims(), (sample.CONTEST,))
    sets = [f for f in findings if f.check == "conflict"]
    members = [d for d in table("conflicts", sample.claims(), findings) if isinstance(d, Member)]
    drawn: dict[int, set[str]] = {}
    for member in members:
        for mark in member.sets.split(";"):
            number, letter, turn = re.fullmatch(r"(\d+)([is])(?:@([\d.]+))?", mark).groups()  # type: ignore[union-attr]
            drawn.setdefault(int(number), set()).add(member.claims)
            finding = sets[int(number) - 1]
            assert (letter == "i") == (finding.verdict is Verdict.INCONSISTENT)
            assert (float(turn) if turn else None) == wording.turns_at(finding.assumption)
    assert [drawn[place + 1] for place in range(len(sets))] == [set(f.claims) for f in sets]
    graver = [f for f in sets if f.verdict is Verdict.INCONSISTENT]
    claim, most = Counter(claim for f in graver for claim in f.claims).most_common(1)[0]
    assert (claim, most) == ("c6", len(graver))
    said = f"Each of the {len(graver)} sets of figures that cannot all hold in any reading contains one figure of"
    assert title("conflicts", sample.claims(), findings).startswith(said)
    strained = [f for f in findings if f not in graver]
    assert "hold together only in a wider reading" in title("conflicts", sample.claims(), strained)


@pytest.mark.parametrize(
    ("number", "said"), [(1, "A figure that cannot"), (2, "These two figures"), (3, "These 3 fig")]
)
def test_a_single_set_is_said_plainly(number: int, said: str) -> None:
    claims = sample.claims()[:number]
    finding = Finding("conflict", Verdict.INCONSISTENT, ("opposition",), tuple(claim.claim for claim in claims))
    assert title("conflicts", sample.claims(), [finding]).startswith(said)
    strained = replace(finding, verdict=Verdict.STRAINED)
    assert "hold together only in a wider reading" in title("conflicts", sample.claims(), [strained])


@pytest.mark.parametrize(
    ("number", "said"), [(1, "A figure that cannot"), (2, "One set of 2 figures cannot hold together")]
)
def test_the_one_graver_set_among_others_is_said_plainly(number: int, said: str) -> None:
    claims = [claim.claim for claim in sample.claims()]
    sets = [
        Finding("conflict", Verdict.INCONSISTENT, ("opposition",), tuple(claims[:number])),
        Finding("conflict", Verdict.STRAINED, ("opposition",), tuple(claims[3:5])),
    ]
    assert title("conflicts", sample.claims(), sets).startswith(said)


# Bulletins.


def test_increments_are_exact_differences() -> None:
    claims, findings, contest = bulletins()
    data = BY_ID["bulletins"].data(claims, findings, contest)
    votes = {d.subject: (d.low, d.high) for d in data if d.panel == "votes"}
    came = {"maduro": 6408844 - 5150092, "gonzalez": 5326104 - 4445978, "others": 600936 - 462704}
    assert votes == {subject: (number, number) for subject, number in came.items()}
    shares = [d for d in data if d.panel == "shares"]
    whole = sum(came.values())
    for subject, number in came.items():
        _, between = [d for d in shares if d.subject == subject]
        assert between.low == between.high == pytest.approx(float(Fraction(100 * number, whole)))
    (finding,) = [f for f in findings if f.check == "bulletins"]
    assert finding.implied_low == whole
    assert "2,277,110 votes came in, 55.28 % of them" in BY_ID["bulletins"].title(data).replace(wording.NBSP, " ")


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900), st.integers(0, 3)), min_size=2, max_size=4))
def test_the_share_of_an_increment_holds_the_true_one(rows: list[tuple[int, int, int]]) -> None:
    """`votes before`, what came in, and by how much both were rounded."""
    claims, contest = [], sample.crowd(len(rows), 1)[0]
    for place, (before, came, give) in enumerate(rows):
        for as_of, number in (("2024-07-28", before), ("2024-07-29", before + came)):
            claims.append(
                sample.make_claim(f"{as_of}{place}", "s0", "votes", f"k{place}", number, as_of=as_of, statement=as_of,
                                  low=max(number - give, 0), high=number + give)
            )  # fmt: skip
    whole = sum(came for _, came, _ in rows)
    data = BY_ID["bulletins"].data(claims, (), contest)
    for place, (_, came, _) in enumerate(rows):
        drawn = [d for d in data if d.panel == "shares" and d.subject == f"k{place}"]
        for datum in drawn[1:] if whole and len(drawn) == 2 else ():
            assert datum.low - 1e-9 <= 100 * came / whole <= datum.high + 1e-9


def test_votes_that_fall_are_said_and_have_no_share() -> None:
    claims = [
        sample.make_claim(f"{day}{who}", "cne", "votes", who, votes, as_of=day, statement=day)
        for day, both in (("2024-07-28", (500, 400)), ("2024-07-29", (490, 480)))
        for who, votes in zip(("maduro", "gonzalez"), both, strict=True)
    ]
    assert "votes fall for Nicolás Maduro" in title("bulletins", claims)
    data = table("bulletins", claims)
    assert [(d.low, d.high) for d in data if d.panel == "votes"] == [(-10, -10), (80, 80)]
    assert all(isnan(d.low) for d in data if d.panel == "shares" and d.kind == MISSING)
    assert sum(d.kind == MISSING for d in data) == 2
    plot.bulletins(claims, sample.CONTEST).canvas.draw()


def test_bulletins_that_nothing_orders_are_not_drawn() -> None:
    claims = [
        sample.make_claim(f"a{day}", "cne", "votes", "maduro", float(500 + day), as_of=("noon", "night")[day],
                          statement=str(day))
        for day in range(2)
    ]  # fmt: skip
    assert BY_ID["bulletins"].absent(table("bulletins", claims))


# Reconciliation.


def test_what_adds_up_is_said_to_add_up() -> None:
    claims, findings, contest = bulletins()
    data = BY_ID["reconciliation"].data(claims, findings, contest)
    last = [d for d in data if "08-02" in d.detail]
    parts = [d.value for d in last if d.measure == "votes" and d.subject != NULL]
    assert sum(parts) == 12_335_884
    assert [d.value for d in last if d.measure == "ballots" and d.kind == STATED] == [12_335_884, 12_386_669]
    assert not [d for d in data if d.measure == REMAINDER]
    said = BY_ID["reconciliation"].title(data).replace(wording.NBSP, " ")
    assert said.endswith("the votes for candidates and the invalid ones add up to the 12,386,669 votes stated")
    first = [d for d in data if "07-29" in d.detail]
    assert [d.text for d in first if d.kind == MISSING] == ["not stated"]


@pytest.mark.parametrize(
    ("total", "rest", "said"),
    [
        (1000.0, (100, 100), "100 votes are not accounted for"),
        (850.0, (-50, -50), "by 50 votes"),
        (900.0, None, "add up"),
    ],
)
def test_a_remainder_is_drawn_where_there_is_one(total: float, rest: tuple[float, float] | None, said: str) -> None:
    claims = [
        sample.make_claim("a", "cne", "votes", "maduro", 500.0),
        sample.make_claim("b", "cne", "votes", "gonzalez", 400.0),
        sample.make_claim("c", "cne", "ballots", "", total, basis=Basis.VALID),
    ]
    data = table("reconciliation", claims)
    assert [(d.low, d.high) for d in data if d.measure == REMAINDER] == ([rest] if rest else [])
    assert said in title("reconciliation", claims)
    starts = dict(zip([d.lane for d in data], glyphs.starts(data), strict=True))
    assert starts["Nicolás Maduro"] == starts["sum of these"] == 0
    assert starts["Edmundo González Urrutia"] == 500
    plot.reconciliation(claims, sample.CONTEST).canvas.draw()


def test_a_candidate_of_two_figures_is_not_added() -> None:
    claims = [
        sample.make_claim("a", "cne", "votes", "maduro", 500.0, as_of="2024-07-29"),
        sample.make_claim("b", "cne", "votes", "maduro", 510.0, as_of="2024-07-29"),
        sample.make_claim("c", "cne", "ballots", "", 900.0, as_of="2024-07-29"),
    ]
    assert BY_ID["reconciliation"].absent(table("reconciliation", claims))


def test_a_part_without_an_upper_end_leaves_the_sum_open() -> None:
    claims = [
        sample.make_claim("a", "cne", "votes", "maduro", 500.0, high=inf),
        sample.make_claim("b", "cne", "votes", "gonzalez", 400.0),
    ]
    (whole,) = [d for d in table("reconciliation", claims) if d.kind == IMPLIED]
    assert (whole.low, whole.high) == (900, inf)
    plot.reconciliation(claims, sample.CONTEST).canvas.draw()
