"""Reads one document's sentences in their order, and remembers whom and what the text speaks of."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from math import exp, inf

from analyzer.bounds import printed_unit
from analyzer.model import MEASURES, Basis, Quantity, SourceKind
from analyzer.reading.deciding import Decider
from analyzer.reading.drafts import Draft, Fronts, in_front, order, several, unread
from analyzer.reading.meaning import agreement, asides, choice, moments
from analyzer.reading.meaning.columns import Columns, Head
from analyzer.reading.meaning.evidence import Before
from analyzer.reading.meaning.moments import Moments
from analyzer.reading.meaning.own import Own
from analyzer.reading.meaning.pairs import Context
from analyzer.reading.meaning.passage import OTHER_NOUNS, Passage, Whole, sort
from analyzer.reading.meaning.scopes import Scopes
from analyzer.reading.names import outcome
from analyzer.reading.names.article import Article
from analyzer.reading.names.mentions import Mention
from analyzer.reading.persons import Persons
from analyzer.reading.prose.placelists import PlaceLists
from analyzer.reading.prose.sections import Sections, is_title
from analyzer.reading.prose.sentences import LEAD, LINE, Sentence
from analyzer.reading.sources import Sources, likely
from analyzer.reading.sources.assertion import ASIDE, WEAK
from analyzer.reading.sources.assertions import Assertions
from analyzer.reading.sources.carried import Told

_VALID = 24  # characters beside ballots in which it is said that they are the valid ones
_OFFICIAL = (SourceKind.AUTHORITY, SourceKind.COURT)  # who decides who won
_OPENING = 90  # characters of what a sentence tells of somebody before it names him
_REMEMBERED = 64  # figures that the source of the next may be told from
_ROLES = ("winner", "loser", "rival", "incumbent")  # before all figures of a sentence, whom it is about
_STOPS, _CLOSING = frozenset(".!?…:;"), "\"'»”’)]"


class Reader:
    """What one document has said so far, and how its next sentence is read."""

    def __init__(self, article: Article, wholes: Mapping[int, Whole], decider: Decider) -> None:
        self._article, self._wholes, self._decider = article, wholes, decider
        text, words, language, contest = article.text, article.words, article.language, article.contest
        sentences, names, mentions = article.sentences, article.names, article.mentions
        self._text, self._words, self._contest, self._language = text, words, contest, language
        self._folded, self._sentences = words.folded, sentences
        self._assertions = Assertions(article)
        self._sources = Sources(article, self._assertions)
        self._own = Own(text, words.folded, contest, language)
        self._scopes = Scopes(words, sentences, language, self._own)
        self._moments = Moments(words, language, contest.date, article.date)
        spoken_of = {m.candidate for m in mentions}
        # Of three or more, none is whom the document never speaks of: no figure is to be his.
        self._leading = [c for c in names.leading(mentions) if c in spoken_of or len(contest.candidates) == 2]
        self._sides = {s.id: s.candidate for s in contest.sources if s.kind == SourceKind.CAMPAIGN and s.candidate}
        self._persons = Persons(article, self._assertions, self._sources, self._sides, self._leading)
        self._unofficial = {s.id for s in contest.sources if s.kind not in _OFFICIAL}
        self._second_round: bool | None = None
        self._counts_quickly: int | None = None  # where the text first speaks of quick counts, once it was asked for
        self._columns = Columns(text, words, language)
        self._sections = Sections(text, contest, language)
        self._of_a_place = False  # is this below a title that announces the results of one place?
        self._place_lists = PlaceLists(text, words.folded, language, self._sections)
        self._winner = outcome.winner(words, mentions, self._leading, language)  # who won, as words and officials say
        self._context = Context(leader=self._winner)
        self._before, self._paragraph = Before(), -1
        self._told: deque[Told] = deque(maxlen=_REMEMBERED)
        self._fronts = Fronts()
        self._timed = 0  # the first sentence that was not asked yet of what time it speaks
        self._numberless = -1  # the last sentence that has no live number

    def begins(self, index: int) -> int:
        """Where the index-th sentence begins."""
        return self._sentences[index].start

    def read(self, index: int, numbers: Sequence[Quantity]) -> list[Draft]:
        """What each number of the index-th sentence was read as."""
        sentence = self._sentences[index]
        if sentence.paragraph != self._paragraph:
            self._paragraph = sentence.paragraph
            self._before.next_paragraph()
            self._timed = index
        if not self._before.earlier_version:
            version = self._language.sought["earlier_version"].search(self._words, sentence.start, sentence.end)
            self._before.earlier_version = version is not None
        context = self._context
        if (front := self._winner or context.leader) != self._assertions.result[0]:
            self._assertions.result = front, next((c for c in self._leading if c != front), "")
        mentions = self._assertions.within(sentence)
        self._before.heading = self._below_heading(index, sentence, numbers, mentions)
        named = any(m.candidate for m in mentions)
        if not numbers and not named:
            line = self._text[sentence.start : sentence.end].strip()
            if self._sections.is_heading(line):
                self._before.elsewhere = self._sections.is_elsewhere(line)
            if is_title(line):
                self._before.section = self._scopes.of(index)
                self._elsewhere(line)
        self._before.by_place = self._place_lists.goes_on(
            sentence, bool(numbers), named, self._before.heading, lambda: self._scopes.cues(index)
        )
        live = [q for q in numbers if q.noun not in OTHER_NOUNS]
        self._numberless = self._numberless if live else index
        table = self._columns.line(sentence, mentions, numbers, live)
        last = self._gapped(index, live, mentions)
        self._before.gapped, context.gapped = (last.measure, last.subject) if last else ("", "")
        drafts = self._drafts(index, numbers, mentions, table) if live else [unread(q) for q in numbers]
        stated = [d for d in drafts if d.measure]
        if numbers:
            self._before.next_numbers(len(live), bool(stated))
        context.subject = ""
        for m in mentions:
            subject = m.how in _ROLES and not any(q.start < m.start for q in numbers)
            if m.candidate and (subject or m.how in ("name", "described")):
                context.subject = context.topic = m.candidate
                break
        if stated:
            self._before.another_time, self._timed = False, index + 1
            told = [d for d in stated if d.source not in self._sides]
            official = [d for d in told if d.source not in self._unofficial] if self._winner else told
            self._winner = in_front(official, self._before.last, self._winner)
            context.leader = in_front(
                told or [d for d in stated if d.measure not in agreement.OF], self._before.last, context.leader
            )
            self._fronts.add(stated)
            context.last = next((d.subject for d in reversed(stated) if d.subject), context.last)
            context.order = order(context.order, stated)
            context.lately = several(stated) or context.lately
        return drafts

    def _elsewhere(self, title: str) -> None:
        """Begin, or end, a section about the results of one place, once those of the whole were told."""
        of_a_place = self._before.stated and self._sections.is_of_a_place(title, self._own.home)
        self._before.elsewhere = of_a_place or (self._before.elsewhere and not self._of_a_place)
        self._of_a_place = of_a_place

    def _gapped(self, index: int, live: Sequence[Quantity], mentions: Sequence[Mention]) -> Told | None:
        """The one figure of the clause before, of which this one tells the like ("…; according to the Union, 45%")."""
        if len(live) != 1 or index == 0 or any(m.candidate and not m.source for m in mentions):
            return None
        end = self._sentences[index - 1].end
        told = [t for t in self._told if t.index == index - 1]
        same = len(told) == 1 and MEASURES[told[0].measure].unit == live[0].unit
        return told[0] if same and self._folded[end - 1] in ",;" else None

    def _drafts(
        self, index: int, numbers: Sequence[Quantity], mentions: list[Mention], table: Mapping[int, Head]
    ) -> list[Draft]:
        sentence = self._sentences[index]
        self._before.another_time = self._another_time(index)
        self._before.scopes, self._before.back = self._scopes.before(index), self._scopes.back(index)
        silent = self._numberless == index - 1 or not self._before.told
        self._before.over = self._scopes.above(index) if silent else ()
        self._before.lead = self._scopes.lead() if index >= LEAD else ()
        self._before.topic = self._topic(index)
        passage = self._passage(index, numbers, mentions, table)
        self._context.speaker, self._context.speakers = self._speaker(passage), self._speakers(passage)
        self._context.front = self._front(passage)
        seen = choice.see(passage, self._before, self._context)
        choices = self._decider.choose(seen)
        self._before.place = self._before.place or asides.of_place(
            [o for o, c in zip(seen.observed, choices, strict=True) if not c.measure]
        )
        if not any(c.measure for c in choices):
            self._before.aside = self._before.aside or asides.aside(seen.observed)
            explain = self._decider.explain
            pairs = zip(numbers, choices, strict=True)
            return [Draft(q, "", "", c.score, explain(seen, i, c)) for i, (q, c) in enumerate(pairs)]
        self._before.aside = ""
        continues = passage.matches("continues", sentence.start) is not None
        drafts = [self._draft(seen, i, c, continues) for i, c in enumerate(choices)]
        named = self._moments.within(sentence.start, sentence.end)
        correction = self._language.sought["correction"].search(self._words, sentence.start, sentence.end)
        for d in drafts:
            if d.measure:
                d.as_of = moments.of(d.quantity.start, d.quantity.end, named, self._folded)
                d.corrected = correction is not None
        return drafts

    def _draft(self, seen: choice.Seen, i: int, c: choice.Choice, continues: bool) -> Draft:
        """What the i-th number of a sentence that states figures was read as; a figure is remembered as told."""
        passage, q, why = seen.passage, seen.passage.quantities[i], self._decider.explain(seen, i, c)
        if not c.measure:
            return Draft(q, "", "", c.score, why)
        sentence = passage.sentence
        features = self._sources.features(passage, q, c, self._told, continues)
        source, whose = self._decider.answers(self._sources, features, passage, q, c)
        if self._polled(source, passage.index):
            return Draft(q, "", "", c.score, f"poll: {source} is a pollster")
        spoken = any(a.source == source for a in self._assertions.of(sentence) if a.how not in ASIDE)
        asserted = sentence.paragraph if spoken else self._asserted(source, sentence.paragraph)
        self._told.append(
            Told(q.start, passage.index, sentence.paragraph, source, c.measure, c.subject, q.value, spoken)
        )
        self._before.spoken.add(c.measure)
        self._before.known.setdefault((q.value, sort(q)), set()).add((c.measure, c.subject))
        self._before.last.setdefault(c.measure, {})[c.subject] = q.value
        return Draft(
            _counted(q, c.measure),
            c.measure,
            c.subject,
            c.score,
            why,
            source,
            whose,
            basis=self._basis(passage, i, c.measure),
            paragraph=sentence.paragraph,
            asserted=asserted,
            certainty=c.sure * exp(likely(features, self._decider.weights).get(source, -inf)),
        )

    def _below_heading(
        self, index: int, sentence: Sentence, numbers: Sequence[Quantity], mentions: Sequence[Mention]
    ) -> bool:
        """Is this one of the short lines below a heading that names nobody ("North Province"), or such a heading?"""
        if sentence.end - sentence.start > LINE:
            return False
        if numbers:
            return self._before.heading
        return (
            index > 0
            and not mentions
            and self._text[sentence.start].isupper()
            and self._text.find("|", sentence.start, sentence.end) < 0
            and not self._stopped(sentence)
        )

    def _topic(self, index: int) -> list[str]:
        """What the sentence before speaks of without a figure, or asks ("Turnout fell again. It was 56.8 %")."""
        if index == 0 or self._numberless != index - 1:
            return []
        before, sentence = self._sentences[index - 1], self._sentences[index]
        if before.paragraph != sentence.paragraph and not self._text.startswith("?", before.end - 1):
            return []
        return self._scopes.topic(index)

    def _another_time(self, index: int) -> bool:
        """Has the paragraph, before a sentence, last spoken of another time than the vote's?"""
        found = self._before.another_time
        for sentence in self._sentences[self._timed : index]:
            told = self._moments.another_time(self._past_an_opening(sentence), sentence.end)
            found = found if told is None else told
        self._timed = index
        return found

    def _past_an_opening(self, sentence: Sentence) -> int:
        """Where a sentence goes on to whom it is about, once it has told who that is ("Elected in 2016, NAME …").

        "In 2016, NAME …" tells when instead, and begins with a word of grammar.
        """
        first = self._words.texts[self._words.between(sentence.start, sentence.end).start]
        comma = self._text.find(", ", sentence.start, sentence.start + _OPENING)
        named = next((m for m in self._assertions.within(sentence) if m.candidate), None)
        if comma < 0 or named is None or named.start - comma != 2 or first in self._language.function_words:
            return sentence.start
        return comma

    def _stopped(self, sentence: Sentence) -> bool:
        """Does it end with a sign that ends a sentence?"""
        return self._text[sentence.start : sentence.end].rstrip().rstrip(_CLOSING)[-1:] in _STOPS

    def _asserted(self, source: str, paragraph: int) -> int:
        """The paragraph in which a source that only goes on was told of last; `paragraph` where it was not yet."""
        return next((t.paragraph for t in reversed(self._told) if t.source == source), paragraph)

    def _passage(
        self, index: int, numbers: Sequence[Quantity], mentions: list[Mention], table: Mapping[int, Head]
    ) -> Passage:
        sentence = self._sentences[index]
        mentions = self._persons.within(sentence, numbers, mentions)
        cues = self._scopes.cues(index)
        if not self._second_round and any(cue.kind == "first_round" for cue in cues):
            if self._second_round is None:
                self._second_round = self._language.patterns["second_round"].search(self._folded) is not None
            if len(self._contest.candidates) > 2:  # two of several have all the votes where there was a round before
                shares = ((t.source, t.subject, t.value) for t in self._told if t.measure == "share")
                self._second_round |= outcome.two_have_all(shares)
        title = sentence.paragraph == 0 and not self._stopped(sentence)
        return Passage(
            self._text,
            self._words,
            sentence,
            index,
            self._language,
            self._contest,
            self._own,
            numbers,
            mentions,
            cues,
            self._leading,
            title,
            bool(self._second_round),
            table,
            self._moments.earlier(sentence.start, sentence.end),
            self._wholes,
        )

    def _speaker(self, passage: Passage) -> str:
        """The candidate whose campaign is likely to answer for the sentence's figures, "" where it is no campaign."""
        return self._sides.get(self._answering(passage), "")

    def _front(self, passage: Passage) -> str:
        """Whom whoever is likely to answer has in front, by his own figures or, of officials and nobody, who won."""
        source = self._answering(passage)
        won = "" if source in self._unofficial else self._winner
        return self._fronts.of(source) or won or self._context.leader

    def _answering(self, passage: Passage) -> str:
        """Who is likely to answer for the figures of a sentence, "" for nobody."""
        if quoted := self._sources.speaker(passage.quantities[-1].start):
            return quoted
        if here := [a for a in self._assertions.of(passage.sentence) if a.how not in ASIDE]:
            return ([a for a in here if a.how not in WEAK] or here)[-1].source
        goes_on = self._told and self._told[-1].paragraph == passage.sentence.paragraph
        return self._told[-1].source if goes_on else ""

    def _speakers(self, passage: Passage) -> tuple[tuple[int, str], ...]:
        """Where in a sentence somebody speaks, and of whose campaign."""
        here = (a for a in self._assertions.of(passage.sentence) if a.how not in WEAK)
        return tuple((a.end, self._sides.get(a.source, "")) for a in here)

    def _polled(self, source: str, index: int) -> bool:
        """Is the figure a pollster's, and of a poll rather than of a quick count?

        A text that has spoken of quick counts goes on to, as long as it does not turn to polls; a pollster that tells
        of tally sheets has counted.
        """
        known, sentence = self._contest.source(source), self._sentences[index]
        if known is None or known.kind != SourceKind.POLLSTER:
            return False
        idioms, here = self._language.idioms, (self._folded, sentence.start, sentence.end)
        if self._counts_quickly is None:
            found = idioms["quick_count"].search(self._folded)
            self._counts_quickly = len(self._folded) if found is None else found.start()
        if idioms["quick_count"].search(*here):
            return False
        if idioms["count_of_sheets"].search(*here):
            self._counts_quickly = min(self._counts_quickly, sentence.start)
            return False
        return self._counts_quickly > sentence.start or any(cue.kind == "poll" for cue in self._scopes.cues(index))

    def _basis(self, passage: Passage, i: int, measure: str) -> Basis:
        """What a percentage is of, or whether ballots are told without the invalid ones: as the words beside it say."""
        q, idioms = passage.quantities[i], self._language.idioms
        if measure == "ballots":
            before, behind = passage.near(i)
            for start, end in ((max(before, q.start - _VALID), q.start), (q.start, min(behind, q.end + _VALID))):
                if idioms["valid_votes"].search(self._folded, start, end):
                    return Basis.VALID
            return Basis.UNSTATED
        if MEASURES[measure].unit not in ("percent", "points"):
            return Basis.UNSTATED
        of = passage.of(q)  # a turnout is of the register anyway, whether the text says so or not
        return of if measure == "share" or of is Basis.VALID else Basis.UNSTATED


def _counted(q: Quantity, measure: str) -> Quantity:
    """A number that turned out to count votes or sheets, printed as counts are."""
    if q.unit or MEASURES[measure].unit not in ("votes", "sheets"):
        return q
    unit = float(printed_unit(format(Decimal(str(q.value)).normalize(), "f"), count=True))
    return replace(q, unit="count", resolution=unit)
