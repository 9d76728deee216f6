"""Who answers for a list or table: whoever introduces it, stands over it, or is credited below it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from analyzer.reading.assertions import ASIDE, Assertions
from analyzer.reading.sentences import LINE, Sentence

_LIST = 40  # lines of a list
_HEADING = 90  # characters of a line over a list or table
_CELLS = re.compile(r"\S(?: {2,}|[ ]*[\t|])[ ]*\S")  # a row of cells


class Lists:
    """The lists and tables of one document. `stated` are the sentences that state figures themselves."""

    def __init__(self, assertions: Assertions, sentences: Sequence[Sentence], folded: str) -> None:
        self._assertions, self._sentences, self._folded = assertions, sentences, folded

    def introduced(self, index: int) -> str:
        """Who is last made answerable in the sentence with a colon above a list, for one of the list's short lines."""
        for i in range(index, max(-1, index - _LIST), -1):
            above = self._sentences[i]
            ends = self._folded[above.start : above.end].rstrip()[-1:]
            if i < index and ends == ":" and (firm := [a for a in self._assertions.of(above) if a.how not in ASIDE]):
                return firm[-1].source
            if above.end - above.start > LINE:
                break
        return ""

    def headed(self, index: int, stated: Container[int]) -> str:
        """Whom alone the line over a list or table names, which is none of `stated` ("Results (High Court)")."""
        for i in range(index - 1, max(-1, index - _LIST), -1):
            above = self._sentences[i]
            if above.end - above.start > _HEADING:
                return ""
            if i in stated or self._folded[above.start : above.end].rstrip()[-1:] in ".!?":
                continue
            if _CELLS.search(self._folded, above.start, above.end):
                continue  # names the columns ("Candidate | Party | Votes"), or is a row without a figure
            some = [
                a
                for a in self._assertions.of(above)
                if a.source and a.how not in ("candidate named", "with its candidate")
            ]
            named = {a.source for a in some if a.how != "official"} or {a.source for a in some}
            if named:
                return named.pop() if len(named) == 1 else ""
        return ""

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
