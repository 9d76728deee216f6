"""contest.toml -> Contest, with faults that name the key. The format: docs/contests.md."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from analyzer.faults import fault, no_toml, no_utf8, printable, reason, shown
from analyzer.files import read_bytes
from analyzer.folding import fold
from analyzer.model import LARGEST, RESERVED_SUBJECTS, TALLY_ROLES, Candidate, Contest, InputError, Source, SourceKind

_BUNDLED = Path(__file__).with_name("contests")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_NOTHING = "nothing"


class _UnexpectedError(Exception):
    """A value is not what its key wants; the text says what was expected."""


def _text(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise _UnexpectedError("text")


def _slug(value: object) -> str:
    if isinstance(value, str) and _SLUG.fullmatch(value):
        return value
    raise _UnexpectedError('a lower-case slug such as "maduro"')


def _candidate_slug(value: object) -> str:
    if value in (*RESERVED_SUBJECTS, *TALLY_ROLES):
        raise _UnexpectedError("an id that is not reserved")
    return _slug(value)


def _date(value: object) -> date:
    # A datetime is a date to isinstance, and no date of an election.
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise _UnexpectedError("a date such as 2024-07-28, without quotes")


def _country(value: object) -> str:
    if isinstance(value, str) and re.fullmatch("[A-Z]{2}", value):
        return value
    raise _UnexpectedError('two capitals such as "VE"')


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _UnexpectedError("a whole number above 0")
    if value > LARGEST:
        raise _UnexpectedError(f"a whole number up to {LARGEST:,}")
    return value


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _UnexpectedError("true or false")


def _kind(value: object) -> SourceKind:
    if isinstance(value, str) and value in set(SourceKind):
        return SourceKind(value)
    raise _UnexpectedError(f"one of {', '.join(SourceKind)}")


def _aliases(value: object) -> tuple[str, ...]:
    if isinstance(value, list) and value and all(isinstance(item, str) and item.strip() for item in value):
        return tuple(item.strip() for item in value)
    raise _UnexpectedError("a list of names, none of them empty")


def _columns(value: object) -> dict[str, str]:
    if isinstance(value, dict) and all(isinstance(role, str) for role in value.values()):
        return dict(value)
    raise _UnexpectedError('columns with their roles, such as { CENTRO = "station" }')


@dataclass(frozen=True, slots=True)
class _Key:
    """How a key's value is read, whether it must be there, what a fault says of a missing one."""

    read: Callable[[object], Any]
    required: str = ""


_TABLES = ("contest", "candidates", "sources", "tallies")
_CONTEST = {
    "id": _Key(_slug, 'a lower-case slug such as "venezuela-2024-presidential"'),
    "name": _Key(_text, "the contest's name"),
    "date": _Key(_date, "a date such as 2024-07-28"),
    "country": _Key(_country),
    "registered_voters": _Key(_count),
    "polling_stations": _Key(_count),
    "tally_sheets": _Key(_count),
    "complete": _Key(_flag),
}
_CANDIDATE = {
    "id": _Key(_candidate_slug, 'a lower-case slug such as "maduro"'),
    "name": _Key(_text, "the candidate's name"),
    "aliases": _Key(_aliases),
    "party": _Key(_text),
}
_SOURCE = {
    "id": _Key(_slug, 'a lower-case slug such as "cne"'),
    "name": _Key(_text, "the source's name"),
    "kind": _Key(_kind, f"one of {', '.join(SourceKind)}"),
    "aliases": _Key(_aliases),
    "candidate": _Key(_text),
}
_TALLIES = {"columns": _Key(_columns)}


@dataclass(slots=True)
class _Reader:
    """Reads one contest's tables and gathers every fault on the way.

    `doubts` are what can be used, and is hardly meant.
    """

    place: str
    faults: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def add(self, key: str, expected: str, found: str) -> None:
        self.faults.append(fault(self.place, expected, found, key=key))

    def doubt(self, key: str, expected: str, found: str) -> None:
        self.doubts.append(fault(self.place, expected, found, key=key))

    def known(self, table: Mapping[str, object], keys: Mapping[str, object] | tuple[str, ...], where: str) -> set[str]:
        """Name the keys nobody knows, each with the nearest right one; return those nearest ones."""
        meant = set()
        for key in table:
            if key in keys:
                continue
            near = difflib.get_close_matches(key, [k for k in keys if k not in table], n=1)
            meant.update(near)
            expected = f"the key {near[0]}" if near else f"one of the keys {', '.join(keys)}"
            self.add(f"{where}{key}", expected, "an unknown key")
        return meant

    def table(self, table: object, keys: Mapping[str, _Key], where: str) -> dict[str, Any]:
        """The values of one table that could be read, by key."""
        if not isinstance(table, dict):
            self.add(where, "a table", shown(table))
            return {}
        meant = self.known(table, keys, f"{where}.")
        values = {}
        for name, key in keys.items():
            if name not in table:
                if key.required and name not in meant:
                    self.add(f"{where}.{name}", key.required, _NOTHING)
                continue
            try:
                values[name] = key.read(table[name])
            except _UnexpectedError as wanted:
                self.add(f"{where}.{name}", str(wanted), shown(table[name]))
        return values

    def rows(self, tables: object, keys: Mapping[str, _Key], where: str) -> list[dict[str, Any]]:
        """The tables of one array, such as [[candidates]]; ids that occur twice are named."""
        if not isinstance(tables, list):
            self.add(where, f"tables headed [[{where}]]", shown(tables))
            return []
        rows = [self.table(table, keys, f"{where}[{_label(table, n)}]") for n, table in enumerate(tables, start=1)]
        for id, times in Counter(row["id"] for row in rows if "id" in row).items():
            if times > 1:
                self.add(f"{where}[{id}].id", "an id that occurs once", f"{id} {times} times")
        return rows


def _label(table: object, number: int) -> str:
    """How faults name one table of an array: by its id, or by its place counted from 1."""
    id = table.get("id") if isinstance(table, dict) else None
    return id if isinstance(id, str) and id else str(number)


def bundled() -> tuple[str, ...]:
    """Ids of the contests that come with the package, sorted."""
    return tuple(sorted(path.stem for path in _BUNDLED.glob("*.toml")))


def load(id_or_path: str | Path) -> Contest:
    """The bundled contest of that id, or the one in that file. Raises InputError with the file's first fault."""
    contest, faults = _read(_file(id_or_path))
    if contest is None:
        raise InputError(faults[0])
    return contest


def load_all(ids_or_paths: Sequence[str | Path]) -> tuple[Contest, ...]:
    """The contests of several ids or files, as `load` does, each once. Raises InputError for two others of one id."""
    found: dict[str, Contest] = {}
    for one in ids_or_paths:
        contest = load(one)
        if found.setdefault(contest.id, contest) != contest:
            raise InputError(fault("--contest", "contests of different ids", f"{contest.id} again in {printable(one)}"))
    return tuple(found.values())


def validate(id_or_path: str | Path) -> list[str]:
    """Every fault of a contest file, one line each; also what can be used, and is hardly meant."""
    try:
        return _read(_file(id_or_path))[1]
    except InputError as error:
        return [str(error)]


def parse(text: str, place: str) -> Contest:
    """The contest that a contest.toml's text describes; `place` names it in an InputError."""
    contest, faults = _parse(text, place)
    if contest is None:
        raise InputError(faults[0])
    return contest


def describe(contest: Contest) -> str:
    """A contest for people: its constants, candidates and sources with their ids and the names they go by."""
    known = {
        "registered voters": contest.registered_voters,
        "polling stations": contest.polling_stations,
        "tally sheets": contest.tally_sheets,
    }
    lines = [f"{contest.id}: {contest.name}, {contest.date}{f', {contest.country}' if contest.country else ''}"]
    lines += [f"  {name}: {count:,}" if count is not None else f"  {name}: not stated" for name, count in known.items()]
    lines.append(f"  the candidates {'are' if contest.complete else 'may not be'} the whole ballot")
    lines.append("candidates")
    for candidate in contest.candidates:
        party = f" ({candidate.party})" if candidate.party else ""
        lines += [f"  {candidate.id}: {candidate.name}{party}", f"    {'; '.join(candidate.aliases)}"]
    lines.append("sources")
    for source in contest.sources:
        side = f", side of {source.candidate}" if source.candidate else ""
        lines += [f"  {source.id}: {source.name}, {source.kind}{side}", f"    {'; '.join(source.aliases)}"]
    return "".join(f"{line}\n" for line in lines)


def _file(id_or_path: str | Path) -> Path:
    path = Path(id_or_path)
    if isinstance(id_or_path, Path) or path.suffix == ".toml" or "/" in id_or_path or (id_or_path and path.exists()):
        return path
    ids = bundled()
    if id_or_path in ids:
        return _BUNDLED / f"{id_or_path}.toml"
    near = difflib.get_close_matches(id_or_path, ids, n=3, cutoff=0.3)
    expected = f"a contest file or a bundled contest ({', '.join(near or ids)})"
    raise InputError(fault("contest", expected, shown(id_or_path)))


def _read(path: Path) -> tuple[Contest | None, list[str]]:
    """The contest, or None, and its faults and doubts."""
    place = str(path)
    try:
        data = read_bytes(path)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        found = reason(error) if isinstance(error, OSError) else "no such file"
        raise InputError(fault(place, "a contest file", found)) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [no_utf8(place, data, error)]
    return _parse(text, place)


def _parse(text: str, place: str) -> tuple[Contest | None, list[str]]:
    """The contest, or None, and its faults and doubts."""
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return None, [no_toml(place, text, error)]
    reader = _Reader(place)
    contest = _contest(tables, reader)
    return (None if reader.faults else contest), reader.faults + reader.doubts


def _contest(tables: dict[str, Any], reader: _Reader) -> Contest | None:
    missing = reader.known(tables, _TABLES, "")
    if "contest" not in tables:
        if "contest" not in missing:
            reader.add("contest", "a table headed [contest]", _NOTHING)
        values = {}
    else:
        values = reader.table(tables["contest"], _CONTEST, "contest")
    candidates = reader.rows(tables.get("candidates", []), _CANDIDATE, "candidates")
    sources = reader.rows(tables.get("sources", []), _SOURCE, "sources")
    for rows, where in ((candidates, "candidates"), (sources, "sources")):
        _doubt_shared(rows, where, reader)
    columns = reader.table(tables.get("tallies", {}), _TALLIES, "tallies").get("columns", {})
    ids = [row["id"] for row in candidates if "id" in row]
    for source in sources:
        if source.get("candidate", "") not in ("", *ids):
            where = f"sources[{source.get('id', '')}].candidate"
            reader.add(where, f"a candidate's id ({', '.join(ids)})", shown(source["candidate"]))
    for column, role in columns.items():
        if role not in (*TALLY_ROLES, *ids):
            roles = ", ".join((*TALLY_ROLES, *ids))
            reader.add(f"tallies.columns.{column}", f"one of {roles}", shown(role))
    if reader.faults:
        return None
    return Contest(
        candidates=tuple(Candidate(**_named(row)) for row in candidates),
        sources=tuple(Source(**_named(row)) for row in sources),
        tally_columns=columns,
        **values,
    )


def _doubt_shared(rows: list[dict[str, Any]], where: str, reader: _Reader) -> None:
    """Note the names that two candidates, or two sources, share: where a text has one, it tells neither."""
    owners: dict[str, str] = {}
    for row in rows:
        id = row.get("id", "")
        for alias in (row.get("name", ""), *row.get("aliases", ())):
            folded = fold(alias)
            owner = owners.setdefault(folded, id)
            if folded and owner != id:
                reader.doubt(
                    f"{where}[{id}].aliases", "names of nobody else", f"{shown(alias)}, a name of {owner}, too"
                )


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """A candidate's or source's values; who has no aliases goes by the name."""
    return {"aliases": (row["name"],), **row}
