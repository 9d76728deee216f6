"""How the figures of a system are taken, and the rows and unknown numbers of one in the making."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from analyzer.counts import Fact
from analyzer.counts import Key as Cell
from analyzer.feasibility.choices import Key
from analyzer.feasibility.readings import Allowed
from analyzer.feasibility.rows import Expression, Row, expression, whole_row
from analyzer.model import Contest

#: A figure by the place of its count, its cell's measure and subject, and its claim; then the rows made of it, and the
#: names of the variables.
Slot = tuple[int, Cell, str]
Made = tuple[list[Row], list[str]]
#: What each figure of a cell allows, by the place of its count, the cell's measure and subject, and the claim.
Spans = Mapping[tuple[int, Cell], Mapping[str, Allowed]]


@dataclass(frozen=True, slots=True)
class Frame:
    """How figures are taken: e, the reading, and the places of counts whose shares of unstated basis may be of any.

    None: of all counts in the widest reading, of none in the usual one, where such shares are of the valid votes.
    """

    uncounted: Fraction
    widest: bool = False
    any_basis: frozenset[int] | None = None

    def is_open(self, number: int) -> bool:
        """Whether a count's shares that do not say of what are tried on every basis."""
        return self.widest if self.any_basis is None else number in self.any_basis


@dataclass(slots=True)
class Draft:
    """One system in the making; what the choices do not matter to is made once for all systems (`made`)."""

    contest: Contest
    frame: Frame
    subjects: tuple[str, ...]
    facts: tuple[Fact, ...]
    chosen: dict[Key, str]
    choices: dict[Key, tuple[str, ...]]
    spans: Spans
    on_choice: Collection[str]
    made: dict[Slot, Made]
    untold: Collection[str]
    variables: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def variable(self, name: str) -> Expression:
        """A new unknown number."""
        self.variables.append(name)
        return {len(self.variables) - 1: 1}

    def row(self, name: str, terms: Expression, limit: int = 0, **more: Any) -> None:
        """The row terms ≤ limit; more as in `whole_row`."""
        self.rows.append(whole_row(name, terms, limit, **more))

    def at_most(self, name: str, left: Expression, right: Expression, **more: Any) -> None:
        """The row left ≤ right."""
        self.row(name, expression((left, 1), (right, -1)), **more)

    def once(self, slot: Slot, make: Callable[[], None]) -> None:
        """Have the rows of a figure made, or take those of an earlier system where no choice matters to them."""
        if known := self.made.get(slot):
            self.rows += known[0]
            self.variables += known[1]
            return
        rows, variables = len(self.rows), len(self.variables)
        make()
        if slot[-1] not in self.on_choice:
            self.made[slot] = self.rows[rows:], self.variables[variables:]
