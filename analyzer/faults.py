"""How a fault is said: one line with the place, what was expected and what was found."""

from __future__ import annotations

import errno
import os
import re
import unicodedata

_LONGEST = 60

# Characters that turn the direction of writing: what follows them would be shown elsewhere than it stands.
_TURNS = frozenset(map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def printable(text: object) -> str:
    r"""`text` on one line that any terminal can print: control characters and undecodable bytes are escaped.

    A file's name holds what its author wanted: a newline in it becomes ``\n``, a byte that is no UTF-8 ``\xff``.
    """
    return "".join(map(_escaped, str(text)))


def _escaped(char: str) -> str:
    if 0xDC80 <= ord(char) <= 0xDCFF:  # stands for an undecodable byte (PEP 383)
        return f"\\x{ord(char) - 0xDC00:02x}"
    if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or char in _TURNS:
        return char.encode("unicode_escape").decode("ascii")
    return char


def shown(value: object) -> str:
    """A value as a fault shows it: quoted if it is text, cut if it is long."""
    try:
        text = f'"{value}"' if isinstance(value, str) else str(value)
    except ValueError:  # TOML may write in hexadecimal what Python does not print
        text = "a number of thousands of digits"
    text = printable(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def kind(value: object) -> str:
    """What something is that is not what was wanted: "None", "int"."""
    return "None" if value is None else type(value).__name__


def fault(place: object, expected: str, found: str, *, line: int = 0, key: str = "") -> str:
    """``PLACE:LINE: KEY: expected …, found …``; line and key are left out where there are none."""
    where = (printable(place) or '""') + (f":{line}" if line else "")
    return f"{where}: {f'{printable(key)}: ' if key else ''}expected {expected}, found {found}"


def no_utf8(place: object, data: bytes, error: UnicodeDecodeError) -> str:
    """The fault of a file that should be UTF-8, with the line of the byte that is not."""
    line = data.count(b"\n", 0, error.start) + 1
    return fault(place, "UTF-8", f"the byte 0x{data[error.start]:02x}", line=line)


def no_toml(place: object, text: str, error: Exception) -> str:
    """The fault of a text that should be TOML, with its line where the parser names one."""
    message = "too many brackets" if isinstance(error, RecursionError) else str(error)
    at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    line = (int(at[1]) if at[1] else text.count("\n") + 1) if at else 0
    return fault(place, "TOML", shown(message[: at.start()] if at else message).strip('"'), line=line)


def reason(error: OSError) -> str:
    """Why the system refused, in its words without number and name: "permission denied"."""
    known = {errno.ELOOP: "a loop of links", errno.ENOENT: "no such file", errno.EISDIR: "a folder"}
    if error.errno in known:
        return known[error.errno]
    return os.strerror(error.errno).lower() if error.errno else printable(error)
