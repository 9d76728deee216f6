"""How a fault is said: one line with the place, what was expected and what was found."""

from __future__ import annotations

import errno
import os

_LONGEST = 60


def printable(text: object) -> str:
    r"""`text` on one line that any terminal can print: control characters and undecodable bytes are escaped.

    A file's name holds what its author wanted: a newline in it becomes ``\n``, a byte that is no UTF-8 ``\xff``.
    """
    raw = str(text).encode("utf-8", "surrogateescape" if _from_bytes(str(text)) else "backslashreplace")
    decoded = raw.decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in decoded)


def _from_bytes(text: str) -> bool:
    """Whether every lone surrogate of `text` stands for an undecodable byte (PEP 383)."""
    return all(0xDC80 <= ord(char) <= 0xDCFF for char in text if 0xD800 <= ord(char) <= 0xDFFF)


def shown(value: object) -> str:
    """A value as a fault shows it: quoted if it is text, cut if it is long."""
    text = f'"{value}"' if isinstance(value, str) else str(value)
    text = printable(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def fault(place: object, expected: str, found: str, *, line: int = 0, key: str = "") -> str:
    """``PLACE:LINE: KEY: expected …, found …``; line and key are left out where there are none."""
    where = printable(place) + (f":{line}" if line else "")
    return f"{where}: {f'{printable(key)}: ' if key else ''}expected {expected}, found {found}"


def reason(error: OSError) -> str:
    """Why the system refused, in its words without number and name: "permission denied"."""
    if error.errno == errno.ELOOP:
        return "a loop of links"
    return (os.strerror(error.errno) if error.errno else str(error) or type(error).__name__).lower()
