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


def draw(run: Run, lang: str = ENGLISH) -> dict[str, bytes]:
    """Name and content of the figures' files, of every contest."""
    drawn = (
        dict(render.files(run.claims, run.findings, run.contests, FORMATS, lang, run.readings)) if run.contests else {}
    )
    for contest in run.contests:
        prefix, own = _prefix(run, contest), _profiles(run, contest)
        drawn |= {f"{prefix}{name}": content for name, content in profiles.files(own, contest, FORMATS, lang)}
    return drawn


def absent(run: Run, lang: str = ENGLISH) -> dict[str, str]:
    """The figures that are not drawn, by name, and why."""
    return render.absent(run.claims, run.findings, run.contests, lang) if run.contests else {}


def undrawn(run: Run, contest: Contest, lang: str = ENGLISH) -> tuple[str, ...]:
    """The reasons why figures of one contest are not drawn."""
    prefix = _prefix(run, contest)
    reasons = absent(run, lang)
    return tuple(reasons[name] for name in (f"{prefix}{record.id}" for record in FIGURES) if name in reasons)


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
