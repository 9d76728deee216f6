"""The ground floor stands on numpy alone: bounds, reading, contests, ledger and the closed-form checks."""

from __future__ import annotations

import subprocess
import sys

from support import ROOT

_ALONE = """
import importlib.abc, sys

class Refuse(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names and top not in ("analyzer", "numpy"):
            raise ModuleNotFoundError(f"{name} is not on the ground floor", name=name)
        return None

sys.meta_path.insert(0, Refuse())
"""

_PROGRAM = """
import numpy as np
import analyzer
from analyzer import bounds, contest, ledger
from analyzer.checks import bulletins, compatibility, coverage, granularity, implied_total, margin, share_sum, turnout
from analyzer.model import Document
from analyzer.reading import claims as reader

known = contest.load("venezuela-2024-presidential")
assert bounds.share_is_possible(5195, 2, np.array([10_058_774])).all()
text = "Maduro won 51.95% and González 43.18% with almost 97 percent of tally sheets counted, the CNE said."
found, readings = reader.extract(Document("d", text), known)
assert [c.value for c in found] == [51.95, 43.18, 97.0], found
count = ledger.build(found, known)
said = [f.check for check in (share_sum, granularity, coverage) for f in check.run(count, 0.25)]
print(len(found), *sorted(set(said)))
"""


def test_on_numpy_alone_texts_are_read_and_checked() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ALONE + _PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["3", "coverage", "granularity", "share-sum"]
