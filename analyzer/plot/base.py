"""What a figure is: a record of the functions that make its data table, its title and its drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer import wording
from analyzer.model import Claim, Contest, Finding, Profile
from analyzer.plot.datum import MISSING, Datum

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Panel:
    """One set of axes: the data drawn in it and what its scale is. `unit` labels the axis.

    `from_zero` keeps zero on the scale; `bars` draws each number as a filled part of 100; `reference`
    shades the stated figure behind the implied ones of its row.
    """

    heading: str
    axis: str
    data: tuple[Datum, ...]
    unit: str
    from_zero: bool = True
    bars: bool = False
    reference: bool = False


@dataclass(frozen=True, slots=True)
class FigureRecord:
    """A figure of the registry: `id` names its files, `question` is what it answers."""

    id: str
    question: str
    data: Callable[[Sequence[Claim], Sequence[Finding], Contest], tuple[Datum, ...]]
    title: Callable[[Sequence[Datum]], str]
    panels: Callable[[Sequence[Datum]], tuple[Panel, ...]]

    def alt(self, data: Sequence[Datum]) -> str:
        """What the figure shows, in words, row by row: its text alternative."""
        return in_words(self.title(data), data)

    def draw(self, data: Sequence[Datum], contest: Contest) -> Figure:
        """The figure itself."""
        from analyzer.plot import style

        return style.figure(self.title(data), self.panels(data), footer(data, contest), contest)


@dataclass(frozen=True, slots=True)
class TallyFigure:
    """A figure of polling-station tables: `id` names its files and the profile that it draws."""

    id: str
    question: str
    title: Callable[[Profile], str]
    alt: Callable[[Profile], str]
    draw: Callable[[Profile, Contest], Figure]


def in_words(title: str, data: Sequence[Datum]) -> str:
    """A title and, row by row, what stands there."""
    rows: dict[tuple[str, str], list[str]] = {}
    for datum in data:
        words = ": ".join(part for part in (datum.lane, datum.text) if part)
        rows.setdefault((datum.source_name, datum.detail), []).append(words)
    sentences = [
        f"{name}{f' ({detail})' if detail else ''}: {'; '.join(words)}." for (name, detail), words in rows.items()
    ]
    return wording.visible(" ".join([f"{title}.", *sentences]))


def footer(data: Sequence[Datum], contest: Contest) -> str:
    """Whose figures these are, how many, and of which contest."""
    claims = {claim for datum in data for claim in datum.claims.split(";") if claim}
    names = list(dict.fromkeys(datum.source_name for datum in data if datum.kind != MISSING))
    documents = {document for datum in data for document in datum.documents.split(";") if document}
    sources = f"Sources: {_listed(names)}; " if names else ""
    counted = wording.plural(len(claims), "claim")
    if documents:
        counted += f" in {wording.plural(len(documents), 'document')}"
    return f"{sources}{counted}. {contest.name}, {contest.date.isoformat()}."


def _listed(names: Sequence[str], most: int = 6) -> str:
    """All names, or the first ones and how many more there are."""
    if len(names) <= most:
        return wording.joined(names)
    return wording.joined([*names[:most], f"{len(names) - most} more"])
