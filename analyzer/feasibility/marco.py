"""All minimal sets of figures that cannot hold together: MARCO.

Liffiton, Previti, Malik & Marques-Silva (2016), Fast, flexible MUS enumeration, Constraints 21, 223–250,
doi:10.1007/s10601-015-9183-0.

A set of figures is a mask of bits. The map knows what has been settled: a set without a point settles all sets above
it, a set with one all sets below. Each round takes a greatest unsettled set; it is either a greatest set that can hold
together, or it is shrunk to a minimal one that cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

#: Sets this small have hardly a half that could go.
_FEW = 8


@dataclass(slots=True)
class Map:
    """What is settled: `wrong` are minimal sets that cannot hold together, `right` greatest ones that can.

    Looking for what is not settled can take exponentially long; after `steps` steps in all it gives up, and then
    `exhausted` says that some sets were never looked at.
    """

    size: int
    steps: int = 20_000
    wrong: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)

    @property
    def exhausted(self) -> bool:
        """Whether the search was given up before everything was settled."""
        return self.steps <= 0

    def unsettled(self) -> int | None:
        """A set above no wrong one and below no right one to which nothing can be added without meeting a wrong one."""
        everything = (1 << self.size) - 1
        found = self._search(0, everything)
        if found is None:
            return None
        # Bits are added from the lowest on: a wrong set is complete, if at all, with the highest that it still lacks.
        last: dict[int, list[int]] = {}
        for bad in self.wrong:
            last.setdefault((bad & ~found).bit_length() - 1, []).append(bad)
        for bit in range(self.size):
            grown = found | 1 << bit
            if not any(bad & ~grown == 0 for bad in last.get(bit, ())):
                found = grown
        return found

    def _search(self, chosen: int, free: int) -> int | None:
        """A set that contains `chosen` and of the rest only `free` bits, by depth-first search over what it must hit.

        Some bit must lie outside each right set, and no wrong set be complete. A wrong set with one bit to go forbids
        it; a right set with one way out demands it. Only demanded bits are added: what comes back is small.
        """
        self.steps -= 1
        if self.exhausted:
            return None
        asked = self.right
        while True:
            free &= ~chosen
            for bad in self.wrong:
                left = bad & ~chosen
                if not left:
                    return None
                if left & (left - 1) == 0:
                    free &= ~left
            asked = [good for good in asked if not chosen & ~good]
            if not asked:
                return chosen
            narrow = min((free & ~good for good in asked), key=int.bit_count)
            if not narrow:
                return None
            if narrow & (narrow - 1):
                break
            chosen |= narrow
        while narrow:
            bit = narrow & -narrow
            narrow ^= bit
            found = self._search(chosen | bit, free & ~bit)
            if found is not None:
                return found
            free &= ~bit
        return None


def minimal_sets(
    possible: Callable[[int], bool], known: Map, core: Callable[[int], int] | None = None
) -> Iterator[int]:
    """Each minimal set of the figures of `known` for which `possible` is False, in no special order, settling `known`.

    `possible` must stay False as a set grows. `core` may give an impossible set within an impossible one.
    """

    def settled(mask: int) -> bool:
        return any(mask & ~good == 0 for good in known.right) or possible(mask)

    within = core or (lambda mask: mask)
    while (seed := known.unsettled()) is not None:
        if possible(seed):
            known.right.append(seed)
        else:
            found = shrunk(within(seed), settled, within)
            known.wrong.append(found)
            yield found


def shrunk(mask: int, possible: Callable[[int], bool], core: Callable[[int], int] = lambda mask: mask) -> int:
    """A minimal set within an impossible one: figures are left out one by one, as long as the rest stays impossible.

    Of many, first in halves, quarters and so on: most figures of a large table have no part in any one conflict. What
    is left is cut down to its `core` each time.
    """
    bits = [1 << place for place in range(mask.bit_length()) if mask >> place & 1]
    width = len(bits) // 2 if len(bits) > _FEW else 1
    while True:
        for start in range(0, len(bits), width):
            block = sum(bit for bit in bits[start : start + width] if mask & bit)
            if block and block != mask and not possible(mask & ~block):
                mask = core(mask & ~block)
        if width == 1:
            return mask
        bits = [bit for bit in bits if mask & bit]
        width = max(min(width, len(bits)) // 2, 1)
