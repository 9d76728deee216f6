"""What each document is called: as `extract` would call it, were all files that stand given to it at once.

Files get the shortest name that tells them apart, and ids that stand in several files, or several times in one, become
`file#id`. A shard does not know the others. So each leaves its files and eight bytes for the id of each of its
documents, and when all stand the documents get the names that are due to them. Whatever is interrupted here is simply
done again: the names follow from files and ids alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from analyzer.corpus import extras, origins, shard, standing, store, traces
from analyzer.corpus.origins import Origin
from analyzer.model import claim_id
from analyzer.reading import documents
from analyzer.reading.files import walk
from analyzer.reading.files.walk import Found

Hashes = np.ndarray[Any, np.dtype[np.uint64]]
_BUCKET = 1 << 17  # ids that are sorted at a time, so that memory does not grow with the corpus
_PASSES = 64  # over all ids, at most


def settle(out: Path) -> int:
    """Give all documents the names that are due to them; how many shards were changed."""
    files = standing.files(out)
    found = [Found(file.path, file.relative) for file in files]
    called = {file.path: name for file, name in zip(files, walk.names(found), strict=True)}
    repeated = _repeated(out, called)
    changed = 0
    place, counts, held = "", Counter[bytes](), tuple[Origin, ...]()
    for name in store.names(out):
        if standing.place_of(name) != place:  # shards of a file follow one another, its records are counted through
            place, counts, held = standing.place_of(name), Counter(), origins.read(out, name)
        hashes = _hashes(out, name, held, called)
        wanted = partial(_wanted, called=called, held=held, repeated=_again(hashes, repeated, counts))
        changed += _rename(out, name, wanted)
    return changed


def _alone(held: Sequence[Origin]) -> bool:
    """Whether the files of a shard hold one document each."""
    return any(file.id for file in held)


def _hashes(out: Path, name: str, held: Sequence[Origin], called: Mapping[str, str]) -> Hashes:
    """What stands for the ids of a shard's documents; a file of one document has its name as id."""
    if _alone(held):
        data = b"".join(shard.id_hash(called[file.path]) for file in held if file.id)
    else:
        path = store.file(out, store.IDS, name)
        data = path.read_bytes() if path.exists() else b""
    return np.frombuffer(data, dtype="<u8")


def _all(out: Path, called: Mapping[str, str]) -> Iterator[Hashes]:
    return (_hashes(out, name, origins.read(out, name), called) for name in store.names(out))


def _again(hashes: Hashes, repeated: Hashes, counts: Counter[bytes]) -> dict[int, int]:
    """Place of a document among the shard's -> how often its file had its id by then; of repeated ids alone."""
    found = {}
    for index in np.flatnonzero(np.isin(hashes, repeated)).tolist():
        id = hashes[index].tobytes()
        counts[id] += 1
        found[index] = counts[id]
    return found


def _wanted(
    record: int, index: int, id: str, called: Mapping[str, str], held: Sequence[Origin], repeated: Mapping[int, int]
) -> str:
    """What a document is to be called; `record` and `index` are its places in its file and its shard."""
    if _alone(held):
        return called[held[record - 1].path]
    if index not in repeated:
        return id
    times = repeated[index]
    return documents.qualified(called[held[0].path], id) + (f"#{times}" if times > 1 else "")


def _repeated(out: Path, called: Mapping[str, str]) -> Hashes:
    """The hashes of ids that stand more than once, sorted. In several passes, each over a part of the hashes."""
    whole = sum(len(some) for some in _all(out, called))
    passes = np.uint64(min(_PASSES, 1 + whole // _BUCKET))
    found = []
    for number in range(int(passes)):
        part = np.concatenate([np.zeros(0, "<u8"), *(h[h % passes == number] for h in _all(out, called))])
        part.sort()
        found.append(np.unique(part[1:][part[1:] == part[:-1]]))
    return np.sort(np.concatenate(found))


def _rename(out: Path, name: str, wanted: Callable[[int, int, str], str]) -> int:
    """Bring the names of a shard's documents up to date; 1 where any was another."""
    path = store.file(out, store.DOCUMENTS, name)
    if not path.exists():
        return 0
    now = traces.table(path, ["document", "record", "index", "id"]).to_pydict()
    due = list(map(wanted, now["record"], now["index"], now["id"]))
    if due == now["document"]:
        return 0
    arrow = extras.need("pyarrow", "corpus", "corpus")
    table = traces.table(path)
    _rewrite_claims(store.file(out, store.CLAIMS, name), due, table.column("claims").to_pylist())
    place = table.column_names.index("document")
    store.write(path, traces.write(table.set_column(place, "document", arrow.array(due, arrow.string()))))
    return 1


def _rewrite_claims(path: Path, documents: list[str], each: list[int]) -> None:
    """The claims of a shard under the names of their documents: their ids and statements follow from those."""
    arrow = extras.need("pyarrow", "corpus", "corpus")
    table = traces.table(path)
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
    store.write(path, traces.write(arrow.table(arrays, schema=table.schema)))
