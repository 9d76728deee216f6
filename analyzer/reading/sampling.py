"""Which shares the margin of error beside them belongs to: the sampling interval that a quick count states.

A margin of error is no figure of the result, and no check rests on it; the figures draw it beside the share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite

from analyzer.model import Claim, Reading
from analyzer.reading.prose.sentences import Sentence

_SAMPLED = ("share", "turnout", "margin_points")  # what a sample estimates


def attached(readings: Sequence[Reading], claims: Sequence[Claim], sentences: Sequence[Sentence]) -> list[Reading]:
    """The readings, those of a margin of error with the claims that it is stated of.

    Those are of one source: the figures before it in its sentence, else those behind it, else those of the sentence
    before. What another margin stands between is that one's.
    """
    stated = [r.start for r in readings if isfinite(r.margin)]
    if not stated:
        return list(readings)
    estimates = [c for c in claims if c.measure in _SAMPLED]
    found = {start: ";".join(c.claim for c in _stated_of(start, stated, estimates, sentences)) for start in stated}
    return [replace(r, claim=found[r.start]) if r.start in found else r for r in readings]


def _stated_of(
    start: int, others: Sequence[int], estimates: Sequence[Claim], sentences: Sequence[Sentence]
) -> list[Claim]:
    index = next(i for i, s in enumerate(sentences) if s.start <= start < s.end)
    here = sentences[index]
    last = max((at for at in others if here.start <= at < start), default=here.start)
    following = min((at for at in others if start < at < here.end), default=here.end)
    before = [c for c in estimates if last <= c.start < start]
    behind = [c for c in estimates if start < c.start < following]
    if before:
        return [c for c in before if c.source == before[-1].source]
    if behind:
        return [c for c in behind if c.source == behind[0].source]
    if last > here.start or not index:
        return []
    earlier = sentences[index - 1]
    told = [c for c in estimates if earlier.start <= c.start < earlier.end]
    return [c for c in told if c.source == told[-1].source]
