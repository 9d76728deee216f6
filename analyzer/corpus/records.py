"""A place -> its shards: some lines, rows, pages or files each, so that a process has about a second of work."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from analyzer.corpus import columns, extras, web
from analyzer.corpus.inputs import File, Place
from analyzer.decoding import decode
from analyzer.faults import fault, reason

#: Documents of one shard: about a second of work, so that little is lost with a process.
SIZE = 1000
_BLOCK = 1 << 20
_BOMS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Shard:
    """Some records of a place, from `first` on (counted from 1). `weight` is its part of the input, in bytes on disk.

    By `kind`: "range" is `length` bytes of the file from `offset` on; "lines" and "web" hold the records themselves,
    "table" a batch of rows in Arrow's format; "files" is one document of each of the `files`.
    """

    name: str
    kind: str
    place: str
    files: tuple[File, ...]
    first: int = 1
    count: int = 0
    weight: int = 0
    offset: int = 0
    length: int = 0
    data: tuple[bytes, ...] = ()


def name(place: Place, position: int) -> str:
    """What tells a shard from all others; it stays the same as long as its place's content does."""
    return f"{place.path8}-{place.print16}-{position:06d}"


def shards(place: Place, size: int) -> Iterator[Shard | str]:
    """The shards of a place in order, and one line (str) for what cannot be read; what stands before damage is kept.

    Files of one document make one shard, which is empty where all of them stand. Raises InputError without the extra.
    """
    if place.kind == "files":
        named, weight = name(place, place.number), place.size - place.standing
        yield Shard(named, "files", place.path, place.files, count=len(place.files), weight=weight)
        return
    cut: dict[str, Callable[[Place, int], Iterator[tuple[int, Shard | str]]]] = {
        "lines": _ranges,
        "packed": _packed,
        "table": _table,
        "web": _web,
    }
    for position, item in cut[place.kind](place, size):
        yield item if isinstance(item, str) else replace(item, name=name(place, position))


def _ranges(place: Place, size: int) -> Iterator[tuple[int, Shard | str]]:
    """A plain file is not sent about: who reads a shard is told where its lines begin and end."""
    try:
        with Path(place.path).open("rb") as stream:
            if stream.read(2) in _BOMS:
                yield from _decoded(place, size)
                return
            stream.seek(0)
            for position, (first, offset, length, count) in enumerate(_line_ranges(stream, size)):
                yield (
                    position,
                    Shard("", "range", place.path, place.files, first, count, length, offset, length),
                )
    except OSError as error:
        yield 0, fault(place.path, "a file that can be read", reason(error))


def _line_ranges(stream: BinaryIO, size: int) -> Iterator[tuple[int, int, int, int]]:
    """(number of the first line, offset, bytes, lines) of every `size` lines."""
    begin = at = lines = 0
    first, ended = 1, True
    while block := stream.read(_BLOCK):
        here = 0
        while lines + block.count(b"\n", here) >= size:
            for _ in range(size - lines):
                here = block.index(b"\n", here) + 1
            yield first, begin, at + here - begin, size
            begin, first, lines = at + here, first + size, 0
        lines += block.count(b"\n", here)
        at += len(block)
        ended = block.endswith(b"\n")
    if at > begin:
        yield first, begin, at - begin, lines + (not ended)


def _decoded(place: Place, size: int) -> Iterator[tuple[int, Shard | str]]:
    """A file in UTF-16, whose lines cannot be told apart as bytes."""
    text = decode(Path(place.path).read_bytes()).text.encode("utf-8", "surrogatepass")
    stream = io.BytesIO(text)
    # As UTF-8 the lines have another length than in the file, of which they are a part all the same.
    yield from enumerate(_runs(place, stream, size, lambda: place.size * stream.tell() // len(text)))


def _packed(place: Place, size: int) -> Iterator[tuple[int, Shard | str]]:
    """The lines of a compressed file, each run with it: nobody else could begin to read in the middle."""
    position = 0
    try:
        with Path(place.path).open("rb") as raw:
            stream = extras.zstd(raw) if place.path.lower().endswith(".zst") else gzip.open(raw)  # noqa: SIM115 (closed with raw)
            for item in _runs(place, stream, size, raw.tell):
                yield position, item
                position += 1
    except OSError as error:
        yield position, fault(place.path, "a file that can be read", reason(error))


def _runs(place: Place, stream: BinaryIO | gzip.GzipFile, size: int, tell: Callable[[], int]) -> Iterator[Shard | str]:
    """Runs of `size` lines of a stream. What came before damage is kept but for the line that it cut."""
    lines: list[bytes] = []
    first, told = 1, 0
    damage = ""
    rows = _lines(stream)
    while True:
        try:
            line = next(rows, None)
        except (EOFError, zlib.error, gzip.BadGzipFile, OSError) as error:
            what = "gzip" if isinstance(stream, gzip.GzipFile) else "zstd"
            system = isinstance(error, OSError) and error.errno
            why = reason(error) if system else f"damaged data after line {first + len(lines) - 1}"  # type: ignore[arg-type]
            damage = fault(place.path, f"{what} data to its end", why)
            line = None
        if line is not None:
            lines.append(line.rstrip(b"\r\n"))
        if lines and (len(lines) == size or line is None):
            now = tell()
            yield Shard("", "lines", place.path, place.files, first, len(lines), now - told, data=tuple(lines))
            first, told, lines = first + len(lines), now, []
        if line is None:
            break
    if damage:
        yield damage


def _lines(stream: BinaryIO | gzip.GzipFile) -> Iterator[bytes]:
    """The lines of a stream, whatever blocks it comes in; a line that damage cuts is not among them."""
    read = stream.read1 if isinstance(stream, gzip.GzipFile) else stream.read  # read1: what stands before damage, too
    cut: list[bytes] = []  # of a line, block by block: joined once, for a line may be as long as the file
    while block := read(_BLOCK):
        *whole, rest = block.split(b"\n")
        if whole:
            whole[0] = b"".join((*cut, whole[0]))
            yield from whole
            cut = []
        cut.append(rest)
    if any(cut):
        yield b"".join(cut)


def _table(place: Place, size: int) -> Iterator[tuple[int, Shard | str]]:
    first = 1
    for position, item in enumerate(columns.batches(place.path, size)):
        if isinstance(item, str):
            yield position, item
            continue
        data, count, weight = item
        yield position, Shard("", "table", place.path, place.files, first, count, weight, data=(data,))
        first += count


def _web(place: Place, size: int) -> Iterator[tuple[int, Shard | str]]:
    """Runs of pages; a page is some thirty times its text, so that fewer make a shard."""
    first, told, position = 1, 0, 0
    faults: list[str] = []
    for pages, at, damaged in web.runs(place.path, max(1, size // 4)):
        faults += damaged
        if not pages:
            continue
        shard = Shard("", "web", place.path, place.files, first, len(pages), at - told, data=tuple(pages))
        yield position, shard
        first, told, position = first + len(pages), at, position + 1
    for line in faults:
        yield position, line
