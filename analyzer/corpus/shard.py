"""One shard -> one Parquet file of claims, and one file of the records that are none. Needs no engine.

The claims are those that `extract` finds in the same documents. A document's contest is the one given, or is recognised
by itself. Files are written under a temporary name and put in place whole; the claims last, so that they say that all
is done.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analyzer import contest as contests
from analyzer import tables
from analyzer.corpus.records import Shard
from analyzer.faults import fault
from analyzer.files import write_atomic
from analyzer.model import Claim, Contest, Document
from analyzer.reading import claims as reader
from analyzer.reading import documents, formats
from analyzer.reading.formats import UnreadableError
from analyzer.recognition import Recogniser


@dataclass(frozen=True, slots=True)
class Settings:
    """Where claims go, and the contests given (ids or files); none stands for all that are bundled."""

    out: str
    contests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What came of a shard."""

    documents: int = 0
    claims: int = 0
    bad: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.documents + other.documents, self.claims + other.claims, self.bad + other.bad)


def done(shard: Shard, out: str) -> bool:
    """Whether the claims of a shard stand already."""
    return _claims_file(shard, out).exists()


def process(shard: Shard, settings: Settings) -> Counts:
    """Read a shard and write its claims and its bad records; counts only. What is done is left as it is."""
    known, recogniser = _known(settings.contests)
    found: list[Claim] = []
    bad: list[dict[str, object]] = []
    number = 0
    for item in _documents(shard):
        if isinstance(item, dict):
            bad.append(item)
            continue
        number += 1
        about = known[0] if recogniser is None else recogniser.contest_of(item)
        if about is not None:
            found += reader.extract(item, about)[0]
    if bad:
        lines = "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in bad)
        write_atomic(Path(settings.out, "bad", f"{shard.name}.jsonl"), lines)
    write_atomic(_claims_file(shard, settings.out), tables.claims_parquet(found))
    return Counts(number, len(found), len(bad))


def contests_of(settings: Settings) -> tuple[Contest, ...]:
    """The contests that documents may be about."""
    return _known(settings.contests)[0]


def _claims_file(shard: Shard, out: str) -> Path:
    return Path(out, "claims", f"{shard.name}.parquet")


@lru_cache(maxsize=4)
def _known(ids: tuple[str, ...]) -> tuple[tuple[Contest, ...], Recogniser | None]:
    """The contests, and who tells them apart; nobody where a person named just one."""
    known = tuple(contests.load(id) for id in (ids or contests.bundled()))
    return known, None if len(ids) == 1 else Recogniser(known, bool(ids))


def _documents(shard: Shard) -> Iterator[Document | dict[str, object]]:
    """The documents of a shard, and for each record that is none where it stands and why."""
    for number, line in enumerate(shard.lines, start=shard.first):
        if not line.strip():
            continue
        try:
            content = formats.record(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
        except UnreadableError as error:
            yield {"file": shard.place, "line": number, "reason": str(error)}
        else:
            yield documents.document(content, content.id, shard.place, "")
    for path, name in shard.files:
        read, faults = documents.read([path])
        yield from ({"file": path, "line": 0, "reason": line} for line in faults)
        for document in read:
            yield documents.renamed(document, name)


def lost(shard: Shard, why: str) -> str:
    """The line that says that a shard could not be read."""
    where = (
        f"lines {shard.first} to {shard.first + len(shard.lines) - 1}" if shard.lines else f"{len(shard.files)} files"
    )
    return fault(shard.place, f"{where} to be read", why)
