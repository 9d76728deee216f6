"""What no reader sees is taken out of a text: invisible characters, surplus blanks, marks of emphasis.

Copied, scanned and converted texts are full of it: soft hyphens inside words, marks of direction around figures, words
broken at the end of a line, two blanks where one is meant, letters with their accents apart. The clean text is what is
read; `Clean.span` says where in the original its pieces stand.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
_COMBINING = "\u0300-\u036f"
_LINE_ENDS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_STRANGE = re.compile(f"[{_INVISIBLE}{_COMBINING}{_LINE_ENDS}{_BLANKS}]")
_STRANGE_ASCII = "\r\x0b\x0c\x1c\x1d\x1e"
_RAISED = "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"
_MARKS = ("[", *_RAISED)
_HIDDEN = re.compile(f"[{_INVISIBLE}{_COMBINING}{_RAISED}\u2010]")
_IN_WORDS = ("&", "<", "*", "_", "-\n", "-\r")
# "&nbsp;", "&#37;", "<br />", "<em>", "</p>"; "a < b" and "<name@host>" are neither.
_MARKUP = re.compile(
    r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8}\d{0,2});"
    r"|</?(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,9})(?:\s[^<>]{0,400})?/?>"
)
_BREAKING = frozenset(
    ("br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "dt", "dd")
)
_INLINE = frozenset(("a", "abbr", "b", "cite", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "u"))
_OUT = re.compile(f"[{_INVISIBLE}{_COMBINING}]+")
_ACCENTS = re.compile(f"[{_COMBINING}]+")
_RETURN = re.compile("\r(?=\n)")
_SOME_BLANK = re.compile(f"[{_BLANKS}]")
_GROUPING = re.compile("\u00a0(?<=\\d\u00a0)(?=\\d)")  # begins with what is found at the speed of a search
_EMPHASIS = re.compile(r"(?<![\w*])[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_])[*_]{1,3}(?![\w*])")
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_A-ZÀ-Þ])[-\u2010]\n[ \t]*(?=[a-zß-öø-ÿ])")
_WORD_BEFORE, _WORD = re.compile(r"\w{1,24}$"), re.compile(r"\w{1,24}")
_HYPHENED = re.compile(r"(?<!\w)\w{1,24}+-\w{1,24}")
_GAP = re.compile(r"(?<=\S) +(?=\S)")
_BEHIND_STOP = re.compile(r"[.!?…][\"'»”’)\]]{0,2}$")
_SMALL_WORD = re.compile(r"(?<![\w-])[^\W\d_A-ZÀ-Þ]\w*")
# "51.2%[1] of the votes", "7,123,456³ votes": the mark of a note, no part of the number or word that it stands at.
_NOTE = re.compile(rf"(?<=[^\s(\[])(?:\[(?P<number>\d{{1,3}})\]|(?P<raised>[{_RAISED}]+)(?!\w))")
# "... of the votes.12 The board": the mark of a note that was raised before it was copied.
_LOWERED = re.compile(r"\.(?<=[a-zß-öø-ÿ]{4}\.)[\"”»]?(?P<number>\d{1,2})(?=\s+[A-ZÀ-Þ\"“«])")
_LINK = re.compile(r"\[(?P<label>[^\[\]\n]{1,200})\]\((?:https?:/|/|#|mailto:)[^\s()]*\)")  # of Markdown
_TAG = re.compile(r"(?<![\w#@/&.])[#@](?=[^\W\d_])")  # "#Roe", "@Roe": the name alone is read
_PERCENT = re.compile(r"[°ºo]/o(?:(?<=\d[°ºo]/o)|(?<=\d[ \u00a0][°ºo]/o))(?!\w)")  # what scanners make of "%"
# A text cut into its tokens has a blank before every sign: "Roe &apos;s 51.2 % , the council said ."
_TOKENS = re.compile(r" (?:(?<=[\w%)\]\"”»'] )(?=[,.](?:\s|$)|'s(?!\w)|\))|(?<=\( )(?=\S))")
_QUOTED = re.compile(r">[> ]*")
_PROSE = 8  # words in small letters that a line of prose has and a row of a table has not
_FEW, _MOST = 0.2, 0.7  # parts of a line's gaps that are wide by a slip, or because all of them are
_WIDEST = 3  # blanks; a wider gap parts cells
_QUOTES = 3  # lines behind ">" that make a quoted letter


class Clean:
    """A text as it is read. `text[start:end]` stands at `span(start, end)` in the original.

    `left_out` are the numbers that were taken out: where they stand in the original, and what they are of.
    """

    __slots__ = ("_at", "_longer", "_original", "left_out", "text")

    def __init__(self, original: str) -> None:
        self._original, self.text = original, original
        self.left_out: list[tuple[int, int, str]] = []
        self._at: NDArray[np.int64] | None = None
        self._longer: dict[int, int] = {}  # where a character stands that many stand for -> where they end

    @property
    def same(self) -> bool:
        """Is it the original, so that every offset is its own?"""
        return self._at is None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the clean text, of one character at least, stands in the original."""
        if self._at is None:
            return start, end
        last = int(self._at[end - 1])
        last = self._longer.get(last, last + 1)
        while last < len(self._original) and unicodedata.combining(self._original[last]):
            last += 1  # the accent of a letter belongs to it
        return int(self._at[start]), last

    def put(self, places: Sequence[tuple[int, int, str]]) -> None:
        """Put one character or none in the place of each piece; they come in order, and before anything is dropped."""
        pieces, at = [], 0
        for start, end, sign in places:
            pieces += [self.text[at:start], sign, self.text[start + len(sign) : end]]
            at = end
            if sign:
                self._longer[start] = end
        self.text = "".join([*pieces, self.text[at:]])
        self.drop((start + len(sign), end) for start, end, sign in places)

    def leave_out(self, places: Sequence[tuple[int, int, tuple[int, int] | None]], what: str) -> None:
        """Take pieces out, in their order; the number that one holds is remembered as one of `what`."""
        self.left_out += [(*self.span(*number), what) for _, _, number in places if number]
        self.drop((start, end) for start, end, _ in places)

    def drop(self, spans: Iterable[tuple[int, int]]) -> None:
        """Take pieces out; they come in order and do not overlap."""
        cuts = [(start, end) for start, end in spans if start < end]
        if not cuts:
            return
        at = np.arange(len(self.text)) if self._at is None else self._at
        kept = np.ones(len(self.text), bool)
        for start, end in cuts:
            kept[start:end] = False
        self._at = at[kept]
        self.text = without(self.text, cuts)


def without(text: str, cuts: Sequence[tuple[int, int]]) -> str:
    """The text without some pieces, which come in order and do not overlap."""
    ends = [0, *chain.from_iterable(cuts), len(text)]
    return "".join([text[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True)])


def clean(text: str) -> Clean:
    """The text without what no reader sees."""
    found = Clean(text)
    signs = list(_markup(text)) if "&" in text or "<" in text else []
    if "/o" in text:
        signs = _apart(sorted([*signs, *((*m.span(), "%") for m in _PERCENT.finditer(text))]))
    if signs:
        found.put(signs)
        text = found.text
    if any(sign in text for sign in _STRANGE_ASCII) if text.isascii() else _STRANGE.search(text):
        _plain(found)
    if "](" in found.text:
        found.drop(_around_labels(found.text))
    if "#" in found.text or "@" in found.text:
        found.drop(m.span() for m in _TAG.finditer(found.text))
    if "*" in found.text or "_" in found.text:
        found.drop(m.span() for m in _EMPHASIS.finditer(found.text))
    _lines(found)
    if " ," in found.text or " ." in found.text or "( " in found.text:
        found.drop(m.span() for m in _TOKENS.finditer(found.text))
    marks = list(_NOTE.finditer(found.text)) if any(sign in found.text for sign in _MARKS) else []
    found.leave_out([(m.start(), m.end(), m.span(m.lastgroup or "")) for m in marks], "ordinal")
    lowered = [m.span("number") for m in _LOWERED.finditer(found.text)]
    found.leave_out([(*number, number) for number in lowered], "ordinal")
    return found


def emphasis(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """The marks of emphasis ("**51 %**") in a piece of a text."""
    return (m.span() for m in _EMPHASIS.finditer(text, start, end))


def hides_words(text: str) -> bool:
    """May words of the clean text not stand in the text as it is? It is quick to tell, and errs to this side."""
    return any(sign in text for sign in _IN_WORDS) or (not text.isascii() and _HIDDEN.search(text) is not None)


def _markup(text: str) -> Iterable[tuple[int, int, str]]:
    """What HTML writes by name or number, each with its sign; its tags, each with the line end it makes or nothing."""
    for m in _MARKUP.finditer(text):
        if tag := m["tag"]:
            name = tag.lower()
            if name in _BREAKING or name in _INLINE:
                yield *m.span(), "\n" if name in _BREAKING else ""
        elif len(sign := html.unescape(m.group())) == 1:
            yield *m.span(), sign


def _apart(places: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Places in order without those that begin inside the one before: what looks like a sign in a tag is none."""
    found: list[tuple[int, int, str]] = []
    for place in places:
        if not found or place[0] >= found[-1][1]:
            found.append(place)
    return found


def _around_labels(text: str) -> Iterable[tuple[int, int]]:
    """What stands around the labels of links."""
    for m in _LINK.finditer(text):
        yield m.start(), m.start("label")
        yield m.end("label"), m.end()


def _plain(found: Clean) -> None:
    """Letters with their accents, line ends and blanks of one kind, nothing invisible."""
    found.text = _composed(found.text)
    found.drop(m.span() for m in _OUT.finditer(found.text))
    if "\r" in found.text:
        found.drop(m.span() for m in _RETURN.finditer(found.text))
    text = found.text
    for sign in _LINE_ENDS:
        if sign in text:
            text = text.replace(sign, "\n")
    for sign in set(_SOME_BLANK.findall(text)):
        text = text.replace(sign, "\u00a0")
    found.text = _unfixed(text)


def _unfixed(text: str) -> str:
    """The text with plain blanks for fixed ones, but for those between digits: they group them."""
    pieces, at = [], 0
    for m in _GROUPING.finditer(text):
        pieces += [text[at : m.start()].replace("\u00a0", " "), "\u00a0"]
        at = m.end()
    return "".join([*pieces, text[at:].replace("\u00a0", " ")])


def _composed(text: str) -> str:
    """The text with accents that stand apart set on their letters; the accents stay, so that no place moves."""
    pieces, at = [], 0
    for m in _ACCENTS.finditer(text):
        if m.start():
            letter = unicodedata.normalize("NFC", text[m.start() - 1 : m.end()])[0]
            pieces += [text[at : m.start() - 1], letter, m.group()]
            at = m.end()
    return "".join([*pieces, text[at:]]) if at else text


def _lines(found: Clean) -> None:
    """Lines without what their layout alone put there; words broken at the end of a line are made whole."""
    tabs = "\t" in found.text
    if " \n" in found.text or (tabs and "\t\n" in found.text):
        found.drop(_trailing(found.text))
    if "-\n" in found.text or "\u2010" in found.text:
        found.drop(_broken(found.text))
    if found.text[:1] in (" ", "\t", ">") or "\n " in found.text or (tabs and "\n\t" in found.text):
        found.drop(_margins(found.text))
    if "  " in found.text:
        found.drop(_surplus(found.text))


def _trailing(text: str) -> Iterable[tuple[int, int]]:
    """The blanks at the ends of lines."""
    for start, line in _each(text):
        if line[-1:] in (" ", "\t"):
            yield start + len(line.rstrip(" \t")), start + len(line)


def _broken(text: str) -> Iterable[tuple[int, int]]:
    """Hyphens and line ends inside words; of a word that has its hyphen elsewhere, the line end alone."""
    hyphened = set(_HYPHENED.findall(text))
    for m in _BROKEN_WORD.finditer(text):
        before, behind = _WORD_BEFORE.search(text, max(0, m.start() - 24), m.start()), _WORD.match(text, m.end())
        whole = f"{before.group() if before else ''}-{behind.group() if behind else ''}"
        yield m.start() + (whole in hyphened), m.end()


def _margins(text: str) -> Iterable[tuple[int, int]]:
    """What all lines begin with: blanks, or the marks of a quoted letter; and blanks before a line of prose."""
    lines = list(_each(text))
    filled = [line for _, line in lines if line.strip()]
    quoted = len(filled) >= _QUOTES and all(line.startswith(">") for line in filled)
    margin = min((len(line) - len(line.lstrip()) for line in filled), default=0)
    for start, line in lines:
        if quoted:
            if m := _QUOTED.match(line):
                yield start, start + m.end()
        elif line[:1] in (" ", "\t"):
            inner = len(line) - len(line.lstrip())
            yield start, start + (inner if _of_prose(line) else min(inner, margin))


def _surplus(text: str) -> Iterable[tuple[int, int]]:
    """The blanks behind the first of each gap of a line of prose; in a table wide gaps part the cells."""
    lines = [(start, line, list(_GAP.finditer(line))) for start, line in _each(text) if "  " in line]
    of_prose = [gap for _, line, gaps in lines if _of_prose(line) for gap in gaps]
    everywhere = len(of_prose) >= _PROSE and sum(map(_wide, of_prose)) >= _MOST * len(of_prose)
    for start, line, gaps in lines:
        wide = [gap for gap in gaps if _wide(gap)]
        if not wide:
            continue
        slips = len(wide) <= _FEW * len(gaps) and _of_prose(line)
        if all(_after_stop(line, gap) for gap in wide) or ((slips or everywhere) and all(map(_narrow, wide))):
            for gap in wide:
                yield start + gap.start() + 1, start + gap.end()


def _wide(gap: re.Match[str]) -> bool:
    return gap.end() - gap.start() > 1


def _narrow(gap: re.Match[str]) -> bool:
    return gap.end() - gap.start() <= _WIDEST


def _each(text: str) -> Iterable[tuple[int, str]]:
    """Each line and where it begins."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _of_prose(line: str) -> bool:
    return len(_SMALL_WORD.findall(line)) >= _PROSE


def _after_stop(line: str, gap: re.Match[str]) -> bool:
    """Does a gap part two sentences?"""
    return not line[gap.end()].isdigit() and _BEHIND_STOP.search(line, max(0, gap.start() - 3), gap.start()) is not None
