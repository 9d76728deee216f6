"""Ids that stand in several files, or several times in one: told apart as `extract` tells them, `file#id`.

A shard does not know the others. So each leaves eight bytes for the id of each of its documents, and when all stand the
documents whose ids are repeated get their full names. Whatever is interrupted here is simply done again: the names
follow from the ids alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from analyzer.corpus import extras, store, traces
from analyzer.model import claim_id

_BUCKET = 1 << 17  # ids that are sorted at a time, so that memory does not grow with the corpus
_PASSES = 64  # over all ids, at most


def settle(out: Path) -> int:
    """Give the documents with repeated ids names of their own; how many shards were changed."""
    repeated = _repeated(out)
    if not len(repeated):
        return 0
    changed = 0
    file, counts = "", Counter[bytes]()
    for name in store.names(out):
        if name[:25] != file:  # the shards of a file follow one another, and its records are counted through them
            file, counts = name[:25], Counter()
        hashes = _hashes(out, name)
        changed += _rename(out, name, hashes, np.isin(hashes, repeated), counts)
    return changed


def _hashes(out: Path, name: str) -> np.ndarray[Any, np.dtype[np.uint64]]:
    path = store.file(out, store.IDS, name)
    return np.frombuffer(path.read_bytes(), dtype="<u8") if path.exists() else np.zeros(0, dtype="<u8")


def _all(out: Path) -> Iterator[np.ndarray[Any, np.dtype[np.uint64]]]:
    return (_hashes(out, name) for name in store.names(out))


def _repeated(out: Path) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """The hashes of ids that stand more than once, sorted. In several passes, each over a part of the hashes."""
    whole = sum(len(some) for some in _all(out))
    passes = np.uint64(min(_PASSES, 1 + whole // _BUCKET))
    found = []
    for number in range(int(passes)):
        part = np.concatenate([np.zeros(0, "<u8"), *(h[h % passes == number] for h in _all(out))])
        part.sort()
        found.append(np.unique(part[1:][part[1:] == part[:-1]]))
    return np.sort(np.concatenate(found))


def _rename(out: Path, name: str, hashes: Any, repeated: Any, counts: Counter[bytes]) -> int:
    """Bring the names of a shard's documents up to date; 1 where any was another."""
    if not repeated.any():
        return 0
    path = store.file(out, store.DOCUMENTS, name)
    held = traces.read(path, list(traces.COLUMNS)) if path.exists() else {"index": []}
    row_of = {index: row for row, index in enumerate(held["index"])}
    renamed: dict[int, str] = {}
    for index in np.flatnonzero(repeated).tolist():
        at = hashes[index].tobytes()
        counts[at] += 1
        if index not in row_of:
            continue
        row = row_of[index]
        if not held["file"][row]:
            continue
        number = f"#{counts[at]}" if counts[at] > 1 else ""
        wanted = f"{held['file'][row]}#{held['id'][row]}{number}"
        if held["document"][row] != wanted:
            renamed[row] = wanted
    if not renamed:
        return 0
    documents = [renamed.get(row, document) for row, document in enumerate(held["document"])]
    _rewrite_claims(store.file(out, store.CLAIMS, name), documents, held["claims"])
    arrow = extras.need("pyarrow", "corpus", "corpus")
    columns = {**held, "document": documents}
    table = arrow.table(
        {key: arrow.array(columns[key], getattr(arrow, kind)()) for key, kind in traces.COLUMNS.items()}
    )
    store.write(path, traces.write(table))
    return 1


def _rewrite_claims(path: Path, documents: list[str], each: list[int]) -> None:
    """The claims of a shard under the names of their documents: their ids and statements follow from those."""
    parquet = extras.need("pyarrow.parquet", "corpus", "corpus")
    arrow = extras.need("pyarrow", "corpus", "corpus")
    table = parquet.ParquetFile(path).read()
    columns = table.to_pydict()
    names = [document for document, times in zip(documents, each, strict=True) for _ in range(times)]
    before = columns["document"]
    columns["statement"] = [
        new + said.removeprefix(old) if said.startswith(f"{old}#") else said
        for said, old, new in zip(columns["statement"], before, names, strict=True)
    ]
    parts = zip(names, *(columns[key] for key in ("start", "end", "measure", "subject")), strict=True)
    columns["claim"] = [claim_id(*part) for part in parts]
    columns["document"] = names
    arrays = [arrow.array(columns[field.name], field.type) for field in table.schema]
    store.write(path, _parquet(parquet, arrow.table(arrays, schema=table.schema)))


def _parquet(parquet: Any, table: Any) -> bytes:
    import io

    out = io.BytesIO()
    parquet.write_table(table, out)
    return out.getvalue()
