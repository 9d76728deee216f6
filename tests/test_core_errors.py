"""What the core says of arguments that are none, word for word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import inf, nan

import numpy as np
import pytest
from claims_support import CONTEST, NINE, claim

from analyzer import bounds, feasibility, ledger
from analyzer.model import InputError

HEDGES = "exact, about, under, over, at_most, at_least"
MEASURES = (
    "share, votes, margin_points, margin_votes, turnout, ballots, registered, coverage, coverage_count, coverage_total"
)
WHOLE = "non-negative whole totals"

ERRORS: dict[str, tuple[Callable[[], object], str]] = {
    "digits": (lambda: bounds.printed_unit("5,1", count=False), "expected plain digits such as 51.20, found '5,1'"),
    "no value": (
        lambda: bounds.usual_reading(nan, 1, "exact", "share"),
        "expected finite values and printed units, found nan",
    ),
    "no unit": (
        lambda: bounds.widest_reading(1, inf, "exact", "share"),
        "expected finite values and printed units, found inf",
    ),
    "a negative value": (
        lambda: bounds.usual_reading([3, -1, -2], 1, "exact", "share"),
        "expected a value of 0 or more, found -1.0",
    ),
    "a negative unit": (
        lambda: bounds.usual_reading(1, -0.5, "exact", "share"),
        "expected a printed unit of 0 or more, found -0.5",
    ),
    "text": (
        lambda: bounds.usual_reading("5", 1, "exact", "share"),
        "expected a value as a number of 0 or more, found np.str_('5')",
    ),
    "a truth": (
        lambda: bounds.usual_reading(1, True, "exact", "share"),
        "expected a printed unit as a number of 0 or more, found np.True_",
    ),
    "an object": (
        lambda: bounds.usual_reading(np.array([1, b"2"], object), 1, "exact", "share"),
        "expected a value as a number of 0 or more, found b'2'",
    ),
    "a hedge": (
        lambda: bounds.usual_reading([1, 2], 1, ["exact", "nearly"], "share"),
        f"expected a hedge of {HEDGES}, found 'nearly'",
    ),
    "a measure": (
        lambda: bounds.usual_reading(1, 1, "exact", "Share"),
        f"expected a measure of {MEASURES}, found 'Share'",
    ),
    "e below 0": (
        lambda: bounds.assumed_part(-0.1),
        "expected a part of 0 or more for uncounted tally sheets, found -0.1",
    ),
    "e of text": (
        lambda: bounds.assumed_part("1"),
        "expected a part of 0 or more for uncounted tally sheets, found '1'",
    ),
    "e of truth": (
        lambda: bounds.assumed_part(True),
        "expected a part of 0 or more for uncounted tally sheets, found True",
    ),
    "e without end": (
        lambda: bounds.assumed_part(inf),
        "expected a part of 0 or more for uncounted tally sheets, found inf",
    ),
    "a share too large": (
        lambda: bounds.rounding_interval(2**62, 2),
        f"expected a share of at most {2**62 - 2} in its last decimal, found {2**62}",
    ),
    "decimals": (lambda: bounds.vote_bounds(5, 7, 10), "expected decimals between 0 and 6, found 7"),
    "decimals below 0": (
        lambda: bounds.vote_bounds(5, [0, -1], 10),
        "expected decimals between 0 and 6, found [0, -1]",
    ),
    "decimals in halves": (lambda: bounds.vote_bounds(5, 1.5, 10), "expected decimals between 0 and 6, found 1.5"),
    "other decimals": (
        lambda: bounds.vote_bounds(["5.1", "5.12"], 1, 10),
        "expected a percentage with the decimals given, found '5.12'",
    ),
    "a point and nothing": (
        lambda: bounds.vote_bounds("5.", 0, 10),
        "expected a percentage with the decimals given, found '5.'",
    ),
    "nothing and a point": (
        lambda: bounds.vote_bounds(".5", 1, 10),
        "expected a percentage with the decimals given, found '.5'",
    ),
    "too many digits": (
        lambda: bounds.vote_bounds("1" * 16, 0, 10),
        f"expected a percentage with the decimals given, found '{'1' * 16}'",
    ),
    "a share in floating point": (
        lambda: bounds.vote_bounds(5.5, 1, 10),
        "expected a share as text or as scaled integers, found float64 np.float64(5.5)",
    ),
    "a share below 0": (
        lambda: bounds.vote_bounds([3, -5], 1, 10),
        "expected a share as text or as scaled integers, found -5",
    ),
    "a total in floating point": (
        lambda: bounds.vote_bounds(5, 1, 10.0),
        f"expected {WHOLE}, found float64 np.float64(10.0)",
    ),
    "a total below 0": (lambda: bounds.increment([1, 2], [3, -4]), f"expected {WHOLE}, found -4"),
    "a total too large": (lambda: bounds.vote_bounds(5, 1, 2**63), f"expected {WHOLE}, found {2**63}"),
    "a mode": (
        lambda: bounds.vote_bounds(5, 1, 10, "floor"),
        "expected a mode of half-up, half-even, truncate, ceiling, found 'floor'",
    ),
    "votes without end": (
        lambda: bounds.implied_total(inf, inf, 1, 2),
        "expected votes with a finite low end, found infinity",
    ),
    "a share without end": (
        lambda: bounds.implied_total(1, 2, inf, inf),
        "expected a share with a finite low end, found infinity",
    ),
    "votes below 0": (lambda: bounds.implied_total(1, -2, 1, 2), "expected votes of 0 or more, found -2.0"),
    "a final share below 0": (
        lambda: bounds.uncounted_share(-1, 2, 80, 90),
        "expected a share of 0 or more, found -1.0",
    ),
    "a coverage below 0": (
        lambda: bounds.uncounted_share(1, 2, -80, 90),
        "expected a coverage of 0 or more, found -80.0",
    ),
    "a coverage above 100": (
        lambda: bounds.uncounted_share(1, 2, [90, 101], 110),
        "expected a coverage of 100 at most, found 101.0",
    ),
    "the basis of a margin": (
        lambda: feasibility.conflicts(NINE, CONTEST, margin_basis="cast"),
        "expected a margin basis of valid or two, found 'cast'",
    ),
    "nobody's votes": (
        lambda: feasibility.joint_bounds(NINE[:2], CONTEST, feasibility.votes("nobody", 0)),
        "expected a subject with figures, total or others, found 'nobody' of count 0",
    ),
}


@pytest.mark.parametrize("name", ERRORS)
def test_errors_say_what_was_expected_and_what_was_found(name: str) -> None:
    call, words = ERRORS[name]
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the words are compared below)
        call()
    assert str(caught.value) == words


def test_two_claims_of_one_id() -> None:
    with pytest.raises(InputError) as caught:
        feasibility.conflicts([claim("cne share maduro 5", claim="x"), claim("cne share maduro 6", claim="x")], CONTEST)
    assert str(caught.value) == "claims: expected ids that differ, found 'x' twice"


def test_numbers_as_objects_are_numbers() -> None:
    """Of Python's integers beyond 64 bits."""
    votes = np.array([10**20, 7], dtype=object)
    low, high = bounds.implied_total(votes, votes, 50.0, 50.0)
    assert low.tolist() == high.tolist() == [2e20, 14.0]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"value": np.inf}, "value: expected a finite number of 0 or more, found inf"),
        ({"low": True}, "low: expected a finite number of 0 or more, found True"),
        ({"low": 52.0, "high": 51.0}, "low: expected 51.0 at most, its high, found 52.0"),
    ],
)
def test_a_claim_whose_numbers_are_none_is_named(changed: dict[str, float], said: str) -> None:
    with pytest.raises(InputError, match=said):
        ledger.build([replace(claim("cne share maduro 51"), **changed)], CONTEST)
