"""PATHs -> the files of a corpus, by kind; a fault (one line) for each thing that cannot be read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from analyzer.corpus.origins import Origin
from analyzer.faults import fault, reason
from analyzer.reading.files import walk
from analyzer.reading.files.walk import Found, Tell

#: Endings of files that hold many documents, by how they are read; all else is one document a file.
KINDS = {
    "lines": (".jsonl", ".ndjson"),
    "packed": (".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst"),
    "table": (".parquet",),
    "web": (".warc", ".warc.gz", ".wet", ".wet.gz"),
}
_ONLY_HERE = (".jsonl.zst", ".ndjson.zst", *KINDS["table"], *KINDS["web"])  # what a folder walk elsewhere leaves out
_ENDS = 1 << 16  # bytes of either end of a file that tell it from others


@dataclass(frozen=True, slots=True)
class File:
    """A file of a run: `path` opens it, `name` is the id of its document where it holds one, `size` is in bytes."""

    path: str
    name: str
    size: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class Place:
    """A file of many documents, or some files of one each: `kind` is a key of KINDS, or "files".

    `path8` tells the place, `print16` its content; its shards' names begin with both. Of its `size` in bytes what
    stands already takes up `standing`; `files` are those to be read.
    """

    kind: str
    path: str
    size: int
    path8: str
    print16: str
    files: tuple[File, ...]
    number: int = 0  # of the batch, where a folder's files make several
    standing: int = 0


def kind(name: str) -> str:
    """How a file of that name is read."""
    lower = name.lower()
    return next((kind for kind, ends in KINDS.items() if lower.endswith(ends)), "files")


def places(paths: Sequence[str], key: str, batch: int, tell: Tell = walk.silent) -> tuple[list[Place], list[str]]:
    """The places of a run in order, and its faults. `key` stands for how they are read; `batch` files make a place.

    `tell` is told in one line what a folder holds that is passed over.
    """
    found, faults = _files(paths, tell)
    made: list[Place] = []
    loose: dict[str, list[File]] = {}
    for file, name in zip(found, walk.names(found), strict=True):
        how = kind(file.relative)
        try:
            if how == "files":
                loose.setdefault(_root(file), []).append(_alone(file, name, key))
            else:
                made.append(_of_file(how, file, name, key))
        except OSError as error:
            faults.append(fault(file.path, "a file that can be read", reason(error)))
    for root, files in loose.items():
        for number, start in enumerate(range(0, len(files), batch)):
            made.append(of_files(root, number, files[start : start + batch]))
    return made, faults


def given(paths: Sequence[str]) -> set[str]:
    """The absolute paths of all files that are given."""
    return {absolute(file.path) for file in _files(paths)[0]}


def absolute(path: str) -> str:
    """The path by which a file is known from run to run; links stay links, as for any walk."""
    return os.path.abspath(path)  # noqa: PTH100


def _files(paths: Sequence[str], tell: Tell = walk.silent) -> tuple[list[Found], list[str]]:
    """What the paths stand for: what any folder walk takes up, and in folders also what is read here alone."""
    found: dict[str, Found] = {}
    faults: list[str] = []
    for path in paths:
        if path == walk.STDIN:
            faults.append(fault(path, "files or folders", "standard input, which no second run could go on with"))
            continue
        some, said = walk.files([path], tell, _ONLY_HERE)
        faults += said
        if Path(path).is_dir() and any(file.relative.lower().endswith(_ONLY_HERE) for file in some):
            some.sort(key=lambda file: file.relative)
        for file in some:
            found.setdefault(absolute(file.path), file)
    return list(found.values()), list(dict.fromkeys(faults))


def _root(file: Found) -> str:
    """The folder that was given, for a file found in it."""
    return absolute(file.path).removesuffix(file.relative)


def _read_as(file: Found) -> str:
    """What of a file's name says how it is read. The rest of the name is not its content's: it may be renamed."""
    return f"{walk.kind(file.relative)} {PurePath(file.relative).suffix.lower()}"


def _of_file(how: str, file: Found, name: str, key: str) -> Place:
    """A file that holds many documents; its size and its ends tell whether it is still the same. Raises OSError."""
    with Path(file.path).open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        print_ = hashlib.sha256(_encoded(f"{key}\0{_read_as(file)}\0{size}\0"))
        print_.update(stream.read(_ENDS))
        stream.seek(max(0, size - _ENDS))
        print_.update(stream.read(_ENDS))
    origin = Origin(absolute(file.path), file.relative, print_.hexdigest()[:16])
    one = File(file.path, name, size, origin)
    return Place(how, file.path, size, digest(origin.path, 8), origin.print16, (one,))


def _alone(file: Found, name: str, key: str) -> File:
    """A file that holds one document; its size and the time of its last change tell the same. Raises OSError."""
    state = Path(file.path).stat()
    print16 = digest(f"{key}\0{_read_as(file)}\0{state.st_size} {state.st_mtime_ns}", 16)
    return File(file.path, name, state.st_size, Origin(absolute(file.path), file.relative, print16))


def of_files(root: str, number: int, files: Sequence[File], standing: int = 0) -> Place:
    """A batch of a folder's files; what stands of it already has so many bytes."""
    print16 = digest("\n".join(f"{file.origin.path}\0{file.origin.print16}" for file in files), 16)
    size = standing + sum(file.size for file in files)
    return Place("files", root, size, digest(root, 8), print16, tuple(files), number, standing)


def digest(text: str, length: int) -> str:
    """So many hexadecimal digits that stand for a text."""
    return hashlib.sha256(_encoded(text)).hexdigest()[:length]


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
