"""Any closed-form question over a grid of assumptions, answered in one call.

The cores of the checks take arrays of any broadcastable shapes; this lays assumptions out along one axis each, so that
an answer comes back as an array that a figure can draw: coverage down, votes per uncounted tally sheet across.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analyzer.bounds import Floats


@dataclass(frozen=True, slots=True)
class Grid:
    """Assumptions by name, each a one-dimensional array, and the answers, an axis for each assumption in that order.

    `values` has one array for each thing that the core returns: one for flags, two for the ends of an interval.
    """

    axes: dict[str, Floats]
    values: tuple[npt.NDArray[np.generic], ...]


def over(core: Callable[..., object], **assumptions: npt.ArrayLike) -> Grid:
    """The answers of `core` for every combination of the assumptions, which it takes by name, in one call.

    `core` returns an array, or a tuple of arrays such as an Interval. ValueError for an assumption that is empty, not
    one-dimensional, or holds NaN or infinity; and where there is none.
    """
    axes = {name: np.atleast_1d(np.asarray(values, np.float64)) for name, values in assumptions.items()}
    if not axes:
        raise ValueError("expected one assumption or more, found none")
    for name, values in axes.items():
        if values.ndim != 1 or not values.size or not np.isfinite(values).all():
            raise ValueError(f"expected finite numbers along one axis for {name}, found {assumptions[name]!r}")
    mesh = np.meshgrid(*axes.values(), indexing="ij", sparse=True)
    answer = core(**dict(zip(axes, mesh, strict=True)))
    shape = tuple(values.size for values in axes.values())
    arrays = answer if isinstance(answer, tuple) else (answer,)
    return Grid(axes, tuple(np.array(np.broadcast_to(np.asarray(array), shape)) for array in arrays))
