"""What a file's bytes hold, by type: plain text, an HTML page, a PDF, or one document a line of JSON."""

from __future__ import annotations

import io
import json
import logging
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from analyzer import decoding
from analyzer.decoding import Decoded
from analyzer.faults import fault, shown

#: A gzip file may blow up a thousandfold; what is larger than this is no text that somebody wrote.
_LARGEST = 1 << 30
_PIECE = 256  # bytes of a gzip member that are unpacked first
_PADDING = re.compile(rb"\0*")  # tar and tape pad with NULs

# Characters that no XML parser takes; libxml2 would drop the rest of the page.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


class UnreadableError(Exception):
    """The bytes are not what they should be. Arguments: what was expected, what was found."""

    def __str__(self) -> str:
        return f"expected {self.args[0]}, found {self.args[1]}"


class MissingExtraError(Exception):
    """A library that an extra of the package brings is not installed. Argument: the extra."""


@dataclass(frozen=True, slots=True)
class Content:
    """The text of one document, and what its format says of it; `id` is a jsonl record's, else ""."""

    text: str
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()
    id: str = ""
    title: str = ""
    url: str = ""
    date: str = ""
    language: str = ""


def gunzip(data: bytes) -> bytes:
    """The content of a gzip file, which may have several members. Raises UnreadableError."""
    out = bytearray()
    view, at = memoryview(data), 0
    while at < len(data):
        at = _PADDING.match(data, _unpack_member(view, at, out)).end()  # type: ignore[union-attr]  # it matches "", too
    return bytes(out)


def _unpack_member(data: memoryview, begin: int, out: bytearray) -> int:
    """Unpack the member of a gzip file that begins at a place, behind what `out` holds; where it ends.

    In pieces, each twice the one before: what follows a member is handed back as a copy, which is then no longer than
    the member, however many follow. Raises UnreadableError.
    """
    stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    at, size = begin, _PIECE
    while not stream.eof:
        piece = data[at : at + size]
        if not piece:
            raise UnreadableError("gzip data", "an end too early")
        try:
            out += stream.decompress(piece, _LARGEST - len(out) + 1)
        except zlib.error:
            begun = out or bytes(data[begin : begin + 2]) == b"\x1f\x8b"
            raise UnreadableError("gzip data", "damaged data" if begun else "other data") from None
        if len(out) > _LARGEST:
            raise UnreadableError(f"at most {_LARGEST:,} bytes", "more")
        at, size = at + len(piece) - len(stream.unused_data), 2 * size
    return at


def _decoded(data: bytes, declared: str = "") -> Decoded:
    """The text of `data`. Raises UnreadableError for binary data."""
    if what := decoding.binary(data):
        raise UnreadableError("text", what)
    return decoding.decode(data, declared)


def plain(data: bytes) -> Content:
    """A text as it stands."""
    text = _decoded(data)
    return Content(text.text, text.encoding, text.notes)


def is_page(data: bytes) -> bool:
    """Whether bytes of unknown type begin as an HTML page does."""
    return re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", data[:1024], re.I) is not None


def page(data: bytes) -> Content:
    """The article of an HTML page, without navigation and comments, by trafilatura."""
    source = _decoded(data, decoding.declared(data))
    # The declaration was obeyed above; lxml refuses one in a text that is decoded already.
    html = _NOT_XML.sub(" ", re.sub(r"^\s*<\?xml[^>]*\?>", "", source.text))
    if "<" not in html:  # a text under a page's name: trafilatura would find nothing in it
        return Content(source.text, source.encoding, source.notes)
    try:
        import trafilatura
    except ImportError:
        raise MissingExtraError("html") from None
    # It reports on stderr what it thinks of a page, which is nobody's fault line.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    tree, cut = _nested(html)
    content = html if tree is None else tree
    article = trafilatura.bare_extraction(
        content,
        fast=True,
        include_comments=False,
        with_metadata=True,
        # Only what the page states: the extensive search guesses a date from the text.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text: str = getattr(article, "text", None) or ""
    notes = (*source.notes, *cut, "article extracted from HTML")
    if not text:
        text = trafilatura.html2txt(content)
        notes = (*source.notes, *cut, "no article found in HTML, all of its text taken")
    metadata = {key: getattr(article, key, None) or "" for key in ("title", "url", "date")}
    return Content(text.replace("\r\n", "\n").replace("\r", "\n"), source.encoding, notes, **metadata)


def _nested(html: str) -> tuple[Any, tuple[str, ...]]:
    """The tree of a page nested deeper than lxml goes unasked (256 levels), and what to say of it; None of any other.

    Pages whose elements are never closed nest so, and what stands further in would be lost without a word.
    """
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    def parsed(deep: bool) -> tuple[Any, bool]:
        parser = HTMLParser(collect_ids=False, remove_comments=True, remove_pis=True, huge_tree=deep)
        try:
            tree = document_fromstring(html, parser=parser)
        except (ValueError, LxmlError):  # trafilatura knows what to do with what is no page
            return None, False
        return tree, any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)

    if not parsed(deep=False)[1]:
        return None, ()
    tree, cut = parsed(deep=True)
    return tree, ("HTML nested too deeply: what stands furthest in is not read",) if cut else ()


def pdf(data: bytes) -> Content:
    """The text layer of a PDF, page after page, by pypdf."""
    if not data:
        return Content("")
    try:
        import pypdf
    except ImportError:
        raise MissingExtraError("pdf") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    except pypdf.errors.FileNotDecryptedError:
        raise UnreadableError("a PDF without password", "an encrypted one") from None
    except Exception as error:  # a damaged PDF raises whatever the parser ran into
        raise UnreadableError("a PDF", shown(str(error) or type(error).__name__).strip('"')) from None
    text = "\n\n".join(pages).replace("\r\n", "\n").replace("\r", "\n")
    # A lone surrogate comes from a broken font table, and no file or page could hold it.
    text = text.encode("utf-8", "replace").decode("utf-8")
    notes = ("text layer of a PDF",) if text.strip() else ("a PDF without text layer: nothing to read",)
    return Content(text, "pdf", notes)


def is_record(data: bytes) -> bool:
    """Whether bytes of unknown type begin as lines of JSON do that hold documents: with an object of a text."""
    lines = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not lines.startswith(b"{"):
        return False
    try:
        first = json.loads(lines.partition(b"\n")[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and "text" in first


def records(data: bytes, place: str) -> Iterator[Content | str]:
    """The documents of a jsonl file, one a line, and a fault (str) for each line that is none."""
    if what := decoding.binary(data):
        raise UnreadableError("lines of JSON", what)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = decoding.decode(data).text.encode("utf-8")
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            yield record(line)
        except UnreadableError as error:
            yield fault(place, error.args[0], error.args[1], line=number)


def record(line: bytes) -> Content:
    """The document of one line of a jsonl file. Raises UnreadableError."""
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableError("UTF-8", f"the byte 0x{line[error.start]:02x}") from None
    except RecursionError:
        raise UnreadableError("a JSON object", "too many brackets") from None
    except json.JSONDecodeError as error:
        raise UnreadableError("a JSON object", f"a fault at column {error.colno} ({error.msg})") from None
    except ValueError as error:  # a whole number of thousands of digits
        raise UnreadableError("a JSON object", shown(str(error)).strip('"')) from None
    if not isinstance(record, dict):
        raise UnreadableError("a JSON object", shown(json.dumps(record)))
    id, text = record.get("id"), record.get("text")
    if isinstance(id, bool) or not isinstance(id, str | int) or id == "":
        raise UnreadableError('an id (text or a whole number) under "id"', _what(id))
    if not isinstance(text, str):
        raise UnreadableError('a text under "text"', _what(text))
    return Content(
        _storable(text),
        id=_storable(str(id)),
        title=_optional(record, "title"),
        url=_optional(record, "url"),
        date=_optional(record, "date"),
        language=_optional(record, "language"),
    )


def _optional(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return _storable(str(value))
    raise UnreadableError(f'a text under "{key}"', _what(value))


def _what(value: object) -> str:
    return "nothing" if value is None else shown(value)


def _storable(text: str) -> str:
    """`text` with lone surrogates, which JSON can name and UTF-8 cannot hold, as U+FFFD; as long as before."""
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)
