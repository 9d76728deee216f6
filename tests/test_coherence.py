"""Which figures of one source cannot be of one count: by hand, and against the checks, which reckon exactly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_support import OAKLAND

from analyzer import checks, ledger
from analyzer.bounds import printed_unit, usual_ends
from analyzer.model import MEASURES, Basis, Claim, Hedge, Verdict
from analyzer.reading import coherence
from benchmarks.true_tables import true_table

#: Figures as "measure subject digits [hedge]", and whether they clash: not at all, somewhat, or absurdly.
CASES = [
    (["share roe 51.9", "share poe 48.1"], None),
    (["share roe 51.9", "share poe 48.3"], None),  # a rounding too many is for the checks
    (["share roe 51.9", "share poe 49.1"], False),
    (["share roe 62", "share poe 51"], True),
    (["votes roe 520113", "votes poe 480127", "ballots - 1000240"], None),
    (["votes roe 520113", "votes poe 480127", "ballots - 900211"], True),
    (["votes roe 520113", "votes poe 480127", "ballots - 995123"], None),
    (["votes roe 520113", "share roe 52.0", "votes poe 480127", "share poe 48.0"], None),
    (["votes roe 520113", "share roe 48.0", "votes poe 480127", "share poe 52.0"], True),
    (["votes roe 1039000", "votes poe 1042000", "share roe 60"], True),
    (["share roe 52", "share poe 45", "margin_points roe 7"], None),
    (["share roe 65", "share poe 30", "margin_points roe 38 under"], None),  # among the two leading
    (["share roe 52.1", "share poe 45.0", "margin_points roe 12.2"], True),
    (["share roe 52.1", "share poe 45.0", "margin_points roe 8.4"], False),
    (["share roe 52.1", "share poe 45.0", "margin_points roe 3.1"], False),  # somebody else may be the next
    (["share roe 45", "share poe 52", "margin_points roe 7"], True),
    (["share roe 49.8", "share poe 50.2", "margin_votes roe 41073"], True),
    (["votes roe 16020", "votes poe 15644", "margin_votes roe 376"], None),
    (["votes roe 16020", "votes poe 15644", "margin_votes roe 31760"], True),
    (["votes roe 36201", "margin_votes roe 38573"], True),
    (["share roe 66.1", "margin_points roe 5 about"], False),
    (["share roe 3.1", "margin_points roe 14"], True),
    (["share poe 58", "margin_points roe 3"], True),
    (["margin_points roe 3", "margin_votes poe 4143"], True),
    (["share roe 52", "share roe 57"], False),
    (["share roe 52", "share roe 51.8"], None),
    (["turnout - 57", "registered - 18100000", "votes roe 5850000", "share roe 34.8"], True),
    (["turnout - 57", "registered - 18100000", "votes roe 5850000", "share roe 58.6"], None),
    (["registered - 900211", "ballots - 1000240"], True),
    (["coverage_count - 31026", "coverage_total - 30026"], False),
    (["coverage_count - 9013", "coverage_total - 10027", "coverage - 90"], None),
    (["coverage_count - 9013", "coverage_total - 10027", "coverage - 12"], False),
    (["share roe 60 at_least", "share poe 52"], True),
    (["share roe 60 at_most", "share poe 52"], None),
]


def claim(said: str, n: int, source: str = "board", **other: object) -> Claim:
    """A claim as "measure subject digits [hedge]"."""
    measure, subject, digits, *hedged = said.split(" ")
    hedge = Hedge(hedged[0]) if hedged else Hedge.EXACT
    count = measure in ("votes", "margin_votes", "ballots", "registered", "coverage_count", "coverage_total")
    unit = float(printed_unit(digits, count=count))
    low, high = usual_ends(float(digits), unit, hedge, measure)
    subject = subject.replace("-", "")
    made = Claim(
        str(n), "d", n, n + 1, digits, source, measure, subject, float(digits), unit, low, high, hedge, statement="d#1"
    )
    return replace(made, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(("said", "absurd"), CASES, ids=[", ".join(said) for said, _ in CASES])
def test_what_clashes(said: list[str], absurd: bool | None) -> None:
    claims = [claim(one, n) for n, one in enumerate(said)]
    found = coherence.clashes(claims)
    assert bool(found) == (absurd is not None)
    assert any(clash.absurd for clash in found) == bool(absurd)
    assert all(clash.members <= set(range(len(said))) for clash in found)
    # Another source may say what it likes, and so may two counts of one.
    assert not coherence.clashes([claim(one, n, source=str(n)) for n, one in enumerate(said)])


@pytest.mark.parametrize("said", [said for said, absurd in CASES if absurd is not None], ids=", ".join)
def test_two_moments_are_two_counts(said: list[str]) -> None:
    apart = [claim(one, n, as_of=f"bulletin {n}", statement=f"d#{n}") for n, one in enumerate(said)]
    assert not coherence.clashes(apart)


def test_the_contests_own_voters_count() -> None:
    claims = [claim("votes roe 800113", 0), claim("votes poe 700127", 1)]
    assert not coherence.clashes(claims)
    assert coherence.clashes(claims, 1_000_000.0)
    assert not coherence.clashes(claims, 2_000_000.0)


def test_percentages_of_another_whole_are_left_out() -> None:
    claims = [claim("share roe 52", 0), claim("share poe 51", 1, basis=Basis.REGISTERED)]
    assert not coherence.clashes(claims)
    both = [claim("ballots - 1000000", 0, basis=Basis.VALID), claim("ballots - 1030000", 1)]
    assert not coherence.clashes(both)


@pytest.mark.parametrize("first", [0, 14, 28])
def test_what_clashes_is_no_table_that_the_checks_let_pass(first: int) -> None:
    """True tables and spoiled ones: wherever something is absurd, exact arithmetic finds something, too."""
    clashing = 0
    for seed in range(first, first + 14):
        rng, table = np.random.default_rng(seed), true_table(seed)
        claims = list(table.claims)
        if seed % 2 and claims:
            i = int(rng.integers(len(claims)))
            spoiled = claims[i].value * float(rng.uniform(0.3, 2.5))
            value = float(int(min(spoiled, 100.0) if MEASURES[claims[i].measure].unit == "percent" else spoiled))
            low, high = usual_ends(value, claims[i].resolution, claims[i].hedge, claims[i].measure)
            claims[i] = replace(claims[i], value=value, low=low, high=high)
        if any(clash.absurd for clash in coherence.clashes(claims, table.contest.registered_voters)):
            clashing += 1
            found = {f.verdict for f in checks.run(ledger.build(claims, table.contest))}
            assert found & {Verdict.INCONSISTENT, Verdict.STRAINED}, seed
    assert clashing > 0


@given(
    st.lists(
        st.tuples(
            st.sampled_from([m for m in MEASURES if m != "others"]),
            st.sampled_from(["roe", "poe", "others", "null"]),
            st.sampled_from(["0", "0.0", "1", "49.9", "50", "100", "1000", "520113", "999999999999"]),
            st.sampled_from(list(Hedge)),
            st.sampled_from(["", "d#1", "d#2"]),
        ),
        max_size=9,
    ),
    st.sampled_from([None, 0.0, 1.0, 600_000.0]),
)
def test_no_figures_are_too_odd(figures: list[tuple[str, str, str, Hedge, str]], voters: float | None) -> None:
    said = [
        claim(f"{measure} {subject if MEASURES[measure].has_subject else '-'} {digits} {hedge}", n, statement=statement)
        for n, (measure, subject, digits, hedge, statement) in enumerate(figures)
    ]
    found = coherence.clashes(said, voters)
    assert found == coherence.clashes(said, voters)
    assert all(clash.members for clash in found)


def test_nothing_clashes_in_nothing() -> None:
    assert not coherence.clashes([])
    assert not coherence.clashes([claim("share roe 52", 0)], OAKLAND.registered_voters)
