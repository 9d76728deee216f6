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


@dataclass(slots=True)
class Map:
    """What is settled: `wrong` are minimal sets that cannot hold together, `right` greatest ones that can."""

    size: int
    wrong: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)

    def unsettled(self) -> int | None:
        """A set above no wrong one and below no right one to which nothing can be added without meeting a wrong one."""
        everything = (1 << self.size) - 1
        found = self._search(0, everything)
        if found is None:
            return None
        for bit in range(self.size):
            grown = found | 1 << bit
            if grown != found and not any(bad & ~grown == 0 for bad in self.wrong):
                found = grown
        return found

    def _search(self, chosen: int, free: int) -> int | None:
        """A set that contains `chosen` and of the rest only `free` bits; depth first over the clauses it breaks.

        Every right set must be left by some bit, and no wrong set be complete. Only bits that a right set asks for are
        ever added, so what comes back is small and the caller lets it grow.
        """
        for bad in self.wrong:
            open_bits = bad & ~chosen
            if not open_bits:
                return None
            if open_bits & (open_bits - 1) == 0:
                free &= ~open_bits
        narrow, fewest = 0, self.size + 1
        for good in self.right:
            if chosen & ~good:
                continue
            ways = free & ~good
            if not ways:
                return None
            if ways.bit_count() < fewest:
                narrow, fewest = ways, ways.bit_count()
        while narrow:
            bit = narrow & -narrow
            narrow ^= bit
            found = self._search(chosen | bit, free & ~bit)
            if found is not None:
                return found
            free &= ~bit
        return chosen if fewest > self.size else None


def minimal_sets(
    size: int, possible: Callable[[int], bool], known: Map, core: Callable[[int], int] | None = None
) -> Iterator[int]:
    """Each minimal set of `size` figures for which `possible` is False, in no special order, settling `known`.

    `possible` must stay False as a set grows. `core` may give an impossible set within an impossible one.
    """

    def settled(mask: int) -> bool:
        return any(mask & ~good == 0 for good in known.right) or possible(mask)

    while (seed := known.unsettled()) is not None:
        if possible(seed):
            known.right.append(seed)
        else:
            found = shrunk(core(seed) if core else seed, settled)
            known.wrong.append(found)
            yield found


def shrunk(mask: int, possible: Callable[[int], bool]) -> int:
    """A minimal set within an impossible one: figures are left out one by one, as long as the rest stays impossible.

    First in halves, quarters and so on, since most figures of a large table have no part in any one conflict.
    """
    bits = [1 << place for place in range(mask.bit_length()) if mask >> place & 1]
    width = len(bits) // 2
    while width >= 1:
        for start in range(0, len(bits), width):
            block = sum(bit for bit in bits[start : start + width] if mask & bit)
            if block and block != mask and not possible(mask & ~block):
                mask &= ~block
        if width == 1:
            return mask
        bits = [bit for bit in bits if mask & bit]
        width = min(width, len(bits)) // 2
    return mask
