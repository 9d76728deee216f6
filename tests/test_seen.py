"""What is seen around a number, before anything is decided: one fact of each kind, and one text that lacks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from reading_support import contest, look

from analyzer.model import Document
from analyzer.reading import claims
from analyzer.reading.meaning.choice import joint, together
from analyzer.reading.meaning.weights import load

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


@pytest.mark.parametrize(
    ("text", "quote", "fact", "there"),
    [
        ("Roe had 51.2% at about 2017 GMT on Sunday.", "51.2%", "of another year", False),
        ("Roe had 51.2% in 2017.", "51.2%", "of another year", True),
        ("Roe: 51.2% (2017: 47.0%)", "51.2%", "of another year", False),
        ("Roe: 51.2% (2017: 47.0%)", "47.0%", "of another year", True),
        ("The lead was down to nine, she said.", "nine", "bare of a lead", True),
        ("The lead was down to nine, she said.", "nine", "bare in words", True),
        ("Roe had 51.2% of the vote.", "51.2%", "percent in words", False),
        ("In the province of Norte, Roe had 51.2% of the vote.", "51.2%", "regional", True),
        ("In the province of Verde, Roe had 51.2% of the vote.", "51.2%", "regional", False),
        ("Five years ago, in a race that nobody had thought close, Roe had 51.2%.", "51.2%", "earlier opens", True),
        ("Roe, who had lost to Poe five years ago, had 51.2%.", "51.2%", "earlier opens", False),
        ("Counted were 142 of 151 polling stations, 94.0%.", "94.0%", "percent of two counts", True),
        ("Counted were 142 of 161 polling stations, 94.0%.", "94.0%", "percent of two counts", False),
        ("Counted were 142 of 151 polling stations, 94.0%.", "94.0%", "percent of two counts of sheets", True),
        ("Roe won 142 of 151 votes, 94.0%.", "94.0%", "percent of two counts of sheets", False),
        ("The court deducted 24,100 votes from Roe.", "24,100 votes", "*withdrawn_before", True),
        ("The board opened 241 polling stations again.", "241 polling stations", "*some_sheets_before", True),
        ("The board counted 241 polling stations.", "241 polling stations", "*some_sheets_before", False),
        ("Counted were 142 of 151 polling stations, 94.0%.", "142", "count is the part", True),
        ("Counted were 142 of 161 polling stations, 94.0%.", "142", "count is the part", False),
        ("Roe had 24,417 votes and Poe 24,203. The lead is 214.", "214", "exactly the difference", True),
        ("Roe had 24,417 votes and Poe 24,203. The lead is 215.", "215", "exactly the difference", False),
    ],
)
def test_what_is_observed_of_a_number(text: str, quote: str, fact: str, there: bool) -> None:
    assert (fact in look(text, CONTEST).observed[quote]) == there


@pytest.mark.parametrize(
    ("text", "quote", "candidate", "fact", "there"),
    [
        ("It was 24,388 votes for Roe and 24,351 for Poe.", "24,351", "roe", "<taken", True),
        ("It was 24,388 votes to Roe's 24,351.", "24,351", "roe", "<taken", False),
        ("Roe was there, and 24,351 voted for Poe.", "24,351", "roe", "<taken", False),
        ("Roe's main opponent, Alan Poe, got 24,351 votes.", "24,351 votes", "roe", "<owns another", True),
        ("Roe's party said Alan Poe got 24,351 votes.", "24,351 votes", "roe", "<owns another", False),
        ("The board gave 51.2% to the incumbent.", "51.2%", "poe", ">towards", True),
        ("The board gave 51.2%; the incumbent wept.", "51.2%", "poe", ">towards", False),
        ("It was 51.2% for the ruling party candidate, Alan Poe.", "51.2%", "poe", ">towards", True),
        ("It was 51.2% for the day, Alan Poe wrote.", "51.2%", "poe", ">towards", False),
    ],
)
def test_how_a_number_hangs_on_a_name(text: str, quote: str, candidate: str, fact: str, there: bool) -> None:
    assert (fact in look(text, CONTEST).hangs[quote][candidate]) == there


@pytest.mark.parametrize(("last", "there"), [("7.1", True), ("9.1", False), ("2.1", False)])
def test_three_shares_may_make_the_whole(last: str, there: bool) -> None:
    (seen,) = look(f"Roe got 51.2%, Poe 41.5% and Low {last}% of the vote.", CONTEST).seen
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
    found = look(TABLE.format(caption=caption, below=below), CONTEST).sources["24,388"].get("court", [])
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
    found = look(LETTER, CONTEST).sources["24,530 votes"]["union"]
    assert {"says we of itself, we", "issues the statement, we"} <= set(found)


def test_a_title_that_names_two_issues_nothing() -> None:
    found = look(LETTER.replace("Headquarters", "To the High Court, Headquarters"), CONTEST).sources["24,530 votes"]
    assert not any(f.startswith(("issues", "says we")) for f in found.get("court", []))


REFERENDUM = contest(
    "isla-verde-2031-referendum", "Isla Verde, referendum", date(2031, 4, 6), [("yes", "Yes"), ("no", "No")], []
)


@pytest.mark.parametrize(
    ("code", "text", "subjects"),
    [
        ("en", "It was 50.7% in favour of the «no» and 49.3% for the «yes».", ["no", "yes"]),
        ("en", "It was 50.7% in favour and 49.3% against.", ["yes", "no"]),
        ("es", "Fue 50,7 % a favor y 49,3 % en contra.", ["yes", "no"]),
        ("fr", "Ce fut 50,7 % pour et 49,3 % contre.", ["yes", "no"]),
        ("pt", "Foram 50,7% a favor e 49,3% contra.", ["yes", "no"]),
        ("it", "È stato il 50,7 % a favore e il 49,3 % contro.", ["yes", "no"]),
    ],
)
def test_a_turn_of_phrase_before_a_named_answer_is_none_itself(code: str, text: str, subjects: Sequence[str]) -> None:
    found, _ = claims.extract(Document("d", text, language=code), REFERENDUM)
    assert [c.subject for c in found] == list(subjects)


NORLAND = contest(
    "norland",
    "Norland, presidential election",
    date(2024, 5, 12),
    [("roe", "Jane Roe", "Roe"), ("poe", "John Poe", "Poe")],
    [("board", "Board of Elections", "authority", "", "Board")],
)


def observed(text: str, number: str) -> list[str]:
    """What is seen of a number of a text about Norland."""
    return look(text, NORLAND).observed[number]


@pytest.mark.parametrize(
    ("voters", "part"),
    [
        (0, []),
        (1_912, ["of the voters 6"]),
        (41_230, ["of the voters 3"]),
        (612_340, ["of the voters 0"]),
    ],
)
def test_how_many_votes_are_many_depends_on_how_many_may_vote(voters: int, part: list[str]) -> None:
    known = replace(NORLAND, registered_voters=voters or None)
    found = look("Jane Roe took 604 votes.", known).observed["604 votes"]
    assert [o for o in found if o.startswith("of the voters")] == part
    assert ("small place" in found) == (0 < voters < 200_000)


@pytest.mark.parametrize(
    ("told", "number", "part"),
    [
        ("2,604 votes (0.8%)", "2,604 votes", ["count, whole of the voters 7"]),  # few, of all votes there are
        ("2,604 votes (0.8%)", "0.8%", ["percent, whole of the voters 7"]),
        ("2,604 votes (41.3%)", "2,604 votes", ["count, whole of the voters 3"]),
        ("2,604 votes", "2,604 votes", []),
    ],
)
def test_a_count_and_its_percentage_are_of_a_whole_that_is_large_or_small(
    told: str, number: str, part: list[str]
) -> None:
    found = look(f"Jane Roe took {told}.", replace(NORLAND, registered_voters=612_340)).observed[number]
    assert [o for o in found if "whole of the voters" in o] == part


@pytest.mark.parametrize(
    ("text", "regional"),
    [
        ("County Board of Elections put turnout at 33.7 per cent.", False),
        ("The Board of Elections of Ash County put turnout at 33.7 per cent.", False),
        ("In Ash County the Board of Elections put turnout at 33.7 per cent.", True),
    ],
)
def test_a_region_in_the_name_of_who_speaks_is_no_region_of_the_figure(text: str, regional: bool) -> None:
    board = replace(NORLAND.sources[0], aliases=("Board of Elections", "Board of Elections of Ash County"))
    found = look(text, replace(NORLAND, sources=(board,))).observed["33.7 per cent"]
    assert any(o.startswith("regional") for o in found) == regional


@pytest.mark.parametrize(("before", "labelled"), [("", False), ("The night is long.\n\n", True)])
def test_a_headline_is_no_labelled_line(before: str, labelled: bool) -> None:
    found = observed(f"{before}Fever in Norland: Jane Roe keeps her seat by 521 votes", "521 votes")
    assert ("labelled line" in found) == labelled


def test_a_turn_of_phrase_is_seen_together_with_what_the_number_counts() -> None:
    found = observed("Jane Roe won by a margin of 3,447 votes.", "3,447 votes")
    assert {"*margin_before", "*margin_before & count of votes"} <= set(found)


def test_an_age_stands_behind_a_name_and_its_party() -> None:
    for who in ("Jane Roe", "Jane Roe (PTS)"):
        text = f"The board declared {who}, 57, the winner with 51.2 per cent."
        assert list(look(text, NORLAND).observed) == ["51.2 per cent"]
        assert not observed(f"The winner with 51.2 per cent is {who}, 57.", "57")
    assert observed("Ahead is Jane Roe (PTS), 57 percent to 43.", "57 percent")


def test_who_returned_a_ballot_is_a_turn_of_phrase() -> None:
    assert "*ballots_after" in observed("The board said 41,758 members returned a mail-in ballot.", "41,758 members")


def test_a_whole_number_over_a_hundred_is_a_count() -> None:
    """No percentage is: "Poe 900" behind votes may be votes, and is not told as a bare number is."""
    assert "a count" in observed("Jane Roe had some 1,600 votes and John Poe 900.", "900")
    assert "a bare" in observed("Jane Roe was at 52 percent and John Poe at 48.", "48")


TIMES = [
    ("Turnout was low in 2019. Roe had 51.2%.", True),
    ("Turnout was low in 2019. Nobody minded. Roe had 51.2%.", True),
    ("Turnout was low in 2019. Then came May 12, 2024. Roe had 51.2%.", False),
    ("Turnout was low in 2019.\n\nRoe had 51.2%.", False),
    ("The first vote was in December. Roe had 51.2%.", True),
    ("The count ended in June. Roe had 51.2%.", False),
    ("Turnout was high. Roe had 51.2%.", False),
]


@pytest.mark.parametrize(("text", "there"), TIMES)
def test_another_time_holds_on_within_its_paragraph(text: str, there: bool) -> None:
    assert ("another time before" in observed(text, "51.2%")) == there


@pytest.mark.parametrize(
    ("before", "there"),
    [
        ("An exit poll was out at six. ", True),
        ("An exit poll was out at six. Few believed it. ", False),
        ("An exit poll was out at six.\n\n", False),
    ],
)
def test_what_the_sentence_before_speaks_of(before: str, there: bool) -> None:
    assert ("before, poll" in observed(f"{before}Roe had 51.2%.", "51.2%")) == there


def test_nobody_is_weighed_whom_the_document_never_speaks_of() -> None:
    assert set(look("Roe had 51.2% of the vote.", CONTEST).hangs["51.2%"]) == {"roe"}
    of_two = look("Roe had 51.2% of the vote.", NORLAND).hangs["51.2%"]
    assert set(of_two) == {"roe", "poe"}  # against whom else could she have run?


CHANGES = [
    ("en", "Roe's total fell from 3,114 votes to 3,102 votes.", "change"),
    ("en", "The board corrected Roe's total from 3,114 votes to 3,102 votes.", "change"),
    ("en", "Roe beat Poe by 3,114 votes to 3,102 votes.", "pair"),
    ("pt", "A junta elevou o total de Roe de 3.102 votos para 3.114 votos.", "change"),
    ("es", "La junta rebajó el total final de Roe de 3.114 votos a 3.102 votos.", "change"),
    ("fr", "La commission a relevé le total de Roe de 3 102 voix à 3 114 voix.", "change"),
    ("it", "La commissione ha alzato il totale di Roe da 3.102 voti a 3.114 voti.", "change"),
]


@pytest.mark.parametrize(("code", "text", "tie"), CHANGES)
def test_a_figure_that_changes_is_no_pair_of_two_candidates(code: str, text: str, tie: str) -> None:
    seen = look(text, NORLAND, code).seen[0]
    assert seen.ties == ["", tie]
    second = together(seen, 1, [("votes", "roe")], ("votes", "poe"))
    assert ("changes into another" in second) == (tie == "change")


@pytest.mark.parametrize(
    ("row", "how"),
    [
        ("Jane Roe | Union for Change | 3,114 votes", "with its candidate"),
        ("Jane Roe (Union for Change) 3,114 votes", "in brackets"),
        ("Union for Change, meeting in secret, had 3,114 votes for Jane Roe", "named"),
    ],
)
def test_a_party_beside_its_candidate_is_not_who_speaks(row: str, how: str) -> None:
    found = look(f"The board's result:\n\n{row}", CONTEST).sources
    assert all(any(f.startswith(how) for f in features["union"]) for features in found.values())


@pytest.mark.parametrize(("sheets", "there"), [(5_210, True), (5_310, False), (None, False)])
def test_a_percentage_is_held_against_the_sheets_of_the_contest(sheets: int | None, there: bool) -> None:
    known = replace(NORLAND, tally_sheets=sheets)
    found = look("The count rests on 5,166 sheets, or 99.16%.", known).observed["99.16%"]
    assert ("percent of two counts of sheets" in found) == there


def test_the_electorate_is_guessed_from_what_was_read() -> None:
    """Nearly a million may vote where 613,824 votes were read."""
    found = observed(
        "Jane Roe took 312,604 votes to John Poe's 301,220, the Board said. Some 3,114 sheets are in.", "3,114 sheets"
    )
    assert [o for o in found if o.startswith("of the voters")] == ["of the voters, guessed 2"]


BALLOTS = [
    ("The Board of Elections said total valid votes were 13,119.", "valid"),
    ("The Board of Elections counted 13,119 valid votes in all.", "valid"),
    ("The Board of Elections said 13,119 ballots were cast.", ""),
    ("Of 13,119 ballots cast, 12,804 were valid votes, the Board of Elections said.", ""),
]


@pytest.mark.parametrize(("text", "basis"), BALLOTS)
def test_ballots_are_valid_votes_where_the_words_beside_them_say_so(text: str, basis: str) -> None:
    found, _ = claims.extract(Document("text", text), NORLAND)
    first = next(one for one in found if one.measure == "ballots")
    assert (first.value, first.basis) == (13_119, basis)


PERCENTAGES = [
    ("The Board of Elections gave Jane Roe 30.1% of registered voters.", "share", "registered"),
    ("The Board of Elections gave Jane Roe 51.2% of all votes cast.", "share", "cast"),
    ("The Board of Elections gave Jane Roe 51.2% of the valid votes.", "share", "valid"),
    ("The Board of Elections gave Jane Roe 51.2% of the vote.", "share", ""),
    ("The Board of Elections put turnout at 58.4% of registered voters.", "turnout", ""),
    ("The Board of Elections had counted 90% of the votes cast.", "coverage", ""),
]


@pytest.mark.parametrize(("text", "measure", "basis"), PERCENTAGES)
def test_what_a_share_is_of_is_what_the_words_behind_it_say(text: str, measure: str, basis: str) -> None:
    found, _ = claims.extract(Document("text", text), NORLAND)
    assert [(one.measure, str(one.basis)) for one in found] == [(measure, basis)]
