"""How often honest stations are called odd: `python benchmarks/honest_stations.py [TABLES]`.

Tables of stations whose voters decide alone are drawn, some with all stations of one size and one share, where digits
and percentages are least even of themselves, and judged as any table is. With a fixed seed. The finding promises at
most one table in a thousand; fails where so many are odd that a thousandth would make it less than once in a thousand.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from scipy.stats import binom

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from analyzer.model import Verdict  # noqa: E402 (the package of this checkout, installed or not)
from analyzer.tallies.forensic import digits, integers, judge  # noqa: E402
from analyzer.tallies.forensic.outcome import ALPHA  # noqa: E402
from analyzer.tallies.stations import Stations  # noqa: E402

TABLES = 500
#: Stations, valid votes of the smallest and the largest, the share of the leader, and its standard deviation.
KINDS = (
    *((2000, 200, 200, share, 0.0) for share in (0.935, 0.92, 0.9, 0.88, 0.85, 0.8, 0.6)),
    *((5000, 300, 300, share, 0.0) for share in (0.94, 0.9, 0.88, 0.85)),
    *((3000, 1000, 1000, share, 0.0) for share in (0.98, 0.978, 0.976, 0.97)),
    (20_000, 1000, 1000, 0.978, 0.0),
    *((few, 150, 400, 0.5, 0.1) for few in (100, 200, 500, 1000)),
    (2000, 150, 600, 0.7, 0.1),
    (2000, 150, 600, 0.9, 0.05),
    (5000, 100, 250, 0.5, 0.15),
)


def drawn(kind: tuple[int, int, int, float, float], rng: np.random.Generator) -> Stations:
    count, least, most, share, spread = kind
    valid = rng.integers(least, most + 1, count)
    votes = rng.binomial(valid, np.clip(rng.normal(share, spread, count), 0.02, 0.98))
    return Stations(votes.astype(float), valid.astype(float), valid.astype(float), None)


def odd(some: Stations) -> tuple[bool, list[bool]]:
    """Whether anything is called odd, and which of both tests were made."""
    made = [integers.outcome(some, "Ada"), digits.last(some, "Ada")]
    found = judge(made, "board", "ada")
    return any(one.verdict is Verdict.STRAINED for one in found), [one.judged for one in made]


def main(tables: int = TABLES) -> int:
    every = calls = 0
    for kind in KINDS:
        rng = np.random.default_rng(1)
        found = [odd(drawn(kind, rng)) for _ in range(tables)]
        called, judged = sum(one for one, _ in found), np.sum([made for _, made in found], axis=0)
        every, calls = every + tables, calls + called
        count, least, most, share, spread = kind
        print(
            f"{count:>6,} stations of {least:,}-{most:,} valid votes, share {share:.1%} ± {spread:.0%}: whole "
            f"percentages judged {judged[0]:,} times, last digits {judged[1]:,} times of {tables:,}; {called} odd"
        )
    limit = int(binom.isf(ALPHA, every, ALPHA))
    print(f"{calls} of {every:,} tables odd; a rate of {ALPHA:g} makes {ALPHA * every:g}, and more than {limit} rarely")
    return int(calls > limit)


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
