"""A text as prose: what is there for the layout alone becomes a blank, character for character.

Files are read as their authors left them: with lines broken where the next word would not have fitted, with
addresses of pages. An offset in the laid-out text is an offset in the original.
"""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(?:https?:|www\.)[^\s()<>\[\]\"'»|]+")
_LEADERS = re.compile(r"(?<=[^\n.]) ?\.(?: ?\.){3,} ?(?=[^\n.])")  # "Roe ........ 51.2 %"
_BREAK = re.compile(r"\n(?<=[^\n]\n)(?=[^\n])")  # begins with what is found at the speed of a search
_NARROW, _WIDE = 48, 132  # characters of the longest line of a text whose lines are broken by its width
_WRAPPED, _LINES = 0.8, 4  # part of the breaks, of some at least, that the width explains in a text that is wrapped
_SHORT = 24  # characters; a line shorter than this is one of a list, or a heading
_STOPS = ".!?:;|…"
_CELLS = re.compile(r"\S(?: {2,}+|[ ]*+[\t|][ ]*+)\S")
_LABEL = re.compile(r"[^\d.:;,]{1,48}:\s")  # "election results: ..." begins an entry
_OPENS = re.compile(r"[ \t]*(?:[-*#>\u2022\u2013\u2014\u00b7|]|\(?\d{1,3}[.)])[ \u00a0]")
# A line that is a number, at most with a word glued to it, and a row that has each cell in a line below its label.
_CELL = r"\n[ \t|]*+\(?[-+]?\d[\d.,' \u00a0]*+%?(?:[a-z]{4,8})?\)?[ \t|]*+(?=\n|\Z)"
_CELLS_BELOW = re.compile(_CELL + _CELL)
_ROW = re.compile(rf"^(?=[^\n\d]*[^\W\d_])[^\n\d]{{1,60}}(?<![.!?])(?:{_CELL}){{2,8}}(?!{_CELL})", re.MULTILINE)


def prose(text: str) -> str:
    """`text` without addresses and breaks inside sentences; len(prose(text)) == len(text)."""
    laid = _ADDRESS.sub(_blank, text) if "www." in text or "http" in text else text
    if "...." in laid or ". . . ." in laid:
        laid = _LEADERS.sub(_blank, laid)
    return _joined(_rows(laid)) if "\n" in laid else laid


def _blank(found: re.Match[str]) -> str:
    return " " * (found.end() - found.start())


def _rows(text: str) -> str:
    """The text with a row in one line again where each of its cells has one: "Roe", "5,150,092", "51.2 %"."""
    if _CELLS_BELOW.search(text) is None:
        return text
    blocks = text.split("\n\n")
    return "\n\n".join(_ROW.sub(_in_a_line, block) if _has_labels_first(block) else block for block in blocks)


def _in_a_line(row: re.Match[str]) -> str:
    return row.group().replace("\n", " ")


def _has_labels_first(block: str) -> bool:
    """Does a block of lines begin with a label and end with a figure, so that figures stand below their labels?"""
    first, _, rest = block.strip().partition("\n")
    return any(c.isalpha() for c in first) and any(c.isdigit() for c in rest.rpartition("\n")[2])


def _joined(text: str) -> str:
    """The text with a blank for each line break that only the width of the lines has made."""
    width = max(map(len, map(str.rstrip, text.splitlines())), default=0)
    places = [found.start() for found in _BREAK.finditer(text)]
    if not _NARROW <= width <= _WIDE:  # no line is full: a sentence goes on in lower case, if at all
        places = [at for at in places if text[at + 1].islower()]
    breaks = [_Break(text, at) for at in places]
    full = sum(found.full(width) for found in breaks)
    wrapped = full >= _WRAPPED * max(len(breaks), _LINES)
    pieces, at = [], 0
    for found in breaks:
        if found.continues(width, wrapped):
            pieces += [text[at : found.at], " "]
            at = found.at + 1
    return "".join([*pieces, text[at:]]) if at else text


class _Break:
    """A line break, with the lines above and below it."""

    __slots__ = ("above", "at", "below")

    def __init__(self, text: str, at: int) -> None:
        start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at + 1)
        self.at, self.above = at, text[start:at].rstrip()
        self.below = text[at + 1 : len(text) if stop < 0 else stop]

    def full(self, width: int) -> bool:
        """Would the next word not have fitted into the line, of a text whose lines are no wider than `width`?"""
        word = self.below.split(None, 1)[:1]
        return _NARROW <= width <= _WIDE and bool(word) and len(self.above) + 1 + len(word[0]) > width

    def continues(self, width: int, wrapped: bool) -> bool:
        """Does the sentence, or the paragraph of a text that is `wrapped` throughout, go on behind the break?"""
        above, below = self.above, self.below
        if not above or not below.strip():
            return False
        if _CELLS.search(above.strip()) or _CELLS.search(below.strip()) or _OPENS.match(below):
            return False
        if wrapped and self.full(width):
            return True
        if above[-1] in _STOPS or _LABEL.match(below):
            return False
        if len(above.strip()) < _SHORT and not (above[0].islower() and above[-1].islower()):
            return False
        return below[0].islower() or self.full(width)
