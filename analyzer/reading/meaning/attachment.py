"""Whose figure a number may be: for each candidate, what is seen of how the number hangs on a name.

The features are facts about the words between a number and a name, by name; what each is worth stands in
`weights.json`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analyzer.model import Quantity
from analyzer.reading.meaning import agreement, pairs
from analyzer.reading.meaning.pairs import NOBODY, Context, Place
from analyzer.reading.meaning.passage import OTHER_NOUNS, Passage, bucket
from analyzer.reading.meaning.turns import SOMEBODY, Turn
from analyzer.reading.names.mentions import Mention

_LAG = 90  # characters before a number in which it is said that somebody is behind by it
_TAKEN = 60  # characters from a number to the name behind it that it belongs to
_MARKS = " \u00a0:(-\"'\u00ab\u201c\u2018"
_LABEL = " \u00a0:-|("
_NEAR = (2, 8, 20, 40, 80, 140)
_BRACKET = r"\)?(?: \([^()\d]{1,20}\))?"  # "the candidate of the Liberal Party (LP), NAME"
_APPOSED = re.compile(rf"{_BRACKET},? \(?")
_TITLED = re.compile(rf"(?: [a-z'-]+){{0,3}}{_BRACKET},? \(?")  # "secretary-general NAME"
_MOST = 50.0  # percent, above which nobody is who was beaten
_BRACKETS = (" (", "(")
_OTHERS = {SOMEBODY: "somebody's turn", NOBODY: "a stranger's turn"}
_HIS = ("<over, his", "<over, relative")
_PASSED_ON = ("apposed", "owns another", "over", "lost to")  # what is said before a name, and holds of its apposition


class Stance(NamedTuple):
    """A name in a sentence, with what the words around it say of it."""

    mention: Mention
    order: int  # among the names of candidates in the sentence
    flags: tuple[str, ...]


def stances(passage: Passage) -> list[Stance]:
    """The names of candidates in a passage, in order, with what stands beside each."""
    found: list[Stance] = []
    for order, m in enumerate(passage.people):
        flags = [flag for flag in _PASSED_ON if flag in found[-1].flags] if _goes_on(passage, order) else []
        if pairs.apposed(passage, order) and "apposed" not in flags:
            flags.append("apposed")
        if pairs.says_whose(passage, order) and "owns another" not in flags:
            flags.append("owns another")
        if pairs.loses(passage, m) and "over" not in flags:
            flags.append("over")
        if pairs.wins(passage, m) and "lost to" not in flags:
            flags.append("lost to")
        if passage.matches("leads_after", m.end):
            flags.append("leads")
        if _trails(passage, m):
            flags.append("trails")
        if _taken(passage, m):
            flags.append("taken")
        found.append(Stance(m, order, tuple(flags)))
    return found


def _goes_on(passage: Passage, order: int) -> bool:
    """Does a name only say again whom the words right before it name ("her rival, John Doe", "the mayor John Doe")?"""
    if not order:
        return False
    before, m = passage.people[order - 1 : order + 1]
    again = before.candidate == m.candidate and m.how == "name"
    gap = _APPOSED if before.how == "name" else _TITLED
    return again and gap.fullmatch(passage.folded, before.end, m.start) is not None


def _taken(passage: Passage, m: Mention) -> bool:
    """Does a name belong to the number before it ("24,388 votes for Roe and …"), not to one behind ("Roe, who got")?"""
    before = -1
    for _, end in passage.places:
        if end > m.start:
            break
        before = end
    if before < 0 or m.start - before > _TAKEN:
        return False
    if passage.language.patterns["possessive"].match(passage.folded, m.end):
        return False
    opens = _past_a_bracket(passage, m.end)
    if any(passage.links("relative_gap", opens, start) for start, _ in passage.places if start >= opens):
        return False
    gap = passage.gap(before, m)
    return passage.idioms["towards_gap"].match(gap) is not None


def _labels(passage: Passage, gap: str, m: Mention) -> bool:
    """Does a name stand right behind a number and not right before the next ("400,316 No", not "Yes 52 No 48")?"""
    if gap.strip(_MARKS) not in ("", *passage.language.determiners):
        return False
    return not passage.folded[m.end : m.end + 4].strip(_LABEL)[:1].isdigit()


def _trails(passage: Passage, m: Mention) -> bool:
    """Is it said right behind a name, or in its relative clause, that the candidate is behind?"""
    if passage.matches("trails_after", m.end):
        return True
    at = passage.folded.find(" ", m.end + 2, m.end + 12)
    return at > 0 and passage.matches("trails_after", at) is not None


def features(
    passage: Passage, i: int, around: Sequence[Stance], context: Context, order: Place | None, turn: Turn | None
) -> dict[str, list[str]]:
    """Candidate id -> the features of the i-th number as that candidate's.

    `order`: whose it is in a list in order; `turn`: whose it is where figures and names take turns.
    """
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
    for id in _unnamed(passage, ahead):
        found.setdefault(id, []).append("beats <over")
    if laggard := _laggard(passage, q, ahead, context):
        found.setdefault(laggard, []).append("lags")
        if front := passage.opponent(laggard):
            found.setdefault(front, []).append("ahead of who lags")
    if order and order.candidate != NOBODY:
        found.setdefault(order.candidate, []).append("in order, told" if order.told else "in order")
    if turn and turn.side == "/":
        found.setdefault(turn.candidate, []).append(f"turn{turn.side}")
    _carried(found, passage, q, context, not around)
    for id in passage.leading:
        found.setdefault(id, ["leading only"])
    if order:
        _out_of_order(found, order)
    if turn:
        _in_turn(found, turn)
    if whose := passage.head(q.start).candidate:
        found.setdefault(whose, [])
        for id, some in found.items():
            some.append("his cell" if id == whose else "another's cell")
    return found


def _out_of_order(found: dict[str, list[str]], order: Place) -> None:
    """The number as that of nobody but whom a list in order makes it, whoever the text before goes on about."""
    for id, some in found.items():
        if id != order.candidate:
            some.append("out of order, told" if order.told else "out of order")


def _in_turn(found: dict[str, list[str]], turn: Turn) -> None:
    """The number as that of whom a list makes it in which figures and names take turns, and of nobody else."""
    others = _OTHERS.get(turn.candidate, "another's turn")
    for id, some in found.items():
        if id != turn.candidate:
            some.append(f"{others}{turn.side}")
        elif turn.side != "/":
            some.append(f"turn{turn.side}")


def _carried(found: dict[str, list[str]], passage: Passage, q: Quantity, context: Context, nobody: bool) -> None:
    """The number as that of whom the text before goes on about; `nobody` is whether the sentence names none."""
    speaker = next((side for end, side in reversed(context.speakers) if end <= q.start), context.speaker)
    for name, carried in (
        ("topic", context.topic),
        ("leader", context.front),
        ("last", context.last),
        ("subject", context.subject),
        ("gapped", context.gapped),
        ("speaker", speaker),
    ):
        if carried:
            some = found.setdefault(carried, [])
            some.append(f"{name} {'alone' if nobody else 'beside' if some else 'unnamed'}")
    if speaker and passage.idioms["reflexive"].search(passage.folded[max(0, q.start - 40) : q.start]):
        found.setdefault(speaker, []).append("claims for himself")


def _unnamed(passage: Passage, ahead: Mapping[str, Stance]) -> list[str]:
    """Whoever beat the only candidate named before a number, where the verb has no subject ("se impuso a NAME con")."""
    if len(ahead) != 1:
        return []
    (s,) = ahead.values()
    if "over" not in s.flags or (other := passage.opponent(s.mention.candidate)) == "":
        return []
    return [other]


def _laggard(passage: Passage, q: Quantity, ahead: Mapping[str, Stance], context: Context) -> str:
    """Who is behind by the number: "NAME is 2,000 votes behind", "we lost by 2,000"; "" where nobody is said to be."""
    idioms, folded = passage.idioms, passage.folded
    behind = idioms["behind_after"].match(folded, q.end, passage.sentence.end)
    before = max(passage.sentence.start, q.start - _LAG)
    lost = None if behind else passage.sought("behind_before", before, q.start)
    if not behind and not lost:
        return ""
    near = next((m for m in passage.people if m.start - behind.end() in (0, 1)), None) if behind else None
    if near:  # "NAME is 2,000 votes behind NAME"
        last = max(ahead.values(), key=lambda s: s.mention.start, default=None)
        return last.mention.candidate if last and last.mention.candidate != near.candidate else ""
    m = next((m for m in passage.people if m.start >= behind.end()), None) if behind else None
    if behind and m and idioms["score_gap"].fullmatch(passage.gap(behind.end(), m)):
        return m.candidate  # "7,421 votes short for NAME"
    end = lost.start() if lost else q.start
    named = [s for s in ahead.values() if (s.mention.end <= end or s.mention.start == end) and "over" not in s.flags]
    losers = [s for s in named if "lost to" not in s.flags]
    if losers:
        return max(losers, key=lambda s: s.mention.start).mention.candidate
    if named:  # "Perdí ante NAME por 2.000 votos"
        return passage.opponent(max(named, key=lambda s: s.mention.start).mention.candidate)
    m = next((m for m in passage.people if m.start >= q.end), None) if lost and not ahead else None
    if m and passage.gap(q.end, m) == ", ":
        return m.candidate  # "Beaten by nine votes, NAME went to court"
    return "" if ahead else context.speaker


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
    if _speaks_of_another(passage, s, q):
        found.append("<speaks of another")
    if m.how == "pronoun" and _is_strangers(passage, m):
        found.append("<pronoun, a stranger's")
    over = _over(passage, m, q, same) if "over" in s.flags else ""
    if q.start in passage.owners.get(m.end, ()) and over != "<over, participle":
        found.append("<owner")
    elif passage.sought("towards_before", m.end, q.start):
        found.append("<towards")
    if passage.idioms["clause"].search(gap):
        found.append("<clause")
    if gap.count("(") != gap.count(")"):
        found.append("<bracket")
    if over:
        found.append(over)
    for flag in s.flags:
        if flag != "over":
            found.append(f"<{flag}")
    return found


def _speaks_of_another(passage: Passage, s: Stance, q: Quantity) -> bool:
    """Is whoever is named next, before the number, told of by this one ("Roe says he has 45 percent")?"""
    after = passage.people[s.order + 1] if s.order + 1 < len(passage.people) else None
    if after is None or after.end > q.start or after.candidate == s.mention.candidate:
        return False
    return passage.speaks_between(s.mention.end, after.start)


def _is_strangers(passage: Passage, m: Mention) -> bool:
    """Does a pronoun rather stand for a stranger named before it in the sentence, and behind all candidates?"""
    last = max((end for _, end in passage.figures_of if end <= m.start), default=0)
    return last > max((o.end for o in passage.people if o.end <= m.start and o.how == "name"), default=0)


def _over(passage: Passage, m: Mention, q: Quantity, same: int) -> str:
    """How a sentence goes on from whom somebody beat: of him (", who got"), of the other (", winning", "with 51 %")."""
    if passage.links("participle_gap", m.end, q.start):
        return "<over, participle"
    if _is_his(passage, m, q):
        return "<over, his"
    if passage.links("relative_gap", _past_a_bracket(passage, m.end), q.start):
        return "<over, relative"
    most = q.unit == "percent" and q.value > _MOST and not pairs.wins(passage, m)
    return "<over, most" if most else f"<over {min(same, 1)}"


def _past_a_bracket(passage: Passage, end: int) -> int:
    """Where a bracket ends that stands right behind a name, or the name itself ("over Roe (44 %), who got …")."""
    closes = passage.folded.find(")", end, passage.sentence.end) if passage.folded.startswith(" (", end) else -1
    return max(end, closes + 1)


def _is_his(passage: Passage, m: Mention, q: Quantity) -> bool:
    """Is a number right behind a name that somebody is set against, alone in brackets or as his ("over Roe's 44")?"""
    if q.start in passage.owners.get(m.end, ()):
        return True
    closes = passage.folded.find(")", q.end, passage.sentence.end)
    if closes < 0 or passage.folded[m.end : q.start] not in _BRACKETS:
        return False
    return not any(q.end <= o.start < closes and o.unit == q.unit for o in passage.quantities)


def _aside(passage: Passage, s: Stance, q: Quantity) -> bool:
    """Does a name before the number only say whom another beat, or who another is?"""
    if "apposed" in s.flags or "owns another" in s.flags:
        return True
    return "over" in s.flags and s.order > 0 and _over(passage, s.mention, q, 0) not in _HIS


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
        if others == 0 and _labels(passage, gap, m):
            found.append(">just behind")
    if passage.idioms["towards_gap"].match(gap):
        found += [f">towards {min(same, 1)} {min(earlier, 1)}", ">towards"]
    if passage.idioms["given_gap"].fullmatch(gap):
        polled = any(cue.kind == "poll" and q.end <= cue.start < m.start for cue in passage.cues)
        found += [] if polled else [">given"]  # not "the 44 percent that polls had given her"
    if passage.idioms["clause"].search(gap):
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
