"""A shard -> its documents, and what is none of its records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analyzer.corpus import columns, web
from analyzer.corpus.records import Shard
from analyzer.model import Document
from analyzer.reading import documents
from analyzer.reading.files import formats
from analyzer.reading.files.formats import Content, UnreadableError

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Item:
    """A document, the number of its record in its file, and the day on which a crawl met it ("" where none says)."""

    document: Document
    record: int
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Bad:
    """A record that is none: where it stands, and why."""

    file: str
    line: int
    reason: str


def items(shard: Shard) -> Iterator[Item | Bad]:
    """The documents of a shard in order, and its bad records. Raises OSError where its file cannot be read."""
    if shard.kind == "files":
        yield from _of_files(shard)
        return
    for number, content, seen in _CONTENTS[shard.kind](shard):
        if isinstance(content, UnreadableError):
            yield Bad(shard.place, number, str(content))
        else:
            yield Item(documents.document(content, content.id, shard.place, ""), number, seen)


_Contents = Iterator[tuple[int, Content | UnreadableError, str]]


def _of_range(shard: Shard) -> _Contents:
    with Path(shard.place).open("rb") as stream:
        stream.seek(shard.offset)
        yield from _of_lines(shard, stream.read(shard.length).split(b"\n"))


def _of_data(shard: Shard) -> _Contents:
    yield from _of_lines(shard, shard.data)


def _of_lines(shard: Shard, lines: list[bytes] | tuple[bytes, ...]) -> _Contents:
    for number, line in enumerate(lines, start=shard.first):
        if number == 1:
            line = line.removeprefix(_BOM)
        if not line.strip():
            continue
        try:
            yield number, formats.record(line), ""
        except UnreadableError as error:
            yield number, error, ""


def _of_table(shard: Shard) -> _Contents:
    for number, content in enumerate(columns.contents(shard.data[0]), start=shard.first):
        yield number, content, ""


def _of_web(shard: Shard) -> _Contents:
    for number, page in enumerate(shard.data, start=shard.first):
        try:
            content, seen = web.content(page)
        except UnreadableError as error:
            yield number, error, ""
        else:
            yield number, content, seen


_CONTENTS = {"range": _of_range, "lines": _of_data, "table": _of_table, "web": _of_web}


def _of_files(shard: Shard) -> Iterator[Item | Bad]:
    for number, file in enumerate(shard.files, start=1):
        read, faults = documents.read([file.path])
        yield from (Bad(file.path, 0, line) for line in faults)
        for document in read:
            yield Item(documents.renamed(document, file.name), number)
