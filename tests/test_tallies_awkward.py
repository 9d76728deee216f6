"""Tables as they come: columns that look like counts and are none, codes that look like nothing, sheets of zeros."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from claims_support import claim
from test_tallies import ISLE
from test_tallies_reading import excel

from analyzer import tallies
from analyzer.model import Basis, InputError, Verdict
from analyzer.tallies import evidence
from analyzer.tallies.aside import valid_known
from analyzer.tallies.stations import stations
from analyzer.tallies.totals import totals

ROWS = range(8)


def file(path: Path, text: str) -> Path:
    (path / "t.csv").write_text(text, encoding="utf-8")
    return path / "t.csv"


def lines(head: str, row: str) -> str:
    """A table whose rows are one pattern: `{n}` is the row's number."""
    return f"{head}\n" + "".join(row.format(n=n, a=60 + n, total=100 + n, all=105 + n) + "\n" for n in ROWS)


class TestColumnsAmongTheCandidates:
    """Without a column of valid votes, those between the candidates' are others' votes, unless they are known not."""

    @pytest.mark.parametrize("name", ["Abstenciones", "Unused ballots", "Year", "Ada %", "Rate of Ada"])
    def test_what_is_known_to_hold_no_votes_is_not_added_up(self, tmp_path: Path, name: str) -> None:
        table = tallies.load(file(tmp_path, lines(f"Mesa,Ada,{name},Ben,Nulos", "s{n},{a},2{n},40,5")), ISLE)
        assert "others" not in table
        assert name in table.attrs["aside"]
        assert totals(table, ISLE).valid == table["ada"].sum() + table["ben"].sum()

    @pytest.mark.parametrize(
        ("head", "row"),
        [
            ("Mesa,Ada,Ben,Total,Nulos", "s{n},{a},40,{total},5"),
            ("Mesa,Ada,Ben,Total,Nulos", "s{n},{a},40,{all},5"),
            ("Mesa,Nulos,Total,Ada,Ben", "s{n},5,{total},{a},40"),
        ],
    )
    def test_a_sum_of_the_others_is_not_added_to_them(self, tmp_path: Path, head: str, row: str) -> None:
        table = tallies.load(file(tmp_path, lines(head, row)), ISLE)
        assert "others" not in table
        assert valid_known(table, ISLE)
        assert ("Total", "none", "its votes are in other columns") in table.attrs["roles"]

    def test_a_sum_with_others_in_it_is_left_out_and_they_are_kept(self, tmp_path: Path) -> None:
        text = lines("Mesa,Ada,Ben,Cole,Total,Nulos", "s{n},{a},30,10,{total},5")
        table = tallies.load(file(tmp_path, text), ISLE)
        assert table["others"].tolist() == [10] * 8

    def test_others_are_still_added_up(self, tmp_path: Path) -> None:
        table = tallies.load(file(tmp_path, lines("Mesa,Ada,Cole,Ben,Nulos", "s{n},{a},1{n},40,5")), ISLE)
        assert table["others"].sum() == sum(range(10, 18))

    def test_sheets_of_zeros_say_nothing_of_what_adds_up(self, tmp_path: Path) -> None:
        """Most stations have not reported: in their rows every column is the sum of all others."""
        none = "".join(f"z{n},0,0,0,0\n" for n in range(100))
        text = lines("Mesa,Ada,Cole,Ben,Nulos", "s{n},{a},1{n},40,5") + none
        assert tallies.load(file(tmp_path, text), ISLE)["others"].sum() == sum(range(10, 18))
        text = lines("Mesa,Ada,Ben,Queue,Valid", "s{n},{a},40,9{n},{total}") + none
        table = tallies.load(file(tmp_path, text), ISLE)
        assert "others" not in table
        assert table.attrs["perhaps"] == ["Queue"]


class TestCellsThatAreNoCounts:
    @pytest.mark.parametrize("cell", ["1.000", "12.500"])
    def test_a_point_in_a_count_is_refused_beside_a_blank_cell_too(self, tmp_path: Path, cell: str) -> None:
        with pytest.raises(InputError, match=rf"t.csv:2: Ada: expected a count, whole.* found \"{cell}\""):
            tallies.load(file(tmp_path, f"Mesa,Ada,Ben\ns1,{cell},5\ns2, ,4\ns3,7,4\n"), ISLE)

    @pytest.mark.parametrize("cell", ["1.000", True, pd.Timestamp("2020-01-01")])
    def test_of_a_workbook(self, tmp_path: Path, cell: object) -> None:
        rows: list[list[object]] = [["Mesa", "Ada", "Ben"], ["s1", cell, 5], ["s2", cell, 5]]
        with pytest.raises(InputError, match=r"t.xlsx:2: Ada: expected a count"):
            tallies.load(excel(tmp_path / "t.xlsx", rows), ISLE)

    def test_numbers_that_a_workbook_holds_as_text_are_counts(self, tmp_path: Path) -> None:
        rows: list[list[object]] = [["Mesa", "Ada", "Ben"], ["s1", " 12", 5.0], ["s2", None, "7"]]
        table = tallies.load(excel(tmp_path / "t.xlsx", rows), ISLE)
        assert table["ada"].sum() == 12
        assert table["ben"].sum() == 12
        assert np.isnan(table["ada"][1])

    def test_a_column_of_truth_values_is_none_of_valid_votes(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"t.csv:2: Valid: expected a count, .* found True"):
            tallies.load(file(tmp_path, "Mesa,Ada,Ben,Valid\ns1,10,5,True\ns2,9,4,False\n"), ISLE)

    def test_a_thousand_of_somebody_else_is_not_one(self, tmp_path: Path) -> None:
        table = tallies.load(file(tmp_path, "Mesa,Ada,Cole,Ben\ns1,10,1.000,5\ns2,9,22,4\n"), ISLE)
        assert "others" not in table
        assert not valid_known(table, ISLE)

    def test_a_count_that_floats_cannot_hold_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="expected a count"):
            tallies.load(file(tmp_path, f"Mesa,Ada,Ben\ns1,{2**53 + 1},5\ns2,9,4\n"), ISLE)


class TestNames:
    def test_codes_that_spell_nothing_are_codes(self, tmp_path: Path) -> None:
        text = "Provincia,Mesa,Ada,Ben\nNA,None,10,5\n,null,9,4\nBI,NaN,9,4\n"
        table = tallies.load(file(tmp_path, text), ISLE)
        assert table["region"].tolist() == ["NA", "", "BI"]
        assert table["station"].tolist() == ["None", "null", "NaN"]

    def test_codes_that_look_empty_in_a_workbook(self, tmp_path: Path) -> None:
        rows: list[list[object]] = [["mesa", "region", "ada"], ["NA", "NA", 3], ["None", None, 4], ["m3", "BI", "n/a"]]
        table = tallies.load(excel(tmp_path / "t.xlsx", rows), ISLE)
        assert table["station"].tolist() == ["NA", "None", "m3"]
        assert table["region"].tolist() == ["NA", "", "BI"]
        assert table["ada"].isna().tolist() == [False, False, True]

    def test_a_count_of_na_is_still_left_out(self, tmp_path: Path) -> None:
        table = tallies.load(file(tmp_path, "Mesa,Ada,Ben\nNA,NA,5\ns2,9,4\n"), ISLE)
        assert np.isnan(table["ada"][0])
        assert table["station"][0] == "NA"

    def test_commas_within_quotes_do_not_part_names(self, tmp_path: Path) -> None:
        text = 'Mesa;"Brown, Ada";"Dole, Ben"\ns1;10;5\ns2;9;4\n'
        table = tallies.load(file(tmp_path, text), ISLE, {"Brown, Ada": "ada", "Dole, Ben": "ben"})
        assert table["ada"].tolist() == [10, 9]

    def test_a_named_index_of_parquet_is_a_column(self, tmp_path: Path) -> None:
        pytest.importorskip("pyarrow")
        frame = pd.DataFrame({"Mesa": ["x", "y"], "Ada": [10, 9], "Ben": [5, 4]})
        frame.set_index("Mesa").to_parquet(tmp_path / "t.parquet")
        assert tallies.load(tmp_path / "t.parquet", ISLE)["station"].tolist() == ["x", "y"]

    def test_an_index_of_parquet_without_a_name_is_none(self, tmp_path: Path) -> None:
        pytest.importorskip("pyarrow")
        frame = pd.DataFrame({"Mesa": ["x", "y"], "Ada": [10, -9], "Ben": [5, 4]}, index=["one", "two"])
        frame.to_parquet(tmp_path / "t.parquet")
        with pytest.raises(InputError, match=r"t.parquet:3: Ada: expected a count, .* found -9"):
            tallies.load(tmp_path / "t.parquet", ISLE)


class TestZeros:
    def test_sheets_that_tell_their_valid_votes_and_have_none(self) -> None:
        table = pd.DataFrame({"station": ["s1", "s2"], "ada": [10.0, 0.0], "ben": [np.nan, 0.0]})
        stated = [claim("rival share ada 99"), claim("rival coverage - 80")]
        found = tallies.examine(table, stated, replace(ISLE, tally_sheets=9), "board")
        assert Verdict.INCONSISTENT not in {f.verdict for f in found}

    @pytest.mark.parametrize("source", ["board", "rival"])
    def test_ballots_of_zero_on_every_sheet_are_no_whole(self, source: str) -> None:
        votes = {"station": ["s1", "s2"], "ada": [10.0, 12.0], "ben": [5.0, 4.0]}
        table = pd.DataFrame({**votes, "ballots": [0.0, 0.0]})
        stated = [
            replace(claim(f"{source} share ada 60"), basis=Basis.CAST),
            claim(f"{source} coverage - 80"),
            claim(f"{source} ballots - 31"),
        ]
        found = tallies.examine(table, stated, replace(ISLE, tally_sheets=3), "board")
        assert Verdict.INCONSISTENT not in {f.verdict for f in found}

    def test_a_sheet_without_its_ballots_has_no_turnout_of_zero(self) -> None:
        table = pd.DataFrame(
            {"station": list("xyz"), "registered": [100.0] * 3, "ada": [30.0] * 3, "ben": [20.0] * 3}
            | {"ballots": [55.0, np.nan, 52.0]}
        )
        turnout, _, sound = stations(evidence.evidence(table, ISLE)).rates()
        assert turnout.tolist() == [0.55, 0.52]
        assert sound.tolist() == [True, False, True]


class TestStationsNumberedAnew:
    """Stations 1, 2, … of each region: the same number in two regions is not one station twice."""

    text = "Region,Mesa,Ada,Ben\nA,1,10,5\nA,2,,5\nB,1,12,4\n"

    def test_what_would_tell_them_apart_is_said(self, tmp_path: Path) -> None:
        loaded = tallies.load(file(tmp_path, self.text), ISLE)
        said = " ".join(f.message for f in tallies.examine(loaded, [], ISLE, "board"))
        assert "2 are of a station that stands in the table twice and 1 leaves votes out. They are kept" in said
        assert "No station stands twice in one region." in said
        assert "--map COLUMN=station" in said

    def test_and_does(self, tmp_path: Path) -> None:
        loaded = tallies.load(file(tmp_path, self.text), ISLE, {"Region": "station", "Mesa": "station"})
        said = " ".join(f.message for f in tallies.examine(loaded, [], ISLE, "board"))
        assert "1 leaves votes out. It is kept" in said
        assert "twice" not in said

    def test_it_is_not_said_of_the_same_station_in_the_same_region(self, tmp_path: Path) -> None:
        loaded = tallies.load(file(tmp_path, self.text + "B,1,12,4\n"), ISLE)
        said = " ".join(f.message for f in tallies.examine(loaded, [], ISLE, "board"))
        assert "3 are of a station that stands in the table twice" in said
        assert "No station" not in said


@pytest.mark.parametrize("source", ["board", "rival"])
@pytest.mark.parametrize("measure", ["votes", "share"])
def test_a_figure_that_is_nobodys_is_left_open(source: str, measure: str) -> None:
    table = pd.DataFrame({"station": ["s1", "s2"], "ada": [10.0, 12.0], "ben": [5.0, 4.0]})
    stated = [claim(f"{source} {measure} - 60"), claim(f"{source} coverage - 100")]
    found = tallies.examine(table, stated, replace(ISLE, tally_sheets=2), "board")
    assert {f.verdict for f in found if stated[0].claim in f.claims} == {Verdict.UNDETERMINED}


def test_empty_lines_above_the_column_names(tmp_path: Path) -> None:
    table = tallies.load(file(tmp_path, "\n \nMesa,Ada,Ben\n\ns1,10,5\n,,\n"), ISLE)
    assert table["station"].tolist() == ["s1"]
    assert table.attrs["head"] == 3
    with pytest.raises(InputError, match=r":6: Ada: expected a count"):
        tallies.load(file(tmp_path, "\n\nMesa,Ada,Ben\n\ns1,10,5\ns2,x,5\n"), ISLE)


class TestANameOfTwoMeanings:
    """In Spanish a mesa is a polling station; it is a candidate of Bolivia 2019, too."""

    id = "bolivia-2019-presidential"

    def test_it_is_not_guessed(self, tmp_path: Path) -> None:
        text = "Recinto,Mesa,Morales,Chi\nx,1001,10,5\n"
        with pytest.raises(InputError, match="Mesa: expected a name of one meaning, found station and the candidate"):
            tallies.load(file(tmp_path, text), self.id)
        table = tallies.load(file(tmp_path, text), self.id, {"Mesa": "station"})
        assert "mesa" not in table
        assert table["station"].tolist() == ["1001"]

    @pytest.mark.parametrize(
        ("text", "columns"),
        [
            ("Número Mesa,Morales,Mesa,Chi\n1001,10,7,5\n", {}),
            ("Mesa,Morales,Carlos Mesa,Chi\n1001,10,7,5\n", {}),
            ("Mesa,MAS,CC,Chi\n1001,10,7,5\n", {"MAS": "morales", "CC": "mesa"}),
        ],
    )
    def test_it_is_what_no_other_column_is(self, tmp_path: Path, text: str, columns: dict[str, str]) -> None:
        table = tallies.load(file(tmp_path, text), self.id, columns)
        assert table[["morales", "mesa", "chi"]].to_numpy().tolist() == [[10, 7, 5]]
        assert table["station"].tolist() == ["1001"]
