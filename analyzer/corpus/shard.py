"""One shard, from its file to its rows: read, extracted, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analyzer import __version__, files, pipeline, tables
from analyzer.model import Claim, Contest


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of a corpus; `key` names what is written of it."""

    path: str
    key: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What a shard held: nothing but numbers goes back to the engine. `skipped`: it was done before."""

    key: str
    documents: int = 0
    claims: int = 0
    set_aside: int = 0
    skipped: bool = False


def configuration(contests: Sequence[Contest]) -> str:
    """A digest of what the rows depend on beside the documents: our version and the contests, in their order."""
    return hashlib.sha256(repr((__version__, tuple(contests))).encode()).hexdigest()[:16]


def claims_file(out: Path, key: str) -> Path:
    """Where the rows of a shard go. The file is there: the shard is done."""
    return out / "claims" / f"{key}.parquet"


def set_aside_file(out: Path, key: str) -> Path:
    """Where the records of a shard that could not be read are named, one a line of JSON."""
    return out / "set-aside" / f"{key}.jsonl"


def run_shard(shard: Shard, out: Path, contests: Sequence[Contest]) -> Counts:
    """Read one shard and write its claims (`model.CLAIM_COLUMNS`), unless they are there.

    The records set aside are written before the claims, so that claims in place mean a shard that is whole.
    Rows are those that `pipeline.extract` gives for the shard's documents. Raises OSError, and InputError where
    pyarrow is missing.
    """
    target = claims_file(out, shard.key)
    if target.exists():
        return Counts(shard.key, skipped=True)
    documents, faults = pipeline.read([shard.path])
    claims: Sequence[Claim] = pipeline.extract(documents, contests).claims if documents else ()
    aside = set_aside_file(out, shard.key)
    aside.parent.mkdir(parents=True, exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    if faults:
        lines = (json.dumps({"shard": shard.path, "reason": fault}, ensure_ascii=False) for fault in faults)
        files.write_atomic(aside, "".join(f"{line}\n" for line in lines))
    else:
        aside.unlink(missing_ok=True)
    files.write_atomic(target, tables.claims_parquet(claims))
    return Counts(shard.key, len(documents), len(claims), len(faults))
