"""A text in letters of one case, as bulletins and transcripts are: capitals are put where a written text has them.

Where sentences and lines begin, and in the names that the contest gives. Names that it does not give stay small.
"""

from __future__ import annotations

import re

from analyzer.folding import fold
from analyzer.model import Contest

_CAPITAL = re.compile("[A-ZÀ-ÖØ-Þ]")
_SMALL = re.compile("[a-zß-öø-ÿ]{3}")  # "1er" and "km" stand in a text of capitals, too
_HEAD, _SOME = 300, 0.1  # characters that show it; part of the letters of a text of capitals that may be small
_PART = 3  # letters of a part of a name; "de" and "J." are none
# What stands before the letter is bounded: of a megabyte of stops each would look through all that follow.
_OPENING = re.compile(r"(?:^|[.!?…]['\"”»)\]]{0,3}[ \u00a0]|:[ \u00a0]?['\"“«])[^\w\n]{0,8}([^\W\d_])", re.M)


def cased(text: str, contest: Contest | None) -> str:
    """`text`, or, where it is in letters of one case, with capitals; len(cased(text)) == len(text)."""
    if not _of_one_case(text):
        return text
    small = "".join(map(_small, text))
    laid = _OPENING.sub(lambda m: m.group()[:-1] + _large(m[1]), small)
    forms = _names(contest) if contest else {}
    if not forms:
        return laid
    some = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    pieces, at = [], 0
    for found in re.finditer(rf"(?<!\w)(?:{some})(?!\w)", fold(text)):
        pieces += [laid[at : found.start()], forms[found.group()]]
        at = found.end()
    return "".join([*pieces, laid[at:]])


def _of_one_case(text: str) -> bool:
    """Has it no capital, or hardly a small letter? An address or a unit in a text of capitals makes it no other."""
    if not _CAPITAL.search(text):
        return True
    if _SMALL.search(text, 0, _HEAD):
        return False
    letters = sum(map(str.isalpha, text))
    return sum(map(str.islower, text)) <= _SOME * letters


def _names(contest: Contest) -> dict[str, str]:
    """The names that a contest gives, and the parts of people's, by what they are folded."""
    full = [name for one in contest.candidates for name in (one.name, *one.aliases)]
    full += [name for one in contest.sources for name in (one.name, *one.aliases)]
    parts = [word for one in contest.candidates for word in one.name.split() if len(word) >= _PART]
    return {fold(name): name for name in (*parts, *full) if _CAPITAL.search(name)}


def _small(sign: str) -> str:
    small = sign.lower()
    return small if len(small) == 1 else sign


def _large(sign: str) -> str:
    large = sign.upper()
    return large if len(large) == 1 else sign
