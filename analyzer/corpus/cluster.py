"""Shards on a Dask cluster, or on one of this machine's own. The shards are the same, and so are the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from analyzer.corpus import extras
from analyzer.corpus.pool import TRIES, Work
from analyzer.corpus.records import Shard
from analyzer.corpus.shard import Counts, Settings
from analyzer.faults import fault, printable
from analyzer.model import InputError

LOCAL = "local"
_AHEAD = 2  # shards in hand for each worker
_PATIENCE = 30  # seconds until a scheduler must have answered


def run(
    mine: Iterator[Shard],
    settings: Settings,
    address: str,
    workers: int,
    work: Work,
    counted: Callable[[Shard, Counts], None],
    failed: Callable[[Shard, str], None],
) -> None:
    """Work through the shards at a scheduler's workers; LOCAL begins so many on this machine.

    A worker that dies costs what it had in hand, which others try again. Raises InputError where nobody answers,
    OSError where a shard's input cannot be read or the disk is full.
    """
    distributed = extras.need("distributed", "cluster", "--scheduler")
    dask = extras.need("dask", "cluster", "--scheduler")
    quiet = {"distributed.scheduler.allowed-failures": TRIES - 1, "distributed.worker.memory.terminate": False}
    with dask.config.set(quiet):
        if address != LOCAL:
            with _client(distributed, address) as client:
                _drive(distributed, client, mine, settings, work, counted, failed)
            return
        with (
            distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=60
            ) as own,
            distributed.Client(own) as client,
        ):
            _drive(distributed, client, mine, settings, work, counted, failed)


def _client(distributed: Any, address: str) -> Any:
    try:
        return distributed.Client(address, timeout=_PATIENCE)
    except (OSError, ValueError, TimeoutError) as error:
        said = printable(str(error).partition("\n")[0]) or type(error).__name__
        raise InputError(fault("--scheduler", f"a Dask scheduler at {address}", said)) from None


def _drive(
    distributed: Any,
    client: Any,
    mine: Iterator[Shard],
    settings: Settings,
    work: Work,
    counted: Callable[[Shard, Counts], None],
    failed: Callable[[Shard, str], None],
) -> None:
    hand: dict[Any, Shard] = {}
    ready = distributed.as_completed()
    most = _AHEAD * max(1, sum(client.nthreads().values()))

    def submit() -> bool:
        one = next(mine, None)
        if one is None:
            return False
        future = client.submit(work, one, settings, key=one.name, pure=False, retries=TRIES - 1)
        hand[future] = one
        ready.add(future)
        return True

    while len(hand) < most and submit():
        pass
    for future in ready:
        one = hand.pop(future)
        error = future.exception()
        if error is None:
            counted(one, future.result())
        elif isinstance(error, distributed.scheduler.KilledWorker):
            failed(one, f"a worker that died {TRIES} times")
        elif isinstance(error, OSError):
            client.cancel(list(hand))
            raise error
        else:
            failed(one, printable(f"{type(error).__name__}: {error}"))
        future.release()
        submit()
