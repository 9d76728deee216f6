"""What parts a name from its verb, or a verb from its figure, and is nobody's figure itself.

The age of somebody named ("Jane Roe, 54, won", "Marie Roe (61 ans)") and "a total of": a sentence is read as if they
were not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from analyzer.reading.language import Language

_LEAST, _MOST = 18, 110  # years of somebody who may be elected
_YEARS = re.compile(r"\d+")
_FULL_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w'’-]+ [^\W\d_a-zß-öø-ÿ][\w'’-]+$")
_REACH = 60  # characters of a full name
_BRACKETED = re.compile(r"\(\d[\d.,]*[ \u00a0]?%?\)")
_LONG_WORD = 12
_WORD_BEFORE = re.compile(r"\w+(?= $)")
_NAME_SIGNS = "'’-"


class Piece(NamedTuple):
    """What is left out, and where the number in it stands, if there is one."""

    start: int
    end: int
    years: tuple[int, int] | None = None


def find(text: str, folded: str, language: Language) -> list[Piece]:
    """What is to be left out of a text, in order."""
    return sorted([*_ages(text, folded, language), *_totals(folded, language)])


def _totals(folded: str, language: Language) -> Iterator[Piece]:
    """ "A total of" right before a number; not in "out of a total of 30,026", which tells what the number is."""
    for m in _before_numbers(language).finditer(folded):
        ahead = _WORD_BEFORE.search(folded, max(0, m.start() - _LONG_WORD), m.start())
        if ahead is None or not language.patterns["before_a_total"].fullmatch(ahead.group()):
            yield Piece(*m.span())


@cache
def _before_numbers(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){language.patterns.source('a_total_of')} (?=\d)")


def _ages(text: str, folded: str, language: Language) -> Iterator[Piece]:
    """The ages behind names."""
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
        yield Piece(m.start(), end, years.span())


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
