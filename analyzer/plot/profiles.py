"""The figures that draw no claims: each a record of pure functions from a profile to words and a drawing.

    profiles = analyzer.tallies.profiles(table, claims, contest, source="opposition")
    analyzer.plot.tally(profiles[0], contest)      # a matplotlib Figure
    analyzer.plot.lineage(days, contest)           # of the days.csv that a corpus run writes

A profile of polling-station tables is made where these are (`analyzer.tallies`). Files have the recipe of render.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from analyzer import wording
from analyzer.model import Appearance, Contest, Profile
from analyzer.plot.base import ProfileFigure
from analyzer.plot.datum import csv_of
from analyzer.plot.figures import lineage as lineages
from analyzer.plot.figures.tallies_arrival import FIGURE as ARRIVAL
from analyzer.plot.figures.tallies_claims import FIGURE as CLAIMS
from analyzer.plot.figures.tallies_fingerprint import FIGURE as FINGERPRINT
from analyzer.plot.figures.tallies_integers import FIGURE as INTEGERS
from analyzer.plot.inputs import days_of
from analyzer.plot.words import ENGLISH, load

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

TALLIES = (CLAIMS, ARRIVAL, FINGERPRINT, INTEGERS)
PROFILES = (*TALLIES, lineages.FIGURE)


def record(profile: Profile) -> ProfileFigure:
    """The figure that draws a profile. Raises ValueError where none does."""
    for one in PROFILES:
        if one.id == profile.figure:
            return one
    raise ValueError(f"{profile.figure}: expected one of {', '.join(one.id for one in PROFILES)}")


def tally(profile: Profile, contest: Contest, lang: str = ENGLISH) -> Figure:
    """The figure of a profile, its labels in a language. Raises ValueError for one that is not there."""
    return record(profile).draw(profile, contest, load(lang))


def lineage(days: DataFrame | Sequence[Appearance], contest: Contest, lang: str = ENGLISH) -> Figure:
    """How often each figure of a contest was reported by day, from `days.csv` as a table or as records.

    Raises ValueError for a table without its columns, where no day is of this contest, and for a language that is not
    there.
    """
    words = load(lang)
    profile = lineages.profile(days_of(days), contest)
    if profile is None:
        raise ValueError(f"lineage: expected days with reports on {contest.id}, found none")
    return lineages.FIGURE.draw(profile, contest, words)


def files(
    profiles: Sequence[Profile], contest: Contest, formats: Sequence[str], lang: str = ENGLISH
) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file of the figures: images, data table (.csv) and text alternative (.txt)."""
    from analyzer.plot import render

    for profile in profiles:
        yield f"{profile.figure}.csv", as_csv(profile).encode()
        yield f"{profile.figure}.txt", f"{wording.visible(record(profile).alt(profile, load(lang)))}\n".encode()
        yield from render.images(profile.figure, partial(tally, profile, contest, lang), formats)


def as_csv(profile: Profile) -> str:
    """The data table of a profile."""
    return csv_of(profile.columns, zip(*profile.columns.values(), strict=True))
