"""How many self-consistent tables are called inconsistent: `python benchmarks/false_alarms.py [TABLES] [FIRST SEED]`.

Every check but one is run on every table. `conflict` takes seconds a table; it calls nothing inconsistent where all
figures hold together in their widest reading, each lead on some basis: one question, answered by a point in exact
numbers. It is run where there is no such point, and on one table in two thousand all the same. Slack, on which no
verdict rests, is not asked for. Prints each false alarm with its seed, and a rate at the end; exit 1 if there is one.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from analyzer import checks, feasibility, ledger  # noqa: E402 (the package of this checkout, installed or not)
from analyzer.model import Finding, Verdict  # noqa: E402
from benchmarks.true_tables import true_table  # noqa: E402

TABLES = 100_000
SAMPLED = 2000
EVERY = 10_000  # tables between two lines on how far it is

_WITH_SLACK = ("bulletins", "compatibility", "implied_total", "margin", "share_sum", "share_votes")
_WITH_SLACK += ("turnout", "vote_sum", "votes_beyond")


@contextlib.contextmanager
def without_slack() -> Iterator[None]:
    """The closed-form checks with a slack of 0 everywhere: it is a bisection that takes as long as all else."""
    with contextlib.ExitStack() as stack:
        for name in _WITH_SLACK:
            stack.enter_context(mock.patch(f"analyzer.checks.{name}.slack", lambda fits, rows: np.zeros(rows)))
        yield


def findings(seed: int) -> tuple[list[Finding], bool]:
    """What is found in the table of a seed, and whether `conflict` had to be asked."""
    table = true_table(seed)
    built, e = ledger.build(table.claims, table.contest), table.spread + 1e-9
    search = seed % SAMPLED == 0 or not feasibility.hold_together(built.counts, table.contest, e, widest=True)
    asked = [check for check in checks.CHECKS if check.id != "conflict" or search]
    return [finding for check in asked for finding in check.run(built, e)], search


def main(tables: int = TABLES, first: int = 0) -> int:
    verdicts: Counter[tuple[str, str]] = Counter()
    alarms = searched = 0
    started = time.perf_counter()
    for done, seed in enumerate(range(first, first + tables), 1):
        with without_slack():
            found, search = findings(seed)
        searched += search
        verdicts.update((finding.check, finding.verdict.value) for finding in found)
        for finding in found:
            if finding.verdict is Verdict.INCONSISTENT:
                alarms += 1
                print(f"seed {seed}: {finding.check}: {finding.message}", flush=True)
        if done % EVERY == 0:
            print(f"{done:,} tables, {searched:,} searched, {alarms} false alarms", flush=True)
    for (check, verdict), number in sorted(verdicts.items()):
        print(f"{check:16}{verdict:14}{number:10,}")
    print(f"`conflict` was searched in {searched:,} tables; in all others every figure holds with every other")
    print(f"{alarms} false alarms in {tables:,} tables, {time.perf_counter() - started:.0f} s")
    return 1 if alarms else 0


if __name__ == "__main__":
    raise SystemExit(main(*(int(argument) for argument in sys.argv[1:])))
