"""Proofs that somebody else can check: what cannot hold together, and what can, in exact numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from analyzer.counts import Fact
from analyzer.feasibility.exact import combined, is_contradiction, multipliers_near, point_near, point_on
from analyzer.feasibility.rows import Point, Row, System
from analyzer.feasibility.simplex import decide
from analyzer.feasibility.solver import Solver


@dataclass(frozen=True, slots=True)
class Statement:
    """A row in words: Σ coefficient · variable ≤ limit, or < limit where `strict`, by the names of the variables.

    `claims` are the ids of the figures it follows from; none for structure (nobody has fewer than no votes) and for the
    assumption on uncounted sheets.
    """

    name: str
    terms: tuple[tuple[str, Fraction], ...]
    limit: Fraction
    strict: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """Multiples of statements that add up to 0 ≤ (a number below 0), or to 0 < 0: they cannot all hold.

    `basis` is that of a margin that states none ("" where none takes part); `case` says what else was taken for
    granted, one certificate for each such case.
    """

    statements: tuple[Statement, ...]
    multipliers: tuple[Fraction, ...]
    basis: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """Numbers at which all claims of a set but `without` hold, with the statements that they satisfy."""

    without: str
    values: tuple[tuple[str, Fraction], ...]
    statements: tuple[Statement, ...]
    basis: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A point of one of an oracle's systems."""

    system: System
    point: Point


@dataclass(frozen=True, slots=True)
class Refuted:
    """For each of an oracle's systems the rows that bind and the multiples of them that contradict each other."""

    parts: tuple[tuple[System, tuple[Row, ...], Mapping[int, Fraction]], ...]


class DoubtError(Exception):
    """Exact arithmetic decided otherwise than the solver proposed."""


@dataclass(slots=True)
class _Asked:
    """A solver, and what its answers so far say of other questions.

    A point found for one set of figures satisfies others, too: those that need none of the rows it breaks. A
    contradiction needs the figures that weigh in it and no others.
    """

    solver: Solver
    points: list[tuple[tuple[int, ...], list[float]]] = field(default_factory=list)
    cores: list[tuple[int, list[float]]] = field(default_factory=list)

    def possible(self, mask: int) -> bool:
        """Whether the figures of `mask` can hold together, as far as floating point sees."""
        if self.contradiction(mask):
            return False
        if self.point(mask):
            return True
        if self.solver.possible(mask):
            point = self.solver.point()
            self.points.append((self.solver.broken(point), point))
            return True
        weights = self.solver.weights()
        self.cores.append((self.solver.core(weights), weights))
        return False

    def contradiction(self, mask: int) -> tuple[int, list[float]] | None:
        """The figures of a known contradiction among those of `mask`, and how much each row weighs in it."""
        return next((known for known in self.cores if not known[0] & ~mask), None)

    def point(self, mask: int) -> list[float] | None:
        """A known point that satisfies the figures of `mask`."""
        for broken, point in self.points:
            for needs in broken:
                if not needs & ~mask:
                    break
            else:
                return point
        return None


class Oracle:
    """Answers whether figures can hold together, by solver at first, and proves the answer in fractions.

    Once the solver has been found wrong, set `exact`: every answer is then a proved one.
    """

    def __init__(self, systems: Iterable[System]) -> None:
        self.systems = tuple(systems)
        self._cases = tuple(_Asked(Solver(system)) for system in self.systems)
        self.exact = False
        self.asked = 0
        self._proofs: dict[int, Found | Refuted] = {}

    def possible(self, mask: int) -> bool:
        """Whether the figures of `mask` can hold together in one of the systems."""
        self.asked += 1
        if self.exact:
            return isinstance(self.proof(mask), Found)
        return any(case.possible(mask) for case in self._concerned(mask))

    def core(self, mask: int) -> int:
        """A set within an impossible one that is impossible too, as far as the solver sees; all of it once exact."""
        if self.exact:
            return mask
        found = 0
        for case in self._concerned(mask):
            known = None if case.possible(mask) else case.contradiction(mask)
            found |= known[0] if known else mask
        return found & mask

    def proof(self, mask: int) -> Found | Refuted:
        """The exact answer for `mask`, with what proves it."""
        if mask not in self._proofs:
            self._proofs[mask] = self._prove(mask)
        return self._proofs[mask]

    def found(self, mask: int) -> Found:
        """A proof that the figures can hold together, of more of them where there is one; DoubtError if they cannot."""
        for known, proof in self._proofs.items():
            if isinstance(proof, Found) and not mask & ~known:
                return proof
        proof = self.proof(mask)
        if isinstance(proof, Refuted):
            raise DoubtError
        return proof

    def refuted(self, mask: int) -> Refuted:
        """The proof that the figures cannot hold together; DoubtError where they can."""
        proof = self.proof(mask)
        if isinstance(proof, Found):
            raise DoubtError
        return proof

    def _concerned(self, mask: int) -> Iterator[_Asked]:
        """The solvers of the cases that make a difference to the figures of a mask."""
        return (case for case in self._cases if case.solver.system.concerns(mask))

    def _prove(self, mask: int) -> Found | Refuted:
        parts = []
        for case in self._concerned(mask):
            system = case.solver.system
            rows = system.binding(mask)
            answer = _settled(case, rows, mask)
            if isinstance(answer, tuple):
                return Found(system, answer)
            parts.append((system, tuple(rows), answer))
        return Refuted(tuple(parts))


def _settled(case: _Asked, rows: Sequence[Row], mask: int) -> Point | Mapping[int, Fraction]:
    solver = case.solver
    answer: Point | Mapping[int, Fraction] | None = None
    if not case.possible(mask) and (known := case.contradiction(mask)):
        weights = [w for w, row in zip(known[1], solver.system.rows, strict=True) if not row.needs & ~mask]
        answer = multipliers_near(rows, weights)
    else:
        known_point = case.point(mask)
        answer = point_near(rows, known_point) if known_point else None
        if answer is None:
            answer = point_near(rows, solver.inside(mask))
        for strict_alone in (False, True):
            if answer is None:
                values = solver.inside(mask, strict_alone=strict_alone)
                touched, room, zero = solver.corner()
                answer = point_on(rows, touched, values, room, zero)
    return decide(rows, len(solver.system.variables)) if answer is None else answer


def certificates(proof: Refuted, basis: str) -> tuple[Certificate, ...]:
    """What refutes a set, one certificate for each system, every variable's sign written out as a statement."""
    found = []
    for system, rows, multipliers in proof.parts:
        assert is_contradiction(rows, multipliers)
        used = [(_statement(system, rows[place]), multiple) for place, multiple in sorted(multipliers.items())]
        for variable, left in sorted(combined(rows, multipliers).items()):
            if left:
                used.append((_sign(system, variable), left))
        statements, multiples = zip(*used, strict=True)
        found.append(Certificate(statements, multiples, basis, system.case))
    return tuple(found)


def witness(proof: Found, mask: int, without: str, basis: str) -> Witness:
    """What shows that the figures of `mask`, all of a set but `without`, can hold together."""
    system = proof.system
    return Witness(
        without,
        tuple(zip(system.variables, proof.point, strict=True)),
        tuple(_statement(system, row) for row in system.binding(mask)),
        basis,
        system.case,
    )


def _statement(system: System, row: Row) -> Statement:
    return Statement(
        row.name,
        tuple((system.variables[v], Fraction(c)) for v, c in row.terms),
        Fraction(row.limit),
        row.strict,
        ids(system, row.needs),
    )


def _sign(system: System, variable: int) -> Statement:
    name = system.variables[variable]
    return Statement(f"{name}: none below 0", ((name, Fraction(-1)),), Fraction(0), False, ())


def ids(system: System, mask: int) -> tuple[str, ...]:
    """The claim ids of the figures of a mask, in order."""
    return tuple(fact.claim.claim for fact in among(system.facts, mask))


def among(facts: Iterable[Fact], mask: int) -> list[Fact]:
    """The figures whose bits are in the mask."""
    return [fact for place, fact in enumerate(facts) if mask >> place & 1]
