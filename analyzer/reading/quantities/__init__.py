"""The number reader: every number of a text, with what it is worth, how finely it was printed and what it counts.

`numbers` reads the digits and words; here they get their unit, their noun and their hedge; what one of a pair leaves
out it takes from the other (`elisions`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from analyzer.bounds import printed_unit
from analyzer.model import Hedge, Quantity
from analyzer.reading.languages.language import Language
from analyzer.reading.languages.matchers import SIGN, Matchers, matchers
from analyzer.reading.languages.words import Words
from analyzer.reading.quantities import elisions, leads, masses, numbers, ratios
from analyzer.reading.quantities.numbers import Number

SAMPLING = "sampling"  # the noun of a margin of error
_FEW = 13  # number words below this that count nothing are mostly none ("one of two")
FRACTION_POINTS = 5.0  # what a fraction in words ("two thirds") leaves open, in points
# A bare number from here on has the unit of a count. A smaller one is told by its sentence: to call each above 100 a
# count here was worth a point on plain news, and cost up to four elsewhere (docs/decisions/weights-log.md).
COUNTED = 1000
MASS = "mass"  # the noun of a number that is one of a mass

_CURRENCY = re.compile(
    r"(?:[$€£¥₦₽₡₲₵₹₱₴₫₭₸₺৳฿]|\b(?:us|r|c|a|rd)\$|\busd|\beur|\bsh|\brs\.?|\bbs\.?|\bs/\.?)[ \u00a0]?$"
)
_CURRENCY_AFTER = re.compile(r"[ \u00a0]?(?:[$€£¥₦₽₹]|usd\b|eur\b)")
# The words and signs that what is looked for right before or behind a number has next to it (`Words.before`).
_CURRENCIES = frozenset(("", "usd", "eur", "sh", "rs", "bs", *"$€£¥₦₽₡₲₵₹₱₴₫₭₸₺৳฿./"))
_CLOCK_BEGINS = frozenset(("", "am", "pm", "a", "p", ":", "."))
_HOUR_ENDS = ("", ":")
_ERRORS_END = ("", "±", "-", "−", "–")
_ORDINAL_BEGINS = ("", "°")
_NOUN_GAPS = (" ", "\u00a0", "-")
_HOUR_BEGUN = re.compile(r"\d[:h]$")
_ITEM = re.compile(r"[.)] +[^\W\d]")
_ENTRY = re.compile(r"(?:[01]?\d|2[0-3])[.:h][0-5]\d ?(?:\||[-\u2013\u2014] )")
_TIMED = re.compile(r"""\n[ \t]*((?:[01]?\d|2[0-3])[.:h][0-5]\d) (?=["'(\[]?[^\W\d_][^\n]{24})""")
_IN_DATES = ("-", "/", ".")
_HOURS = 24
_TOLD = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_SEATS = 3000  # no parliament has more; so many "members" are a party's, or a union's
_PERCENT = 100
_ENTRIES = 3  # so many lines that begin with a time make a live report
_CLOCK = re.compile(r"(?:[:h.][0-5]\d)?(?:[ \u00a0]?(?:am|pm|a\.m|p\.m)\b|h\d{0,2}\b)|:[0-5]\d|[hH]\d{2}\b")
_DATE = re.compile(r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})\b")
_NUMBERED = re.compile(rf"{SIGN}|[a-z]{{2,4}}\.")  # such is a name however large
_PADDED = re.compile(r"0\d{2,}")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def read(text: Words, language: Language) -> list[Quantity]:
    """Every number of a text, in order of place. Never raises, whatever the text."""
    found, masses = apart(text, language)
    if not masses:
        return found
    return sorted([*found, *(of_mass(text, *span) for span in masses)], key=lambda q: q.start)


def of_mass(text: Words, start: int, end: int) -> Quantity:
    """One of a mass of numbers, of which nobody asks what it is worth."""
    return Quantity(start, end, text.folded[start:end], 0.0, 1.0, "", Hedge.EXACT, MASS)


def apart(text: Words, language: Language) -> tuple[list[Quantity], list[tuple[int, int]]]:
    """The numbers of a text, and where those of its masses stand, which nothing more is looked up for; in order."""
    around = matchers(language)
    folded = text.folded
    found: list[Quantity] = []
    written, packed = numbers.find(text, language)
    inner = len(packed)
    errors = language.sampling_begins & text.known
    end = 0
    for number, mass in zip(written, _of_masses(folded, written), strict=True):
        if number.start < end:
            continue  # the "ciento" of "por ciento"
        if mass or number.value is numbers.UNTOLD:
            packed.append((number.start, number.end))
            end = number.end
        elif q := _quantity(text, number, language, around, errors):
            found.append(q)
            end = q.end
    if inner:
        packed.sort()
    found = elisions.completed(folded, ratios.told(folded, _timed(folded, found), around), around)
    return leads.in_points(folded, found, language), packed


def _of_masses(folded: str, written: Sequence[Number]) -> bytes | bytearray:
    """For each number, is it one of a mass?"""
    packed = bytearray(len(written))
    if len(written) < masses.SPOKEN:
        return packed
    for some in masses.found(folded, [number.start for number in written], masses.MASS):
        packed[some.start : some.stop] = b"\1" * len(some)
    spoken = [i for i, number in enumerate(written) if number.words and number.value != 1]
    for some in masses.found(folded, [written[i].start for i in spoken], masses.SPOKEN):
        for i in spoken[some.start : some.stop]:
            packed[i] = 1
    return packed


def _timed(folded: str, found: list[Quantity]) -> list[Quantity]:
    """The numbers with the times marked that the lines of a live report begin with ("21.50 The mayor says …")."""
    times = {time.start(1) - 1 for time in _TIMED.finditer(f"\n{folded}")}
    if len(times) < _ENTRIES:
        return found
    return [replace(q, unit="", noun="time") if q.start in times else q for q in found]


def _quantity(
    text: Words, number: Number, language: Language, around: Matchers, errors: Collection[str]
) -> Quantity | None:
    """The number with its unit, hedge and noun; None for a number word that counts nothing ("one of them").

    `errors` are the words of the text that what names a margin of error may begin with.
    """
    folded, start = text.folded, number.start
    next_ = text.behind(number.end)
    number, unit, end = _unit(folded, number, next_, around)
    if number.words and language.patterns["no_figure"].match(folded, start):
        return None  # "at one point", "un punto de vista"
    one = not unit and number.words and number.plain and number.value == 1
    if one and not _is_one_vote(folded, start, end, language, around):
        return None  # an article: "un recuento", "one count"
    ahead = text.before(start)
    beside = text.behind(end) if unit else next_
    noun, end = _noun(folded, number, unit, beside, end, around)
    nouned = noun != ""
    if not unit and not noun:
        noun = _other_kind(folded, number, ahead, next_, end, around)
    few = not unit and number.words and not noun and number.value < _FEW
    ratio = few and (around.out_of.match(folded, end) or ratios.opened(folded, start, around))
    if few and not ratio and not leads.told(folded, start, end, language):
        return None
    next_ = text.behind(end) if nouned and not unit else beside
    if _is_sampling(folded, start, end, ahead, next_, language, errors):
        noun = SAMPLING
    if unit == "points" and not nouned and _is_money_before(folded, start, ahead):
        noun = "money"
    unit = unit or (
        "count"
        if noun in ("votes", "sheets", "voters", "people") or number.unit is not None or number.value >= COUNTED
        else ""
    )
    hedge = _hedge(folded, start, end, ahead, next_, language)
    return Quantity(start, end, folded[start:end], float(number.value), _resolution(number, unit), unit, hedge, noun)


def _is_one_vote(folded: str, start: int, end: int, language: Language, around: Matchers) -> bool:
    """Is it the vote by which somebody leads ("won by one vote"), not an article?"""
    noun = around.noun.match(folded, end)
    return noun is not None and noun.lastgroup == "votes" and leads.before(folded, start, language)


def _unit(folded: str, number: Number, next_: str, around: Matchers) -> tuple[Number, str, int]:
    """The number, with a half that is told behind its unit; its unit, or ""; and where they end."""
    if number.part and number.part.of:
        return number, number.part.of, number.end
    if next_ in around.percent_begins and (found := around.percent.match(folded, number.end)):
        return number, "percent", found.end()
    if number.value < 1 and (found := around.of_a_point.match(folded, number.end)) and found["points"]:
        return number, "points", found.end()  # "0.25 of a point"
    if next_ in around.points_begin and (found := around.points.match(folded, number.end)):
        half = around.and_half.match(folded, found.end())
        if half is None:
            return number, "points", found.end()
        more = number._replace(value=number.value + Decimal("0.5"), unit=Decimal("0.5"))
        return more, "points", half.end()
    return number, "percent" if _leaves_out_percent(folded, number, next_, around) else "", number.end


def _leaves_out_percent(folded: str, number: Number, next_: str, around: Matchers) -> bool:
    """Has a number decimals, and is it some of the votes ("which is 53.47 of the total votes cast")?"""
    if number.unit is not None or number.value > _PERCENT or not number.value % 1 or next_ not in around.nouns_begin:
        return False
    counted = around.noun.match(folded, number.end) if around.of_a_whole.match(folded, number.end) else None
    return counted is not None and counted.lastgroup in ("votes", "voters")


def _noun(folded: str, number: Number, unit: str, next_: str, end: int, around: Matchers) -> tuple[str, int]:
    """What a number counts, or "", and where it ends, with its noun where that is all the unit it has."""
    sign = folded[end : end + 1]
    apart = sign == "-" or (sign in _NOUN_GAPS and next_ in around.nouns_begin)
    nouned = around.noun.match(folded, end) if apart and unit != "points" else None
    if number.part and number.part.counted >= 0:
        nouned = around.noun.match(folded, number.part.counted)  # "un bulletin sur deux"
    if nouned is None or _HOUR_BEGUN.search(folded, max(0, number.start - 2), number.start):
        return "", end  # "10:23 Votes cast: …" begins with a time
    noun = nouned.lastgroup or ""
    if noun == "time" and unit == "percent" and not around.of_a_whole.match(folded, end):
        return "", end  # "58 % quelques heures avant la clôture"
    if noun == "other" and unit == "percent":
        noun = "things"  # "71 per cent of reports" may be of the count, where "71 reports" is not
    if noun == "seats" and number.value >= _SEATS:
        noun = "people"
    return noun, nouned.end() if unit == "" else end


def _resolution(number: Number, unit: str) -> float:
    """The last printed unit of a number: what it brings along, what a fraction leaves open, or that of its digits."""
    if number.unit is not None:
        return float(number.unit)
    if number.part and number.part.of:
        return FRACTION_POINTS
    if number.part and number.part.unit is not None:
        return float(number.part.unit)
    return float(printed_unit(format(number.value, "f"), count=unit == "count"))


def _is_money_before(folded: str, start: int, ahead: str) -> bool:
    """Does a sign or the short name of a currency stand before a number?"""
    return ahead in _CURRENCIES and _CURRENCY.search(folded, max(0, start - 40), start) is not None


def _is_sampling(
    folded: str, start: int, end: int, ahead: str, next_: str, language: Language, errors: Collection[str]
) -> bool:
    """Is the number the margin of error of a sample ("± 2.5 points")?"""
    if errors or ahead in _ERRORS_END:
        window = folded[max(0, start - 72) : start]
        named = ahead in _ERRORS_END or any(word in window for word in errors)
        if named and language.sampling_before.search(window) is not None:
            return True
    return next_ in language.sampling_goes_on and language.sampling_after.match(folded, end) is not None


def _other_kind(folded: str, number: Number, ahead: str, next_: str, end: int, around: Matchers) -> str:
    """What a number without unit or noun is, where its surroundings say so: money, time, date, year, ordinal…

    `ahead` and `next_` are the words next to it.
    """
    start, plain = number.start, number.plain
    first = max(0, start - 40)
    if _is_money_before(folded, start, ahead) or (next_ in _CURRENCIES and _CURRENCY_AFTER.match(folded, end)):
        return "money"
    if next_ in _CLOCK_BEGINS and _CLOCK.match(folded, end):
        return "time"
    if (ahead in _HOUR_ENDS and _HOUR_BEGUN.search(folded, first, start)) or _heads_entry(folded, start):
        return "time"
    if plain and number.value <= _HOURS and ahead in around.hours_end and around.hour.search(folded, first, start):
        return "time"
    if _TOLD.fullmatch(folded, start, end) and (
        around.clock.search(folded, first, start) or around.clock_after.match(folded, end)
    ):
        return "time"  # "a las 23.18", "4.10 on Monday morning"
    if plain and number.value <= 31 and ahead in around.months_end and around.month_before.search(folded, first, start):
        return "date"
    if next_ in around.months_begin and around.month_after.match(folded, end):
        return "date"
    if plain and number.value <= 31 and around.weekday_before.search(folded, first, start):
        return "date"  # "el lunes 29", "nesta segunda-feira (7)"
    if _YEAR.fullmatch(folded, start, end):
        return "year"
    if plain and folded[start - 1 : start] == "[" and folded[end : end + 1] == "]":
        return "ordinal"  # of a note: "were approved.[1]"
    sign = around.numbered.search(folded, first, start) if plain and ahead in around.numbered_ends else None
    if sign and (number.value < 100 or _NUMBERED.match(sign.group())):
        return "ordinal"
    if _PADDED.fullmatch(folded, start, end):
        return "ordinal"  # "polling station 041876"
    if plain and _heads_item(folded, start, end):
        return "ordinal"
    if plain and next_ in _ORDINAL_BEGINS and around.ordinal.match(folded, end):
        return "ordinal"
    if folded[end : end + 1] in _IN_DATES or folded[start - 1 : start] in _IN_DATES:
        for found in _DATE.finditer(folded, max(0, start - 10), end + 10):
            if found.start() <= start < found.end():
                return "date"
    return ""


def _heads_entry(folded: str, start: int) -> bool:
    """Does a line of a live report begin with the time ("22.05 | …")?"""
    line = start == 0 or folded[start - 1] == "\n"
    return line and _ENTRY.match(folded, start) is not None


def _heads_item(folded: str, start: int, end: int) -> bool:
    """Does an item of a list begin with its number ("3. The commission …")?"""
    if folded[end : end + 1] not in (".", ")"):
        return False
    ahead = folded[max(0, start - 3) : start].rstrip(" (")
    return (ahead == "" or ahead.endswith("\n")) and _ITEM.match(folded, end) is not None


def _hedge(folded: str, start: int, end: int, ahead: str, next_: str, language: Language) -> Hedge:
    """The class of the words just before the number, else just after it; `ahead` and `next_` are next to it."""
    if words := language.hedges_before.search(ahead, folded[max(0, start - 32) : start]):
        return _hedge_class(words, language)
    if next_ in language.hedges_begin and (found := language.hedges_after.match(folded, end)):
        return _hedge_class(found.group().strip(" ,\u00a0"), language)
    return Hedge.EXACT


@lru_cache(maxsize=1024)
def _hedge_class(words: str, language: Language) -> Hedge:
    return next(
        (Hedge(name.split()[1]) for name, pattern in language.hedge_classes.items() if pattern.fullmatch(words)),
        Hedge.EXACT,
    )
