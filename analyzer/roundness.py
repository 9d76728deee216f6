"""How many vote counts are exactly the nearest integers to round percentages of their total: exact counting.

A count is *round* to d decimals where it is the nearest integer to p · T / 10^(d+2) for some whole p, a half rounded
up. Of all vectors of m counts that add to T, C(T + m − 1, m − 1) in number, those are counted whose every count is
round: the probability of a vector as round as the one found, were all equally likely (Tao 2024 asks the same of two
candidates, https://terrytao.wordpress.com/2024/08/02). Python's integers hold every number that int64 cannot.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import comb

import numpy as np
import numpy.typing as npt

#: More decimals mean 10^(2d + 4) steps for each further candidate; nobody prints them.
MOST_DECIMALS = 2
_INT64_MAX = 2**63 - 1


def too_round(
    votes: npt.ArrayLike, total: npt.ArrayLike, decimals: int
) -> tuple[bool, Fraction] | tuple[npt.NDArray[np.bool_], list[Fraction]]:
    """Whether all counts are the nearest integers to percentages with that many decimals, and the chance of it.

    `votes` has the shape (k,) or, for a batch, (n, k), and `total` one number or n of them. What the votes leave of
    the total is one more count. The probability is uniform on the vote vectors that add to the total. A batch gives
    an array of bool and a list of Fractions. ValueError: votes or totals that are no non-negative integers, votes
    beyond their total, a total of 0, decimals outside 0 to 2.
    """
    if isinstance(decimals, bool) or not isinstance(decimals, int | np.integer) or not 0 <= decimals <= MOST_DECIMALS:
        raise ValueError(f"expected decimals between 0 and {MOST_DECIMALS}, found {decimals!r}")
    given = _integers(votes, "votes")
    if given.ndim not in (1, 2) or given.shape[-1] == 0:
        raise ValueError(f"expected votes of shape (k,) or (n, k), found {given.shape}")
    batch = np.atleast_2d(given)
    totals = np.broadcast_to(_integers(total, "totals"), (len(batch),))
    # Sums in Python integers cannot wrap.
    left = totals.astype(object) - batch.astype(object).sum(axis=1) if len(batch) else totals
    if (totals == 0).any() or (left < 0).any():
        at = int(np.flatnonzero((totals == 0) | (left < 0))[0])
        raise ValueError(f"expected a total of at least the votes and of 1, found {totals[at]} in row {at}")
    parts = np.column_stack([batch, left.astype(np.int64)])
    whole = 10 ** (int(decimals) + 2)
    flags = np.asarray(is_round(parts, totals[:, None], int(decimals)).all(axis=1), np.bool_)
    counts = batch.shape[1] + (left > 0)
    chances = [
        Fraction(round_vectors(int(T), int(m), whole), comb(int(T) + int(m) - 1, int(m) - 1))
        for T, m in zip(totals.tolist(), counts.tolist(), strict=True)
    ]
    if given.ndim == 2:
        return flags, chances
    return bool(flags[0]), chances[0]


def _integers(given: npt.ArrayLike, what: str) -> npt.NDArray[np.int64]:
    """Non-negative int64 of an integer array, Python integers included."""
    array = np.asarray(given)
    if array.dtype.kind not in "iu" or (array.size and (array.min() < 0 or array.max() > _INT64_MAX)):
        raise ValueError(f"expected non-negative whole {what}, found {given!r}")
    return array.astype(np.int64)


def is_round(votes: npt.NDArray[np.int64], total: npt.NDArray[np.int64], decimals: int) -> npt.NDArray[np.bool_]:
    """Whether each count is the nearest integer to a percentage of its total with that many decimals.

    Distances in units of 1/whole votes: the percentages next to a count are those next to votes · whole / total.
    """
    return np.asarray(nearest_round(votes, total, decimals) == votes)


def nearest_round(votes: npt.NDArray[np.int64], total: npt.NDArray[np.int64], decimals: int) -> npt.NDArray[np.int64]:
    """The round count nearest to each: the nearest integer to p · T / 10^(d+2), where p is the nearest percentage."""
    whole = 10 ** (decimals + 2)
    wide = int(total.max(initial=0)) * whole * 2 + int(total.max(initial=0)) * 2 > _INT64_MAX
    v, T = (votes.astype(object), total.astype(object)) if wide else (votes, total)
    p = (2 * v * whole + T) // (2 * T)
    return np.asarray((2 * p * T + whole) // (2 * whole)).astype(np.int64)


@lru_cache(maxsize=256)
def round_vectors(total: int, parts: int, whole: int) -> int:
    """How many vectors of `parts` counts that add to `total` are round, `whole` being 10^(d+2).

    Where T is at most `whole`, every integer is the nearest to some percentage. Where it exceeds parts · whole / 2,
    the percentages of a vector must add to 100 %: p counts off by at most half a vote each cannot make up for one.
    """
    if parts == 1:
        return 1
    if total <= whole:
        return comb(total + parts - 1, parts - 1)
    ends = np.array([(2 * p * total + whole) // (2 * whole) for p in range(whole + 1)])
    if 2 * total <= parts * whole:
        return _by_value(ends, total, parts)
    half = _beginnings(ends, parts // 2)
    return _joined(half if parts % 2 == 0 else _beginnings(ends, parts - parts // 2), half, ends)


def _kind(largest: int) -> np.dtype[np.generic]:
    """int64 while it holds the numbers counted, Python's integers beyond."""
    return np.dtype(np.int64) if largest <= _INT64_MAX else np.dtype(object)


def _by_value(ends: npt.NDArray[np.int64], total: int, parts: int) -> int:
    """Vectors of round counts that add to the total, by the sum of the first so many of them."""
    values = np.unique(ends)
    kind = _kind(comb(total + parts - 1, parts - 1))
    ways = np.zeros(total + 1, kind)
    ways[values] = 1
    for _ in range(parts - 2):
        more = np.zeros(total + 1, kind)
        for value in values.tolist():
            more[value:] += ways[: total + 1 - value]
        ways = more
    return int(sum(ways[total - values].tolist()))


def _beginnings(ends: npt.NDArray[np.int64], parts: int) -> dict[int, npt.NDArray[np.generic]]:
    """By offset o, an array over P: vectors of `parts` percentages that add to P and whose round counts, to S(P) + o.

    Each count is off by half a vote at most, so few offsets occur.
    """
    whole = len(ends) - 1
    if parts == 1:
        return {0: np.ones(whole + 1, np.int64)}
    ways: dict[int, npt.NDArray[np.generic]] = {by: np.zeros(whole + 1, np.int64) for by in (-1, 0, 1)}
    for both in range(whole + 1):
        off = ends[: both + 1] + ends[both::-1] - ends[both]
        up, down = int(np.count_nonzero(off == 1)), int(np.count_nonzero(off == -1))
        ways[1][both], ways[-1][both], ways[0][both] = up, down, both + 1 - up - down
    for step in range(3, parts + 1):
        ways = _one_more(ways, ends, _kind(comb(whole + step - 1, step - 1)))
    return ways


def _one_more(
    ways: dict[int, npt.NDArray[np.generic]], ends: npt.NDArray[np.int64], kind: np.dtype[np.generic]
) -> dict[int, npt.NDArray[np.generic]]:
    """The beginnings that are longer by one percentage."""
    whole = len(ends) - 1
    longer = {by: np.zeros(whole + 1, kind) for by in range(min(ways) - 1, max(ways) + 2)}
    for p in range(whole + 1):
        off = ends[: whole + 1 - p] + ends[p] - ends[p:]
        for by in (-1, 0, 1):
            here = np.flatnonzero(off == by)
            for before, array in ways.items():
                longer[before + by][here + p] += array[here].astype(kind)
    return {by: array for by, array in longer.items() if array.any()}


def _joined(
    first: dict[int, npt.NDArray[np.generic]], second: dict[int, npt.NDArray[np.generic]], ends: npt.NDArray[np.int64]
) -> int:
    """Vectors of a beginning of each kind whose percentages add to 100 % and whose counts add to the total."""
    off = ends + ends[::-1] - ends[-1]
    return sum(
        int(sum((array.astype(object) * other[::-1].astype(object))[off == -before - by].tolist()))
        for before, array in first.items()
        for by, other in second.items()
    )
