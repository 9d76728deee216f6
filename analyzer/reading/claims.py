"""quantities + names -> claims: what each number of a document says, of whom, and who answers for it.

Sentence by sentence: score what each quantity may measure (`measures`), to whom it may belong (`subjects`), choose
jointly, then find the source (`sources`). Every number ends as a claim, as another quantity, or as unread.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analyzer.bounds import usual_reading
from analyzer.model import MEASURES, Basis, Claim, Contest, Document, Hedge, Quantity, Reading
from analyzer.reading import language as languages
from analyzer.reading import measures, quantities, sentences, subjects
from analyzer.reading.folding import fold
from analyzer.reading.language import Language
from analyzer.reading.measures import Option
from analyzer.reading.names import Mention, Names
from analyzer.reading.sentences import Sentence
from analyzer.reading.sources import GOES_ON, Assertion, Sources
from analyzer.reading.subjects import Choice

THRESHOLD = 2.6  # what a reading must score before a number counts as a claim
_ELIDED = 2.0  # worth of a unit that the figure before has already named


@dataclass(frozen=True, slots=True)
class _Draft:
    """A claim before its interval, its identity and its statement are known."""

    quantity: Quantity
    choice: Choice
    source: str
    why: str
    basis: Basis


def extract(document: Document, contest: Contest) -> tuple[list[Claim], list[Reading]]:
    """The claims of a document about a contest, and what became of every number in it."""
    folded = fold(document.text)
    code = document.language if document.language in languages.codes() else languages.detect(folded)
    language = languages.load(code)
    numbers = quantities.read(folded, language)
    names = Names(contest, language)
    mentions = names.find(document.text, folded)
    reader = _Reader(document, folded, contest, language, mentions, Sources(folded, names, language, mentions))
    drafts: list[_Draft] = []
    readings: list[Reading] = []
    for sentence in sentences.split(document.text, folded, language):
        inside = [q for q in numbers if sentence.start <= q.start < sentence.end]
        for draft in reader.sentence(sentence, inside):
            if draft.choice.measure:
                drafts.append(draft)
            readings.append(_reading(document, draft))
    claims = _claims(document, contest, code, drafts)
    ids = {(c.start, c.end): c.claim for c in claims}
    return claims, [replace(r, claim=ids.get((r.start, r.end), "")) for r in readings]


class _Reader:
    """Reads one document's sentences in their order, and remembers whom and what the text speaks of."""

    def __init__(
        self,
        document: Document,
        folded: str,
        contest: Contest,
        language: Language,
        mentions: list[Mention],
        sources: Sources,
    ) -> None:
        self._document, self._folded, self._contest = document, folded, contest
        self._language, self._mentions, self._sources = language, mentions, sources
        self._home = frozenset(re.findall(r"[a-z]+", fold(f"{contest.name} {contest.id}")))
        self._in_table = False
        self._stated: set[tuple[str, str]] = set()  # (measure, subject) of the result stated last
        self._topic = ""
        self._leader = ""  # whose share or votes were the larger in the last sentence that compared two
        self._spoken: set[str] = set()  # units that the paragraph's last sentence with claims has named
        self._paragraph = -1

    def sentence(self, sentence: Sentence, numbers: list[Quantity]) -> list[_Draft]:
        """What each number of the sentence was read as."""
        if sentence.paragraph != self._paragraph:
            self._spoken, self._paragraph = set(), sentence.paragraph
        found = self._sources.assertions(sentence)
        inside = [m for m in self._mentions if sentence.start <= m.start < sentence.end]
        drafts = self._read(sentence, numbers, inside, found) if numbers else []
        self._leader = _leader(drafts) or self._leader
        used = next((d.source for d in reversed(drafts) if d.choice.measure), "")
        self._sources.close(sentence, found, used)
        people = [m.candidate for m in inside if m.candidate and m.how == "name"]
        self._topic = people[0] if people else self._topic
        return drafts

    def _read(
        self, sentence: Sentence, numbers: list[Quantity], mentions: list[Mention], assertions: list[Assertion]
    ) -> list[_Draft]:
        cues = measures.cues(self._folded, sentence, self._language)
        mentions = self._quoted_persons(numbers, mentions, sentence, assertions)
        scored = []
        for i, q in enumerate(numbers):
            near = _near(i, numbers, sentence)
            found, exclusion = measures.options(
                self._document.text,
                self._folded,
                q,
                near,
                sentence,
                cues,
                self._language,
                self._contest.date.year,
                self._home,
            )
            self._elided(i, numbers, found)
            scored.append((found, exclusion))
        choices = subjects.choose(
            self._folded, sentence, numbers, scored, mentions, self._topic, self._leader, self._language, THRESHOLD
        )
        self._in_table = self._table_line(sentence, mentions)
        figures = {(c.measure, c.subject) for c in choices if c.measure}
        continues = (
            self._in_table
            or self._goes_on(figures)
            or self._language.idioms["continues"].match(self._folded, sentence.start) is not None
        )
        drafts = []
        for q, choice in zip(numbers, choices, strict=True):
            source, why = self._sources.of(q.start, sentence, assertions, continues) if choice.measure else ("", "")
            drafts.append(_Draft(q, choice, source, why, self._basis(q)))
        if figures:
            self._stated = (
                figures if any(not d.why.startswith(GOES_ON) for d in drafts if d.why) else self._stated | figures
            )
        self._spoken.update(measure for measure, _ in figures)
        return drafts

    def _quoted_persons(
        self, numbers: list[Quantity], mentions: list[Mention], sentence: Sentence, assertions: list[Assertion]
    ) -> list[Mention]:
        """In a quotation "we" is the speaker's candidate, and "he" is not."""
        quote = next((found for q in numbers if (found := self._sources.quoted(q.start))), None)
        source = (
            self._contest.source(self._sources.of(numbers[0].start, sentence, assertions, True)[0]) if quote else None
        )
        if quote is None or source is None or not source.candidate:
            return mentions
        start, end = max(quote[0], sentence.start), min(quote[1], sentence.end)
        kept = [m for m in mentions if not (start <= m.start < end and m.how == "pronoun")]
        rival = next((c.id for c in self._contest.candidates if c.id != source.candidate), "")
        for pattern, candidate in (("first_person", source.candidate), ("third_person", rival)):
            words = self._language.patterns[pattern].pattern
            for found in re.finditer(rf"(?<!\w){words}(?!\w)", self._folded[start:end]):
                kept.append(Mention(start + found.start(), start + found.end(), candidate, "", "pronoun"))
        return sorted(kept, key=lambda m: m.start)

    def _goes_on(self, figures: set[tuple[str, str]]) -> bool:
        """Do the figures complete the result stated last: another candidate's share, the coverage it rests on?"""
        return bool(figures) and bool(self._stated) and figures.isdisjoint(self._stated)

    def _basis(self, q: Quantity) -> Basis:
        return Basis.VALID if self._language.idioms["valid_after"].match(self._folded, q.end) else Basis.UNSTATED

    def _elided(self, i: int, numbers: list[Quantity], found: list[Option]) -> None:
        """Offer the readings of a figure whose unit the text leaves to the figures around it."""
        q = numbers[i]
        others = [o for o in numbers if o is not q]
        if q.unit in ("percent", "count") and not q.range_end and self._paired(i, numbers):
            _offer(found, "share" if q.unit == "percent" else "votes", _ELIDED, "one of a pair")
        if q.noun:
            if q.noun == "sheets" and i and self._of_total(numbers[i - 1], q):
                _offer(found, "coverage_total", 4.0, "of so many")
            return
        if q.unit == "" and q.value <= 100 and (any(o.unit == "percent" for o in others) or "share" in self._spoken):
            _offer(found, "share", _ELIDED, "percent like the others")
        if q.unit != "count":
            return
        if i and numbers[i - 1].noun == "votes" and self._of_total(numbers[i - 1], q):
            _offer(found, "ballots", 4.0, "out of so many")
        if any(o.noun == "votes" for o in others) or "votes" in self._spoken:
            _offer(found, "votes", _ELIDED, "votes like the others")
        following = numbers[i + 1] if i + 1 < len(numbers) else None
        if following and following.noun == "sheets" and self._of_total(q, following):
            _offer(found, "coverage_count", 4.0, "so many of them")
        if q.value >= 1000 and self._named_just_before(q):
            _offer(found, "votes", 1.2, "beside a name")
        beside = [o for o in numbers[max(0, i - 1) : i + 2] if o.unit == "percent"]
        if q.value >= 100 and any(_bracketed(self._folded, q, o) for o in beside):
            _offer(found, "votes", _ELIDED, "the twin of a share")

    def _of_total(self, part: Quantity, whole: Quantity) -> bool:
        """Do the two stand as "25,073 of 30,026"?"""
        link = self._language.idioms["of_total"]
        return part.value <= whole.value and link.fullmatch(self._folded, part.end, whole.start) is not None

    def _table_line(self, sentence: Sentence, mentions: list[Mention]) -> bool:
        """Is it a line of a table or list: a name at its head, figures behind, under a line that announces them?"""
        head = next((m for m in mentions if m.candidate), None)
        ahead = self._folded[: sentence.start].rstrip()
        listed = ahead.endswith(":") or self._in_table
        return bool(head and listed and sentence.end - sentence.start < 120 and head.start - sentence.start < 12)

    def _named_just_before(self, q: Quantity) -> bool:
        """Does the line read "NAME (PARTY) - 62.434 million"?"""
        ahead = [m for m in self._mentions if m.candidate and m.end <= q.start and q.start - m.end < 40]
        return (
            bool(ahead)
            and re.fullmatch(r"[ \u00a0:|,;-]*(?:\([^()\d]*\))?[ \u00a0:|,;-]*", self._folded[ahead[-1].end : q.start])
            is not None
        )

    def _paired(self, i: int, numbers: list[Quantity]) -> bool:
        """Is the figure one of two that are set against each other ("65% to 30%")?"""
        link = self._language.idioms["pair_link"]
        return any(
            0 <= j < len(numbers) - 1
            and numbers[j].unit == numbers[j + 1].unit
            and {numbers[j].noun, numbers[j + 1].noun} <= {"", "votes", "voters"}
            and link.fullmatch(self._folded, numbers[j].end, numbers[j + 1].start) is not None
            for j in (i - 1, i)
        )


def _leader(drafts: Sequence[_Draft]) -> str:
    """The candidate with the largest share, else votes, among the drafts of a sentence; "" unless two are compared."""
    for measure in ("share", "votes"):
        figures = {d.choice.subject: d.quantity.value for d in drafts if d.choice.measure == measure}
        if len(figures) > 1:
            return max(figures, key=lambda subject: figures[subject])
    return ""


def _near(i: int, numbers: Sequence[Quantity], sentence: Sentence) -> tuple[int, int]:
    """Where the quantity before ends and the next begins, in the sentence; dates, ages and money do not count."""
    before = [o.end for o in numbers[:i] if o.noun not in measures.OTHER_NOUNS]
    behind = [o.start for o in numbers[i + 1 :] if o.noun not in measures.OTHER_NOUNS]
    return before[-1] if before else sentence.start, behind[0] if behind else sentence.end


def _bracketed(folded: str, q: Quantity, other: Quantity) -> bool:
    """Do the two stand as "5,150,092 (51.2%)" or "51.2% (5,150,092)"?"""
    first, second = sorted((q, other), key=lambda o: o.start)
    return bool(re.fullmatch(r"[^()\d]{0,24}\([^()\d]{0,6}|,? [a-z]{0,8} ?", folded[first.end : second.start]))


def _offer(found: list[Option], measure: str, weight: float, reason: str) -> None:
    option = next((o for o in found if o.measure == measure), None)
    if option is None:
        option = Option(measure)
        found.append(option)
    option.add(weight, reason)


def _reading(document: Document, draft: _Draft) -> Reading:
    q, choice = draft.quantity, draft.choice
    quote = document.text[q.start : q.end]
    if choice.measure:
        who = f"{choice.measure}{' of ' + choice.subject if choice.subject else ''} ({choice.why}, in all {choice.score:.1f})"
        return Reading(
            document.id, q.start, q.end, quote, "claim", f"{who}; source {draft.source or 'none'}: {draft.why}"
        )
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
    claims = []
    for i, (d, hedge) in enumerate(zip(drafts, hedges, strict=True)):
        q, measure = d.quantity, d.choice.measure
        key = f"{document.id}\0{q.start}\0{q.end}\0{measure}\0{d.choice.subject}"
        ends = _ends(drafts, i, float(low[i]), float(high[i]))
        claims.append(
            Claim(
                hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12], document.id, q.start, q.end,
                document.text[q.start : q.end], d.source, measure, d.choice.subject, q.value, q.resolution, *ends, hedge,
                d.basis if MEASURES[measure].unit in ("percent", "points") else Basis.UNSTATED, "", "", code, contest.id,
            )
        )  # fmt: skip
    return _statements(document, claims)


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


def _statements(document: Document, claims: list[Claim]) -> list[Claim]:
    """Name the statements: a source's figures of one document, a new one where a figure replaces an earlier one."""
    done: list[Claim] = []
    number: dict[str, int] = {}
    seen: dict[tuple[str, int, str, str], Claim] = {}
    for c in claims:
        at = number.setdefault(c.source, 1)
        earlier = seen.get((c.source, at, c.measure, c.subject))
        if earlier and (earlier.high < c.low or c.high < earlier.low):
            at = number[c.source] = at + 1
        seen.setdefault((c.source, at, c.measure, c.subject), c)
        done.append(replace(c, statement=f"{document.id}#{c.source or 'text'}-{at}"))
    return done
