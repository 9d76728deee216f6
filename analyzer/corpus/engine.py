"""Shards on the processes of one machine. A process that dies costs what is in hand, which is tried again."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from analyzer.corpus import records, shard
from analyzer.corpus.records import Shard
from analyzer.corpus.shard import Counts, Settings
from analyzer.faults import fault
from analyzer.files import write_atomic
from analyzer.model import InputError

_TRIES = 3  # of a shard; one that kills its process each time is given up
_AHEAD = 2  # shards in hand for each process


@dataclass(slots=True)
class Progress:
    """What is done so far; `told` are one-line faults, `skipped` shards that stood already."""

    counts: Counts = field(default_factory=Counts)
    shards: int = 0
    skipped: int = 0
    told: list[str] = field(default_factory=list)


def key(settings: Settings, version: str) -> str:
    """What a shard's name rests on beside its content: the contests, languages and weights as they are now."""
    known = hashlib.sha256(version.encode())
    for contest in shard.contests_of(settings):
        known.update(repr(contest).encode())
    reading = resources.files("analyzer.reading")
    for file in (*sorted((reading / "languages").iterdir(), key=lambda f: f.name), reading / "weights.json"):
        if file.is_file():
            known.update(file.read_bytes())
    return known.hexdigest()


def prepare(out: Path, resume: bool, made_with: str = "", alone: bool = True) -> None:
    """Make the folder, and mark it with what its rows rest on (`key`).

    Raises InputError where it holds something and is not to be gone on with, and where it was made with other contests
    or another version: its claims would stand there twice. What a process left half written is taken away where no
    other run may be writing (`alone`).
    """
    if out.exists() and any(out.iterdir()) and not resume:
        raise InputError(f"{out}: expected an empty folder, or --resume to go on in it, found one that is not empty")
    for name in ("claims", "bad"):
        (out / name).mkdir(parents=True, exist_ok=True)
        for left in (out / name).glob(".*.tmp") if alone else ():
            left.unlink(missing_ok=True)
    mark = out / "settings"
    if not mark.exists():
        write_atomic(mark, f"{made_with}\n")
    elif mark.read_text(encoding="utf-8").strip() != made_with:
        raise InputError(fault(out, "the contests and the version it was begun with", "others"))


def run(
    paths: Sequence[str],
    settings: Settings,
    workers: int,
    part: tuple[int, int] = (1, 1),
    version: str = "",
    say: Callable[[Progress], None] = lambda progress: None,
    size: int = records.SIZE,
) -> Progress:
    """Read all shards of `paths`, or the i-th of n parts of them, with so many processes; 1 is this one itself."""
    progress = Progress()
    mine = _mine(records.shards(paths, key(settings, version), size), part, settings, progress)
    if workers == 1:
        for one in mine:
            _count(progress, shard.process(one, settings), say)
        return progress
    _pool(mine, settings, workers, progress, say)
    return progress


def _mine(
    all_of_them: Iterator[Shard | str], part: tuple[int, int], settings: Settings, progress: Progress
) -> Iterator[Shard]:
    """The shards of this part that are still to be made; faults are noted on the way."""
    number = 0
    for item in all_of_them:
        if isinstance(item, str):
            progress.told.append(item)
            continue
        number += 1
        if (number - 1) % part[1] != part[0] - 1:
            continue
        if shard.done(item, settings.out):
            progress.skipped += 1
            continue
        yield item


def _pool(
    mine: Iterator[Shard], settings: Settings, workers: int, progress: Progress, say: Callable[[Progress], None]
) -> None:
    again: deque[tuple[Shard, int]] = deque()
    context = multiprocessing.get_context("spawn")
    over = False
    while not over:
        pool = ProcessPoolExecutor(workers, mp_context=context)
        hand: dict[Future[Counts], tuple[Shard, int]] = {}
        try:
            while True:
                _fill(pool, hand, again, mine, settings, workers)
                if not hand:
                    over = True
                    break
                ready, _ = wait(hand, return_when=FIRST_COMPLETED)
                for future in ready:
                    counts = future.result()
                    del hand[future]
                    _count(progress, counts, say)
        except BrokenProcessPool:
            for future, (one, tries) in hand.items():
                if future.done() and not future.cancelled() and future.exception() is None:
                    _count(progress, future.result(), say)  # ready, and not yet looked at
                    continue
                if shard.done(one, settings.out):
                    continue
                if tries < _TRIES:
                    again.append((one, tries + 1))
                else:
                    progress.told.append(shard.lost(one, f"a process that died {_TRIES} times"))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _fill(
    pool: ProcessPoolExecutor,
    hand: dict[Future[Counts], tuple[Shard, int]],
    again: deque[tuple[Shard, int]],
    mine: Iterator[Shard],
    settings: Settings,
    workers: int,
) -> None:
    """Hand out shards until each process has enough; one that was in hand when a process died is tried alone."""
    while True:
        if again:
            if hand:
                return
            one, tries = again.popleft()
        else:
            if len(hand) >= workers * _AHEAD:
                return
            following = next(mine, None)
            if following is None:
                return
            one, tries = following, 1
        try:
            hand[pool.submit(shard.process, one, settings)] = (one, tries)
        except BrokenProcessPool:
            again.append((one, tries))
            raise


def _count(progress: Progress, counts: Counts, say: Callable[[Progress], None]) -> None:
    progress.counts += counts
    progress.shards += 1
    say(progress)


def part_of(text: str) -> tuple[int, int]:
    """ "2/8" -> (2, 8). Raises InputError for anything else."""
    number, stroke, of = text.partition("/")
    if stroke and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of):
        return int(number), int(of)
    raise InputError(fault("--shard", "i/n with i from 1 to n", text))
