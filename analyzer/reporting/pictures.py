"""The figures of a report: drawn once, put beside the page as files and into it as images."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from analyzer.model import Contest, Profile, Run
from analyzer.plot import FIGURES, FigureRecord, TallyFigure, render, sheets

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


def draw(run: Run) -> dict[str, bytes]:
    """Name and content of the figures' files, of every contest."""
    drawn = dict(render.files(run.claims, run.findings, run.contests, FORMATS)) if run.contests else {}
    for contest in run.contests:
        prefix, own = _prefix(run, contest), _profiles(run, contest)
        drawn |= {f"{prefix}{name}": content for name, content in sheets.files(own, contest, FORMATS)}
    return drawn


def of_contest(files: Mapping[str, bytes], run: Run, contest: Contest) -> tuple[Picture, ...]:
    """The pictures of one contest, from the files of `draw`."""
    prefix = _prefix(run, contest)
    records: list[FigureRecord | TallyFigure] = [
        *FIGURES,
        *(sheets.record(profile) for profile in _profiles(run, contest)),
    ]
    return tuple(
        Picture(
            id=record.id,
            question=record.question,
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
    """What the figures of the contest's polling-station tables draw."""
    return [profile for profile in run.profiles if profile.contest == contest.id]
