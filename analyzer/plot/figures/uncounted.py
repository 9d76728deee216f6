"""The feasible region of the uncounted votes: which share of them, at how many a sheet, lets two sources be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite, nan
from typing import TYPE_CHECKING

import numpy as np

from analyzer import sensitivity, wording
from analyzer.model import UNCOUNTED, Claim, Contest, Finding
from analyzer.plot.base import Box, Chart, FigureRecord
from analyzer.plot.datum import ASSUMED, IMPLIED, MISSING, STATED, Block, Datum, joined, whose
from analyzer.plot.words import Words, several
from analyzer.sensitivity import Region
from analyzer.sides import Side, sides

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from analyzer.plot.glyphs import Looks

#: Measures of this figure: a point of the region's edge, the weight at which it opens, the weights that are assumed.
EDGE, TURN, WEIGHTS = "uncounted_share", "turning_weight", "uncounted_weight"
#: Pairs drawn, the most decisive first; of the others the turning value is in the data table.
MOST = 4
_POINTS, _LEAST, _FARTHEST = 61, 0.25, 10.0
_IMPOSSIBLE = "#e4e4e0"
_PAPER = {"facecolor": _IMPOSSIBLE, "edgecolor": "none", "pad": 0.8, "alpha": 0.8}  # behind words that a band may cross
_ALWAYS = 0.005  # a turn below this is printed as none
_LOW, _HIGH = -40.0, 140.0  # percent: some room around what is possible
_LEFT, _BELOW, _WIDTH, _HEIGHT, _ACROSS, _UP = 0.75, 0.5, 3.5, 2.5, 0.7, 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Datum):
    """A row of the figure; where it is a point of the region's edge, `weight` is votes per uncounted tally sheet over
    votes per counted one, and low to high, or widest_low to widest_high in the widest reading, the share in percent of
    the uncounted votes at which both sources are right.
    """

    weight: float = nan
    widest_low: float = nan
    widest_high: float = nan


def table(claims: Sequence[Claim], findings: Sequence[Finding], contest: Contest, words: Words) -> tuple[Datum, ...]:
    """For each pair of counts and candidate what is stated and assumed, where it turns, and the region's edges."""
    found = sensitivity.regions(claims, contest, np.array([1.0]))
    assumed = next(
        (w for f in findings if (w := wording.assumed_weights(f.assumption))), (1 - UNCOUNTED, 1 + UNCOUNTED)
    )
    weights = _scale([region.turn for region in found[:MOST]], assumed[1])
    # A side is found by a claim of its own: claims of nobody's stay out of the regions and may make other counts.
    every = {
        fact.claim.claim: side
        for side in (sides(claims, contest) if found else ())
        for facts in side.count.facts.values()
        for fact in facts
    }
    rows: list[Datum] = []
    for place, region in enumerate(sensitivity.regions(claims, contest, weights) if found else ()):
        makes = _Maker(place, region, every, contest, words)
        rows.extend(makes.stated() if place < MOST else ())
        rows.append(makes.turn())
        if place < MOST:
            rows.append(makes.assumed(assumed))
            rows.extend(makes.edge(weights))
    return tuple(rows)


def _scale(turns: Sequence[float], assumed: float) -> np.ndarray:
    """Weights that reach past what is assumed and past where the verdicts turn, as far as there is room for them."""
    some = [turn for turn in turns if isfinite(turn) and turn >= _ALWAYS]
    nearest = min([_LEAST, *(0.6 * turn for turn in some)])
    farthest = min(1.3 * max([assumed, *some]), _FARTHEST)
    return np.round(np.linspace(nearest, farthest, _POINTS), 6)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the rows of one region."""

    place: int
    region: Region
    sides: dict[str, Side]
    contest: Contest
    words: Words

    @property
    def name(self) -> str:
        return self.words.subject(self.region.subject, self.contest)

    @property
    def key(self) -> str:
        return f"{self.place + 1}"

    def stated(self) -> list[Datum]:
        rows: list[Datum] = []
        for facts in self.region.facts:
            block = Block("uncounted", self.sides[facts[0].claim.claim], self.words)
            for fact in facts:
                lane = self.name if fact.claim.subject else self.words.say("coverage.counted")
                plain = block.stated(lane, fact)
                rows.append(Point(**{field: getattr(plain, field) for field in Datum.__slots__} | {"row": self.key}))
        return rows

    def turn(self) -> Datum:
        turn = self.region.turn if self.region.turn >= _ALWAYS else 0.0
        text = {0.0: "always", inf: "no_value"}.get(turn, "turns")
        amount = self.words.amount(round(turn, 2), "times", 0.01) if isfinite(turn) else ""
        said = self.words.say(f"uncounted.{text}", turn=amount)
        kind = IMPLIED if isfinite(turn) else MISSING
        end = turn if isfinite(turn) else nan
        return self._row(TURN, kind, said, low=end, high=end, unit="times")

    def assumed(self, weights: tuple[float, float]) -> Datum:
        low, high = weights
        text = self.words.say("uncounted.assumed_text", weights=self.words.interval(low, high, "times"))
        return self._row(WEIGHTS, ASSUMED, text, low=low, high=high, unit="times")

    def edge(self, weights: np.ndarray) -> list[Datum]:
        ends = zip(weights, *self.region.usual, *self.region.widest, strict=True)
        return [
            self._row(EDGE, IMPLIED, "", low=a, high=b, widest_low=c, widest_high=d, weight=float(w), unit="percent")
            for w, a, b, c, d in ((w, *(round(float(end), 6) for end in four)) for w, *four in ends)
        ]

    def _whose(self, side: Side) -> str:
        name, detail = self.words.source(side), self.words.detail(side)
        return self.words.say("page.count", source=name, detail=detail) if detail else name

    def _row(self, measure: str, kind: str, text: str, **more: object) -> Datum:
        both = [self.sides[facts[0].claim.claim] for facts in self.region.facts]
        claims = [fact.claim for facts in self.region.facts for fact in facts] if measure == TURN else []
        fields: dict[str, object] = {
            "panel": "uncounted",
            "row": self.key,
            "source": "",
            "source_name": self.words.joined([self._whose(side) for side in both]),
            "detail": "",
            "lane": self.name,
            "kind": kind,
            "measure": measure,
            "subject": self.region.subject,
            "text": text,
            "claims": joined(claim.claim for claim in claims),
            "documents": joined(claim.document for claim in claims),
        }
        return Point(**(fields | more))  # type: ignore[arg-type]


def drawable(data: Sequence[Datum]) -> bool:
    """Whether there is a region."""
    return any(datum.measure == EDGE for datum in data)


def headline(data: Sequence[Datum], words: Words) -> str:
    """What uncounted sheets would have to carry for the most decisive pair."""
    turns = [datum for datum in data if datum.measure == TURN]
    if not turns:
        return words.say("uncounted.none")
    first = turns[0]
    assumed = next(datum for datum in data if datum.measure == WEIGHTS)
    if first.low <= assumed.high:
        return words.say("uncounted.within")
    turn, most = (words.amount(round(value, 2), "times", 0.01) for value in (first.low, assumed.high))
    key = "uncounted.never" if first.kind == MISSING else "uncounted.only_if"
    return words.say(key, sources=first.source_name, name=first.lane, turn=turn, most=most)


def parts(data: Sequence[Datum]) -> tuple[tuple[Datum, ...], ...]:
    """One set of axes for each pair of counts and candidate that is drawn."""
    rows = several(datum.row for datum in data if datum.measure == EDGE)
    return tuple(tuple(datum for datum in data if datum.row == row) for row in rows)


def boxes(data: Sequence[Datum]) -> tuple[Box, ...]:
    """Two beside each other; the first on top."""
    number = len(parts(data))
    lines = (number + 1) // 2
    width = _WIDTH if number > 1 else 2 * _WIDTH + _ACROSS
    return tuple(
        (
            _LEFT + place % 2 * (_WIDTH + _ACROSS),
            _BELOW + (lines - 1 - place // 2) * (_HEIGHT + _UP),
            width,
            _HEIGHT,
        )
        for place in range(number)
    )


def paint(axes: Axes, data: Sequence[Datum], looks: Looks, words: Words) -> None:
    """The region, what is possible of it, the weights that are assumed, and the line where it opens."""
    from analyzer.plot.glyphs import ASSUMED_COLOUR
    from analyzer.plot.style import INK, SOFT, write

    edge = [datum for datum in data if isinstance(datum, Point) and datum.measure == EDGE]
    turn = next(datum for datum in data if datum.measure == TURN)
    assumed = next(datum for datum in data if datum.measure == WEIGHTS)
    weights = [point.weight for point in edge]
    axes.set_xlim(weights[0], weights[-1])
    axes.set_ylim(_LOW, _HIGH)
    axes.set_yticks([0, 25, 50, 75, 100])
    axes.axvspan(assumed.low, assumed.high, facecolor=ASSUMED_COLOUR, alpha=0.22, linewidth=0, zorder=1)
    for bottom, top, said, level in ((100.0, _HIGH, "above", 120.0), (_LOW, 0.0, "below", -20.0)):
        axes.axhspan(bottom, top, facecolor=_IMPOSSIBLE, linewidth=0, zorder=0)
        at, side = (0.985, "right") if _is_banded(edge[: len(edge) // 3], level) else (0.015, "left")
        write(axes, at, level, words.say(f"uncounted.{said}"), transform=axes.get_yaxis_transform(), fontsize=7,
              color=SOFT, style="italic", zorder=6, ha=side, bbox=_PAPER)  # fmt: skip
    look = looks(turn.subject)
    usual, widest = [(one.low, one.high) for one in edge], [(one.widest_low, one.widest_high) for one in edge]
    for ends, alpha in ((widest, 0.3), (usual, 0.6)):
        low, high = np.clip(np.transpose(ends), _LOW, _HIGH)
        axes.fill_between(weights, low, high, color=look.colour, alpha=alpha, linewidth=0, zorder=3)
    _turn(axes, turn, weights)
    middle = edge[len(edge) // 2]
    level = 12.0 if middle.low + middle.high > 100.0 else 88.0  # where the band is not
    at, side = (assumed.low + assumed.high) / 2, "center"
    if _has_line(data) and abs(turn.low - at) < 0.12 * (weights[-1] - weights[0]):  # beside the line, not across it
        side = "left" if turn.low < at else "right"
        at = turn.low + (0.01 if side == "left" else -0.01) * (weights[-1] - weights[0])
    write(axes, at, level, words.say("uncounted.assumed"), fontsize=7, color=INK, ha=side, zorder=6)
    _name(axes, data, words)


def _turn(axes: Axes, turn: Datum, weights: Sequence[float]) -> None:
    """The line where the region opens, and what it says; an arrow where it lies beyond the scale."""
    from analyzer.plot.style import INK, write

    if not weights[0] < turn.low < weights[-1]:
        text = f"{turn.text} →" if turn.low >= weights[-1] else turn.text
        write(axes, 0.02, 50.0, text, transform=axes.get_yaxis_transform(), fontsize=8, fontweight="bold", color=INK,
              zorder=6)  # fmt: skip
        return
    axes.axvline(turn.low, color=INK, linewidth=1.2, linestyle=(0, (4, 2)), zorder=5)
    side = "right" if turn.low > (weights[0] + weights[-1]) / 2 else "left"
    shift = -0.01 if side == "right" else 0.01
    at = turn.low + shift * (weights[-1] - weights[0])
    write(axes, at, 50.0, turn.text, fontsize=8, fontweight="bold", color=INK, ha=side, zorder=6)


def _is_banded(edge: Sequence[Point], level: float) -> bool:
    """Whether the band is where a word at some level would stand."""
    return any(point.widest_low <= level + 8.0 and point.widest_high >= level - 8.0 for point in edge)


def _has_line(data: Sequence[Datum]) -> bool:
    """Whether the value at which a part turns lies on its scale."""
    weights = [datum.weight for datum in data if isinstance(datum, Point) and datum.measure == EDGE]
    return any(datum.measure == TURN and weights[0] < datum.low < weights[-1] for datum in data)


def _name(axes: Axes, data: Sequence[Datum], words: Words) -> None:
    """Whose share, and what the two counts state, above the axes; the names of the scales."""
    from analyzer.plot.style import INK, SOFT, write

    stated = [datum for datum in data if datum.kind == STATED]
    sides_: dict[str, list[Datum]] = {}
    for datum in stated:
        sides_.setdefault(whose(datum, words), []).append(datum)
    room = axes.bbox.width / axes.figure.dpi + 0.4
    lines = [_side(name, of, room, words) for name, of in sides_.items()]
    up = 1.0 / (axes.bbox.height / axes.figure.dpi)
    for place, line in enumerate(reversed(lines)):
        write(axes, 0.0, 1.0 + (0.1 + 0.15 * place) * up, line, transform=axes.transAxes, fontsize=7.5, color=SOFT)
    at = 1.0 + (0.14 + 0.15 * len(lines)) * up
    name = stated[0].lane
    write(
        axes,
        0.0,
        at,
        name if len(name) <= 44 else f"{name[:43]}…",
        transform=axes.transAxes,
        fontsize=9.5,
        fontweight="bold",
        color=INK,
    )
    axes.set_xlabel(words.say("uncounted.axis"), fontsize=7.5, color=SOFT)
    axes.set_ylabel(words.say("uncounted.share"), fontsize=7.5, color=SOFT)
    axes.xaxis.set_major_formatter(lambda value, _: words.localised(f"{value:g}"))


def _side(name: str, of: Sequence[Datum], room: float, words: Words) -> str:
    """What one count states, on a line of `room` inches: its name is shortened as far as that takes."""
    from analyzer.plot.style import titled

    share = words.joined([datum.text for datum in of if datum.subject])
    total = [datum.text for datum in of if datum.measure == "coverage_total"]
    part = words.joined([datum.text for datum in of if not datum.subject and datum.measure != "coverage_total"], "or")
    if total:
        part = words.say("counts.coverage_of", part=words.without_unit(part, "sheets"), whole=total[0])
    line = words.say("uncounted.side", source=name, share=share, covered=part)
    return titled(name, line.removeprefix(name), room, 7.5)


def notes(data: Sequence[Datum], words: Words) -> str:
    """What the signs mean, and how many pairs are not drawn."""
    shown, every = len(parts(data)), sum(datum.measure == TURN for datum in data)
    cut = words.say("uncounted.cut", shown=shown, all=words.whole(every)) if shown < every else ""
    line = words.say("uncounted.line") if any(map(_has_line, parts(data))) else ""
    return " ".join(part for part in (words.say("uncounted.key"), line, cut) if part)


FIGURE = FigureRecord("uncounted", table, headline, Chart(parts, boxes, paint, notes, head=0.75), drawable)
