"""Fit the reader's weights to annotated texts: annotated texts -> analyzer/reading/meaning/weights.json.

    python training/fit.py SET...               fit on all texts and write the weights
    python training/fit.py SET... --turns 5     hold out a fifth of the contests by turns and say how those are read

A SET is a folder of contests in the format of training/README.md. The reader walks each text with the annotated
answers in place of its own, so that what it saw at each number is known with the answer. Each decision is a choice
among readings (or among sources) whose worth is the sum of the weights of what was seen; the weights are those under
which the annotated choices are likeliest (multinomial logit, L2 penalty towards prior.toml), found by L-BFGS.
No random numbers: same texts, same weights.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotated import Text, texts
from logit import Fit, Problem, Weighed
from scoring import Score, errors, read, score

from analyzer.model import Quantity
from analyzer.reading import claims, prose
from analyzer.reading.deciding import Decider
from analyzer.reading.meaning import choice
from analyzer.reading.meaning.choice import Choice, Reading, Seen
from analyzer.reading.meaning.passage import Passage
from analyzer.reading.meaning.weights import Weights
from analyzer.reading.sources import Sources

OUT = Path(__file__).resolve().parent.parent / "analyzer" / "reading" / "meaning" / "weights.json"
PENALTY = 2.2  # weight of the L2 penalty; docs/decisions/weights.md has what others give
FREE = 0.05  # part of the penalty on the bias of each kind of number, which says only how often it is a claim
LEAST = 0.02  # smaller weights are left out of the file
ROUNDS = 2  # of listing the joint readings that the weights so far hold likeliest
PRINTED = 3.0  # how often a text of the gold sets counts: the press is what will be read
ANSWERED = 8.0  # the same for who answers: they say when a text answers for its figures itself
PLAIN = 2.0  # how often a plain statement counts: of all that is read these are the last to be missed
LEARNT = 2  # rounds of fitting who answers to texts as they are read
KEPT, CHOICES = 24, 8  # how many are listed of a sentence, and how many of each number are tried
PRIOR = Path(__file__).resolve().parent / "prior.toml"


@dataclass(frozen=True, slots=True)
class Walked:
    """The numbers of a sentence as they were seen, with what they are: the annotated reading of each."""

    seen: Seen
    right: tuple[Reading, ...]
    group: str
    times: float  # how often it counts

    def features(self, readings: Sequence[Reading]) -> list[str]:
        """All features of a joint reading."""
        found: list[str] = []
        for i, reading in enumerate(readings):
            if not self.seen.dismissed[i]:
                found += reading_features(self.seen, i, reading, readings[:i])
        return found

    def changed(self) -> Iterable[tuple[Reading, ...]]:
        """The joint readings that are wrong in one number."""
        for i in range(len(self.right)):
            if not self.seen.dismissed[i]:
                for reading in choice.readings(self.seen, i):
                    if reading != self.right[i]:
                        yield (*self.right[:i], reading, *self.right[i + 1 :])


class Teacher(Decider):
    """Answers as the annotation does, and notes every choice that was to be made."""

    settles = False

    def __init__(self, text: Text, walked: list[Walked], sourcing: Problem, missed: list[str]) -> None:
        super().__init__(Weights({}, {}, {}))
        self._text, self._walked, self._sourcing, self._missed = text, walked, sourcing, missed
        self._read = prose.of(text.document).clean
        self._times = PRINTED if text.printed else PLAIN if text.plain else 1.0
        self._times_answered = ANSWERED if text.printed else self._times

    def _gold(self, q: Quantity) -> dict[str, Any] | None:
        start, end = self._read.span(q.start, q.end)
        return next(
            (
                g
                for g in self._text.gold
                if min(g["end"], end) > max(g["start"], start)
                and abs(g["value"] - q.value) <= max(1e-6 * abs(q.value), 0.005 if q.resolution == 5 else 1e-9)
            ),
            None,
        )

    def choose(self, seen: Seen) -> list[Choice]:
        """The annotated readings."""
        done: list[Reading] = []
        read: list[Reading] = []  # as the reader can: a dismissed number is left alone
        reachable = True
        for i, q in enumerate(seen.passage.quantities):
            gold = self._gold(q)
            right = (gold["measure"], gold["subject"]) if gold else ("", "")
            done.append(right)
            read.append(("", "") if seen.dismissed[i] else right)
            if seen.dismissed[i] and gold:
                self._missed.append(f"dismissed {seen.dismissed[i]}: {self._text.document.id} {gold['quote']!r}")
            elif not seen.dismissed[i] and right not in choice.readings(seen, i):
                self._missed.append(f"no such reading: {self._text.document.id} {gold}")
                reachable = False
        if reachable:
            self._walked.append(Walked(seen, tuple(read), self._text.group, self._times))
        return [Choice(*r) for r in done]

    def answers(
        self, sources: Sources, features: dict[str, list[str]], passage: Passage, q: Quantity, chosen: Choice
    ) -> tuple[str, str]:
        """The annotated source."""
        gold = self._gold(q)
        source = gold["source"] if gold else ""
        if source in features:
            others = [features[name] for name in features if name != source]
            self._sourcing.add(features[source], others, self._text.group, self._times_answered)
        else:
            self._missed.append(f"no such source: {self._text.document.id} {gold}")
        return source, ""

    def explain(self, seen: Seen, i: int, chosen: Choice) -> str:
        """Nothing: the answers are given."""
        return ""


def reading_features(seen: Seen, i: int, reading: Reading, earlier: Sequence[Reading]) -> Iterable[str]:
    """All features of one reading of a number; those that are worth something to a measure alone carry its name."""
    measure, subject = reading
    left = choice.left(seen, i)
    for o in seen.observed[i]:
        yield f"{measure}|{o}"
        if not measure:
            yield f"{left}|{o}"
    if subject:
        for f in choice.hanging(measure, seen.hangs[i][subject]):
            yield f"+{f}"
    for f in choice.together(seen, i, earlier, reading):
        yield f"+{f}"


def prior() -> tuple[dict[str, float], dict[str, float]]:
    """What is known before any text is read, of readings and of sources, by the names of the features."""
    raw = tomllib.loads(PRIOR.read_text(encoding="utf-8"))
    readings = {
        f"{'' if m == 'none' else m}|{o}": w
        for m, some in raw.items()
        if m not in ("names", "sources")
        for o, w in some.items()
    }
    return {**readings, **{f"+{f}": w for f, w in raw["names"].items()}}, raw["sources"]


class Learner(Teacher):
    """Answers as the reader does under some weights, right or wrong, and notes who should have been said to answer.

    Who answers for a figure is told from who answered for those before, in which the reader may have been wrong.
    """

    def __init__(self, text: Text, weights: Weights, sourcing: Problem, missed: list[str]) -> None:
        super().__init__(text, [], sourcing, missed)
        self.weights = weights

    def choose(self, seen: Seen) -> list[Choice]:
        """What the reader takes the numbers for."""
        return Decider.choose(self, seen)

    def answers(
        self, sources: Sources, features: dict[str, list[str]], passage: Passage, q: Quantity, chosen: Choice
    ) -> tuple[str, str]:
        """Whom the reader takes to answer; the annotated one is noted where the figure is read as what it is."""
        gold = self._gold(q)
        if gold and gold["measure"] == chosen.measure:
            super().answers(sources, features, passage, q, chosen)
        return Decider.answers(self, sources, features, passage, q, chosen)


class Fitted:
    """The fits to some texts: of what the numbers of a sentence are, and of who answers for each.

    A sentence is read as one choice among the joint readings of its numbers. They are too many to list: first come
    those that are wrong in one number, then, by rounds, those that the weights so far hold likeliest. Who answers is
    fitted again by rounds, each with the texts read as the weights so far read them (`Learner`).
    """

    def __init__(self, some: Sequence[Text], penalty: float) -> None:
        self.walked, sourcing, self.missed = _walk(some)
        known, of_sources = prior()
        self._sourcing = Fit(sourcing, penalty, of_sources)
        listed = [set(w.changed()) for w in self.walked]
        for _ in range(ROUNDS):
            self._reading = self._fit(listed, penalty, known)
            so_far = self.without(())
            for w, some_readings in zip(self.walked, listed, strict=True):
                some_readings |= {tuple(r) for r in choice.joint(w.seen, so_far, KEPT, CHOICES)} - {w.right}
        self._reading = self._fit(listed, penalty, known)
        for _ in range(LEARNT):
            self._sourcing = Fit(_learnt(some, self.without(())), penalty, of_sources)

    def _fit(self, listed: Iterable[Iterable[tuple[Reading, ...]]], penalty: float, known: Mapping[str, float]) -> Fit:
        problem = _problem(self.walked, listed)
        return Fit(problem, penalty, known, _free(problem))

    def without(self, out: Container[str], least: float = 0.0) -> Weights:
        """The weights as the reader wants them, some groups held out; those below `least` are left out."""
        return _weights(self._reading.without(out), self._sourcing.without(out), least)


def falls(some: Sequence[Text], kept: Weights, steps: int = 8) -> tuple[float, float]:
    """By what part of it the loss still falls from weights that are kept, of readings and of sources: a fit gives 0.

    In a few steps, which is much less work than a fit.
    """
    walked, _, _ = _walk(some)
    listed = [
        (set(w.changed()) | {tuple(r) for r in choice.joint(w.seen, kept, KEPT, CHOICES)}) - {w.right} for w in walked
    ]
    problem = _problem(walked, listed)
    flat = {f"{m}|{o}": worth for o, row in kept.measures.items() for m, worth in row.items()}
    flat |= {f"+{f}": worth for f, worth in kept.subjects.items()}
    known, of_sources = prior()
    readings = Fit(problem, PENALTY, known, _free(problem), flat, steps)
    return readings.fell, Fit(_learnt(some, kept), PENALTY, of_sources, None, kept.sources, steps).fell


def _walk(some: Iterable[Text]) -> tuple[list[Walked], Problem, list[str]]:
    """The sentences of some texts as they were seen, the choices among sources, and the answers out of reach."""
    walked: list[Walked] = []
    sourcing = Problem()
    missed: list[str] = []
    for text in some:
        claims.extract(text.document, text.contest, Teacher(text, walked, sourcing, missed))
    return walked, sourcing, missed


def _learnt(some: Iterable[Text], weights: Weights) -> Problem:
    """The choices among sources as they come to be made by a reader with some weights."""
    sourcing = Problem()
    for text in some:
        claims.extract(text.document, text.contest, Learner(text, weights, sourcing, []))
    return sourcing


def _problem(walked: Iterable[Walked], listed: Iterable[Iterable[tuple[Reading, ...]]]) -> Problem:
    """The choices among the readings of each sentence: the right one, and the wrong ones that are listed."""
    problem = Problem()
    for w, wrong in zip(walked, listed, strict=True):
        problem.add(w.features(w.right), [w.features(r) for r in sorted(wrong)], w.group, w.times)
    return problem


def _free(problem: Problem) -> dict[str, float]:
    """What is hardly drawn to the prior: the bias of each kind of number."""
    return {name: FREE for name in problem.names if "|a " in name}


def _weights(of_reading: Weighed, of_sources: Weighed, least: float) -> Weights:
    measures: dict[str, dict[str, float]] = {}
    subjects: dict[str, float] = {}
    for name, weight in of_reading.items():
        if abs(weight) < least:
            continue
        if name.startswith("+"):
            subjects[name[1:]] = round(weight, 3)
        else:
            measure, _, o = name.partition("|")
            measures.setdefault(o, {})[measure] = round(weight, 3)
    return Weights(measures, subjects, {name: round(w, 3) for name, w in of_sources.items() if abs(w) >= least})


def held_out(some: Sequence[Text], count: int, penalty: float) -> Iterator[tuple[Text, Weights]]:
    """Each text with weights fitted without its contest: a part of the contests is held out by turns."""
    groups = sorted({t.group for t in some})
    fitted = Fitted(some, penalty)
    for turn in range(min(count, len(groups))):
        out = set(groups[turn::count])
        weights = fitted.without(out)
        yield from ((t, weights) for t in some if t.group in out)


def turns(some: Sequence[Text], count: int, penalty: float, show: bool) -> dict[str, Score]:
    """The scores of texts held out by turns, by set and by set and language."""
    scores: dict[str, Score] = {}
    for t, weights in held_out(some, count, penalty):
        found = read(t, weights)
        keys = (t.set, f"{t.set} {t.language}", "all")
        score(t, found, *(scores.setdefault(k, Score()) for k in keys))
        if show:
            print(*errors(t, found), sep="\n")
    return scores


def main() -> None:
    """Fit, or hold out by turns."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument(
        "--turns", type=int, default=0, help="hold out this part of the contests by turns; write nothing"
    )
    parser.add_argument("--penalty", type=float, default=PENALTY, help="weight of the L2 penalty")
    parser.add_argument("--least", type=float, default=LEAST, help="leave out weights smaller than this")
    parser.add_argument("--errors", action="store_true", help="list every miss and every false claim")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    some = texts(args.sets)
    if args.turns:
        for key, s in sorted(turns(some, args.turns, args.penalty, args.errors).items()):
            print(f"{key:12} {s.line()}")
        return
    of_all = Fitted(some, args.penalty)
    print(f"{len(of_all.walked)} sentences; {len(of_all.missed)} answers out of reach")
    print(*(f"   {line[:230]}" for line in of_all.missed), sep="\n")
    fitted = of_all.without((), args.least)
    raw = {"measures": fitted.measures, "subjects": fitted.subjects, "sources": fitted.sources}
    args.out.write_text(json.dumps(raw, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    scores: dict[str, Score] = {}
    for t in some:
        found = read(t, fitted)
        score(t, found, *(scores.setdefault(k, Score()) for k in (t.set, f"{t.set} {t.language}")))
        if args.errors:
            print(*errors(t, found), sep="\n")
    for key, s in sorted(scores.items()):
        print(f"{key:12} {s.line()}")


if __name__ == "__main__":
    main()
