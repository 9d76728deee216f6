"""Whose figure it is: the possible attachments of the quantities of a sentence to the candidates it names.

Each attachment has a score (order, distance, the words between); the assignment with the best sum is chosen for the
sentence as a whole, where two figures of one kind do not belong to one candidate and a list keeps its direction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.model import Quantity
from analyzer.reading.measures import Option
from analyzer.reading.names import Mention
from analyzer.reading.passage import OTHER_NOUNS, Passage

NEEDS_SUBJECT = ("share", "votes", "margin_points", "margin_votes")
_BEAM = 10  # joint readings kept while the figures are read one after another
_CHOICES = 7  # readings of one figure that are weighed against those of the others
_NO_SUBJECT = 1.0  # what a measure of nobody in particular gets in place of an attachment
_IN_ORDER = 4.0  # figures given in the order of the names
_TWICE = -4.0  # a second figure of the same kind for the same candidate in one sentence
_RANGE = 3.0  # unless the two are the ends of one range
_PARALLEL = 0.8  # a figure that stands to its name as the one before stood to its own
_CARRIED = -1.2  # nobody is named in the sentence: whom the text spoke of last
_SPEAKER = 0.4  # nobody is named: the candidate whose campaign speaks
_LEADS = 3.0  # a margin belongs to whoever the text has in front
_ANSWER_REACH = 140  # "90 percent of those who cast ballots on Sunday … backed it"
_TRAILS = -2.5  # a margin does not belong to whoever lost
_TWIN = 0.5  # "5,150,092 votes (51.2 %)": another measure of the candidate just named


@dataclass(frozen=True, slots=True)
class Attachment:
    """A candidate for a quantity; `side` is -1 where the name stands before the number, +1 behind, 0 elsewhere."""

    candidate: str
    score: float
    side: int
    why: str
    trails: bool = False  # the text says that the candidate lost or is behind


@dataclass(frozen=True, slots=True)
class Choice:
    """What a quantity was read as; `measure` is "" where it was left alone."""

    measure: str
    subject: str
    score: float
    why: str
    side: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """What the sentences before leave to go on from: whom they spoke of, and whom they had in front."""

    topic: str = ""
    leader: str = ""
    speaker: str = ""  # the candidate of the campaign that answers for the sentence


def choose(
    passage: Passage, readings: Sequence[tuple[Sequence[Option], Option]], context: Context, threshold: float
) -> list[Choice]:
    """The best joint reading of a passage's quantities: one Choice each, in their order.

    `readings` holds for each quantity its options and the reason to leave it alone, which an option has to beat by
    `threshold`.
    """
    ordered = _ordered(passage)
    beam: list[tuple[float, list[Choice]]] = [(0.0, [])]
    for i, (options, exclusion) in enumerate(readings):
        choices = _choices(passage, i, options, exclusion, context, ordered.get(i, ""), threshold)
        grown = [
            (total + c.score + _together(passage, chosen, c, context.leader), [*chosen, c])
            for total, chosen in beam
            for c in choices
        ]
        beam = sorted(grown, key=lambda g: -g[0])[:_BEAM]
    return beam[0][1]


def attachments(passage: Passage, i: int, context: Context) -> list[Attachment]:
    """Every candidate that the i-th quantity may belong to, best first, one entry a candidate."""
    q = passage.quantities[i]
    best: dict[str, Attachment] = {}
    for m in passage.mentions:
        if not m.candidate:
            continue
        if m.end <= q.start:
            a = _before(passage, q, m)
        elif m.start >= q.end:
            a = _behind(passage, q, m)
        else:
            a = Attachment(m.candidate, 4.0, 0, "names it itself")
        if a.candidate not in best or a.score > best[a.candidate].score:
            best[a.candidate] = a
    if context.speaker and context.speaker not in best:
        best[context.speaker] = Attachment(context.speaker, _SPEAKER, 0, "whose campaign speaks")
    for carried, why in ((context.topic, "whom the text speaks of"), (context.leader, "whom the text has in front")):
        if carried and carried not in best:
            best[carried] = Attachment(carried, _CARRIED, 0, why)
    return sorted(best.values(), key=lambda a: -a.score)


def _choices(
    passage: Passage,
    i: int,
    options: Sequence[Option],
    exclusion: Option,
    context: Context,
    in_order: str,
    threshold: float,
) -> list[Choice]:
    """All that the i-th quantity may be: left alone, or each measure of each candidate."""
    alone = "; ".join(exclusion.reasons) or "nothing says what it measures"
    choices = [Choice("", "", threshold + exclusion.total, alone)]
    hangs = attachments(passage, i, context)
    for option in options:
        reasons = ", ".join(option.reasons)
        if option.measure not in NEEDS_SUBJECT:
            choices.append(Choice(option.measure, "", option.total + _NO_SUBJECT, reasons))
            continue
        for a in hangs:
            bonus = _IN_ORDER if a.candidate == in_order else 0.0
            if option.measure.startswith("margin") and a.trails:
                bonus += _TRAILS
            why = f"{reasons}; {a.why} {a.score:+.1f}" + (f", in that order {bonus:+.1f}" if bonus else "")
            choices.append(Choice(option.measure, a.candidate, option.total + a.score + bonus, why, a.side))
    return sorted(choices, key=lambda c: -c.score)[:_CHOICES]


def _crossing(passage: Passage, q: Quantity, start: int, end: int, candidate: str) -> tuple[float, int]:
    """What stands between a name and the number costs; and how many figures of the same unit are among it."""
    gap = passage.folded[start:end]
    names = sum(
        bool(m.candidate) and m.candidate != candidate and start <= m.start and m.end <= end for m in passage.mentions
    )
    inside = [o for o in passage.quantities if start <= o.start and o.end <= end and o.noun not in OTHER_NOUNS]
    same = sum(o.unit == q.unit for o in inside)
    cost = 1.1 * names + 1.0 * same + 0.3 * (len(inside) - same) + len(gap) / 90
    return cost + 1.2 * gap.count(";") + 0.25 * (gap.count(",") > 2), same


def _before(passage: Passage, q: Quantity, m: Mention) -> Attachment:
    """The attachment to a name before the number."""
    gap, folded = passage.folded[m.end : q.start], passage.folded
    cost, same = _crossing(passage, q, m.end, q.start, m.candidate)
    score, why = 2.6 - cost, "named before"
    if passage.links("possessive_gap", m.end, q.start):
        score, why = 4.5, "named as owner"
    elif gap.strip(" \u00a0(:-|,") == "" and same == 0:
        score, why = 3.6, "named just before"
    elif passage.language.idioms["towards_before"].search(gap) and same == 0:
        score -= 0.5
    relative = passage.links("relative_gap", m.end, q.start)
    if not relative and passage.language.idioms["over_gap"].search(folded[max(0, m.start - 30) : m.start]):
        score -= 2.0  # "beat NAME by": the loser's name stands nearer
    if m.how == "pronoun":
        score -= 0.5
    if m.how == "answer" and len(gap) > 12:
        score -= 1.5
    trails = _trails(passage, m.end, q.start)
    return Attachment(m.candidate, score, -1, f"{why}: {folded[m.start : m.end]}", trails)


def _trails(passage: Passage, start: int, end: int) -> bool:
    """Is it said right behind a name, or in its relative clause, that the candidate is behind?"""
    idiom = passage.language.idioms["trails_after"]
    at = passage.folded.find(" ", start + 2, end)
    return bool(idiom.match(passage.folded, start, end) or (at > 0 and idiom.match(passage.folded, at, end)))


def _behind(passage: Passage, q: Quantity, m: Mention) -> Attachment:
    """The attachment to a name behind the number."""
    gap, folded = passage.folded[q.end : m.start], passage.folded
    cost, same = _crossing(passage, q, q.end, m.start, m.candidate)
    score, why = 1.2 - cost, "named behind"
    if same == 0 and passage.language.idioms["towards_gap"].match(gap):
        names = sum(bool(o.candidate) and q.end <= o.start and o.end <= m.start for o in passage.mentions)
        score, why = 4.0 - 1.1 * names - len(gap) / 60, "given to"
    elif m.how == "answer" and same == 0 and len(gap) < _ANSWER_REACH:
        score, why = 3.2 - len(gap) / 90, "voted so"
    if m.how == "pronoun":
        score -= 1.5
    if any(passage.links("possessive_gap", m.end, o.start) for o in passage.quantities if o.start >= m.end):
        score -= 4.0  # "7.3 million votes to NAME's 3.3 million": the name owns the figure behind it
    return Attachment(m.candidate, score, 1, f"{why}: {folded[m.start : m.end]}")


def _together(passage: Passage, chosen: Sequence[Choice], c: Choice, leader: str) -> float:
    """What a choice gains or loses beside those already made in the sentence."""
    if not c.measure:
        return 0.0
    quantities, i = passage.quantities, len(chosen)
    score = 0.0
    if c.measure.startswith("margin"):
        ahead = _ahead(passage, chosen) or leader
        score += _LEADS if c.subject == ahead else 0.0
    for j, earlier in enumerate(chosen):
        if (earlier.measure, earlier.subject) == (c.measure, c.subject):
            ranged = quantities[j].range_end == -1 and quantities[i].range_end == 1 and j == i - 1
            twin = quantities[j].value == quantities[i].value
            score += _RANGE if ranged else (0.0 if twin else _TWICE)
    last = next((e for e in reversed(chosen) if e.measure == c.measure), None)
    if last and last.side and last.side == c.side and last.subject != c.subject:
        score += _PARALLEL
    twins = ("share", "votes")
    if chosen and {chosen[-1].measure, c.measure} == set(twins) and chosen[-1].subject == c.subject:
        score += _TWIN
    return score


def _ahead(passage: Passage, chosen: Sequence[Choice]) -> str:
    """Whom the shares, else the votes, already read in the sentence have in front; "" where they compare nobody."""
    for measure in ("share", "votes"):
        figures = {c.subject: q.value for c, q in zip(chosen, passage.quantities, strict=False) if c.measure == measure}
        if len(figures) > 1:
            return max(figures, key=lambda subject: figures[subject])
    return ""


def _ordered(passage: Passage) -> dict[int, str]:
    """Index -> candidate where figures follow the order of the names: "A beat B 65% to 30%", "respectively"."""
    fixed: dict[int, str] = {}
    quantities, sentence = passage.quantities, passage.sentence
    for i in range(len(quantities) - 1):
        a, b = quantities[i], quantities[i + 1]
        if (
            i in fixed
            or a.unit != b.unit
            or a.unit == ""
            or a.range_end
            or not passage.links("pair_link", a.end, b.start)
        ):
            continue
        people = _people(passage, sentence.start, a.start)
        behind = _people(passage, b.end, sentence.end)
        respectively = passage.language.patterns["respectively"].search(passage.folded, b.end, sentence.end)
        if respectively and len(people) < 2 <= len(behind):
            people = behind[:2]
        if len(people) >= 2:
            fixed[i], fixed[i + 1] = _order(passage, people[-2:], a, b)
        elif not people and behind and (other := passage.opponent(behind[0])):
            fixed[i], fixed[i + 1] = other, behind[0]  # "won with 50.75 % against 48.97 % for NAME"
    return fixed


def _people(passage: Passage, start: int, end: int) -> list[str]:
    """The candidates named between two places, once each, in order of their first place."""
    return list(
        dict.fromkeys(m.candidate for m in passage.mentions if m.candidate and start <= m.start and m.end <= end)
    )


def _order(passage: Passage, pair: Sequence[str], a: Quantity, b: Quantity) -> tuple[str, str]:
    """To whom the two figures of a pair belong: in the order of the names, unless the text says who is ahead."""
    first, second = pair
    for m in passage.mentions:
        if m.candidate not in pair or m.end > a.start:
            continue
        other = second if m.candidate == first else first
        if passage.matches("leads_after", m.end):
            return (m.candidate, other) if a.value >= b.value else (other, m.candidate)
        if passage.matches("trails_after", m.end):
            return (other, m.candidate) if a.value >= b.value else (m.candidate, other)
    return first, second
