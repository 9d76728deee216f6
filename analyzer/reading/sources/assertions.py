"""Places where a text makes somebody answerable: "according to the CNE", "said Machado", "the commission's count"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from operator import attrgetter

from analyzer.reading.languages.lexicon import Hit
from analyzer.reading.names import unnamed
from analyzer.reading.names.article import Article
from analyzer.reading.names.mentions import Mention
from analyzer.reading.names.outcome import BY_FIGURES
from analyzer.reading.prose.sentences import Sentence
from analyzer.reading.sources import anaphora, dialogue
from analyzer.reading.sources.assertion import ASIDE, WEAK, Assertion
from analyzer.reading.sources.subjects import DIGIT, Subjects, inverts, says_something

_COLON = re.compile(r"[^.;:\d\"]{0,90}: (?=[^\"]{0,40}\d)")
_DATELINE = re.compile(r"\) ?(?:\u2014|-|\.-)")  # "CARACAS (AP) -": who carries the story, not who answers for it
_APPOSED = re.compile(r" ?(?:\([^()]{0,40}\))?, (?:[\w'-]+ ){0,3}")
_APART = re.compile(r"[\d;]|, ")
_ROLES = ("incumbent", "rival", "winner", "loser", "own", "ruling", "opposition")
_SPEAKING = frozenset(("name", "kind", "pronoun", *_ROLES, "described"))
_BREAKS = '",;:-\u2014'  # signs behind which a clause begins
_SHARED = 6  # characters of a preposition that a name and what leads up to it may share
_BESIDE = 40  # characters between a candidate and his party in a row of a table
_WITH = re.compile(r"[ \u00a0\t|,*_\u2013\u2014-]*")
_FOCUS = 3  # sentences back to whom one goes on about
_REACH = 60  # characters before a name in which stands what is done to it
_SAID = 25  # characters of a verb of saying before who says so
_OPENS = 60  # a name this near to the beginning of its sentence is what the sentence is about
_begins = attrgetter("start")
_Places = Mapping[int, int]  # where words end -> where they begin


class Assertions:
    """The assertions of one document, sentence by sentence, in its `language`."""

    def __init__(self, article: Article) -> None:
        text, words, names, language = article.text, article.words, article.names, article.language
        mentions, sentences = article.mentions, article.sentences
        self._article, self._text, self._sentences = article, text, sentences
        self._words, self._folded, self._names, self.language = words, words.folded, names, language
        self._mentions, self._speaks_for = mentions, names.speaks_for
        self._starts = [m.start for m in mentions]
        self._by_figure = any(m.how in BY_FIGURES for m in mentions)  # few documents have any
        # Who may speak: not who carries the story, nor who is only told by the verb of something else.
        able = [m for m in mentions if m.how in _SPEAKING and m.start < m.end]
        self._speaking = {m.start for m in able if not _DATELINE.match(words.folded, m.end)}
        #: The quotations and turns of talk.
        self.talk = dialogue.Talk(words.folded, dialogue.turns(text, words.folded, language, mentions, self.speaker))
        self._subjects = Subjects(words.folded, language, self.speaker)
        self._known: dict[tuple[int, tuple[str, str] | None], list[Assertion]] = {}
        self._begins = [s.start for s in sentences]
        #: The candidate whom the figures read so far have in front, and the other; "" where they have nobody.
        self.result = ("", "")
        #: The first electoral authority of the contest, or "".
        self.authority = names.authority
        self._issuer = ""  # who issued the document, where it is somebody's own and says "we"
        #: How often the document names each source.
        self.named = Counter(m.source for m in mentions if m.source and not m.candidate)

    def issued_by(self, source: str) -> None:
        """From now on "our count" is that source's. It is told from assertions, which have to be looked for again."""
        self._issuer = source
        self._known.clear()

    def within(self, sentence: Sentence) -> list[Mention]:
        """The mentions of a sentence."""
        starts = self._starts
        found = self._mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if self._by_figure:
            return [self._by_figures(m) for m in found]
        return found

    def _able(self, sentence: Sentence) -> list[Mention]:
        """The mentions of a sentence that stand for somebody who may speak."""
        return [m for m in self.within(sentence) if m.start in self._speaking]

    def _by_figures(self, m: Mention) -> Mention:
        """A winner or loser becomes the candidate whom the figures so far have in front, or the other one.

        Not a winner told beside a name; a winner's rival is anyway whom the text makes him, where no figures say more.
        """
        if m.how not in BY_FIGURES or (m.how == "winner" and m.candidate):
            return m
        return m._replace(candidate=self.result[m.how != "winner"] or m.candidate)

    def of(self, sentence: Sentence) -> list[Assertion]:
        """All assertions of a sentence, in order of place."""
        key = sentence.start, self.result if self._by_figure else None
        found = self._known.get(key)
        if found is None or sentence.paragraph < 0:
            found = self._find(sentence)
            if sentence.paragraph >= 0:
                self._known[key] = found
        return found

    def _find(self, sentence: Sentence) -> list[Assertion]:
        hits: dict[str, list[Hit]] = {}
        for hit in self.language.speech.find(self._words, self._words.between(sentence.start, sentence.end)):
            if hit.kind not in ("says", "speech") or says_something(self._folded, hit, self.language):
                hits.setdefault(hit.kind, []).append(hit)
        named = self._able(sentence)
        if not named and not hits and not self.talk.answers and not self._issuer:  # most often
            return []
        says, speech = hits.get("says", []), hits.get("speech", [])
        pronouns = {hit.end: hit.start for hit in hits.get("anaphor", ())}
        found = self._according(hits.get("according", []), hits.get("anaphor", []), named)
        if named:
            if says:
                found += self._saying(says, speech, named, pronouns)
            taken = {a.end: a for a in found if "acts" not in a.how}  # verbs that have a subject, by where they end
            found += self._possessing(sentence, named)
            shown = hits.get("official", ())  # "the party conceded after final results showed …": these show it
            free = [v for v in says if not any(h.start < v.start <= h.end + 1 for h in shown)]
            free = [v for v in free if not self._is_of(taken.get(v.end), v, named)]
            found += self._leading(sentence, free, named, pronouns)
            found += self._officers(sentence, named)
        if self.talk.answers:
            turns = self.talk.within(sentence.start, sentence.end)
            found += [Assertion(t.start, t.end, t.source, "turn") for t in turns]
        if says and (again := [*hits.get("anaphor", ()), *hits.get("relative", ())]):
            found += self._again(sentence, again, says, [a for a in found if a.how not in WEAK])
        if speech:
            found += self._unnamed(sentence, speech, named, found)
        if self.talk.answers or self._issuer:
            found += self._ours(sentence)
        authority = self._names.authority
        if authority and "official" in hits:
            found += [Assertion(h.start, h.end, authority, "official") for h in hits["official"]]
        found += self._named(named, found)
        found += self._campaigns(named, found)
        found.sort(key=_begins)
        return found

    def _named(self, named: list[Mention], found: list[Assertion]) -> list[Assertion]:
        """The sources that nothing found so far makes answerable: they are just named."""
        return [
            Assertion(m.start, m.end, m.source, self._how_named(m, named))
            for m in named
            if m.source and not m.candidate and not any(a.start <= m.start < a.end for a in found)
        ]

    def _campaigns(self, named: list[Mention], found: list[Assertion]) -> list[Assertion]:
        """The campaigns of candidates that are named, where nothing found so far makes them answerable there."""
        return [
            Assertion(m.start, m.end, campaign, "candidate named")
            for m in named
            if m.candidate and not m.source and (campaign := self._names.campaign(m.candidate))
            if not any(a.start <= m.start < a.end and a.source == campaign for a in found)
        ]

    def _how_named(self, m: Mention, named: list[Mention]) -> str:
        """Whether a source is just named, is only spoken to ("asked the court"), or only says whose a candidate is.

        The last in "NAME (PARTY)" and "NAME | PARTY | 57 %".
        """
        if self._folded[m.start - 1 : m.start] == "(":
            return "in brackets"
        if self._addressed(m):
            return "addressed"
        side = self._names.candidate_of.get(m.source, "")
        for other in named if side else ():
            if other.candidate == side and not other.source:
                start, end = (other.end, m.start) if other.end <= m.start else (m.end, other.start)
                if end - start <= _BESIDE and _WITH.fullmatch(self._folded, start, end):
                    return "with its candidate"
        return "named"

    def _addressed(self, m: Mention) -> bool:
        """Is somebody named only spoken to, or his a place, or somebody's who led him once?"""
        end = self._after_article(m)
        return self.language.sought["addressed_before"].search(self._words, max(0, m.start - _REACH), end) is not None

    def _after_article(self, m: Mention) -> int:
        """Where a name begins behind the article that it is told with ("sede | del Consejo")."""
        article = self._folded[m.start : m.end].split(" ", 1)[0]
        return m.start + len(article) + 1 if article in self.language.determiners else m.start

    def speaker(self, m: Mention) -> str:
        """The source a mention makes answerable when it speaks: itself, or the campaign of that candidate."""
        return m.source or self._speaks_for.get(m.candidate, "")

    def side(self, source: str) -> str:
        """The candidate whose campaign a source is, or ""."""
        return self._names.candidate_of.get(source, "")

    def _according(self, cues: list[Hit], again: list[Hit], named: list[Mention]) -> list[Assertion]:
        found = []
        known = -1  # where the next cue begins behind which somebody known stands
        for cue in reversed(cues):
            who = next((m for m in named if self._follows(cue.end, m) and self.speaker(m)), None)
            # "data of the System, used by the board": the board's
            passed_on = known >= 0 and not _APART.search(self._folded, cue.end, known)
            if who is not None:
                how, known = "according" if who.source else "according, candidate", cue.start
                found.append(Assertion(cue.start, who.end, self.speaker(who), how))
            elif (body := anaphora.body_behind(self._folded, cue.end, again)) and (source := self._named_again(body)):
                found.append(Assertion(cue.start, body.end, source, "according"))  # "according to the body"
            elif not passed_on and self._text[cue.end + 1 : cue.end + 2].isupper():  # "according to Jane Low, a …"
                found.append(Assertion(cue.start, cue.end, "", "according, stranger"))
        return found[::-1]

    def _follows(self, at: int, m: Mention) -> bool:
        """Does the mention stand close behind the place, no figure or comma between ("fixada pela", "pela Junta")?"""
        return m.end > at and -_SHARED <= m.start - at <= 70 and not _APART.search(self._folded, at, m.start)

    def _saying(self, verbs: list[Hit], speech: list[Hit], named: list[Mention], again: _Places) -> list[Assertion]:
        """Who is the subject of a verb of saying. `again`: where words that name somebody again end, and begin."""
        spoken = frozenset(v.start for v in speech)
        return [
            Assertion(min(m.start, verb.start), max(m.end, verb.end), self.speaker(m), how)
            for verb, m, how in self._subjects.of(verbs, spoken, named, again)
        ]

    def _ours(self, sentence: Sentence) -> list[Assertion]:
        """ "Our parallel count", in a document of somebody's own or in an answer: whoever says "we"."""
        found = []
        for f in self.language.idioms["ours"].finditer(self._folded, sentence.start, sentence.end):
            quote = self.talk.quoted(f.start())
            if source := self.talk.speaker(quote) if quote else self._issuer:
                found.append(Assertion(f.start(), f.end(), source, "ours"))
        return found

    def _officers(self, sentence: Sentence, named: list[Mention]) -> list[Assertion]:
        """ "NAME, spokesman for the mission": whoever holds an office speaks for the body; not so a candidate, of whom
        the party that he heads is only told ("third was Jane Roe, leader of the PLN").
        """
        office = self.language.sought["office_before"]
        found = []
        for m in named:
            speaker = self.speaker(m)
            before = office.search(self._words, max(sentence.start, m.start - 70), m.start) if speaker else None
            if before and not self._addressed(m) and not self._candidate_beside(before.start(), named):
                found.append(Assertion(before.start(), m.end, speaker, "officer"))
        return found

    def _candidate_beside(self, at: int, named: list[Mention]) -> bool:
        """Does a candidate's name end just before an apposition that begins at a place?"""
        return any(m.candidate and not m.source and _APPOSED.fullmatch(self._folded, m.end, at) for m in named)

    def _unnamed(
        self, sentence: Sentence, verbs: list[Hit], named: list[Mention], found: list[Assertion]
    ) -> list[Assertion]:
        """Verbs of saying beside which nobody known stands: a stranger's, or of whom the sentence before was about."""
        some = []
        for verb in verbs:
            if any(a.start <= verb.start < a.end for a in found if a.how not in WEAK):
                continue
            inverted = inverts(self._folded, verb.start, verb.end, self.language)
            place = (verb.start, verb.end)
            who = unnamed.stranger(self._text, sentence.start, sentence.end, place, inverted, self.language)
            if who is None:
                focus = self.focus(verb.start)
                if focus and self._continues(sentence, verb):
                    some.append(Assertion(verb.start, verb.end, focus, "goes on"))
                continue
            start, end = min(who.start, verb.start), max(who.end, verb.end)
            beside = next((m for m in named if who.start <= m.start < who.end and self.speaker(m)), None)
            if beside:
                some.append(Assertion(start, end, self.speaker(beside), "stranger of"))
            else:
                some.append(Assertion(start, end, "", "stranger"))
                if focus := self.focus(verb.start):
                    some.append(Assertion(start, end, focus, "stranger, focus"))
        return some

    def _continues(self, sentence: Sentence, verb: Hit) -> bool:
        """May the subject of a verb be whoever was spoken of before: is it a pronoun, or left out?"""
        ahead = self._folded[sentence.start : verb.start].rstrip()
        if not ahead or ahead[-1] in _BREAKS:
            return True
        last = ahead.split()[-1]
        return last in self.language.pronouns or self.language.patterns["joins"].fullmatch(last) is not None

    def focus(self, at: int) -> str:
        """The source of whom the sentences before a place are about, "" where they name nobody who could speak."""
        index = bisect_right(self._begins, at) - 1
        for back in range(1, min(_FOCUS, index) + 1):
            sentence = self._sentences[index - back]
            if self._sentences[index].paragraph - sentence.paragraph > 1:
                break
            able = [m for m in self._able(sentence) if self.speaker(m) and not self._spoken_of(m)]
            if able:
                opens = able[0].start - sentence.start < _OPENS
                return self.speaker(able[0] if opens else able[-1])
        return ""

    def _spoken_of(self, m: Mention) -> bool:
        """Is it in a quotation that somebody is named, and not who speaks it ("« Merci, a dit Jean Roe. Nous … »")?"""
        if self.talk.quoted(m.start) is None:
            return False
        verbs = self.language.speech.find(self._words, self._words.between(m.start - _SAID, m.start))
        return not any(v.kind == "speech" and m.start - v.end <= 1 for v in verbs)

    def opens(self, sentence: Sentence) -> Mention | None:
        """Who could speak and stands at the beginning of a sentence: whom it is about."""
        first = next((m for m in self._able(sentence) if self.speaker(m)), None)
        return first if first is not None and first.start - sentence.start < _OPENS else None

    def _leading(self, sentence: Sentence, verbs: list[Hit], named: list[Mention], again: _Places) -> list[Assertion]:
        """A source that opens its sentence and says something later in it, or stands before a quotation or colon."""
        found = []
        for m in named:
            speaker = "" if self._addressed(m) else self.speaker(m)
            quote = self.language.idioms["colon_quote"].match(self._folded, m.end, sentence.end)
            if quote and speaker:
                found.append(Assertion(m.start, quote.end(), speaker, "before a quotation"))
            body = speaker and m.source and not m.candidate and not DIGIT.search(self._folded, sentence.start, m.start)
            colon = _COLON.match(self._folded, m.end, sentence.end) if body else None
            if colon and self._how_named(m, named) not in ASIDE:  # "NAME (PARTY): 48.716" is a row of a list
                found.append(Assertion(m.start, colon.end(), m.source, "before a colon"))
        first = named[0]
        if first.source and not first.candidate and first.start - sentence.start < 40:
            verb = next((v for v in verbs if v.start >= first.end), None)
            if verb and not self._another_says(first, verb, named, verb.start - 1 in again):
                found.append(Assertion(first.start, verb.end, first.source, "opens and says"))
        return found

    def _is_of(self, said: Assertion | None, verb: Hit, named: list[Mention]) -> bool:
        """Is a verb that somebody says something by his alone, and not that of whom the sentence opens with?

        It is where no comma parts them but before a relative ("the court heard NAME, who says").
        """
        if said is None or not named[0].end <= said.start < verb.start:
            return False
        between = self._folded[said.start : verb.start]
        return "," not in between or self.language.idioms["relative_gap"].search(between) is not None

    def _another_says(self, first: Mention, verb: Hit, named: list[Mention], again: bool) -> bool:
        """Does a clause begin behind who opens a sentence, and another source stand in it before the verb?

        Or a pronoun right before it (`again`): "The union accuses the board of inventing what it announced".
        """
        others = [
            m for m in named if m.source and m.source != first.source and first.end < m.start and m.end <= verb.start
        ]
        clause = self.language.idioms["clause"]
        return bool(others) and (again or clause.search(self._folded, first.end, others[-1].start) is not None)

    def _again(self, sentence: Sentence, cues: list[Hit], verbs: list[Hit], known: list[Assertion]) -> list[Assertion]:
        """ "Their efforts revealed", "it said", "the party maintains": a source that was named before."""
        found = []
        # Behind a verb whose subject is a stranger, a pronoun is his.
        strangers = [v.end for v in verbs if not any(a.start <= v.start < a.end for a in known)]
        for cue in cues:
            if cue.kind == "anaphor" and any(end <= cue.start for end in strangers):
                continue
            about = self._about(sentence) if cue.start == sentence.start else ""
            if self.talk.quoted(cue.start) or any(a.start < cue.start < a.end for a in known):
                continue  # of whom a speaker speaks; "NAME, who claims": whoever is named beside it
            if verb := anaphora.verb(self._folded, cue, verbs, sentence.end, self.language):
                start, end = min(cue.start, verb.start), max(cue.end, verb.end)
                if source := anaphora.source(self._article, self._starts, cue, (start, end), about):
                    found.append(Assertion(start, end, source, "anaphor"))
        return found

    def _named_again(self, body: Hit) -> str:
        """The source that a body which is named again stands for, "" where none is near."""
        return anaphora.source(self._article, self._starts, body, (body.start, body.end))

    def _about(self, sentence: Sentence) -> str:
        """The source that the sentence before begins with, "" where that is none, or of another paragraph."""
        index = bisect_left(self._begins, sentence.start)
        before = self._sentences[index - 1] if index else sentence
        opener = self.opens(before) if index and before.paragraph == sentence.paragraph else None
        return opener.source if opener is not None and not opener.candidate else ""

    def _possessing(self, sentence: Sentence, named: list[Mention]) -> list[Assertion]:
        found = []
        idioms = self.language.idioms
        for m in named:
            source = self.speaker(m)
            if not source or (not self.side(source) and self._addressed(m)):
                continue  # what is heard at a campaign's headquarters is its own, not so at the court's
            after = idioms["possession_after"].match(self._folded, m.end, sentence.end)
            before = self.language.sought["possession_before"].search(
                self._words, max(sentence.start, m.start - 60), m.start
            )
            if not after and not before and m.source and not self.side(source):  # of a party it is what it won
                after = idioms["figure_of_after"].match(self._folded, m.end, sentence.end)
                article = self._after_article(m)
                before = idioms["figure_of_before"].search(self._folded, max(sentence.start, m.start - 60), article)
            if idioms["these_are"].fullmatch(self._folded, sentence.start, m.start):
                found.append(Assertion(sentence.start, m.end, source, "these are"))
            elif after or before:
                start, end = before.start() if before else m.start, after.end() if after else m.end
                how = "possession" if m.source else "possession, candidate"
                found.append(Assertion(start, end, source, how))
        return found
