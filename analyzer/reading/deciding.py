"""Who decides what was seen: the weights, or a program that fits them and puts the annotated answers in their place."""

from __future__ import annotations

from analyzer.model import Quantity
from analyzer.reading.meaning import choice
from analyzer.reading.meaning.choice import Choice, Seen
from analyzer.reading.meaning.passage import Passage
from analyzer.reading.meaning.weights import Weights
from analyzer.reading.sources import Sources


class Decider:
    """Decides by the weights; a program that fits them puts the annotated answers in its place.

    `settles`: are figures of one source that cannot be of one count to be read again (`settling`)?
    """

    settles = True

    def __init__(self, weights: Weights) -> None:
        self.weights = weights

    def choose(self, seen: Seen) -> list[Choice]:
        """What the numbers of a passage were meant as."""
        return choice.choose(seen, self.weights)

    def answers(
        self, sources: Sources, features: dict[str, list[str]], passage: Passage, q: Quantity, chosen: Choice
    ) -> tuple[str, str]:
        """Who answers for a figure, and why."""
        return sources.choose(features, self.weights)

    def explain(self, seen: Seen, i: int, chosen: Choice) -> str:
        """The reasons for a choice."""
        return choice.explain(seen, i, chosen, self.weights)


class Unexplained(Decider):
    """Decides the same and says no reasons: for whoever wants the claims alone."""

    def explain(self, seen: Seen, i: int, chosen: Choice) -> str:
        """Nothing."""
        return ""
