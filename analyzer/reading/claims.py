"""quantities + names -> claims: what each number of a document says, of whom, and who answers for it.

Sentence by sentence: score what each quantity may measure (`measures`), to whom it may belong (`subjects`), choose
jointly, then find the source (`sources`). Every number ends as a claim, as another quantity, or as unread.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analyzer.bounds import usual_reading
from analyzer.model import MEASURES, Basis, Claim, Contest, Document, Hedge, Quantity, Reading, SourceKind
from analyzer.reading import agreement, elision, quantities, sentences
from analyzer.reading import language as languages
from analyzer.reading.exclusions import ASIDE, aside, exclusion, goes_on_aside
from analyzer.reading.folding import fold
from analyzer.reading.language import Language
from analyzer.reading.measures import Option, options
from analyzer.reading.names import BY_FIGURES, Mention, Names
from analyzer.reading.passage import OTHER_NOUNS, Passage
from analyzer.reading.passage import cues as find_cues
from analyzer.reading.sentences import Sentence
from analyzer.reading.sources import GOES_ON, Assertion, Sources
from analyzer.reading.subjects import Choice, Context, choose

MOST = 24  # numbers of one sentence that are read jointly; more of them make a table, not a sentence
THRESHOLD = 2.6  # what a reading must score before a number counts as a claim


@dataclass(frozen=True, slots=True)
class _Draft:
    """A claim before its interval, its identity and its statement are known."""

    quantity: Quantity
    choice: Choice
    source: str
    why: str
    basis: Basis
    paragraph: int = 0
    asserted: int = 0  # the paragraph in which its source is made answerable

    @property
    def goes_on(self) -> bool:
        """Does it continue the result stated before it?"""
        return self.why.startswith(GOES_ON)


def extract(document: Document, contest: Contest) -> tuple[list[Claim], list[Reading]]:
    """The claims of a document about a contest, and what became of every number in it."""
    folded = fold(document.text)
    code = document.language if document.language in languages.codes() else languages.detect(folded)
    language = languages.load(code)
    numbers = quantities.read(folded, language)
    reader = _Reader(document, folded, contest, language, Names(contest, language))
    drafts: list[_Draft] = []
    readings: list[Reading] = []
    starts = [q.start for q in numbers]
    for sentence in sentences.split(document.text, folded, language):
        inside = numbers[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        for few in batched(inside, MOST) or [[]]:
            for draft in reader.read(sentence, few):
                if draft.choice.measure:
                    drafts.append(draft)
                readings.append(_reading(document, draft))
    drafts, readings = _agreed(drafts, readings)
    claims = _claims(document, contest, code, drafts)
    ids = {(c.start, c.end): c.claim for c in claims}
    return claims, [replace(r, claim=ids.get((r.start, r.end), "")) for r in readings]


def _agreed(drafts: list[_Draft], readings: list[Reading]) -> tuple[list[_Draft], list[Reading]]:
    """The drafts without leads that the same source's figures contradict, which are left unread."""
    known = agreement.figures([(d.source, d.choice.measure, d.choice.subject, d.quantity.value) for d in drafts])
    kept, dropped = [], set()
    for d in drafts:
        whose = agreement.leader_of(d.source, d.choice.measure, d.choice.subject, d.quantity.value, known)
        if whose == d.choice.subject:
            kept.append(d)
        elif whose:
            kept.append(replace(d, choice=replace(d.choice, subject=whose)))
        else:
            dropped.add(d.quantity.start)
    why = "a lead of a candidate whom the same source has behind"
    return kept, [replace(r, status="unread", reason=why) if r.start in dropped else r for r in readings]


def batched(numbers: Sequence[Quantity], size: int) -> list[Sequence[Quantity]]:
    """The numbers in runs of at most `size`."""
    return [numbers[i : i + size] for i in range(0, len(numbers), size)]


class _Reader:
    """Reads one document's sentences in their order, and remembers whom and what the text speaks of."""

    def __init__(self, document: Document, folded: str, contest: Contest, language: Language, names: Names) -> None:
        self._document, self._folded, self._contest, self._language = document, folded, contest, language
        self._mentions = names.find(document.text, folded)
        self._sources = Sources(folded, names, language, self._mentions)
        self._leading = names.leading(self._mentions)
        self._context = Context()
        self._spoken: set[str] = set()  # measures that the paragraph has stated so far
        self._stated: set[tuple[str, str]] = set()  # (measure, subject) of the result stated last
        self._in_table = False
        self._aside = ""  # what the paragraph's figures speak of instead of the result
        self._paragraph = -1

    def read(self, sentence: Sentence, numbers: Sequence[Quantity]) -> list[_Draft]:
        """What each number of the sentence was read as."""
        if sentence.paragraph != self._paragraph:
            self._spoken, self._paragraph, self._aside = set(), sentence.paragraph, ""
        assertions = self._sources.assertions(sentence)
        mentions = self._sources.within(sentence)
        drafts = self._drafts(sentence, numbers, mentions, assertions) if numbers else []
        used = next((d.source for d in reversed(drafts) if d.choice.measure), "")
        spoken = [d for d in drafts if d.choice.measure]
        quoted = bool(spoken) and all(self._sources.quoted(d.quantity.start) for d in spoken)
        if not quoted and not (drafts and self._aside):
            self._sources.close(sentence, assertions, used)
        topic = next((m.candidate for m in mentions if m.candidate and m.how == "name"), self._context.topic)
        self._context = Context(topic, _leader(drafts) or self._context.leader)
        return drafts

    def _drafts(
        self, sentence: Sentence, numbers: Sequence[Quantity], mentions: list[Mention], assertions: list[Assertion]
    ) -> list[_Draft]:
        if all(q.noun in OTHER_NOUNS for q in numbers):
            return [_Draft(q, Choice("", "", 0.0, f"counts {q.noun}"), "", "", Basis.UNSTATED) for q in numbers]
        mentions = [self._by_figures(m) for m in self._quoted_persons(numbers, mentions, sentence, assertions)]
        cues = find_cues(self._folded, sentence, self._language)
        passage = Passage(
            self._document.text,
            self._folded,
            sentence,
            self._language,
            self._contest,
            numbers,
            mentions,
            cues,
            self._leading,
        )
        readings = self._beside(passage, [self._readings(passage, i) for i in range(len(numbers))], assertions)
        speaker = self._speaks_for(numbers, sentence, assertions)
        choices = choose(passage, readings, replace(self._context, speaker=speaker), THRESHOLD)
        if not any(c.measure for c in choices):
            self._aside = self._aside or aside([reason for _, reason in readings])
        continues = self._continues(passage, choices)
        drafts = []
        source, why = "", ""
        for q, choice in zip(numbers, choices, strict=True):
            if choice.measure:
                before, (source, why) = source, self._sources.of(q.start, sentence, assertions, continues)
                if before and not source:
                    source, why = before, f"{GOES_ON} the figure before"
                if self._polled(source, passage):
                    choice = Choice("", "", choice.score, f"poll: {source} is a pollster")
            whose = (source, why) if choice.measure else ("", "")
            asserted = self._sources.made if why.startswith(GOES_ON) else sentence.paragraph
            drafts.append(_Draft(q, choice, *whose, self._basis(q), sentence.paragraph, asserted))
        self._remember(drafts)
        return drafts

    def _by_figures(self, m: Mention) -> Mention:
        """A winner or loser becomes the candidate whom the figures so far have in front, or the other one."""
        front = self._context.leader
        if m.candidate or m.how not in BY_FIGURES or not front:
            return m
        other = next((c for c in self._leading if c != front), "")
        return replace(m, candidate=front if m.how == "winner" else other)

    def _polled(self, source: str, passage: Passage) -> bool:
        """Is the figure a pollster's, and of a poll rather than of a quick count?"""
        known = self._contest.source(source)
        if known is None or known.kind != SourceKind.POLLSTER:
            return False
        sentence = passage.sentence
        return self._language.idioms["quick_count"].search(self._folded, sentence.start, sentence.end) is None

    def _speaks_for(self, numbers: Sequence[Quantity], sentence: Sentence, assertions: list[Assertion]) -> str:
        """The candidate of the campaign that answers for the sentence's figures, "" where it is no campaign."""
        source = self._contest.source(self._sources.of(numbers[-1].start, sentence, assertions, False)[0])
        return source.candidate if source is not None and source.kind == SourceKind.CAMPAIGN else ""

    def _beside(
        self, passage: Passage, readings: list[tuple[list[Option], Option]], assertions: Sequence[Assertion]
    ) -> list[tuple[list[Option], Option]]:
        """The readings, with one more reason to leave the figures alone where the text still speaks of a poll."""
        attributed = any(a.source for a in assertions)
        if self._aside and goes_on_aside(passage, self._aside, attributed):
            why = Option("", ASIDE, [f"goes on from: {self._aside}"])
            return [
                (found, reason if q.unit == "count" and self._aside == "poll" else max(reason, why, key=_total))
                for q, (found, reason) in zip(passage.quantities, readings, strict=True)
            ]
        self._aside = ""
        return readings

    def _readings(self, passage: Passage, i: int) -> tuple[list[Option], Option]:
        """What the i-th number may measure, and the best reason to leave it alone."""
        reason = exclusion(passage, i)
        if passage.quantities[i].noun in OTHER_NOUNS:
            return [], reason
        found = options(passage, i)
        elision.offer(passage, i, self._spoken, found)
        return found.all(), reason

    def _continues(self, passage: Passage, choices: Sequence[Choice]) -> bool:
        """Does the sentence go on with the result stated last: its list, another candidate's share, its coverage?"""
        self._in_table = self._table_line(passage)
        figures = {(c.measure, c.subject) for c in choices if c.measure}
        completes = bool(figures) and bool(self._stated) and figures.isdisjoint(self._stated)
        return self._in_table or completes or passage.matches("continues", passage.sentence.start) is not None

    def _table_line(self, passage: Passage) -> bool:
        """Is it a line of a table or list: a name at its head, figures behind, under a line that announces them?"""
        start, end = passage.sentence.start, passage.sentence.end
        head = next((m for m in passage.mentions if m.candidate), None)
        listed = self._in_table or self._folded[:start].rstrip().endswith(":")
        return head is not None and listed and end - start < 120 and head.start - start < 12

    def _remember(self, drafts: Sequence[_Draft]) -> None:
        figures = {(d.choice.measure, d.choice.subject) for d in drafts if d.choice.measure}
        if figures:
            goes_on = all(d.goes_on for d in drafts if d.choice.measure)
            self._stated = self._stated | figures if goes_on else figures
            self._spoken |= {measure for measure, _ in figures}

    def _quoted_persons(
        self, numbers: Sequence[Quantity], mentions: list[Mention], sentence: Sentence, assertions: list[Assertion]
    ) -> list[Mention]:
        """In a quotation "we" is the speaker's candidate, and "he" is not."""
        quote = next((found for q in numbers if (found := self._sources.quoted(q.start))), None)
        if quote is None:
            return mentions
        source = self._contest.source(self._sources.of(numbers[0].start, sentence, assertions, True)[0])
        if source is None or not source.candidate:
            return mentions
        start, end = max(quote[0], sentence.start), min(quote[1], sentence.end)
        kept = [m for m in mentions if not (start <= m.start < end and m.how == "pronoun")]
        rival = next((c.id for c in self._contest.candidates if c.id != source.candidate), "")
        for person, candidate in (("first_person", source.candidate), ("third_person", rival)):
            words = self._language.patterns[person].pattern
            kept += [
                Mention(start + f.start(), start + f.end(), candidate, "", "pronoun")
                for f in re.finditer(rf"(?<!\w){words}(?!\w)", self._folded[start:end])
            ]
        return sorted(kept, key=lambda m: m.start)

    def _basis(self, q: Quantity) -> Basis:
        return Basis.VALID if self._language.idioms["valid_after"].match(self._folded, q.end) else Basis.UNSTATED


def _total(option: Option) -> float:
    return option.total


def _leader(drafts: Sequence[_Draft]) -> str:
    """The candidate with the largest share, else votes, among the drafts of a sentence; "" unless two are compared."""
    for measure in ("share", "votes"):
        figures = {d.choice.subject: d.quantity.value for d in drafts if d.choice.measure == measure}
        if len(figures) > 1:
            return max(figures, key=lambda subject: figures[subject])
    return ""


def _reading(document: Document, draft: _Draft) -> Reading:
    q, choice = draft.quantity, draft.choice
    quote = document.text[q.start : q.end]
    if choice.measure:
        whose = f" of {choice.subject}" if choice.subject else ""
        said = f"source {draft.source or 'none'}: {draft.why}"
        why = f"{choice.measure}{whose} ({choice.why}, in all {choice.score:.1f}); {said}"
        return Reading(document.id, q.start, q.end, quote, "claim", why)
    known = q.noun or q.unit or "speaks of" in choice.why
    return Reading(document.id, q.start, q.end, quote, "other" if known else "unread", choice.why)


def _claims(document: Document, contest: Contest, code: str, drafts: Sequence[_Draft]) -> list[Claim]:
    """The drafts as claims, with their intervals (computed together) and statements."""
    if not drafts:
        return []
    hedges = [_hedge(d.quantity) for d in drafts]
    low, high = usual_reading(
        np.array([d.quantity.value for d in drafts]),
        np.array([d.quantity.resolution for d in drafts]),
        [h.value for h in hedges],
        [d.choice.measure for d in drafts],
    )
    claims = [
        _claim(document, contest, code, d, hedge, _ends(drafts, i, float(low[i]), float(high[i])))
        for i, (d, hedge) in enumerate(zip(drafts, hedges, strict=True))
    ]
    return _statements(document, claims, drafts)


def _claim(
    document: Document, contest: Contest, code: str, d: _Draft, hedge: Hedge, ends: tuple[float, float]
) -> Claim:
    """One draft as a claim; its id depends on its place and reading alone."""
    q, measure = d.quantity, d.choice.measure
    key = f"{document.id}\0{q.start}\0{q.end}\0{measure}\0{d.choice.subject}"
    return Claim(
        claim=hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12],
        document=document.id,
        start=q.start,
        end=q.end,
        quote=document.text[q.start : q.end],
        source=d.source,
        measure=measure,
        subject=d.choice.subject,
        value=q.value,
        resolution=q.resolution,
        low=ends[0],
        high=ends[1],
        hedge=hedge,
        basis=d.basis if MEASURES[measure].unit in ("percent", "points") else Basis.UNSTATED,
        language=code,
        contest=contest.id,
    )


def _hedge(q: Quantity) -> Hedge:
    """The hedge of a quantity; an end of a range bounds the figure from its side."""
    if q.hedge is Hedge.EXACT and q.range_end:
        return Hedge.AT_LEAST if q.range_end < 0 else Hedge.AT_MOST
    return q.hedge


def _ends(drafts: Sequence[_Draft], i: int, low: float, high: float) -> tuple[float, float]:
    """The interval of a claim; both ends of one range carry the whole range."""
    q = drafts[i].quantity
    if q.range_end < 0 and i + 1 < len(drafts) and drafts[i + 1].quantity.range_end > 0:
        return q.value, drafts[i + 1].quantity.value
    if q.range_end > 0 and i and drafts[i - 1].quantity.range_end < 0:
        return drafts[i - 1].quantity.value, q.value
    return low, high


def _statements(document: Document, claims: Sequence[Claim], drafts: Sequence[_Draft]) -> list[Claim]:
    """Name the statements: figures of one source that the text states together.

    A new one begins where another paragraph makes the source answerable anew, and where a figure replaces one.
    """
    done: list[Claim] = []
    number: dict[str, int] = {}
    paragraph: dict[str, int] = {}
    seen: dict[tuple[str, int, str, str], Claim] = {}
    for c, d in zip(claims, drafts, strict=True):
        at = number.setdefault(c.source, 1)
        earlier = seen.get((c.source, at, c.measure, c.subject))
        replaced = earlier is not None and (earlier.high < c.low or c.high < earlier.low)
        anew = paragraph.get(c.source, d.paragraph) != d.paragraph == d.asserted
        if replaced or anew:
            at = number[c.source] = at + 1
        paragraph[c.source] = d.paragraph
        seen.setdefault((c.source, at, c.measure, c.subject), c)
        done.append(replace(c, statement=f"{document.id}#{c.source or 'text'}-{at}"))
    return done
