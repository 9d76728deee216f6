"""Whole percentages: how far the stations' percentages lie from whole ones, beside what chance expects.

After Kobak, Shpilkin & Pshenichnikov (2016), doi:10.1214/16-AOAS904, folded to one point.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from analyzer.model import Contest, Profile
from analyzer.plot.base import TallyFigure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH, _HEIGHT, _LEFT, _BELOW, _BETWEEN, _APART = 3.55, 2.3, 0.75, 0.55, 0.7, 0.95
#: Standard deviations of the shaded band: one bin in some 370 lies outside it by chance.
_BAND = 3.0
_LIGHT = "#b5c7d6"


def _parts(profile: Profile, kind: str) -> Iterator[tuple[str, np.ndarray]]:
    """(what percentage, rows of place, observed, expected, deviation)."""
    columns = [profile.columns[name] for name in ("percentage", "kind", "place", "observed", "expected", "deviation")]
    rows = [row for row in zip(*columns, strict=True) if row[1] == kind]
    for name in dict.fromkeys(row[0] for row in rows):
        yield str(name), np.array([row[2:] for row in rows if row[0] == name], np.float64)


def _words(name: str, profile: Profile) -> str:
    return "turnout" if name == "turnout" else f"share of {profile.facts['name']}"


def title(profile: Profile) -> str:
    """How many lie at a whole percentage, and how many chance expects there."""
    said = []
    for name, rows in _parts(profile, "beside"):
        _, observed, expected, deviation = rows[rows[:, 0] == 0.0][0]
        said.append(
            f"{_words(name, profile)} is whole at {observed:,.0f} stations, where chance makes {expected:,.0f} "
            f"± {deviation:,.0f}"
        )
    if not said:
        return "Whole percentages: too few stations are large enough to look for them"
    whole = "; ".join(said)
    return whole[0].upper() + whole[1:]


def alt(profile: Profile) -> str:
    """The title, and every bin."""
    bins = [
        f"{_words(name, profile)}: " + ", ".join(f"{b:+.1f}: {o:,.0f} ({e:,.0f} ± {d:,.0f})" for b, o, e, d in rows)
        for name, rows in _parts(profile, "beside")
    ]
    return f"{title(profile)}. Stations by points from the nearest whole percentage, expected in brackets. " + (
        f"{'; '.join(bins)}." if bins else ""
    )


def draw(profile: Profile, contest: Contest) -> Figure:
    """A column a percentage: the spectrum of whole ones above, how far from whole ones below."""
    from analyzer.plot import frame
    from analyzer.plot.glyphs import COLOURS

    parts = list(_parts(profile, "beside"))
    where = f"{contest.name}, {contest.date.isoformat()}."
    if not parts:
        return frame.frame(title(profile), where, 0.2).figure
    footer = (
        "Above: stations at each whole percentage, to within 0.05. Below: all stations by how far their percentage "
        "lies from the nearest whole one, in tenths of a point. Line: what binomial chance expects at each "
        f"station's own rate; shaded: ± {_BAND:g} standard deviations, which one bin in 370 leaves by chance. "
        f"{profile.facts['stations']:,.0f} stations. {where}"
    )
    page = frame.frame(title(profile), footer, _BELOW + 2 * _HEIGHT + _APART + 0.3)
    width = _WIDTH if len(parts) > 1 else 2 * _WIDTH + _BETWEEN
    above = dict(_parts(profile, "at"))
    for place, (name, rows) in enumerate(parts):
        left = _LEFT + place * (_WIDTH + _BETWEEN)
        axes = page.axes(left, _BELOW + _HEIGHT + _APART, width, _HEIGHT)
        _spread(axes, above[name], 0.9, _LIGHT)
        axes.set_xlim(-0.5, 100.5)
        axes.set_ylim(0.0)
        frame.label(axes, f"{_words(name, profile)}, percent", "stations")
        axes = page.axes(left, _BELOW, width, _HEIGHT)
        _spread(axes, rows, 0.082, [COLOURS[0] if at == 0.0 else _LIGHT for at in rows[:, 0]])
        low, high = _ends(rows)
        axes.set_ylim(max(low - 1.5 * (high - low), 0.0), high + 0.1 * (high - low))
        axes.set_xticks([-0.4, -0.2, 0.0, 0.2, 0.4], ["−0.4", "−0.2", "whole", "+0.2", "+0.4"])
        frame.label(axes, "points from the nearest whole percentage", "stations (scale not from zero)")
    return page.figure


def _spread(axes: Axes, rows: np.ndarray, width: float, colours: str | list[str]) -> None:
    """Bars as counted, the expectation as a line with its band."""
    from analyzer.plot.glyphs import COLOURS
    from analyzer.plot.style import INK

    place, observed, expected, deviation = rows.T
    axes.bar(place, observed, width, color=colours, zorder=2)
    low, high = (expected + sign * _BAND * deviation for sign in (-1.0, 1.0))
    axes.fill_between(place, np.maximum(low, 0.0), high, color=COLOURS[5], alpha=0.35, zorder=3, linewidth=0)
    axes.plot(place, expected, color=INK, linewidth=1.2, zorder=4)
    axes.yaxis.set_major_formatter("{x:,.0f}")


def _ends(rows: np.ndarray) -> tuple[float, float]:
    """The least and the most of what is drawn."""
    _, observed, expected, deviation = rows.T
    values = np.concatenate([observed, expected - _BAND * deviation, expected + _BAND * deviation])
    return float(values.min()), float(values.max())


FIGURE = TallyFigure("tallies-integers", "Are there more whole percentages than chance makes?", title, alt, draw)
