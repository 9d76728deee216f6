"""What is no figure: a ValueError or exit 2 that names it, at every door of the core; never a wrong number."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from claims_support import CONTEST, NINE, claim
from click.testing import CliRunner, Result

from analyzer import bounds, checks, feasibility, ledger
from analyzer.cli import main
from analyzer.model import InputError, Verdict

NO_NUMBERS = (-1.0, -5, float("inf"), -float("inf"), 1e400, "x", "1e400", "51.95", True, [5.0, -1.0], [1.0, "x"])
NO_FIGURES = (*NO_NUMBERS, float("nan"), None)
ONE = claim("cne share maduro 51.95")


# over arrays


@pytest.mark.parametrize("bad", NO_NUMBERS, ids=repr)
@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("function", [bounds.implied_total, bounds.uncounted_share])
def test_ends_of_intervals(function: Callable[..., object], place: int, bad: object) -> None:
    ends: list[object] = [10.0, 20.0, 30.0, 40.0]
    ends[place] = bad
    if isinstance(bad, float) and bad == float("inf") and place in {1, 3}:
        assert function(*ends) is not None  # what nothing limits from above
        return
    with pytest.raises(ValueError, match="expected"):
        function(*ends)


def test_what_is_missing_stays_missing_and_is_no_zero() -> None:
    for missing in (float("nan"), None):
        low, high = bounds.implied_total(missing, 20.0, 30.0, 40.0)
        assert np.isnan(low)
        assert high == pytest.approx(20.0 / 0.3)


def test_coverage_above_all_sheets() -> None:
    with pytest.raises(ValueError, match="coverage of 100 at most"):
        bounds.uncounted_share(50.0, 51.0, 101.0, 102.0)


@pytest.mark.parametrize("bad", NO_FIGURES, ids=repr)
@pytest.mark.parametrize("reading", [bounds.usual_reading, bounds.widest_reading])
def test_values_and_units(reading: Callable[..., object], bad: object) -> None:
    with pytest.raises(ValueError, match="expected"):
        reading(bad, 0.01, "exact", "share")
    with pytest.raises(ValueError, match="expected"):
        reading(51.95, bad, "exact", "share")


@pytest.mark.parametrize("bad", [b for b in NO_FIGURES if b != "51.95"], ids=repr)
@pytest.mark.parametrize("function", [bounds.vote_bounds, bounds.share_is_possible])
def test_printed_shares_and_totals(function: Callable[..., object], bad: object) -> None:
    if not isinstance(bad, list):
        with pytest.raises(ValueError, match="expected"):
            bounds.rounding_interval(bad, 2)
    with pytest.raises(ValueError, match="expected"):
        function(bad, 2, 100)
    with pytest.raises(ValueError, match="expected"):
        function(5195, 2, bad)


@pytest.mark.parametrize("decimals", [7, -1, 2.0, float("nan"), "2", None])
def test_more_decimals_than_exactness_allows(decimals: object) -> None:
    for function in (bounds.vote_bounds, bounds.share_is_possible):
        with pytest.raises(ValueError, match="decimals between 0 and 6"):
            function("51.1234567", decimals, 100)


@pytest.mark.parametrize("bad", NO_FIGURES, ids=repr)
def test_increments(bad: object) -> None:
    for one, other in (([bad], [1]), ([1], [bad])):
        with pytest.raises(ValueError, match="expected"):
            bounds.increment(one, other)


def test_increments_of_the_largest_counts_do_not_wrap() -> None:
    votes, shares = bounds.increment([0, 0, 0], [2**62, 2**62, 2**62])
    assert votes.tolist() == [2**62] * 3
    assert shares.tolist() == pytest.approx([100.0 / 3] * 3)


def test_empty_arrays_have_empty_answers() -> None:
    nothing = np.array([], np.int64)
    assert bounds.share_is_possible(nothing, 2, nothing).shape == (0,)
    assert [end.shape for end in bounds.vote_bounds(nothing, 2, nothing)] == [(0,), (0,)]
    assert [end.shape for end in bounds.implied_total([], [], [], [])] == [(0,), (0,)]
    assert [end.shape for end in bounds.uncounted_share([], [], [], [])] == [(0,), (0,)]
    assert [end.shape for end in bounds.usual_reading([], [], [], [])] == [(0,), (0,)]


# over claims


@pytest.mark.parametrize("field", ["value", "resolution", "low", "high"])
@pytest.mark.parametrize("bad", [b for b in NO_FIGURES if b != float("inf")], ids=repr)
def test_numbers_of_claims(field: str, bad: object) -> None:
    wrong = replace(ONE, **{field: bad})
    for ask in (
        lambda: ledger.build([wrong], CONTEST),
        lambda: feasibility.conflicts([*NINE[:7], wrong], CONTEST),
        lambda: feasibility.joint_bounds([wrong], CONTEST, feasibility.total(0)),
        lambda: feasibility.turning_value([wrong], CONTEST),
    ):
        with pytest.raises(InputError, match=f"^claim cne share maduro 51.95: {field}: expected .*, found "):
            ask()


def test_an_interval_upside_down() -> None:
    with pytest.raises(InputError, match=r"low: expected 50\.0 at most"):
        ledger.build([replace(ONE, high=50.0)], CONTEST)


@pytest.mark.parametrize("bad", NO_FIGURES, ids=repr)
def test_the_assumption_on_uncounted_sheets(bad: object) -> None:
    for ask in (
        lambda: checks.run(ledger.build(NINE, CONTEST), bad),  # type: ignore[arg-type]
        lambda: feasibility.conflicts(NINE, CONTEST, uncounted=bad),  # type: ignore[arg-type]
        lambda: feasibility.joint_bounds(NINE, CONTEST, feasibility.total(0), uncounted=bad),  # type: ignore[arg-type]
    ):
        with pytest.raises(ValueError, match="expected a part of 0 or more"):
            ask()


def test_no_claims_at_all() -> None:
    assert checks.run(ledger.build([], CONTEST)) == []
    assert feasibility.conflicts([], CONTEST) == []
    assert feasibility.turning_value([], CONTEST) == 1.0
    with pytest.raises(ValueError, match="found 'total' of count 0"):
        feasibility.joint_bounds([], CONTEST, feasibility.total(0))


# over tables


def check(path: Path, text: str) -> Result:
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["check", str(path), "--contest", CONTEST.id, "--format", "jsonl"])


def verdicts(result: Result) -> list[str]:
    return [json.loads(line)["verdict"] for line in result.stdout.splitlines()]


@pytest.mark.parametrize("value", ["-1", "nan", "inf", "-inf", "1e400", "fifty", "", "51,,2", "٥x"])
def test_check_names_row_and_column_and_goes_on(tmp_path: Path, value: str) -> None:
    head = "source,measure,subject,value\ncne,share,maduro,51.95\n"
    result = check(tmp_path / "claims.csv", f'{head}cne,share,gonzalez,"{value}"\ncne,share,gonzalez,60\n')
    assert result.exit_code == 2
    (fault,) = [line for line in result.stderr.splitlines() if "claims.csv" in line]
    assert fault.startswith(f"analyzer: {tmp_path / 'claims.csv'}:3: value: expected")
    # The rows around it are checked: 51.95 and 60 % are more than all.
    assert "inconsistent" in verdicts(result)


def test_check_of_more_decimals_than_exactness_allows(tmp_path: Path) -> None:
    result = check(
        tmp_path / "c.csv", "source,measure,subject,value\ncne,votes,maduro,3\ncne,share,maduro,42.8571429\n"
    )
    assert result.exit_code == 2
    assert f"{tmp_path / 'c.csv'}:3: value: expected at most 6 decimals" in result.stderr


@pytest.mark.parametrize(
    "row", ["share,maduro,51.95", "votes,maduro,100", "margin_points,maduro,8", "turnout,,59.97", "coverage,,80"]
)
def test_one_claim_alone_is_undetermined(tmp_path: Path, row: str) -> None:
    result = check(tmp_path / "one.csv", f"source,measure,subject,value\ncne,{row}\n")
    assert result.exit_code == 0
    assert set(verdicts(result)) == {Verdict.UNDETERMINED}


@pytest.mark.parametrize("measure", ["share,maduro", "margin_points,maduro", "turnout,", "coverage,"])
def test_a_percentage_above_hundred_is_inconsistent_by_itself(tmp_path: Path, measure: str) -> None:
    result = check(tmp_path / "one.csv", f"source,measure,subject,value\ncne,{measure},100.01\n")
    assert result.exit_code == 1
    assert verdicts(result).count("inconsistent") == 1
    just = check(tmp_path / "two.csv", f"source,measure,subject,value\ncne,{measure},100.00\n")
    assert just.exit_code == 0


def test_an_empty_table(tmp_path: Path) -> None:
    assert check(tmp_path / "head.csv", "source,measure,subject,value\n").exit_code == 0
    nothing = check(tmp_path / "empty.csv", "")
    assert nothing.exit_code == 2
    assert str(tmp_path / "empty.csv") in nothing.stderr
