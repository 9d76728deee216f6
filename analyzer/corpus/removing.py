"""Some documents out of a shard that keeps its others: their files were changed, and are read anew elsewhere."""

from __future__ import annotations

import json
from collections.abc import Container
from pathlib import Path
from typing import Any

import numpy as np

from analyzer.corpus import extras, inputs, store, traces


def remove(out: str | Path, name: str, records: Container[int], paths: Container[str]) -> None:
    """Take the documents with these numbers, and bad records of the files at these absolute paths, out of a shard.

    The table of documents comes last and says what is still to be done: wherever this is interrupted, it can be done
    again, and where nothing is left to do it does nothing.
    """
    _remove_bad(store.file(out, store.BAD, name), paths)
    path = store.file(out, store.DOCUMENTS, name)
    if not path.exists():
        return
    documents = traces.table(path)
    kept = np.array([record not in records for record in documents.column("record").to_pylist()], dtype=bool)
    if kept.all():
        return
    claims_path, each = store.file(out, store.CLAIMS, name), documents.column("claims").to_numpy()
    claims = traces.table(claims_path)
    if len(claims) == each.sum():  # else a run died behind this step
        store.write(claims_path, traces.write(_rows(claims, np.repeat(kept, each))))
    store.write(path, traces.write(_rows(documents, kept)))


def _rows(table: Any, kept: np.ndarray[Any, np.dtype[np.bool_]]) -> Any:
    return table.filter(extras.need("pyarrow", "corpus", "corpus").array(kept))


def _remove_bad(path: Path, paths: Container[str]) -> None:
    if not path.exists():
        return
    lines = path.read_bytes().splitlines(keepends=True)
    left = [line for line in lines if inputs.absolute(json.loads(line)["file"]) not in paths]
    if not left:
        path.unlink()
    elif left != lines:
        store.write(path, b"".join(left))
