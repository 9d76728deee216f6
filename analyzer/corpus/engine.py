"""Which shards a run makes, on which engine, and how far it has got."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from analyzer.corpus import cluster, inputs, pool, records, shard, standing, store
from analyzer.corpus.inputs import Place
from analyzer.corpus.records import Shard
from analyzer.corpus.shard import Counts, Settings
from analyzer.faults import fault
from analyzer.model import InputError
from analyzer.reading.files.walk import Tell, silent

_PLENTY = 8  # files for each part of a divided run, from which on it is files that are divided and not their shards


@dataclass(slots=True)
class Progress:
    """What is done so far; `told` are one-line faults, `skipped` shards that stood already.

    `bytes` of `whole` bytes of input, as they lie on disk, are behind it; what was skipped counts in `before`.
    """

    counts: Counts = field(default_factory=Counts)
    shards: int = 0
    skipped: int = 0
    told: list[str] = field(default_factory=list)
    bytes: int = 0
    before: int = 0
    whole: int = 0


def key(settings: Settings, version: str) -> str:
    """What a shard's name rests on beside its content: the contests, languages and weights as they are now."""
    contests = shard.contests_of(settings)
    known = hashlib.sha256(f"{version}\0{len(contests) == 1}\0{bool(settings.contests)}".encode())
    for contest in contests:
        known.update(repr(contest).encode())
    reading = resources.files("analyzer.reading")
    languages = [file for file in (reading / "languages").iterdir() if file.name.endswith(".toml")]
    for file in (*sorted(languages, key=lambda file: file.name), reading / "meaning" / "weights.json"):
        known.update(file.read_bytes())
    return known.hexdigest()


def prepare(out: Path, resume: bool, made_with: str = "", alone: bool = True, paths: Sequence[str] = ()) -> int:
    """Make the folder ready (`store.prepare`) and mark it with what its rows rest on; how many shards were dropped.

    What was read with other contests, languages, weights or another version is dropped, for its claims would stand
    there twice. Raises InputError, and drops nothing, where some of its files are not among `paths`: nobody would
    read those anew.
    """
    store.prepare(out, resume, alone)
    before, dropped = store.settings(out), list[str]()
    if before not in (None, made_with):
        standing.all_given(out, inputs.given(paths))
        dropped = store.names(out)
        store.remove(out, dropped)
    if before != made_with:
        store.mark(out, made_with)
    return len(dropped)


def run(
    paths: Sequence[str],
    settings: Settings,
    workers: int,
    part: tuple[int, int] = (1, 1),
    version: str = "",
    say: Callable[[Progress], None] = lambda progress: None,
    size: int = records.SIZE,
    scheduler: str = "",
    tell: Tell = silent,
) -> Progress:
    """Read all shards of `paths`, or the i-th of n parts of them, with so many processes; 1 is this one itself.

    `scheduler` is the address of a Dask scheduler, or "local"; `tell` is told what of the folders is not read. Raises
    OSError for a full disk and for an input that goes away; what is done by then stays.
    """
    progress = Progress()
    places, told = inputs.places(paths, key(settings, version), size, tell)
    progress.told += told
    mine = _mine(places, part, settings, progress, size)

    def counted(one: Shard, counts: Counts) -> None:
        progress.counts += counts
        progress.shards += 1
        progress.bytes += one.weight
        say(progress)

    def failed(one: Shard, why: str) -> None:
        progress.bytes += one.weight
        progress.told.append(shard.lost(one, why))

    if scheduler:
        cluster.run(mine, settings, scheduler, workers, shard.process, counted, failed)
    elif workers == 1:
        for one in mine:
            counted(one, shard.process(one, settings))
    else:
        pool.run(mine, settings, workers, shard.process, counted, failed)
    return progress


def _mine(
    places: Sequence[Place], part: tuple[int, int], settings: Settings, progress: Progress, size: int
) -> Iterator[Shard]:
    """The shards of this part that are still to be made; faults are noted on the way, changed files taken out."""
    by_file = len(places) >= _PLENTY * part[1]
    progress.whole = sum(place.size for number, place in enumerate(places) if not by_file or _in(number, part))
    shards = 0
    for number, place in enumerate(standing.reconciled(settings.out, places)):
        if by_file and not _in(number, part):
            continue
        progress.before += place.standing
        for item in records.shards(place, size):
            if isinstance(item, str):
                progress.told.append(item)
                continue
            shards += 1
            if not by_file and not _in(shards - 1, part):
                progress.before += item.weight
            elif not item.files or shard.done(item, settings.out):
                progress.skipped += 1
                progress.before += item.weight
            else:
                yield item


def _in(number: int, part: tuple[int, int]) -> bool:
    return number % part[1] == part[0] - 1


def part_of(text: str) -> tuple[int, int]:
    """ "2/8" -> (2, 8). Raises InputError for anything else."""
    number, stroke, of = text.partition("/")
    if stroke and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of):
        return int(number), int(of)
    raise InputError(fault("--shard", "i/n with i from 1 to n", text))
