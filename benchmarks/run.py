"""How fast the commands start and the main job runs: `make bench`.

Prints, for each job, the least of several runs in seconds of CPU (user and system), and what a budget says of it. It
measures; it does not fail.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
HEAVY = ("numpy", "scipy", "pandas", "matplotlib", "jinja2")


def cpu_seconds(command: Sequence[str]) -> float:
    """Least CPU time of a command over some runs; the least is the least disturbed."""
    times = []
    for _ in range(RUNS):
        before = os.times()
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
        if done.returncode not in (0, 1):  # 1: check found something inconsistent, as it does in the seeds
            raise SystemExit(done.stderr.decode(errors="replace"))
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        times.append(spent)
    return min(times)


def loaded(arguments: Sequence[str]) -> str:
    """Which heavy libraries a command of ours has loaded when it ends."""
    code = (
        "import sys\n"
        "from analyzer.cli import main\n"
        f"try:\n    main({list(arguments)!r})\nexcept SystemExit:\n    pass\n"
        f"print(*(name for name in {HEAVY} if name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True, text=True)
    return done.stderr.splitlines()[-1] or "none of them"


def main() -> None:
    python = sys.executable
    command = (python, "-m", "analyzer")
    pandas = cpu_seconds((python, "-c", "import pandas"))
    with tempfile.TemporaryDirectory() as out:
        jobs = {
            "--help": (["--help"], pandas),
            "contest list": (["contest", "list"], pandas),
            "extract seeds": (["extract", "seeds"], None),
            "check seeds": (["check", "seeds"], None),
            "figures seeds": (["figures", "seeds", "--out", f"{out}/figures"], None),
            "report seeds": (["report", "seeds", "--out", f"{out}/report"], 3.0),
        }
        print(f"{'import pandas':16}{pandas:8.2f} s")
        for name, (arguments, budget) in jobs.items():
            spent = cpu_seconds((*command, *arguments))
            verdict = "" if budget is None else f"  {'within' if spent <= budget else 'OVER'} {budget:.2f} s"
            print(f"{name:16}{spent:8.2f} s{verdict:18}  loads {loaded(arguments)}")


if __name__ == "__main__":
    main()
