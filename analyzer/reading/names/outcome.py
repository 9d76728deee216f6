"""How a vote went: who won, as words say before any figure; whether two have all the votes, by the figures so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from analyzer.reading.languages.language import Language
from analyzer.reading.languages.words import Words
from analyzer.reading.names.mentions import Mention

_REACH = 50  # characters before a name in which its verb is looked for
_ROUNDED = 1.0  # points by which two shares that make the whole may miss it
_SURE = 2  # by how much the words for one must outweigh those for another


def winner(words: Words, mentions: Sequence[Mention], leading: Sequence[str], language: Language) -> str:
    """The candidate whom the words beside the names have win the most; "" where they do not agree on one.

    Where one of the document's `leading` two only is said to have lost, the other won.
    """
    folded, sought = words.folded, language.sought
    won, lost = language.idioms["victor_after"].match, language.idioms["loser_after"].match
    led_to_victor, led_to_loser = sought["victor_before"].search, sought["loser_before"].search
    said: Counter[str] = Counter(dict.fromkeys(leading, 0))
    for m in mentions:
        if not m.candidate or m.source or m.how not in ("name", "described"):
            continue
        before = max(0, m.start - _REACH), m.start
        if won(folded, m.end) or led_to_victor(words, *before):
            said[m.candidate] += 1
        if lost(folded, m.end) or led_to_loser(words, *before):
            said[m.candidate] -= 1
    if len(said) < 2:
        return ""
    (first, most), (_, second), *_ = said.most_common()
    return first if most - second >= (_SURE if most >= _SURE else 1) else ""


def two_have_all(shares: Iterable[tuple[str, str, float]]) -> bool:
    """Do two candidates, and nobody else, have all the votes by one source? Each share: source, candidate, percent."""
    told: dict[str, dict[str, float]] = {}
    for source, candidate, share in shares:
        told.setdefault(source, {})[candidate] = share
    return any(len(some) == 2 and abs(sum(some.values()) - 100.0) <= _ROUNDED for some in told.values())
