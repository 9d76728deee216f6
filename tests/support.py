"""What several test files need: where the shared material lies, and a marker for tests that need it."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
#: Gold annotations and acceptance tables. They are not part of the repository and may be absent.
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(
    not (SHARED / "gold").is_dir(), reason="../shared (gold sets and acceptance tables) is not beside this checkout"
)
