"""Teams told by whose they are: "sus abogados sostienen", "son équipe affirme", "segundo o seu porta-voz".

In English the possessive is a pronoun ("her lawyers say") and is resolved with the others; in the Romance languages it
agrees with what is had, says nothing of who has it, and is looked for here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

from analyzer.reading.languages.language import Language
from analyzer.reading.languages.words import Words

_VERB = 45  # characters behind a team in which its verb stands
_LEADS_UP = 12  # characters between "according to" and a team
_ARTICLE = 3  # characters between a verb and a possessive: "garantiu o seu"
_REACH = 400  # characters before a team in which the one stands whose it is
_OPENS = 40  # characters into a sentence at which the one stands whom it is about
_STOPS = re.compile(r"[.!?\n](?=\s|$)")

Spoken = tuple[int, int, str]  # where somebody stands, and the campaign that speaks for him


def find(words: Words, language: Language, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The places of teams that say something, in order; `pattern` is that of a team with its possessive."""
    for i in words.among(language.possessives):
        team = pattern.match(words.folded, words.starts[i])
        if team and _says(words, language, *team.span()):
            yield team.span()


def _says(words: Words, language: Language, start: int, end: int) -> bool:
    """Does a verb of saying stand close behind a place, or "according to" or one that inverts right before it?"""
    hits = language.speech.find(words, words.between(start - 3 * _LEADS_UP, end + _VERB))
    inverts = language.idioms["inverted"]
    for hit in hits:
        before = start - hit.end  # characters
        if hit.kind == "according" and 0 <= before <= _LEADS_UP:
            return True
        if hit.kind == "says" and hit.start >= end:
            return True
        if hit.kind == "says" and 0 < before <= _ARTICLE and inverts.fullmatch(words.folded, hit.start, hit.end):
            return True
    return False


def whose(folded: str, at: int, spoken: Sequence[Spoken]) -> str:
    """The campaign of whom a text before a place is about, "" where nobody stands near enough who has one.

    Of several in one sentence it is about the one that it begins with.
    """
    ends = itemgetter(1)
    near = spoken[bisect_right(spoken, at - _REACH, key=ends) : bisect_right(spoken, at, key=ends)]
    # Of whom a quotation speaks its speaker is not: the mark between the two closes it.
    before = [s for s in near if folded.count('"', s[1], at) % 2 == 0]
    if not before:
        return ""
    start, _, campaign = before[-1]
    stops = [stop.end() for stop in _STOPS.finditer(folded, max(0, start - _REACH), start)]
    begins = stops[-1] if stops else max(0, start - _REACH)
    first = next(s for s in before if s[0] >= begins)
    return first[2] if first[0] - begins < _OPENS else campaign
