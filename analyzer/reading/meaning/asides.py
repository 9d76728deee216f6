"""What a figure is of instead of the result: another year, an earlier day, one place inside the contest's own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from analyzer.folding import CAPITAL
from analyzer.model import Quantity
from analyzer.reading.meaning.passage import Led, Passage

_YEAR_BEFORE, _YEAR_BEHIND = 220, 36  # how far from the figure a year still dates it
_WITHIN, _NEXT = 70, 36  # from a cue of turnout to its figure, and to the name of the place
_BEHIND = 40  # and from the figure to the name of the place behind it
_FIRST = 40  # characters into a sentence at which the name of the place stands that it begins with
_WHERE, _NAMED = 140, 30  # from "where" to the last figure of its clause, and from the name of the place to it
_TOLD = 6  # characters from the comma behind a name to a day, where more is said of who bears it than the day
_WON, _LEAD = 60, 30  # from the name of a place that was won to the figure, and from what leads up to it to the name
_ENDED = re.compile("[;.:)\u2014]")
_CLAUSE = re.compile("[;:]")
_NEXT_FIGURE = re.compile(r" ?[:=] ?\d")
_CUT = re.compile("[,;]")
_OF_A_NOUN = re.compile(r" [a-z]+ ([a-z]+) (?:[a-z]+ )?")  # between a year and its figure ("2021 showing of ")
_PLACE = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(rf"(?<!\w){CAPITAL}[a-zß-öø-ÿ]+ $")
_SAID = 70  # characters from a verb of saying to the name of the place where it was said
_THAT = re.compile(r" ([a-z]+)")
_NAME = re.compile(rf"(?<!\w){CAPITAL}[\w'’-]+(?: {CAPITAL}[\w'’-]+)*")


def elsewhere(passage: Passage, q: Quantity, near: tuple[int, int]) -> list[str]:
    """Another year, or one place inside the contest's own, that the number is confined to."""
    found = _places(passage, q, near)
    now = this_time(passage, q)
    if now:
        found.append("this time")
    if passage.years:
        found += _of_years(passage, q, near, now)
    if passage.earlier_days and (day := _earlier_day(passage, q, near)):
        found.append("of an earlier day")
        if passage.parted(day, q.start):
            found.append("time parted")
    return found


def _places(passage: Passage, q: Quantity, near: tuple[int, int]) -> list[str]:
    """One place inside the contest's own that the number is confined to, or the contest's own named right behind it."""
    found = []
    behind = _named_place(passage, "place_after", q.end, min(near[1], q.end + _BEHIND), _BEHIND)
    if _within(passage, q, near):
        found += ["of one place", "turnout of a place"]
    elif behind:
        found.append("of its own place" if _is_home(passage, behind) else "of one place")
    elif (opens := _opens_in(passage)) and not _is_of_all(passage, opens, q):
        found.append("said in a place" if _is_said(passage, opens, q) else "of one place")
        if passage.parted(opens, q.start):
            found.append("place parted")
    located = bool(found)
    if _where(passage, q):
        found.append("where it was")
    if _won(passage, q, near):
        found.append("a place won")
    elif not located and (before := _in_clause(passage, q, near)):
        found.append("said in a place" if _is_said(passage, before, q) else "a place before")
    return found


def _is_of_all(passage: Passage, place: int, q: Quantity) -> bool:
    """Is all of it spoken of between a place and the figure ("In Port Ella she had 44 percent, nationwide 51")?"""
    return any(place <= cue.start and cue.end <= q.start for cue in passage.telling if cue.kind == "whole")


def _is_said(passage: Passage, place: int, q: Quantity) -> bool:
    """Does somebody speak between a place and the figure, and it is where he did ("In Port Ella he said that …")?

    Or before the place, and what he says begins behind it ("she said in Port Ella that …").
    """
    begins = _THAT.match(passage.folded, place)
    if begins and passage.language.patterns["that"].fullmatch(begins[1]):
        place = max(passage.sentence.start, place - _SAID)
    some = passage.words.between(place, q.start)
    return any(hit.kind == "speech" for hit in passage.language.speech.find(passage.words, some))


def _earlier_day(passage: Passage, q: Quantity, near: tuple[int, int]) -> int:
    """Where a day before the vote ends, or 0: one named before the figure in its sentence, or right behind it."""
    for start, end in passage.earlier_days:
        if end <= q.start and q.start - end < _YEAR_BEFORE and not _is_of_somebody(passage, start, end):
            return end
        right_behind = q.end <= start <= min(q.end + _YEAR_BEHIND, near[1])
        if right_behind and not _CUT.search(passage.folded, q.end, start):
            return end
    return 0


def _is_of_somebody(passage: Passage, start: int, end: int) -> bool:
    """Is a day told of somebody named before ("Roe, who fell ill on 3 May, got 7 %", "Roe, taken ill in May, got")?"""
    if not any(m.end <= start for m in passage.people):
        return False
    opens = passage.folded.rfind(", ", passage.sentence.start, start)
    apposed = any(m.end == opens for m in passage.people) and start - opens > _TOLD and passage.folded[end] == ","
    return apposed or _in_a_relative(passage, start, end)


def _where(passage: Passage, q: Quantity) -> bool:
    """Does a clause about a place other than the contest's reach to the figure ("in Port Ella, where Roe got …")?"""
    start = max(passage.sentence.start, q.start - _WHERE)
    # Where an accent alone tells it from a word that joins two figures ("où", "ou"), it has to be written.
    joins = passage.language.patterns["to"]
    begun = [
        m
        for m in passage.language.patterns["where"].finditer(passage.folded, start, q.start)
        if _follows_a_place(passage, m.start(), m.end())
        and not (passage.text[m.start() : m.end()] == m.group() and joins.fullmatch(m.group()))
    ]
    if not begun or _ENDED.search(passage.folded, begun[-1].end(), q.start):
        return False
    start = max(passage.sentence.start, begun[-1].start() - _NAMED)
    named = _PLACE.findall(passage.folded, start, begun[-1].start())
    return passage.own.home.isdisjoint(named)


def _follows_a_place(passage: Passage, at: int, end: int) -> bool:
    """Does a comma, or a name of nobody known, stand right before ("in Port Ella, where", "in Port Ella where")?"""
    if passage.text[at - 2 : at] == ", ":
        return True
    if passage.text[at].isupper() or passage.text[end : end + 1].isalnum():  # "Mohamed Ould" is no "où"
        return False
    named = _LAST_WORD.search(passage.text, passage.sentence.start, at) is not None
    return named and not any(m.end == at - 1 for m in passage.mentions)


def _won(passage: Passage, q: Quantity, near: tuple[int, int]) -> bool:
    """Is the figure by how much, or with what, a place was won ("carried Johnson County by 6 points")?"""
    start = max(near[0], q.start - _WON)
    return any(start <= p.start and p.end <= q.start and p.won for p in _places_named(passage))


def _in_clause(passage: Passage, q: Quantity, near: tuple[int, int]) -> int:
    """Where the name of a place ends that stands between the figure before, or a clause's end, and the figure; or 0."""
    start = max(near[0], q.start - _WHERE)
    before = [p for p in _places_named(passage) if start <= p.start and p.end <= q.start and p.leads]
    if not before or _CLAUSE.search(passage.folded, before[-1].end, q.start):
        return 0
    return 0 if _in_a_relative(passage, before[-1].start, before[-1].end) else before[-1].end


def _in_a_relative(passage: Passage, start: int, end: int) -> bool:
    """Does what stands there end a clause that only tells of somebody ("Roe, who was born in Port Ella, got …")?"""
    if passage.folded[end : end + 1] not in (",", ")"):
        return False
    opening = max(passage.sentence.start, start - _WHERE)
    return passage.language.sources["relative"].search(passage.folded, opening, start) is not None


def _places_named(passage: Passage) -> list[Led]:
    """The names in a sentence that words lead up to which say that they are places; nobody's, nor the contest's own."""
    if passage.led is None:
        passage.led = list(_find_places(passage))
    return passage.led


def _find_places(passage: Passage) -> Iterator[Led]:
    sentence, folded = passage.sentence, passage.folded
    if passage.text[sentence.start + 1 : sentence.end].islower():
        return
    won, first = passage.idioms["place_won"], passage.idioms["place_first"]
    calendar = passage.language.patterns["calendar"]
    for name in _NAME.finditer(passage.text, sentence.start, passage.places[-1][0]):
        before = max(sentence.start, name.start() - _LEAD)
        is_won = won.search(folded, before, name.start()) is not None
        led = first.search(folded, before, name.start())
        leads = led is not None and not _in_a_name(passage, led.start())
        if not is_won and not leads:
            continue
        # "in Port Ella Roe had …": what is known ends the name
        end = next((m.start for m in passage.mentions if name.start() < m.start < name.end()), name.end())
        known = any(m.start <= name.start() < m.end for m in passage.mentions)
        found = _PLACE.findall(folded, name.start(), end)
        words = [word for word in found if word not in passage.language.determiners]  # "La Paz", "El Alto"
        own = any(word in passage.own.home or calendar.fullmatch(word) for word in words)
        if words and not known and not own and not _is_title(passage, words[0]):
            yield Led(name.start(), end, is_won and _goes_on(passage, end), leads)


def _in_a_name(passage: Passage, at: int) -> bool:
    """Does a word stand between two capitalised ones, the first of which begins no sentence ("Strength in Unity")?"""
    word = _LAST_WORD.search(passage.text, passage.sentence.start, at)
    if word is None or word.start() == passage.sentence.start:
        return False
    return not any(m.start <= word.start() < m.end for m in passage.mentions)


def _goes_on(passage: Passage, end: int) -> bool:
    """Is a name all that is said there, and no word of a noun that follows ("won Republican hearts by …")?"""
    word = _PLACE.match(passage.folded, end + 1)
    return passage.folded[end] != " " or word is None or word.group() in passage.language.function_words


def this_time(passage: Passage, q: Quantity) -> int:
    """Where words last stand before the figure in its sentence that take it back to this vote ("this time"), or 0."""
    found = passage.language.patterns["this_time"].finditer(passage.folded, passage.sentence.start, q.start)
    return max((m.end() for m in found), default=0)


def _of_years(passage: Passage, q: Quantity, near: tuple[int, int], now: int) -> list[str]:
    """Which year the figure belongs to, as far as one says; `now` is where the sentence comes back to this vote."""
    year = str(passage.contest.date.year)
    before = _year_before(passage, q, now)
    if before and before[2] != year and not _is_told(passage, before, q):
        return ["of another year"] + ["time parted"] * passage.parted(before[1], q.start)
    if (not before or before[2] != year) and _other_year(passage, q, near):
        return ["of another year"]
    if before and before[2] != year:
        return ["another year told"]
    return ["of this year"] if before else []


def _year_before(passage: Passage, q: Quantity, since: int) -> tuple[int, int, str] | None:
    """The nearest year before the figure in its sentence, behind a place; None where there is none within reach."""
    before = [year for year in passage.years if since < year[1] <= q.start]
    return before[-1] if before and q.start - before[-1][1] < _YEAR_BEFORE else None


def _is_told(passage: Passage, year: tuple[int, int, str], q: Quantity) -> bool:
    """Is a year before the figure of what was told first ("her 2021 share of 47, taking …", "who won in 2020, …")?"""
    start, end, _ = year
    if start in passage.told_of:
        return False
    between = [o for o in passage.figures if end <= o.start < q.start]
    of = _OF_A_NOUN.fullmatch(passage.folded, end, between[0].start) if between else None
    if of and passage.language.patterns["of"].fullmatch(of[1]):
        return True
    ahead = [o for o in passage.figures if o.end <= start <= o.end + _YEAR_BEHIND]
    if ahead and not _CUT.search(passage.folded, ahead[-1].end, start):
        goes_on = passage.language.patterns["to"].match(passage.folded, end + 1)  # "from 57 percent in 2027 to 47"
        if passage.folded[end : end + 1] in ",)" or (goes_on and passage.folded[goes_on.end()] == " "):
            return True
    return _in_a_relative(passage, start, end) or _closed(passage, start, end, q)


def _closed(passage: Passage, start: int, end: int, q: Quantity) -> bool:
    """Does a year stand in a relative clause that commas close before the figure (", who in 2020 had 61, called …")?"""
    opening = passage.folded.rfind(", ", passage.sentence.start, start)
    if opening < 0 or passage.folded.find(", ", end, q.start) < 0:
        return False
    return passage.language.idioms["relative_gap"].match(passage.folded[opening:start]) is not None


def _other_year(passage: Passage, q: Quantity, near: tuple[int, int]) -> bool:
    """Does a year right behind the figure say that it belongs to that, and is it not the contest's?"""
    behind = (y for y in passage.years if y[0] >= q.end and y[0] not in passage.told_of)
    start, end, after = next(behind, (0, 0, ""))
    if not after or end > q.end + _YEAR_BEHIND or near[1] < start or _CUT.search(passage.folded, q.end, start):
        return False
    if _NEXT_FIGURE.match(passage.folded, end):
        return False  # "61.3% (2021: 68%)"
    return after != str(passage.contest.date.year)


def _opens_in(passage: Passage) -> int:
    """Where the name of the place ends that the sentence begins with ("In Allegheny County …"), 0 for none."""
    if passage.opens_in is None:
        start = passage.sentence.start
        name = _named_place(passage, "place_first", start, start + 60, _FIRST)
        passage.opens_in = 0 if name is None or _is_home(passage, name) else name.end()
    return passage.opens_in


def _within(passage: Passage, q: Quantity, near: tuple[int, int]) -> bool:
    """Is the turnout that is named before the figure a place's ("turnout in Port Ella was 61 percent")?"""
    return any(
        near[0] <= cue.start
        and q.start - _WITHIN < cue.end <= q.start
        and (name := _named_place(passage, "place_within", cue.end, q.start, _NEXT)) is not None
        and not _is_home(passage, name)
        for cue in passage.telling
        if cue.kind == "turnout"
    )


def _named_place(passage: Passage, idiom: str, start: int, end: int, reach: int) -> re.Match[str] | None:
    """The capitalised word within reach that the idiom leads up to, unless it is of somebody known, or a day."""
    end = min(end, passage.sentence.end)
    # Most often no word is capitalised, but for the first, up to which nothing leads.
    if passage.text[start + 1 : min(end, start + reach + 1)].islower():
        return None
    for found in _PLACE.finditer(passage.text, start, end):
        if found.start() - start > reach:
            break
        word = passage.folded[found.start() : found.end()]
        is_name = passage.text[found.start()].isupper() and word not in passage.language.determiners
        if is_name and passage.links(idiom, start, found.start()):
            named = any(m.start <= found.start() < m.end for m in passage.mentions)
            known = named or passage.language.patterns["calendar"].fullmatch(word)
            return None if known or _is_title(passage, word) else found
    return None


def _is_title(passage: Passage, word: str) -> bool:
    """Does a word stand before somebody's name ("39 % à M. Roe", "à Mme Roe")?"""
    return word in passage.language.genders


def _is_home(passage: Passage, name: re.Match[str]) -> bool:
    """Is a name one of the contest's own place?"""
    return passage.folded[name.start() : name.end()] in passage.own.home


def of_place(seen: Collection[Collection[str]]) -> bool:
    """Are some of the figures of one place inside the contest's own?"""
    signs = ("of one place", "regional close", "regional close,", "a place won", "a place before")
    return any(sign in observed for observed in seen for sign in signs)


def aside(seen: Collection[Collection[str]]) -> str:
    """What figures that were all left alone speak of instead of the result: "poll", "place", "vote", "year" or ""."""
    for observed in seen:
        found = ""
        for o in observed:
            if o.startswith("poll"):
                return "poll"
            if o.startswith(("regional", "of one place", "a place", "where it was")):
                found = "place"
            elif not found and o.startswith("other_vote"):
                found = "vote"
            elif not found and o.startswith(("of another year", "of an earlier day", "earlier")):
                found = "year"
        if found:
            return found
    return ""
