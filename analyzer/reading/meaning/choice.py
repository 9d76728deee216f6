"""What the numbers of a sentence were most likely meant as: measure and candidate of all of them together.

A linear model: a reading of a number is worth the sum of the weights of what speaks for it (`evidence`, `attachment`)
and of how it goes with the reading of the number before. The readings of a sentence are searched from left to right,
the best few are kept.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from itertools import chain
from math import exp
from operator import add, itemgetter
from typing import NamedTuple

from analyzer.model import MEASURES, Basis
from analyzer.reading.meaning import agreement, attachment, evidence, neighbours, pairs, turns
from analyzer.reading.meaning.evidence import POSSIBLE, Before
from analyzer.reading.meaning.pairs import Context
from analyzer.reading.meaning.passage import Passage, sort
from analyzer.reading.meaning.weights import LEAD, Reason, Weights, likelihoods

_BEAM = 5  # joint readings kept while the figures are read one after another
_CHOICES = 6  # readings of one figure that are weighed against those of the others
_HOPELESS = 6.0  # a reading this far behind the best of its figure is not weighed

_LEADS = ("margin_points", "margin_votes")
# Of each kind of number the columns of the weights: to leave a number alone, or one of this kind, or its measures.
_COLUMNS = {kind: ("", f"no {kind}", *measures[1:]) for kind, measures in POSSIBLE.items()}
_first, _second = itemgetter(0), itemgetter(1)

Reading = tuple[str, str]  # measure and candidate of a number; both "" where it is left alone


class Choice(NamedTuple):
    """What a number was read as; `measure` is "" where it was left alone. `score` is its lead over leaving it alone.

    `sure` is how likely it is so by the weights, from 0 to 1, among the best joint readings of its sentence.
    """

    measure: str
    subject: str
    score: float = 0.0
    why: str = ""
    sure: float = 1.0


class Seen(NamedTuple):
    """All that was seen of the numbers of a passage, before anything is decided.

    `observed[i]` are the observations of the i-th number (none where it was dismissed), `hangs[i]` the features of its
    candidates, `before[i]` is the live number before it (-1 for none) and `ties[i]` how the two are tied;
    `of_another[i]`: are they percentages of two wholes, as they say ("30 % of the register, 47 % of voters")?
    """

    passage: Passage
    dismissed: list[str]
    observed: list[list[str]]
    hangs: list[dict[str, list[str]]]
    ties: list[str]
    before: list[int]
    leader: str
    of_another: list[bool]


def see(passage: Passage, before: Before, context: Context) -> Seen:
    """Look at every number of a passage."""
    n = len(passage.quantities)
    dismissed = [evidence.dismissed(passage, i, before) for i in range(n)]
    shared = evidence.sentence_wide(passage, before)
    around = attachment.stances(passage)
    order = pairs.in_order(passage, context, before.last)
    turn = turns.by_turns(passage)
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
        found = attachment.features(passage, i, around, context, order.get(i), turn.get(i))
        q = passage.quantities[i]
        if known := before.known.get((q.value, sort(q))):
            for candidate, some in found.items():
                subjects = {s for _, s in known}
                some.append("known as his" if candidate in subjects else "known as another's")
        attachment.lead_of(q, found, before.last)
        hangs.append(found)
        j = passage.neighbour(i, -1)
        ties.append(
            "" if j is None else neighbours.link(passage, passage.quantities[j], q) or neighbours.apart(passage, j, i)
        )
        last.append(-1 if j is None else j)
    return Seen(passage, dismissed, observed, hangs, ties, last, context.front, _of_another_whole(passage, last))


def _of_another_whole(passage: Passage, before: Sequence[int]) -> list[bool]:
    """Of each number, with the live one before it: are they percentages of two wholes?"""
    if sum(q.unit == "percent" for q in passage.quantities) < 2:
        return [False] * len(before)
    wholes = [passage.of(q) if q.unit == "percent" else Basis.UNSTATED for q in passage.quantities]
    pairs = ((whole, wholes[j] if j >= 0 else Basis.UNSTATED) for whole, j in zip(wholes, before, strict=True))
    return [Basis.UNSTATED not in pair and pair[0] is not pair[1] for pair in pairs]


def readings(seen: Seen, i: int) -> list[Reading]:
    """(measure, subject) of all that the i-th number may be.

    A lead is never his of whom the sentence says that he is behind by it, even where it does not say who is ahead.
    """
    found = []
    for measure in POSSIBLE[sort(seen.passage.quantities[i])]:
        if measure and MEASURES[measure].has_subject:
            found += [(measure, one) for one, some in seen.hangs[i].items() if _may_be(measure, some)]
        else:
            found.append((measure, ""))
    return found


def _may_be(measure: str, features: Sequence[str]) -> bool:
    """May a number of this measure be his of whom these features are?"""
    return measure not in _LEADS or "lags" not in features


def hanging(measure: str, features: Sequence[str]) -> list[str]:
    """The features of a candidate for a measure; those of leads are told apart."""
    return [LEAD + f for f in features] if measure in _LEADS else list(features)


class _Earlier:
    """The readings of the numbers before the i-th in its sentence, with what each reading of it is held against."""

    __slots__ = ("_ahead", "_before", "_i", "_last", "_readings", "_seen", "_shares", "_tie", "_tie_to_figure")

    def __init__(self, seen: Seen, i: int, readings: Sequence[Reading]) -> None:
        self._seen, self._i, self._readings, self._before = seen, i, readings, seen.before[i]
        self._last = readings[self._before] if self._before >= 0 else None
        self._tie = self._tie_to_figure = seen.ties[i]
        # Somebody named between two numbers only tells that one may be left alone without the other.
        if self._last is not None and self._last[0] and self._tie in ("apart", "named"):
            self._tie_to_figure = "near"
        self._shares: dict[str, float] | None = None
        self._ahead: str | None = None

    def beside(self, reading: Reading) -> list[str]:
        """The features of a reading of the i-th number beside those before it."""
        measure, subject = reading
        found = []
        if (last := self._last) is not None:
            if not measure:
                return [f"{last[0] or 'none'} then none {self._tie}"]
            if self._tie in ("change", "instead") and last[0]:  # "fell from 3,114 votes to 3,102"
                return ["changes" if self._is_same(last, reading) else "changes into another"]
            if last[0] == measure == "share" and self._seen.of_another[self._i]:
                return [f"share then share{' same' if subject == last[1] else ' other'} of another whole"]
            same = "" if not subject or not last[1] else " same" if subject == last[1] else " other"
            found.append(f"{last[0] or 'none'} then {measure}{same} {self._tie_to_figure}")
            if last == reading:
                found.append(self._repeated(self._before, measure))
            if reading in self._readings:
                found += self._stated_twice(reading)
            if measure == "share" and (whole := self._whole(subject)):
                found.append(whole)
        if measure in _LEADS and (ahead := self._in_front()):
            whose = "who is ahead" if subject == ahead else "who is behind"
            found.append(f"lead of {whose}")
            if self._is_difference(measure):
                found.append(f"difference of {whose}")
        return found

    def _is_same(self, last: Reading, reading: Reading) -> bool:
        """Is a reading of what the one before is of? "811,305 votes, 8.4 %, instead of 282,114" is, too."""
        return last == reading or (self._tie == "instead" and last[1] != "" and last[1] == reading[1])

    def _stated_twice(self, reading: Reading) -> list[str]:
        quantities = self._seen.passage.quantities
        value = quantities[self._i].value
        return [
            "stated twice, equal" if quantities[k].value == value else f"stated twice {reading[0]}"
            for k in range(self._before)
            if self._readings[k] == reading
        ]

    def _repeated(self, j: int, measure: str) -> str:
        one, two = self._seen.passage.quantities[j], self._seen.passage.quantities[self._i]
        if one.range_end == -1 and two.range_end == 1:
            return "next, range"
        return "next, equal" if one.value == two.value else f"next, twice {measure}"

    def _whole(self, subject: str) -> str:
        """What a candidate's share makes with those of the others; "" for less than the whole."""
        if self._shares is None:
            self._shares = self._values("share")
        parts = [value for other, value in self._shares.items() if other != subject] if self._shares else None
        if not parts:
            return ""
        whole = sum(parts) + self._seen.passage.quantities[self._i].value
        if whole > neighbours.MORE_THAN_WHOLE:
            return "more than the whole"
        least, most = neighbours.WHOLE
        return "makes the whole" if len(parts) > 1 and least <= whole <= most else ""

    def _in_front(self) -> str:
        """Whom the shares, else the votes, already read in the sentence have in front, else who was before it."""
        if self._ahead is None:
            figures = self._values("share")
            if len(figures) < 2:
                figures = self._values("votes")
            ahead = max(figures, key=lambda subject: figures[subject]) if len(figures) > 1 else ""
            self._ahead = ahead or self._seen.leader
        return self._ahead

    def _is_difference(self, lead: str) -> bool:
        """Is the i-th number what the two largest figures differ by that were read of the sentence before it?"""
        *_, second, first = 0.0, 0.0, *sorted(self._values(agreement.OF[lead]).values())
        return second > 0 and agreement.differ_by(first, second, self._seen.passage.quantities[self._i])

    def _values(self, measure: str) -> dict[str, float]:
        """Candidate -> the last figure of a measure that was read of him in the sentence."""
        pairs = zip(self._readings, self._seen.passage.quantities, strict=False)
        return {s: q.value for (m, s), q in pairs if m == measure}


def together(seen: Seen, i: int, earlier: Sequence[Reading], reading: Reading) -> list[str]:
    """The features of a reading of the i-th number beside those of the numbers before it in the sentence."""
    return _Earlier(seen, i, earlier).beside(reading)


def choose(seen: Seen, weights: Weights) -> list[Choice]:
    """The best joint reading of a passage's numbers: one Choice each, in their order."""
    alone = _alone(seen, weights)
    best = _joint(seen, alone, weights, _BEAM, _CHOICES)
    return _choices(seen, alone, best[0][1], best)


def as_told(seen: Seen, told: Sequence[Reading], weights: Weights, keep: int, choices: int) -> list[Choice]:
    """A joint reading that is decided already, as Choices: as sure as the best `keep` ones have it."""
    alone = _alone(seen, weights)
    return _choices(seen, alone, told, _joint(seen, alone, weights, keep, choices))


def _choices(
    seen: Seen,
    alone: Sequence[Mapping[Reading, float]],
    chosen: Sequence[Reading],
    best: Sequence[tuple[float, list[Reading]]],
) -> list[Choice]:
    """A joint reading as Choices, each as sure as the `best` ones have it together."""
    likely = [exp(w) for w in likelihoods(dict(enumerate(worth for worth, _ in best))).values()]
    return [
        Choice(
            *reading,
            score=alone[i].get(reading, 0.0) - alone[i]["", ""],
            why=seen.dismissed[i],
            sure=sum([part for part, (_, other) in zip(likely, best, strict=True) if other[i] == reading]),
        )
        for i, reading in enumerate(chosen)
    ]


def joint(seen: Seen, weights: Weights, keep: int, choices: int) -> list[list[Reading]]:
    """The best joint readings of a passage, the best first: at most `keep`, `choices` of each number tried."""
    return [reading for _, reading in ranked(seen, weights, keep, choices)]


def ranked(seen: Seen, weights: Weights, keep: int, choices: int) -> list[tuple[float, list[Reading]]]:
    """The same with what each is worth."""
    return _joint(seen, _alone(seen, weights), weights, keep, choices)


def _joint(
    seen: Seen, alone: Sequence[Mapping[Reading, float]], weights: Weights, keep: int, choices: int
) -> list[tuple[float, list[Reading]]]:
    beam: list[tuple[float, list[Reading]]] = [(0.0, [])]
    worth = weights.subjects.get
    for i, scores in enumerate(alone):
        if seen.dismissed[i]:
            for _, chosen in beam:
                chosen.append(("", ""))
            continue
        states: list[tuple[float, list[Reading], _Earlier]] = []
        grown: list[tuple[float, list[Reading], Reading]] = []
        first = seen.before[i] < 0
        for reading, score in _hopeful(scores, choices):
            if first and reading[0] not in _LEADS:  # nothing is held against it
                grown += [(total + score, chosen, reading) for total, chosen in beam]
                continue
            states = states or [(total, chosen, _Earlier(seen, i, chosen)) for total, chosen in beam]
            for total, chosen, earlier in states:
                beside = 0.0
                for f in earlier.beside(reading):
                    beside += worth(f, 0.0)
                grown.append((total + score + beside, chosen, reading))
        grown.sort(key=_first, reverse=True)
        beam = [(total, [*chosen, reading]) for total, chosen, reading in grown[:keep]]
    return beam


def _hopeful(scores: Mapping[Reading, float], choices: int) -> list[tuple[Reading, float]]:
    """The readings of a number that may still win beside those of the others, leaving it alone among them."""
    ranked = sorted(scores.items(), key=_second, reverse=True)[:choices]
    least = ranked[0][1] - _HOPELESS
    best = [item for item in ranked if item[1] >= least]
    nothing = (("", ""), scores["", ""])
    return best if nothing in best else [*best, nothing]


def left(seen: Seen, i: int) -> str:
    """What leaving the i-th number alone is called, by its kind."""
    return f"no {sort(seen.passage.quantities[i])}"


def _alone(seen: Seen, weights: Weights) -> list[dict[Reading, float]]:
    """The worth of every reading of each number by itself; a dismissed number has one."""
    return [
        {("", ""): 0.0} if seen.dismissed[i] else _worth(seen, i, sort(q), weights)
        for i, q in enumerate(seen.passage.quantities)
    ]


def _added(weights: Iterable[float], start: float) -> float:
    """A sum, added up one after the other in the order given."""
    return reduce(add, weights, start)


# So does `sum`, in a third of the time, before Python 3.12; from there on it makes up for the rounding on its way.
_total: Callable[..., float] = sum if sys.version_info < (3, 12) else _added


def _worth(seen: Seen, i: int, kind: str, weights: Weights) -> dict[Reading, float]:
    any_kind, this_kind, *columns = zip(*map(weights.rows(_COLUMNS[kind]).__getitem__, seen.observed[i]), strict=True)
    found = {("", ""): _total(chain.from_iterable(zip(any_kind, this_kind, strict=True)), 0.0)}
    hangs = seen.hangs[i].items()
    for measure, column in zip(POSSIBLE[kind][1:], columns, strict=True):
        base = _total(column, 0.0)
        if not MEASURES[measure].has_subject:
            found[measure, ""] = base
            continue
        weight = weights.of_leads if measure in _LEADS else weights.of_figures
        for candidate, some in hangs:
            if _may_be(measure, some):
                found[measure, candidate] = _total(map(weight.__getitem__, some), base)
    return found


def reasons(seen: Seen, i: int, choice: Choice, weights: Weights) -> list[Reason]:
    """What was seen of the i-th number and what each weighs: of a claim, over leaving it alone; together its score."""
    measure, columns = choice.measure, _COLUMNS[sort(seen.passage.quantities[i])]
    found = list(map(weights.said(columns, columns.index(measure)).__getitem__, seen.observed[i]))
    if measure:
        said = weights.said_of_leads if measure in _LEADS else weights.said_of_figures
        found += map(said.__getitem__, seen.hangs[i].get(choice.subject, ()))
    return found


def explain(seen: Seen, i: int, choice: Choice, weights: Weights, most: int = 6) -> str:
    """The reasons for a choice in words: what weighed most for it, or against every claim."""
    if seen.dismissed[i]:
        return seen.dismissed[i]
    some = sorted(reasons(seen, i, choice, weights), key=_first, reverse=True)
    return ", ".join([words for heft, _, words in some[:most] if heft >= 0.05])
