"""What is worth knowing of a conflict beside that it is one: how near it is to none, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import inf, isfinite, isnan, nan

from analyzer.counts import Count, Fact
from analyzer.feasibility.draft import Frame
from analyzer.feasibility.joint import Quantity, margin, share, turning_of, value_range, votes
from analyzer.feasibility.leads import leads_of, mixed
from analyzer.feasibility.model import systems
from analyzer.feasibility.rows import BASES, TOTAL
from analyzer.feasibility.sets import Conflict
from analyzer.feasibility.solver import Solver
from analyzer.model import OTHERS, Basis, Contest, Verdict

_MOST_UNITS = 2.0**12
#: Slack is told to three digits; this is how near it is sought.
_NEAR = 1e-4
#: A violation below this, in votes, is none: percentages of a single vote fail by little.
_TRIFLE = 1e-8
_FOCUS = ("margin_points", "share", "votes")
_Bases = Basis | tuple[Basis, ...]


class Details:
    """Answers on the conflicts of some counts, in floating point; solvers are kept while one conflict is looked at."""

    def __init__(self, counts: Sequence[Count], contest: Contest, uncounted: float) -> None:
        self._contest = contest
        self._uncounted = Fraction(str(uncounted))
        self._counts = tuple(counts)
        self._homes: dict[str, list[int]] = {}
        for place, count in enumerate(self._counts):
            for claim in _claims(count):
                self._homes.setdefault(claim, []).append(place)
        self._solvers: dict[tuple[tuple[str, ...], bool], tuple[list[Count], list[Solver]]] = {}

    def slack(self, conflict: Conflict) -> float:
        """How many of its printed units every figure must give way until all fit; NaN if no number helps.

        On the bases of the conflict, to three digits. What a percentage gives way is a part of an unknown total, so
        this is no linear programme but a sequence of them.
        """
        _, solvers, masks = self._question(conflict, widest=False, bases=conflict.bases)
        best = inf
        for solver in solvers:
            for mask in masks:
                best = min(best, _least_give(solver, mask, best))
            solver.loosen(0.0)
        return float(f"{best:.3g}") if isfinite(best) else nan

    def turning_weight(self, conflict: Conflict) -> float:
        """The votes per uncounted sheet, to one per counted sheet, from which the verdict is a milder one.

        In the widest reading on every basis, of each count on its own, for `inconsistent`; else in the usual one on the
        bases of the conflict. Infinite where no value turns it: the verdict does not rest on uncounted sheets.
        """
        widest = conflict.verdict is Verdict.INCONSISTENT
        _, solvers, masks = self._question(conflict, widest=widest, bases=BASES if widest else conflict.bases)
        turns = [turning_of(solvers, mask, 1e-4) for mask in masks]
        for solver in solvers:
            solver.assume(float(self._uncounted))
        return min(turns, default=inf)

    def implied(self, conflict: Conflict) -> tuple[Fact, float, float] | None:
        """One figure of the conflict, and the ends of what all others allow for it; None where it has no such interval.

        The figure is a margin if there is one, else a share, else votes. The ends are the widest over the bases of the
        conflict and over who may be next to whom; where the figure lies in a gap between two such ranges, those of
        the nearer one.
        """
        ranked = sorted(conflict.facts, key=lambda f: _FOCUS.index(f.claim.measure) if f.claim.measure in _FOCUS else 9)
        focus = ranked[0]
        bases = conflict.bases or (Basis.VALID,)
        _, solvers, masks = self._question(conflict, widest=False, bases=bases)
        ranges = []
        for solver in solvers:
            system = solver.system
            bit = 1 << system.facts.index(focus)
            for basis, mask in zip(bases, masks, strict=True):
                quantity = _quantity(focus, solver, basis)
                if quantity is None:
                    return None
                # All that its own rows say but its size: who leads, and over whom, stays.
                rows = [row for row in system.binding(mask) if not row.needs & bit or not (row.room or row.more)]
                ranges.append(value_range(system, rows, quantity))
        ranges = [one for one in ranges if not isnan(one[0])]
        low, high = _outer(ranges, *focus.usual)
        return (focus, low, high) if isfinite(low) and isfinite(high) else None

    def _question(
        self, conflict: Conflict, *, widest: bool, bases: Sequence[Basis]
    ) -> tuple[list[Count], list[Solver], list[int]]:
        """The counts that a conflict lies in, their solvers, and its mask on each basis that makes a difference.

        In the widest reading, the mixtures that leads of several counts allow come after the plain bases.
        """
        key = (conflict.claims, widest)
        if key not in self._solvers:
            # Counts without a figure of the conflict limit nothing.
            places = {place for claim in conflict.claims for place in self._homes.get(claim, ())}
            counts = [self._counts[place] for place in sorted(places)]
            made = systems(counts, self._contest, Frame(self._uncounted, widest), conflict.claims)
            self._solvers = {kept: old for kept, old in self._solvers.items() if kept[0] == conflict.claims}
            self._solvers[key] = counts, [Solver(system) for system in made]
        counts, solvers = self._solvers[key]
        system = solvers[0].system
        mask = sum(1 << place for place, fact in enumerate(system.facts) if fact.claim.claim in conflict.claims)
        chosen: list[_Bases] = list(bases if conflict.bases else (Basis.VALID,))
        if widest and conflict.bases:
            chosen += [way for way in mixed(counts, leads_of(counts, conflict.facts)) if way]
        return counts, solvers, [mask | system.on(way) for way in chosen]


def _least_give(solver: Solver, mask: int, most: float) -> float:
    """The units by which all figures of a mask must give way, if fewer than `most`; else infinity.

    Newton's steps from below: at s the least violation V falls at the rate at which the rows that weigh in it give way.
    What is found holds, and a trifle less does not; where a step goes too far, bisection takes over.
    """
    low, high, tried = 0.0, inf, 0.0
    limit = min(most, _MOST_UNITS)
    stepped = False
    for _ in range(64):
        violation, rate = solver.loosened(mask, tried)
        if violation <= _TRIFLE:
            high = tried
            # Just below it first: after a good step, that is all there is to ask.
            tried = high * (1.0 - _NEAR / 2.0) if stepped else (low + high) / 2.0
            stepped = False
        else:
            low = tried
            step = low + violation / rate if rate > 0.0 else 2.0 * low + 1.0
            stepped = step < high
            tried = step if stepped else (low + high) / 2.0
        if isfinite(high) and high - low <= _NEAR * high:
            return high
        if low >= limit:
            return inf
        tried = min(max(tried, low), limit)
    return high


def _outer(ranges: Sequence[tuple[float, float]], low: float, high: float) -> tuple[float, float]:
    """The ends of all ranges; of the nearest to [low, high] where that lies in a gap between them."""
    if not ranges:
        return nan, nan

    def away(one: tuple[float, float]) -> float:
        return max(one[0] - high, low - one[1], 0.0)

    least, most = min(one[0] for one in ranges), max(one[1] for one in ranges)
    in_a_gap = away((least, most)) == 0.0 and all(away(one) > 0.0 for one in ranges)
    return min(ranges, key=away) if in_a_gap else (least, most)


def _claims(count: Count) -> set[str]:
    return {fact.claim.claim for cell in count.facts.values() for fact in cell}


def _quantity(fact: Fact, solver: Solver, basis: Basis) -> Quantity | None:
    """What a figure is a figure of; None for what is no plain share, number of votes or lead."""
    claim, system = fact.claim, solver.system
    home = system.homes[system.facts.index(fact)]
    named = [s for place, s in system.votes if place == home and s not in {OTHERS, TOTAL}]
    if claim.subject not in named:
        return None
    if claim.measure == "votes":
        return votes(claim.subject, home)
    if claim.measure == "share" and claim.basis in {Basis.UNSTATED, Basis.VALID}:
        return share(claim.subject, home)
    rival = system.chosen.get((home, claim.subject))
    if claim.measure == "margin_points" and rival and claim.basis in {"", *BASES}:
        return margin(claim.subject, rival, Basis(claim.basis) or basis, home)
    return None
