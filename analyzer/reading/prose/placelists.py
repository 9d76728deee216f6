"""Lists that tell of one place after another, below a sentence that announces them: none of their figures is the whole.

How goes the race by department?
1. Alto Verde is being won by Roe, with 71,476 votes.
Harbour: Roe 12,000, Poe 9,000.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from analyzer.folding import CAPITAL
from analyzer.reading.languages.language import Language
from analyzer.reading.languages.lexicon import Hit
from analyzer.reading.prose.sections import Sections
from analyzer.reading.prose.sentences import Sentence

_ITEM = re.compile(r"[ \t]*(?:\d{1,3}[.)]|[-\u2022*\u2013])[ \t]+")
_LABEL = re.compile(rf"[ \t]*{CAPITAL}[^:.;\d\n]{{1,40}}:(?= )")
_LINE = 600  # characters of an item
_ANNOUNCES = (":", "?")


class PlaceLists:
    """Goes through one document's sentences in their order, and knows whether a list of places is open."""

    def __init__(self, text: str, folded: str, language: Language, sections: Sections) -> None:
        self._text, self._folded, self._language, self._sections = text, folded, language, sections
        self._open = False

    def goes_on(
        self, sentence: Sentence, numbered: bool, named: bool, headed: bool, cues: Callable[[], Sequence[Hit]]
    ) -> bool:
        """Is a sentence part of a list of places, or does it announce one?

        `numbered`: has it numbers? `named`: does it name a candidate? `headed`: does it stand below a short line that
        names nobody? `cues` gives its cues, asked for where it may announce a list.
        """
        start, end = sentence.start, sentence.end
        if numbered:
            label = self._label(start)
            whole = label is not None and self._language.of_the_whole(self._folded, *label.span())
            self._open = self._open and not whole and (headed or label is not None or self._is_item(start))
        elif self._text[start:end].rstrip()[-1:] in _ANNOUNCES:
            self._open = any(cue.kind == "regional" for cue in cues())
        elif self._open:  # "Harbour" over lines of figures
            heading = not named and self._sections.is_heading(self._text[start:end].strip())
            self._open = heading or self._is_item(start)
        return self._open

    def _is_item(self, at: int) -> bool:
        """Does the line that a sentence stands in begin as the items of lists do?"""
        line = self._line(at)
        return line >= 0 and _ITEM.match(self._text, line) is not None

    def _label(self, at: int) -> re.Match[str] | None:
        """What the line that a sentence stands in begins with, up to a colon."""
        line = self._line(at)
        return _LABEL.match(self._text, line) if line >= 0 else None

    def _line(self, at: int) -> int:
        """Where the line begins, -1 where it is too long for an item."""
        before = self._text.rfind("\n", max(0, at - _LINE), at)
        return -1 if before < 0 and at > _LINE else before + 1
