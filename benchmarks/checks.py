"""The closed-form cores on a million tables in one call each, in blocks: `python benchmarks/checks.py [TABLES]`.

Each table has four candidates with votes and shares, a total, a register, a coverage and a rival's share.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from analyzer.checks import (  # noqa: E402 (the package of this checkout, installed or not)
    bulletins,
    compatibility,
    granularity,
    implied_total,
    joint,
    share_sum,
    share_votes,
    turnout,
    vote_sum,
)
from analyzer.ledger import Interval  # noqa: E402

TABLES = 1_000_000
BLOCK = 50_000


def about(values: np.ndarray, by: float) -> Interval:
    return Interval(values - by, values + by)


def cores(rng: np.random.Generator, rows: int) -> dict[str, Callable[[], object]]:
    """Each check's core on one block of tables."""
    votes = rng.integers(1000, 100_000, (rows, 4)).astype(np.float64)
    total = votes.sum(axis=1)
    scaled = np.rint(1e4 * votes / total[:, None]).astype(np.int64)
    share, coverage = about(scaled / 100.0, 0.005), about(rng.uniform(50.0, 99.0, rows), 0.5)
    exact, whole = about(votes, 0.0), about(total, 0.0)
    pair = joint.Pair(
        *(Interval(of.low[:, at], of.high[:, at]) for at in (0, 1) for of in (share, exact)),
        whole,
    )
    ints, totals = votes.astype(np.int64), np.broadcast_to(total.astype(np.int64)[:, None], (rows, 4))
    sides = compatibility.Sides(pair.share, coverage, about(rng.uniform(20.0, 60.0, rows), 0.5), coverage)
    turned_out = turnout.Turnout(about(rng.uniform(40.0, 80.0, rows), 0.05), whole, about(total * 1.7, 0.0), coverage)
    return {
        "share-sum": lambda: share_sum.adds_up(share, True),
        "vote-sum": lambda: vote_sum.adds_up(vote_sum.Parts(about(votes.sum(axis=1), 0.0), whole)),
        "share-votes": lambda: share_votes.fits_votes(scaled, 2, (ints, ints), (totals, totals)),
        "granularity": lambda: granularity.grim(scaled, 2, totals),
        "implied-total": lambda: implied_total.totals_meet(joint.candidate_totals(share, exact)),
        "margin, on all votes": lambda: joint.lead_on_valid(pair),
        "margin, on two": lambda: joint.lead_on_two(pair),
        "turnout": lambda: turnout.holds(turned_out, turnout.of_covered(turned_out)),
        "bulletins": lambda: bulletins.increment_shares(bulletins.increment_votes(exact, about(votes * 1.2, 0.0))),
        "compatibility": lambda: compatibility.can_both_hold(sides, 1.25),
    }


def main(tables: int = TABLES) -> None:
    rng = np.random.default_rng(1)
    spent: dict[str, float] = {}
    for start in range(0, tables, BLOCK):
        for name, core in cores(rng, min(BLOCK, tables - start)).items():
            started = time.perf_counter()
            core()
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - started
    for name, seconds in spent.items():
        print(f"{name:24}{seconds:8.2f} s{tables / seconds / 1e6:9.2f} million tables/s")
    # Linux counts in kibibytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'all, blocks of ' + format(BLOCK, ','):24}{sum(spent.values()):8.2f} s, {peak:.0f} MiB at most")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
