"""A figure of the registry drawn: on a page of its own, or into axes that are there."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analyzer.plot import frame, glyphs, panels
from analyzer.plot.base import Chart, FigureRecord, footer
from analyzer.plot.style import shown
from analyzer.plot.words import Words, load

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analyzer.model import Contest
    from analyzer.plot.datum import Datum


def draw(record: FigureRecord, data: Sequence[Datum], contest: Contest, words: Words | None = None) -> Figure:
    """The figure itself."""
    chosen = words or load()
    title, foot = record.title(data, chosen), footer(data, contest, chosen)
    if isinstance(record.layout, Chart):
        return frame.chart(title, record.layout, data, foot, contest, chosen)
    return panels.figure(title, record.layout(data, chosen), foot, contest, chosen)


def onto(
    record: FigureRecord, axes: Sequence[Axes], data: Sequence[Datum], contest: Contest, words: Words | None = None
) -> None:
    """Draws the figure into axes that are there, one part in each; the title stands above the first.

    ValueError where there are more axes than parts.
    """
    chosen, looks = words or load(), glyphs.looks(contest)
    head = 0.0
    if isinstance(record.layout, Chart):
        parts = record.layout.parts(data)
        _enough(record, axes, len(parts))
        for one, part in zip(axes, parts, strict=False):
            record.layout.paint(one, part, looks, chosen)
        head = record.layout.head - 0.1
    else:
        drawn = record.layout(data, chosen)
        _enough(record, axes, len(drawn))
        for one, panel in zip(axes, drawn, strict=False):
            panels.onto(one, panel, looks, chosen)
            one.set_title(shown(panel.heading), loc="left", fontsize=9.5, parse_math=False)
    pad = 10.0 + 72.0 * head
    # As wide as the axes are now; a layout engine may still make them narrower.
    characters = max(int(axes[0].bbox.width / axes[0].figure.dpi / 0.08), 30)
    said = "\n".join(shown(line) for line in textwrap.wrap(record.title(data, chosen), characters))
    axes[0].set_title(said, loc="left", fontsize=10, pad=pad, parse_math=False)


def _enough(record: FigureRecord, axes: Sequence[Axes], parts: int) -> None:
    if len(axes) > max(parts, 1):
        raise ValueError(f"{record.id}: expected at most {max(parts, 1)} axes, found {len(axes)}")
