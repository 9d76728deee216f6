"""The one style of all figures: a table of lines, one block a source, with the numbers drawn beside them.

Everything is placed in inches, so that one source and twelve are equally easy to read; the page grows.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font
from matplotlib.patches import Rectangle

from analyzer import wording
from analyzer.plot import glyphs
from analyzer.plot.datum import IMPLIED, MISSING, STATED, Datum, is_hedged
from analyzer.wording import NBSP, visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from analyzer.model import Contest
    from analyzer.plot.base import Panel

WIDTH = 9.0
MARGIN = 0.25
SOURCE_COLUMN, SOURCE_CHARACTERS = 2.05, 24
LANE_COLUMN, LANE_CHARACTERS = 1.75, 22
NUMBER_COLUMN = 1.6
LINE = 0.2
LANE_PADDING = 0.1
ROW_PADDING = 0.14
DENSE = 24
MOST_ROWS = 40
TITLE_CHARACTERS, TITLE_LINE = 80, 0.25
FOOTER_CHARACTERS, FOOTER_LINE = 145, 0.14
AXIS_HEIGHT = 0.5
HEADING_HEIGHT = 0.34

INK, SOFT, BAND, RULE = "#1a1a1a", "#595959", "#f3f3f0", "#d9d9d6"


@dataclass(frozen=True, slots=True)
class _Row:
    """A block of lines that belong to one count, with its height in inches."""

    name: list[str]
    detail: list[str]
    lanes: list[tuple[list[str], Datum]]
    padding: float = LANE_PADDING

    @property
    def height(self) -> float:
        """The lines or the source's name, whichever needs more room, in inches."""
        lanes = sum(self.lane_height(label) for label, _ in self.lanes)
        return max(lanes, LINE * (len(self.name) + len(self.detail)) + self.padding) + ROW_PADDING

    def lane_height(self, label: Sequence[str]) -> float:
        """One line of the row, in inches."""
        return max(1, len(label)) * LINE + self.padding


def figure(title: str, panels: Sequence[Panel], footer: str, contest: Contest) -> Figure:
    """Title, panels from top to bottom, and a footer that names the sources."""
    heading = _wrapped(title, TITLE_CHARACTERS, 6)
    foot = [
        line for part in (_key(panels), _boxes(title, panels), footer) for line in _wrapped(part, FOOTER_CHARACTERS, 6)
    ]
    rows = [_rows(panel)[:MOST_ROWS] for panel in panels]
    title_height = MARGIN + TITLE_LINE * len(heading)
    height = title_height + sum(_panel_height(some) for some in rows) + FOOTER_LINE * len(foot) + MARGIN
    page = Figure(figsize=(WIDTH, height), facecolor="white")
    for place, line in enumerate(heading):
        y = 1 - (MARGIN + TITLE_LINE * (place + 0.5)) / height
        _write(page, MARGIN / WIDTH, y, line, fontsize=12.5, fontweight="bold", color=INK)
    top = height - title_height
    looks = glyphs.looks(contest)
    for panel, some in zip(panels, rows, strict=True):
        _draw_panel(page, panel, some, top, looks)
        top -= _panel_height(some)
    for place, line in enumerate(foot):
        y = (MARGIN * 0.8 + FOOTER_LINE * (len(foot) - 1 - place)) / height
        _write(page, MARGIN / WIDTH, y, line, fontsize=7, color=SOFT, va="bottom")
    return page


def _write(where: Figure | Axes, x: float, y: float, words: str, **look: Any) -> None:
    """Words as they are: a name is no formula, whatever dollar signs it holds, and no sign of it acts on the page."""
    where.text(x, y, visible(words), parse_math=False, va=look.pop("va", "center"), **look)


def _key(panels: Sequence[Panel]) -> str:
    """What the signs mean, of those that are drawn."""
    drawn = [datum for panel in panels for datum in panel.data if not panel.bars]
    parts = []
    if any(datum.kind == STATED and not is_hedged(datum) for datum in drawn):
        parts.append("Filled mark: the number as printed; bar around it, and small figures: what its rounding allows.")
    if any(is_hedged(datum) for datum in drawn):
        parts.append("Hollow mark: hedged (“almost”, “more than”); the arrow points where the number may lie.")
    if any(datum.kind == IMPLIED for datum in drawn):
        parts.append("Capped bar: implied, stated by nobody.")
    if any(panel.reference for panel in panels) and any(datum.kind == STATED for datum in drawn):
        parts.append("Shaded column: the stated figure.")
    return " ".join(parts)


def _boxes(title: str, panels: Sequence[Panel]) -> str:
    """Says so where names hold letters that the figure's font lacks, which are drawn as boxes."""
    names = (words for panel in panels for datum in panel.data for words in (datum.source_name, datum.lane))
    letters = {ord(letter) for words in (title, *names) for letter in visible(words) if not letter.isspace()}
    known = get_font(findfont("DejaVu Sans")).get_charmap()
    return "" if letters <= known.keys() else "Boxes: letters that the figure’s font lacks; the data table has them."


def _rows(panel: Panel) -> list[_Row]:
    blocks: dict[str, list[Datum]] = {}
    for datum in panel.data:
        blocks.setdefault(datum.row, []).append(datum)
    # A figure of many lines keeps each to one, and close together where no small figures stand below the numbers.
    dense = len(panel.data) > DENSE
    padding = 0.0 if dense and not any(map(_allowed, panel.data)) else LANE_PADDING
    return [
        _Row(
            _wrapped(data[0].source_name, SOURCE_CHARACTERS),
            _wrapped(data[0].detail, SOURCE_CHARACTERS + 6),
            [(_wrapped(datum.lane, LANE_CHARACTERS, 1 if dense else 3), datum) for datum in data],
            padding,
        )
        for data in blocks.values()
    ]


def _wrapped(words: str, characters: int, lines: int = 3) -> list[str]:
    """At most so many lines; a longer name ends in an ellipsis, its whole stands in the data table."""
    shown = visible(words)
    if not shown:
        return []
    # Capitals are a third wider than small letters, and East Asian letters twice as wide.
    wide = sum(0.35 * letter.isupper() + (unicodedata.east_asian_width(letter) in "WF") for letter in shown)
    width = max(int(characters * len(shown) / (len(shown) + wide)), 4)
    return textwrap.wrap(shown, width, max_lines=lines, placeholder=" …")


def _panel_height(rows: Sequence[_Row]) -> float:
    return HEADING_HEIGHT + (sum(row.height for row in rows) + AXIS_HEIGHT if rows else 0.0)


def _draw_panel(page: Figure, panel: Panel, rows: Sequence[_Row], top: float, looks: glyphs.Looks) -> None:
    width, height = page.get_size_inches()
    left = MARGIN + SOURCE_COLUMN + LANE_COLUMN
    body = sum(row.height for row in rows)
    heading = panel.heading if rows else f"{panel.heading}: nothing is stated, so nothing is drawn."
    counts = len({datum.row for datum in panel.data})
    if counts > len(rows):
        heading += f" (the first {len(rows)} of {counts} counts; all are in the data table)"
    _write(page, MARGIN / width, (top - HEADING_HEIGHT / 2) / height, heading, fontsize=9.5, color=SOFT)
    if not rows:
        return
    axes = page.add_axes(
        (
            left / width,
            (top - HEADING_HEIGHT - body) / height,
            (width - left - NUMBER_COLUMN - MARGIN) / width,
            body / height,
        )
    )
    _dress(axes, panel, _ticks(panel), body)
    y = body
    for place, row in enumerate(rows):
        if place % 2 == 0:
            _band(axes, y - row.height, row.height)
        _draw_row(axes, panel, row, y, looks)
        y -= row.height


def _dress(axes: Axes, panel: Panel, ticks: Sequence[float], body: float) -> None:
    axes.set_xlim(ticks[0], ticks[-1])
    axes.set_ylim(0, body)
    axes.set_yticks([])
    axes.set_facecolor("none")
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(SOFT)
    axes.grid(axis="x", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_xticks(ticks, [_tick_words(tick, panel.unit, ticks) for tick in ticks])
    axes.tick_params(axis="x", labelsize=8, colors=SOFT, length=3)
    axes.set_xlabel(panel.axis + (" (millions)" if _in_millions(panel.unit, ticks) else ""), fontsize=8, color=SOFT)


def _band(axes: Axes, y: float, height: float) -> None:
    """A pale stripe across the page, from the source's name to the number."""
    plot = WIDTH - MARGIN * 2 - SOURCE_COLUMN - LANE_COLUMN - NUMBER_COLUMN
    left = -(SOURCE_COLUMN + LANE_COLUMN + MARGIN / 3) / plot
    stripe = Rectangle(
        (left, y),
        (WIDTH - MARGIN * 2 + MARGIN * 2 / 3) / plot,
        height,
        transform=axes.get_yaxis_transform(),
        clip_on=False,
        facecolor=BAND,
        linewidth=0,
        zorder=-1,
    )
    axes.add_patch(stripe)


def _draw_row(axes: Axes, panel: Panel, row: _Row, top: float, looks: glyphs.Looks) -> None:
    plot = WIDTH - MARGIN * 2 - SOURCE_COLUMN - LANE_COLUMN - NUMBER_COLUMN
    across = axes.get_yaxis_transform()
    y = top - ROW_PADDING / 2 - LANE_PADDING / 2 - LINE / 2
    for place, line in enumerate([*row.name, *row.detail]):
        named = place < len(row.name)
        _write(
            axes,
            -(SOURCE_COLUMN + LANE_COLUMN) / plot,
            y - place * LINE,
            line,
            transform=across,
            fontsize=9 if named else 8,
            fontweight="bold" if named else "normal",
            color=INK if named else SOFT,
        )
    y = top - ROW_PADDING / 2
    if panel.reference:
        glyphs.reference(axes, [datum for _, datum in row.lanes], y, row.height - ROW_PADDING)
    for label, datum in row.lanes:
        height = row.lane_height(label)
        middle = y - height / 2
        for place, line in enumerate(label):
            offset = (len(label) - 1) / 2 - place
            _write(
                axes,
                -LANE_COLUMN / plot,
                middle + offset * LINE,
                line,
                transform=across,
                fontsize=9,
                color=SOFT if datum.kind == MISSING else INK,
            )
        _draw_lane(axes, panel, datum, middle, looks)
        y -= height


def _draw_lane(axes: Axes, panel: Panel, datum: Datum, y: float, looks: glyphs.Looks) -> None:
    across = axes.get_yaxis_transform()
    if datum.kind == MISSING:
        _write(axes, 0.01, y, datum.text, transform=across, fontsize=8.5, style="italic", color=SOFT)
        return
    if panel.bars:
        glyphs.covered(axes, datum, y)
    elif datum.kind == STATED:
        glyphs.stated(axes, datum, y, looks(datum.subject))
    elif datum.kind == IMPLIED:
        glyphs.implied(axes, datum, y, looks(datum.subject))
    # The axis names votes already, and a total with its unit would leave the page.
    words = datum.text.removesuffix(f"{NBSP}votes")
    allowed = _allowed(datum)
    _write(axes, 1.02, y + (0.36 * LINE if allowed else 0), words, transform=across, fontsize=9, color=INK)
    if allowed:  # often narrower than the mark, so it is written, too
        _write(axes, 1.02, y - 0.44 * LINE, allowed, transform=across, fontsize=7, color=SOFT)


def _allowed(datum: Datum) -> str:
    """What the rounding of a stated figure allows, in small figures below it; nothing for an exact one."""
    return wording.interval(datum.low, datum.high, "") if datum.kind == STATED and datum.low < datum.high else ""


def _ticks(panel: Panel) -> list[float]:
    """The round numbers on the axis; the first and the last are its ends. 0 to 100 for bars."""
    ends = [end for datum in panel.data for end in (datum.low, datum.high, datum.value) if isfinite(end)]
    if panel.bars or not ends:
        return [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    low, high = min(ends), max(ends)
    if panel.from_zero or low < 0.4 * high:
        low = min(low, 0.0)
    step = _step(high - low or max(abs(low) * 0.1, 1.0))
    # A mark on the very end of the axis would be cut in two, so there is always a little room after it.
    first, last = floor(low / step), ceil(high / step + 0.05)
    return [round(step * place, 9) for place in range(first, last + 1)]


def _step(extent: float) -> float:
    """A round step (1, 2 or 5 times a power of ten) that gives four to seven ticks."""
    power = 10.0 ** floor(log10(extent / 5))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= extent / 5 * 0.99)


def _tick_words(tick: float, unit: str, ticks: Sequence[float]) -> str:
    if _in_millions(unit, ticks):
        return f"{tick / 1_000_000:.10g}"
    return f"{tick:,.0f}" if float(tick).is_integer() else f"{tick:g}"


def _in_millions(unit: str, ticks: Sequence[float]) -> bool:
    return unit == "votes" and max(ticks) >= 1_000_000
