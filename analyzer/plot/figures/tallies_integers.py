"""Whole percentages: how far the stations' percentages lie from whole ones, beside what chance expects.

After Kobak, Shpilkin & Pshenichnikov (2016), doi:10.1214/16-AOAS904, folded to one point.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from analyzer.model import Contest, Profile
from analyzer.plot.base import ProfileFigure
from analyzer.plot.words import Words

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


def _name(percentage: str, profile: Profile, words: Words) -> str:
    if percentage == "turnout":
        return words.say("tallies_integers.turnout")
    return words.say("tallies_integers.share", name=profile.facts["name"])


def title(profile: Profile, words: Words) -> str:
    """How many lie at a whole percentage, and how many chance expects there."""
    said = []
    for name, rows in _parts(profile, "beside"):
        _, observed, expected, deviation = rows[rows[:, 0] == 0.0][0]
        said.append(
            words.say(
                "tallies_integers.whole_at",
                what=_name(name, profile, words),
                stations=words.plural(int(observed), "station"),
                expected=words.whole(expected),
                deviation=words.whole(deviation),
            )
        )
    if not said:
        return words.say("tallies_integers.none")
    whole = "; ".join(said)
    return whole[0].upper() + whole[1:]


def alt(profile: Profile, words: Words) -> str:
    """The title, and every bin."""
    bins = []
    for name, rows in _parts(profile, "beside"):
        said = ", ".join(words.localised(f"{b:+.1f}: {o:,.0f} ({e:,.0f} ± {d:,.0f})") for b, o, e, d in rows)
        bins.append(words.say("page.lane", lane=_name(name, profile, words), text=said))
    if not bins:
        return f"{title(profile, words)}."
    return words.say("tallies_integers.alt", title=title(profile, words), bins="; ".join(bins))


def draw(profile: Profile, contest: Contest, words: Words) -> Figure:
    """A column a percentage: the spectrum of whole ones above, how far from whole ones below."""
    from analyzer.plot import frame
    from analyzer.plot.glyphs import COLOURS

    parts = list(_parts(profile, "beside"))
    if not parts:
        return frame.frame(title(profile, words), words.where(contest), 0.2).figure
    stations = words.plural(int(profile.facts["stations"]), "station")
    key = words.say("tallies_integers.key", band=f"{_BAND:g}", stations=stations)
    footer = f"{key} {words.where(contest)}"
    page = frame.frame(title(profile, words), footer, _BELOW + 2 * _HEIGHT + _APART + 0.3)
    width = _WIDTH if len(parts) > 1 else 2 * _WIDTH + _BETWEEN
    above = dict(_parts(profile, "at"))
    for place, (name, rows) in enumerate(parts):
        left = _LEFT + place * (_WIDTH + _BETWEEN)
        axes = page.axes(left, _BELOW + _HEIGHT + _APART, width, _HEIGHT)
        _spread(axes, above[name], 0.9, _LIGHT, words)
        axes.set_xlim(-0.5, 100.5)
        axes.set_ylim(0.0)
        axis = words.say("tallies_integers.axis", what=_name(name, profile, words))
        frame.label(axes, axis, words.several("station"))
        axes = page.axes(left, _BELOW, width, _HEIGHT)
        _spread(axes, rows, 0.082, [COLOURS[0] if at == 0.0 else _LIGHT for at in rows[:, 0]], words)
        low, high = _ends(rows)
        bottom = max(low - 1.5 * (high - low), 0.0)
        axes.set_ylim(bottom, high + 0.1 * (high - low))
        axes.set_xticks([-0.4, -0.2, 0.0, 0.2, 0.4], _ticks(words))
        scale = words.say("tallies_integers.stations_cut") if bottom else words.several("station")
        frame.label(axes, words.say("tallies_integers.axis_beside"), scale)
    return page.figure


def _ticks(words: Words) -> list[str]:
    whole = words.say("tallies_integers.whole")
    return [whole if not at else words.localised(f"{at:+.1f}").replace("-", "−") for at in (-0.4, -0.2, 0.0, 0.2, 0.4)]


def _spread(axes: Axes, rows: np.ndarray, width: float, colours: str | list[str], words: Words) -> None:
    """Bars as counted, the expectation as a line with its band."""
    from matplotlib.ticker import MaxNLocator

    from analyzer.plot.glyphs import COLOURS
    from analyzer.plot.style import INK

    place, observed, expected, deviation = rows.T
    axes.bar(place, observed, width, color=colours, zorder=2)
    low, high = (expected + sign * _BAND * deviation for sign in (-1.0, 1.0))
    axes.fill_between(place, np.maximum(low, 0.0), high, color=COLOURS[5], alpha=0.35, zorder=3, linewidth=0)
    axes.plot(place, expected, color=INK, linewidth=1.2, zorder=4)
    axes.yaxis.set_major_locator(MaxNLocator("auto", integer=True))
    axes.yaxis.set_major_formatter(lambda value, _: words.whole(value))


def _ends(rows: np.ndarray) -> tuple[float, float]:
    """The least and the most of what is drawn."""
    _, observed, expected, deviation = rows.T
    values = np.concatenate([observed, expected - _BAND * deviation, expected + _BAND * deviation])
    return float(values.min()), float(values.max())


FIGURE = ProfileFigure("tallies-integers", title, alt, draw)
