"""The figures of a report: drawn once, put beside the page as files and into it as images."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from analyzer.model import Contest, Profile, Run
from analyzer.plot import FIGURES, FigureRecord, ProfileFigure, profiles, render
from analyzer.plot.words import ENGLISH, load

FOLDER = "figures"
#: What lies beside the page, and is its image; `analyzer figures` makes PNG and PDF, which take twice as long.
FORMATS = ("svg",)


@dataclass(frozen=True, slots=True)
class Picture:
    """One figure: its image as a data URI, its text alternative, and where its files lie."""

    id: str
    question: str
    alt: str
    source: str
    data: str
    image: str
    lang: str = ENGLISH


def draw(run: Run, lang: str = ENGLISH) -> render.Rendered:
    """The files of the figures of every contest, and which figures are not drawn and why, by name."""
    made = render.rendered(run.claims, run.findings, run.contests, FORMATS, lang, run.readings)
    for contest in run.contests:
        prefix, own = _prefix(run, contest), _profiles(run, contest)
        made.files.update((f"{prefix}{name}", content) for name, content in profiles.files(own, contest, FORMATS, lang))
    return made


def undrawn(absent: Mapping[str, str], run: Run, contest: Contest) -> tuple[str, ...]:
    """The reasons why figures of one contest are not drawn, of those of all contests."""
    names = (f"{_prefix(run, contest)}{record.id}" for record in FIGURES)
    return tuple(absent[name] for name in names if name in absent)


def of_contest(files: Mapping[str, bytes], run: Run, contest: Contest, lang: str = ENGLISH) -> tuple[Picture, ...]:
    """The pictures of one contest, from the files of `draw`; figures with nothing to draw have none."""
    prefix = _prefix(run, contest)
    records: list[FigureRecord | ProfileFigure] = [
        *(record for record in FIGURES if f"{prefix}{record.id}.txt" in files),
        *(profiles.record(profile) for profile in _profiles(run, contest)),
    ]
    return tuple(
        Picture(
            id=record.id,
            question=record.asks(load(lang)),
            lang=lang,
            alt=files[f"{prefix}{record.id}.txt"].decode().strip(),
            source="data:image/svg+xml;base64," + base64.b64encode(files[f"{prefix}{record.id}.svg"]).decode("ascii"),
            data=f"{FOLDER}/{prefix}{record.id}.csv",
            image=f"{FOLDER}/{prefix}{record.id}.svg",
        )
        for record in records
    )


def _prefix(run: Run, contest: Contest) -> str:
    """The folder of a contest's files, where there are several contests."""
    return f"{contest.id}/" if len(run.contests) > 1 else ""


def _profiles(run: Run, contest: Contest) -> list[Profile]:
    """What the contest's figures of polling-station tables and of a corpus draw."""
    return [profile for profile in run.profiles if profile.contest == contest.id]
