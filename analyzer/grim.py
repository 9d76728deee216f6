"""Whether any vote count gives a printed share, for millions of rows: float64 in blocks that stay in the cache.

With whole = 10^(d+2) and D = 2 · whole, the votes v that print as a share s have v · D between low = (2s + a) · T and
high = (2s + b) · T, a and b from the rounding mode, each end included or not. All are integers, so an end that is left
out moves by one, and a v exists where the greatest multiple of D up to high is at least low. Below 2^53 integers are
exact in float64, and so is the floor of x / D: x / D lies at least 1/D below the next integer k, and rounding up to k
would take a gap under k · 2^-53, that is k · D > 2^53, past the range. No v beyond T comes in: for s = whole T itself
is one, and for a smaller share high lies below D · T.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_EXACT = 2**53
#: Rows a block: the working arrays fit the second-level cache.
BLOCK = 16_384

#: By rounding mode: a, b, by how much the low end and the high end move inwards, 1 where it rounds to another share and
#: is left out; None where the parity of s says.
ENDS = {
    "half-up": (-1, 1, 0, 1),
    "half-even": (-1, 1, None, None),
    "truncate": (0, 2, 0, 1),
    "ceiling": (-2, 0, 1, 0),
}


def possible(share: object, decimals: object, total: object, mode: str) -> npt.NDArray[np.bool_] | None:
    """The answer for int64 arrays of one shape and one number of decimals; None for anything else.

    None, too, where a row is out of the exact range, negative, or a share above 100 %: those are for exact integers.
    """
    if not (_plain(share) and _plain(total)) or share.shape != total.shape or mode not in ENDS:  # type: ignore[attr-defined]
        return None
    if isinstance(decimals, bool) or not isinstance(decimals, int | np.integer) or not 0 <= decimals <= 6:
        return None
    rows: npt.NDArray[np.int64] = share.reshape(-1)  # type: ignore[attr-defined]
    totals: npt.NDArray[np.int64] = total.reshape(-1)  # type: ignore[attr-defined]
    whole = 10 ** (int(decimals) + 2)
    out = np.empty(rows.size, np.bool_)
    work = np.empty((4, min(BLOCK, max(rows.size, 1))))
    for start in range(0, rows.size, BLOCK):
        part, of = rows[start : start + BLOCK], totals[start : start + BLOCK]
        # As unsigned numbers, negative ones are the largest: one pass finds both faults.
        most, largest = int(part.view(np.uint64).max()), int(of.view(np.uint64).max())
        if most > whole or (2 * most + 2) * largest >= _EXACT:
            return None
        _block(part, of, 2.0 * whole, mode, work[:, : part.size], out[start : start + BLOCK])
    return out.reshape(share.shape)  # type: ignore[attr-defined]


def _plain(given: Any) -> bool:
    return isinstance(given, np.ndarray) and given.dtype == np.int64 and given.flags.c_contiguous


def _block(
    share: npt.NDArray[np.int64],
    total: npt.NDArray[np.int64],
    D: float,
    mode: str,
    work: npt.NDArray[np.float64],
    out: npt.NDArray[np.bool_],
) -> None:
    """One block, in place: `work` holds high, T, the greatest multiple, and the parity of the share."""
    high, T, multiple, odd = work
    a, b, low_in, high_in = ENDS[mode]
    np.copyto(high, share)
    np.copyto(T, total)
    high *= 2.0
    if b:
        high += b
    high *= T
    by: float | npt.NDArray[np.float64]
    if high_in is None:
        np.bitwise_and(share, 1, out=odd, casting="unsafe")
        by = odd
    else:
        by = float(high_in)
    np.subtract(high, by, out=multiple)
    multiple /= D
    np.floor(multiple, out=multiple)
    multiple *= D
    T *= b - a
    high -= T  # now it is the low end
    if low_in is None:
        high += odd
    elif low_in:
        high += low_in
    np.greater_equal(multiple, high, out=out)
    if mode == "half-even":
        # Of no votes at all both ends are 0 and included: still there is no share.
        np.logical_and(out, total, out=out)
