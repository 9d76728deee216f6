"""Whose figure a number may be: for each candidate, what is seen of how the number hangs on a name.

The features are facts about the words between a number and a name, by name; what each is worth stands in
`weights.json`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analyzer.model import Quantity
from analyzer.reading import agreement
from analyzer.reading.names import Mention
from analyzer.reading.passage import OTHER_NOUNS, Passage, bucket

NOBODY = "-"  # in the place of a candidate: somebody whom the contest does not know
_OVER = 44  # characters before a name in which it is said that another is ahead of it
_TAKEN = 60  # characters from a number to the name behind it that it belongs to
_NEAR = (2, 8, 20, 40, 80, 140)


@dataclass(slots=True)
class Context:
    """What the sentences before leave to go on from: whom they spoke of, and whom they had in front."""

    topic: str = ""
    leader: str = ""
    speaker: str = ""  # the candidate of the campaign that answers for the sentence
    speakers: tuple[tuple[int, str], ...] = ()  # where in the sentence somebody speaks, and for which candidate
    last: str = ""  # whose figure was stated last
    subject: str = ""  # whom the sentence before was about
    order: tuple[str, ...] = ()  # whose figures were stated last, in their order, once each


class Stance(NamedTuple):
    """A name in a sentence, with what the words around it say of it."""

    mention: Mention
    order: int  # among the names of candidates in the sentence
    flags: tuple[str, ...]


def stances(passage: Passage) -> list[Stance]:
    """The names of candidates in a passage, in order, with what stands beside each."""
    found: list[Stance] = []
    people, folded, first = passage.people, passage.folded, passage.sentence.start
    over = passage.language.idioms["over_gap"]
    named = None  # by name, last before
    for order, m in enumerate(people):
        flags = []
        if named and _apposed(passage, named, m):
            flags.append("apposed")
        if m.start > first and over.search(folded[max(first, m.start - _OVER) : m.start]):
            flags.append("over")
        if passage.matches("leads_after", m.end):
            flags.append("leads")
        if _trails(passage, m):
            flags.append("trails")
        if _taken(passage, m):
            flags.append("taken")
        found.append(Stance(m, order, tuple(flags)))
        if m.how == "name":
            named = m
    return found


def _apposed(passage: Passage, before: Mention, m: Mention) -> bool:
    """Does a name only say who another is: "Jane Roe (68), the main rival of John Doe, got …"?"""
    other = before.candidate != m.candidate
    return other and passage.links("apposed_gap", before.end, m.start) and passage.folded.startswith(", ", m.end)


def _taken(passage: Passage, m: Mention) -> bool:
    """Does a name belong to the number before it ("24,388 votes for Roe and …"), and to none that follows ("Roe's")?"""
    before = -1
    for _, end in passage.places:
        if end > m.start:
            break
        before = end
    if before < 0 or m.start - before > _TAKEN or passage.folded.startswith("'s", m.end):
        return False
    return passage.language.idioms["towards_gap"].match(passage.gap(before, m)) is not None


def _trails(passage: Passage, m: Mention) -> bool:
    """Is it said right behind a name, or in its relative clause, that the candidate is behind?"""
    if passage.matches("trails_after", m.end):
        return True
    at = passage.folded.find(" ", m.end + 2, m.end + 12)
    return at > 0 and passage.matches("trails_after", at) is not None


def features(passage: Passage, i: int, around: Sequence[Stance], context: Context, order: str) -> dict[str, list[str]]:
    """Candidate id -> the features of the i-th number as that candidate's. `order`: whose it is in a list in order."""
    q = passage.quantities[i]
    ahead: dict[str, Stance] = {}
    behind: dict[str, Stance] = {}
    found: dict[str, list[str]] = {}
    for s in around:
        id = s.mention.candidate
        if s.mention.end <= q.start:
            ahead[id] = s
        elif s.mention.start >= q.end:
            behind.setdefault(id, s)
        else:
            found.setdefault(id, []).append("inside")
    for id, s in ahead.items():
        found.setdefault(id, []).extend(_ahead(passage, q, s, ahead))
    for id, s in behind.items():
        found.setdefault(id, []).extend(_behind(passage, q, s, behind))
    if order:
        if order != NOBODY:
            found.setdefault(order, []).append("in order")
        for id, some in found.items():
            if id != order:
                some.append("out of order")
    nobody = not around
    speaker = next((side for end, side in reversed(context.speakers) if end <= q.start), context.speaker)
    for name, carried in (
        ("topic", context.topic),
        ("leader", context.leader),
        ("last", context.last),
        ("subject", context.subject),
        ("speaker", speaker),
    ):
        if carried:
            some = found.setdefault(carried, [])
            some.append(f"{name} {'alone' if nobody else 'beside' if some else 'unnamed'}")
    if speaker and passage.language.idioms["reflexive"].search(passage.folded[max(0, q.start - 40) : q.start]):
        found.setdefault(speaker, []).append("claims for himself")
    for id in passage.leading:
        found.setdefault(id, ["leading only"])
    if whose := passage.head(q.start).candidate:
        found.setdefault(whose, [])
        for id, some in found.items():
            some.append("his cell" if id == whose else "another's cell")
    return found


def lead_of(q: Quantity, found: Mapping[str, list[str]], last: Mapping[str, Mapping[str, float]]) -> None:
    """Add to the features of each candidate whether the number is his lead, by the figures read last.

    Those are by measure and candidate.
    """
    for measure in agreement.leads_in(q):
        known = last.get(measure)
        if known is None or len(known) < 2:
            continue
        for candidate, value in known.items():
            some = found.get(candidate)
            if some is None:
                continue
            for other, his in known.items():
                if other != candidate and agreement.differ_by(value, his, q):
                    feature = "his lead" if value > his else "another's lead over him"
                    if feature not in some:
                        some.append(feature)


def _ahead(passage: Passage, q: Quantity, s: Stance, ahead: dict[str, Stance]) -> list[str]:
    """The number as that of a candidate named before it."""
    m = s.mention
    same, others = _crossed(passage, q, m.end, q.start)
    # Behind a name that is an aside, the sentence goes on about the name before it.
    later = int(_aside(passage, s, q))
    for o in ahead.values():
        if o.order > s.order and not _aside(passage, o, q):
            later += 1
    gap = passage.folded[m.end : q.start]
    found = [
        f"<{bucket(len(gap), _NEAR)}",
        f"<names {min(later, 3)}",
        f"<numbers {min(same, 2)} {min(others, 2)}",
        f"<{m.how}",
    ]
    if later == 0:
        found.append("<nearest")
        if same == 0:
            found.append("<nearest, no number between")
    if s.order == 0:
        found += ["<first", f"<first, {m.how}"]
    if same == others == 0 and gap.strip(" \u00a0(:-|,") == "":
        found.append("<just before")
    if passage.figures_of and any(m.end <= start and end <= q.start for start, end in passage.figures_of):
        found.append("<stranger between")
    if q.start in passage.owners.get(m.end, ()):
        found.append("<owner")
    elif passage.language.idioms["towards_before"].search(gap):
        found.append("<towards")
    if passage.language.idioms["clause"].search(gap):
        found.append("<clause")
    if gap.count("(") != gap.count(")"):
        found.append("<bracket")
    if "over" in s.flags:
        relative = passage.links("relative_gap", m.end, q.start)
        found.append("<over, relative" if relative else f"<over {min(same, 1)}")
    for flag in s.flags:
        if flag != "over":
            found.append(f"<{flag}")
    return found


def _aside(passage: Passage, s: Stance, q: Quantity) -> bool:
    """Does a name before the number only say whom another beat, or who another is?"""
    if "apposed" in s.flags:
        return True
    return "over" in s.flags and s.order > 0 and not passage.links("relative_gap", s.mention.end, q.start)


def _behind(passage: Passage, q: Quantity, s: Stance, behind: dict[str, Stance]) -> list[str]:
    """The number as that of a candidate named behind it."""
    m = s.mention
    same, others = _crossed(passage, q, q.end, m.start)
    earlier = 0
    for o in behind.values():
        if o.order < s.order:
            earlier += 1
    gap = passage.gap(q.end, m)
    found = [
        f">{bucket(m.start - q.end, _NEAR)}",
        f">names {min(earlier, 3)}",
        f">numbers {min(same, 2)} {min(others, 2)}",
        f">{m.how}",
    ]
    if earlier == 0 and same == 0:
        found.append(">nearest, no number between")
    if passage.language.idioms["towards_gap"].match(gap):
        found += [f">towards {min(same, 1)} {min(earlier, 1)}", ">towards"]
    if passage.language.idioms["clause"].search(gap):
        found.append(">clause")
    if "." in gap.rstrip():
        found.append(">stop")
    if ")" in gap and "(" not in gap:
        found.append(">bracket")
    if m.end in passage.owners:
        found.append(">owns another")
    for flag in s.flags:
        found.append(f">{flag}")
    return found


def _crossed(passage: Passage, q: Quantity, start: int, end: int) -> tuple[int, int]:
    """Between a name and the number: how many other numbers of its unit, and of other units."""
    same = others = 0
    for o in passage.quantities:
        if o.start >= end:
            break
        if o.start >= start and o.end <= end and o.noun not in OTHER_NOUNS:
            if o.unit == q.unit:
                same += 1
            else:
                others += 1
    return same, others


def in_order(passage: Passage, context: Context) -> dict[int, str]:
    """Index -> candidate where figures follow the order of the names: "A beat B 65% to 30%", "respectively".

    NOBODY where the name is one that the contest does not know.
    """
    fixed: dict[int, str] = {}
    quantities, sentence = passage.quantities, passage.sentence
    i = 0
    while i < len(quantities) - 1:
        run = _run(passage, i)
        j = _partner(passage, i)
        if len(run) == 1 and not j:
            i += 1
            continue
        behind = _people(passage, quantities[run[-1]].end, sentence.end)
        people = _people(passage, sentence.start, quantities[i].start)
        if len(run) > 1 and passage.language.patterns["respectively"].search(
            passage.folded, quantities[run[-1]].end, sentence.end
        ):
            everybody = _everybody(passage, sentence.start, quantities[i].start)
            orders = (everybody[-len(run) :], people[-len(run) :], behind[: len(run)], list(context.order[-len(run) :]))
            order = next((o for o in orders if len(o) == len(run)), None)
            if order:
                fixed.update(zip(run, order, strict=True))
                i = run[-1] + 1
                continue
        pair = _pair(passage, people, behind, context, i, j) if j else None
        if pair:
            fixed[i], fixed[j] = pair
            if j == i + 2:  # "1,173,805 (49.55%) to 1,166,488 (49.24%)"
                fixed[i + 1] = pair[0]
                if j + 1 < len(quantities) and _bracketed(passage, j):
                    fixed[j + 1] = pair[1]
            i = j
        i += 1
    return fixed


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
    end = a.end if j == i + 1 else passage.quantities[j - 1].end + 1
    return a.unit == b.unit != "" and not a.range_end and passage.links("pair_link", end, b.start)


def _run(passage: Passage, i: int) -> list[int]:
    """The i-th number and those that follow it in one list: "50.61, 48.72 and 0.44 percent"."""
    quantities = passage.quantities
    run = [i]
    while run[-1] + 1 < len(quantities):
        a, b = quantities[run[-1]], quantities[run[-1] + 1]
        if a.unit != b.unit or a.noun in OTHER_NOUNS or a.range_end:
            break
        if passage.folded[a.end : b.start].strip() != "," and not passage.links("pair_link", a.end, b.start):
            break
        run.append(run[-1] + 1)
    return run


def _pair(
    passage: Passage, people: Sequence[str], behind: Sequence[str], context: Context, i: int, j: int
) -> tuple[str, str] | None:
    """To whom the two figures of a pair belong, by the names around it; None where they do not say."""
    a, b = passage.quantities[i], passage.quantities[j]
    if len(people) >= 2:
        return _order(passage, people[-2:], a, b)
    if not people and behind and (other := passage.opponent(behind[0])):
        return other, behind[0]  # "won with 50.75 % against 48.97 % for NAME"
    if len(people) == 1 and not behind and (other := passage.opponent(people[0])):
        return _order(passage, (people[0], other), a, b)  # "its candidate won with 51.4 % against 48.6 %"
    front = context.leader
    if not people and not behind and front and (other := passage.opponent(front)) and a.value != b.value:
        return (front, other) if a.value > b.value else (other, front)  # "the gap had shrunk: 47.4 to 45.1"
    return None


def _people(passage: Passage, start: int, end: int) -> list[str]:
    """The candidates named between two places, once each, in order of their first place."""
    return list(dict.fromkeys(m.candidate for m in passage.people if start <= m.start and m.end <= end))


def _everybody(passage: Passage, start: int, end: int) -> list[str]:
    """As `_people`, with NOBODY for each name that the contest does not know."""
    people = {m.candidate: m.start for m in reversed(passage.people) if start <= m.start and m.end <= end}
    strangers = [s for s, e in passage.strangers if start <= s and e <= end]
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
