"""Claims against tally sheets: votes and shares that the sheets hold, what the others leave open, what sources say."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

from analyzer.model import Contest, Hedge, Profile
from analyzer.plot.base import Panel, ProfileFigure, footer, in_words, rows_of
from analyzer.plot.datum import IMPLIED, Datum
from analyzer.plot.words import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TALLIES = "tallies"  # the row of the sheets themselves


def _data(profile: Profile, words: Words) -> tuple[Datum, ...]:
    return tuple(_datum(row, float(profile.facts["whole"]), words) for row in rows_of(profile))


def _datum(row: dict[str, Any], whole: float, words: Words) -> Datum:
    """A row of the profile with its names and figures in words."""
    sheets, resolution, unit = row.pop("sheets"), row.pop("resolution"), row["unit"]
    name = row["lane"]
    counted = "" if isnan(sheets) else words.plural(int(sheets), "sheet")
    if row["row"] == TALLIES:
        detail = words.say("tallies_claims.part", sheets=counted, whole=words.whole(whole)) if whole else counted
        row |= {"source_name": words.say("tallies_claims.sheets"), "detail": detail}
    elif counted:
        row["detail"] = words.say("tallies_claims.of", sheets=counted)
    if row["kind"] == IMPLIED:
        name = words.say("tallies_claims.with_others", name=name)
        text = words.interval(row["low"], row["high"], unit)
    else:
        text = words.hedged(row["value"], unit, resolution, Hedge(row["hedge"]))
    return Datum(**row | {"lane": name, "text": text}, measure=row["panel"])


def title(profile: Profile, words: Words) -> str:
    """Who leads on the sheets, and what the others would have to hold to turn it."""
    facts = profile.facts
    lead, missing = float(facts["lead"]), float(facts["missing"])
    leads = words.say(
        "tallies_claims.leads",
        sheets=words.plural(int(facts["sheets"]), "published"),
        name=facts["first"],
        lead=words.amount(lead, "votes"),
    )
    if not missing or not facts["second"] or isnan(float(facts["mean"])):
        return leads
    return words.say(
        "tallies_claims.turn",
        leads=leads,
        missing=words.whole(missing),
        more=words.whole(lead / missing),
        second=facts["second"],
        mean=words.whole(float(facts["mean"])),
    )


def panels(profile: Profile, words: Words) -> tuple[Panel, ...]:
    """Votes above shares; the sheets' own figures first in each, then source by source."""
    data = _data(profile, words)
    votes, shares = (tuple(datum for datum in data if datum.panel == name) for name in ("votes", "share"))
    return (
        Panel(words.say("tallies_claims.votes"), words.say("votes.axis"), votes, "votes", from_zero=False),
        Panel(words.say("tallies_claims.shares"), words.say("tallies_claims.axis"), shares, "percent", from_zero=False),
    )


def alt(profile: Profile, words: Words) -> str:
    """The title, then row by row what stands there."""
    return in_words(title(profile, words), _data(profile, words), words)


def draw(profile: Profile, contest: Contest, words: Words) -> Figure:
    """As the figures that stand source beside source."""
    from analyzer.plot import panels as drawing

    foot = footer(_data(profile, words), contest, words)
    missing = float(profile.facts["missing"])
    if missing and IMPLIED in profile.columns["kind"]:
        key = words.say(
            "tallies_claims.key_one" if missing == 1 else "tallies_claims.key",
            missing=words.whole(missing),
            times=words.times(1.0 + float(profile.facts["uncounted"])),
        )
        foot = f"{key} {foot}"
    return drawing.figure(title(profile, words), panels(profile, words), foot, contest, words)


FIGURE = ProfileFigure("tallies-claims", title, alt, draw)
