"""Speed of the bounds as ratios within one run: `python benchmarks/bounds.py [ROWS]`.

share_is_possible against a NumPy copy of its two input arrays; the goal is 0.4 of a copy, 0.25 at least.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from analyzer import bounds  # noqa: E402 (the package of this checkout, installed or not)

ROWS = 10_000_000
RUNS = 5


def seconds(job: Callable[[], object]) -> float:
    """The least time of some runs: the least is the least disturbed."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        job()
        times.append(time.perf_counter() - started)
    return min(times)


def against_grim(share: np.ndarray, total: np.ndarray) -> None:
    """The package grim from PyPI, one mean and one n a call, on the first rows; it is no dependency of ours."""
    if importlib.util.find_spec("grim") is None:
        print("the package grim is not installed: no comparison with it (pip install grim)")
        return
    from grim.mean_tester import consistency_check

    few = [(f"{s / 100:.2f}", str(t)) for s, t in zip(share[:20_000].tolist(), total[:20_000].tolist(), strict=True)]
    theirs = seconds(lambda: [consistency_check(mean, n) for mean, n in few]) / len(few)
    ours = seconds(lambda: bounds.share_is_possible(share, 2, total)) / len(share)
    print(f"{'grim from PyPI':34}{1e-6 / theirs:10.2f} Mrow/s, {theirs / ours:,.0f} times as long a row as ours")


def main(rows: int = ROWS) -> None:
    rng = np.random.default_rng(1)
    total = rng.integers(1, 10**6, rows)
    share = rng.integers(0, 10_001, rows)
    copy = seconds(lambda: (share.copy(), total.copy()))
    print(f"{'copy of both inputs':34}{copy:8.3f} s{rows / copy / 1e6:10.0f} Mrow/s")
    for mode in bounds.MODES:
        spent = seconds(lambda mode=mode: bounds.share_is_possible(share, 2, total, mode))
        speed = f"{rows / spent / 1e6:10.0f} Mrow/s{copy / spent:8.2f} of a copy"
        print(f"{'share_is_possible, ' + mode:34}{spent:8.3f} s{speed}")
    beyond = rng.integers(10**9, 10**12, rows // 10)
    spent = seconds(lambda: bounds.share_is_possible(share[: rows // 10], 2, beyond))
    print(f"{'the same on int64, totals to 1e12':34}{spent:8.3f} s{rows / 10 / spent / 1e6:10.1f} Mrow/s")
    against_grim(share, total)
    started = time.perf_counter()
    bounds.too_round([5_150_092, 4_445_978], 10_058_774, 1)
    first = time.perf_counter() - started
    started = time.perf_counter()
    bounds.too_round([6_408_844, 5_326_104], 12_335_884, 2)
    second = time.perf_counter() - started
    started = time.perf_counter()
    bounds.too_round([493_435] * 24, 12_335_884, 2)
    many = time.perf_counter() - started
    print(f"too_round, three shares: {first * 1e3:.0f} ms to one decimal, {second * 1e3:.0f} ms to two")
    print(f"too_round, 25 shares to two decimals: {many:.1f} s")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
