"""PATHs -> shards: some lines of a jsonl file, or some files of a folder. A shard's content names it."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analyzer.faults import fault, printable, reason
from analyzer.reading import walk

#: Documents of one shard: about a second of work, so that little is lost with a process.
SIZE = 500


@dataclass(frozen=True, slots=True)
class Shard:
    """Some documents: lines of one jsonl file from `first` on (counted from 1), or files with their names.

    `name` tells it from all others of a run and stays the same as long as its content does.
    """

    name: str
    place: str
    first: int = 0
    lines: tuple[bytes, ...] = ()
    files: tuple[tuple[str, str], ...] = ()


def shards(paths: Sequence[str], key: str, size: int = SIZE) -> Iterator[Shard | str]:
    """The shards of some paths in order, and one line (str) for each thing that cannot be read.

    `key` stands for how they are read: other contests or another version make other names.
    """
    found, faults = walk.files(paths)
    yield from faults
    number = 0
    loose: list[tuple[str, str]] = []
    for file, name in zip(found, map(printable, walk.names(found)), strict=True):
        if walk.kind(file.relative) not in walk.JSONL:
            loose.append((file.path, name))
            if len(loose) == size:
                yield _of_files(number, loose, key)
                number, loose = number + 1, []
            continue
        for item in _of_lines(file.path, size):
            if isinstance(item, str):
                yield item
            else:
                first, lines = item
                yield Shard(_name(number, key, lines), file.path, first, tuple(lines))
                number += 1
    if loose:
        yield _of_files(number, loose, key)


def _of_files(number: int, files: Sequence[tuple[str, str]], key: str) -> Shard:
    content = [f"{name}\0{_size(path)}".encode("utf-8", "surrogatepass") for path, name in files]
    return Shard(_name(number, key, content), files[0][0], files=tuple(files))


def _size(path: str) -> str:
    try:
        state = Path(path).stat()
    except OSError:
        return ""
    return f"{state.st_size} {state.st_mtime_ns}"


def _name(number: int, key: str, content: Sequence[bytes]) -> str:
    digest = hashlib.sha256(key.encode())
    for item in content:
        digest.update(item)
        digest.update(b"\n")
    return f"{number:08d}-{digest.hexdigest()[:16]}"


def _of_lines(path: str, size: int) -> Iterator[tuple[int, list[bytes]] | str]:
    """(number of the first line, lines) of a jsonl file, gzipped or not; what stands before damage is kept."""
    lines: list[bytes] = []
    number, first = 0, 1
    try:
        with gzip.open(path) if path.lower().endswith(".gz") else Path(path).open("rb") as stream:
            for line in stream:
                number += 1
                lines.append(line.rstrip(b"\r\n"))
                if len(lines) == size:
                    yield first, lines
                    first, lines = number + 1, []
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield fault(path, "gzip data to its end", f"damaged data after line {number}")
    except OSError as error:
        yield fault(path, "a file that can be read", reason(error))
    if lines:
        yield first, lines
