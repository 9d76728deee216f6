"""The letters of all figures: the DejaVu Sans that ships with matplotlib, found by its file and not by its name.

By name matplotlib may find another file: its list of fonts is the user's (a system's own DejaVu draws other outlines,
and a list made while a set-up was under way lacks the shipped ones), and "sans-serif" borrows missing letters from
whatever is installed. Then the same input would draw other bytes.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import fontManager, get_font, ttfFontProperty

#: No installed font is called so.
_FAMILY = "DejaVu Sans as it ships with matplotlib"
_FACES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSans-BoldOblique.ttf")


@cache
def family() -> str:
    """The name of the family of fonts that figures are drawn with, known to matplotlib from now on."""
    for face in _FACES:
        fontManager.ttflist.append(replace(ttfFontProperty(get_font(_shipped(face))), name=_FAMILY))
    return _FAMILY


@cache
def letters() -> frozenset[int]:
    """The letters it has, as code points."""
    return frozenset(get_font(_shipped(_FACES[0])).get_charmap())


@cache
def width_of(words: str, points: float) -> float:
    """How wide words are in inches, drawn upright and regular at a size in points."""
    font = get_font(_shipped(_FACES[0]))
    font.set_size(points, 72.0)
    font.set_text(words, 0.0)
    return float(font.get_width_height()[0]) / 64.0 / 72.0


def _shipped(face: str) -> str:
    return str(Path(mpl.get_data_path()) / "fonts" / "ttf" / face)
