"""Figures that follow the order of the names or the ranks: "A beat B 65% to 30%", "respectively", "52 to 48 for B"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analyzer.model import Quantity
from analyzer.reading.meaning.passage import OTHER_NOUNS, Passage
from analyzer.reading.names.mentions import Mention

NOBODY = "-"  # in the place of a candidate: somebody whom the contest does not know
_OPPONENT = re.compile(r" (?:[a-z-]+ ){0,4}[a-z-]+, (?:[a-z.-]+ ){0,6}")
_HEDGE = 32  # characters that the hedge of a number may take
_MOST, _ALL = 80, 100  # percent that two have together
_MANY = 1000  # a bare number from here on may be half of a pair
_OVER = 44  # characters before a name in which it is said that another is ahead of it
_LOST = 70  # and in which it is said that another lost to it


class Place(NamedTuple):
    """Whose a figure is by the order that it stands in, and whether that is told ("respectively")."""

    candidate: str
    told: bool = False


@dataclass(slots=True)
class Context:
    """What the sentences before leave to go on from: whom they spoke of, and whom they had in front."""

    topic: str = ""
    leader: str = ""
    front: str = ""  # whom whoever is likely to answer for the sentence has in front
    speaker: str = ""  # the candidate of the campaign that answers for the sentence
    speakers: tuple[tuple[int, str], ...] = ()  # where in the sentence somebody speaks, and for which candidate
    last: str = ""  # whose figure was stated last
    subject: str = ""  # whom the sentence before was about
    gapped: str = ""  # whose the figure of the clause before was, where this one leaves the verb to it
    order: tuple[str, ...] = ()  # whose figures were stated last, in their order, once each
    lately: tuple[str, ...] = ()  # those of the last sentence that stated figures of several


def in_order(passage: Passage, context: Context, last: Mapping[str, Mapping[str, float]]) -> dict[int, Place]:
    """Index -> whose it is where figures follow the order of the names: "A beat B 65% to 30%", "respectively".

    NOBODY where the name is one that the contest does not know. `last`: measure -> candidate -> the figure read last.
    """
    fixed: dict[int, Place] = {}
    quantities, sentence = passage.quantities, passage.sentence
    i = 0
    while i < len(quantities) - 1:
        run = _run(passage, i)
        j = _partner(passage, i)
        if len(run) == 1 and not j:
            i += 1
            continue
        behind = _people(passage, quantities[run[-1]].end, _quotation_ends(passage, quantities[run[-1]].end))
        people = _people(passage, sentence.start, quantities[i].start)
        if len(run) > 1 and _respectively(passage, i, _behind(passage, run[-1]) - 1):
            everybody = _everybody(passage, sentence.start, quantities[i].start)
            several = list(context.lately if len(context.lately) >= len(run) else context.order[-len(run) :])
            orders = (everybody[-len(run) :], people[-len(run) :], behind[: len(run)], several[: len(run)])
            order = next((o for o in orders if len(o) == len(run)), None)
            if order:
                told = {k: Place(whose, told=True) for k, whose in zip(run, order, strict=True)}
                also = {k + 1: told[k] for k in run if _behind(passage, k) > k + 1 and quantities[k + 1].unit}
                fixed |= told | also
                i = _behind(passage, run[-1])
                continue
        pair = _pair(passage, people, behind, context, last, i, j) if j else None
        if pair:
            fixed[i], fixed[j] = map(Place, pair)
            if j == i + 2:  # "1,173,805 (49.55%) to 1,166,488 (49.24%)"
                fixed[i + 1] = fixed[i]
                if j + 1 < len(quantities) and _bracketed(passage, j):
                    fixed[j + 1] = fixed[j]
            i = j
        i += 1
    return fixed


def _respectively(passage: Passage, first: int, last: int) -> bool:
    """Is it said behind a run of figures, or right before it, that they are in the order of the names?"""
    quantities, pattern = passage.quantities, passage.language.patterns["respectively"]
    if pattern.search(passage.folded, quantities[last].end, passage.sentence.end):
        return True
    start = quantities[first - 1].end if first else passage.sentence.start
    return pattern.search(passage.folded, start, quantities[first].start) is not None


def _partner(passage: Passage, i: int) -> int:
    """The number that makes a pair with the i-th ("65% to 30%"), a bracket after each left out; 0 for none."""
    if _pairs(passage, i, i + 1):
        return i + 1
    if i + 2 < len(passage.quantities) and _bracketed(passage, i) and _pairs(passage, i, i + 2):
        return i + 2
    return 0


def _bracketed(passage: Passage, i: int) -> bool:
    """Does the number behind the i-th say in brackets what it is in another unit?"""
    a, b = passage.quantities[i], passage.quantities[i + 1]
    opened = passage.folded[a.end : b.start].strip() == "("
    return opened and a.unit != b.unit and passage.folded[b.end : b.end + 1] == ")"


def _pairs(passage: Passage, i: int, j: int) -> bool:
    """Are two numbers the two halves of "65% to 30%"?"""
    a, b = passage.quantities[i], passage.quantities[j]
    bare = not a.unit and not (_is_result(a) and _is_result(b)) and not _is_split(a, b)
    if a.unit != b.unit or a.range_end or bare:
        return False
    return _linked(passage, _end(passage, i, j), b)


def _end(passage: Passage, i: int, j: int) -> int:
    """Where the first of a pair ends, with a bracket after it."""
    return passage.quantities[i].end if j == i + 1 else passage.quantities[j - 1].end + 1


def _linked(passage: Passage, end: int, b: Quantity) -> bool:
    """Does what links a pair, and the hedge of its second number, stand between a place and that number?"""
    if passage.links("pair_link", end, b.start):
        return True
    before = passage.folded[max(end, b.start - _HEDGE) : b.start]
    hedge = passage.language.hedges_before.search(passage.words.before(b.start), before)
    return hedge != "" and passage.links("pair_link", end, b.start - len(before) + before.rindex(hedge))


def _is_split(a: Quantity, b: Quantity) -> bool:
    """Can two bare numbers be how two share the votes, or most of them ("leads 53-44")?"""
    return max(a.resolution, b.resolution) == 1 and _MOST <= a.value + b.value <= _ALL


def _is_result(q: Quantity) -> bool:
    """Can a bare number be half of a pair: has it decimals, or is it large?"""
    return q.resolution < 1 or q.value >= _MANY


def _run(passage: Passage, i: int) -> list[int]:
    """The i-th number and those that follow it in one list: "50.61, 48.72 and 0.44 percent", "11% (9) and 6% (5)"."""
    quantities = passage.quantities
    run = [i]
    while (j := _behind(passage, run[-1])) < len(quantities):
        a, b = quantities[run[-1]], quantities[j]
        if a.unit != b.unit or a.noun in OTHER_NOUNS or a.range_end:
            break
        end = _end(passage, run[-1], j)
        if passage.folded[end : b.start].strip() != "," and not _linked(passage, end, b):
            break
        run.append(j)
    return run


def _behind(passage: Passage, i: int) -> int:
    """The number behind the i-th, a bracket left out."""
    return i + 1 + (i + 1 < len(passage.quantities) and _bracketed(passage, i))


def _pair(
    passage: Passage,
    people: Sequence[str],
    behind: Sequence[str],
    context: Context,
    last: Mapping[str, Mapping[str, float]],
    i: int,
    j: int,
) -> tuple[str, str] | None:
    """To whom the two figures of a pair belong, by the names around it; None where they do not say."""
    a, b = passage.quantities[i], passage.quantities[j]
    before = passage.folded[max(passage.sentence.start, a.start - 40) : a.start]
    if passage.idioms["change_before"].search(before):
        return None  # "rose from 6.1 % to 12.6 %"
    if behind and j + 1 < len(passage.quantities) and passage.people[-1].start > passage.quantities[j + 1].start:
        behind = _people(passage, b.end, passage.quantities[j + 1].start)  # "38.8 to 38.6, with 14.2 for NAME"
    if behind and (other := _other(passage, behind[0], people)) and _favours(passage, people, i, j):
        return _ranked(behind[0], other, a, b)
    if len(people) >= 2:
        return _order(passage, people[-2:], a, b)
    if len(people) == 1 and behind and behind[0] != people[0] and _given(passage, b):
        return people[0], behind[0]  # "NAME won 238 votes, compared with 257 for NAME"
    if not people and behind and (other := passage.opponent(behind[0])):
        if _leads(passage, b.end):
            return _ranked(behind[0], other, a, b)  # "by 52 percent to 48, NAME beat NAME"
        return other, behind[0]  # "won with 50.75 % against 48.97 % for NAME"
    if len(people) == 1 and not behind and (other := passage.opponent(people[0])):
        if (over := _beaten(passage, people[0], a.start)) is not None:  # "he beat NAME 50.6 to 49.4"
            return _ranked(other, people[0], a, b) if over else _ranked(people[0], other, a, b)
        return _order(passage, (people[0], other), a, b)  # "its candidate won with 51.4 % against 48.6 %"
    if not people and not behind and a.value != b.value:
        if a.value < b.value and len(context.lately) == 2:
            return context.lately[0], context.lately[1]  # "NAME 39 and NAME 33, it says; for the board, 33.5 and 38.2"
        front, other = _ranks(passage, context, last)
        if front and other:
            return _ranked(front, other, a, b)  # "the gap had shrunk: 47.4 to 45.1"
    return None


def _ranked(front: str, other: str, a: Quantity, b: Quantity) -> tuple[str, str]:
    """The larger of the two figures is `front`'s."""
    return (front, other) if a.value >= b.value else (other, front)


def _other(passage: Passage, one: str, people: Sequence[str]) -> str:
    """The one candidate beside whom a pair compares somebody: named before it, else the other of the main two."""
    others = [c for c in people if c != one]
    return others[-1] if others else passage.opponent(one)


def _favours(passage: Passage, people: Sequence[str], i: int, j: int) -> bool:
    """Is it said behind a pair whom it has in front: "43.8 to 43.3 in favour of NAME", "53-47 for NAME"?"""
    b = passage.quantities[j]
    m = next((m for m in passage.people if m.start >= b.end), None)
    if m is None:
        return False
    gap, idioms = passage.gap(b.end, m), passage.idioms
    if idioms["favours_gap"].fullmatch(gap):
        return True
    if people or not passage.links("score_link", _end(passage, i, j), b.start):
        return False
    if m.how == "answer" and not gap.strip():  # "voted 53-47 against"
        return True
    return b.unit != "count" and idioms["score_gap"].fullmatch(gap) is not None


def _leads(passage: Passage, end: int) -> bool:
    """Is whoever is named first behind a place said to lead, or to have won?"""
    m = next((m for m in passage.people if m.start >= end), None)
    return m is not None and any(passage.matches(idiom, m.end) for idiom in ("leads_after", "victor_after"))


def _given(passage: Passage, q: Quantity) -> bool:
    """Is a figure said to be of whom is named next behind it ("257 for NAME")?"""
    m = next((m for m in passage.people if m.start >= q.end), None)
    return m is not None and passage.idioms["towards_gap"].match(passage.gap(q.end, m)) is not None


def _beaten(passage: Passage, candidate: str, end: int) -> bool | None:
    """Is the only candidate named before a place whom somebody beat (True), or who beat somebody (False)?"""
    m = next(m for m in passage.people if m.candidate == candidate)
    if m.end > end:
        return None
    if wins(passage, m):
        return False
    return True if loses(passage, m) else None


def apposed(passage: Passage, order: int) -> bool:
    """Does a name only say who another is: "Jane Roe (68), the main rival of John Doe, got …"?"""
    m = passage.people[order]
    before = next((o for o in reversed(passage.people[:order]) if o.how == "name"), None)
    if before is None or before.candidate == m.candidate:
        return False
    return passage.links("apposed_gap", before.end, m.start) and passage.folded.startswith(", ", m.end)


def says_whose(passage: Passage, order: int) -> bool:
    """The same before the other's name: "Jane Roe's main opponent, John Doe, got …", "l'adversaire de Jane Roe, …"."""
    m, folded = passage.people[order], passage.folded
    before = passage.people[order - 1] if order else None
    if before and before.how == "rival" and before.candidate != m.candidate:
        return passage.language.of_before.fullmatch(passage.gap(before.end, m).lstrip()) is not None
    owns = passage.language.patterns["possessive"].match(folded, m.end)
    other = passage.people[order + 1] if owns and order + 1 < len(passage.people) else None
    if owns is None or other is None or other.candidate == m.candidate:
        return False
    return _OPPONENT.fullmatch(folded, owns.end(), other.start) is not None and folded.startswith(", ", other.end)


def loses(passage: Passage, m: Mention) -> bool:
    """Is it said before a name that somebody is ahead of it ("beat NAME", "over NAME")?"""
    return _led_up_to(passage, m, "over_gap", _OVER)


def wins(passage: Passage, m: Mention) -> bool:
    """Is it said before a name that somebody is behind it ("lost to NAME")?"""
    return _led_up_to(passage, m, "behind_gap", _LOST)


def _led_up_to(passage: Passage, m: Mention, idiom: str, reach: int) -> bool:
    first = passage.sentence.start
    if m.start <= first:
        return False
    return passage.sought(idiom, max(first, m.start - reach), m.start) is not None


def _ranks(passage: Passage, context: Context, last: Mapping[str, Mapping[str, float]]) -> tuple[str, str]:
    """Who is ahead and who is second, as far as the text before a pair without a name tells."""
    here = next((side for _, side in reversed(context.speakers) if side), "")
    if here and (other := passage.opponent(here)):
        return here, other  # a campaign's own count has its candidate in front
    for measure in ("share", "votes"):
        figures = last.get(measure, {})
        if len(figures) > 1:
            first, second = sorted(figures, key=lambda c: -figures[c])[:2]
            return first, second
    front = context.front or context.speaker
    return front, passage.opponent(front)


def _quotation_ends(passage: Passage, at: int) -> int:
    """Where the quotation that a place stands in ends, or its sentence: `"52 to 48," said NAME` is of two who are not
    told there."""
    sentence, folded = passage.sentence, passage.folded
    closes = folded.find('"', at, sentence.end)
    inside = closes >= 0 and folded.count('"', sentence.start, at) % 2 == 1
    return closes if inside else sentence.end


def _people(passage: Passage, start: int, end: int) -> list[str]:
    """The candidates named between two places, once each, in order of their first place; none who only says whose."""
    named = (m for i, m in enumerate(passage.people) if start <= m.start and m.end <= end and not _is_aside(passage, i))
    return list(dict.fromkeys(m.candidate for m in named))


def _is_aside(passage: Passage, order: int) -> bool:
    return apposed(passage, order) or says_whose(passage, order)


def _everybody(passage: Passage, start: int, end: int) -> list[str]:
    """As `_people`, with NOBODY for each name that the contest does not know and that may have figures."""
    people = {m.candidate: m.start for m in reversed(passage.people) if start <= m.start and m.end <= end}
    strangers = [s for s, e in passage.figures_of if start <= s and e <= end]
    named = [(at, id) for id, at in people.items()] + [(at, NOBODY) for at in strangers]
    return [id for _, id in sorted(named)]


def _order(passage: Passage, pair: Sequence[str], a: Quantity, b: Quantity) -> tuple[str, str]:
    """To whom the two figures of a pair belong: in the order of the names, unless the text says who is ahead."""
    first, second = pair
    for m in passage.people:
        if m.candidate not in pair or m.end > a.start:
            continue
        other = second if m.candidate == first else first
        if passage.matches("leads_after", m.end):
            return (m.candidate, other) if a.value >= b.value else (other, m.candidate)
        if passage.matches("trails_after", m.end):
            return (other, m.candidate) if a.value >= b.value else (m.candidate, other)
    return first, second
