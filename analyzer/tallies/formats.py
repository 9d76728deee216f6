"""Bytes on disk -> columns as they are called there: CSV in any encoding (also gzipped), Parquet, Excel."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from analyzer import decoding
from analyzer.faults import fault, reason, shown
from analyzer.model import InputError
from analyzer.tallies import heads
from analyzer.tallies.fields import misfit, zeros_in_front
from analyzer.tallies.heads import Head
from analyzer.wording import plural

if TYPE_CHECKING:
    import pandas as pd

#: From the column names: what the cells of some are, text (str) or counts (int). The others are as they look.
Kinds = Callable[[Sequence[str]], Mapping[str, type[str] | type[int]]]

_SAMPLE = 65536  # bytes that are looked at for the column names, and for what is no text
_HEAD = 1 << 20  # characters that the line of column names may have
#: A number with a point before each three digits, as a cell and anywhere in a file.
THOUSANDS = r"\s*\d{1,3}(?:\.\d{3})+\s*"
_GROUPED = re.compile(rb"(?<![\d.])\d{1,3}(?:\.\d{3})+(?![\d.])")
#: Suffixes of the formats that need an extra, with its name.
_PARQUET, _EXCEL = (".parquet",), (".xlsx", ".xlsm")


def header(path: Path) -> list[str]:
    """The column names of a table. Raises as `read`."""
    return [str(column) for column in _read(path, lambda names: {}, alone=True).columns]


def read(path: Path, kinds: Kinds) -> pd.DataFrame:
    """The rows of a table that hold anything; its index n is the line n + 2 of the file, where no cell has line ends.

    Raises InputError, one line with the file.
    """
    return _filled(_read(path, kinds, alone=False))


def _read(path: Path, kinds: Kinds, alone: bool) -> pd.DataFrame:

    name = path.name.lower()
    try:
        if name.endswith(_PARQUET):
            table = _parquet(path)
            kinds([str(column) for column in table.columns])
            return table
        return _excel(path, kinds, alone) if name.endswith(_EXCEL) else _csv(path, kinds, alone)
    except InputError:
        raise
    except ImportError:
        extra = "parquet" if name.endswith(_PARQUET) else "excel"
        wanted = f"expected the extra {extra} to be installed (pip install 'analyzer[{extra}]'), found it missing"
        raise InputError(f"{path}: {wanted}") from None
    except OSError as error:
        found = "broken gzip data" if isinstance(error, gzip.BadGzipFile) else reason(error)
        raise InputError(fault(path, "a polling-station table", found)) from None
    except (ValueError, KeyError, EOFError, SyntaxError, csv.Error, zipfile.BadZipFile, zlib.error) as error:
        said = str(error).splitlines()[0] if str(error) else "nothing"
        raise InputError(fault(path, "a polling-station table", shown(said))) from None


def _filled(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table with anything in them: a line of nothing but separators is no tally sheet."""
    import pandas as pd

    empty = pd.Series(True, index=table.index)
    for column in sorted(table.columns, key=lambda name: table[name].dtype.kind not in "iuf"):  # the cheap ones first
        cells = table[column]
        blank = cells.isna()
        if cells.dtype.kind not in "iufb":
            blank |= cells.astype("str").str.strip() == ""
        empty &= blank
        if not empty.any():
            return table
    return table[~empty]


def _csv(path: Path, kinds: Kinds, alone: bool) -> pd.DataFrame:
    data = _bytes(path, _SAMPLE if alone else -1)
    if kind := decoding.binary(data[:_SAMPLE]):
        raise InputError(fault(path, "a polling-station table", kind))
    # The parser is fastest on UTF-8 bytes as they are; anything else is put into those.
    text, encoding, _ = decoding.characters(data)
    head = text[:_HEAD].removeprefix("\N{BYTE ORDER MARK}")
    if encoding != "utf-8":
        data = text.encode("utf-8", "replace")
    del text
    if next(heads.of_text(head), None) is None:
        raise InputError(fault(path, "a table with a line of column names", "none"))
    top = heads.find(heads.of_text(head), lambda line: kinds(_named(path, line)))
    names = _named(path, top)
    data = heads.without(data.removeprefix(codecs.BOM_UTF8), top.above)
    if not alone and (wrong := misfit(data, top.separator, len(names))):
        line, fields = wrong
        wanted = f"{plural(len(names), 'field', ' ')}, one for each column name"
        raise InputError(fault(path, wanted, f"{fields:,}", line=top.above + line))
    return _parsed(path, data, replace(top, names=names), kinds(names), 0 if alone else None)


def _named(path: Path, line: Head) -> list[str]:
    """The column names of a line, none of them empty. Raises InputError where one stands twice."""
    _differ(path, [name for name in line.names if name], line.above + 1)
    return [name or f"Unnamed: {place}" for place, name in enumerate(line.names)]


def _parsed(
    path: Path, data: bytes, top: Head, kinds: Mapping[str, type[str] | type[int]], rows: int | None
) -> pd.DataFrame:
    """The columns of a CSV in UTF-8, empty lines among its rows. Text stays as it is written: "01" is not "1"."""
    import pandas as pd

    names = top.names

    def parsed(columns: Sequence[str], as_text: Sequence[str]) -> pd.DataFrame:
        return pd.read_csv(
            io.BytesIO(data),
            sep=top.separator,
            encoding="utf-8",
            header=0,
            names=list(names),
            # Of fields beyond the names pandas would make an index, and shift all columns by it.
            usecols=list(columns),
            index_col=False,
            dtype=dict.fromkeys(as_text, "str"),
            # As text only an empty cell is empty: NA is the code of Naples and of Navarre.
            keep_default_na=not as_text,
            na_values=[""],
            skip_blank_lines=False,
            nrows=rows,
            low_memory=False,
        )

    table = parsed(names, [])
    # Numbers are read in half the time of text, and are the text again where no zero stands in front of any.
    texts = [name for name, kind in kinds.items() if kind is str]
    faithful = "iuOT" if not any(table[name].dtype.kind in "iu" for name in texts) or not zeros_in_front(data) else "OT"
    if other := [name for name in texts if table[name].dtype.kind not in faithful or table[name].isna().any()]:
        table[other] = parsed(other, other)
    # Where a count seems to have decimals, it may be a thousand: "1.000". Only what is written can tell.
    decimal = [name for name in names if table[name].dtype.kind == "f" and kinds.get(name, int) is int]
    if decimal and b"." in data and _GROUPED.search(data):
        whole = [name for name in decimal if name not in kinds and not (table[name].dropna() % 1).any()]
        decimal = [name for name in decimal if name in kinds] + whole
        written = parsed(decimal, decimal)
        for name in decimal:
            grouped = written[name].str.fullmatch(THOUSANDS, na=False).to_numpy()
            if grouped.any() and name not in kinds:
                table[name] = written[name]  # may be votes of nobody known: text is not added up
            elif grouped.any():
                row = int(grouped.argmax())
                wanted = "a count without a point in it"
                line = top.above + row + 2
                raise InputError(fault(path, wanted, shown(str(written[name].iloc[row])), line=line, key=name))
    return _below(table, top)


def _below(table: pd.DataFrame, top: Head) -> pd.DataFrame:
    """The rows below a head, their index and attributes saying where it stands."""
    import pandas as pd

    table.index = pd.RangeIndex(top.above, top.above + len(table))
    table.attrs["head"] = top.above + 1
    return table


def _bytes(path: Path, size: int) -> bytes:
    """The first bytes of a file, or all; unpacked, and cut after a line where they are not all."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        plain: BinaryIO | gzip.GzipFile = gzip.GzipFile(fileobj=file) if packed else file
        data = plain.read(size)
    return data[: data.rfind(b"\n") + 1] or data if size >= 0 and len(data) == size else data


def _parquet(path: Path) -> pd.DataFrame:
    """The columns of a Parquet file. What pandas wrote of a named index is a column, too."""
    import pandas as pd

    table = pd.read_parquet(path)
    named = [name for name in table.index.names if name is not None]
    return table.reset_index(level=named).reset_index(drop=True).rename(columns=str)


def _excel(path: Path, kinds: Kinds, alone: bool) -> pd.DataFrame:
    """The first sheet of a workbook, its first row the column names."""
    import pandas as pd

    def read_in(columns: list[int] | None, as_text: bool) -> pd.DataFrame:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that openpyxl leaves aside
            return pd.read_excel(
                path,
                engine="openpyxl",
                header=None,
                dtype=object,
                usecols=columns,
                keep_default_na=not as_text,
                na_values=[""],
                nrows=1 if alone else None,
            )

    cells = read_in(None, as_text=False)
    if cells.empty:
        raise InputError(fault(path, "a table with a line of column names", "none"))
    lines = (
        Head(["" if pd.isna(name) else str(name).strip() for name in cells.iloc[place]], place)
        for place in range(min(len(cells), heads.LINES))
    )
    top = heads.find(lines, lambda line: kinds(_some(path, line)))
    known = kinds(_some(path, top))
    # As text only an empty cell is empty, as in a CSV.
    texts = [at for at, name in enumerate(top.names) if known.get(name) is str and cells.iloc[:, at].isna().any()]
    if texts:
        cells[texts] = read_in(texts, as_text=True)
    rows = cells.iloc[top.above + 1 :].set_axis(top.names, axis=1)
    return _below(rows.loc[:, [bool(name) for name in top.names]].infer_objects(), top)


def _some(path: Path, line: Head) -> list[str]:
    """The column names of a line without empty ones. Raises InputError where one stands twice."""
    names = [name for name in line.names if name]
    _differ(path, names, line.above + 1)
    return names


def _differ(path: Path, names: list[str], line: int) -> None:
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(fault(path, "column names that differ", f"{shown(twice)} twice", line=line))
