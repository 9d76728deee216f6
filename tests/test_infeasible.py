"""Tables that cannot be true, by an opinion that shares no code with the product: all are found, all sets minimal."""

from __future__ import annotations

import pytest

from analyzer import checks, ledger
from analyzer.feasibility import model
from analyzer.model import Basis, Hedge, Verdict
from benchmarks import oracle
from benchmarks.infeasible_tables import FIRST, E, Tally, judge, known, read, spoiled
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


def test_a_set_of_few_figures_is_tried_on_every_basis_however_many_choices_all_figures_leave() -> None:
    """Two counts of shares, each of any whole, with leads over any of three: more cases than are tried for all."""
    tally = Tally()
    assert list(judge(22152, tally)) == []
    assert (tally.beyond_doubt, tally.called, tally.sets) == (1, 1, 1)


def test_where_its_own_choices_are_too_many_a_set_is_not_said_to_be_saved_by_leads_of_two_bases(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No lead here leaves its basis open. Nine cases are enough for the usual reading, and not for the widest."""
    monkeypatch.setattr(model, "_CASES", 9)
    claims, contest = spoiled(22152)
    (found,) = [f for f in checks.run(ledger.build(claims, contest), E) if f.check == "conflict"]
    assert found.verdict is Verdict.STRAINED
    assert "; the widest reading leaves more ways to take them than are tried, and in one they may" in found.message
    assert "one lead of all valid votes" not in found.message
