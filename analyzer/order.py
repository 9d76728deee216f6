"""The one order of claims, whatever the order of files and rows that they came in: what is said of them follows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from analyzer.model import MEASURES, RESERVED_SUBJECTS, Claim, Contest

_DIGITS = re.compile(r"(\d+)")
_RESERVED = {name: place for place, name in enumerate(RESERVED_SUBJECTS, start=1)}
_MEASURES = {name: place for place, name in enumerate(MEASURES)}


def in_order(claims: Iterable[Claim], contests: Sequence[Contest]) -> tuple[Claim, ...]:
    """Claims as their documents have them, and where none has a place in one, as their contest lists who it is of."""
    return tuple(sorted(claims, key=_key(contests)))


def _key(contests: Sequence[Contest]) -> Callable[[Claim], tuple[object, ...]]:
    sources = {(c.id, source.id): place for c in contests for place, source in enumerate(c.sources)}
    subjects = {(c.id, one.id): place for c in contests for place, one in enumerate(c.candidates)}
    last = len(sources) + len(subjects)
    only = contests[0].id if len(contests) == 1 else ""

    def key(claim: Claim) -> tuple[object, ...]:
        contest = only or claim.contest
        who, whose = (contest, claim.source), (contest, claim.subject)
        return (
            *(contest, claim.document, claim.start, claim.end),
            *(not claim.source, sources.get(who, last), claim.source),
            *(not claim.as_of, natural(claim.as_of), claim.statement),
            *(_MEASURES.get(claim.measure, len(MEASURES)), claim.measure),
            *(subjects.get(whose, last), _RESERVED.get(claim.subject, 0), claim.subject),
            *(claim.value, claim.resolution, claim.low, claim.high, str(claim.hedge), str(claim.basis)),
            *(claim.quote, claim.language, claim.claim),
        )

    return key


def natural(text: str) -> tuple[str | int, ...]:
    """Text and numbers in turn: "bulletin 2" comes before "bulletin 10"."""
    return tuple(int(part) if part.isdecimal() else part for part in _DIGITS.split(text))
