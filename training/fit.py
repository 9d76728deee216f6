"""Fit the reader's weights to annotated texts: annotated texts -> analyzer/reading/weights.json.

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
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from annotated import Text, texts
from scipy import sparse
from scipy.optimize import minimize
from scoring import Score, errors, read, score

from analyzer.model import Quantity
from analyzer.reading import choice, claims
from analyzer.reading.choice import Choice, Seen
from analyzer.reading.passage import Passage
from analyzer.reading.reader import Decider
from analyzer.reading.sources import Sources
from analyzer.reading.weights import Weights

OUT = Path(__file__).resolve().parent.parent / "analyzer" / "reading" / "weights.json"
PENALTY = 0.8  # weight of the L2 penalty; docs/decisions/weights.md has what others give
FREE = 0.05  # part of the penalty on the bias of each kind of number, which says only how often it is a claim
Weighed = dict[str, float]  # weights by the names of the features
PRIOR = Path(__file__).resolve().parent / "prior.toml"


@dataclass
class Problem:
    """Choices to be made likely: a row of features for each alternative, the alternatives of a choice together.

    Each choice belongs to the group of its text, so that groups can be held out.
    """

    names: dict[str, int] = field(default_factory=dict)
    columns: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, alternatives: Sequence[Sequence[str]], right: int, group: str) -> None:
        """One more choice: the features of its alternatives, which of them is right, and the group it belongs to."""
        self.starts.append(self.count)
        self.right.append(self.count + right)
        self.groups.append(group)
        for features in alternatives:
            for f in features:
                self.columns.append(self.names.setdefault(f, len(self.names)))
                self.rows.append(self.count)
            self.count += 1

    def fit(
        self, penalty: float, prior: Mapping[str, float], out: Container[str] = (), near: Weighed | None = None
    ) -> Weighed:
        """The weights under which the right alternatives are likeliest, drawn towards the prior.

        Groups in `out` are held out: what only they show has no weight. The search starts from `near`, where given; the
        function is convex, so that it ends at the same weights.
        """
        kept = np.array([g not in out for g in self.groups])
        ends = np.array([*self.starts[1:], self.count])
        sizes = (ends - self.starts)[kept]
        alternatives = np.repeat(kept, ends - self.starts)
        x = self._matrix()[alternatives]
        starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        right = (np.array(self.right) - self.starts)[kept] + starts
        shown = np.asarray(x.sum(axis=0)).ravel() > 0
        x = x[:, shown].tocsr()
        names = [name for name, some in zip(self.names, shown, strict=True) if some]
        known = np.array([prior.get(name, 0.0) for name in names])
        free = np.array([FREE if "|a " in name else 1.0 for name in names])
        pull = np.asarray(x[right].sum(axis=0)).ravel()
        across = x.T.tocsr()

        def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
            s = x @ w
            top = np.maximum.reduceat(s, starts)
            e = np.exp(s - np.repeat(top, sizes))
            z = np.add.reduceat(e, starts)
            p = e / np.repeat(z, sizes)
            value = np.sum(np.log(z) + top) - np.sum(s[right]) + penalty / 2 * np.sum(free * (w - known) ** 2)
            return float(value), across @ p - pull + penalty * free * (w - known)

        first = known if near is None else np.array([near.get(name, 0.0) for name in names])
        done = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": 400})
        return {name: float(w) for name, w in zip(names, done.x, strict=True)}

    def _matrix(self) -> sparse.csr_matrix:
        shape = (self.count, len(self.names))
        return sparse.csr_matrix((np.ones(len(self.rows)), (self.rows, self.columns)), shape)


class Teacher(Decider):
    """Answers as the annotation does, and notes every choice that was to be made."""

    def __init__(self, text: Text, reading: Problem, sourcing: Problem, missed: list[str]) -> None:
        super().__init__(Weights({}, {}, {}))
        self._text, self._reading, self._sourcing, self._missed = text, reading, sourcing, missed

    def _gold(self, q: Quantity) -> dict[str, Any] | None:
        return next(
            (
                g
                for g in self._text.gold
                if min(g["end"], q.end) > max(g["start"], q.start)
                and abs(g["value"] - q.value) <= max(1e-6 * abs(q.value), 0.005 if q.resolution == 5 else 1e-9)
            ),
            None,
        )

    def choose(self, seen: Seen) -> list[Choice]:
        """The annotated readings."""
        done: list[tuple[str, str]] = []
        for i, q in enumerate(seen.passage.quantities):
            gold = self._gold(q)
            right = (gold["measure"], gold["subject"]) if gold else ("", "")
            if seen.dismissed[i]:
                if gold:
                    self._missed.append(f"dismissed {seen.dismissed[i]}: {self._text.document.id} {gold['quote']!r}")
            else:
                possible = choice.readings(seen, i)
                if right in possible:
                    features = [list(reading_features(seen, i, r, done)) for r in possible]
                    self._reading.add(features, possible.index(right), self._text.group)
                else:
                    self._missed.append(f"no such reading: {self._text.document.id} {gold}")
            done.append(right)
        return [Choice(*r) for r in done]

    def answers(
        self, sources: Sources, features: dict[str, list[str]], passage: Passage, q: Quantity, chosen: Choice
    ) -> tuple[str, str]:
        """The annotated source."""
        gold = self._gold(q)
        source = gold["source"] if gold else ""
        names = list(features)
        if source in names:
            self._sourcing.add([features[n] for n in names], names.index(source), self._text.group)
        else:
            self._missed.append(f"no such source: {self._text.document.id} {gold}")
        return source, ""

    def explain(self, seen: Seen, i: int, chosen: Choice) -> str:
        """Nothing: the answers are given."""
        return ""


def reading_features(seen: Seen, i: int, reading: tuple[str, str], earlier: list[tuple[str, str]]) -> Iterable[str]:
    """All features of one reading of a number; those that are worth something to a measure alone carry its name."""
    measure, subject = reading
    for o in seen.observed[i]:
        yield f"{measure}|{o}"
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


@dataclass
class Problems:
    """All choices of some texts: what each number is, and who answers for it; and the answers out of reach."""

    reading: Problem = field(default_factory=Problem)
    sourcing: Problem = field(default_factory=Problem)
    missed: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, some: Iterable[Text]) -> Problems:
        """The choices of some texts, each walked with the annotated answers."""
        found = cls()
        for text in some:
            teacher = Teacher(text, found.reading, found.sourcing, found.missed)
            claims.extract(text.document, text.contest, teacher)
        return found

    def fit(
        self, penalty: float, out: Container[str] = (), near: tuple[Weighed, Weighed] | None = None
    ) -> tuple[Weighed, Weighed]:
        """The weights of what is seen of readings and of sources, some groups held out."""
        known, of_sources = prior()
        of_reading, of_sourcing = near or (None, None)
        return self.reading.fit(penalty, known, out, of_reading), self.sourcing.fit(
            penalty, of_sources, out, of_sourcing
        )

    def line(self) -> str:
        """How many choices there are, in words."""
        reading, sourcing = self.reading, self.sourcing
        return (
            f"{len(reading.right)} numbers, {len(reading.names)} features; {len(sourcing.right)} sources, "
            f"{len(sourcing.names)} features; {len(self.missed)} answers out of reach"
        )


def weights(of_reading: Weighed, of_sources: Weighed, least: float = 0.0) -> Weights:
    """Weights as the reader wants them; those below `least` are left out."""
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


def turns(some: Sequence[Text], count: int, penalty: float, show: bool) -> dict[str, Score]:
    """Hold out a part of the contests by turns: the scores of the texts held out, by set and by set and language."""
    groups = sorted({t.group for t in some})
    problems = Problems.of(some)
    near = problems.fit(penalty)
    scores: dict[str, Score] = {}
    for turn in range(min(count, len(groups))):
        out = set(groups[turn::count])
        fitted = weights(*problems.fit(penalty, out, near))
        for t in some:
            if t.group in out:
                found = read(t, fitted)
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
    parser.add_argument("--least", type=float, default=0.04, help="leave out weights smaller than this")
    parser.add_argument("--errors", action="store_true", help="list every miss and every false claim")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    some = texts(args.sets)
    if args.turns:
        for key, s in sorted(turns(some, args.turns, args.penalty, args.errors).items()):
            print(f"{key:12} {s.line()}")
        return
    problems = Problems.of(some)
    print(problems.line(), *(f"   {line[:230]}" for line in problems.missed), sep="\n")
    fitted = weights(*problems.fit(args.penalty), args.least)
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
