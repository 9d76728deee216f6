"""Polling-station tables from Python: what is no table, no claims or no contest is said in one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from test_tallies import ISLE

from analyzer import tallies
from analyzer.model import InputError

TABLE = pd.DataFrame({"station": ["a", "b"], "ada": [30.0, 40.0], "ben": [70.0, 60.0]})
CLAIMS = pd.DataFrame([{"source": "camp", "measure": "votes", "subject": "ada", "value": "70"}])


def check(**other: Any) -> pd.DataFrame:
    given: dict[str, Any] = {"table": TABLE, "claims": CLAIMS, "contest": ISLE, "source": "camp"} | other
    return tallies.check(**given)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"table": TABLE.drop(columns="station")}, 'table: expected a column station, found "ada, ben"'),
        ({"table": TABLE[["station"]]}, 'table: expected a column of a candidate (ada, ben), found "station"'),
        ({"table": TABLE.iloc[:0]}, "table: expected votes of a candidate on some tally sheet, found none on 0"),
        ({"table": TABLE.assign(ada=0.0, ben=np.nan)}, "expected votes of a candidate on some tally sheet, found none"),
        ({"table": TABLE.assign(ada=["30", "40"])}, 'table: ada: expected a count, whole and not negative, found "30"'),
        (
            {"table": TABLE.assign(ada=[-30.0, 40.0])},
            "table: row 0: ada: expected a count, whole and not negative, found",
        ),
        (
            {"table": TABLE.assign(ben=[7.0, 0.5])},
            "table: row 1: ben: expected a count, whole and not negative, found 0.5",
        ),
        ({"table": TABLE.assign(ben=[7.0, np.inf])}, "table: row 1: ben: expected a count"),
        (
            {"table": TABLE.assign(valid=["x", "y"])},
            'table: valid: expected a count, whole and not negative, found "x"',
        ),
        (
            {"table": pd.concat([TABLE, TABLE[["ada"]]], axis=1)},
            'table: expected column names that differ, found "ada" twice',
        ),
        ({"table": None}, "table: expected a DataFrame as tallies.load makes it, found None"),
        ({"claims": None}, "claims: expected a DataFrame of claims, found None"),
        ({"claims": [1]}, "claims: expected a DataFrame of claims, found list"),
        ({"claims": CLAIMS.drop(columns="value")}, "value"),
        ({"contest": "no-such-contest"}, "no-such-contest"),
        ({"contest": None}, "contest: expected a Contest, the id of a bundled one or a file, found None"),
        ({"source": "nobody"}, "source: expected one of board, camp, found nobody"),
        ({"uncounted": -3}, "uncounted: expected a finite number that is not negative, found -3"),
        ({"uncounted": float("nan")}, "uncounted: expected a finite number that is not negative, found nan"),
        ({"uncounted": float("inf")}, "uncounted: expected a finite number that is not negative, found inf"),
        ({"uncounted": "much"}, 'uncounted: expected a finite number that is not negative, found "much"'),
    ],
)
def test_it_is_one_line(other: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError) as error:
        check(**other)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def said(table: pd.DataFrame) -> str:
    return str(check(table=table)["message"].str.cat()).replace("\N{NO-BREAK SPACE}", " ")


def test_what_is_given_stays_as_it_is_and_may_be_of_any_numbers() -> None:
    for table in (
        TABLE,
        TABLE.astype({"ada": int, "ben": "Int64"}),
        TABLE.set_axis([0, 0]),
        TABLE.assign(region=["x", None], remark=["y", "z"]),
    ):
        before = table.copy(deep=True)
        assert "70 votes for Ada Brown; its 2 tally sheets hold 70 votes: borne out." in said(table)
        pd.testing.assert_frame_equal(before, table)


def test_a_contest_may_be_its_id_or_file(tmp_path: Path) -> None:
    votes = pd.DataFrame({"station": ["1"], "maduro": [5], "gonzalez": [7]})
    claims = CLAIMS.assign(source="cne", subject="maduro", value="5")
    id = "venezuela-2024-presidential"
    assert len(tallies.check(votes, claims, id, "cne"))
    assert len(tallies.profiles(votes, claims, id)) == 4
    (tmp_path / "t.csv").write_text("mesa,EG,NM\n1,7,5\n", encoding="utf-8")
    assert tallies.load(tmp_path / "t.csv", id)["gonzalez"].tolist() == [7]
    with pytest.raises(InputError, match="uncounted"):
        tallies.profiles(votes, claims, id, uncounted=-1)


def test_tables_to_compare_are_checked_too() -> None:
    votes = pd.DataFrame({"station": ["1", "2"], "maduro": [5, 6], "gonzalez": [7, 8]})
    changed = tallies.compare(votes, votes.assign(maduro=[5, 9]), "venezuela-2024-presidential").changed
    assert changed == ("2",)
    with pytest.raises(InputError, match="table: expected a column station"):
        tallies.compare(TABLE.drop(columns="station"), TABLE, ISLE)
    with pytest.raises(InputError, match="table: expected a DataFrame"):
        tallies.compare(TABLE, None, ISLE)  # type: ignore[arg-type]


@pytest.mark.parametrize("e", [1, 0.5, np.int64(1), np.float32(0.5)])
def test_uncounted_may_be_any_number(e: Any) -> None:
    assert len(check(uncounted=e))


def test_nobody_known_published_it() -> None:
    assert len(check(source=""))
