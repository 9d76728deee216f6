"""How fast minimal conflicting sets are found, with trying every subset beside it: `python benchmarks/conflicts.py`.

Prints the least of several runs in milliseconds of wall time, after imports and a first run. It measures; it does not
fail. The articles' claims are read from seeds/.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from analyzer import checks, ledger, pipeline  # noqa: E402 - only now can the package be found
from analyzer.checks import conflict  # noqa: E402
from analyzer.feasibility.draft import Frame  # noqa: E402
from analyzer.feasibility.model import systems  # noqa: E402
from analyzer.feasibility.proofs import Oracle  # noqa: E402
from analyzer.feasibility.rows import BASES  # noqa: E402
from analyzer.feasibility.sets import search  # noqa: E402
from analyzer.ledger import Ledger  # noqa: E402

RUNS = 15
BUDGET = 50.0


def least(job: Callable[[], object]) -> float:
    """Milliseconds of the fastest of some runs."""
    job()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return 1000.0 * min(times)


def every_subset(book: Ledger) -> set[int]:
    """The minimal sets of each basis by asking the solver about every subset without a known one in it, unproved."""
    oracle = Oracle(systems(book.counts, book.contest, Frame(Fraction(1, 4))))
    facts = oracle.systems[0].facts
    found: set[int] = set()
    for basis in BASES:
        wrong: list[int] = []
        for size in range(1, len(facts) + 1):
            for places in itertools.combinations(range(len(facts)), size):
                mask = sum(1 << place for place in places)
                if all(bad & ~mask for bad in wrong) and not oracle.possible(mask | oracle.systems[0].on(basis)):
                    wrong.append(mask)
        found.update(wrong)
    return found


def main() -> None:
    documents, _ = pipeline.read([ROOT / "seeds"])
    read = pipeline.extract(documents, ())
    book = ledger.build(read.claims, read.contests[0])
    found = search(book.counts, book.contest, 0.25, widest=False)
    assert len(every_subset(book)) == found.found
    print(f"{len(read.claims)} claims, {found.found} minimal sets on both bases")
    spent = least(lambda: search(book.counts, book.contest, 0.25, widest=False))
    verdict = "within" if spent <= BUDGET else "OVER"
    print(f"{'MARCO, proofs and verdicts':32}{spent:8.1f} ms  {verdict} {BUDGET:.0f} ms")
    brute = least(lambda: every_subset(book))
    print(f"{'every subset, nothing proved':32}{brute:8.1f} ms  {brute / spent:.1f} times as long")
    print(f"{'the check, with slack and words':32}{least(lambda: conflict.run(book, 0.25)):8.1f} ms")
    print(f"{'all checks':32}{least(lambda: checks.run(book, 0.25)):8.1f} ms")


if __name__ == "__main__":
    main()
