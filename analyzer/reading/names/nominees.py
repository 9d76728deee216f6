"""Parties that stand for whom they put up: "the candidate of the PLN", or the label of a row of a list of results."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from analyzer.reading.languages.language import Language
from analyzer.reading.names.mentions import Mention

_REACH = 50  # characters before a party in which it is said that its candidate is meant
_MARKS = re.compile(r"(?:^|\n)[ \t*\u2022\u2013-]{0,4}(?:\d{1,2}[.)] )?$")  # before the label of a row
_MARKED = 12  # characters of them
_ROW = re.compile(r"(?: \([^()\n]{1,40}\))?(?: (?P<joins>\w+) \w+)? ?: ?\d[^\n]*")


def find(
    folded: str, mentions: Sequence[Mention], candidate_of: Mapping[str, str], language: Language
) -> list[Mention]:
    """The mentions; those of parties that stand for their candidates are mentions of these."""
    rows = _labels(folded, mentions, candidate_of, language)
    return [_nominee(folded, m, candidate_of, rows, language) for m in mentions]


def _nominee(
    folded: str, m: Mention, candidate_of: Mapping[str, str], rows: Container[int], language: Language
) -> Mention:
    side = _side(m, candidate_of)
    if not side:
        return m
    if m.start in rows:
        return m._replace(candidate=side, source="")
    before = language.candidate_before.search(folded, max(0, m.start - _REACH), m.start)
    behind = language.candidate_after.match(folded, m.end)
    if not before and not behind:
        return m
    start = before.start() if before else m.start
    return Mention(start, behind.end() if behind else m.end, side, "", "described")


def _side(m: Mention, candidate_of: Mapping[str, str]) -> str:
    """The candidate of a party that is named by its name, or ""."""
    if m.how != "name" or (m.candidate and not m.source):
        return ""
    return m.candidate or candidate_of.get(m.source, "")


def _labels(folded: str, mentions: Sequence[Mention], candidate_of: Mapping[str, str], language: Language) -> set[int]:
    """Where parties begin that label a row of figures ("Civic Front: 1,495,815 votes").

    One row alone may be anything ("Civic Front: 12 complaints"); in a row that names a candidate, too, the party may
    say so, and in a table that has columns, as well.
    """
    found: dict[int, str] = {}
    for i, m in enumerate(mentions):
        side = _side(m, candidate_of)
        row = _ROW.match(folded, m.end) if side else None
        if row is None or not _MARKS.search(folded, max(0, m.start - _MARKED), m.start):
            continue
        named = any(other.start < row.end() for other in mentions[i + 1 : i + 2])
        if not named and (row["joins"] is None or language.patterns["joins"].fullmatch(row["joins"])):
            found[m.start] = side
    return set(found) if len(set(found.values())) > 1 else set()
