"""Files are put in place whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analyzer.files import write_atomic


def test_a_text_keeps_its_line_ends(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a.txt", "é\r\nb\n")
    assert (tmp_path / "a.txt").read_bytes() == b"\xc3\xa9\r\nb\n"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("old")

    def fail(source: object, target: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="no room"):
        write_atomic(tmp_path / "a.txt", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def test_the_file_has_the_permissions_of_a_plain_one(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    write_atomic(tmp_path / "a.txt", "")
    assert (tmp_path / "a.txt").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("theirs")
    (tmp_path / "a.txt").symlink_to(tmp_path / "elsewhere")
    write_atomic(tmp_path / "a.txt", "ours")
    assert (tmp_path / "elsewhere").read_text() == "theirs"
    assert not (tmp_path / "a.txt").is_symlink()


def test_what_cannot_be_written_is_named_not_its_temporary_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        write_atomic(tmp_path / "none" / "a.txt", "")
    assert raised.value.filename == str(tmp_path / "none" / "a.txt")
