"""What stands around a figure and is not of it: datelines, surnames, labels, the contest's own kind of vote."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from reading_support import OAKLAND, Looking, contest, look

from analyzer.model import Document
from analyzer.reading import claims

WITH_POLLSTER = contest(
    "oakland-2031",
    "Oakland, presidential election",
    date(2031, 4, 6),
    [("roe", "Jane Roe"), ("poe", "Alan Poe")],
    [("board", "National Election Board", "authority", ""), ("vista", "Vista Research", "pollster", "")],
)


def read(text: str) -> list[tuple[float, str, str]]:
    """(value, measure, candidate) of the claims."""
    return [(c.value, c.measure, c.subject) for c in claims.extract(Document("d", text), WITH_POLLSTER)[0]]


@pytest.mark.parametrize(
    "dateline",
    ["PORT ELLA, New Harbour (AP) — ", "Santa Clara, 14 Oct 2031 - ", "Estado Digital – ", "PORT ELLA, Apr. 7.- "],
)
def test_nobody_who_is_named_in_a_dateline_has_a_figure(dateline: str) -> None:
    told = "The president was re-elected with 53.4% of the vote."
    assert "stranger<" not in look(dateline + told, OAKLAND).observed["53.4%"]


@pytest.mark.parametrize(
    "text",
    ["Nelson Pirela — a singer — took 5 percent.", "Nelson Pirela took 5 percent.", "Jean-Luc Pirela took 5 percent."],
)
def test_a_stranger_who_opens_a_sentence_has_its_figure(text: str) -> None:
    assert "stranger<" in look(text, OAKLAND).observed["5 percent"]


@pytest.mark.parametrize(
    ("text", "economy"),
    [
        ("Roe, a former economy minister, took 66 percent.", False),
        ("Roe, backed by Governor Dana Price, took 66 percent.", False),
        ("Roe promised lower prices and took 66 percent.", True),
        ("The economy grew by 66 percent.", True),
    ],
)
def test_a_surname_or_an_office_is_no_word_of_the_economy(text: str, economy: bool) -> None:
    observed = look(f"Roe won on Sunday. {text}", OAKLAND).observed["66 percent"]
    assert any(o.startswith("economy") for o in observed) is economy or observed == []


@pytest.mark.parametrize(("name", "another"), [("presidential election", True), ("Democratic primary", False)])
def test_a_primary_is_another_vote_unless_the_contest_is_one(name: str, another: bool) -> None:
    known = replace(OAKLAND, name=f"Oakland, {name}")
    observed = look("Roe narrowly won the Democratic primary with 26 percent of the vote.", known).observed
    assert any(o.startswith("other_vote") for o in observed["26 percent"]) is another


@pytest.mark.parametrize(
    ("text", "labelled"),
    [
        ("It was close at the top: Roe got 27 percent.", False),
        ("Northern Vale: Roe got 27 percent.", True),
        ("Downtown: Roe got 27 percent.", True),
        ("Final results: Roe got 27 percent.", False),
    ],
)
def test_a_label_is_a_name_or_a_word_or_two(text: str, labelled: bool) -> None:
    observed = look(f"Poe lost.\n{text}", OAKLAND).observed["27 percent"]
    assert ("labelled line" in observed) is labelled


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Quick counts had Roe ahead. Vista Research put her at 53.8 percent.", [(53.8, "share", "roe")]),
        ("Vista Research put Roe at 53.8 percent.", []),
        ("Quick counts had Roe ahead. Vista Research's last poll had put her at 53.8 percent.", []),
        ("Vista Research put Roe at 53.8 percent. Quick counts came later.", []),
    ],
)
def test_a_pollsters_figure_is_of_a_count_where_the_text_speaks_of_counts(
    text: str, figures: list[tuple[float, str, str]]
) -> None:
    assert read(text) == figures


def test_a_count_that_went_on_may_have_had_another_in_front() -> None:
    """The last figures have Poe in front; the lead of Roe is of the first count."""
    text = (
        "At noon the National Election Board had Roe ahead by 12 votes, 48,219 to 48,207 for Poe.\n\n"
        "In the evening the National Election Board gave Poe 51,310 votes and Roe 51,290."
    )
    assert (12, "margin_votes", "roe") in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Observers were present at 97 percent of polling stations.",
        "Some 94 percent of polling stations opened on time.",
        "Almost 20 percent of polling stations did not open.",
        "The National Election Board ordered a fresh vote in 340 polling stations.",
    ],
)
def test_what_was_watched_or_is_voted_again_covers_no_result(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("code", "text", "measures"),
    [
        ("en", "With 90 percent of the stations added up, Roe had 50.2 percent.", ["coverage", "share"]),
        ("en", "With 2.2 million votes added up, Roe had 50.2 percent.", ["ballots", "share"]),
        ("es", "Con el 90 % de las mesas sumadas, Roe tenía el 50,2 %.", ["coverage", "share"]),
        ("fr", "Avec 90 % des bureaux additionnés, Roe avait 50,2 %.", ["coverage", "share"]),
        ("pt", "Com 90% das mesas somadas, Roe tinha 50,2%.", ["coverage", "share"]),
    ],
)
def test_what_is_added_up_is_counted_not_combined(code: str, text: str, measures: list[str]) -> None:
    found = claims.extract(Document("d", text, language=code), WITH_POLLSTER)[0]
    assert [c.measure for c in found] == measures


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "El 20 % de las mesas no abrieron."),
        ("fr", "Près de 20 % des bureaux de vote n'ont pas ouvert."),
        ("pt", "Cerca de 20% das mesas não abriram."),
    ],
)
def test_stations_that_did_not_open_cover_no_result(code: str, text: str) -> None:
    assert claims.extract(Document("d", text, language=code), WITH_POLLSTER)[0] == []


@pytest.mark.parametrize(
    ("race", "another"), [("president", False), ("governor", True), ("mayor", True), ("the Senate", True)]
)
def test_a_race_is_another_vote_unless_it_is_the_contests_own(race: str, another: bool) -> None:
    seen = look(f"In the race for {race}, Roe won 52.4 percent of the vote.", OAKLAND).observed["52.4 percent"]
    assert ("other_vote" in seen) == another


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Jane Roe went first. The paper's count had given her 52 percent.", False),
        ("Jane Roe went first. Voters preferred her 52 percent.", True),
        ("Jane Roe went first. It was her 52 percent.", True),
    ],
)
def test_what_is_given_to_somebody_is_not_his_beforehand(text: str, owner: bool) -> None:
    looking = Looking()
    claims.extract(Document("d", text, language="en"), OAKLAND, looking)
    assert ("named<, owner" in looking.observed["52 percent"]) == owner


@pytest.mark.parametrize(
    ("code", "text", "there"),
    [
        ("en", "Gov. Jane Roe met Alan Poe. It was 52.1 percent for the governor.", True),
        ("en", "Jane Roe met Alan Poe. It was 52.1 percent for the governor.", False),
        ("es", "La vio el Ing. Alan Poe con Jane Roe. El ingeniero obtuvo el 52,1 %.", True),
        ("fr", "Le Gal Alan Poe a battu Jane Roe. Le général a obtenu 52,1 %.", False),  # written without a stop
        ("fr", "Le gal. Alan Poe a battu Jane Roe. Le général a obtenu 52,1 %.", True),
    ],
)
def test_a_title_written_short_names_whom_it_stands_before(code: str, text: str, there: bool) -> None:
    looking = Looking()
    claims.extract(Document("d", text, language=code), OAKLAND, looking)
    ways = {way for features in next(iter(looking.hangs.values())).values() for way in features}
    assert bool({"<described", ">described"} & ways) == there


PARTIES = contest(
    "lorveria-2031-parliament",
    "Parliament",
    date(2031, 4, 6),
    [("uni", "Together for Mali"), ("strong", "Mali Strong"), ("green", "Green Alliance")],
    [("board", "National Election Board", "authority", "")],
)


@pytest.mark.parametrize(("country", "whose"), [("ML", []), ("GE", ["uni"])])
def test_no_party_is_named_by_its_country_alone(country: str, whose: list[str]) -> None:
    known = replace(PARTIES, country=country)
    found, _ = claims.extract(Document("d", "The ruling party of Mali won 53.9 percent of the vote."), known)
    assert [c.subject for c in found] == whose
