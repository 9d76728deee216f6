"""Numbers as such, before their units: digits with any grouping, number words, scales, fractions.

Whether a sign groups digits or begins the decimals is decided once for a document, by the numbers that leave no
choice ("51,95", "1.234.567"); a number that does leave one ("12.345") follows them, then what it counts, then
the habit of the language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from analyzer.reading.language import Language, alternatives
from analyzer.reading.matchers import Matchers, matchers
from analyzer.reading.words import Words

_DIGITS = (
    r"\d{1,3}(?:'\d{3})(?:[.,]\d{3})+"  # 5'150,092
    r"|\d{1,3}(?:[.,']\d{3})+(?:[.,]\d+)?(?!\d)"  # 1.234.567,8
    r"|\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d+)?(?!\d)"  # 10 058 774
    r"|\d+(?:[.,]\d+)?"
)
_PIECES = 24  # words and digits that one number may be written in
_LONGEST = 40  # characters of a number in digits
# Each begins with what is found at the speed of a search for one character.
_WRITTEN = re.compile(r"\d++(?:[.,]\d++)*+")
# "avec 38, 57 % des voix", "(16, 65 por ciento)": a blank slipped in. Two figures in a row would have an "and".
_SLIP = re.compile(r"[( \u00a0](\d{1,2}) ?, ?(\d{1,2})(?!\d)(?=[ \u00a0]?(?:%|p(?:or|our) ?c))")
_LISTED = re.compile(r"\d[%, \u00a0]*$")


@dataclass(frozen=True, slots=True)
class _Token:
    """One piece of a number: digits ("7.3"), a number word, a scale ("million") or the half of "and a half"."""

    start: int
    end: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number without its unit; `unit` is the last printed unit, `plain` that it is a single run of digits."""

    start: int
    end: int
    value: Decimal
    unit: Decimal | None
    plain: bool
    words: bool


@dataclass(frozen=True)
class _Scanner:
    """How the numbers of a language are found: digits anywhere, number words where a word begins one."""

    digits: re.Pattern[str]
    words: re.Pattern[str]
    begin: frozenset[str]


@cache
def _scanner(language: Language) -> _Scanner:
    words, scales = alternatives(list(language.words)), alternatives(list(language.scales))
    fractions = alternatives([*language.fractions, *language.halves])
    letters = "|".join(language.letters)
    spoken = (*language.words, *language.scales, *language.fractions, *language.halves)
    return _Scanner(
        re.compile(
            rf"(?P<digits>(?<![\w])(?<!\d[.,])(?:{_DIGITS}))"
            rf"(?:(?P<letter>(?:{letters})(?!\w))|(?P<glued>{scales}(?!\w)))?"
        ),
        re.compile(rf"(?:(?P<scale>{scales})|(?P<word>{words})|(?P<fraction>{fractions}))(?!\w)"),
        frozenset(found.group() for form in spoken if (found := re.match(r"\w+", form))),
    )


def decimal_sign(folded: str, language: Language) -> str:
    """The document's decimal sign, "." or ",": what most of its unequivocal numbers use, else the language's."""
    point = comma = 0
    for text in _WRITTEN.findall(folded):
        signs = _signs(text)
        if not signs:
            continue
        digits = re.split("[.,]", text)
        if len(signs) == 1:
            decides = len(digits[0]) <= 3 and len(digits[1]) != 3
            sign = signs[0]
        else:  # the sign that is written twice groups, and so does the first of two
            decides = all(len(group) == 3 for group in digits[1:-1])
            sign = ("," if signs[0] == "." else ".") if signs[-1] == signs[0] or len(set(signs)) == 2 else ""
        if decides:
            point += sign == "."
            comma += sign == ","
    if point == comma:
        return language.decimal
    return "." if point > comma else ","


def _signs(text: str) -> list[str]:
    return [c for c in text if c in ".,"]


def find(text: Words, language: Language) -> list[Number]:
    """The numbers of a text, in order: tokens joined where they are written as one ("7 millones 505 mil")."""
    folded = text.folded
    sign = decimal_sign(folded, language)
    tokens = _tokens(text, language)
    numbers: list[Number] = []
    i = 0
    while i < len(tokens):
        run = [tokens[i]]
        while (
            len(run) < _PIECES
            and i + len(run) < len(tokens)
            and _continues(folded, run, tokens[i + len(run)], language)
        ):
            run.append(tokens[i + len(run)])
        i += len(run)
        number = _value(folded, run, language, sign)
        if number is None:
            continue
        if numbers and number.start <= numbers[-1].start and numbers[-1].end <= number.end:
            numbers.pop()  # the "two" of "two thirds"
        if not numbers or number.start >= numbers[-1].end:
            numbers.append(number)
    return numbers


def _tokens(text: Words, language: Language) -> list[_Token]:
    spoken = _spoken(text, language)
    written = _digits(text, language)
    if not spoken or not written:
        return spoken or written
    tokens: list[_Token] = []
    for token in sorted([*spoken, *written], key=lambda t: t.start):
        if not tokens or token.start >= tokens[-1].end:
            tokens.append(token)
    return tokens


def _spoken(text: Words, language: Language) -> list[_Token]:
    """The number words, scales and fractions."""
    scanner = _scanner(language)
    tokens: list[_Token] = []
    for i in text.among(scanner.begin):
        start = text.starts[i]
        if tokens and start < tokens[-1].end:
            continue
        if found := scanner.words.match(text.folded, start):
            tokens.append(_Token(start, found.end(), found.lastgroup or "", found.group()))
    return tokens


def _digits(words: Words, language: Language) -> list[_Token]:
    """The runs of digits, and what is glued to them."""
    tokens: list[_Token] = []
    folded, match = words.folded, _scanner(language).digits.match
    slips = _slips(folded) if language.decimal == "," else {}
    read = 0
    for at in [at for at, word in zip(words.starts, words.texts, strict=True) if word[0].isdigit()]:
        found = match(folded, at) if at >= read else None
        if found is None:
            continue
        read = found.end()
        start, end = found.span("digits")
        if end - start > _LONGEST:
            continue  # no number that anybody wrote
        if tokens and start < tokens[-1].end:
            continue  # the second half of a slip
        if slip := slips.get(start):
            tokens.append(_Token(start, slip.end(), "slip", f"{slip[1]}.{slip[2]}"))
            continue
        text = found["digits"]
        if " " in text and not language.space_groups and text.count(" ") < 2:
            end = start + text.index(" ")
            rest = _Token(end + 1, found.end(), "digits", folded[end + 1 : found.end("digits")])
            tokens += [_Token(start, end, "digits", folded[start:end]), rest]
            continue
        tokens.append(_Token(start, end, "digits", text))
        for group in ("letter", "glued"):
            if found[group] is not None:
                tokens.append(_Token(*found.span(group), "scale" if group == "glued" else group, found[group]))
    return tokens


def _slips(folded: str) -> dict[int, re.Match[str]]:
    """Where a decimal comma has a blank beside it; not in a list of several numbers."""
    found = {}
    for m in _SLIP.finditer(folded):
        apart = m.start(2) - m.end(1) > 1
        if apart and not _LISTED.search(folded, max(0, m.start() - 6), m.start() + 1):
            found[m.start(1)] = m
    return found


def _continues(folded: str, run: list[_Token], token: _Token, language: Language) -> bool:
    """Is `token` a further piece of the number that `run` began?"""
    last, gap = run[-1], folded[run[-1].end : token.start].replace("\u00a0", " ")
    linked = last.kind in ("word", "scale") and language.patterns["and"].fullmatch(gap.strip(" ")) is not None
    if "fraction" in (token.kind, last.kind):
        return False
    if token.kind == "letter":
        return gap in ("", " ")
    if token.kind == "scale":
        return gap in ("", " ", "-")
    if token.kind == "word":
        if last.kind not in ("word", "scale"):
            return False
        if linked and not _adds(last, token, language):
            return False
        after_scale = last.kind == "scale" and not language.compounds and not linked
        return gap == " " and all(t.kind != "digits" for t in run) if after_scale else linked or gap in (" ", "-")
    digits = re.sub("[ \u00a0]", "", token.text)
    smaller = last.kind == "scale" and digits.isdigit() and int(digits) < language.scales[last.text]
    return language.compounds and smaller and (gap == " " or linked)


def _adds(last: _Token, token: _Token, language: Language) -> bool:
    """May a linked word be added: a unit to tens, tens to hundreds, anything to a scale (never "two and three")?"""
    if last.kind == "scale":
        return True
    before, worth = language.words[last.text], language.words[token.text]
    return (before >= 20 and before % 10 == 0 and worth < 10) or (before >= 100 and worth < 100)


def _plain(text: str, sign: str, exact: bool) -> str:
    """Digits as written -> a plain decimal string; `exact` says a lone group of three is of whole things."""
    if "'" in text:
        text = re.sub(r"[.,](?=\d{3})", "", text)  # the apostrophe of 5'150,092 already groups
    text = re.sub("[' \u00a0]", "", text)
    marks = [c for c in text if c in ".,"]
    if not marks:
        return text
    last = max(text.rfind("."), text.rfind(","))
    if len(set(marks)) == 2:
        whole, part = text[:last], text[last + 1 :]
        decimals = len(part) != 3 or (marks.count(text[last]) == 1 and text[last] == sign)
        return re.sub("[.,]", "", whole) + (f".{part}" if decimals else part)
    if len(marks) > 1:
        return re.sub("[.,]", "", text)
    whole, part = text[:last], text[last + 1 :]
    grouped = len(part) == 3 and whole != "0" and len(whole) <= 3 and (text[last] != sign or exact)
    return whole + part if grouped else f"{whole}.{part}"


def _value(folded: str, run: list[_Token], language: Language, sign: str) -> Number | None:
    """The worth of a run of tokens, or None where the words make no number ("millions" alone)."""
    start, end = run[0].start, run[-1].end
    around = matchers(language)
    if run[0].kind == "fraction":
        return _fraction(folded, run[0], language, around)
    if run[0].kind in ("scale", "letter") and len(run) == 1:
        return _bare_scale(folded, run[0], language, around)
    scaled = any(t.kind in ("scale", "letter") for t in run)
    total = group = Decimal(0)
    unit: Decimal | None = None
    scale = Decimal(1)
    for token in run:
        if token.kind in ("digits", "slip"):
            alone = not scaled and not around.percent.match(folded, end) and not around.points.match(folded, end)
            text = token.text if token.kind == "slip" else _plain(token.text, sign, alone)
            group += Decimal(text)
            unit = Decimal(1).scaleb(-len(text.partition(".")[2]))
        elif token.kind == "word":
            worth = Decimal(language.words[token.text])
            group = group * worth if worth == 100 and 0 < group < 10 else group + worth
            unit = Decimal(1)
        else:
            scale = Decimal({**language.scales, **language.letters}[token.text])
            if group:
                total += group * scale
            else:
                total = (total or 1) * scale  # "mil millones"
            unit = (unit or Decimal(1)) * scale
            group = Decimal(0)
    total += group
    if half := around.and_half.match(folded, end):
        total, end = total + scale / 2, half.end()
    words = all(t.kind in ("word", "scale") for t in run)
    compound = len(run) > 1 and run[-1].kind == "digits"
    return Number(start, end, total, unit if (scaled and not compound) else None, len(run) == 1, words)


def _bare_scale(folded: str, token: _Token, language: Language, around: Matchers) -> Number | None:
    """ "a million", "mil": a scale that no number stands before, worth one of it."""
    one = around.one_before.search(folded, max(0, token.start - 12), token.start)
    if token.kind == "letter" or (one is None and not language.compounds) or token.text.endswith("s"):
        return None
    worth = Decimal(language.scales[token.text])
    half = around.and_half.match(folded, token.end)
    return Number(
        one.start() if one else token.start,
        half.end() if half else token.end,
        worth * (Decimal("1.5") if half else 1),
        worth / 2 if half else worth,
        False,
        True,
    )


def _fraction(folded: str, token: _Token, language: Language, around: Matchers) -> Number | None:
    """ "two thirds of", "half a million": a fraction of a whole in percent (unit None), or of a scale."""
    after = re.match(r"[ -](?:an? |un |um |uma |une )?([a-z]+)", folded[token.end : token.end + 20])
    halved = token.text in language.halves
    if halved and after and after[1] in language.scales:
        worth = Decimal(language.scales[after[1]])
        return Number(token.start, token.end + after.end(), worth / 2, worth / 10, False, True)
    if halved and (point := around.of_a_point.match(folded, token.end)):
        return Number(token.start, point.start("points"), Decimal("0.5"), Decimal("0.1"), False, True)
    counted = re.match(
        rf"[ \u00a0](?:{language.patterns['of'].pattern}|the|les|los|las|os|as)(?!\w)",
        folded[token.end : token.end + 16],
    )
    bare = halved and re.match(r"[\".,;:)]", folded[token.end : token.end + 1])
    hedged = bare and language.hedges_before.search(folded[max(0, token.start - 32) : token.start])
    if not counted and not hedged:
        return None
    if halved:
        return Number(token.start, token.end, Decimal(50), Decimal(-1), False, True)
    before = re.search(r"([a-z]+)[ -]$", folded[max(0, token.start - 14) : token.start])
    if before is None:
        return None
    ones = around.one_before.search(folded, max(0, token.start - 12), token.start)
    parts = 1 if ones else language.words.get(before[1], 0)
    whole = language.fractions[token.text]
    if not 0 < parts < whole:
        return None
    return Number(token.start - len(before.group()), token.end, Decimal(100 * parts) / whole, Decimal(-1), False, True)
