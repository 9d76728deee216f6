"""Polling-station tables: read by role, summed up, held against claims. The published totals of real tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from claims_support import claim
from click.testing import CliRunner
from support import SHARED, needs_shared

import analyzer
from analyzer import contest as contests
from analyzer import tallies
from analyzer.cli import main
from analyzer.model import Candidate, Claim, Contest, Finding, Source, SourceKind, Verdict
from analyzer.tallies.totals import in_common, least_votes, share_range, totals

DATA = SHARED / "data"
ISLE = Contest(
    id="isle",
    name="Isle",
    date=date(2020, 1, 1),
    candidates=(Candidate("ada", "Ada Brown", ("Ada",)), Candidate("ben", "Ben Dole", ("Ben",), "Reform")),
    sources=(Source("board", "Board", SourceKind.AUTHORITY), Source("camp", "Camp", SourceKind.CAMPAIGN)),
    tally_sheets=10,
)
ROWS = "Station,Registered,Valid votes,Null,AB,Reform,Cleo\n"
SHEETS = [(f"s{n}", 1000, 300 + n, 5, 200, 90, 10 + n) for n in range(8)]


def written(path: Path, rows: list[tuple[object, ...]] | None = None, head: str = ROWS) -> Path:
    lines = [",".join(map(str, row)) for row in (SHEETS if rows is None else rows)]
    path.write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def of(found: list[Finding], check: str, *claims: str) -> Finding:
    (one,) = [f for f in found if f.check == check and set(f.claims) == set(claims) and f.claims]
    return one


class TestReading:
    def test_roles_are_guessed_and_said(self, tmp_path: Path) -> None:
        table = tallies.load(written(tmp_path / "t.csv"), ISLE)
        assert {role for _, role, _ in table.attrs["roles"]} == {
            "station",
            "registered",
            "valid",
            "null",
            "ada",
            "ben",
            "others",
        }
        assert table["ada"].tolist() == [200.0] * 8
        assert table["others"].tolist() == [10.0 + n for n in range(8)]

    def test_broken_rows_are_kept_and_counted(self, tmp_path: Path) -> None:
        rows = [*SHEETS, SHEETS[0], ("s9", 100, 305, 0, 200, 90, 15), ("s10", 1000, 400, 0, 200, 90, 10)]
        table = tallies.load(written(tmp_path / "t.csv", rows), ISLE)
        assert len(table) == 11
        told = [f.message for f in tallies.examine(table, [], ISLE, "camp") if "kept in all sums" in f.message]
        assert len(told) == 1
        for words in ("2 are of a station that stands", "1 has votes that do not add up", "1 has more votes than"):
            assert words in told[0]


class TestEvidence:
    def test_sums_and_bounds(self) -> None:
        votes, valid = np.array([10.0, 50.0, 30.0, 40.0]), np.array([100.0, 100.0, 100.0, 50.0])
        assert in_common(8, 7, 10) == 5
        assert in_common(3, 4, 10) == 0
        assert least_votes(votes, 2) == 40.0
        assert share_range(votes, valid, 1) == (10.0, 80.0)
        assert share_range(votes, valid, 4) == pytest.approx((100.0 * 130 / 350, 100.0 * 130 / 350))

    @pytest.mark.parametrize("seed", range(30))
    def test_share_range_is_that_of_every_subset(self, seed: int) -> None:
        from itertools import combinations

        rng = np.random.default_rng(seed)
        valid = rng.integers(1, 50, 8).astype(float)
        votes = np.floor(valid * rng.random(8))
        for sheets in range(1, 9):
            some = [100 * votes[list(s)].sum() / valid[list(s)].sum() for s in combinations(range(8), sheets)]
            assert share_range(votes, valid, sheets) == pytest.approx((min(some), max(some)))

    def test_own_figures_are_borne_out_or_not(self, tmp_path: Path) -> None:
        table = tallies.load(written(tmp_path / "t.csv"), ISLE)
        given = [claim("camp votes ada 1600"), claim("camp votes ben 730"), claim("camp coverage - 80")]
        found = tallies.examine(table, given, ISLE, "camp")
        assert of(found, "tallies-total", "camp votes ada 1600").verdict is Verdict.CONSISTENT
        bad = of(found, "tallies-total", "camp votes ben 730")
        assert (bad.verdict, bad.implied_low, bad.implied_high) == (Verdict.INCONSISTENT, 720, 720)
        assert bad.assumption
        assert of(found, "tallies-coverage", "camp coverage - 80").verdict is Verdict.CONSISTENT

    def test_a_rival_must_share_sheets(self, tmp_path: Path) -> None:
        table = tallies.load(written(tmp_path / "t.csv"), ISLE)
        given = [claim("board votes ada 1300"), claim("board votes ben 3001"), claim("board coverage - 90")]
        found = tallies.examine(table, given, ISLE, "camp")
        # 8 and 9 of 10 sheets have 7 in common, with 200 votes each.
        few = of(found, "tallies-compatibility", "board votes ada 1300")
        assert (few.verdict, few.implied_low) == (Verdict.INCONSISTENT, 1400)
        many = of(found, "tallies-compatibility", "board votes ben 3001")
        assert many.verdict is Verdict.INCONSISTENT
        assert "1,140.5 for Ben Dole alone" in many.message
        assert "As it counted 9, each would have to hold 1,185.5." in many.message  # 2 others and 7 of these, at most
        assert "turns at 3.91" in many.assumption

    def test_the_publisher_is_whose_coverage_it_is(self, tmp_path: Path) -> None:
        table = tallies.load(written(tmp_path / "t.csv"), ISLE)
        given = [claim("camp coverage - 80"), claim("board coverage - 97")]
        assert tallies.publisher(table, given, ISLE) == "camp"

    def test_no_accusation_anywhere(self, tmp_path: Path) -> None:
        table = tallies.load(written(tmp_path / "t.csv"), ISLE)
        assert not any("fraud" in f.message.lower() for f in tallies.examine(table, [], ISLE, "camp"))


def bulletins() -> list[Claim]:
    first, second = {"statement": "first"}, {"statement": "second"}
    return [
        claim("cne votes gonzalez 4445978", **first),
        claim("cne coverage - 80", claim="80", **first),
        claim("cne votes maduro 6408844", **second),
        claim("cne votes gonzalez 5326104", **second),
        claim("cne coverage - 96.87", **second),
        claim("opposition votes gonzalez 7.3 million"),
        claim("opposition votes maduro 3.3 million"),
        claim("opposition share gonzalez 65"),
        claim("opposition coverage - 80"),
    ]


@needs_shared
class TestPublished:
    """Figures of the real tables, as they were published or worked out elsewhere."""

    venezuela = contests.load("venezuela-2024-presidential")

    def table(self, release: int) -> pd.DataFrame:
        return tallies.load(DATA / f"venezuela_2024_v{release}_tallies.csv.gz", self.venezuela)

    def test_totals(self) -> None:
        for release, sheets, gonzalez, maduro in ((1, 24532, 7156462, 3241461), (2, 25073, 7303480, 3316142)):
            sums = totals(self.table(release), self.venezuela)
            assert (sums.sheets, sums.votes["gonzalez"], sums.votes["maduro"]) == (sheets, gonzalez, maduro)

    def test_claims(self) -> None:
        found = tallies.examine(self.table(2), bulletins(), self.venezuela, "opposition")
        second = of(found, "tallies-compatibility", "cne votes gonzalez 5326104")
        assert (second.verdict, second.implied_low) == (Verdict.INCONSISTENT, 6843416)
        assert "at least 24,133 of them" in second.message
        first = of(found, "tallies-compatibility", "cne votes gonzalez 4445978")
        assert (first.verdict, first.implied_low) == (Verdict.INCONSISTENT, 4785000)
        outside = of(found, "tallies-compatibility", "cne votes maduro 6408844")
        assert "624.4 for Nicolás Maduro alone, where one of these holds 434.2" in outside.message
        for words, verdict in (("votes gonzalez 7.3 million", "consistent"), ("share gonzalez 65", "inconsistent")):
            assert of(found, "tallies-total", f"opposition {words}").verdict == verdict
        assert any(f.check == "tallies-coverage" and "they cannot" in f.message for f in found)
        for f in found:
            if f.check in ("tallies-integer", "tallies-digits"):
                assert f.verdict in (Verdict.CONSISTENT, Verdict.UNDETERMINED), f.message

    def test_releases(self) -> None:
        changes = tallies.compare(self.table(1), self.table(2), self.venezuela)
        assert (len(changes.dropped), len(changes.added), len(changes.changed)) == (2, 543, 0)

    def test_quick_count_and_final_count(self) -> None:
        bolivia = contests.load("bolivia-2019-presidential")
        one, other, final = (
            tallies.load(DATA / f"bolivia_2019_{name}.csv.gz", bolivia) for name in ("trep_1940", "trep_1829", "final")
        )
        assert len(tallies.compare(one, final, bolivia).changed) == 427
        assert len(tallies.compare(other, final, bolivia).changed) == 546

    def test_command(self, tmp_path: Path) -> None:
        lines = ["source,measure,subject,value,as_of"]
        lines += ["cne,votes,gonzalez,5326104,2024-08-02", "cne,coverage,,96.87,2024-08-02"]
        (tmp_path / "claims.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        table = str(DATA / "venezuela_2024_v2_tallies.csv.gz")
        done = CliRunner().invoke(
            main,
            ["tallies", table, "--claims", str(tmp_path / "claims.csv"), "--source", "opposition", "--format", "csv"],
        )
        assert done.exit_code == 0, done.output
        assert "6843416" in done.stdout
        assert "EG: gonzalez" in done.stderr


def test_command_says_what_it_cannot_do(tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv")
    for arguments, told in (
        (["--map", "AB"], "expected COLUMN=ROLE"),
        (["--map", "AB=ada", "--map", "AB=ben"], "expected one role for AB"),
        ([], "--contest: expected the one contest that describes such columns"),
    ):
        done = CliRunner().invoke(main, ["tallies", str(table), *arguments])
        assert done.exit_code == 2
        assert told in done.stderr
        assert done.stderr.count("\n") == 1


def test_the_face(tmp_path: Path) -> None:
    table = analyzer.tallies.load(written(tmp_path / "t.csv"), ISLE)
    claims = pd.DataFrame({"source": ["camp"], "measure": ["votes"], "subject": ["ada"], "value": ["1600"]})
    found = analyzer.tallies.check(table, claims, replace(ISLE), source="camp")
    assert {"tallies-total", "tallies-coverage", "tallies-integer", "tallies-digits"} <= set(found["check"])


def test_a_station_twice_proves_nothing(tmp_path: Path) -> None:
    table = tallies.load(written(tmp_path / "t.csv", [*SHEETS, SHEETS[0]]), ISLE)
    given = [claim("board votes ada 1300"), claim("board coverage - 90")]
    found = of(tallies.examine(table, given, ISLE, "camp"), "tallies-compatibility", "board votes ada 1300")
    assert found.verdict is Verdict.UNDETERMINED
    assert "Stations stand in the table twice" in found.message
