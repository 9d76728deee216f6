"""Candidates and sources where a text names them: by name, alias, party, role or pronoun.

Aliases come from the contest, the words for roles and for kinds of bodies from the language.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from analyzer.model import Contest, SourceKind
from analyzer.reading.languages.compiling import once
from analyzer.reading.languages.language import HELD, OPPOSITION, Language, is_opposition
from analyzer.reading.languages.words import Words
from analyzer.reading.names import (
    aliases,
    descriptions,
    dropped,
    incumbents,
    introductions,
    nominees,
    outcome,
    periphrases,
    pronouns,
    rivals,
    strangers,
    teams,
)
from analyzer.reading.names.genders import Genders
from analyzer.reading.names.mentions import STOP, Mention, apposed, disjoint, titles

_WORD = re.compile(r"\w+")
_QUOTES = tuple("\"'«‘’“”„‹")
_CONTRAST = 200  # characters within which "him" and "her" are told apart
_LOOK_BACK = 40  # mentions among which a pronoun or a rival finds whom it stands for


class Names:
    """The names of one contest in one language, compiled."""

    def __init__(self, contest: Contest, language: Language) -> None:
        self.contest, self.language = contest, language
        self._aliases = aliases.of(contest, language)
        self._forms: dict[str, list[str]] = {}  # first word -> the forms that begin with it, longest first
        for form in sorted(self._aliases, key=len, reverse=True):
            word = _WORD.match(form)
            if word:
                self._forms.setdefault(word.group(), []).append(form)
        self._answers = aliases.answering(contest, language)
        side = language.sources.source("side")
        own = language.patterns.source("side_own")
        self._side_behind = once(rf"{language.patterns.source('possessive')}? (?:{own} )?(?:{side})")
        self._team = once(rf"\w+ (?:{own} )?(?:{side})(?!\w)")
        of = language.patterns.source("side_of")
        self._side_ahead = once(rf"(?<!\w)(?:{side})(?P<told>(?: [a-z]+){{0,2}}) ?{of}$")
        #: A campaign -> its candidate.
        self.candidate_of = {
            s.id: s.candidate for s in contest.sources if s.kind == SourceKind.CAMPAIGN and s.candidate
        }
        sides = (s.candidate for s in contest.sources if s.kind == SourceKind.GOVERNMENT and s.candidate)
        self._ruling = next(sides, "")  # the candidate on whose side the government is
        self._of = once(rf" (?:{language.patterns.source('of')})(?: [a-z]+\.?)? ")
        #: Candidate -> the source that speaks for him: a campaign, else a government on his side; "" for none.
        self.speaks_for = {c.id: self._side_of(c.id) for c in contest.candidates}
        #: The first electoral authority of the contest, or "".
        self.authority = next((s.id for s in contest.sources if s.kind == SourceKind.AUTHORITY), "")
        self._parties = descriptions.parties(contest.candidates)
        self._called = descriptions.called(contest, language)
        self._roles = descriptions.roles(contest.candidates)
        self._genders = Genders(contest, language)
        self._kinds = {kind: only for kind in language.kinds if (only := self._only(kind))}

    def _only(self, kind: str) -> str:
        """The contest's one source of that kind, or "". The opposition is whoever is called so in some language."""
        called = kind == OPPOSITION
        some = self.contest.sources
        found = [s.id for s in some if (any(map(is_opposition, s.aliases)) if called else s.kind == kind)]
        return found[0] if len(found) == 1 else ""

    def _side_of(self, candidate: str) -> str:
        sides = [s for s in self.contest.sources if s.candidate == candidate]
        for kind in (SourceKind.CAMPAIGN, SourceKind.GOVERNMENT):
            for source in sides:
                if source.kind == kind:
                    return source.id
        return ""

    def campaign(self, candidate: str) -> str:
        """The source that speaks for that candidate, "" for none and for nobody."""
        return self.speaks_for.get(candidate, "")

    def find(self, text: str, words: Words, around: Sequence[range]) -> list[Mention]:
        """The mentions in a document, in order, none overlapping another.

        Names are found everywhere; what else stands for somebody, only among the words `around` its figures.
        """
        folded = words.folded
        named = self._written(text, words)
        named = [m for m in named if m.how != "answer" or not self._leads_up(folded, m.end, named)]
        nouns: dict[str, list[tuple[int, int]]] = {}
        for some in around:
            for hit in self.language.people.find(words, some):
                nouns.setdefault(hit.kind, []).append((hit.start, hit.end))
            for hit in self.language.answering.find(words, some) if self._answers else ():
                nouns.setdefault(hit.kind, []).append((hit.start, hit.end))
        bodies = [
            Mention(start, end, "", source, "kind")
            for kind, source in self._kinds.items()
            for start, end in nouns.get(f"kind {kind}", ())
        ]
        named = disjoint([*named, *self._introduced(text, words, [*named, *bodies])])
        answers = [
            Mention(start, end, id, "", "answer")
            for answer, id in self._answers
            for start, end in nouns.get(answer, ())
            if not self._leads_up(folded, end, named)
        ]
        people = [m for m in named if m.candidate and m.how == "name"]
        described = descriptions.find(words, around, people, self.language, self._parties, self._called)
        genders = self._genders.of(words, people, text)
        often = Counter(m.candidate for m in people).most_common()
        spoken_of = [candidate for candidate, _ in often]
        gendered = periphrases.find(words, text, around, genders, spoken_of, self.language)
        described += gendered
        others = [
            Mention(start, end, id, "", "described")
            for start, end, id in described
            if not self._answers or not self._leads_up(folded, end, named)
            if not strangers.apposed(text, folded, start, named, self.language)
        ]
        told = {start for start, _, _ in gendered}  # "la candidate" is the woman, whose campaign is named or not
        bound = self._bind_roles(folded, people, nouns, periphrases.of_leading(genders, often))
        idle = [range(m.start, m.end) for m in bound if titles(text, m)]  # "his" in "his rival Jane Roe" is nobody else
        roles = [
            m for m in bound if not any(m.start in title for title in idle) and not (m.how == "own" and m.start in told)
        ]
        whole = [
            m for m in named if answers and aliases.answers(folded, m.start, m.end, self.language)
        ]  # "non à la révocation"
        answers = [a for a in answers if not any(m.start < a.end and a.start < m.end for m in whole)]
        mentions = disjoint(disjoint(named + answers) if answers else named, bodies + roles)
        nominated = nominees.find(folded, disjoint(mentions, others), self.candidate_of, self.language)
        nominated = dropped.added(text, folded, nouns.get("dropped", ()), nominated, self.contest.date.year)
        return self._with_teams(words, self._sides(words, self._resolve(folded, nominated, genders)))

    def _with_teams(self, words: Words, mentions: list[Mention]) -> list[Mention]:
        """The mentions with the teams that speak for whom the text has spoken of ("sus abogados sostienen")."""
        if not self.language.possessives or not (places := list(teams.find(words, self.language, self._team))):
            return mentions
        spoken = [
            (m.start, m.end, side)
            for m in mentions
            if (side := m.source if m.source in self.candidate_of else "" if m.source else self.campaign(m.candidate))
        ]
        named = [(start, end, teams.whose(words.folded, start, spoken)) for start, end in places]
        return disjoint([*mentions, *(Mention(start, end, "", side) for start, end, side in named if side)])

    def _introduced(self, text: str, words: Words, named: list[Mention]) -> list[Mention]:
        """The places that name a source by what the document introduces."""
        found = introductions.find(text, words, named, self._speaker, self.language, self._aliases)
        return [Mention(start, end, "", source) for start, end, source in found]

    def _speaker(self, m: Mention) -> str:
        return m.source or self.campaign(m.candidate)

    def _leads_up(self, folded: str, end: int, named: Sequence[Mention]) -> bool:
        """Does a turn of phrase only lead up to the answer that is named behind it ("in favour of the «no»")?"""
        at = bisect_left(named, end, key=lambda m: m.start)
        between = folded[end : named[at].start].strip(" \"'") if at < len(named) else "."
        return between == "" or between in self.language.determiners

    def _written(self, text: str, words: Words) -> list[Mention]:
        """The places of all aliases, in order; the longest form at each place."""
        found = []
        end, folded = 0, words.folded
        for i in words.among(self._forms):
            at = words.starts[i]
            if at < end:
                continue
            for form in self._forms[words.texts[i]]:
                stop = at + len(form)
                if folded.startswith(form, at) and not (folded[stop : stop + 1].isalnum() and form[-1].isalnum()):
                    alias = self._aliases[form]
                    if alias.capital and not text[at].isupper() and not (alias.answer and self._marked(words, i)):
                        continue
                    if alias.name and aliases.of_another(text, words, i, stop, alias.name, self.language):
                        continue
                    if alias.head and self._goes_on(words, i + 1):
                        continue
                    if alias.first and introductions.beside_names(text, at, stop, self.language):
                        continue
                    how = "first name" if alias.first else "answer" if alias.weak or alias.answer else "name"
                    found.append(Mention(at, stop, alias.candidate, alias.source, how))
                    end = stop
                    break
        full = {m.candidate for m in found if m.how == "name"}
        return [
            m if m.how != "first name" else m._replace(how="name")
            for m in found
            if m.how != "first name" or m.candidate in full
        ]

    def _goes_on(self, words: Words, i: int) -> bool:
        """Does a form of more than one word begin with a word?"""
        forms = self._forms.get(words.texts[i], ()) if i < len(words.texts) else ()
        return any(" " in form and words.folded.startswith(form, words.starts[i]) for form in forms)

    def _marked(self, words: Words, i: int) -> bool:
        """Is a word marked as an answer, by quotation marks or an article ("the no")?"""
        at = words.starts[i]
        if words.folded[max(0, at - 2) : at].strip()[-1:] in _QUOTES:
            return True
        return i > 0 and words.texts[i - 1] in self.language.determiners and words.folded[at - 1] == " "

    def _bind_roles(
        self, folded: str, people: list[Mention], nouns: dict[str, list[tuple[int, int]]], alone: Mapping[str, str]
    ) -> list[Mention]:
        """Places that name a candidate by a role: bound to whoever the document puts the role beside.

        Else, where a figure is told of one, to the only woman or man of the two main candidates (`alone`).
        """
        roles: list[Mention] = []
        for role in self.language.roles:
            places = nouns.get(f"role {role}", [])
            holder = self._holder(role, folded, places, people)
            if not holder and alone and role in HELD:
                told = (p for p in places if incumbents.has_figure(folded, *p, self.language))
                roles += [Mention(*p, alone.get(self._gendered(folded, *p), ""), "", role) for p in told]
                continue
            woman = alone.get("f", "") if role in outcome.BY_FIGURES else ""  # "el ganador" may be anybody
            for p in places:
                hers = woman and self._gendered(folded, *p) == "f"
                roles.append(Mention(*p, woman if hers else holder, "", role))
        return roles + [Mention(start, end, "", "", "pronoun") for start, end in nouns.get("pronoun", ())]

    def _gendered(self, folded: str, start: int, end: int) -> str:
        """ "f" or "m" by the first word of a role that tells; "" where none does."""
        return next((g for word in folded[start:end].split() if (g := self.language.genders.get(word))), "")

    def _holder(self, role: str, folded: str, places: list[tuple[int, int]], people: list[Mention]) -> str:
        """The candidate whom the document, or the contest, puts a role beside, "" where neither says."""
        if role not in HELD or not places:
            return ""
        holder = incumbents.beside(folded, places, people) or self._roles.get(role, "")
        if role == "incumbent" and not holder:
            holder = incumbents.titled(folded, people, self.language)
        if holder or role == "opposition":
            return holder
        if role == "ruling":
            return self._ruling
        holder = incumbents.reelected(folded, people, self.language)
        return holder or incumbents.set_against(folded, places, people, self.leading(people), self.language)

    def _resolve(self, folded: str, mentions: list[Mention], genders: dict[str, str]) -> list[Mention]:
        """Give "his rival", "the former" and pronouns the candidate they stand for; drop those that stay open."""
        done: list[Mention] = []
        spoken: dict[str, Mention] = {}  # gender -> the last pronoun of it
        leading, held = self.leading(mentions), self._governs(folded, mentions)
        for i, m in enumerate(mentions):
            if m.how in self.language.roles and apposed(folded, done, m):
                continue
            behind = mentions[i + 1 : i + 2] if m.how == "pronoun" else []
            if behind and pronouns.is_doubled(folded, m, behind, self.language):
                continue
            if m.candidate or m.source:
                done.append(m)
                continue
            if himself := pronouns.himself(folded, done, m, self.candidate_of, self.language):
                done.append(m._replace(candidate=himself))
                continue
            before = [d for d in done[-_LOOK_BACK:] if d.candidate and d.how != "answer"]
            gender = self.language.pronouns.get(folded[m.start : m.end]) if m.how == "pronoun" else None
            if gender:
                before = pronouns.outside_quote(folded, m, before, self.language)
                of_other = spoken.get("m" if gender == "f" else "f")  # "him" and "her" are two
                not_he = of_other.candidate if of_other and m.start - of_other.end < _CONTRAST else ""
                fits = [d for d in before if genders.get(d.candidate, gender) == gender and d.candidate != not_he]
                sure = [d for d in fits if d.candidate in genders]
                near = fits and fits[-1] not in sure and not STOP.search(folded, fits[-1].end, m.start)
                before = fits if near else sure or fits
            if m.how == "pronoun":
                before = pronouns.may_be(folded, before, m, behind, self.language)
            side = self._side_before(done) if m.how == "rival" else ""
            how = "opposition" if held and self._challenges(folded, m) else m.how
            whose = self._antecedent(how, folded, before, mentions, i, leading, held, side, genders)
            figures = pronouns.by_figures(folded, done, m, self.language) if how == "latter" else ""
            m, candidate = m._replace(how=figures or m.how), "" if figures == "winner" else whose
            again = how == "rival" and before and candidate == before[-1].candidate
            if again and not STOP.search(folded, before[-1].end, m.start):
                continue  # "Jane Roe, the rival of John Doe": says again who she is
            if how == "rival" and outcome.is_winners(folded, done, m):
                m = m._replace(how="loser")
            if candidate or m.how in outcome.BY_FIGURES:
                done.append(m._replace(candidate=candidate))
                if m.how == "pronoun" and gender:
                    spoken[gender] = done[-1]
        return done

    def _side_before(self, done: Sequence[Mention]) -> str:
        """The candidate of the campaign named last, "" where a candidate is named behind it."""
        last = next((d for d in reversed(done[-_LOOK_BACK:]) if d.candidate or d.source in self.candidate_of), None)
        return "" if last is None or last.candidate else self.candidate_of[last.source]

    def genders(self, words: Words, mentions: Sequence[Mention], text: str = "") -> dict[str, str]:
        """Candidate -> "f" or "m" where the document says so, or a given name."""
        return self._genders.of(words, [m for m in mentions if m.candidate and m.how == "name"], text)

    def _governs(self, folded: str, mentions: Sequence[Mention]) -> str:
        """Who governs, or stands for who does, where some mention asks for the other of the two."""
        if self._ruling or not any(m.how in ("opposition", "rival") for m in mentions):
            return self._ruling
        held = next((m.candidate for m in mentions if m.how == "incumbent" and m.candidate), "")
        named = [m for m in mentions if m.candidate and m.how == "name"]
        return held or incumbents.titled(folded, named, self.language)

    def _challenges(self, folded: str, m: Mention) -> bool:
        """Is a rival one of whoever holds the office ("the challenger"), whoever was named last?"""
        return m.how == "rival" and self.language.idioms["challenger"].fullmatch(folded, m.start, m.end) is not None

    def _sides(self, words: Words, mentions: list[Mention]) -> list[Mention]:
        """ "his camp", "the team of NAME": a candidate's side speaks, it is not the candidate that figures are of."""
        folded, done = words.folded, []
        for m in mentions:
            side = self.campaign(m.candidate) if m.candidate and not m.source else ""
            behind = self._side_behind.match(folded, m.end) if side else None
            ahead = None
            if side and not behind and words.before(m.start) in self.language.sides_of:
                ahead = self._side_ahead.search(folded, max(0, m.start - 40), m.start)
                if ahead and ahead["told"] and self.language.idioms["won_after"].match(folded, ahead.start("told")):
                    ahead = None  # "7.2 million people voted for NAME"
            if behind:
                m = m._replace(end=behind.end(), candidate="", source=side, how="name")
            elif ahead:
                m = m._replace(start=ahead.start(), candidate="", source=side, how="name")
            done.append(m)
        return done

    def _antecedent(
        self,
        how: str,
        folded: str,
        before: list[Mention],
        mentions: list[Mention],
        i: int,
        leading: list[str],
        held: str,
        side: str,
        genders: Mapping[str, str],
    ) -> str:
        """Whom a mention stands for. `held`: who governs; `side`: whose the campaign is that is named last before."""
        here = mentions[i]
        last = side or (before[-1].candidate if before else "")
        if how == "opposition":  # whoever of the two is not the government's
            others = [c for c in leading if c != held]
            return others[0] if held and len(others) == 1 else ""
        if how == "rival":
            return rivals.named(folded, mentions, i, last, leading, self._of)
        if how == "own":  # "its candidate": of the campaign named last
            sides = (self.candidate_of.get(m.source, "") for m in reversed(mentions[max(0, i - _LOOK_BACK) : i]))
            return next((side for side in sides if side), "")
        if how in ("former", "latter"):
            return pronouns.of_two(folded, before, mentions, i, leading, genders, self.language)
        if how == "pronoun" or (
            how == "winner" and before and outcome.is_beside(folded, before[-1], here, self.language)
        ):
            return last
        return ""

    def leading(self, mentions: list[Mention]) -> list[str]:
        """The document's two main candidates: the most often named."""
        counts = {c.id: 0 for c in self.contest.candidates}
        for m in mentions:
            if m.candidate and m.how == "name":
                counts[m.candidate] += 1
        return sorted(counts, key=lambda c: -counts[c])[:2]  # of two that are named as often, the first


@lru_cache(maxsize=512)  # every bundled contest in every language; each holds some 45 kB
def names(contest: Contest, language: Language) -> Names:
    """The names of a contest in a language, compiled once."""
    return Names(contest, language)
