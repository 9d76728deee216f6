"""Titles above the column names, names on two lines, and columns that mark sheets as annulled."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from claims_support import claim
from click.testing import CliRunner
from support import ROOT
from test_tallies import ISLE
from test_tallies_columns import ISLE_TOML
from test_tallies_reading import excel

from analyzer import tallies
from analyzer.cli import main
from analyzer.model import InputError, Verdict
from analyzer.tallies import marks

SHEETS = "s1,200,90,60,30,9\ns2,200,100,60,40,8\n"
NAMES = "Mesa,Inscritos,Válidos,Ada Brown,Ben Dole,Nulos\n"


def file(path: Path, text: str) -> Path:
    (path / "t.csv").write_text(text, encoding="utf-8")
    return path / "t.csv"


class TestTitles:
    @pytest.mark.parametrize(
        ("above", "line"),
        [
            ("", 1),
            ("Isle Board,,,,,\nResults by station\n\n", 4),
            ("Isle Board; results, by station\n", 2),
            ('"Isle Board, results"\n', 2),
            ("\ufeffIsle Board\r\n", 2),
            (",Padrón,Votos,,,\n", 2),
        ],
    )
    def test_the_only_line_that_names_a_candidate_holds_the_names(self, tmp_path: Path, above: str, line: int) -> None:
        table = tallies.load(file(tmp_path, above + NAMES + SHEETS), ISLE)
        assert (table["ada"].sum(), table["null"].sum(), table.attrs["head"]) == (120, 17, line)
        assert table["station"].tolist() == ["s1", "s2"]

    def test_a_cell_over_both_lines_names_its_column(self, tmp_path: Path) -> None:
        table = tallies.load(file(tmp_path, "Mesa,Votos,,\n,Válidos,Ada Brown,Ben Dole\ns1,90,60,30\n"), ISLE)
        assert table["station"].tolist() == ["s1"]
        assert table["valid"].tolist() == [90]

    def test_excel(self, tmp_path: Path) -> None:
        rows: list[list[object]] = [["Results"], [], [None, "Votos", None], ["Mesa", "Ada Brown", "Ben Dole"]]
        table = tallies.load(excel(tmp_path / "t.xlsx", [*rows, ["s1", 3, 5], ["s2", 4, "x"]][:5]), ISLE)
        assert (table["ben"].sum(), table.attrs["head"]) == (5, 4)
        with pytest.raises(
            InputError, match=r't.xlsx:6: Ben Dole: expected a count, whole and not negative, found "x"'
        ):
            tallies.load(excel(tmp_path / "t.xlsx", [*rows, ["s1", 3, 5], ["s2", 4, "x"]]), ISLE)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("Isle\n" + NAMES + SHEETS + "s3,200,90,60\n", "t.csv:5: expected 6 fields"),
            ("Isle\n" + NAMES + SHEETS + "s3,200,x,60,30,9\n", "t.csv:5: Válidos: expected a count"),
            (
                "Isle\n" + NAMES + SHEETS + "s3,200,1.000,60,30,9\n",
                "t.csv:5: Válidos: expected a count without a point",
            ),
            ("Isle\nMesa,A,B\ns1,2,3\n", "expected a column for a candidate, found nothing"),
            ("Isle\nMesa,A,B\ns1,2,3\n", "line 1 was taken for the column names"),
            ("Isle\n" + NAMES + SHEETS + NAMES + SHEETS, "line 1 was taken for the column names"),
        ],
    )
    def test_faults_name_the_line_of_the_file(self, tmp_path: Path, text: str, told: str) -> None:
        with pytest.raises(InputError) as error:
            tallies.load(file(tmp_path, text), ISLE)
        assert told in str(error.value)
        assert "\n" not in str(error.value)

    def test_it_is_said(self, tmp_path: Path) -> None:
        (tmp_path / "isle.toml").write_text(ISLE_TOML, encoding="utf-8")
        path = file(tmp_path, "Isle\n" + NAMES + SHEETS)
        done = CliRunner().invoke(main, ["tallies", str(path), "--contest", str(tmp_path / "isle.toml")])
        assert "t.csv: line 2 is taken for the column names, and what stands above is left out" in done.stderr


class TestMarks:
    RAW = tomllib.loads((ROOT / "analyzer/tallies/marks.toml").read_text(encoding="utf-8"))
    WHOLE = replace(ISLE, tally_sheets=3)

    def table(self, path: Path, states: str = "OK,ANULADA,OK", name: str = "Estado") -> Path:
        states_ = states.split(",")
        rows = [f"s1,60,30,{states_[0]}", f"s2,50,60,{states_[1]}", f"s3,40,10,{states_[2]}"]
        return file(path, "\n".join([f"Mesa,Ada Brown,Ben Dole,{name}", *rows, ""]))

    def test_every_example_is_a_mark_and_every_word_has_one(self) -> None:
        assert all(map(marks.is_mark, self.RAW["examples"]))
        said = [marks.plain(example) for example in self.RAW["examples"]]
        assert [w for w in self.RAW["words"] if not any(f"{one} ".startswith(f"{w} ") for one in said)] == []
        assert not any(map(marks.is_mark, ["OK", "Válida", "Contada", "Anularia", "Nueva", "", None, 5]))

    def test_sheets_that_are_marked_stay_and_are_told_of(self, tmp_path: Path) -> None:
        table = tallies.load(self.table(tmp_path), self.WHOLE)
        assert ("region" in table, len(table), table["ada"].sum()) == (False, 3, 150)
        told = " ".join(f.message for f in tallies.examine(table, [], self.WHOLE, "board"))
        assert "Of 3 tally sheets Estado marks 1 as ANULADA. They are counted in all sums" in told

    def test_a_state_that_is_a_place_is_a_region(self, tmp_path: Path) -> None:
        table = tallies.load(self.table(tmp_path, "Norte,Sur,Norte"), self.WHOLE)
        assert table["region"].tolist() == ["Norte", "Sur", "Norte"]

    def test_what_is_said_to_be_a_region_is_one(self, tmp_path: Path) -> None:
        table = tallies.load(self.table(tmp_path), self.WHOLE, {"Estado": "region"})
        assert table["region"].tolist() == ["OK", "ANULADA", "OK"]

    @pytest.mark.parametrize(
        ("votes", "verdict"), [(150, Verdict.CONSISTENT), (100, Verdict.STRAINED), (120, Verdict.INCONSISTENT)]
    )
    @pytest.mark.parametrize("who", ["board", "camp"])
    def test_a_figure_without_the_marked_sheets_is_no_contradiction(
        self, tmp_path: Path, who: str, votes: int, verdict: Verdict
    ) -> None:
        table = tallies.load(self.table(tmp_path), self.WHOLE)
        given = [claim(f"{who} votes ada {votes}", statement="s"), claim(f"{who} coverage - 100", statement="s")]
        found = tallies.examine(table, given, self.WHOLE, "board")
        (one,) = (f for f in found if f.claims == (given[0].claim,))
        assert one.verdict is verdict, one.message
        assert ("Without the 1 sheet marked so it could be" in one.message) == (verdict is Verdict.STRAINED)
