"""What a country is called, in all languages that are read (`countries.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from analyzer.folding import fold

_WORD = re.compile(r"[a-z]{4,}")  # shorter words stand in the names of too many places


@cache
def _names() -> dict[str, list[str]]:
    text = resources.files("analyzer.reading.names").joinpath("countries.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = tomllib.loads(text)
    return found


@cache
def words(code: str) -> frozenset[str]:
    """The words of the names of a country, folded, by its ISO 3166-1 code; none for a code that is not known."""
    return frozenset(word for name in _names().get(code, ()) for word in _WORD.findall(fold(name)))
