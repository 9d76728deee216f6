"""Which claims describe one count: one state of one source's counting.

The rules are those of docs/method.md, "One count, several counts". Where the text leaves it open whether two figures
belong together, they are kept apart: a figure that stands alone contradicts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from analyzer.bounds import usual_reading, widest_reading
from analyzer.model import Basis, Claim, Hedge

#: A measure and whose it is ("" where it is nobody's).
Key = tuple[str, str]
#: All ballots cast, where a count states its valid ones too.
CAST_BALLOTS: Key = ("ballots", "cast")
Span = tuple[float, float]

_TWO_SIDED = (str(Hedge.EXACT), str(Hedge.ABOUT))
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WITH_BASIS = ("share", "margin_points", "turnout")


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of a count: the first claim that states it, how many state it, and what it allows in both readings.

    `two_sided`: limited from above and below by what is written. `decides` is False for a bound ("more than 80") beside
    a figure stated outright ("80"): it narrows nothing.
    """

    claim: Claim
    repeats: int
    usual: Span
    widest: Span
    two_sided: bool
    decides: bool = True


@dataclass(frozen=True, slots=True)
class Count:
    """One count of a source: its facts by measure and subject, in the order in which they were claimed.

    `number` tells the counts of one source apart, from 1. `bases` holds what the percentages of a measure are
    percentages of, where the text says so: figures on a second basis make a count of their own.
    """

    source: str
    number: int
    as_of: str
    facts: dict[Key, tuple[Fact, ...]]
    bases: dict[str, Basis]

    def deciding(self, measure: str, subject: str = "") -> tuple[Fact, ...]:
        """The facts that set a cell's interval."""
        return tuple(fact for fact in self.facts.get((measure, subject), ()) if fact.decides)

    def basis(self, measure: str) -> Basis:
        """What the percentages of `measure` are percentages of; unstated where the text does not say."""
        return self.bases.get(measure, Basis.UNSTATED)


def span(facts: Iterable[Fact], *, widest: bool) -> Span | None:
    """What several facts of one cell allow together; low > high where they cannot all hold, None without facts."""
    facts = tuple(facts)
    outright = [fact for fact in facts if fact.two_sided] or facts
    if not outright:
        return None
    spans = [fact.widest if widest else fact.usual for fact in outright]
    return max(low for low, _ in spans), min(high for _, high in spans)


def meet(one: Span | None, other: Span | None) -> bool:
    """Whether two intervals have a point in common; what is not stated meets everything."""
    return one is None or other is None or max(one[0], other[0]) <= min(one[1], other[1])


def _covered(cells: Mapping[Key, Sequence[Fact]], *, widest: bool, sheets: int | None = None) -> Span | None:
    """Stated coverage in percent, or sheets counted of sheets in all, of `sheets` where the text gives none."""
    names = ("coverage", "coverage_count", "coverage_total")
    stated, counted, total = (span(cells.get((name, ""), ()), widest=widest) for name in names)
    if not total and sheets:
        total = float(sheets), float(sheets)
    if stated or not counted or not total or total[0] <= 0:
        return stated
    return 100.0 * counted[0] / total[1], 100.0 * counted[1] / total[0]


def bulletins(counts: Sequence[Count], sheets: int | None) -> list[tuple[int, int]]:
    """Each source's bulletins in order, one and its next, by their places among `counts`.

    By date, then by coverage; where none has a date, by coverage alone, `sheets` being the contest's tally sheets. What
    neither tells apart is in no order; nor are counts that nobody answers for.
    """
    by_source: dict[str, list[int]] = {}
    for place, count in enumerate(counts):
        if count.source:
            by_source.setdefault(count.source, []).append(place)
    ends = [_covered(count.facts, widest=True, sheets=sheets) for count in counts]
    # More sheets than there are is another kind of sheet or another question, not a coverage.
    covered = [one if one and one[0] <= 100.0 else None for one in ends]
    return [pair for own in by_source.values() for pair in _next(own, counts, covered)]


def _next(own: Sequence[int], counts: Sequence[Count], covered: Sequence[Span | None]) -> Iterator[tuple[int, int]]:
    dated = [place for place in own if _DATE.match(counts[place].as_of)]
    # What is no date ("bulletin 2") is in no order but that of its coverage.
    days = {place: counts[place].as_of if dated else "" for place in dated or own if dated or covered[place]}
    for one, other in pairwise(sorted(days, key=lambda place: (days[place], *(covered[place] or (0.0, 0.0))))):
        before, after = covered[one], covered[other]
        # Of a day and a time on it nobody knows which is the later.
        if not days[other].startswith(days[one]) or (before and after and before[1] < after[0]):
            yield one, other


def counts(claims: Sequence[Claim]) -> tuple[Count, ...]:
    """The counts that the claims speak of, by source in order of first mention.

    Where nobody is answerable (source ""), a count never reaches beyond its document.
    """
    voices: dict[tuple[str, str], list[Fact]] = {}
    for fact in _facts(claims):
        voice = (fact.claim.source, "" if fact.claim.source else fact.claim.document)
        voices.setdefault(voice, []).append(fact)
    found: list[Count] = []
    numbers: dict[str, int] = {}
    for (source, _), facts in voices.items():
        for group in _groups(_statements(facts)):
            for bases, cells in _by_basis(group):
                numbers[source] = numbers.get(source, 0) + 1
                found.append(Count(source, numbers[source], group.as_of, _merged(cells), bases))
    return tuple(found)


def _facts(claims: Sequence[Claim]) -> list[Fact]:
    """Each claim with both readings. An end of a range ("between 52 and 55") carries the range, widened by a unit."""
    if not claims:
        return []
    columns = (
        np.array([claim.value for claim in claims]),
        np.array([claim.resolution for claim in claims]),
        [str(claim.hedge) for claim in claims],
        [claim.measure for claim in claims],
    )
    own_low, own_high = np.array([claim.low for claim in claims]), np.array([claim.high for claim in claims])
    low, high = usual_reading(*columns)
    ranged = (np.abs(low - own_low) > 1e-6) | (np.abs(high - own_high) > 1e-6)
    widest_low, widest_high = widest_reading(*columns)
    widest_low = np.where(ranged, np.maximum(own_low - columns[1], 0.0), widest_low)
    widest_high = np.where(ranged, own_high + columns[1], widest_high)
    outright = ranged | np.isin(columns[2], _TWO_SIDED)
    spans = zip(widest_low.tolist(), widest_high.tolist(), strict=True)
    return [
        Fact(claim, 1, (claim.low, claim.high), widest, two_sided)
        for claim, widest, two_sided in zip(claims, spans, outright.tolist(), strict=True)
    ]


@dataclass(slots=True)
class _Group:
    """Facts that describe one count, as far as it has been gathered; `torn` out of a statement that held several.

    `cells` are its different figures: thousands of articles may repeat one, and each new statement is held against all.
    """

    facts: list[Fact]
    as_of: str
    torn: bool = False
    cells: dict[Key, list[Fact]] = field(default_factory=dict, init=False)
    documents: set[str] = field(default_factory=set, init=False)
    _seen: set[tuple[object, ...]] = field(default_factory=set, init=False)
    _coverage: dict[bool, Span | None] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._sort(self.facts)

    def add(self, statement: _Group) -> None:
        """Take in a statement's facts, and its moment where none is known yet."""
        self.facts.extend(statement.facts)
        self.as_of = self.as_of or statement.as_of
        self._sort(statement.facts)
        self._coverage.clear()

    def _sort(self, facts: Iterable[Fact]) -> None:
        for fact in facts:
            claim = fact.claim
            key = (claim.measure, claim.subject)
            self.documents.add(claim.document)
            figure = (key, fact.usual, fact.widest, fact.two_sided, claim.basis)
            if figure not in self._seen:
                self._seen.add(figure)
                self.cells.setdefault(key, []).append(fact)

    def coverage(self, *, widest: bool) -> Span | None:
        """Stated coverage in percent, or sheets counted of sheets in all where the text gives both."""
        if widest not in self._coverage:
            self._coverage[widest] = _covered(self.cells, widest=widest)
        return self._coverage[widest]

    @property
    def anchored(self) -> bool:
        return bool(self.as_of) or self.coverage(widest=True) is not None


def _statements(facts: Iterable[Fact]) -> list[_Group]:
    """Figures asserted together; where they cannot hold together they speak of several counts and are taken apart."""
    gathered: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in facts:
        claim = fact.claim
        gathered.setdefault((claim.statement or claim.document, claim.document, claim.as_of), []).append(fact)
    statements = []
    for (_, _, as_of), together in gathered.items():
        whole = _Group(together, as_of)
        if all(_possible(cell) for cell in whole.cells.values()):
            statements.append(whole)
        else:
            statements.extend(_Group([fact], as_of, torn=True) for fact in together)
    return statements


def _possible(cell: Sequence[Fact]) -> bool:
    """Whether one cell's figures of the same basis can hold together."""
    for basis in {_basis(fact) for fact in cell}:
        low, high = span((fact for fact in cell if _basis(fact) == basis), widest=True) or (0.0, 0.0)
        if low > high:
            return False
    return True


def _groups(statements: Sequence[_Group]) -> list[_Group]:
    """Statements joined into counts: those that say which count they mean come first, bounds after figures."""
    anchored: list[_Group] = []
    for statement in sorted((s for s in statements if s.anchored), key=_only_bounded):
        _join(statement, anchored, [])
    loose: list[_Group] = []
    for statement in (s for s in statements if not s.anchored):
        _join(statement, anchored, loose)
    return anchored + loose


def _only_bounded(statement: _Group) -> bool:
    covering = statement.cells.get(("coverage", ""), [])
    return bool(covering) and not any(fact.two_sided for fact in covering)


def _join(statement: _Group, anchored: list[_Group], loose: list[_Group]) -> None:
    """Add the statement to the one count it fits; where none or several fit, it stands alone."""
    fitting = [group for group in anchored if _same_count(group, statement)]
    if not fitting and not statement.anchored:
        fitting = [group for group in loose if _belong_together(group, statement) and _same_count(group, statement)]
    if len(fitting) == 1:
        fitting[0].add(statement)
    else:
        (anchored if statement.anchored else loose).append(
            _Group(list(statement.facts), statement.as_of, statement.torn)
        )


def _belong_together(group: _Group, statement: _Group) -> bool:
    """Whether anything says that two statements mean one count: their document, or a figure that both give."""
    if group.cells.keys() & statement.cells.keys():
        return True
    return not (group.torn or statement.torn) and statement.documents <= group.documents


def _same_count(group: _Group, statement: _Group) -> bool:
    """Whether two groups may speak of one count.

    Figures that differ tell two counts apart, unless both name the same date or the same coverage as it is usually
    read: then the source contradicts itself, and the disagreement has to stay visible.
    """
    if group.as_of and statement.as_of and group.as_of != statement.as_of:
        return False
    if not meet(group.coverage(widest=True), statement.coverage(widest=True)):
        return False
    if (group.as_of and group.as_of == statement.as_of) or _same_coverage(group, statement):
        return True
    mine, theirs = group.cells, statement.cells
    return all(_possible(mine[key] + theirs[key]) for key in mine.keys() & theirs.keys())


def _same_coverage(group: _Group, statement: _Group) -> bool:
    """Both state coverage, and the usual readings share more than an end."""
    mine, theirs = group.coverage(widest=False), statement.coverage(widest=False)
    if mine is None or theirs is None:
        return False
    low, high = max(mine[0], theirs[0]), min(mine[1], theirs[1])
    return low < high or mine == theirs or (low == high and (mine[0] == mine[1] or theirs[0] == theirs[1]))


def _basis(fact: Fact) -> Basis:
    """Percentages of valid votes are the plain reading of percentages that do not say of what; so are ballots."""
    known = fact.claim.measure in _WITH_BASIS or fact.claim.measure == "ballots"
    basis = Basis(fact.claim.basis) if known else Basis.UNSTATED
    return Basis.UNSTATED if basis is Basis.VALID and fact.claim.measure != "margin_points" else basis


def _by_basis(group: _Group) -> list[tuple[dict[str, Basis], list[Fact]]]:
    """The facts on each measure's first basis, then those on a second one, with the coverage, each as a row."""
    first: dict[str, Basis] = {}
    for fact in group.facts:
        if fact.claim.measure in _WITH_BASIS:
            first.setdefault(fact.claim.measure, _basis(fact))
    main: list[Fact] = []
    second: dict[Basis, list[Fact]] = {}
    for fact in group.facts:
        if fact.claim.measure in _WITH_BASIS and _basis(fact) != first[fact.claim.measure]:
            second.setdefault(_basis(fact), []).append(fact)
        else:
            main.append(fact)
    covering = [fact for fact in group.facts if fact.claim.measure.startswith("coverage")]
    rows = [(_named(main), main)]
    rows.extend((_named(facts), facts + covering) for facts in second.values())
    return rows


def _named(facts: Iterable[Fact]) -> dict[str, Basis]:
    """The basis that each measure's claims state."""
    found: dict[str, Basis] = {}
    for fact in facts:
        if fact.claim.measure in _WITH_BASIS and fact.claim.basis:
            found.setdefault(fact.claim.measure, Basis(fact.claim.basis))
    return found


def _merged(facts: Iterable[Fact]) -> dict[Key, tuple[Fact, ...]]:
    """Facts by cell, the same interval stated again counted once, bounds beside outright figures marked."""
    facts = tuple(facts)
    # All ballots cast and those of them that are valid are two numbers of one count.
    kinds = {_basis(fact) for fact in facts if fact.claim.measure == "ballots"}
    cells: dict[Key, dict[Span, Fact]] = {}
    for fact in facts:
        apart = len(kinds) > 1 and fact.claim.measure == "ballots" and _basis(fact) is Basis.CAST
        key = CAST_BALLOTS if apart else (fact.claim.measure, fact.claim.subject)
        cell = cells.setdefault(key, {})
        known = cell.get(fact.usual)
        cell[fact.usual] = replace(known, repeats=known.repeats + 1) if known else fact
    return {key: _marked(tuple(cell.values())) for key, cell in cells.items()}


def _marked(cell: tuple[Fact, ...]) -> tuple[Fact, ...]:
    outright = any(fact.two_sided for fact in cell)
    return tuple(replace(fact, decides=fact.two_sided or not outright) for fact in cell)
