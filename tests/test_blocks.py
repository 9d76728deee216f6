"""Many tables in one call: the answers are those of one block, whatever the blocks."""

from __future__ import annotations

import numpy as np
import pytest

from analyzer.blocks import in_blocks
from analyzer.bounds import share_is_possible
from analyzer.checks import joint
from analyzer.ledger import Interval


@pytest.mark.parametrize("rows", [1, 7, 64, 100, 1000])
def test_answers_are_those_of_one_call(rows: int) -> None:
    rng = np.random.default_rng(3)
    share, total = rng.integers(0, 10_001, 100), rng.integers(1, 5000, 100)
    whole = share_is_possible(share, 2, total)
    assert (in_blocks(share_is_possible, share, 2, total, rows=rows) == whole).all()
    votes = rng.uniform(10.0, 90.0, (100, 4))
    cells = Interval(votes - 0.5, votes + 0.5), Interval(votes * 99.0, votes * 101.0)
    expected = joint.candidate_totals(*cells)
    found = in_blocks(joint.candidate_totals, *cells, rows=rows)
    assert type(found) is type(expected)
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one, other)


def test_what_is_not_one_a_row_is_handed_on() -> None:
    found = in_blocks(lambda votes, factors: votes * factors.sum(), np.arange(10.0), np.array([1.0, 2.0]), rows=3)
    assert found.tolist() == [3.0 * n for n in range(10)]


def test_no_rows_are_one_empty_block() -> None:
    assert in_blocks(lambda a: a > 1, np.array([])).shape == (0,)


@pytest.mark.parametrize(("given", "rows"), [((np.arange(3.0),), 0), ((1.0, "x"), 5), ((), 5)])
def test_nothing_to_cut(given: tuple[object, ...], rows: int) -> None:
    with pytest.raises(ValueError, match="expected"):
        in_blocks(lambda *some: some, *given, rows=rows)
