"""What a quantity measures: every possible reading with its score and the reasons for it.

A reading's score is the sum of what speaks for it: the unit, the noun that is counted, the cues of the language
near the number, each worth less the farther away it stands, and turns of phrase that decide. `Option.total` is
compared across readings and with the best reason to leave the number alone; nothing here decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from analyzer.model import Quantity
from analyzer.reading.passage import Cue, Passage

REACH = 70  # characters within which a cue beside a number still speaks of it

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
    ("count", "votes"): {"votes": 2.0, "ballots": 0.6},
    ("count", "sheets"): {"coverage_count": 2.5},
    ("count", "voters"): {"registered": 1.6, "ballots": 0.8, "votes": 0.5},
    ("count", "people"): {"registered": 0.2, "ballots": 0.2, "votes": 0.2},
}
# Turns of phrase that decide: idiom, on which side of the number, for which units, for which nouns (none: any),
# the reading they speak for, their weight, and what they say.
_IDIOMS = (
    ("counted_after", 1, ("percent",), (), "coverage", 3.0, "so much counted"),
    ("counted_before", -1, ("percent",), (), "coverage", 2.5, "counted so much"),
    ("margin_after", 1, ("percent", "points"), (), "margin_points", 3.0, "a margin of so much"),
    ("margin_before", -1, ("percent",), (), "margin_points", 2.0, "by so much"),
    ("margin_after", 1, ("count",), (), "margin_votes", 3.0, "a margin of so many"),
    ("margin_before", -1, ("count",), (), "margin_votes", 3.0, "by so many"),
    ("ballots_after", 1, ("count",), ("votes",), "ballots", 1.5, "so many cast"),
    ("total_before", -1, ("count",), ("sheets",), "coverage_total", 3.5, "of so many"),
    ("turnout_before", -1, ("percent", ""), (), "turnout", 2.0, "turnout of so much"),
)
_BEFORE, _AFTER = 90, 60  # how far a turn of phrase may reach from the number
_LEADS_WITH = -2.5  # "leads with 7.3 million votes" states the votes, not the lead
_VOTED_SO = -2.5  # what "N % of the votes counted supported it" takes from a reading as coverage


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


class Options:
    """The readings of one quantity by measure."""

    def __init__(self) -> None:
        self._by_measure: dict[str, Option] = {}

    def offer(self, measure: str, weight: float, reason: str) -> None:
        """Count a reason for a reading, which is new if it has none yet."""
        self._by_measure.setdefault(measure, Option(measure)).add(weight, reason)

    def against(self, measure: str, weight: float, reason: str) -> None:
        """Count a reason against a reading that has others for it."""
        if measure in self._by_measure:
            self._by_measure[measure].add(weight, reason)

    def all(self) -> list[Option]:
        """Every reading that something speaks for."""
        return list(self._by_measure.values())


def options(passage: Passage, i: int) -> Options:
    """The readings of the i-th quantity of a passage."""
    q, near, found = passage.quantities[i], passage.near(i), Options()
    for measure, weight in _BASE[q.unit].items():
        found.offer(measure, weight, f"unit {q.unit}")
    for measure, weight in _NOUN.get((q.unit, q.noun), {}).items():
        found.offer(measure, weight, f"counts {q.noun}")
    for measure, (worth, words) in _strongest(passage, q, near).items():
        found.offer(measure, worth, f'"{words}"')
    _turns(passage, q, near, found)
    return found


def _strongest(passage: Passage, q: Quantity, near: tuple[int, int]) -> dict[str, tuple[float, str]]:
    """For each measure the cue that speaks for it most, with its worth."""
    strongest: dict[str, tuple[float, str]] = {}
    if q.unit == "" and (q.value > 100 or q.resolution >= 1):
        return strongest  # a bare whole number says nothing by itself: see `elision`
    whose = passage.matches("who_voted_after", q.end)
    for cue in passage.cues:
        if whose and cue.kind == "turnout" and cue.start < whose.end():
            continue  # "89 percent of those who cast ballots": who the share is of
        for measure, weight in _WEIGHTS[q.unit].get(cue.kind, {}).items():
            worth = weight * _nearness(passage.folded, q, cue, near)
            if worth > strongest.get(measure, (0.0, ""))[0]:
                strongest[measure] = (worth, passage.folded[cue.start : cue.end])
    return strongest


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


def _turns(passage: Passage, q: Quantity, near: tuple[int, int], found: Options) -> None:
    """Add what the turns of phrase around a quantity say."""
    after = passage.folded[q.end : min(near[1], q.end + _AFTER)]
    before = passage.folded[max(near[0], q.start - _BEFORE) : q.start]
    idioms = passage.language.idioms
    for idiom, side, units, nouns, measure, weight, reason in _IDIOMS:
        if q.unit in units and (not nouns or q.noun in nouns):
            said = idioms[idiom].match(after) if side > 0 else idioms[idiom].search(before)
            if said:
                found.offer(measure, weight, reason)
    if q.unit == "count" and idioms["with_before"].search(before):
        found.against("margin_votes", _LEADS_WITH, "leads with so many")
    if idioms["won_after"].match(after):
        found.against("coverage", _VOTED_SO, "voted so")
