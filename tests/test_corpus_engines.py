"""Engines and interruptions: the same rows from each, whoever is killed. Processes that the test began are killed."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from support import ROOT

from analyzer.corpus import engine, progress
from analyzer.corpus.engine import Progress
from analyzer.corpus.shard import Counts, Settings

pytest.importorskip("pyarrow")
CONTEST = "venezuela-2024-presidential"
TEXT = (
    "Nicolás Maduro won with {a} percent of the vote against {b} percent for Edmundo González, the National Electoral "
    "Council (CNE) said with {c} percent of tally sheets counted."
)


def written(path: Path, count: int) -> Path:
    some = (
        json.dumps({"id": f"d{n}", "text": TEXT.format(a=50 + n % 9, b=40 - n % 7, c=80 + n % 19)})
        for n in range(count)
    )
    path.write_text("\n".join(some) + "\n", encoding="utf-8")
    return path


def rows(out: Path) -> pd.DataFrame:
    found = pd.concat([pd.read_parquet(file) for file in sorted((out / "claims").glob("*.parquet"))])
    return found.sort_values(["document", "start"]).reset_index(drop=True)


def command(path: Path, out: Path, *more: str) -> list[str]:
    start = [sys.executable, "-m", "analyzer", "corpus", str(path), "--contest", CONTEST, "--out", str(out)]
    return [*start, *more]


def began(out: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until the first shard stands."""
    for _ in range(1200):
        if list((out / "claims").glob("*.parquet")) or process.poll() is not None:
            return
        time.sleep(0.05)


def children(pid: int) -> list[int]:
    found = [p.read_text().split() for p in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(one) for some in found for one in some]


def workers(pid: int) -> list[int]:
    """The processes that read shards, not the one that multiprocessing keeps for its own resources."""
    return [p for p in children(pid) if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()]


def test_dask_makes_the_same_rows(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    path = written(tmp_path / "a.jsonl", 2500)
    for name, more in {"one": ["--workers", "1"], "dask": ["--workers", "2", "--scheduler", "local"]}.items():
        done = subprocess.run(
            command(path, tmp_path / name, *more), cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stderr.startswith("2,500 documents"), "nothing but our own lines"
    pd.testing.assert_frame_equal(rows(tmp_path / "dask"), rows(tmp_path / "one"))
    names = [{f.name for f in (tmp_path / name / "claims").iterdir()} for name in ("one", "dask")]
    assert names[0] == names[1]


def test_a_scheduler_that_is_not_there_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    from click.testing import CliRunner

    from analyzer.cli import main
    from analyzer.corpus import cluster

    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    path = written(tmp_path / "a.jsonl", 3)
    done = CliRunner().invoke(main, [*command(path, tmp_path / "out")[3:], "--scheduler", "tcp://127.0.0.1:1"])
    assert done.exit_code == 2
    assert "--scheduler: expected a Dask scheduler at tcp://127.0.0.1:1, found" in done.stderr


def test_a_scheduler_elsewhere_and_a_worker_of_it_make_the_same_rows(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    path, told = written(tmp_path / "a.jsonl", 2500), tmp_path / "scheduler.json"
    part = [sys.executable, "-m"]
    scheduler = [*part, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    worker = [*part, "distributed.cli.dask_worker", "--scheduler-file", str(told), "--no-dashboard", "--nthreads", "1"]
    worker += ["--local-directory", str(tmp_path / "scratch")]
    begun = []
    try:
        with (tmp_path / "said").open("wb") as said:
            begun.append(subprocess.Popen([*scheduler, "--scheduler-file", str(told)], cwd=tmp_path, stderr=said))
            for _ in range(600):
                if told.exists() and told.read_text():
                    break
                time.sleep(0.05)
            begun.append(subprocess.Popen(worker, cwd=ROOT, stderr=said))
        address = json.loads(told.read_text())["address"]
        for name, more in {"one": ["--workers", "1"], "dask": ["--scheduler", address]}.items():
            asked = command(path, tmp_path / name, *more)
            done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
            assert done.returncode == 0, done.stderr
        pd.testing.assert_frame_equal(rows(tmp_path / "dask"), rows(tmp_path / "one"))
    finally:
        for process in reversed(begun):
            process.terminate()
            process.wait(30)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds processes under /proc")
@pytest.mark.parametrize("more", [[], ["--scheduler", "local"]], ids=["processes", "dask"])
def test_a_killed_worker_costs_its_shard_and_no_row(tmp_path: Path, more: list[str]) -> None:
    if more:
        pytest.importorskip("distributed")
    path, out = written(tmp_path / "a.jsonl", 8000), tmp_path / "out"
    process = subprocess.Popen(command(path, out, "--workers", "2", *more), cwd=ROOT, stderr=subprocess.PIPE)
    began(out, process)
    first = workers(process.pid)
    assert len(first) == 2
    os.kill(first[0], signal.SIGKILL)
    said = process.communicate()[1].decode()
    assert process.returncode == 0, said
    assert said.startswith("8,000 documents"), said
    found = rows(out)
    assert len(found["document"].unique()) == 8000
    assert not found["claim"].duplicated().any()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds processes under /proc")
def test_workers_do_not_outlive_the_one_that_began_them(tmp_path: Path) -> None:
    path, out = written(tmp_path / "a.jsonl", 20_000), tmp_path / "out"
    process = subprocess.Popen(command(path, out, "--workers", "2"), cwd=ROOT, stderr=subprocess.DEVNULL)
    began(out, process)
    left = workers(process.pid)
    assert left
    process.kill()
    process.wait()
    for _ in range(200):
        if not any(Path(f"/proc/{pid}").exists() for pid in left):
            break
        time.sleep(0.05)
    assert not any(Path(f"/proc/{pid}").exists() for pid in left)


def test_ctrl_c_leaves_a_folder_that_can_be_gone_on_with(tmp_path: Path) -> None:
    path, out = written(tmp_path / "a.jsonl", 6000), tmp_path / "out"
    asked = command(path, out, "--workers", "2")
    # A shell lets what it runs in the background ignore Ctrl-C, these tests among it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(asked, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)
    signal.signal(signal.SIGINT, before)
    began(out, process)
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 130, said
    assert said == f"{out}: interrupted; what is done stays, go on with --resume\n"
    done = subprocess.run(command(path, out, "--resume"), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "done before" in done.stderr
    assert len(rows(out)["document"].unique()) == 6000


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte."""
    place = tmp_path / "small"
    place.mkdir()
    if not shutil.which("mount"):
        pytest.skip("there is no mount here")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no tmpfs may be mounted here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("count", ["1", "2"])
def test_a_full_disk_stops_with_one_line_and_can_be_gone_on_with(tmp_path: Path, small: Path, count: str) -> None:
    path, out = written(tmp_path / "a.jsonl", 9000), small / "out"
    done = subprocess.run(command(path, out, "--workers", count), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no space left on device; go on with --resume" in done.stderr
    assert not list(out.rglob("*.tmp"))
    subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
    done = subprocess.run(command(path, out, "--resume"), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = rows(out)
    assert len(found["document"].unique()) == 9000
    assert not found["claim"].duplicated().any()


def test_parts_by_file_make_the_whole(tmp_path: Path) -> None:
    """Many files: each job takes whole files, and reads no other."""
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(17):
        some = json.dumps({"id": f"f{n}", "text": TEXT.format(a=50, b=40, c=80)})
        (folder / f"{n:02}.jsonl").write_text(some, encoding="utf-8")
    parts = []
    for number in (1, 2):
        engine.prepare(tmp_path / "out", resume=True)
        parts.append(engine.run([str(folder)], Settings(str(tmp_path / "out"), (CONTEST,)), 1, part=(number, 2)))
    assert [p.shards for p in parts] == [9, 8]
    assert len(rows(tmp_path / "out")["document"].unique()) == 17


def test_progress_says_rate_claims_and_time_left() -> None:
    done = Progress(Counts(3000, 450), shards=3, bytes=300, before=100, whole=1000)
    assert progress.line(done, 10.0) == "3,000 documents, 300/s, 450 claims, 20 s left"
    assert progress.line(Progress(), 0.0) == "0 documents, 0/s, 0 claims"


def test_progress_is_shown_on_a_terminal_alone(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", 1500)
    ours, theirs = pty.openpty()
    done = subprocess.run(command(path, tmp_path / "out", "--workers", "1"), cwd=ROOT, stderr=theirs, check=False)
    os.close(theirs)
    said = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "documents/s" not in said
    assert "claims" in said
    assert "left" in said
