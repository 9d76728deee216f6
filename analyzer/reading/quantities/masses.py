"""Numbers that stand so close, so many together, that no sentence says anything of each: a file of data, no prose."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

MASS, WITHIN = 96, 1000  # so many numbers within so many characters are data; the densest lists of results have 80
SPOKEN = 48  # so many numbers in words within as many characters are no prose either
_TOLD = 24  # numbers of a sentence beside a mass, at most

_STOP = re.compile(r"[.!?…](?=[\"')\]]*[ \u00a0])|\n")
_PARAGRAPH = re.compile(r"\n\n(?=\s*+[^\W\d])")  # where a paragraph begins with a word, not with another number


def may_be(starts: Sequence[int], many: int) -> bool:
    """Do so many numbers begin so close somewhere?"""
    return any(b - a < WITHIN for a, b in zip(starts, starts[many - 1 :], strict=False))


def found(folded: str, starts: Sequence[int], many: int) -> list[range]:
    """The masses of the numbers that begin at `starts`, each as the indices of its numbers, in order.

    Any `many` numbers within `WITHIN` characters of one paragraph belong to one; the sentences that it begins and ends
    with do not, where those are prose.
    """
    close = [i for i, (a, b) in enumerate(zip(starts, starts[many - 1 :], strict=False)) if b - a < WITHIN]
    if not close:
        return []
    runs = [_without_prose(folded, starts, run, many) for run in _runs(folded, starts, close, many)]
    return [run for run in runs if run]


def _runs(folded: str, starts: Sequence[int], close: Sequence[int], many: int) -> Iterator[range]:
    """The numbers that belong together: those from each of `close` on, where no paragraph begins among them."""
    begun = [m.start() for m in _PARAGRAPH.finditer(folded)] if "\n\n" in folded else []
    first = last = -1
    for i in close:
        if begun and bisect_left(begun, starts[i]) < bisect_left(begun, starts[i + many - 1] - 1):
            continue
        if i > last:
            if last > first:
                yield range(first, last)
            first = i
        last = i + many
    if last > first:
        yield range(first, last)


def _without_prose(folded: str, starts: Sequence[int], run: range, many: int) -> range:
    """The numbers of a run without those of its first and last sentences, as far as those are prose.

    Numbers stand closer in a mass than in any sentence of prose: what is told right beside it is told by few.
    """
    first, last = run.start, run.stop
    while first < last:
        end = _end(folded, starts[first])
        begin = _begin(folded, starts[first])
        some = bisect_left(starts, end, first, last) - first
        if not _is_prose(some, end - begin, many):
            break
        first += some
    while first < last:
        begin = _begin(folded, starts[last - 1])
        some = last - bisect_left(starts, begin, first, last)
        if not _is_prose(some, _end(folded, starts[last - 1]) - begin, many):
            break
        last -= some
    return range(first, last)


def _begin(folded: str, at: int) -> int:
    """Where the sentence begins that a place stands in, as far as it matters."""
    first = max(0, at - WITHIN)
    return max((stop.end() for stop in _STOP.finditer(folded, first, at)), default=first)


def _end(folded: str, at: int) -> int:
    """Where it ends."""
    stop = _STOP.search(folded, at, at + WITHIN)
    return stop.end() if stop else min(len(folded), at + WITHIN)


def _is_prose(numbers: int, length: int, many: int) -> bool:
    return numbers <= _TOLD and numbers * WITHIN < many * length
