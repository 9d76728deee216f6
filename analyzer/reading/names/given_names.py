"""Which given names are women's and which men's (`given_names.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from analyzer.folding import fold

_FIRST = re.compile(r"[a-z]+")


@cache
def _genders() -> dict[str, str]:
    text = resources.files("analyzer.reading.names").joinpath("given_names.toml").read_text(encoding="utf-8")
    known = tomllib.loads(text)
    return {name: gender for table, gender in (("feminine", "f"), ("masculine", "m")) for name in known[table]}


def gender(name: str) -> str:
    """ "f" or "m" for who bears a name of two words or more, "" where its first word says neither."""
    words = fold(name).split()
    first = _FIRST.match(words[0]) if len(words) > 1 else None
    return _genders().get(first.group(), "") if first else ""
