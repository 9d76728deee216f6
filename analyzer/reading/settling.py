"""Figures of one source that cannot be of one count are read again: was one of them misread?

A source seldom contradicts itself in one text; a misreading often makes it seem to. So a contradiction costs as much as
it is unlikely, and the likeliest reading of the whole text is looked for anew, step by step: another joint reading of a
sentence concerned, or another source of a figure, at what each costs by the weights that the text was read with.
Figures that are read with little doubt stay as they are, whether they contradict each other or not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from analyzer.bounds import usual_ends
from analyzer.model import Claim, Quantity
from analyzer.reading import coherence
from analyzer.reading.coherence import Clash
from analyzer.reading.deciding import Decider
from analyzer.reading.drafts import Draft
from analyzer.reading.meaning import choice
from analyzer.reading.meaning.choice import Choice, Reading, Seen
from analyzer.reading.meaning.passage import Passage
from analyzer.reading.meaning.weights import likelihoods
from analyzer.reading.sources import Sources, likely

# Log-odds against a source that contradicts itself, and against one whose figures are not even roughly of one count;
# against each pair of figures more that a contradiction shows in. docs/decisions/settling.md says what others give.
_CONTRADICTION, _ABSURD, _SHOWS = 1.0, 2.0, 0.1
_DROP, _PARTED = 0.5, 1.5  # and against leaving out a figure for it, or parting it from its sentence's by its source
_MOST, _MOST_CLAIMS = 200, 80  # sentences with numbers, and claims, of a text that is still read again
_BEAM, _CHOICES = 40, 6  # joint readings of a sentence that are found, of so many of each number
_OTHERS = 10  # joint readings of a sentence that are tried
_STEPS, _TRIED = 4, 40  # changes that are made one after the other, each the best of so many

#: What the numbers of a sentence are read as, in their order.
Joint = tuple[Reading, ...]


class Told(NamedTuple):
    """What is decided beforehand: the readings of a sentence by where its first number stands, sources of figures."""

    sentences: Mapping[int, Joint]
    answers: Mapping[int, str]


_NOTHING = Told({}, {})


class Text(NamedTuple):
    """A text as it was read: what became of its numbers, and the claims; `at` is where the number of each stands."""

    drafts: list[Draft]
    claims: list[Claim]
    at: list[int]


class Recorder(Decider):
    """Decides as another does, but for what it is told, and keeps what was seen of a text that is not too long."""

    def __init__(self, inner: Decider, told: Told = _NOTHING) -> None:
        super().__init__(inner.weights)
        self._inner, self._told = inner, told
        self._features: dict[int, dict[str, list[str]]] = {}
        self._known: dict[int, dict[Joint, float]] = {}
        self.seen: dict[int, Seen] = {}
        self.read: dict[int, Joint] = {}
        self.overflown = False

    def choose(self, seen: Seen) -> list[Choice]:
        """What it is told of the sentence, else what the other decides."""
        first = seen.passage.quantities[0].start
        told = self._told.sentences.get(first)
        found = self._inner.choose(seen) if told is None else choice.as_told(seen, told, self.weights, _BEAM, _CHOICES)
        if len(self.seen) == _MOST:
            self.overflown = True
            self._features, self.seen, self.read = {}, {}, {}
        if not self.overflown:
            self.seen[first] = seen
            self.read[first] = tuple([(c.measure, c.subject) for c in found])
        return found

    def answers(
        self, sources: Sources, features: dict[str, list[str]], passage: Passage, q: Quantity, chosen: Choice
    ) -> tuple[str, str]:
        """Whom it is told, else whom the other decides on."""
        if not self.overflown:
            self._features[q.start] = features
        told = self._told.answers.get(q.start)
        if told is not None and told in features:
            return told, "without whom a source would contradict itself"
        return self._inner.answers(sources, features, passage, q, chosen)

    def explain(self, seen: Seen, i: int, chosen: Choice) -> str:
        """The reasons for a choice; where it was told, that the figures would contradict each other otherwise."""
        why = self._inner.explain(seen, i, chosen)
        if seen.passage.quantities[0].start not in self._told.sentences:
            return why
        return ", ".join(filter(None, (why, "read otherwise, its source would contradict itself")))

    def sources(self, at: int) -> dict[str, float]:
        """Log-likelihood of each source of the figure at a place."""
        return likely(self._features.get(at, {}), self.weights)

    def beside(self, at: int) -> set[int]:
        """Where the numbers of the sentence stand that has one at a place."""
        spots = ({q.start for q in seen.passage.quantities} for seen in self.seen.values())
        return next((some for some in spots if at in some), set())

    def readings(self, first: int) -> dict[Joint, float]:
        """Log-likelihoods of the likeliest joint readings of a sentence."""
        if first not in self._known:
            beam = choice.ranked(self.seen[first], self.weights, _BEAM, _CHOICES)
            self._known[first] = likelihoods({tuple(reading): worth for worth, reading in beam})
        return self._known[first]


@dataclass(frozen=True)
class _State:
    """A way to read the text: what differs from the first, by how much it is less likely, and what it contradicts."""

    claims: list[Claim]
    at: list[int]
    clashes: frozenset[Clash]
    told: Told = _NOTHING
    less: float = 0.0

    @cached_property
    def contradictions(self) -> float:
        """What the contradictions cost; those that share a figure are one."""
        joined: list[Clash] = []
        for clash in self.clashes:
            touching = [one for one in joined if one.members & clash.members]
            joined = [one for one in joined if one not in touching]
            members = clash.members.union(*(one.members for one in touching))
            joined.append(Clash(members, clash.absurd or any(one.absurd for one in touching)))
        return sum(_ABSURD if one.absurd else _CONTRADICTION for one in joined) + _SHOWS * len(self.clashes)

    @property
    def cost(self) -> float:
        """What speaks against it."""
        return self.less + self.contradictions


def settle(read: Callable[[Decider], Text], first: Text, known: Recorder, voters: float | None) -> Text | None:
    """The text read so that its sources contradict themselves less; None where it stays as it was `first` read.

    `read` reads it as a decider decides, `known` is who decided at first, `voters` the contest's, where on record.
    """
    if known.overflown or len(first.claims) > _MOST_CLAIMS or not (clashes := coherence.clashes(first.claims, voters)):
        return None
    best = start = _State(first.claims, first.at, clashes)
    for _ in range(_STEPS):
        state = best
        for move in sorted(_moves(state, known), key=lambda move: move.less)[:_TRIED]:
            if state.less + move.less >= best.cost:
                break  # nor can any other pay, if it took all contradictions away
            moved = move.of(state, voters)
            best = moved if moved.cost < best.cost else best
        if best is state:
            break
    if best is start:
        return None
    again = read(Recorder(known, best.told))
    # What is read otherwise changes what is seen behind it.
    left = _State(again.claims, again.at, coherence.clashes(again.claims, voters))
    return again if left.contradictions < start.contradictions else None


class _Otherwise(NamedTuple):
    """One sentence read otherwise."""

    less: float
    seen: Seen
    readings: Joint

    def of(self, state: _State, voters: float | None) -> _State:
        """The state with it."""
        claims, at = _read_as(state, self.seen, self.readings)
        told = {**state.told.sentences, self.seen.passage.quantities[0].start: self.readings}
        less = self.less + _DROP * max(0, len(state.claims) - len(claims))
        clashes = coherence.clashes(claims, voters)
        return _State(claims, at, clashes, state.told._replace(sentences=told), state.less + less)


class _Another(NamedTuple):
    """Another source of one figure."""

    less: float
    i: int
    source: str

    def of(self, state: _State, voters: float | None) -> _State:
        """The state with it."""
        claims = list(state.claims)
        claims[self.i] = replace(claims[self.i], source=self.source, statement=_statement(claims, self.i, self.source))
        told = {**state.told.answers, state.at[self.i]: self.source}
        clashes = coherence.clashes(claims, voters)
        return _State(claims, state.at, clashes, state.told._replace(answers=told), state.less + self.less)


def _moves(state: _State, known: Recorder) -> Iterator[_Otherwise | _Another]:
    """What may be read otherwise of the sentences and figures that contradictions show in."""
    involved = {i for clash in state.clashes for i in clash.members}
    spots = {state.at[i] for i in involved}
    for first, seen in known.seen.items():
        if spots.isdisjoint([q.start for q in seen.passage.quantities]):
            continue
        readings = known.readings(first)
        now = state.told.sentences.get(first, known.read[first])
        for other, log_likely in list(readings.items())[:_OTHERS]:
            if other != now:
                yield _Otherwise(readings[now] - log_likely if now in readings else 0.0, seen, other)
    for i in involved:
        sources, source_now = known.sources(state.at[i]), state.claims[i].source
        beside = known.beside(state.at[i])
        parted = any(c.source == source_now for j, c in enumerate(state.claims) if j != i and state.at[j] in beside)
        for source, log_likely in sources.items():
            if source != source_now:
                yield _Another(sources.get(source_now, log_likely) - log_likely + _PARTED * parted, i, source)


def _statement(claims: Sequence[Claim], i: int, source: str) -> str:
    """The statement of a source that stands nearest to a claim, or one of its own."""
    own = [c for c in claims if c.source == source]
    nearest = min(own, key=lambda c: abs(c.start - claims[i].start), default=None)
    return nearest.statement if nearest else f"{claims[i].document}#{source}"


def _read_as(state: _State, seen: Seen, readings: Joint) -> tuple[list[Claim], list[int]]:
    """The claims, and their places, with one sentence's numbers read otherwise; who says the others says a new one."""
    numbers = {q.start: (q, *reading) for q, reading in zip(seen.passage.quantities, readings, strict=True)}
    others = [(at, claim) for at, claim in zip(state.at, state.claims, strict=True) if at not in numbers]
    own = {at: claim for at, claim in zip(state.at, state.claims, strict=True) if at in numbers}
    model = next(iter(own.values()), state.claims[0])
    for at, (q, measure, subject) in numbers.items():
        claim = own.get(at) or replace(model, claim=f"at {at}", start=at)
        if measure:
            same = (claim.measure, claim.subject) == (measure, subject) and at in own
            others.append((at, claim if same else _as(claim, q, measure, subject)))
    others.sort(key=lambda pair: pair[0])
    return [claim for _, claim in others], [at for at, _ in others]


def _as(claim: Claim, q: Quantity, measure: str, subject: str) -> Claim:
    """The claim with its number read as something else."""
    low, high = usual_ends(q.value, q.resolution, q.hedge, measure)
    return replace(
        claim,
        measure=measure,
        subject=subject,
        value=q.value,
        resolution=q.resolution,
        low=low,
        high=high,
        hedge=q.hedge,
    )
