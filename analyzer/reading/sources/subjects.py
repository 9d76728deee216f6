"""Whose verb of saying it is: whoever stands nearest and may be its subject, before it or, if it inverts, behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from analyzer.reading.languages.language import Language
from analyzer.reading.languages.lexicon import Hit
from analyzer.reading.names.mentions import Mention

_CLOCK = re.compile(r"\b\d{1,2}(?:[:h.]\d{2}|h\b|(?: ?[ap]\.?m\b\.?))(?: ?(?:[ap]\.?m\b\.?|h(?:rs?)?\b\.?))?")
DIGIT = re.compile(r"\d")
_BEFORE, _BEHIND = 60, 45  # characters between a subject and its verb
_INVERTED = 15  # how much farther off somebody behind the verb is taken to be
_RELATIVE = 14  # characters before a verb in which a relative pronoun stands whose verb it is
_ACTS = 60  # the same for a candidate where the verb may tell what he does, not what he says
_AHEAD = re.compile(r"([^\W\d_]+)[ \u00a0]$")
_WORD = 20  # characters of a word
_OWNS = ("'s ", "' ")
_FIGURE = 50  # characters behind somebody in which a figure stands that he gets
_AHEAD_OF_VERB = 60  # characters before a verb in which a "not", an article, or who rejects what it tells stands
_CLOSE = 12  # characters behind a verb in which its subject stands if there is one

_Subject = tuple[float, Mention, str]


def inverts(folded: str, start: int, end: int, language: Language) -> bool:
    """May the subject of a verb of saying stand behind it?

    It may in "…, said NAME"; in English not behind a word, which is or has its subject ("Roe has said NAME won").
    """
    idioms = language.idioms
    if idioms["inverted"].fullmatch(folded, start, end) is None:
        return False
    ahead = _AHEAD.search(folded, max(0, start - _WORD), start)
    return ahead is None or idioms["inverted_behind"].fullmatch(ahead[1]) is not None


def says_something(folded: str, verb: Hit, language: Language) -> bool:
    """Does a verb of saying say anything? It does not with a "not", nor where one owns to a defeat.

    Nor where it is a noun ("NAME's claim", "verified the tallies").
    """
    idioms, start, before = language.idioms, verb.start, max(0, verb.start - _AHEAD_OF_VERB)
    if idioms["gives_up"].match(folded, start) or idioms["negated_before"].search(folded, before, start):
        return False
    may_be_noun = idioms["noun"].fullmatch(folded, start, verb.end) is not None
    return not may_be_noun or idioms["noun_before"].search(folded, before, start) is None


class Subjects:
    """Finds the subjects of verbs of saying in one document; `speaker` gives the source that somebody speaks for."""

    def __init__(self, folded: str, language: Language, speaker: Callable[[Mention], str]) -> None:
        self._folded, self._language, self._speaker = folded, language, speaker

    def of(
        self, verbs: Iterable[Hit], spoken: frozenset[int], named: list[Mention], again: Mapping[int, int]
    ) -> Iterator[tuple[Hit, Mention, str]]:
        """(verb, its subject, how it says so) of the verbs that have one among those `named` who may speak.

        `spoken`: where verbs begin that can mean nothing but saying. `again`: where words that name somebody again end,
        and begin.
        """
        able = [m for m in named if self._speaker(m)]
        for verb in verbs:
            told = verb.start in spoken
            best = min(self._subjects(verb, told, able, again), key=lambda s: s[0], default=None)
            if best is not None:
                yield verb, best[1], best[2]

    def _subjects(self, verb: Hit, told: bool, able: list[Mention], again: Mapping[int, int]) -> Iterator[_Subject]:
        """(how far off, who, how) of those who may be the subject of a verb; `told`: it means nothing but saying."""
        idioms, folded = self._language.idioms, self._folded
        inverted = inverts(folded, verb.start, verb.end, self._language)
        if not inverted and verb.start:  # "31 % que le da la comisión"
            inverted = idioms["relative_before"].search(folded, max(0, verb.start - _RELATIVE), verb.start) is not None
        for m in able:
            alone = bool(m.candidate) and not m.source
            if m.end <= verb.start:
                gap, limit, how = folded[m.end : verb.start], _BEFORE, "says"
                if m.end < again.get(verb.start - 1, 0):
                    continue  # "… had voted for NAME, it said": the pronoun is the subject
                if m is not able[0] and (self._joined(gap) or self._goes_on(gap, verb)):
                    continue  # "… dismissed NAME's claim and said", "… appealed to NAME, claiming": whoever did so
                if gap.strip() == "," and self._enclosed(m, able):
                    continue  # "the board, which is loyal to NAME, declared": the board did
                if gap.strip(' "') == "," and inverted and any(0 <= o.start - verb.end < _CLOSE for o in able):
                    continue  # "… over NAME, reported the commission": the speaker stands behind the verb
            elif m.start >= verb.end and inverted:
                gap, limit, how = folded[verb.end : m.start], _BEHIND, "says, inverted"
                if alone and gap.strip() and not idioms["to_whom"].fullmatch(gap.rstrip()):
                    continue
                if idioms["dative"].search(gap):
                    continue  # "confirms to the PARTY 1,752,679 votes"
                if alone and self._obtains(m):
                    continue  # "the union, which watched, said NAME won 52 percent"
            else:
                continue
            gap = _CLOCK.sub("", gap)  # "announced at 4:15 pm the commission"
            if len(gap) > limit or "." in gap or DIGIT.search(gap) or gap.count('"') % 2:
                continue  # too far off, or one of the two is quoted and the other is not
            himself = how == "says" and idioms["of_himself"].search(folded, m.end, verb.end) is not None
            if how == "says" and not himself and idioms["passive_gap"].search(gap):
                continue
            if m.candidate and not himself and idioms["proclaimed_after"].match(folded, verb.end):
                continue  # "NAME declared winner": of whom it is said, not who says it
            says = not alone or told or himself
            off = len(gap) + (_INVERTED if how != "says" else 0) + (0 if says else _ACTS)
            if alone:
                how += ", candidate acts" if not says else ", he" if m.how == "pronoun" else ", candidate"
            yield off, m, how

    def _enclosed(self, m: Mention, able: Sequence[Mention]) -> bool:
        """Does somebody end what two commas enclose behind another one?"""
        before = (a for a in able if a.end < m.start and self._folded[a.end] == ",")
        return any("," not in self._folded[a.end + 1 : m.start] for a in before)

    def _obtains(self, m: Mention) -> bool:
        """Does a verb of winning or getting stand right behind somebody, and lead up to a figure?"""
        figure = DIGIT.search(self._folded, m.end, m.end + _FIGURE)
        obtained = self._language.idioms["obtained_before"]
        return figure is not None and obtained.match(self._folded, m.end + 1, figure.start()) is not None

    def _joined(self, gap: str) -> bool:
        """Does a word join a verb to another one before, whose subject it shares?"""
        last = gap.split()[-1:]
        return bool(last) and self._language.patterns["joins"].fullmatch(last[0]) is not None

    def _goes_on(self, gap: str, verb: Hit) -> bool:
        """Is it a participle that goes on about whom the sentence is about ("…, claiming")?"""
        gerund = self._language.idioms["gerund"]
        aside = gap.strip() == "," or (gap.startswith(_OWNS) and gap.endswith(", "))  # "NAME's claim, saying"
        return aside and gerund.fullmatch(self._folded, verb.start, verb.end) is not None
