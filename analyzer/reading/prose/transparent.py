"""What parts a name from its verb, or a verb from its figure, and is nobody's figure itself.

The age of somebody named ("Jane Roe, 54, won", "Marie Roe (61 ans)") and "a total of": a sentence is read as if they
were not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from analyzer.reading.languages.language import Language

LEAST, MOST = 18, 110  # years of somebody who may be elected
_YEARS = re.compile(r"\d+")
_FULL_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w'’-]+ [^\W\d_a-zß-öø-ÿ][\w'’-]+$")
_REACH = 60  # characters of a full name
_BRACKETED = re.compile(r"\(\d[\d.,]*[ \u00a0]?%?\)")
_DIGITS = re.compile(r"\d[\d., \u00a0]*")
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
    """ "A total of" right before a number, where it tells nothing of it.

    It does in "out of a total of 30,026", and in "a total of 1,420 polling stations", which are all there are.
    """
    for phrase in language.totals:
        at = folded.find(phrase)
        while at >= 0:
            end = at + len(phrase) + 1
            if (
                (digits := _DIGITS.match(folded, end))
                and folded[end - 1] == " "
                and not _part_of(folded, at, language)
                and not language.nouns["sheets"].match(folded, digits.end())
            ):
                yield Piece(at, end)
            at = folded.find(phrase, end)


def _part_of(folded: str, at: int, language: Language) -> bool:
    """Does a word end before a place, or one that makes the total behind it a whole that something is part of?"""
    ahead = _WORD_BEFORE.search(folded, max(0, at - _LONG_WORD), at)
    return folded[at - 1 : at].isalnum() or (
        ahead is not None and language.patterns["before_a_total"].fullmatch(ahead.group()) is not None
    )


def _ages(text: str, folded: str, language: Language) -> Iterator[Piece]:
    """The ages behind names: between commas, or in brackets."""
    between_commas, in_brackets = _behind_names(language)
    for m in between_commas.finditer(folded):
        if (years := _years(text, folded, m)) is not None:
            # "Jane Roe, a lawyer, won" keeps the commas of the apposition.
            yield Piece(m.start(), m.end() - _apposed(text, folded, m.end(), language), years)
    for m in in_brackets.finditer(folded):
        if (years := _years(text, folded, m)) is not None:
            alone = _FULL_NAME.search(text, max(0, m.start() - _REACH), m.start()) and _alone(folded, m)
            if alone or not m["age"].isdecimal():  # "Labour (54)", "Jane Roe (54), Alan Poe (46)": seats, or shares
                yield Piece(m.start(), m.end(), years)


@cache
def _behind_names(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    age = language.patterns.source("age")
    # Each begins with what is found at the speed of a search; a decimal comma has no blank behind it.
    return re.compile(rf", (?<=[\w)], )(?:{age}),(?= )"), re.compile(rf" \((?<=\w \()(?P<age>{age})\)")


def _years(text: str, folded: str, age: re.Match[str]) -> tuple[int, int] | None:
    """Where the years of an age stand; None where it is nobody's."""
    found = _YEARS.search(folded, *age.span())
    if found is None or not LEAST <= int(found.group()) <= MOST or not _named(text, age.start()):
        return None
    return found.span()


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
