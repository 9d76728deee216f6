"""The number reader: every number of a text, with what it is worth, how finely it was printed and what it counts.

Whether a sign groups digits or begins the decimals is decided once for a document, by the numbers that leave no
choice ("51,95", "1.234.567"); a number that does leave one ("12.345") follows them, then what it counts, then
the habit of the language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from analyzer.bounds import printed_unit
from analyzer.model import Hedge, Quantity
from analyzer.reading.language import Language, alternatives

FRACTION_POINTS = 5.0  # what a fraction in words ("two thirds") leaves open, in points

_DIGITS = (
    r"\d{1,3}(?:'\d{3})(?:[.,]\d{3})+"  # 5'150,092
    r"|\d{1,3}(?:[.,']\d{3})+(?:[.,]\d+)?(?!\d)"  # 1.234.567,8
    r"|\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d+)?(?!\d)"  # 10 058 774
    r"|\d+(?:[.,]\d+)?"
)
_CURRENCY = re.compile(r"(?:[$€£¥₦₽₡₲₵]|\b(?:us|r|c|a|rd)\$|\busd|\beur|\bsh|\brs\.?|\bbs\.?|\bs/\.?)[ \u00a0]?$")
_CURRENCY_AFTER = re.compile(r"[ \u00a0]?(?:[$€£¥₦₽]|usd\b|eur\b)")
_CLOCK = re.compile(r"(?:[:h.][0-5]\d)?(?:[ \u00a0]?(?:am|pm|a\.m|p\.m)\b|h\d{0,2}\b)|:[0-5]\d|[hH]\d{2}\b")
_DATE = re.compile(r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})\b")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|º|°|ª|er|eme|e|o|a)(?!\w)|[º°ª]")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_SLIP = re.compile(r"(?<=\()(\d{1,2}), (\d{1,2})(?=[ \u00a0]?(?:%|p))")  # "(16, 65 por ciento)": a blank slipped in


@dataclass(frozen=True, slots=True)
class _Token:
    """One piece of a number: digits ("7.3"), a number word, a scale ("million") or the half of "and a half"."""

    start: int
    end: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Number:
    """A number without its unit; `unit` is the last printed unit, `plain` that it is a single run of digits."""

    start: int
    end: int
    value: Decimal
    unit: Decimal | None
    plain: bool
    words: bool


@cache
def _scanner(language: Language) -> re.Pattern[str]:
    words = alternatives(list(language.words))
    scales = alternatives(list(language.scales))
    fractions = alternatives([*language.fractions, *language.halves])
    letters = "|".join(language.letters)
    return re.compile(
        rf"(?P<digits>(?<![\w])(?<!\d[.,])(?:{_DIGITS}))"
        rf"(?:(?P<letter>(?:{letters})(?!\w))|(?P<glued>{scales}(?!\w)))?"
        rf"|(?<!\w)(?:(?P<scale>{scales})|(?P<word>{words})|(?P<fraction>{fractions}))(?!\w)"
    )


@dataclass(frozen=True)
class _Matchers:
    """The unit and context patterns of a language, put together once."""

    percent: re.Pattern[str]
    points: re.Pattern[str]
    noun: re.Pattern[str]
    and_half: re.Pattern[str]
    out_of: re.Pattern[str]
    link: re.Pattern[str]
    ranged: re.Pattern[str]
    month_before: re.Pattern[str]
    month_after: re.Pattern[str]
    one_before: re.Pattern[str]


@cache
def _matchers(language: Language) -> _Matchers:
    p = {name: pattern.pattern for name, pattern in language.patterns.items()}
    kinds = "|".join(f"(?P<{kind}>{pattern.pattern})" for kind, pattern in language.nouns.items())
    return _Matchers(
        percent=re.compile(rf"[ \u00a0]*-?{p['percent']}(?!\w)"),
        points=re.compile(rf"[ \u00a0]*-?{p['points']}(?!\w)"),
        noun=re.compile(rf"(?:[ \u00a0]+(?:{p['of']}[ \u00a0]+)?|-)(?:{p['adjective']}[ \u00a0]+){{0,3}}(?:{kinds})"),
        and_half=re.compile(rf"{p['and_a_half']}(?!\w)"),
        out_of=re.compile(rf" {p['out_of']} "),
        link=re.compile(rf"(?: |-)?(?:{p['to']})?(?: |-)?"),
        ranged=re.compile(rf"(?<!\w){p['range_opening']}[ \u00a0]+$"),
        month_before=re.compile(rf"(?<!\w){p['month']} (?:de )?$"),
        month_after=re.compile(rf" (?:of |de |d')?{p['month']}(?!\w)"),
        one_before=re.compile(rf"(?<!\w)(?P<a>{p['a']})[ -](?:of (?:a|an) )?$"),
    )


def decimal_sign(folded: str, language: Language) -> str:
    """The document's decimal sign, "." or ",": what most of its unequivocal numbers use, else the language's."""
    point = len(
        re.findall(r"(?<![\d.,])\d{1,3}\.(?:\d{1,2}|\d{4,})(?![\d.,]?\d)|\d,\d{3}(?:,\d{3})+|\d,\d{3}\.\d", folded)
    )
    comma = len(
        re.findall(r"(?<![\d.,])\d{1,3},(?:\d{1,2}|\d{4,})(?![\d.,]?\d)|\d\.\d{3}(?:\.\d{3})+|\d\.\d{3},\d", folded)
    )
    if point == comma:
        return language.decimal
    return "." if point > comma else ","


def read(folded: str, language: Language) -> list[Quantity]:
    """Every number of a folded text, in order of place. Never raises, whatever the text."""
    sign = decimal_sign(folded, language)
    matchers = _matchers(language)
    numbers = _numbers(folded, language, sign)
    found: list[Quantity] = []
    for number in numbers:
        if found and number.start < found[-1].end:
            continue  # the "ciento" of "por ciento"
        if q := _quantity(folded, number, language, matchers):
            found.append(q)
    return _pairs(folded, _ratios(folded, found, matchers), matchers)


def _numbers(folded: str, language: Language, sign: str) -> list[_Number]:
    """The numbers as such: tokens joined where they are written as one ("7 millones 505 mil 338")."""
    tokens = _tokens(folded, language)
    numbers: list[_Number] = []
    i = 0
    while i < len(tokens):
        run = [tokens[i]]
        while i + len(run) < len(tokens) and _continues(folded, run, tokens[i + len(run)], language):
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


def _tokens(folded: str, language: Language) -> list[_Token]:
    tokens, slips = [], {m.start(): m for m in _SLIP.finditer(folded)}
    for found in _scanner(language).finditer(folded):
        kind = found.lastgroup or "digits"
        if found["digits"] is None:
            tokens.append(_Token(found.start(), found.end(), kind, found.group()))
            continue
        start, end = found.span("digits")
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


def _continues(folded: str, run: list[_Token], token: _Token, language: Language) -> bool:
    """Is `token` a further piece of the number that `run` began?"""
    last, gap = run[-1], folded[run[-1].end : token.start]
    joined = gap in (" ", "-", "\u00a0", "") or (
        last.kind in ("word", "scale") and language.patterns["and"].fullmatch(gap.strip(" "))
    )
    if token.kind == "fraction" or last.kind == "fraction":
        return False
    if token.kind in ("scale", "letter"):
        return (
            bool(joined)
            and (token.kind == "letter" or len(gap) <= 1 or gap.isspace())
            and "-" not in gap.replace("-", "", 1)
        )
    if token.kind == "word":
        if last.kind == "scale" and not language.compounds and not language.patterns["and"].fullmatch(gap.strip(" ")):
            return gap == " " and token.text in language.words and all(t.kind != "digits" for t in run)
        return bool(joined) and last.kind in ("word", "scale") and not any(t.kind == "digits" for t in run[-1:])
    if token.kind == "digits":
        small = token.text.isdigit() and len(token.text) <= 3
        return language.compounds and last.kind == "scale" and small and gap in (" ", "\u00a0")
    return False


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
        return re.sub("[.,]", "", whole) + (
            f".{part}" if len(part) != 3 or marks.count(text[last]) == 1 and text[last] == sign else part
        )
    if len(marks) > 1:
        return re.sub("[.,]", "", text)
    whole, part = text[:last], text[last + 1 :]
    grouped = len(part) == 3 and whole != "0" and len(whole) <= 3 and (text[last] != sign or exact)
    return whole + part if grouped else f"{whole}.{part}"


def _value(folded: str, run: list[_Token], language: Language, sign: str) -> _Number | None:
    """The worth of a run of tokens, or None where the words make no number ("millions" alone)."""
    start, end = run[0].start, run[-1].end
    matchers = _matchers(language)
    if run[0].kind == "fraction":
        return _fraction(folded, run[0], language, matchers)
    if run[0].kind in ("scale", "letter"):
        return _bare_scale(folded, run[0], language, matchers)
    scaled = any(t.kind in ("scale", "letter") for t in run)
    total = group = Decimal(0)
    unit: Decimal | None = None
    scale = Decimal(1)
    for token in run:
        if token.kind in ("digits", "slip"):
            alone = (
                not scaled
                and not _matchers(language).percent.match(folded, end)
                and not matchers.points.match(folded, end)
            )
            text = token.text if token.kind == "slip" else _plain(token.text, sign, alone)
            group += Decimal(text)
            unit = Decimal(1).scaleb(-len(text.partition(".")[2]))
        elif token.kind == "word":
            worth = Decimal(language.words[token.text])
            group = group * worth if worth == 100 and 0 < group < 10 else group + worth
            unit = Decimal(1)
        else:
            scale = Decimal({**language.scales, **language.letters}[token.text])
            total += group * scale
            unit = (unit or Decimal(1)) * scale
            group = Decimal(0)
    total += group
    if half := matchers.and_half.match(folded, end):
        total, end = total + scale / 2, half.end()
    words = all(t.kind in ("word", "scale") for t in run)
    compound = len(run) > 1 and run[-1].kind == "digits"
    return _Number(start, end, total, unit if (scaled and not compound) else None, len(run) == 1, words)


def _bare_scale(folded: str, token: _Token, language: Language, matchers: _Matchers) -> _Number | None:
    """ "a million", "mil": a scale that no number stands before, worth one of it."""
    one = matchers.one_before.search(folded, max(0, token.start - 12), token.start)
    if token.kind == "letter" or (one is None and not language.compounds) or token.text.endswith("s"):
        return None
    worth = Decimal(language.scales[token.text])
    half = matchers.and_half.match(folded, token.end)
    return _Number(
        one.start() if one else token.start,
        half.end() if half else token.end,
        worth * (Decimal("1.5") if half else 1),
        worth,
        False,
        True,
    )


def _fraction(folded: str, token: _Token, language: Language, matchers: _Matchers) -> _Number | None:
    """ "two thirds of", "half a million": a fraction of a whole in percent (unit None), or of a scale."""
    after = re.match(r"[ -](?:an? |un |um |uma |une )?([a-z]+)", folded[token.end : token.end + 20])
    halved = token.text in language.halves
    if halved and after and after[1] in language.scales:
        worth = Decimal(language.scales[after[1]])
        return _Number(token.start, token.end + after.end(), worth / 2, worth / 10, False, True)
    if not re.match(
        rf"[ \u00a0](?:{language.patterns['of'].pattern}|the|les|los|las|os|as)(?!\w)",
        folded[token.end : token.end + 16],
    ):
        return None
    if halved:
        return _Number(token.start, token.end, Decimal(50), Decimal(-1), False, True)
    before = re.search(r"([a-z]+)[ -]$", folded[max(0, token.start - 14) : token.start])
    if before is None:
        return None
    ones = matchers.one_before.search(folded, max(0, token.start - 12), token.start)
    parts = 1 if ones else language.words.get(before[1], 0)
    whole = language.fractions[token.text]
    if not 0 < parts < whole:
        return None
    return _Number(token.start - len(before.group()), token.end, Decimal(100 * parts) / whole, Decimal(-1), False, True)


def _quantity(folded: str, number: _Number, language: Language, matchers: _Matchers) -> Quantity | None:
    """The number with its unit, hedge and noun; None for a number word that counts nothing ("one of them")."""
    start, end = number.start, number.end
    before = folded[max(0, start - 40) : start]
    unit, noun, resolution = "", "", None
    if number.unit == -1:
        unit, resolution = "percent", FRACTION_POINTS
    elif found := matchers.percent.match(folded, end):
        unit, end = "percent", found.end()
    elif found := matchers.points.match(folded, end):
        unit, end = "points", found.end()
        if half := matchers.and_half.match(folded, end):
            number, end = replace(number, value=number.value + Decimal("0.5"), unit=Decimal("0.5")), half.end()
    nouned = matchers.noun.match(folded, end) if unit != "points" else None
    if nouned:
        noun = nouned.lastgroup or ""
        if unit == "":
            end = nouned.end()
    if not unit and not noun:
        noun = _other_kind(folded, number, before, end, matchers)
    if not unit and number.words and number.plain and number.value == 1:
        return None  # an article: "un recuento", "one count"
    if not unit and number.words and not noun and number.value < 13 and not matchers.out_of.match(folded, end):
        return None
    if unit == "points" and nouned is None and _CURRENCY.search(before):
        noun = "money"
    unit = unit or (
        "count"
        if noun in ("votes", "sheets", "voters", "people") or number.unit is not None or number.value >= 1000
        else ""
    )
    if resolution is None:
        resolution = float(number.unit if number.unit is not None else _printed(number, unit))
    hedge = _hedge(folded, start, end, language)
    return Quantity(start, end, folded[start:end], float(number.value), resolution, unit, hedge, noun)


def _printed(number: _Number, unit: str) -> Decimal:
    """The last printed unit of a plain number (`bounds.printed_unit`)."""
    return printed_unit(format(number.value, "f"), count=unit == "count")


def _other_kind(folded: str, number: _Number, before: str, end: int, matchers: _Matchers) -> str:
    """What a number without unit or noun is, where its surroundings say so: money, time, date, year, ordinal…"""
    if _CURRENCY.search(before) or _CURRENCY_AFTER.match(folded, end):
        return "money"
    text = folded[number.start : end]
    if _CLOCK.match(folded, end) or re.search(r"\d[:h]$", before):
        return "time"
    if (
        matchers.month_before.search(before)
        and number.value <= 31
        and number.plain
        or matchers.month_after.match(folded, end)
    ):
        return "date"
    if _YEAR.fullmatch(text):
        return "year"
    if _ORDINAL.match(folded, end) and number.plain:
        return "ordinal"
    for found in _DATE.finditer(folded, max(0, number.start - 10), end + 10):
        if found.start() <= number.start < found.end():
            return "date"
    return ""


def _hedge(folded: str, start: int, end: int, language: Language) -> Hedge:
    """The class of the words just before the number, else just after it."""
    window = folded[max(0, start - 32) : start]
    if found := language.hedges_before.search(window):
        return _hedge_class(found.group().strip(" \u00a0"), language)
    if found := language.hedges_after.match(folded, end):
        return _hedge_class(found.group().strip(" ,\u00a0"), language)
    return Hedge.EXACT


def _hedge_class(words: str, language: Language) -> Hedge:
    return next((Hedge(name) for pattern, name in language.hedge_classes if pattern.fullmatch(words)), Hedge.EXACT)


def _ratios(folded: str, quantities: list[Quantity], matchers: _Matchers) -> list[Quantity]:
    """Read "eight out of ten" as 80 percent: only tens and hundreds are such a whole."""
    done: list[Quantity] = []
    for q in quantities:
        part = done[-1] if done else None
        if (
            part
            and q.value in (10, 100)
            and 0 < part.value < q.value
            and matchers.out_of.fullmatch(folded, part.end, q.start)
        ):
            part = done.pop()
            text, each = folded[part.start : q.end], 100 / q.value
            done.append(
                replace(
                    part, end=q.end, text=text, value=part.value * each, resolution=each, unit="percent", noun=q.noun
                )
            )
        else:
            done.append(q)
    return done


def _pairs(folded: str, quantities: list[Quantity], matchers: _Matchers) -> list[Quantity]:
    """Give the first of "52-48 %" and "60 to 70 percent" its partner's unit; mark the two ends of a range."""
    done = list(quantities)
    for i in range(len(done) - 1):
        first, second = done[i], done[i + 1]
        gap = folded[first.end : second.start]
        if len(gap) > 12 or first.noun in ("year", "date", "time", "money") or first.unit not in ("", second.unit):
            continue
        if not second.unit or not matchers.link.fullmatch(gap) or not gap.strip():
            continue
        elided = first.unit == "" and second.unit in ("percent", "points") and first.value <= 100
        opened = matchers.ranged.search(folded, max(0, first.start - 16), first.start)
        ranged = first.value < second.value and (opened or elided) and second.value <= 100 and second.unit != "count"
        if elided:
            first = replace(first, unit=second.unit)
        if ranged:
            first, second = replace(first, range_end=-1), replace(second, range_end=1)
        done[i], done[i + 1] = first, second
    return done
