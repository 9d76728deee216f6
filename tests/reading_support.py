"""Contests that tests of the reader describe in a few words, and what is seen where a text is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analyzer.model import Candidate, Contest, Document, Quantity, Source, SourceKind
from analyzer.reading import claims
from analyzer.reading.deciding import Decider
from analyzer.reading.meaning.choice import Choice, Seen
from analyzer.reading.meaning.passage import Passage
from analyzer.reading.meaning.weights import load
from analyzer.reading.sources import Sources


def contest(
    id: str, name: str, when: date, candidates: Sequence[Sequence[str]], sources: Sequence[Sequence[str]]
) -> Contest:
    """A contest of (id, name, aliases…) candidates and (id, name, kind, candidate or "", aliases…) sources."""
    return Contest(
        id,
        name,
        when,
        candidates=tuple(Candidate(id, full, (full, *aliases)) for id, full, *aliases in candidates),
        sources=tuple(
            Source(id, full, SourceKind(kind), (full, *aliases), side) for id, full, kind, side, *aliases in sources
        ),
    )


OAKLAND = contest(
    "oakland-2031",
    "Oakland, presidential election",
    date(2031, 4, 6),
    [("roe", "Jane Roe"), ("poe", "Alan Poe")],
    [("board", "National Election Board", "authority", "")],
)

ANDINA = contest(
    "andina",
    "Andina, presidential election",
    date(2026, 6, 7),
    [["roe", "Rosa Roe"], ["poe", "Pedro Poe"], ["coe", "Carla Coe"]],
    [
        ["board", "Electoral Board", "authority", "", "Junta Electoral", "Comissão Eleitoral", "Commission électorale"],
        ["union", "Union", "campaign", "poe", "Unión"],
        ["court", "Constitutional Court", "court", "", "Tribunal Constitucional", "Cour constitutionnelle"],
    ],
)


class Looking(Decider):
    """Decides as the program does, and keeps what it saw: of each number by the number as it is written."""

    def __init__(self) -> None:
        super().__init__(load())
        self.observed: dict[str, list[str]] = {}
        self.hangs: dict[str, dict[str, list[str]]] = {}
        self.sources: dict[str, dict[str, list[str]]] = {}
        self.seen: list[Seen] = []

    def choose(self, seen: Seen) -> list[Choice]:
        """As the weights do."""
        self.seen.append(seen)
        text = seen.passage.text
        for i, q in enumerate(seen.passage.quantities):
            quote = text[q.start : q.end]
            self.observed[quote], self.hangs[quote] = seen.observed[i], seen.hangs[i]
        return super().choose(seen)

    def answers(
        self, sources: Sources, features: dict[str, list[str]], passage: Passage, q: Quantity, chosen: Choice
    ) -> tuple[str, str]:
        """As the weights do."""
        self.sources[passage.text[q.start : q.end]] = features
        return super().answers(sources, features, passage, q, chosen)


def look(text: str, known: Contest, language: str = "") -> Looking:
    """What is seen where a text is read; its language is told from it unless it is given."""
    decider = Looking()
    claims.extract(Document("text", text, language=language), known, decider)
    return decider
