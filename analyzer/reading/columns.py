"""Tables in plain text: whom the head of its column, or of its row, makes a number's candidate and source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.model import Quantity
from analyzer.reading.names import Mention
from analyzer.reading.sentences import Sentence

# What parts the cells of a line: a bar, a tab, or a gap of several blanks.
_GAP = re.compile(r"[ \u00a0]*[|\t][ \u00a0|\t]*|[ \u00a0]{2,}")

Head = tuple[str, str]  # the candidate and the source that are named there, "" where none is


class Columns:
    """The head of the table that the lines read so far are in, if they are in one."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._head: list[Head] = []

    def line(self, sentence: Sentence, mentions: Sequence[Mention], live: Sequence[Quantity]) -> dict[int, Head]:
        """For each number of the next line, by its place: whom its column or its row names.

        A line of two cells or more without a number, two of which name somebody, is a head; the lines below it are rows
        as long as they have cells. Cells are told from the right, for the first column need not have a head. A row that
        begins with a label tells something only where the label names a source below candidates, or a candidate below
        sources, or a candidate where no head names anybody and bars part the cells.
        """
        cells = _cells(self._text, sentence)
        if len(cells) < 2:
            self._head = []
            return {}
        named = [_named(mentions, *cell) for cell in cells]
        if not live:
            self._head = named if sum(map(any, named)) > 1 else []
            return {}
        labelled = not any(cells[0][0] <= q.start < cells[0][1] for q in live)
        candidate, source = named[0] if labelled else ("", "")
        if not self._head:
            drawn = "|" in self._text[cells[0][1] : cells[1][0]]
            return dict.fromkeys((q.start for q in live), (candidate, "")) if candidate and drawn else {}
        found: dict[int, Head] = {}
        for q in live:
            place = next((len(cells) - i for i, (start, end) in enumerate(cells) if start <= q.start < end), 0)
            if not 0 < place <= len(self._head):
                continue
            above = self._head[-place]
            # A label that names nobody ("North Province") makes the row one of something else.
            if not labelled or (source and above[0]) or (candidate and above[1]):
                found[q.start] = (candidate or above[0], source or above[1])
        return found


def _cells(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    """Where the cells of a line begin and end; blank ones are none."""
    found, start = [], sentence.start
    for gap in _GAP.finditer(text, sentence.start, sentence.end):
        found.append((start, gap.start()))
        start = gap.end()
    return [(start, end) for start, end in [*found, (start, sentence.end)] if text[start:end].strip()]


def _named(mentions: Sequence[Mention], start: int, end: int) -> Head:
    inside = [m for m in mentions if start <= m.start and m.end <= end]
    candidates = {m.candidate for m in inside if m.candidate}
    sources = {m.source for m in inside if m.source and not m.candidate}
    return (candidates.pop() if len(candidates) == 1 else "", sources.pop() if len(sources) == 1 else "")
