"""Bytes on disk -> columns as they are called there: CSV in any encoding (also gzipped), Parquet, Excel."""

from __future__ import annotations

import csv
import gzip
import io
import re
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from analyzer import decoding
from analyzer.faults import fault, reason, shown
from analyzer.model import InputError

if TYPE_CHECKING:
    import pandas as pd

_SEPARATORS = ",;\t|"
_SAMPLE = 65536  # bytes that are looked at for the column names, and for what is no text
#: Suffixes of the formats that need an extra, with its name.
_PARQUET, _EXCEL = (".parquet",), (".xlsx", ".xlsm")


def header(path: Path) -> list[str]:
    """The column names of a table. Raises as `read`."""
    return [str(column) for column in read(path, alone=True).columns]


def read(path: Path, alone: bool = False) -> pd.DataFrame:
    """The whole of a table, or its column names alone. Raises InputError, one line with the file."""
    import pandas as pd

    name = path.name.lower()
    try:
        if name.endswith(_PARQUET):
            return pd.read_parquet(path)
        return _excel(path, alone) if name.endswith(_EXCEL) else _csv(path, alone)
    except InputError:
        raise
    except ImportError:
        extra = "parquet" if name.endswith(_PARQUET) else "excel"
        wanted = f"expected the extra {extra} to be installed (pip install 'analyzer[{extra}]'), found it missing"
        raise InputError(f"{path}: {wanted}") from None
    except OSError as error:
        found = "broken gzip data" if isinstance(error, gzip.BadGzipFile) else reason(error)
        raise InputError(fault(path, "a polling-station table", found)) from None
    except (ValueError, KeyError, EOFError, SyntaxError, zipfile.BadZipFile, zlib.error) as error:
        said = str(error).splitlines()[0] if str(error) else "nothing"
        raise InputError(fault(path, "a polling-station table", shown(said))) from None


def _csv(path: Path, alone: bool) -> pd.DataFrame:
    import pandas as pd

    data = _bytes(path, _SAMPLE if alone else -1)
    if kind := decoding.binary(data[:_SAMPLE]):
        raise InputError(fault(path, "a polling-station table", kind))
    # The parser is fastest on UTF-8 bytes as they are; anything else is put into those.
    text, encoding, _ = decoding.characters(data)
    first = re.split("[\r\n]", text.removeprefix("\N{BYTE ORDER MARK}"), maxsplit=1)[0]
    if encoding != "utf-8":
        data = text.encode("utf-8", "replace")
    del text
    if not first.strip():
        raise InputError(fault(path, "a table with a line of column names", "none"))
    separator = max(_SEPARATORS, key=first.count)
    _differ(path, next(csv.reader([first], delimiter=separator)))
    rows = 0 if alone else None
    return pd.read_csv(io.BytesIO(data), sep=separator, encoding="utf-8-sig", nrows=rows, low_memory=False)


def _bytes(path: Path, size: int) -> bytes:
    """The first bytes of a file, or all; unpacked, and cut after a line where they are not all."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        plain: BinaryIO | gzip.GzipFile = gzip.GzipFile(fileobj=file) if packed else file
        data = plain.read(size)
    return data[: data.rfind(b"\n") + 1] or data if size >= 0 and len(data) == size else data


def _excel(path: Path, alone: bool) -> pd.DataFrame:
    """The first sheet of a workbook, its first row the column names."""
    import pandas as pd

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that openpyxl leaves aside
        cells = pd.read_excel(path, engine="openpyxl", header=None, dtype=object, nrows=1 if alone else None)
    if cells.empty:
        raise InputError(fault(path, "a table with a line of column names", "none"))
    names = ["" if pd.isna(name) else str(name).strip() for name in cells.iloc[0]]
    _differ(path, [name for name in names if name])
    rows = cells.iloc[1:].set_axis(names, axis=1).reset_index(drop=True)
    return rows.loc[:, [bool(name) for name in names]].infer_objects()


def _differ(path: Path, names: list[str]) -> None:
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(fault(path, "column names that differ", f"{shown(twice)} twice", line=1))
