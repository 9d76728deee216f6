"""Numbers as such, before their units: digits, number words, scales and parts, joined where they are one number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain, groupby, pairwise
from operator import and_, itemgetter
from typing import NamedTuple

from analyzer.reading.languages.language import Language, alternatives
from analyzer.reading.languages.matchers import Matchers, matchers
from analyzer.reading.languages.words import Words
from analyzer.reading.quantities import digits, masses, parts, stretches, tokens
from analyzer.reading.quantities.parts import Part
from analyzer.reading.quantities.tokens import Token

_PIECES = 24  # words and digits that one number may be written in
_AS_BLANKS = str.maketrans("\u00a0-", "  ")  # what may stand for the blanks of such words
_PLACES = 3  # digits behind the point that are told in words
_SINGLE = ("digits", "word", "sign", "signed")  # kinds of pieces that may be a number by themselves
UNTOLD = Decimal("NaN")  # the worth of a number that is one of a mass for certain
_SEEN = masses.MASS  # numbers at the ends of a stretch that are seen from what stands beside it
_MILLION = 1_000_000
_NEAR = 3  # characters: the shortest word that links numbers has two letters, and a blank on either side


class Number(NamedTuple):
    """A number without its unit; `unit` is the last printed unit, `plain` that it is a single run of digits.

    `part` is set for a part of a whole ("two thirds").
    """

    start: int
    end: int
    value: Decimal
    unit: Decimal | None
    plain: bool
    words: bool
    part: Part | None = None


def find(text: Words, language: Language) -> tuple[list[Number], stretches.Places]:
    """The numbers of a text, in order: pieces joined where they are written as one ("7 millones 505 mil").

    Beside them the places of those deep inside stretches of data, which nobody asks more of; of such near the ends of
    a stretch, the worth is `UNTOLD`.
    """
    folded = text.folded
    begun = [start for start, word in zip(text.starts, text.texts, strict=True) if word[0].isdecimal()]
    packed = stretches.find(folded, begun, tokens.scanner(language).digits, language.space_groups)
    for some in packed:
        begun = [*begun[: bisect_left(begun, some[0][0])], *begun[bisect_left(begun, some[-1][1]) :]]
    pieces = tokens.find(text, begun, language)
    packed += _deep(folded, pieces, language)
    numbers = _with_ones(folded, _joined(folded, pieces, language), language)
    if not packed:
        return numbers, []
    outer = chain.from_iterable(some if len(some) <= 2 * _SEEN else some[:_SEEN] + some[-_SEEN:] for some in packed)
    numbers += [Number(*place, UNTOLD, None, True, False) for place in outer]
    return sorted(numbers, key=itemgetter(0)), [place for some in packed for place in some[_SEEN:-_SEEN]]


def _joined(folded: str, pieces: Sequence[Token], language: Language) -> list[Number]:
    """The numbers that pieces make."""
    around = matchers(language)
    unclear = any(token.kind == "digits" and _plain(token.text) is None for token in pieces)
    sign = digits.decimal_sign(folded, language, around) if unclear else language.decimal
    numbers: list[Number] = []
    i = 0
    while i < len(pieces):
        run = [pieces[i]]
        while (
            len(run) < _PIECES
            and i + len(run) < len(pieces)
            and _continues(folded, run, pieces[i + len(run)], language)
        ):
            run.append(pieces[i + len(run)])
        number = _part(folded, pieces[i], language, around) or _value(folded, run, language, sign)
        i += len(run)
        if number and number.part is None and number.unit is None and i < len(pieces):
            number, more = _with_spoken_decimals(folded, number, pieces, i, language)
            i += more
        if number is None:
            continue
        if numbers and number.start <= numbers[-1].start and numbers[-1].end <= number.end:
            numbers.pop()  # the "two" of "two thirds"
        if not numbers or number.start >= numbers[-1].end:
            numbers.append(number)
    return numbers


def _with_ones(folded: str, numbers: list[Number], language: Language) -> list[Number]:
    """The numbers with what an article alone counts ("by a point and a half", "d'une voix", "une voix sur cinq")."""
    around = matchers(language)
    points = parts.one_point(folded, language, around) if " point" in folded else []
    ratios = parts.ones(folded, language, around)
    if ratios:  # the whole of one is a number, too
        numbers = [n for n in numbers if not any(one.start < n.end and n.start < one.end for one in ratios)]
    some = [*points, *ratios]
    ones = [Number(one.start, one.end, one.value, one.unit, False, True, one) for one in some]
    votes = language.patterns["one_vote"].finditer(folded)
    ones += [Number(one.start(), one.end(), Decimal(1), None, True, True) for one in votes]
    if not ones:
        return numbers
    starts = [number.start for number in numbers]
    free = []
    for one in ones:
        at = bisect_left(starts, one.start)
        if (at == 0 or numbers[at - 1].end <= one.start) and (at == len(starts) or one.end <= starts[at]):
            free.append(one)
    return sorted([*numbers, *free], key=itemgetter(0))


def _with_spoken_decimals(
    folded: str, number: Number, pieces: Sequence[Token], i: int, language: Language
) -> tuple[Number, int]:
    """The number with the places that are told behind it ("fifty point six", "two point five million", "48-point-56").

    The second is how many pieces, from the i-th on, that takes.
    """
    first = pieces[i]
    gap = folded[number.end : first.start].translate(_AS_BLANKS)
    if language.patterns["spoken_point"].fullmatch(gap) is None:
        return number, 0
    if first.kind == "digits" and first.text.isdecimal() and len(first.text) <= _PLACES:
        value = number.value + Decimal(f"0.{first.text}")
        return number._replace(end=first.end, value=value, plain=False), 1
    if first.kind != "word" or not number.words:
        return number, 0
    worth = int(language.words[first.text])
    digits, end, n = str(worth), first.end, i + 1
    for token in pieces[n : n + _PLACES]:
        linked = worth >= 20 and language.patterns["and"].fullmatch(folded[end + 1 : token.start - 1]) is not None
        beside = token.kind == "word" and (token.start - end == 1 or linked)  # "oitenta e nove"
        more = int(language.words[token.text]) if beside else 10
        if more > 9 or not (worth < 10 or (worth >= 20 and worth % 10 == 0 and n == i + 1)):
            break  # "four eight" are two places, and so is "forty-eight"
        digits, end, n = digits + str(more) if worth < 10 else str(worth + more), token.end, n + 1
    if len(digits) > _PLACES:
        return number, 0
    value = number.value + Decimal(f"0.{digits}")
    if n < len(pieces) and pieces[n].kind == "scale" and folded[end : pieces[n].start] in (" ", "\u00a0"):
        scale = Decimal(language.scales[pieces[n].text])
        unit = scale.scaleb(-len(digits))
        return number._replace(end=pieces[n].end, value=value * scale, unit=unit, plain=False), n + 1 - i
    return number._replace(end=end, value=value, plain=False), n - i


def _continues(folded: str, run: list[Token], token: Token, language: Language) -> bool:
    """Is `token` a further piece of the number that `run` began?"""
    last = run[-1]
    if last.kind not in ("word", "scale") and token.kind not in ("letter", "scale"):
        return False
    gap = folded[last.end : token.start].replace("\u00a0", " ")
    if "fraction" in (token.kind, last.kind):
        return False
    link = gap.strip(" ") if last.kind in ("word", "scale") else ""
    linked = link != "" and language.patterns["and"].fullmatch(link) is not None
    if token.kind == "letter":
        return gap in ("", " ")
    if token.kind == "scale":
        return gap in ("", " ", "-")
    if token.kind == "word":
        if not _adds(last, token, language) and (linked or not _hundreds(last, token, language)):
            return False
        if last.kind == "scale" and gap == ", ":  # "eleven thousand, four hundred and six"
            return all(t.kind != "digits" for t in run) and bool(_rest(language).match(folded, token.start))
        after_scale = last.kind == "scale" and not language.compounds and not linked
        return gap == " " and all(t.kind != "digits" for t in run) if after_scale else linked or gap in (" ", "-")
    worth = digits.whole(token.text) if last.kind == "scale" else None
    if worth is None or worth >= language.scales[last.text]:
        return False
    if not language.compounds:
        whole = all(t.kind != "digits" or digits.whole(t.text) is not None for t in run)
        return gap == " " and whole and _below(language, last.text).match(folded, token.start) is not None
    return gap == " " or linked or (gap == ", " and _in_full(language).match(folded, token.start) is not None)


@cache
def _below(language: Language, scale: str) -> re.Pattern[str]:
    """What a scale leaves over, in full or of a lower scale ("4 million 512,306", "3 lakh 45 thousand")."""
    lower = alternatives([word for word, worth in language.scales.items() if worth < language.scales[scale]])
    return re.compile(rf"\d{{1,3}}(?:(?:[.,]\d{{2,3}})+| (?:{lower or '(?!)'}))(?![\w,.]\d|\w)")


@cache
def _in_full(language: Language) -> re.Pattern[str]:
    """Thousands and the rest in full ("cinco millones, 111 mil 036", "dois milhões, 554 mil e 605").

    "5 millones, 200 mil más" are two numbers.
    """
    thousand = "|".join(word for word, worth in language.scales.items() if worth == 1000)
    linked = rf"{language.patterns['and'].pattern} \d{{1,3}}(?! ?%|[.,]?\d| (?:{alternatives(list(language.scales))}))"
    return re.compile(rf"\d{{1,3}} (?:{thousand}) (?:\d{{3}}|{linked})(?!\w)")


@cache
def _rest(language: Language) -> re.Pattern[str]:
    """Hundreds, as they follow a comma behind millions and thousands in words ("four hundred", "novecentos")."""
    hundred = alternatives([word for word, worth in language.words.items() if worth == 100])
    some = alternatives([word for word, worth in language.words.items() if 1 < worth < 10])
    hundreds = alternatives([word for word, worth in language.words.items() if worth >= 100 and worth % 100 == 0])
    alone = f"|{hundreds}" if language.compounds else ""
    return re.compile(rf"(?:(?:{some})[ -](?:{hundred}){alone})(?!\w)")


def _adds(last: Token, token: Token, language: Language) -> bool:
    """May a word be added: a unit to tens, tens to hundreds, anything to a scale (never "two and three", "un seis")?"""
    if last.kind == "scale":
        return True
    before, worth = language.words[last.text], language.words[token.text]
    teens = before in (60, 80) and worth < 20  # "soixante quinze"
    return (before >= 20 and before % 10 == 0 and worth < 10) or (before >= 100 and worth < 100) or teens


def _hundreds(last: Token, token: Token, language: Language) -> bool:
    """Is it "two hundred", or "sixteen hundred"?"""
    return last.kind == "word" and language.words[token.text] == 100 and _of_hundreds(language.words[last.text])


def _of_hundreds(worth: float | Decimal) -> bool:
    """May so many hundreds be told of?"""
    return 0 < worth < 20 and worth != 10


def _deep(folded: str, pieces: list[Token], language: Language) -> list[stretches.Places]:
    """Stretches of pieces that are all numbers by themselves ("one one one"), which are taken out of the pieces.

    Each is the places of its numbers, the outermost left out.
    """
    least = masses.MASS + 2 * stretches.EDGE
    if len(pieces) < least:
        return []
    runs, end = [], 0
    for single, some in groupby(_alone(pieces, language)):
        start, end = end, end + sum(1 for _ in some)
        if single and end - start >= least:
            runs.append(slice(start + stretches.EDGE, end - stretches.EDGE))
    found = []
    for run in reversed(runs):
        places = [(token.start, token.end) for token in pieces[run]]
        if masses.found(folded, [start for start, _ in places], masses.MASS) == [range(len(places))]:
            found.append(places)
            del pieces[run]
    return found


def _alone(pieces: Sequence[Token], language: Language) -> Iterator[bool]:
    """For each piece, is it a number for certain: by itself, and no part of a whole?

    Pieces side by side are, where neither is added to the other: words that part, halve or link numbers are longer than
    what stands between them.
    """
    parted = [
        b.start - a.end <= _NEAR
        and ((a.kind == "digits" and b.kind == "digits") or _are_parted(a.kind, a.text, b.kind, b.text, language))
        for a, b in pairwise(pieces)
    ]
    return map(and_, [False, *parted], [*parted, False])


@lru_cache(maxsize=4096)
def _are_parted(before: str, text: str, kind: str, behind: str, language: Language) -> bool:
    """Are two pieces side by side surely two numbers?"""
    if before == kind == "word":
        last, token = Token(0, 0, before, text), Token(0, 0, kind, behind)
        return not _adds(last, token, language) and not _hundreds(last, token, language)
    return before in _SINGLE and kind in _SINGLE


def _part(folded: str, token: Token, language: Language, around: Matchers) -> Number | None:
    """The part of a whole that a token begins, or ends as the "thirds" of "two thirds"; None for no part."""
    found: Part | None = None
    if token.kind == "sign":
        found = parts.sign(folded, token.start, token.end, language, around)
    elif token.kind == "fraction":
        found = parts.fraction(folded, token.start, token.end, language, around)
    elif token.kind == "word" or (token.kind == "digits" and len(token.text) == 1):
        found = parts.ratio(folded, token.start, language, around)
        if found is None and token.kind == "digits" and folded.startswith("/", token.end):
            found = parts.slash(folded, token.start, around)
    return Number(found.start, found.end, found.value, found.unit, False, True, found) if found else None


@lru_cache(maxsize=4096)
def _plain(text: str) -> Decimal | None:
    """The worth of digits that are read one way, None of any other."""
    plain = digits.unmistakable(text)
    return Decimal(plain) if plain else None


def _value(folded: str, run: list[Token], language: Language, sign: str) -> Number | None:
    """The worth of a run of pieces, or None where the words make no number ("millions" alone)."""
    start, end = run[0].start, run[-1].end
    around = matchers(language)
    if run[0].kind == "fraction":
        return None
    if run[0].kind in ("sign", "signed") and len(run) == 1:
        worth, finely = _with_sign(run[0].text)
        return Number(start, end, worth, None, False, False, Part(start, end, worth, finely))
    if run[0].kind in ("scale", "letter") and len(run) == 1:
        return _bare_scale(folded, run[0], language, around)
    if len(run) == 1 and run[0].kind == "digits" and (value := _plain(run[0].text)) is not None:
        half = around.and_half.match(folded, end)
        return Number(start, half.end() if half else end, value + Decimal("0.5") if half else value, None, True, False)
    if len(run) == 1 and run[0].kind == "word":
        half = around.and_half.match(folded, end)
        value = Decimal(language.words[run[0].text])
        return Number(start, half.end() if half else end, value + Decimal("0.5") if half else value, None, True, True)
    scaled = any(t.kind in ("scale", "letter") for t in run)
    total = group = Decimal(0)
    unit: Decimal | None = None
    scale = Decimal(1)
    for token in run:
        if token.kind in ("digits", "slip"):
            percent = not scaled and around.percent.match(folded, end) is not None
            alone = not scaled and not percent and not around.points.match(folded, end)
            added = token is not run[0]  # the "955,347" of "1 millón 955,347" counts whole things
            text = token.text if token.kind == "slip" else digits.plain(token.text, sign, alone or added, percent)
            group += Decimal(text)
            unit = Decimal(1).scaleb(-len(text.partition(".")[2]))
        elif token.kind in ("sign", "signed"):
            worth, unit = _with_sign(token.text)
            group += worth
        elif token.kind == "word":
            worth = Decimal(language.words[token.text])
            group = group * worth if worth == 100 and _of_hundreds(group) else group + worth
            unit = Decimal(1)
        else:
            scale = Decimal({**language.scales, **language.letters}[token.text])
            if group >= _MILLION <= scale:
                scale, scaled = Decimal(1), False  # "2,118,406 million" is told in full already
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


def _with_sign(text: str) -> tuple[Decimal, Decimal]:
    """What "7½" or "½" is worth, and how finely it is told."""
    return parts.signed(text[-1], int(text[:-1].strip(" \u00a0") or 0))


def _bare_scale(folded: str, token: Token, language: Language, around: Matchers) -> Number | None:
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
