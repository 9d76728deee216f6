"""Share by coverage: what the count stood at after each part of the tally sheets, and where the rest can take it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, TypeAlias

from analyzer import wording
from analyzer.model import Contest, Profile
from analyzer.plot.base import TallyFigure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH, _HEIGHT, _LEFT, _BELOW = 6.1, 3.6, 0.75, 0.55
_LINE, _NAME = 0.17, 24  # inches, characters

#: Where a curve ends, in percent, what is written there, in which colour, and whose it is.
End: TypeAlias = tuple[float, str, str, str]


def _rows(profile: Profile, kind: str) -> list[dict[str, Any]]:
    names = list(profile.columns)
    rows = (dict(zip(names, row, strict=True)) for row in zip(*profile.columns.values(), strict=True))
    return [row for row in rows if row["kind"] == kind]


def title(profile: Profile) -> str:
    """The leader's share so far, and what the other sheets can make of it."""
    facts = profile.facts
    if not facts["whole"]:
        return f"{facts['name']}: {facts['share']:.2f} % on {facts['sheets']:,.0f} tally sheets"
    words = f"{facts['name']}: {facts['share']:.2f} % after {facts['coverage']:.1f} % of the tally sheets"
    low, high = facts["low"], facts["high"]
    if low == high:
        return words
    ends = wording.interval(float(low), float(high), "percent")
    most = f"{1.0 + float(facts['uncounted']):g} times as many votes"
    return f"{words}; {ends} in the end, if each other one holds up to {most}"


def alt(profile: Profile) -> str:
    """The title, each candidate's share at a quarter, a half, three quarters and the end, and what sources state."""
    said = []
    for name in dict.fromkeys(row["name"] for row in _rows(profile, "tallies")):
        curve = [row for row in _rows(profile, "tallies") if row["name"] == name]
        stops = [curve[round(part * (len(curve) - 1))] for part in (0.25, 0.5, 0.75, 1.0)]
        said.append(f"{name}: " + ", ".join(f"{row['share']:.1f} % at {row['coverage']:.0f} %" for row in stops))
    for row in _rows(profile, "claim"):
        said.append(f"{row['source']} states {row['share']:g} % for {row['name']} at {row['coverage']:.1f} %")
    return f"{title(profile)}. In the order of the table, share at coverage: {'; '.join(said)}."


def draw(profile: Profile, contest: Contest) -> Figure:
    """A curve a candidate, a wedge for what is missing, a mark for each share that a source states with a coverage."""
    from analyzer.plot import frame, glyphs

    uncounted = float(profile.facts["uncounted"])
    claims = _rows(profile, "claim")
    footer = "Curves: the share after each part of the tally sheets, in the order in which the table has them. "
    if _rows(profile, "reach"):
        footer += (
            f"Shaded: where the sheets that are not published can take it, if each holds up to {1.0 + uncounted:g} "
            f"times the valid votes of one of these. "
        )
    if claims:
        footer += "Hollow marks: shares that sources state, at the coverage they state. "
    page = frame.frame(title(profile), f"{footer}{contest.name}, {contest.date.isoformat()}.", _BELOW + _HEIGHT + 0.15)
    axes = page.axes(_LEFT, _BELOW, _WIDTH, _HEIGHT)
    looks = glyphs.looks(contest)
    subjects = dict.fromkeys(row["subject"] for row in _rows(profile, "tallies"))
    ends = [_curve(axes, profile, subject, looks(subject)) for subject in subjects]
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
        words = f"{row['source']} {row['share']:g} %"
        place = (row["coverage"] + (-1.2 if right else 1.2), row["share"] + (line if above else -line))
        frame.write(axes, *place, words, ha="right" if right else "left", fontsize=7, color=look.colour, zorder=6)
    for y, words, colour in _apart(ends, 3.0 * line):
        for down, part in enumerate(textwrap.wrap(words, _NAME)[:3]):
            frame.write(axes, 101.5, y - down * line, part, fontsize=9, color=colour)
    whole = "percent of all tally sheets" if profile.facts["whole"] else "percent of the published tally sheets"
    frame.label(axes, whole, "share, percent of valid votes")
    return page.figure


def _curve(axes: Axes, profile: Profile, subject: str, look: Any) -> End:
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
    return last["share"], f"{last['share']:.2f} % {last['name']}", look.colour, subject


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


FIGURE = TallyFigure("tallies-arrival", "What did the count stand at as the tally sheets came in?", title, alt, draw)
