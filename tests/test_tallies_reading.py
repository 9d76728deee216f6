"""Tables of every format and encoding, and what is said of bad ones: one line, exit 2, what was guessed so far."""

from __future__ import annotations

import gzip
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from support import ROOT
from test_tallies import ISLE, SHEETS, written

from analyzer import tallies
from analyzer.cli import main
from analyzer.model import TALLY_ROLES, InputError
from analyzer.tallies import formats, roles

RAW = tomllib.loads((ROOT / "analyzer/tallies/roles.toml").read_text(encoding="utf-8"))
ENCODINGS = ("utf-8", "utf-8-sig", "latin-1", "utf-16", "utf-16-le")


def excel(path: Path, rows: list[list[object]]) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


class TestFormats:
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("encoding", ENCODINGS)
    def test_encodings_line_ends_and_gzip(self, tmp_path: Path, encoding: str, end: str) -> None:
        text = end.join(["Número Mesa;Inscritos;AB;BD", "1;100;40;30", "2;90;20;30", ""])
        for name, data in (("a.csv", text.encode(encoding)), ("a.csv.gz", gzip.compress(text.encode(encoding)))):
            (tmp_path / name).write_bytes(data)
            assert formats.header(tmp_path / name) == ["Número Mesa", "Inscritos", "AB", "BD"]
            table = tallies.load(tmp_path / name, ISLE)
            assert (table["ada"].sum(), table["ben"].sum(), table["registered"].sum()) == (60, 60, 190)

    def test_parquet(self, tmp_path: Path) -> None:
        pytest.importorskip("pyarrow")
        pd.DataFrame({"mesa": [1, 2], "ada": [3, 4], "ben": [5, 6]}).to_parquet(tmp_path / "t.parquet")
        assert tallies.load(tmp_path / "t.parquet", ISLE)["ben"].tolist() == [5, 6]

    def test_excel(self, tmp_path: Path) -> None:
        rows: list[list[object]] = [["Mesa", "Ada Brown", "Reform", None], ["a", 3, 5.0, None], ["b", 4, None, None]]
        table = tallies.load(excel(tmp_path / "t.xlsx", rows), ISLE)
        assert table["station"].tolist() == ["a", "b"]
        assert (table["ada"].sum(), table["ben"].sum()) == (7, 5)
        assert formats.header(tmp_path / "t.xlsx") == ["Mesa", "Ada Brown", "Reform"]

    def test_the_same_table_in_every_format_is_the_same(self, tmp_path: Path) -> None:
        pytest.importorskip("pyarrow")
        plain = written(tmp_path / "t.csv")
        raw = pd.read_csv(plain)
        raw.to_parquet(tmp_path / "t.parquet")
        excel(tmp_path / "t.xlsx", [list(raw.columns), *raw.astype(object).to_numpy().tolist()])
        first, *others = (tallies.load(tmp_path / f"t.{suffix}", ISLE) for suffix in ("csv", "parquet", "xlsx"))
        for other in others:
            pd.testing.assert_frame_equal(first, other)

    @pytest.mark.parametrize(
        ("suffix", "extra", "module"), [("xlsx", "excel", "openpyxl"), ("parquet", "parquet", "pyarrow")]
    )
    def test_a_missing_extra_is_one_line(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, extra: str, module: str
    ) -> None:
        if suffix == "xlsx":
            excel(tmp_path / "t.xlsx", [["mesa", "ada"], [1, 2]])
        else:
            (tmp_path / "t.parquet").write_bytes(b"PAR1")
        for name in [name for name in sys.modules if name.split(".")[0] == module]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(InputError) as error:
            tallies.load(tmp_path / f"t.{suffix}", ISLE)
        assert f"pip install 'analyzer[{extra}]'" in str(error.value)
        assert "\n" not in str(error.value)


class TestBadInput:
    @pytest.mark.parametrize(
        ("name", "data", "told"),
        [
            ("t.csv", b"", "expected a table with a line of column names, found none"),
            ("t.csv", b"\n\n \n", "expected a table with a line of column names, found none"),
            ("t.csv", b"PK\x03\x04rest", "found a ZIP archive or office file"),
            ("t.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "found an old office file"),
            ("t.xlsx", b"no workbook", "expected a polling-station table"),
            ("t.parquet", b"no parquet", "expected a polling-station table"),
            ("t.csv.gz", gzip.compress(b"mesa,ada\n1,2\n")[:-9], "expected a polling-station table"),
            ("t.csv", b"mesa,ada,ada\n", 't.csv:1: expected column names that differ, found "ada" twice'),
            ("t.csv", b"mesa,one\n1,2\n", "expected a column for a candidate, found mesa as station"),
            ("t.csv", b"mesa,ada,Ada Brown\n1,2,3\n", "guessed so far: mesa as station, ada as ada, Ada Brown as ada"),
            ("t.csv", b"mesa,ada\n1,-2\n", "t.csv:2: ada: expected a count, whole and not negative, found -2; ada was"),
            (
                "t.csv",
                b"mesa,AB\n1,2\n2,0.5\n",
                "t.csv:3: AB: expected a count, whole and not negative, found 0.5; AB was",
            ),
            ("t.csv", b"mesa,ada\n1,x\n", 'found "x"; ada was taken as ada'),
            ("t.csv", b"mesa,ada\n1,inf\n", "found inf; ada was"),
            ("t.csv", b"mesa,ada\n1,9007199254740994\n", "found 9007199254740994; ada was"),
            ("t.csv", b'mesa,ada\n1,"2\n', "expected a polling-station table"),
        ],
    )
    def test_it_is_one_line_and_exit_2(self, tmp_path: Path, name: str, data: bytes, told: str) -> None:
        if name.endswith(".xlsx"):
            pytest.importorskip("openpyxl")
        (tmp_path / name).write_bytes(data)
        contest = tmp_path / "isle.toml"
        contest.write_text(
            '[contest]\nid = "isle"\nname = "Isle"\ndate = 2020-01-01\n'
            '[[candidates]]\nid = "ada"\nname = "Ada Brown"\n[[candidates]]\nid = "ben"\nname = "Ben Dole"\n'
            '[[sources]]\nid = "board"\nname = "Board"\nkind = "authority"\n',
            encoding="utf-8",
        )
        done = CliRunner().invoke(main, ["tallies", str(tmp_path / name), "--contest", str(contest)])
        assert done.exit_code == 2, done.output
        assert told in done.stderr
        assert done.stderr.count("\n") == 1
        assert done.stdout == ""

    def test_counts_past_2_to_the_31_are_counts(self, tmp_path: Path) -> None:
        rows: list[tuple[object, ...]] = [("s", 2**31, 5), ("t", 2**52, 7)]
        table = tallies.load(written(tmp_path / "t.csv", rows, "station,ada,ben\n"), ISLE)
        assert table["ada"].sum() == 2**31 + 2**52

    def test_two_roles_of_one_column(self, tmp_path: Path) -> None:
        table = str(written(tmp_path / "t.csv", SHEETS))
        done = CliRunner().invoke(main, ["tallies", table, "--map", "AB=ada", "--map", "AB=ben"])
        assert done.exit_code == 2
        assert "expected one role for AB, found ada and ben" in done.stderr


class TestRoles:
    def test_every_word_for_a_role_finds_it_and_no_other(self) -> None:
        for role, table in RAW.items():
            for word in table["words"]:
                assert roles.plain(word) == word
                assert [r for r, other in RAW.items() if word in other["words"]] == [role]

    @pytest.mark.parametrize("role", TALLY_ROLES)
    def test_every_example_is_known_by_its_role(self, role: str) -> None:
        for example in RAW[role]["examples"]:
            guesses = roles.guess([example, "Ada Brown"], ISLE, {}, "t.csv")
            assert next((g.column, g.role) for g in guesses) == (example, role)

    @pytest.mark.parametrize("none", ["beside", "percent"])
    def test_what_is_no_part_of_the_ballots_has_no_role(self, none: str) -> None:
        for example in [*RAW[none]["examples"], "% Votantes", "Votos válidos (%)", "% Ada Brown"]:
            assert [g.column for g in roles.guess([example, "Ada Brown"], ISLE, {}, "t.csv")] == ["Ada Brown"]
            assert roles.no_votes(example)

    @pytest.mark.parametrize("role", [role for role in RAW if role != "percent"])
    def test_every_word_has_an_example(self, role: str) -> None:
        examples = [roles.plain(example) for example in RAW[role]["examples"]]
        for word in RAW[role]["words"]:
            assert any(example == word or example.startswith(f"{word} ") for example in examples), word

    def test_roles_are_those_of_the_file(self) -> None:
        assert set(RAW) == {*TALLY_ROLES, "beside", "percent"}
