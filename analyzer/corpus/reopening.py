"""A folder that a corpus was written to -> its claims and the documents that hold them, for `check` and `report`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer import contest as contests
from analyzer.corpus import extras, store
from analyzer.faults import fault
from analyzer.model import Claim, Contest, Document, InputError
from analyzer.tables import rows
from analyzer.tables.cells import cell

_OF_DOCUMENT = ["document", "path", "encoding", "language", "title", "url", "date", "text"]


@dataclass(frozen=True, slots=True)
class Reopened:
    """What a corpus holds: the documents with claims, the claims, the contests that they are about, what is amiss."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    contests: tuple[Contest, ...]
    faults: tuple[str, ...]


def reopen(out: str | Path, given: Sequence[Contest] = ()) -> Reopened:
    """All that the shards of a corpus hold, in their order; `given` are its contests where they are not bundled.

    Raises InputError for a file that is no table of claims or documents, and for a contest that is neither given
    nor bundled.
    """
    known = {c.id: c for c in given}
    claims: list[Claim] = []
    faults: list[str] = []
    for _, path in store.parts(out, store.CLAIMS):
        table = _columns(path, None)
        rows.check_columns(list(table), str(path))
        for id in sorted(set(table.get("contest", ())) - set(known)):
            known[id] = _bundled(path, id)
        held = [
            rows.Row(number, dict(zip(table, map(_written, values), strict=True)))
            for number, values in enumerate(zip(*table.values(), strict=True), start=1)
        ]
        found, bad = rows.claims(held, str(path), tuple(known.values()))
        claims, faults = claims + found, faults + bad
    documents = [
        Document(id=id, path=path, encoding=encoding, language=language, title=title, url=url, date=date, text=text)
        for _, file in store.parts(out, store.DOCUMENTS)
        for id, path, encoding, language, title, url, date, text in zip(
            *_columns(file, _OF_DOCUMENT).values(), strict=True
        )
    ]
    used = {claim.contest for claim in claims}
    return Reopened(tuple(documents), tuple(claims), tuple(c for c in known.values() if c.id in used), tuple(faults))


def _columns(path: Path, columns: list[str] | None) -> dict[str, list[Any]]:
    parquet = extras.need("pyarrow.parquet", "corpus", str(path))
    arrow = extras.need("pyarrow", "corpus", str(path))
    try:
        read: dict[str, list[Any]] = parquet.ParquetFile(path).read(columns=columns).to_pydict()
        return read if columns is None else {name: read[name] for name in columns}
    except (OSError, KeyError, arrow.ArrowException) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(fault(path, "a table that a corpus run wrote", said)) from None


def _bundled(path: Path, id: str) -> Contest:
    if id not in contests.bundled():
        raise InputError(fault(path, "--contest with the contests that the corpus was read with", f"claims on {id}"))
    return contests.load(id)


def _written(value: object) -> str:
    return value if isinstance(value, str) else cell(value)
