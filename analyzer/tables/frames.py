"""Records <-> pandas frames, and Parquet. The libraries are imported where they are used."""

from __future__ import annotations

import io
import warnings
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime, time
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from analyzer.faults import fault, kind
from analyzer.model import Claim, Contest, Finding, InputError, Verdict
from analyzer.tables import rows
from analyzer.tables.cells import LIST_SEPARATOR, cell
from analyzer.tables.rows import Row

if TYPE_CHECKING:
    import pandas as pd

PARQUET_WANTED = "expected the extra parquet to be installed (pip install 'analyzer[parquet]'), found it missing"
_DTYPES = {"int": "int64", "float": "float64"}


def frame(records: Iterable[Any], kind: type[Any]) -> pd.DataFrame:
    """A frame of a dataclass's fields, a row a record: numbers as int64 and float64, tuples as lists, else text."""
    import pandas as pd

    given = list(records)
    columns = {}
    for f in fields(kind):
        values = [getattr(record, f.name) for record in given]
        if str(f.type).startswith("tuple"):
            columns[f.name] = pd.Series([list(value) for value in values], dtype="object")
        elif f.type in _DTYPES:
            columns[f.name] = pd.Series(values, dtype=_DTYPES[str(f.type)])
        else:
            columns[f.name] = pd.Series([str(value) for value in values], dtype="str")
    return pd.DataFrame(columns)


def claims_frame(claims: Iterable[Claim]) -> pd.DataFrame:
    """The claims table, columns `model.CLAIM_COLUMNS`."""
    return frame(claims, Claim)


def findings_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """The findings table, columns `model.FINDING_COLUMNS`; `sources` and `claims` hold lists."""
    return frame(findings, Finding)


def claims_from_frame(table: pd.DataFrame, contest: Contest | None = None) -> list[Claim]:
    """The claims of a frame with at least the columns source, measure, subject and value; the rest is derived.

    A value may be text as it was written. Raises InputError for what is no frame, for a column that is missing or there
    twice, and for the first row that is no claim; with `contest`, for a subject or contest that is another. Warns of
    shares that seem to be parts of one.
    """
    if not hasattr(table, "itertuples"):
        raise InputError(fault("claims", "a DataFrame of claims", kind(table)))
    columns = [str(name) for name in table.columns]
    rows.check_columns(columns, "claims")
    given = table.astype("object").where(table.notna(), None).itertuples(index=False, name=None)
    read = [
        Row(number, {name: _written(value) for name, value in zip(columns, values, strict=True)}, of_frame=True)
        for number, values in enumerate(given)
    ]
    claims, faults = rows.claims(read, "claims", None if contest is None else [contest])
    if faults:
        raise InputError(faults[0])
    if hint := rows.fractions(claims, "claims"):
        warnings.warn(hint, stacklevel=3)
    return claims


def _written(value: object) -> str:
    """A frame's value as text; numpy's numbers are converted first, for their repr names their type.

    A moment is a day, where it is the beginning of one, and else a day and a time.
    """
    if isinstance(value, datetime):
        day = value.date() if value.timetz() == time() else None
        exact = "auto" if value.second or value.microsecond else "minutes"
        return day.isoformat() if day else value.isoformat(timespec=exact)
    item: object = value.item() if hasattr(value, "item") else value
    return str(item) if isinstance(item, str) else cell(item)


def findings_from_frame(table: pd.DataFrame) -> list[Finding]:
    """The findings of a frame that `findings_frame` made, or of one read from findings.csv."""
    names = [f.name for f in fields(Finding) if f.name in table.columns]
    return [
        Finding(**{name: _finding_value(name, value) for name, value in zip(names, values, strict=True)})
        for values in table[names].itertuples(index=False, name=None)
    ]


def _finding_value(name: str, value: Any) -> Any:
    if name in ("sources", "claims"):
        if isinstance(value, str):
            return tuple(value.split(LIST_SEPARATOR)) if value else ()
        return tuple(value) if isinstance(value, list | tuple) else ()
    if name in _FINDING_NUMBERS:
        return float(value)
    text = value if isinstance(value, str) else ""  # an empty cell of a CSV comes as NaN
    return Verdict(text) if name == "verdict" else text


_FINDING_NUMBERS = frozenset(f.name for f in fields(Finding) if f.type == "float")


def claims_parquet(claims: Sequence[Claim]) -> bytes:
    """The claims as a Parquet file, columns `model.CLAIM_COLUMNS`. Raises InputError without the extra `parquet`."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError(f"--format parquet: {PARQUET_WANTED}") from None
    columns = {
        f.name: _arrow(pa, _ARRAYS.get(str(f.type), ""), [getattr(claim, f.name) for claim in claims])
        for f in fields(Claim)
    }
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


_ARRAYS = {"int": "q", "float": "d"}  # type codes of the module array: 64 bits each


def _arrow(pa: Any, code: str, values: Sequence[Any]) -> Any:
    """A column of int64, float64 or, without a code, text. From buffers: pyarrow.array would import pandas."""
    if code:
        kind = pa.int64() if code == "q" else pa.float64()
        return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(array(code, values).tobytes())])
    written = [str(value).encode("utf-8", "replace") for value in values]
    offsets = array("i", accumulate(map(len, written), initial=0))
    return pa.StringArray.from_buffers(len(written), pa.py_buffer(offsets.tobytes()), pa.py_buffer(b"".join(written)))
