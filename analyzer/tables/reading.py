"""Claims tables as input: CSV or JSON lines -> Claim records, with faults that name file and line."""

from __future__ import annotations

import csv
import io
import json
import stat
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from analyzer import contest as contests
from analyzer.decoding import binary, characters
from analyzer.faults import fault, reason, shown
from analyzer.files import read_bytes
from analyzer.model import Candidate, Claim, Contest, InputError, Source
from analyzer.tables import rows
from analyzer.tables.cells import text as cell_text
from analyzer.tables.rows import REQUIRED, Row

JSON_LINES = (".jsonl", ".ndjson")
_HEAD = 1 << 20


def is_claims_table(path: str | Path) -> bool:
    """Whether `path` is a claims table rather than documents: a CSV, or JSON lines that hold no texts."""
    file = Path(path)
    if file.suffix.lower() == ".csv":
        return not file.is_dir()
    if file.suffix.lower() not in JSON_LINES:
        return False
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return False
        with file.open("rb") as lines:
            first = next((line for line in lines.readlines(_HEAD) if line.strip()), b"{}")
        record = json.loads(first)
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "text" not in record


def holds_claims(path: str | Path) -> bool:
    """Whether a file begins as a claims table does, and is named as one."""
    file = Path(path)
    if file.suffix.lower() not in (".csv", *JSON_LINES):
        return False
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return False
        with file.open("rb") as stream:
            return is_claims_text(stream.read(_HEAD))
    except (OSError, ValueError):
        return False


def is_claims_text(data: bytes) -> bool:
    """Whether bytes of unknown type begin as a claims table does: with its columns, or an object with a measure."""
    lines = characters(data[:_HEAD])[0].splitlines()
    first = next((line.strip() for line in lines if line.strip()), "")
    if not first.startswith("{"):
        return set(REQUIRED) <= {name.strip() for name in next(csv.reader([first]), ())}
    try:
        record = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and {"measure", "value"} <= record.keys() and "text" not in record


def read_claims(path: str | Path, known: Sequence[Contest] | None = None) -> tuple[list[Claim], list[str]]:
    """The claims of a table, and one line for each row that is none.

    `source, measure, subject, value` suffice, `value` as it was written ("51.20": its digits say how finely it was
    printed); the rest is derived. A `resolution`, an id, the ends of a range that are given are kept. `known` are the
    contests that claims may be about; None takes any contest and subject. Raises InputError for a file that is no
    claims table.
    """
    table, faults = _rows(path)
    claims, bad = rows.claims(table, str(path), known)
    return claims, faults + bad


def read_claims_for(
    path: str | Path,
    given: Sequence[Contest] = (),
    data: bytes | None = None,
    tell: Callable[[str], object] = lambda line: None,
) -> tuple[list[Claim], list[str], tuple[Contest, ...]]:
    """The claims of a table about the contests `given`, the faults, and the contests that claims are about.

    Without contests given, a row's `contest` names a bundled one; where the table names none, it is the bundled
    contest with most of its subjects. `data` are the bytes where `path` only names them; `tell` is told in one line of
    each source that the contest does not list. Raises InputError as `read_claims` does, and where no contest fits.
    """
    table, faults = _rows(path, data)
    known = tuple(given) or _bundled_for(table, str(path))
    claims, bad = rows.claims(table, str(path), known, tell)
    if hint := rows.fractions(claims, str(path)):
        tell(hint)
    used = {claim.contest for claim in claims}
    return claims, faults + bad, tuple(c for c in known if c.id in used)


def _bundled_for(table: Sequence[Row], place: str) -> tuple[Contest, ...]:
    """All bundled contests if the rows name theirs; if none does, the one whose candidates most rows are about.

    Among equals the one with most of the rows' sources, then the latest.
    """
    bundled = [contests.load(id) for id in contests.bundled()]
    if not table or any(row.cells.get("contest", "").strip() for row in table):
        return tuple(bundled)
    subjects, sources = (Counter(row.cells.get(name, "").strip() for row in table) for name in ("subject", "source"))
    best = max(bundled, key=lambda c: (_fit(c.candidates, subjects), _fit(c.sources, sources), c.date))
    if not _fit(best.candidates, subjects):
        expected = "candidates of a bundled contest (analyzer contest list), or --contest"
        raise InputError(fault(place, expected, "neither"))
    return (best,)


def _fit(known: Sequence[Candidate | Source], named: Counter[str]) -> int:
    """In how many rows one of `known` is named."""
    return sum(named[one.id] for one in known)


def _rows(path: str | Path, data: bytes | None = None) -> tuple[list[Row], list[str]]:
    """The rows of a table, and its lines that are none. Raises InputError where there is no table."""
    place = str(path)
    if data is None:
        try:
            data = read_bytes(path)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            found = reason(error) if isinstance(error, OSError) else "no such file"
            raise InputError(fault(place, "a claims table (CSV or JSON lines)", found)) from None
        lines = Path(path).suffix.lower() in JSON_LINES
    else:
        lines = data.removeprefix(BOM_UTF8).lstrip().startswith(b"{")
    if what := binary(data):
        raise InputError(fault(place, "a claims table (CSV or JSON lines)", what))
    return (_json_rows if lines else _csv_rows)(characters(data)[0], place)


def _csv_rows(text: str, place: str) -> tuple[list[Row], list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    columns: list[str] = []
    table: list[Row] = []
    faults: list[str] = []
    while True:
        line = reader.line_num + 1  # the row may go on over several lines
        try:
            cells = next(reader, None)
        except csv.Error as error:
            faults.append(fault(place, "a CSV row", str(error), line=line))
            continue
        if cells is None:
            break
        if not columns:
            columns = [name.strip() for name in cells]
            rows.check_columns(columns, place)
        elif len(cells) > len(columns):
            faults.append(fault(place, f"{len(columns)} cells", str(len(cells)), line=line))
        elif any(cells):
            values = [cell_text(cell) for cell in cells]
            table.append(Row(line, dict(zip(columns, values, strict=False))))
    rows.check_columns(columns, place)
    return table, faults


def _json_rows(text: str, place: str) -> tuple[list[Row], list[str]]:
    table: list[Row] = []
    faults: list[str] = []
    # split, not splitlines: JSON text may hold U+2028 and others that splitlines takes for line ends
    for line, written in enumerate(text.split("\n"), start=1):
        if not written.strip():
            continue
        try:
            # Numbers stay the text they are: 51.20 says more than 51.2.
            record = json.loads(written, parse_float=str, parse_int=str, parse_constant=str)
        except (ValueError, RecursionError):
            record = None
        if isinstance(record, dict):
            cells = {name: _scalar(value) for name, value in record.items() if value is not None}
            table.append(Row(line, cells))
        else:
            faults.append(fault(place, "a JSON object", shown(written.strip()), line=line))
    if table:
        rows.check_columns(dict.fromkeys(name for row in table for name in row.cells), place)
    return table, faults


def _scalar(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
