"""Tables that cannot be true, by an opinion that shares no code with the product: all are found, all sets minimal."""

from __future__ import annotations

import pytest

from analyzer.model import Basis, Hedge
from benchmarks import oracle
from benchmarks.infeasible_tables import FIRST, E, Tally, judge, known, read
from benchmarks.true_tables import true_table


@pytest.mark.parametrize("first", [0, 1000, 2000, 3000])
def test_spoiled_tables_are_found_and_their_sets_are_minimal(first: int) -> None:
    tally = Tally()
    complaints = [line for seed in range(first, first + 16) for line in judge(seed, tally)]
    assert complaints == []
    assert tally.found == tally.impossible > 4
    assert tally.sets >= tally.found


def test_the_second_opinion_lets_true_tables_pass() -> None:
    passed = 0
    for seed in range(40):
        table = true_table(seed)
        plain = [c for c in table.claims if c.as_of == FIRST and c.hedge is Hedge.EXACT and known(c)]
        claims = [read(c) for c in plain if c.measure != "ballots" or c.basis is Basis.VALID][:9]
        if claims and table.spread <= E:
            passed += 1
            assert oracle.possible(claims, table.contest, E, claims, widest=True, give=1e-6), seed
    assert passed > 10
