"""Who speaks where a text is a table with a heading."""

from __future__ import annotations

from datetime import date

import pytest
from reading_support import contest

from analyzer.model import Document, Quantity
from analyzer.reading import claims
from analyzer.reading.choice import Choice, Seen
from analyzer.reading.passage import Passage
from analyzer.reading.reader import Decider
from analyzer.reading.sources import Sources
from analyzer.reading.weights import Weights

ISLANDS = contest(
    "islands",
    "Islands, presidential election",
    date(2031, 5, 4),
    [["oru", "Lena Oru"], ["bask", "Tomas Bask"]],
    [
        ["board", "Electoral Board", "authority", ""],
        ["court", "High Court", "court", ""],
        ["harvest", "People's Harvest Party", "campaign", "bask", "Harvest", "Ivo Lind"],
        ["watch", "Island Watch", "observer", "", "Mara Senn"],
    ],
)


class Listener(Decider):
    """Takes every number for a share of the first candidate, and notes what is seen of its sources."""

    def __init__(self) -> None:
        super().__init__(Weights({}, {}, {}))
        self.heard: dict[float, dict[str, list[str]]] = {}

    def choose(self, seen: Seen) -> list[Choice]:
        """A share, each."""
        return [Choice("share", "oru") for _ in seen.passage.quantities]

    def answers(
        self, sources: Sources, features: dict[str, list[str]], passage: Passage, q: Quantity, chosen: Choice
    ) -> tuple[str, str]:
        """Nobody."""
        self.heard[q.value] = features
        return "", ""

    def explain(self, seen: Seen, i: int, chosen: Choice) -> str:
        """Nothing."""
        return ""


def heard(text: str, code: str = "en") -> dict[float, dict[str, list[str]]]:
    """Each number of a text, with what is seen of who may answer for it."""
    listener = Listener()
    claims.extract(Document("text", text, language=code), ISLANDS, listener)
    return listener.heard


@pytest.mark.parametrize("columns", ["Candidate | Party | Votes", "Candidate   Party   Votes"])
def test_columns_named_over_a_table_are_no_heading(columns: str) -> None:
    row = columns.replace("Candidate", "Lena Oru").replace("Party", "Ind.").replace("Votes", "101,902")
    seen = heard(f"Three counts\n\nFinal results (High Court, 12 May)\n\n{columns}\n{row}\n")[101902]
    assert "heads the list" in seen["court"]
    assert "heads the list" not in seen.get("harvest", [])
    assert "heads the list" not in seen.get("board", [])
