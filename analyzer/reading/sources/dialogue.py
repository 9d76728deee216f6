"""Where somebody's own words stand: in quotation marks, in a turn of a transcript, in an answer of an interview.

A transcript names whoever speaks in capitals ("ROE: We have …"). In an interview all answers are given by whom its
first lines present; questions are told from answers by letters ("Q:", "A:"), by dashes that take turns, or by lines
that end with a question mark and ask "you" what "we" answers.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from analyzer.reading.languages.language import Language
from analyzer.reading.names.mentions import Mention

# "ROE: We have …", in a transcript.
_TURN = re.compile(r"^[ \t]*([^\W\d_][^\n:]{1,40}?)(?: ?\([^()\n]{1,30}\))?: ?(?=\S)", re.MULTILINE)
_TURNS = 3  # so many of them make a transcript
_QUESTIONS = 2  # so many make an interview
_LINE = re.compile(r"[^\n]+")
_DASH = re.compile(r"[ \t]*[-\u2013\u2014] ?(?=\S)")
_LABEL = re.compile(r"[^\n:?!\u2013\u2014]{2,40}? ?[:\u2013\u2014] ")
_FIRST = ("we", "myself")  # persons in which answers are given
_LONG = 300  # characters of a question at most
_OPENS = 1500  # characters in which whoever is asked is presented
_QUOTES = re.compile(r'"[^"\n]{2,600}"')
_begins = attrgetter("start")
_ends = attrgetter("end")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says: from `start` to `stop`, behind a label that ends at `end`; `source` is "" for who asks."""

    start: int
    end: int
    stop: int
    source: str


class Talk:
    """The quotations of a document, and its turns of talk, which count as such: each as its start and its end."""

    def __init__(self, folded: str, turns: Sequence[Turn]) -> None:
        #: The turns of those who may answer for figures, in order.
        self.answers = [t for t in turns if t.source]
        self._questions = [t for t in turns if not t.source]
        marked = [found.span() for found in _QUOTES.finditer(folded)]
        if self.answers:
            spans = [(t.end - 1, t.stop + 1) for t in self.answers]
            before = [spans[max(0, bisect_left(spans, (end,)) - 1)] for _, end in marked]
            free = [q for q, turn in zip(marked, before, strict=True) if not (turn[0] < q[1] and q[0] < turn[1])]
            marked = sorted([*spans, *free])
        self._quotes = marked

    def within(self, start: int, end: int) -> list[Turn]:
        """The answers whose labels stand between two places."""
        first, last = (bisect_left(self.answers, at, key=_begins) for at in (start, end))
        return self.answers[first:last]

    def quoted(self, at: int) -> tuple[int, int] | None:
        """The quotation that the place stands in, if any."""
        quote = self.before(at)
        return quote if quote is not None and at < quote[1] else None

    def before(self, at: int) -> tuple[int, int] | None:
        """The last quotation that begins before a place."""
        i = bisect_left(self._quotes, (at, 0)) - 1
        return self._quotes[i] if i >= 0 else None

    def speaker(self, quote: tuple[int, int]) -> str:
        """Who speaks a turn that counts as a quotation; "" where it is no turn."""
        i = bisect_left(self.answers, quote[0] + 1, key=_ends)
        found = self.answers[i] if i < len(self.answers) else None
        return found.source if found is not None and found.end - 1 == quote[0] else ""

    def asks(self, at: int) -> bool:
        """Does a place stand in a question of an interview?"""
        i = bisect_right(self._questions, at, key=_begins) - 1
        return i >= 0 and at < self._questions[i].stop


def turns(
    text: str, folded: str, language: Language, mentions: Sequence[Mention], speaker: Callable[[Mention], str]
) -> list[Turn]:
    """The turns of those who may answer for figures, and of who asks them, in order."""
    starts = [m.start for m in mentions]

    def named(start: int, end: int) -> str:
        """Who is named first between two places, "" where nobody is who may speak."""
        some = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        return next((speaker(m) for m in some if m.end <= end and speaker(m)), "")

    return _transcript(text, named) or _interview(text, folded, language, named)


def _transcript(text: str, named: Callable[[int, int], str]) -> list[Turn]:
    if text.count(":") < _TURNS:
        return []
    labels = [t for t in _TURN.finditer(text) if t[1].isupper()]
    if sum(not text[t.end()].isdigit() for t in labels) < _TURNS:  # "PLN: 48.716" is a row of a list
        return []
    found = []
    for label, after in zip(labels, [*labels[1:], None], strict=True):
        stop = text.find("\n", label.end())
        end = min(after.start() if after else len(text), len(text) if stop < 0 else stop)
        if source := named(label.start(), label.end()):
            found.append(Turn(label.start(), label.end(), end, source))
    return found


def _interview(text: str, folded: str, language: Language, named: Callable[[int, int], str]) -> list[Turn]:
    if folded.count("?") < _QUESTIONS:
        return []
    lines = [f.span() for f in _LINE.finditer(folded) if f.group().strip()]
    asks = _by_letters(folded, lines, language) or _by_dashes(folded, lines) or _by_marks(folded, lines, language)
    if sum(asks.values()) < _QUESTIONS:
        return []
    first = min(asks)
    answers = next((i for i in sorted(asks) if not asks[i]), first)
    label = _LABEL.match(text, *lines[answers])
    source = (named(lines[answers][0], label.end()) if label else "") or named(0, min(lines[first][0], _OPENS))
    if not source:
        return []
    some = sorted(asks)
    found = []
    for i, after in zip(some, [*some[1:], len(lines)], strict=True):
        start, stop = lines[i][0], lines[after - 1][1]
        mark = _DASH.match(text, start, stop)
        found.append(Turn(start, mark.end() if mark else start + 1, stop, "" if asks[i] else source))
    return found


def _by_letters(folded: str, lines: Sequence[tuple[int, int]], language: Language) -> dict[int, bool]:
    """Line that begins a turn -> does it ask; by "Q:" and "A:" before them."""
    found: dict[int, bool] = {}
    for which, pattern in ((True, language.idioms["asks"]), (False, language.idioms["replies"])):
        found |= {i: which for i, (start, end) in enumerate(lines) if pattern.match(folded, start, end)}
    return found if len(set(found.values())) == 2 else {}


def _by_dashes(folded: str, lines: Sequence[tuple[int, int]]) -> dict[int, bool]:
    """The same by dashes: who asks and who answers take turns."""
    dashed = [i for i, (start, end) in enumerate(lines) if _DASH.match(folded, start, end)]
    if len(dashed) < 2 * _QUESTIONS:
        return {}
    found = {line: n % 2 == 0 for n, line in enumerate(dashed)}
    marked = [asks for line, asks in found.items() if _asks(folded, lines[line])]
    return found if sum(marked) >= _QUESTIONS and sum(marked) > len(marked) / 2 else {}


def _by_marks(folded: str, lines: Sequence[tuple[int, int]], language: Language) -> dict[int, bool]:
    """The same by question marks: from the first question on lines take turns, and each question begins anew."""
    found: dict[int, bool] = {}
    for i, line in enumerate(lines):
        short = line[1] - line[0] <= _LONG
        if _asks(folded, line) and short and '"' not in folded[line[0] : line[1]]:
            found[i] = True
        elif found and found.get(i - 1):
            found[i] = False
        elif found and short and i - 1 in found and i - 2 in found:
            found[i] = True
    idioms = language.idioms
    you = sum(asks and idioms["you"].search(folded, *lines[i]) is not None for i, asks in found.items())
    we = sum(not asks and any(idioms[p].search(folded, *lines[i]) for p in _FIRST) for i, asks in found.items())
    return found if min(you, we) >= _QUESTIONS else {}


def _asks(folded: str, line: tuple[int, int]) -> bool:
    return folded[line[0] : line[1]].rstrip().endswith("?")
