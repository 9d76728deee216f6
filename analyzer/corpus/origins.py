"""Which files a shard was read from, as the corpus keeps it beside the claims."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from analyzer.corpus import store
from analyzer.faults import fault
from analyzer.model import InputError


@dataclass(frozen=True, slots=True)
class Origin:
    """A file: its absolute path, its path relative to the PATH given, and what tells its content from other content.

    `id` and `sha256` are of the one document that was read from it, "" where it held none or many. Of a file that was
    taken out of its shard `print16` is "": it stands there no more.
    """

    path: str
    relative: str
    print16: str
    id: str = ""
    sha256: str = ""


def taken_out(file: Origin) -> Origin:
    """A file that stands in its shard no more; its line there stays, for the records are counted by it."""
    return replace(file, print16="", id="", sha256="")


def write(out: str | Path, name: str, origins: Sequence[Origin]) -> None:
    """Put down the files of a shard, in the order of its records."""
    lines = "".join(f"{json.dumps(asdict(one))}\n" for one in origins)
    store.write(store.file(out, store.FILES, name), lines.encode())


def read(out: str | Path, name: str) -> tuple[Origin, ...]:
    """The files of a shard. Raises InputError where they are not said, as in a folder of an earlier version."""
    path = store.file(out, store.FILES, name)
    try:
        return tuple(Origin(**json.loads(line)) for line in path.read_bytes().splitlines())
    except FileNotFoundError:
        raise InputError(
            fault(path, "the files that a shard was read from", "none: nothing can be added here")
        ) from None
    except (ValueError, TypeError):
        raise InputError(fault(path, "the files of a shard, as a corpus run wrote them", "other lines")) from None
