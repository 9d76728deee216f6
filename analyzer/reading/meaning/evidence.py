"""What speaks for and against each reading of a number: observations, each by a short name.

An observation is a fact about the place where a number stands ("a cue of turnout stands close before it"). What it is
worth to each measure, and to leaving the number alone, stands in `weights.json`; nothing here decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analyzer.folding import CAPITAL
from analyzer.model import Hedge, Quantity
from analyzer.reading.languages.lexicon import Hit
from analyzer.reading.meaning import asides, neighbours, proportions, scopes
from analyzer.reading.meaning.passage import ALL_OF_IT, OTHER_NOUNS, Passage, Whole, bucket, counts, sort
from analyzer.reading.meaning.scopes import SCOPES
from analyzer.reading.prose import transparent
from analyzer.reading.quantities import leads

#: The measures that a number of each unit may have; "" leaves it alone.
POSSIBLE = {
    "percent": ("", "share", "turnout", "coverage", "margin_points"),
    "points": ("", "margin_points"),
    "count": ("", "votes", "margin_votes", "ballots", "registered", "coverage_count", "coverage_total"),
    "bare": (
        *("", "share", "turnout", "coverage", "margin_points"),
        *("coverage_count", "coverage_total", "votes", "margin_votes"),
    ),
}
MOST = 2e9  # no electorate is larger
FEW = 100  # people fewer than this are no result of an election
SMALL = 200_000  # an electorate below this votes in a small place
_ALONE = (2, 4, 8)  # numbers of other things in a row, between which documents differ
_STEP = 5  # percent

_NEAR = (2, 12, 30, 60, 110)
_CLOSE = 30
_OPENING = 8  # a cue this near to the beginning of its sentence opens it
_STRANGER = 80  # how far from a number the name stands whose figure it is
_PLAIN_WORDS = re.compile(r"[^,;:.()\d]{1,40}")
_BESIDE = (2, 14, 40)  # characters between a name and a number
_BRACKETS = 26  # characters of a party in brackets behind a name
_NO_ROWS: Mapping[str, float] = {}
_REACH_BEFORE, _REACH_AFTER = 130, 60  # how far a turn of phrase may reach from the number
_PARTS_ITEMS = re.compile("[,;\n]")
_LABEL = re.compile(rf"{CAPITAL}[^:.;\d\n]{{1,40}}: ")
_PLACE_WORDS = 2  # in which places are told without a name ("Up north: …")
_STANDS_FOR = {"registered_voters": 0.02, "tally_sheets": 0.03, "polling_stations": 0.03}  # how close to the constant


@dataclass(slots=True)
class Before:
    """What the sentences before leave to go on from, as far as it bears on what a number measures."""

    spoken: set[str] = field(default_factory=set)  # measures that the paragraph has stated so far
    told: bool = False  # did the sentence before state a figure of the result?
    aside: str = ""  # what the paragraph's figures speak of instead of the result
    above: str = ""  # the same of the last paragraph with figures above it
    lead: Sequence[str] = ()  # what else than the result the document begins with, by its cues
    stated: bool = False  # has the document stated a figure of the result?
    alone: int = 0  # numbers of other things since it did last, or so far
    another_time: bool = False  # has the paragraph last spoken of another year, or of a day before the vote?
    earlier_version: bool = False  # does the paragraph put right what the text itself said before?
    topic: Sequence[str] = ()  # what the sentence before spoke of without a figure, by its cues
    scopes: Sequence[str] = ()  # what figures the paragraph's last sentence told of, by its cues
    over: Sequence[str] = ()  # the same of the sentence before, where that ends a paragraph and states no figure
    back: Sequence[str] = ()  # what sentences further back in the paragraph told of
    place: bool = False  # has the paragraph stated figures of one place so far?
    by_place: bool = False  # is this an item of a list of places?
    section: Sequence[str] = ()  # what else than the result the title of this section names, by its cues
    elsewhere: bool = False  # is this below the heading of another place than the contest's own?
    gapped: str = ""  # what the one figure was of in the clause that this one leaves the verb to ("…; B, 45 %")
    heading: bool = False  # does a short line that names nobody stand over the lines before this one?
    known: dict[tuple[float, str], set[tuple[str, str]]] = field(default_factory=dict)  # figures read so far
    last: dict[str, dict[str, float]] = field(default_factory=dict)  # measure -> candidate -> the last value read

    def next_paragraph(self) -> None:
        """Forget what holds for a paragraph."""
        if self.aside or self.place:
            self.above = self.aside or "place"
        elif self.spoken:
            self.above = ""
        self.spoken, self.aside, self.place = set(), "", False
        self.another_time = self.earlier_version = False

    def next_numbers(self, live: int, stated: bool) -> None:
        """Remember of a sentence with so many live numbers whether it stated a figure of the result."""
        self.told, self.stated = stated, self.stated or stated
        self.alone = 0 if stated else self.alone + live


def dismissed(passage: Passage, i: int, before: Before) -> str:
    """Why the i-th number cannot be a figure of a result, whatever stands around it; "" where it may be one."""
    q = passage.quantities[i]
    if before.earlier_version:
        return "an earlier version of the text is put right"
    if q.noun in OTHER_NOUNS:
        return counts(q)
    if q.value > MOST:
        return "more than any electorate"
    if q.unit == "" and q.resolution >= 1 and _is_age(passage, q):
        return "an age"
    if q.noun == "people" and q.unit == "count" and q.value < FEW:
        return "counts a few people"
    if q.unit == "percent" and _is_of_the_economy(passage, q):
        return "a figure of the economy"
    if neighbours.is_change(passage.folded, q):
        return "a change"
    return ""


def _is_age(passage: Passage, q: Quantity) -> bool:
    """ "NAME, 57." and the like: a whole number behind a candidate's name that `transparent` cannot tell for an age."""
    folded, end = passage.folded, q.start - 2
    if (
        not transparent.LEAST <= q.value <= transparent.MOST
        or folded[end : q.start] != ", "
        or folded[q.end : q.end + 1] not in (",", ".", ")", ";")
    ):
        return False
    if folded[end - 1] == ")":
        opens = folded.rfind("(", max(0, end - _BRACKETS), end)
        end = opens - 1 if opens > 0 else end
    return any(m.start < end <= m.end for m in passage.mentions)


def _is_of_the_economy(passage: Passage, q: Quantity) -> bool:
    """ "Unemployment stands at 12.4 percent": nothing but a few plain words between the two."""
    last = next((cue for cue in reversed(passage.cues) if cue.end <= q.start), None)
    if last is None or last.kind != "economy":
        return False
    named = any(last.end <= m.start and m.end <= q.start for m in passage.mentions)
    return not named and _PLAIN_WORDS.fullmatch(passage.folded, last.end, q.start) is not None


def sentence_wide(passage: Passage, before: Before) -> list[str]:
    """The observations that all numbers of a sentence share."""
    named = {m.candidate for m in passage.people}
    found = [f"candidates={min(len(named), 3)}", "told" if before.told else "untold"]
    if any(m.source and not m.candidate for m in passage.mentions):
        found.append("source named")
    if before.aside:
        found.append(f"aside={before.aside}")
        if named and any(m.how == "name" for m in passage.people):
            found.append(f"aside={before.aside}, named")
    found += [f"lead, {kind}" for kind in before.lead]
    found += [f"topic {kind}" for kind in before.topic]
    found += [f"section, {kind}" for kind in before.section]
    if before.alone:
        found.append(f"{'since' if before.stated else 'so far'} alone {bisect_left(_ALONE, before.alone)}")
    if before.above:
        found.append(f"above, {before.above}")
    if passage.title:
        found.append("title")
    if before.place:
        found.append("place before")
    if before.another_time:
        found.append("another time before")
    found += [f"before, {kind}" for kind in before.scopes]
    found += before.back
    if (before.scopes or before.over) and not passage.tells:
        found += [f"before, {kind}, nobody tells" for kind in before.scopes]
        found += [f"over, {kind}, nobody tells" for kind in before.over]
    if before.gapped:
        found.append(f"gapped {before.gapped}")
    if before.heading:
        found.append("below a heading")
    if before.by_place:
        found.append("listed by place")
    if before.elsewhere:
        found.append("another section")
    if _labelled(passage):
        found.append("labelled line")
    found += [f"spoken={measure}" for measure in sorted(before.spoken)]
    return found


def _labelled(passage: Passage) -> bool:
    """Does the line begin with a label that names nobody and nothing that is counted ("North Province: …")?

    "Final results: …" is no place.
    """
    label = _LABEL.match(passage.text, passage.sentence.start, passage.sentence.end)
    if label is None or passage.title:  # "Runoff: …" is how headlines begin
        return False
    if len(words := label.group().split()) > _PLACE_WORDS and not words[-1][0].isupper():
        return False  # "It was close at the top: …"
    named = any(m.start < label.end() for m in passage.mentions) or any(c.start < label.end() for c in passage.cues)
    named = named or passage.language.of_the_whole(passage.folded, *label.span())
    return not named and any(m.start >= label.end() for m in passage.people)


def observations(passage: Passage, i: int, before: Before) -> list[str]:
    """What is seen at the i-th number of a passage."""
    q, near = passage.quantities[i], passage.near(i)
    kind = sort(q)
    found = [f"a {kind}", f"{kind} of {q.noun or '-'}"]
    if q.hedge is not Hedge.EXACT:
        found.append(f"hedge={q.hedge.value}")
    found += _size(passage, q, before)
    found += _cues(passage, q, near)
    if turns := _turns(passage, q, near):
        found += turns
        found += [f"{turn} & {found[1]}" for turn in turns]
        if len(turns) > 1:
            found.append(" & ".join(turns))
    if kind in ("count", "points") and passage.idioms["lead_after"].match(passage.folded, q.end, near[1]):
        found.append(f"{kind} of a lead")
    elif kind == "bare" and leads.told(passage.folded, q.start, q.end, passage.language):
        found.append("bare of a lead")
    if not any(c.isnumeric() for c in passage.folded[q.start : q.end]):
        found.append(f"{kind} in words")
    found += neighbours.beside(passage, i)
    found += asides.elsewhere(passage, q, near)
    if any(
        cue.kind == "poll" and passage.told_by(cue) and scopes.in_clause(passage, cue, q) for cue in passage.telling
    ):
        found.append("a poll tells")
    found += _named(passage, q, near)
    found += _strange(passage, q, near)
    if whole := passage.wholes.get(q.start):
        found += _of_its_whole(passage, kind, whole, before)
    if counted := passage.head(q.start).counts:
        found.append(f"column of {counted}")
    found += neighbours.ratio(passage, i)
    if known := before.known.get((q.value, kind)):
        found += [f"known={measure}" for measure in {m for m, _ in known}]
    found += neighbours.difference(passage, i, before.last)
    return found


def _named(passage: Passage, q: Quantity, near: tuple[int, int]) -> list[str]:
    """Where candidates are named around a number, up to the numbers beside it: how many, how near, in which turn."""
    if not passage.people:
        return ["named 0 0"]
    ahead = [m for m in passage.people if near[0] <= m.start and m.end <= q.start]
    behind = [m for m in passage.people if q.end <= m.start and m.end <= near[1]]
    found = [f"named {min(len({m.candidate for m in ahead}), 2)} {min(len({m.candidate for m in behind}), 2)}"]
    if ahead:
        gap = bucket(q.start - ahead[-1].end, _BESIDE)
        found += [f"named< {gap}", f"named< {ahead[-1].how} {gap}"]
        if q.start in passage.owners.get(ahead[-1].end, ()):
            found.append("named<, owner")
    if behind:
        towards = " towards" if passage.idioms["towards_gap"].match(passage.gap(q.end, behind[0])) else ""
        found.append(f"named> {bucket(behind[0].start - q.end, _BESIDE)}{towards}")
    return found


def _strange(passage: Passage, q: Quantity, near: tuple[int, int]) -> list[str]:
    """Does a name that the contest does not know stand nearer to a number than any candidate's, and in which turn?"""
    found: list[str] = []
    if not passage.strangers:
        return found
    ahead = [s for s in passage.figures_of if near[0] <= s[0] and s[1] <= q.start <= s[1] + _STRANGER]
    if ahead and not _obtains(passage, ahead[-1][1], q.start) and passage.speaks_between(ahead[-1][1], q.start):
        ahead = []  # "Commission chair Orla Pentreath said about 68 percent …"
    if ahead and not any(ahead[-1][1] <= m.start and m.end <= q.start for m in passage.people):
        start, end = ahead[-1]
        found += ["stranger<", f"stranger< {bucket(q.start - end, _BESIDE)}"]
        if start == passage.sentence.start and neighbours.HEAD.fullmatch(passage.folded, end, q.start):
            found.append("stranger heads a line")
    behind = [s for s in passage.strangers if q.end <= s[0] and s[1] <= near[1]]
    if behind and not any(q.end <= m.start and m.end <= behind[0][0] for m in passage.people):
        gap = passage.folded[q.end : behind[0][0]]
        if passage.idioms["towards_gap"].match(gap):
            found.append("stranger> towards")
    return found


def _obtains(passage: Passage, name: int, at: int) -> bool:
    """Does only a verb of obtaining part a place from a name and what commas say of it ("NAME, the mayor,")?"""
    if passage.folded.startswith(", ", name):
        name = max(name, passage.folded.rfind(", ", name + 2, at) + 1)
    return passage.links("possessive_gap", name, at)


def _size(passage: Passage, q: Quantity, before: Before) -> list[str]:
    kind = sort(q)
    if kind != "count":
        found = [f"{kind} decimals" if q.resolution < 1 else f"{kind} whole"]
        if q.value > ALL_OF_IT:
            found.append(f"{kind} > 100")
        elif kind == "percent":
            found += _round(passage, q)
            found.append("percent > 50" if q.value > 50 else "percent < 10" if q.value < 10 else "percent < 50")
        return found
    contest = passage.contest
    voters = proportions.electorate(contest, before.last)
    digits = len(str(int(q.value)))
    found = [f"digits={min(digits, 9)}", "in full" if q.resolution == 0 else "rounded"]
    if voters:
        found.append(proportions.part(q.value, voters, contest, before.last))
        if voters < SMALL:
            found.append("small place")
    for name, close in _STANDS_FOR.items():
        constant = getattr(contest, name)
        if constant and abs(q.value / constant - 1) <= close:
            found.append(f"like {name}")
    told = before.last.get("registered", _NO_ROWS).values()
    if q.value > (contest.registered_voters or max(told, default=0) or MOST):
        found.append("more than registered")
    if contest.tally_sheets and q.value <= contest.tally_sheets:
        found.append("no more than sheets")
    return found


def _round(passage: Passage, q: Quantity) -> list[str]:
    """Is a percentage as round as rules have it ("more than 50 percent"), and where one is spoken of?"""
    if q.resolution < 1 or q.value % _STEP or not q.value:
        return []
    found = ["percent round" if q.hedge is Hedge.EXACT else "percent round, hedged"]
    if any(cue.kind == "threshold" for cue in passage.telling):
        found.append(f"{found[0]}, threshold")
    return found


def _of_its_whole(passage: Passage, kind: str, whole: Whole, before: Before) -> list[str]:
    """What a count and its percentage are of: are others of the same, and what part of the electorate is that?"""
    found = [f"{kind}, {whole.others}"] if whole.others else []
    if voters := proportions.electorate(passage.contest, before.last):
        found.append(f"{kind}, whole {proportions.part(whole.size, voters, passage.contest, before.last)}")
    return found


def _cues(passage: Passage, q: Quantity, near: tuple[int, int]) -> list[str]:
    """For each kind of cue the nearest on either side: how far, and whether another number stands between."""
    found: list[str] = []
    if not passage.telling:
        return found
    clause = passage.folded.rfind(";", passage.sentence.start, q.start)
    now = asides.this_time(passage, q)
    everywhere = max((cue.start for cue in passage.telling if cue.kind == "whole" and cue.end <= q.start), default=0)
    behind: dict[str, Hit] = {}
    ahead: dict[str, Hit] = {}
    opening: list[str] = []
    for cue in passage.telling:
        kind = cue.kind
        if cue.end <= q.start:
            if (kind == "earlier" and cue.end <= now) or (kind == "regional" and cue.end <= everywhere):
                continue
            ahead[kind] = cue
            if cue.start - passage.sentence.start <= _OPENING and clause < cue.start:
                opening.append(kind)
        elif cue.start >= q.end:
            behind.setdefault(kind, cue)
        else:
            found.append(f"{kind}=")
    for kind, cue in ahead.items():
        side = "<," if _closes_another(passage, near[0], cue, q) else "<"
        crossed = cue.end <= near[0] and not (kind in SCOPES and scopes.only_aside(passage, cue.end, q.start))
        found += _placed(kind, side, crossed, q.start - cue.end)
    found += [f"{kind} opens" for kind in dict.fromkeys(opening) if kind in SCOPES]
    found += scopes.closing(passage, q, behind)
    found += scopes.parted(passage, q, ahead, behind)
    for kind, cue in behind.items():
        cut = passage.folded.find(",", q.end, cue.start) >= 0
        found += _placed(kind, ">," if cut else ">", cue.end > near[1], cue.start - q.end)
    return found


def _closes_another(passage: Passage, before: int, cue: Hit, q: Quantity) -> bool:
    """Does a cue before a number belong to the one before that, as commas part them ("96 % counted, he had 55.5 %")?"""
    if not passage.sentence.start < before <= cue.start or _PARTS_ITEMS.search(passage.folded, before, cue.start):
        return False
    return _PARTS_ITEMS.search(passage.folded, cue.end, q.start) is not None


def _placed(kind: str, side: str, crossed: bool, gap: int) -> list[str]:
    """A cue on one side at a distance, said finely and coarsely: what few texts show is learnt from the coarse."""
    placed = kind + side
    if crossed:
        return [f"{kind} beyond", f"{placed} beyond"]
    near = bucket(gap, _NEAR)
    if gap <= _CLOSE:
        return [kind, placed, placed + near, f"{kind} close{side[1:]}"]
    return [kind, placed, placed + near]


def _turns(passage: Passage, q: Quantity, near: tuple[int, int]) -> list[str]:
    """The turns of phrase around a number."""
    words, language = passage.words, passage.language
    after = language.after.find(words, q.end, min(near[1], q.end + _REACH_AFTER))
    before = language.before.find(words, max(near[0], q.start - _REACH_BEFORE), q.start)
    last = next((o for o in passage.figures if o.end == near[0]), None) if not before else None
    if last and neighbours.link(passage, last, q) in ("change", "instead"):  # "the lead fell from 40,000 to 24,000"
        before = language.before.find(words, max(passage.sentence.start, last.start - _REACH_BEFORE), last.start)
    return [f"*{idiom}" for idiom in (*after, *before)]
