"""Who speaks, and who is meant: transcripts, live reports, first names, roles that an alias gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from reading_support import contest as described

from analyzer.model import Contest, Document
from analyzer.reading import claims
from analyzer.reading.deciding import Decider
from analyzer.reading.meaning.choice import Choice, Seen
from analyzer.reading.meaning.weights import load


def contest(roe: Sequence[str] = (), poe: Sequence[str] = ()) -> Contest:
    """Roe against Poe, with aliases of theirs."""
    return described(
        "oakland-2031",
        "Oakland, presidential election",
        date(2031, 4, 6),
        [("roe", "Althea Roe", *roe), ("poe", "Desmond Poe", *poe)],
        [
            ("board", "National Election Board", "authority", ""),
            ("union", "Union for Change", "campaign", "roe", "Odessa Quashie"),
        ],
    )


def read(text: str, known: Contest) -> list[tuple[str, str, float, str]]:
    found, _ = claims.extract(Document("d", text), known)
    assert all(text[c.start : c.end] == c.quote for c in found)
    return [(c.measure, c.subject, c.value, c.source) for c in found]


TRANSCRIPT = """RADIO OAKLAND, MORNING NEWS (TRANSCRIPT)

MARLON JEFFERS: The National Election Board said at four that Desmond Poe had 24,417 votes and Althea Roe 24,203.

JEFFERS: Ms Quashie, will you concede?

QUASHIE: We have every sheet. Our sheets say Althea Roe 24,530 votes. They say Desmond Poe 24,190.

JEFFERS: Sports is next.
"""


def test_in_a_transcript_a_turn_is_the_words_of_whom_its_label_names() -> None:
    assert read(TRANSCRIPT, contest()) == [
        ("votes", "poe", 24417, "board"),
        ("votes", "roe", 24203, "board"),
        ("votes", "roe", 24530, "union"),
        ("votes", "poe", 24190, "union"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Althea Roe won. Althea got 51.2 percent of the vote, the National Election Board said.", ["roe"]),
        ("Roe won. Althea got 51.2 percent of the vote, the National Election Board said.", ["roe"]),
        ("Althea Roe won. Althea Smith got 51.2 percent of the vote in 2019.", []),
    ],
)
def test_a_first_name_names_whom_the_text_names_in_full(text: str, found: list[str]) -> None:
    subjects = [subject for _, subject, value, _ in read(text, contest()) if value == 51.2]
    assert subjects == found


LIVE = """Election night, live

20.48 First figures from the National Election Board: Roe 43.1 percent, Poe 34.6 percent.

21.35 The gap is closing, say people in the crowd outside the hall.

21.50 Quashie again, with a sandwich: she expects a long night for all.
"""


def test_the_times_of_a_live_report_are_no_figures() -> None:
    assert [value for _, _, value, _ in read(LIVE, contest())] == [43.1, 34.6]


def test_an_alias_in_another_language_gives_a_role() -> None:
    text = "The National Election Board has Roe on 48.7 percent of the vote and the incumbent on 51.3 percent."
    assert read(text, contest(poe=["président sortant"])) == [
        ("share", "roe", 48.7, "board"),
        ("share", "poe", 51.3, "board"),
    ]


def test_the_head_of_an_alias_that_describes_names_whom_it_describes() -> None:
    text = "The National Election Board has the mayor on 51.3 percent of the vote and Poe on 48.7 percent."
    assert read(text, contest(roe=["mayor of Port Ash"])) == [
        ("share", "roe", 51.3, "board"),
        ("share", "poe", 48.7, "board"),
    ]


def test_a_majority_may_be_a_small_bare_number() -> None:
    text = (
        "The National Election Board declared Desmond Poe elected with 24,417 votes to 24,203 for Althea Roe. "
        "The majority of 214 was the smallest ever."
    )
    found, _ = claims.extract(Document("d", text), contest())
    small = [c for c in found if c.value == 214]
    assert [(c.measure, c.subject, c.low, c.high) for c in small] == [("margin_votes", "poe", 214, 214)]


class Contrary(Decider):
    """Gives every lead to the candidate whom the figures have behind."""

    def choose(self, seen: Seen) -> list[Choice]:
        return [
            Choice(c.measure, "poe", c.score, c.why) if c.measure.startswith("margin") else c
            for c in super().choose(seen)
        ]


def test_a_lead_given_to_whom_the_source_has_in_front_says_so() -> None:
    text = "The National Election Board gave Roe 51.2 percent of the vote and Poe 47.9 percent, a lead of 3.3 points."
    found, readings = claims.extract(Document("d", text), contest(), Contrary(load()))
    lead = found[-1]
    assert (lead.measure, lead.subject) == ("margin_points", "roe")
    reason = next(r.reason for r in readings if r.claim == lead.claim)
    assert reason.startswith("margin_points of roe (")
    assert "whom its source has in front" in reason


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Oakland, a guide\n\nOfficial results\nRegistered voters: 6,046,873\n\n"
            "Althea Roe: 1,410,888, 42.95 percent\nDesmond Poe: 1,360,442, 41.42 percent",
            "board",
        ),
        (
            "Oakland, fiche du pays\n\nRésultats officiels\nInscrits : 6 046 873\n\n"
            "Althea Roe : 1 410 888 voix, 42,95 %\nDesmond Poe : 1 360 442 voix, 41,42 %",
            "board",
        ),
        (
            "Oakland, a guide\n\nVoters and votes\nRegistered voters: 6,046,873\n\n"
            "Althea Roe: 1,410,888, 42.95 percent\nDesmond Poe: 1,360,442, 41.42 percent",
            "",
        ),
    ],
)
def test_a_heading_of_official_results_names_the_authority(text: str, source: str) -> None:
    assert {found[-1] for found in read(text, contest())} == {source}
