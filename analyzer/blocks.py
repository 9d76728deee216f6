"""A core over many tables in one call, a block of rows at a time, so that memory stays what one block takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

ROWS = 50_000


def in_blocks(core: Callable[..., Any], *given: Any, rows: int = ROWS) -> Any:
    """What `core(*given)` answers, asked for `rows` rows at a time.

    Arrays whose first axis is as long as that of the first array among `given` are cut along it, also inside tuples
    such as Interval; all else is handed on as it is. The answers, arrays or tuples of arrays, are joined again.
    ValueError where there is no array, or `rows` is less than 1.
    """
    if rows < 1:
        raise ValueError(f"expected 1 row or more in a block, found {rows}")
    length = next((n for n in map(_length, given) if n is not None), None)
    if length is None:
        raise ValueError("expected at least one array to cut into blocks, found none")
    starts = range(0, length, rows) or range(1)  # no rows at all are one empty block
    return _joined([core(*(_cut(one, length, start, start + rows) for one in given)) for start in starts])


def _length(one: Any) -> int | None:
    if isinstance(one, np.ndarray):
        return one.shape[0] if one.ndim else None
    if isinstance(one, tuple):
        return next((n for n in map(_length, one) if n is not None), None)
    return None


def _cut(one: Any, length: int, start: int, stop: int) -> Any:
    if isinstance(one, np.ndarray):
        return one[start:stop] if one.ndim and one.shape[0] == length else one
    if isinstance(one, tuple):
        parts = [_cut(part, length, start, stop) for part in one]
        return type(one)(*parts) if hasattr(one, "_fields") else tuple(parts)
    return one


def _joined(answers: list[Any]) -> Any:
    first = answers[0]
    if isinstance(first, tuple):
        parts = [_joined([answer[i] for answer in answers]) for i in range(len(first))]
        return type(first)(*parts) if hasattr(first, "_fields") else tuple(parts)
    return np.concatenate([np.atleast_1d(answer) for answer in answers])
