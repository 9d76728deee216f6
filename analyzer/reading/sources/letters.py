"""Letters: a line that greets whom they are written to, and below the last one the name of who signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analyzer.reading.prose.sentences import Sentence
from analyzer.reading.sources.assertions import Assertions

_HEAD = 12  # lines among which the greeting stands
_TAIL = 6  # lines among which the signature does
_GREETING, _SIGNATURE = 80, 60  # characters of either


class Signer(NamedTuple):
    """Who signs a letter; `himself` is whether it is the candidate of that campaign."""

    source: str
    himself: bool


def signer(assertions: Assertions, sentences: Sequence[Sentence], folded: str) -> Signer | None:
    """Who signs a letter, or by its first lines sends it; None for what is no letter, or signed by nobody known."""
    idioms = assertions.language.idioms
    greeted = False
    for i, line in enumerate(sentences[:_HEAD]):
        words = folded[line.start : line.end].strip()
        if (sent := idioms["sender"].match(words)) and i < 2:
            return _named(assertions, Sentence(line.start + sent.end(), line.end, line.paragraph))
        if len(words) <= _GREETING and idioms["salutation"].fullmatch(words):
            greeted = True
            break
    if not greeted:
        return None
    for line in sentences[: -_TAIL - 1 : -1]:
        if line.end - line.start > _SIGNATURE:
            break
        if signed := _named(assertions, line):
            return signed
    return None


def _named(assertions: Assertions, line: Sentence) -> Signer | None:
    """The first source that a line names, or the campaign of the first candidate."""
    named = ((assertions.speaker(m), bool(m.candidate) and not m.source) for m in assertions.within(line))
    return next((Signer(source, himself) for source, himself in named if source), None)
