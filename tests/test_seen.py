"""What is seen around a number, before anything is decided: one fact of each kind, and one text that lacks it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from reading_support import contest

from analyzer.model import Document, Quantity
from analyzer.reading import claims
from analyzer.reading.choice import Choice, Seen, joint, together
from analyzer.reading.passage import Passage
from analyzer.reading.reader import Decider
from analyzer.reading.sources import Sources
from analyzer.reading.weights import load

CONTEST = contest(
    "isla-verde-2031-governor",
    "Isla Verde, governor",
    date(2031, 4, 6),
    [("roe", "Jane Roe"), ("poe", "Alan Poe", "the incumbent"), ("low", "Mary Low")],
    [
        ("board", "National Election Board", "authority", ""),
        ("court", "High Court", "court", ""),
        ("union", "Union for Change", "campaign", "roe"),
    ],
)


class Looking(Decider):
    """Decides as the program does, and keeps what it saw."""

    def __init__(self) -> None:
        super().__init__(load())
        self.observed: dict[str, list[str]] = {}
        self.hangs: dict[str, dict[str, list[str]]] = {}
        self.sources: dict[str, dict[str, list[str]]] = {}
        self.seen: list[Seen] = []

    def choose(self, seen: Seen) -> list[Choice]:
        self.seen.append(seen)
        text = seen.passage.text
        for i, q in enumerate(seen.passage.quantities):
            quote = text[q.start : q.end]
            self.observed[quote], self.hangs[quote] = seen.observed[i], seen.hangs[i]
        return super().choose(seen)

    def answers(
        self, sources: Sources, features: dict[str, list[str]], passage: Passage, q: Quantity, chosen: Choice
    ) -> tuple[str, str]:
        self.sources[passage.text[q.start : q.end]] = features
        return super().answers(sources, features, passage, q, chosen)


def look(text: str) -> Looking:
    decider = Looking()
    claims.extract(Document("d", text), CONTEST, decider)
    return decider


@pytest.mark.parametrize(
    ("text", "quote", "fact", "there"),
    [
        ("Roe had 51.2% at about 2017 GMT on Sunday.", "51.2%", "of another year", False),
        ("Roe had 51.2% in 2017.", "51.2%", "of another year", True),
        ("In the province of Norte, Roe had 51.2% of the vote.", "51.2%", "regional", True),
        ("In the province of Verde, Roe had 51.2% of the vote.", "51.2%", "regional", False),
        ("Five years ago, in a race that nobody had thought close, Roe had 51.2%.", "51.2%", "earlier opens", True),
        ("Roe, who had lost to Poe five years ago, had 51.2%.", "51.2%", "earlier opens", False),
        ("Counted were 142 of 151 polling stations, 94.0%.", "94.0%", "percent of two counts", True),
        ("Counted were 142 of 161 polling stations, 94.0%.", "94.0%", "percent of two counts", False),
        ("Counted were 142 of 151 polling stations, 94.0%.", "142", "bare is the part", True),
        ("Counted were 142 of 161 polling stations, 94.0%.", "142", "bare is the part", False),
        ("Roe had 24,417 votes and Poe 24,203. The lead is 214.", "214", "exactly the difference", True),
        ("Roe had 24,417 votes and Poe 24,203. The lead is 215.", "215", "exactly the difference", False),
    ],
)
def test_what_is_observed_of_a_number(text: str, quote: str, fact: str, there: bool) -> None:
    assert (fact in look(text).observed[quote]) == there


@pytest.mark.parametrize(
    ("text", "quote", "candidate", "fact", "there"),
    [
        ("It was 24,388 votes for Roe and 24,351 for Poe.", "24,351", "roe", "<taken", True),
        ("It was 24,388 votes to Roe's 24,351.", "24,351", "roe", "<taken", False),
        ("Roe was there, and 24,351 voted for Poe.", "24,351", "roe", "<taken", False),
        ("The board gave 51.2% to the incumbent.", "51.2%", "poe", ">towards", True),
        ("The board gave 51.2%; the incumbent wept.", "51.2%", "poe", ">towards", False),
    ],
)
def test_how_a_number_hangs_on_a_name(text: str, quote: str, candidate: str, fact: str, there: bool) -> None:
    assert (fact in look(text).hangs[quote][candidate]) == there


@pytest.mark.parametrize(("last", "there"), [("7.1", True), ("9.1", False), ("2.1", False)])
def test_three_shares_may_make_the_whole(last: str, there: bool) -> None:
    (seen,) = look(f"Roe got 51.2%, Poe 41.5% and Low {last}% of the vote.").seen
    whole = [("share", "roe"), ("share", "poe"), ("share", "low")]
    assert ("makes the whole" in together(seen, 2, whole[:2], whole[2])) == there
    assert len(joint(seen, load(), 5, 6)) == 5


TABLE = """Final results of the election for governor{caption}

Candidate     Votes       %
Jane Roe      24,388      50.1
Alan Poe      24,351      49.9
{below}"""


@pytest.mark.parametrize(
    ("caption", "below", "fact"),
    [
        (" (High Court, 12 May)", "", "heads the list"),
        ("", "\nSource: High Court\n", "credited below"),
        ("", "\nThe High Court said nothing.\n", ""),
    ],
)
def test_a_line_over_or_below_a_table_says_whose_it_is(caption: str, below: str, fact: str) -> None:
    found = look(TABLE.format(caption=caption, below=below)).sources["24,388"].get("court", [])
    said = [f for f in found if f in ("heads the list", "credited below")]
    assert said == ([fact] if fact else [])


LETTER = """UNION FOR CHANGE
Headquarters, 4 Harbour Road

PRESS STATEMENT
7 April 2031

1. The Board gave 24,203 votes to Roe. We do not accept it.

2. Our delegates were in all stations. By our sheets Roe has 24,530 votes.
"""


def test_a_letterhead_says_who_issues_a_statement() -> None:
    found = look(LETTER).sources["24,530 votes"]["union"]
    assert {"issues the document, we", "issues the statement, we"} <= set(found)


def test_a_title_that_names_two_issues_nothing() -> None:
    found = look(LETTER.replace("Headquarters", "To the High Court, Headquarters")).sources["24,530 votes"]
    assert not any(f.startswith("issues") for f in found.get("court", []))


REFERENDUM = contest(
    "isla-verde-2031-referendum", "Isla Verde, referendum", date(2031, 4, 6), [("yes", "Yes"), ("no", "No")], []
)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("It was 50.7% in favour of the «no» and 49.3% for the «yes».", ["no", "yes"]),
        ("It was 50.7% in favour and 49.3% against.", ["yes", "no"]),
    ],
)
def test_a_turn_of_phrase_before_a_named_answer_is_none_itself(text: str, subjects: Sequence[str]) -> None:
    found, _ = claims.extract(Document("d", text), REFERENDUM)
    assert [c.subject for c in found] == list(subjects)
