"""How long a report takes and how large its page gets: `python benchmarks/report.py [DOCUMENTS]`.

The articles in seeds/, and a thousand made-up ones in which a few sources repeat a few dozen figures, as in a dispute:
five claims each, most of them said before. Prints CPU seconds after start, megabytes of report.html, and the time as a
multiple of what a Python takes to import matplotlib here and now: machines differ, and busy ones from themselves.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from analyzer import contest as contests  # noqa: E402 (the package of this checkout, installed or not)
from analyzer import pipeline  # noqa: E402

VARIANTS = 12  # different sets of figures that the articles repeat
GOALS = {"seeds": (2.0, None), "articles": (20.0, 15.0)}


def article(number: int) -> str:
    """One article: five claims of two sources; every hundredth has a figure changed on the way."""
    k = number % VARIANTS
    share, other = 51.2 + k / 100, 44.2 - k / 100
    slip = 0.3 if number % 100 == 99 else 0.0
    return (
        f"CARACAS, note {number}. With {80 + k % 3}% of the tallies counted, the National Electoral Council (CNE) said "
        f"that Nicolás Maduro had {share + slip:.2f}% of the vote and Edmundo González {other:.2f}%.\n\n"
        f"The opposition said that González won {7.1 + k / 100:.2f} million votes to {3.2 + k / 100:.2f} million for "
        "Maduro. "
        "Shops reopened in the afternoon, and queues for bread were as long as on any other day of the week.\n"
    )


def yardstick() -> float:
    """CPU seconds that a fresh Python takes to import matplotlib; the middle one of three."""
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", "import matplotlib"], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return sorted(spent)[1]


def measured(name: str, paths: list[str]) -> None:
    contest = contests.load("venezuela-2024-presidential")
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        run = pipeline.run(paths, [contest])
        read = time.process_time() - started
        page = pipeline.report(run, Path(folder) / "report")
        spent, size = time.process_time() - started, page.stat().st_size / 1e6
    unit = yardstick()
    seconds, megabytes = GOALS[name]
    reached = spent <= seconds and (megabytes is None or size <= megabytes)
    print(
        f"{name:10}{len(run.documents):6} documents {len(run.claims):6} claims {len(run.findings):5} findings"
        f"{spent:8.2f} s CPU (reading and checks {read:.2f}), {spent / unit:.1f} imports of matplotlib{size:7.1f} MB"
        f"   {'reached' if reached else 'NOT reached'}"
    )


def main(documents: int = 1000) -> None:
    """Print both beside their goals: seeds under 2 s; a thousand articles under 20 s and 15 MB."""
    with tempfile.TemporaryDirectory() as folder:  # so that the libraries are loaded
        pipeline.report(pipeline.run([str(ROOT / "seeds")]), Path(folder) / "report")
    measured("seeds", [str(ROOT / "seeds")])
    with tempfile.TemporaryDirectory() as folder:
        for number in range(documents):
            (Path(folder) / f"{number:05}.txt").write_text(article(number), encoding="utf-8")
        measured("articles", [folder])


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
