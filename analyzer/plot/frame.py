"""A page with axes of free shape, in the one style: title on top, what is drawn, the footer below."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from analyzer.plot.style import FOOTER_CHARACTERS, FOOTER_LINE, INK, MARGIN, RULE, SOFT, TITLE_LINE, WIDTH
from analyzer.wording import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TITLE_CHARACTERS = 80
_LABEL = 8


@dataclass(frozen=True, slots=True)
class Frame:
    """A figure and the place, in inches from its lower left corner, where its body begins."""

    figure: Figure
    bottom: float

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Axes at a place of the body, in inches."""
        across, up = self.figure.get_size_inches()
        axes = self.figure.add_axes((left / across, (self.bottom + bottom) / up, width / across, height / up))
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        for side in ("left", "bottom"):
            axes.spines[side].set_color(SOFT)
        axes.tick_params(labelsize=_LABEL, colors=SOFT, length=3)
        axes.grid(color=RULE, linewidth=0.6)
        axes.set_axisbelow(True)
        return axes


def frame(title: str, footer: str, height: float) -> Frame:
    """A page whose body is `height` inches high."""
    heading = textwrap.wrap(visible(title), _TITLE_CHARACTERS)
    foot = textwrap.wrap(visible(footer), FOOTER_CHARACTERS)
    below = MARGIN * 0.8 + FOOTER_LINE * len(foot) + 0.08
    whole = below + height + MARGIN + TITLE_LINE * len(heading)
    figure = Figure(figsize=(WIDTH, whole), facecolor="white")
    for place, line in enumerate(heading):
        y = 1.0 - (MARGIN + TITLE_LINE * (place + 0.5)) / whole
        write(figure, MARGIN / WIDTH, y, line, fontsize=12.5, fontweight="bold", color=INK)
    for place, line in enumerate(foot):
        y = (MARGIN * 0.8 + FOOTER_LINE * (len(foot) - 1 - place)) / whole
        write(figure, MARGIN / WIDTH, y, line, fontsize=7, color=SOFT, va="bottom")
    return Frame(figure, below)


def write(where: Figure | Axes, x: float, y: float, words: str, **look: Any) -> None:
    """Words as they are: no name is a formula, and no sign of it acts on the page."""
    where.text(x, y, visible(words), parse_math=False, va=look.pop("va", "center"), **look)


def label(axes: Axes, across: str = "", up: str = "") -> None:
    """The names of the scales."""
    for axis, words in ((axes.xaxis, across), (axes.yaxis, up)):
        axis.set_label_text(visible(words), fontsize=_LABEL, color=SOFT, parse_math=False)
