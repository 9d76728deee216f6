"""A text as prose: what is there for the layout alone becomes a blank, character for character.

Files are read as their authors left them: with lines broken where the next word would not have fitted, with the marks
of Markdown, with addresses of pages. An offset in the laid-out text is an offset in the original.
"""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(?:https?:|www\.)[^\s()<>\[\]\"'»|]+")
_EMPHASIS = re.compile(r"(?<![\w*])[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_])[*_]{1,3}(?![\w*])")
_LEADERS = re.compile(r"(?<=[^\n.]) ?\.(?: ?\.){3,} ?(?=[^\n.])")  # "Roe ........ 51.2 %"
_BREAK = re.compile(r"\n(?<=[^\n]\n)(?=[^\n])")  # begins with what is found at the speed of a search
_NARROW, _WIDE = 48, 132  # characters of the longest line of a text whose lines are broken by its width
_SHORT = 24  # characters; a line shorter than this is one of a list, or a heading
_STOPS = ".!?:;|…"
_CELLS = re.compile(r"\S(?: {2,}+|[ ]*+[\t|][ ]*+)\S")
_LABEL = re.compile(r"[^\d.:;,]{1,48}:\s")  # "election results: ..." begins an entry
_OPENS = re.compile(r"[ \t]*(?:[-*#>\u2022\u2013\u2014\u00b7|]|\(?\d{1,3}[.)])[ \u00a0]")


def prose(text: str) -> str:
    """`text` without addresses, marks of emphasis and breaks inside sentences; len(prose(text)) == len(text)."""
    laid = _ADDRESS.sub(_blank, text) if "www." in text or "http" in text else text
    if "...." in laid or ". . . ." in laid:
        laid = _LEADERS.sub(_blank, laid)
    if "*" in laid or "_" in laid:
        laid = _EMPHASIS.sub(_blank, laid)
    return _joined(laid) if "\n" in laid else laid


def _blank(found: re.Match[str]) -> str:
    return " " * (found.end() - found.start())


def _joined(text: str) -> str:
    """The text with a blank for each line break that only the width of the lines has made."""
    width = max(map(len, text.splitlines()), default=0)
    pieces, at = [], 0
    for found in _BREAK.finditer(text):
        if _continues(text, found.start(), width):
            pieces += [text[at : found.start()], " "]
            at = found.end()
    return "".join([*pieces, text[at:]]) if at else text


def _continues(text: str, at: int, width: int) -> bool:
    """Does the sentence go on behind a line break: in lower case, or since its next word did not fit into the line?"""
    start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at + 1)
    above, below = text[start:at].rstrip(), text[at + 1 : len(text) if stop < 0 else stop]
    if not above or not below.strip() or above[-1] in _STOPS:
        return False
    if len(above.strip()) < _SHORT and not (above[0].islower() and above[-1].islower()):
        return False
    if _CELLS.search(above.strip()) or _CELLS.search(below.strip()) or _OPENS.match(below) or _LABEL.match(below):
        return False
    if below[0].islower():
        return True
    word = below.split(None, 1)[0]
    return _NARROW <= width <= _WIDE and len(above) + 1 + len(word) > width
