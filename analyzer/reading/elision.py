"""Figures whose unit the text leaves to the figures around them: "7.3 million votes to Maduro's 3.3 million"."""

from __future__ import annotations

import re
from collections.abc import Collection

from analyzer.model import Quantity
from analyzer.reading.measures import Options
from analyzer.reading.passage import Passage

_ELIDED = 2.0  # worth of a unit that a figure before has already named
_PAIRED_MARGIN = -3.0  # "by a margin of 65% to 30%" states two shares
_OF_TOTAL = 4.0  # "25,073 of 30,026 tally sheets"
_BESIDE_A_NAME = 1.2
_WHOLE = 100.5  # percent that two parts may add to, each rounded
_LEAST_VOTES, _LEAST_TWIN = 1000, 100  # a bare number below this is no candidate's votes
_HEAD = re.compile(
    r"[ \u00a0]*[:|,;-]*[ \u00a0]*(?:\([^()\d]*\))?[ \u00a0]*[:|,;-]*[ \u00a0]*(?:\([^()\d]*\))?[ \u00a0]*"
)
_TWIN = re.compile(r"[^()\d]{0,24}\([^()\d]{0,6}|,? [a-z]{0,8} ?")


def offer(passage: Passage, i: int, spoken: Collection[str], found: Options) -> None:
    """Add to `found` the readings that the other figures lend the i-th; `spoken` are measures just stated."""
    q, quantities = passage.quantities[i], passage.quantities
    before = quantities[i - 1] if i else None
    behind = quantities[i + 1] if i + 1 < len(quantities) else None
    others = [o for o in quantities if o is not q]
    if q.unit in ("percent", "count") and not q.range_end and _paired(passage, i):
        found.offer("share" if q.unit == "percent" else "votes", _ELIDED, "one of a pair")
        found.against("margin_points", _PAIRED_MARGIN, "one of a pair")
    if q.unit == "percent" and behind and behind.noun == "voters" and passage.links("of_total", q.end, behind.start):
        found.offer("turnout", _ELIDED, "of so many voters")
    if q.noun == "sheets" and before and _of_total(passage, before, q):
        found.offer("coverage_total", _OF_TOTAL, "of so many")
    if q.noun:
        return
    if q.unit == "" and q.value <= 100 and ("share" in spoken or any(o.unit == "percent" for o in others)):
        found.offer("share", _ELIDED, "percent like the others")
    partner = _bare_partner(passage, i)
    if q.unit == "" and q.resolution < 1 and partner and q.value + partner.value <= _WHOLE:
        found.offer("share", _ELIDED, "one of two parts of a whole")
    if q.unit != "count":
        return
    if before and before.noun == "sheets" and _of_total(passage, before, q):
        found.offer("coverage_total", _OF_TOTAL, "of so many")
    if before and before.noun == "votes" and _of_total(passage, before, q):
        found.offer("ballots", _OF_TOTAL, "out of so many")
    if "votes" in spoken or any(o.noun == "votes" for o in others):
        found.offer("votes", _ELIDED, "votes like the others")
    if behind and behind.noun == "sheets" and _of_total(passage, q, behind):
        found.offer("coverage_count", _OF_TOTAL, "so many of them")
    if q.value >= _LEAST_VOTES and _heads_a_line(passage, q):
        found.offer("votes", _BESIDE_A_NAME, "beside a name")
    if q.value >= _LEAST_TWIN and any(
        o and o.unit == "percent" and _twins(passage.folded, q, o) for o in (before, behind)
    ):
        found.offer("votes", _ELIDED, "the twin of a share")


def _of_total(passage: Passage, part: Quantity, whole: Quantity) -> bool:
    """Do the two stand as "25,073 of 30,026"?"""
    return part.value <= whole.value and passage.links("of_total", part.end, whole.start)


def _paired(passage: Passage, i: int) -> bool:
    """Is the figure one of two that are set against each other ("65% to 30%")?"""
    numbers = passage.quantities
    return any(
        0 <= j < len(numbers) - 1
        and numbers[j].unit == numbers[j + 1].unit
        and {numbers[j].noun, numbers[j + 1].noun} <= {"", "votes", "voters"}
        and passage.links("pair_link", numbers[j].end, numbers[j + 1].start)
        for j in (i - 1, i)
    )


def _bare_partner(passage: Passage, i: int) -> Quantity | None:
    """The other of two bare decimals set side by side ("49.80 and 48.23")."""
    for j, k in ((i - 1, i), (i, i + 1)):
        if j >= 0 and k < len(passage.quantities):
            first, second = passage.quantities[j], passage.quantities[k]
            bare = first.unit == second.unit == "" and first.resolution < 1 and second.resolution < 1
            if bare and passage.links("pair_link", first.end, second.start):
                return second if j == i else first
    return None


def _heads_a_line(passage: Passage, q: Quantity) -> bool:
    """Does the line read "NAME (PARTY) - 62.434 million"?"""
    ahead = [m for m in passage.mentions if m.candidate and m.end <= q.start and q.start - m.end < 40]
    return bool(ahead) and _HEAD.fullmatch(passage.folded, ahead[-1].end, q.start) is not None


def _twins(folded: str, q: Quantity, other: Quantity) -> bool:
    """Do the two stand as "5,150,092 (51.2%)" or "51.2% (5,150,092)"?"""
    first, second = sorted((q, other), key=lambda o: o.start)
    return _TWIN.fullmatch(folded, first.end, second.start) is not None
