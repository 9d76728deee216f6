"""What the numbers of a sentence were most likely meant as: measure and candidate of all of them together.

A linear model: a reading of a number is worth the sum of the weights of what speaks for it (`evidence`, `attachment`)
and of how it goes with the reading of the number before. The readings of a sentence are searched from left to right,
the best few are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from analyzer.model import MEASURES
from analyzer.reading import attachment, evidence, neighbours
from analyzer.reading.attachment import Context
from analyzer.reading.evidence import POSSIBLE, Before
from analyzer.reading.passage import Passage, sort
from analyzer.reading.weights import Weights

_BEAM = 5  # joint readings kept while the figures are read one after another
_CHOICES = 6  # readings of one figure that are weighed against those of the others
_HOPELESS = 6.0  # a reading this far behind the best of its figure is not weighed

Reading = tuple[str, str]  # measure and candidate of a number; both "" where it is left alone


@dataclass(frozen=True, slots=True)
class Choice:
    """What a number was read as; `measure` is "" where it was left alone. `score` is its lead over leaving it alone."""

    measure: str
    subject: str
    score: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """All that was seen of the numbers of a passage, before anything is decided.

    `observed[i]` are the observations of the i-th number (none where it was dismissed), `hangs[i]` the features of its
    candidates, `before[i]` is the live number before it (-1 for none) and `ties[i]` how the two are tied.
    """

    passage: Passage
    dismissed: list[str]
    observed: list[list[str]]
    hangs: list[dict[str, list[str]]]
    ties: list[str]
    before: list[int]
    leader: str


def see(passage: Passage, before: Before, context: Context) -> Seen:
    """Look at every number of a passage."""
    n = len(passage.quantities)
    dismissed = [evidence.dismissed(passage, i) for i in range(n)]
    shared = evidence.sentence_wide(passage, before)
    around = attachment.stances(passage)
    order = attachment.in_order(passage, context)
    observed: list[list[str]] = []
    hangs: list[dict[str, list[str]]] = []
    ties: list[str] = []
    last: list[int] = []
    for i in range(n):
        if dismissed[i]:
            observed.append([])
            hangs.append({})
            ties.append("")
            last.append(-1)
            continue
        observed.append(shared + evidence.observations(passage, i, before))
        found = attachment.features(passage, i, around, context, order.get(i, ""))
        q = passage.quantities[i]
        if known := before.known.get((q.value, sort(q))):
            for candidate, some in found.items():
                subjects = {s for _, s in known}
                some.append("known as his" if candidate in subjects else "known as another's")
        for candidate, some in found.items():
            some += attachment.beside_known(q, candidate, before.last)
        hangs.append(found)
        j = passage.neighbour(i, -1)
        ties.append(
            "" if j is None else neighbours.link(passage, passage.quantities[j], q) or neighbours.apart(passage, j, i)
        )
        last.append(-1 if j is None else j)
    return Seen(passage, dismissed, observed, hangs, ties, last, context.leader)


def readings(seen: Seen, i: int) -> list[Reading]:
    """(measure, subject) of all that the i-th number may be."""
    found = []
    for measure in POSSIBLE[sort(seen.passage.quantities[i])]:
        if measure and MEASURES[measure].has_subject:
            found += [(measure, candidate) for candidate in seen.hangs[i]]
        else:
            found.append((measure, ""))
    return found


def hanging(measure: str, features: Sequence[str]) -> list[str]:
    """The features of a candidate for a measure; those of leads are told apart."""
    return [f"lead {f}" for f in features] if measure.startswith("margin") else list(features)


def together(seen: Seen, i: int, earlier: Sequence[Reading], reading: Reading) -> list[str]:
    """The features of a reading of the i-th number beside those of the numbers before it in the sentence."""
    measure, subject = reading
    quantities = seen.passage.quantities
    j = seen.before[i]
    found = []
    if j >= 0:
        last = earlier[j]
        same = "" if not subject or not last[1] else " same" if subject == last[1] else " other"
        # Somebody named between two numbers only tells that one may be left alone without the other.
        tie = "near" if seen.ties[i] in ("apart", "named") and last[0] and measure else seen.ties[i]
        found.append(f"{last[0] or 'none'} then {measure or 'none'}{same} {tie}")
        if measure and last == reading:
            ranged = quantities[j].range_end == -1 and quantities[i].range_end == 1
            equal = quantities[j].value == quantities[i].value
            found.append("next, range" if ranged else "next, equal" if equal else f"next, twice {measure}")
    if not measure:
        return found
    if j > 0:
        for k in range(j):
            if earlier[k] == reading:
                equal = quantities[k].value == quantities[i].value
                found.append("stated twice, equal" if equal else f"stated twice {measure}")
    if measure == "share" and j >= 0:
        parts = {s: quantities[k].value for k, (m, s) in enumerate(earlier) if m == "share" and s != subject}
        whole = sum(parts.values()) + quantities[i].value
        if parts and whole > neighbours.WHOLE[1]:
            found.append("more than the whole")
        elif len(parts) > 1 and whole >= neighbours.WHOLE[0]:
            found.append("makes the whole")
    elif measure == "margin_points" or measure == "margin_votes":
        ahead = _in_front(seen, earlier) or seen.leader
        if ahead:
            found.append("lead of who is ahead" if subject == ahead else "lead of who is behind")
    return found


def _in_front(seen: Seen, earlier: Sequence[Reading]) -> str:
    """Whom the shares, else the votes, already read in the sentence have in front; "" where they compare nobody."""
    for measure in ("share", "votes"):
        figures = {s: q.value for (m, s), q in zip(earlier, seen.passage.quantities, strict=False) if m == measure}
        if len(figures) > 1:
            return max(figures, key=lambda subject: figures[subject])
    return ""


def choose(seen: Seen, weights: Weights) -> list[Choice]:
    """The best joint reading of a passage's numbers: one Choice each, in their order."""
    alone = [_alone(seen, i, weights) for i in range(len(seen.passage.quantities))]
    return [
        Choice(*reading, score=alone[i].get(reading, 0.0) - alone[i]["", ""], why=seen.dismissed[i])
        for i, reading in enumerate(_joint(seen, alone, weights, _BEAM, _CHOICES)[0])
    ]


def joint(seen: Seen, weights: Weights, keep: int, choices: int) -> list[list[Reading]]:
    """The best joint readings of a passage, the best first: at most `keep`, `choices` of each number tried."""
    alone = [_alone(seen, i, weights) for i in range(len(seen.passage.quantities))]
    return _joint(seen, alone, weights, keep, choices)


def _joint(
    seen: Seen, alone: Sequence[Mapping[Reading, float]], weights: Weights, keep: int, choices: int
) -> list[list[Reading]]:
    beam: list[tuple[float, list[Reading]]] = [(0.0, [])]
    worth = weights.subjects.get
    for i, scores in enumerate(alone):
        if seen.dismissed[i]:
            for _, chosen in beam:
                chosen.append(("", ""))
            continue
        grown = [
            (total + score + sum([worth(f, 0.0) for f in together(seen, i, chosen, reading)]), chosen, reading)
            for reading, score in _hopeful(scores, choices)
            for total, chosen in beam
        ]
        grown.sort(key=lambda g: -g[0])
        beam = [(total, [*chosen, reading]) for total, chosen, reading in grown[:keep]]
    return [chosen for _, chosen in beam]


def _hopeful(scores: Mapping[Reading, float], choices: int) -> list[tuple[Reading, float]]:
    """The readings of a number that may still win beside those of the others, leaving it alone among them."""
    ranked = sorted(scores.items(), key=lambda item: -item[1])[:choices]
    least = ranked[0][1] - _HOPELESS
    best = [item for item in ranked if item[1] >= least]
    if all(reading[0] for reading, _ in best):
        best.append((("", ""), scores["", ""]))
    return best


def left(seen: Seen, i: int) -> str:
    """What leaving the i-th number alone is called, by its kind."""
    return f"no {sort(seen.passage.quantities[i])}"


def _alone(seen: Seen, i: int, weights: Weights) -> dict[Reading, float]:
    """The worth of every reading of the i-th number by itself; a dismissed number has one."""
    if seen.dismissed[i]:
        return {("", ""): 0.0}
    possible = POSSIBLE[sort(seen.passage.quantities[i])]
    worth = dict.fromkeys(possible, 0.0)
    alone = left(seen, i)
    for o in seen.observed[i]:
        row = weights.measures.get(o)
        if row:
            for measure, weight in row.items():
                if measure in worth:
                    worth[measure] += weight
                elif measure == alone:
                    worth[""] += weight
    found = {}
    for measure, base in worth.items():
        if measure and MEASURES[measure].has_subject:
            for candidate, some in seen.hangs[i].items():
                score = base
                for f in hanging(measure, some):
                    score += weights.subjects.get(f, 0.0)
                found[measure, candidate] = score
        else:
            found[measure, ""] = base
    return found


def reasons(seen: Seen, i: int, choice: Choice, weights: Weights) -> list[tuple[float, str]]:
    """What was seen of the i-th number and what each weighs: of a claim, over leaving it alone; together its score."""
    alone, rows = left(seen, i), ((o, weights.measures.get(o, {})) for o in seen.observed[i])
    nothing = [(row.get("", 0.0) + row.get(alone, 0.0), row.get(choice.measure, 0.0), o) for o, row in rows]
    if not choice.measure:
        return [(weight, o) for weight, _, o in nothing]
    hangs = hanging(choice.measure, seen.hangs[i].get(choice.subject, []))
    return [(weight - none, o) for none, weight, o in nothing] + [(weights.subjects.get(f, 0.0), f) for f in hangs]


def explain(seen: Seen, i: int, choice: Choice, weights: Weights, most: int = 6) -> str:
    """The reasons for a choice in words: what weighed most for it, or against every claim."""
    if seen.dismissed[i]:
        return seen.dismissed[i]
    some = [r for r in reasons(seen, i, choice, weights) if abs(r[0]) >= 0.05]
    return ", ".join(f"{words} {weight:+.1f}" for weight, words in nlargest(most, some, key=lambda r: abs(r[0])))
