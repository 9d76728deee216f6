"""What must not matter: the order of the claims, and whether a claim is told once or again in another document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from analyzer import checks, ledger
from analyzer.model import Claim, Contest, Verdict
from benchmarks.true_tables import true_table

CLOSED = tuple(check for check in checks.CHECKS if check.id != "conflict")
SEEDS = range(12)


def answers(claims: Sequence[Claim], contest: Contest) -> Counter[tuple[object, ...]]:
    """How often each answer is given, without the ids of the claims and the sentences, which say where they stand."""
    built = ledger.build(list(claims), contest)
    found = [finding for check in CLOSED for finding in check.run(built, 0.25)]
    return Counter((f.check, f.verdict, f.subject, f.unit) for f in found)


def disturbed(seed: int) -> tuple[list[Claim], Contest]:
    """A true table with one count made far too large, so that there is something to find."""
    table = true_table(seed)
    claims = list(table.claims)
    for place, claim in enumerate(claims):
        if claim.measure == "votes":
            claims[place] = replace(claim, value=claim.value * 50, low=claim.low * 50, high=claim.high * 50)
            break
    return claims, table.contest


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_the_claims_does_not_matter(seed: int) -> None:
    claims, contest = disturbed(seed)
    order = np.random.default_rng(seed).permutation(len(claims))
    assert answers([claims[place] for place in order], contest) == answers(claims, contest)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_claim_told_again_changes_no_verdict(seed: int) -> None:
    claims, contest = disturbed(seed)
    again = [replace(claim, claim=f"{claim.claim}-again", document="another.txt") for claim in claims]
    assert answers([*claims, *again], contest) == answers(claims, contest)


def test_the_disturbed_tables_hold_something_to_find() -> None:
    told = [answers(*disturbed(seed)) for seed in SEEDS]
    assert any(verdict is Verdict.INCONSISTENT for counter in told for _, verdict, *_ in counter)
