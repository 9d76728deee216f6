"""Claims against tally sheets: votes and shares that the sheets hold, what the others leave open, what sources say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analyzer.model import Contest, Profile
from analyzer.plot.base import Panel, TallyFigure, footer, in_words
from analyzer.plot.datum import Datum
from analyzer.plot.words import load

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def _data(profile: Profile) -> tuple[Datum, ...]:
    names = list(profile.columns)
    rows = (dict(zip(names, row, strict=True)) for row in zip(*profile.columns.values(), strict=True))
    return tuple(_datum(row) for row in rows)


def _datum(row: dict[str, Any]) -> Datum:
    return Datum(**row, measure=row["panel"])


def title(profile: Profile) -> str:
    """Who leads on the sheets, and what the others would have to hold to turn it."""
    facts = profile.facts
    words = f"On {facts['sheets']:,.0f} published tally sheets {facts['first']} leads by {facts['lead']:,.0f} votes"
    missing, lead = float(facts["missing"]), float(facts["lead"])
    if not missing or not facts["second"]:
        return words
    return (
        f"{words}; the other {missing:,.0f} would have to hold {lead / missing:,.0f} more for {facts['second']} each, "
        f"where one of these holds {facts['mean']:,.0f} in all"
    )


def panels(profile: Profile) -> tuple[Panel, ...]:
    """Votes above shares; the sheets' own figures first in each, then source by source."""
    data = _data(profile)
    votes, shares = (tuple(datum for datum in data if datum.panel == name) for name in ("votes", "share"))
    return (
        Panel("Votes", "votes", votes, "votes", from_zero=False),
        Panel("Shares", "percent of valid votes", shares, "percent", from_zero=False),
    )


def alt(profile: Profile) -> str:
    """The title, then row by row what stands there."""
    return in_words(title(profile), _data(profile))


def draw(profile: Profile, contest: Contest) -> Figure:
    """As the figures that stand source beside source."""
    from analyzer.plot import panels as drawing

    foot = footer(_data(profile), contest)
    if profile.facts["missing"]:
        foot = (
            f"“With the others”: what is left open if each of the {profile.facts['missing']:,.0f} sheets that are not "
            f"published holds up to {1.0 + float(profile.facts['uncounted']):g} times the valid votes of one of these. "
            f"{foot}"
        )
    return drawing.figure(title(profile), panels(profile), foot, contest, load())


FIGURE = TallyFigure("tallies-claims", "Do the published tally sheets bear the stated figures out?", title, alt, draw)
