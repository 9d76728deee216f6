"""Many patterns of several kinds, found in one walk over the words of a text.

A language has some fifteen hundred phrases that say something of a figure. Trying each at every place is what reading
would spend its time on; most places begin none of them. So each pattern is filed under the words that it can begin
with, and under the words that can follow those where they can be listed ("the commission"), and is tried only where
they stand. A kind with a pattern that may begin with any word is tried at each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from analyzer.reading.words import Words

_MOST = 600  # beginnings of one pattern; one with more is filed less finely
_TIMES = 4  # what may be repeated more often makes too many beginnings, unless its first words are all that counts
_ANY = "*"  # stands for a second word that cannot be listed
_PHRASE = re.compile(r"[\w '-]+")
_SIGN = re.compile(r"\W")

_Entries = list[tuple[str, "re.Pattern[str] | None"]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a pattern of a kind stands."""

    kind: str
    start: int
    end: int


class Lexicon:
    """Patterns by kind, on folded text, each a whole word or several: `find` gives their places in order."""

    def __init__(self, patterns: Mapping[str, Sequence[str]]) -> None:
        filed: dict[str, dict[str, dict[str, list[str]]]] = {}
        anywhere: dict[str, list[str]] = {}
        for kind, some in patterns.items():
            begin = {pattern: beginnings(pattern) for pattern in some}
            if None in begin.values():  # of a kind, the longest wins: all of it is tried where one of it is
                anywhere[kind] = list(some)
                continue
            for pattern, pairs in begin.items():
                for first, second in pairs or ():
                    filed.setdefault(first, {}).setdefault(second, {}).setdefault(kind, []).append(pattern)
        # first word -> second word -> kind -> patterns, compiled where a text first has the word: it has few of them.
        self._filed = filed
        self._ready: dict[str, dict[str, _Entries]] = {}
        self._anywhere: _Entries = [(kind, _compiled(some)) for kind, some in anywhere.items()]

    def _beginning(self, first: str) -> dict[str, _Entries]:
        """Second word -> (kind, pattern) of what may begin with a word; those of any second word are with each."""
        ready = self._ready.get(first)
        if ready is None:
            seconds = self._filed[first]
            general = seconds.get(_ANY, {})
            ready = {_ANY: _entries(first, general)}
            for second, kinds in seconds.items():
                if second != _ANY:
                    both = {k: [*kinds.get(k, ()), *general.get(k, ())] for k in {**kinds, **general}}
                    ready[second] = _entries(first, both)
            self._ready[first] = ready
        return ready

    def find(self, words: Words, some: range) -> list[Hit]:
        """Every place of every kind that begins with one of `some` words and ends before the last of them does.

        Hits of one kind do not overlap; the longest at a place wins.
        """
        if not some:
            return []
        found: list[Hit] = []
        last: dict[str, int] = {}
        filed, ready, anywhere, folded = self._filed, self._ready, self._anywhere, words.folded
        texts, starts = words.texts, words.starts
        end = starts[some[-1]] + len(texts[some[-1]])
        for i in some if anywhere else words.among(filed, some):
            first = texts[i]
            if first not in filed:
                entries = anywhere
            else:
                seconds = ready.get(first) or self._beginning(first)
                entries = (seconds.get(texts[i + 1]) if i + 1 < some.stop else None) or seconds[_ANY]
                if anywhere:
                    entries = entries + anywhere
                elif not entries:
                    continue
            at = starts[i]
            for kind, pattern in entries:
                if at < last.get(kind, 0):
                    continue
                if pattern is None:
                    stop = at + len(texts[i])
                elif matched := pattern.match(folded, at, end):
                    stop = matched.end()
                else:
                    continue
                last[kind] = stop
                found.append(Hit(kind, at, stop))
        return found


def _entries(first: str, kinds: Mapping[str, Sequence[str]]) -> _Entries:
    """(kind, pattern); a kind whose only phrase is the word itself needs no pattern at all (None)."""
    return [(kind, None if set(some) == {first} else _compiled(some)) for kind, some in kinds.items() if some]


def _compiled(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(sorted(set(patterns), key=len, reverse=True)) + r")(?!\w)")


def beginnings(pattern: str) -> frozenset[tuple[str, str]] | None:
    """(first word, second word) that a match of `pattern` can begin with; None where they cannot be listed.

    The second is "*" where it is unknown, or where there need be none. Read off the parsed pattern: literals, sets,
    alternatives and optional parts, up to the first character of a third word.
    """
    if _PHRASE.fullmatch(pattern):  # most are; parsing them would take longer than all else
        first, second, *_ = (*_SIGN.split(pattern), _ANY)
        return frozenset(((first, second or _ANY),)) if first else None
    items = _runs(_parser.parse(pattern))
    for words in (2, 1):
        found = _row(items, words)
        if found is not None:
            break
    else:
        return None
    pairs = set()
    for text, _ in found:
        first, _, second = text.partition(" ")
        if not first:
            return None
        pairs.add((first, second or _ANY))
    return frozenset(pairs)


# A beginning is a text of up to `words` words and whether it is complete.
_Beginnings = set[tuple[str, bool]]


def _runs(items: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """The items of a pattern; of literal characters in a row, one item with them as a text, signs as blanks."""
    runs: list[tuple[Any, Any]] = []
    for op, value in items:
        if op is ops.LITERAL:
            char = _SIGN.sub(" ", chr(value))
            if runs and runs[-1][0] is ops.LITERAL:
                runs[-1] = (op, runs[-1][1] + char)
            else:
                runs.append((op, char))
        else:
            runs.append((op, value))
    return runs


def _row(items: Sequence[tuple[Any, Any]], words: int) -> _Beginnings | None:
    """The beginnings of all matches of the items in a row; None for too many, or for a first word that is unknown."""
    found: _Beginnings = {("", False)}
    for item in items:
        if all(done for _, done in found):
            break
        more = _one(item, words)
        if more is None:  # unknown from here: what has its first word stays, with any second
            if any(not done and " " not in text for text, done in found):
                return None
            return {(text if done else text.partition(" ")[0] + " ", True) for text, done in found}
        found = {pair for text, done in found for pair in _joined(text, done, more, words)}
        if len(found) > _MOST:
            return None
    return found


def _joined(text: str, done: bool, more: _Beginnings, words: int) -> _Beginnings:
    if done:
        return {(text, True)}
    joined = set()
    for next_, next_done in more:
        both = text + next_
        parts = both.split(" ")
        if len(parts) > words:
            joined.add((" ".join(parts[:words]), True))
        else:
            joined.add((both, next_done))
    return joined


def _one(item: tuple[Any, Any], words: int) -> _Beginnings | None:
    op, value = item
    if op is ops.LITERAL:
        return _joined("", False, {(value, False)}, words)
    if op is ops.IN:
        chars = [_one(part, words) for one in value for part in _runs((one,))]
        return None if any(c is None for c in chars) else set().union(*(c for c in chars if c))
    if op is ops.RANGE:
        low, high = value
        return {(_SIGN.sub(" ", chr(code)), False) for code in range(low, high + 1)}
    if op is ops.SUBPATTERN:
        return _row(_runs(value[-1]), words)
    if op is ops.BRANCH:
        branches = [_row(_runs(branch), words) for branch in value[1]]
        return None if any(b is None for b in branches) else set().union(*(b for b in branches if b))
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT):
        least, most, inner = value
        found: _Beginnings = {("", False)} if least == 0 else set()
        repeated: list[tuple[Any, Any]] = []
        for times in range(1, min(int(most), _TIMES) + 1):
            repeated += _runs(inner)
            row = _row(repeated, words)
            if row is None:
                return None
            if times >= least:
                found |= row
            if all(done for _, done in row):  # to repeat them once more leaves the beginning as it is
                return found | row
        return found if int(most) <= _TIMES else None
    if op in (ops.ASSERT, ops.ASSERT_NOT, ops.AT):
        return {("", False)}
    return None
