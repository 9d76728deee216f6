"""A page with axes of free shape, in the one style: title on top, what is drawn, the footer below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.plot import glyphs
from analyzer.plot.style import RULE, SOFT, sheet, shown, write
from analyzer.plot.style import boxes as letters

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analyzer.model import Contest
    from analyzer.plot.base import Chart
    from analyzer.plot.datum import Datum
    from analyzer.plot.words import Words

__all__ = ["Frame", "chart", "dress", "frame", "label", "write"]

_LABEL = 8
#: Room between the body and the notes, in inches.
_FOOT = 0.03


@dataclass(frozen=True, slots=True)
class Frame:
    """A figure and the place, in inches from its lower left corner, where its body begins."""

    figure: Figure
    bottom: float

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Axes at a place of the body, in inches."""
        across, up = self.figure.get_size_inches()
        axes = self.figure.add_axes((left / across, (self.bottom + bottom) / up, width / across, height / up))
        dress(axes)
        return axes


def dress(axes: Axes) -> None:
    """Two spines, small ticks and a pale grid."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(SOFT)
    axes.tick_params(labelsize=_LABEL, colors=SOFT, length=3)
    axes.grid(color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)


def frame(title: str, footer: str, height: float) -> Frame:
    """A page whose body is `height` inches high."""
    return _framed(title, (footer,), height)


def _framed(title: str, notes: Sequence[str], height: float) -> Frame:
    page, top = sheet(title, notes, height + _FOOT)
    return Frame(page, top - height)


def chart(title: str, layout: Chart, data: Sequence[Datum], footer: str, contest: Contest, words: Words) -> Figure:
    """A page with a chart of free shape, what its signs mean, and the footer."""
    boxes = layout.boxes(data)
    notes = (layout.notes(data, words) if boxes else "", letters(title, data, words), footer)
    page = _framed(title, notes, max((bottom + height + layout.head for _, bottom, _, height in boxes), default=0.0))
    looks = glyphs.looks(contest)
    for box, part in zip(boxes, layout.parts(data), strict=True):
        layout.paint(page.axes(*box), part, looks, words)
    return page.figure


def label(axes: Axes, across: str = "", up: str = "") -> None:
    """The names of the scales."""
    for axis, words in ((axes.xaxis, across), (axes.yaxis, up)):
        axis.set_label_text(shown(words), fontsize=_LABEL, color=SOFT, parse_math=False)
