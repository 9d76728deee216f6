"""Which of the candidates holds the office, as far as a document says so."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from analyzer.reading.languages.compiling import once
from analyzer.reading.languages.language import Language
from analyzer.reading.names.descriptions import Named

_BESIDE = 3  # characters between a role and the name that it stands right beside
_TITLE = 30  # characters of an office before a name
_NEAR = 60  # characters from a name to the word that says re-elected
_ACROSS = 90  # characters between a role and the name that its figure is set against
_FIGURE = re.compile(r"\d ?%|\d{3}|\d p(?:er|our|or) ?c")
_TOLD = re.compile(r"\d(?: ?%)?(?!\d)")
_ITS_OWN = re.compile(r",?(?: [a-z]+){0,2} \d")
_HIS = re.compile(r"['\u2019]s? [a-z]")  # "NAME, the president's chosen heir"
_STOP = re.compile(r"[;!?\n]|\.\s")


def beside(folded: str, places: Sequence[tuple[int, int]], people: Sequence[Named]) -> str:
    """Whom a role stands right beside somewhere in the document ("the incumbent, Laurent Gbagbo")."""
    starts = [m.start for m in people]
    for start, end in places:
        if _HIS.match(folded, end):
            continue
        behind, ahead = bisect_left(starts, end), bisect_left(starts, start) - 1
        if behind < len(people) and _joins(folded[end : min(starts[behind], end + _BESIDE + 1)]):
            return people[behind].candidate
        if (
            ahead >= 0
            and people[ahead].end <= start
            and _joins(folded[max(people[ahead].end, start - _BESIDE - 1) : start])
        ):
            return people[ahead].candidate
    return ""


def set_against(
    folded: str, places: Sequence[tuple[int, int]], people: Sequence[Named], leading: Sequence[str], language: Language
) -> str:
    """The other of the two `leading` than whose figure is set against a role's ("Roe on 47% and the president on 46").

    "" where nobody's is, and where both are.
    """
    starts, link, others = [m.start for m in people], _link(language), set()
    for start, end in places:
        if _HIS.match(folded, end):
            continue
        at = bisect_left(starts, start)
        sides = [(m, m.end, start) for m in people[max(0, at - 1) : at]]
        sides += [(m, end, m.start) for m in people[at : at + 1]]
        for m, left, right in sides:
            gap = folded[left:right] if 0 < right - left <= _ACROSS else ""
            if _FIGURE.search(gap) and not _STOP.search(gap) and link.search(gap):
                others |= {c for c in leading if m.candidate in leading and c != m.candidate}
    return others.pop() if len(others) == 1 else ""


def has_figure(folded: str, start: int, end: int, language: Language) -> bool:
    """Is a figure told right before a role or behind it as its own ("55 % para o presidente", "la opositora, 44 %")?"""
    if _ITS_OWN.match(folded, end):
        return True
    word = folded.find(" ", start, end)
    to = word + 1 if folded[start:word] in language.determiners else start
    given = language.idioms["towards_gap"].match
    return any(given(folded, figure.end(), to) for figure in _TOLD.finditer(folded, max(0, start - _NEAR), start))


@cache
def _link(language: Language) -> re.Pattern[str]:
    """The end of what stands between two whose figures are set against each other, before the second or its figure."""
    figure = r"\d[\d.,\u00a0 ]*(?:(?:%|[a-z]+) ?(?:[a-z]+ ){0,3})?"
    return re.compile(rf"(?<!\w)(?:{language.patterns.source('to')}) (?:{figure})?(?:[a-z]{{1,3}}\.? )?$")


def _joins(gap: str) -> bool:
    """Is what stands between a role and a name short, and nothing but signs?"""
    return len(gap) <= _BESIDE and gap.strip(" ,(") == ""


def titled(folded: str, people: Sequence[Named], language: Language) -> str:
    """The one candidate whom the document gives the office ("President Jane Roe"), "" for none and for several.

    The title may be part of the form under which the contest lists a name.
    """
    held = language.idioms["office_held"]
    found = {
        m.candidate
        for m in people
        if any(held.search(folded, max(0, m.start - _TITLE), end) for end in (m.start, _behind_first_word(folded, m)))
    }
    return found.pop() if len(found) == 1 else ""


def _behind_first_word(folded: str, m: Named) -> int:
    blank = folded.find(" ", m.start, m.end)
    return blank + 1 if blank > 0 else m.start


def reelected(folded: str, people: Sequence[Named], language: Language) -> str:
    """Whom the document calls re-elected, which only an incumbent can be: the one named last before the word.

    Behind "re-election of" it is the one named next.
    """
    starts, ends = [m.start for m in people], [m.end for m in people]
    of = once(rf" (?:{language.patterns.source('of')})(?: [a-z]+\.?){{0,2}} ?")
    for word in language.idioms["reelected"].finditer(folded):
        behind = bisect_left(starts, word.end())
        if behind < len(people) and of.fullmatch(folded, word.end(), starts[behind]):
            return people[behind].candidate
        at = bisect_right(ends, word.start()) - 1
        if at >= 0 and word.start() - ends[at] < _NEAR:
            return people[at].candidate
    return ""
