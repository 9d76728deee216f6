"""Who answers for the figures: the assertions a sentence makes, and how far each carries on.

An assertion is a place that makes somebody answerable ("according to the CNE", "said Machado", "the commission's
count"). It covers the figures of its sentence and of what continues it, until another assertion breaks in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from analyzer.reading.language import Language
from analyzer.reading.names import Mention, Names
from analyzer.reading.sentences import Sentence

_ACCORDING, _SAYS, _POSSESSION, _ANAPHOR, _OFFICIAL, _SUBJECT, _NAMED = 4.0, 3.0, 2.5, 2.3, 2.2, 1.9, 0.9
_CLAUSE = re.compile(r"[;:]|, (?:while|but|mientras|pero|enquanto|mas|tandis|mais|and) ")
_COLON = re.compile(r"[^.;:\d\"]{0,90}: (?=[^\"]{0,40}\d)")
_DATELINE = re.compile(r"\) ?(?:\u2014|-|\.-)")  # "CARACAS (AP) -": who carries the story, not who answers for it
_QUOTES = re.compile(r'"[^"\n]{2,600}"')


_PARAGRAPHS = 3  # how many paragraphs on a result may still be continued
_QUOTE_REACH = 110  # how far from a quotation its speaker may be named
_OPENS, _CLOSES = 12, 30  # an assertion this near to an end of its sentence stands at that end
_FARTHEST = 1.5  # what distance alone can take from an assertion in the same sentence
GOES_ON = "goes on from:"


@dataclass(frozen=True, slots=True)
class Assertion:
    """Somebody made answerable at a place; `source` is "" for somebody the contest does not know."""

    start: int
    end: int
    source: str
    strength: float
    why: str


class Sources:
    """The assertions of one document, sentence by sentence."""

    def __init__(self, folded: str, names: Names, language: Language, mentions: list[Mention]) -> None:
        self._folded, self._names, self._language = folded, names, language
        self._mentions = mentions
        self._starts = [m.start for m in mentions]
        self._quotes = [f.span() for f in _QUOTES.finditer(folded)]
        self._spoken_by: dict[tuple[int, int], list[Assertion]] = {}
        self._last: Assertion | None = None
        self._last_sentence: Sentence | None = None
        self.made = -1  # the paragraph that the last assertion stands in
        self._carries = False  # into the next paragraph: the last assertion was of figures, or an authority's

    def quoted(self, at: int) -> tuple[int, int] | None:
        """The quotation that the place stands in, if any."""
        return next(((a, b) for a, b in self._quotes if a < at < b), None)

    def within(self, sentence: Sentence) -> list[Mention]:
        """The mentions of a sentence."""
        starts = self._starts
        return self._mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]

    def _speaker(self, m: Mention) -> str:
        """The source a mention makes answerable when it speaks: itself, or the campaign of that candidate."""
        return m.source or (self._names.campaign(m.candidate) if m.candidate else "")

    def assertions(self, sentence: Sentence) -> list[Assertion]:
        """All assertions of a sentence, in order of place."""
        inside = self.within(sentence)
        if not inside:
            return [*self._anaphoric(sentence), *self._official(sentence, [])]
        inside = [m for m in inside if not _DATELINE.match(self._folded, m.end)]
        named = [m for m in inside if m.how in ("name", "kind", "pronoun", "incumbent", "rival", "winner")]
        found = [*self._according(sentence, named), *self._saying(sentence, named), *self._possessing(sentence, named)]
        found += self._leading(sentence, named)
        found += self._anaphoric(sentence)
        found += self._official(sentence, found)
        found += [
            Assertion(m.start, m.end, m.source, _NAMED if self._names.impartial(m.source) else _NAMED / 3, "named")
            for m in named
            if m.source and not m.candidate and not any(a.start <= m.start < a.end for a in found)
        ]
        return sorted(found, key=lambda a: a.start)

    def _according(self, sentence: Sentence, named: list[Mention]) -> list[Assertion]:
        found = []
        for cue in self._language.sources["according"].finditer(self._folded, sentence.start, sentence.end):
            who = next((m for m in named if self._follows(cue.end(), m) and self._speaker(m)), None)
            if who is not None:
                found.append(Assertion(cue.start(), who.end, self._speaker(who), _ACCORDING, cue.group()))
        return found

    def _follows(self, at: int, m: Mention) -> bool:
        """Does the mention stand close behind the place, with no figure or comma between?"""
        return 0 <= m.start - at <= 70 and not re.search(r"[\d;]|, ", self._folded[at : m.start])

    def _saying(self, sentence: Sentence, named: list[Mention]) -> list[Assertion]:
        found = []
        for verb in self._language.sources["says"].finditer(self._folded, sentence.start, sentence.end):
            best: tuple[float, Mention] | None = None
            for m in named:
                source = self._speaker(m)
                if not source:
                    continue
                if m.end <= verb.start():
                    gap, limit = self._folded[m.end : verb.start()], 60
                    if gap.strip(' "') == "," and self._inverts(verb, named):
                        continue  # "… over NAME, reported the commission": the speaker stands behind the verb
                elif m.start >= verb.end():
                    gap, limit = self._folded[verb.end() : m.start], 45
                    if not self._language.idioms["inverted"].fullmatch(verb.group()):
                        continue
                    if m.candidate and not m.source and gap.strip():
                        continue
                else:
                    continue
                if m.end <= verb.start() and self._language.idioms["passive_gap"].search(gap):
                    continue
                if m.candidate and self._language.idioms["proclaimed_after"].match(self._folded, verb.end()):
                    continue  # "NAME declared winner": of whom it is said, not who says it
                if len(gap) > limit or "." in gap or re.search(r"\d", gap):
                    continue
                weak_verb = (
                    m.candidate and not m.source and not self._language.sources["speech"].fullmatch(verb.group())
                )
                strength = _SAYS - len(gap) / 60 - (5 if weak_verb else 0) - (0.4 if m.start >= verb.end() else 0)
                if strength > 0 and (best is None or strength > best[0]):
                    best = (strength, m)
            if best:
                m = best[1]
                found.append(
                    Assertion(
                        min(m.start, verb.start()), max(m.end, verb.end()), self._speaker(m), best[0], verb.group()
                    )
                )
        return found

    def _inverts(self, verb: re.Match[str], named: list[Mention]) -> bool:
        """Is the verb one that its speaker may follow, and does one?"""
        behind = any(0 <= m.start - verb.end() < 12 and self._speaker(m) for m in named)
        return behind and self._language.idioms["inverted"].fullmatch(verb.group()) is not None

    def _leading(self, sentence: Sentence, named: list[Mention]) -> list[Assertion]:
        """A source that opens its sentence and says something later in it, or before a quotation."""
        found = []
        for m in named:
            quote = self._language.idioms["colon_quote"].match(self._folded, m.end, sentence.end)
            if quote and self._speaker(m):
                found.append(Assertion(m.start, quote.end(), self._speaker(m), _SAYS, "before a quotation"))
            colon = _COLON.match(self._folded, m.end, sentence.end) if m.source and not m.candidate else None
            if colon:
                found.append(Assertion(m.start, colon.end(), m.source, _SUBJECT, "before a colon"))
        first = named[0] if named else None
        if first and first.source and not first.candidate and first.start - sentence.start < 40:
            verb = self._language.sources["says"].search(self._folded, first.end, sentence.end)
            if verb:
                found.append(Assertion(first.start, verb.end(), first.source, _SUBJECT, f"… {verb.group()}"))
        return found

    def _anaphoric(self, sentence: Sentence) -> list[Assertion]:
        """ "Their efforts revealed", "it said": the source last named before."""
        found = []
        says = self._language.sources["says"]
        for cue in self._language.sources["anaphor"].finditer(self._folded, sentence.start, sentence.end):
            verb = says.search(self._folded, cue.end(), min(sentence.end, cue.end() + 45))
            named = [
                m for m in self._mentions if m.source and not m.candidate and cue.start() - 500 < m.end <= cue.start()
            ]
            gap = self._folded[cue.end() : verb.start()] if verb else ""
            if (
                verb
                and named
                and not any(m.start >= cue.end() and m.end <= verb.start() for m in self._mentions)
                and gap.count(",") == 0
            ):
                source = named[-1].source
                found.append(Assertion(cue.start(), verb.end(), source, _ANAPHOR, f"{cue.group()} … {verb.group()}"))
        return found

    def _possessing(self, sentence: Sentence, named: list[Mention]) -> list[Assertion]:
        found = []
        for m in named:
            source = self._speaker(m)
            if not source:
                continue
            after = self._language.idioms["possession_after"].match(self._folded, m.end, sentence.end)
            before = self._language.idioms["possession_before"].search(
                self._folded[max(sentence.start, m.start - 60) : m.start]
            )
            if after or before:
                end = after.end() if after else m.end
                start = m.start - (len(before.group()) if before else 0)
                found.append(Assertion(start, end, source, _POSSESSION, self._folded[start:end]))
        return found

    def _official(self, sentence: Sentence, already: list[Assertion]) -> list[Assertion]:
        authority = self._names.authority
        if not authority:
            return []
        return [
            Assertion(f.start(), f.end(), authority, _OFFICIAL, f.group())
            for f in self._language.sources["official"].finditer(self._folded, sentence.start, sentence.end)
            if not any(a.strength >= _POSSESSION for a in already)
        ]

    def of(self, at: int, sentence: Sentence, found: list[Assertion], continues: bool) -> tuple[str, str]:
        """(source, why) of a figure at a place; `continues` says that its sentence goes on with the same result."""
        ranked = [(self._weight(a, at, sentence), a) for a in [*found, *self._speakers(at)]]
        best = max(ranked, key=lambda r: r[0], default=None)
        if best and best[0] > 0.35:
            return best[1].source, best[1].why
        last, where = self._last, self._last_sentence
        if last and where:
            apart = sentence.paragraph - where.paragraph
            if apart == 0 or (apart <= _PARAGRAPHS and continues and self._carries):
                return last.source, f"{GOES_ON} {last.why}"
        return "", "nobody named"

    def _speakers(self, at: int) -> list[Assertion]:
        """Who speaks the quotation that a figure stands in, where that is said just before or behind it."""
        quote = self.quoted(at)
        if quote is None:
            return []
        if quote not in self._spoken_by:
            start, end = quote
            line = self._folded.rfind("\n", 0, start) + 1
            stop = self._folded.find("\n", end)
            around = (
                Sentence(max(line, start - _QUOTE_REACH), start + 1, 0),
                Sentence(end - 1, min(len(self._folded) if stop < 0 else stop, end + _QUOTE_REACH), 0),
            )
            said = [a for place in around for a in self.assertions(place) if a.strength >= _POSSESSION]
            self._spoken_by[quote] = [
                replace(a, start=at, end=at, strength=_SAYS, why=f"quoted: {a.why}") for a in said
            ]
        return self._spoken_by[quote][:1]

    def _weight(self, a: Assertion, at: int, sentence: Sentence) -> float:
        gap = self._folded[a.end : at] if a.end <= at else self._folded[at : a.start]
        edge = a.start - sentence.start < _OPENS or sentence.end - a.end < _CLOSES
        if edge and a.strength >= _SAYS - 0.5 and self.quoted(at) == self.quoted(a.start):
            return a.strength - min(len(gap) / 240, 1.0)  # it opens or closes the sentence: it covers all of it
        weight = a.strength - min(len(gap) / 120, _FARTHEST)
        if _CLAUSE.search(gap):
            weight -= 1.0
        quote = self.quoted(at)
        if quote and quote[0] < a.start < quote[1] and a.strength < _SAYS:
            weight -= 1.0
        return weight - (0.3 if a.start > at else 0.0)

    def close(self, sentence: Sentence, found: list[Assertion], used: str) -> None:
        """Remember what the next sentences may go on from: the source used, else the last firm assertion."""
        firm = [a for a in found if a.strength >= _OFFICIAL - 0.9]
        if used:
            same = [a for a in found if a.source == used]
            if same or (self._last and self._last.source == used):
                self._last = same[-1] if same else self._last
                self.made = sentence.paragraph if same else self.made
                self._last_sentence, self._carries = sentence, True
        elif firm:
            self._last, self._last_sentence, self.made = firm[-1], sentence, sentence.paragraph
            self._carries = self._names.impartial(firm[-1].source)
        elif self._last_sentence is None or sentence.paragraph != self._last_sentence.paragraph:
            named = next((a for a in found if a.strength >= _NAMED), None)
            if named:  # a paragraph that begins with a source is about what it says
                self._last, self._last_sentence, self.made = named, sentence, sentence.paragraph
                self._carries = self._names.impartial(named.source)
