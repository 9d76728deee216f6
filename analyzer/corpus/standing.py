"""What stands in a corpus from earlier runs, held against the files given now.

A file is known by its absolute path. One that was changed is taken out of its shard, one that was moved stays under its
new path, one that is given no more stays as it is, and one that stands unchanged is not read again, whatever other
files are given with it now or were then.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

from analyzer.corpus import inputs, origins, removing, store
from analyzer.corpus.inputs import File, Place
from analyzer.corpus.origins import Origin
from analyzer.faults import fault
from analyzer.files import read_bytes
from analyzer.model import InputError


@dataclass(slots=True)
class _Group:
    """The shards of one place as it was read: their files are the same, and so are their names but for the number."""

    names: list[str]
    files: list[Origin]


def place_of(name: str) -> str:
    """The part of a shard's name that is the same for all shards of a file."""
    return name[:25]


def _groups(out: str | Path) -> dict[str, _Group]:
    """What stands, by place. Raises InputError where a shard does not say its files."""
    found: dict[str, _Group] = {}
    for name in store.names(out):
        key = place_of(name)
        if key in found:
            found[key].names.append(name)
            continue
        try:
            found[key] = _Group([name], list(origins.read(out, name)))
        except InputError:
            if store.done(out, name):  # else another job has just taken it away
                raise
    return found


def files(out: str | Path) -> list[Origin]:
    """The files that stand in a corpus, each once."""
    return list({one.path: one for group in _groups(out).values() for one in group.files if one.print16}.values())


def all_given(out: str | Path, given: Container[str]) -> None:
    """Raises InputError that names one of the files that stand in a corpus and are not given."""
    left_out = next((one.path for one in files(out) if one.path not in given), None)
    if left_out is not None:
        wanted = "all files that it was read from, for the settings are others"
        raise InputError(fault(out, wanted, f"{left_out} left out"))


def reconciled(out: str | Path, places: Sequence[Place]) -> list[Place]:
    """The places with what is still to be read of them. What was changed is taken out of the corpus on the way.

    Jobs that share a folder do the same here, each for all of the places, so that it does not matter who comes first.
    """
    given = {file.origin.path: file for place in places for file in place.files}
    alone = {file.origin.path for place in places if place.kind == "files" for file in place.files}
    groups = _groups(out)
    for group in groups.values():
        _take_out(out, group, given)
    groups = {key: group for key, group in groups.items() if group.names}
    for group in _moved(groups.values(), given, alone):
        _put_down(out, group)
    where = {(one.path, one.print16): key for key, group in groups.items() for one in group.files}
    return [_left(place, where, groups) for place in places]


def _take_out(out: str | Path, group: _Group, given: Mapping[str, File]) -> None:
    """Take what was changed since it was read out of its shards; the shards of which nothing is left lose their names.

    That a file is out is put down first: where a run dies behind that, the next one goes on, before it puts down more.
    """
    kept = [_as_given(one, given[one.path].origin) if one.path in given else one for one in group.files]
    if not any(one.print16 for one in kept):
        store.remove(out, group.names)
        group.names = []
        return
    _remove_out(out, group)
    if kept != group.files:
        group.files = kept
        _put_down(out, group)
        _remove_out(out, group)


def _as_given(one: Origin, now: Origin) -> Origin:
    """What stands of a file that is given: all, under its path relative to the PATH now, or nothing if it changed."""
    return replace(one, relative=now.relative) if one.print16 == now.print16 else origins.taken_out(one)


def _put_down(out: str | Path, group: _Group) -> None:
    """Write the files of a group's shards. The first shard, by which all are known, comes last: till then it can be
    done again."""
    for name in reversed(group.names):
        origins.write(out, name, group.files)


def _remove_out(out: str | Path, group: _Group) -> None:
    """Remove the documents of files that are out; only shards of single documents hold any beside others."""
    gone = {number for number, one in enumerate(group.files, start=1) if not one.print16}
    if gone:
        removing.remove(out, group.names[0], gone, {one.path for one in group.files if not one.print16})


def _moved(groups: Iterable[_Group], given: Mapping[str, File], alone: AbstractSet[str]) -> list[_Group]:
    """The groups in which files now have the paths that they were moved to. `alone` are files of one document."""
    standing: dict[str, list[tuple[_Group, int]]] = {}
    known = set()
    for group in groups:
        for index, one in enumerate(group.files):
            if not one.print16:
                continue
            known.add(one.path)
            if one.path not in given:
                standing.setdefault(one.print16, []).append((group, index))
    changed: dict[int, _Group] = {}
    for path, file in given.items():
        for group, index in standing.get(file.origin.print16, ()) if path not in known else ():
            one = group.files[index]
            if one.path not in given and _is_now(one, file, path in alone):
                group.files[index] = replace(one, path=path, relative=file.origin.relative)
                changed[id(group)] = group
                break
    return list(changed.values())


def _is_now(before: Origin, file: File, alone: bool) -> bool:
    """Whether a file is what stood elsewhere, and no copy: there it is no more, or the path leads here by a link."""
    try:
        if os.path.lexists(before.path) and not os.path.samefile(before.path, file.path):  # noqa: PTH121
            return False
        return not alone or hashlib.sha256(read_bytes(file.path)).hexdigest() == before.sha256
    except OSError:
        return False


def _left(place: Place, where: Mapping[tuple[str, str], str], groups: Container[str]) -> Place:
    """A place without those of its single documents that stand, under a name that no other place's shards have."""
    keys = [where.get((file.origin.path, file.origin.print16), "") for file in place.files]
    if place.kind != "files" and keys[0]:
        return replace(place, path8=keys[0][:8])
    if any(keys):
        unread = [file for file, key in zip(place.files, keys, strict=True) if not key]
        place = inputs.of_files(place.path, place.number, unread, place.size - sum(file.size for file in unread))
    while f"{place.path8}-{place.print16}" in groups:  # a file that was moved, and now stands again where it was
        place = replace(place, path8=inputs.digest(f"{place.path8} {place.path}", 8))
    return place
