"""What speaks for and against each reading of a number: observations, each by a short name.

An observation is a fact about the place where a number stands ("a cue of turnout stands close before it"). What it is
worth to each measure, and to leaving the number alone, stands in `weights.json`; nothing here decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from analyzer.model import Hedge, Quantity
from analyzer.reading import agreement
from analyzer.reading.lexicon import Hit
from analyzer.reading.passage import OTHER_NOUNS, Passage, bucket, counts

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
MOST = 1e12  # no electorate is larger
FEW = 100  # people fewer than this are no result of an election

_ALL, _MOST_OF = (97.0, 100.6), 80.0  # percent that two parts add to
_NEAR = (2, 12, 30, 60, 110)
_CLOSE = 30
_OPENING = 8  # a cue this near to the beginning of its sentence opens it
_SCOPES = ("earlier", "regional", "poll", "hypothetical", "other_vote")  # cues that a whole sentence is of
_COUNTED = 20  # smaller counts make too many percentages
_STRANGER = 80  # how far from a number the name stands whose figure it is
_BESIDE = (2, 14, 40)  # characters between a name and a number
_AFTER = ("counted_after", "margin_after", "ballots_after", "won_after", "who_voted_after", "valid_after")
_BEFORE = ("counted_before", "margin_before", "total_before", "turnout_before", "with_before")
_REACH_BEFORE, _REACH_AFTER = 130, 60  # how far a turn of phrase may reach from the number
_YEAR_BEFORE, _YEAR_BEHIND = 220, 36  # how far from the figure a year still dates it
_MARKS = " \u00a0.,;:*-\u2022\u2013\u2014\u00b7"
_PLACE = re.compile(r"[^\W\d_]+")
_HEAD = re.compile(
    r"[ \u00a0]*[:|,;-]*[ \u00a0]*(?:\([^()\d]*\))?[ \u00a0]*[:|,;-]*[ \u00a0]*(?:\([^()\d]*\))?[ \u00a0]*"
)
_LABEL = re.compile(r"[^\W\d_a-zß-öø-ÿ][^:.;\d\n]{1,40}: ")
_TWIN = re.compile(r"[^()\d]{0,24}\([^()\d]{0,6}|,? [a-z]{0,8} ?")
_STANDS_FOR = {"registered_voters": 0.02, "tally_sheets": 0.03, "polling_stations": 0.03}  # how close to the constant


@dataclass(slots=True)
class Before:
    """What the sentences before leave to go on from, as far as it bears on what a number measures."""

    spoken: set[str] = field(default_factory=set)  # measures that the paragraph has stated so far
    told: bool = False  # did the sentence before state a figure of the result?
    aside: str = ""  # what the paragraph's figures speak of instead of the result
    place: bool = False  # has the paragraph stated figures of one place so far?
    by_place: bool = False  # is this an item of a list of places?
    elsewhere: bool = False  # is this below the heading of another place than the contest's own?
    heading: bool = False  # does a short line that names nobody stand over the lines before this one?
    known: dict[tuple[float, str], set[tuple[str, str]]] = field(default_factory=dict)  # figures read so far
    last: dict[str, dict[str, float]] = field(default_factory=dict)  # measure -> candidate -> the last value read


def sort(q: Quantity) -> str:
    """The kind of number: "percent", "points", "count" or "bare"."""
    if q.unit:
        return q.unit
    return "bare"


def dismissed(passage: Passage, i: int) -> str:
    """Why the i-th number cannot be a figure of a result, whatever stands around it; "" where it may be one."""
    q = passage.quantities[i]
    if q.noun in OTHER_NOUNS:
        return counts(q)
    if q.value > MOST:
        return "more than any electorate"
    if q.unit == "" and q.resolution >= 1 and _is_age(passage, q):
        return "an age"
    if q.noun == "people" and q.unit == "count" and q.value < FEW:
        return "counts a few people"
    return ""


def _is_age(passage: Passage, q: Quantity) -> bool:
    """ "NAME, 57, said": a whole number between commas behind a name."""
    folded = passage.folded
    between = folded[q.start - 2 : q.start] == ", " and folded[q.end : q.end + 1] in (",", ".", ")", ";")
    return between and 17 < q.value < 111 and any(m.end == q.start - 2 for m in passage.mentions)


def sentence_wide(passage: Passage, before: Before) -> list[str]:
    """The observations that all numbers of a sentence share."""
    named = {m.candidate for m in passage.people}
    found = [f"candidates={min(len(named), 3)}", "told" if before.told else "untold"]
    if any(m.source and not m.candidate for m in passage.mentions):
        found.append("source named")
    if before.aside:
        found.append(f"aside={before.aside.split(' ')[0]}")
        if named and any(m.how == "name" for m in passage.people):
            found.append(f"aside={before.aside.split(' ')[0]}, named")
    if passage.title:
        found.append("title")
    if before.place:
        found.append("place before")
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
    """Does the line begin with a label that names nobody and nothing that is counted ("North Province: …")?"""
    label = _LABEL.match(passage.text, passage.sentence.start, passage.sentence.end)
    if label is None:
        return False
    named = any(m.start < label.end() for m in passage.mentions) or any(c.start < label.end() for c in passage.cues)
    return not named and any(m.start >= label.end() for m in passage.people)


def observations(passage: Passage, i: int, before: Before) -> list[str]:
    """What is seen at the i-th number of a passage."""
    q, near = passage.quantities[i], passage.near(i)
    found = [f"a {sort(q)}", f"{sort(q)} of {q.noun or '-'}"]
    if q.hedge is not Hedge.EXACT:
        found.append(f"hedge={q.hedge.value}")
    found += _size(passage, q, before)
    found += _cues(passage, q, near)
    found += _turns(passage, q, near)
    found += _beside(passage, i)
    found += _elsewhere(passage, q, near)
    found += _named(passage, q, near)
    found += _strange(passage, q, near)
    if counts := passage.head(q).counts:
        found.append(f"column of {counts}")
    found += _ratio(passage, i)
    known = before.known.get((q.value, sort(q)))
    if known:
        found += [f"known={measure}" for measure in {m for m, _ in known}]
    found += _difference(passage, i, before)
    return found


def _difference(passage: Passage, i: int, before: Before) -> list[str]:
    """Is the number what two figures read before differ by, or two numbers before it in the sentence?"""
    q = passage.quantities[i]
    here = [o.value for o, live in zip(passage.quantities[:i], passage.live, strict=False) if live and o.unit == q.unit]
    pairs = [("differs", sorted(before.last.get(measure, {}).values())[-2:]) for measure in agreement.leads_in(q)]
    pairs.append(("differs here", here[-2:]))
    fits = [(name, two) for name, two in pairs if len(two) == 2 and agreement.differ_by(two[0], two[1], q)]
    found = [f"{sort(q)} {name}" for name, _ in fits]
    if any(abs(two[0] - two[1]) == q.value > _COUNTED for _, two in fits if q.unit != "percent"):
        found.append("exactly the difference")
    return list(dict.fromkeys(found))


def _ratio(passage: Passage, i: int) -> list[str]:
    """Is the number, among those around it, a percentage that two counts make, the smaller of the two or the larger?"""
    around = [q for q, live in zip(passage.quantities, passage.live, strict=True) if live]
    at = next(k for k, q in enumerate(around) if q is passage.quantities[i])
    q, beside = around[at], [o for o in around[max(0, at - 2) : at + 3] if o is not around[at]]
    counts = [o for o in beside if o.unit in ("count", "") and o.value > _COUNTED]
    if q.unit == "percent":
        made = any(_makes(a, b, q) for a in counts for b in counts)
        return ["percent of two counts"] if made else []
    if q.unit not in ("count", "") or q.value <= _COUNTED:
        return []
    percents = [o for o in beside if o.unit == "percent"]
    found = [f"{sort(q)} is the part" for p in percents for o in counts if _makes(q, o, p)]
    found += [f"{sort(q)} is the whole" for p in percents for o in counts if _makes(o, q, p)]
    return list(dict.fromkeys(found))


def _makes(part: Quantity, whole: Quantity, percent: Quantity) -> bool:
    """Are two counts a part and its whole that make a percentage, as finely as it is told?"""
    if not 0 < part.value < whole.value:
        return False
    return abs(100 * part.value / whole.value - percent.value) <= percent.resolution * (0.5 if percent.value else 0.0)


def _named(passage: Passage, q: Quantity, near: tuple[int, int]) -> list[str]:
    """Where candidates are named around a number, up to the numbers beside it: how many, how near, in which turn."""
    ahead = [m for m in passage.people if near[0] <= m.start and m.end <= q.start]
    behind = [m for m in passage.people if q.end <= m.start and m.end <= near[1]]
    found = [f"named {min(len({m.candidate for m in ahead}), 2)} {min(len({m.candidate for m in behind}), 2)}"]
    if ahead:
        gap = bucket(q.start - ahead[-1].end, _BESIDE)
        found += [f"named< {gap}", f"named< {ahead[-1].how} {gap}"]
        if passage.links("possessive_gap", ahead[-1].end, q.start):
            found.append("named<, owner")
    if behind:
        towards = " towards" if passage.language.idioms["towards_gap"].match(passage.gap(q.end, behind[0])) else ""
        found.append(f"named> {bucket(behind[0].start - q.end, _BESIDE)}{towards}")
    return found


def _strange(passage: Passage, q: Quantity, near: tuple[int, int]) -> list[str]:
    """Does a name that the contest does not know stand nearer to a number than any candidate's, and in which turn?"""
    found = []
    ahead = [s for s in passage.figures_of if near[0] <= s[0] and s[1] <= q.start <= s[1] + _STRANGER]
    if ahead and not any(ahead[-1][1] <= m.start and m.end <= q.start for m in passage.people):
        start, end = ahead[-1]
        found += ["stranger<", f"stranger< {bucket(q.start - end, _BESIDE)}"]
        if start == passage.sentence.start and _HEAD.fullmatch(passage.folded, end, q.start):
            found.append("stranger heads a line")
    behind = [s for s in passage.strangers if q.end <= s[0] and s[1] <= near[1]]
    if behind and not any(q.end <= m.start and m.end <= behind[0][0] for m in passage.people):
        gap = passage.folded[q.end : behind[0][0]]
        if passage.language.idioms["towards_gap"].match(gap):
            found.append("stranger> towards")
    return found


def _size(passage: Passage, q: Quantity, before: Before) -> list[str]:
    kind = sort(q)
    if kind != "count":
        found = [f"{kind} decimals" if q.resolution < 1 else f"{kind} whole"]
        if q.value > 100:
            found.append(f"{kind} > 100")
        elif kind == "percent":
            found.append("percent > 50" if q.value > 50 else "percent < 10" if q.value < 10 else "percent < 50")
        return found
    found = [f"digits={min(len(str(int(q.value))), 9)}", "in full" if q.resolution == 0 else "rounded"]
    contest = passage.contest
    for name, close in _STANDS_FOR.items():
        constant = getattr(contest, name)
        if constant and abs(q.value / constant - 1) <= close:
            found.append(f"like {name}")
    told = max(before.last.get("registered", {}).values(), default=0)
    if q.value > (contest.registered_voters or told or MOST):
        found.append("more than registered")
    if contest.tally_sheets and q.value <= contest.tally_sheets:
        found.append("no more than sheets")
    return found


def _cues(passage: Passage, q: Quantity, near: tuple[int, int]) -> list[str]:
    """For each kind of cue the nearest on either side: how far, and whether another number stands between."""
    behind: dict[str, Hit] = {}
    ahead: dict[str, Hit] = {}
    found = []
    opening: list[str] = []
    for cue in passage.cues:
        kind = cue.kind
        if kind == "other_vote" and passage.is_own_vote(cue.start, cue.end):
            continue
        if kind == "margin" and any(s.kind == "sample" and s.start <= cue.start < s.end for s in passage.cues):
            continue
        if kind == "regional" and passage.is_home(cue.start, cue.end):
            continue
        if kind == "first_round":
            if passage.is_first_round:
                continue
            kind = "earlier"
        if cue.end <= q.start:
            ahead[kind] = cue
            if cue.start - passage.sentence.start <= _OPENING:
                opening.append(kind)
        elif cue.start >= q.end:
            behind.setdefault(kind, cue)
        else:
            found.append(f"{kind}=")
    for kind, cue in ahead.items():
        found += _placed(kind, "<", cue.end <= near[0], q.start - cue.end)
    found += [f"{kind} opens" for kind in dict.fromkeys(opening) if kind in _SCOPES]
    for kind, cue in behind.items():
        cut = passage.folded.find(",", q.end, cue.start) >= 0
        found += _placed(kind, ">," if cut else ">", cue.start >= near[1], cue.start - q.end)
    return found


def _placed(kind: str, side: str, crossed: bool, gap: int) -> list[str]:
    """A cue on one side at a distance, said finely and coarsely: what few texts show is learnt from the coarse."""
    if crossed:
        found = [f"{kind} beyond", f"{kind}{side} beyond", f"{kind}{side} beyond {bucket(gap, _NEAR)}"]
    else:
        found = [kind, f"{kind}{side}", f"{kind}{side}{bucket(gap, _NEAR)}"]
        if gap <= _CLOSE:
            found.append(f"{kind} close" if side != ">," else f"{kind} close,")
    return found


def _turns(passage: Passage, q: Quantity, near: tuple[int, int]) -> list[str]:
    """The turns of phrase around a number."""
    idioms, folded = passage.language.idioms, passage.folded
    after = folded[q.end : min(near[1], q.end + _REACH_AFTER)]
    before = folded[max(near[0], q.start - _REACH_BEFORE) : q.start]
    found = [f"*{idiom}" for idiom in _AFTER if idioms[idiom].match(after)]
    found += [f"*{idiom}" for idiom in _BEFORE if idioms[idiom].search(before)]
    return found


def _beside(passage: Passage, i: int) -> list[str]:
    """The numbers before and behind, and how they are tied to this one."""
    q, found = passage.quantities[i], []
    for step, sign in ((-1, "<"), (1, ">")):
        j = passage.neighbour(i, step)
        if j is None:
            found.append(f"no number{sign}")
            continue
        other = passage.quantities[j]
        first, second = (other, q) if step < 0 else (q, other)
        tie = link(passage, first, second)
        found.append(f"{sort(other)} of {other.noun or '-'}{sign}{tie}")
        if tie == "pair" and q.range_end:
            found.append("range")
        elif both := _sum(q, other):
            found.append(f"{both}{sign}{tie}")
    if not q.noun and q.unit in ("", "count") and _heads_a_line(passage, q):
        found.append("heads a line")
    if passage.folded[passage.sentence.start : passage.sentence.end].strip(_MARKS) == passage.folded[q.start : q.end]:
        found += ["fills its line", f"fills its line, {q.noun or '-'}"]
    return found


def _sum(q: Quantity, other: Quantity) -> str:
    """What two percentages side by side are of a whole: "all of it", "most of it" or "" where they are less."""
    if q.unit not in ("percent", "") or other.unit not in ("percent", "") or q.value == other.value:
        return ""
    both = q.value + other.value
    return "all of it" if _ALL[0] <= both <= _ALL[1] else "most of it" if _MOST_OF <= both < _ALL[0] else ""


def link(passage: Passage, first: Quantity, second: Quantity) -> str:
    """How two numbers in a row are tied: "pair", "of", "twin" or "" for nothing in particular."""
    gap = second.start - first.end
    if gap > 60:
        return ""
    if passage.links("pair_link", first.end, second.start):
        return "pair"
    if first.value <= second.value and passage.links("of_total", first.end, second.start):
        return "of"
    if gap <= 34 and (
        _TWIN.fullmatch(passage.folded, first.end, second.start) or passage.links("twin_link", first.end, second.start)
    ):
        return "twin"
    return ""


def apart(passage: Passage, i: int, j: int) -> str:
    """How two numbers in a row that nothing ties stand: "near", or "named" or "apart" with somebody between them.

    "named" where that is a candidate, "apart" where it is somebody else.
    """
    start, end = passage.quantities[i].end, passage.quantities[j].start
    if any(start <= m.start and m.end <= end for m in passage.people):
        return "named"
    named = any(start <= m.start and m.end <= end for m in passage.mentions)
    return "apart" if named or any(start <= s and e <= end for s, e in passage.figures_of) else "near"


def _heads_a_line(passage: Passage, q: Quantity) -> bool:
    """Does the line read "NAME (PARTY) - 62.434 million"?"""
    ahead = [m for m in passage.people if m.end <= q.start and q.start - m.end < 40]
    return bool(ahead) and _HEAD.fullmatch(passage.folded, ahead[-1].end, q.start) is not None


def _elsewhere(passage: Passage, q: Quantity, near: tuple[int, int]) -> list[str]:
    """Another year, or one place inside the contest's own, that the number is confined to."""
    found = []
    if _place(passage, q, near):
        found.append("of one place")
    year = _other_year(passage, q, near)
    if year:
        found.append("of another year")
    elif _year_before(passage, q) == str(passage.contest.date.year):
        found.append("of this year")
    if _earlier_day(passage, q, near):
        found.append("of an earlier day")
    return found


def _earlier_day(passage: Passage, q: Quantity, near: tuple[int, int]) -> bool:
    """Is the figure of a day before the vote, named before it in its sentence or right behind it?"""
    for start, end in passage.earlier_days:
        if end <= q.start and q.start - end < _YEAR_BEFORE:
            return True
        right_behind = q.end <= start <= min(q.end + _YEAR_BEHIND, near[1])
        if right_behind and not re.search("[,;]", passage.folded[q.end : start]):
            return True
    return False


def _year_before(passage: Passage, q: Quantity) -> str:
    """The nearest year before the figure in its sentence, "" where there is none within reach."""
    before = [(end, year) for _, end, year in passage.years if end <= q.start]
    return before[-1][1] if before and q.start - before[-1][0] < _YEAR_BEFORE else ""


def _other_year(passage: Passage, q: Quantity, near: tuple[int, int]) -> str:
    """The year the figure belongs to where that is not the contest's; "" otherwise."""
    year = str(passage.contest.date.year)
    if before := _year_before(passage, q):
        return before if before != year else ""
    start, end, after = next((y for y in passage.years if y[0] >= q.end), (0, 0, ""))
    if not after or end > q.end + _YEAR_BEHIND or near[1] < start or re.search("[,;]", passage.folded[q.end : start]):
        return ""
    return after if after != year else ""


def _place(passage: Passage, q: Quantity, near: tuple[int, int]) -> str:
    """The place inside the contest's own that the figure is confined to ("in Allegheny County"); "" for none."""
    behind = _named_place(passage, "place_after", q.end, min(near[1], q.end + 40), 40)
    return behind or _named_place(passage, "place_first", passage.sentence.start, near[0] + 60, 12)


def _named_place(passage: Passage, idiom: str, start: int, end: int, reach: int) -> str:
    """The capitalised word within reach that the idiom leads up to, unless it names the contest's place or a day."""
    language, folded = passage.language, passage.folded
    for found in _PLACE.finditer(passage.text, start, min(end, passage.sentence.end)):
        if found.start() - start > reach:
            break
        if passage.text[found.start()].isupper() and passage.links(idiom, start, found.start()):
            word = folded[found.start() : found.end()]
            named = any(m.start <= found.start() < m.end for m in passage.mentions)
            known = named or word in passage.home or language.patterns["calendar"].fullmatch(word)
            return "" if known else found.group()
    return ""


def of_place(seen: Collection[Collection[str]]) -> bool:
    """Are some of the figures of one place inside the contest's own?"""
    return any(o == "of one place" or o.startswith("regional close") for observed in seen for o in observed)


def aside(seen: Collection[Collection[str]]) -> str:
    """What figures that were all left alone speak of instead of the result: "poll", "place", "year" or ""."""
    for observed in seen:
        if any(o.startswith("poll") for o in observed):
            return "poll"
        if any(o.startswith(("regional", "of one place")) for o in observed):
            return "place"
        if any(o in ("of another year", "of an earlier day") or o.startswith("earlier") for o in observed):
            return "year"
    return ""
