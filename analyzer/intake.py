"""What the PATHs of a command stand for: documents, or a claims table where one may stand; standard input as either."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from analyzer.faults import fault
from analyzer.model import Document, InputError
from analyzer.reading.files import walk
from analyzer.reading.files.walk import STDIN, Tell, silent

__all__ = ["STDIN", "Tell", "held", "is_input", "is_piped_table", "read", "read_some", "silent"]


def read(
    paths: Sequence[str | Path], stdin: BinaryIO | None = None, tell: Tell = silent
) -> tuple[list[Document], list[str]]:
    """The documents under `paths`, and one line on each thing that could not be read.

    `tell` is told in one line what a folder holds that is passed over.
    """
    from analyzer import tables
    from analyzer.reading import documents

    piped = held(paths, stdin)
    claims = [p for p in paths if (piped and is_piped_table(p, piped)) or tables.holds_claims(p)]
    found, faults = documents.read([path for path in paths if path not in claims], piped, tell)
    expected, other = "documents", "a claims table, which check and figures take"
    return found, [*(fault("stdin" if p == STDIN else p, expected, other) for p in claims), *faults]


def read_some(
    paths: Sequence[str | Path], stdin: BinaryIO | None = None, tell: Tell = silent
) -> tuple[list[Document], list[str]]:
    """What `read` gives. Raises InputError where that is no document at all."""
    found, faults = read(paths, stdin, tell)
    if not found:
        raise InputError("\n".join(faults) or fault(", ".join(map(str, paths)), "documents", "none"))
    return found, faults


def held(paths: Sequence[str | Path], stdin: BinaryIO | None) -> BytesIO | None:
    """Standard input where `paths` name it, held so that it can be looked at before it is read; else None."""
    stream = stdin or getattr(sys.stdin, "buffer", None)
    return BytesIO(stream.read()) if stream and STDIN in paths else None


def is_piped_table(path: str | Path, stdin: BytesIO) -> bool:
    """Whether a path is standard input, and that a claims table."""
    from analyzer import tables

    return path == STDIN and tables.is_claims_text(stdin.getvalue())


def is_input(file: Path, paths: Sequence[str | Path], stdin: BinaryIO | None = None) -> bool:
    """Whether a file that exists is one of those that `paths` stand for, or what standard input comes from."""
    with suppress(OSError):  # a standard input that is no file
        if stdin and STDIN in paths and os.path.samestat(os.fstat(stdin.fileno()), file.stat()):
            return True
    return any(found.path != STDIN and file.samefile(found.path) for found in walk.files(paths)[0])
