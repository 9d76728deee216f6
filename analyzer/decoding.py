"""Bytes -> text: byte order mark, then strict UTF-8, then what an HTML page declares, then cp1252."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (  # UTF-32 before UTF-16: the one's little-endian mark begins with the other's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office file"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office file"),
    (b"PAR1", "a Parquet table"),
    (b"{\\rtf", "a rich text file (RTF)"),
    (b"\x1f\x8b", "gzip data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"\x00asm", "a program"),
)

# C0 and DEL without tab, line feed, form feed, carriage return; NUL is left out, it proves nothing by itself.
_CONTROLS = bytes({*range(1, 0x20), 0x7F} - set(b"\t\n\f\r"))
_MOST_CONTROLS = 0.05

# cp1252 as browsers read it: Python's codec refuses five bytes, they take them as C1 controls.
_CP1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}

# What pages declare and Python's codecs name; nothing that is a transform rather than a charset.
_CHARSETS = re.compile(r"iso8859-\d+|cp\d{3,4}|koi8-[ru]|mac-\w+|gb\w+|big5\w*|euc_\w+|shift_jis\w*|iso2022_\w+|utf-8")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.I
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, what it was decoded as, and one-line remarks where that was not plain UTF-8."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of `data`, without byte order mark, each line end a single LF. Never raises.

    `declared` is the charset that the document names, if it names one. Bytes of UTF-16 that are no text become U+FFFD.
    """
    text, encoding, notes = characters(data, declared)
    if "\r" in text:
        notes = (*notes, "CRLF read as LF" if "\r\n" in text else "CR read as LF")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, encoding, notes)


def characters(data: bytes, declared: str = "") -> tuple[str, str, tuple[str, ...]]:
    """The text of `data` with its line ends as they are, its encoding, and remarks. Never raises."""
    encoding, skip = _marked(data)
    if encoding and encoding != "utf-8":
        note = f"{encoding} by its byte order mark" if skip else f"{encoding} by the pattern of its NUL bytes"
        return data[skip:].decode(encoding, "replace"), encoding, (note,)
    notes = ("byte order mark dropped",) if skip else ()
    try:
        return data[skip:].decode("utf-8"), "utf-8", notes
    except UnicodeDecodeError:
        pass
    if (charset := _charset(declared)) not in ("", "utf-8", "cp1252"):
        try:
            return data.decode(charset), charset, (f"no UTF-8, read as {charset} as declared",)
        except UnicodeDecodeError:
            pass
    return data[skip:].decode("latin-1").translate(_CP1252), "cp1252", (*notes, "no UTF-8, read as cp1252")


def _marked(data: bytes) -> tuple[str, int]:
    """The encoding that a byte order mark or a pattern of NULs shows, and the mark's length; "" for none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    sample = data[:4096]
    half = len(sample) // 2
    if half >= 2:
        even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
        if odd > 0.6 and even < 0.1:
            return "utf-16-le", 0
        if even > 0.6 and odd < 0.1:
            return "utf-16-be", 0
    return "", 0


def _charset(declared: str) -> str:
    """The codec of a declared charset; "" where there is none such."""
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return ""
    # Pages that say Latin-1 mean cp1252 (WHATWG Encoding).
    return "cp1252" if name in ("iso8859-1", "ascii") else name if _CHARSETS.fullmatch(name) else ""


def declared(page: bytes) -> str:
    """The charset that an HTML page names in its first kilobyte; "" where it names none."""
    found = _DECLARED.search(page[:1024])
    return (found[1] or found[2]).decode("ascii", "ignore") if found else ""


def binary(data: bytes) -> str:
    """What `data` is if it is no text, in words; "" for text.

    Binary is what begins with a known magic number, or holds more than 5 % control characters (NUL not counted).
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    encoding, skip = _marked(data)
    # For wide encodings the characters are counted, elsewhere their bytes: controls have the same in all of those.
    chars = data[skip:].decode(encoding, "replace").encode("latin-1", "replace") if encoding else data
    written = len(chars) - chars.count(0)
    controls = len(chars) - len(chars.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * written:
        return f"binary data ({100 * controls / written:.0f} % control characters)"
    return ""
