"""The patterns of a language that stand around a number, put together once."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache

from analyzer.reading.languages.beginnings import first_words, last_words
from analyzer.reading.languages.language import Language, alternatives

_SIGNS = (r"n\.?°s?\.?", "[#№]")
#: A sign before a number that is a name.
SIGN = "|".join(_SIGNS)


@dataclass(frozen=True)
class Matchers:
    """What may stand before and behind a number: units, nouns, dates, links to the next number.

    A pattern is tried only where the word or sign next to the number is among those that it begins with behind a number
    (`percent_begins` and so on) or ends with before one (`months_end` and so on).
    """

    percent: re.Pattern[str]
    points: re.Pattern[str]
    noun: re.Pattern[str]
    and_half: re.Pattern[str]
    of_a_point: re.Pattern[str]
    of_a_whole: re.Pattern[str]
    of_a_scale: re.Pattern[str]
    out_of: re.Pattern[str]
    link: re.Pattern[str]
    parallel: re.Pattern[str]
    owned: re.Pattern[str]
    ranged: re.Pattern[str]
    between: re.Pattern[str]
    joined: re.Pattern[str]
    month_before: re.Pattern[str]
    month_after: re.Pattern[str]
    weekday_before: re.Pattern[str]
    one_before: re.Pattern[str]
    one_part: re.Pattern[str]
    of_every: re.Pattern[str]
    of_every_ten: re.Pattern[str]
    numbered: re.Pattern[str]
    ordinal: re.Pattern[str]
    hour: re.Pattern[str]
    clock: re.Pattern[str]
    clock_after: re.Pattern[str]
    percent_begins: Container[str]
    points_begin: Container[str]
    months_begin: Container[str]
    months_end: Container[str]
    numbered_ends: Container[str]
    hours_end: Container[str]
    nouns_begin: Container[str]


@cache
def matchers(language: Language) -> Matchers:
    """The matchers of a language."""
    p = {name: language.patterns.source(name) for name in language.patterns}
    his = alternatives(sorted(language.pronouns)) if language.head_last else alternatives([])
    tens = [word for word, worth in {**language.words, **language.scales}.items() if worth in (10, 100)]
    kinds = "|".join(f"(?P<{kind}>{language.nouns.source(kind)})" for kind in language.nouns)
    return Matchers(
        percent=re.compile(rf"[ \u00a0]*-?{p['percent']}(?!\w)"),
        points=re.compile(rf"[ \u00a0]*-?{p['points']}(?!\w)"),
        noun=re.compile(rf"(?:[ \u00a0]+(?:{p['of']}[ \u00a0]+)?|-)(?:{p['adjective']}[ \u00a0]+){{0,3}}(?:{kinds})"),
        of_a_point=re.compile(
            rf"[ \u00a0-](?:{p['of']} )?(?:(?:(?:{p['a']}|1)[ \u00a0-])?(?P<points>{p['points']})"
            rf"|(?:{p['a']}|1)[ \u00a0-]?(?P<percent>{p['percent']}))(?!\w)"
        ),
        of_a_whole=re.compile(rf"[ \u00a0](?:{p['of']}|{p['part_of']})(?!\w)"),
        of_a_scale=re.compile(rf"[ -](?:{p['of']} )?(?:{p['a']} )?(?P<scale>[a-z]+)"),
        and_half=re.compile(rf"{p['and_a_half']}(?!\w)"),
        out_of=re.compile(rf" {p['out_of']} "),
        link=re.compile(rf"(?: |-)?(?:{p['to']})?(?: |-)?"),
        parallel=re.compile(rf",? {p['to']} (?:(?!{p['of']} |\d)[\w.'-]+ ){{0,3}}"),
        owned=re.compile(rf" {p['to']} (?:{his}|(?:\w[\w.-]* ){{0,3}}\w[\w.-]*(?:{p['possessive']})) "),
        ranged=re.compile(rf"(?<!\w){p['range_opening']}[ \u00a0]+$"),
        between=re.compile(rf"(?<!\w){p['between']}[ \u00a0]+(?:[a-z]+ ){{0,2}}$"),
        joined=re.compile(rf" (?:{p['joins']}) (?:[a-z]+ )?"),
        month_before=re.compile(rf"(?<!\w){p['month']} (?:{p['of']} )?$"),
        month_after=re.compile(rf" (?:{p['of']} )?{p['month']}(?!\w)"),
        weekday_before=re.compile(rf"(?<!\w){p['weekday']} (?:(?:[a-z]+ ){{0,2}}\()?$"),
        numbered=re.compile(rf"(?:(?<!\w){p['numbered']}|(?<!\w){_SIGNS[0]}|{_SIGNS[1]})[ \u00a0]?$"),
        hour=re.compile(rf"(?<!\w){p['hour']}[ \u00a0]?$"),
        clock=re.compile(rf"(?<!\w){p['clock']}[ \u00a0]$"),
        clock_after=re.compile(rf"[ \u00a0]{p['clock_after']}(?!\w)"),
        ordinal=re.compile(rf"{p['ordinal']}(?!\w)|°"),
        one_before=re.compile(rf"(?<!\w)(?P<a>{p['a']})[ -](?:{p['of']} {p['a']} )?$"),
        one_part=re.compile(rf"(?<!\w){p['one_part']}(?=(?: [a-z'-]+){{0,2}} {p['in_every']} )"),
        of_every_ten=re.compile(rf"(?<!\w){p['of_every']} (?:{'|'.join(['100?', *tens])})(?!\w)[^.;:!?\n\d]*$"),
        of_every=re.compile(rf"(?<!\w){p['of_every']} $"),
        percent_begins=first_words([p["percent"], "-"]),
        points_begin=first_words([p["points"], "-"]),
        months_begin=first_words([p["of"], p["month"]]),
        months_end=last_words([p["of"], p["month"]]),
        numbered_ends=last_words([p["numbered"], *_SIGNS]),
        hours_end=last_words([p["hour"]]),
        nouns_begin=first_words([p["of"], p["adjective"], *(language.nouns.source(kind) for kind in language.nouns)]),
    )
