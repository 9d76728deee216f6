"""Regular expressions, each compiled once: `re` itself keeps 512, and the languages together have thousands."""

from __future__ import annotations

import re
from functools import cache


@cache
def once(pattern: str) -> re.Pattern[str]:
    """A pattern of a language, compiled; not for one that holds words of a text, of which there is no end."""
    return re.compile(pattern)
