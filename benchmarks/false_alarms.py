"""How many self-consistent tables are called inconsistent: `python benchmarks/false_alarms.py [TABLES] [FIRST SEED]`.

`conflict` takes a second or two a table. It calls nothing inconsistent where all figures hold together in their widest
reading on one basis, which is one question; it is run where they do not, and on one table in a hundred all the same.
Prints each false alarm with its seed, and a rate at the end; exit 1 where there is any.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from analyzer import checks, feasibility, ledger  # noqa: E402 (the package of this checkout, installed or not)
from analyzer.model import Verdict  # noqa: E402
from benchmarks.true_tables import true_table  # noqa: E402

TABLES = 100_000
SAMPLED = 100


def main(tables: int = TABLES, first: int = 0) -> int:
    verdicts: Counter[tuple[str, str]] = Counter()
    alarms = searched = 0
    started = time.perf_counter()
    for seed in range(first, first + tables):
        table = true_table(seed)
        built = ledger.build(table.claims, table.contest)
        e = table.spread + 1e-9
        search = seed % SAMPLED == 0 or not feasibility.hold_together(built.counts, table.contest, e, widest=True)
        searched += search
        asked = [check for check in checks.CHECKS if check.id != "conflict" or search]
        found = [finding for check in asked for finding in check.run(built, e)]
        verdicts.update((finding.check, finding.verdict.value) for finding in found)
        for finding in found:
            if finding.verdict is Verdict.INCONSISTENT:
                alarms += 1
                print(f"seed {seed}: {finding.check}: {finding.message}")
    for (check, verdict), number in sorted(verdicts.items()):
        print(f"{check:16}{verdict:14}{number:10,}")
    print(f"`conflict` was searched in {searched:,} tables; in all others every figure holds with every other")
    print(f"{alarms} false alarms in {tables:,} tables, {time.perf_counter() - started:.0f} s")
    return 1 if alarms else 0


if __name__ == "__main__":
    raise SystemExit(main(*(int(argument) for argument in sys.argv[1:])))
