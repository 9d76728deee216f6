"""Leads against the figures around them: a lead belongs to whoever the same source has in front."""

from __future__ import annotations

from collections.abc import Mapping

from analyzer.model import Quantity

#: A lead -> the figures that it is the difference of.
OF = {"margin_points": "share", "margin_votes": "votes"}
_CLOSE = 0.03  # part by which a lead may miss the difference of two rounded figures and still be theirs

_PRINTED = 0.051  # points by which the difference of two shares of one decimal may miss a lead


class Figures:
    """(source, measure) -> candidate -> the last value read of him."""

    __slots__ = ("_values",)

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], dict[str, float]] = {}

    def add(self, source: str, measure: str, subject: str, value: float) -> None:
        """A figure that was read."""
        self._values.setdefault((source, measure), {})[subject] = value

    def compare(self, source: str, lead: str, subject: str) -> bool:
        """Has the source figures of a candidate and of another that a lead can be held against?"""
        rows = self.of(source, OF.get(lead, ""))
        return len(rows) > 1 and subject in rows

    def of(self, source: str, measure: str) -> Mapping[str, float]:
        """Candidate -> the last value read of him, by one source."""
        return self._values.get((source, measure), {})


def leads_in(q: Quantity) -> tuple[str, ...]:
    """The measures whose figures a number may be the difference of, by its unit."""
    if q.unit == "count":
        return ("votes",)
    return ("share",) if q.unit or q.resolution < 1 else ("share", "votes")


def differ_by(one: float, other: float, q: Quantity) -> bool:
    """Do two figures differ by a number, but for its own last printed place and a digit of theirs?"""
    slip = max(q.resolution, 0.0 if q.unit == "count" else _PRINTED)
    return abs(abs(one - other) - q.value) <= slip


def leader_of(source: str, measure: str, subject: str, value: float, unit: float, known: Figures) -> str:
    """Whose lead it is: `subject`, the one in front where the difference fits, or "" where it can be nobody's.

    The lead may miss the difference by its own last printed `unit` ("10 points" of 10.57). A lead that is read as that
    of a candidate whom the same source has behind is a misreading: text never states a negative lead.
    """
    if not known.compare(source, measure, subject):
        return subject
    rows = known.of(source, OF[measure])
    first, second = sorted(rows, key=lambda name: -rows[name])[:2]
    if rows[subject] >= rows[first]:
        return subject
    lead = rows[first] - rows[second]
    return first if abs(lead - value) <= max(_CLOSE * max(lead, value), unit) else ""
