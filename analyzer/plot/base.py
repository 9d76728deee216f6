"""What a figure is: a record of the functions that make its data table, its title and its drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from analyzer import wording
from analyzer.model import Claim, Contest, Finding, Profile
from analyzer.plot.datum import IMPLIED, MISSING, STATED, Datum, Margins, with_margins
from analyzer.plot.words import Words, load, several

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analyzer.plot.glyphs import Looks

#: Left, bottom, width and height of axes, in inches from the lower left corner of the body.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Panel:
    """One set of axes: the data drawn in it and what its scale is. `unit` labels the axis.

    `from_zero` keeps zero on the scale; `glyph` is how each number is drawn ("mark", or "part": a filled part of 100,
    "bar", "step": a bar that begins where the one above it ends); `reference` shades the stated figure behind the
    implied ones of its row; `key` says what its own signs mean.
    """

    heading: str
    axis: str
    data: tuple[Datum, ...]
    unit: str
    from_zero: bool = True
    glyph: str = "mark"
    reference: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of free shape: one set of axes for each of `parts`, at the place that `boxes` gives it.

    `paint` draws a part in its axes, `notes` says what the signs mean, `head` is the room above the axes in inches.
    """

    parts: Callable[[Sequence[Datum]], tuple[tuple[Datum, ...], ...]]
    boxes: Callable[[Sequence[Datum]], tuple[Box, ...]]
    paint: Callable[[Axes, Sequence[Datum], Looks, Words], None]
    notes: Callable[[Sequence[Datum], Words], str]
    head: float = 0.26


def anything_known(data: Sequence[Datum]) -> bool:
    """Whether there is a number to draw at all."""
    return any(datum.kind in {STATED, IMPLIED} for datum in data)


@dataclass(frozen=True, slots=True)
class FigureRecord:
    """A figure of the registry: `id` names its files.

    `layout` is either a function that lays the data out in panels, or a Chart. `drawable` says whether there is
    anything to draw; where there is not, the title says why.
    """

    id: str
    table: Callable[[Sequence[Claim], Sequence[Finding], Contest, Words], tuple[Datum, ...]]
    headline: Callable[[Sequence[Datum], Words], str]
    layout: Callable[[Sequence[Datum], Words], tuple[Panel, ...]] | Chart
    drawable: Callable[[Sequence[Datum]], bool] = anything_known

    @property
    def question(self) -> str:
        """What the figure answers."""
        return self.asks()

    def asks(self, words: Words | None = None) -> str:
        """What the figure answers."""
        return (words or load()).say(f"{self.id}.question")

    def data(
        self,
        claims: Sequence[Claim],
        findings: Sequence[Finding],
        contest: Contest,
        words: Words | None = None,
        margins: Margins = MappingProxyType({}),
    ) -> tuple[Datum, ...]:
        """The rows of the data table; what is not stated is a gap among them."""
        return with_margins(self.table(claims, findings, contest, words or load()), margins)

    def title(self, data: Sequence[Datum], words: Words | None = None) -> str:
        """What the figure finds, in one sentence without its full stop."""
        return self.headline(data, words or load())

    def absent(self, data: Sequence[Datum], words: Words | None = None) -> str:
        """Why there is nothing to draw; "" where there is."""
        return "" if self.drawable(data) else self.title(data, words)

    def alt(self, data: Sequence[Datum], words: Words | None = None) -> str:
        """What the figure shows, in words, row by row: its text alternative."""
        return in_words(self.title(data, words), data, words or load())


@dataclass(frozen=True, slots=True)
class ProfileFigure:
    """A figure of polling-station tables: `id` names its files and the profile that it draws."""

    id: str
    title: Callable[[Profile, Words], str]
    alt: Callable[[Profile, Words], str]
    draw: Callable[[Profile, Contest, Words], Figure]

    def asks(self, words: Words) -> str:
        """The question that the figure answers."""
        return words.say(f"{self.id.replace('-', '_')}.question")


def rows_of(profile: Profile) -> list[dict[str, Any]]:
    """The data of a profile row by row, by the names of its columns."""
    return [dict(zip(profile.columns, row, strict=True)) for row in zip(*profile.columns.values(), strict=True)]


def in_words(title: str, data: Sequence[Datum], words: Words | None = None) -> str:
    """A title and, row by row, what stands there; a datum without a text of its own is drawn and not said."""
    chosen = words or load()
    rows: dict[tuple[str, str], list[str]] = {}
    for datum in data:
        if datum.text:
            text = sampled(datum, chosen) if isfinite(datum.margin) else datum.text
            said = chosen.say("page.lane", lane=datum.lane, text=text) if datum.lane else text
            rows.setdefault((datum.source_name, datum.detail), []).append(said)
    sentences = []
    for (name, detail), told in rows.items():
        key = "page.named" if detail else "page.plain"
        sentences.append(chosen.say(key, name=name, detail=detail, said="; ".join(told)))
    return wording.visible(" ".join([f"{title}.", *sentences]))


def sampled(datum: Datum, words: Words) -> str:
    """A figure of a sample with its margin of error."""
    return words.say("page.sampled", figure=datum.text, margin=words.localised(f"{datum.margin:g}"))


def footer(data: Sequence[Datum], contest: Contest, words: Words | None = None) -> str:
    """Whose figures these are, how many, and of which contest."""
    chosen = words or load()
    claims = several(claim for datum in data for claim in datum.claims.split(";") if claim)
    names = several(datum.source_name for datum in data if datum.kind != MISSING and datum.source)
    documents = several(document for datum in data for document in datum.documents.split(";") if document)
    counted = chosen.plural(len(claims), "claim")
    if documents:
        counted = chosen.say("page.claims_in", claims=counted, documents=chosen.plural(len(documents), "document"))
    return chosen.say(
        "page.footer",
        sources=chosen.say("page.sources", names=_listed(names, chosen)) if names else "",
        claims=counted,
        contest=contest.name,
        date=contest.date.isoformat(),
    )


def _listed(names: Sequence[str], words: Words, most: int = 6) -> str:
    """All names, or the first ones and how many more there are."""
    if len(names) <= most:
        return words.joined(names)
    return words.joined([*names[:most], words.say("page.more", number=len(names) - most)])
