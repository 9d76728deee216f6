"""Who else speaks for a source, as the document itself introduces them: by an acronym, or by somebody in its service.

"The National Election Board (NEB) …, the NEB said"; "Odessa Quashie, spokeswoman for the Union, … Quashie said". What
is introduced for one source, and for no other, names it wherever the acronym or the surname stands alone, and where
who holds the office is introduced.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache
from typing import TypeVar

from analyzer.folding import CAPITAL, fold
from analyzer.reading.languages.idioms import Sought
from analyzer.reading.languages.language import Language
from analyzer.reading.languages.words import Words
from analyzer.reading.names.descriptions import Named
from analyzer.reading.names.unnamed import NAME

_ACRONYM = re.compile(r" ?\((?:[^\W\d_A-ZÀ-Þ]{1,4}[ '’])?(?P<form>[A-Z][A-Za-z-]{0,9}[A-Z])s?\)")
_CAPITALISED = re.compile(rf"(?<!\w)({CAPITAL}[\w'\u2019.]*)[ -]$")
_APPOSED = r"(?P<name>{name})(?: \([^()\n]{{1,40}}\))?, (?:[\w'’-]+ ){{0,4}}$"  # "NAME, a former judge and " before it
_BEHIND = re.compile(rf",? (?:[\w'’]+\.? )??(?P<name>{NAME})")
_BEFORE = re.compile(_APPOSED.format(name=NAME))
_REACH = 120  # characters of a name and what its bearer is
_OFFICE = 70  # of the words for an office
_SHORT = 3  # letters of a surname
_NEIGHBOURS = 3  # of the named places before one, those that may reach into it


SomeNamed = TypeVar("SomeNamed", bound=Named)


def find(
    text: str,
    words: Words,
    named: Sequence[SomeNamed],
    speaker: Callable[[SomeNamed], str],
    language: Language,
    taken: Container[str],
) -> list[tuple[int, int, str]]:
    """(start, end, source) of the places where what the document introduces names a source, in order.

    `speaker` tells which source a place that is named in `named` speaks for, or ""; forms that are `taken` name
    somebody already.
    """
    forms: dict[str, set[str]] = {}
    acronyms: dict[str, str] = {}  # folded -> as it is written
    places = []
    spans = sorted((m.start, m.end) for m in named)
    for m in named:
        if not (source := speaker(m)):
            continue
        if m.source and (found := _ACRONYM.match(text, m.end)):
            form = found["form"]
            acronyms[fold(form)] = form
            forms.setdefault(fold(form), set()).add(source)
        for start, end in _people(text, words, m, language):
            at = bisect_left(spans, (end, 0))
            known = any(b > start for _, b in spans[max(0, at - _NEIGHBOURS) : at])
            if not known and not _leads(text, start, language):
                for surname in map(fold, text[start:end].split()[1:]):
                    if len(surname) >= _SHORT:
                        forms.setdefault(surname, set()).add(source)
                if text[end : end + 1] == ",":  # "according to the head of the board, NAME, turnout was …"
                    places.append((start, end, source))
    own = {form: next(iter(sources)) for form, sources in forms.items() if len(sources) == 1 and form not in taken}
    for i in words.among(own) if own else ():
        start, form = words.starts[i], words.texts[i]
        end = start + len(form)
        written = acronyms.get(form)
        if text[start:end] == written or (
            not written and text[start].isupper() and not beside_names(text, start, end, language)
        ):
            places.append((start, end, own[form]))
    return places


def _people(text: str, words: Words, m: Named, language: Language) -> Iterator[tuple[int, int]]:
    """Where people stand who hold an office in what a place names."""
    sought = language.sought["office_before"]
    office = sought.search(words, max(0, m.start - _OFFICE), m.start) or _within(sought, words, m)
    begins = office.start() if office else -1
    held = _office_behind(language).match(words.folded, m.end)
    if office and (found := _BEHIND.match(text, m.end)):  # "the head of the board, NAME"
        yield found.span("name")
    if held and (found := _BEHIND.match(text, held.end())):  # "the board's head, NAME", "board chairman NAME"
        yield found.span("name")
    if held:  # "NAME, the board's head"
        begins = m.start
    if begins >= 0 and (found := _BEFORE.search(text, max(0, begins - _REACH), begins)):  # "NAME, head of the board"
        start, end = found.span("name")
        first = fold(text[start:end].split(" ", 1)[0])
        if language.sources["according"].fullmatch(first):  # "Segundo NAME": the capital is the sentence's
            start += len(first) + 1
        yield start, end


def _within(sought: Sought, words: Words, m: Named) -> re.Match[str] | None:
    """What a place that tells of the body by whoever heads it begins with ("the head of the board")."""
    inside = (at + 1 for at in range(m.start, m.end) if words.folded[at] == " ")
    return next((office for at in inside if (office := sought.search(words, m.start, at)) is not None), None)


@cache
def _office_behind(language: Language) -> re.Pattern[str]:
    possessive, office = (language.patterns.source(name) for name in ("possessive", "office"))
    return re.compile(rf"{possessive}? (?:[\w'-]+ ){{0,2}}{office}(?!\w)")


def _leads(text: str, start: int, language: Language) -> bool:
    """Does a name only say where or when ("in New York, the head of the board …")?"""
    first = fold(text[start : start + _REACH].split(" ", 1)[0])
    before = fold(text[max(0, start - 20) : start]).rpartition("\n")[2].split()
    last = before[-1] if before and text[start - 1] == " " else ""
    on = (language.idioms["inverted"], language.patterns["joins"], language.sources["according"])
    leads_on = any(pattern.fullmatch(last) for pattern in on)
    return first in language.stopwords or (last in language.function_words and not leads_on)


def beside_names(text: str, start: int, end: int, language: Language) -> bool:
    """Does a word with a capital stand right before or behind a place, as another part of a name?

    Titles are none, nor are small words at the beginning of a sentence.
    """
    behind = text[end : end + 1] in (" ", "-", "'", "\u2019") and text[end + 1 : end + 2].isupper()
    before = _CAPITALISED.search(text, max(0, start - 30), start)
    word = fold(before[1]).rstrip(".") if before else ""
    small = word in language.genders or word in language.function_words or word in language.stopwords
    return behind or (before is not None and not small and language.sources["according"].fullmatch(word) is None)
