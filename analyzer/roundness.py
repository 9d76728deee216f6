"""How many vote counts are exactly the nearest integers to round percentages of their total: exact counting.

A count is *round* to d decimals where it is the nearest integer to p · T / 10^(d+2) for some whole p, a half rounded
up. Of all vectors of m counts that add to T, C(T + m − 1, m − 1) in number, those are counted whose every count is
round: the probability of a vector as round as the one found, were all equally likely (Tao 2024 asks the same of two
candidates, https://terrytao.wordpress.com/2024/08/02). Python's integers hold every number that int64 cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from math import comb, log2, sqrt
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Terms: TypeAlias = npt.NDArray[np.int64]

#: More decimals mean a hundred times as many round counts; nobody prints them.
MOST_DECIMALS = 2
#: By decimals, the most counts that exact counting takes some seconds for: the work grows with their square.
MOST_PARTS = {0: 500, 1: 150, 2: 50}
_INT64_MAX = 2**63 - 1


def too_round(
    votes: npt.ArrayLike, total: npt.ArrayLike, decimals: int
) -> tuple[bool, Fraction] | tuple[npt.NDArray[np.bool_], list[Fraction]]:
    """Whether all counts are the nearest integers to percentages with that many decimals, and the chance of it.

    `votes` has the shape (k,) or, for a batch, (n, k), and `total` one number or n of them. What the votes leave of
    the total is one more count. The probability is uniform on the vote vectors that add to the total. A batch gives
    an array of bool and a list of Fractions. ValueError: votes or totals that are no non-negative integers, votes
    beyond their total, a total of 0, decimals outside 0 to 2, more counts than `MOST_PARTS`.
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
    limit, found = MOST_PARTS[int(decimals)], int(counts.max(initial=0))
    if found > limit:
        raise ValueError(f"expected {limit} counts at most to so many decimals, found {found} with the rest")
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


def round_vectors(total: int, parts: int, whole: int) -> int:
    """How many vectors of `parts` counts that add to `total` are round, `whole` being 10^(d+2). Exact.

    Where T is at most `whole`, every integer is the nearest to some percentage. Where it exceeds parts · whole / 2,
    the percentages of a vector must add to 100 %: p counts off by at most half a vote each cannot make up for one. Then
    T less a multiple of `whole` has as many, as long as it still exceeds that: of p · T / whole, p times a whole number
    goes, and what is rounded stays.
    """
    if parts == 1:
        return 1
    if total <= whole:
        return comb(total + parts - 1, parts - 1)
    if 2 * total > parts * whole:
        beyond = parts * whole // 2 + 1
        total = beyond + (total - beyond) % whole
    return _by_value(total, parts, whole)


@lru_cache(maxsize=4096)
def _by_value(total: int, parts: int, whole: int) -> int:
    """Vectors of round counts that add to a total: a coefficient of a power of a polynomial, which has a term for each
    count that is round. It is found modulo one prime after another, until they tell it from all it can be (Chinese
    remainders); each is small enough for convolutions in float64, rounded, to be exact.
    """
    ends = np.array([(2 * p * total + whole) // (2 * whole) for p in range(whole + 1)])
    terms = np.zeros(total + 1, np.int64)
    terms[ends] = 1
    size = 1 << (2 * total).bit_length()
    # The percentages add to 100 %, or where they need not, all but the last are free.
    some = 2 * total <= parts * whole
    most = (whole + 1) ** (parts - 1) if some else comb(whole + parts - 1, parts - 1)
    found, modulus = 0, 1
    primes = _primes(total, size)
    while modulus <= most:
        prime = next(primes)
        half = _power(terms, parts // 2, prime, size)
        other = _product(half, terms, prime, size) if parts % 2 else half
        rest = int(half @ other[::-1]) % prime
        found += modulus * ((rest - found) * pow(modulus, -1, prime) % prime)
        modulus *= prime
    return found


def _primes(total: int, size: int) -> Iterator[int]:
    """Primes, the largest first, for which a convolution of residues by way of Fourier's transform is off by less
    than a quarter: its error is a few log2(size) times float64's, relative to the norms of both.
    """
    error = 16.0 * log2(size) * float(np.finfo(np.float64).eps)
    largest = min(int(2.0 * sqrt(0.25 / (error * (total + 1)))), 2**16)
    sieve = np.ones(largest + 1, np.bool_)
    sieve[:2] = False
    for n in range(2, int(sqrt(largest)) + 1):
        sieve[n * n :: n] = False
    return iter(np.flatnonzero(sieve)[::-1].tolist())


def _power(terms: Terms, exponent: int, prime: int, size: int) -> Terms:
    """The power of a polynomial modulo a prime, as far as it is long."""
    found = terms
    for bit in f"{exponent:b}"[1:]:
        found = _product(found, found, prime, size)
        if bit == "1":
            found = _product(found, terms, prime, size)
    return found


def _product(one: Terms, other: Terms, prime: int, size: int) -> Terms:
    """The product of two polynomials modulo a prime, as far as they are long; residues lie around 0."""
    first = np.fft.rfft(one, size)
    second = first if other is one else np.fft.rfft(other, size)
    made = np.rint(np.fft.irfft(first * second, size)[: len(one)]).astype(np.int64)
    return np.asarray((made + prime // 2) % prime - prime // 2)
