"""Candidates named by what the document calls them elsewhere: "Anna Kovac, a retired judge" … "the retired judge".

A word that stands in apposition to one candidate's name, and to nobody else's, names that candidate wherever it stands
again as the head of a definite description.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from analyzer.folding import fold
from analyzer.model import Candidate, Contest
from analyzer.reading.languages.language import Language, held
from analyzer.reading.languages.words import Words
from analyzer.reading.names.mentions import SHORT_TITLE

_BEFORE = re.compile(r"(?:[ \u00a0]+[\w'-]*[^\W\d_]){1,5}")  # up to five words, read from right to left
_AFTER = re.compile(r",? ?\(?,? ?((?:[^\W\d_][\w'-]*[ \u00a0]?){1,6})")
_ACRONYM = re.compile(r"[A-Z]{2,7}")
_SPELT = 5  # letters of an acronym that may be read out one by one
_VOWELS = frozenset("aeiou")
_BLANKS = (" ", "\u00a0")
_SHORT = 4  # letters of a word that says enough
_STEM = 6  # letters that a party's name and what its members are called have in common
_MOST = 3  # words between the article and the head


class Named(Protocol):
    """A place that names a candidate, a source or both."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def candidate(self) -> str: ...
    @property
    def source(self) -> str: ...


def parties(candidates: Sequence[Candidate]) -> dict[str, str]:
    """Beginning of a word of a party's name that no other candidate's party has -> candidate ("the Democrat")."""
    found: dict[str, set[str]] = {}
    for c in candidates:
        for word in fold(c.party).split():
            if len(word) > _STEM:
                found.setdefault(word[:_STEM], set()).add(c.id)
    return {stem: next(iter(ids)) for stem, ids in found.items() if len(ids) == 1}


def partisans(contest: Contest, language: Language) -> dict[str, str]:
    """What the members of a party are called by its acronym ("priista", "peemedebista") -> its one candidate."""
    found: dict[str, set[str]] = {}
    for c in contest.candidates if language.partisan else ():
        forms = [c.party, *c.aliases, *(a for s in contest.sources if s.candidate == c.id for a in s.aliases)]
        for form in filter(_ACRONYM.fullmatch, forms):
            for name in _read_out(fold(form), language):
                found.setdefault(name, set()).add(c.id)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


def _read_out(acronym: str, language: Language) -> set[str]:
    """An acronym as a word or letter by letter, with the endings that make it what its members are called.

    Of two vowels that meet one may be left out ("pe-te-be-ista", "petebista").
    """
    heads = {acronym}
    if len(acronym) <= _SPELT and all(letter in language.letter_names for letter in acronym):
        spelled = {""}
        for name in map(language.letter_names.__getitem__, acronym):
            spelled = {head + rest for head in spelled for rest in ({name, name[1:]} if _meet(head, name) else {name})}
        heads |= spelled
    heads |= {head[:-1] for head in heads if head[-1] in _VOWELS}
    return {head + ending for head in heads for ending in language.partisan}


def _meet(head: str, name: str) -> bool:
    return len(name) > 1 and head[-1:] in _VOWELS and name[0] in _VOWELS


def called(contest: Contest, language: Language) -> dict[str, str]:
    """Head of an alias that only describes ("mayor of Port Ash"), or a party's member -> whom alone it describes."""
    found: dict[str, set[str]] = {}
    for c in contest.candidates:
        for alias in c.aliases:
            words = fold(alias).split() if alias[:1].islower() else []
            for head in _head(words[1:] if words and words[0] in language.determiners else words, language):
                found.setdefault(head, set()).add(c.id)
    return partisans(contest, language) | {head: next(iter(ids)) for head, ids in found.items() if len(ids) == 1}


def roles(candidates: Sequence[Candidate]) -> dict[str, str]:
    """Role -> the one candidate to whom an alias gives it, in whatever language ("président sortant").

    The alias may be the title of the name ("le président Roe").
    """
    found: dict[str, set[str]] = {}
    for c in candidates:
        names = fold(c.name).split()
        for alias in c.aliases:
            words = alias.split()
            title = [w for w in words if fold(w) not in names]
            if alias[:1].islower() or (len(title) < len(words) and words[: len(title)] == title):
                for role in held(" ".join(title)):
                    found.setdefault(role, set()).add(c.id)
    return {role: next(iter(ids)) for role, ids in found.items() if len(ids) == 1}


def find(
    words: Words,
    around: Sequence[range],
    people: Sequence[Named],
    language: Language,
    stems: Mapping[str, str],
    known: Mapping[str, str],
) -> list[tuple[int, int, str]]:
    """(start, end, candidate) of the definite descriptions among some words that name a candidate.

    `stems` are beginnings of words that name one too (`parties`), where they end the description; `known` are heads
    that name one in any document (`called`).
    """
    folded = words.folded
    heads: dict[str, set[str]] = {head: {candidate} for head, candidate in known.items()}
    for m in people:
        for head in _beside(words, m, language):
            heads.setdefault(head, set()).add(m.candidate)
    own = {head: next(iter(ids)) for head, ids in heads.items() if len(ids) == 1 and head not in language.common}
    if not own and not stems:
        return []
    found = []
    texts, starts = words.texts, words.starts
    stemmed = any(stem in folded for stem in stems)
    for some in around:
        naming = words.among(own, some)
        if stemmed:
            naming += [k for k in some if texts[k][:_STEM] in stems]
        near = sorted({i for k in naming for i in range(max(some.start, k - _MOST - 1), k)})
        for i in near:
            if texts[i] not in language.determiners:
                continue
            last = i + 1
            while (
                last <= i + _MOST + 1
                and last < some.stop
                and starts[last] == starts[last - 1] + len(texts[last - 1]) + 1
            ):
                last += 1
            phrase = range(i + 1, last)
            for k in reversed(phrase) if language.head_last else phrase:
                who = own.get(texts[k]) or stems.get(texts[k][:_STEM])
                if who and (texts[k] in own or _person(texts[k], language)):
                    # "del exalcalde": the preposition inside the article is not part of whom it names.
                    start = i if language.patterns["article"].fullmatch(texts[i]) else i + 1
                    found.append((starts[start], starts[k] + len(texts[k]), who))
                    break
    return found


def _person(word: str, language: Language) -> bool:
    """Can a word be what a member of a party is called, by its ending, and is it no word for a body?"""
    return word not in language.heads and language.patterns["member"].fullmatch(word) is not None


def _beside(words: Words, m: Named, language: Language) -> list[str]:
    """The heads of what stands in apposition to a name, before it or behind it."""
    found, folded = [], words.folded
    ahead = folded[max(0, m.start - 60) : m.start]
    last = ahead[:-1].rpartition(" ")[2]
    before = None
    title = SHORT_TITLE.search(ahead)
    if title and (full := language.titles.get(title[1])):
        found.append(full)
    if ahead[-1:] in _BLANKS and last not in language.function_words and last not in language.determiners:
        before = _BEFORE.match(ahead[::-1])
    if before:
        noun = _content(before.group()[::-1].split(), language)
        if noun and not language.speech.find(words, words.between(m.start - len(noun[-1]) - 1, m.start)):
            found.append(noun[-1] if language.head_last else noun[0])  # not of "the commission credited NAME"
    if folded[m.end : m.end + 2] in (", ", " ("):
        behind = _AFTER.match(folded, m.end)
        if behind:
            apposed = behind.group(1).split()
            if apposed and apposed[0] in language.indefinite:
                found += _head(apposed[1:], language)
    return found


def _head(words: Sequence[str], language: Language) -> list[str]:
    """The head of the noun that some words begin with, up to the first function word; none where it is too short."""
    noun = []
    for word in words:
        if word in language.function_words:
            break
        noun.append(word)
    noun = [w for w in noun if len(w) >= _SHORT]
    return [noun[-1] if language.head_last else noun[0]] if noun else []


def _content(words: Sequence[str], language: Language) -> list[str]:
    """The last words of a run that belong to one noun: up to the nearest function word."""
    kept: list[str] = []
    for word in reversed(words):
        if word in language.function_words or word in language.determiners:
            break
        kept.append(word)
    return [w for w in reversed(kept) if len(w) >= _SHORT]
