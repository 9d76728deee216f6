"""PATHs -> the files they stand for, sorted, each once; what cannot be read is named."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from analyzer.faults import fault, printable, reason
from analyzer.files import irregular

TEXT = (".txt", ".md", ".text")
HTML = (".html", ".htm", ".xhtml")
JSONL = (".jsonl", ".ndjson")
PDF = (".pdf",)
#: What a folder walk takes up; each but PDF also with .gz behind it.
KNOWN = (*TEXT, *HTML, *JSONL, *PDF)

#: What an earlier report left in its folder; a walk passes such a folder over, lest it reads its own output.
REPORT = frozenset(("report.html", "report.json", "datapackage.json"))

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: how to open it, and its path relative to the PATH given. `path` is "-" for stdin."""

    path: str
    relative: str


def kind(name: str) -> str:
    """A known file type's extension in lower case, without .gz; "" for any other."""
    lower = name.lower()
    plain = lower.removesuffix(".gz")
    extension = os.path.splitext(plain)[1]  # noqa: PTH122 (a name, not a path)
    return extension if extension in KNOWN and not (plain != lower and extension in PDF) else ""


def files(paths: Iterable[str | os.PathLike[str]]) -> tuple[list[Found], list[str]]:
    """The files that `paths` stand for, in the order given and sorted within, and one line for each fault.

    A path is a file, a folder (regular files of known types in it and below; links to folders are not followed),
    a glob, or "-". A file reached twice under one name is read once.
    """
    found: dict[str, Found] = {}
    faults: dict[str, None] = {}
    for path in paths:
        for item in _expand(os.fspath(path)):
            if isinstance(item, str):
                faults[item] = None
            else:
                found.setdefault(item.path if item.path == STDIN else os.path.abspath(item.path), item)  # noqa: PTH100
    return list(found.values()), list(faults)


def _expand(path: str) -> Iterator[Found | str]:
    """Files (Found) and faults (str) of one PATH."""
    if path == STDIN:
        yield Found(STDIN, "stdin")
    elif "\0" not in path and os.path.lexists(path):
        yield from _named(path)
    elif glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 (pathlib drops what the caller wrote, "./")
        if not matches:
            yield fault(path, "a file, a folder or a glob that matches", "no match")
        for match in matches:
            yield from _named(match)
    else:
        yield fault(path, "a file, a folder, a glob or -", "no such file")


def _named(path: str) -> Iterator[Found | str]:
    """What a name on the command line stands for: a folder is walked, anything else must be a regular file."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 (paths stay the strings they came as)
    except OSError as error:
        yield _dangling(path, error)
        return
    if stat.S_ISREG(mode):
        yield Found(path, PurePath(path).name)
    elif stat.S_ISDIR(mode):
        any_file = False
        for item in _walk(path):
            any_file = True
            yield item
        if not any_file:
            yield fault(path, f"documents ({', '.join(KNOWN)})", "none")
    else:
        yield fault(path, "a regular file", irregular(mode))


def _walk(root: str) -> Iterator[Found | str]:
    """Regular files of known types below `root`, by name; an own stack, since folders may be nested deeply.

    Folders below it that hold a report of an earlier run are passed over.
    """
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield fault(folder, "a folder that can be read", reason(error))
            continue
        if folder != root and REPORT.issubset(entry.name for entry in listed):
            continue
        below = []
        for entry in listed:
            try:
                mode = entry.stat().st_mode
            except OSError as error:
                yield _dangling(entry.path, error)
                continue
            if stat.S_ISDIR(mode):
                if not entry.is_symlink():
                    below.append(entry.path)
            elif stat.S_ISREG(mode) and kind(entry.name):
                yield Found(entry.path, PurePath(os.path.relpath(entry.path, root)).as_posix())
        folders.extend(reversed(below))


def _dangling(path: str, error: OSError) -> str:
    """The fault of a name that leads to no file."""
    broken = os.path.islink(path) and isinstance(error, FileNotFoundError)  # noqa: PTH114
    return fault(path, "a file that can be read", "a broken link" if broken else reason(error))


def names(found: Sequence[Found]) -> list[str]:
    """A name for each file, unique among them and on one line: its path relative to the PATH given.

    It is the id of the file's document where it holds one. Files that would share one get the shortest end of their
    full path that tells them apart.
    """
    parts = [PurePath(f.relative if f.path == STDIN else os.path.abspath(f.path)).parts for f in found]  # noqa: PTH100
    length = [len(PurePath(f.relative).parts) for f in found]
    while True:
        ends = ["/".join(p[-n:]).replace("//", "/") for p, n in zip(parts, length, strict=True)]
        shared: dict[str, list[int]] = {}
        for index, end in enumerate(ends):
            shared.setdefault(end, []).append(index)
        longer = [i for group in shared.values() if len(group) > 1 for i in group if length[i] < len(parts[i])]
        if not longer:
            return list(map(printable, ends))
        for index in longer:
            length[index] += 1
