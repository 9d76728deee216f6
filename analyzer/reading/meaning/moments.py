"""Which moment of a count a text says its figures are of: "the second bulletin", "as of 10 p.m. on Monday".

Only what tells two counts of one source apart is taken: a numbered bulletin, a bulletin of a date, a time on a day. A
day alone ("as of Wednesday") sees many counts come and go, and a time alone stands on every day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from analyzer.reading.languages.beginnings import openings
from analyzer.reading.languages.language import Language, alternatives, first_of
from analyzer.reading.languages.matchers import SIGN
from analyzer.reading.languages.words import Words

_REACH = 70  # characters behind "as of" in which its day and time stand
_NEAR = 40  # characters behind a figure in which its own moment may stand ("51.2 % in the first bulletin")
_WEEK = 7
_SINCE = 44  # characters before a year in which "since" stands
_JUST_BEFORE, _LONG_BEFORE = 2, 160  # days: a vote may take two; of a day long before, the year is not sure
_MONTHS = 9  # a month named alone is one of so many before the vote, or one of the next in which it is counted
YEAR = re.compile(r"(?:19|20)\d\d(?<![\d.,-]....)(?![\d%]|[.,]\d)")
_OF_A_YEAR = re.compile(r",? (?:[a-z]{1,3} )?(?:19|20)\d\d")
_APART = re.compile("[;\n]")


class Moment(NamedTuple):
    """A place that names the moment of a count; `as_of` is a date, a date and time, a weekday and time, a bulletin."""

    start: int
    end: int
    as_of: str


@dataclass(frozen=True)
class _Patterns:
    """A language's words of time, compiled.

    A text in which none of `phrases` stands has no `phrase`; one without any of the words `bulletins` has no bulletin,
    and so on.
    """

    clock: re.Pattern[str]
    phrase: re.Pattern[str]
    numbered: re.Pattern[str]
    counted: re.Pattern[str]
    several: re.Pattern[str]
    in_turn: re.Pattern[str]
    dated: re.Pattern[str]
    date: re.Pattern[str]
    month: re.Pattern[str]
    weekday: re.Pattern[str]
    afternoon: re.Pattern[str]
    phrases: frozenset[str]
    bulletins: frozenset[str]
    ordinals: frozenset[str]
    several_bulletins: frozenset[str]
    months: frozenset[str]


@cache
def _patterns(language: Language) -> _Patterns:
    words = language.moments
    months = "|".join(f"(?P<m{i}>{month})" for i, month in enumerate(words["months"], 1))
    days = "|".join(f"(?P<d{i}>{day})" for i, day in enumerate(words["weekdays"]))
    ordinals = "|".join(f"(?P<o{i}>{ordinal})" for i, ordinal in enumerate(words["ordinals"], 1))
    bulletin = alternatives(words["bulletin"])
    articles = alternatives(sorted(language.determiners))
    ordinal, of = language.patterns.source("ordinal"), language.patterns.source("of")
    numbered = language.patterns.source("numbered")
    number = rf"(?P<day>\d{{1,2}})(?:{ordinal}|°)?"
    date = rf"(?<!\w)(?:{number} (?:{of} )?(?:{months})|(?:{_unnamed(months)}) (?P<day2>\d{{1,2}}))(?!\w)"
    return _Patterns(
        clock=re.compile(
            r"(?<![\d.,])(?P<hour>[01]?\d|2[0-4])(?:[:.h](?P<minute>[0-5]\d))?"
            rf"(?: ?(?P<half>[ap])\.? ?m(?:\.|\b)| ?(?P<word>{alternatives(words['hours'])})\b)?"
            r"(?![\d.,]*\d|[ \u00a0]?%)"
        ),
        phrase=re.compile(rf"(?<!\w){alternatives(words['as_of'])}(?!\w)"),
        # "Segundo o boletim" is no second one.
        numbered=re.compile(rf"(?<!\w)(?:{ordinals}) (?:(?!{articles} )\w+ )?{bulletin}(?!\w)"),
        counted=re.compile(rf"(?<!\w){bulletin} (?:(?:{numbered}|{SIGN}) ?)?(?P<n>\d{{1,2}})(?![\w%]|[.,:/]\d| %)"),
        several=re.compile(rf"(?<!\w){alternatives(words['bulletins'])}(?!\w)"),
        in_turn=re.compile(rf"(?<!\w){alternatives(words['in_the'])} (?:{ordinals})(?=[,:(]| \()"),
        dated=re.compile(rf"(?<!\w){bulletin} {alternatives(words['bulletin_of'])} "),
        date=re.compile(date),
        month=re.compile(rf"(?<!\d )(?<!\w){alternatives(words['in_month'])}(?:(?<=['-])| )(?:{months})(?!\w|\.? \d)"),
        weekday=re.compile(rf"(?<!\w)(?:{days})(?!\w)"),
        afternoon=re.compile(rf" {alternatives(words['afternoon'])}(?!\w)"),
        phrases=openings(words["as_of"]),
        bulletins=first_of(words["bulletin"]),
        ordinals=first_of(words["ordinals"]),
        several_bulletins=first_of(words["bulletins"]),
        months=first_of(words["months"]),
    )


def _unnamed(months: str) -> str:
    """The months again under other names, for a date that begins with the month."""
    return re.sub(r"\?P<m(\d+)>", r"?P<n\1>", months)


class Moments:
    """Finds the moments of one document's counts. `published` is its date, where known; `voted` the contest's."""

    def __init__(self, words: Words, language: Language, voted: dt.date, published: str) -> None:
        self._folded, self._voted = words.folded, voted
        self._patterns, self._since = _patterns(language), language.idioms["since"]
        self._published = _date(published)
        several = not words.known.isdisjoint(self._patterns.several_bulletins)
        # "Two bulletins": from there on "the first" is one.
        self._several = self._patterns.several.search(words.folded) if several else None
        self._bulletins = words.known & self._patterns.bulletins
        self._ordinals = words.known & self._patterns.ordinals if self._bulletins else frozenset()
        self._phrases = [text for text in self._patterns.phrases if text in words.folded]
        self._months = words.known & self._patterns.months

    def within(self, start: int, end: int) -> list[Moment]:
        """The moments that a sentence names, in order of place."""
        found = []
        bulletin = self._has(self._bulletins, start, end)
        patterns = [self._patterns.numbered] if bulletin and self._has(self._ordinals, start, end) else []
        if self._several and self._several.end() < end:
            patterns.append(self._patterns.in_turn)
        for pattern in patterns:
            for m in pattern.finditer(self._folded, start, end):
                found.append(Moment(*m.span(), f"bulletin {_number(m, 'o')}"))
        if bulletin:
            for m in self._patterns.counted.finditer(self._folded, start, end):
                found.append(Moment(*m.span(), f"bulletin {int(m['n'])}"))
            for m in self._patterns.dated.finditer(self._folded, start, end):
                if date := self._patterns.date.match(self._folded, m.end(), end):
                    found.append(Moment(m.start(), date.end(), self._day(date).isoformat()))
        if self._has(self._phrases, start, end):
            for m in self._patterns.phrase.finditer(self._folded, start, end):
                found += self._timed(m.start(), m.end(), min(end, m.end() + _REACH))
        return sorted(found, key=lambda moment: moment.start)

    def _has(self, some: Collection[str], start: int, end: int) -> bool:
        """Does one of some texts stand between two places?"""
        return any(self._folded.find(text, start, end) >= 0 for text in some) if some else False

    def earlier(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where days or months stand that were before the vote ("on May 4", "in February", of a vote on May 18)."""
        found: list[tuple[int, int]] = []
        if not self._has(self._months, start, end):
            return found
        for date in self._patterns.date.finditer(self._folded, start, end):
            month = _number(date, "m") or _number(date, "n")
            try:
                day = dt.date(self._voted.year, month, int(date["day"] or date["day2"]))
            except ValueError:
                continue
            before = _JUST_BEFORE < (self._voted - day).days < _LONG_BEFORE
            if before and self._is_when(start, end, date):
                found.append(date.span())
        for named in self._patterns.month.finditer(self._folded, start, end):
            months = (self._voted.month - _number(named, "m")) % 12
            if 0 < months <= _MONTHS and self._is_when(start, end, named):
                found.append(named.span())
        return sorted(found)

    def _is_when(self, start: int, end: int, found: re.Match[str]) -> bool:
        """Is a day or month neither of a year that is told, nor since when something is ("in prison since March")?"""
        if _OF_A_YEAR.match(self._folded, found.end(), end):
            return False
        month = self._folded.rfind(" ", found.start(), found.end()) + 1
        return not any(is_since(self._folded, start, at, self._since) for at in (found.start(), month))

    def another_time(self, start: int, end: int) -> bool | None:
        """Is another year, or a day or month before the vote, spoken of? None where no time is, False in its year."""
        found = YEAR.finditer(self._folded, start, end)
        years = [year.group() for year in found if not is_since(self._folded, start, year.start(), self._since)]
        if str(self._voted.year) in years:
            return False
        return True if years or self.earlier(start, end) else None

    def _timed(self, start: int, at: int, end: int) -> list[Moment]:
        """The moment behind "as of", where it has a time and a day."""
        apart = _APART.search(self._folded, at, end)
        end = apart.start() if apart else end
        clocks = self._patterns.clock.finditer(self._folded, at, end)
        clock = next((c for c in clocks if any(c.group("minute", "half", "word"))), None)
        if clock is None or clock.start() - at > _NEAR:
            return []
        date = self._patterns.date.search(self._folded, at, end)
        weekday = self._patterns.weekday.search(self._folded, at, end)
        hour, midnight = int(clock["hour"]) % 24, clock["hour"] == "24"  # "24:00 on July 28" begins July 29
        if date:
            day = (self._day(date) + dt.timedelta(midnight)).isoformat()
        elif weekday:
            day = self._weekday((_number(weekday, "d") + midnight) % _WEEK)
        else:
            return []
        if clock["half"]:
            hour = hour % 12 + (12 if clock["half"] == "p" else 0)
        elif hour < 12 and self._patterns.afternoon.match(self._folded, clock.end(), end):
            hour += 12  # "4:00 in the afternoon"
        last = max(m.end() for m in (clock, date, weekday) if m)
        return [Moment(start, last, f"{day}{'T' if day[0].isdigit() else ' '}{hour:02}:{clock['minute'] or '00'}")]

    def _day(self, date: re.Match[str]) -> dt.date:
        """The day that a date without a year means: the first of its name from the day of the vote on."""
        month = _number(date, "m") or _number(date, "n")
        day = int(date["day"] or date["day2"])
        for year in (self._voted.year, self._voted.year + 1):
            try:
                found = dt.date(year, month, day)
            except ValueError:
                continue
            if found >= self._voted:
                return found
        return self._voted

    def _weekday(self, weekday: int) -> str:
        """The last such day up to that of the document; where that is unknown, the day's name alone."""
        # A document "of the year 1" has no date: that is how some programs write none.
        if self._published is None or self._published.year == dt.MINYEAR:
            return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[weekday]
        return (self._published - dt.timedelta((self._published.weekday() - weekday) % _WEEK)).isoformat()


def is_since(folded: str, begins: int, year: int, since: re.Pattern[str]) -> bool:
    """Does a year only say since when, or until when, something was so ("the first since 1968")?

    `begins` is where its sentence does.
    """
    return since.search(folded, max(begins, year - _SINCE), year) is not None


def of(start: int, end: int, moments: Sequence[Moment], folded: str) -> str:
    """The moment of the figure at a place: one right behind it, else the last before it, else the next."""
    behind = next((m for m in moments if m.start >= end), None)
    if behind and behind.start - end < _NEAR and not re.search(r"[\d,;]", folded[end : behind.start]):
        return behind.as_of
    before = [m for m in moments if m.end <= start]
    if before:
        return before[-1].as_of
    return behind.as_of if behind else ""


def _number(found: re.Match[str], prefix: str) -> int:
    """The number of the named alternative that matched, 0 where none did."""
    return next((int(name[1:]) for name, text in found.groupdict().items() if text and name[0] == prefix), 0)


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
