"""How far a run has got, said on one line where somebody watches."""

from __future__ import annotations

import time
from typing import TextIO

from analyzer.corpus.engine import Progress


class Ticker:
    """One line on a terminal that says how far it has got; silent where nobody watches."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._watched, self._began = stream, stream.isatty(), time.monotonic()

    def __call__(self, progress: Progress) -> None:
        """Say what is done so far."""
        if self._watched:
            counts, spent = progress.counts, max(time.monotonic() - self._began, 1e-3)
            rate = counts.documents / spent
            self._stream.write(f"\r{counts.documents:,} documents, {rate:,.0f}/s, {counts.claims:,} claims ")
            self._stream.flush()

    def end(self) -> None:
        """End the line."""
        if self._watched:
            self._stream.write("\n")
