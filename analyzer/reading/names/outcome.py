"""How a vote went: who won, as words say before any figure; whether two have all the votes, by the figures so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from analyzer.reading.languages.language import Language
from analyzer.reading.languages.words import Words
from analyzer.reading.names.mentions import STOP, Mention

# Roles that the figures decide: whoever the text has in front, and the other of the two.
BY_FIGURES = ("winner", "loser")

_APPOSED = 60  # characters from a name to a winner that says who won
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


def is_beside(folded: str, before: Mention, here: Mention, language: Language) -> bool:
    """Is a winner told so close behind a name, in its sentence, that he is who is named?

    He is not where a word joins the two, a figure of the first between them ("her 44 percent and the winner 52").
    """
    if here.start - before.end >= _APPOSED or STOP.search(folded, before.end, here.start):
        return False
    gap = folded[before.end : here.start].split()
    told = any(word[:1].isdigit() for word in gap)
    last = next((word for word in reversed(gap) if word[:1].isalpha()), "")  # "44 % for her and 42 for the winner"
    return not (told and language.patterns["joins"].fullmatch(last))


def is_winners(folded: str, done: Sequence[Mention], rival: Mention) -> bool:
    """Is a rival told behind a winner whom the figures decide ("the winner had 52 percent, his opponent 48")?"""
    last = next((d for d in reversed(done) if d.candidate or d.how == "winner"), None)
    return last is not None and not last.candidate and not STOP.search(folded, last.end, rival.start)


def in_pair(folded: str, mentions: Sequence[Mention], i: int) -> bool:
    """Is the i-th mention one of "the first" and "the second" of a sentence that tells of both?"""
    near = mentions[max(0, i - 2) : i + 3]
    if not {"former", "latter"} <= {m.how for m in near}:
        return False
    first, *_, last = [m for m in near if m.how in ("former", "latter")]
    return not STOP.search(folded, first.end, last.start)


def two_have_all(shares: Iterable[tuple[str, str, float]]) -> bool:
    """Do two candidates, and nobody else, have all the votes by one source? Each share: source, candidate, percent."""
    told: dict[str, dict[str, float]] = {}
    for source, candidate, share in shares:
        told.setdefault(source, {})[candidate] = share
    return any(len(some) == 2 and abs(sum(some.values()) - 100.0) <= _ROUNDED for some in told.values())
