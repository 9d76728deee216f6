"""What is worth knowing of a conflict beside that it is one: how near it is to none, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import inf, isfinite, nan

from analyzer.counts import Count, Fact
from analyzer.feasibility.joint import Quantity, margin, share, turning_of, value_range, votes
from analyzer.feasibility.model import BASES, Frame, basis_bit, systems
from analyzer.feasibility.rows import TOTAL
from analyzer.feasibility.sets import Conflict
from analyzer.feasibility.solver import UNSURE, Solver
from analyzer.model import OTHERS, Basis, Contest, Verdict

_MOST_UNITS = 2.0**12
_HALVINGS = 10
_FOCUS = ("margin_points", "share", "votes")


class Details:
    """Answers on the conflicts of some counts, in floating point; solvers are kept while one conflict is looked at."""

    def __init__(self, counts: Sequence[Count], contest: Contest, uncounted: float) -> None:
        self._contest = contest
        self._uncounted = Fraction(str(uncounted))
        self._counts = tuple(counts)
        self._solvers: dict[tuple[tuple[str, ...], bool, float], list[Solver]] = {}

    def slack(self, conflict: Conflict) -> float:
        """How many of its printed units every figure must give way until all fit; NaN if no number helps.

        On the bases of the conflict; by bisection, to three digits.
        """

        def fits(give: float) -> bool:
            solvers, masks = self._question(conflict, widest=False, give=give, bases=conflict.bases)
            return any(solver.violation(mask) <= UNSURE for solver in solvers for mask in masks)

        low, high = 0.0, 1.0
        while not fits(high):
            low, high = high, 2.0 * high
            if high > _MOST_UNITS:
                return nan
        for _ in range(_HALVINGS):
            middle = (low + high) / 2.0
            low, high = (low, middle) if fits(middle) else (middle, high)
        return float(f"{high:.3g}")

    def turning_weight(self, conflict: Conflict) -> float:
        """The votes per uncounted sheet, to one per counted sheet, from which the verdict is a milder one.

        In the widest reading on every basis for `inconsistent`, else in the usual one on the bases of the conflict.
        Infinite where no value turns it: the verdict does not rest on uncounted sheets.
        """
        widest = conflict.verdict is Verdict.INCONSISTENT
        solvers, masks = self._question(conflict, widest=widest, bases=BASES if widest else conflict.bases)
        turns = [turning_of(solvers, mask, 1e-4) for mask in masks]
        for solver in solvers:
            solver.assume(float(self._uncounted))
        return min(turns, default=inf)

    def implied(self, conflict: Conflict) -> tuple[Fact, float, float] | None:
        """One figure of the conflict, and the ends of what all others allow for it; None where it has no such interval.

        The figure is a margin if there is one, else a share, else votes.
        """
        ranked = sorted(conflict.facts, key=lambda f: _FOCUS.index(f.claim.measure) if f.claim.measure in _FOCUS else 9)
        focus = ranked[0]
        solvers, masks = self._question(conflict, widest=False, bases=conflict.bases[:1])
        quantity = _quantity(focus, solvers[0], conflict.bases[0] if conflict.bases else Basis.VALID)
        if quantity is None or len(solvers) > 1:
            return None
        place = solvers[0].system.facts.index(focus)
        low, high = value_range(solvers[0].system, masks[0] & ~(1 << place), quantity)
        return (focus, low, high) if isfinite(low) and isfinite(high) else None

    def _question(
        self, conflict: Conflict, *, widest: bool, give: float = 0.0, bases: Sequence[Basis]
    ) -> tuple[list[Solver], list[int]]:
        """The solvers of the counts that a conflict lies in, and its mask on each basis that makes a difference."""
        key = (conflict.claims, widest, give)
        if key not in self._solvers:
            # Counts without a figure of the conflict limit nothing.
            counts = [count for count in self._counts if not _claims(count).isdisjoint(conflict.claims)]
            made = systems(counts, self._contest, Frame(self._uncounted, widest, give), conflict.claims)
            self._solvers = {kept: old for kept, old in self._solvers.items() if kept[0] == conflict.claims}
            self._solvers[key] = [Solver(system) for system in made]
        solvers = self._solvers[key]
        facts = solvers[0].system.facts
        mask = sum(1 << place for place, fact in enumerate(facts) if fact.claim.claim in conflict.claims)
        return solvers, [mask | basis_bit(b, facts) for b in (bases if conflict.bases else (Basis.VALID,))]


def _claims(count: Count) -> set[str]:
    return {fact.claim.claim for cell in count.facts.values() for fact in cell}


def _quantity(fact: Fact, solver: Solver, basis: Basis) -> Quantity | None:
    """What a figure is a figure of; None for what is no plain share, number of votes or lead over a single rival."""
    claim, system = fact.claim, solver.system
    home = system.homes[system.facts.index(fact)]
    named = [s for place, s in system.votes if place == home and s not in {OTHERS, TOTAL}]
    if claim.subject not in named:
        return None
    if claim.measure == "votes":
        return votes(claim.subject, home)
    if claim.measure == "share" and claim.basis in {Basis.UNSTATED, Basis.VALID}:
        return share(claim.subject, home)
    rivals = [subject for subject in named if subject != claim.subject]
    if claim.measure == "margin_points" and len(rivals) == 1 and claim.basis in {"", *BASES}:
        return margin(claim.subject, rivals[0], Basis(claim.basis) or basis, home)
    return None
