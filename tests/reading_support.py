"""Contests that tests of the reader describe in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analyzer.model import Candidate, Contest, Source, SourceKind


def contest(
    id: str, name: str, when: date, candidates: Sequence[Sequence[str]], sources: Sequence[Sequence[str]]
) -> Contest:
    """A contest of (id, name, aliases…) candidates and (id, name, kind, candidate or "", aliases…) sources."""
    return Contest(
        id,
        name,
        when,
        candidates=tuple(Candidate(id, full, (full, *aliases)) for id, full, *aliases in candidates),
        sources=tuple(
            Source(id, full, SourceKind(kind), (full, *aliases), side) for id, full, kind, side, *aliases in sources
        ),
    )
