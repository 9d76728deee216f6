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

from analyzer.blocks import in_blocks  # noqa: E402 (the package of this checkout, installed or not)
from analyzer.checks import (  # noqa: E402
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


def about(values: np.ndarray, by: float) -> Interval:
    return Interval(values - by, values + by)


def cores(rng: np.random.Generator, rows: int) -> dict[str, tuple[Callable[..., object], tuple[object, ...]]]:
    """Each check's core and what it is asked of."""
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
        "share-sum": (share_sum.adds_up, (share, True)),
        "vote-sum": (vote_sum.adds_up, (vote_sum.Parts(about(votes.sum(axis=1), 0.0), whole),)),
        "share-votes": (share_votes.fits_votes, (scaled, 2, (ints, ints), (totals, totals))),
        "granularity": (granularity.grim, (scaled, 2, totals)),
        "implied-total": (lambda s, v: implied_total.totals_meet(joint.candidate_totals(s, v)), (share, exact)),
        "margin, on all votes": (joint.lead_on_valid, (pair,)),
        "margin, on two": (joint.lead_on_two, (pair,)),
        "turnout": (lambda given: turnout.holds(given, turnout.of_covered(given)), (turned_out,)),
        "bulletins": (
            lambda one, other: bulletins.increment_shares(bulletins.increment_votes(one, other)),
            (exact, about(votes * 1.2, 0.0)),
        ),
        "compatibility": (compatibility.can_both_hold, (sides, 1.25)),
    }


def main(tables: int = TABLES) -> None:
    given = cores(np.random.default_rng(1), tables)
    # Linux counts in kibibytes.
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent: dict[str, float] = {}
    for name, (core, arguments) in given.items():
        started = time.perf_counter()
        in_blocks(core, *arguments)
        spent[name] = time.perf_counter() - started
    for name, seconds in spent.items():
        print(f"{name:24}{seconds:8.2f} s{tables / seconds / 1e6:9.2f} million tables/s")
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    print(f"{'all, one call each':24}{sum(spent.values()):8.2f} s, {more:.0f} MiB beside {before:.0f} of tables")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
