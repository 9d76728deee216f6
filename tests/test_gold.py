"""The gold sets: what the reader scores on them, by the scorer that comes with them.

The five articles must be read without a fault. On the other sets a floor guards against falling back, and the
goals set for them hold.
"""

import importlib.util
from dataclasses import asdict
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from support import SHARED, needs_shared

from analyzer import contest as contests
from analyzer.model import Document
from analyzer.reading import claims as reader

pytestmark = needs_shared
LEVELS = ("number", "+measure", "+subject", "+source")

# set -> level -> the F1 that was reached; a change may not lose more than a point of it. "written" lost a point of
# "+subject" to one text when shares that add to more than 100 came to be read as told (docs/decisions/settling.md).
# The weights were once fitted more closely to these sets (0.979, 0.948 of dev, 0.935, 0.874 of written); a stronger
# penalty and more texts of other kinds gave that up for one to three points on texts that were held out
# (docs/decisions/weights-log.md).
FLOORS = {
    "dev": {"number": 0.979, "+subject": 0.972, "+source": 0.945},
    "written": {"number": 0.960, "+subject": 0.908, "+source": 0.852},
}
GOALS = {
    ("dev", "+subject"): 0.95,
    ("dev", "+source"): 0.92,
    ("written", "+subject"): 0.90,
    ("written", "+source"): 0.85,
}


@cache
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", SHARED / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def scores(name: str) -> dict[str, float]:
    """F1 at each level, and the accuracy of the hedge, over one set."""
    score, gold, found, hits = scorer(), 0, 0, dict.fromkeys(LEVELS, 0)
    hedged = right = 0
    for folder in sorted(p.parent for p in (SHARED / "gold" / name).rglob("contest.toml")):
        contest = contests.load(folder / "contest.toml")
        for path in sorted(folder.glob("*.json")):
            wanted = annotations(path)
            text = path.with_suffix(".txt").read_text(encoding="utf-8")
            read = [asdict(c) for c in reader.extract(Document(path.stem, text), contest)[0]]
            gold, found = gold + len(wanted), found + len(read)
            for level in LEVELS:
                hits[level] += len(score.match(wanted, read, score.LEVELS[level]))
            pairs = score.match(wanted, read, ())
            hedged += len(pairs)
            right += sum(g["hedge"] == score.FOLDED.get(str(f["hedge"]), str(f["hedge"])) for g, f in pairs)
    return {level: 2 * hits[level] / (gold + found) for level in LEVELS} | {"hedge": right / hedged}


def annotations(path: Path) -> list[dict[str, Any]]:
    import json

    return list(json.loads(path.read_text(encoding="utf-8"))["claims"])


@pytest.mark.parametrize("level", [*LEVELS, "hedge"])
def test_the_five_articles_are_read_without_a_fault(level: str) -> None:
    assert scores("seeds")[level] == 1.0


@pytest.mark.parametrize(("name", "level"), [(name, level) for name in FLOORS for level in FLOORS[name]])
def test_no_falling_back(name: str, level: str) -> None:
    assert scores(name)[level] >= FLOORS[name][level] - 0.01


@pytest.mark.parametrize("name", FLOORS)
def test_hedges(name: str) -> None:
    assert scores(name)["hedge"] >= 0.95


@pytest.mark.parametrize(("name", "level"), GOALS)
def test_goals(name: str, level: str) -> None:
    assert scores(name)[level] >= GOALS[name, level]
