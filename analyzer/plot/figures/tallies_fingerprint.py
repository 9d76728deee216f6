"""Fingerprint: how many stations have which turnout and which share, with the two distributions at its sides.

After Klimek et al. (2012), doi:10.1073/pnas.1210722109.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from analyzer.model import Contest, Profile
from analyzer.plot.base import ProfileFigure
from analyzer.plot.words import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SIDE, _STRIP, _GAP = 4.6, 0.9, 0.24
_LEFT, _BELOW = 0.85, 0.55
_GREY = "#9aa5ad"


def _stations(profile: Profile) -> np.ndarray:
    """Stations in each bin, shape (share, turnout), one bin a whole percentage from 0 to 100."""
    grid = np.zeros((101, 101))
    turnout, share, stations = (
        np.array(profile.columns[name], np.float64) for name in ("turnout", "share", "stations")
    )
    grid[share.astype(int), turnout.astype(int)] = stations
    return grid


def title(profile: Profile, words: Words) -> str:
    """Where most stations lie."""
    facts = profile.facts
    if not profile.columns["stations"]:
        return words.say("tallies_fingerprint.none")
    return words.say(
        "tallies_fingerprint.peaks",
        stations=words.plural(int(facts["stations"]), "station"),
        turnout=words.percent(float(facts["peak_turnout"]), 0),
        name=facts["name"],
        share=words.percent(float(facts["peak_share"]), 0),
    )


def alt(profile: Profile, words: Words) -> str:
    """The title, and how the share moves from low to high turnout."""
    grid = _stations(profile)
    if not grid.any():
        return f"{title(profile, words)}."
    means = []
    for low in range(0, 100, 20):
        part = grid[:, low : low + 20 + (low == 80)]
        if part.sum():
            share = float((part.sum(axis=1) * np.arange(101)).sum() / part.sum())
            means.append(
                words.say(
                    "tallies_fingerprint.mean",
                    turnout=words.interval(low, low + 20, "percent"),
                    stations=words.plural(int(part.sum()), "station"),
                    share=words.percent(share, 1),
                )
            )
    return words.say("tallies_fingerprint.alt", title=title(profile, words), means="; ".join(means))


def draw(profile: Profile, contest: Contest, words: Words) -> Figure:
    """Density on a logarithmic scale of greys to blue; no cell without a station is coloured."""
    from matplotlib.colors import LogNorm
    from matplotlib.ticker import MaxNLocator

    from analyzer.plot import frame
    from analyzer.plot.style import INK, SOFT

    facts = profile.facts
    grid = _stations(profile)
    if not grid.any():
        return frame.frame(title(profile, words), words.where(contest), 0.2).figure
    footer = [words.say("tallies_fingerprint.cells")]
    if left_out := int(facts.get("left_out", 0)):
        footer.append(words.say("tallies_fingerprint.left_out", stations=words.plural(left_out, "station")))
    footer += [words.say("tallies_fingerprint.caution"), words.where(contest)]
    page = frame.frame(title(profile, words), " ".join(footer), _BELOW + _SIDE + _GAP + _STRIP)
    main = page.axes(_LEFT, _BELOW, _SIDE, _SIDE)
    shown = main.imshow(
        np.ma.masked_equal(grid, 0),
        origin="lower",
        extent=(-0.5, 100.5, -0.5, 100.5),
        cmap="YlGnBu",
        norm=LogNorm(vmin=0.5, vmax=max(float(grid.max()), 2.0)),
        interpolation="nearest",
        aspect="auto",
        zorder=2,
    )
    share = words.say("tallies_fingerprint.axis_share", name=facts["name"])
    frame.label(main, words.say("tallies_fingerprint.axis_turnout"), share)
    stations = words.several("station")
    for place, (left, below, width, height, part) in enumerate(
        (
            (_LEFT, _BELOW + _SIDE + _GAP, _SIDE, _STRIP, grid.sum(axis=0)),
            (_LEFT + _SIDE + _GAP, _BELOW, _STRIP, _SIDE, grid.sum(axis=1)),
        )
    ):
        side = page.axes(left, below, width, height)
        bars = side.barh if place else side.bar
        bars(np.arange(101), part, 1.0, color=_GREY)
        (side.set_ylim if place else side.set_xlim)(-0.5, 100.5)
        (side.set_yticklabels if place else side.set_xticklabels)([])
        frame.label(side, *((stations, "") if place else ("", stations)))
        (side.xaxis if place else side.yaxis).set_major_locator(MaxNLocator(3))
    scale = page.axes(_LEFT + _SIDE + _STRIP + 2 * _GAP, _BELOW, 0.16, _SIDE * 0.6)
    bar = page.figure.colorbar(shown, cax=scale)
    bar.ax.tick_params(labelsize=8, colors=SOFT)
    bar.set_ticks(ticks := [tick for tick in (1, 3, 10, 30, 100, 300, 1000, 3000) if tick <= grid.max()])
    bar.set_ticklabels([words.whole(tick) for tick in ticks])
    bar.minorticks_off()
    frame.write(
        scale, 0.0, 1.06, words.say("tallies_fingerprint.in_cell"), transform=scale.transAxes, fontsize=8, color=SOFT
    )
    for at, line in ((facts["peak_turnout"], main.axvline), (facts["peak_share"], main.axhline)):
        line(cast("float", at), color=INK, linewidth=0.7, linestyle=(0, (4, 3)), zorder=3)
    return page.figure


FIGURE = ProfileFigure("tallies-fingerprint", title, alt, draw)
