"""The one style of all figures: sizes in inches, greys, how words are set, what the signs mean."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from analyzer.plot import letters
from analyzer.plot.datum import IMPLIED, STATED, Datum, is_hedged
from analyzer.wording import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from analyzer.plot.base import Panel
    from analyzer.plot.words import Words

WIDTH = 9.0
MARGIN = 0.25
TITLE_CHARACTERS, TITLE_LINE = 80, 0.25
FOOTER_CHARACTERS, FOOTER_LINE = 145, 0.14
_FEWEST = 16  # characters that a name is shortened to

#: Hebrew, Arabic and their neighbours, words with what joins them; the mark that says "from left to right".
_RIGHT = "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]+"
_FROM_RIGHT = re.compile(f"{_RIGHT}(?:[ '’.-]+{_RIGHT})*")
_MARK = "\N{LEFT-TO-RIGHT MARK}"

INK, SOFT, BAND, RULE = "#1a1a1a", "#595959", "#f3f3f0", "#d9d9d6"


def sheet(title: str, notes: Sequence[str], body: float) -> tuple[Figure, float]:
    """A page with a title, room for a body so many inches high, and notes at its foot; where the body begins (top)."""
    heading = wrapped(title, TITLE_CHARACTERS, 6)
    foot = [line for part in notes for line in wrapped(part, FOOTER_CHARACTERS, 6)]
    title_height = MARGIN + TITLE_LINE * len(heading)
    height = title_height + body + FOOTER_LINE * len(foot) + MARGIN
    page = Figure(figsize=(WIDTH, height), facecolor="white")
    for place, line in enumerate(heading):
        y = 1 - (MARGIN + TITLE_LINE * (place + 0.5)) / height
        write(page, MARGIN / WIDTH, y, line, fontsize=12.5, fontweight="bold", color=INK)
    for place, line in enumerate(foot):
        y = (MARGIN * 0.8 + FOOTER_LINE * (len(foot) - 1 - place)) / height
        write(page, MARGIN / WIDTH, y, line, fontsize=7, color=SOFT, va="bottom")
    return page, height - title_height


def write(where: Figure | Axes, x: float, y: float, words: str, **look: Any) -> None:
    """Words as they are: a name is no formula, whatever dollar signs it holds, and no sign of it acts on the page."""
    where.text(x, y, shown(words), parse_math=False, va=look.pop("va", "center"), **look)


def shown(words: str) -> str:
    """Words as they are drawn: no sign acts on the page, and letters written from right to left stay where they stand.

    Without a mark on each side of them, numbers and signs beside such a name would be drawn on its other side, and a
    line that begins with one from right to left.
    """
    return _FROM_RIGHT.sub(lambda name: f"{_MARK}{name[0]}{_MARK}", visible(words))


def key(panels: Sequence[Panel], words: Words) -> str:
    """What the signs mean, of those that are drawn."""
    drawn = [datum for panel in panels for datum in panel.data if panel.glyph == "mark"]
    parts = []
    printed = [datum for datum in drawn if datum.kind == STATED and not is_hedged(datum)]
    if printed:
        rounded = any(datum.low < datum.high for datum in printed)
        parts.append(words.say("page.filled" if rounded else "page.exact"))
    if any(is_hedged(datum) for datum in drawn):
        parts.append(words.say("page.hollow"))
    if any(isfinite(datum.margin) for datum in drawn):
        parts.append(words.say("page.dotted"))
    if any(datum.kind == IMPLIED for datum in drawn):
        parts.append(words.say("page.capped"))
    if any(panel.reference for panel in panels) and any(datum.kind == STATED for datum in drawn):
        parts.append(words.say("page.shaded"))
    parts.extend(panel.key for panel in panels if panel.key)
    return " ".join(parts)


def boxes(title: str, data: Sequence[Datum], words: Words) -> str:
    """Says so where names hold letters that the figure's font lacks, which are drawn as boxes."""
    names = (said for datum in data for said in (datum.source_name, datum.lane))
    used = {ord(letter) for said in (title, *names) for letter in visible(said) if not letter.isspace()}
    return "" if used <= letters.letters() else words.say("page.boxes")


def wrapped(words: str, characters: int, lines: int = 3) -> list[str]:
    """At most so many lines; a longer name ends in an ellipsis, its whole stands in the data table."""
    shown = visible(words)
    if not shown:
        return []
    # Capitals are a third wider than small letters, and East Asian letters twice as wide.
    wide = sum(0.35 * letter.isupper() + (unicodedata.east_asian_width(letter) in "WF") for letter in shown)
    width = max(int(characters * len(shown) / (len(shown) + wide)), 4)
    # A hyphen is no place to break the name of a file.
    return textwrap.wrap(shown, width, max_lines=lines, placeholder=" …", break_on_hyphens=False)


def shortened(words: str, characters: int) -> str:
    """One line: of a longer name the beginning and the end, which tell names of one kind apart."""
    shown = visible(words)
    if len(shown) <= characters:
        return shown
    half = (characters - 1) // 2
    return f"{shown[:half].rstrip()}…{shown[-half:].lstrip()}"


def titled(name: str, rest: str, inches: float, points: float) -> str:
    """A name and what follows it on one line so wide: the name is shortened first, for the rest tells names apart."""
    for characters in range(max(len(name), _FEWEST), _FEWEST - 1, -2):
        line = f"{shortened(name, characters)}{rest}"
        if width_of(line, points) <= inches:
            return line
    return shortened(line, max(int(len(line) * inches / width_of(line, points)), _FEWEST))


def width_of(words: str, points: float) -> float:
    """How wide words are in inches, as they are drawn at a size in points."""
    return letters.width_of(shown(words), points)
