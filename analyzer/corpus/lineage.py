"""The lineage of each figure: where it first stood, who repeats it, in how many wordings, and what became of it.

A figure is a value of a measure of somebody, in one contest, whoever it is ascribed to. Documents of one wording are
one independent report, and the others of them reprints. Where the copies of one wording carry different figures at the
same place of their order, they are altered copies: which is the slip, or the correction, nothing here says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analyzer.corpus.gathering import Coded, Gathered, Ints
from analyzer.model import Appearance
from analyzer.tables.cells import number

_SLIPS = 400  # figures of one candidate among which slips are looked for, the most reported ones
_DIGITS = 5  # a count of fewer digits is a slip away from too many others
_LAST = "~"  # sorts behind every date: what has none is not the first


@dataclass(frozen=True, slots=True)
class Reprint:
    """A document whose wording stands in others, too. `wording` numbers the wordings; times are "" where unknown."""

    wording: int
    document: str
    outlet: str
    when: str
    documents: int
    outlets: int
    altered: bool


@dataclass(frozen=True, slots=True)
class Altered:
    """One of the figures that copies of a wording carry at the same place; the rows of a `place` stand side by side."""

    wording: int
    place: int
    contest: str
    source: str
    measure: str
    subject: str
    value: float
    quote: str
    documents: int
    outlets: int
    first_seen: str
    first_document: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """A figure: first and last time, in how many documents, `independent` wordings and outlets, ascribed to whom.

    `variants` are the figures that stand in its place in altered copies, `slips` those that are reported less often and
    differ from it in one digit or in two neighbouring digits exchanged. `undated` documents name no time.
    """

    contest: str
    measure: str
    subject: str
    value: float
    quote: str
    first_seen: str
    first_document: str
    first_outlet: str
    last_seen: str
    documents: int
    independent: int
    reprints: int
    outlets: int
    undated: int
    sources: tuple[str, ...]
    variants: tuple[str, ...]
    slips: tuple[str, ...]


def _grouped(*columns: np.ndarray) -> tuple[Ints, Ints, Ints]:
    """(order of the rows group by group, where each group begins, the group of each row) by the values of columns."""
    if not len(columns[0]):
        nothing = np.zeros(0, np.int64)
        return nothing, nothing, nothing
    order = np.lexsort(columns[::-1])
    new = np.ones(len(order), bool)
    new[1:] = np.any([column[order[1:]] != column[order[:-1]] for column in columns], axis=0)
    groups = np.empty(len(order), np.int64)
    groups[order] = np.cumsum(new) - 1
    return order, np.flatnonzero(new), groups


def _ranks(when: Coded) -> Ints:
    """For each document the place of its time among all, so that the unknown come last."""
    order = sorted(range(len(when.texts)), key=lambda i: when.texts[i] or _LAST)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    ranks: Ints = rank[when.codes]
    return ranks


def _outlets(g: Gathered, documents: Ints) -> int:
    return len({g.outlets.at(d) for d in documents.tolist()} - {""})


def reprints(g: Gathered, wordings: Ints, altered: Sequence[Altered]) -> list[Reprint]:
    """The documents whose wording others have, wording by wording, the earliest first."""
    order, _, _ = _grouped(wordings, _ranks(g.when))
    changed = {row.wording for row in altered}
    found = []
    for documents in np.split(order, np.cumsum(np.bincount(wordings))[:-1]) if len(order) else ():
        if len(documents) < 2:
            continue
        w, outlets = int(wordings[documents[0]]), _outlets(g, documents)
        found += [
            Reprint(w, g.documents.at(d), g.outlets.at(d), g.when.at(d), len(documents), outlets, w in changed)
            for d in documents.tolist()
        ]
    return found


def _nth(g: Gathered) -> Ints:
    """How many claims of its document with the same contest, source, measure and subject stand before a claim."""
    order, begin, groups = _grouped(g.of, g.contest.codes, g.source.codes, g.measure.codes, g.subject.codes)
    counts = np.empty(len(order), np.int64)
    counts[order] = np.arange(len(order)) - begin[groups[order]]
    return counts


def altered(g: Gathered, wordings: Ints) -> list[Altered]:
    """The places at which copies of one wording carry different figures, with each of the figures."""
    if not len(g.of):
        return []
    keys = (wordings[g.of], g.contest.codes, g.source.codes, g.measure.codes, g.subject.codes, _nth(g))
    _, begin, places = _grouped(*keys)
    order, first, _ = _grouped(places, g.value)
    distinct = np.bincount(places[order[first]], minlength=len(begin))
    ranks = _ranks(g.when)
    found: list[Altered] = []
    places_: dict[int, int] = {}
    for start, rows in zip(first.tolist(), np.split(order, first[1:]), strict=True):
        place = int(places[order[start]])
        if distinct[place] < 2:
            continue
        row, documents = int(rows[0]), g.of[rows]
        early = int(documents[np.argmin(ranks[documents])])
        quote = Counter(g.quote.at(r) for r in rows.tolist()).most_common(1)[0][0]
        found.append(
            Altered(
                wording=int(wordings[g.of[row]]), place=places_.setdefault(place, len(places_) + 1),
                contest=g.contest.at(row), source=g.source.at(row), measure=g.measure.at(row),
                subject=g.subject.at(row),
                value=float(g.value[row]), quote=quote, documents=len(documents), outlets=_outlets(g, documents),
                first_seen=g.when.at(early), first_document=g.documents.at(early),
            )
        )  # fmt: skip
    return found


def lineages(g: Gathered, wordings: Ints, changed: Sequence[Altered]) -> tuple[list[Lineage], list[Appearance]]:
    """Every figure of a corpus, the most independently reported first, and how its reports grew from day to day."""
    order, begin, _ = _grouped(g.contest.codes, g.measure.codes, g.subject.codes, g.value)
    ranks = _ranks(g.when)
    beside = _beside(changed)
    found: list[Lineage] = []
    days: list[list[Appearance]] = []
    for rows in np.split(order, begin[1:]) if len(order) else ():
        row = int(rows[0])
        documents = np.unique(g.of[rows])
        documents = documents[np.argsort(ranks[documents], kind="stable")]
        early, when = int(documents[0]), [g.when.at(d) for d in documents.tolist()]
        dated = [w for w in when if w]
        independent = len(np.unique(wordings[documents]))
        key = (g.contest.at(row), g.measure.at(row), g.subject.at(row), float(g.value[row]))
        quote = Counter(g.quote.at(r) for r in rows.tolist()).most_common(1)[0][0]
        found.append(
            Lineage(
                *key, quote=quote, first_seen=when[0], first_document=g.documents.at(early),
                first_outlet=g.outlets.at(early), last_seen=dated[-1] if dated else "", documents=len(documents),
                independent=independent, reprints=len(documents) - independent, outlets=_outlets(g, documents),
                undated=len(when) - len(dated), sources=_by_number(g.source.at(r) for r in rows.tolist()),
                variants=tuple(map(number, sorted(beside.get(key, set())))), slips=(),
            )
        )  # fmt: skip
        days.append(_days(found[-1], [w[:10] for w in when], wordings[documents]))
    return _with_slips(found, days)


def _by_number(names: object) -> tuple[str, ...]:
    counts = Counter(name for name in names if name)  # type: ignore[attr-defined]
    return tuple(name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _beside(changed: Sequence[Altered]) -> dict[tuple[str, str, str, float], set[float]]:
    """Figure -> the figures that stand in its place in altered copies."""
    at: dict[int, list[Altered]] = {}
    for row in changed:
        at.setdefault(row.place, []).append(row)
    found: dict[tuple[str, str, str, float], set[float]] = {}
    for rows in at.values():
        for row in rows:
            others = {other.value for other in rows} - {row.value}
            found.setdefault((row.contest, row.measure, row.subject, row.value), set()).update(others)
    return found


def _days(figure: Lineage, days: Sequence[str], wordings: Ints) -> list[Appearance]:
    """A figure's reports by the end of each day on which there was one. `days` are in order, "" for unknown."""
    seen: set[int] = set()
    found: dict[str, Appearance] = {}
    for documents, (day, wording) in enumerate(zip(days, wordings.tolist(), strict=True), start=1):
        if not day:
            break
        seen.add(wording)
        key = (figure.contest, figure.measure, figure.subject, figure.value, figure.quote)
        found[day] = Appearance(*key, day, len(seen), documents, bool(figure.variants))
    return list(found.values())


def _with_slips(
    found: Sequence[Lineage], days: Sequence[Sequence[Appearance]]
) -> tuple[list[Lineage], list[Appearance]]:
    """The figures in the order of their independent reports, each with the slips of it that are rarer."""
    order = sorted(
        range(len(found)), key=lambda i: (-found[i].independent, -found[i].documents, found[i].first_seen or _LAST)
    )
    counts: dict[tuple[str, str, str], list[int]] = {}
    for i in order:
        one = found[i]
        whole = one.value == int(one.value) and len(str(int(one.value))) >= _DIGITS
        if whole and one.value % 1000:  # a count printed in full: rounded ones differ by nature
            counts.setdefault((one.contest, one.measure, one.subject), []).append(i)
    slips: dict[int, list[float]] = {}
    slipped: set[int] = set()
    for some in counts.values():
        for place, i in enumerate(some[:_SLIPS]):
            for j in some[place + 1 : _SLIPS]:
                if found[j].independent < found[i].independent and slip(int(found[i].value), int(found[j].value)):
                    slips.setdefault(i, []).append(found[j].value)
                    slipped.add(j)
    figures = [replace(found[i], slips=tuple(map(number, sorted(slips.get(i, ()))))) for i in order]
    grown = [replace(day, variant=day.variant or i in slipped) for i in order for day in days[i]]
    return figures, grown


def slip(one: int, other: int) -> bool:
    """Do two counts differ in one digit, or in two neighbouring digits exchanged (152,306 for 152,360)?"""
    a, b = str(one), str(other)
    if len(a) != len(b) or a == b:
        return False
    apart = [i for i in range(len(a)) if a[i] != b[i]]
    if len(apart) == 1:
        return True
    i, j = apart[0], apart[-1]
    return len(apart) == 2 and j == i + 1 and a[i] == b[j] and a[j] == b[i]
