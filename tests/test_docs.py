"""docs/ is true: its commands run and print what stands below them, its Python runs, its made pages are up to date."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner
from support import ROOT

from analyzer.cli import main

PAGES = sorted(path for path in (ROOT / "docs").glob("*.md") if path.name != "walkthrough.md")  # which has its own test
_BLOCK = re.compile(r"^```(?P<language>sh|python)\n(?P<code>.*?)^```\n(?:```text\n(?P<shown>.*?)^```\n)?", re.S | re.M)


def blocks(page: Path, language: str) -> list[re.Match[str]]:
    found = _BLOCK.finditer(page.read_text(encoding="utf-8"))
    return [block for block in found if block["language"] == language]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("seeds", "examples"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(code: str) -> list[list[str]]:
    """The commands of a block that are analyzer's own: those of make and of the shell are another's."""
    lines = (shlex.split(line, comments=True) for line in code.splitlines())
    return [words[1:] for words in lines if words and words[0] == "analyzer"]


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "sh")], ids=lambda page: page.stem)
def test_commands_run_and_print_what_stands_below(page: Path, workplace: Path) -> None:
    for block in blocks(page, "sh"):
        commands = told(block["code"])
        done = [CliRunner().invoke(main, words) for words in commands]
        for words, one in zip(commands, done, strict=True):
            assert one.exit_code in ((0, 1) if words[0] == "check" else (0,)), f"{words}: {one.output}"
        if block["shown"]:
            printed = "".join(line.rstrip() + "\n" for line in done[-1].stdout.replace("\xa0", " ").splitlines())
            assert printed.startswith(block["shown"])


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "python")], ids=lambda page: page.stem)
def test_python_runs(page: Path, workplace: Path) -> None:
    names: dict[str, object] = {}
    for block in blocks(page, "python"):
        exec(compile(block["code"], page.name, "exec"), names)


def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pages", ROOT / "docs" / "pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_help_says_stands_in_the_docs() -> None:
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == made().commands(), "run make docs"


def test_every_command_shows_an_example_and_its_exit_status() -> None:
    for name, text in made()._helps(main, "analyzer"):
        if "COMMAND [ARGS]" not in text:
            assert re.search(rf"^  {name} ?", text.partition("\n")[2], re.M), name
            assert "Exit status: 0" in text, name


def test_every_pinned_package_is_listed_with_its_licence() -> None:
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^ \\;]+)", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.M)
    listed = re.findall(r"^\| ([^ |]+) \| ([^ |]+) \|", page, re.M)[1:]
    assert listed == pins


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in PAGES:
        assert page.stem == "index" or re.search(rf"^{page.stem}$", index, re.M), page.name
