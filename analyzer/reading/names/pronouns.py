"""Whom "this last one" stands for, and whom pronouns cannot: who is named beside another, who was beaten …"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from analyzer.reading.languages.language import Language
from analyzer.reading.names import outcome
from analyzer.reading.names.mentions import STOP, Mention

_FIGURE = re.compile(r"[a-z,] .*\d")
_ONE_CLAUSE = re.compile(r"[^,.;:\"]*")
_OPENINGS = (". ", "! ", "? ", ".\u00a0")
_VERB = 50  # characters from a pronoun to the object of its verb
_SENTENCE = 240  # characters from the subject of a sentence to whom it beat
_QUOTED = 600  # characters of a quotation that a pronoun may stand behind
_NEARBY = 12  # mentions back to which whoever is meant by "himself" is looked for
_RECENT = 6  # mentions back to which the former and the latter are looked for
_AGAIN = ("pronoun", "former", "latter")  # whom a mention by these stands for is named elsewhere
_LISTED = 60  # characters between two in a list of figures
_WORD_BEHIND = re.compile(r"[ \u00a0]([^\W\d_]+)")
_DATIVE = 3  # characters of a mention that its article may take


def is_doubled(folded: str, m: Mention, behind: Sequence[Mention], language: Language) -> bool:
    """Does a pronoun only announce whom its verb goes on to name ("le da al exministro 50,2")?"""
    doubled = language.idioms["doubled"]
    return any(doubled.fullmatch(folded, m.start, other.start + _DATIVE) is not None for other in behind)


def may_be(
    folded: str, before: list[Mention], m: Mention, behind: Sequence[Mention], language: Language
) -> list[Mention]:
    """Of the mentions before a pronoun those that it may stand for."""
    beat, other = beaten(folded, m, behind, language), named_beside(folded, m, behind)
    if beat:
        before = [d for d in before if d.candidate != beat]
    if last_is_no_subject(folded, before, m, language):
        before = before[:-1]
    other = other or listed_beside(folded, before, m, language)
    return [d for d in before if d.candidate != other] if other else before


def beaten(folded: str, m: Mention, behind: Sequence[Mention], language: Language) -> str:
    """Whom the subject of a verb of winning or losing beat or lost to ("he beat NAME"): nobody beats himself."""
    for other in behind:
        near = other.candidate and other.start - m.end < _VERB
        if near and language.idioms["over_gap"].search(folded[m.end : other.start]):
            return other.candidate
    return ""


def named_beside(folded: str, m: Mention, behind: Sequence[Mention]) -> str:
    """Whom a sentence sets against a pronoun that it has first: "He got 42 percent and NAME 41" is of two.

    First in the sentence, or before a figure that is not his own ("with his 42 percent, NAME").
    """
    opens = m.start == 0 or folded[m.start - 1] == "\n" or folded[m.start - 2 : m.start] in _OPENINGS
    for o in behind:
        gap = folded[m.end : o.start]
        if o.how == "name" and not STOP.search(gap) and (opens or _FIGURE.search(gap)):
            return o.candidate
    return ""


def listed_beside(folded: str, before: Sequence[Mention], m: Mention, language: Language) -> str:
    """Whom a list of figures names right before it gives a pronoun one: another ("45.6 for NAME and 45.5 for her")."""
    last = before[-1] if before else None
    if last is None or last.how == "pronoun" or m.start - last.end > _LISTED or _has(folded, m.end, language):
        return ""
    figure = _linked_figure(language).match(folded, last.end, m.start)
    if figure is None or language.idioms["towards_gap"].match(folded[figure.end() : m.start]) is None:
        return ""
    return last.candidate


def _has(folded: str, end: int, language: Language) -> bool:
    """Does a pronoun have what stands behind it ("for her party")?"""
    word = _WORD_BEHIND.match(folded, end)
    return word is not None and word[1] not in language.function_words


@cache
def _linked_figure(language: Language) -> re.Pattern[str]:
    """A figure behind a word that sets it against the one before."""
    return re.compile(rf",? (?:{language.patterns.source('to')}) \d[\d.,\u00a0]*(?<=\d)")


def last_is_no_subject(folded: str, before: Sequence[Mention], m: Mention, language: Language) -> bool:
    """Does a pronoun go on about the one before the last of some mentions, whom that one beat, met or answered?"""
    return (
        _last_is_beaten(folded, before, language)
        or _is_rival(folded, before)
        or _is_subjects(folded, before, m, language)
    )


def _last_is_beaten(folded: str, before: Sequence[Mention], language: Language) -> bool:
    """Is the last of some mentions whom the one before it beat ("A beat B. He …")? A pronoun goes on about A."""
    if len(before) < 2:
        return False
    a, b = before[-2:]
    most = 2 * _VERB if STOP.search(folded, a.end, b.start) else _SENTENCE
    if a.candidate == b.candidate or b.start - a.end > most:
        return False
    return language.idioms["over_gap"].search(folded[max(a.end, b.start - _VERB) : b.start]) is not None


def _is_rival(folded: str, before: Sequence[Mention]) -> bool:
    """Is the last of some mentions a rival in the clause that begins with the other ("A hailed her rival. She …")?"""
    if len(before) < 2 or before[-1].how != "rival" or before[-1].candidate == before[-2].candidate:
        return False
    a, b = before[-2:]
    return b.start - a.end <= _VERB and _ONE_CLAUSE.fullmatch(folded, a.end, b.start) is not None


def _is_subjects(folded: str, before: Sequence[Mention], m: Mention, language: Language) -> bool:
    """Does a pronoun stand for whom a sentence begins with ("A met B and said he", "A denied B's claim, saying he")?"""
    if len(before) < 2 or before[-1].candidate == before[-2].candidate:
        return False
    a, b = before[-2:]
    first, second = folded[a.end : b.start], folded[b.end : m.start]
    joins = language.patterns["joins"].fullmatch
    if len(first) > _VERB or not _ONE_CLAUSE.fullmatch(first) or any(map(joins, first.split())) or STOP.search(second):
        return False
    words = ["", *second.split()]
    gerund = language.idioms["gerund"].fullmatch
    pairs = zip(words[-3:-1], words[-2:], strict=False)  # a verb, and perhaps "that", before the pronoun
    return any(joins(link) or (link.endswith(",") and gerund(verb)) for link, verb in pairs)


def outside_quote(folded: str, m: Mention, before: list[Mention], language: Language) -> list[Mention]:
    """Whom a pronoun that says what is quoted right before it may stand for: `"I beat NAME," he said` is not NAME."""
    verb = language.idioms["inverted"].match(folded, m.end + 1)
    closes = folded.rfind('"', max(0, m.start - 3), m.start) if verb else -1
    opens = folded.rfind('"', max(0, closes - _QUOTED), closes) if closes > 0 else -1
    if opens < 0 or "\n" in folded[opens:closes]:
        return before
    return [d for d in before if not opens < d.start < closes] or before


def of_two(
    folded: str,
    before: Sequence[Mention],
    mentions: Sequence[Mention],
    i: int,
    leading: Sequence[str],
    genders: Mapping[str, str],
    language: Language,
) -> str:
    """Whom the i-th mention stands for: "the former" or "the latter" of those named before, "this last one"."""
    here = mentions[i]
    named = [m for m in before if m.how == "name"]
    if language.patterns["last_named"].fullmatch(folded, here.start, here.end):
        named = [m for m in before if m.how not in _AGAIN]
        said = next((g for word in folded[here.start : here.end].split() if (g := language.genders.get(word))), "")
        fits = [m for m in named if genders.get(m.candidate, said) == said] if said else named
        if fits and fits[-1] is not named[-1]:
            return fits[-1].candidate
    recent = list(dict.fromkeys(m.candidate for m in reversed(named[-_RECENT:])))
    if len(recent) > 2:  # of three, the first and the second are the main two
        recent = [c for c in recent if c in leading] if outcome.in_pair(folded, mentions, i) else recent
    return recent[here.how == "former"] if len(recent) > 1 else ""


def himself(folded: str, done: Sequence[Mention], m: Mention, sides: Mapping[str, str], language: Language) -> str:
    """Whom "himself" stands for, "" where it is none: whoever gave a figure to the one named last, else that one.

    "It gives Roe 38 percent and 33 to himself", "90 votes for Roe, 80 for his own". `sides`: a campaign -> whose it is.
    """
    said = language.patterns["himself"].match(folded, m.start)
    if said is None or said.end() != m.end:
        return ""
    told = [(d, c) for d in reversed(done[-_NEARBY:]) if (c := d.candidate or sides.get(d.source, ""))]
    last, whose = told[0] if told else (m, "")
    gap = folded[last.end : m.start].strip(" ,").split()
    given = bool(gap) and (gap[0][0].isdigit() or language.patterns["joins"].fullmatch(gap[0]) is not None)
    if not given or not any(word[0].isdigit() for word in gap):
        return whose  # "Roe, who had 45 percent then, gives himself 52"
    return next((c for _, c in told if c != whose), "")


def by_figures(folded: str, done: Sequence[Mention], here: Mention, language: Language) -> str:
    """What "this last one" is by, behind a winner or loser whom only the figures decide; "" elsewhere."""
    last = next((d for d in reversed(done) if not d.source and d.how not in _AGAIN), None)
    decides = last is not None and last.how in outcome.BY_FIGURES and not last.candidate
    return last.how if last and decides and language.patterns["last_named"].fullmatch(folded, *here[:2]) else ""
