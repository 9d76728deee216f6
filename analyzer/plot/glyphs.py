"""How one number is drawn: as printed, hedged, implied, as a covered part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D

from analyzer.model import NULL, OTHERS, Hedge
from analyzer.plot.datum import REMAINDER, STATED, Datum, is_hedged

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Transform

    from analyzer.model import Contest

#: Okabe and Ito's palette, without its yellow (too pale on white); of the first eight, each colour has its own marker.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000", "#6E6E6E")
MARKERS = ("o", "D", "s", "^", "v", "P", "X", "p")
NEUTRAL = "#404040"
#: What is given from outside behind what is drawn: the assumption, the stated figure.
ASSUMED_COLOUR = "#E69F00"
SHORTEST_ARROW = 13.0


@dataclass(frozen=True, slots=True)
class Look:
    """A candidate's colour and marker."""

    colour: str
    marker: str


Looks = Callable[[str], Look]


def looks(contest: Contest) -> Looks:
    """Each candidate's look, the same in every figure of the contest."""
    order = [candidate.id for candidate in contest.candidates]

    def look(subject: str) -> Look:
        if subject in {"", OTHERS, NULL} or subject not in order:
            return Look(NEUTRAL, "h")
        place = order.index(subject)
        # The second eight have the colours of the first, each with another marker than the one whose colour it has.
        turn = place // len(COLOURS)
        return Look(COLOURS[place % len(COLOURS)], MARKERS[(place + turn) % len(MARKERS)])

    return look


def stated(axes: Axes, datum: Datum, y: float, look: Look) -> None:
    """The printed number, with a thick bar for rounding, or an arrow where the words beside it hedge.

    The margin of error of a sample is a dotted line that ends in arcs, never a bar: it is no bound.
    """
    if isfinite(datum.margin):
        _sampled(axes, datum, y, look)
    if is_hedged(datum):
        _hedged(axes, datum, y, look)
        return
    if datum.high > datum.low:
        axes.plot([datum.low, datum.high], [y, y], color=look.colour, linewidth=7, alpha=0.4, solid_capstyle="butt")
    axes.plot([datum.value], [y], marker=look.marker, markersize=6.5, color=look.colour, clip_on=False, zorder=3)


def _sampled(axes: Axes, datum: Datum, y: float, look: Look) -> None:
    ends = (datum.value - datum.margin, datum.value + datum.margin)
    axes.plot(ends, [y, y], color=look.colour, linewidth=1.3, linestyle=(0, (1, 1.4)))
    for end, arc in zip(ends, ("$($", "$)$"), strict=True):
        axes.plot([end], [y], marker=arc, markersize=10, markeredgewidth=0, color=look.colour, clip_on=False)


def _hedged(axes: Axes, datum: Datum, y: float, look: Look) -> None:
    """A thin line from the printed number towards where the words point, an arrow head at its open end."""
    left, right = axes.get_xlim()
    low, high = max(datum.low, left), min(datum.high, right)
    if datum.hedge in {Hedge.UNDER, Hedge.AT_MOST, Hedge.ABOUT}:
        _arrow(axes, datum.value, min(low, datum.value), y, look, -1)
    if datum.hedge in {Hedge.OVER, Hedge.AT_LEAST, Hedge.ABOUT}:
        _arrow(axes, datum.value, max(high, datum.value), y, look, 1)
    axes.plot(
        [datum.value],
        [y],
        marker=look.marker,
        markersize=6.5,
        markerfacecolor="white",
        markeredgecolor=look.colour,
        markeredgewidth=1.6,
        clip_on=False,
        zorder=3,
    )


def _arrow(axes: Axes, start: float, tip: float, y: float, look: Look, sign: int) -> None:
    """An arrow to its tip, but never so short that the mark hides it: then it only shows the direction."""

    def end(_: object) -> Transform:
        # Asked for when it is drawn: until then a layout engine may make the axes narrower.
        (x, height), (least, _) = axes.transData.transform([(tip, y), (start, y)])
        least += sign * SHORTEST_ARROW * axes.figure.dpi / 72
        return Affine2D().translate(max(x, least) if sign > 0 else min(x, least), height)

    axes.annotate(
        "",
        xy=(0.0, 0.0),
        xycoords=end,
        xytext=(start, y),
        textcoords="data",
        annotation_clip=False,
        arrowprops={"arrowstyle": "-|>", "color": look.colour, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0},
    )


def implied(axes: Axes, datum: Datum, y: float, look: Look) -> None:
    """A capped bar without a mark: nobody stated this number."""
    left, right = axes.get_xlim()
    low, high = max(datum.low, left), min(datum.high, right)
    if not (isfinite(low) and isfinite(high)):
        return
    axes.plot([low, high], [y, y], color=look.colour, linewidth=4, alpha=0.45, solid_capstyle="butt")
    ends = [end for end in (datum.low, datum.high) if left <= end <= right]
    axes.plot(
        ends, [y] * len(ends), linestyle="none", marker="|", markersize=11, markeredgewidth=1.6, color=look.colour
    )


def reference(axes: Axes, data: Sequence[Datum], top: float, height: float) -> None:
    """The stated figure as a pale column behind its row, so that what meets it is seen at once."""
    for datum in data:
        if datum.kind == STATED and isfinite(datum.low) and isfinite(datum.high):
            width = datum.high - datum.low
            axes.add_patch(
                Rectangle((datum.low, top - height), width, height, facecolor=ASSUMED_COLOUR, alpha=0.22, linewidth=0)
            )


def covered(axes: Axes, datum: Datum, y: float) -> None:
    """The covered part filled, the interval of the figure paler, what was not counted hatched."""
    low, high = max(datum.low, 0.0), min(datum.high, 100.0)
    axes.barh(y, low, height=0.2, color=NEUTRAL, linewidth=0)
    axes.barh(y, high - low, left=low, height=0.2, color=NEUTRAL, alpha=0.45, linewidth=0)
    if high < 100.0:
        axes.barh(
            y, 100.0 - high, left=high, height=0.2, facecolor="white", edgecolor="#8c8c8c", hatch="////", linewidth=0.6
        )


def bar(axes: Axes, datum: Datum, y: float, look: Look, start: float = 0.0) -> None:
    """A bar up to the low end of the number, paler up to its high end; hatched where nothing accounts for it."""
    low, high = sorted((datum.low, datum.high), key=abs)
    if datum.measure == REMAINDER:
        axes.barh(y, high, left=start, height=0.2, facecolor="white", edgecolor="#8c8c8c", hatch="////", linewidth=0.6)
        return
    colour = NEUTRAL if not datum.subject else look.colour
    axes.barh(y, low, left=start, height=0.2, color=colour, linewidth=0)
    if high != low and isfinite(high):
        axes.barh(y, high - low, left=start + low, height=0.2, color=colour, alpha=0.45, linewidth=0)


def starts(data: Sequence[Datum]) -> list[float]:
    """Where each bar of a row begins: a part where the parts above it end, a sum or a total at zero."""
    found, end = [], 0.0
    for datum in data:
        part = datum.kind == STATED and datum.measure == "votes"
        found.append(end if part or datum.measure == REMAINDER else 0.0)
        if part:
            end += datum.value
    return found
