"""The folder that a corpus is written to, as one run leaves it for the next and for whoever reads it.

settings             what the rows rest on: contests, languages, weights, version
claims/NAME.parquet  the claims of a shard, and nothing else; put in place last, so that it says that all is done
documents/NAME.parquet   its documents that hold claims: text, address, date, signature of the wording
ids/NAME             eight bytes for each document's id, so that repeated ones are found
files/NAME.jsonl     the files that it was read from (origins.py)
bad/NAME.jsonl       its records that are none, with the reason
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from analyzer.faults import fault
from analyzer.model import InputError

CLAIMS, DOCUMENTS, IDS, FILES, BAD = "claims", "documents", "ids", "files", "bad"
_ENDINGS = {CLAIMS: ".parquet", DOCUMENTS: ".parquet", IDS: "", FILES: ".jsonl", BAD: ".jsonl"}
_MARK = "settings"


def file(out: str | Path, part: str, name: str) -> Path:
    """Where a shard's file of one of the folder's parts stands."""
    return Path(out, part, f"{name}{_ENDINGS[part]}")


def done(out: str | Path, name: str) -> bool:
    """Whether the claims of a shard stand already."""
    return file(out, CLAIMS, name).exists()


def names(out: str | Path) -> list[str]:
    """The shards that stand, sorted."""
    folder = Path(out, CLAIMS)
    found = (entry.name for entry in os.scandir(folder)) if folder.is_dir() else iter(())
    return sorted(name.removesuffix(".parquet") for name in found if name.endswith(".parquet") and name[0] != ".")


def is_corpus(path: str | Path) -> bool:
    """Whether a folder is one that a corpus was written to; what cannot be looked at is none."""
    folder = Path(path)
    try:
        return (folder / _MARK).is_file() and (folder / CLAIMS).is_dir()
    except OSError:
        return False


def prepare(out: Path, resume: bool, alone: bool = True) -> None:
    """Make the folder, and take away what a process left half written where no other run may be writing (`alone`).

    Raises InputError where the folder holds something and is not to be gone on with, or something else than a corpus.
    """
    if out.exists() and any(out.iterdir()):
        if not resume:
            raise InputError(
                f"{out}: expected an empty folder, or --resume to go on in it, found one that is not empty"
            )
        if not any((out / name).exists() for name in (_MARK, CLAIMS)):
            raise InputError(fault(out, "a folder that a corpus was written to", "another one"))
    for part in _ENDINGS:
        (out / part).mkdir(parents=True, exist_ok=True)
        for left in (out / part).glob(".*.tmp") if alone else ():
            left.unlink(missing_ok=True)


def settings(out: Path) -> str | None:
    """What the rows of a folder rest on, as `mark` wrote it; None where nothing is said yet."""
    mark = out / _MARK
    return mark.read_text(encoding="utf-8").strip() if mark.exists() else None


def mark(out: Path, key: str) -> None:
    """Mark the folder with what its rows rest on."""
    write(out / _MARK, f"{key}\n".encode())


def remove(out: str | Path, stale: Iterable[str]) -> None:
    """Take shards away: the claims first, so that none stands without what belongs to it."""
    for name in stale:
        for part in _ENDINGS:
            file(out, part, name).unlink(missing_ok=True)


def write(path: Path, data: bytes) -> None:
    """Put a file in place whole, and on the disk before it has its name: not even a loss of power leaves half of it.

    Raises OSError, and leaves what stood there.
    """
    temporary = path.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)  # noqa: PTH105 (the atomic call, under the name the design gives it)
        _settle(path.parent)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _settle(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system can."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)


def parts(out: str | Path, part: str) -> Iterator[tuple[str, Path]]:
    """(shard, file) of a part of the folder, in the order of the shards."""
    for name in names(out):
        path = file(out, part, name)
        if path.exists():
            yield name, path
