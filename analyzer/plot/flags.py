"""Labels beside marks on a line: each on a level of its own height, so that none lies on another or on its thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analyzer.plot.style import width_of

#: The size of the letters in points, and the least room between two labels in inches.
POINTS, _APART = 7.5, 0.1
#: Marks within this part of the axes lean the same way.
_TOGETHER = 0.4


@dataclass(frozen=True, slots=True)
class Flag:
    """A label: `at` is the place of its mark, `left` and `right` where its words begin and end, `level` how high."""

    words: str
    at: float
    left: float
    right: float
    level: int

    @property
    def leans_left(self) -> bool:
        """Whether the words end at the mark, instead of beginning there."""
        return self.right == self.at


def flags(marks: Sequence[tuple[float, str]], width: float) -> tuple[Flag, ...]:
    """Labels for marks (place, words), in their order; places are in inches along axes `width` inches wide.

    Words lean towards the middle. Of those that lean one way the outermost gets the highest label, so that its thread
    passes by all others.
    """
    if not marks:
        return ()
    places = [at for at, _ in marks]
    centre = sum(places) / len(places)
    # Marks close together lean the same way, or their threads would cross the words of the others.
    together = max(places) - min(places) < _TOGETHER * width
    leans = [(centre if together else at) > width / 2 for at in places]
    order = sorted(range(len(marks)), key=lambda place: places[place] if leans[place] else width - places[place])
    placed: dict[int, Flag] = {}
    for place in order:
        at, words = marks[place]
        length = width_of(words, POINTS)
        left, right = (at - length, at) if leans[place] else (at, at + length)
        flag = Flag(words, at, left, right, 0)
        level = next(level for level in range(len(marks) + 1) if _free(flag, level, placed.values()))
        placed[place] = Flag(words, at, flag.left, flag.right, level)
    return tuple(placed[place] for place in range(len(marks)))


def _free(flag: Flag, level: int, placed: Iterable[Flag]) -> bool:
    """Whether a label can lie on a level: clear of the labels there, and of the threads of those above it."""
    for other in placed:
        if level == other.level and flag.left < other.right + _APART and other.left < flag.right + _APART:
            return False
        if level < other.level and flag.left - _APART < other.at < flag.right + _APART:
            return False
    return True
