"""Whose figure it is: the possible attachments of the quantities of a sentence to the candidates it names.

Each attachment has a score (order, distance, the words between); the assignment with the best sum is chosen for the
sentence as a whole, where two figures of one kind do not belong to one candidate and a list keeps its direction.
"""

from __future__ import annotations

from dataclasses import dataclass

from analyzer.model import Quantity
from analyzer.reading.language import Language
from analyzer.reading.measures import Option
from analyzer.reading.names import Mention
from analyzer.reading.sentences import Sentence

NEEDS_SUBJECT = ("share", "votes", "margin_points", "margin_votes")
_BEAM = 24
_TWICE = -4.0  # a second figure of the same kind for the same candidate in one sentence
_CARRIED = -1.2  # nobody is named in the sentence: whom the text spoke of last
_LEADS = 3.0  # a margin belongs to whoever the text has in front
_PARALLEL = 0.8  # a figure that stands to its name as the one before stood to its own


@dataclass(frozen=True, slots=True)
class Attachment:
    """A candidate for a quantity: the mention it hangs on (None: carried over from before the sentence)."""

    candidate: str
    score: float
    side: int  # -1 the name stands before the number, +1 behind, 0 elsewhere
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a quantity was read as; `measure` is "" where it was left alone."""

    measure: str
    subject: str
    score: float
    why: str
    side: int = 0


def attachments(
    folded: str,
    index: int,
    quantities: list[Quantity],
    mentions: list[Mention],
    sentence: Sentence,
    topic: str,
    language: Language,
) -> list[Attachment]:
    """Every candidate that the quantity may belong to, with its score, best first, one entry a candidate."""
    q = quantities[index]
    best: dict[str, Attachment] = {}
    for m in mentions:
        if not m.candidate:
            continue
        if m.end <= q.start:
            a = _before(folded, q, m, quantities, mentions, language)
        elif m.start >= q.end:
            a = _behind(folded, q, m, quantities, mentions, language)
        else:
            a = Attachment(m.candidate, 2.0, 0, "names it itself")
        if a.candidate not in best or a.score > best[a.candidate].score:
            best[a.candidate] = a
    if topic and topic not in best:
        best[topic] = Attachment(topic, _CARRIED, 0, "whom the text speaks of")
    return sorted(best.values(), key=lambda a: -a.score)


def _between(quantities: list[Quantity], start: int, end: int, q: Quantity) -> tuple[int, int]:
    """How many quantities of the same unit, and of another, stand between two places."""
    inside = [
        o
        for o in quantities
        if start <= o.start and o.end <= end and o is not q and o.noun not in ("year", "date", "time", "ordinal")
    ]
    same = sum(o.unit == q.unit for o in inside)
    return same, len(inside) - same


def _crossing(gap: str, names: int, same: int, other: int) -> float:
    cost = 1.1 * names + 1.0 * same + 0.3 * other + len(gap) / 90
    return cost + 1.2 * gap.count(";") + 0.25 * (gap.count(",") > 2)


def _before(
    folded: str, q: Quantity, m: Mention, quantities: list[Quantity], mentions: list[Mention], language: Language
) -> Attachment:
    gap = folded[m.end : q.start]
    others = sum(
        bool(o.candidate) and o.candidate != m.candidate and m.end <= o.start and o.end <= q.start for o in mentions
    )
    same, other = _between(quantities, m.end, q.start, q)
    score, why = 2.6 - _crossing(gap, others, same, other), "named before"
    if language.idioms["possessive_gap"].fullmatch(gap):
        score, why = 4.5, "named as owner"
    elif gap.strip(" \u00a0(:-|,") == "" and same == 0:
        score, why = 3.6, "named just before"
    elif language.idioms["towards_before"].search(gap) and same == 0:
        score -= 0.5
    if language.idioms["over_gap"].search(folded[max(0, m.start - 30) : m.start]):
        score -= 2.0  # "beat NAME by": the loser's name stands nearer
    if m.how == "pronoun":
        score -= 0.5
    if m.how == "answer" and len(gap) > 12:
        score -= 1.5
    return Attachment(m.candidate, score, -1, f"{why}: {folded[m.start : m.end]}")


def _behind(
    folded: str, q: Quantity, m: Mention, quantities: list[Quantity], mentions: list[Mention], language: Language
) -> Attachment:
    gap = folded[q.end : m.start]
    others = sum(
        bool(o.candidate) and o.candidate != m.candidate and q.end <= o.start and o.end <= m.start for o in mentions
    )
    same, other = _between(quantities, q.end, m.start, q)
    cost = _crossing(gap, others, same, other)
    score, why = 1.2 - cost, "named behind"
    if language.idioms["towards_gap"].match(gap) and same == 0 and other <= 1:
        score, why = 4.0 - 1.1 * others - len(gap) / 60, "given to"
    elif m.how == "answer" and same == 0 and len(gap) < 50:
        score, why = 3.4 - len(gap) / 60, "voted so"
    if m.how == "pronoun":
        score -= 1.5
    if any(language.idioms["possessive_gap"].fullmatch(folded, m.end, o.start) for o in quantities if o.start >= m.end):
        score -= 4.0  # "7.3 million votes to NAME's 3.3 million": the name owns the figure behind it
    return Attachment(m.candidate, score, 1, f"{why}: {folded[m.start : m.end]}")


def choose(
    folded: str, sentence: Sentence, quantities: list[Quantity], readings: list[tuple[list[Option], Option]],
    mentions: list[Mention], topic: str, leader: str, language: Language, threshold: float,
) -> list[Choice]:  # fmt: skip
    """The best joint reading of a sentence's quantities: one Choice each, in their order."""
    fixed = _ordered(folded, sentence, quantities, mentions, language)
    beam: list[tuple[float, list[Choice]]] = [(0.0, [])]
    for i, (found, exclusion) in enumerate(readings):
        choices = _choices(
            folded, i, quantities, found, exclusion, mentions, sentence, topic, language, fixed.get(i, ""), threshold
        )
        grown = [
            (total + c.score + _together(chosen, c, i, quantities, leader), [*chosen, c])
            for total, chosen in beam
            for c in choices
        ]
        beam = sorted(grown, key=lambda g: -g[0])[:_BEAM]
    return beam[0][1]


def _choices(
    folded: str, i: int, quantities: list[Quantity], found: list[Option], exclusion: Option, mentions: list[Mention],
    sentence: Sentence, topic: str, language: Language, fixed: str, threshold: float,
) -> list[Choice]:  # fmt: skip
    left_alone = Choice(
        "", "", threshold + exclusion.total, "; ".join(exclusion.reasons) or "nothing says what it measures"
    )
    choices = [left_alone]
    hangs = attachments(folded, i, quantities, mentions, sentence, topic, language)
    for option in found:
        reasons = ", ".join(option.reasons)
        if option.measure not in NEEDS_SUBJECT:
            choices.append(Choice(option.measure, "", option.total + 1.0, reasons))
            continue
        for a in hangs:
            bonus = 4.0 if a.candidate == fixed else 0.0
            why = f"{reasons}; {a.why} {a.score:+.1f}" + (" and in that order +4.0" if bonus else "")
            choices.append(Choice(option.measure, a.candidate, option.total + a.score + bonus, why, a.side))
    return choices


def _together(chosen: list[Choice], c: Choice, i: int, quantities: list[Quantity], leader: str) -> float:
    """What a choice gains or loses beside those already made in the sentence."""
    if not c.measure:
        return 0.0
    score = 0.0
    if c.measure.startswith("margin"):
        figures = {e.subject: quantities[j].value for j, e in enumerate(chosen) if e.measure in ("share", "votes")}
        ahead = max(figures, key=lambda s: figures[s]) if len(figures) > 1 else leader
        score += _LEADS if ahead and c.subject == ahead else 0.0
    for j, earlier in enumerate(chosen):
        if (earlier.measure, earlier.subject) == (c.measure, c.subject):
            ranged = quantities[j].range_end == -1 and quantities[i].range_end == 1 and j == i - 1
            twin = quantities[j].value == quantities[i].value
            score += 3.0 if ranged else (0.0 if twin else _TWICE)
    last = next((e for e in reversed(chosen) if e.measure == c.measure), None)
    if last and last.side and last.side == c.side and last.subject != c.subject:
        score += _PARALLEL
    if (
        chosen
        and chosen[-1].measure
        and c.subject
        and chosen[-1].subject == c.subject
        and chosen[-1].measure != c.measure
    ):
        score += 0.5  # "5,150,092 votes (51.2 %)": the twin of the figure before
    return score


def _ordered(
    folded: str, sentence: Sentence, quantities: list[Quantity], mentions: list[Mention], language: Language
) -> dict[int, str]:
    """Index -> candidate where figures are given in the order of the names: "A beat B 65% to 30%", "respectively"."""
    fixed: dict[int, str] = {}
    for i in range(len(quantities) - 1):
        a, b = quantities[i], quantities[i + 1]
        gap = folded[a.end : b.start]
        if a.unit != b.unit or a.unit == "" or a.range_end or not language.idioms["pair_link"].fullmatch(gap):
            continue
        if i in fixed:
            continue
        people = _people(mentions, sentence.start, a.start)
        behind = _people(mentions, b.end, sentence.end)
        respectively = language.patterns["respectively"].search(folded, b.end, sentence.end)
        if respectively and len(people) < 2 <= len(behind):
            people = behind[:2]
        elif respectively:
            people = people[-2:]
        if len(people) >= 2:
            fixed[i], fixed[i + 1] = _order(folded, people[-2:], a, b, mentions, language)
    return fixed


def _people(mentions: list[Mention], start: int, end: int) -> list[str]:
    """The candidates named between two places, once each, in order of their first place."""
    return list(dict.fromkeys(m.candidate for m in mentions if m.candidate and start <= m.start and m.end <= end))


def _order(
    folded: str, pair: list[str], a: Quantity, b: Quantity, mentions: list[Mention], language: Language
) -> tuple[str, str]:
    """To whom the two figures of a pair belong: in the order of the names, unless the text says who is ahead."""
    first, second = pair
    for m in mentions:
        if m.candidate in pair and m.end <= a.start:
            other = second if m.candidate == first else first
            if language.idioms["leads_after"].match(folded, m.end):
                return (m.candidate, other) if a.value >= b.value else (other, m.candidate)
            if language.idioms["trails_after"].match(folded, m.end):
                return (other, m.candidate) if a.value >= b.value else (m.candidate, other)
    return first, second
