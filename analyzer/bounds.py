"""What a written figure allows: from its digits and the words beside it to an interval, and what intervals imply.

Everything here takes arrays of any broadcastable shapes and needs numpy alone. Ends are treated as closed: where the
rounding convention leaves an end open, the closed one errs towards letting figures agree. Integer questions
(`vote_bounds`, `share_is_possible`) respect open ends and are exact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from analyzer import grim
from analyzer.model import MEASURES, Hedge
from analyzer.roundness import too_round as too_round

Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Words: TypeAlias = str | Sequence[str] | npt.NDArray[np.str_]

MODES = tuple(grim.ENDS)

#: The most separately rounded shares that a share of all others is taken to be the sum of.
MOST_SHARES = 50

#: Integers below this are exact in float64, and so is the floor of a quotient of two of them.
_FLOAT_EXACT = 2**53
_INT64_MAX = 2**63 - 1
_LARGEST_SCALED = _INT64_MAX // 2 - 1  # twice that and one still fit

_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")

#: A count with this many zeros at its end was rounded to its last other digit.
_ROUND_ZEROS = 3


def printed_unit(digits: str, *, count: bool) -> Decimal:
    """The last printed unit of a plain decimal string (point as separator, no grouping).

    "51.20" gives 0.01 and "65" gives 1. A whole count gives 0, printed in full, unless it ends in three zeros or
    more: then the place of its last other digit ("16000" gives 1000). ValueError for anything but digits and a point.
    """
    if not _PLAIN.fullmatch(digits):
        raise ValueError(f"expected plain digits such as 51.20, found {digits!r}")
    whole, _, fraction = digits.partition(".")
    if fraction:
        return Decimal(1).scaleb(-len(fraction))
    if not count:
        return Decimal(1)
    zeros = len(whole) - len(whole.rstrip("0"))
    return Decimal(10) ** zeros if zeros >= _ROUND_ZEROS and whole.strip("0") else Decimal(0)


# How far a figure reaches below and above its value, in printed units, by hedge: (usual down, up, widest down, up).
_REACH = {
    Hedge.EXACT: (0.5, 0.5, 0.5, 1.0),
    Hedge.ABOUT: (1.0, 1.0, 2.0, 2.0),
    Hedge.UNDER: (1.0, 0.0, 2.0, 0.0),
    Hedge.OVER: (0.0, 1.0, 0.0, 2.0),
    Hedge.AT_MOST: (1.0, 0.0, np.inf, 0.0),
    Hedge.AT_LEAST: (0.0, 1.0, 0.0, np.inf),
}
# In the widest reading an exact margin is a difference of printed shares, and an exact count was rounded to nearest.
_EXACT_POINTS = (0.5, 0.5, 1.0, 1.0)
_EXACT_COUNT = (0.5, 0.5, 0.5, 0.5)

_COUNT = 2  # the kind of a measure that counts
_CLEAR = 1e9  # in a reading of a share finer digits than these are cleared of binary noise
_KINDS = {name: 0 if m.unit == "percent" else 1 if m.unit == "points" else _COUNT for name, m in MEASURES.items()}


def usual_reading(
    value: npt.ArrayLike, resolution: npt.ArrayLike, hedge: Words, measure: Words
) -> tuple[Floats, Floats]:
    """(low, high) of what a figure usually means: 51.95 is 51.945 to 51.955, "almost 38" is 37 to 38.

    `value` and its last printed unit `resolution` in the unit of `measure`; percentages stay within 0 and 100 unless
    printed above 100. A hedged count printed in full moves by its last digit. ValueError for an unknown word, and for a
    value or unit that is negative, missing, infinite or no number.
    """
    return _reading(value, resolution, hedge, measure, 0)


def usual_ends(value: float, resolution: float, hedge: Hedge, measure: str) -> tuple[float, float]:
    """`usual_reading` of one figure, in plain numbers: a text has a handful, for which arrays take forty times as long.

    The value and its printed unit are finite and not negative.
    """
    kind = _KINDS[measure]
    down, up, _, _ = _REACH[hedge]  # the usual reach of an exact figure is the same for all kinds
    unit = max(resolution, 1.0) if kind == _COUNT and hedge is not Hedge.EXACT else resolution
    low, high = max(value - down * unit, 0.0), value + up * unit
    if kind != _COUNT:
        high = min(high, 100.0) if value <= 100.0 else high
        low, high = round(low * _CLEAR) / _CLEAR, round(high * _CLEAR) / _CLEAR
    return min(low, value), max(high, value)


def widest_reading(
    value: npt.ArrayLike, resolution: npt.ArrayLike, hedge: Words, measure: Words
) -> tuple[Floats, Floats]:
    """(low, high) of the most that a figure can mean, whatever the rounding: 51.95 is 51.945 to 51.96.

    Arguments and errors as in `usual_reading`; "at least" a count has no upper end (infinity).
    """
    return _reading(value, resolution, hedge, measure, 2)


def _reading(
    value: npt.ArrayLike, resolution: npt.ArrayLike, hedge: Words, measure: Words, first: int
) -> tuple[Floats, Floats]:
    hedges = _codes(hedge, list(_REACH), "hedge")
    kinds = np.array(list(_KINDS.values()))[_codes(measure, list(_KINDS), "measure")]
    figures = _numbers(value, "a value"), _numbers(resolution, "a printed unit")
    for given in figures:
        if not np.isfinite(given).all():
            raise ValueError(f"expected finite values and printed units, found {given[~np.isfinite(given)].flat[0]}")
    v, u, hedges, kinds = np.broadcast_arrays(*figures, hedges, kinds)
    # One row a kind of measure (percent, points, count), one a hedge, then the four reaches.
    reach = np.array([list(_REACH.values())] * 3)
    reach[1, 0], reach[2, 0] = _EXACT_POINTS, _EXACT_COUNT
    down, up = reach[kinds, hedges, first], reach[kinds, hedges, first + 1]
    u = np.where((kinds == 2) & (hedges != 0), np.maximum(u, 1.0), u)
    low = np.maximum(v - _times(down, u), 0.0)
    high = v + _times(up, u)
    high = np.where((kinds != 2) & (v <= 100.0), np.minimum(high, 100.0), high)
    # Nine decimals are finer than anything printed: they only clear binary noise. Counts are exact as they are.
    low, high = (np.where(kinds == 2, end, np.round(np.where(kinds == 2, 0.0, end), 9)) for end in (low, high))
    return np.minimum(low, v), np.maximum(high, v)


def _times(reach: Floats, unit: Floats) -> Floats:
    """reach · unit, where an infinite reach stays infinite even of a unit of 0."""
    finite = np.where(np.isinf(reach), 0.0, reach)
    return np.where(np.isinf(reach), np.inf, finite * unit)


def _codes(words: Words, known: Sequence[str], what: str) -> npt.NDArray[np.intp]:
    """The place of each word in `known`; ValueError names the first that is not there."""
    found = np.asarray(words, dtype=np.str_)
    same = found[..., None] == np.array([str(word) for word in known])
    if not same.any(axis=-1).all():
        stranger = found[~same.any(axis=-1)].flat[0]
        raise ValueError(f"expected a {what} of {', '.join(known)}, found {str(stranger)!r}")
    return np.asarray(np.argmax(same, axis=-1), dtype=np.intp)


def assumed_part(uncounted: object) -> float:
    """e, by which votes per uncounted tally sheet may differ; ValueError for what is no number of 0 or more."""
    good = isinstance(uncounted, int | float | np.integer | np.floating) and not isinstance(uncounted, bool)
    if not good or not 0.0 <= float(uncounted) < float("inf"):  # type: ignore[arg-type]
        raise ValueError(f"expected a part of 0 or more for uncounted tally sheets, found {uncounted!r}")
    return float(uncounted)  # type: ignore[arg-type]


def _numbers(given: npt.ArrayLike, what: str) -> Floats:
    """Numbers of 0 or more as float64, NaN where missing; ValueError names the first that is none."""
    array = np.asarray(given)
    if array.dtype.kind not in "iuf" and array.size:
        # Objects may be Python's integers or None; text is never taken for a number.
        stranger = next((one for one in array.flat if isinstance(one, bool | np.bool_) or _no_number(one)), None)
        if stranger is not None:
            raise ValueError(f"expected {what} as a number of 0 or more, found {stranger!r}")
    numbers = array.astype(np.float64)
    if (numbers < 0.0).any():
        raise ValueError(f"expected {what} of 0 or more, found {numbers[numbers < 0.0].flat[0]}")
    return numbers


def _no_number(one: object) -> bool:
    return one is not None and not isinstance(one, int | float | np.integer | np.floating)


def rounding_interval(value: npt.ArrayLike, decimals: npt.ArrayLike, mode: str = "half-up") -> tuple[Floats, Floats]:
    """(low, high) in percent of the numbers that round to the printed `value`, ends included or not as `mode` has it.

    `value` is a percentage as text ("51.95") or as a scaled integer (5195 with decimals=2). Ends are the float64
    nearest to the exact ones, and are not cut at 0 or 100. ValueError as in `vote_bounds`.
    """
    scaled, places = _scaled(value, decimals)
    if (scaled > _LARGEST_SCALED).any():
        raise ValueError(f"expected a share of at most {_LARGEST_SCALED} in its last decimal, found {value!r}")
    below, above = _doubled_ends(scaled, mode)
    doubled = 2.0 * 10.0**places
    return below / doubled, above / doubled


def vote_bounds(
    share: npt.ArrayLike, decimals: npt.ArrayLike, total: npt.ArrayLike, mode: str = "half-up"
) -> tuple[Integers, Integers]:
    """(lowest, highest) integer votes of `total` whose percentage is printed as `share`; lowest > highest where none.

    `share` as in `rounding_interval`, `total` non-negative integers. A total of 0 and a share above 100 % have none.
    ValueError: a float, negative or missing share or total, text whose digits differ from `decimals`, decimals
    outside 0 to 6, an unknown mode. Exact: float64 inside its exact range, int64 beyond, Python integers past that.
    """
    scaled, places = _scaled(share, decimals)
    totals = _totals(total)
    scaled, places, totals = np.broadcast_arrays(scaled, places, totals)
    doubled = 2 * 10 ** (places + 2)
    none = (scaled > doubled // 2) | (totals == 0)
    # A share above 100 % has no votes; cut at 100 % it keeps the products small.
    scaled = np.minimum(scaled, doubled // 2)
    below, above = _doubled_ends(scaled, mode)
    floor_low, ceil_low = _floor_and_ceil(below, totals, doubled)
    floor_high, ceil_high = _floor_and_ceil(above, totals, doubled)
    low_closed, high_closed = _closed_ends(scaled, mode)
    lowest = np.where(low_closed, ceil_low, floor_low + 1)
    highest = np.where(high_closed, floor_high, ceil_high - 1)
    lowest, highest = np.maximum(lowest, 0), np.minimum(highest, totals)
    return np.where(none, 1, lowest).astype(np.int64), np.where(none, 0, highest).astype(np.int64)


def share_is_possible(
    share: npt.ArrayLike, decimals: npt.ArrayLike, total: npt.ArrayLike, mode: str = "half-up"
) -> Flags:
    """Whether any integer number of votes of `total` is printed as `share`. Arguments and errors as in `vote_bounds`.

    The GRIM test for percentages (Brown & Heathers 2017, doi:10.1177/1948550616673876).
    """
    fast = grim.possible(share, decimals, total, mode)
    if fast is not None:
        return fast
    lowest, highest = vote_bounds(share, decimals, total, mode)
    return np.asarray(lowest <= highest)


def _scaled(share: npt.ArrayLike, decimals: npt.ArrayLike) -> tuple[Integers, Integers]:
    """Printed percentages as integers in units of 10^-decimals, and the decimals; ValueError for what is neither."""
    places = np.asarray(decimals)
    if places.dtype.kind not in "iu" or (places < 0).any() or (places > 6).any():
        raise ValueError(f"expected decimals between 0 and 6, found {decimals!r}")
    places = places.astype(np.int64)
    given = np.asarray(share)
    if given.dtype.kind == "O" and all(isinstance(item, str) for item in given.flat):
        given = given.astype(np.str_)
    if given.dtype.kind not in "UT":
        return _whole(given, "a share as text or as scaled integers"), places
    return _from_text(given.astype(np.str_), places), places


def _from_text(texts: npt.NDArray[np.str_], places: Integers) -> Integers:
    texts, places = np.broadcast_arrays(texts, places)
    head, point, tail = np.moveaxis(np.char.partition(texts, "."), -1, 0)
    digits = np.char.add(head, tail)
    good = np.char.isdecimal(digits) & (np.char.str_len(head) > 0) & (np.char.str_len(tail) == places)
    good &= (point == "") == (places == 0)
    good &= np.char.str_len(digits) <= 15
    if not good.all():
        raise ValueError(f"expected a percentage with the decimals given, found {str(texts[~good].flat[0])!r}")
    return digits.astype(np.int64)


def _totals(total: npt.ArrayLike) -> Integers:
    return _whole(np.asarray(total), "non-negative whole totals")


def _whole(given: npt.NDArray[np.generic], expected: str) -> Integers:
    """Non-negative int64 of an integer array, Python integers included."""
    if given.size == 0:
        return given.astype(np.int64)
    if given.dtype.kind == "O" and all(isinstance(n, int) and not isinstance(n, bool) for n in given.flat):
        pass
    elif given.dtype.kind not in "iu":
        raise ValueError(f"expected {expected}, found {given.dtype} {given.flat[0]!r}")
    smallest, largest = given.min(), given.max()
    if smallest < 0 or largest > _INT64_MAX:
        raise ValueError(f"expected {expected}, found {smallest if smallest < 0 else largest}")
    return given.astype(np.int64)


def _doubled_ends(scaled: Integers, mode: str) -> tuple[Integers, Integers]:
    """The ends of a rounding interval in half printed units, so that halves are whole numbers."""
    if mode not in MODES:
        raise ValueError(f"expected a mode of {', '.join(MODES)}, found {mode!r}")
    below, above, *_ = grim.ENDS[mode]
    return 2 * scaled + below, 2 * scaled + above


def _closed_ends(scaled: Integers, mode: str) -> tuple[Flags, Flags]:
    """Which ends of the rounding interval round to the value themselves."""
    low, high = (
        scaled % 2 == 0 if inwards is None else np.full(scaled.shape, not inwards) for inwards in grim.ENDS[mode][2:]
    )
    return low, high


def _floor_and_ceil(part: Integers, total: Integers, whole: Integers) -> tuple[Integers, Integers]:
    """floor and ceil of part · total / whole, in the cheapest arithmetic that is exact for these sizes.

    Past int64 the arrays hold Python integers.
    """
    largest = int(np.abs(part).max(initial=0)) * int(total.max(initial=0))
    if largest < _FLOAT_EXACT:
        quotient = part.astype(np.float64) * total / whole
        return np.floor(quotient).astype(np.int64), np.ceil(quotient).astype(np.int64)
    if largest <= _INT64_MAX:
        return part * total // whole, -(-part * total // whole)
    product, divisor = part.astype(object) * total.astype(object), whole.astype(object)
    return np.asarray(product // divisor, object), np.asarray(-(-product // divisor), object)


def implied_total(
    votes_low: npt.ArrayLike, votes_high: npt.ArrayLike, share_low: npt.ArrayLike, share_high: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """(low, high) of the totals of which such votes are such a share, in percent. What is missing (NaN) stays so.

    A share that may be 0 % sets no upper limit (infinity); votes above 0 at a share of 0 % have no total: the low end
    is infinite. An interval whose low end lies above its high one holds nothing, and a part is no more than its whole:
    both ends are NaN there, and for a share above 100 %. High ends may be infinite, where nothing limits a figure.
    ValueError for an end that is negative or no number, and for an infinite low end.
    """
    ends = _intervals(("votes", votes_low, votes_high), ("a share", share_low, share_high))
    fewest, most, least, largest = np.broadcast_arrays(*ends)
    none = np.where((fewest > most) | (least > largest) | (least > 100.0), np.nan, 0.0)
    largest = np.minimum(largest, 100.0)
    return _ratio(fewest, largest / 100.0, 0.0) + none, _ratio(most, least / 100.0, np.inf) + none


def _intervals(*named: tuple[str, npt.ArrayLike, npt.ArrayLike]) -> list[Floats]:
    """The ends as float64; ValueError for an end that is negative or no number, and for an infinite low end."""
    ends = []
    for what, low, high in named:
        least, most = _numbers(low, what), _numbers(high, what)
        if np.isinf(least).any():
            raise ValueError(f"expected {what} with a finite low end, found infinity")
        ends += [least, most]
    return ends


def _ratio(part: Floats, whole: Floats, of_zeros: float) -> Floats:
    """part / whole with x/0 infinite and 0/0 as told."""
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient = part / whole
    return np.where((part == 0) & (whole == 0), of_zeros, quotient)


def uncounted_share(
    share_low: npt.ArrayLike, share_high: npt.ArrayLike, coverage_low: npt.ArrayLike, coverage_high: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """(low, high) of the final share, in percent, whatever the uncounted tally sheets hold, at equal votes a sheet.

    `share` of the counted votes and `coverage`, the counted part of the sheets, in percent. The low end gives the
    candidate none of the uncounted votes, the high end all of them; both are widest at the lowest coverage, so
    `coverage_high` matters only in that it must not lie below `coverage_low`. NaN where it does, and where the share's
    ends are that way round or above 100 %. ValueError as in `implied_total`, and for a coverage above 100.
    """
    ends = _intervals(("a share", share_low, share_high), ("a coverage", coverage_low, coverage_high))
    least, most, lowest, highest = np.broadcast_arrays(*ends)
    if (lowest > 100.0).any():
        raise ValueError(f"expected a coverage of 100 at most, found {lowest[lowest > 100.0].flat[0]}")
    sound = (lowest <= highest) & ~((least > most) | (least > 100.0))
    counted = np.where(sound, lowest, np.nan) / 100.0
    return least * counted, 100.0 - (100.0 - np.minimum(most, 100.0)) * counted


def increment(votes_1: npt.ArrayLike, votes_2: npt.ArrayLike) -> tuple[Integers, Floats]:
    """Votes and shares (percent) of what came in between two bulletins; candidates along the last axis.

    Negative votes say that something fell. Shares are NaN where nothing came in, or the total fell. ValueError for
    votes that are no non-negative integers.
    """
    votes = _totals(votes_2) - _totals(votes_1)
    # Sums of the largest counts would wrap in int64.
    total = votes.sum(axis=-1, keepdims=True, dtype=np.float64)
    shares = np.divide(100.0 * votes, total, out=np.full(votes.shape, np.nan), where=total > 0)
    return votes, shares
