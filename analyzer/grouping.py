"""Statements of one source joined into counts: which of them speak of the same state of its counting.

The rules are those of docs/method.md, "One count, several counts". Nothing depends on the order of the claims:
statements are taken in the order of moment, document and place in it, and of their figures where these are equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from analyzer.facts import Fact, Key, Span, coverage_of, figure, meet, plain_basis, possible, span
from analyzer.model import NULL, OTHERS


@dataclass(slots=True)
class Group:
    """Facts that describe one count, as far as it has been gathered.

    `rivals` are the other figures of one cell in the statement out of which a single one was `torn`. `cells` are the
    different figures: thousands of articles may repeat one, and each new statement is held against all. `sheets` are
    the contest's tally sheets, as far as they are on record.
    """

    facts: list[Fact]
    as_of: str
    torn: bool = False
    rivals: tuple[Fact, ...] = ()
    sheets: int | None = None
    cells: dict[Key, list[Fact]] = field(default_factory=dict, init=False)
    documents: set[str] = field(default_factory=set, init=False)
    statements: set[tuple[str, str, str]] = field(default_factory=set, init=False)
    _seen: set[tuple[object, ...]] = field(default_factory=set, init=False)
    _coverage: dict[bool, Span | None] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._sort(self.facts)

    def add(self, statement: Group) -> None:
        """Take in a statement's facts, and its moment where none is known yet."""
        self.facts.extend(statement.facts)
        self.as_of = self.as_of or statement.as_of
        self.rivals = ()
        self._sort(statement.facts)
        self._coverage.clear()

    def _sort(self, facts: Iterable[Fact]) -> None:
        for fact in facts:
            claim = fact.claim
            key = (claim.measure, claim.subject)
            self.documents.add(claim.document)
            self.statements.add(_statement(fact))
            same = (key, fact.usual, fact.widest, fact.two_sided, claim.basis)
            if same not in self._seen:
                self._seen.add(same)
                self.cells.setdefault(key, []).append(fact)

    def coverage(self, *, widest: bool) -> Span | None:
        """Stated coverage in percent, or sheets counted of those in all; of those on record where none are stated."""
        if widest not in self._coverage:
            self._coverage[widest] = coverage_of(self.cells, widest=widest, sheets=self.sheets)
        return self._coverage[widest]

    @property
    def anchored(self) -> bool:
        """Whether the figures say which count they are of: by its moment, or by its coverage."""
        return bool(self.as_of) or self.coverage(widest=True) is not None

    @property
    def place(self) -> tuple[object, ...]:
        """Where the figures stand, and what they are where several stand in one place."""
        return (
            self.as_of,
            *min((f.claim.document, f.claim.start, f.claim.statement) for f in self.facts),
            sorted(map(figure, self.facts)),
        )


def groups(facts: Iterable[Fact], *, serial: bool, sheets: int | None = None) -> list[Group]:
    """The counts of one source, those that say which they are first; `serial` where it publishes one after another."""
    statements = sorted(_statements(facts, sheets), key=lambda group: group.place)
    anchored: list[Group] = []
    for statement in sorted((s for s in statements if s.anchored), key=_only_bounded):
        _join(statement, anchored, [], serial=serial)
    loose: list[Group] = []
    for statement in (s for s in statements if not s.anchored):
        _join(statement, anchored, loose, serial=serial)
    return anchored + loose


def _statement(fact: Fact) -> tuple[str, str, str]:
    claim = fact.claim
    return claim.statement or claim.document, claim.document, claim.as_of


def _statements(facts: Iterable[Fact], sheets: int | None) -> list[Group]:
    """Figures asserted together. Of a cell whose figures cannot hold together each stands alone, beside the others."""
    gathered: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in facts:
        gathered.setdefault(_statement(fact), []).append(fact)
    statements = []
    for (_, _, as_of), together in gathered.items():
        cells = Group(together, as_of).cells
        apart = {key for key, cell in cells.items() if not possible(cell)}
        kept = [fact for fact in together if (fact.claim.measure, fact.claim.subject) not in apart]
        statements += [Group(kept, as_of, sheets=sheets)] if kept else []
        for key in apart:
            own = [fact for fact in together if (fact.claim.measure, fact.claim.subject) == key]
            statements += [
                Group([fact], as_of, True, tuple(one for one in cells[key] if not possible([one, fact])), sheets)
                for fact in own
            ]
    return statements


def _only_bounded(statement: Group) -> bool:
    covering = statement.cells.get(("coverage", ""), [])
    return bool(covering) and not any(fact.two_sided for fact in covering)


def _join(statement: Group, anchored: list[Group], loose: list[Group], *, serial: bool) -> None:
    """Add the statement to the one count it fits; where none or several fit, it stands alone."""
    fitting = [g for g in anchored if _same_count(g, statement) and _may_be_one(g, statement, serial=serial)]
    if not fitting and not statement.anchored:
        fitting = [group for group in loose if _belong_together(group, statement) and _same_count(group, statement)]
    if len(fitting) == 1:
        fitting[0].add(statement)
    else:
        made = Group(list(statement.facts), statement.as_of, statement.torn, statement.rivals, statement.sheets)
        (anchored if statement.anchored else loose).append(made)


def _belong_together(group: Group, statement: Group) -> bool:
    """Whether anything says that two statements mean one count: their document, or a figure that both give."""
    if _repeats(group, statement):
        return True
    return not (group.torn or statement.torn) and statement.documents <= group.documents


def _repeats(group: Group, statement: Group) -> bool:
    """Whether both give a figure of one thing; a share of the register is none of what a share of the votes is."""
    mine, theirs = group.cells, statement.cells
    return any(
        not {plain_basis(fact) for fact in mine[key]}.isdisjoint(map(plain_basis, theirs[key]))
        for key in mine.keys() & theirs.keys()
    )


def _may_be_one(group: Group, statement: Group, *, serial: bool) -> bool:
    """Whether a statement may complete a count that says which it is.

    It may where it says so too, repeats a figure of it, or stands in the same document; from another document only
    where the count has no moment, its source does not publish one bulletin after another, and all figures fit.
    """
    if (group.as_of and statement.as_of) or (group.coverage(widest=True) and statement.coverage(widest=True)):
        return True
    if _repeats(group, statement):
        return True
    if statement.torn and statement.statements <= group.statements:
        return False
    if statement.documents <= group.documents:
        return True
    return not (serial or group.as_of or statement.as_of) and _fit({**group.cells, **statement.cells})


def _same_count(group: Group, statement: Group) -> bool:
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
    return all(possible(mine[key] + theirs[key]) for key in mine.keys() & theirs.keys())


def _same_coverage(group: Group, statement: Group) -> bool:
    """Both state coverage, and the usual readings share more than an end."""
    mine, theirs = group.coverage(widest=False), statement.coverage(widest=False)
    if mine is None or theirs is None:
        return False
    low, high = max(mine[0], theirs[0]), min(mine[1], theirs[1])
    return low < high or mine == theirs or (low == high and (mine[0] == mine[1] or theirs[0] == theirs[1]))


def _fit(cells: Mapping[Key, Sequence[Fact]]) -> bool:
    """Whether shares, votes and a lead in points can be of one count, whatever the shares are percentages of."""
    shares, votes, leads = (
        {s: ends for (m, s), cell in cells.items() if m == measure and (ends := span(cell, widest=True))}
        for measure in ("share", "votes", "margin_points")
    )
    both = [s for s in shares if s in votes and s not in {OTHERS, NULL} and shares[s][1] > 0.0]
    # Each candidate's votes and share imply the votes in all that the share is of, from here to there.
    least = max((votes[s][0] / shares[s][1] for s in both), default=0.0)
    most = min((votes[s][1] / shares[s][0] for s in both if shares[s][0] > 0.0), default=least)
    return least <= most * (1.0 + 1e-9) and all(
        _leads(leads[s], s, of, all_votes=of is shares) for s in leads for of in (shares, votes) if s in of
    )


def _leads(stated: Span, leader: str, of: Mapping[str, Span], *, all_votes: bool) -> bool:
    """Whether a lead in points can be that over the next candidate, of all votes or of the two alone."""
    rivals = [ends for s, ends in of.items() if s not in {leader, OTHERS, NULL}]
    if not rivals:
        return True
    (low, high), (least, most) = of[leader], max(rivals, key=lambda ends: ends[1])
    of_two = (lead_of_two(low, most), lead_of_two(high, least))
    if not all_votes:
        return stated[0] <= of_two[1]  # of all votes the lead is any smaller one
    return meet(stated, (low - most, high - least)) or meet(stated, of_two)


def lead_of_two(one: float, other: float) -> float:
    """The lead of one over another number in percent of both; 100 where there is nothing beside the one."""
    return 100.0 * (one - other) / (one + other) if one + other > 0.0 and other < float("inf") else -100.0
