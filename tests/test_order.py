"""What is said does not depend on the order of rows and files: not a word, not the order of findings, not a label."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import analyzer
from analyzer import pipeline, tallies
from analyzer.model import Candidate, Contest, Source, SourceKind
from analyzer.order import in_order
from analyzer.sides import sides
from analyzer.tallies import checked

ISLE = Contest(
    id="isle",
    name="Isle",
    date=date(2020, 1, 1),
    candidates=(Candidate("zoe", "Zoe Ray"), Candidate("ada", "Ada Brown"), Candidate("ben", "Ben Dole")),
    sources=(Source("zeal", "Zeal Board", SourceKind.AUTHORITY), Source("camp", "Camp", SourceKind.CAMPAIGN)),
    tally_sheets=100,
)
ROWS = [
    ("zeal", "share", "ada", "51.2", "bulletin 2"),
    ("zeal", "share", "zoe", "47.9", "bulletin 2"),
    ("zeal", "share", "ada", "49.0", "bulletin 10"),
    ("zeal", "coverage", "", "80", "bulletin 10"),
    ("zeal", "coverage", "", "40", "bulletin 2"),
    ("camp", "share", "zoe", "67", ""),
    ("camp", "share", "ada", "30", ""),
    ("camp", "coverage", "", "75", ""),
    ("camp", "votes", "zoe", "670000", ""),
    ("stray", "share", "ben", "12", ""),
    ("stray", "share", "ada", "70", ""),
    ("", "share", "ben", "60", ""),
]
TABLE = pd.DataFrame(ROWS, columns=["source", "measure", "subject", "value", "as_of"])
TEXTS = {
    "a.txt": "The Zeal Board gave Ada Brown 51.2 percent and Zoe Ray 47.9 percent with 80 percent of sheets counted.",
    "b.txt": "The Camp said Zoe Ray won 67 percent and Ada Brown 30 percent, with 75 percent of sheets counted.",
    "c.txt": "The Camp said Zoe Ray won 70 percent of the votes. The Zeal Board gave Ada Brown 53.1 percent.",
}


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_rows_changes_no_word(seed: int) -> None:
    mixed = TABLE.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(analyzer.check(mixed, ISLE), analyzer.check(TABLE, ISLE))
    one, other = (analyzer.feasibility.conflicts(table, ISLE) for table in (mixed, TABLE))
    assert [c.claims for c in one] == [c.claims for c in other]
    one, other = (analyzer.plot.data("shares", table, ISLE) for table in (mixed, TABLE))
    pd.testing.assert_frame_equal(one, other)
    sheets = pd.DataFrame({"station": ["a", "b"], "ada": [30.0, 40.0], "ben": [70.0, 60.0], "zoe": [5.0, 6.0]})
    one, other = (tallies.check(sheets, table, ISLE, source="zeal") for table in (mixed, TABLE))
    pd.testing.assert_frame_equal(one, other)


def test_the_order_of_files_changes_no_word(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [tmp_path / name for name in TEXTS]
    one, other = (pipeline.run(some, [ISLE]) for some in (paths, paths[::-1]))
    assert one.findings
    assert [*map(str, one.findings)] == [*map(str, other.findings)]
    assert one.claims == other.claims


def test_the_order_of_claims_tables_of_several_contests_changes_nothing(tmp_path: Path) -> None:
    other = replace(ISLE, id="aland")
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path, contest in zip(paths, (ISLE, other), strict=True):
        TABLE.assign(contest=contest.id).to_csv(path, index=False)
    for given in ([ISLE, other], [other, ISLE]):
        one, two = (pipeline.gather(some, given) for some in (paths, paths[::-1]))
        assert [c.id for c in one.contests] == [c.id for c in two.contests] == [c.id for c in given]
        first, second = (pipeline.check(found.claims, found.contests) for found in (one, two))
        assert [*map(str, first)] == [*map(str, second)]


def test_claims_without_a_place_stand_as_the_contest_lists_whose_they_are() -> None:
    claims = tuple(checked.claims_of(TABLE, ISLE))
    order = np.random.default_rng(1).permutation(len(claims))
    assert in_order([claims[place] for place in order], [ISLE]) == claims
    said = [(c.source, c.as_of) for c in claims]
    assert list(dict.fromkeys(said)) == [
        *(("zeal", "bulletin 2"), ("zeal", "bulletin 10"), ("camp", ""), ("stray", ""), ("", ""))
    ]
    assert [c.subject for c in claims[:2]] == ["zoe", "ada"]
    assert [side.count.as_of for side in sides(claims, ISLE)][:2] == ["bulletin 2", "bulletin 10"]
