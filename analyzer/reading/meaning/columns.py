"""Tables in plain text: whom, and what, the head of its column or of its row makes a number's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from analyzer.model import Basis, Quantity
from analyzer.reading.languages.language import Language, alternatives
from analyzer.reading.languages.words import Words
from analyzer.reading.names.mentions import Mention
from analyzer.reading.prose.sentences import Sentence

# What parts the cells of a line: a bar, a tab, or a gap of several blanks.
_GAP = re.compile(r"[ \u00a0]*[|\t][ \u00a0|\t]*|[ \u00a0]{2,}")
_IN_GAPS = ("|", "\t", "  ", "\u00a0 ", " \u00a0", "\u00a0\u00a0")  # one of them is in every gap
_WORD = re.compile(r"[^\W_]")
_DRAWN = "|\t"  # signs that part cells also where one of them is empty
ANOTHER = "another"  # what is counted in the row of a place or of a stranger
_SHORT = 40  # characters of a cell at most that tells what its column counts
_BALLOT = 99  # no number on a ballot is larger
_NOUNS = ("sheets", "voters", "votes")
_CUES = {"turnout": "turnout", "register": "voters", "margin": "margin", "counted": "sheets"}
_MOMENTS = ("time", "date", "year", "ordinal")  # what a row may be of that is no place

# What percentages are of -> the idiom that says so behind them.
_BASES = {Basis.VALID: "valid_after", Basis.CAST: "cast_after", Basis.REGISTERED: "registered_after"}


class Head(NamedTuple):
    """What is named there: a candidate, a source, what is counted, what percentages are of; each "" where none is."""

    candidate: str = ""
    source: str = ""
    counts: str = ""
    of: Basis = Basis.UNSTATED


class _Cell(NamedTuple):
    start: int
    end: int
    head: Head = Head()


class Columns:
    """The head of the table that the lines read so far are in, if they are in one."""

    def __init__(self, text: str, words: Words, language: Language) -> None:
        self._text, self._words, self._language = text, words, language
        self._percent = language.patterns["percent"]
        self._own = _own(language)
        self._idioms = language.idioms.compiled
        self._gaps = [sign for sign in _IN_GAPS if sign in text]
        self._head: list[_Cell] = []
        self._begins = 0  # where the line of the head begins
        self._of_candidates = False  # did one of its rows name a candidate, who is not in the head?

    def line(
        self, sentence: Sentence, mentions: Sequence[Mention], numbers: Sequence[Quantity], live: Sequence[Quantity]
    ) -> dict[int, Head]:
        """For each number of the next line, by its place: whom and what its column or its row names.

        A line of two cells or more, none of them a number, two of which name somebody or something that is counted, is
        a head; the lines below it are rows as long as they have cells. Cells are told from the right, for the first
        column need not have a head, or by where they stand where cells are missing. A row that begins with a label
        tells something only where the label names a source below candidates, a candidate below sources or below what
        is counted, a moment of the count, the whole of it, or what the row counts; or a candidate where no head names
        anybody and bars part the cells.
        """
        cells = _cells(self._text, sentence) if self._has_gaps(sentence) else []
        if len(cells) < 2:
            self._head = []
            return {}
        if not _WORD.search(self._text, sentence.start, sentence.end):
            return {}  # a rule drawn below the head
        named = [_Cell(*cell, self._named(mentions, *cell)) for cell in cells]
        if all(self._is_of_head(q, named) for q in live):
            named = [
                cell._replace(head=_shared(cell.head, before.head)) for before, cell in pairwise([_Cell(0, 0), *named])
            ]
            said = [cell for cell in named if any(cell.head)]
            self._head, self._begins = (named if len(said) > 1 else []), sentence.start
            self._of_candidates = False
            return {}
        begins = self._text[cells[0][0] : cells[0][1]].lstrip()[:1]
        labelled = begins.isalpha() or not any(cells[0][0] <= q.start < cells[0][1] for q in live)
        label = named[0] if labelled else _Cell(0, 0)
        if not self._head:
            drawn = "|" in self._text[cells[0][1] : cells[1][0]]
            candidate = label.head.candidate
            return dict.fromkeys((q.start for q in live), Head(candidate)) if candidate and drawn else {}
        found: dict[int, Head] = {}
        heads = self._above(cells, sentence.start)
        named_above = any(head.candidate for head in heads)
        self._of_candidates |= label.head.candidate != "" and not named_above
        # Below candidates "Blank", "Total" and whom the contest leaves out have figures that are nobody's.
        others = self._of_candidates and labelled and not (label.head.candidate or label.head.counts)
        for q in live:
            above = next(
                (head for head, (start, end) in zip(heads, cells, strict=True) if start <= q.start < end), Head()
            )
            if not any(above):
                continue
            if others and not above.candidate:
                found[q.start] = Head(counts=ANOTHER)
            elif not labelled or self._tells(label, above, numbers):
                found[q.start] = _both(label.head, above)
            elif above.candidate:
                found[q.start] = Head(counts=ANOTHER)
        return found

    def _has_gaps(self, sentence: Sentence) -> bool:
        return any(self._text.find(sign, sentence.start, sentence.end) >= 0 for sign in self._gaps)

    def _is_of_head(self, q: Quantity, cells: Sequence[_Cell]) -> bool:
        """May a number stand in a head: beside a name, as that of a candidate on the ballot ("Roe (2)")?"""
        cell = next((cell for cell in cells if cell.start <= q.start < cell.end), None)
        return cell is not None and cell.head.candidate != "" and q.unit == "" and q.value <= _BALLOT

    def _above(self, cells: Sequence[tuple[int, int]], line: int) -> list[Head]:
        """The head over each cell of a row: the one that it stands under, else, told from the right, the one there."""
        drawn = any(sign in self._text[cells[0][1] : cells[-1][0]] for sign in _DRAWN)
        under = [] if drawn else [self._under(start - line, end - line) for start, end in cells[1:]]
        if under and -1 not in under and len(set(under)) == len(under):
            first = self._under(cells[0][0] - line, cells[0][1] - line)
            return [self._head[at].head if at >= 0 else Head() for at in (first, *under)]
        room = len(cells) - len(self._head)
        heads = [cell.head for cell in self._head]
        return [Head()] * room + heads if room >= 0 else heads[-len(cells) :]

    def _under(self, start: int, end: int) -> int:
        """The cell of the head that stands over a part of a line; -1 where none or several do."""
        over = [
            i
            for i, cell in enumerate(self._head)
            if cell.start - self._begins < end and start < cell.end - self._begins
        ]
        return over[0] if len(over) == 1 else -1

    def _tells(self, label: _Cell, above: Head, numbers: Sequence[Quantity]) -> bool:
        """Is the row one of the contest's own; a label that says nothing ("North Province") makes it another's?"""
        candidate, source, counts, _ = label.head
        if (source and (above.candidate or above.counts)) or (candidate and (above.source or above.counts)):
            return True
        if counts and not candidate and not source and (above.candidate or above.source):
            return True
        if self._own.match(self._words.folded[label.start : label.end].strip()):
            return True
        if self._language.patterns["weekday"].match(self._words.folded, label.start):
            return True
        inside = [q for q in numbers if label.start <= q.start < label.end]
        return any(q.noun in _MOMENTS for q in inside)

    def _named(self, mentions: Sequence[Mention], start: int, end: int) -> Head:
        inside = [m for m in mentions if start <= m.start and m.end <= end]
        candidates = {m.candidate for m in inside if m.candidate}
        sources = {m.source for m in inside if m.source and not m.candidate}
        return Head(
            candidates.pop() if len(candidates) == 1 else "",
            sources.pop() if len(sources) == 1 else "",
            *(self._counts(start, end) if end - start <= _SHORT else ("", Basis.UNSTATED)),
        )

    def _counts(self, start: int, end: int) -> tuple[str, Basis]:
        """What a cell says that its column or row counts ("votes", "percent" …), and what percentages are of."""
        cell = self._words.folded[start:end]
        percent = self._percent.search(cell)
        if percent and (of := said_of(self._idioms, cell, percent.end())):
            return "percent", of
        cues = {cue.kind for cue in self._language.cues.find(self._words, self._words.between(start, end))}
        if kind := next((kind for cue, kind in _CUES.items() if cue in cues), ""):
            return kind, Basis.UNSTATED
        if kind := next((kind for kind in _NOUNS if self._language.nouns[kind].search(cell)), ""):
            return kind, Basis.UNSTATED
        return ("percent" if percent else ""), Basis.UNSTATED


def said_of(idioms: Mapping[str, re.Pattern[str]], folded: str, at: int) -> Basis:
    """What a percentage is of, as the words behind it say."""
    return next((basis for basis, idiom in _BASES.items() if idioms[idiom].match(folded, at)), Basis.UNSTATED)


@cache
def _own(language: Language) -> re.Pattern[str]:
    """The label of a row of the contest's own: a moment of its count, or the whole of it."""
    bulletin, whole = alternatives(language.moments["bulletin"]), language.patterns.source("whole")
    return re.compile(rf"(?:(?:\w+ )?{bulletin}|{whole})(?!\w)")


def _both(row: Head, column: Head) -> Head:
    """What a row and a column name; the row where both do."""
    return Head(
        row.candidate or column.candidate, row.source or column.source, row.counts or column.counts, row.of or column.of
    )


def _shared(head: Head, before: Head) -> Head:
    """The head of a column that says no more than "%": of what the column before it counts, or of whom."""
    if head != Head(counts="percent"):
        return head
    return Head(before.candidate, before.source, "coverage" if before.counts == "sheets" else head.counts)


def _cells(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    """Where the cells of a line begin and end; blank ones are none."""
    found, start = [], sentence.start
    for gap in _GAP.finditer(text, sentence.start, sentence.end):
        found.append((start, gap.start()))
        start = gap.end()
    return [(start, end) for start, end in [*found, (start, sentence.end)] if text[start:end].strip()]
