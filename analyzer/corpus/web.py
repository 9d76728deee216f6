"""Web archives (WARC, WET) -> pages as they were sent, and pages -> documents.

A damaged record costs itself alone: reading begins anew where the next record can begin.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from analyzer import decoding
from analyzer.corpus import extras
from analyzer.faults import fault, shown
from analyzer.reading.files.formats import Content, UnreadableError

_GZIP = b"\x1f\x8b\x08"
_PLAIN = b"WARC/1."
_BLOCK = 1 << 20
_LARGEST = 1 << 24  # a page beyond this is no article
_TEXT = ("text/html", "application/xhtml+xml", "text/plain", "")


def runs(path: str, size: int) -> Iterator[tuple[list[bytes], int, list[str]]]:
    """(`size` records, place in the file behind them, faults of the file). Raises InputError without the extra.

    A record is a line of JSON that says what it is, and behind it the bytes that were sent.
    """
    archive = extras.need("fastwarc.warc", "corpus", path)
    held: list[bytes] = []
    faults: list[str] = []
    at = 0
    with Path(path).open("rb") as stream:
        for at, record in _records(archive, stream):
            if isinstance(record, str):
                faults.append(fault(path, "a web archive to its end", record))
            else:
                held.append(record)
            if len(held) == size:
                yield held, at, faults
                held, faults = [], []
        yield held, max(at, stream.seek(0, 2)), faults


def _records(archive: Any, stream: BinaryIO) -> Iterator[tuple[int, bytes | str]]:
    """(place, record) of each document in an archive; a str where the file breaks off."""
    kinds = archive.WarcRecordType
    wanted = kinds.response | kinds.resource | kinds.conversion
    sign = _GZIP if stream.read(2) == _GZIP[:2] else _PLAIN
    start: int | None = 0
    last = -1  # where the last record began that could be read
    while start is not None:
        stream.seek(start)
        try:
            for record in archive.ArchiveIterator(stream, record_types=wanted, parse_http=False):
                last = record.stream_pos
                found = _record(record)
                if found is not None:
                    yield last, found
            return
        except OSError as error:
            tried_anew = last < start  # the damaged stretch goes on: one bad record, however often it is tried
            begin = max(start, last)
            following = _next(stream, sign, begin + 1)
            if not tried_anew or start == 0:
                yield begin, _bad("a record behind this one", _said(error), begin)
            if following is None:
                yield begin, f"damaged data after byte {begin}"
            start = following


def _next(stream: BinaryIO, sign: bytes, start: int) -> int | None:
    """Where the next record may begin; None where there is none."""
    stream.seek(start)
    at, rest = start, b""
    while block := stream.read(_BLOCK):
        found = (rest + block).find(sign)
        if found >= 0:
            return at - len(rest) + found
        at += len(block)
        rest = (rest + block)[1 - len(sign) :]
    return None


def _head(**said: object) -> bytes:
    return json.dumps(said).encode() + b"\n"


def _bad(expected: str, found: str, at: int) -> bytes:
    """A record that is none, with what `content` says of it."""
    return _head(expected=expected, found=f"{found} at byte {at}")


def _said(error: Exception) -> str:
    return shown(str(error)).strip('"')


def _record(record: Any) -> bytes | None:
    """A record that may hold an article; None for one that holds none (a picture, an error page)."""
    uri, date = record.headers.get("WARC-Target-URI") or "", record.headers.get("WARC-Date") or ""
    uri = uri.strip("<>")
    try:
        plain = True
        if record.is_http:
            record.parse_http(auto_decode="all")
            if record.http_headers is None or record.http_headers.status_code is None:
                raise ValueError("no HTTP headers")
            if record.http_headers.status_code != 200:
                return None
            headers = {name.lower() for name in record.http_headers.asdict()}
            plain = not headers & {"content-encoding", "transfer-encoding"}
        kind = record.http_content_type if record.is_http else record.headers.get("Content-Type")
        if (kind or "").partition(";")[0].strip().lower() not in _TEXT or record.content_length > _LARGEST:
            return None
        charset, expected = (record.http_charset if record.is_http else "utf-8") or "", record.content_length
        body: bytes = record.reader.read()
    except (OSError, ValueError) as error:
        return _bad("a page", _said(error), record.stream_pos)
    if plain and len(body) < expected:
        return _bad(f"{expected} bytes", f"{len(body)}", record.stream_pos)
    return _head(uri=uri, seen=date[:10], kind=kind or "", charset=charset) + body


def content(record: bytes) -> tuple[Content, str]:
    """(document, day on which it was fetched) of a record that `runs` gave. Raises UnreadableError for none.

    The day of fetching is not the document's date: when it was published, an archive does not say.
    """
    line, _, body = record.partition(b"\n")
    said = json.loads(line)
    if "expected" in said:
        raise UnreadableError(said["expected"], said["found"])
    if not said["uri"]:
        raise UnreadableError("a record with an address", "none")
    if not said["kind"].startswith(("text/html", "application/xhtml")):
        text = decoding.decode(body, said["charset"])
        return Content(text.text, text.encoding, id=said["uri"], url=said["uri"]), said["seen"]
    html, title = _page(body, said["charset"])
    return Content(html, "utf-8", id=said["uri"], url=said["uri"], title=title), said["seen"]


def _page(body: bytes, charset: str) -> tuple[str, str]:
    """(text, title) of an HTML page, by resiliparse: without navigation and readers' comments."""
    parse = extras.need("resiliparse.parse.html", "corpus", "WARC")
    extract = extras.need("resiliparse.extract.html2text", "corpus", "WARC")
    text = decoding.decode(body, charset or decoding.declared(body)).text
    tree = parse.HTMLTree.parse(text)
    title = str(tree.title or "")
    return str(extract.extract_plain_text(tree, main_content=True, comments=False)), title
