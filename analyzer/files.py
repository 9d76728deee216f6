"""Files put in place whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def write_atomic(path: Path, data: bytes | str) -> None:
    """Write `data` (text as UTF-8, line ends as they are) to `path`, whole or not at all.

    The bytes go to a temporary name in the same folder, which must exist, and `os.replace` puts them in
    place; a write that fails leaves what stood at `path`. Raises OSError.
    """
    payload = data.encode("utf-8") if isinstance(data, str) else data
    # Not tempfile: its files are private, and a report is for reading under the permissions open() gives.
    temporary = path.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(payload)
        os.replace(temporary, path)  # noqa: PTH105 (the atomic call, under the name the design gives it)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
