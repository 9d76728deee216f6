"""What written figures allow, against an oracle in exact fractions."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import SHARED, needs_shared

from analyzer import bounds
from analyzer.model import MEASURES, Hedge

MODES = st.sampled_from(bounds.MODES)
DECIMALS = st.integers(0, 6)


def rounded(x: Fraction, mode: str) -> int:
    """`x` rounded to an integer, written apart from the code under test."""
    below = floor(x)
    rest = x - below
    if mode == "truncate":
        return below
    if mode == "ceiling":
        return ceil(x)
    if rest == Fraction(1, 2):
        return below + 1 if mode == "half-up" else below + below % 2
    return below + (rest > Fraction(1, 2))


def printed(votes: int, total: int, decimals: int, mode: str) -> int:
    return rounded(Fraction(votes * 100 * 10**decimals, total), mode)


@given(st.integers(1, 400), DECIMALS.filter(lambda d: d < 3), MODES, st.data())
def test_vote_bounds_are_all_votes_that_print_so(total: int, decimals: int, mode: str, data: st.DataObject) -> None:
    share = data.draw(st.integers(0, 101 * 10**decimals))
    votes = [v for v in range(total + 1) if printed(v, total, decimals, mode) == share]
    low, high = bounds.vote_bounds(share, decimals, total, mode)
    assert list(range(int(low), int(high) + 1)) == votes
    assert bool(bounds.share_is_possible(share, decimals, total, mode)) == bool(votes)


@given(st.integers(1, 2**63 - 1), DECIMALS, MODES, st.data())
def test_vote_bounds_of_huge_totals(total: int, decimals: int, mode: str, data: st.DataObject) -> None:
    votes = data.draw(st.integers(0, total))
    share = printed(votes, total, decimals, mode)
    low, high = (int(end) for end in bounds.vote_bounds(share, decimals, total, mode))
    assert 0 <= low <= votes <= high <= total
    assert printed(low, total, decimals, mode) == printed(high, total, decimals, mode) == share
    assert low == 0 or printed(low - 1, total, decimals, mode) < share
    assert high == total or printed(high + 1, total, decimals, mode) > share


@given(st.integers(0, 10**8), DECIMALS, MODES)
def test_text_and_scaled_integers_say_the_same(scaled: int, decimals: int, mode: str) -> None:
    text = f"{Decimal(scaled).scaleb(-decimals):f}"
    from_text = bounds.rounding_interval(text, decimals, mode)
    assert from_text == bounds.rounding_interval(scaled, decimals, mode)
    reach = {"truncate": (0, 2), "ceiling": (-2, 0)}.get(mode, (-1, 1))
    exact = [Fraction(2 * scaled + by, 2 * 10**decimals) for by in reach]
    assert [float(end) for end in from_text] == [float(end) for end in exact]


def test_shapes_broadcast() -> None:
    low, high = bounds.vote_bounds([["51"], ["43"]], 0, [100, 200, 0])
    assert low.shape == high.shape == (2, 3)
    low, high = bounds.vote_bounds(["51.2", "51.20"], [1, 2], 10_058_774)
    assert (high - low).tolist() == [10058, 1005]
    assert bounds.vote_bounds(np.array([], dtype=np.int64), 2, 10)[0].shape == (0,)


def test_nothing_of_nothing() -> None:
    for share, total in ((0, 0), (10001, 50), (10**15, 2**62)):
        low, high = bounds.vote_bounds(share, 2, total)
        assert low > high


@pytest.mark.parametrize(
    ("share", "decimals", "total"),
    [
        (51.95, 2, 10),
        (-1, 2, 10),
        ("51.9", 2, 10),
        ("51.95", 1, 10),
        ("51.", 0, 10),
        (".5", 1, 10),
        ("-5", 0, 10),
        ("nan", 0, 10),
        ("", 0, 10),
        (float("nan"), 2, 10),
        (None, 2, 10),
        (True, 0, 10),
        (51, 7, 10),
        (51, -1, 10),
        (51, 0.0, 10),
        (51, 0, 10.0),
        (51, 0, -1),
        (51, 0, 2**63),
    ],
)
def test_what_is_no_share_or_total_is_refused(share: object, decimals: object, total: object) -> None:
    with pytest.raises(ValueError, match="expected"):
        bounds.vote_bounds(share, decimals, total)


def test_unknown_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="mode"):
        bounds.share_is_possible("51.2", 1, 100, "nearest")


@needs_shared
def test_published_grim_examples() -> None:
    """Percentages among the published examples, each mode as computed there in exact arithmetic."""
    with (SHARED / "validation" / "grim_examples.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["test"] == "grim_percent" and row["items"] == "1"]
    assert rows
    for row in rows:
        share = f"{Decimal(row['x']) * 100:f}"
        decimals = len(share.partition(".")[2])
        for column, mode in (
            ("exact_half_up", "half-up"),
            ("exact_half_even", "half-even"),
            ("exact_trunc", "truncate"),
        ):
            assert str(bool(bounds.share_is_possible(share, decimals, int(row["n"]), mode))) == row[column], row


@pytest.mark.parametrize(
    ("digits", "count", "unit"),
    [
        ("51.20", False, "0.01"),
        ("65", False, "1"),
        ("100", False, "1"),
        ("0", False, "1"),
        ("5150092", True, "0"),
        ("16000", True, "1000"),
        ("7300000", True, "100000"),
        ("1400", True, "0"),
        ("20000", True, "10000"),
        ("0", True, "0"),
        ("0000", True, "0"),
        ("7.3", True, "0.1"),
    ],
)
def test_printed_unit(digits: str, count: bool, unit: str) -> None:
    assert bounds.printed_unit(digits, count=count) == Decimal(unit)


@pytest.mark.parametrize("digits", ["", "5,000", "-5", "1e5", "5.", ".5", " 5"])
def test_printed_unit_of_what_is_no_number(digits: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        bounds.printed_unit(digits, count=True)


@pytest.mark.parametrize(
    ("value", "unit", "hedge", "measure", "usual", "widest"),
    [
        (51.95, 0.01, "exact", "share", (51.945, 51.955), (51.945, 51.96)),
        (38, 1, "under", "margin_points", (37, 38), (36, 38)),
        (38, 1, "exact", "margin_points", (37.5, 38.5), (37, 39)),
        (7.3e6, 1e5, "exact", "votes", (7.25e6, 7.35e6), (7.25e6, 7.35e6)),
        (5150092, 0, "exact", "votes", (5150092, 5150092), (5150092, 5150092)),
        (5150092, 0, "about", "votes", (5150091, 5150093), (5150090, 5150094)),
        (80, 1, "at_least", "coverage", (80, 81), (80, 100)),
        (2000, 1000, "at_least", "votes", (2000, 3000), (2000, np.inf)),
        (80, 1, "at_most", "turnout", (79, 80), (0, 80)),
        (80, 1, "over", "turnout", (80, 81), (80, 82)),
        (97, 1, "under", "coverage", (96, 97), (95, 97)),
        (52, 1, "about", "share", (51, 53), (50, 54)),
        (0, 1, "exact", "share", (0, 0.5), (0, 1)),
        (100, 1, "exact", "coverage", (99.5, 100), (99.5, 100)),
        (104, 1, "exact", "share", (103.5, 104.5), (103.5, 105)),
        (1000, 1000, "about", "votes", (0, 2000), (0, 3000)),
    ],
)
def test_readings(
    value: float, unit: float, hedge: str, measure: str, usual: tuple[float, float], widest: tuple[float, float]
) -> None:
    assert bounds.usual_reading(value, unit, hedge, measure) == usual
    assert bounds.widest_reading(value, unit, hedge, measure) == widest


@given(
    st.one_of(st.integers(0, 10**7).map(float), st.decimals(0, 130, places=3).map(float)),
    st.sampled_from([0.0, 0.001, 0.01, 0.1, 1.0, 1000.0]),
    st.sampled_from(list(Hedge)),
    st.sampled_from(list(MEASURES)),
)
def test_one_figure_is_read_as_many_are(value: float, unit: float, hedge: Hedge, measure: str) -> None:
    assert bounds.usual_ends(value, unit, hedge, measure) == bounds.usual_reading(value, unit, hedge, measure)


@given(
    st.integers(0, 12_000),
    st.integers(0, 3),
    st.lists(st.sampled_from(list(Hedge)), min_size=1, max_size=5),
    st.sampled_from(list(MEASURES)),
)
def test_widest_holds_usual_holds_value(scaled: int, places: int, hedges: list[Hedge], measure: str) -> None:
    value, unit = scaled / 10**places, 10.0**-places
    low, high = bounds.usual_reading(value, unit, hedges, measure)
    least, most = bounds.widest_reading(value, unit, hedges, measure)
    assert (least <= low).all()
    assert (low <= value).all()
    assert (value <= high).all()
    assert (high <= most).all()
    assert (least >= 0).all()


def test_unknown_words_are_refused() -> None:
    with pytest.raises(ValueError, match="maybe"):
        bounds.usual_reading([5, 6], 1, ["exact", "maybe"], "share")
    with pytest.raises(ValueError, match="mood"):
        bounds.widest_reading(5, 1, "exact", "mood")


def test_implied_total() -> None:
    low, high = bounds.implied_total(
        [7.25e6, 0, 5, np.nan, 5], [7.35e6, 0, 6, 5, 6], [64.5, 0, 0, 1, 0], [65.5, 0, 1, 2, 0]
    )
    assert low[0] == float(Fraction(7_250_000) / Fraction("0.655"))
    assert high[0] == float(Fraction(7_350_000) / Fraction("0.645"))
    assert (low[1], high[1]) == (0.0, np.inf)
    assert (low[2], high[2]) == (500.0, np.inf)
    assert np.isnan(low[3])
    assert low[4] == np.inf


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.data())
def test_final_share_lies_within(counted: int, rest: int, data: st.DataObject) -> None:
    """Whatever the uncounted votes are, the final share is within the bounds (equal votes a sheet)."""
    mine, more = data.draw(st.integers(0, counted)), data.draw(st.integers(0, rest))
    share, coverage = 100 * mine / counted, 100 * counted / (counted + rest)
    low, high = bounds.uncounted_share(share, share, coverage, coverage)
    assert low - 1e-9 <= 100 * (mine + more) / (counted + rest) <= high + 1e-9


def test_increment_of_two_bulletins() -> None:
    votes, shares = bounds.increment([5150092, 4445978, 462704], [6408844, 5326104, 600936])
    assert votes.tolist() == [1258752, 880126, 138232]
    assert shares.round(3).tolist() == [55.278, 38.651, 6.071]
    fallen, none = bounds.increment([[5, 5], [1, 2]], [[4, 4], [1, 2]])
    assert fallen.tolist() == [[-1, -1], [0, 0]]
    assert np.isnan(none).all()
    with pytest.raises(ValueError, match="whole"):
        bounds.increment([1.5], [2.5])
