"""contest.toml -> Contest: what a good file gives, and how each fault is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import SHARED, needs_shared

from analyzer import contest
from analyzer.model import Candidate, InputError, Source, SourceKind

GOOD = """
[contest]
id = "utopia-2025"
name = "Utopia, presidential election"
date = 2025-06-01
country = "UT"
registered_voters = 1000
complete = true

[[candidates]]
id = "anna"
name = "Anna A"
aliases = ["Anna", "A."]
party = "P"

[[candidates]]
id = "bert"
name = "Bert B"

[[sources]]
id = "authority"
name = "Electoral Authority"
kind = "authority"

[[sources]]
id = "campaign"
name = "Bert's campaign"
kind = "campaign"
candidate = "bert"

[tallies]
columns = { TABLE = "station", A = "anna", NULL = "null" }
"""


def test_a_good_file() -> None:
    found = contest.parse(GOOD, "good.toml")
    assert (found.id, found.date, found.registered_voters, found.tally_sheets) == (
        "utopia-2025",
        date(2025, 6, 1),
        1000,
        None,
    )
    assert found.complete
    assert found.candidates == (
        Candidate("anna", "Anna A", ("Anna", "A."), "P"),
        Candidate("bert", "Bert B", ("Bert B",)),
    )
    assert found.sources[1] == Source("campaign", "Bert's campaign", SourceKind.CAMPAIGN, ("Bert's campaign",), "bert")
    assert found.tally_columns == {"TABLE": "station", "A": "anna", "NULL": "null"}


def test_only_what_is_required() -> None:
    found = contest.parse('[contest]\nid = "x"\nname = "X"\ndate = 2025-06-01\n', "x.toml")
    assert (found.candidates, found.sources, found.complete, found.country) == ((), (), False, "")


SLUG = 'expected a lower-case slug such as "maduro"'

# what is changed in the good file, into what, and the whole fault after "bad.toml: "
FAULTS = [
    ('id = "utopia-2025"', 'id = "Utopia 2025"', f'contest.id: {SLUG}, found "Utopia 2025"'),
    ('name = "Utopia, presidential election"', "", "contest.name: expected the contest's name, found nothing"),
    ("date = 2025-06-01", "", "contest.date: expected a date such as 2024-07-28, found nothing"),
    (
        "date = 2025-06-01",
        'date = "2025-06-01"',
        'contest.date: expected a date such as 2024-07-28, without quotes, found "2025-06-01"',
    ),
    (
        "date = 2025-06-01",
        "date = 2025-06-01T08:00:00",
        "contest.date: expected a date such as 2024-07-28, without quotes, found 2025-06-01 08:00:00",
    ),
    (
        "registered_voters = 1000",
        "registred_voters = 1000",
        "contest.registred_voters: expected the key registered_voters, found an unknown key",
    ),
    ("= 1000", "= true", "contest.registered_voters: expected a whole number above 0, found True"),
    ("= 1000", "= 0", "contest.registered_voters: expected a whole number above 0, found 0"),
    (
        "= 1000",
        "= 2_000_000_000_000",
        "contest.registered_voters: expected a whole number up to 1,000,000,000,000, found 2000000000000",
    ),
    (
        "= 1000",
        f"= 0x{'f' * 6000}",
        "contest.registered_voters: expected a whole number up to 1,000,000,000,000, "
        "found a number of thousands of digits",
    ),
    ("= true", '= "yes"', 'contest.complete: expected true or false, found "yes"'),
    ('country = "UT"', 'country = "Utopia"', 'contest.country: expected two capitals such as "VE", found "Utopia"'),
    ("[contest]", "[contset]", "contset: expected the key contest, found an unknown key"),
    ('id = "bert"', 'id = "anna"', "candidates[anna].id: expected an id that occurs once, found anna 2 times"),
    ('id = "anna"', 'id = "others"', 'candidates[others].id: expected an id that is not reserved, found "others"'),
    ('id = "anna"', "", 'candidates[1].id: expected a lower-case slug such as "maduro", found nothing'),
    (
        'aliases = ["Anna", "A."]',
        "aliases = []",
        "candidates[anna].aliases: expected a list of names, none of them empty, found []",
    ),
    (
        'aliases = ["Anna", "A."]',
        'aliases = ["Anna", " "]',
        "candidates[anna].aliases: expected a list of names, none of them empty, found ['Anna', ' ']",
    ),
    (
        'kind = "campaign"',
        'kind = "rumour"',
        "sources[campaign].kind: expected one of authority, campaign, observer, media, pollster, government, court, "
        'found "rumour"',
    ),
    (
        'candidate = "bert"',
        'candidate = "bart"',
        'sources[campaign].candidate: expected a candidate\'s id (anna, bert), found "bart"',
    ),
    (
        'A = "anna"',
        'A = "ana"',
        'tallies.columns.A: expected one of station, region, registered, ballots, valid, null, anna, bert, found "ana"',
    ),
]


@pytest.mark.parametrize(("good", "bad", "said"), FAULTS)
def test_a_fault_names_its_key(good: str, bad: str, said: str, tmp_path: Path) -> None:
    assert good in GOOD
    path = tmp_path / "bad.toml"
    path.write_text(GOOD.replace(good, bad, 1), encoding="utf-8")
    assert f"{path}: {said}" in contest.validate(path)
    with pytest.raises(InputError, match=r"^\S+bad\.toml: \S+: expected .+, found .+$"):
        contest.load(path)


def test_a_name_of_two_is_said_and_the_contest_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(GOOD.replace('name = "Bert B"', 'name = "Bert B"\naliases = ["ÁNNA", "Bert"]'), encoding="utf-8")
    said = 'candidates[bert].aliases: expected names of nobody else, found "ÁNNA", a name of anna, too'
    assert contest.validate(path) == [f"{path}: {said}"]
    assert contest.load(path).candidates[1].aliases == ("ÁNNA", "Bert")


def test_a_misspelt_required_key_is_one_fault(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(GOOD.replace('name = "Utopia', 'nmae = "Utopia', 1), encoding="utf-8")
    assert contest.validate(path) == [f"{path}: contest.nmae: expected the key name, found an unknown key"]


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(GOOD.replace("1000", "-1").replace('"bert"', '"Bert"').replace("2025-06-01", "7"), encoding="utf-8")
    assert len(contest.validate(path)) == 4
    assert contest.validate(path)[0].startswith(f"{path}: contest.date: ")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[contest]\nid = \n", ":2: expected TOML, found Invalid value"),
        (b'[contest]\nname = "\xe9"\n', ":2: expected UTF-8, found the byte 0xe9"),
        (b"a = " + b"[" * 100_000, ": expected TOML, found too many brackets"),
    ],
)
def test_no_toml(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(data)
    assert contest.validate(path) == [f"{path}{said}"]


@pytest.mark.parametrize(
    ("path", "found"), [("/none/such.toml", "no such file"), ("/", "a folder"), ("/dev/null", "a device")]
)
def test_no_file(path: str, found: str) -> None:
    with pytest.raises(InputError) as raised:
        contest.load(Path(path))
    assert str(raised.value) == f"{path}: expected a contest file, found {found}"


def test_an_empty_name_is_no_folder() -> None:
    with pytest.raises(InputError, match=r'^contest: expected a contest file or a bundled contest .+, found ""$'):
        contest.load("")


def test_an_unknown_id_lists_the_near_ones() -> None:
    with pytest.raises(InputError, match=r'bundled contest .*venezuela-2024-presidential.*found "venezuela-2024"'):
        contest.load("venezuela-2024")


@given(st.text())
def test_any_text_is_a_contest_or_a_fault(text: str) -> None:
    said = "x.toml: "
    try:
        contest.parse(text, "x.toml")
    except InputError as error:
        said = str(error)
    assert said.startswith("x.toml:")
    assert "\n" not in said


@pytest.mark.parametrize("id", contest.bundled())
def test_bundled_contests_are_good(id: str) -> None:
    found = contest.load(id)
    assert found.id == id
    assert id in contest.describe(found)


@needs_shared
def test_every_gold_contest_loads() -> None:
    paths = sorted((SHARED / "gold").glob("*/*/contest.toml"))
    assert paths
    assert [fault for path in paths for fault in contest.validate(path)] == []


@needs_shared
def test_the_bundled_contest_has_the_ids_of_the_gold_seeds() -> None:
    ours = contest.load("venezuela-2024-presidential")
    gold = contest.load(SHARED / "gold/seeds/venezuela-2024-presidential/contest.toml")
    assert (ours.id, ours.date, ours.tally_sheets) == (gold.id, gold.date, gold.tally_sheets)
    assert {c.id for c in ours.candidates} == {c.id for c in gold.candidates}
    assert {s.id for s in ours.sources} >= {s.id for s in gold.sources}
