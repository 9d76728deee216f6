"""Libraries that only some inputs and engines need: imported when met, and one line says which extra brings them."""

from __future__ import annotations

import importlib
from typing import Any, BinaryIO

from analyzer.model import InputError


def need(module: str, extra: str, what: str) -> Any:
    """The module. Raises InputError that names the extra, and for `what` it is needed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        wanted = f"expected the extra {extra} to be installed (pip install 'analyzer[{extra}]')"
        raise InputError(f"{what}: {wanted}, found it missing") from None


def zstd(raw: BinaryIO) -> BinaryIO:
    """A reader of zstd data, whose frames may follow one another."""
    arrow = need("pyarrow", "corpus", "zstd")
    stream: BinaryIO = arrow.CompressedInputStream(arrow.PythonFile(raw, mode="r"), "zstd")
    return stream
