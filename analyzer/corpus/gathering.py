"""The figures of a whole corpus as arrays: a row a claim, a row a document that holds claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from analyzer.corpus import extras, store, wording

Ints = np.ndarray[Any, np.dtype[np.int64]]
_OF_DOCUMENTS = ("document", "outlet", "date", "seen", "claims", "signature")
_OF_CLAIMS = ("contest", "source", "measure", "subject", "value", "resolution", "quote")


@dataclass(frozen=True)
class Coded:
    """A column of text as numbers: `codes[i]` is the place of row i's text in `texts`."""

    codes: Ints
    texts: list[str]

    def at(self, row: int) -> str:
        """The text of a row."""
        return self.texts[int(self.codes[row])]


@dataclass(frozen=True)
class Gathered:
    """All claims and the documents that hold them. `of[i]` is the document of claim i; `when` is "" where unknown."""

    documents: Coded
    outlets: Coded
    when: Coded
    signatures: np.ndarray[Any, np.dtype[np.uint32]]  # documents × wording.SIZE; no columns where none were made
    of: Ints
    contest: Coded
    source: Coded
    measure: Coded
    subject: Coded
    quote: Coded
    value: np.ndarray[Any, np.dtype[np.float64]]
    resolution: np.ndarray[Any, np.dtype[np.float64]]


def gather(out: Path) -> Gathered:
    """Read what stands in a corpus folder, shard by shard in their order."""
    arrow = extras.need("pyarrow", "corpus", "corpus")
    parquet = extras.need("pyarrow.parquet", "corpus", "corpus")
    documents, claims = [], []
    for name, path in store.parts(out, store.DOCUMENTS):
        documents.append(_narrow(arrow, parquet.ParquetFile(path).read(columns=list(_OF_DOCUMENTS))))
        claims.append(
            _narrow(arrow, parquet.ParquetFile(store.file(out, store.CLAIMS, name)).read(columns=list(_OF_CLAIMS)))
        )
    if not documents:
        return _nothing()
    held, said = _joined(arrow, documents), _joined(arrow, claims)
    signed = held.column("signature").to_pylist()
    columns = wording.SIZE if all(signed) else 0
    signatures = np.frombuffer(b"".join(signed) if columns else b"", dtype="<u4").reshape(len(signed), columns)
    dates = _coded(held.column("date")), _coded(held.column("seen"))
    return Gathered(
        _coded(held.column("document")),
        _coded(held.column("outlet")),
        _moments(*dates),
        signatures,
        np.repeat(np.arange(len(signed)), held.column("claims").to_numpy()),
        contest=_coded(said.column("contest")),
        source=_coded(said.column("source")),
        measure=_coded(said.column("measure")),
        subject=_coded(said.column("subject")),
        quote=_coded(said.column("quote")),
        value=said.column("value").to_numpy(),
        resolution=said.column("resolution").to_numpy(),
    )


def _narrow(arrow: Any, table: Any) -> Any:
    """Texts that repeat as numbers, so that a month of figures fits."""
    for place, field in enumerate(table.schema):
        if field.type == arrow.string() and field.name != "document":
            table = table.set_column(place, field.name, table.column(place).dictionary_encode())
    return table


def _joined(arrow: Any, tables: Sequence[Any]) -> Any:
    return arrow.concat_tables(tables).unify_dictionaries()


def _coded(column: Any) -> Coded:
    """A column of text as codes and texts, in the order in which texts are first met."""
    arrow = extras.need("pyarrow", "corpus", "corpus")
    if not arrow.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    whole = column.unify_dictionaries().combine_chunks()
    chunk = whole.chunk(0) if hasattr(whole, "chunk") else whole
    return Coded(chunk.indices.to_numpy().astype(np.int64), [str(t) for t in chunk.dictionary.to_pylist()])


def _moments(stated: Coded, met: Coded) -> Coded:
    """When a document was published, as it says itself, else when the crawl met it."""
    said = [moment(text) for text in stated.texts]
    crawled = [moment(text) for text in met.texts]
    codes: dict[str, int] = {}
    both = [
        codes.setdefault(said[a] or crawled[b], len(codes))
        for a, b in zip(stated.codes.tolist(), met.codes.tolist(), strict=True)
    ]
    return Coded(np.array(both, dtype=np.int64), list(codes))


def moment(text: str) -> str:
    """A date or time as ISO 8601 writes it, in UTC where it names its zone; "" for what is no such date."""
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        return ""
    if len(text.strip()) <= len("2024-07-28"):
        return read.date().isoformat()
    return (read.astimezone(UTC) if read.tzinfo else read).replace(tzinfo=None).isoformat(timespec="seconds")


def _nothing() -> Gathered:
    none, empty = Coded(np.zeros(0, np.int64), []), np.zeros(0)
    return Gathered(
        none, none, none, np.zeros((0, wording.SIZE), np.uint32), none.codes, none, none, none, none, none, empty, empty
    )
