"""PATHs -> the files of a corpus, by kind; a fault (one line) for each thing that cannot be read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from analyzer.faults import fault, printable, reason
from analyzer.reading import walk
from analyzer.reading.walk import Found

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
class Place:
    """A file of many documents, or some files of one each: `kind` is a key of KINDS, or "files".

    `name` is the file's name in the run. `path8` tells the place, `print16` its content; `size` is in bytes.
    """

    kind: str
    path: str
    name: str
    size: int
    path8: str
    print16: str
    number: int = 0  # of the batch, where a folder's files make several
    files: tuple[tuple[str, str], ...] = ()


def kind(name: str) -> str:
    """How a file of that name is read."""
    lower = name.lower()
    return next((kind for kind, ends in KINDS.items() if lower.endswith(ends)), "files")


def places(paths: Sequence[str], key: str, batch: int) -> tuple[list[Place], list[str]]:
    """The places of a run in order, and its faults. `key` stands for how they are read; `batch` files make a place."""
    found, faults = _files(paths)
    made: list[Place] = []
    loose: dict[str, list[tuple[str, str]]] = {}
    for file, name in zip(found, map(printable, walk.names(found)), strict=True):
        how = kind(file.relative)
        if how == "files":
            loose.setdefault(_root(file), []).append((file.path, name))
            continue
        try:
            made.append(_of_file(how, file.path, name, key))
        except OSError as error:
            faults.append(fault(file.path, "a file that can be read", reason(error)))
    for root, files in loose.items():
        for number, start in enumerate(range(0, len(files), batch)):
            made.append(_of_files(root, number, files[start : start + batch], key))
    return made, faults


def _files(paths: Sequence[str]) -> tuple[list[Found], list[str]]:
    """What the paths stand for: what any folder walk takes up, and in folders also what is read here alone."""
    found: dict[str, Found] = {}
    faults: list[str] = []
    for path in paths:
        if path == walk.STDIN:
            faults.append(fault(path, "files or folders", "standard input, which no second run could go on with"))
            continue
        more = list(_below(path)) if Path(path).is_dir() else []
        some, said = walk.files([path])
        nothing = {fault(path, f"documents ({', '.join(walk.KNOWN)})", "none")} if more else set[str]()
        faults += [line for line in said if line not in nothing]
        for file in sorted([*some, *more], key=lambda f: f.relative) if more else some:
            found.setdefault(os.path.abspath(file.path), file)  # noqa: PTH100 (as walk does: links stay links)
    return list(found.values()), list(dict.fromkeys(faults))


def _below(root: str) -> Iterator[Found]:
    """The files in and below a folder that only a corpus reads; no link to a folder is followed."""
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118 (paths stay the strings they came as)
            if name.lower().endswith(_ONLY_HERE) and Path(path).is_file():
                yield Found(path, PurePath(os.path.relpath(path, root)).as_posix())


def _root(file: Found) -> str:
    """The folder that was given, for a file found in it."""
    path = os.path.abspath(file.path)  # noqa: PTH100
    return path.removesuffix(file.relative)


def _of_file(how: str, path: str, name: str, key: str) -> Place:
    """A file that holds many documents; its size and its ends tell whether it is still the same. Raises OSError."""
    with Path(path).open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        print_ = hashlib.sha256(f"{key}\0{name}\0{size}\0".encode("utf-8", "surrogatepass"))
        print_.update(stream.read(_ENDS))
        stream.seek(max(0, size - _ENDS))
        print_.update(stream.read(_ENDS))
    return Place(how, path, name, size, _digest(os.path.abspath(path))[:8], print_.hexdigest()[:16])  # noqa: PTH100


def _of_files(root: str, number: int, files: Sequence[tuple[str, str]], key: str) -> Place:
    sizes, told = 0, [key]
    for path, name in files:
        try:
            state = Path(path).stat()
        except OSError:
            told.append(f"{name}\0")
            continue
        sizes += state.st_size
        told.append(f"{name}\0{state.st_size} {state.st_mtime_ns}")
    print16 = _digest("\n".join(told))[:16]
    return Place("files", root, root, sizes, _digest(root)[:8], print16, number, tuple(files))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
