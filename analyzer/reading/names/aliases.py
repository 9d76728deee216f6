"""The forms under which a contest's candidates and sources are written, in a language.

Beside the aliases of the contest: surnames, party names, the one word that a long name is cut to.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.folding import fold
from analyzer.model import Contest, SourceKind
from analyzer.reading.languages.language import Language, bodies
from analyzer.reading.languages.words import Words
from analyzer.reading.names import countries

_LETTERS = 3  # of an acronym that is put together from a name
_LINKING = 4  # words behind the head of a name up to what tells it apart


@dataclass(frozen=True)
class Alias:
    """Whom a form names, and where it does."""

    candidate: str
    source: str
    capital: bool  # counts only where the text writes it with a capital letter
    weak: bool  # a word as common as "for" or "no": counts only beside a figure
    answer: bool = False  # "yes" or "no": without a capital where it is marked as one ("the no", "«no»")
    name: frozenset[str] = frozenset()  # of a head alone ("the Commission"): the words that may stand beside it
    head: bool = False  # an article before a head ("del consejo"): not where a longer form begins with the head
    first: bool = False  # a first name: counts only alone, of a candidate whom the text names in full


def _surnames(contest: Contest) -> dict[str, str]:
    """Last words of the candidates' names that belong to one of them only -> candidate id.

    No body's ("Party"), and not the country's ("Together for Velmora").
    """
    last = {c.id: fold(c.name.split()[-1]) for c in contest.candidates if len(c.name.split()) > 1}
    counts = Counter(last.values())
    others = bodies() | countries.words(contest.country)
    return {name: id for id, name in last.items() if counts[name] == 1 and len(name) > 2 and name not in others}


def _first_names(contest: Contest, language: Language) -> dict[str, str]:
    """First words of the candidates' names that say who is meant, and nothing else -> candidate id."""
    first = {c.id: fold(c.name.split()[0]) for c in contest.candidates if len(c.name.split()) > 1}
    counts = Counter(first.values())
    common = language.function_words | language.stopwords | countries.words(contest.country)
    return {name: id for id, name in first.items() if counts[name] == 1 and len(name) > 2 and name not in common}


def _heads(contest: Contest, language: Language) -> dict[str, str]:
    """The one word by which a source of several words is named for short ("the Tribunal", "the Commission") -> its id.

    It stands first or last in the name, as the language has it, and belongs to one source of the contest only.
    """
    heads: dict[str, set[str]] = {}
    for s in contest.sources:
        for form in (s.name, *s.aliases):
            words = form.split()
            if len(words) < 2 or s.kind == SourceKind.MEDIA:
                continue
            head = _head([fold(word) for word in words], language)
            if head in language.heads:
                heads.setdefault(head, set()).add(s.id)
    return {form: next(iter(ids)) for form, ids in heads.items() if len(ids) == 1}


def _head(words: Sequence[str], language: Language) -> str:
    """The word that says what a name is of: the first; in English that before "of", "on", … or the last."""
    if not language.head_last:
        return words[0]
    joins = language.patterns["and"].fullmatch
    small = (i for i, word in enumerate(words) if i and word in language.function_words and not joins(word))
    before = words[next(small, len(words)) - 1]
    return before if before in language.heads else words[-1]


def _initials(contest: Contest, language: Language) -> dict[str, str]:
    """The initials of a source's name ("CNE", "CENI") -> its id: of all words but those of grammar, and of capitals."""
    found: dict[str, set[str]] = {}
    for s in contest.sources:
        words = [w for w in s.name.replace("-", " ").split() if fold(w) not in language.function_words]
        for some in (words, [w for w in words if w[0].isupper()]):
            form = fold("".join(w[0] for w in some if w[0].isalpha()))
            if len(form) >= _LETTERS and len(form) == len(some):
                found.setdefault(form, set()).add(s.id)
    return {form: next(iter(ids)) for form, ids in found.items() if len(ids) == 1}


def _speakers(contest: Contest, language: Language) -> dict[str, str]:
    """The surnames of the people among a source's aliases ("Joyce Bandu" of the commission) -> its id."""
    last: dict[str, set[str]] = {}
    none = {*re.findall(r"\w+", fold(f"{contest.name} {contest.id}")), *countries.words(contest.country)}
    none |= {fold(c.party).split()[-1] for c in contest.candidates if c.party}
    for s in contest.sources:
        if s.kind in (SourceKind.MEDIA, SourceKind.POLLSTER):
            continue
        for form in s.aliases:
            words = form.split()
            person = 2 <= len(words) <= 3 and form != s.name and all(w[0].isupper() and not w.isupper() for w in words)
            person = person and fold(words[-1]) not in none  # "Forward Velmora"
            if person and not any(fold(w) in language.heads for w in words) and len(words[-1]) > 2:
                last.setdefault(fold(words[-1]), set()).add(s.id)
    return {form: next(iter(ids)) for form, ids in last.items() if len(ids) == 1}


def of(contest: Contest, language: Language) -> dict[str, Alias]:
    """Folded alias -> whom it names. A form that two candidates, or two sources, share names neither."""
    candidates: dict[str, set[str]] = {}
    sources: dict[str, set[str]] = {}
    written: dict[str, str] = {}
    for people, table in ((contest.candidates, candidates), (contest.sources, sources)):
        for one in people:
            for form in (one.name, *one.aliases):
                key = fold(" ".join(form.split()))
                table.setdefault(key, set()).add(one.id)
                written[key] = form
    heads = _heads(contest, language)
    short: set[str] = set()
    others = {*_surnames(contest), *(fold(c.party) for c in contest.candidates)}
    for form, id in (heads | _speakers(contest, language) | _initials(contest, language)).items():
        if form not in candidates and form not in sources and form not in others:
            sources[form] = {id}
            written[form] = form.capitalize()
    kinds = {s.id: s.kind for s in contest.sources}
    for head, id in heads.items():
        if kinds[id] not in (SourceKind.CAMPAIGN, SourceKind.MEDIA, SourceKind.POLLSTER):
            for article in language.determiners:  # "the board", where the name has a capital and this has none
                key = f"{article} {head}"
                if key not in written:
                    short.add(key)
                    written[key] = key
                sources.setdefault(key, {id})
    for c in contest.candidates:
        if c.party and (c.party.isupper() or " " in c.party):
            key = fold(c.party)
            if key not in candidates and key not in written:
                candidates.setdefault(key, set()).add(c.id)
                written[key] = c.party
    for form, id in _surnames(contest).items():
        candidates.setdefault(form, set()).add(id)
        written.setdefault(form, form.capitalize())
    names = {s.id: frozenset(fold(w) for form in (s.name, *s.aliases) for w in form.split()) for s in contest.sources}
    answers = {id for _, id in answering(contest, language)}
    found = {}
    for key, form in written.items():
        candidate, source = (next(iter(t[key])) if len(t.get(key, ())) == 1 else "" for t in (candidates, sources))
        if candidate or source:
            weak = key in language.function_words
            capital = form[:1].isupper() and (form.isupper() or " " not in form)
            whole = heads.get(key) == source or (key in short and not language.head_last)
            answer = candidate in answers and " " not in key
            name = names[source] if whole else frozenset[str]()
            found[key] = Alias(candidate, source, capital, weak, answer, name, key in short)
    for form, id in _first_names(contest, language).items():
        found.setdefault(form, Alias(id, "", True, False, first=True))
    return found


def answering(contest: Contest, language: Language) -> list[tuple[str, str]]:
    """(answer, candidate id) where the candidates are the answers to a question."""
    found = []
    for answer, pattern in language.answers.items():
        word = language.patterns[answer]
        for c in contest.candidates:
            forms = [fold(form) for form in (c.id, c.name, *c.aliases)]
            if any(form == answer or word.fullmatch(form) or pattern.fullmatch(form) for form in forms):
                found.append((answer, c.id))
                break
    return found if len(found) == 2 else []


def answers(folded: str, start: int, end: int, language: Language) -> bool:
    """Does a name begin with an answer and say to what ("no to the recall", "non à la révocation")?"""
    said = (language.patterns[answer].match(folded, start, end) for answer in ("yes", "no"))
    return any(found is not None and folded[found.end() : found.end() + 1] == " " for found in said)


def of_another(text: str, words: Words, i: int, stop: int, name: frozenset[str], language: Language) -> bool:
    """Is the head of a name, at the i-th word up to `stop`, part of another one ("the European Commission")?

    `name` are the words of the names whose head it is.
    """
    if language.head_last:
        at = words.starts[i - 1] if i else 0
        beside = words.texts[i - 1] if i and at + len(words.texts[i - 1]) + 1 == words.starts[i] else ""
        return _is_anothers(text, at, beside, name, language)
    first = bisect_left(words.starts, stop)
    for k in range(first, min(first + _LINKING, len(words.texts))):  # "la Commission de l'Union africaine"
        at, beside = words.starts[k], words.texts[k]
        if at - stop != 1:
            return False
        if text[at].isupper() or beside not in language.function_words:
            return _is_anothers(text, at, beside, name, language)
        stop = at + len(beside)
    return False


def _is_anothers(text: str, at: int, beside: str, name: frozenset[str], language: Language) -> bool:
    """Is a word beside the head of a name, where there is one, a name of its own?"""
    return beside != "" and text[at].isupper() and beside not in name and beside not in language.function_words
