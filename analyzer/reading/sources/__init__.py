"""Who answers for a figure: for each source what is seen of it around the figure, and the likeliest of them.

Whoever is made answerable in the sentence, whoever answered for the figure before, whoever spoke last, or nobody (""):
each gets the sum of the weights of its features; the best is taken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf

from analyzer.model import MEASURES, Quantity, SourceKind
from analyzer.reading.meaning.choice import Choice
from analyzer.reading.meaning.passage import Passage, bucket
from analyzer.reading.meaning.weights import Weights, likelihoods
from analyzer.reading.names.article import Article
from analyzer.reading.prose.sentences import LEAD, Sentence
from analyzer.reading.sources import carried, issuer
from analyzer.reading.sources.assertion import ASIDE, WEAK, Assertion
from analyzer.reading.sources.assertions import Assertions
from analyzer.reading.sources.beside import bearing, between, gives, nearer, others
from analyzer.reading.sources.carried import Figure, Told
from analyzer.reading.sources.lists import Lists
from analyzer.reading.sources.quotations import Quotations
from analyzer.reading.sources.subjects import DIGIT

_NEAR = (8, 30, 70, 130, 220)
_OPENS, _CLOSES = 12, 30  # an assertion this near to an end of its sentence stands at that end
_SUBJECT = 16  # characters from who gets something to the verb that says so
_TO = 12  # characters before a name in which it is said that something goes to it
_TIMES = 2  # so often is often
_FAR = 80  # sentences of a document that are looked over for who speaks in it
_BACK = 4  # sentences that are looked back over for somebody who answers
# Ways of making somebody answerable that leave little doubt.
_FIRM = frozenset(
    (
        *("according", "according, stranger", "possession", "these are", "ours", "officer", "goes on"),
        *("stranger of", "stranger"),
        *("says", "says, candidate", "says, he", "says, inverted", "says, inverted, candidate", "says, inverted, he"),
        *("before a quotation", "before a colon", "opens and says"),
    )
)


def likely(features: Mapping[str, Sequence[str]], weights: Weights) -> dict[str, float]:
    """Log-likelihood of each source of a figure."""
    weight = weights.of_sources.__getitem__
    return likelihoods({source: sum(map(weight, some)) for source, some in features.items()})


class Sources:
    """Finds who answers for the figures of one document."""

    def __init__(self, article: Article, assertions: Assertions) -> None:
        contest, sentences, folded = article.contest, article.sentences, article.folded
        self._assertions, self._sentences, self._folded = assertions, sentences, folded
        self._kinds = {s.id: s.kind for s in contest.sources}
        self._sides = {s.id: s.candidate for s in contest.sources}
        self._talk, self._quotations = assertions.talk, Quotations(assertions, folded)
        self._last_of: dict[int, Assertion | None] = {}
        self._beside: dict[tuple[int, tuple[str, str]], tuple[list[tuple[str, str]], str, list[tuple[str, str]]]] = {}
        self._lists = Lists(assertions, sentences, folded)
        self._named = assertions.named
        self._authority = assertions.authority
        self._issuer = issuer.find(assertions, sentences, folded)
        #: The campaign of the candidate who says "I" outside of quotations, in a letter that he signs; "" for none.
        self.signer = self._issuer.source if self._issuer.candidate and self._issuer.first_person else ""
        if self._issuer.first_person:
            assertions.issued_by(self._issuer.source)
        self._speaks_in: dict[str, list[int]] | None = None  # once it was asked for
        self._known_elsewhere: dict[tuple[str, int], list[str]] = {}
        self._lead = issuer.first_speaker(assertions, sentences)

    def features(
        self, passage: Passage, q: Quantity, chosen: Choice, told: Sequence[Told], continues: bool
    ) -> dict[str, list[str]]:
        """Source id (and "" for nobody) -> its features for a figure, behind those that were `told`."""
        at = q.start
        found: dict[str, list[str]] = {"": ["nobody"]}
        here, told = bearing(passage, at, self._answering(passage.sentence), told, self._sides)
        firm = [a for a in here if a.how not in WEAK]
        figure = Figure(passage, at, chosen.measure, chosen.subject, q.value, told, continues, here, firm)
        self._in_sentence(found, here, at, passage)
        spoken = self._quotations.speakers(at)
        for a in spoken:
            another = a.how == "turn" and any(f.source != a.source for f in firm)
            how = "quoted" if a.how != "turn" else "answers, another speaks" if another else "answers"
            found.setdefault(a.source, []).append(how)
            if self._quotations.beside(at, a):
                found[a.source].append("quoted beside")
        if not spoken and self._talk.quoted(at) is not None and (focus := self._assertions.focus(at)):
            found.setdefault(focus, []).append("quoted, focus")
        for source, some in carried.features(figure, self._assertions).items():
            found.setdefault(source, []).extend(some)
        self._last_said(found, passage, told)
        self._soon_said(found, figure)
        self._about(found, figure)
        self._at_large(found, figure)
        self._nobody(found[""], figure, bool(spoken))
        if whose := passage.head(at).source:
            found.setdefault(whose, [])
            for source, some in found.items():
                some.append("its cell" if source == whose else "another's cell")
        others(found, here)
        for source, some in found.items():
            if source:
                self._relation(some, source, figure)
        return {source: list(dict.fromkeys(some)) for source, some in found.items()}

    def _answering(self, sentence: Sentence) -> list[Assertion]:
        """The assertions of a sentence, but for media that pass on what another says in it."""
        some = [a for a in self._assertions.of(sentence) if a.how != "turn"]
        media = [a for a in some if self._kinds.get(a.source) == SourceKind.MEDIA]
        if media and any(a.how in _FIRM and a.source and a not in media for a in some):
            return [replace(a, how="named") if a in media and a.how not in ASIDE else a for a in some]
        return some

    def choose(self, features: dict[str, list[str]], weights: Weights) -> tuple[str, str]:
        """(source, why): the likeliest source of a figure, "" for nobody."""
        weight = weights.of_sources.__getitem__
        best, most = "", -inf
        for source, some in features.items():
            worth = sum(map(weight, some))
            if worth > most:
                best, most = source, worth
        return best, ", ".join(sorted(features[best], key=weight, reverse=True)[:3])

    def _in_sentence(self, found: dict[str, list[str]], here: Sequence[Assertion], at: int, passage: Passage) -> None:
        """What the assertions of the sentence say, each by its kind, side, distance and what stands between."""
        sentence = passage.sentence
        seen: set[tuple[str, str, str]] = set()
        quote = self._talk.quoted(at)
        ordered = sorted(here, key=lambda a: min(abs(a.start - at), abs(a.end - at))) if len(here) > 1 else here
        for a in ordered:
            if a.end <= at:
                side, gap = "<", self._folded[a.end : at]
            elif a.start > at:
                side, gap = ">", self._folded[at : a.start]
            else:
                side, gap = "=", ""
            if (a.source, a.how, side) in seen:
                continue
            seen.add((a.source, a.how, side))
            how = a.how
            if how == "named":
                how = "obtains" if self._obtains(a.source, a.end, passage) else how
                how = "gapped" if self._gapped(a, at, here, passage) else how
            key = f"{how}{side}"
            some = found.setdefault(a.source, [])
            if how == "addressed":  # named, and as little in question as who is not
                some.append(key)
                continue
            firm = "firm" if a.how in _FIRM else "faint"
            near = bucket(len(gap), _NEAR)
            some += [key, f"{key}{near}", f"{firm}{side}", f"{firm} {near}"]
            if firm == "firm" and not any(b.how in _FIRM and b is not a and between(b, a, at) for b in here):
                some += ["firm nearest", f"firm nearest{side}"]
            if any(b.source != a.source and b.how not in ASIDE and between(b, a, at) for b in here):
                some.append(f"{key} another between")
            if passage.idioms["clause"].search(gap):
                some.append(f"{key} clause between")
            if given := gives(self._folded, a, at, passage.language):
                some.append(f"gives {given}")
            if side == "<" and a.how.endswith("candidate") and passage.tells_of(a.end, at):
                some.append("tells of who speaks")
            if side == "<" and a.start - sentence.start < _OPENS:
                some.append(f"{key} opens")
            if side == ">" and sentence.end - a.end < _CLOSES:
                some.append(f"{key} closes")
            if self._talk.quoted(a.start) != quote:
                where = "in quotes" if quote else "out of quotes"
                some += [f"{key} {where}", f"{firm} {where}"]
            elif (
                quote is None
                and firm == "firm"
                and self._quotations.turned_away(a, at)
                and not any(b.source == a.source and b.how in _FIRM and nearer(b, a, at) for b in here)
            ):
                some.append(f"says a quotation{side}")

    def _gapped(self, a: Assertion, at: int, here: Sequence[Assertion], passage: Passage) -> bool:
        """Is a verb left out that another source has before ("the board gives Roe 52 percent, the Union 45")?"""
        folded, language = self._folded, passage.language
        gap = folded[a.end : max(a.end, at)].strip(" \u00a0,:")
        beside = a.end <= at and (not gap or gap in language.determiners)
        if not beside or language.idioms["dative"].search(folded[max(0, a.start - _TO) : a.start]):
            return False
        others = (b for b in here if b.how in _FIRM and b.source not in ("", a.source) and b.end <= a.start)
        return any(DIGIT.search(folded, b.end, a.start) for b in others)

    def _obtains(self, source: str, end: int, passage: Passage) -> bool:
        """Does a side, behind whose name a place stands, win or get something ("el Frente logra el 50 %")?"""
        cues = (cue for cue in passage.cues if cue.kind == "share" and end <= cue.start <= end + _SUBJECT)
        return bool(self._sides.get(source)) and any("," not in self._folded[end : cue.start] for cue in cues)

    def _last_said(self, found: dict[str, list[str]], passage: Passage, told: Sequence[Told]) -> None:
        """Who was made answerable in the sentences before, the nearest one that says so."""
        since = told[-1].index if told else -1
        for back in range(1, _BACK + 1):
            index = passage.index - back
            if index < 0:
                return
            sentence = self._sentences[index]
            paragraphs = passage.sentence.paragraph - sentence.paragraph
            if paragraphs > 2:
                return
            if a := self._last(index):
                when = "since" if index > since else "then"
                did = "was named" if a.how in WEAK else "spoke"
                some = found.setdefault(a.source, [])
                # By what word a candidate spoke matters in his own sentence alone.
                some += [
                    f"{did} {when} p{paragraphs}",
                    f"{did} {when} s{back}",
                    f"{did} {when}, {a.how.replace(', he', ', candidate')}",
                ]
                return

    def _last(self, index: int) -> Assertion | None:
        """Who is made answerable last in a sentence."""
        if index not in self._last_of:
            firm = [a for a in self._assertions.of(self._sentences[index]) if a.how not in ASIDE]
            strong = [a for a in firm if a.how not in WEAK] or firm
            self._last_of[index] = strong[-1] if strong else None
        return self._last_of[index]

    def _soon_said(self, found: dict[str, list[str]], figure: Figure) -> None:
        """Who is made answerable in the sentence behind, where nobody is in this one.

        Of later figures only where it says so: "These are figures of the commission."
        """
        passage = figure.passage
        index = passage.index + 1
        if figure.firm or index >= len(self._sentences):
            return
        behind = self._sentences[index]
        paragraphs = behind.paragraph - passage.sentence.paragraph
        after = [a for a in self._assertions.of(behind) if a.how not in WEAK and a.how != "turn"]
        if paragraphs > 1 or not after or (figure.told and after[0].how != "these are"):
            return
        a = after[0]
        opens = " opens" if a.start - behind.start < _OPENS else ""
        found.setdefault(a.source, []).extend((f"speaks next p{paragraphs}", f"speaks next, {a.how}{opens}"))

    def _about(self, found: dict[str, list[str]], figure: Figure) -> None:
        """Whom the paragraph, and the sentence before, are about."""
        here = figure.passage.index
        key = here, self._assertions.result  # all that differs from one figure of the document to another
        if key not in self._beside:
            self._beside[key] = (
                self._opening(figure.passage, figure.firm),
                self._lists.introduced(here),
                self._below(here),
            )
        opening, introduced, below = self._beside[key]
        for source, feature in opening:
            found.setdefault(source, []).append(feature)
        if introduced:
            found.setdefault(introduced, []).append("introduces the list")
        else:
            headed, firm = self._lists.headed(here, {t.index for t in figure.told})
            if headed:
                found.setdefault(headed, []).extend(("heads the list", "speaks over the list")[: 1 + firm])
        for source, feature in below:
            found.setdefault(source, []).append(feature)

    def _opening(self, passage: Passage, firm: Sequence[Assertion]) -> list[tuple[str, str]]:
        """Who opens the paragraph, the sentence and the one before."""
        found = []
        here = first = passage.index
        while first > max(0, here - _BACK) and self._sentences[first - 1].paragraph == passage.sentence.paragraph:
            first -= 1
        places = [(first, "paragraph"), (here, "sentence")]
        if first < here:
            places.append((here - 1, "sentence before"))
        for index, where in places:
            m = self._assertions.opens(self._sentences[index])
            if m:
                who = self._assertions.speaker(m)
                # A party that stands itself is told of, mostly, and so is one that obtains something.
                told_of = m.candidate or (index == here and self._obtains(who, m.end, passage))
                whose = ", candidate" if told_of else ""
                others = ", another speaks" if any(a.source != who for a in firm) else ""
                found.append((who, f"opens the {where}{whose}{others}"))
        return found

    def _below(self, index: int) -> list[tuple[str, str]]:
        """Who is credited below a list, and who is asked in the sentence before."""
        found = []
        if credited := self._lists.credited(index):
            found.append((credited, "credited below"))
        before = self._sentences[index - 1] if index else None
        if before and self._folded[before.start : before.end].rstrip()[-1:] in "?:":
            found += [(a.source, "asked of") for a in self._assertions.of(before)[-1:] if a.source]
        return found

    def _at_large(self, found: dict[str, list[str]], figure: Figure) -> None:
        """Who answers for much of the document: its issuer, those that figures were of before, the authority."""
        passage = figure.passage
        if self._issuer.source and not passage.title:
            we = ", we" if any(c.kind == "we" for c in passage.cues) else ""
            some = found.setdefault(self._issuer.source, [])
            some.append(f"says we of itself{we}" if self._issuer.first_person else "issues the document")
            if self._issuer.first_person and all(a.source == self._issuer.source for a in figure.firm):
                some.append("says we of itself, none else speaks")
            if self._issuer.statement:
                some.append(f"issues the statement{we}")
        for source in list(dict.fromkeys(t.source for t in reversed(figure.told)))[:3]:
            found.setdefault(source, []).append("answered before" if source else "nobody answered before")
        if self._authority:
            found.setdefault(self._authority, []).append("authority at large")
        if self._lead and passage.index >= LEAD:
            found.setdefault(self._lead, []).append("speaks in the lead")

    def _nobody(self, some: list[str], figure: Figure, quoted: bool) -> None:
        """What speaks for nobody: what the figure is, and that nobody speaks here."""
        passage = figure.passage
        some.append(f"nobody for {figure.measure}")
        if not figure.here:
            some.append("nobody, none named")
        elif not figure.firm:
            some.append("nobody, none speaks")
        else:
            some.append("nobody, though one speaks")
        some += [f"nobody, {where}" for where in self._elsewhere("", passage.index)]
        if quoted:
            some.append("nobody, quoted")
        if self._talk.asks(figure.at):
            some.append("nobody, asks")
        if not self._named and all(a.how != "official" for a in figure.here):
            some.append("nobody, none in the document")
        if self._issuer.opinion and not figure.firm:
            some.append("nobody, opinion")
        if not figure.told:
            some.append("nobody, first figure")
        if passage.sentence.paragraph == 0:
            some.append("nobody, first paragraph")
        if passage.title:
            some.append("nobody, title")

    def _relation(self, some: list[str], source: str, figure: Figure) -> None:
        """What a source is to the document and to the figure."""
        subject, measure = figure.subject, figure.measure
        kind = self._kinds.get(source, SourceKind.MEDIA)
        level = _level(some)
        if self._named[source] or "heads the list" not in some:  # a heading "Official results" names the authority
            some.append(f"{level}: named {min(self._named[source], 3)} times")
        if len(self._named) == 1 and source in self._named:
            some.append("the only source named")
        some.append(f"{level}: kind {kind}")
        side = self._sides.get(source, "")
        if side and subject:
            some.append(f"{level}: own candidate" if side == subject else f"{level}: another's candidate")
        if not MEASURES[measure].has_subject:
            some.append(f"{level}: kind {kind}, {measure}")
        some += [f"{level}: {where}" for where in self._elsewhere(source, figure.passage.index)]

    def _elsewhere(self, source: str, here: int) -> list[str]:
        """How often a source ("" for anybody) is made answerable in the document before a sentence, and behind it."""
        if (source, here) not in self._known_elsewhere:
            at = self._answering_at().get(source, [])
            first, behind = bisect_left(at, here), bisect_right(at, here)
            found = [f"earlier {min(first, _TIMES)}", f"later {min(len(at) - behind, _TIMES)}"]
            self._known_elsewhere[source, here] = found if at else [*found, "answers nowhere"]
        return self._known_elsewhere[source, here]

    def _answering_at(self) -> Mapping[str, Sequence[int]]:
        """Source, or "" for anybody -> the sentences of the document in which it speaks, in order."""
        if self._speaks_in is None:
            self._speaks_in = {"": []}
            for i, sentence in enumerate(self._sentences[:_FAR]):
                for source in {a.source for a in self._assertions.of(sentence) if a.how in _FIRM}:
                    self._speaks_in.setdefault(source, []).append(i)
                    if source:
                        self._speaks_in[""].append(i)
        return self._speaks_in

    def speaker(self, at: int) -> str:
        """The source that speaks the quotation a place stands in; "" where none is known."""
        return next((a.source for a in self._quotations.speakers(at)), "")


def _level(some: Sequence[str]) -> str:
    """How a source comes into question: it speaks in the sentence, goes on from before, is named, or none of these."""
    level = "absent"
    for f in some:
        if f.startswith(("firm", "quoted", "answers")):
            return "speaks"
        if f.startswith(("same sentence", "before ")):
            level = "goes on"
        elif level == "absent" and f.startswith("faint"):
            level = "named"
    return level
