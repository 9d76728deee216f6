"""One shard -> one Parquet file of claims, and beside it what is known of its documents. Needs no engine.

The claims are those that `extract` finds in the same documents. A document's contest is the one given, or is recognised
by itself. Files are put in place whole, the claims last, so that they say that all is done; a shard that is done is not
made again, whoever asks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache

from analyzer import contest as contests
from analyzer import tables
from analyzer.corpus import contents, extras, origins, store, traces, wording
from analyzer.corpus.contents import Bad, Item
from analyzer.corpus.origins import Origin
from analyzer.corpus.prefilter import Prefilter
from analyzer.corpus.records import Shard
from analyzer.faults import fault, shown
from analyzer.model import Claim, Contest
from analyzer.reading import claims as reader
from analyzer.reading.deciding import Unexplained
from analyzer.reading.meaning import weights
from analyzer.recognition import Recogniser


@dataclass(frozen=True, slots=True)
class Settings:
    """Where claims go, and the contests given (ids or files); none stands for all that are bundled."""

    out: str
    contests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What came of a shard; `looked` are the documents that the prefilter let pass."""

    documents: int = 0
    claims: int = 0
    bad: int = 0
    looked: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.documents + other.documents,
            self.claims + other.claims,
            self.bad + other.bad,
            self.looked + other.looked,
        )


@dataclass(slots=True)
class Known:
    """The contests, who tells them apart (nobody where a person named just one), and what need not be read at all."""

    contests: tuple[Contest, ...]
    recogniser: Recogniser | None
    prefilter: Prefilter


def done(shard: Shard, out: str) -> bool:
    """Whether the claims of a shard stand already."""
    return store.done(out, shard.name)


def process(shard: Shard, settings: Settings) -> Counts:
    """Read a shard and write its claims, documents and bad records; counts only. What is done is left as it is.

    Raises OSError where its input cannot be read or the disk is full: then nothing of it stands.
    """
    if done(shard, settings.out):
        return _standing(shard, settings.out)
    known = _known(settings.contests)
    found: list[Claim] = []
    kept: list[traces.Kept] = []
    bad: list[Bad] = []
    ids: list[bytes] = []
    digests: dict[int, str] = {}
    looked = 0
    for item in contents.items(shard):
        if isinstance(item, Bad):
            bad.append(item)
            continue
        ids.append(id_hash(item.document.id))
        if shard.kind == "files":
            digests[item.record] = item.document.sha256
        if not known.prefilter.may_hold(item.document.text):
            continue
        looked += 1
        claims = _claims(item, known, shard, bad)
        if claims:
            found += claims
            text = item.document.text
            signed = wording.signature(text) if wording.available() else b""
            kept.append(traces.Kept(item.document, item.record, item.seen, len(ids) - 1, len(claims), signed))
    _write(shard, settings.out, found, kept, bad, ids, _origins(shard, digests))
    return Counts(len(ids), len(found), len(bad), looked)


def _origins(shard: Shard, digests: Mapping[int, str]) -> list[Origin]:
    """The files of a shard; those of one document with its id and the digest that `digests` has by record's number."""
    if shard.kind != "files":
        return [file.origin for file in shard.files]
    return [
        replace(file.origin, id=file.name, sha256=digests[number]) if number in digests else file.origin
        for number, file in enumerate(shard.files, start=1)
    ]


def _standing(shard: Shard, out: str) -> Counts:
    """What stands of a shard whose process died behind it, before it could tell."""
    parquet = extras.need("pyarrow.parquet", "corpus", "corpus")
    ids, bad = store.file(out, store.IDS, shard.name), store.file(out, store.BAD, shard.name)
    documents = ids.stat().st_size // 8 if ids.exists() else 0
    faults = bad.read_bytes().count(b"\n") if bad.exists() else 0
    return Counts(documents, parquet.read_metadata(store.file(out, store.CLAIMS, shard.name)).num_rows, faults)


def _claims(item: Item, known: Known, shard: Shard, bad: list[Bad]) -> Sequence[Claim]:
    """The claims of a document; one over which the reader stumbles costs itself alone."""
    try:
        about = known.contests[0] if known.recogniser is None else known.recogniser.contest_of(item.document)
        return reader.extract(item.document, about, Unexplained(weights.load()))[0] if about is not None else ()
    except Exception as error:  # the reader never should; a crawl holds texts that nobody thought of
        told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        bad.append(Bad(shard.place, item.record, f"expected a text that can be read, found {shown(told)}"))
        return ()


def id_hash(id: str) -> bytes:
    """Eight bytes that stand for a document's id."""
    return hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _write(
    shard: Shard,
    out: str,
    found: Sequence[Claim],
    kept: Sequence[traces.Kept],
    bad: Sequence[Bad],
    ids: Sequence[bytes],
    files: Sequence[Origin],
) -> None:
    if bad:
        lines = "".join(f"{json.dumps(asdict(one), ensure_ascii=False)}\n" for one in bad)
        store.write(store.file(out, store.BAD, shard.name), lines.encode("utf-8", "surrogatepass"))
    if kept:
        store.write(store.file(out, store.DOCUMENTS, shard.name), traces.parquet(kept))
    store.write(store.file(out, store.IDS, shard.name), b"".join(ids))
    origins.write(out, shard.name, files)
    store.write(store.file(out, store.CLAIMS, shard.name), tables.claims_parquet(found))


def contests_of(settings: Settings) -> tuple[Contest, ...]:
    """The contests that documents may be about."""
    return _known(settings.contests).contests


@lru_cache(maxsize=4)
def _known(ids: tuple[str, ...]) -> Known:
    known = contests.load_all(ids or contests.bundled())
    recogniser = None if ids and len(known) == 1 else Recogniser(known, bool(ids))
    return Known(known, recogniser, Prefilter(known, recogniser is not None))


def lost(shard: Shard, why: str) -> str:
    """The line that says that a shard could not be read."""
    last = shard.first + shard.count - 1
    where = f"{shard.count} files" if shard.kind == "files" else f"lines {shard.first} to {last}"
    return fault(shard.place, f"{where} to be read", why)
