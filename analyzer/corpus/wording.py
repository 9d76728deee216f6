"""The wording of a text as a MinHash signature, by rensa; and whose address it came from."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from analyzer.cleaning import clean
from analyzer.corpus import extras
from analyzer.folding import fold
from analyzer.reading.languages.words import Words

SIZE = 128  # permutations of a signature: similarity is estimated to within ±0.09 at the most (two standard errors)
_SEED = 42
_RUN = 3  # words that are looked at together


@cache
def _rensa() -> Any:
    return extras.need("rensa", "corpus", "near-duplicates")


def available() -> bool:
    """Whether rensa is installed: without it claims are written, and wordings are not compared."""
    try:
        return _rensa() is not None
    except ValueError:
        return False


def signature(text: str) -> bytes:
    """The signature of a text: SIZE numbers of 32 bits. Figures count as words, so that a changed one shows."""
    words = Words(fold(clean(text).text)).texts
    runs = [" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))]
    made = _rensa().RMinHash(num_perm=SIZE, seed=_SEED)
    made.update(runs)
    return np.array(made.digest(), dtype="<u4").tobytes()


def outlet(url: str) -> str:
    """The host of an address, without "www."; "" where there is none."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if "." in host else ""
