"""Why a number is no claim: what it counts, a poll, another year, one place, a threshold, a hypothesis.

The figures of a contest's result as a whole are claims; these are the reasons to leave a number alone, each with a
weight that the best reading of the number has to beat.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.model import Quantity
from analyzer.reading.measures import Option
from analyzer.reading.passage import OTHER_NOUNS, Cue, Passage

FEW = 100  # people fewer than this are no result of an election

# What the figures of these cues are about is not the result as a whole; how far a cue reaches, and how much it weighs.
_EXCLUSIONS = {
    "poll": (400, 11.0),
    "threshold": (60, 8.0),
    "hypothetical": (80, 9.0),
    "earlier": (160, 9.0),
    "regional": (70, 7.5),
    "null_votes": (30, 9.0),
    "abstention": (40, 9.0),
    "outstanding": (50, 9.0),
    "change": (4, 8.0),
    "combined": (60, 7.0),
    "audit": (90, 6.0),
    "economy": (50, 8.0),
}
_FAR = ("poll", "earlier", "hypothetical")  # speak of figures past another one, too
ASIDE = 8.0  # what a poll or another year still weighs in the sentences that go on with it
_COUNTED, _PLACE_WEIGHT, _YEAR_WEIGHT = 9.0, 7.0, 9.0
_YEAR_BEFORE, _YEAR_BEHIND = 220, 36  # how far from the figure a year still dates it
_YEARS = re.compile(r"(?<![\d.,-])((?:19|20)\d\d)(?![\d%]|[.,]\d)")
_CLOSE = ("null_votes", "abstention", "outstanding")  # speak of the figure they stand with, not of one past a comma
_PLACE = re.compile(r"[^\W\d_]+")


def exclusion(passage: Passage, i: int) -> Option:
    """The strongest reason to leave the i-th quantity of a passage alone (total 0 where there is none)."""
    q, near = passage.quantities[i], passage.near(i)
    if q.noun in OTHER_NOUNS:
        return Option("", _COUNTED, [f"counts {q.noun}"])
    if q.unit == "" and q.resolution >= 1 and _is_age(passage, q):
        return Option("", _COUNTED, ["an age"])
    if q.noun == "people" and q.unit == "count" and q.value < FEW:
        return Option("", _COUNTED, ["counts a few people"])
    reasons = [_cued(passage, q, near)]
    if place := _place(passage, q, near):
        reasons.append(Option("", _PLACE_WEIGHT, [f"of one place: {place}"]))
    if year := _other_year(passage, q, near):
        reasons.append(Option("", _YEAR_WEIGHT, [f"speaks of {year}"]))
    return max(reasons, key=lambda reason: reason.total)


def _is_age(passage: Passage, q: Quantity) -> bool:
    """ "NAME, 57, said": a whole number between commas behind a name."""
    folded = passage.folded
    between = folded[q.start - 2 : q.start] == ", " and folded[q.end : q.end + 1] in (",", ".", ")", ";")
    return between and 17 < q.value < 111 and any(m.end == q.start - 2 for m in passage.mentions)


def aside(reasons: Sequence[Option]) -> str:
    """What the sentence's figures speak of instead of the result: "poll", "a place", a year, or "" for nothing."""
    for reason in reasons:
        words = " ".join(reason.reasons)
        if words.startswith("poll"):
            return "poll"
        if words.startswith(("regional", "of one place")):
            return "a place"
        if words.startswith("speaks of"):
            return words.removeprefix("speaks of ")
    return ""


def goes_on_aside(passage: Passage, topic: str, attributed: bool) -> bool:
    """Does the sentence go on with the poll, the place or the other year that the one before spoke of?

    A poll ends where somebody else is made answerable, a place there or where a candidate is named, another year where
    a candidate or a year is named.
    """
    if topic == "poll":
        return not attributed
    hows = {m.how for m in passage.mentions if m.candidate}
    if topic == "a place":
        return not attributed and "name" not in hows
    dated = _YEARS.search(passage.folded, passage.sentence.start, passage.sentence.end)
    return bool(topic) and "pronoun" in hows and "name" not in hows and dated is None


def _cued(passage: Passage, q: Quantity, near: tuple[int, int]) -> Option:
    """The strongest cue that the figure is of something else."""
    governed = _year_before(passage, q) == str(passage.contest.date.year)
    worst = Option("")
    for cue in passage.cues:
        if cue.kind not in _EXCLUSIONS or (cue.kind == "earlier" and governed):
            continue
        worth = _weight(passage.folded, q, cue, near)
        if worth > worst.total:
            words = passage.folded[cue.start : cue.end]
            worst = Option("", worth, [f'{cue.kind.replace("_", " ")}: "{words}"'])
    return worst


def _weight(folded: str, q: Quantity, cue: Cue, near: tuple[int, int]) -> float:
    """What a cue weighs against the figure, by distance and what stands between."""
    reach, weight = _EXCLUSIONS[cue.kind]
    distance = max(0, q.start - cue.end if cue.end <= q.start else cue.start - q.end)
    if distance > reach:
        return 0.0
    weight *= 1 - 0.4 * distance / reach
    if cue.start >= near[1] or cue.end <= near[0]:
        weight *= 0.8 if cue.kind in _FAR else 0.3
    if distance and cue.kind in _CLOSE and "," in folded[min(cue.end, q.end) : max(cue.start, q.start)]:
        weight *= 0.5
    return weight


def _year_before(passage: Passage, q: Quantity) -> str:
    """The nearest year before the figure in its sentence, "" where there is none within reach."""
    before = list(_YEARS.finditer(passage.folded, passage.sentence.start, q.start))
    return before[-1][1] if before and q.start - before[-1].end() < _YEAR_BEFORE else ""


def _other_year(passage: Passage, q: Quantity, near: tuple[int, int]) -> str:
    """The year the figure belongs to where that is not the contest's; "" otherwise."""
    year = str(passage.contest.date.year)
    if before := _year_before(passage, q):
        return before if before != year else ""
    after = _YEARS.search(passage.folded, q.end, min(passage.sentence.end, q.end + _YEAR_BEHIND))
    if after is None or re.search("[,;]", passage.folded[q.end : after.start()]) or near[1] < after.start():
        return ""
    return after[1] if after[1] != year else ""


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
            known = named or word in passage.home() or language.patterns["calendar"].fullmatch(word)
            return "" if known else found.group()
    return ""
