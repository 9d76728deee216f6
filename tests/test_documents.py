"""PATHs -> documents: what is read, under which id, and what is said of the rest."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import zlib
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from support import SEEDS

from analyzer.cli import main
from analyzer.model import Document
from analyzer.reading.documents import read
from analyzer.reading.files import formats

EXPECTED_KNOWN = ".txt, .md, .text, .html, .htm, .xhtml, .jsonl, .ndjson, .pdf"


def write(path: Path, data: str | bytes = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def by_id(documents: list[Document]) -> dict[str, str]:
    assert len({d.id for d in documents}) == len(documents), "ids are unique in a run"
    return {d.id: d.text for d in documents}


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "sub/c.text", "sub/deep/d.txt", "notes.csv", "image.png", "0/z.txt"):
        write(tmp_path / name, name)
    documents, faults = read([tmp_path])
    assert [d.id for d in documents] == ["a.MD", "b.txt", "0/z.txt", "sub/c.text", "sub/deep/d.txt"]
    assert [d.text for d in documents] == [d.id for d in documents]
    assert faults == []


def test_the_seeds_read_as_they_lie() -> None:
    documents, faults = read([SEEDS])
    assert faults == []
    assert len(documents) == 5
    for document in documents:
        data = (SEEDS / document.id).read_bytes()
        assert document.sha256 == hashlib.sha256(data).hexdigest()
        assert document.text == data.decode("utf-8")
        assert document.encoding == "utf-8"


def test_file_glob_and_stdin(tmp_path: Path) -> None:
    write(tmp_path / "one.txt", "1")
    write(tmp_path / "two.log", "2")
    documents, faults = read([tmp_path / "*", "-"], io.BytesIO(b"\xef\xbb\xbf3\r\n"))
    assert by_id(documents) == {"one.txt": "1", "two.log": "2", "stdin": "3\n"}
    assert faults == []


def test_a_file_named_with_glob_signs_is_a_file(tmp_path: Path) -> None:
    write(tmp_path / "a[1].txt", "brackets")
    write(tmp_path / "a1.txt", "glob")
    assert by_id(read([tmp_path / "a[1].txt"])[0]) == {"a[1].txt": "brackets"}


def test_the_same_file_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    documents, _ = read([tmp_path, tmp_path / "a.txt", f"{tmp_path}/./a.txt", tmp_path / "*.txt"])
    assert [d.id for d in documents] == ["a.txt"]


def test_the_same_name_gets_its_shortest_distinguishing_path(tmp_path: Path) -> None:
    for name in ("p/x.txt", "q/x.txt", "q/sub/x.txt", "q/y.txt"):
        write(tmp_path / name, name)
    documents, _ = read([tmp_path / "p/x.txt", tmp_path / "q"])
    assert by_id(documents) == {
        "p/x.txt": "p/x.txt",
        "q/x.txt": "q/x.txt",
        "sub/x.txt": "q/sub/x.txt",
        "y.txt": "q/y.txt",
    }


def test_a_file_called_stdin_beside_stdin(tmp_path: Path) -> None:
    write(tmp_path / "stdin", "file")
    documents, _ = read([tmp_path / "stdin", "-"], io.BytesIO(b"in"))
    assert by_id(documents) == {f"{tmp_path.name}/stdin": "file", "stdin": "in"}


def test_empty_files_are_fine(tmp_path: Path) -> None:
    for name in ("a.txt", "b.html", "c.jsonl", "d.pdf", "e.txt.gz"):
        write(tmp_path / name, b"")
    documents, faults = read([tmp_path])
    assert set(by_id(documents).values()) == {""}
    assert len(documents) == 4  # an empty jsonl holds no documents
    assert faults == []


def test_names_that_are_no_text(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/caf\xe9\n.txt"
    try:
        with open(odd, "wb") as file:  # noqa: PTH123 (a name of bytes)
            file.write(b"text")
    except OSError:
        pytest.skip("this file system takes no undecodable names")
    documents, faults = read([tmp_path])
    assert [d.id for d in documents] == [r"caf\xe9\n.txt"]
    documents[0].path.encode("utf-8")
    assert faults == []
    with open(odd, "wb") as file:  # noqa: PTH123
        file.write(b"%PDF-1.7 not a text")
    (fault,) = read([tmp_path])[1]
    assert fault.endswith(r"caf\xe9\n.txt: expected text, found a PDF")


class TestFaults:
    """Each fault is one line that names the place, what was expected and what was found; the rest is read."""

    def test_what_is_not_there(self, tmp_path: Path) -> None:
        documents, faults = read([tmp_path / "none.txt", f"{tmp_path}/*.md", ""])
        assert documents == []
        assert faults == [
            f"{tmp_path}/none.txt: expected a file, a folder, a glob or -, found no such file",
            f"{tmp_path}/*.md: expected a file, a folder or a glob that matches, found no match",
            '"": expected a file, a folder, a glob or -, found no such file',
        ]

    @pytest.mark.parametrize("other", [(), ("table.csv", "picture.png")])
    def test_a_folder_without_documents(self, tmp_path: Path, other: tuple[str, ...]) -> None:
        for name in other:
            write(tmp_path / name)
        assert read([tmp_path]) == ([], [f"{tmp_path}: expected documents ({EXPECTED_KNOWN}), found none"])

    def test_what_a_folder_holds_beside_documents_is_told(self, tmp_path: Path) -> None:
        for name in ("a.txt", "b.docx", "sub/c.DOCX", "sub/d.json", "LICENCE", ".hidden"):
            write(tmp_path / name)
        told: list[str] = []
        documents, faults = read([tmp_path, tmp_path / "sub" / "d.json"], None, told.append)
        assert ([d.id for d in documents], faults) == (["a.txt", "d.json"], [])
        assert told == [
            f"{tmp_path}: 4 files not read, of endings that are not known: .docx (2), no ending (1), .json (1)"
        ]

    def test_links(self, tmp_path: Path) -> None:
        write(tmp_path / "real/a.txt")
        (tmp_path / "real/link.txt").symlink_to(tmp_path / "real/a.txt")
        (tmp_path / "real/up").symlink_to("..")
        (tmp_path / "real/broken.txt").symlink_to("gone")
        (tmp_path / "real/loop.txt").symlink_to("loop.txt")
        documents, faults = read([tmp_path / "real", tmp_path / "real/broken.txt"])
        assert [d.id for d in documents] == ["a.txt", "link.txt"]
        assert faults == [
            f"{tmp_path}/real/broken.txt: expected a file that can be read, found a broken link",
            f"{tmp_path}/real/loop.txt: expected a file that can be read, found a loop of links",
        ]

    def test_nothing_hangs(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt")
        os.mkfifo(tmp_path / "pipe.txt")
        documents, faults = read([tmp_path])
        assert [d.id for d in documents] == ["a.txt"]
        assert faults == []
        _, faults = read([tmp_path / "pipe.txt", "/dev/zero"])
        assert faults == [
            f"{tmp_path}/pipe.txt: expected a regular file, found a FIFO",
            "/dev/zero: expected a regular file, found a device",
        ]

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
    def test_an_unreadable_file(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt").chmod(0)
        write(tmp_path / "b.txt")
        documents, faults = read([tmp_path])
        assert [d.id for d in documents] == ["b.txt"]
        assert faults == [f"{tmp_path}/a.txt: expected a file that can be read, found permission denied"]

    @pytest.mark.parametrize(
        ("name", "data", "said"),
        [
            ("a.txt", b"\x89PNG\r\n\x1a\n", "expected text, found a PNG image"),
            ("a.txt", b"\x01\x02\x03", "expected text, found binary data (100 % control characters)"),
            ("a.html", b"PK\x03\x04", "expected text, found a ZIP archive or office file"),
            ("a.docx", b"PK\x03\x04", "expected text, found a ZIP archive or office file"),
            ("a.rtf", b"{\\rtf1\\ansi 51 %}", "expected text, found a rich text file (RTF)"),
            ("a.jsonl", b"\x1f\x8b", "expected lines of JSON, found gzip data"),
            ("a.txt.gz", b"plain", "expected gzip data, found other data"),
            ("a.txt.gz", gzip.compress(b"text")[:-6], "expected gzip data, found an end too early"),
        ],
    )
    def test_not_what_the_name_says(self, tmp_path: Path, name: str, data: bytes, said: str) -> None:
        path = write(tmp_path / name, data)
        assert read([path]) == ([], [f"{path}: {said}"])


class TestJsonLines:
    def test_keys(self, tmp_path: Path) -> None:
        record = {"id": 7, "text": "a\r\nb", "title": "T", "url": "u", "date": 2024, "language": "es", "more": []}
        path = write(tmp_path / "a.jsonl.gz", gzip.compress(json.dumps(record).encode()))
        (document,) = read([path])[0]
        assert (document.id, document.text, document.title, document.url, document.date, document.language) == (
            "7",
            "a\r\nb",  # offsets count in the text as it is given
            "T",
            "u",
            "2024",
            "es",
        )

    def test_bad_lines_are_named_and_the_rest_is_read(self, tmp_path: Path) -> None:
        lines = [
            b'{"id": "good", "text": "1"}',
            b"{bad",
            b"",
            b'{"id": "no text"}',
            b'{"text": "no id"}',
            b"[1]",
            b'{"id": "x", "text": "caf\xe9"}',
            b"[" * 100_000,
            b'{"id": "lone", "text": "\\ud800!"}\r',
        ]
        path = write(tmp_path / "a.jsonl", b"\n".join(lines))
        documents, faults = read([path])
        assert by_id(documents) == {"good": "1", "lone": "\ufffd!"}
        assert [fault.removeprefix(f"{path}:").partition(":")[0] for fault in faults] == list("245678")
        assert faults[1] == f'{path}:4: expected a text under "text", found nothing'
        assert all("expected" in fault and "\n" not in fault for fault in faults)

    def test_repeated_ids_name_their_shard(self, tmp_path: Path) -> None:
        for shard in ("a.jsonl", "b.jsonl"):
            write(tmp_path / shard, '{"id": "x", "text": "%s"}\n' % shard)  # noqa: UP031 (braces)
        write(tmp_path / "c.jsonl", '{"id": "y", "text": "1"}\n{"id": "y", "text": "2"}\n{"id": "z", "text": ""}')
        documents, _ = read([tmp_path])
        assert by_id(documents) == {
            "a.jsonl#x": "a.jsonl",
            "b.jsonl#x": "b.jsonl",
            "c.jsonl#y": "1",
            "c.jsonl#y#2": "2",
            "z": "",
        }


class TestPages:
    PAGE = (
        '<html><head><title>Result</title><meta charset="iso-8859-1">'
        '<meta property="article:published_time" content="2024-07-29"></head><body><nav>Home Menu</nav><article>'
        "<p>El Consejo Nacional Electoral dijo que Maduro logró el 51,20 % de los votos.</p>"
        "<p>La oposición publicó actas que le dan el 67 % a su candidato.</p></article></body></html>"
    )

    def test_the_article_of_a_page(self, tmp_path: Path) -> None:
        pytest.importorskip("trafilatura", exc_type=ImportError, reason="the extra html is not installed")
        path = write(tmp_path / "a.html", self.PAGE.encode("latin-1"))
        ((document,), faults) = read([path])
        assert faults == []
        assert "logró el 51,20 % de los votos" in document.text
        assert "<p>" not in document.text
        assert (document.title, document.date) == ("Result", "2024-07-29")

    def test_what_no_parser_likes(self, tmp_path: Path) -> None:
        pytest.importorskip("trafilatura", exc_type=ImportError, reason="the extra html is not installed")
        write(
            tmp_path / "a.html", b'<?xml version="1.0" encoding="utf-8"?><html><body><p>51 %\x00 \x0b</p></body></html>'
        )
        write(tmp_path / "b.html", b"<div>" * 3000 + b"deep")
        write(tmp_path / "c.html", b"no tags, 51 %")
        documents, faults = read([tmp_path])
        assert faults == []
        assert documents[0].text.startswith("51 %")
        assert documents[2].text == "no tags, 51 %"

    @pytest.mark.parametrize(("levels", "whole"), [(200, True), (400, True), (3000, False)])
    def test_elements_that_are_never_closed(self, tmp_path: Path, levels: int, whole: bool) -> None:
        """lxml goes 256 levels deep unasked, and 2,048 when asked; beyond, the document says that it is not whole."""
        pytest.importorskip("trafilatura", exc_type=ImportError, reason="the extra html is not installed")
        page = "<html><body><p>Roe won 51 %.</p>" + "<div>" * levels + "<p>Poe won 47 %.</p></body></html>"
        ((document,), faults) = read([write(tmp_path / "a.html", page)])
        assert faults == []
        assert "Roe won 51 %." in document.text
        assert ("Poe won 47 %." in document.text) == whole
        assert any("nested too deeply" in note for note in document.notes) != whole

    def test_a_missing_extra_is_said_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
        for name in ("a.html", "b.html"):
            write(tmp_path / name, self.PAGE)
        write(tmp_path / "c.txt")
        documents, faults = read([tmp_path])
        assert [d.id for d in documents] == ["c.txt"]
        wanted = "expected the extra html to be installed (pip install 'analyzer[html]'), found it missing"
        assert faults == [f"{tmp_path}/a.html: {wanted}"]


class TestPdf:
    def test_a_page_of_text(self, tmp_path: Path) -> None:
        pytest.importorskip("pypdf", reason="the extra pdf is not installed")
        path = write(tmp_path / "a.pdf", _pdf("Maduro 51.20 %"))
        ((document,), faults) = read([path])
        assert faults == []
        assert document.text.strip() == "Maduro 51.20 %"

    @pytest.mark.parametrize("data", [b"%PDF-1.4 broken", b"no pdf at all"])
    def test_a_damaged_one(self, tmp_path: Path, data: bytes) -> None:
        pytest.importorskip("pypdf", reason="the extra pdf is not installed")
        path = write(tmp_path / "a.pdf", data)
        documents, (fault,) = read([path])
        assert documents == []
        assert fault.startswith(f"{path}: expected a PDF, found ")


def _pdf(line: str) -> bytes:
    """A PDF of one page with one line, by hand."""
    stream = f"BT /F1 12 Tf 20 100 Td ({line}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def test_the_report_of_an_earlier_run_is_not_read_as_documents(tmp_path: Path) -> None:
    """`analyzer report .` twice: the second run finds the first one's report below the folder."""
    (tmp_path / "article.txt").write_text("Maduro won 51.95% of the vote, the CNE said.", encoding="utf-8")
    told = ["report", str(tmp_path), "--out", str(tmp_path / "report"), "--contest", "venezuela-2024-presidential"]
    for _ in range(2):
        done = CliRunner().invoke(main, told)
        assert done.exit_code == 0, done.output
        assert "1 claim, " in done.stderr
    named, _ = read([tmp_path / "report"])
    assert {one.id for one in named} >= {"report.html", "report.md"}


class Counting:
    """The decompressor of zlib, counting the bytes that it is handed and hands back."""

    moved = 0

    def __init__(self, wbits: int) -> None:
        self._real = zlib.decompressobj(wbits=wbits)

    def decompress(self, data: bytes, most: int = 0) -> bytes:
        out = self._real.decompress(data, most)
        Counting.moved += len(data) + len(self._real.unused_data) + len(self._real.unconsumed_tail)
        return out

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)


@pytest.mark.parametrize("members", [200, 2000])
def test_the_work_on_many_members_grows_with_their_bytes(members: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"".join(gzip.compress(b"%d\n" % number) for number in range(members))
    monkeypatch.setattr(formats, "zlib", SimpleNamespace(**vars(zlib) | {"decompressobj": Counting}))
    monkeypatch.setattr(Counting, "moved", 0)
    assert formats.gunzip(data) == b"".join(b"%d\n" % number for number in range(members))
    assert Counting.moved < 30 * len(data)


@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=5), st.integers(0, 600))
def test_members_and_padding_are_unpacked(parts: list[bytes], padding: int) -> None:
    data = b"".join(gzip.compress(part, compresslevel=0) + bytes(padding) for part in parts)
    assert formats.gunzip(data) == b"".join(parts)


def test_what_unpacks_to_too_much_is_refused_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "_LARGEST", 10_000)
    assert len(formats.gunzip(gzip.compress(bytes(10_000)))) == 10_000
    for data in (gzip.compress(bytes(10_001)), gzip.compress(bytes(9000)) + gzip.compress(bytes(1001))):
        with pytest.raises(formats.UnreadableError, match="at most 10,000 bytes"):
            formats.gunzip(data)
