"""How far a run has got, said on one line where somebody watches."""

from __future__ import annotations

import time
from typing import TextIO

from analyzer.corpus.engine import Progress
from analyzer.wording import plural


class Ticker:
    """One line on a terminal that says how far it has got; silent where nobody watches."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._began = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        """Say what is done so far."""
        if self._stream is not None:
            self._stream.write(f"\r{line(progress, time.monotonic() - self._began)}\x1b[K")
            self._stream.flush()

    def end(self) -> None:
        """End the line."""
        if self._stream is not None:
            self._stream.write("\n")


def line(progress: Progress, seconds: float) -> str:
    """How far a run has got after so many seconds; the time left by the bytes that are still to be read."""
    counts, spent = progress.counts, max(seconds, 1e-3)
    left = max(0, progress.whole - progress.before - progress.bytes)
    time_left = f", {_time(spent * left / progress.bytes)} left" if progress.bytes else ""
    documents, claims = plural(counts.documents, "document", " "), plural(counts.claims, "claim", " ")
    return f"{documents}, {counts.documents / spent:,.0f}/s, {claims}{time_left}"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
