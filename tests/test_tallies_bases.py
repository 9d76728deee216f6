"""A share of something else than the valid votes is held against that, in published tables as everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from claims_support import claim
from test_tallies import ISLE, written

from analyzer import tallies
from analyzer.model import Claim, Finding, Verdict

#: A hundred sheets: 60, 30 and 10 of 100 valid votes, 120 ballots, 200 voters. Of the two leading Ada has 66.67 %.
HEAD = "Station,Registered voters,Ballots,Valid votes,Ada Brown,Ben Dole,Other candidates\n"
SHEETS = [(f"s{n}", 200, 120, 100, 60, 30, 10) for n in range(100)]
WHOLE = replace(ISLE, tally_sheets=100)


def said(tmp_path: Path, one: Claim, *others: Claim, head: str = HEAD, keep: slice = slice(1, None)) -> Finding:
    rows = [(row[0], *row[keep]) for row in SHEETS]
    table = tallies.load(written(tmp_path / "t.csv", rows, head), WHOLE)
    (finding,) = (f for f in tallies.examine(table, [one, *others], WHOLE, "camp") if one.claim in f.claims)
    return finding


@pytest.mark.parametrize("who", ["camp", "board"])
@pytest.mark.parametrize(
    ("share", "basis", "verdict"),
    [
        ("60.00", "valid", Verdict.CONSISTENT),
        ("50.00", "cast", Verdict.CONSISTENT),
        ("30.00", "registered", Verdict.CONSISTENT),
        ("66.67", "two", Verdict.CONSISTENT),
        ("60.00", "cast", Verdict.INCONSISTENT),
        ("60.00", "two", Verdict.INCONSISTENT),
        ("66.67", "valid", Verdict.INCONSISTENT),
        ("60.00", "", Verdict.CONSISTENT),
        ("66.67", "", Verdict.STRAINED),
        ("30.00", "", Verdict.STRAINED),
        ("40.00", "", Verdict.INCONSISTENT),
    ],
)
def test_a_share_is_held_against_its_whole(tmp_path: Path, who: str, share: str, basis: str, verdict: Verdict) -> None:
    covers = claim(f"{who} coverage - 100", claim="all", statement="s")
    found = said(tmp_path, claim(f"{who} share ada {share}", claim="c", basis=basis, statement="s"), covers)
    assert found.check == ("tallies-total" if who == "camp" else "tallies-compatibility")
    assert found.verdict is verdict
    if verdict is Verdict.STRAINED:
        assert {"66.67": "votes of the two leading candidates", "30.00": "registered voters"}[share] in found.message


@pytest.mark.parametrize(("who", "basis"), [("board", "cast"), ("camp", "cast"), ("board", "")])
def test_ballots_are_valid_and_invalid_votes_where_no_column_has_them(tmp_path: Path, who: str, basis: str) -> None:
    head = "Station,Valid votes,Ada Brown,Ben Dole,Other candidates,Null votes\n"
    rows = [(*(row[0], *row[3:]), 20) for row in SHEETS]
    table = tallies.load(written(tmp_path / "t.csv", rows, head), WHOLE)
    one = claim(f"{who} share ada 50.00", claim="c", basis=basis, statement="s")
    covers = claim(f"{who} coverage - 100", claim="all", statement="s")
    (found,) = (f for f in tallies.examine(table, [one, covers], WHOLE, "camp") if "c" in f.claims)
    assert found.verdict is (Verdict.CONSISTENT if basis else Verdict.STRAINED)


@pytest.mark.parametrize("who", ["camp", "board"])
@pytest.mark.parametrize("words", ["share ada 54.55", "ballots - 11000"])
def test_invalid_votes_that_some_sheets_leave_out_cost_no_valid_ones(tmp_path: Path, who: str, words: str) -> None:
    """A hundred sheets of 100 valid votes, 20 invalid ones on half of them, nothing said on the others: 11,000."""
    head = "Station,Valid votes,Ada Brown,Ben Dole,Other candidates,Null votes\n"
    rows = [(*(row[0], *row[3:]), 20 if number < 50 else "") for number, row in enumerate(SHEETS)]
    table = tallies.load(written(tmp_path / "t.csv", rows, head), WHOLE)
    one = claim(f"{who} {words}", claim="c", basis="cast", statement="s")
    covers = claim(f"{who} coverage - 100", claim="all", statement="s")
    found = [f for f in tallies.examine(table, [one, covers], WHOLE, "camp") if "c" in f.claims]
    assert [f.verdict for f in found] == [Verdict.CONSISTENT]


@pytest.mark.parametrize(
    ("words", "basis", "column"),
    [
        ("share ada 50.00", "cast", 2),
        ("ballots - 12000", "cast", 2),
        ("share ada 30.00", "registered", 1),
        ("registered - 20000", "", 1),
    ],
)
def test_a_whole_that_some_sheets_leave_out_is_none(tmp_path: Path, words: str, basis: str, column: int) -> None:
    """What is true of all sheets is not held against half of the ballots, or of the voters."""
    half = [(*row[:column], "", *row[column + 1 :]) if number < 50 else row for number, row in enumerate(SHEETS)]
    for rows, verdicts in ((SHEETS, {Verdict.CONSISTENT}), (half, set())):
        table = tallies.load(written(tmp_path / "t.csv", rows, HEAD), WHOLE)
        for who in ("camp", "board"):
            one = claim(f"{who} {words}", claim="c", basis=basis, statement="s")
            covers = claim(f"{who} coverage - 100", claim="all", statement="s")
            found = [f for f in tallies.examine(table, [one, covers], WHOLE, "camp") if "c" in f.claims]
            assert {f.verdict for f in found} - {Verdict.UNDETERMINED} == (verdicts if found else set())


def test_ballots_left_out_where_nobody_voted_are_none(tmp_path: Path) -> None:
    rows = [*SHEETS[:99], ("s99", 200, "", "", "", "", "")]
    table = tallies.load(written(tmp_path / "t.csv", rows, HEAD), WHOLE)
    one = claim("camp ballots - 11880", claim="c", basis="cast")
    (found,) = (f for f in tallies.examine(table, [one], WHOLE, "camp") if "c" in f.claims)
    assert found.verdict is Verdict.CONSISTENT


@pytest.mark.parametrize("basis", ["cast", "registered"])
def test_of_a_whole_that_tables_have_not_they_tell_nothing(tmp_path: Path, basis: str) -> None:
    head = "Station,Valid votes,Ada Brown,Ben Dole,Other candidates\n"
    one = claim("board share ada 40.00", claim="c", basis=basis, statement="s")
    covers = claim("board coverage - 100", claim="all", statement="s")
    assert said(tmp_path, one, covers, head=head, keep=slice(3, None)).verdict is Verdict.UNDETERMINED


def test_nor_of_the_two_leading_for_a_third(tmp_path: Path) -> None:
    head = "Station,Ada Brown\n"
    one = claim("board share ada 40.00", claim="c", basis="two", statement="s")
    covers = claim("board coverage - 100", claim="all", statement="s")
    found = said(tmp_path, one, covers, head=head, keep=slice(4, 5))
    assert found.verdict is Verdict.UNDETERMINED


def test_a_lead_in_points_may_be_of_the_two_leading(tmp_path: Path) -> None:
    found = said(tmp_path, claim("camp margin_points ada 33.33", claim="c"))
    assert found.verdict is Verdict.STRAINED
    assert said(tmp_path, claim("camp margin_points ada 30.00", claim="c")).verdict is Verdict.CONSISTENT
    assert said(tmp_path, claim("camp margin_points ada 45.00", claim="c")).verdict is Verdict.INCONSISTENT


def test_a_share_of_a_part_of_the_sheets_has_its_own_whole(tmp_path: Path) -> None:
    """Any ninety of a hundred sheets give 66.67 % of the two leading; that they are of the valid votes none gives."""
    covers = claim("camp coverage - 90", claim="part", statement="s")
    for basis, verdict in (("two", Verdict.CONSISTENT), ("", Verdict.STRAINED), ("valid", Verdict.INCONSISTENT)):
        one = claim("camp share ada 66.67", claim="c", basis=basis, statement="s")
        assert said(tmp_path, one, covers).verdict is verdict


def test_what_other_sheets_may_hold_is_of_the_same_whole(tmp_path: Path) -> None:
    """80 of the rival's 100 sheets are among 80 published: of 20 more the greatest is a quarter more ballots each."""
    contest = replace(ISLE, tally_sheets=100)
    table = tallies.load(written(tmp_path / "t.csv", SHEETS[:80], HEAD), contest)
    covers = claim("board coverage - 100", claim="all", statement="s")
    for share, verdict in (("40.00", Verdict.CONSISTENT), ("35.00", Verdict.INCONSISTENT)):
        one = claim(f"board share ada {share}", claim="c", basis="cast", statement="s")
        (found,) = (f for f in tallies.examine(table, [one, covers], contest, "camp") if "c" in f.claims)
        assert found.verdict is verdict  # 80 · 60 of 80 · 120 + 20 · 150 are 38.1 %
        assert found.implied_low == pytest.approx(100 * 4800 / 12600, abs=1e-6)
        assert "ballots cast of one of these" in found.assumption
