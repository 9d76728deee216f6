"""A corpus that is gone on with: what was changed is read anew, and nothing is lost or stands there twice."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

import analyzer
from analyzer.cli import main
from analyzer.corpus import engine, finishing, standing, store
from analyzer.corpus.shard import Settings

pytest.importorskip("pyarrow")
CONTEST = "venezuela-2024-presidential"


def text(share: int) -> str:
    return f"Nicolás Maduro won with {share} percent of the vote, the National Electoral Council (CNE) said."


def written(path: Path, share: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(share), encoding="utf-8")
    return path


def lines(path: Path, shares: dict[str, int]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    some = (json.dumps({"id": id, "text": text(share)}) for id, share in shares.items())
    path.write_text("\n".join(some), encoding="utf-8")
    return path


def run(out: Path, *paths: Path | str, size: int = 20) -> engine.Progress:
    engine.prepare(out, resume=True)
    done = engine.run([str(path) for path in paths], Settings(str(out), (CONTEST,)), 1, size=size)
    finishing.finish(out)
    return done


def shares(out: Path) -> dict[str, float]:
    """Document -> the share it states; each stands there once."""
    found = pd.concat([pd.read_parquet(path) for path in sorted((out / "claims").glob("*.parquet"))])
    assert not found["document"].duplicated().any()
    assert not found["claim"].duplicated().any()
    return dict(zip(found["document"], found["value"].tolist(), strict=True))


def extracted(*paths: Path) -> dict[str, float]:
    found = analyzer.extract(list(paths), CONTEST)
    return dict(zip(found["document"], found["value"].tolist(), strict=True))


def test_another_file_of_the_same_folder_leaves_the_first(tmp_path: Path) -> None:
    one, other = written(tmp_path / "in" / "a.txt", 51), written(tmp_path / "in" / "b.txt", 52)
    run(tmp_path / "out", one)
    run(tmp_path / "out", other)
    assert shares(tmp_path / "out") == {"a.txt": 51, "b.txt": 52}


def test_a_file_and_then_its_folder_and_the_other_way_about(tmp_path: Path) -> None:
    one, _ = written(tmp_path / "in" / "a.txt", 51), written(tmp_path / "in" / "b.txt", 52)
    for name, given in {"up": (one, tmp_path / "in"), "down": (tmp_path / "in", one)}.items():
        for path in given:
            run(tmp_path / name, path)
        assert shares(tmp_path / name) == {"a.txt": 51, "b.txt": 52}


def test_only_what_is_new_in_a_folder_is_read(tmp_path: Path) -> None:
    for number in range(5):
        written(tmp_path / "in" / f"{number}.txt", 50 + number)
    run(tmp_path / "out", tmp_path / "in", size=2)
    written(tmp_path / "in" / "0a.txt", 60)
    done = run(tmp_path / "out", tmp_path / "in", size=2)
    assert (done.counts.documents, done.shards) == (1, 1)
    assert shares(tmp_path / "out") == extracted(tmp_path / "in")
    assert run(tmp_path / "out", tmp_path / "in", size=2).shards == 0


def test_a_changed_file_is_replaced_and_its_neighbours_stay(tmp_path: Path) -> None:
    """Even those that are given no more, or are gone."""
    paths = [written(tmp_path / "in" / f"{name}.txt", 51) for name in "abc"]
    run(tmp_path / "out", tmp_path / "in")
    paths[1].unlink()
    written(paths[0], 60)
    done = run(tmp_path / "out", paths[0])
    assert done.counts.documents == 1
    assert shares(tmp_path / "out") == {"a.txt": 60, "b.txt": 51, "c.txt": 51}


def test_what_a_file_had_stays_when_it_is_gone(tmp_path: Path) -> None:
    for name in "ab":
        written(tmp_path / "in" / f"{name}.txt", 51)
    run(tmp_path / "out", tmp_path / "in")
    (tmp_path / "in" / "a.txt").unlink()
    written(tmp_path / "in" / "c.txt", 52)
    run(tmp_path / "out", tmp_path / "in")
    assert shares(tmp_path / "out") == {"a.txt": 51, "b.txt": 51, "c.txt": 52}


def test_a_file_that_is_as_it_was_before_is_read_again(tmp_path: Path) -> None:
    one, other = written(tmp_path / "in" / "a.txt", 51), written(tmp_path / "in" / "b.txt", 52)
    before = one.stat()
    run(tmp_path / "out", one, other)
    written(one, 60)
    run(tmp_path / "out", one, other)
    written(one, 51)
    os.utime(one, ns=(before.st_atime_ns, before.st_mtime_ns))
    run(tmp_path / "out", one, other)
    assert shares(tmp_path / "out") == {"a.txt": 51, "b.txt": 52}


def test_one_file_under_several_paths_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "in" / "a.txt", 51)
    (tmp_path / "link").symlink_to(tmp_path / "in")
    monkeypatch.chdir(tmp_path)
    run(tmp_path / "out", "in/a.txt", "in/a.txt", str(tmp_path / "in" / "a.txt"))
    for path in ("in/a.txt", str(tmp_path / "in" / "a.txt"), "./in", "in/../in/a.txt", "link/a.txt", "link"):
        assert run(tmp_path / "out", path).shards == 0, path
    assert shares(tmp_path / "out") == {"a.txt": 51}


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_a_moved_file_is_not_read_again_but_a_copy_is(tmp_path: Path, name: str) -> None:
    def made(path: Path, share: int) -> Path:
        return written(path, share) if name == "a.txt" else lines(path, {"d": share})

    path = made(tmp_path / "one" / name, 51)
    run(tmp_path / "out", path)
    (tmp_path / "two").mkdir()
    moved = path.rename(tmp_path / "two" / name)
    assert run(tmp_path / "out", moved).shards == 0
    assert list(shares(tmp_path / "out").values()) == [51]
    copied = made(path, 51)
    os.utime(copied, ns=(moved.stat().st_atime_ns, moved.stat().st_mtime_ns))
    assert run(tmp_path / "out", copied).shards == 1, "the other is still there: this is a file of its own"
    made(moved, 60)
    run(tmp_path / "out", moved)
    assert shares(tmp_path / "out") == extracted(tmp_path / "one", tmp_path / "two")


@pytest.mark.parametrize("name", ["sub/a.txt", "sub/a.jsonl"])
def test_a_file_that_was_renamed_below_its_folder_stands_once(tmp_path: Path, name: str) -> None:
    path = tmp_path / "in" / name
    written(path, 51) if name.endswith("txt") else lines(path, {f"d{n}": 51 + n for n in range(3)})
    written(tmp_path / "in" / "z.txt", 55)
    run(tmp_path / "out", tmp_path / "in", size=2)
    path = path.rename(tmp_path / "in" / f"b{path.suffix}")
    for given in (tmp_path / "in", path):
        assert run(tmp_path / "out", given, size=2).shards == 0
        assert shares(tmp_path / "out") == extracted(tmp_path / "in")


def test_a_file_of_another_kind_is_read_anew(tmp_path: Path) -> None:
    """What is read otherwise is other content, be it the same bytes."""
    path = written(tmp_path / "a.txt", 51)
    run(tmp_path / "out", path)
    assert run(tmp_path / "out", path.rename(tmp_path / "a.html")).shards == 1


def test_a_file_is_named_by_the_path_that_was_given_last(tmp_path: Path) -> None:
    path = written(tmp_path / "in" / "sub" / "a.txt", 51)
    for given, read in ((tmp_path / "in", 1), (path, 0), (tmp_path / "in", 0)):
        assert run(tmp_path / "out", given).shards == read
        assert shares(tmp_path / "out") == extracted(given)


def test_a_file_that_was_moved_over_another_takes_its_place(tmp_path: Path) -> None:
    one, other = written(tmp_path / "one" / "a.txt", 51), written(tmp_path / "two" / "a.txt", 52)
    written(tmp_path / "two" / "b.txt", 53)
    run(tmp_path / "out", one, tmp_path / "two")
    one.replace(other)
    assert run(tmp_path / "out", other).shards == 0
    assert shares(tmp_path / "out") == {"a.txt": 51, "b.txt": 53}


def test_a_shard_that_another_job_takes_away_meanwhile_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.txt", 51)
    run(tmp_path / "out", path)
    (name,) = store.names(tmp_path / "out")
    store.remove(tmp_path / "out", [name])
    with monkeypatch.context() as context:
        context.setattr(standing.store, "names", lambda out: [name])
        assert standing.files(tmp_path / "out") == []


@pytest.mark.parametrize("step", ["claims", "documents"])
def test_taking_out_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """A run that dies between the files of a shard leaves nothing that the next one does not bring in order."""
    one, _ = written(tmp_path / "in" / "a.txt", 51), written(tmp_path / "in" / "b.txt", 52)
    run(tmp_path / "out", tmp_path / "in")
    written(one, 60)
    put = store.write

    def dying(path: Path, data: bytes) -> None:
        if path.parent.name == step:
            raise KeyboardInterrupt
        put(path, data)

    monkeypatch.setattr(store, "write", dying)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "out", tmp_path / "in")
    monkeypatch.setattr(store, "write", put)
    run(tmp_path / "out", tmp_path / "in" / "b.txt")
    assert shares(tmp_path / "out") == {"b.txt": 52}
    run(tmp_path / "out", tmp_path / "in")
    assert shares(tmp_path / "out") == {"a.txt": 60, "b.txt": 52}


def dies_at(monkeypatch: pytest.MonkeyPatch, part: str, times: int, out: Path, *paths: Path) -> None:
    """A run that dies when it puts down a file of that part for so many times."""
    put, left = store.write, iter(range(times - 1))

    def dying(path: Path, data: bytes) -> None:
        if path.parent.name == part and next(left, None) is None:
            raise KeyboardInterrupt
        put(path, data)

    with monkeypatch.context() as context:
        context.setattr(store, "write", dying)
        with pytest.raises(KeyboardInterrupt):
            run(out, *paths, size=3)


def test_taking_out_is_gone_on_with_where_more_was_changed_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, _ = (written(tmp_path / "in" / f"{name}.txt", 50 + n) for n, name in enumerate("abc"))
    run(tmp_path / "out", tmp_path / "in")
    written(one, 60)
    dies_at(monkeypatch, "documents", 1, tmp_path / "out", tmp_path / "in")
    written(other, 61)
    run(tmp_path / "out", tmp_path / "in")
    assert shares(tmp_path / "out") == {"a.txt": 60, "b.txt": 61, "c.txt": 52}


def test_moving_is_gone_on_with_whatever_is_given_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = lines(tmp_path / "one" / "a.jsonl", {f"d{n}": 50 + n for n in range(7)})
    other = lines(tmp_path / "b.jsonl", {"d0": 40, "d6": 41})
    run(tmp_path / "out", one, other, size=3)
    before = shares(tmp_path / "out")
    (tmp_path / "two").mkdir()
    moved = one.rename(tmp_path / "two" / "a.jsonl")
    dies_at(monkeypatch, "files", 2, tmp_path / "out", moved)
    for given in (other, moved):
        assert run(tmp_path / "out", given, size=3).shards == 0
        assert shares(tmp_path / "out") == before


def test_a_mended_file_is_no_bad_record_any_more(tmp_path: Path) -> None:
    bad = tmp_path / "in" / "a.txt"
    written(tmp_path / "in" / "b.txt", 52)
    bad.write_bytes(b"\x89PNG\r\n")
    assert run(tmp_path / "out", tmp_path / "in").counts.bad == 1
    written(bad, 51)
    run(tmp_path / "out", tmp_path / "in")
    assert shares(tmp_path / "out") == {"a.txt": 51, "b.txt": 52}
    assert not [line for path in (tmp_path / "out" / "bad").iterdir() for line in path.read_text().splitlines()]


def test_other_settings_drop_nothing_that_is_not_given_again(tmp_path: Path) -> None:
    one, other = lines(tmp_path / "a.jsonl", {"d": 51}), written(tmp_path / "b.txt", 52)
    arguments = ["--out", str(tmp_path / "out"), "--workers", "1", "--resume"]
    for path in (one, other):
        assert CliRunner().invoke(main, ["corpus", str(path), *arguments, "--contest", CONTEST]).exit_code == 0
    before = shares(tmp_path / "out")
    told = CliRunner().invoke(main, ["corpus", str(one), *arguments, "--contest", "kenya-2022-presidential"])
    assert told.exit_code == 2
    assert told.stderr == (
        f"analyzer: {tmp_path / 'out'}: expected all files that it was read from, for the settings are others, "
        f"found {other} left out\n"
    )
    assert shares(tmp_path / "out") == before
    told = CliRunner().invoke(
        main, ["corpus", str(one), str(other), *arguments, "--contest", "kenya-2022-presidential"]
    )
    assert told.exit_code == 0
    assert "2 shards that were read with other settings are read anew" in told.stderr


def test_parts_that_share_a_folder_read_each_file_once(tmp_path: Path) -> None:
    """Each job sees more standing than the one before it; the batches are the same for all."""
    for number in range(7):
        written(tmp_path / "in" / f"{number}.txt", 50 + number)
    run(tmp_path / "out", tmp_path / "in" / "3.txt", tmp_path / "in" / "4.txt")
    written(tmp_path / "in" / "4.txt", 70)
    settings = Settings(str(tmp_path / "out"), (CONTEST,))
    parts = [engine.run([str(tmp_path / "in")], settings, 1, (n, 2), size=2) for n in (2, 1)]
    assert [one.counts.documents for one in parts] == [2, 4]
    assert [one.before + one.bytes for one in parts] == [parts[0].whole] * 2
    assert shares(tmp_path / "out") == extracted(tmp_path / "in")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_given_in_whatever_order_stands_as_it_was_last_read(tmp_path: Path, seed: int) -> None:
    """Runs over single files, files of many documents and their folder, which change and go in between."""
    rng = random.Random(seed)
    folder = tmp_path / "in"
    expected: dict[str, float] = {}
    for step in range(12):
        for name in rng.sample("abcdef", 2):
            path = folder / f"{name}.{'jsonl' if name in 'ef' else 'txt'}"
            if rng.random() < 0.2:
                path.unlink(missing_ok=True)
            elif name in "ef":
                lines(path, {name: 30 + step})
            else:
                written(path, 30 + step)
        there = sorted(folder.iterdir()) if folder.exists() else []
        if not there:
            continue
        given = [folder] if rng.random() < 0.3 else rng.sample(there, rng.randint(1, min(3, len(there))))
        run(tmp_path / "out", *given, size=rng.choice([1, 2, 20]))
        expected |= extracted(*given)
        assert shares(tmp_path / "out") == expected, step


@pytest.mark.parametrize("left", [None, "{}\n", "{\n"])
def test_a_folder_that_does_not_say_its_files_is_not_gone_on_with(tmp_path: Path, left: str | None) -> None:
    """As one of an earlier version: what of it would be read twice, nobody can tell."""
    path = written(tmp_path / "a.txt", 51)
    run(tmp_path / "out", path)
    before = shares(tmp_path / "out")
    (listed,) = (tmp_path / "out" / "files").iterdir()
    listed.unlink() if left is None else listed.write_text(left)
    done = CliRunner().invoke(main, ["corpus", str(path), "--out", str(tmp_path / "out"), "--resume"])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"analyzer: {listed}: expected the files ")
    assert len(done.stderr.splitlines()) == 1
    assert shares(tmp_path / "out") == before


@pytest.mark.parametrize("together", [True, False])
def test_documents_are_named_as_extract_names_them(tmp_path: Path, together: bool) -> None:
    """Whether all files are given at once, or run after run."""
    paths = [
        written(tmp_path / "one" / "a.txt", 51),
        written(tmp_path / "two" / "a.txt", 52),
        written(tmp_path / "two" / "b.txt", 53),
        lines(tmp_path / "one" / "x.jsonl", {"b.txt": 54, "two/a.txt": 55, "d": 56, "e": 57}),
        lines(tmp_path / "two" / "x.jsonl", {"d": 58}),
    ]
    for given in [paths] if together else [[path] for path in paths]:
        run(tmp_path / "out", *given)
    assert shares(tmp_path / "out") == extracted(*paths)
    lines(paths[-1], {"f": 58})
    run(tmp_path / "out", paths[-1])
    assert shares(tmp_path / "out") == extracted(*paths), "an id that is repeated no more is the document's name again"
