"""Which verdicts rest on the uncounted tally sheets, and where each turns: what the page's one control moves over.

Nothing is computed here or by the page's script: the turning values are those that the checks printed, and the side
of it that a verdict stands on is the side of the assumption it was given under.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analyzer import wording
from analyzer.model import Verdict
from analyzer.reporting.findings import FindingView, Grouped

STANDS, FALLS = "stands", "does not stand"
#: A strained verdict on its own side of the value, but at a smaller one: the widest reading may fail there too.
GRAVER = "stands or is graver"
#: Beyond the value there may be another one, where a strained verdict becomes a consistent one.
OPEN = "may differ"
#: Equal as printed: the digits do not say on which side of the value the assumption lies.
UNCLEAR = "see the finding"
#: Values beside the turning ones that the control stops at, in times the votes of a counted sheet.
_GRID = (*(place / 20 for place in range(21)), *(1.0 + place / 20 for place in range(1, 21)), 2.5, 3.0, 4.0, 5.0, 7.5,
         10.0, 15.0, 20.0, 30.0, 50.0, 75.0, 100.0, 200.0, 500.0, 1000.0)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """One verdict and the value it turns at; `below` and `above` say what becomes of it on each side.

    Under the assumption itself, 1 + e, every verdict stands.
    """

    finding: FindingView
    at: str
    below: str
    above: str


@dataclass(frozen=True, slots=True)
class Turning:
    """The verdicts of one contest that turn, by value; the control's stops, and the place of the assumption in them."""

    rows: tuple[Turn, ...]
    stops: tuple[str, ...]
    assumed: int
    folded: tuple[str, ...]

    @property
    def limit(self) -> str:
        """The assumption itself, 1 + e."""
        return self.stops[self.assumed]


def turning(found: Grouped, uncounted: float) -> Turning | None:
    """The verdicts of a contest that turn; None where none does. `uncounted` is e."""
    limit = round(1.0 + uncounted, 2)
    shown = sorted(_turns((*found.shown, *found.undecided, *found.fitting)), key=lambda turn: turn[0])
    if not shown:
        return None
    values = {at for at, _ in shown} | {limit}
    # One step past the last value, so that the control shows what lies beyond it.
    first, last = min(values | {1.0}), max(values)
    beyond = next((stop for stop in _GRID if stop > last), 2.0 * last)
    stops = sorted(values | {stop for stop in _GRID if first <= stop <= beyond} | {beyond})
    return Turning(
        rows=tuple(_turn(at, one, limit) for at, one in shown),
        stops=tuple(f"{stop:.2f}" for stop in stops),
        assumed=stops.index(limit),
        folded=tuple(f"{at:.2f}" for at in sorted(at for at, _ in _turns(found.further))),
    )


def _turns(findings: Iterable[FindingView]) -> list[tuple[float, FindingView]]:
    return [(at, one) for one in findings if (at := wording.turns_at(one.finding.assumption)) is not None]


def _turn(at: float, one: FindingView, limit: float) -> Turn:
    if limit == at:
        return Turn(one, f"{at:.2f}", UNCLEAR, UNCLEAR)
    if limit > at:
        return Turn(one, f"{at:.2f}", FALLS, OPEN)
    return Turn(one, f"{at:.2f}", GRAVER if one.finding.verdict is Verdict.STRAINED else STANDS, FALLS)
