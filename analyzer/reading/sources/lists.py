"""Who answers for a list or table: whoever introduces it, stands over it, or is credited below it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from analyzer.reading.prose.sentences import LINE, LISTED, Sentence
from analyzer.reading.sources.assertion import ASIDE, WEAK
from analyzer.reading.sources.assertions import Assertions

_LIST = 40  # lines of a list
_HEADING = 90  # characters of a line over a list or table
_CELLS = re.compile(r"\S(?: {2,}|[ ]*[\t|])[ ]*\S")  # a row of cells


class Lists:
    """The lists and tables of one document. `stated` are the sentences that state figures themselves."""

    def __init__(self, assertions: Assertions, sentences: Sequence[Sentence], folded: str) -> None:
        self._assertions, self._sentences, self._folded = assertions, sentences, folded

    def introduced(self, index: int) -> str:
        """Who is made answerable in the sentence with a colon above a list, or right before it, for a line of it."""
        for i in range(index, max(-1, index - _LIST), -1):
            above = self._sentences[i]
            ends = self._folded[above.start : above.end].rstrip()[-1:]
            if i < index and ends == ":" and (source := self._answering(i)):
                return source
            if above.end - above.start > LINE and not self._is_line(i):
                break
        return ""

    def _answering(self, index: int) -> str:
        """Who is last made answerable in a sentence, else in the one before it in its paragraph, else opens that."""
        here = self._sentences[index]
        before = [s for s in self._sentences[max(0, index - 1) : index] if s.paragraph == here.paragraph]
        for sentence in (here, *before):
            if firm := [a for a in self._assertions.of(sentence) if a.how not in ASIDE]:
                # Official figures may be told of, where somebody else is made answerable for them.
                return next((a for a in reversed(firm) if a.how != "official"), firm[-1]).source
        opens = self._assertions.opens(before[0]) if before else None
        return opens.source if opens else ""

    def _is_line(self, index: int) -> bool:
        """Is it a row of cells, or an item of a list, however long?"""
        return self._is_row(index) or LISTED.match(self._folded, self._sentences[index].start) is not None

    def _is_row(self, index: int) -> bool:
        """Is it a row of cells?"""
        s = self._sentences[index]
        return _CELLS.search(self._folded, s.start, s.end) is not None

    def headed(self, index: int, stated: Container[int]) -> tuple[str, bool]:
        """Whom alone the line over a list or table names, which is none of `stated`, and whether by more than a name.

        "Results (High Court)", "Official results, according to the High Court".
        """
        for i in range(index - 1, max(-1, index - _LIST), -1):
            above = self._sentences[i]
            if above.end - above.start > _HEADING:
                return "", False
            if i in stated or self._folded[above.start : above.end].rstrip()[-1:] in ".!?":
                continue
            if self._is_row(i):
                continue  # names the columns ("Candidate | Party | Votes"), or is a row without a figure
            some = [
                a
                for a in self._assertions.of(above)
                if a.source and a.how not in ("candidate named", "with its candidate")
            ]
            named = {a.source for a in some if a.how != "official"} or {a.source for a in some}
            if named:
                firm = any(a.how not in WEAK and a.source in named for a in some)
                return (named.pop(), firm) if len(named) == 1 else ("", False)
        return "", False

    def credited(self, index: int) -> str:
        """Who is named in the line below a list or table that says whose it is ("Source: High Court")."""
        credit = self._assertions.language.idioms["credit"]
        for below in self._sentences[index : index + _LIST]:
            if below.end - below.start > _HEADING:
                return ""
            if credit.match(self._folded[below.start : below.end].lstrip()):
                named = [a.source for a in self._assertions.of(below) if a.source]
                return named[0] if named else ""
        return ""
