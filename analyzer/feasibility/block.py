"""The unknown numbers of one count, and the rows that its figures make of them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from math import lcm

from analyzer.counts import Count, Fact
from analyzer.feasibility import names
from analyzer.feasibility.choices import SHARES, of_no_basis, other_of, whole_of
from analyzer.feasibility.draft import Draft
from analyzer.feasibility.readings import Allowed
from analyzer.feasibility.rows import BASES, Expression, basis_bit, expression
from analyzer.model import NULL, OTHERS, Basis

#: In place of all candidates of the list who have no figure anywhere.
UNNAMED = "another candidate"

_ON = {Basis.VALID: "all votes", Basis.TWO: "the two leading"}


def whole_numbers(*numbers: Fraction) -> list[int]:
    """The numbers times their least common denominator."""
    scale = lcm(*(number.denominator for number in numbers))
    return [number.numerator * (scale // number.denominator) for number in numbers]


class Block:
    """One count's variables and rows."""

    def __init__(self, to: Draft, number: int, count: Count, label: str, bits: dict[str, int]) -> None:
        self.to, self.number, self.count, self.label, self.bits = to, number, count, label, bits
        self.votes = {s: to.variable(f"{label}: votes for {s}") for s in to.subjects}
        named = {candidate.id for candidate in to.contest.candidates}
        # Where the list is the whole ballot, nobody is left but candidates without any figure.
        closed = to.contest.complete and len(named) == len(to.subjects)
        # Of several without any figure, all but the one who may be a runner-up are among everybody else.
        self.one_unnamed = len(named - set(to.subjects)) <= 1
        self.rest: Expression = {} if closed else to.variable(f"{label}: votes for everybody else")
        self.total = expression(*((e, 1) for e in self.votes.values()), (self.rest, 1))
        measures = {measure for measure, _ in count.facts}
        bases = set(count.bases.values())
        wide = bool(measures & {"ballots", "turnout", "registered"} or bases & {Basis.CAST, Basis.REGISTERED})
        invalid = any(subject == NULL for _, subject in count.facts)
        wholes = to.choices.get((number, SHARES), ())
        self.null = to.variable(f"{label}: invalid and blank votes") if wide or invalid or wholes else {}
        self.cast = expression((self.total, 1), (self.null, 1))
        self.register: Expression = {}
        if measures & {"turnout", "registered"} or Basis.REGISTERED in bases or wholes:
            self.register = to.variable(f"{label}: registered voters")
            to.at_most(f"{label}: no more ballots than registered voters", self.cast, self.register)
        self.covered = bool(measures & {"coverage", "coverage_count"})
        self.mean = to.variable(f"{label}: votes on uncounted sheets at the counted mean") if self.covered else {}
        self.two: Expression = {}
        if any(whole_of(option) is Basis.TWO for option in wholes):
            self.two = to.variable(f"{label}: votes for the two leading")
            to.at_most(f"{label}: the two leading have no more votes than all", self.two, self.total)
        self.some: Expression = {}
        if to.frame.is_open(number) and not wholes and of_no_basis(count):
            self.some = to.variable(f"{label}: what its percentages are of")
        self.sheets: dict[str, Expression] = {
            m: to.variable(f"{label}: {m}") for m in ("coverage_count", "coverage_total") if m in measures
        }

    def everybody_else(self) -> Expression:
        """Votes for all who have no figure anywhere, one of whom may stand apart as a runner-up."""
        return expression((self.rest, 1), (self.votes.get(UNNAMED, {}), 1))

    def figures(self) -> None:
        """The rows of every figure of the count."""
        for key, cell in self.count.facts.items():
            spans = self.to.spans[self.number, key]
            for fact in cell:
                if span := spans.get(fact.claim.claim):
                    self.to.once((self.number, key, fact.claim.claim), partial(self._figure, *key, fact, span))
        self.to.once((self.number, ("", ""), "sheets"), self._sheets_counted)

    def _figure(self, measure: str, subject: str, fact: Fact, span: Allowed) -> None:
        name, needs = f"{self.label}: {names.said(fact)}", self.bits[fact.claim.claim]
        if measure == "share":
            basis = self.count.basis("share")
            # Of the two leading, where the other of them is left open: all votes are no fewer than theirs.
            floor = basis is not Basis.TWO or (self.number, subject) in self.to.chosen
            base = self._base(basis, subject) if basis else self.base_of_shares(subject)
            self._part(name, needs, self._of(subject, name, needs), base, span, floor=floor)
            if self.two and base == self.two:
                self._of_the_two(name, needs, subject)
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

    def base_of_shares(self, subject: str = "") -> Expression:
        """What the percentages of the count that do not say are percentages of, as this case has it."""
        if self.some:
            return self.some  # too many cases: anything
        chosen = whole_of(self.to.chosen.get((self.number, SHARES), self.count.basis("share")))
        if self.two and chosen is Basis.TWO and subject != NULL:
            return self.two
        return self._base(chosen, subject)

    def _of_the_two(self, name: str, needs: int, subject: str) -> None:
        """Whose share is one of the two leading: they have the candidate's votes and no fewer than anybody's beside.

        Where the case says who the other is, the two have these votes and no others, and nobody is before either.
        """
        beside = other_of(self.to.chosen.get((self.number, SHARES), ""))
        for other, votes in self.votes.items():
            if other == subject:
                continue
            both = expression((self.votes[subject], 1), (votes, 1))
            self.to.at_most(f"{name}: the two leading have no fewer than with {other}", both, self.two, needs=needs)
            if other == beside:
                self.to.at_most(f"{name}: the two are {subject} and {other}", self.two, both, needs=needs)
            elif beside:
                self.to.at_most(f"{name}: {other} is behind {subject}", votes, self.votes[subject], needs=needs)
            for fact in self.count.facts.get(("share", other), ()):
                also = needs | self.bits[fact.claim.claim]
                self.to.at_most(f"{name}: the two are {subject} and {other}", self.two, both, needs=also)

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
        if subject not in self.votes:
            return
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
        if basis := self.count.basis("margin_points"):
            self._part(name, needs, lead, self._base(basis, subject), span)
            return
        for tried in BASES:
            also = needs | basis_bit(tried, self.to.facts, self.number)
            base = self.base_of_shares() if tried is Basis.VALID else self._base(tried, subject)
            # Beside shares of the two leading a lead of these is tried as such: the other one is of all votes.
            base = self.total if base == self.two else base
            self._part(f"{name} on {_ON[tried]}", also, lead, base, span)

    def _ballots(self, name: str, needs: int, span: Allowed, stated: str) -> None:
        basis = stated or self.to.chosen.get((self.number, "ballots"), "")
        if basis:
            self._between(name, needs, self.total if basis == Basis.VALID else self.cast, span)
            return
        # Left open, because nothing tells the two apart or there are too many choices: what either of them allows.
        self._floor(f"{name}: no less, cast", needs, self.cast, {}, span)
        self._ceiling(f"{name}: no more, valid", needs, self.total, {}, span)

    def _coverage(self, name: str, needs: int, span: Allowed, whole: Allowed | None = None) -> None:
        """Rows of a coverage; of sheets counted of a `whole` where that is given, else of a part of 1.

        c of t or more, c giving way by d and t by D: c·mean − (t − c)·T ≤ s·(d·mean + (d + D)·T), and at most likewise.
        """
        of = whole or Allowed(Fraction(1), Fraction(1))
        tight = span.tight and of.tight
        assert of.high is not None
        c, t, d, by = whole_numbers(span.low, of.high, span.down, of.up)
        less = expression((self.mean, c), (self.total, c - t))
        self.to.row(f"{name}: no less", less, 0, needs=needs, tight=tight, room=self._by(d, by))
        if span.high is None or span.high > of.low:
            return
        c, t, d, by = whole_numbers(span.high, of.low, span.up, of.down)
        more, strict = expression((self.total, t - c), (self.mean, -c)), span.open and of.tight
        self.to.row(f"{name}: no more", more, 0, needs=needs, tight=tight, strict=strict, room=self._by(d, by))

    def _by(self, d: int, by: int) -> Expression:
        return expression((self.mean, d), (self.total, d + by))

    def _sheets_counted(self) -> None:
        """Sheets counted of all sheets are a coverage; the contest's number of sheets where none is stated."""
        totals = list(self._asked("coverage_total"))
        known = self.to.contest.tally_sheets
        if ("coverage_total", "") not in self.count.facts and known:
            totals = [(f"{known} on record", 0, Allowed(Fraction(known), Fraction(known)))]
        for counted, needs, part in self._asked("coverage_count"):
            for words, also, whole in totals:
                # More sheets than there are is another kind of sheet or another question, not a coverage.
                if whole.low > 0 and whole.high is not None and part.low <= whole.high:
                    self._coverage(f"{self.label}: {counted} of {words}", needs | also, part, whole)

    def _asked(self, measure: str) -> Iterator[tuple[str, int, Allowed]]:
        """The figures of a measure that rows are made for: what each is called, its bit, and what it allows."""
        spans = self.to.spans.get((self.number, (measure, "")), {})
        for fact in self.count.facts.get((measure, ""), ()):
            if span := spans.get(fact.claim.claim):
                yield names.said(fact), self.bits[fact.claim.claim], span

    def _part(
        self, name: str, needs: int, part: Expression, base: Expression, span: Allowed, *, floor: bool = True
    ) -> None:
        """low · base ≤ part ≤ high · base.

        A percentage is one of something: without a base of 1 or more, no votes at all would satisfy every percentage.
        """
        if base:
            self.to.row(f"{name}, of at least one vote", expression((base, -1)), -1, needs=needs)
        if floor:
            self._floor(f"{name}: no less", needs, part, base, span)
        self._ceiling(f"{name}: no more", needs, part, base, span, tight=floor)

    def _between(self, name: str, needs: int, what: Expression, span: Allowed) -> None:
        """low ≤ what ≤ high."""
        self._part(name, needs, what, {}, span)

    def _floor(self, name: str, needs: int, part: Expression, base: Expression, span: Allowed) -> None:
        """low · base ≤ part, or low ≤ part where there is no base."""
        low, one, down = whole_numbers(span.low, Fraction(1), span.down)
        left, tight = expression((base, low), (part, -one)), span.tight
        if base:
            self.to.row(name, left, 0, needs=needs, tight=tight, room=expression((base, down)))
        else:
            self.to.row(name, left, -low, needs=needs, tight=tight, more=down)

    def _ceiling(
        self, name: str, needs: int, part: Expression, base: Expression, span: Allowed, *, tight: bool = True
    ) -> None:
        """part ≤ high · base, or part ≤ high where there is no base."""
        if span.high is None:
            return
        high, one, up = whole_numbers(span.high, Fraction(1), span.up)
        left, both = expression((part, one), (base, -high)), span.tight and tight
        if base:
            self.to.row(name, left, 0, strict=span.open, needs=needs, tight=both, room=expression((base, up)))
        else:
            self.to.row(name, left, high, strict=span.open, needs=needs, tight=both, more=up)
