"""Files, folders, globs and stdin -> documents. What cannot be read becomes a one-line fault, the rest is read."""

from __future__ import annotations

import hashlib
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from analyzer.decoding import decode
from analyzer.faults import fault, printable, reason
from analyzer.files import read_bytes
from analyzer.model import Document
from analyzer.reading.files import formats, walk
from analyzer.reading.files.formats import Content, MissingExtraError, UnreadableError
from analyzer.reading.files.walk import Found, Tell

__all__ = ["decode", "read"]


@dataclass(frozen=True, slots=True)
class _Read:
    """A document before its id is settled: the name of its file, and whether that file holds several."""

    document: Document
    shard: str = ""


def read(
    paths: Sequence[str | os.PathLike[str]], stdin: BinaryIO | None = None, tell: Tell = walk.silent
) -> tuple[list[Document], list[str]]:
    """The documents that `paths` stand for, and one line for each thing that could not be read.

    A path is a file, a folder, a glob or "-" (`stdin`, by default the process's own). Documents come in the order of
    the paths, within a folder by name; their ids are unique. `tell` is told in one line what a folder holds that is
    passed over.
    """
    found, faults = walk.files(paths, tell)
    read: list[_Read] = []
    missing: set[str] = set()
    for file, name in zip(found, walk.names(found), strict=True):
        try:
            for item in _documents(file, name, stdin):
                if isinstance(item, str):
                    faults.append(item)
                else:
                    read.append(item)
        except OSError as error:
            faults.append(fault(file.path, "a file that can be read", reason(error)))
        except UnreadableError as error:
            faults.append(fault(_place(file), *error.args))
        except MissingExtraError as error:
            extra = str(error)
            if extra not in missing:  # once, however many pages there are
                missing.add(extra)
                wanted = f"the extra {extra} to be installed (pip install 'analyzer[{extra}]')"
                faults.append(fault(_place(file), wanted, "it missing"))
    return _unique(read), faults


def _place(file: Found) -> str:
    return "stdin" if file.path == walk.STDIN else file.path


def _documents(file: Found, name: str, stdin: BinaryIO | None) -> Iterator[_Read | str]:
    """The documents of one file, and faults of its lines. Raises OSError, UnreadableError, MissingExtraError."""
    data = _bytes(file, stdin)
    digest = hashlib.sha256(data).hexdigest()
    kind = walk.kind(file.relative)
    if file.relative.lower().endswith(".gz") and file.path != walk.STDIN:
        data = formats.gunzip(data) if data else data
    path = "" if file.path == walk.STDIN else printable(file.path)
    if kind in walk.JSONL or (file.path == walk.STDIN and formats.is_record(data)):
        for item in formats.records(data, _place(file)):
            yield item if isinstance(item, str) else _Read(document(item, item.id, path, digest), shard=name)
        return
    if kind in walk.PDF:
        content = formats.pdf(data)
    elif kind in walk.HTML or (not kind and formats.is_page(data)):
        content = formats.page(data)
    else:
        content = formats.plain(data)
    yield _Read(document(content, name, path, digest))


def _bytes(file: Found, stdin: BinaryIO | None) -> bytes:
    if file.path != walk.STDIN:
        return read_bytes(file.path)
    stream = stdin or getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise UnreadableError("a text", "no standard input")
    data: bytes = stream.read()
    return data


def document(content: Content, id: str, path: str, digest: str) -> Document:
    """A document of what its format says; `digest` is the SHA-256 of its file."""
    return Document(
        id=printable(id),
        text=content.text,
        path=path,
        sha256=digest,
        encoding=content.encoding,
        language=content.language,
        title=content.title,
        url=content.url,
        date=content.date,
        notes=content.notes,
    )


def renamed(document: Document, id: str) -> Document:
    """The document under another id."""
    return replace(document, id=id)


def qualified(file: str, id: str) -> str:
    """The id of a record that others have, too: with the name of its file."""
    return f"{file}#{id}"


def _unique(read: Sequence[_Read]) -> list[Document]:
    """The documents, ids unique: a jsonl id that occurs twice becomes `shard#id`, one still shared gets a number."""
    times = Counter(item.document.id for item in read)
    wanted = [
        qualified(item.shard, item.document.id) if item.shard and times[item.document.id] > 1 else item.document.id
        for item in read
    ]
    taken = set(wanted)
    seen: Counter[str] = Counter()
    documents = []
    for item, id in zip(read, wanted, strict=True):
        seen[id] += 1
        unique = id
        if seen[id] > 1:
            number = seen[id]
            while (unique := f"{id}#{number}") in taken:
                number += 1
            seen[id] = number
            taken.add(unique)
        documents.append(item.document if unique == item.document.id else replace(item.document, id=unique))
    return documents
