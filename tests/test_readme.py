"""The README is true: its commands exist, its table is what comes out, its Python runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import ROOT, SEEDS

from analyzer import contest, pipeline, tables

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.S | re.M)


def test_the_first_two_commands() -> None:
    first = [line.partition("#")[0].split() for line in blocks("sh")[0].splitlines()]
    assert first == [["make", "report"], ["make", "test"]]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for _, target in first:
        assert re.search(rf"^{target}:", makefile, re.M)


def test_the_table_of_claims_is_what_comes_out() -> None:
    documents, _ = pipeline.read([SEEDS])
    claims = pipeline.extract(documents, [contest.load("venezuela-2024-presidential")]).claims
    printed = [re.sub("\xa0", " ", line) for line in tables.claims_table(claims).splitlines()]
    shown = next(block for block in blocks("text") if block.startswith("source  ")).splitlines()
    assert len(printed) == len(shown)
    for line, whole in zip(shown, printed, strict=True):
        assert whole.startswith(line)


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    (tmp_path / "seeds").symlink_to(SEEDS)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    (example,) = blocks("python")
    exec(compile(example, "README.md", "exec"), names)
    assert (tmp_path / "report/report.html").is_file()
    assert len(names["claims"]) == 11  # type: ignore[arg-type]


def test_links_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"
