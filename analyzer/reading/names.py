"""Candidates and sources where a text names them: by name, alias, party, role or pronoun.

Aliases come from the contest, the words for roles and for kinds of bodies from the language.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from analyzer.model import Candidate, Contest, SourceKind
from analyzer.reading.folding import fold
from analyzer.reading.language import Language

# Roles that the figures decide: whoever the text has in front, and the other of the two.
BY_FIGURES = ("winner", "loser")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names somebody. It may name a candidate, a source, or either ("PRI"); `how` says by what."""

    start: int
    end: int
    candidate: str = ""
    source: str = ""
    how: str = "name"


@dataclass(frozen=True)
class _Alias:
    candidate: str
    source: str
    capital: bool  # counts only where the text writes it with a capital letter
    weak: bool  # a word as common as "for" or "no": counts only beside a figure


class Names:
    """The names of one contest in one language, compiled."""

    def __init__(self, contest: Contest, language: Language) -> None:
        self.contest, self.language = contest, language
        self._aliases = _aliases(contest, language)
        forms = sorted(self._aliases, key=len, reverse=True)
        self._pattern = (
            re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + r")(?!\w)") if forms else re.compile("(?!)")
        )
        self._answers = _answers(contest, language)
        side = language.sources["side"].pattern
        self._side_behind = re.compile(rf"(?:'s?)? (?:own |campaign |election )?(?:{side})")
        self._side_ahead = re.compile(rf"(?:{side})(?: [a-z]+)? (?:de |d'|del |do |da |of |de l')$")
        self._kinds = {kind: pattern for kind, pattern in language.kinds.items() if self._only(kind)}

    def _only(self, kind: str) -> str:
        """The contest's one source of that kind, or ""."""
        found = [s.id for s in self.contest.sources if s.kind == kind]
        return found[0] if len(found) == 1 else ""

    def campaign(self, candidate: str) -> str:
        """The source that speaks for that candidate: a campaign, else a government on his side; "" for none."""
        sides = [s for s in self.contest.sources if s.candidate == candidate]
        for kind in (SourceKind.CAMPAIGN, SourceKind.GOVERNMENT):
            for source in sides:
                if source.kind == kind:
                    return source.id
        return ""

    @property
    def authority(self) -> str:
        """The first electoral authority of the contest, or ""."""
        return next((s.id for s in self.contest.sources if s.kind == SourceKind.AUTHORITY), "")

    def impartial(self, source: str) -> bool:
        """Is the source none of the sides (an authority, a court, an observer, the media)?"""
        found = self.contest.source(source)
        return found is not None and found.kind not in (SourceKind.CAMPAIGN, SourceKind.GOVERNMENT)

    def find(self, text: str, folded: str) -> list[Mention]:
        """Every mention in a document, in order, none overlapping another."""
        named = [m for m in (self._named(text, f) for f in self._pattern.finditer(folded)) if m]
        bound = self._bind_roles(folded, named)
        answers = [Mention(f.start(), f.end(), id, "", "answer") for id, p in self._answers for f in p.finditer(folded)]
        mentions = _disjoint(_disjoint(named + answers), self._bodies(folded) + bound)
        return self._sides(folded, self._resolve(folded, mentions))

    def _named(self, text: str, found: re.Match[str]) -> Mention | None:
        alias = self._aliases[found.group()]
        if alias.capital and not text[found.start()].isupper():
            return None
        how = "answer" if alias.weak else "name"
        return Mention(found.start(), found.end(), alias.candidate, alias.source, how)

    def _bodies(self, folded: str) -> list[Mention]:
        """ "the electoral commission", "the court": bodies named by their kind, where the contest has just one."""
        return [
            Mention(f.start(), f.end(), "", self._only(kind), "kind")
            for kind, pattern in self._kinds.items()
            for f in pattern.finditer(folded)
        ]

    def _bind_roles(self, folded: str, named: list[Mention]) -> list[Mention]:
        """Places that name a candidate by a role: bound to whoever the document puts the role beside."""
        roles: list[Mention] = []
        people = [m for m in named if m.candidate and m.how == "name"]
        for role, pattern in self.language.roles.items():
            places = [f.span() for f in pattern.finditer(folded)]
            holder = _beside(folded, places, people) or self._reelected(folded, people) if role == "incumbent" else ""
            roles += [Mention(start, end, holder, "", role) for start, end in places]
        anaphor = self.language.patterns["anaphor"]
        roles += [
            Mention(f.start(), f.end(), "", "", "pronoun")
            for f in re.finditer(rf"(?<!\w){anaphor.pattern}(?!\w)", folded)
        ]
        return roles

    def _reelected(self, folded: str, people: list[Mention]) -> str:
        """Whom the document calls re-elected, which only an incumbent can be: the one named last before the word."""
        for word in self.language.idioms["reelected"].finditer(folded):
            before = [m.candidate for m in people if m.end <= word.start() and word.start() - m.end < 60]
            if before:
                return before[-1]
        return ""

    def _resolve(self, folded: str, mentions: list[Mention]) -> list[Mention]:
        """Give "his rival", "the former" and pronouns the candidate they stand for; drop those that stay open."""
        done: list[Mention] = []
        leading = self.leading(mentions)
        for m in mentions:
            if m.candidate or m.source:
                done.append(m)
                continue
            before = [d for d in done if d.candidate and d.how not in ("answer",)]
            candidate = self._antecedent(m.how, before, mentions, m, leading)
            if candidate or m.how in BY_FIGURES:
                done.append(replace(m, candidate=candidate))
        return done

    def _sides(self, folded: str, mentions: list[Mention]) -> list[Mention]:
        """ "his camp", "the team of NAME": a candidate's side speaks, it is not the candidate that figures are of."""
        done = []
        for m in mentions:
            side = self.campaign(m.candidate) if m.candidate and not m.source else ""
            behind = self._side_behind.match(folded, m.end) if side else None
            ahead = self._side_ahead.search(folded, max(0, m.start - 40), m.start) if side and not behind else None
            if behind:
                m = replace(m, end=behind.end(), candidate="", source=side, how="name")
            elif ahead:
                m = replace(m, start=ahead.start(), candidate="", source=side, how="name")
            done.append(m)
        return done

    def _antecedent(
        self, how: str, before: list[Mention], mentions: list[Mention], here: Mention, leading: list[str]
    ) -> str:
        last = before[-1].candidate if before else ""
        if how == "rival":
            after = next(
                (m.candidate for m in mentions if m.start >= here.end and m.candidate and m.start - here.end < 60), ""
            )
            others = [c for c in leading if c != last]
            return after if after and after != last else (others[0] if last and others else "")
        if how in ("former", "latter"):
            named = [m for m in before if m.how == "name"]
            recent = list(dict.fromkeys(m.candidate for m in reversed(named[-6:])))
            return recent[how == "former"] if len(recent) > 1 else ""
        if how == "pronoun" or (how == "winner" and before and here.start - before[-1].end < 60):
            return last
        return ""

    def leading(self, mentions: list[Mention]) -> list[str]:
        """The document's two main candidates: the most often named."""
        counts = Counter(m.candidate for m in mentions if m.candidate and m.how == "name")
        order = {c.id: i for i, c in enumerate(self.contest.candidates)}
        return sorted(order, key=lambda c: (-counts[c], order[c]))[:2]


def _beside(folded: str, places: list[tuple[int, int]], people: list[Mention]) -> str:
    """Whom a role stands right beside somewhere in the document ("the incumbent, Laurent Gbagbo")."""
    for start, end in places:
        for m in people:
            gap = folded[end : m.start] if m.start >= end else folded[m.end : start] if m.end <= start else None
            if gap is not None and len(gap) <= 3 and gap.strip(" ,(") == "":
                return m.candidate
    return ""


def _disjoint(mentions: list[Mention], weaker: list[Mention] | None = None) -> list[Mention]:
    """In order of place; of two that overlap the longer stays, and never one of `weaker` over one of `mentions`."""
    if weaker:
        free = [w for w in weaker if not any(m.start < w.end and w.start < m.end for m in mentions)]
        return _disjoint([*mentions, *free])
    done: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.start, -(m.end - m.start), m.how != "name")):
        if not done or m.start >= done[-1].end:
            done.append(m)
    return done


def _answers(contest: Contest, language: Language) -> list[tuple[str, re.Pattern[str]]]:
    """(candidate id, pattern of what voters did for it) where the candidates are the answers to a question."""
    found = []
    for answer, pattern in language.answers.items():
        for c in contest.candidates:
            if any(fold(form) == answer or pattern.fullmatch(fold(form)) for form in (c.id, c.name, *c.aliases)):
                found.append((c.id, pattern))
                break
    return found if len(found) == 2 else []


def _surnames(candidates: tuple[Candidate, ...]) -> dict[str, str]:
    """Last words of the candidates' names that belong to one of them only -> candidate id."""
    last = {c.id: fold(c.name.split()[-1]) for c in candidates if len(c.name.split()) > 1}
    counts = Counter(last.values())
    return {name: id for id, name in last.items() if counts[name] == 1 and len(name) > 2}


def _aliases(contest: Contest, language: Language) -> dict[str, _Alias]:
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
    for c in contest.candidates:
        if c.party and (c.party.isupper() or " " in c.party):
            key = fold(c.party)
            if key not in candidates and key not in written:
                candidates.setdefault(key, set()).add(c.id)
                written[key] = c.party
    for form, id in _surnames(contest.candidates).items():
        candidates.setdefault(form, set()).add(id)
        written.setdefault(form, form.capitalize())
    found = {}
    for key, form in written.items():
        candidate, source = (next(iter(t[key])) if len(t.get(key, ())) == 1 else "" for t in (candidates, sources))
        if candidate or source:
            weak = key in language.function_words
            found[key] = _Alias(candidate, source, form[:1].isupper() and (form.isupper() or " " not in form), weak)
    return found
