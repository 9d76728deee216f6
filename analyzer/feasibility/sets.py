"""All minimal conflicting sets of a list of claims, proved, with the verdict of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeAlias, TypeGuard

from analyzer.counts import Count, Fact
from analyzer.facts import place as place_of
from analyzer.feasibility.choices import SHARES, of_no_basis, whole_of
from analyzer.feasibility.draft import Frame
from analyzer.feasibility.leads import mixed, open_margins
from analyzer.feasibility.marco import Map, minimal_sets
from analyzer.feasibility.model import systems
from analyzer.feasibility.proofs import (
    Certificate,
    DoubtError,
    Found,
    Oracle,
    Refuted,
    Witness,
    among,
    certificates,
    witness,
)
from analyzer.feasibility.rows import BASE, BASES, TOTAL, System
from analyzer.model import Basis, Contest, Verdict

#: Sets that are handed back, the smallest.
MOST_SETS = 100
#: Where a table holds more contradictions than anybody reads, the search ends after so many sets or questions.
_SETS_SOUGHT = 200
_QUESTIONS = 600
#: One point that holds on some mix of them is enough: for that, more can be tried.
_MOST_TRIED = 9
#: What saves figures that no single basis of the margin saves: a mix of them, another basis of the shares, or both
#: this and the widest reading; or what was not tried, as there are too many ways to take them.
MIXED, SHARES_OF, BOTH, UNTRIED = "mixed", "shares", "both", "untried"


#: Counts, and of what their shares are, one or other of several.
_Wholes: TypeAlias = tuple[tuple[Count, tuple[Basis, ...]], ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A minimal set of claims that cannot hold together: leave out any one and the others can.

    `claims` are ids, of the first claim where a figure is repeated; `facts` the figures. `bases` are those of a margin
    that states none on which the set is a minimal one, empty where no such margin is in the set. `verdict` is
    `inconsistent` where the set also fails in the widest reading on every basis, else `strained`, and `saved_by` is the
    basis of the margin on which it holds, "widest", "shares" or "both" where shares of another basis save it, in the
    usual or in the widest reading, "mixed" where two counts' leads must be of different bases, or "untried" where there
    are more ways to take the figures than are tried. `wholes` says of which counts the shares are to be of something
    else than the valid votes, and of what (any of several). The proofs are written out when they are asked for.
    """

    claims: tuple[str, ...]
    facts: tuple[Fact, ...]
    bases: tuple[Basis, ...]
    verdict: Verdict
    saved_by: str = ""
    wholes: _Wholes = ()
    _refuted: tuple[tuple[str, Refuted], ...] = field(default=(), repr=False)
    _refuted_widest: tuple[tuple[str, Refuted], ...] = field(default=(), repr=False)
    _shown: tuple[tuple[str, str, int, Found], ...] = field(default=(), repr=False)

    @property
    def certificates(self) -> tuple[Certificate, ...]:
        """Why the claims cannot hold together in the reading of the search, on each of `bases`."""
        return tuple(one for basis, proof in self._refuted for one in certificates(proof, basis))

    @property
    def widest_certificates(self) -> tuple[Certificate, ...]:
        """Why they cannot in the widest reading either, on every basis; empty unless `inconsistent`."""
        return tuple(one for basis, proof in self._refuted_widest for one in certificates(proof, basis))

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """For every claim, on each of `bases`, numbers at which all the others hold."""
        return tuple(witness(proof, mask, without, basis) for without, basis, mask, proof in self._shown)


@dataclass(frozen=True, slots=True)
class Search:
    """What was found: the sets, smallest first; how many were found in all; whether these are all there are."""

    conflicts: tuple[Conflict, ...]
    found: int
    complete: bool


def search(
    counts: Sequence[Count], contest: Contest, uncounted: float, margin_basis: Basis | None = None, *, widest: bool
) -> Search:
    """All minimal conflicting sets among counts, at most `MOST_SETS`, smallest first."""
    parts = [_Part(_in_order(group), contest, uncounted, margin_basis, widest) for group in groups(counts)]
    for part in parts:
        part.enumerate()
    found = sorted(
        ((mask.bit_count(), number, mask) for number, part in enumerate(parts) for mask in part.bases),
        key=lambda item: (item[0], item[1], parts[item[1]].places(item[2])),
    )
    spot = {f.claim.claim: n for n, f in enumerate(f for c in counts for cell in c.facts.values() for f in cell)}
    sets = [_as_claimed(parts[number].conflict(mask), spot) for _, number, mask in found[:MOST_SETS]]
    sets.sort(key=lambda one: (len(one.claims), [spot[claim] for claim in one.claims]))
    return Search(
        tuple({(one.claims, one.bases): one for one in sets}.values()),
        len(found),
        all(part.complete for part in parts),
    )


def _in_order(counts: Sequence[Count]) -> tuple[Count, ...]:
    """The counts and their figures in an order that the order of the claims has no part in.

    Where the search ends early, what it has found by then is the same for the same claims.
    """
    ordered = sorted(counts, key=lambda count: (count.source, count.number))
    return tuple(
        replace(count, facts={key: tuple(sorted(count.facts[key], key=place_of)) for key in sorted(count.facts)})
        for count in ordered
    )


def _as_claimed(conflict: Conflict, spot: Mapping[str, int]) -> Conflict:
    """The set with its figures in the order in which they were claimed."""
    facts = tuple(sorted(conflict.facts, key=lambda fact: spot[fact.claim.claim]))
    return replace(conflict, facts=facts, claims=tuple(fact.claim.claim for fact in facts))


def left_out(given: int, found: int, noun: str, *, complete: bool) -> str:
    """What is to be said of the sets that were found and are not given, or were not found; "" where all are given."""
    smallest = "the smallest is given" if given == 1 else f"the {given:,} smallest are given"
    if complete:
        return f"there are {found:,} {noun}s; {smallest}" if found > given else ""
    if found > given:
        return f"the search was cut short: of the {found:,} {noun}s that it found, {smallest}"
    than = {0: "", 1: " than this one"}.get(given, f" than these {given:,}")
    return f"the search was cut short: there may be{' more' if given else ''} {noun}s{than}"


def hold_together(counts: Sequence[Count], contest: Contest, uncounted: float, *, widest: bool) -> bool:
    """Whether all figures have a common solution, with leads of unstated basis on some basis each; then it is proved.

    No set of them is `inconsistent` then, where `search` would ask hundreds of questions. False, too, where there are
    too many leads to try all their bases.
    """
    frame = Frame(Fraction(str(uncounted)), widest)
    return all(_holds(group, contest, frame) for group in groups(counts))


def _holds(counts: Sequence[Count], contest: Contest, frame: Frame) -> bool:
    """Whether all figures of one whole have a common solution, case by case: most hold in the first."""
    for system in systems(counts, contest, frame):
        everything, oracle = (1 << len(system.facts)) - 1, Oracle((system,))
        for bases in _ways(counts, system):
            if oracle.possible(everything | system.on(bases)):
                return isinstance(oracle.proof(everything | system.on(bases)), Found)
    return False


def _ways(counts: Sequence[Count], system: System) -> Iterator[Basis | tuple[Basis, ...]]:
    """The bases on which leads of unstated basis may be taken: one for all, then one for each count."""
    leads = among(system.facts, open_margins(counts, system.facts))
    yield from BASES if leads else (Basis.VALID,)
    yield from (bases for bases in mixed(counts, leads, _MOST_TRIED) if bases)


def groups(counts: Sequence[Count]) -> Iterator[tuple[Count, ...]]:
    """Counts that speak of one whole; where nobody answers for a count, it is held against nothing but itself."""
    answered = tuple(count for count in counts if count.source)
    if answered:
        yield answered
    for count in counts:
        if not count.source:
            yield (count,)


class _Part:
    """The search in counts of one whole: `bases` maps each minimal set found to the bases of which it is one."""

    def __init__(
        self, counts: tuple[Count, ...], contest: Contest, uncounted: float, margin_basis: Basis | None, widest: bool
    ) -> None:
        self.counts, self.contest, self.widest = counts, contest, widest
        self.uncounted = Fraction(str(uncounted))
        self.bases: dict[int, list[Basis]] = {}
        self.complete = True
        self._oracles: dict[tuple[bool, frozenset[int] | None], Oracle] = {}
        self._own: tuple[int, dict[tuple[bool, frozenset[int] | None, bool], Oracle]] = (0, {})
        self._maps: dict[Basis, Map] = {}
        self._system = self._oracle(widest).systems[0]
        self.facts = self._system.facts
        self._bits = {basis: self._system.on(basis) for basis in BASES}
        self.open_margins = open_margins(counts, self.facts)
        self.tried = BASES if margin_basis is None and self.open_margins else (margin_basis or Basis.VALID,)

    def places(self, mask: int) -> list[int]:
        """The figures of a mask by place: the order in which they were claimed."""
        return [place for place in range(len(self.facts)) if mask >> place & 1]

    def enumerate(self) -> None:
        """Find the minimal sets on every basis; with exact answers throughout where the solver's mislead."""
        for basis in self.tried:
            try:
                found, known = self._enumerated(basis)
            except DoubtError:
                self._oracle(self.widest).exact = True
                found, known = self._enumerated(basis)
            self._maps[basis] = known
            for mask in found:
                self.bases.setdefault(mask, []).append(basis)

    def _enumerated(self, basis: Basis) -> tuple[list[int], Map]:
        oracle = self._oracle(self.widest)
        # Sets without a margin of unstated basis are the same on every basis.
        known = Map(
            len(self.facts),
            wrong=[mask for mask in self.bases if not mask & self.open_margins],
            right=[mask & ~self.open_margins for done in self._maps.values() for mask in done.right],
        )
        before = len(known.right)
        found = []
        for mask in minimal_sets(
            lambda m: oracle.possible(self._on(m, basis)),
            known,
            lambda m: oracle.core(self._on(m, basis)) & (1 << len(self.facts)) - 1,
        ):
            oracle.refuted(self._on(mask, basis))
            found.append(mask)
            if len(found) >= _SETS_SOUGHT or oracle.asked >= _QUESTIONS:
                self.complete = False
                break
        self.complete &= not known.exhausted
        for mask in known.right[before:]:
            oracle.found(self._on(mask, basis))
        return found, known

    def _oracle(self, widest: bool, any_basis: frozenset[int] | None = None) -> Oracle:
        if (widest, any_basis) not in self._oracles:
            frame = Frame(self.uncounted, widest, any_basis)
            self._oracles[widest, any_basis] = Oracle(tuple(systems(self.counts, self.contest, frame)))
        return self._oracles[widest, any_basis]

    def _proof(self, within: int, mask: int, widest: bool, any_basis: frozenset[int] | None = None) -> Found | Refuted:
        """The exact answer for `mask`, figures of the set `within` with their bases.

        Of all figures there may be more choices than are tried, and a point found then may be none. The set has fewer;
        where these are still too many, only a point of a likely case is known to be one, and `_is_point` tells it.
        """
        proof = self._oracle(widest, any_basis).proof(mask)
        for likely in (False, True):
            if isinstance(proof, Refuted) or not proof.system.untold & mask:
                break
            own = self._own_oracle(within, widest, any_basis, likely).proof(mask)
            proof = proof if likely and isinstance(own, Refuted) else own
        return proof

    def _own_oracle(self, within: int, widest: bool, any_basis: frozenset[int] | None, likely: bool) -> Oracle:
        """The oracle of a set's own figures; kept while it is asked of the same set."""
        if self._own[0] != within:
            self._own = within, {}
        key = widest, any_basis, likely
        if key not in self._own[1]:
            frame, told = Frame(self.uncounted, widest, any_basis), {f.claim.claim for f in among(self.facts, within)}
            self._own[1][key] = Oracle(tuple(systems(self.counts, self.contest, frame, told, likely=likely)))
        return self._own[1][key]

    def conflict(self, mask: int) -> Conflict:
        """The set with its verdict and proofs; a smaller one where exact arithmetic finds that it is not minimal."""
        try:
            return self._conflict(mask)
        except DoubtError:
            for basis in self.bases[mask]:
                for place in self.places(mask):
                    rest = mask & ~(1 << place)
                    if isinstance(self._proof(mask, self._on(rest, basis), self.widest), Refuted):
                        self.bases.setdefault(rest, [basis])
                        return self.conflict(rest)
            raise

    def _conflict(self, mask: int) -> Conflict:
        figures = tuple(among(self.facts, mask))
        has_margin = bool(mask & self.open_margins)
        bases = self.bases[mask]
        refuted = tuple((_named(b, has_margin), self._refuted(mask, b)) for b in bases)
        widest = self._in_widest(mask, has_margin)
        saved, wholes = ("", ()) if widest else self._saved_by(mask, has_margin)
        return Conflict(
            tuple(fact.claim.claim for fact in figures),
            figures,
            tuple(bases) if has_margin else (),
            Verdict.INCONSISTENT if widest else Verdict.STRAINED,
            saved,
            wholes,
            refuted,
            widest,
            tuple(shown for b in bases for shown in self._shown(mask, b, has_margin)),
        )

    def _on(self, mask: int, basis: Basis) -> int:
        """The figures with their margins on a basis; on the first one where that makes no difference to them."""
        return mask | self._bits[basis if mask & self.open_margins else BASES[0]]

    def _refuted(self, mask: int, basis: Basis) -> Refuted:
        proof = self._proof(mask, self._on(mask, basis), self.widest)
        if isinstance(proof, Found):
            raise DoubtError
        return proof

    def _shown(self, mask: int, basis: Basis, has_margin: bool) -> Iterator[tuple[str, str, int, Found]]:
        for place in self.places(mask):
            rest = self._on(mask & ~(1 << place), basis)
            point = self._oracle(self.widest).found(rest)
            proof = self._proof(mask, rest, self.widest) if point.system.untold & rest else point
            if isinstance(proof, Refuted):
                raise DoubtError
            yield self.facts[place].claim.claim, _named(basis, has_margin), rest, proof

    def _in_widest(self, mask: int, has_margin: bool) -> tuple[tuple[str, Refuted], ...]:
        """Proofs that the set fails in the widest reading on every basis; none where it holds on one."""
        found = []
        for basis in BASES if has_margin else (Basis.VALID,):
            proof = self._proof(mask, self._on(mask, basis), True)
            if not isinstance(proof, Refuted):
                return ()
            found.append((_named(basis, has_margin), proof))
        for bases in mixed(self.counts, among(self.facts, mask & self.open_margins)):
            refuted = self._proof(mask, mask | self._system.on(bases), True) if bases else None
            if not isinstance(refuted, Refuted):
                return ()
            found.append((", ".join(bases), refuted))
        return tuple(found)

    def _saved_by(self, mask: int, has_margin: bool) -> tuple[str, _Wholes]:
        """The mildest way to read the figures in which they hold, and of what shares have to be for it."""
        for basis in BASES if has_margin else ():
            if _is_point(self._proof(mask, self._on(mask, basis), self.widest), mask):
                return str(basis), ()
        if self._holds(mask, has_margin, True, frozenset()):
            return "widest", ()
        mixes = tuple(mixed(self.counts, among(self.facts, mask & self.open_margins))) if has_margin else ()
        for bases in mixes:
            if bases and _is_point(self._proof(mask, mask | self._system.on(bases), True, frozenset()), mask):
                return MIXED, ()
        told = {fact.claim.claim for fact in among(self.facts, mask)}
        able = [n for n, c in enumerate(self.counts) if any(f.claim.claim in told for f in of_no_basis(c))]
        # Of one count, if that is enough; else of all that it may be.
        tried = [frozenset({n}) for n in able] + [frozenset(able)] * (len(able) > 1)
        for name, widest in ((SHARES_OF, False), (BOTH, True)):
            last: _Wholes | None = None
            for some in tried:
                if point := self._holds(mask, has_margin, widest, some):
                    wholes = tuple(_wholes_of(self.counts, some, point))
                    if all(of != (Basis.TWO,) for _, of in wholes):
                        return name, wholes
                    last = wholes if last is None else last
            if last is not None:  # the two leading alone are the last that anybody would think of
                return name, last
        return (MIXED if mixes else UNTRIED), ()

    def _holds(self, mask: int, has_margin: bool, widest: bool, any_basis: frozenset[int]) -> Found | None:
        """A point at which the figures hold with the shares of some counts on any basis, and the margins on one."""
        for basis in BASES if has_margin else (Basis.VALID,):
            proof = self._proof(mask, self._on(mask, basis), widest, any_basis)
            if _is_point(proof, mask):
                return proof
        return None


def _is_point(proof: Found | Refuted, mask: int) -> TypeGuard[Found]:
    """Whether figures hold together: no choice that matters to them was left untried."""
    return isinstance(proof, Found) and not proof.system.untold & mask


def _wholes_of(
    counts: Sequence[Count], places: Collection[int], found: Found
) -> Iterator[tuple[Count, tuple[Basis, ...]]]:
    """Of what the shares of some counts are at a point, where it is not the valid votes."""
    for number in sorted(places):
        base, total = (sum(found.point[v] for v in found.system.votes[number, what]) for what in (BASE, TOTAL))
        chosen = whole_of(found.system.chosen.get((number, SHARES), Basis.UNSTATED))
        if base == total or chosen is Basis.VALID:
            continue
        told = any(measure in {"turnout", "registered"} for measure, _ in counts[number].facts)
        # A register of which nothing is said may be the ballots cast.
        either = chosen is Basis.UNSTATED or (chosen is Basis.REGISTERED and not told)
        yield counts[number], (Basis.CAST, Basis.REGISTERED) if either else (chosen,)


def _named(basis: Basis, has_margin: bool) -> str:
    return str(basis) if has_margin else ""
