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
    from matplotlib.figure import Figure

_WIDTH, _HEIGHT, _LEFT, _BELOW, _BETWEEN = 3.55, 2.7, 0.75, 0.55, 0.7
#: Standard deviations of the shaded band: one bin in some 370 lies outside it by chance.
_BAND = 3.0


def _parts(profile: Profile) -> Iterator[tuple[str, np.ndarray]]:
    """(what percentage, rows of beside, observed, expected, deviation)."""
    columns = [profile.columns[name] for name in ("percentage", "beside", "observed", "expected", "deviation")]
    rows = list(zip(*columns, strict=True))
    for name in dict.fromkeys(row[0] for row in rows):
        yield str(name), np.array([row[1:] for row in rows if row[0] == name], np.float64)


def _words(name: str, profile: Profile) -> str:
    return "turnout" if name == "turnout" else f"share of {profile.facts['name']}"


def title(profile: Profile) -> str:
    """How many lie at a whole percentage, and how many chance expects there."""
    said = []
    for name, rows in _parts(profile):
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
        for name, rows in _parts(profile)
    ]
    return f"{title(profile)}. Stations by points from the nearest whole percentage, expected in brackets. " + (
        f"{'; '.join(bins)}." if bins else ""
    )


def draw(profile: Profile, contest: Contest) -> Figure:
    """One panel a percentage: bars as counted, the expectation as a line with its band."""
    from analyzer.plot import frame
    from analyzer.plot.glyphs import COLOURS
    from analyzer.plot.style import INK, SOFT

    parts = list(_parts(profile))
    where = f"{contest.name}, {contest.date.isoformat()}."
    if not parts:
        return frame.frame(title(profile), where, 0.2).figure
    footer = (
        "Bars: stations, by how far their percentage lies from the nearest whole one, in tenths of a point. Line: what "
        f"binomial chance expects at each station's own rate; shaded: ± {_BAND:g} standard deviations, which one bin in "
        f"370 leaves by chance. {profile.facts['stations']:,.0f} stations. {where}"
    )
    page = frame.frame(title(profile), footer, _BELOW + _HEIGHT + 0.3)
    width = _WIDTH if len(parts) > 1 else 2 * _WIDTH + _BETWEEN
    for place, (name, rows) in enumerate(parts):
        axes = page.axes(_LEFT + place * (_WIDTH + _BETWEEN), _BELOW, width, _HEIGHT)
        beside, observed, expected, deviation = rows.T
        colours = [COLOURS[0] if at == 0.0 else "#b5c7d6" for at in beside]
        axes.bar(beside, observed, 0.082, color=colours, zorder=2)
        axes.fill_between(
            beside, expected - _BAND * deviation, expected + _BAND * deviation, color=COLOURS[5], alpha=0.35, zorder=3,
            linewidth=0,
        )
        axes.plot(beside, expected, color=INK, linewidth=1.2, zorder=4)
        ends = np.concatenate([observed, expected - _BAND * deviation, expected + _BAND * deviation])
        low, high = float(ends.min()), float(ends.max())
        axes.set_ylim(max(low - 1.5 * (high - low), 0.0), high + 0.1 * (high - low))
        axes.set_xticks([-0.4, -0.2, 0.0, 0.2, 0.4], ["−0.4", "−0.2", "whole", "+0.2", "+0.4"])
        axes.yaxis.set_major_formatter("{x:,.0f}")
        frame.label(axes, "points from the nearest whole percentage", "stations (scale not from zero)")
        frame.write(axes, 0.0, 1.05, _words(name, profile), transform=axes.transAxes, fontsize=9, color=SOFT)
    return page.figure


FIGURE = TallyFigure(
    "tallies-integers", "Are there more whole percentages than chance makes?", title, alt, draw
)
