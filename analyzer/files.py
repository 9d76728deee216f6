"""Files read without ever waiting, and put in place whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path


def read_bytes(path: str | Path) -> bytes:
    """The bytes of a regular file; never waits for a FIFO that stands in its place. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise OSError(irregular(mode))
        return file.read()


def irregular(mode: int) -> str:
    """What a file that is no regular one is, by its mode."""
    for test, name in (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a FIFO"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
        (stat.S_ISSOCK, "a socket"),
    ):
        if test(mode):
            return name
    return "no regular file"


def write_atomic(path: Path, data: bytes | str) -> None:
    """Write `data` (text as UTF-8, line ends as they are) to `path`, whole or not at all.

    The bytes go to a temporary name in the same folder, which must exist, and `os.replace` puts them in
    place; a write that fails leaves what stood at `path`. Raises OSError.
    """
    payload = data.encode("utf-8") if isinstance(data, str) else data
    # Not tempfile: its files are private, and a report is for reading under the permissions open() gives.
    temporary = path.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(payload)
        os.replace(temporary, path)  # noqa: PTH105 (the atomic call, under the name the design gives it)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is not None:
            error.filename, error.filename2 = str(path), None  # nobody asked for the temporary name
        raise
