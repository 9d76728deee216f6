"""What a number was read as, on its way to becoming a claim; of whom several were, and who is in front by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan

from analyzer.model import Basis, Quantity
from analyzer.reading.meaning import agreement
from analyzer.reading.meaning.passage import counts

_HALF = 50.0  # percent, above which somebody leads whatever the others have


@dataclass(slots=True)  # not frozen: that makes each three times as dear, and there is one for every number
class Draft:
    """A number with what it was read as, before its interval, its identity and its statement are known.

    `asserted` is the paragraph in which its source is made answerable; `whose` says why it is that source's; `as_of` is
    the moment of the count that its sentence names; `corrected` that it speaks of corrected figures; `certainty` how
    likely it is read rightly.
    """

    quantity: Quantity
    measure: str
    subject: str
    score: float
    why: str
    source: str = ""
    whose: str = ""
    basis: Basis = Basis.UNSTATED
    paragraph: int = 0
    asserted: int = 0
    as_of: str = ""
    corrected: bool = False
    certainty: float = nan


def unread(q: Quantity) -> Draft:
    """A number that is no figure of a result, by what it counts."""
    return Draft(q, "", "", 0.0, counts(q))


def order(before: tuple[str, ...], drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Whose figures were stated last, in the order of their last place, once each."""
    stated = [d.subject for d in drafts if d.subject]
    return tuple(reversed(dict.fromkeys(reversed((*before, *stated))))) if stated else before


def several(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Whose figures a sentence states, in order, once each; nobody's unless it compares some."""
    found = tuple(dict.fromkeys(d.subject for d in drafts if d.subject))
    return found if len(found) > 1 else ()


def in_front(drafts: Sequence[Draft], last: Mapping[str, Mapping[str, float]], front: str) -> str:
    """Whom the figures told `last` have in front, the drafts of a sentence among them, where it compares two of them.

    `front` is who was before it: two that it sets below him, or without his figure, do not change that.
    """
    for measure in ("share", "votes"):
        compared = {d.subject for d in drafts if d.measure == measure}
        if len(compared) > 1:
            figures = last[measure]
            if front and front not in figures and not (measure == "share" and max(figures.values()) > _HALF):
                return front
            return max(figures, key=lambda subject: figures[subject])
    return next((d.subject for d in drafts if d.measure in agreement.OF), front)


class Fronts:
    """Whom each source has in front, by its own figures so far."""

    def __init__(self) -> None:
        self._told: dict[str, dict[str, dict[str, float]]] = {}  # source -> measure -> candidate -> the last figure
        self._front: dict[str, str] = {}

    def of(self, source: str) -> str:
        """The candidate, "" where its figures do not say."""
        return self._front.get(source, "")

    def add(self, drafts: Sequence[Draft]) -> None:
        """The figures of a sentence."""
        for source in dict.fromkeys(d.source for d in drafts):
            told, his = self._told.setdefault(source, {}), [d for d in drafts if d.source == source]
            for d in his:
                told.setdefault(d.measure, {})[d.subject] = d.quantity.value
            self._front[source] = in_front(his, told, self.of(source))
