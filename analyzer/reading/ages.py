"""Where the age of somebody named stands: "Jane Roe, 54, won", "Marie Roe (61 ans)". It is nobody's figure.

An age parts a name from its verb; a sentence is read as if it were not there.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from analyzer.reading.language import Language

_LEAST, _MOST = 18, 110  # years of somebody who may be elected
_YEARS = re.compile(r"\d+")
_FULL_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w'’-]+ [^\W\d_a-zß-öø-ÿ][\w'’-]+$")
_REACH = 60  # characters of a full name
_BRACKETED = re.compile(r"\(\d[\d.,]*[ \u00a0]?%?\)")
_NAME_SIGNS = "'’-"


class Age(NamedTuple):
    """What is left out, and where the number in it stands."""

    start: int
    end: int
    years: tuple[int, int]


def find(text: str, folded: str, language: Language) -> list[Age]:
    """The ages behind names in a text, in order."""
    found = []
    for m in _behind_names(language).finditer(folded):
        years = _YEARS.search(folded, *m.span())
        if years is None or not _LEAST <= int(years.group()) <= _MOST or not _named(text, m.start()):
            continue
        bare = m["bracket"] and years.span() == m.span("bracket")
        if bare and not (_FULL_NAME.search(text, max(0, m.start() - _REACH), m.start()) and _alone(folded, m)):
            continue  # "Labour (54)", "Jane Roe (54), Alan Poe (46)": seats, or shares
        end = m.end()
        if m["comma"] and _apposed(text, folded, m.end(), language):
            end -= 1  # "Jane Roe, a lawyer, won" keeps the commas of the apposition
        found.append(Age(m.start(), end, years.span()))
    return found


@cache
def _behind_names(language: Language) -> re.Pattern[str]:
    age = language.patterns.source("age")
    # Begins with what is found at the speed of a search; a decimal comma has no blank behind it.
    return re.compile(rf", (?<=[\w)], )(?:{age})(?P<comma>,)(?= )| \((?<=\w \()(?P<bracket>{age})\)")


def _alone(folded: str, bracket: re.Match[str]) -> bool:
    """Is it the only number in brackets of its line?"""
    start, end = folded.rfind("\n", 0, bracket.start()) + 1, folded.find("\n", bracket.end())
    return len(_BRACKETED.findall(folded, start, end if end >= 0 else len(folded))) == 1


def _named(text: str, at: int) -> bool:
    """Does a capitalised word, or the bracket of a party, end at a place?"""
    begin = at
    while begin and (text[begin - 1].isalpha() or text[begin - 1] in _NAME_SIGNS):
        begin -= 1
    return text[at - 1] == ")" or text[begin].isupper()


def _apposed(text: str, folded: str, at: int, language: Language) -> bool:
    """Does an apposition begin behind the comma that ends at a place?"""
    word = re.compile(r"[^\W\d_]+").match(folded, at + 1)
    if word is None:
        return False
    return text[at + 1].isupper() or word.group() in language.indefinite | language.determiners
