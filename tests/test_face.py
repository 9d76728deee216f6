"""What is given from Python is taken as it is meant, or refused in one line."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from test_tallies import ISLE

import analyzer
from analyzer import bounds, tables
from analyzer.model import InputError
from analyzer.tallies import checked


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    for name in "ab":
        text = "Ada Brown won 61,390 votes, the Board said."
        (tmp_path / "docs" / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path / "docs"


class TestPaths:
    def test_one_path_is_one_and_no_list_of_characters(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(folder.parent)
        for paths in ("docs/", "./docs", str(folder), folder, [folder], iter(["docs"]), ("docs/a.txt", "docs/b.txt")):
            assert [d.id for d in analyzer.read(paths)] == ["a.txt", "b.txt"]

    def test_a_report_takes_one_path_too(self, folder: Path, tmp_path: Path) -> None:
        page = analyzer.report(str(folder), ISLE, tmp_path / "r")
        assert "61,390" in page.read_text(encoding="utf-8")

    @pytest.mark.parametrize(("paths", "found"), [(None, "None"), (5, "int"), ([None], "None"), (b"docs", "int")])
    def test_what_is_no_path_is_refused(self, paths: Any, found: str) -> None:
        for call in (analyzer.read, analyzer.report):
            with pytest.raises(InputError) as error:
                call(paths)
            assert str(error.value) == f"paths: expected paths (files, folders, globs), found {found}"


ROWS = [("board", "share", "ada", "51.2"), ("board", "share", "ben", "48.8")]
TABLE = pd.DataFrame(ROWS, columns=["source", "measure", "subject", "value"])


class TestArguments:
    @pytest.mark.parametrize(
        ("call", "told"),
        [
            (
                lambda: analyzer.load_contest(None),
                "contest: expected the id of a bundled contest or a file, found None",
            ),
            (lambda: analyzer.check(TABLE, 5), "contest: expected the id of a bundled contest or a file, found int"),
            (lambda: analyzer.extract(None, ISLE), "of: expected a text, paths or documents, found None"),
            (lambda: analyzer.extract([5], ISLE), "of: expected a text, paths or documents, found int"),
            (lambda: analyzer.check([{"source": "board"}], ISLE), "claims: expected a DataFrame of claims, found list"),
            (lambda: analyzer.check(None, ISLE), "claims: expected a DataFrame of claims, found None"),
            (lambda: analyzer.plot.shares([{"a": 1}], ISLE), "claims: expected claims, or a table of them, found dict"),
            (lambda: analyzer.feasibility.conflicts(5, ISLE), "claims: expected claims, or a table of them, found int"),
            (
                lambda: analyzer.feasibility.conflicts([5], ISLE),
                "claims: expected claims, or a table of them, found list",
            ),
            (
                lambda: analyzer.check(pd.concat([TABLE, TABLE["value"]], axis=1), ISLE),
                'claims: expected column names that differ, found "value" twice',
            ),
            (
                lambda: analyzer.check(TABLE.assign(value=["51.2", "x"]), ISLE),
                'claims: row 1: value: expected a finite non-negative number such as 51.20, found "x"',
            ),
        ],
    )
    def test_what_is_none_is_refused_in_one_line(self, call: Callable[[], object], told: str) -> None:
        with pytest.raises(InputError) as error:
            call()
        assert str(error.value) == told

    def test_the_command_line_is_not_spoken_of(self) -> None:
        with pytest.raises(InputError) as error:
            analyzer.extract("Nobody we know won 60 percent.")
        assert str(error.value).startswith("contest: expected documents on a bundled contest")
        assert "--" not in str(error.value)

    def test_a_document_is_a_document(self, folder: Path) -> None:
        (one, other) = analyzer.read(folder)
        assert len(analyzer.extract(one, ISLE)) == len(analyzer.extract(iter([other]), ISLE)) > 0

    @pytest.mark.parametrize(
        ("moment", "said"),
        [
            ("2029-04-23", "2029-04-23"),
            ("2029-04-23 20:15", "2029-04-23T20:15"),
            ("2029-04-23 20:15:07", "2029-04-23T20:15:07"),
        ],
    )
    def test_a_moment_is_a_day_or_a_day_and_a_time(self, moment: str, said: str) -> None:
        for of in (TABLE.assign(as_of=pd.Timestamp(moment)), TABLE.assign(as_of=[pd.Timestamp(moment), None])):
            assert f"(as of {said})" in " ".join(analyzer.check(of, ISLE)["message"])
        assert checked.claims_of(of, ISLE)[1].as_of == ""

    def test_shares_that_are_parts_of_one_are_told_of(self, tmp_path: Path) -> None:
        told = "claims: value: expected shares in percent, found none above 1: is 0.512 meant as 51.2 %?"
        with pytest.warns(UserWarning, match=re.escape(told)):
            analyzer.check(TABLE.assign(value=["0.512", "0.488"]), ISLE)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            analyzer.check(TABLE.assign(value=["0.3", "0.1"]), ISLE)
            analyzer.check(TABLE, ISLE)
        TABLE.assign(value=["0.512", "0.488"]).to_csv(tmp_path / "c.csv", index=False)
        lines: list[str] = []
        tables.read_claims_for(tmp_path / "c.csv", [ISLE], tell=lines.append)
        assert lines == [f"{tmp_path / 'c.csv'}: {told.partition(': ')[2]}"]

    def test_a_column_that_stands_twice_in_a_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "c.csv").write_text("source,measure,subject,value,value\nboard,share,ada,5,6\n", encoding="utf-8")
        with pytest.raises(InputError, match='expected column names that differ, found "value" twice'):
            tables.read_claims_for(tmp_path / "c.csv", [ISLE])


class TestBounds:
    def test_an_interval_the_wrong_way_round_holds_nothing(self) -> None:
        for ends in ((20, 10, 30, 40), (10, 20, 40, 30), (10, 20, 101, 102)):
            assert np.isnan(bounds.implied_total(*ends)).all()
        for ends in ((51, 50, 80, 90), (50, 51, 90, 80), (101, 102, 80, 90)):
            assert np.isnan(bounds.uncounted_share(*ends)).all()

    def test_a_part_is_no_more_than_its_whole(self) -> None:
        assert bounds.implied_total(100, 100, 99.5, 100.5)[0] == 100
        assert bounds.uncounted_share(99.5, 100.5, 100, 100)[1] == 100
