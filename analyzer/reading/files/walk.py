"""PATHs -> the files they stand for, sorted, each once; what cannot be read is named."""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from analyzer import outputs
from analyzer.faults import fault, printable, reason
from analyzer.files import irregular
from analyzer.wording import plural

TEXT = (".txt", ".md", ".text")
HTML = (".html", ".htm", ".xhtml")
JSONL = (".jsonl", ".ndjson")
PDF = (".pdf",)
#: What a folder walk takes up; each but PDF also with .gz behind it.
KNOWN = (*TEXT, *HTML, *JSONL, *PDF)

STDIN = "-"
#: What the folder of a corpus run consists of; it is no folder of documents.
_CORPUS = frozenset(("settings", "claims", "documents", "ids", "files", "bad"))
_SHOWN = 6  # endings that one line names

Tell = Callable[[str], object]


def silent(line: str) -> None:
    """Say nothing of what is passed over."""


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


def files(
    paths: Iterable[str | os.PathLike[str]], tell: Tell = silent, also: tuple[str, ...] = ()
) -> tuple[list[Found], list[str]]:
    """The files that `paths` stand for, in the order given and sorted within, and one line for each fault.

    A path is a file, a folder (regular files of known types in it and below; links to folders are not followed),
    a glob, or "-". A file reached twice under one name is read once. `tell` is told, in a line a folder, what of it is
    passed over. Names that end in one of `also` are taken up, too.
    """
    found: dict[str, Found] = {}
    faults: dict[str, None] = {}
    for path in paths:
        for item in _expand(os.fspath(path), tell, also):
            if isinstance(item, str):
                faults[item] = None
            else:
                found.setdefault(item.path if item.path == STDIN else os.path.abspath(item.path), item)  # noqa: PTH100
    return list(found.values()), list(faults)


def _expand(path: str, tell: Tell, also: tuple[str, ...]) -> Iterator[Found | str]:
    """Files (Found) and faults (str) of one PATH."""
    if path == STDIN:
        yield Found(STDIN, "stdin")
    elif "\0" not in path and os.path.lexists(path):
        yield from _named(path, tell, also)
    elif glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 (pathlib drops what the caller wrote, "./")
        if not matches:
            yield fault(path, "a file, a folder or a glob that matches", "no match")
        for match in matches:
            yield from _named(match, tell, also)
    else:
        yield fault(path, "a file, a folder, a glob or -", "no such file")


def _named(path: str, tell: Tell, also: tuple[str, ...]) -> Iterator[Found | str]:
    """What a name on the command line stands for: a folder is walked, anything else must be a regular file."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 (paths stay the strings they came as)
    except OSError as error:
        yield _dangling(path, error)
        return
    if stat.S_ISREG(mode):
        yield Found(path, PurePath(path).name)
    elif stat.S_ISDIR(mode):
        folder = _Folder(path, also)
        items = list(folder.walk())
        for line in folder.passed_over():
            tell(line)
        yield from items or [fault(path, f"documents ({', '.join(KNOWN)})", "none")]
    else:
        yield fault(path, "a regular file", irregular(mode))


@dataclass(slots=True)
class _Folder:
    """A folder that is named: what is found in it, and what of it is passed over.

    Taken up are known types, and names that end in one of `also`.
    What the program wrote itself is no document: `own` holds its files, as the lists beside them name them, `written`
    those that would have been read.
    """

    root: str
    also: tuple[str, ...] = ()
    own: set[str] = field(default_factory=set)
    written: list[Found] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)

    def walk(self) -> list[Found | str]:
        """Regular files of known types in and below it, by name, and faults.

        Where its own list names all that there is, it was named for the sake of that.
        """
        items = list(self._below())
        if not any(isinstance(item, Found) for item in items):
            items += (file for file in self.written if "/" not in file.relative)
            self.written = [file for file in self.written if "/" in file.relative]
        return items

    def _below(self) -> Iterator[Found | str]:
        folders = [self.root]  # an own stack, since folders may be nested deeply
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(folder) as entries:
                    listed = sorted(entries, key=lambda entry: entry.name)
            except OSError as error:
                yield fault(folder, "a folder that can be read", reason(error))
                continue
            names = {entry.name for entry in listed}
            if names.issuperset(_CORPUS):
                if folder == self.root:
                    yield fault(folder, "documents", "a folder that corpus wrote, which check, figures and report take")
                continue
            if not names.isdisjoint(outputs.LISTS):
                self.own.update(os.path.join(folder, *name.split("/")) for name in outputs.written(folder))  # noqa: PTH118
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
                elif stat.S_ISREG(mode):
                    yield from self._document(entry)
            folders.extend(reversed(below))

    def _document(self, entry: os.DirEntry[str]) -> Iterator[Found]:
        """The file where it is a document; note why where it is none."""
        own, known = entry.path in self.own, kind(entry.name)
        if known or (entry.name.lower().endswith(self.also) and not own):
            file = Found(entry.path, PurePath(os.path.relpath(entry.path, self.root)).as_posix())
            if own:
                self.written.append(file)
            else:
                yield file
        elif not own and not entry.name.startswith("."):
            self.others[PurePath(entry.name).suffix.lower() or "no ending"] += 1

    def passed_over(self) -> Iterator[str]:
        """What was passed over, a line a reason."""
        if self.written:
            names = ", ".join(printable(file.relative) for file in self.written[:_SHOWN])
            more = ", …" if len(self.written) > _SHOWN else ""
            number = plural(len(self.written), "file", " ")
            yield f"{printable(self.root)}: {number} not read, written by this program itself: {names}{more}"
        if self.others:
            endings = ", ".join(f"{printable(ending)} ({times})" for ending, times in self.others.most_common(_SHOWN))
            more = ", …" if len(self.others) > _SHOWN else ""
            number = plural(self.others.total(), "file", " ")
            yield f"{printable(self.root)}: {number} not read, of endings that are not known: {endings}{more}"


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
