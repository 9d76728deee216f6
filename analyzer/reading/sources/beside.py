"""How an assertion and a figure of one sentence stand to each other, and to what stands between them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analyzer.reading.languages.language import Language
from analyzer.reading.meaning.passage import Passage
from analyzer.reading.sources.assertion import Assertion
from analyzer.reading.sources.carried import Told

_LAST = re.compile(r"\d(?=\D*$)")
_TWO = re.compile(r"\d[^\d.,]+\d|\d[.,] |\d[^\d]*[^\W\d_][^\d]*\d")
_OF_ONE = re.compile(r"[\d.,' \u00a0\u202f]*")  # what may stand in a number before its last digit
_OWN = frozenset(("according", "possession", "says", "says, inverted"))
_OF = 5  # characters of "of the"
_HELD = re.compile(r"[^,;.:!?\d\"()]{0,24}")  # between a figure and whose it is
_REACH = 40  # characters before who gives a figure in which it ends


def between(b: Assertion, a: Assertion, at: int) -> bool:
    """Does `b` stand between `a` and the place?"""
    return a.end <= b.start < at if a.end <= at else at < b.start and b.end <= a.start


def nearer(b: Assertion, a: Assertion, at: int) -> bool:
    """Does `b` reach nearer to the place than `a`, on its side? They may share whom they name."""
    return a.end < b.end <= at if a.end <= at else at < b.start < a.start


def gives(folded: str, a: Assertion, at: int, language: Language) -> str:
    """ "it" where a relative clause says that somebody gives the figure at a place ("the 65% the union claims").

    So does a name that owns it ("the board's 51%", "el 51 % de la junta"). "another" where that is the one before it,
    or another that is owned; "" where it is none.
    """
    if a.how == "possession":
        return _owns(folded, a, at)
    if not a.how.startswith("says"):
        return ""
    digit = _LAST.search(folded, max(0, a.start - _REACH), a.start)
    if digit is None or not language.idioms["claimed_gap"].fullmatch(folded, digit.end(), a.start):
        return ""
    if digit.start() < at:
        return "another"
    return "" if _TWO.search(folded, at, digit.end()) else "it"


def others(found: Mapping[str, list[str]], here: Sequence[Assertion]) -> None:
    """Add to the features of each source of a figure that another gives it, or a stranger answers in its sentence."""
    given = any("gives it" in some for some in found.values())
    strange = any(a.how == "according, stranger" for a in here)
    for source, some in found.items() if given or strange else ():
        if given and "gives it" not in some:
            some.append("another gives it")
        if strange and source and not any(f.startswith("firm") for f in some):
            some.append("a stranger answers")


def _owns(folded: str, a: Assertion, at: int) -> str:
    figure = a.end if folded[a.end : a.end + 1].isdigit() else a.start if folded[a.start].isdigit() else -1
    if figure < 0:
        return ""
    return "it" if _OF_ONE.fullmatch(folded, min(at, figure), figure) and at <= figure else "another"


def _held_to(passage: Passage, here: Sequence[Assertion], sides: Mapping[str, str]) -> Mapping[int, list[Assertion]]:
    """Place of a figure that another is only held to -> who answers for it, and for nothing else in the sentence.

    "The board gives Roe 1,214 votes, more than the 1,204 of the mission's count, and Poe 988." A party that is only
    named behind it (`sides`) may be whose the votes are.
    """
    before, found = passage.idioms["compared_before"], {}
    for start, end in passage.places:
        if before.search(passage.folded, max(passage.sentence.start, start - _REACH), start) is None:
            continue
        behind = [a for a in here if a.source and a.end > end]
        told = [a for a in behind if a.how in _OWN and _HELD.fullmatch(passage.folded, end, max(end, a.start))]
        named = [a for a in behind if a.how == "named" and a.start - end <= _OF and not sides.get(a.source)]
        if own := told or named[:1]:
            found[start] = own
    return found


def bearing(
    passage: Passage, at: int, here: list[Assertion], told: Sequence[Told], sides: Mapping[str, str]
) -> tuple[list[Assertion], Sequence[Told]]:
    """The assertions `here` in the sentence and the figures `told` before that bear on the figure at a place."""
    held = _held_to(passage, here, sides)
    if not held:
        return here, told
    some = held[at] if at in held else [a for a in here if all(a not in own for own in held.values())]
    return some, [t for t in told if t.at not in held]
