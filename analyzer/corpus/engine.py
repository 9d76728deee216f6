"""One machine's processes over the shards of a corpus. A worker that dies costs the shards it was at."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from analyzer.corpus.shard import Counts, Shard, claims_file, configuration, run_shard
from analyzer.faults import fault
from analyzer.model import Contest, InputError

_ATTEMPTS = 3  # a shard that ends its worker as often is itself the cause


def shards(paths: Sequence[str | Path], contests: Sequence[Contest]) -> list[Shard]:
    """A shard for each file. Its key is a digest of its full path and of the configuration."""
    settings = configuration(contests)
    found = dict.fromkeys(str(Path(path).resolve()) for path in paths)
    return [Shard(path, hashlib.sha256(f"{settings}\0{path}".encode()).hexdigest()[:32]) for path in found]


def run(paths: Sequence[str | Path], out: Path, contests: Sequence[Contest], workers: int = 2) -> list[Counts]:
    """The counts of every file of `paths`, whose rows are under `out` now; in the order of the files.

    `contests` names at least one. Files done before are skipped, so that the same call resumes what was broken off.
    Raises InputError where `out` was made with another configuration, and where workers die again and again.
    """
    if not contests:
        raise InputError(fault("contests", "at least one", "none"))
    wanted = shards(paths, contests)
    _same_configuration(out, configuration(contests))
    counts: dict[str, Counts] = {}
    for _ in range(_ATTEMPTS):
        for done in _round([s for s in wanted if s.key not in counts], out, contests, workers):
            counts[done.key] = done
        if len(counts) == len(wanted):
            return [counts[s.key] for s in wanted]
    left = [s.path for s in wanted if not claims_file(out, s.key).exists()]
    raise InputError("\n".join(fault(path, "a shard that a worker survives", "workers that died") for path in left))


def _round(left: Sequence[Shard], out: Path, contests: Sequence[Contest], workers: int) -> Iterator[Counts]:
    """The counts of shards as they end, until all have or a worker died."""
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            futures = [pool.submit(run_shard, shard, out, contests) for shard in left]
            for future in as_completed(futures):
                yield future.result()
        except BrokenProcessPool:
            return


def _same_configuration(out: Path, settings: str) -> None:
    """Mark the folder with its configuration. Raises InputError where it has another: its rows would mix."""
    from analyzer import files

    mark = out / "configuration"
    out.mkdir(parents=True, exist_ok=True)
    if not mark.exists():
        files.write_atomic(mark, f"{settings}\n")
    elif (found := mark.read_text(encoding="utf-8").strip()) != settings:
        raise InputError(fault(mark, f"the configuration {settings}", found))
