"""What is said of somebody whom a text makes answerable: where, who, and by what."""

from __future__ import annotations

from dataclasses import dataclass

ASIDE = frozenset(("candidate named", "in brackets", "with its candidate", "addressed"))  # makes nobody answerable
WEAK = ASIDE | {"named"}  # names somebody, and does not say that he speaks


@dataclass(slots=True)  # not frozen: that makes each three times as dear
class Assertion:
    """Somebody made answerable at a place. `how` is by what; `source` is "" for somebody the contest does not know."""

    start: int
    end: int
    source: str
    how: str
