"""What is kept of the documents that hold claims: their text, whence and when, and the signature of their wording."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer.corpus import extras, wording
from analyzer.model import Document


@dataclass(frozen=True, slots=True)
class Kept:
    """A document with claims: its record's number, when a crawl met it, its place among the shard's documents, how many
    claims it holds, and the signature of its wording."""

    document: Document
    record: int
    seen: str
    index: int
    claims: int
    signature: bytes


def parquet(kept: Sequence[Kept]) -> bytes:
    """The documents of a shard as a Parquet file, a row each. `id` is as it was given, `document` as claims name it."""
    arrow = extras.need("pyarrow", "corpus", "corpus")
    return write(arrow.table({name: arrow.array(*_column(arrow, name, kept)) for name in COLUMNS}))


#: Name of a column -> its type in Arrow.
COLUMNS = {
    "document": "string", "id": "string", "path": "string", "record": "int64", "index": "int64",
    "claims": "int64", "title": "string", "url": "string", "outlet": "string", "date": "string", "seen": "string",
    "language": "string", "encoding": "string", "text": "string", "signature": "binary",
}  # fmt: skip


def _column(arrow: Any, name: str, kept: Sequence[Kept]) -> tuple[list[Any], Any]:
    of_kept = name in ("record", "index", "claims", "seen", "signature")
    values = [getattr(k, name) if of_kept else _said(k.document, name) for k in kept]
    return values, getattr(arrow, COLUMNS[name])()


def _said(document: Document, name: str) -> str:
    if name == "outlet":
        return wording.outlet(document.url)
    value: str = document.id if name == "document" else getattr(document, name)
    return value.encode("utf-8", "replace").decode("utf-8")


def write(table: Any) -> bytes:
    """A table as the bytes of a Parquet file."""
    parquet_ = extras.need("pyarrow.parquet", "corpus", "corpus")
    out = io.BytesIO()
    parquet_.write_table(table, out, compression="zstd")
    return out.getvalue()


def table(path: Path, columns: Sequence[str] | None = None) -> Any:
    """Columns of a file as an Arrow table, or all of them."""
    parquet_ = extras.need("pyarrow.parquet", "corpus", "corpus")
    return parquet_.ParquetFile(path).read(columns=columns)
