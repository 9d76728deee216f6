"""What is seen of a number, before any weight is asked: observations by their names."""

from datetime import date

import pytest

from analyzer.model import Candidate, Contest, Document, Source, SourceKind
from analyzer.reading import claims, weights
from analyzer.reading.choice import Choice, Seen
from analyzer.reading.reader import Decider


class Watcher(Decider):
    """Decides by the weights, and keeps what was seen of each number by the number as it is written."""

    def __init__(self) -> None:
        super().__init__(weights.load())
        self.observed: dict[str, list[str]] = {}

    def choose(self, seen: Seen) -> list[Choice]:
        for q, some in zip(seen.passage.quantities, seen.observed, strict=True):
            self.observed[seen.passage.text[q.start : q.end]] = some
        return super().choose(seen)


def contest(name: str = "Norland, presidential election", voters: int | None = None, source: str = "Board") -> Contest:
    return Contest(
        "norland",
        name,
        date(2024, 5, 12),
        candidates=(
            Candidate("roe", "Jane Roe", ("Jane Roe", "Roe")),
            Candidate("poe", "John Poe", ("John Poe", "Poe")),
        ),
        sources=(Source("board", "Board of Elections", SourceKind.AUTHORITY, ("Board of Elections", source)),),
        registered_voters=voters,
    )


def observed(text: str, number: str, of: Contest | None = None, language: str = "en") -> list[str]:
    """What is seen of a number of a text."""
    watcher = Watcher()
    claims.extract(Document("text", text, language=language), of or contest(), watcher)
    return watcher.observed[number]


@pytest.mark.parametrize(
    ("voters", "digits"), [(0, "digits=3"), (1_912, "digits=6"), (41_230, "digits=5"), (612_340, "digits=3")]
)
def test_how_many_votes_are_many_depends_on_how_many_may_vote(voters: int, digits: str) -> None:
    found = observed("Jane Roe took 604 votes.", "604 votes", contest(voters=voters or None))
    assert digits in found
    assert ("small place" in found) == (0 < voters < 200_000)


@pytest.mark.parametrize(
    ("text", "regional"),
    [
        ("County Board of Elections put turnout at 33.7 per cent.", False),
        ("The Board of Elections of Ash County put turnout at 33.7 per cent.", False),
        ("In Ash County the Board of Elections put turnout at 33.7 per cent.", True),
    ],
)
def test_a_region_in_the_name_of_who_speaks_is_no_region_of_the_figure(text: str, regional: bool) -> None:
    of = contest(source="Board of Elections of Ash County")
    assert any(o.startswith("regional") for o in observed(text, "33.7 per cent", of)) == regional


@pytest.mark.parametrize(("before", "labelled"), [("", False), ("The night is long.\n\n", True)])
def test_a_headline_is_no_labelled_line(before: str, labelled: bool) -> None:
    found = observed(f"{before}Fever in Norland: Jane Roe keeps her seat by 521 votes", "521 votes")
    assert ("labelled line" in found) == labelled


def test_a_turn_of_phrase_is_seen_together_with_what_the_number_counts() -> None:
    found = observed("Jane Roe won by a margin of 3,447 votes.", "3,447 votes")
    assert {"*margin_before", "*margin_before & count of votes"} <= set(found)


def test_an_age_stands_behind_a_name_and_its_party() -> None:
    for who in ("Jane Roe", "Jane Roe (PTS)"):
        assert not observed(f"The board declared {who}, 57, the winner with 51.2 per cent.", "57")
    assert observed("Ahead is Jane Roe (PTS), 57 percent to 43.", "57 percent")


def test_who_returned_a_ballot_is_a_turn_of_phrase() -> None:
    assert "*ballots_after" in observed("The board said 41,758 members returned a mail-in ballot.", "41,758 members")


def test_a_whole_number_over_a_hundred_is_a_count() -> None:
    """No percentage is: "Poe 900" behind votes may be votes, and is not told as a bare number is."""
    assert "a count" in observed("Jane Roe had some 1,600 votes and John Poe 900.", "900")
    assert "a bare" in observed("Jane Roe was at 52 percent and John Poe at 48.", "48")
