"""The bundled contests: each is recognised in a paragraph of its own, and not taken for its neighbours."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from support import ROOT

from analyzer import contest
from analyzer.folding import fold
from analyzer.model import Contest, Document, SourceKind
from analyzer.recognition import Recogniser

KNOWN = [contest.load(id) for id in contest.bundled()]

# One a line, "ID: TEXT": as the press of the time would have it, in one of its languages; the figures are made up.
PARAGRAPHS = dict(
    line.split(": ", 1) for line in (ROOT / "tests/bundled_paragraphs.txt").read_text(encoding="utf-8").splitlines()
)


def test_there_are_many_and_each_has_its_paragraph() -> None:
    assert len(KNOWN) >= 25
    assert set(PARAGRAPHS) == {one.id for one in KNOWN}


@pytest.mark.parametrize("id", PARAGRAPHS)
def test_a_contest_is_recognised_in_its_paragraph(id: str) -> None:
    found = Recogniser(KNOWN).contest_of(Document("d", PARAGRAPHS[id]))
    assert found is not None
    assert found.id == id


def recognise(text: str, published: str = "") -> str:
    found = Recogniser(KNOWN).contest_of(Document("d", text, date=published))
    return found.id if found else ""


@pytest.mark.parametrize("id", PARAGRAPHS)
def test_where_its_lines_end_tells_nothing(id: str) -> None:
    """A letter or a PDF ends its lines inside names, too."""
    assert recognise(PARAGRAPHS[id].replace(" ", "\n")) == id


KENYATTA = "Uhuru Kenyatta was ahead of Raila Odinga by {} percentage points."
WIDODO = "Joko Widodo tiene el {} % y Prabowo Subianto el resto."


@pytest.mark.parametrize(
    ("text", "published", "id"),
    [
        (KENYATTA.format(7) + " The vote was in 2013.", "", "kenya-2013-presidential"),
        (KENYATTA.format(9), "2017-08-11", "kenya-2017-presidential"),
        (KENYATTA.format(7), "2013-03-09", "kenya-2013-presidential"),
        (KENYATTA.format(7), "", "kenya-2017-presidential"),  # nothing tells: the latest
        (WIDODO.format(53), "2014-07-22", "indonesia-2014-presidential"),
        (WIDODO.format(55), "2019-05-21T08:00:00Z", "indonesia-2019-presidential"),
        (WIDODO.format(55), "yesterday", "indonesia-2019-presidential"),
    ],
)
def test_the_same_candidates_are_told_apart_by_year_and_date(text: str, published: str, id: str) -> None:
    assert recognise(text, published) == id


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The mayor won 52 percent of the vote in 2019.",
        "No. Yes, no and no again: 52 percent said No, 48 percent said Yes.",
        "Castro met Hernández in Havana; 80 percent of the harvest was in.",  # two surnames and no more
        "Trump endorsed the Republican candidate, who won 49.8 percent in a special election.",
        "Nicolás Maduro received 20 percent more oil revenue.",
        "the bush burned; a gore of blood, 12 percent of it",
    ],
)
def test_too_little_is_no_contest(text: str) -> None:
    assert recognise(text) == ""


LATER = [
    "ACCRA, Dec 9, 2024 - John Mahama won Ghana's presidential election with 56.55 percent of the vote, the Electoral "
    "Commission said. Outgoing President Nana Akufo-Addo, who beat Mahama in 2016 and 2020, congratulated him.",
]


@pytest.mark.parametrize("text", LATER)
def test_a_later_vote_that_is_not_bundled_is_no_earlier_one(text: str) -> None:
    assert recognise(text) == ""
    assert recognise(text.partition(" - ")[2], "2024-12-09") == ""
    assert recognise(text.replace(", 2024", "")) == "ghana-2020-presidential"  # nothing tells its time


def test_a_date_that_is_none_tells_nothing() -> None:
    plain = PARAGRAPHS["ghana-2020-presidential"]
    assert recognise(plain, "\u00b2024-12-09") == recognise(plain) == "ghana-2020-presidential"


def test_what_looks_back_at_a_vote_is_of_it() -> None:
    text = (
        "ACCRA, Jan 9, 2025 - In 2020 Nana Akufo-Addo beat John Mahama with 51.30 percent of the vote, Ghana's "
        "Electoral Commission said at the time. The count of 2020 is still argued about."
    )
    assert recognise(text) == "ghana-2020-presidential"


def test_contests_that_a_person_names_need_less() -> None:
    two = [one for one in KNOWN if one.id.startswith("zambia")]
    found = Recogniser(two, given=True).contest_of(Document("d", "Lungu had 44 percent and Hichilema 52."))
    assert found is not None
    assert found.id == "zambia-2021-presidential"


def test_a_document_that_leaves_it_open_goes_with_its_neighbours() -> None:
    plain, open_ = Document("a", PARAGRAPHS["honduras-2013-presidential"]), Document("b", "Hernández 34, Castro 29.")
    assert Recogniser(KNOWN).contests_of([open_]) == [None]
    found = Recogniser(KNOWN).contests_of([open_, plain, Document("c", "Nothing on elections.")])
    assert [one.id if one else "" for one in found] == ["honduras-2013-presidential"] * 2 + [""]


@pytest.mark.parametrize("one", KNOWN, ids=lambda one: one.id)
def test_a_contest_says_what_it_must(one: Contest) -> None:
    country, year, kind = one.id.rpartition("-")[0].rpartition("-")[0], one.date.year, one.id.rpartition("-")[2]
    assert country
    assert kind
    assert f"-{year}-" in one.id
    assert date(2000, 1, 1) <= one.date
    assert len(one.candidates) >= 2
    assert any(source.kind is SourceKind.AUTHORITY for source in one.sources)


@pytest.mark.parametrize("one", KNOWN, ids=lambda one: one.id)
def test_a_name_stands_for_one(one: Contest) -> None:
    for group in (one.candidates, one.sources):
        bearers = Counter(form for each in group for form in {fold(f) for f in (each.name, *each.aliases)})
        assert [form for form, times in bearers.items() if times > 1] == []
    for each in (*one.candidates, *one.sources):
        assert len({fold(f) for f in each.aliases}) == len(each.aliases)
