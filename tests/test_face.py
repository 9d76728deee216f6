"""What is given from Python is taken as it is meant, or refused in one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from test_tallies import ISLE

import analyzer
from analyzer.model import InputError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    for name in "ab":
        text = "Ada Brown won 1,390 votes and Ben Dole 600, the Board said."
        (tmp_path / "docs" / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path / "docs"


class TestPaths:
    def test_one_path_is_one_and_no_list_of_characters(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(folder.parent)
        for paths in ("docs/", "./docs", str(folder), folder, [folder], iter(["docs"]), ("docs/a.txt", "docs/b.txt")):
            assert [d.id for d in analyzer.read(paths)] == ["a.txt", "b.txt"]

    def test_a_report_takes_one_path_too(self, folder: Path, tmp_path: Path) -> None:
        page = analyzer.report(str(folder), ISLE, tmp_path / "r")
        assert "1,390" in page.read_text(encoding="utf-8")

    @pytest.mark.parametrize(("paths", "found"), [(None, "None"), (5, "int"), ([None], "None"), (b"docs", "bytes")])
    def test_what_is_no_path_is_refused(self, paths: Any, found: str) -> None:
        for call in (analyzer.read, analyzer.report):
            with pytest.raises(InputError) as error:
                call(paths)
            assert str(error.value) == f"paths: expected paths (files, folders, globs), found {found}"
