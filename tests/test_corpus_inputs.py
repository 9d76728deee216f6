"""What a corpus is read from: Parquet, WARC, gzip, zstd, lines. A bad record costs one record."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

import analyzer
from analyzer.corpus import engine, finishing, inputs, records, store
from analyzer.corpus.shard import Settings

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("fastwarc")
pytest.importorskip("resiliparse")
CONTEST = "venezuela-2024-presidential"
TEXT = (
    "Nicolás Maduro won with {a} percent of the vote against {b} percent for Edmundo González, the National Electoral "
    "Council (CNE) said with {c} percent of tally sheets counted."
)


def told(count: int) -> list[dict[str, str]]:
    return [{"id": f"d{n}", "text": TEXT.format(a=50 + n % 9, b=40 - n % 7, c=80 + n % 19)} for n in range(count)]


def lines(count: int) -> bytes:
    return "".join(f"{json.dumps(one)}\n" for one in told(count)).encode()


def run(out: Path, path: Path, size: int = 20) -> engine.Progress:
    engine.prepare(out, resume=True)
    return engine.run([str(path)], Settings(str(out), (CONTEST,)), 1, size=size)


def rows(out: Path) -> pd.DataFrame:
    found = pd.concat([pd.read_parquet(file) for file in sorted((out / "claims").glob("*.parquet"))])
    return found.sort_values(["document", "start"]).reset_index(drop=True)


def expected(tmp_path: Path, count: int) -> pd.DataFrame:
    plain = tmp_path / "expected.jsonl"
    plain.write_bytes(lines(count))
    found = analyzer.extract([plain], CONTEST)
    return found.sort_values(["document", "start"]).reset_index(drop=True)


def packed(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return bytes(sink.getvalue().to_pybytes())


def http(uri: str, body: bytes, status: str = "200 OK") -> bytes:
    sent = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2024-07-29T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{uri}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(sent)}\r\n\r\n"
    )
    return head.encode() + sent + b"\r\n\r\n"


def pages(count: int) -> list[bytes]:
    return [
        http(
            f"https://n{n}.example/",
            f"<html><head><title>T{n}</title></head><body><nav>Menu 12 %</nav><article><p>{one['text']}</p></article>"
            "</body></html>".encode(),
        )
        for n, one in enumerate(told(count))
    ]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet"])
def test_every_input_gives_the_rows_of_extract(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("parquet"):
        pq.write_table(pa.Table.from_pylist(told(50)), path, row_group_size=30)
    else:
        path.write_bytes({"jsonl": bytes, "gz": gzip.compress, "zst": packed}[name.rsplit(".", 1)[1]](lines(50)))
    done = run(tmp_path / "out", path)
    assert (done.counts.documents, done.counts.bad, done.told) == (50, 0, [])
    pd.testing.assert_frame_equal(rows(tmp_path / "out"), expected(tmp_path, 50), check_dtype=False)


@pytest.mark.parametrize(
    "name", ["a.jsonl", "wide.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet", "a.warc", "a.warc.gz", "a.txt"]
)
def test_the_weights_of_shards_add_up_to_the_size_on_disk(tmp_path: Path, name: str) -> None:
    """Of those the time left is told; Parquet packs this text tenfold."""
    path = tmp_path / name
    if name == "a.parquet":
        pq.write_table(pa.Table.from_pylist(told(2000)), path, row_group_size=300)
    elif name.startswith("a.warc"):
        path.write_bytes(b"".join(gzip.compress(page) if name.endswith("gz") else page for page in pages(60)))
    elif name == "wide.jsonl":
        path.write_text(lines(2000).decode(), encoding="utf-16")
    else:
        compress = {".gz": gzip.compress, ".zst": packed}.get(path.suffix, bytes)
        path.write_bytes(compress(lines(2000)))
    (place,), _ = inputs.places([str(path)], "", 100)
    weights = [shard.weight for shard in records.shards(place, 100) if not isinstance(shard, str)]
    assert sum(weights) == path.stat().st_size == place.size
    assert min(weights) >= 0


def test_two_frames_of_zstd_follow_one_another(tmp_path: Path) -> None:
    data = lines(40)
    half = data.index(b"\n", len(data) // 2) + 1
    (tmp_path / "a.jsonl.zst").write_bytes(packed(data[:half]) + packed(data[half:]))
    assert run(tmp_path / "out", tmp_path / "a.jsonl.zst").counts.documents == 40


def test_a_truncated_zstd_keeps_what_came_before(tmp_path: Path) -> None:
    data = packed(lines(60_000))
    (tmp_path / "a.jsonl.zst").write_bytes(data[: len(data) // 2])
    engine.prepare(tmp_path / "out", resume=False)
    places, _ = inputs.places([str(tmp_path / "a.jsonl.zst")], "", 1000)
    found = list(records.shards(places[0], 1000))
    whole = [item for item in found if not isinstance(item, str)]
    assert 1000 < sum(shard.count for shard in whole) < 60_000
    assert [json.loads(line)["id"] for line in whole[0].data[:3]] == ["d0", "d1", "d2"]
    assert "expected zstd data to its end, found damaged data after line" in str(found[-1])


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
def test_web_archives(tmp_path: Path, compress: type[bytes]) -> None:
    name = "a.warc" if compress is bytes else "a.warc.gz"
    sent = [*pages(7), http("https://x.example/", b"", "404 No")]
    (tmp_path / name).write_bytes(b"".join(compress(page) for page in sent))
    done = run(tmp_path / "out", tmp_path / name)
    assert (done.counts.documents, done.counts.bad) == (7, 0)
    found = rows(tmp_path / "out")
    assert set(found["document"]) == {f"https://n{n}.example/" for n in range(7)}
    values = found[found["document"] == "https://n3.example/"]["value"].tolist()
    assert values == expected(tmp_path, 7).query("document == 'd3'")["value"].tolist()
    kept = pd.concat([pd.read_parquet(file) for file in (tmp_path / "out" / "documents").glob("*.parquet")])
    assert set(kept["seen"]) == {"2024-07-29"}
    assert set(kept["date"]) == {""}, "when a page was fetched is not when it was published"


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
def test_a_damaged_record_of_an_archive_costs_itself(tmp_path: Path, compress: type[bytes]) -> None:
    parts = [bytearray(compress(page)) for page in pages(6)]
    if compress is bytes:
        parts[2][:8] = b"XXXX/1.0"
    else:
        parts[2][40:60] = bytes(20)
    name = "a.warc" if compress is bytes else "a.warc.gz"
    (tmp_path / name).write_bytes(b"".join(parts))
    done = run(tmp_path / "out", tmp_path / name)
    assert (done.counts.documents, done.counts.bad) == (5, 1)
    assert "https://n2.example/" not in set(rows(tmp_path / "out")["document"])


def test_a_truncated_archive_keeps_what_came_before(tmp_path: Path) -> None:
    data = b"".join(gzip.compress(page) for page in pages(6))
    (tmp_path / "a.warc.gz").write_bytes(data[:-60])
    done = run(tmp_path / "out", tmp_path / "a.warc.gz")
    assert done.counts.documents == 5
    assert done.counts.bad + len(done.told) >= 1


def test_a_parquet_file_without_text_is_named(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": ["a"], "body": ["b"]}), tmp_path / "a.parquet")
    (line,) = run(tmp_path / "out", tmp_path / "a.parquet").told
    assert line == f"{tmp_path / 'a.parquet'}: expected columns id and text, found id, body"


def test_a_missing_extra_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(pages(1)[0])
    code = (
        "import sys; sys.modules['fastwarc.warc'] = None\n"
        f"from analyzer.cli import main; main(['corpus', {str(tmp_path / 'a.warc')!r}, '--workers', '1', '--out', "
        f"{str(tmp_path / 'out')!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "expected the extra corpus to be installed (pip install 'analyzer[corpus]'), found it missing" in done.stderr
    assert done.stderr.count("\n") == 1


@given(st.lists(st.binary(max_size=6).filter(lambda b: b"\n" not in b), max_size=40), st.integers(1, 7), st.booleans())
def test_ranges_of_lines_are_the_lines(some: list[bytes], size: int, ended: bool) -> None:
    """Against splitting the whole: every line once, in order, with its number."""
    data = b"\n".join(some) + (b"\n" if ended and some else b"")
    found = []
    for first, offset, length, count in records._line_ranges(io.BytesIO(data), size):
        here = data[offset : offset + length].split(b"\n")
        found += [(first + n, line) for n, line in enumerate(here[:count])]
    whole = data.split(b"\n")
    whole = whole[:-1] if data.endswith(b"\n") or not data else whole
    assert found == list(enumerate(whole, start=1))


class Block(bytes):
    """What a stream gives; counts the bytes of each copy that is made of it."""

    copied = 0

    def __radd__(self, before: bytes) -> bytes:
        Block.copied += len(before) + len(self)
        return bytes(before) + bytes(self)

    def split(self, *signs: bytes) -> list[bytes]:  # type: ignore[override]
        Block.copied += len(self)
        return super().split(*signs)


class Blocks:
    def __init__(self, some: list[bytes]) -> None:
        self._some = iter(some)

    def read(self, _: int) -> bytes:
        return Block(next(self._some, b""))


@given(st.lists(st.text("ab\r\n", min_size=1, max_size=5), max_size=12))
def test_lines_are_the_same_in_whatever_blocks_they_come(some: list[str]) -> None:
    blocks = [one.encode() for one in some]
    whole = b"".join(blocks).split(b"\n")
    assert list(records._lines(Blocks(blocks))) == (whole if whole[-1] else whole[:-1])  # type: ignore[arg-type]


def test_the_work_on_a_long_line_grows_with_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Block, "copied", 0)
    (line,) = records._lines(Blocks([b"x" * 10] * 5000))  # type: ignore[arg-type]
    assert (len(line), Block.copied <= 4 * len(line)) == (50_000, True)


def test_a_changed_file_leaves_no_old_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(40))
    run(tmp_path / "out", path)
    path.write_bytes(lines(25))
    assert run(tmp_path / "out", path).shards == 2
    assert len(rows(tmp_path / "out")["document"].unique()) == 25
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    path.rename(moved / "a.jsonl")
    assert run(tmp_path / "out", moved / "a.jsonl").skipped == 2
    assert len(rows(tmp_path / "out")["document"].unique()) == 25


def test_repeated_ids_are_told_apart_as_extract_does(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    some = told(30)
    for name, part in {"a": some[:20] + some[3:5], "b": some[15:], "c": [{"id": "z", "text": some[0]["text"]}]}.items():
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, part)), encoding="utf-8")
    run(tmp_path / "out", folder, size=8)
    finishing.finish(tmp_path / "out")
    wanted = analyzer.extract([folder], CONTEST).sort_values(["document", "start"]).reset_index(drop=True)
    pd.testing.assert_frame_equal(rows(tmp_path / "out"), wanted, check_dtype=False)
    before = {file: file.read_bytes() for file in (tmp_path / "out" / "claims").iterdir()}
    finishing.finish(tmp_path / "out")
    assert {file: file.read_bytes() for file in (tmp_path / "out" / "claims").iterdir()} == before


def test_one_parquet_a_shard_holds_claims_and_no_other_does(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(50))
    run(tmp_path / "out", tmp_path / "a.jsonl")
    finishing.finish(tmp_path / "out")
    with_claims = [p for p in (tmp_path / "out").rglob("*.parquet") if "claim" in pq.read_schema(p).names]
    assert {p.parent.name for p in with_claims} == {store.CLAIMS}
    assert len(with_claims) == 3


def test_what_a_corpus_wrote_is_no_input_of_its_own(tmp_path: Path) -> None:
    """Its table of documents has the columns of a table of documents: read again, every report would count twice."""
    plain, out = tmp_path / "a.jsonl", tmp_path / "out"
    plain.write_bytes(lines(3))
    run(out, plain)
    before, again = rows(out), run(out, out)
    said = f"{out}: expected documents, found a folder that corpus wrote, which check, figures and report take"
    assert (again.shards, again.told) == (0, [said])
    assert rows(out).equals(before)
    with pytest.raises(analyzer.model.InputError) as raised:
        analyzer.extract(out, CONTEST)
    assert str(raised.value) == said


def test_what_a_folder_holds_that_is_not_read_is_said_in_a_line(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.jsonl").write_bytes(lines(2))
    (folder / "deep/b.jsonl.zst").write_bytes(packed(lines(2)))
    (folder / "deep/.hidden").write_text("no document", encoding="utf-8")
    for name in ("c.docx", "deep/d.docx", "deep/e.zst", "readme"):
        (folder / name).write_text("no document", encoding="utf-8")
    said: list[str] = []
    engine.prepare(tmp_path / "out", resume=True)
    done = engine.run([str(folder)], Settings(str(tmp_path / "out"), (CONTEST,)), 1, tell=said.append)
    assert said == [f"{folder}: 4 files not read, of endings that are not known: .docx (2), no ending (1), .zst (1)"]
    assert (done.counts.documents, done.told) == (4, [])


def test_the_command_says_what_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.jsonl").write_bytes(lines(1))
    (tmp_path / "in/b.docx").write_text("no document", encoding="utf-8")
    command = [sys.executable, "-m", "analyzer", "corpus", "in", "--out", "out", "--contest", CONTEST, "--workers", "1"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "in: 1 file not read, of endings that are not known: .docx (1)\n" in done.stderr
