"""Figures of one source that contradict each other: read again where they were misread, left where they were not."""

from __future__ import annotations

import pytest
from reading_support import OAKLAND, contest

from analyzer import checks, ledger
from analyzer.model import Contest, Document, Verdict
from analyzer.reading import claims
from analyzer.reading.deciding import Decider
from analyzer.reading.meaning.choice import Choice, Seen
from analyzer.reading.meaning.passage import Passage, Quantity
from analyzer.reading.meaning.weights import load
from analyzer.reading.sources import Sources

ISLANDS = contest(
    "islands-2031",
    "Islands, presidential election",
    OAKLAND.date,
    [("roe", "Jane Roe"), ("poe", "Alan Poe")],
    [
        (
            "board",
            "National Election Board",
            "authority",
            "",
            "Junta Nacional",
            "Conseil électoral",
            "Conselho Eleitoral",
        ),
        ("front", "Popular Front", "campaign", "poe"),
    ],
)
SAID = (
    "The National Election Board said on Monday that Jane Roe won 52.3 percent of the vote and Alan Poe 45.1 percent. "
    "Roe's lead was 214,332 votes, the board said.\n"
)


class Misreading(Decider):
    """Decides as the weights do, but gives leads to the other candidate, or figures to another source."""

    def __init__(self, lead: str = "", source: str | None = None) -> None:
        super().__init__(load())
        self._lead, self._source = lead, source

    def choose(self, seen: Seen) -> list[Choice]:
        """As the weights do, but for leads."""
        found = super().choose(seen)
        return [c._replace(subject=self._lead) if self._lead and "margin" in c.measure else c for c in found]

    def answers(
        self, sources: Sources, features: dict[str, list[str]], passage: Passage, q: Quantity, chosen: Choice
    ) -> tuple[str, str]:
        """As the weights do, but for the source of a lead."""
        if self._source is not None and "margin" in chosen.measure and self._source in features:
            return self._source, "wrongly"
        return super().answers(sources, features, passage, q, chosen)


class Unsettled(Misreading):
    """The same, not read again."""

    settles = False


def read(text: str, decider: Decider | None = None, known: Contest = ISLANDS) -> list[tuple[str, str, float, str]]:
    found, _ = claims.extract(Document("d", text), known, decider)
    assert all(text[c.start : c.end] == c.quote for c in found)
    return [(c.measure, c.subject, c.value, c.source) for c in found]


def test_a_lead_of_who_is_behind_is_read_again() -> None:
    assert ("margin_votes", "poe", 214332, "board") in read(SAID, Unsettled("poe"))
    assert read(SAID, Misreading("poe")) == [
        ("share", "roe", 52.3, "board"),
        ("share", "poe", 45.1, "board"),
        ("margin_votes", "roe", 214332, "board"),
    ]


def test_why_it_was_read_again_is_said() -> None:
    _, readings = claims.extract(Document("d", SAID), ISLANDS, Misreading("poe"))
    assert "its source would contradict itself" in readings[2].reason
    assert all("contradict" not in reading.reason for reading in readings[:2])


def test_a_text_that_is_read_rightly_is_read_once() -> None:
    seen: list[int] = []

    class Counting(Decider):
        def choose(self, passage: Seen) -> list[Choice]:
            seen.append(passage.passage.index)
            return super().choose(passage)

    read(SAID, Counting(load()))
    assert seen == sorted(set(seen))


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe won 54.2% of the vote to Alan Poe's 49.9%, the National Election Board announced.",
        "The National Election Board said on Monday that Jane Roe won 57 percent of the vote and Alan Poe 49 percent.",
        "The National Election Board declared Roe the winner by 12 percentage points, with 52 percent of the vote "
        "to 45 percent for Poe.",
        "Roe won by 120,000 votes, the National Election Board said: 1,450,221 for Roe and 1,390,870 for Poe.",
        "Of 10,213,345 registered voters 7,800,312 cast ballots, a turnout of 62 percent, the National Election "
        "Board said.",
        "La Junta Nacional anunció que Jane Roe obtuvo el 57 % de los votos y Alan Poe el 49 %.",
        "Roe aventaja a Poe por 15 puntos, con 51,2 % frente a 44,2 %, informó la Junta Nacional.",
        "O Conselho Eleitoral anunciou que Jane Roe obteve 55,1% dos votos e Alan Poe 50,3%.",
        "Le Conseil électoral a annoncé que Jane Roe a obtenu 58 % des voix et Alan Poe 47 %.",
        "Selon le Conseil électoral, Jane Roe a eu 1 204 332 voix (51,3 %) contre 1 044 110 (38,2 %) à Alan Poe.",
    ],
)
def test_what_a_source_says_and_cannot_be_stays(text: str) -> None:
    found, _ = claims.extract(Document("d", text), ISLANDS)
    verdicts = {f.verdict for f in checks.run(ledger.build(found, ISLANDS))}
    assert Verdict.INCONSISTENT in verdicts, [(c.measure, c.subject, c.value) for c in found]


def test_two_sources_may_contradict_each_other() -> None:
    text = (
        "The National Election Board said that Jane Roe won 52.3 percent of the vote and Alan Poe 45.1 percent.\n\n"
        "The Popular Front said that Alan Poe won 58 percent of the vote and Jane Roe 40 percent."
    )
    assert read(text) == read(text, Unsettled())
    assert len(read(text)) == 4


def test_a_text_with_very_many_figures_is_read_once() -> None:
    text = "\n\n".join(
        [SAID] + [f"The National Election Board said turnout was {40 + n / 10} percent." for n in range(210)]
    )
    assert ("margin_votes", "poe", 214332, "board") in read(text, Misreading("poe"))


def test_the_same_text_is_always_read_the_same() -> None:
    assert read(SAID, Misreading("poe", "front")) == read(SAID, Misreading("poe", "front"))
