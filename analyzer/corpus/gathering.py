"""The figures of a whole corpus as arrays: a row a claim, a row a document that holds claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from analyzer.corpus import store, traces, wording

Ints = np.ndarray[Any, np.dtype[np.int64]]
_TEXTS_OF_DOCUMENTS = ("document", "outlet", "date", "seen")
_TEXTS_OF_CLAIMS = ("contest", "source", "measure", "subject", "quote")
_NUMBERS = ("value", "resolution")


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
    signatures: np.ndarray[Any, np.dtype[np.uint32]]  # documents × wording.SIZE; zeros where `signed` says no
    signed: np.ndarray[Any, np.dtype[np.bool_]]
    of: Ints
    contest: Coded
    source: Coded
    measure: Coded
    subject: Coded
    quote: Coded
    value: np.ndarray[Any, np.dtype[np.float64]]
    resolution: np.ndarray[Any, np.dtype[np.float64]]


class _Column:
    """A column of text that grows shard by shard, so that no shard's table is kept."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._codes: list[Ints] = [np.zeros(0, np.int64)]

    def add(self, column: Any) -> None:
        """The rows of one more shard."""
        chunk = column.combine_chunks().dictionary_encode()
        chunk = chunk.chunk(0) if hasattr(chunk, "chunk") else chunk
        places = [self._known.setdefault(str(text), len(self._known)) for text in chunk.dictionary.to_pylist()]
        if places:
            self._codes.append(np.array(places, np.int64)[chunk.indices.to_numpy()])

    def coded(self) -> Coded:
        """All rows, the texts in the order in which they are first met."""
        return Coded(np.concatenate(self._codes), list(self._known))


def gather(out: Path) -> Gathered:
    """Read what stands in a corpus folder, shard by shard in their order."""
    texts = {name: _Column() for name in (*_TEXTS_OF_DOCUMENTS, *_TEXTS_OF_CLAIMS)}
    made: list[bytes] = []
    each: list[Ints] = [np.zeros(0, np.int64)]
    numbers: dict[str, list[Any]] = {name: [np.zeros(0)] for name in _NUMBERS}
    for name, path in store.parts(out, store.DOCUMENTS):
        held = traces.table(path, [*_TEXTS_OF_DOCUMENTS, "claims", "signature"])
        said = traces.table(store.file(out, store.CLAIMS, name), [*_TEXTS_OF_CLAIMS, *_NUMBERS])
        for column in _TEXTS_OF_DOCUMENTS:
            texts[column].add(held.column(column))
        for column in _TEXTS_OF_CLAIMS:
            texts[column].add(said.column(column))
        for column in _NUMBERS:
            numbers[column].append(said.column(column).to_numpy())
        made += _signatures(path, held.column("signature").to_pylist())
        each.append(held.column("claims").to_numpy())
    signatures = np.frombuffer(b"".join(one or bytes(4 * wording.SIZE) for one in made), dtype="<u4")
    coded = {name: column.coded() for name, column in texts.items()}
    return Gathered(
        coded["document"],
        coded["outlet"],
        _moments(coded["date"], coded["seen"]),
        signatures.reshape(len(made), wording.SIZE),
        np.array([bool(one) for one in made], dtype=bool),
        np.repeat(np.arange(len(made)), np.concatenate(each).astype(np.int64)),
        contest=coded["contest"],
        source=coded["source"],
        measure=coded["measure"],
        subject=coded["subject"],
        quote=coded["quote"],
        value=np.concatenate(numbers["value"]),
        resolution=np.concatenate(numbers["resolution"]),
    )


def _signatures(path: Path, made: list[bytes]) -> list[bytes]:
    """The signatures of a shard's documents; those that a run without rensa could not make, where it is there now."""
    if all(made) or not wording.available():
        return made
    texts = traces.table(path, ["text"]).column("text").to_pylist()
    return [one or wording.signature(text) for one, text in zip(made, texts, strict=True)]


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
        read = (read.astimezone(UTC) if read.tzinfo else read).replace(tzinfo=None)
    except (ValueError, OverflowError):  # the first hours of the year 1, by which some programs mean none, have no UTC
        return ""
    if len(text.strip()) <= len("2024-07-28"):
        return read.date().isoformat()
    return read.isoformat(timespec="seconds")
