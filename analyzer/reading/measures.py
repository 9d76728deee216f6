"""What a quantity measures: every possible reading with its score and the reasons for it.

A reading's score is the sum of what speaks for it: the unit, the noun that is counted, and the cues of the
language near the number, each worth less the farther away it stands. `Option.total` is compared across readings and
with the best reason to leave the number alone; nothing here decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analyzer.model import Quantity
from analyzer.reading.language import Language
from analyzer.reading.sentences import Sentence

REACH = 70  # characters within which a cue beside a number still speaks of it

FEW = 100  # people fewer than this are no result of an election

# cue -> (measure -> weight) for a percentage, a number of points, a count and a bare number.
_PERCENT = {
    "turnout": {"turnout": 3.5},
    "counted": {"coverage": 1.6},
    "margin": {"margin_points": 0.6},
    "share": {"share": 1.0},
    "register": {"turnout": 1.0},
}
_POINTS = {"margin": {"margin_points": 1.5}}
_COUNT = {
    "margin": {"margin_votes": 2.0},
    "share": {"votes": 1.0},
    "turnout": {"ballots": 1.6},
    "ballots": {"ballots": 2.0},
    "register": {"registered": 2.4},
    "counted": {"coverage_count": 0.6},
}
_BARE = {"turnout": {"turnout": 3.0}, "share": {"share": 0.6}, "margin": {"margin_points": 0.3}}
_WEIGHTS = {"percent": _PERCENT, "points": _POINTS, "count": _COUNT, "": _BARE}

_BASE = {
    "percent": {"share": 1.0},
    "points": {"margin_points": 2.0},
    "count": {},
    "": {},
}
_NOUN = {
    ("percent", "votes"): {"share": 0.8, "coverage": 0.3},
    ("percent", "sheets"): {"share": -3.0, "coverage": 1.4},
    ("percent", "voters"): {"share": 0.8, "turnout": 0.6},
    ("percent", "people"): {"share": 0.6},
    ("count", "votes"): {"votes": 2.0, "margin_votes": 0.4, "ballots": 0.6},
    ("count", "sheets"): {"coverage_count": 2.5},
    ("count", "voters"): {"registered": 1.6, "ballots": 0.8, "votes": 0.5},
    ("count", "people"): {"registered": 0.2, "ballots": 0.2, "votes": 0.5},
}
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
_YEARS = re.compile(r"(?<![\d.,-])((?:19|20)\d\d)(?![\d%]|[.,]\d)")
_CLOSE = ("null_votes", "abstention", "outstanding")  # speak of the figure they stand with, not of one past a comma
OTHER_NOUNS = ("seats", "money", "time", "date", "year", "ordinal", "other")


@dataclass(slots=True)
class Option:
    """One reading of a quantity: its measure, what speaks for it, and why."""

    measure: str
    total: float = 0.0
    reasons: list[str] = field(default_factory=list)

    def add(self, weight: float, reason: str) -> None:
        """Count one more reason for (or, negative, against) this reading."""
        self.total += weight
        self.reasons.append(f"{reason} {weight:+.1f}")


@dataclass(frozen=True, slots=True)
class Cue:
    """A place where a cue of the language stands."""

    kind: str
    start: int
    end: int


def cues(folded: str, sentence: Sentence, language: Language) -> list[Cue]:
    """The cues of a sentence, in order of place."""
    found = [
        Cue(kind, f.start(), f.end())
        for kind, pattern in language.cues.items()
        for f in pattern.finditer(folded, sentence.start, sentence.end)
    ]
    return sorted(found, key=lambda cue: cue.start)


def options(
    text: str, folded: str, q: Quantity, near: tuple[int, int], sentence: Sentence, found: list[Cue], language: Language,
    year: int, home: frozenset[str],
) -> tuple[list[Option], Option]:  # fmt: skip
    """The readings of a quantity, and the best reason ("" for none) to leave it alone.

    `near` is the end of the quantity before and the start of the next in the sentence; `year` is the contest's, and
    `home` the words that name its place.
    """
    if q.noun in OTHER_NOUNS:
        return [], Option("", 9.0, [f"counts {q.noun}"])
    if q.noun == "people" and q.unit == "count" and q.value < FEW:
        return [], Option("", 9.0, ["counts a few people"])
    readings: dict[str, Option] = {}

    def add(measure: str, weight: float, reason: str) -> None:
        readings.setdefault(measure, Option(measure)).add(weight, reason)

    for measure, weight in _BASE[q.unit].items():
        add(measure, weight, f"unit {q.unit}")
    for measure, weight in _NOUN.get((q.unit, q.noun), {}).items():
        add(measure, weight, f"counts {q.noun}")
    best: dict[tuple[str, str], float] = {}
    whose = language.idioms["who_voted_after"].match(folded, q.end)
    for cue in found:
        if whose and cue.kind == "turnout" and cue.start < whose.end():
            continue  # "89 percent of those who cast ballots": who the share is of
        for measure, weight in _WEIGHTS[q.unit].get(cue.kind, {}).items():
            if q.unit == "" and q.value > 100:
                continue
            worth = weight * _nearness(folded, q, cue, near)
            key = (measure, folded[cue.start : cue.end])
            if worth > best.get(key, 0.0):
                best[key] = worth
    strongest: dict[str, tuple[float, str]] = {}
    for (measure, words), worth in best.items():
        strongest[measure] = max(strongest.get(measure, (0.0, "")), (worth, words))
    for measure, (worth, words) in strongest.items():
        add(measure, worth, f'"{words}"')
    _adjust(folded, q, near, readings, language)
    return list(readings.values()), _exclusion(text, folded, q, near, sentence, found, year, home, language)


def _nearness(folded: str, q: Quantity, cue: Cue, near: tuple[int, int]) -> float:
    """1 beside the number, falling to 0 at REACH; a cue beyond the next number or a clause's end counts less."""
    if cue.end <= q.start:
        gap, crossed = folded[cue.end : q.start], cue.end <= near[0]
    elif cue.start >= q.end:
        gap, crossed = folded[q.end : cue.start], cue.start >= near[1]
    else:
        return 1.0
    worth = max(0.0, 1.0 - len(gap) / REACH)
    if crossed:
        worth *= 0.25
    if ";" in gap or "(" in gap or ")" in gap:
        worth *= 0.5
    elif "," in gap:
        worth *= 0.8
    return worth


def _adjust(folded: str, q: Quantity, near: tuple[int, int], readings: dict[str, Option], language: Language) -> None:
    """Idioms that decide: "N % of the votes counted", "all N precincts", "N of M polling stations", "by N votes"."""
    after = folded[q.end : min(near[1], q.end + 60)]
    before = folded[max(near[0], q.start - 90) : q.start]
    idioms = language.idioms
    if q.unit == "percent" and idioms["counted_after"].match(after):
        readings.setdefault("coverage", Option("coverage")).add(3.0, "so much counted")
    if q.unit == "percent" and idioms["counted_before"].search(before):
        readings.setdefault("coverage", Option("coverage")).add(2.5, "counted so much")
    if q.unit in ("percent", "points") and idioms["margin_after"].match(after):
        readings.setdefault("margin_points", Option("margin_points")).add(3.0, "a margin of so much")
    if q.unit == "percent" and idioms["margin_before"].search(before):
        readings.setdefault("margin_points", Option("margin_points")).add(2.0, "by so much")
    if q.unit == "count" and (idioms["margin_before"].search(before) or idioms["margin_after"].match(after)):
        readings.setdefault("margin_votes", Option("margin_votes")).add(3.0, "by so many")
    if q.noun == "votes" and q.unit == "count" and idioms["ballots_after"].match(after):
        readings.setdefault("ballots", Option("ballots")).add(1.5, "so many cast")
    if q.noun == "sheets" and q.unit == "count" and idioms["total_before"].search(before):
        readings.setdefault("coverage_total", Option("coverage_total")).add(3.5, "of so many")
    if idioms["turnout_before"].search(before) and q.unit in ("percent", ""):
        readings.setdefault("turnout", Option("turnout")).add(2.0, "turnout of so much")
    if idioms["won_after"].match(after) and "coverage" in readings:
        readings["coverage"].add(-2.5, "voted so")


def _exclusion(
    text: str, folded: str, q: Quantity, near: tuple[int, int], sentence: Sentence, found: list[Cue], year: int,
    home: frozenset[str], language: Language,
) -> Option:  # fmt: skip
    """The strongest reason to leave the number alone."""
    worst = Option("")
    governed = _year_before(folded, q, sentence) == str(year)
    for cue in found:
        if cue.kind == "earlier" and governed:
            continue
        reach, weight = _EXCLUSIONS.get(cue.kind, (0, 0.0))
        distance = q.start - cue.end if cue.end <= q.start else cue.start - q.end
        if reach and distance <= reach:
            worth = weight * (1 - 0.4 * max(0, distance) / reach)
            if cue.start >= near[1] or cue.end <= near[0]:
                worth *= 0.8 if cue.kind in ("poll", "earlier", "hypothetical") else 0.3
            if distance > 0 and cue.kind in _CLOSE and "," in folded[min(cue.end, q.end) : max(cue.start, q.start)]:
                worth *= 0.5
            if worth > worst.total:
                worst = Option("", worth, [f'{cue.kind.replace("_", " ")}: "{folded[cue.start : cue.end]}"'])
    if place := _place(text, folded, q, near, sentence, home, language):
        worst = max(worst, Option("", 7.0, [f"of one place: {place}"]), key=lambda o: o.total)
    if other := _other_year(folded, q, near, sentence, year):
        worst = max(worst, Option("", 9.0, [f"speaks of {other}"]), key=lambda o: o.total)
    return worst


def _year_before(folded: str, q: Quantity, sentence: Sentence) -> str:
    """The nearest year before the figure in its sentence, "" where there is none within reach."""
    before = [f for f in _YEARS.finditer(folded, sentence.start, q.start)]
    return before[-1][1] if before and q.start - before[-1].end() < 220 else ""


def _other_year(folded: str, q: Quantity, near: tuple[int, int], sentence: Sentence, year: int) -> str:
    """The year the figure belongs to where that is not the contest's; "" otherwise."""
    before = _year_before(folded, q, sentence)
    if before:
        return before if int(before) != year else ""
    after = _YEARS.search(folded, q.end, min(sentence.end, q.end + 36))
    if after is None or re.search("[,;]", folded[q.end : after.start()]) or near[1] < after.start():
        return ""
    return after[1] if int(after[1]) != year else ""


_PLACE = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)?")


def _place(
    text: str,
    folded: str,
    q: Quantity,
    near: tuple[int, int],
    sentence: Sentence,
    home: frozenset[str],
    language: Language,
) -> str:
    """The place inside the contest's own that the figure is confined to ("in Allegheny County"); "" for none."""
    idioms, calendar = language.idioms, language.patterns["calendar"]
    for start, limit, idiom in (
        (q.end, min(near[1], q.end + 40), "place_after"),
        (sentence.start, near[0] + 60, "place_first"),
    ):
        for found in _PLACE.finditer(text, start, min(limit, sentence.end)):
            first = folded[found.start() : found.end()].split()[0].split("-")[0]
            if text[found.start()].isupper() and idioms[idiom].fullmatch(folded[start : found.start()]):
                return "" if first in home or calendar.fullmatch(first) else found.group()
            if idiom == "place_first" and found.start() - start > 12:
                break
    return ""
