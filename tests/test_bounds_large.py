"""A million rows, random and rich in ties, against exact fractions; and every edge of the fast path."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_bounds import printed

from analyzer import bounds, grim

ROWS = 250_000  # for each of the four modes


def tables(rng: np.random.Generator, decimals: int, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Shares and totals: a third at random, a third on totals that tie, a third one step from what some votes give."""
    whole = 10 ** (decimals + 2)
    total = rng.integers(0, 5 * whole, rows)
    total[::3] = rng.integers(1, 2 * whole // 8 + 1, len(total[::3])) * 8
    share = rng.integers(0, whole + 1, rows)
    votes = rng.integers(0, total + 1)
    near = votes * whole // np.maximum(total, 1) + rng.integers(-1, 2, rows)
    share[1::3] = np.clip(near, 0, whole)[1::3]
    share[::3] = np.clip(near, 0, whole)[::3]
    return share, total


def is_possible(share: int, total: int, decimals: int, mode: str) -> bool:
    """By rounding the two vote counts beside the share: if any count prints so, one of these does."""
    below = share * total // 10 ** (decimals + 2)
    return total > 0 and any(printed(v, total, decimals, mode) == share for v in (below, below + 1) if v <= total)


@pytest.mark.parametrize("mode", bounds.MODES)
def test_a_million_rows_in_fractions(mode: str) -> None:
    rng = np.random.default_rng(2024)
    for decimals, rows in ((1, ROWS // 2), (2, ROWS // 4), (0, ROWS // 8), (4, ROWS // 8)):
        share, total = tables(rng, decimals, rows)
        assert grim.possible(share, decimals, total, mode) is not None
        found = bounds.share_is_possible(share, decimals, total, mode)
        wrong = [
            (s, T)
            for s, T, answer in zip(share.tolist(), total.tolist(), found.tolist(), strict=True)
            if is_possible(s, T, decimals, mode) != answer
        ]
        assert wrong == []
        assert 0 < found.mean() < 1


@given(st.integers(0, 6), st.sampled_from(bounds.MODES), st.integers(0, 2**32 - 1))
def test_the_fast_path_says_what_vote_bounds_says(decimals: int, mode: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    share = rng.integers(0, 10 ** (decimals + 2) + 1, 200)
    # Up to the edge of the exact range, where a quotient lies closest below an integer.
    total = rng.integers(0, min(2**53 // (2 * 10 ** (decimals + 2) + 2), 10**12), 200)
    fast = grim.possible(share, decimals, total, mode)
    assert fast is not None
    low, high = bounds.vote_bounds(share, decimals, total, mode)
    assert fast.tolist() == (low <= high).tolist()


@pytest.mark.parametrize(
    ("share", "decimals", "total", "mode"),
    [
        (np.array([-1]), 2, np.array([10]), "half-up"),
        (np.array([10_001]), 2, np.array([10]), "half-up"),
        (np.array([5000]), 2, np.array([-10]), "half-up"),
        (np.array([5000]), 2, np.array([2**53]), "half-up"),
        (np.array([5000]), 7, np.array([10]), "half-up"),
        (np.array([5000]), 2, np.array([10]), "nearest"),
        (np.array([5000.0]), 2, np.array([10]), "half-up"),
        (np.array([5000]), 2, np.array([10, 20]), "half-up"),
        ("50.00", 2, 10, "half-up"),
    ],
)
def test_what_the_fast_path_leaves_to_exact_integers(share: object, decimals: int, total: object, mode: str) -> None:
    assert grim.possible(share, decimals, total, mode) is None


def test_blocks_join_without_a_seam() -> None:
    rows = 2 * grim.BLOCK + 7
    share, total = np.full(rows, 3333), np.full(rows, 3)
    share[grim.BLOCK] = 3334
    found = bounds.share_is_possible(share, 2, total)
    assert found.sum() == rows - 1
    assert not found[grim.BLOCK]
    assert bounds.share_is_possible(share.reshape(1, -1), 2, total.reshape(1, -1)).shape == (1, rows)
    assert bounds.share_is_possible(share[:0], 2, total[:0]).shape == (0,)
