"""The pieces that numbers are written in: runs of digits, number words, scales, signs of parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from analyzer.reading.languages.language import Language, alternatives
from analyzer.reading.languages.matchers import matchers
from analyzer.reading.languages.words import Words
from analyzer.reading.quantities import digits, parts

_LONGEST = 40  # characters of a number in digits
_SIGNED = re.compile(rf"(?:(?<![\w.,])(?P<whole>\d{{1,3}})[ \u00a0]?)?(?P<sign>[{''.join(parts.SIGNS)}])(?!\w)")


class Token(NamedTuple):
    """One piece of a number: digits ("7.3"), digits with a sign of parts ("7½"), such a sign, a word, a scale."""

    start: int
    end: int
    kind: str
    text: str


@dataclass(frozen=True)
class Scanner:
    """How the numbers of a language are found: digits anywhere, number words where a word begins one."""

    digits: re.Pattern[str]
    words: re.Pattern[str]
    begin: frozenset[str]


@cache
def scanner(language: Language) -> Scanner:
    """The scanner of a language."""
    words, scales = alternatives(list(language.words)), alternatives(list(language.scales))
    fractions = alternatives([*language.fractions, *language.halves, *language.tenths])
    letters = "|".join(language.letters)
    spoken = (*language.words, *language.scales, *language.fractions, *language.halves, *language.tenths)
    return Scanner(
        re.compile(
            rf"(?P<digits>(?<![\w])(?<!\d[.,])(?:{digits.DIGITS}))"
            rf"(?:(?P<letter>(?:{letters})(?!\w))|(?P<glued>{scales}(?!\w)))?"
        ),
        re.compile(rf"(?:(?P<scale>{scales})|(?P<word>{words})|(?P<fraction>{fractions}))(?!\w)"),
        frozenset(found.group() for form in spoken if (found := re.match(r"\w+", form))),
    )


def find(text: Words, begun: Sequence[int], language: Language) -> list[Token]:
    """The pieces of a text, in order; `begun` are the places of the words that begin with a digit."""
    spoken = _spoken(text, language)
    written = _digits(text, begun, language)
    if not text.folded.isascii() and (signed := _signed(text.folded)):
        spoken = sorted([*signed, *spoken], key=lambda t: t.start)
        ends = {t.start: t.end for t in signed}
        written = [t for t in written if t.start not in ends]
    if not spoken or not written:
        return spoken or written
    tokens: list[Token] = []
    for token in sorted([*spoken, *written], key=lambda t: t.start):
        if not tokens or token.start >= tokens[-1].end:
            tokens.append(token)
    return tokens


def _spoken(text: Words, language: Language) -> list[Token]:
    """The number words, scales and fractions."""
    forms = scanner(language)
    tokens: list[Token] = []
    for i in text.among(forms.begin):
        start = text.starts[i]
        if tokens and start < tokens[-1].end:
            continue
        if found := forms.words.match(text.folded, start):
            tokens.append(Token(start, found.end(), found.lastgroup or "", found.group()))
    return tokens


def _signed(folded: str) -> list[Token]:
    """The signs of parts ("½"), with the whole number before them."""
    if not any(map(folded.__contains__, parts.SIGNS)):
        return []
    return [Token(*m.span(), "signed" if m["whole"] else "sign", m.group()) for m in _SIGNED.finditer(folded)]


def _digits(words: Words, begun: Sequence[int], language: Language) -> list[Token]:
    """The runs of digits that begin at some places, and what is glued to them."""
    tokens: list[Token] = []
    folded, match = words.folded, scanner(language).digits.match
    if not begun:
        return tokens
    around = matchers(language)
    slips = digits.slips(folded, language, around)
    grouped = language.space_groups or digits.groups_by_blanks(folded)
    read = 0
    for at in begun:
        if at < read or not (found := match(folded, at)):
            continue
        read = found.end()
        start, end = found.span(1)
        if end - start > _LONGEST:
            continue  # no number that anybody wrote
        if tokens and start < tokens[-1].end:
            continue  # the second half of a slip
        if slips and (slip := slips.get(start)):
            tokens.append(Token(start, slip[0], "slip", slip[1]))
            continue
        text = folded[start:end]
        if at and folded[at - 1] == "." and (at == 1 or folded[at - 2] in " \u00a0\n("):
            start, text = at - 1, f"0.{text}"  # ".5 per cent"
        if " " in text and (
            (not grouped and text.count(" ") < 2) or (text.endswith(" 100") and around.percent.match(folded, end))
        ):
            end = folded.rindex(" ", start, end)  # "19 855 100 %" is a total and its percentage
            rest = Token(end + 1, found.end(), "digits", folded[end + 1 : found.end("digits")])
            tokens += [Token(start, end, "digits", folded[start:end]), rest]
            continue
        tokens.append(Token(start, end, "digits", text))
        if (group := found.lastgroup) and group != "digits":
            tokens.append(Token(*found.span(group), "scale" if group == "glued" else group, found[group]))
    return tokens
