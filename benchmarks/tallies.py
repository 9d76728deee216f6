"""Polling-station tables of real sizes: `python benchmarks/tallies.py [STATIONS]`.

Reads, sums up and bounds a table of a million stations, makes every test on 97,000 of them, and compares the exact
one of whole percentages with a thousand Monte Carlo rounds of the same. CPU seconds; nothing fails.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from analyzer import tallies  # noqa: E402 (the package of this checkout, installed or not)
from analyzer.model import Candidate, Contest, Source, SourceKind  # noqa: E402
from analyzer.tallies import evidence, forensic  # noqa: E402
from analyzer.tallies.forensic import integers  # noqa: E402
from analyzer.tallies.stations import Stations  # noqa: E402

STATIONS = 1_000_000
TESTED = 97_000
ROUNDS = 1000
MEASURED = 5  # rounds that are made; the rest is multiplied


def contest(stations: int) -> Contest:
    return Contest(
        id="invented",
        name="Invented",
        date=date(2020, 1, 1),
        candidates=(Candidate("ada", "Ada"), Candidate("ben", "Ben")),
        sources=(Source("board", "Board", SourceKind.AUTHORITY),),
        tally_sheets=stations + stations // 5,
    )


def write(path: Path, stations: int) -> None:
    rng = np.random.default_rng(1)
    registered = rng.integers(200, 1200, stations)
    valid = rng.binomial(registered, 0.6)
    ada = rng.binomial(valid, 0.55)
    columns = (np.arange(stations), registered, valid, ada, valid - ada)
    with path.open("w", encoding="ascii") as file:
        file.write("station,registered,valid,ada,ben\n")
        np.savetxt(file, np.stack(columns, axis=1), fmt="%d", delimiter=",")


def cpu(job: Callable[[], object]) -> tuple[float, object]:
    started = time.process_time()
    answer = job()
    return time.process_time() - started, answer


def main(stations: int = STATIONS) -> None:
    about = contest(stations)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stations.csv"
        write(path, stations)
        reading, table = cpu(lambda: tallies.load(path, about))
        summing, _ = cpu(lambda: evidence.findings(evidence.evidence(table, about), [], "board", 0.25))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{stations:,} stations: read {reading:.2f} s, totals and bounds {summing:.2f} s, {peak:,.0f} MiB at most")
    votes, valid, registered = (table[name].to_numpy(np.float64)[:TESTED] for name in ("ada", "valid", "registered"))
    parts = [(votes, valid), (valid, registered)]
    exact, found = cpu(lambda: integers.union(parts))
    rng = np.random.default_rng(2)

    def drawn() -> int:
        hit = np.zeros(len(votes), np.bool_)
        for part, of in parts:
            hit |= integers.is_whole(rng.binomial(of.astype(np.int64), part / of).astype(np.float64), of)
        return int(hit.sum())

    spent, runs = cpu(lambda: [drawn() for _ in range(MEASURED)])
    whole = spent / MEASURED * ROUNDS
    print(
        f"whole percentages on {len(votes):,} stations: exact {exact:.2f} s ({found.expected:,.1f} expected), "
        f"{ROUNDS:,} rounds {whole:,.1f} s ({np.mean(runs):,.1f}), {whole / exact:,.0f} times as long"
    )
    every, _ = cpu(lambda: forensic.outcomes(Stations(votes, valid, valid, registered), "Ada"))
    print(f"all tests on {len(votes):,} stations: {every:.2f} s")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
