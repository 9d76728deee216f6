"""The known answers O-a to O-p on the opposition's and the authority's figures, from this project's own functions."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from claims_support import CONTEST, NINE, SEEDS

from analyzer import bounds, checks, ledger
from analyzer.checks import joint, leaders, share_sum, uncounted
from analyzer.checks.base import figures
from analyzer.ledger import Interval
from analyzer.model import Finding, Verdict

ROWS = Path(__file__).resolve().parents[1].parent / "shared" / "validation" / "election_acceptance.csv"
needs_rows = pytest.mark.skipif(not ROWS.exists(), reason="needs ../shared/validation/election_acceptance.csv")


def _ends(low: object, high: object) -> tuple[float, float]:
    return float(np.asarray(low).item()), float(np.asarray(high).item())


def computed() -> dict[str, tuple[float, float]]:
    """The interval of each row, in the usual reading."""
    book = ledger.build(NINE, CONTEST)
    row = [count.source for count in book.counts].index("opposition")
    authority = [count.source for count in book.counts].index("cne")
    given = figures(book, widest=False, rows=np.array([row]))
    maduro, gonzalez = np.array([0]), np.array([1])
    total = leaders.totals(book, given)
    pair = leaders.pair(book, given, total, gonzalez, maduro)
    nothing = Interval(np.array([np.nan]), np.array([np.nan]))
    shares_only = pair._replace(votes=nothing, other_votes=nothing, total=Interval(np.array([0.0]), np.array([np.inf])))
    votes_only = pair._replace(share=nothing, other_share=nothing, total=Interval(np.array([0.0]), np.array([np.inf])))
    totals = joint.candidate_totals(given.share, given.votes)
    share = joint.tightened(given.share, given.votes, total)
    s_maduro, s_gonzalez = (Interval(share.low[:, c], share.high[:, c]) for c in (0, 1))
    final = Interval(*(end[[authority], [0]] for end in book.usual["share"]))
    outer_lead = Interval(s_gonzalez.low - s_maduro.high, s_gonzalez.high - s_maduro.low)
    cover = given.coverage
    reaches = [
        bounds.uncounted_share(end, end, covered, covered)[1]
        for end, covered in ((s_maduro.low, cover.high), (s_maduro.high, cover.low))
    ]
    keeps = [
        bounds.uncounted_share(end, end, covered, covered)[0]
        for end, covered in ((s_gonzalez.low, cover.low), (s_gonzalez.high, cover.high))
    ]
    return {
        "O-a": _ends(*joint.lead_on_valid(shares_only)),
        "O-b": _ends(*joint.lead_on_two(shares_only)),
        "O-c": _ends(*joint.lead_on_two(votes_only)),
        "O-e": (float(totals.low[0, 1]), float(totals.high[0, 1])),
        "O-f": (float(totals.low[0, 0]), float(totals.high[0, 0])),
        "O-g": _ends(*joint.common_total(totals)),
        "O-h": _ends(*joint.lead_on_valid(pair)),
        "O-i": _ends(*joint.lead_on_two(pair)),
        "O-j": _ends(*share_sum.share_sums(given.share).left),
        "O-k": _ends(*uncounted.uncounted_votes(total, cover)),
        "O-l": _ends(*uncounted.needed_share(final, s_maduro, cover)),
        "O-m": _ends(*reaches),
        "O-n": _ends(*keeps),
        "O-o": _ends(*uncounted.needed_weight(final, s_maduro, cover)),
        "O-p": _ends(*uncounted.overturn_coverage(outer_lead)),
    }


def _rows() -> list[dict[str, str]]:
    if not ROWS.exists():
        return []
    with ROWS.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["id"].startswith("O-")]


def _half_printed(text: str) -> float:
    """Half the last printed unit of a number in the table: all the tolerance there is, and binary noise."""
    return 0.5 * 10.0 ** -len(text.partition(".")[2]) + 1e-9


@needs_rows
@pytest.mark.parametrize("row", [r for r in _rows() if r["low"]], ids=lambda row: row["id"])
def test_interval_of_row(row: dict[str, str]) -> None:
    low, high = computed()[row["id"]]
    assert low == pytest.approx(float(row["low"]), abs=_half_printed(row["low"]))
    assert high == pytest.approx(float(row["high"]), abs=_half_printed(row["high"]))


@needs_rows
def test_every_row_is_held() -> None:
    # O-d alone has no interval: the next test holds it.
    assert {row["id"] for row in _rows()} == set(computed()) | {"O-d"}


@needs_rows
def test_all_vote_margin_leaves_few_votes_for_others() -> None:
    """O-d: 7.3 and 3.3 million give a lead of at least 37 points of all votes only if others have few."""
    most_others = int(next(row for row in _rows() if row["id"] == "O-d")["verdict"].rpartition(" ")[2])
    x, y = Interval(np.array(7.25e6), np.array(7.35e6)), Interval(np.array(3.25e6), np.array(3.35e6))
    nothing = Interval(np.array(np.nan), np.array(np.nan))

    def greatest(others: int) -> float:
        total = Interval(np.array(7.35e6 + 3.25e6 + others), np.array(7.35e6 + 3.25e6 + others))
        return float(joint.lead_on_valid(joint.Pair(nothing, x, nothing, y, total)).high)

    assert greatest(most_others) >= 37.0 > greatest(most_others + 1)


@needs_rows
@pytest.mark.parametrize("row", [r for r in _rows() if r["number"]], ids=lambda row: row["id"])
def test_number_of_row_lies_within(row: dict[str, str]) -> None:
    low, high = computed()[row["id"]]
    assert low <= float(row["number"]) <= high


def _finding(found: list[Finding], check: str, subject: str = "", source: str = "opposition") -> Finding:
    return next(f for f in found if f.check == check and f.subject == subject and source in f.sources)


@pytest.mark.parametrize("claims", [NINE, SEEDS], ids=["nine claims", "all claims of the articles"])
def test_findings_on_the_articles(claims: tuple) -> None:
    found = checks.run(ledger.build(claims, CONTEST))
    margin = _finding(found, "margin", "gonzalez")
    assert margin.verdict is Verdict.STRAINED
    assert "two leading candidates" in margin.message
    assert (margin.stated_low, margin.stated_high) == (37.0, 38.0)
    assert (margin.implied_low, margin.implied_high) == pytest.approx((34.697, 36.0), abs=5e-4)
    assert margin.assumption == ""
    total = _finding(found, "implied-total")
    assert total.verdict is Verdict.CONSISTENT
    assert (total.implied_low, total.implied_high) == (11_068_702, 11_355_932)
    rival = _finding(found, "compatibility", "maduro", "cne")
    assert rival.verdict is Verdict.INCONSISTENT
    assert rival.sources == ("opposition", "cne")
    assert (rival.implied_low, rival.implied_high) == pytest.approx((136.02, 144.65), abs=0.005)
    assert "between 0.75 and 1.25 times" in rival.assumption
    assert "turns at 1.3" in rival.assumption
    assert "1.75" in rival.message
    assert "1.93" in rival.message


def test_verdict_of_the_articles_turns_where_it_says() -> None:
    book = ledger.build(NINE, CONTEST)

    def verdict(e: float) -> Verdict:
        return _finding(checks.run(book, e), "compatibility", "maduro", "cne").verdict

    assert verdict(0.0) is Verdict.INCONSISTENT
    assert verdict(0.34) is Verdict.INCONSISTENT
    assert verdict(0.36) is Verdict.STRAINED
    assert verdict(1.0) is Verdict.CONSISTENT
