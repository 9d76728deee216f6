"""Any closed-form question over a grid of assumptions, answered in one call.

The cores of the checks take arrays of any broadcastable shapes; this lays assumptions out along one axis each, so that
an answer comes back as an array that a figure can draw: coverage down, votes per uncounted tally sheet across.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzer import ledger
from analyzer.bounds import Floats, uncounted_share
from analyzer.checks import compatibility, compatibility_words, joint, leaders, of_two, uncounted
from analyzer.checks.base import figures, share_basis
from analyzer.counts import Count, Fact
from analyzer.ledger import Interval
from analyzer.model import Claim, Contest


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


class Region(NamedTuple):
    """What the uncounted votes would have to be for two counts to be both right on a candidate.

    `first` covers less than `second`; `facts` are the figures it rests on, those of `first` before those of `second`.
    `usual` and `widest` are percentages of the votes on the first count's uncounted sheets, an interval for each of
    the weights asked for, in both readings: outside 0 to 100 there are no such votes. `turn` is the weight from which
    both can be right in the widest reading on any basis, infinite where none lets them, 0 where every weight does. An
    end is infinite where the first count may cover everything.
    """

    first: Count
    second: Count
    subject: str
    facts: tuple[tuple[Fact, ...], tuple[Fact, ...]]
    usual: Interval
    widest: Interval
    turn: float


def regions(claims: Sequence[Claim], contest: Contest, weights: Floats) -> tuple[Region, ...]:
    """A region for each pair of counts of different sources that state shares (or votes) of a candidate and coverage.

    `weights` are votes per uncounted tally sheet over votes per counted one, the same on the sheets of both counts,
    shape (n,), all positive. The figures are those that the check `compatibility` holds against each other; the most
    decisive region first. A pair whose first count covers everything, or whose shares are of two wholes or of the two
    leading alone, has none.
    """
    book = ledger.build(claims, contest)
    pairs = compatibility.share_pairs(book)
    if not len(pairs.first):
        return ()
    usual, widest = (compatibility.sides(book, pairs, widest=wide) for wide in (False, True))
    # Shares that do not say of what may be of two wholes: then both can be right before the region opens.
    turns = np.fmin(uncounted.turning_weight(*widest), compatibility.on_any_basis(book, pairs))
    places = np.arange(len(pairs.first), dtype=np.float64)
    needed = [over(_needing(of), weight=weights, pair=places).values for of in (usual, widest)]
    made = []
    for place, (a, b) in enumerate(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)):
        known = not any(np.isnan(end[:, place]).any() for reading in needed for end in reading)
        open_ = usual.coverage.low[place] < 100.0
        two = compatibility_words.says_two(book, a)
        if two or not (known and open_) or share_basis(book, a) != share_basis(book, b):
            continue
        subject = book.subjects[pairs.columns[place]]
        plain, wide = (
            Interval(*(end[:, place].astype(np.float64, copy=False) for end in reading)) for reading in needed
        )
        facts = (compatibility.figures_of(book, a, subject), compatibility.figures_of(book, b, subject))
        made.append(Region(book.counts[a], book.counts[b], subject, facts, plain, wide, float(turns[place])))
    return tuple(sorted(made, key=lambda region: -region.turn))


class Final(NamedTuple):
    """The shares in percent, low to high, that a count of a part can end with, whatever the rest holds.

    At equal votes a tally sheet; `facts` are the figures it rests on.
    """

    of: Count
    subject: str
    facts: tuple[Fact, ...]
    low: float
    high: float


def finals(claims: Sequence[Claim], contest: Contest) -> tuple[Final, ...]:
    """What each count with a coverage below 100 % leaves open for each candidate that it gives a share of.

    Shares are within what the votes beside them allow, as in the check `coverage`.
    """
    book = ledger.build(claims, contest)
    if not book.counts:
        return ()
    given = figures(book, widest=False)
    share = joint.tightened(given.share, given.votes, leaders.totals(book, given))
    covered = of_two.as_covered(given.coverage, of_two.room(book, given))
    covered = Interval(*(end[:, None] for end in covered))
    low, high = uncounted_share(share.low, share.high, covered.low, np.minimum(covered.high, 100.0))
    open_ = ~np.isnan(low + high) & (covered.low < 100.0)
    return tuple(
        Final(
            book.counts[row],
            book.subjects[column],
            compatibility.figures_of(book, row, book.subjects[column]),
            float(low[row, column]),
            float(high[row, column]),
        )
        for row, column in np.argwhere(open_[:, : book.named]).tolist()
    )


def _needing(given: uncounted.Sides) -> Callable[[Floats, Floats], Interval]:
    """The core of `regions`: over weights, and over pairs by their number."""

    def core(weight: Floats, pair: Floats) -> Interval:
        place = pair.astype(np.intp)
        share, coverage, other, other_coverage = (Interval(end.low[place], end.high[place]) for end in given)
        return uncounted.needed_of_rest(share, coverage, other, other_coverage, weight)

    return core
