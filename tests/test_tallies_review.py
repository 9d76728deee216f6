"""What a reading of the whole of tallies found: verdicts on figures of another whole, tables that are not all there."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from claims_support import claim
from test_tallies import ISLE, written

from analyzer import tallies
from analyzer.model import Claim, InputError, Verdict
from analyzer.tallies.totals import totals

HEAD = "Station,Valid votes,Ballots,Ada Brown,Ben Dole\n"
SHEETS = [(f"s{n}", 100, 110, 60, 40) for n in range(100)]
WHOLE = replace(ISLE, tally_sheets=100)


def verdicts(tmp_path: Path, *claims: Claim, contest: object = WHOLE, source: str = "camp") -> dict[str, Verdict]:
    table = tallies.load(written(tmp_path / "t.csv", SHEETS, HEAD), contest)  # type: ignore[arg-type]
    found = tallies.examine(table, list(claims), contest, source)  # type: ignore[arg-type]
    return {c: f.verdict for f in found for c in f.claims}


@pytest.mark.parametrize(
    ("said", "basis", "verdict"),
    [
        ("share ada 60.00", "valid", Verdict.CONSISTENT),
        ("share ada 54.55", "cast", Verdict.CONSISTENT),
        ("share ada 54.55", "", Verdict.CONSISTENT),
        ("share ada 54.55", "valid", Verdict.INCONSISTENT),
        ("share ada 60.00", "two", Verdict.CONSISTENT),
        ("margin_points ada 18.18", "cast", Verdict.CONSISTENT),
        ("ballots - 11000", "", Verdict.CONSISTENT),
        ("ballots - 10000", "", Verdict.CONSISTENT),
        ("ballots - 11000", "valid", Verdict.INCONSISTENT),
    ],
)
def test_a_figure_is_held_against_what_it_is_a_figure_of(
    tmp_path: Path, said: str, basis: str, verdict: Verdict
) -> None:
    assert verdicts(tmp_path, claim(f"camp {said}", claim="c", basis=basis))["c"] is verdict


@pytest.mark.parametrize("said", ["margin_votes ada 1200", "ballots - 6000"])
def test_a_figure_of_half_the_sheets_is_not_held_against_all(tmp_path: Path, said: str) -> None:
    contest = replace(ISLE, tally_sheets=120)
    half = claim("camp coverage - 50", claim="half", statement="s")
    found = verdicts(tmp_path, half, claim(f"camp {said}", claim="c", statement="s"), contest=contest)
    assert found.get("c") is not Verdict.INCONSISTENT


def test_votes_of_all_sheets_may_stand_on_those_not_published(tmp_path: Path) -> None:
    contest = replace(ISLE, tally_sheets=120)
    all_ = claim("camp coverage - 100", claim="all", statement="s")
    more = verdicts(tmp_path, all_, claim("camp votes ada 7200", claim="c", statement="s"), contest=contest)
    assert more.get("c") is not Verdict.INCONSISTENT
    fewer = verdicts(tmp_path, all_, claim("camp votes ada 5200", claim="c", statement="s"), contest=contest)
    assert fewer["c"] is Verdict.INCONSISTENT


def test_more_votes_than_all_sheets_hold_are_not_consistent(tmp_path: Path) -> None:
    found = verdicts(
        tmp_path,
        claim("board votes ada 9000", claim="c", statement="s"),
        claim("board coverage - 100", claim="all", statement="s"),
    )
    assert found["c"] is Verdict.INCONSISTENT


def test_valid_votes_that_some_sheets_leave_out_are_their_sum(tmp_path: Path) -> None:
    rows = [*SHEETS[:50], *((s, "", b, ada, ben) for s, _, b, ada, ben in SHEETS[50:])]
    sums = totals(tallies.load(written(tmp_path / "t.csv", rows, HEAD), WHOLE), WHOLE)
    assert (sums.valid, sums.share("ada")) == (10_000.0, 60.0)


def test_an_empty_cell_changes_no_name_of_a_station(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [(1, 100, 110, 60, 40), (2, 100, 110, 60, 40)]
    first = tallies.load(written(tmp_path / "a.csv", rows, HEAD), WHOLE)
    second = tallies.load(written(tmp_path / "b.csv", [*rows, ("", 200, 220, 120, 80)], HEAD), WHOLE)
    assert second["station"].tolist()[:2] == first["station"].tolist() == ["1", "2"]


def test_tables_without_stations_are_neither_releases_nor_parts(tmp_path: Path) -> None:
    head = "Valid votes,Ballots,Ada Brown,Ben Dole\n"
    some = [tallies.load(written(tmp_path / f"{n}.csv", [r[1:] for r in SHEETS[:n]], head), WHOLE) for n in (50, 30)]
    with pytest.raises(InputError, match="stations"):
        tallies.joined(some, WHOLE)


@pytest.mark.parametrize("rows", [[], [("s1", 0, 0, 0, 0)]])
def test_a_table_without_a_vote_is_refused(tmp_path: Path, rows: list[tuple[object, ...]]) -> None:
    with pytest.raises(InputError, match="votes"):
        tallies.load(written(tmp_path / "t.csv", rows, HEAD), WHOLE)


def test_a_damaged_deflate_stream_is_refused(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(HEAD.encode() + b"s1,100,110,60,40\n" * 400))
    data[30:60] = bytes(np.arange(30, dtype=np.uint8))
    (tmp_path / "t.csv.gz").write_bytes(bytes(data))
    with pytest.raises(InputError):
        tallies.load(tmp_path / "t.csv.gz", WHOLE)
