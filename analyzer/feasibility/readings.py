"""Exactly what a figure allows: its interval in fractions, and whether the high end belongs to it.

The ends are those of docs/method.md. `counts` hands them on as floats, which are decimals of a few digits; read back as
such they are exact. Low ends always belong to the interval.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import isinf

from analyzer.bounds import MOST_SHARES
from analyzer.counts import Fact
from analyzer.model import MEASURES, OTHERS, Hedge

_FLOORS, _CEILINGS = (Hedge.OVER, Hedge.AT_LEAST), (Hedge.UNDER, Hedge.AT_MOST)


@dataclass(frozen=True, slots=True)
class Allowed:
    """low ≤ x ≤ high, or x < high where `open`; high is None where nothing limits x from above.

    Percentages and points as parts of 1, counts as they are. `down` and `up` are the printed units by which the ends
    move apart where figures give way.
    """

    low: Fraction
    high: Fraction | None
    open: bool = False
    down: Fraction = Fraction(0)
    up: Fraction = Fraction(0)

    @property
    def tight(self) -> bool:
        """Whether a single number is allowed."""
        return self.low == self.high


def allowed(fact: Fact, *, widest: bool) -> Allowed:
    """What one figure allows in one reading."""
    low, high = fact.widest if widest else fact.usual
    unit, more, scale = _unit(fact), Fraction(0), 1 if _counted(fact) else 100
    if widest and fact.claim.measure == "share" and fact.claim.subject == OTHERS:
        more = unit * MOST_SHARES / 2  # it may be the sum of several shares, each rounded on its own
    least = max(_exact(low) - more, Fraction(0)) / scale
    if isinf(high):
        return Allowed(least, None, down=unit / scale)
    is_open = _high_is_open(fact, low, high, widest=widest)
    return Allowed(least, (_exact(high) + more) / scale, is_open, unit / scale, unit / scale)


def range_ends(cells: Iterable[Fact], spans: dict[str, Allowed]) -> dict[str, Allowed]:
    """`spans` by claim, with "over 50" and "under 60" of one cell read as the two ends of one range."""
    facts = list(cells)
    floors = [f for f in facts if f.claim.hedge in _FLOORS]
    ceilings = [f for f in facts if f.claim.hedge in _CEILINGS]
    found = dict(spans)
    for floor in floors:
        for ceiling in ceilings:
            if floor.claim.value >= ceiling.claim.value:
                continue
            bottom, top = found[floor.claim.claim], found[ceiling.claim.claim]
            if bottom.high is not None and top.high is not None and bottom.high < top.high:
                found[floor.claim.claim] = replace(bottom, high=top.high, open=top.open, up=top.up)
            if top.low > bottom.low:
                found[ceiling.claim.claim] = replace(top, low=bottom.low, down=bottom.down)
    return found


def _high_is_open(fact: Fact, low: float, high: float, *, widest: bool) -> bool:
    """Whether the high end itself is excluded; never where it is not where the hedge puts it (a range, 100 %)."""
    claim = fact.claim
    if low == high:
        return False
    value, unit, end = _exact(claim.value), _unit(fact), _exact(high)
    if claim.hedge in _CEILINGS:
        return not widest and claim.hedge == Hedge.UNDER and end == value  # "at most 50" may be 50
    if claim.hedge in _FLOORS:
        return _exact(low) == value and end == value + unit * (2 if widest and claim.hedge == Hedge.OVER else 1)
    # In the widest reading the figure may have been cut off: 51.95 is anything short of 51.96.
    percent = MEASURES[claim.measure].unit == "percent"
    return widest and claim.hedge == Hedge.EXACT and percent and end == value + unit


def _unit(fact: Fact) -> Fraction:
    """The last printed unit; a hedged count printed in full moves by 1, and so does an exact one that gives way."""
    return _exact(fact.claim.resolution) or Fraction(1)


def _counted(fact: Fact) -> bool:
    return MEASURES[fact.claim.measure].unit in {"votes", "sheets"}


@lru_cache(maxsize=4096)  # a system is made for each reading and choice, of the same few numbers
def _exact(number: float) -> Fraction:
    return Fraction(repr(float(number)))
