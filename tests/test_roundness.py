"""Round counts of many candidates: counted exactly, in polynomial time, and never without end."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pytest
from claims_support import CONTEST, claim
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer import checks, ledger, roundness
from analyzer.checks import too_round
from analyzer.model import Candidate, Claim, Finding, Verdict


def one_by_one(total: int, parts: int, whole: int) -> int:
    """Ways to write a total as a sum of round counts: one count after the other, in Python's integers."""
    rounds = np.unique([(2 * p * total + whole) // (2 * whole) for p in range(whole + 1)]).tolist()
    ways = [1] + [0] * total
    for _ in range(parts):
        ways = [sum(ways[t - value] for value in rounds if value <= t) for t in range(total + 1)]
    return ways[total]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 320), st.integers(2, 7), st.sampled_from([10, 30, 100]))
def test_they_are_as_many_as_are_counted_one_by_one(total: int, parts: int, whole: int) -> None:
    assert roundness.round_vectors(total, parts, whole) == one_by_one(total, parts, whole)


@pytest.mark.parametrize(("parts", "whole"), [(3, 100), (4, 30), (6, 30), (7, 10)])
def test_beyond_half_a_vote_a_count_the_total_matters_by_its_remainder_alone(parts: int, whole: int) -> None:
    first = parts * whole // 2 + 1
    for total in range(first, first + whole):
        found = roundness.round_vectors(total + 7 * whole, parts, whole)
        assert found == roundness.round_vectors(total, parts, whole) == one_by_one(total, parts, whole)


def test_no_rounding_of_the_transform_is_seen() -> None:
    """The worst there is: all residues as large as they can be, and as many as fifty counts to two decimals need."""
    total = 50 * 10**4 // 2 + 10**4
    size = 1 << (2 * total).bit_length()
    prime = next(roundness._primes(total, size))
    assert 2**12 < prime < 2**16
    worst = np.full(total + 1, prime // 2)
    found = roundness._product(worst, worst, prime, size)
    exact = (prime // 2) ** 2 % prime * np.arange(1, total + 2) % prime
    assert np.array_equal(found % prime, exact)
    alternating = worst * (-1) ** np.arange(total + 1)
    found = roundness._product(alternating, worst.copy(), prime, size)
    exact = (prime // 2) ** 2 * (np.arange(total + 1) % 2 == 0) % prime
    assert np.array_equal(found % prime, exact)


def test_five_and_twenty_candidates_take_seconds_and_not_for_ever() -> None:
    total, parts = 12_335_884, 25
    started = time.perf_counter()
    number = roundness.round_vectors(total, parts, 10**4)
    assert time.perf_counter() - started < 60.0
    # Of all percentages that add to 100 %, those whose counts add to the total: their sum is off by one in six or so.
    whole = comb(10**4 + parts - 1, parts - 1)
    assert Fraction(1, 10) < Fraction(number, whole) < Fraction(1, 2)


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_more_counts_than_can_be_counted_are_refused(decimals: int) -> None:
    most = roundness.MOST_PARTS[decimals]
    with pytest.raises(ValueError, match=f"expected {most} counts at most to so many decimals, found {most + 1}"):
        roundness.too_round([0] * most, 1, decimals)
    # Of a single vote every count is round.
    assert roundness.too_round([1] + [0] * (most - 1), 1, decimals) == (True, 1)


def test_cells_of_many_counts_are_passed_by_their_widths() -> None:
    """Inclusion and exclusion over all sets of counts, as it stands in the books; and with fifty counts at once."""
    votes = (1311, 690, 533, 421, 300, 250, 222, 109, 77, 50, 3)
    total = sum(votes)
    low, high = too_round._cells(votes, total, 0)
    widths = [top - least + 1 for least, top in zip(low, high, strict=True)]
    vectors = 0
    for passed in product((0, 1), repeat=len(votes)):
        rest = total - sum(low) - sum(w for w, over in zip(widths, passed, strict=True) if over)
        vectors += (-1) ** sum(passed) * comb(rest + len(votes) - 1, len(votes) - 1) if rest >= 0 else 0
    assert too_round.within_cell(votes, total, 0) == Fraction(1, vectors)
    started = time.perf_counter()
    assert too_round.within_cell([10_000] * 50, 500_000, 0) > 0
    assert time.perf_counter() - started < 5.0


def many(number: int, total: int, percent: tuple[Fraction, ...]) -> Finding:
    contest = replace(
        CONTEST,
        candidates=tuple(Candidate(f"c{place}", f"Candidate {place}") for place in range(number)),
        complete=True,
    )
    votes = [int(total * share / 100 + Fraction(1, 2)) for share in percent]
    votes[-1] += total - sum(votes)
    claims: list[Claim] = [
        replace(claim(f"cne votes c{at} {v}"), resolution=0.0, low=v, high=v) for at, v in enumerate(votes)
    ]
    (finding,) = (f for f in checks.too_round.run(ledger.build(claims, contest), 0.25))
    return finding


@pytest.mark.parametrize(("number", "said"), [(25, "1 in "), (160, "at most 1 in ")])
def test_a_table_of_round_counts_is_told_however_many_stand(number: int, said: str) -> None:
    """Tenths of a percent of a total that they give whole votes of."""
    shares = (*(Fraction(1, 10),) * (number - 1), 100 - Fraction(number - 1, 10))
    finding = many(number, 10_059_000, shares)
    assert finding.verdict is Verdict.STRAINED
    assert f"equally likely, {said}" in finding.message
    assert ("(exact count)" in finding.message) == (number == 25)


def test_a_chance_past_all_floats_is_said_in_powers_of_ten() -> None:
    assert too_round._small(Fraction(3, 10**400)) == "1 in 3.3·10^399"
    assert too_round._small(Fraction(1, 10**9000)) == "1 in 1.0·10^9000"
    assert too_round._small(Fraction(1, 10**12)) == "1 in 1.0·10^12"
    assert too_round._small(Fraction(1, 10**12 - 1)).startswith("1 in 1,000,000.0 million")
