"""Share by coverage: what the count stood at after each part of the tally sheets, and where the rest can take it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, TypeAlias

from analyzer.model import Contest, Hedge, Profile
from analyzer.plot.base import ProfileFigure, rows_of
from analyzer.plot.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH, _HEIGHT, _LEFT, _BELOW = 6.1, 3.6, 0.75, 0.55
_LINE, _NAME = 0.17, 24  # inches, characters

#: Where a curve ends, in percent, what is written there, in which colour, and whose it is.
End: TypeAlias = tuple[float, str, str, str]


def _rows(profile: Profile, kind: str) -> list[dict[str, Any]]:
    return [row for row in rows_of(profile) if row["kind"] == kind]


def title(profile: Profile, words: Words) -> str:
    """The leader's share so far, and what the other sheets can make of it."""
    facts = profile.facts
    share = words.percent(float(facts["share"]), 2)
    if not facts["whole"]:
        sheets = words.plural(int(facts["sheets"]), "sheet")
        return words.say("tallies_arrival.on", name=facts["name"], share=share, sheets=sheets)
    coverage = words.percent(float(facts["coverage"]), 1)
    after = words.say("tallies_arrival.after", name=facts["name"], share=share, coverage=coverage)
    low, high = float(facts["low"]), float(facts["high"])
    if low == high:
        return after
    ends = words.interval(low, high, "percent")
    times = words.times(1.0 + float(facts["uncounted"]))
    return words.say("tallies_arrival.end", after=after, ends=ends, times=times)


def alt(profile: Profile, words: Words) -> str:
    """The title, each candidate's share at a quarter, a half, three quarters and the end, and what sources state."""
    said = []
    for name in dict.fromkeys(row["name"] for row in _rows(profile, "tallies")):
        curve = [row for row in _rows(profile, "tallies") if row["name"] == name]
        stops = [curve[round(part * (len(curve) - 1))] for part in (0.25, 0.5, 0.75, 1.0)]
        at = [
            words.say(
                "tallies_arrival.at", share=words.percent(row["share"], 1), coverage=words.percent(row["coverage"], 0)
            )
            for row in stops
        ]
        said.append(words.say("page.lane", lane=name, text=", ".join(at)))
    for row in _rows(profile, "claim"):
        coverage = words.percent(row["coverage"], 1)
        stated = words.hedged(row["share"], "percent", 0.0, Hedge.EXACT)
        said.append(
            words.say("tallies_arrival.states", source=row["source"], share=stated, name=row["name"], coverage=coverage)
        )
    return words.say("tallies_arrival.alt", title=title(profile, words), said="; ".join(said))


def draw(profile: Profile, contest: Contest, words: Words) -> Figure:
    """A curve a candidate, a wedge for what is missing, a mark for each share that a source states with a coverage."""
    from analyzer.plot import frame, glyphs

    claims = _rows(profile, "claim")
    footer = [words.say("tallies_arrival.curves")]
    if _rows(profile, "reach"):
        times = words.times(1.0 + float(profile.facts["uncounted"]))
        footer.append(words.say("tallies_arrival.shaded", times=times))
    if claims:
        footer.append(words.say("tallies_arrival.hollow"))
    page = frame.frame(title(profile, words), " ".join([*footer, words.where(contest)]), _BELOW + _HEIGHT + 0.15)
    axes = page.axes(_LEFT, _BELOW, _WIDTH, _HEIGHT)
    looks = glyphs.looks(contest)
    subjects = dict.fromkeys(row["subject"] for row in _rows(profile, "tallies"))
    ends = [_curve(axes, profile, subject, looks(subject), words) for subject in subjects]
    low, high = _span(profile)
    axes.set_xlim(0, 100)
    axes.set_ylim(low, high)
    line = (high - low) / _HEIGHT * _LINE
    last = {subject: y for y, _, _, subject in ends}
    for row in claims:
        look = looks(row["subject"])
        axes.errorbar(
            [row["coverage"]],
            [row["share"]],
            yerr=[[row["share"] - row["low"]], [row["high"] - row["share"]]],
            fmt=look.marker,
            color=look.colour,
            markerfacecolor="white",
            markersize=6,
            capsize=2,
            zorder=5,
            clip_on=False,
        )
        # Towards the middle, so that it stays on the axes, and off the candidate's own curve.
        right, above = row["coverage"] > 50.0, row["share"] > last[row["subject"]]
        said = f"{row['source']} {words.hedged(row['share'], 'percent', 0.0, Hedge.EXACT)}"
        place = (row["coverage"] + (-1.2 if right else 1.2), row["share"] + (line if above else -line))
        frame.write(axes, *place, said, ha="right" if right else "left", fontsize=7, color=look.colour, zorder=6)
    for y, said, colour in _apart(ends, 3.0 * line):
        for down, part in enumerate(textwrap.wrap(said, _NAME)[:3]):
            frame.write(axes, 101.5, y - down * line, part, fontsize=9, color=colour)
    whole = "tallies_arrival.axis" if profile.facts["whole"] else "tallies_arrival.axis_published"
    frame.label(axes, words.say(whole), words.say("tallies_arrival.axis_share"))
    return page.figure


def _curve(axes: Axes, profile: Profile, subject: str, look: Any, words: Words) -> End:
    """Draws a candidate's curve and wedge."""
    rows = [row for row in _rows(profile, "tallies") if row["subject"] == subject]
    last = rows[-1]
    axes.plot([r["coverage"] for r in rows], [r["share"] for r in rows], color=look.colour, linewidth=1.6, zorder=3)
    axes.plot([last["coverage"]], [last["share"]], marker=look.marker, color=look.colour, markersize=5, zorder=4)
    for wedge in (row for row in _rows(profile, "reach") if row["subject"] == subject):
        axes.fill(
            [last["coverage"], 100.0, 100.0],
            [last["share"], wedge["low"], wedge["high"]],
            color=look.colour,
            alpha=0.2,
            linewidth=0,
            zorder=2,
        )
    return last["share"], f"{words.percent(last['share'], 2)} {last['name']}", look.colour, subject


def _span(profile: Profile) -> tuple[float, float]:
    """The ends of the share's scale: what is drawn, without the first jumps of the curves."""
    late = [row["share"] for row in _rows(profile, "tallies") if row["coverage"] >= 2.0]
    wedges = [row[end] for row in _rows(profile, "reach") for end in ("low", "high")]
    marks = [row[end] for row in _rows(profile, "claim") for end in ("low", "high")]
    values = [*late, *wedges, *marks] or [0.0, 100.0]
    return max(min(values) - 4.0, 0.0), min(max(values) + 4.0, 100.0)


def _apart(ends: list[End], least: float) -> list[tuple[float, str, str]]:
    """The names' places, words and colours from low to high, no two nearer than `least`."""
    placed: list[tuple[float, str, str]] = []
    for y, words, colour, _ in sorted(ends):
        placed.append((max(y, placed[-1][0] + least) if placed else y, words, colour))
    return placed


FIGURE = ProfileFigure("tallies-arrival", title, alt, draw)
