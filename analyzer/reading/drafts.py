"""What a number was read as, on its way to becoming a claim."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

from analyzer.model import Basis, Quantity
from analyzer.reading.meaning.passage import counts


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
