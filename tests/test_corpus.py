"""Very many documents: the claims of `extract`, whatever dies on the way. Processes are really killed."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from support import ROOT

import analyzer
from analyzer.cli import main
from analyzer.corpus import engine, inputs, records
from analyzer.corpus.shard import Settings, process

pytest.importorskip("pyarrow")
TEXT = (
    "Nicolás Maduro won with {a} percent of the vote against {b} percent for Edmundo González, the National Electoral "
    "Council (CNE) said with {c} percent of tally sheets counted."
)
CONTEST = "venezuela-2024-presidential"


def lines(count: int) -> list[str]:
    return [
        json.dumps({"id": f"d{n}", "text": TEXT.format(a=50 + n % 9, b=40 - n % 7, c=80 + n % 19)})
        for n in range(count)
    ]


def written(path: Path, some: list[str]) -> Path:
    path.write_text("\n".join(some) + "\n", encoding="utf-8")
    return path


def rows(out: Path) -> pd.DataFrame:
    found = pd.concat([pd.read_parquet(file) for file in sorted((out / "claims").glob("*.parquet"))])
    return found.sort_values(["document", "start"]).reset_index(drop=True)


def run(out: Path, *paths: Path, workers: int = 1, size: int = 20, **more: tuple[int, int]) -> engine.Progress:
    engine.prepare(out, resume=True)
    return engine.run([str(p) for p in paths], Settings(str(out), (CONTEST,)), workers, size=size, **more)


def test_rows_are_those_of_extract(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", lines(50))
    done = run(tmp_path / "out", path)
    assert (done.counts.documents, done.shards) == (50, 3)
    expected = analyzer.extract([path], CONTEST)
    expected = expected.sort_values(["document", "start"]).reset_index(drop=True)
    pd.testing.assert_frame_equal(rows(tmp_path / "out"), expected, check_dtype=False)


def test_contests_are_recognised(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.jsonl", [*lines(3), json.dumps({"id": "x", "text": "The price of bread rose by 3 %."})]
    )
    engine.prepare(tmp_path / "out", resume=False)
    engine.run([str(path)], Settings(str(tmp_path / "out")), 1)
    assert set(rows(tmp_path / "out")["contest"]) == {CONTEST}


def test_folders_and_gzip(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(5):
        (folder / f"{n}.txt").write_text(TEXT.format(a=51, b=44, c=80 + n), encoding="utf-8")
    (folder / "more.jsonl.gz").write_bytes(gzip.compress("\n".join(lines(30)).encode()))
    done = run(tmp_path / "out", folder)
    assert done.counts.documents == 35
    found = rows(tmp_path / "out")
    assert {"0.txt", "4.txt", "d0", "d29"} <= set(found["document"])


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", lines(60))
    run(tmp_path / "out", path)
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "out" / "claims").iterdir()}
    again = run(tmp_path / "out", path)
    assert (again.shards, again.skipped) == (0, 3)
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "out" / "claims").iterdir()} == before
    next(iter(before)).unlink()
    assert (run(tmp_path / "out", path).shards, len(rows(tmp_path / "out")["document"].unique())) == (1, 60)


def test_parts_make_the_whole(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", lines(70))
    for number in (1, 2, 3):
        run(tmp_path / "out", path, part=(number, 3))
    assert len(rows(tmp_path / "out")["document"].unique()) == 70


def test_bad_records_are_set_aside(tmp_path: Path) -> None:
    some = lines(10)
    some[3:5] = ["{", json.dumps({"id": 7})]
    done = run(tmp_path / "out", written(tmp_path / "a.jsonl", some))
    assert (done.counts.documents, done.counts.bad) == (8, 2)
    (file,) = (tmp_path / "out" / "bad").iterdir()
    told = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [one["line"] for one in told] == [4, 5]
    assert "expected" in told[0]["reason"]


def test_a_truncated_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    data = gzip.compress("\n".join(lines(2000)).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    done = run(tmp_path / "out", tmp_path / "a.jsonl.gz", size=100)
    assert 100 < done.counts.documents < 2000
    assert len(done.told) == 1
    assert "expected gzip data to its end" in done.told[0]


def test_processes_make_the_same_rows(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", lines(60))
    run(tmp_path / "one", path)
    run(tmp_path / "two", path, workers=2)
    pd.testing.assert_frame_equal(rows(tmp_path / "one"), rows(tmp_path / "two"))


def test_a_killed_run_is_gone_on_with(tmp_path: Path) -> None:
    """kill -9 of the driver, in the middle: nothing lost, nothing twice, no half file taken for whole."""
    path = written(tmp_path / "a.jsonl", lines(3000))
    command = [sys.executable, "-m", "analyzer", "corpus", str(path), "--contest", CONTEST, "--workers", "2"]
    command += ["--out", str(tmp_path / "out")]
    started = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True)
    for _ in range(600):
        if list((tmp_path / "out" / "claims").glob("*.parquet")) or started.poll() is not None:
            break
        time.sleep(0.05)
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    done = subprocess.run([*command, "--resume"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = rows(tmp_path / "out")
    assert len(found["document"].unique()) == 3000
    assert not found["claim"].duplicated().any()
    assert not list(tmp_path.rglob("*.tmp"))


def _deadly(shard: records.Shard, settings: Settings) -> object:
    """As `process`, but its process dies at the first try of one shard, and at each try of another."""
    number = int(shard.name[-6:])
    mark = Path(settings.out, f"tried-{number}")
    if number == 3 or (number == 1 and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return process(shard, settings)


def test_a_dead_process_costs_its_shard_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.shard, "process", _deadly)
    done = run(tmp_path / "out", written(tmp_path / "a.jsonl", lines(100)), workers=2)
    assert len(rows(tmp_path / "out")["document"].unique()) == 80
    assert len(done.told) == 1
    assert "lines 61 to 80 to be read, found a process that died 3 times" in done.told[0]
    assert done.bytes == done.whole, "what was given up is not waited for"


def test_a_shard_that_stands_is_counted_as_it_stands(tmp_path: Path) -> None:
    """Its process may have died behind it, before it could tell what came of it."""
    some = lines(30)
    some[3] = "{"
    path = written(tmp_path / "a.jsonl", some)
    first = run(tmp_path / "out", path, size=100).counts
    place = inputs.places([str(path)], engine.key(Settings(str(tmp_path / "out"), (CONTEST,)), ""), 100)[0][0]
    (one,) = records.shards(place, 100)
    assert isinstance(one, records.Shard)
    again = process(one, Settings(str(tmp_path / "out"), (CONTEST,)))
    assert (again.documents, again.claims, again.bad) == (first.documents, first.claims, first.bad) == (29, 87, 1)


def test_command(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", lines(5))
    arguments = ["corpus", str(path), "--out", str(tmp_path / "out"), "--workers", "1", "--contest", CONTEST]
    done = CliRunner().invoke(main, arguments)
    assert (done.exit_code, done.stderr.count("\n")) == (0, 2)  # what was read, and what was found in it
    assert "5 documents" in done.stderr
    again = CliRunner().invoke(main, arguments)
    assert again.exit_code == 2
    assert "--resume" in again.stderr
    assert CliRunner().invoke(main, [*arguments, "--resume", "--shard", "3/2"]).exit_code == 2


def test_rows_of_other_contests_do_not_stay(tmp_path: Path) -> None:
    """Each claim would stand there twice, once as each of them has it."""
    path = written(tmp_path / "a.jsonl", lines(5))
    arguments = ["corpus", str(path), "--out", str(tmp_path / "out"), "--workers", "1"]
    assert CliRunner().invoke(main, [*arguments, "--contest", CONTEST]).exit_code == 0
    before = rows(tmp_path / "out")
    other = CliRunner().invoke(main, [*arguments, "--contest", "kenya-2022-presidential", "--resume"])
    assert other.exit_code == 0, other.stderr
    assert "1 shard that was read with other settings is read anew" in other.stderr
    assert set(rows(tmp_path / "out")["contest"]) <= {"kenya-2022-presidential"}
    assert CliRunner().invoke(main, [*arguments, "--contest", CONTEST, "--resume"]).exit_code == 0
    pd.testing.assert_frame_equal(rows(tmp_path / "out"), before)


@pytest.mark.parametrize("path", ["-", "a\0b", "x" * 5000, "\udcff", "/proc/self/mem/claims"])
def test_what_cannot_be_looked_at_is_no_corpus(path: str) -> None:
    from analyzer import corpus

    assert not corpus.is_corpus(path)
