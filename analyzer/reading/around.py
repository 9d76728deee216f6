"""What stands around a sentence and tells who answers for its figures: who opens it, heads its list, is credited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.reading.assertions import ASIDE, Assertions
from analyzer.reading.sentences import LINE, Sentence

BACK = 4  # sentences that are looked back over for somebody who answers
HEADING = 90  # characters of a line over a list or table
_LIST = 40  # lines of a list


@dataclass(slots=True)
class Told:
    """A figure already read, as far as it bears on who answers for the next."""

    at: int
    index: int  # of its sentence
    paragraph: int
    source: str
    measure: str
    subject: str
    value: float


class Around:
    """Whom the paragraph of a sentence, its list and the sentence before are about, in one document."""

    def __init__(self, assertions: Assertions, sentences: Sequence[Sentence], folded: str) -> None:
        self._assertions, self._sentences, self._folded = assertions, sentences, folded
        self._beside: dict[tuple[int, tuple[str, str]], tuple[list[tuple[str, str]], str, list[tuple[str, str]]]] = {}

    def tell(self, found: dict[str, list[str]], here: int, told: Sequence[Told]) -> None:
        """Add to the features of each source, by its id, what stands around the sentence."""
        key = here, self._assertions.result  # all that differs from one figure of the document to another
        if key not in self._beside:
            self._beside[key] = self._opening(here), self._introduced(here), self._below(here)
        opening, introduced, below = self._beside[key]
        for source, feature in opening:
            found.setdefault(source, []).append(feature)
        if introduced:
            found.setdefault(introduced, []).append("introduces the list")
        elif headed := self._headed(here, told):
            found.setdefault(headed, []).append("heads the list")
        for source, feature in below:
            found.setdefault(source, []).append(feature)

    def _opening(self, here: int) -> list[tuple[str, str]]:
        """Who opens the paragraph, the sentence and the one before."""
        found = []
        first, paragraph = here, self._sentences[here].paragraph
        while first > max(0, here - BACK) and self._sentences[first - 1].paragraph == paragraph:
            first -= 1
        places = [(first, "paragraph"), (here, "sentence")]
        if first < here:
            places.append((here - 1, "sentence before"))
        for index, where in places:
            m = self._assertions.opens(self._sentences[index])
            if m:
                whose = "" if m.source else ", candidate"
                found.append((self._assertions.speaker(m), f"opens the {where}{whose}"))
        return found

    def _below(self, index: int) -> list[tuple[str, str]]:
        """Who is credited below a list, and who is asked in the sentence before."""
        found = []
        if credited := self._credited(index):
            found.append((credited, "credited below"))
        before = self._sentences[index - 1] if index else None
        if before and self._folded[before.start : before.end].rstrip()[-1:] in "?:":
            found += [(a.source, "asked of") for a in self._assertions.of(before)[-1:] if a.source]
        return found

    def _introduced(self, index: int) -> str:
        """Who is last made answerable in the sentence with a colon above a list, for one of the list's short lines."""
        for i in range(index, max(-1, index - _LIST), -1):
            above = self._sentences[i]
            if i < index and self._folded[above.start : above.end].rstrip()[-1:] == ":":
                firm = [a for a in self._assertions.of(above) if a.how not in ASIDE]
                if firm:
                    return firm[-1].source
            if above.end - above.start > LINE:
                break
        return ""

    def _headed(self, index: int, told: Sequence[Told]) -> str:
        """Whom alone the line over a list or table names, which states no figure itself ("Results (High Court)")."""
        stated = {t.index for t in told}
        for i in range(index - 1, max(-1, index - _LIST), -1):
            above = self._sentences[i]
            if above.end - above.start > HEADING:
                return ""
            if i in stated or self._folded[above.start : above.end].rstrip()[-1:] in ".!?":
                continue
            named = {a.source for a in self._assertions.of(above) if a.source and a.how != "candidate named"}
            if named:
                return named.pop() if len(named) == 1 else ""
        return ""

    def _credited(self, index: int) -> str:
        """Who is named in the line below a list or table that says whose it is ("Source: High Court")."""
        credit = self._assertions.language.idioms["credit"]
        for below in self._sentences[index : index + _LIST]:
            if below.end - below.start > HEADING:
                return ""
            if credit.match(self._folded[below.start : below.end].lstrip()):
                named = [a.source for a in self._assertions.of(below) if a.source]
                return named[0] if named else ""
        return ""
