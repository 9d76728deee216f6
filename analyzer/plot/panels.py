"""Panels: a table of lines, one block a source, with the numbers drawn beside them.

Everything is placed in inches, so that one source and twelve are equally easy to read; the page grows. The same lines
are drawn into axes that somebody else made by `onto`, with the names as tick labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, isfinite, log10
from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from analyzer.plot import glyphs
from analyzer.plot.datum import IMPLIED, MISSING, REMAINDER, STATED, Datum
from analyzer.plot.style import BAND, INK, MARGIN, RULE, SOFT, WIDTH, boxes, key, sheet, shown, width_of, wrapped, write

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analyzer.model import Contest
    from analyzer.plot.base import Panel
    from analyzer.plot.words import Words

SOURCE_COLUMN, SOURCE_CHARACTERS = 2.05, 24
LANE_COLUMN, LANE_CHARACTERS = 1.75, 22
NUMBER_COLUMN = 1.6
PLOT = WIDTH - MARGIN * 2 - SOURCE_COLUMN - LANE_COLUMN - NUMBER_COLUMN
LINE = 0.2
LANE_PADDING = 0.1
OPEN_PADDING = 0.17  # small figures stand nearer to the number above them than to the one below
ROW_PADDING = 0.14
DENSE, CROWDED = 24, 96  # lines from which a figure is drawn closer
MOST_ROWS, MOST_LINES, FEWEST_LINES = 40, 240, 6
AXIS_HEIGHT = 0.5
_BETWEEN_TICKS = 0.06
HEADING_HEIGHT = 0.34


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


def figure(title: str, parts: Sequence[Panel], footer: str, contest: Contest, words: Words) -> Figure:
    """Title, panels from top to bottom, and a footer that names the sources."""
    data = [datum for panel in parts for datum in panel.data]
    notes = (key(parts, words), boxes(title, data, words), footer)
    heights = [height(panel) for panel in parts]
    page, top = sheet(title, notes, sum(heights))
    looks = glyphs.looks(contest)
    for panel, up in zip(parts, heights, strict=True):
        draw(page, panel, top, looks, words)
        top -= up
    return page


def height(panel: Panel) -> float:
    """How much room a panel takes, in inches."""
    rows = _rows(panel, None)
    return HEADING_HEIGHT + (sum(row.height for row in rows) + AXIS_HEIGHT if rows else 0.0)


def _rows(panel: Panel, words: Words | None) -> list[_Row]:
    """The blocks to draw: at most so many, and of very many lines those with the greatest numbers."""
    blocks: dict[str, list[Datum]] = {}
    for datum in panel.data:
        blocks.setdefault(datum.row, []).append(datum)
    shown = list(blocks.values())[:MOST_ROWS]
    most = max(MOST_LINES // max(len(shown), 1), FEWEST_LINES)
    # A figure of many lines keeps them short, and close together where no small figures stand below the numbers.
    crowded, dense = len(panel.data) > CROWDED, len(panel.data) > DENSE
    if any(map(_is_open, panel.data)):
        padding = LANE_PADDING if crowded else OPEN_PADDING
    else:
        padding = 0.0 if dense else LANE_PADDING
    return [
        _Row(
            wrapped(data[0].source_name, SOURCE_CHARACTERS),
            wrapped(data[0].detail, SOURCE_CHARACTERS + 6, 5),
            [
                (wrapped(datum.lane, LANE_CHARACTERS, 1 if crowded else 2 if dense else 3), datum)
                for datum in _greatest(data, most, words)
            ],
            padding,
        )
        for data in shown
    ]


def _greatest(data: Sequence[Datum], most: int, words: Words | None) -> list[Datum]:
    """The lines with the greatest numbers, in their order, and one that says how many are left out."""
    if len(data) <= most:
        return list(data)
    places = sorted(range(len(data)), key=lambda place: (data[place].kind == MISSING, -data[place].high))
    kept = [data[place] for place in sorted(places[: most - 1])]
    left_out = len(data) - len(kept)
    text = words.say("page.left_out", number=left_out) if words else ""
    return [*kept, replace(kept[-1], kind=MISSING, lane="", text=text)]


def draw(page: Figure, panel: Panel, top: float, looks: glyphs.Looks, words: Words) -> None:
    """A panel on a page, its upper edge `top` inches above the page's lower one."""
    rows = _rows(panel, words)
    width, up = page.get_size_inches()
    left = MARGIN + SOURCE_COLUMN + LANE_COLUMN
    body = sum(row.height for row in rows)
    write(page, MARGIN / width, (top - HEADING_HEIGHT / 2) / up, _heading(panel, rows, words), fontsize=9.5, color=SOFT)
    if not rows:
        return
    axes = page.add_axes((left / width, (top - HEADING_HEIGHT - body) / up, PLOT / width, body / up))
    _dress(axes, panel, body, words)
    y = body
    for place, row in enumerate(rows):
        if place % 2 == 0:
            left_end = -(SOURCE_COLUMN + LANE_COLUMN + MARGIN / 3) / PLOT
            band(axes, y - row.height, row.height, left_end, (WIDTH - MARGIN * 2 + MARGIN * 2 / 3) / PLOT)
        _name_row(axes, row, y)
        _draw_row(axes, panel, row, y, looks, words)
        y -= row.height


def onto(axes: Axes, panel: Panel, looks: glyphs.Looks, words: Words) -> None:
    """The same lines in axes of any size, their names as tick labels and the numbers at the right edge."""
    rows = _rows(panel, words)
    body = sum(row.height for row in rows) or 1.0
    _dress(axes, panel, body, words)
    named: list[tuple[float, str]] = []
    y = body
    for place, row in enumerate(rows):
        if place % 2 == 0:
            band(axes, y - row.height, row.height, 0.0, 1.0)
        _draw_row(axes, panel, row, y, looks, words)
        for first, (middle, label, _) in zip(_first(len(row.lanes)), _lanes(row, y), strict=True):
            name = " ".join(row.name + ([f"({' '.join(row.detail)})"] if row.detail else []))
            lane = " ".join(label)
            named.append((middle, ": ".join(part for part in (name if first else "", lane) if part)))
        y -= row.height
    axes.set_yticks([at for at, _ in named])
    axes.set_yticklabels([shown(said) for _, said in named], fontsize=8, color=INK, parse_math=False)
    axes.tick_params(axis="y", length=0)


def _first(number: int) -> list[bool]:
    return [place == 0 for place in range(number)]


def _heading(panel: Panel, rows: Sequence[_Row], words: Words) -> str:
    if not rows:
        return words.say("page.nothing", heading=panel.heading)
    counts = len({datum.row for datum in panel.data})
    if counts <= len(rows):
        return panel.heading
    return words.say("page.cut", heading=panel.heading, shown=len(rows), all=words.localised(f"{counts:,}"))


def _dress(axes: Axes, panel: Panel, body: float, words: Words) -> None:
    at = _ticks(panel)
    axes.set_xlim(at[0], at[-1])
    axes.set_ylim(0, body)
    axes.set_yticks([])
    axes.set_facecolor("none")
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(SOFT)
    axes.grid(axis="x", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_xticks(at, _tick_labels(at, panel.unit, words))
    axes.tick_params(axis="x", labelsize=8, colors=SOFT, length=3)
    millions = _in_millions(panel.unit, at)
    axes.set_xlabel(words.say("page.millions", axis=panel.axis) if millions else panel.axis, fontsize=8, color=SOFT)


def band(axes: Axes, y: float, height: float, left: float, width: float) -> None:
    """A pale stripe; left end and width are fractions of the axes."""
    across = axes.get_yaxis_transform()
    stripe = Rectangle((left, y), width, height, transform=across, clip_on=False, facecolor=BAND, linewidth=0)
    axes.add_patch(stripe)
    stripe.set_zorder(-1)


def _name_row(axes: Axes, row: _Row, top: float) -> None:
    """The source's name and the names of its lines, left of the axes."""
    across = axes.get_yaxis_transform()
    left = -(SOURCE_COLUMN + LANE_COLUMN) / PLOT
    y = top - ROW_PADDING / 2 - LANE_PADDING / 2 - LINE / 2
    for place, line in enumerate([*row.name, *row.detail]):
        named = place < len(row.name)
        look = {"fontsize": 9, "fontweight": "bold", "color": INK} if named else {"fontsize": 8, "color": SOFT}
        write(axes, left, y - place * LINE, line, transform=across, **look)
    for middle, label, datum in _lanes(row, top):
        colour = SOFT if datum.kind == MISSING else INK
        for place, line in enumerate(label):
            offset = (len(label) - 1) / 2 - place
            write(axes, -LANE_COLUMN / PLOT, middle + offset * LINE, line, transform=across, fontsize=9, color=colour)


def _lanes(row: _Row, top: float) -> list[tuple[float, list[str], Datum]]:
    """The middle, the label and the datum of each line."""
    found = []
    y = top - ROW_PADDING / 2
    for label, datum in row.lanes:
        height = row.lane_height(label)
        found.append((y - height / 2, label, datum))
        y -= height
    return found


def _draw_row(axes: Axes, panel: Panel, row: _Row, top: float, looks: glyphs.Looks, words: Words) -> None:
    data = [datum for _, datum in row.lanes]
    if panel.reference:
        glyphs.reference(axes, data, top - ROW_PADDING / 2, row.height - ROW_PADDING)
    # Of the whole row: a part begins where the one above it ends, whether that is drawn or not.
    whole = [datum for datum in panel.data if data and datum.row == data[0].row] if panel.glyph == "step" else []
    starts = {id(datum): start for datum, start in zip(whole, glyphs.starts(whole), strict=True)}
    for middle, _, datum in _lanes(row, top):
        _draw_lane(axes, panel, datum, middle, looks, words, starts.get(id(datum), 0.0))


def _draw_lane(
    axes: Axes, panel: Panel, datum: Datum, y: float, looks: glyphs.Looks, words: Words, start: float
) -> None:
    across = axes.get_yaxis_transform()
    if datum.kind == MISSING:
        write(axes, 0.01, y, datum.text, transform=across, fontsize=8.5, style="italic", color=SOFT)
        return
    if panel.glyph == "part":
        glyphs.covered(axes, datum, y)
    elif panel.glyph in {"bar", "step"}:
        glyphs.bar(axes, datum, y, looks(datum.subject), start)
    elif datum.kind == STATED:
        glyphs.stated(axes, datum, y, looks(datum.subject))
    elif datum.kind == IMPLIED:
        glyphs.implied(axes, datum, y, looks(datum.subject))
    # The axis names votes already, and a total with its unit would leave the page.
    number = words.without_unit(datum.text, "votes")
    allowed = _allowed(datum, words)
    write(axes, 1.02, y + (0.33 * LINE if allowed else 0), number, transform=across, fontsize=9, color=INK)
    if allowed:  # often narrower than the mark, so it is written, too
        write(axes, 1.02, y - 0.42 * LINE, allowed, transform=across, fontsize=7, color=SOFT)


def _is_open(datum: Datum) -> bool:
    return datum.kind == STATED and datum.low < datum.high


def _allowed(datum: Datum, words: Words) -> str:
    """What the rounding of a stated figure allows, in small figures below it, and its margin of error, if any."""
    allowed = words.interval(datum.low, datum.high, "") if _is_open(datum) else ""
    margin = words.say("page.margin", margin=words.localised(f"{datum.margin:g}")) if isfinite(datum.margin) else ""
    return ", ".join(part for part in (allowed, margin) if part)


def _ticks(panel: Panel) -> list[float]:
    """The round numbers on the axis; 0 to 100 for parts of a whole."""
    ends = [end for datum in panel.data for end in (datum.low, datum.high, datum.value)]
    ends += [datum.value + sign * datum.margin for datum in panel.data for sign in (-1, 1)]
    if panel.glyph == "step":  # what is left of a total, or passes it, is drawn between the bars that say so
        ends = [end for datum in panel.data if datum.measure != REMAINDER for end in (datum.low, datum.high)]
    bars = panel.glyph in {"bar", "step"}
    return ticks([] if panel.glyph == "part" else ends, from_zero=panel.from_zero or bars)


def ticks(ends: Iterable[float], *, from_zero: bool) -> list[float]:
    """Round numbers around some ends; the first and the last are the axis's. 0 to 100 where there are none."""
    finite = [end for end in ends if isfinite(end)]
    if not finite:
        return [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    low, high = min(finite), max(finite)
    if from_zero or low < 0.4 * high:
        low, high = min(low, 0.0), max(high, 0.0)
    step = _step(high - low or max(abs(low) * 0.1, 1.0))
    # A mark on the very end of the axis would touch the number beside it, so there is always a little room after it.
    first, last = floor(low / step), ceil(high / step + (0.12 if high else 0.0))
    last = max(last, first + 1)  # where every number is zero, there is an axis all the same
    return [round(step * place, 9) for place in range(first, last + 1)]


def _step(extent: float) -> float:
    """A round step (1, 2 or 5 times a power of ten) that gives four to seven ticks."""
    power = 10.0 ** floor(log10(extent / 5))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= extent / 5 * 0.99)


def _tick_labels(at: Sequence[float], unit: str, words: Words) -> list[str]:
    """The numbers at the ticks; every second one where they would run into each other."""
    labels = [_tick_words(tick, unit, at, words) for tick in at]
    room = PLOT / (len(at) - 1) - _BETWEEN_TICKS
    if max(width_of(label, 8) for label in labels) <= room:
        return labels
    # The one at zero is among those kept.
    kept = at.index(0.0) % 2 if 0.0 in at else 0
    return [label if place % 2 == kept else "" for place, label in enumerate(labels)]


def _tick_words(tick: float, unit: str, ticks: Sequence[float], words: Words) -> str:
    if _in_millions(unit, ticks):
        said = f"{tick / 1_000_000:.10g}"
    else:
        said = f"{tick:,.0f}" if float(tick).is_integer() else f"{tick:g}"
    return words.localised(said.replace("-", "\N{MINUS SIGN}"))


def _in_millions(unit: str, ticks: Sequence[float]) -> bool:
    return unit == "votes" and max(map(abs, ticks)) >= 1_000_000
