"""The numbers beside a number: how two in a row are tied, what they add up to, differ by, or are the ratio of."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analyzer.model import Contest, Quantity
from analyzer.reading.languages.language import Language
from analyzer.reading.meaning import agreement
from analyzer.reading.meaning.passage import Passage, counts, sort
from analyzer.reading.quantities import elisions

#: Percent that all parts of a whole add to, each rounded: the least, the most.
WHOLE = (97.0, 100.6)
#: More than this no source gives to its candidates together: they are not of one whole.
MORE_THAN_WHOLE = 115.0
_MOST_OF = 80.0  # percent that the larger part of it adds to
_LEAST_OF = 60.0  # percent that the two of a score add to; what is less is of a game, or of a chamber
_ELSEWHERE = frozenset(("earlier", "regional", "poll", "hypothetical", "other_vote", "first_round", "seats"))
_SCORED = 70  # characters before a score in which it is said who has it
_COUNTED = 20  # smaller counts make too many percentages
#: What stands between the name that heads a line and its figure.
HEAD = re.compile(
    r"[ \u00a0]*[:|,;-]*[ \u00a0]*(?:\([^()\d]*\))?[ \u00a0]*[:|,;-]*[ \u00a0]*(?:\([^()\d]*\))?[ \u00a0]*"
)
_OF_MORE = 1.2  # a part that is larger than its whole by less is a contradiction, and read as it is told
_CHANGED = 40  # characters before a number in which it is said that it changed
_TWIN = re.compile(r"[^()\d]{0,24}[(\[][^()\d]{0,6}|,? [a-z]{0,8} ?")
_IN_BRACKETS = re.compile(r"(?: [a-z ]{2,20})? ?\(\d{1,3}\)")
_PARTICIPLE = re.compile(",? [a-z]{0,8} ?")  # between two shares ("47 percent, taking 51.2")
_SIGNED = re.compile(r"[(\[;,/%\d][ \u00a0]?\+$|(?:[(\[]|[([][^()\[\]]{0,18}(?:[;,/]|%|\d)[ \u00a0])-$")
_SIGN = 24  # characters before a number in which its sign stands, and the bracket before that
_AMONG = 24  # characters before a whole in which "of" stands
_CLAUSE = tuple(",;:(")
_PART = re.compile(r"[^,.;:()\d]{0,30}, [^,.;:()\d]{0,50}")  # from a whole to its part
_TWINS = 34  # characters between twins
_DASH = re.compile(" ?[-\u2013\u2014](?= )")  # "9,120 — or 2.3 percent — for her rival"
_UNLIKE = ({"count", "percent"}, {"count", "points"})  # units of no pair: "31,205 votes or 6.41 %" are one figure


def beside(passage: Passage, i: int) -> list[str]:
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
    if not q.noun and i and not passage.live[i - 1]:
        # "38,412 signatures, Poe 33,905" counts on; "41 seats, the UNION 27.8 %" does not
        item = ", named" * (q.unit == "percent" and apart(passage, i - 1, i) == "named")
        found.append(f"after {counts(passage.quantities[i - 1])}{item}")
    if not q.noun and q.unit in ("", "count") and _heads_a_line(passage, q):
        found.append("heads a line")
    if passage.bare == passage.folded[q.start : q.end]:
        found += ["fills its line", f"fills its line, {q.noun or '-'}"]
    return found


def _sum(q: Quantity, other: Quantity) -> str:
    """What two percentages side by side are of a whole: "all of it", "most of it" or "" where they are less."""
    if q.unit not in ("percent", "") or other.unit not in ("percent", "") or q.value == other.value:
        return ""
    both = q.value + other.value
    return "all of it" if WHOLE[0] <= both <= WHOLE[1] else "most of it" if _MOST_OF <= both < WHOLE[0] else ""


def _is_score(passage: Passage, first: Quantity, second: Quantity) -> bool:
    """Are two numbers without a unit who won and who lost ("Roe leads 51-44"), so percent?

    Not where the sentence speaks of a poll, a place or another vote.
    """
    if first.unit or second.unit or not _LEAST_OF <= first.value + second.value <= WHOLE[1]:
        return False
    if not passage.links("score_link", first.end, second.start) or any(c.kind in _ELSEWHERE for c in passage.cues):
        return False
    ahead = max(passage.sentence.start, first.start - _SCORED)
    return passage.idioms["score_before"].search(passage.folded, ahead, first.start) is not None


def _heads_a_line(passage: Passage, q: Quantity) -> bool:
    """Does the line read "NAME (PARTY) - 62.434 million"?"""
    ahead = [m for m in passage.people if m.end <= q.start and q.start - m.end < 40]
    return bool(ahead) and HEAD.fullmatch(passage.folded, ahead[-1].end, q.start) is not None


def link(passage: Passage, first: Quantity, second: Quantity) -> str:
    """How two live numbers in a row are tied, "" where they are not.

    "pair", "change", "instead", "of", "among" (the whole comes first), "score", "seats", "by" or "twin".
    A score is a pair without a unit, or what stands behind a lead in points ("by 7 points, 51-44").
    """
    tie = passage.ties.get(first.start)
    if tie is None:
        tie = passage.ties[first.start] = _link(passage, first, second)
    return tie


def _link(passage: Passage, first: Quantity, second: Quantity) -> str:
    gap = second.start - first.end
    if gap > 60:
        return ""
    if {first.unit, second.unit} not in _UNLIKE and passage.links("pair_link", first.end, second.start):
        changed = passage.language.idioms["change_before"]
        ahead = max(passage.sentence.start, first.start - _CHANGED)
        if changed.search(passage.folded, ahead, first.start):
            return "change"
        return "score" if _is_score(passage, first, second) else "pair"
    if passage.links("instead_link", first.end, second.start):
        return "instead"
    if first.value <= _OF_MORE * second.value and passage.links("of_total", first.end, second.start):
        return "of"
    if _is_among(passage, first, second):
        return "among"
    if first.unit == "points" and passage.folded[first.end : second.start] in elisions.SCORE:
        return "score"
    if not is_twin(passage.folded, first, second, passage.language):
        return ""
    if first.unit == "percent" and sort(second) == "bare" and _IN_BRACKETS.match(passage.folded, first.end):
        return "seats"  # "11.4% (9)": no share once more
    changes = any(first.end <= cue.start and cue.end <= second.start for cue in passage.cues if cue.kind == "change")
    return "by" if changes else "twin"  # "37 percent, down 12"


def _is_among(passage: Passage, first: Quantity, second: Quantity) -> bool:
    """Is the first of two counts the whole of which the second is a part ("Of 12,410 stations, 9,870 are in")?"""
    if not first.noun or {first.unit, second.unit} - {"count", ""} or second.value > _OF_MORE * first.value:
        return False
    folded, begins = passage.folded, passage.sentence.start
    of = passage.language.idioms["among_before"].search(folded, max(begins, first.start - _AMONG), first.start)
    if of is None or not (of.start() == begins or folded[begins : of.start()].rstrip()[-1:] in _CLAUSE):
        return False
    return second.noun in ("", first.noun) and _PART.fullmatch(folded, first.end, second.start) is not None


def is_twin(folded: str, first: Quantity, second: Quantity, language: Language) -> bool:
    """Is one number the other in another unit ("5,150,092 (51.2%)", "2 894 311 voix, soit 78,32 %")?"""
    start, end = first.end, second.start
    if end - start > _TWINS or (_is_share(first) and _is_share(second) and _PARTICIPLE.fullmatch(folded, start, end)):
        return False
    dash = _DASH.match(folded, start)
    linked = language.idioms["twin_link"].fullmatch(folded, dash.end() if dash else start, end)
    return bool(linked or _TWIN.fullmatch(folded, start, end))


def is_change(folded: str, q: Quantity) -> bool:
    """Does a sign say that a number is what a share changed by ("46.0% (+20.8)", "37 % [-12.1]")?"""
    return _SIGNED.search(folded, max(0, q.start - _SIGN), q.start) is not None


def _is_share(q: Quantity) -> bool:
    """Is it a percentage, or a number with decimals that may be one?"""
    return q.unit == "percent" or (q.unit == "" and q.resolution < 1)


def apart(passage: Passage, i: int, j: int) -> str:
    """How two numbers in a row that nothing ties stand: "near", or "named" or "apart" with somebody between them.

    "named" where that is a candidate, "apart" where it is somebody else.
    """
    start, end = passage.quantities[i].end, passage.quantities[j].start
    if any(start <= m.start and m.end <= end for m in passage.people):
        return "named"
    named = any(start <= m.start and m.end <= end for m in passage.mentions)
    return "apart" if named or any(start <= s and e <= end for s, e in passage.figures_of) else "near"


def ratio(passage: Passage, i: int) -> list[str]:
    """Is the number a percentage that two counts around it make, or the smaller or larger of two that make one?

    One of the counts may be what the contest has: its register, its sheets or its stations.
    """
    q, figures = passage.quantities[i], passage.figures
    if len(figures) < 2:
        return []
    at = next(k for k, o in enumerate(figures) if o is q)
    beside = [o for o in figures[max(0, at - 2) : at + 3] if o is not q]
    counts = [(o.value, o.noun) for o in beside if o.unit in ("count", "") and o.value > _COUNTED]
    if q.unit == "percent":
        if not counts:
            return []
        wholes = [*counts, *_constants(passage.contest)]
        made = [a[1] or b[1] for a in counts for b in wholes if _makes(a[0], b[0], q)]
        return ["percent of two counts", f"percent of two counts of {made[0] or '-'}"] if made else []
    if q.unit not in ("count", "") or q.value <= _COUNTED:
        return []
    percents = [o for o in beside if o.unit == "percent"]
    if not percents:
        return []
    wholes = [*counts, *_constants(passage.contest)]
    found = [f"{sort(q)} is the part" for p in percents for o in wholes if _makes(q.value, o[0], p)]
    found += [f"{sort(q)} is the whole" for p in percents for o in counts if _makes(o[0], q.value, p)]
    return list(dict.fromkeys(found))


def _constants(contest: Contest) -> list[tuple[float, str]]:
    """(count, noun) of what a contest is known to have."""
    known = (
        (contest.tally_sheets, "sheets"),
        (contest.polling_stations, "sheets"),
        (contest.registered_voters, "voters"),
    )
    return [(float(count), noun) for count, noun in known if count]


def _makes(part: float, whole: float, percent: Quantity) -> bool:
    """Are two counts a part and its whole that make a percentage, as finely as it is told?"""
    if not 0 < part < whole:
        return False
    return abs(100 * part / whole - percent.value) <= percent.resolution * (0.5 if percent.value else 0.0)


def difference(passage: Passage, i: int, last: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Is the number what two figures read before differ by, or two numbers before it in the sentence?"""
    q = passage.quantities[i]
    read = [last[measure].values() for measure in agreement.leads_in(q) if measure in last]
    pairs = [("differs", sorted(values)[-2:]) for values in read if len(values) > 1]
    here = [o.value for o in passage.figures if o.start < q.start and o.unit == q.unit][-2:]
    if len(here) == 2:
        pairs.append(("differs here", here))
    found: dict[str, None] = {}
    exact = False
    for name, (one, two) in pairs:
        if agreement.differ_by(one, two, q):
            found[f"{sort(q)} {name}"] = None
            exact = exact or (q.unit != "percent" and abs(one - two) == q.value > _COUNTED)
    return [*found, "exactly the difference"] if exact else list(found)
