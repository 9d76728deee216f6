"""Figures and names by turns: "52 % for A, 41 % for B and 7 % for C", "A 52 %, B 41 %, C 7 %".

Whether a figure belongs to the name before it or behind it is told by the whole list: what begins with a figure and
ends with a name has each name behind its figure, whatever stands nearer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from analyzer.model import Quantity
from analyzer.reading.meaning import neighbours
from analyzer.reading.meaning.pairs import NOBODY
from analyzer.reading.meaning.passage import Passage
from analyzer.reading.quantities import leads

SOMEBODY = "?"  # in the place of a candidate: somebody told by a noun alone ("52 % for the senator")
_LEAST = 4  # two figures and two names
_PAIR = 2
_MARKS = " \u00a0:(-\"'"


class Turn(NamedTuple):
    """Whose a figure is by its list, and on which side of it he is named: "<" or ">"; "/" for the other of two."""

    candidate: str  # or NOBODY, for a stranger, or SOMEBODY
    side: str


class _Item(NamedTuple):
    start: int
    end: int
    figures: tuple[int, ...]  # indices of a number and of those that say it again; none for a name
    candidate: str  # "" for a number


def by_turns(passage: Passage) -> dict[int, Turn]:
    """Index of a number -> whose it is, where figures and names of a sentence take turns, as many of each."""
    found: dict[int, Turn] = {}
    if len(passage.figures) < _PAIR:
        return found
    for run in _runs(passage):
        ahead = not run[0].figures
        if len(run) % 2:  # a name before the list, or a figure of something else behind it
            run, ahead = run[1:] if ahead else run[:-1], False
        if len(run) < _LEAST:
            continue
        pairs = [(run[k], run[k + 1]) if ahead else (run[k + 1], run[k]) for k in range(0, len(run), 2)]
        if not ahead and not all(_is_behind(passage, figure, name) for name, figure in pairs):
            continue
        turns = [Turn(name.candidate, "<" if ahead else ">") for name, _ in pairs]
        if len(_figures(passage)) == len(pairs) == _PAIR and SOMEBODY in (one := [turn.candidate for turn in turns]):
            at = one.index(SOMEBODY)
            if other := passage.opponent(one[1 - at]):
                turns[at] = Turn(other, "/")
        for turn, (_, figure) in zip(turns, pairs, strict=True):
            found |= dict.fromkeys(figure.figures, turn)
    return found


def _is_behind(passage: Passage, figure: _Item, name: _Item) -> bool:
    """Does a name stand right behind its figure, or behind words that lead from it to the name ("52 % for A")?"""
    gap = passage.up_to(figure.end, name.start)
    return name.candidate == SOMEBODY or not gap.strip(_MARKS) or passage.idioms["towards_gap"].match(gap) is not None


def _runs(passage: Passage) -> Iterator[list[_Item]]:
    """Stretches of a sentence in which each name is followed by a figure and each figure by a name, the longest."""
    run: list[_Item] = []
    for item in _items(passage):
        if run and (item.figures == ()) == (run[-1].figures == ()):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _items(passage: Passage) -> list[_Item]:
    """The figures and names of a sentence, in order; one who is named twice in a row once."""
    figures = _figures(passage)
    items = [_Item(m.start, m.end, (), m.candidate) for m in passage.people]
    items += [_Item(s, e, (), NOBODY) for s, e in passage.figures_of]
    items += [somebody for figure in figures if (somebody := _somebody(passage, figure, items))]
    found: list[_Item] = []
    for item in sorted(items + figures):
        if not (found and item.candidate and found[-1].candidate == item.candidate):
            found.append(item)
    return found


def _figures(passage: Passage) -> list[_Item]:
    """The live numbers of a sentence but for leads; those that say one again in another unit are part of it."""
    found: list[_Item] = []
    last = None
    for i, q in enumerate(passage.quantities):
        if not passage.live[i] or _is_lead(passage, q):
            continue
        if last is not None and neighbours.link(passage, last, q) == "twin" and last.unit != q.unit:
            found[-1] = found[-1]._replace(end=q.end, figures=(*found[-1].figures, i))
        else:
            found.append(_Item(q.start, q.end, (i,), ""))
        last = q
    return found


def _is_lead(passage: Passage, q: Quantity) -> bool:
    """Is a number said to be a lead ("beating NAME by 704,114", "two points more than NAME")?"""
    return q.unit == "points" or leads.told(passage.folded, q.start, q.end, passage.language)


def _somebody(passage: Passage, figure: _Item, named: list[_Item]) -> _Item | None:
    """Whom a noun alone gives the figure before it, where no name that is known stands in its place."""
    end = figure.end + passage.folded.startswith(")", figure.end)
    found = passage.matches("for_somebody", end)
    if found is None or any(found.start() <= item.start <= found.end() for item in named):
        return None
    return _Item(found.end(), found.end() + 1, (), SOMEBODY)
