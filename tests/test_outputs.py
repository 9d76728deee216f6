"""What the program wrote and what is somebody's: it reads not the one, and loses not the other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import SEEDS

from analyzer.cli import main
from analyzer.reading.documents import read

CONTEST = "venezuela-2024-presidential"
ONE = "Maduro won 51.95% of the vote, the CNE said."
MORE = SEEDS / "003_336934c2d572a081.txt"


def run(*args: object, input: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args], input=input)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a report on the articles of seeds/."""
    out = tmp_path_factory.mktemp("made")
    assert run("report", SEEDS, "--out", out).exit_code == 0
    return contents(out)


@pytest.fixture
def report(made: dict[str, bytes], tmp_path: Path) -> Path:
    """A folder that holds a report."""
    for name, data in made.items():
        (tmp_path / "report" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "report" / name).write_bytes(data)
    return tmp_path / "report"


class TestNotRead:
    """The program's own output is no article."""

    def test_a_report_into_the_folder_of_its_articles(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt", ONE)
        told = ["report", tmp_path, "--out", tmp_path, "--contest", CONTEST]
        first = run(*told)
        assert (first.exit_code, "1 claim, " in first.stderr, "not read" in first.stderr) == (0, True, False)
        before = contents(tmp_path)
        again = run(*told)
        assert (again.exit_code, "1 claim, " in again.stderr) == (0, True)
        assert f"{tmp_path}: 3 files not read, written by this program itself: report.html, report.md, " in again.stderr
        assert contents(tmp_path) == before

    def test_figures_and_a_report_below_the_articles(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(tmp_path / "a.txt", ONE)
        monkeypatch.chdir(tmp_path)
        for command in ("figures", "report", "report"):
            done = run(command, ".", "--contest", CONTEST)
            assert done.exit_code == 0, done.output
        assert "1 claim, " in done.stderr
        write(tmp_path / "figures" / "note.txt", "mine")  # what is not the program's is read there, too
        write(tmp_path / "report" / "note.md", "mine")
        assert {one.id for one in read(["."])[0]} == {"a.txt", "figures/note.txt", "report/note.md"}

    def test_a_report_of_an_earlier_version(self, tmp_path: Path, report: Path) -> None:
        package = json.loads((report / "datapackage.json").read_text())
        del package["files"]
        write(report / "datapackage.json", json.dumps(package))
        write(tmp_path / "a.txt", ONE)
        assert [one.id for one in read([tmp_path])[0]] == ["a.txt"]
        assert run("report", MORE, "--out", report).exit_code == 0

    def test_what_is_named_itself_is_read(self, report: Path) -> None:
        assert [one.id for one in read([report / "report.md"])[0]] == ["report.md"]
        assert {one.id for one in read([report])[0]} == {"report.html", "report.md"}
        write(report / "mine.txt", ONE)
        assert [one.id for one in read([report])[0]] == ["mine.txt"]

    def test_lists_of_other_programs_are_none(self, tmp_path: Path) -> None:
        for name, listed in {
            "datapackage.json": '{"name": "other", "files": ["a.txt"]}',
            "manifest.json": '{"files": {"a.txt": "0"}}',
        }.items():
            write(tmp_path / name / "a.txt", ONE)
            write(tmp_path / name / name, listed)
            write(tmp_path / name / "b.txt", ONE)
            write(tmp_path / name / "sub" / name, "[" * 100_000)
        assert len(read([tmp_path])[0]) == 4

    def test_a_corpus(self, tmp_path: Path) -> None:
        write(tmp_path / "a.jsonl", json.dumps({"id": "a", "text": ONE}))
        assert run("corpus", tmp_path, "--out", tmp_path / "out", "--workers", "1").exit_code == 0
        documents, faults = read([tmp_path])
        assert ([one.id for one in documents], faults) == (["a"], [])


class TestNotLost:
    """What the program did not write is not replaced."""

    @pytest.mark.parametrize(
        "name", ["claims.csv", "report.md", "report.html", "figures/shares.svg", "datapackage.json"]
    )
    def test_a_report_replaces_nothing_of_others(self, name: str, tmp_path: Path) -> None:
        out = tmp_path / "out"
        write(out / name, "mine")
        done = run("report", SEEDS, "--out", out)
        assert done.exit_code == 2
        said = (
            f"analyzer: {out / name}: expected no such file, or one that this program wrote there, found another file"
        )
        assert done.stderr.splitlines()[-1] == f"{said}; move it, or name another folder"
        assert contents(out) == {name: b"mine"}

    @pytest.mark.parametrize("name", ["shares.svg", "manifest.json"])
    def test_figures_replace_nothing_of_others(self, name: str, tmp_path: Path) -> None:
        write(tmp_path / name, "mine")
        done = run("figures", MORE, "--out", tmp_path)
        assert (done.exit_code, f"{tmp_path / name}: expected no such file" in done.stderr) == (2, True)
        assert contents(tmp_path) == {name: b"mine"}

    def test_a_run_that_was_broken_off_can_be_made_again(self, made: dict[str, bytes], tmp_path: Path) -> None:
        for name in ("figures/shares.svg", "figures/shares.csv"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(made[name])
        assert run("report", SEEDS, "--out", tmp_path).exit_code == 0
        assert contents(tmp_path) == made

    def test_a_report_is_made_again_and_what_it_no_longer_has_goes(self, report: Path, made: dict[str, bytes]) -> None:
        write(report / "figures" / "mine.svg", "mine")
        assert run("report", MORE, "--out", report).exit_code == 0
        there = contents(report / "figures")
        assert {Path(name).stem for name in there} == {"shares", "margins", "coverage", "manifest", "mine"}
        assert run("report", SEEDS, "--out", report).exit_code == 0
        assert contents(report) == made | {"figures/mine.svg": b"mine"}

    def test_a_list_removes_nothing_elsewhere_and_nothing_else(self, tmp_path: Path) -> None:
        out = tmp_path / "out"
        names = ["votes.svg", "x/votes.svg", "mine.svg", "../votes.svg", str(tmp_path / "votes.csv"), "x/y/votes.svg"]
        for name in names:
            write(out / name, "there")
        write(out / "manifest.json", json.dumps({"matplotlib": "1", "files": dict.fromkeys(names, "0")}))
        assert run("figures", MORE, "--out", out).exit_code == 0
        assert [(out / name).exists() for name in names] == [False, False, True, True, True, True]

    def test_a_report_of_nothing_leaves_what_is_there(
        self, report: Path, made: dict[str, bytes], tmp_path: Path
    ) -> None:
        for command, out in (("report", report), ("figures", report / "figures")):
            done = run(command, tmp_path / "typo.txt", "--out", out)
            said = f"analyzer: {tmp_path}/typo.txt: expected a file, a folder, a glob or -, found no such file\n"
            assert (done.exit_code, done.stderr) == (2, said)
        assert contents(report) == made

    def test_verify_names_a_figure_that_the_manifest_does_not_know(self, tmp_path: Path) -> None:
        assert run("figures", MORE, "--out", tmp_path).exit_code == 0
        write(tmp_path / "mine.svg", "mine")
        assert run("figures", MORE, "--out", tmp_path, "--verify").exit_code == 0
        write(tmp_path / "votes.svg", "of another election")
        done = run("figures", MORE, "--out", tmp_path, "--verify")
        assert (done.exit_code, "votes.svg: no entry of the manifest covers it\n" in done.stderr) == (1, True)


class TestNoInput:
    """The file of -o is none that is read."""

    @pytest.mark.parametrize("given", ["file", "folder", "glob", "stdin"])
    def test_of_extract(self, given: str, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", ONE)
        if given == "stdin":
            with path.open("rb") as stream:
                done = CliRunner().invoke(main, ["extract", "-", "-o", str(path)], input=stream)
        else:
            done = run("extract", {"file": path, "folder": tmp_path, "glob": tmp_path / "*.t?t"}[given], "-o", path)
        assert path.read_text() == ONE
        assert done.stderr == f"analyzer: -o {path}: expected a file that is no input, found an input\n"
        assert done.exit_code == 2

    def test_of_check_and_its_corrections(self, tmp_path: Path) -> None:
        table = write(tmp_path / "t.csv", "source,measure,subject,value\ncne,share,maduro,51.95\n")
        mine = write(tmp_path / "mine.toml", "")
        for output in (table, mine):
            before = output.read_text()
            assert run("check", table, "--corrections", mine, "-o", output).exit_code == 2
            assert output.read_text() == before

    def test_another_file_is_replaced(self, tmp_path: Path) -> None:
        other = write(tmp_path / "other.csv", "old")
        write(tmp_path / "in" / "a.txt", ONE)
        assert run("extract", tmp_path / "in", "--contest", CONTEST, "--format", "csv", "-o", other).exit_code == 0
        assert "51.95" in other.read_text()

    def test_a_draft_that_was_edited_stays(self, tmp_path: Path) -> None:
        path = write(tmp_path / "my.toml", "edited")
        done = run("contest", "draft", MORE, "-o", path)
        said = f"analyzer: {path}: expected a new file, since a draft is there to be edited, found one\n"
        assert (done.exit_code, done.stderr, path.read_text()) == (2, said, "edited")
