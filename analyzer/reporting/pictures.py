"""The figures of a report: drawn once, put beside the page as files and into it as images."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from analyzer.model import Contest, Run
from analyzer.plot import FIGURES, render

FOLDER = "figures"
#: What lies beside the page; its image is the SVG. A PDF comes from `analyzer figures`.
FORMATS = ("svg", "png")


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
    return dict(render.files(run.claims, run.findings, run.contests, FORMATS)) if run.contests else {}


def of_contest(files: Mapping[str, bytes], run: Run, contest: Contest) -> tuple[Picture, ...]:
    """The pictures of one contest, from the files of `draw`."""
    prefix = f"{contest.id}/" if len(run.contests) > 1 else ""
    return tuple(
        Picture(
            id=record.id,
            question=record.question,
            alt=files[f"{prefix}{record.id}.txt"].decode().strip(),
            source="data:image/svg+xml;base64," + base64.b64encode(files[f"{prefix}{record.id}.svg"]).decode("ascii"),
            data=f"{FOLDER}/{prefix}{record.id}.csv",
            image=f"{FOLDER}/{prefix}{record.id}.png",
        )
        for record in FIGURES
    )
