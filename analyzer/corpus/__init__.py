"""Millions of documents: the same claims as `extract`, shard by shard, on as many processes as there are.

inputs.py finds the files, standing.py leaves out those that were read before, records.py cuts them into shards,
shard.py reads one and writes its claims, engine.py runs them on processes (pool.py) or a Dask cluster (cluster.py).
What is done stays done: a shard's file is put in place whole, and one that stands is not made again. When all stand,
naming.py names the documents as `extract` would, wordings.py finds reprints and altered copies, and lineage.py follows
each figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.model import Appearance, Contest

if TYPE_CHECKING:
    from analyzer.corpus.finishing import Finished
    from analyzer.corpus.reopening import Reopened


def is_corpus(path: str | Path) -> bool:
    """Whether a path is a folder that a corpus was written to."""
    from analyzer.corpus import store

    return path != "-" and store.is_corpus(path)


def reopen(out: str | Path, given: Sequence[Contest] = ()) -> Reopened:
    """The claims of a corpus and the documents that hold them. Raises InputError where its tables cannot be read."""
    from analyzer.corpus import reopening

    return reopening.reopen(out, given)


def finish(out: Path) -> Finished:
    """What is done when all shards stand: documents get their names, and the tables are written."""
    from analyzer.corpus import finishing

    return finishing.finish(out)


def days(out: str | Path) -> tuple[Appearance, ...]:
    """How the reports of each figure grew; nothing where a corpus has no such table yet.

    Raises InputError where it is not what a corpus run writes.
    """
    from analyzer import tables

    path = Path(out, "days.csv")
    return tables.read_days(path) if path.exists() else ()


def stopped(out: Path, error: OSError) -> str:
    """The line that says why a run stopped, and how to go on."""
    from analyzer.faults import fault, reason

    return f"{fault(error.filename or out, 'to be read and written', reason(error))}; go on with --resume"
