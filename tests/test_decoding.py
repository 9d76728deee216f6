"""Bytes -> text: examples by origin, and properties that hold for any bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.decoding import binary, characters, declared, decode

SPANISH = "Maduro logró el 51,20 % – «oficial» €"

# origin, bytes, declared charset, text, encoding
IN_THE_WILD = [
    ("plain", SPANISH.encode(), "", SPANISH, "utf-8"),
    ("Windows Notepad", "\ufeffvotes\r\n51 %\r\n".encode(), "", "votes\n51 %\n", "utf-8"),
    ("old Mac line ends", b"votes\r51 %\r", "", "votes\n51 %\n", "utf-8"),
    ("Word on Windows", SPANISH.encode("cp1252"), "", SPANISH, "cp1252"),
    ("page that says Latin-1 and means cp1252", SPANISH.encode("cp1252"), "iso-8859-1", SPANISH, "cp1252"),
    ("Russian page", "52,3 % голосов".encode("cp1251"), "windows-1251", "52,3 % голосов", "cp1251"),
    ("Excel's Unicode text", SPANISH.encode("utf-16"), "", SPANISH, "utf-16-le"),
    ("big-endian with its mark", b"\xfe\xff" + SPANISH.encode("utf-16-be"), "", SPANISH, "utf-16-be"),
    ("UTF-16 that lost its mark", SPANISH.encode("utf-16-le"), "", SPANISH, "utf-16-le"),
    ("empty", b"", "", "", "utf-8"),
]
NEGATIVE = [
    ("declared wrongly", SPANISH.encode(), "windows-1251", SPANISH, "utf-8"),
    ("a declared transform is no charset", b"caf\xe9", "rot13", "café", "cp1252"),
    ("a declared charset of no name", b"caf\xe9", "x\udcffy", "café", "cp1252"),
    ("a byte that cp1252 has not", b"caf\xe9 \x81", "", "café \x81", "cp1252"),
    ("half a UTF-16 unit at the end", b"\xff\xfea\0b", "", "a\ufffd", "utf-16-le"),
]


@pytest.mark.parametrize(("origin", "data", "charset", "text", "encoding"), IN_THE_WILD + NEGATIVE)
def test_text_and_encoding(origin: str, data: bytes, charset: str, text: str, encoding: str) -> None:
    read = decode(data, charset)
    assert (read.text, read.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (b"plain", ()),
        (b"\xef\xbb\xbfx", ("byte order mark dropped",)),
        (b"a\r\nb", ("CRLF read as LF",)),
        (b"caf\xe9", ("no UTF-8, read as cp1252",)),
    ],
)
def test_what_was_done_is_said(data: bytes, note: tuple[str, ...]) -> None:
    assert decode(data).notes == note


@given(st.binary(), st.text(max_size=12))
def test_any_bytes_become_a_text(data: bytes, charset: str) -> None:
    read = decode(data, charset)
    assert "\r" not in read.text
    read.text.encode("utf-8")  # every character can be stored
    assert decode(data, charset) == read


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufeff\0")))
def test_utf8_comes_back_with_every_offset(text: str) -> None:
    assert decode(text.encode()).text == text
    assert decode(b"\xef\xbb\xbf" + text.encode()).text == text
    assert characters(text.encode())[0] == text


@pytest.mark.parametrize(
    ("page", "charset"),
    [
        (b'<html><head><meta charset="windows-1251">', "windows-1251"),
        (b"<META http-equiv=Content-Type content='text/html; charset=ISO-8859-1'>", "ISO-8859-1"),
        (b'<?xml version="1.0" encoding="utf-8"?><html>', "utf-8"),
        (b"<html><p>charset = none</p>", ""),
        (b" " * 2000 + b"<meta charset=utf-8>", ""),
    ],
)
def test_declared_charset(page: bytes, charset: str) -> None:
    assert declared(page) == charset


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n....",
        b"PK\x03\x04....",
        b"%PDF-1.7",
        b"\x1f\x8b\x08",
        bytes(range(256)) * 8,
        b"\x00\x01\x02\x03" * 50,
        b"text" * 20 + b"\x01" * 5,
        "\x01\x02\x03 abc".encode("utf-16"),
    ],
)
def test_binary_data_is_named(data: bytes) -> None:
    assert binary(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"51.2 %\x00",  # NUL alone proves nothing
        b"\x00" * 40 + b"padded",
        b"a\tb\r\nc\x0c",
        b"x" * 95 + b"\x1b" * 5,
        SPANISH.encode("utf-16"),
        SPANISH.encode("utf-16-be"),
        SPANISH.encode("cp1252"),
        "52,3 % голосов".encode("koi8-r"),
    ],
)
def test_text_is_not_binary(data: bytes) -> None:
    assert binary(data) == ""
