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

from analyzer.counts import Count
from analyzer.feasibility import names
from analyzer.feasibility.block import UNNAMED, Block
from analyzer.feasibility.choices import SHARES, Key, choices, of_choice
from analyzer.feasibility.draft import Draft, Frame, Made, Slot, Spans
from analyzer.feasibility.readings import allowed, range_ends
from analyzer.feasibility.rows import BASE, TOTAL, Expression, System, expression
from analyzer.model import OTHERS, Contest

#: Past this many ways to choose runners-up and bases, the figures that need the choice limit less than they could.
_CASES = 64


def systems(
    counts: Sequence[Count],
    contest: Contest,
    frame: Frame,
    only: Collection[str] | None = None,
    *,
    likely: bool = False,
) -> Iterator[System]:
    """One system for each way to read what the figures leave open; they can hold together where one has a point.

    Left open: who is the runner-up of a margin among three and more, whether unstated `ballots` are valid or cast, and
    in the widest reading what shares of unstated basis are percentages of.
    `counts` are of one whole. With `only`, rows and cases are made for the claims of these ids and no others. Where
    there are more ways than are tried, some figures limit less than they could; or, with `likely`, the less likely ways
    are not tried: then a point is one, but no point proves nothing.
    """
    subjects = _subjects(counts, contest)
    left, untold = _left_open(counts, contest, frame, subjects, only, likely)
    # A figure may stand in two counts (a coverage beside percentages on two bases); it is asserted once.
    facts = tuple(
        {fact.claim.claim: fact for count in counts for cell in count.facts.values() for fact in cell}.values()
    )
    spans = _spans(counts, frame, only)
    on_choice = {claim for n_key, options in left.items() if len(options) > 1 for claim in of_choice(counts, n_key)}
    made: dict[Slot, Made] = {}
    for chosen in product(*left.values()):
        taken = dict(zip(left, chosen, strict=True))
        yield Builder(contest, frame, subjects, facts, taken, left, spans, on_choice, made, untold).build(counts)


def _left_open(
    counts: Sequence[Count],
    contest: Contest,
    frame: Frame,
    subjects: Sequence[str],
    only: Collection[str] | None,
    likely: bool,
) -> tuple[dict[Key, tuple[str, ...]], set[str]]:
    """The choices that the figures leave, as many as can be tried, and the claims that an untried one matters to."""
    tried = []
    for paired in (True, False):
        left = {
            key: options if only is None or not of_choice(counts, key).isdisjoint(only) else options[:1]
            for n, count in enumerate(counts)
            for key, options in choices(n, count, subjects, contest if frame.is_open(n) else None, paired=paired)
        }
        tried.append(left)
        if prod(map(len, left.values())) <= _CASES:
            break
    left = dict(tried[0] if likely else tried[-1])
    while prod(map(len, left.values())) > _CASES:
        longest = max(left, key=lambda key: len(left[key]))
        if likely:
            left[longest] = left[longest][:-1]
        else:
            del left[longest]
    if likely:
        return left, set()
    untold = [key for key, options in tried[0].items() if left.get(key) != options]
    return left, {claim for key in untold for claim in of_choice(counts, key)}


def _spans(counts: Sequence[Count], frame: Frame, only: Collection[str] | None) -> Spans:
    """The spans of the figures, of the claims of `only` alone where it is given; the same for every system."""
    found = {}
    for number, count in enumerate(counts):
        for key, cell in count.facts.items():
            spans = {f.claim.claim: allowed(f, widest=frame.widest) for f in cell}
            spans = range_ends(cell, spans)
            found[number, key] = {id: span for id, span in spans.items() if only is None or id in only}
    return found


def _subjects(counts: Iterable[Count], contest: Contest) -> tuple[str, ...]:
    """The candidates that have a figure somewhere, and one in place of all who have none."""
    told = {subject for count in counts for _, subject in count.facts}
    named = [candidate.id for candidate in contest.candidates]
    return (*(n for n in named if n in told), *([UNNAMED] if set(named) - told else []))


@dataclass(slots=True)
class Builder(Draft):
    """A draft in which counts are put, and the whole that they are of."""

    assumed: list[tuple[int, int, int]] = field(default_factory=list)
    places: dict[tuple[int | None, str], tuple[int, ...]] = field(default_factory=dict)

    def build(self, counts: Sequence[Count]) -> System:
        bits = {fact.claim.claim: 1 << place for place, fact in enumerate(self.facts)}
        blocks = [Block(self, number, count, names.label(count, counts), bits) for number, count in enumerate(counts)]
        for block in blocks:
            block.figures()
        for block in blocks:
            self._place(block.number, block.votes, block.rest)
            self.places[block.number, BASE] = tuple(block.base_of_shares())
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
            len(counts),
            self.chosen,
            sum(bits.get(claim, 0) for claim in self.untold),
        )

    def _concerned(self, counts: Sequence[Count], key: Key) -> int:
        """The bits of the figures that a choice matters to."""
        told = of_choice(counts, key)
        return sum(1 << place for place, fact in enumerate(self.facts) if fact.claim.claim in told)

    def _place(self, number: int | None, votes: Mapping[str, Expression], rest: Expression) -> None:
        for subject, one in votes.items():
            self.places[number, subject] = tuple(one)
        self.places[number, OTHERS] = (*rest, *votes.get(UNNAMED, ()))
        self.places[number, TOTAL] = (*rest, *(place for one in votes.values() for place in one))

    def _whole(self, blocks: Sequence[Block]) -> None:
        """The whole has at least the votes of each count, and its other sheets hold what the assumption allows."""
        everybody = [s for s in self.subjects if s != UNNAMED]
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

    def _uncounted(self, block: Block, beyond: Expression) -> None:
        """The votes `beyond` a count lie within 1 ± e times what its mean gives for the uncounted sheets."""
        e, where = self.frame.uncounted, f"uncounted sheets of {block.label} hold"
        least, most = max(1 - e, Fraction(0)), 1 + e
        (mean,) = block.mean
        self.assumed += [(len(self.rows), mean, -1), (len(self.rows) + 1, mean, 1)]
        over = expression((beyond, most.denominator), (block.mean, -most.numerator))
        under = expression((block.mean, least.numerator), (beyond, -least.denominator))
        self.row(f"{where} at most {names.decimal(most)} times the counted mean", over, tight=e == 0)
        self.row(f"{where} at least {names.decimal(least)} times the counted mean", under, tight=e == 0)

    def _case(self, counts: Sequence[Count]) -> str:
        words = []
        for (number, what), choice in self.chosen.items():
            label = names.label(counts[number], counts)
            if what == "ballots":
                words.append(f"the ballots of {label} are {choice}")
            elif what == SHARES and len(self.choices[number, what]) > 1:
                words.append(f"the percentages of {label} are {choice.replace(' ', ', with ')}")
            elif what != SHARES and len(self.subjects) > 2:
                words.append(f"{choice} is next to {what} for {label}")
        return "; ".join(words)
