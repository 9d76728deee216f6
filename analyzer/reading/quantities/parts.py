"""Parts of a whole: "two thirds of", "3/4 of", "four out of five", "half of one percent".

A part of what is counted is a percentage; a part of a point or of a percent keeps that unit.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from analyzer.reading.languages.language import Language, alternatives
from analyzer.reading.languages.matchers import Matchers

_SMALL = 10  # a ratio is of a handful of tens; tens and hundreds are read when their nouns are known
_MOST = 20  # and one of some other whole up to here ("one in eleven votes")
_CLOSE = Decimal("0.1")  # how finely a part of a point is told
#: Signs of parts -> how many of how many parts.
SIGNS = {
    **{"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5)},
    **{"⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8)},
    **{"⅑": (1, 9), "⅒": (1, 10)},
}
_SLASH = re.compile(r"(?<![\d/.,])(\d)/(\d{1,2})(?![\d/.,])")


class Part(NamedTuple):
    """Where it stands, what it is worth and how finely it is told (None: as finely as a word can).

    `of` is "percent" or "points" where the words themselves hold that unit, "" where it stands behind them or the part
    is of a scale; `counted` is where the thing stands that a ratio counts ("un bulletin sur deux"), -1 for behind it.
    """

    start: int
    end: int
    value: Decimal
    unit: Decimal | None
    of: str = ""
    counted: int = -1


@cache
def _ratio(language: Language) -> re.Pattern[str]:
    small, most = (
        alternatives([word for word, worth in language.words.items() if 0 < worth <= end]) for end in (_SMALL, _MOST)
    )
    one, every = language.patterns.source("one_part"), language.patterns.source("in_every")
    thing = r"(?P<thing>(?: [a-z'-]+){1,2}?)??"
    return re.compile(rf"(?P<part>{small}|{one}|\d)(?!\w){thing} {every} (?P<whole>{most}|1?\d|20)(?![\w.,]*\d)(?!\w)")


def ratio(folded: str, start: int, language: Language, around: Matchers) -> Part | None:
    """ "four out of five", "un bulletin sur deux" where it begins at `start`; None where nothing of the kind does.

    Only of what an election counts: "two in three weeks" is none.
    """
    found = _ratio(language).match(folded, start)
    if found is None:
        return None
    inside = found.end("part") if found["thing"] else -1
    noun = around.noun.match(folded, inside if found["thing"] else found.end())
    if noun is not None and noun.lastgroup not in ("votes", "sheets", "voters", "people"):
        return None
    if found["thing"] and (noun is None or noun.end() != found.end("thing")):
        return None
    part, whole = (
        int(text) if (text := found[name]).isdigit() else language.words.get(text, 1) for name in ("part", "whole")
    )
    if not 0 < part < whole <= _MOST or (noun is None and not _of_all(folded, found, whole, around)):
        return None
    finely = Decimal(_SMALL) if whole == _SMALL else None  # "six in ten" tells tens of percent
    return Part(start, found.end(), Decimal(100 * part) / Decimal(whole), finely, "percent", inside)


def ones(folded: str, language: Language, around: Matchers) -> list[Part]:
    """ "une voix sur cinq", where "une" is no number word."""
    found = (ratio(folded, one.start(), language, around) for one in around.one_part.finditer(folded))
    return [part for part in found if part and _counts_votes(folded, part, around)]


def _counts_votes(folded: str, part: Part, around: Matchers) -> bool:
    """Are they votes, sheets or voters? "Una persona su tre" is mostly no figure of a result."""
    noun = around.noun.match(folded, part.counted if part.counted >= 0 else part.end)
    return noun is not None and noun.lastgroup != "people"


def _of_all(folded: str, found: re.Match[str], whole: float, around: Matchers) -> bool:
    """Is a ratio that counts nothing itself one of a whole: "of those who came", or by tens ("seven in ten came")?"""
    spelt = found["part"].isalpha() and found["whole"].isalpha()
    return spelt and (whole == _SMALL or around.of_a_whole.match(folded, found.end()) is not None)


def slash(folded: str, start: int, around: Matchers) -> Part | None:
    """ "3/4 of" where it begins at `start`; a date or "24/7" is none."""
    found = _SLASH.match(folded, start)
    if found is None or not around.of_a_whole.match(folded, found.end()):
        return None
    part, whole = int(found[1]), int(found[2])
    if not 0 < part < whole <= _SMALL:
        return None
    return Part(start, found.end(), Decimal(100 * part) / whole, None, "percent")


def signed(sign: str, whole: int = 0) -> tuple[Decimal, Decimal]:
    """What a whole number with a sign of parts is worth, and how finely it is told ("51½": 51.5, 0.5)."""
    some, of = SIGNS[sign]
    return whole + Decimal(some) / of, Decimal(1) / of


def sign(folded: str, start: int, end: int, language: Language, around: Matchers) -> Part | None:
    """ "½ point", "¾ of the votes", "½ million": a sign that no number stands before; None for any other."""
    worth, unit = signed(folded[start:end])
    if point := around.of_a_point.match(folded, end):
        return Part(start, _unit_of(point), worth, min(_CLOSE, unit))
    after = around.of_a_scale.match(folded, end)
    if after and after["scale"] in language.scales:
        scale = Decimal(language.scales[after["scale"]])
        return Part(start, after.end(), worth * scale, unit * scale)
    if around.of_a_whole.match(folded, end):
        return Part(start, end, 100 * worth, None, "percent")
    return None


def fraction(folded: str, start: int, end: int, language: Language, around: Matchers) -> Part | None:
    """ "two thirds of", "half a million", "a tenth of a point" whose last word stands at `start` to `end`."""
    text = folded[start:end]
    if text in language.halves:
        return _half(folded, start, end, language, around)
    before = re.search(r"([a-z]+|(?<![\d.,])\d{1,2})[ -]$", folded[max(0, start - 14) : start])
    if before is None:
        return None
    ones = around.one_before.search(folded, max(0, start - 12), start)
    parts = 1 if ones else int(before[1]) if before[1].isdigit() else language.words.get(before[1], 0)
    whole = language.fractions.get(text, 10)
    if not 0 < parts < whole:
        return None
    first, worth = start - len(before.group()), Decimal(parts) / whole
    close = min(_CLOSE, Decimal(1) / whole)
    if point := around.of_a_point.match(folded, end):
        return Part(first, _unit_of(point), worth, close)
    if text in language.tenths:
        return Part(first, end, worth, close, "points")
    after = around.of_a_scale.match(folded, end)
    if after and after["scale"] in language.scales:  # "a quarter of a million"
        scale = Decimal(language.scales[after["scale"]])
        return Part(first, after.end(), worth * scale, close * scale)
    if not around.of_a_whole.match(folded, end) and not _hedged_alone(folded, first, end, language):
        return None
    return Part(first, end, Decimal(100 * parts) / whole, None, "percent")


def _half(folded: str, start: int, end: int, language: Language, around: Matchers) -> Part | None:
    after = around.of_a_scale.match(folded, end)
    if after and after["scale"] in language.scales:
        worth = Decimal(language.scales[after["scale"]])
        return Part(start, after.end(), worth / 2, worth / 10)
    if point := around.of_a_point.match(folded, end):
        ones = around.one_before.search(folded, max(0, start - 12), start)
        first = ones.start() if ones else start  # "one half of 1 percent"
        return Part(first, _unit_of(point), Decimal("0.5"), _CLOSE)
    if not around.of_a_whole.match(folded, end) and not _hedged_alone(folded, start, end, language):
        return None
    return Part(start, end, Decimal(50), None, "percent")


def _hedged_alone(folded: str, start: int, end: int, language: Language) -> bool:
    """Does it close its clause behind a hedge ("of 9,840 stations, just over three-fifths.")?"""
    closes = folded[end : end + 1] in tuple('".,;:)')
    return closes and language.hedges_before.search("", folded[max(0, start - 32) : start]) != ""


def one_point(folded: str, language: Language, around: Matchers) -> list[Part]:
    """ "a percentage point", "a point and a half": where the article is no number word."""
    found = []
    for one in language.patterns["one_point"].finditer(folded):
        half = around.and_half.match(folded, one.end())
        worth = Decimal("1.5") if half else Decimal(1)
        finely = Decimal("0.5") if half else Decimal(1)
        found.append(Part(one.start(), half.end() if half else one.end(), worth, finely, "points"))
    return found


def _unit_of(point: re.Match[str]) -> int:
    """Where the unit begins in "of a point", "of 1 percent"."""
    return point.start("points") if point["points"] else point.start("percent")
