"""The words that the matches of a pattern can begin and end with, read off the parsed pattern.

Most places in a text have other words, and need not be tried.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from itertools import dropwhile

# Private, but the standard library offers no other parser of patterns, and one of our own would be longer than all
# that is below. `make pythons` runs the tests that hold what is read off here on each Python.
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 600  # beginnings of one pattern; one with more is filed less finely
_TIMES = 4  # what may be repeated more often makes too many beginnings, unless its first words are all that counts
ANY = "*"  # stands for a second word that cannot be listed
_PHRASE = re.compile(r"[\w '-]+")
_SIGN, _SIGNS = re.compile(r"\W"), re.compile(r"\W+")
_COMPLETE = {words: re.compile(rf"\W*(?:\w+\W+){{{words}}}") for words in (1, 2)}  # each with a sign behind it
_BLANKS = " \u00a0"
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)


class _Every(Container[str]):
    """All words: of a pattern whose own cannot be listed."""

    def __contains__(self, word: object) -> bool:
        return True


EVERY = _Every()


def first_words(patterns: Iterable[str]) -> Container[str]:
    """The words and signs that what the patterns find begins with, blanks left out, and "" (`Words.behind`)."""
    found = _at_edge(patterns, last=False)
    return EVERY if found is None else found | {""}


def last_words(patterns: Iterable[str]) -> Container[str]:
    """The words and signs that it ends with, as in `first_words`; the patterns have to find whole words."""
    found = _at_edge(patterns, last=True)
    return EVERY if found is None else found | {""}


def whole_first_words(pattern: str) -> frozenset[str] | None:
    """The words one of which is in all that a pattern finds, whole and first; None where they cannot be listed.

    One that ends in "$" leads up to a name or number, where no word goes on.
    """
    if pattern.endswith("$"):
        pattern = f"{pattern[:-1]} "
    some = _row(_runs(_parser.parse(pattern)), 1)
    if some is None or not all(_COMPLETE[1].match(text) for text, _ in some):
        return None
    words = frozenset(_SIGN.split(text.lstrip(_BLANKS), maxsplit=1)[0] for text, _ in some)
    return None if "" in words else words


def first_signs(pattern: str) -> frozenset[str] | None:
    """The characters that what a pattern finds begins with, blanks left out; None where they are unknown."""
    found = _at_edge([pattern], last=False)
    return None if found is None else frozenset(text[0] for text in found)


class Endings:
    """Patterns that end right before a place, blanks between; each tried where the word or sign there can be its last.

    The patterns have to find whole words.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = patterns
        self._filed: dict[str, list[str]] = {}
        self._anywhere: list[str] = []
        for pattern in patterns:
            words = _at_edge([pattern], last=True)
            if words is None:
                self._anywhere.append(pattern)
            for word in words or ():
                self._filed.setdefault(word, []).append(pattern)
        self._ready: dict[str, re.Pattern[str] | None] = {}

    def search(self, last: str, text: str) -> str:
        """What is found at the end of a text whose last word or sign is `last`, "" where nothing is (`Words.before`).

        The text is searched for all patterns where no such word is known ("").
        """
        if last not in self._ready:
            some = [*self._filed.get(last, ()), *self._anywhere] if last else self._patterns
            longest = "|".join(sorted(some, key=len, reverse=True))
            self._ready[last] = re.compile(rf"(?<!\w)({longest})[ \u00a0]*$") if some else None
        pattern = self._ready[last]
        found = pattern.search(text) if pattern else None
        return found[1].strip(_BLANKS) if found else ""


def openings(patterns: Iterable[str]) -> frozenset[str]:
    """Texts one of which is in all that the patterns find: a phrase, a first word or sign; "" where it is unknown."""
    some = list(patterns)
    found = _at_edge((p for p in some if not _PHRASE.fullmatch(p)), last=False)
    if found is None:
        return frozenset(("",))
    texts = found.union(p for p in some if _PHRASE.fullmatch(p))
    return frozenset(text for text in texts if not any(other in text for other in texts if other != text))


def _at_edge(patterns: Iterable[str], last: bool) -> frozenset[str] | None:
    """The first or last words of what the patterns find, or a sign where it begins so; None where they are unknown."""
    found = set()
    for pattern in patterns:
        if _PHRASE.fullmatch(pattern):
            found.add(_edge(pattern.strip(" ")[:: -1 if last else 1], last))
            continue
        parsed = list(_parser.parse(pattern))
        items = _mirrored(parsed) if last else parsed
        some = _row(_runs(dropwhile(_is_blank, items)), 2)
        if some is None:
            return None
        for text, _ in some:
            begun = text.lstrip(_BLANKS)
            if not begun:
                return None  # it may find nothing, or goes on unknown
            found.add(_edge(begun, last))
    return frozenset(found)


def _is_blank(item: tuple[Any, Any]) -> bool:
    return item[0] is ops.LITERAL and chr(item[1]) in _BLANKS


def _edge(begun: str, last: bool) -> str:
    """The word or sign that a text begins with; of one that was read from right to left, as it is written."""
    word = _SIGN.split(begun, maxsplit=1)[0]
    return (word[::-1] if last else word) or begun[0]


def _mirrored(items: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """The items of a pattern that finds the same, read from right to left."""
    found = []
    for op, value in reversed(list(items)):
        if op is ops.SUBPATTERN:
            value = (*value[:-1], _mirrored(value[-1]))
        elif op is ops.BRANCH:
            value = (None, [_mirrored(branch) for branch in value[1]])
        elif op in _REPEATS:
            value = (*value[:-1], _mirrored(value[-1]))
        found.append((op, value))
    return found


def beginnings(pattern: str) -> frozenset[tuple[str, str]] | None:
    """(first word, second word) that a match of `pattern` can begin with; None where they cannot be listed.

    The second is "*" where it is unknown, or where there need be none. Read off the parsed pattern: literals, sets,
    alternatives and optional parts, up to the first character of a third word.
    """
    if _PHRASE.fullmatch(pattern):  # most are; parsing them would take longer than all else
        first, second, *_ = (*_SIGN.split(pattern), ANY)
        return frozenset(((first, second or ANY),)) if first else None
    items = _runs(_parser.parse(pattern))
    for words in (2, 1):
        found = _row(items, words)
        if found is not None:
            break
    else:
        return None
    pairs = set()
    for text, _ in found:
        first, *more = _SIGNS.split(text)
        if not first:
            return None
        pairs.add((first, more[0] if words > 1 and more and more[0] else ANY))
    return frozenset(pairs)


# A beginning is a text of up to `words` words and whether it is complete.
_Beginnings = set[tuple[str, bool]]


def _runs(items: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """The items of a pattern; of literal characters in a row, one item with them as a text."""
    runs: list[tuple[Any, Any]] = []
    for op, value in items:
        if op is ops.LITERAL:
            char = chr(value)
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
            first = {text: _SIGN.search(text) for text, done in found if not done}
            if None in first.values():
                return None
            return {(text[: sign.end()] if (sign := first.get(text)) else text, True) for text, _ in found}
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
        complete = _COMPLETE[words].match(both)
        joined.add((complete.group(), True) if complete else (both, next_done))
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
        return {(chr(code), False) for code in range(low, high + 1)}
    if op is ops.SUBPATTERN:
        return _row(_runs(value[-1]), words)
    if op is ops.BRANCH:
        branches = [_row(_runs(branch), words) for branch in value[1]]
        return None if any(b is None for b in branches) else set().union(*(b for b in branches if b))
    if op in _REPEATS:
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
    if op is ops.FAILURE or (op is ops.ASSERT_NOT and not value[1]):
        return set()  # "(?!)", which finds nothing
    if op in (ops.ASSERT, ops.ASSERT_NOT, ops.AT):
        return {("", False)}
    return None
