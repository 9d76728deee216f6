"""A corpus gives the rows of extract, once each, whatever was broken off before."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from pathlib import Path

import pandas as pd
import pytest
from support import SEEDS

import analyzer
from analyzer import corpus
from analyzer.corpus import engine
from analyzer.model import InputError

CONTEST = analyzer.load_contest("venezuela-2024-presidential")


def corpus_of(folder: Path) -> list[Path]:
    """The seeds in two files of JSON lines, each article twice, with other ids and other figures the second time."""
    files = []
    texts = [(p.stem, p.read_text(encoding="utf-8")) for p in sorted(SEEDS.glob("*.txt"))]
    for n, digits in enumerate((("51.95", "51.95"), ("51.95", "51.59"))):
        file = folder / f"part{n}.jsonl"
        rows = [{"id": f"{n}-{id}", "text": text.replace(*digits)} for id, text in texts]
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        files.append(file)
    return files


def rows(out: Path) -> pd.DataFrame:
    read = [pd.read_parquet(p) for p in sorted((out / "claims").glob("*.parquet"))]
    return pd.concat(read, ignore_index=True).sort_values(["document", "start"], ignore_index=True)


def test_rows_are_those_of_extract_and_a_second_run_does_nothing(tmp_path: Path) -> None:
    files, out = corpus_of(tmp_path), tmp_path / "out"
    counts = corpus.run(files, out, [CONTEST])
    assert [c.documents for c in counts] == [5, 5]
    expected = analyzer.extract(files, CONTEST).sort_values(["document", "start"], ignore_index=True)
    assert len(expected) == sum(c.claims for c in counts) == 22
    pd.testing.assert_frame_equal(rows(out), expected, check_dtype=False)
    before = {p: p.stat().st_mtime_ns for p in out.rglob("*.parquet")}
    assert all(c.skipped for c in corpus.run(files, out, [CONTEST]))
    assert {p: p.stat().st_mtime_ns for p in out.rglob("*.parquet")} == before


def test_a_bad_record_costs_one_record(tmp_path: Path) -> None:
    file, out = corpus_of(tmp_path)[0], tmp_path / "out"
    file.write_text("{broken\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    (counts,) = corpus.run([file], out, [CONTEST], workers=1)
    assert (counts.documents, counts.claims, counts.set_aside) == (5, 11, 1)
    (aside,) = (out / "set-aside").iterdir()
    assert f"{file}:1: expected a JSON object" in json.loads(aside.read_text())["reason"]


def test_another_configuration_is_refused(tmp_path: Path) -> None:
    files, out = corpus_of(tmp_path), tmp_path / "out"
    corpus.run(files[:1], out, [CONTEST], workers=1)
    with pytest.raises(InputError, match="expected the configuration"):
        corpus.run(files, out, [analyzer.load_contest("kenya-2022-presidential")], workers=1)


def killed_once(shard: corpus.Shard, out: Path, contests: list[object]) -> corpus.Counts:
    """The shard function in a worker that kills itself the first time."""
    mark = out / "killed"
    if not mark.exists():
        mark.touch()
        os.kill(multiprocessing.current_process().pid or 0, signal.SIGKILL)
    return corpus.run_shard(shard, out, contests)  # type: ignore[arg-type]


def test_a_killed_worker_loses_no_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, out = corpus_of(tmp_path), tmp_path / "out"
    monkeypatch.setattr(engine, "run_shard", killed_once)
    counts = corpus.run(files, out, [CONTEST])
    assert (out / "killed").exists()
    assert len(rows(out)) == 22
    assert not rows(out).duplicated("claim").any()
    assert {c.key for c in counts} == {p.stem for p in (out / "claims").glob("*.parquet")}
