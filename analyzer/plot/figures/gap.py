"""The gap between sources: each candidate's shares on one line, and how far the outermost are apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING

from analyzer.model import Basis, Claim, Contest, Finding
from analyzer.plot.base import Box, Chart, FigureRecord
from analyzer.plot.datum import IMPLIED, MISSING, STATED, Block, Datum, joined, whose
from analyzer.plot.words import Words, several
from analyzer.sides import sides, subjects

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from analyzer.plot.flags import Flag
    from analyzer.plot.glyphs import Looks

GAP = "gap"
#: Candidates drawn; those farthest apart come first into the choice.
MOST = 14
_LEFT, _WIDTH, _BELOW = 2.15, 5.0, 0.5
_LINE, _LEVEL, _NAME = 0.42, 0.15, 24  # inches, inches, characters
_BESIDE = 0.5  # inches that a label may reach beyond the axes
_BESIDE_MARK = 6  # points between a name and the axis, at whose end a mark may stand


def table(claims: Sequence[Claim], findings: Sequence[Finding], contest: Contest, words: Words) -> tuple[Datum, ...]:
    """Candidate by candidate: each count's share, or a gap in the table, then how far the outermost are apart."""
    named = subjects([claim for claim in claims if claim.measure == "share"], contest)
    named = (*named, *(one.id for one in contest.candidates if one.id not in named))
    every = sides(claims, contest)
    rows: list[Datum] = []
    for subject in named:
        name = words.subject(subject, contest)
        stated: list[Datum] = []
        for side in every:
            block = Block(GAP, side, words)
            stated.extend(block.stated(name, fact) for fact in side.facts("share", subject))
        if not stated and not every:
            continue
        stated = _of_one_whole(stated)
        silent = [Block(GAP, side, words).missing(name, "share") for side in every if not side.facts("share", subject)]
        rows.extend(replace(datum, row=subject) for datum in (*stated, *silent))
        rows.extend(_apart(subject, name, stated, words))
    return tuple(rows)


def _apart(subject: str, name: str, stated: Sequence[Datum], words: Words) -> list[Datum]:
    """The difference of the greatest and the least share of different sources; none where one source alone speaks.

    Shares of different wholes are not set against each other.
    """
    pair = _farthest(stated)
    if pair is None:
        return []
    least, greatest = pair
    low, high = max(greatest.low - least.high, 0.0), max(greatest.high - least.low, 0.0)
    both = words.joined([whose(least, words), whose(greatest, words)])
    return [
        Datum(
            panel=GAP,
            row=subject,
            source="",
            source_name=both,
            detail="",
            lane=name,
            kind=IMPLIED,
            measure=GAP,
            subject=subject,
            low=round(low, 9),
            high=round(high, 9),
            unit="points",
            text=words.interval(round(low, 9), round(high, 9), "points"),
            claims=joined((least.claims, greatest.claims)),
            documents=joined((least.documents, greatest.documents)),
        )
    ]


def _of_one_whole(stated: Sequence[Datum]) -> list[Datum]:
    """The shares of the same whole as the two farthest apart; all where no two can be set against each other."""
    pair = _farthest(stated)
    return [one for one in stated if not pair or (one.basis or Basis.VALID) == (pair[0].basis or Basis.VALID)]


def _farthest(stated: Sequence[Datum]) -> tuple[Datum, Datum] | None:
    """The lesser and the greater of the two shares of different sources that are farthest apart; None without such.

    Both of one whole: valid votes, unless they say otherwise.
    """
    ends: dict[tuple[str, str], list[Datum]] = {}
    for datum in sorted(stated, key=lambda datum: datum.value):
        if datum.source:
            ends.setdefault((datum.source, datum.basis or Basis.VALID), []).append(datum)
    pairs = [
        (one[0], other[-1])
        for (a, of), one in ends.items()
        for (b, whole), other in ends.items()
        if a != b and of == whole
    ]
    return max(pairs, key=lambda pair: pair[1].value - pair[0].value, default=None)


def _gaps(data: Sequence[Datum]) -> list[Datum]:
    return [datum for datum in data if datum.measure == GAP]


def drawable(data: Sequence[Datum]) -> bool:
    """Whether any candidate has shares of two sources."""
    return bool(_gaps(data))


def headline(data: Sequence[Datum], words: Words) -> str:
    """On whom the sources are farthest apart."""
    widest = max(_gaps(data), key=lambda datum: datum.low, default=None)
    pair = _farthest([datum for datum in data if widest and datum.row == widest.row and datum.kind == STATED])
    if widest is None or pair is None:
        return words.say("gap.none")
    if widest.low <= 0.0:
        return words.say("gap.agree")
    least, greatest = pair
    return words.say(
        "gap.widest",
        gap=widest.text,
        name=widest.lane,
        low=least.text,
        first=whose(least, words),
        high=greatest.text,
        second=whose(greatest, words),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A candidate's line: its data, the labels of its marks, and its height in inches."""

    data: tuple[Datum, ...]
    flags: tuple[Flag, ...]

    @property
    def stated(self) -> tuple[Datum, ...]:
        return tuple(datum for datum in self.data if datum.kind == STATED)

    @property
    def gap(self) -> Datum | None:
        return next(iter(_gaps(self.data)), None)

    @property
    def height(self) -> float:
        levels = 1 + max((flag.level for flag in self.flags), default=0)
        return _LINE + _LEVEL * levels


def _blocks(data: Sequence[Datum]) -> list[tuple[Datum, ...]]:
    """The data of each candidate that is drawn: of very many, those farthest apart."""
    blocks = [tuple(datum for datum in data if datum.row == row) for row in several(datum.row for datum in data)]
    rank = sorted(
        range(len(blocks)), key=lambda place: (-max((g.low for g in _gaps(blocks[place])), default=-1.0), place)
    )
    return [blocks[place] for place in sorted(rank[:MOST])]


def _scale(data: Sequence[Datum]) -> list[float]:
    from analyzer.plot import panels

    stated = [datum for datum in data if datum.kind == STATED]
    return panels.ticks([end for datum in stated for end in (datum.low, datum.high, datum.value)], from_zero=False)


def _lines(data: Sequence[Datum], width: float) -> list[_Line]:
    from analyzer.plot import flags, style

    at = _scale(data)
    made = []
    for block in _blocks(data):
        stated = [datum for datum in block if datum.kind == STATED]
        marks = []
        for datum in stated:
            detail = f" ({datum.detail})" if datum.detail else ""
            place = (datum.value - at[0]) / (at[-1] - at[0]) * width
            room = max(place, width - place) + _BESIDE
            marks.append((place, style.titled(datum.source_name, f"{detail} {datum.text}", room, flags.POINTS)))
        made.append(_Line(block, flags.flags(marks, width)))
    return made


def parts(data: Sequence[Datum]) -> tuple[tuple[Datum, ...], ...]:
    """All in one set of axes."""
    return (tuple(data),) if drawable(data) else ()


def boxes(data: Sequence[Datum]) -> tuple[Box, ...]:
    """Room for every line and the labels above it."""
    if not drawable(data):
        return ()
    return ((_LEFT, _BELOW, _WIDTH, sum(line.height for line in _lines(data, _WIDTH))),)


def paint(axes: Axes, data: Sequence[Datum], looks: Looks, words: Words) -> None:
    """A line a candidate, from the lowest mark to the highest; each mark named above it."""
    from analyzer.plot import glyphs, panels
    from analyzer.plot.style import BAND, INK, SOFT, shown, wrapped, write

    width = axes.bbox.width / axes.figure.dpi
    lines, at = _lines(data, width), _scale(data)
    body = sum(line.height for line in lines)
    axes.set_xlim(at[0], at[-1])
    axes.set_ylim(0.0, body)
    axes.set_xticks(at, [words.localised(f"{tick:,g}") for tick in at])
    axes.set_xlabel(words.say("gap.axis"), fontsize=8, color=SOFT)
    axes.spines["left"].set_visible(False)
    axes.grid(visible=False, axis="y")
    across, names, y = axes.get_yaxis_transform(), [], body
    for place, line in enumerate(lines):
        if place % 2 == 0:
            panels.band(axes, y - line.height, line.height, 0.0, 1.0)
        y -= line.height
        middle = y + _LINE / 2
        names.append((middle, "\n".join(wrapped(line.data[0].lane, _NAME, 2))))
        if not line.stated:
            write(axes, 0.01, middle, line.data[0].text, transform=across, fontsize=8.5, style="italic", color=SOFT)
            continue
        look = looks(line.stated[0].subject)
        values = [datum.value for datum in line.stated]
        axes.plot([min(values), max(values)], [middle, middle], color=look.colour, linewidth=1.4, alpha=0.7, zorder=1)
        for datum, flag in zip(line.stated, line.flags, strict=True):
            _name(axes, datum, flag, middle, BAND if place % 2 == 0 else "white")
            glyphs.stated(axes, datum, middle, look)
        several_ = len({datum.source for datum in line.stated if datum.source}) > 1
        said = line.gap.text if line.gap else words.say("gap.wholes" if several_ else "gap.only")
        write(
            axes, 1.02, middle, said, transform=across, fontsize=9 if line.gap else 8, color=INK if line.gap else SOFT
        )
        silent = len(
            {datum.source for datum in line.data if datum.kind == MISSING} - {datum.source for datum in line.stated}
        )
        if silent:
            said = words.say("gap.silent", sources=words.plural(silent, "source"))
            write(axes, 1.02, middle - 0.15, said, transform=across, fontsize=7, style="italic", color=SOFT)
    write(axes, 1.02, body + 0.08, words.say("gap.column"), transform=across, fontsize=8, color=SOFT)
    axes.set_yticks([at_ for at_, _ in names])
    axes.set_yticklabels([shown(name) for _, name in names], fontsize=9, color=INK, parse_math=False)
    axes.tick_params(axis="y", length=0, pad=_BESIDE_MARK)


def _name(axes: Axes, datum: Datum, flag: Flag, y: float, paper: str) -> None:
    """The label of a mark and its thread; threads of other labels pass behind it."""
    from analyzer.plot.flags import POINTS
    from analyzer.plot.style import INK, SOFT, write

    top = y + 0.17 + _LEVEL * flag.level
    if flag.level:
        axes.plot([datum.value, datum.value], [y, top - 0.05], color=SOFT, linewidth=0.5, zorder=1)
    behind = {"facecolor": paper, "edgecolor": "none", "pad": 0.6}
    side = "right" if flag.leans_left else "left"
    write(axes, datum.value, top, flag.words, fontsize=POINTS, color=INK, ha=side, bbox=behind, zorder=2)


def notes(data: Sequence[Datum], words: Words) -> str:
    """What the signs mean, and how many candidates are not drawn."""
    every, shown = len({datum.row for datum in data}), len(_blocks(data))
    cut = words.say("gap.cut", shown=shown, all=every) if shown < every else ""
    sampled = any(isfinite(datum.margin) for datum in data)
    return " ".join(filter(None, (words.say("gap.key"), words.say("page.dotted") if sampled else "", cut)))


FIGURE = FigureRecord(GAP, table, headline, Chart(parts, boxes, paint, notes), drawable)
