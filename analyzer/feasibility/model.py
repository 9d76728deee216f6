"""From counts to linear rows: what figures of one whole say together, one variable for each unknown number of votes.

Shares are linear once multiplied out: "65 % for X" is 0.645·T ≤ x ≤ 0.655·T. Only coverage multiplies two unknowns,
the covered part c and the votes T. Let v = T·(1 − c)/c, the votes that the uncounted sheets would hold at the counted
mean. Then "coverage in [a, b]" is a·v ≤ (1 − a)·T and (1 − b)·T ≤ b·v, and the assumption on uncounted sheets, that
they hold u votes with (1 − e)·v ≤ u ≤ (1 + e)·v, is linear too. Nothing is lost: v/T takes every value that c allows,
and c stands nowhere else. The counts may overlap anyhow; what binds them is that the whole has the votes of each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import prod

from analyzer.counts import Count, Fact
from analyzer.feasibility import names
from analyzer.feasibility.choices import Key, choices, of_choice
from analyzer.feasibility.readings import Allowed, allowed, range_ends
from analyzer.feasibility.rows import TOTAL, Expression, Row, System, expression, whole_row
from analyzer.model import NULL, OTHERS, Basis, Contest

#: Past this many ways to choose runners-up and bases, the figures that need the choice limit less than they could.
_CASES = 64

#: What a margin that states no basis is tried on, each with a bit of its own after those of the figures.
BASES = (Basis.VALID, Basis.TWO)
_ON = {Basis.VALID: "valid votes", Basis.TWO: "the two leading"}

_RATIOS = {"share", "margin_points", "turnout", "coverage"}
_UNNAMED = "another candidate"


@dataclass(frozen=True, slots=True)
class Frame:
    """How figures are taken: e, the reading, and how many of its printed units every figure gives way.

    `bases` has a basis for each count, on which its margins of unstated basis are taken; empty leaves them open.
    """

    uncounted: Fraction
    widest: bool = False
    give: float = 0.0
    bases: tuple[Basis, ...] = ()


def basis_bit(basis: Basis, facts: Sequence[Fact]) -> int:
    """The bit to add to a mask of figures to have margins of unstated basis taken on `basis`."""
    return 1 << len(facts) + BASES.index(basis)


def systems(
    counts: Sequence[Count], contest: Contest, frame: Frame, only: Collection[str] | None = None
) -> Iterator[System]:
    """One system for each way to read what the figures leave open; they can hold together where one has a point.

    Left open: who is the runner-up of a margin among three and more, and whether unstated `ballots` are valid or cast.
    `counts` are of one whole. With `only`, rows and cases are made for the claims of these ids and no others.
    """
    subjects = _subjects(counts, contest)
    left = {
        key: options if only is None or not of_choice(counts, key).isdisjoint(only) else options[:1]
        for n, count in enumerate(counts)
        for key, options in choices(n, count, subjects)
    }
    while prod(map(len, left.values())) > _CASES:
        del left[max(left, key=lambda key: len(left[key]))]
    # A figure may stand in two counts (a coverage beside percentages on two bases); it is asserted once.
    facts = tuple(
        {fact.claim.claim: fact for count in counts for cell in count.facts.values() for fact in cell}.values()
    )
    spans = _spans(counts, frame, only)
    for chosen in product(*left.values()):
        taken = dict(zip(left, chosen, strict=True))
        yield _Builder(contest, frame, subjects, facts, taken, left, spans).build(counts)


#: What each figure of a cell allows, by the place of its count, the cell's measure and subject, and the claim.
_Spans = Mapping[tuple[int, tuple[str, str]], Mapping[str, Allowed]]


def _spans(counts: Sequence[Count], frame: Frame, only: Collection[str] | None) -> _Spans:
    """The spans of the figures, of the claims of `only` alone where it is given; the same for every system."""
    found = {}
    for number, count in enumerate(counts):
        for key, cell in count.facts.items():
            spans = {f.claim.claim: allowed(f, widest=frame.widest, give=frame.give) for f in cell}
            spans = range_ends(cell, spans)
            found[number, key] = {id: span for id, span in spans.items() if only is None or id in only}
    return found


def _subjects(counts: Iterable[Count], contest: Contest) -> tuple[str, ...]:
    """The candidates that have a figure somewhere, and one in place of all who have none."""
    told = {subject for count in counts for _, subject in count.facts}
    named = [candidate.id for candidate in contest.candidates]
    return (*(n for n in named if n in told), *([_UNNAMED] if set(named) - told else []))


@dataclass(slots=True)
class _Builder:
    contest: Contest
    frame: Frame
    subjects: tuple[str, ...]
    facts: tuple[Fact, ...]
    chosen: dict[Key, str]
    choices: dict[Key, tuple[str, ...]]
    spans: _Spans
    variables: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    assumed: list[tuple[int, int, int]] = field(default_factory=list)
    places: dict[tuple[int | None, str], tuple[int, ...]] = field(default_factory=dict)

    def build(self, counts: Sequence[Count]) -> System:
        bits = {fact.claim.claim: 1 << place for place, fact in enumerate(self.facts)}
        blocks = [_Block(self, number, count, names.label(count, counts), bits) for number, count in enumerate(counts)]
        for block in blocks:
            block.figures()
        for block in blocks:
            self._place(block.number, block.votes, block.rest)
        if len(blocks) > 1 or any(block.covered for block in blocks):
            self._whole(blocks)
        home = {
            f.claim.claim: number for number, count in enumerate(counts) for cell in count.facts.values() for f in cell
        }
        return System(
            tuple(self.variables),
            tuple(self.rows),
            self.facts,
            self._case(counts),
            tuple(self.assumed),
            self.places,
            tuple(home[fact.claim.claim] for fact in self.facts),
            tuple((self._concerned(counts, key), self.chosen[key] == self.choices[key][0]) for key in self.chosen),
        )

    def _concerned(self, counts: Sequence[Count], key: Key) -> int:
        """The bits of the figures that a choice matters to."""
        told = of_choice(counts, key)
        return sum(1 << place for place, fact in enumerate(self.facts) if fact.claim.claim in told)

    def _place(self, number: int | None, votes: Mapping[str, Expression], rest: Expression) -> None:
        for subject, one in votes.items():
            self.places[number, subject] = tuple(one)
        self.places[number, OTHERS] = (*rest, *votes.get(_UNNAMED, ()))
        self.places[number, TOTAL] = (*rest, *(place for one in votes.values() for place in one))

    def variable(self, name: str) -> Expression:
        self.variables.append(name)
        return {len(self.variables) - 1: 1}

    def at_most(self, name: str, left: Expression, right: Expression, **more: object) -> None:
        """The row left ≤ right; `strict`, `needs` and `tight` as in Row."""
        self._row(name, expression((left, 1), (right, -1)), 0, **more)

    def limited(self, name: str, left: Expression, limit: Fraction | int, **more: object) -> None:
        """The row left ≤ limit."""
        self._row(name, left, limit, **more)

    def _row(self, name: str, terms: Expression, limit: Fraction | int, **more: object) -> None:
        strict, needs, tight = bool(more.get("strict")), more.get("needs", 0), bool(more.get("tight"))
        assert isinstance(needs, int)
        self.rows.append(whole_row(name, terms, limit, strict=strict, needs=needs, tight=tight))

    def _whole(self, blocks: Sequence[_Block]) -> None:
        """The whole has at least the votes of each count, and its other sheets hold what the assumption allows."""
        everybody = [s for s in self.subjects if s != _UNNAMED]
        whole = {s: self.variable(f"all sheets: votes for {s}") for s in everybody}
        rest = self.variable("all sheets: votes for everybody else")
        self._place(None, whole, rest)
        total = expression(*((e, 1) for e in whole.values()), (rest, 1))
        for block in blocks:
            for subject in everybody:
                self.at_most(
                    f"{block.label} counted no more votes for {subject} than there are",
                    block.votes[subject],
                    whole[subject],
                )
            self.at_most(
                f"{block.label} counted no more votes for everybody else than there are", block.everybody_else(), rest
            )
            if block.covered:
                self._uncounted(block, expression((total, 1), (block.total, -1)))

    def _uncounted(self, block: _Block, beyond: Expression) -> None:
        """The votes `beyond` a count lie within 1 ± e times what its mean gives for the uncounted sheets."""
        e, where = self.frame.uncounted, f"uncounted sheets of {block.label} hold"
        least, most = max(1 - e, Fraction(0)), 1 + e
        (mean,) = block.mean
        self.assumed += [(len(self.rows), mean, -1), (len(self.rows) + 1, mean, 1)]
        over, under = expression((block.mean, most)), expression((block.mean, least))
        self.at_most(f"{where} at most {names.decimal(most)} times the counted mean", beyond, over, tight=e == 0)
        self.at_most(f"{where} at least {names.decimal(least)} times the counted mean", under, beyond, tight=e == 0)

    def _case(self, counts: Sequence[Count]) -> str:
        words = []
        for (number, what), choice in self.chosen.items():
            label = names.label(counts[number], counts)
            if what == "ballots":
                words.append(f"the ballots of {label} are {choice}")
            elif len(self.subjects) > 2:
                words.append(f"{choice} is next to {what} for {label}")
        return "; ".join(words)


class _Block:
    """One count's variables and rows."""

    def __init__(self, builder: _Builder, number: int, count: Count, label: str, bits: dict[str, int]) -> None:
        self.to, self.number, self.count, self.label, self.bits = builder, number, count, label, bits
        self.votes = {s: builder.variable(f"{label}: votes for {s}") for s in builder.subjects}
        named = {candidate.id for candidate in builder.contest.candidates}
        # Where the list is the whole ballot, nobody is left but candidates without any figure.
        closed = builder.contest.complete and len(named) == len(builder.subjects)
        # Of several without any figure, all but the one who may be a runner-up are among everybody else.
        self.one_unnamed = len(named - set(builder.subjects)) <= 1
        self.rest: Expression = {} if closed else builder.variable(f"{label}: votes for everybody else")
        self.total = expression(*((e, 1) for e in self.votes.values()), (self.rest, 1))
        measures = {measure for measure, _ in count.facts}
        bases = set(count.bases.values())
        wide = bool(measures & {"ballots", "turnout", "registered"} or bases & {Basis.CAST, Basis.REGISTERED})
        invalid = any(subject == NULL for _, subject in count.facts)
        self.null = builder.variable(f"{label}: invalid and blank votes") if wide or invalid else {}
        self.cast = expression((self.total, 1), (self.null, 1))
        self.register: Expression = {}
        if measures & {"turnout", "registered"} or Basis.REGISTERED in bases:
            self.register = builder.variable(f"{label}: registered voters")
            builder.at_most(f"{label}: no more ballots than registered voters", self.cast, self.register)
        self.covered = bool(measures & {"coverage", "coverage_count"})
        self.mean = builder.variable(f"{label}: votes on uncounted sheets at the counted mean") if self.covered else {}
        self.sheets: dict[str, Expression] = {
            m: builder.variable(f"{label}: {m}") for m in ("coverage_count", "coverage_total") if m in measures
        }

    def everybody_else(self) -> Expression:
        """Votes for all who have no figure anywhere, one of whom may stand apart as a runner-up."""
        return expression((self.rest, 1), (self.votes.get(_UNNAMED, {}), 1))

    def figures(self) -> None:
        """The rows of every figure of the count."""
        for key, cell in self.count.facts.items():
            spans = self.to.spans[self.number, key]
            for fact in cell:
                if span := spans.get(fact.claim.claim):
                    self._figure(*key, fact, span)
        self._sheets_counted()

    def _figure(self, measure: str, subject: str, fact: Fact, span: Allowed) -> None:
        name, needs = f"{self.label}: {names.said(fact)}", self.bits[fact.claim.claim]
        if measure in _RATIOS:
            # A percentage is one of something; without this, no votes at all would satisfy every percentage.
            self.to.limited(f"{name}, of at least one vote", expression((self.total, -1)), -1, needs=needs)
        if measure == "share":
            basis = self.count.basis("share")
            # Of the two leading, where the other of them is left open: all votes are no fewer than theirs.
            floor = basis is not Basis.TWO or (self.number, subject) in self.to.chosen
            self._part(name, needs, self._of(subject, name, needs), self._base(basis, subject), span, floor=floor)
        elif measure == "votes":
            self._between(name, needs, self._of(subject, name, needs), span)
        elif measure in {"margin_points", "margin_votes"}:
            self._margin(name, needs, measure, subject, span)
        elif measure == "turnout":
            # In a wider reading turnout may be a part of the covered register alone, so it sets no lower limit.
            self._part(name, needs, self.cast, self.register, span, floor=not self.to.frame.widest)
        elif measure == "ballots":
            self._ballots(name, needs, span, fact.claim.basis)
        elif measure == "registered":
            self._between(name, needs, self.register, span)
        elif measure == "coverage":
            self._coverage(name, needs, span)
        else:
            self._between(name, needs, self.sheets[measure], span)

    def _of(self, subject: str, name: str, needs: int) -> Expression:
        if subject == NULL:
            return self.null
        if subject != OTHERS:
            return self.votes[subject]
        # "Others" are all but the candidates of the list, or all but those this count gives figures for.
        told = {s for _, s in self.count.facts}
        named = [e for s, e in self.votes.items() if s in told]
        most = expression((self.total, 1), *((e, -1) for e in named))
        untold = any(candidate.id not in told for candidate in self.to.contest.candidates)
        if not untold:
            return most
        others = self.to.variable(f"{name}: votes")
        if self.one_unnamed:
            self.to.at_most(f"{name}, at least those outside the list", self.rest, others, needs=needs)
        self.to.at_most(f"{name}, at most those without a figure", others, most, needs=needs)
        return others

    def _base(self, basis: Basis, subject: str) -> Expression:
        if basis is Basis.CAST or (subject == NULL and basis is not Basis.REGISTERED):
            return self.cast
        if basis is Basis.REGISTERED:
            return self.register
        runner_up = self.to.chosen.get((self.number, subject))
        if basis is Basis.TWO and runner_up:
            return expression((self.votes[subject], 1), (self.votes[runner_up], 1))
        return self.total

    def _margin(self, name: str, needs: int, measure: str, subject: str, span: Allowed) -> None:
        runner_up = self.to.chosen.get((self.number, subject))
        others = [s for s in self.votes if s != subject]
        for other in others:
            ahead = runner_up if runner_up and runner_up != other else subject
            self.to.at_most(f"{name}: {other} is behind {ahead}", self.votes[other], self.votes[ahead], needs=needs)
        if not runner_up:
            return
        lead = expression((self.votes[subject], 1), (self.votes[runner_up], -1))
        if measure == "margin_votes":
            self._between(name, needs, lead, span)
            return
        basis = self.count.basis("margin_points")
        if not basis and self.to.frame.bases:
            basis = self.to.frame.bases[self.number]
        if basis:
            self._part(name, needs, lead, self._base(basis, subject), span)
            return
        for tried in BASES:
            also = needs | basis_bit(tried, self.to.facts)
            self._part(f"{name} on {_ON[tried]}", also, lead, self._base(tried, subject), span)

    def _ballots(self, name: str, needs: int, span: Allowed, stated: str) -> None:
        basis = stated or self.to.chosen.get((self.number, "ballots"), "")
        if basis:
            self._between(name, needs, self.total if basis == Basis.VALID else self.cast, span)
            return
        # Left open, because nothing tells the two apart or there are too many choices: what either of them allows.
        self.to.limited(f"{name}: no less, cast", expression((self.cast, -1)), -span.low, needs=needs)
        if span.high is not None:
            self.to.limited(f"{name}: no more, valid", self.total, span.high, strict=span.open, needs=needs)

    def _coverage(self, name: str, needs: int, span: Allowed) -> None:
        low, high = span.low, span.high
        self.to.at_most(
            f"{name}: no less",
            expression((self.mean, low)),
            expression((self.total, 1 - low)),
            needs=needs,
            tight=span.tight,
        )
        if high is not None and high <= 1:
            self.to.at_most(
                f"{name}: no more",
                expression((self.total, 1 - high)),
                expression((self.mean, high)),
                strict=span.open,
                needs=needs,
                tight=span.tight,
            )

    def _sheets_counted(self) -> None:
        """Sheets counted of all sheets are a coverage; the contest's number of sheets where none is stated."""
        frame, cells = self.to.frame, self.count.facts
        totals: list[tuple[str, int, Allowed]] = [
            (f" of {names.said(f)}", self.bits[f.claim.claim], allowed(f, widest=frame.widest, give=frame.give))
            for f in cells.get(("coverage_total", ""), ())
        ]
        if not totals and self.to.contest.tally_sheets:
            known = Fraction(self.to.contest.tally_sheets)
            totals = [(f" of {known} on record", 0, Allowed(known, known))]
        for fact in cells.get(("coverage_count", ""), ()):
            counted = allowed(fact, widest=frame.widest, give=frame.give)
            for words, bit, total in totals:
                # More sheets than there are is another kind of sheet or another question, not a coverage.
                if total.low <= 0 or total.high is None or counted.low > total.high:
                    continue
                high = None if counted.high is None else min(counted.high / total.low, Fraction(1))
                span = Allowed(counted.low / total.high, high, counted.open and total.tight and high != 1)
                self._coverage(f"{self.label}: {names.said(fact)}{words}", self.bits[fact.claim.claim] | bit, span)

    def _part(
        self, name: str, needs: int, part: Expression, base: Expression, span: Allowed, *, floor: bool = True
    ) -> None:
        """low · base ≤ part ≤ high · base."""
        tight = span.tight and floor
        if floor:
            self.to.at_most(f"{name}: no less", expression((base, span.low)), part, needs=needs, tight=tight)
        if span.high is not None:
            self.to.at_most(
                f"{name}: no more", part, expression((base, span.high)), strict=span.open, needs=needs, tight=tight
            )

    def _between(self, name: str, needs: int, what: Expression, span: Allowed) -> None:
        """low ≤ what ≤ high."""
        self.to.limited(f"{name}: no less", expression((what, -1)), -span.low, needs=needs, tight=span.tight)
        if span.high is not None:
            self.to.limited(f"{name}: no more", what, span.high, strict=span.open, needs=needs, tight=span.tight)
