"""How fast texts are read: `python benchmarks/reading.py`. MB of text a second of CPU, one process, the best run.

The gold sets are read where they lie beside the repository; our own passages and a text without figures always.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

from annotated import texts  # noqa: E402 (the package of this checkout, installed or not)

from analyzer import contest as contests  # noqa: E402
from analyzer.model import Contest, Document  # noqa: E402
from analyzer.reading import claims  # noqa: E402

RUNS = 5
#: Set -> the rate to reach, in MB/s.
GOALS = {"dev": 2.0, "written": 1.0, "texts": 1.0, "news without figures": 10.0}


def rate(documents: Sequence[tuple[Document, Contest]]) -> tuple[float, int]:
    """(MB/s, claims) of reading some documents."""
    size = sum(len(document.text.encode()) for document, _ in documents)
    least, found = float("inf"), 0
    for _ in range(RUNS):
        started = time.process_time()
        found = sum(len(claims.extract(document, contest)[0]) for document, contest in documents)
        least = min(least, time.process_time() - started)
    return size / least / 1e6, found


def plain() -> list[tuple[Document, Contest]]:
    """News that names a candidate and states no figure."""
    contest = contests.load("venezuela-2024-presidential")
    paragraph = (
        "The streets of the capital were quiet on Tuesday as shops reopened and families queued for bread. Maduro "
        "spoke on television for an hour; his rival did not appear. Diplomats met in private, and neighbours shared "
        "what they had. "
    )
    return [(Document(f"{i}", paragraph * 12), contest) for i in range(40)]


def main() -> None:
    """Print the rates beside the goals."""
    sets = {
        name: [(t.document, t.contest) for t in texts([folder])]
        for name, folder in {
            **{name: ROOT.parent / "shared" / "gold" / name for name in ("dev", "written")},
            "texts": ROOT / "training" / "texts",
        }.items()
        if folder.is_dir()
    }
    for name, documents in {**sets, "news without figures": plain()}.items():
        reached, found = rate(documents)
        verdict = "reached" if reached >= GOALS[name] else "NOT reached"
        print(f"{name:22}{reached:8.2f} MB/s  goal {GOALS[name]:5.1f} {verdict:12} {found:5} claims")


if __name__ == "__main__":
    main()
