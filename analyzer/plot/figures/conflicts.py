"""The conflict map: which claims stand in which minimal sets of claims that cannot all hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analyzer import wording
from analyzer.model import Claim, Contest, Finding, Verdict
from analyzer.plot.base import Box, Chart, FigureRecord
from analyzer.plot.datum import Block, Datum, whose
from analyzer.plot.words import Words
from analyzer.sides import Side, sides

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from analyzer.plot.glyphs import Looks

CHECK = "conflict"
#: Sets and figures drawn; all are in the data table.
MOST_SETS, MOST_CLAIMS = 40, 40
_LEFT, _WIDTH, _BELOW, _LINE = 3.6, 4.2, 0.62, 0.26
_CHARACTERS = 50
_NAME = 2.95  # inches of a count's name, were it not bold


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Datum):
    """A claim of the map: `sets` are the numbers of the sets it stands in, from 1, each with its verdict's letter
    ("i" inconsistent, "s" strained) and, after an @, the value at which it turns; `all_sets` is how many there are.
    """

    sets: str
    all_sets: int


def table(claims: Sequence[Claim], findings: Sequence[Finding], contest: Contest, words: Words) -> tuple[Datum, ...]:
    """A row for each claim that stands in a set, source by source."""
    found = [finding for finding in findings if finding.check == CHECK]
    if not found:
        return ()
    marks: dict[str, list[str]] = {}
    for place, finding in enumerate(found, start=1):
        turn = wording.turns_at(finding.assumption)
        mark = f"{place}{'i' if finding.verdict is Verdict.INCONSISTENT else 's'}" + (f"@{turn:.2f}" if turn else "")
        for claim in finding.claims:
            marks.setdefault(claim, []).append(mark)
    rows: list[Datum] = []
    for side in sides(claims, contest):
        for facts in side.count.facts.values():
            rows.extend(
                _member(side, fact.claim, marks[fact.claim.claim], found, contest, words)
                for fact in facts
                if fact.claim.claim in marks
            )
    return tuple(rows)


def _member(
    side: Side, claim: Claim, marks: Sequence[str], found: Sequence[Finding], contest: Contest, words: Words
) -> Member:
    block = Block("conflicts", side, words)
    fact = next(f for facts in side.count.facts.values() for f in facts if f.claim is claim)
    plain = block.stated(_lane(claim, contest, words), fact)
    graver = sum(finding.verdict is Verdict.INCONSISTENT for finding in found)
    fields = {name: getattr(plain, name) for name in Datum.__slots__ if name != "text"}
    told = _in_sets(marks, graver, len(found), words)
    return Member(**fields, text=told, sets=";".join(marks), all_sets=len(found))


def _in_sets(marks: Sequence[str], graver: int, every: int, words: Words) -> str:
    """In how many sets of how many; where there are sets of both verdicts, of each, as the title counts one of them."""
    if graver in {0, every}:
        return words.say("conflicts.in_sets", sets=words.plural(len(marks), "set"), all=words.whole(every))
    filled, hollow = _split(marks)
    counted = {"filled": filled, "graver": graver, "hollow": hollow, "strained": every - graver}
    return words.say("conflicts.in_both", **{name: words.whole(number) for name, number in counted.items()})


def _split(marks: Iterable[str]) -> tuple[int, int]:
    """How many of some sets are inconsistent, and how many strained."""
    strained = ["s" in mark for mark in marks]
    return strained.count(False), strained.count(True)


def _number(member: Member, words: Words) -> str:
    """How many sets a claim stands in, beside its row."""
    filled, hollow = _split(member.sets.split(";"))
    if not (filled and hollow):
        return words.plural(filled + hollow, "set")
    return words.say("conflicts.split", filled=words.whole(filled), hollow=words.whole(hollow))


def _lane(claim: Claim, contest: Contest, words: Words) -> str:
    """The figure and what it is of."""
    name = words.subject(claim.subject, contest) if claim.subject else ""
    unit = "registered" if claim.measure == "registered" else wording.noun(claim.measure)
    figure = words.stated(claim, unit)
    return words.say(f"conflicts.{claim.measure}", figure=figure, name=name)


def _members(data: Sequence[Datum]) -> list[Member]:
    return [datum for datum in data if isinstance(datum, Member)]


@dataclass(frozen=True, slots=True)
class _Set:
    number: int
    inconsistent: bool
    turn: str


def _sets(member: Member) -> list[_Set]:
    found = []
    for mark in member.sets.split(";"):
        head, _, turn = mark.partition("@")
        found.append(_Set(int(head[:-1]), head.endswith("i"), turn))
    return found


def drawable(data: Sequence[Datum]) -> bool:
    """Whether there is a set."""
    return bool(data)


def headline(data: Sequence[Datum], words: Words) -> str:
    """Which claim stands in most of the sets, or what the one set is; of the inconsistent ones, where there are any."""
    members = _members(data)
    if not members:
        return words.say("conflicts.none")
    sets = {one.number: one for member in members for one in _sets(member)}
    graver = {number for number, one in sets.items() if one.inconsistent}
    strained = "" if graver else "_strained"
    if len(sets) == 1:
        key = "one_strained" if strained else {1: "single", 2: "pair"}.get(len(members), "one")
        return words.say(f"conflicts.{key}", number=len(members), less=len(members) - 1)
    if len(graver) == 1:
        own = [member for member in members if any(one.number in graver for one in _sets(member))]
        key, said = "single" if len(own) == 1 else "one_of_several", {"figure": own[0].lane}
        return words.say(f"conflicts.{key}", number=len(own), source=whose(own[0], words), **said)
    counted = graver or set(sets)

    def number(member: Member) -> int:
        return sum(one.number in counted for one in _sets(member))

    first = max(members, key=number)
    said = {"figure": first.lane, "source": whose(first, words), "all": words.localised(f"{len(counted):,}")}
    key = "every" if number(first) == len(counted) else "most"
    return words.say(f"conflicts.{key}{strained}", sets=words.localised(f"{number(first):,}"), **said)


def _shown(data: Sequence[Datum]) -> list[Member]:
    """The members drawn, in their order: of very many, those in most sets."""
    members = _members(data)
    rank = sorted(range(len(members)), key=lambda place: (-len(_sets(members[place])), place))
    return [members[place] for place in sorted(rank[:MOST_CLAIMS])]


def parts(data: Sequence[Datum]) -> tuple[tuple[Datum, ...], ...]:
    """All in one set of axes."""
    return (tuple(data),) if drawable(data) else ()


def boxes(data: Sequence[Datum]) -> tuple[Box, ...]:
    """A line a claim, and one for each source's name."""
    return ((_LEFT, _BELOW, _WIDTH, _LINE * len(_lines(data))),) if drawable(data) else ()


def _lines(data: Sequence[Datum]) -> list[tuple[Member, bool]]:
    """From top to bottom, each with whether it is the name of a count, above its claims."""
    lines: list[tuple[Member, bool]] = []
    before = ""
    for member in _shown(data):
        if member.row != before:
            lines.append((member, True))
        lines.append((member, False))
        before = member.row
    return lines


def paint(axes: Axes, data: Sequence[Datum], looks: Looks, words: Words) -> None:
    """A column a set, its claims joined by a line and below it where it turns; right, how many sets a claim is in."""
    from analyzer.plot.style import INK, SOFT, write

    lines = _lines(data)
    columns = {one.number: one for member in _members(data) for one in _sets(member)}
    numbers = sorted(columns)[:MOST_SETS]
    _dress(axes, len(numbers), len(lines))
    places: dict[int, list[float]] = {number: [] for number in numbers}
    for place, (member, is_name) in enumerate(lines):
        y = len(lines) - place - 0.5
        if is_name:
            continue
        for one in _sets(member):
            if one.number in places:
                places[one.number].append(y)
        write(axes, 1.02, y, _number(member, words), transform=axes.get_yaxis_transform(), fontsize=8)
    for number, heights in places.items():
        axes.plot(
            [number] * len(heights), heights, marker="o", **(_FILLED if columns[number].inconsistent else _HOLLOW)
        )
    _name(axes, lines, words)
    small = 7 if len(numbers) <= 18 else 5.5
    axes.set_xticks(numbers, [words.localised(columns[n].turn) or "–" for n in numbers], fontsize=small, color=SOFT)
    axes.tick_params(axis="x", length=0, labelrotation=90 if len(numbers) > 8 else 0)
    axes.set_xlabel(words.say("conflicts.axis"), fontsize=8, color=INK)


_COLOUR = "#404040"
_FILLED: dict[str, Any] = {"color": _COLOUR, "markersize": 6.5, "linewidth": 1.2, "zorder": 3}
_HOLLOW: dict[str, Any] = {**_FILLED, "markerfacecolor": "white", "markeredgewidth": 1.4}


def _dress(axes: Axes, columns: int, lines: int) -> None:
    from analyzer.plot import panels

    axes.set_xlim(0.4, max(columns, 6) + 0.6)
    axes.set_ylim(0.0, float(lines))
    axes.grid(visible=False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    for place in range(0, lines, 2):
        panels.band(axes, lines - place - 1.0, 1.0, 0.0, 1.0)


def _name(axes: Axes, lines: Sequence[tuple[Member, bool]], words: Words) -> None:
    """Each claim's figure as a tick label; a count's name in bold above its claims."""
    from analyzer.plot.style import INK, shortened, shown, titled

    axes.set_yticks([len(lines) - place - 0.5 for place in range(len(lines))])
    names = [
        titled(member.source_name, whose(member, words).removeprefix(member.source_name), _NAME, 8)
        if is_name
        else shortened(member.lane, _CHARACTERS)
        for member, is_name in lines
    ]
    axes.set_yticklabels([shown(name) for name in names], fontsize=8, color=INK, parse_math=False)
    for (_, is_name), label in zip(lines, axes.get_yticklabels(), strict=True):
        label.set_fontweight("bold" if is_name else "normal")
    axes.tick_params(axis="y", length=0)


def notes(data: Sequence[Datum], words: Words) -> str:
    """What the signs mean, and what is not drawn."""
    members, every = _members(data), _members(data)[0].all_sets if data else 0
    said = [words.say("conflicts.key")]
    if any(all(_split(member.sets.split(";"))) for member in members):
        said.append(words.say("conflicts.both"))
    if every > MOST_SETS:
        said.append(words.say("conflicts.cut", shown=MOST_SETS, all=every))
    if len(members) > MOST_CLAIMS:
        said.append(words.say("conflicts.cut_rows", shown=MOST_CLAIMS, all=len(members)))
    return " ".join(said)


FIGURE = FigureRecord("conflicts", table, headline, Chart(parts, boxes, paint, notes), drawable)
