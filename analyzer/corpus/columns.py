"""Parquet files of documents -> batches of rows, as they are sent to whoever reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from analyzer.corpus import extras
from analyzer.faults import fault, shown
from analyzer.reading.files.formats import Content, UnreadableError, record

_COLUMNS = ("id", "text", "title", "url", "date", "language")


def batches(path: str, size: int) -> Iterator[tuple[bytes, int, int] | str]:
    """(rows in Arrow's stream format, how many, their part of the file in bytes on disk), a fault where there are none.

    What stands before damage is kept. Raises InputError without the extra.
    """
    arrow = extras.need("pyarrow", "corpus", path)
    parquet = extras.need("pyarrow.parquet", "corpus", path)
    done = 0
    try:
        with parquet.ParquetFile(path, pre_buffer=False) as file:
            missing = [name for name in _COLUMNS[:2] if name not in file.schema_arrow.names]
            if missing:
                yield fault(path, "columns id and text", ", ".join(file.schema_arrow.names) or "none")
                return
            wanted = [name for name in _COLUMNS if name in file.schema_arrow.names]
            rows = max(1, file.metadata.num_rows)
            whole = Path(path).stat().st_size
            for batch in file.iter_batches(batch_size=size, columns=wanted):
                out = arrow.BufferOutputStream()
                with arrow.ipc.new_stream(out, batch.schema) as writer:
                    writer.write_batch(batch)
                before, done = done, done + batch.num_rows
                yield out.getvalue().to_pybytes(), batch.num_rows, whole * done // rows - whole * before // rows
    except (OSError, arrow.ArrowException) as error:
        yield fault(path, "a Parquet file", f"damaged data after row {done} ({shown(str(error)).strip(chr(34))})")


def contents(data: bytes) -> Iterator[Content | UnreadableError]:
    """The document of each row of a batch; the error of a row that is none."""
    arrow = extras.need("pyarrow", "corpus", "Parquet")
    for row in arrow.ipc.open_stream(data).read_all().to_pylist():
        try:
            yield record(json.dumps(row, default=str).encode("utf-8", "surrogatepass"))
        except UnreadableError as error:
            yield error
