"""Turnout against the tables, and what is held against nothing: told of, with the reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from claims_support import claim
from test_tallies import ISLE, written

from analyzer import tallies
from analyzer.model import Claim, Contest, Finding, Verdict

#: Ten sheets of 200 voters, 120 ballots and 100 valid votes: a turnout of 60 %.
HEAD = "Station,Registered voters,Ballots,Valid votes,Ada Brown,Ben Dole\n"
SHEETS: list[tuple[object, ...]] = [(f"s{n}", 200, 120, 100, 70, 30) for n in range(10)]
NONE = "nothing is held against the tables"


def found(path: Path, given: list[Claim], contest: Contest = ISLE, head: str = HEAD, columns: int = 9) -> list[Finding]:
    rows = [row[:columns] for row in SHEETS] if head == HEAD else [(row[0], *row[2:]) for row in SHEETS]
    table = tallies.load(written(path / "t.csv", rows, head), contest)
    return [f for f in tallies.examine(table, given, contest, "board") if f.claims and f.check != "tallies-coverage"]


@pytest.mark.parametrize(
    ("turnout", "verdict"),
    [
        ("60", Verdict.CONSISTENT),
        ("60.0", Verdict.CONSISTENT),
        ("61", Verdict.INCONSISTENT),
        ("71.2", Verdict.INCONSISTENT),
    ],
)
@pytest.mark.parametrize("who", ["board", "camp"])
def test_turnout_is_held_against_ballots_of_the_registered(
    tmp_path: Path, who: str, turnout: str, verdict: Verdict
) -> None:
    given = [
        claim(f"{who} turnout - {turnout}", claim="c", statement="s"),
        claim(f"{who} coverage - 100", statement="s"),
    ]
    (one,) = found(tmp_path, given)
    assert (one.verdict, one.claims) == (verdict, ("c",)), one.message
    assert f"states a turnout of {turnout} %" in one.message.replace("\N{NO-BREAK SPACE}", " ")
    assert "10 tally sheets hold 1,200 ballots of 2,000 registered voters, 60.00 %" in one.message
    assert (one.implied_low, one.implied_high) == (60.0, 60.0)


@pytest.mark.parametrize("who", ["board", "camp"])
def test_all_of_many_sheets_may_be_all_but_one(tmp_path: Path, who: str) -> None:
    rows = [(f"s{n}", *SHEETS[0][1:]) for n in range(300)]
    many = replace(ISLE, tally_sheets=300)
    table = tallies.load(written(tmp_path / "t.csv", rows, HEAD), many)
    given = [claim(f"{who} turnout - 71.2", statement="s"), claim(f"{who} coverage - 100", statement="s")]
    (one,) = (f for f in tallies.examine(table, given, many, "board") if f.claims == (given[0].claim,))
    assert one.verdict is Verdict.STRAINED
    assert "Were the coverage at its lowest, 299 sheets, it could be." in one.message


def test_the_register_may_be_that_of_the_contest(tmp_path: Path) -> None:
    head = "Station,Ballots,Valid votes,Ada Brown,Ben Dole\n"
    for voters, verdict in ((None, Verdict.UNDETERMINED), (2000, Verdict.CONSISTENT), (1800, Verdict.INCONSISTENT)):
        contest = replace(ISLE, registered_voters=voters)
        (one,) = found(tmp_path, [claim("board turnout - 60.0")], contest, head)
        assert one.verdict is verdict, one.message
        assert (NONE in one.message) == (voters is None)


def test_without_ballots_the_votes_are_the_least_turnout(tmp_path: Path) -> None:
    rows = [(row[0], 200, 100, 10, 70, 30) for row in SHEETS]
    table = tallies.load(written(tmp_path / "t.csv", rows, "Station,Registered,Valid,Null,Ada Brown,Ben Dole\n"), ISLE)
    for turnout, verdict in (("55", Verdict.CONSISTENT), ("60", "undetermined"), ("50", Verdict.INCONSISTENT)):
        given = [claim(f"board turnout - {turnout}")]
        (one,) = (f for f in tallies.examine(table, given, ISLE, "board") if f.claims)
        assert one.verdict == verdict, one.message


def test_a_part_of_the_sheets_says_nothing_of_another_part(tmp_path: Path) -> None:
    (one,) = found(
        tmp_path, [claim("board turnout - 71.2", statement="s"), claim("board coverage - 50", statement="s")]
    )
    assert one.verdict is Verdict.UNDETERMINED
    assert NONE in one.message


def test_what_is_held_against_nothing_is_told_once_a_source(tmp_path: Path) -> None:
    given = [claim("camp turnout - 71.2"), claim("camp margin_votes ada 5"), claim("camp share ada 51")]
    told = [f.message for f in found(tmp_path, given)]
    assert len(told) == 2
    assert all(NONE in words for words in told)
    assert "a turnout of 71.2" in " ".join(told)
    assert "a lead of 5" in " ".join(told)
