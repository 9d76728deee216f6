"""All closed-form checks on a million tables in one call, in blocks: `python benchmarks/checks.py [TABLES]`.

Each table has four candidates with votes and shares, a total, a register, a turnout, a coverage, a rival's share and
the votes of the next bulletin. First each check's core alone, then all cores of a block after each other. The chance
that too-round counts is not per table: it depends on the total and the number of candidates alone.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from analyzer.blocks import in_blocks  # noqa: E402 (the package of this checkout, installed or not)
from analyzer.checks import (  # noqa: E402
    bulletins,
    coverage,
    granularity,
    implied_total,
    joint,
    share_sum,
    share_votes,
    turnout,
    uncounted,
    vote_sum,
)
from analyzer.ledger import Interval  # noqa: E402
from analyzer.roundness import is_round  # noqa: E402

TABLES = 1_000_000


class Tables(NamedTuple):
    """Figures of many tables, a row each; four candidates along a last axis. Shares to two decimals, as integers."""

    votes: np.ndarray
    next_votes: np.ndarray
    scaled: np.ndarray
    covered: np.ndarray
    other: np.ndarray
    turned_out: np.ndarray


def about(values: np.ndarray, by: float) -> Interval:
    return Interval(values - by, values + by)


def random_tables(rng: np.random.Generator, rows: int) -> Tables:
    votes = rng.integers(1000, 100_000, (rows, 4))
    scaled = np.rint(1e4 * votes / votes.sum(axis=1, keepdims=True)).astype(np.int64)
    return Tables(
        votes,
        votes + rng.integers(0, 20_000, (rows, 4)),
        scaled,
        rng.uniform(50.0, 99.0, rows),
        rng.uniform(20.0, 60.0, rows),
        rng.uniform(40.0, 80.0, rows),
    )


def pair(given: Tables) -> joint.Pair:
    share, exact = about(given.scaled / 100.0, 0.005), about(given.votes.astype(np.float64), 0.0)
    cells = (Interval(of.low[:, at], of.high[:, at]) for at in (0, 1) for of in (share, exact))
    return joint.Pair(*cells, about(given.votes.sum(axis=1).astype(np.float64), 0.0))


def of_each_total(given: Tables) -> np.ndarray:
    return np.broadcast_to(given.votes.sum(axis=1)[:, None], given.votes.shape)


def turnout_of(given: Tables) -> turnout.Turnout:
    total = given.votes.sum(axis=1).astype(np.float64)
    return turnout.Turnout(
        about(given.turned_out, 0.05), about(total, 0.0), about(total * 1.7, 0.0), about(given.covered, 0.5)
    )


def sides(given: Tables) -> uncounted.Sides:
    mine = Interval(given.scaled[:, 0] / 100.0 - 0.005, given.scaled[:, 0] / 100.0 + 0.005)
    return uncounted.Sides(mine, about(given.covered, 0.5), about(given.other, 0.5), about(given.covered, 0.5))


#: Each check's core, asked of the tables in a block.
CORES: dict[str, Callable[[Tables], object]] = {
    "share-sum": lambda t: share_sum.adds_up(about(t.scaled / 100.0, 0.005), True),
    "vote-sum": lambda t: vote_sum.adds_up(
        vote_sum.Parts(about(t.votes.sum(axis=1), 0.0), about(t.votes.sum(axis=1), 0.0))
    ),
    "share-votes": lambda t: share_votes.fits_votes(t.scaled, 2, (t.votes, t.votes), (of_each_total(t),) * 2),
    "granularity": lambda t: granularity.grim(t.scaled, 2, np.ascontiguousarray(of_each_total(t))).code,
    "implied-total": lambda t: implied_total.totals_meet(
        joint.candidate_totals(about(t.scaled / 100.0, 0.005), about(t.votes.astype(np.float64), 0.0))
    ),
    "margin, on all votes": lambda t: joint.lead_on_valid(pair(t)),
    "margin, on two": lambda t: joint.lead_on_two(pair(t)),
    "turnout": lambda t: turnout.holds(turnout_of(t), turnout.of_covered(turnout_of(t), 0.25)),
    "coverage": lambda t: coverage.lead_is_safe(joint.lead_on_valid(pair(t)), about(t.covered, 0.5), 1.25),
    "bulletins": lambda t: bulletins.increment_shares(
        bulletins.increment_votes(*(about(v.astype(np.float64), 0.0) for v in (t.votes, t.next_votes)))
    ),
    "compatibility": lambda t: uncounted.can_both_hold(sides(t), 1.25),
    "too-round, all nearest": lambda t: is_round(t.votes, t.votes.sum(axis=1)[:, None], 1).all(axis=1),
}


def main(tables: int = TABLES) -> None:
    given = random_tables(np.random.default_rng(1), tables)
    for name, core in CORES.items():
        started = time.perf_counter()
        in_blocks(core, given)
        seconds = time.perf_counter() - started
        print(f"{name:24}{seconds:8.2f} s{tables / seconds / 1e6:9.2f} million tables/s")
    # Linux counts in kibibytes.
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = time.perf_counter()
    answers = in_blocks(lambda block: tuple(core(block) for core in CORES.values()), given)
    spent = time.perf_counter() - started
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    size = sum(end.nbytes for one in answers for end in (one if isinstance(one, tuple) else (one,))) / 2**20
    print(f"{'all of them in one call':24}{spent:8.2f} s, {more:.0f} MiB more at most, {size:.0f} of them answers")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
