"""What must be true of a figure before it is printed: bars from zero, numbers that agree, signs that are there."""

from __future__ import annotations

import re

import pytest
from claims_support import CONTEST, claim

from analyzer import checks, ledger
from analyzer.model import Claim
from analyzer.plot import FIGURES, drawing, words
from analyzer.plot.figures import bulletins, conflicts, reconciliation, uncounted, votes
from analyzer.plot.panels import _tick_labels, _ticks, ticks

WORDS = words.load("en")
FALLING = [
    claim("cne votes maduro 6730413", as_of="2024-07-29"),
    claim("cne votes gonzalez 6214889", as_of="2024-07-29"),
    claim("cne votes maduro 5812114", as_of="2024-08-02"),
    claim("cne votes gonzalez 5301220", as_of="2024-08-02"),
]


def test_bars_of_what_fell_begin_at_zero() -> None:
    first, _ = bulletins.panels(bulletins.table(FALLING, (), CONTEST, WORDS), WORDS)
    at = _ticks(first)
    assert at[-1] == 0.0
    assert _tick_labels(at, "votes", WORDS)[0] == "−1"  # millions


def test_labels_of_ticks_do_not_run_into_each_other() -> None:
    labels = _tick_labels(ticks([-919_000, -400_000], from_zero=True), "votes", WORDS)
    assert labels[-1] == "0"
    wide = _tick_labels([place * 100_000.0 - 900_000 for place in range(10)], "votes", WORDS)
    assert wide == ["", "−800,000", "", "−600,000", "", "−400,000", "", "−200,000", "", "0"][-10:]


def test_parts_that_pass_their_total_need_no_room_below_zero() -> None:
    claims = [claim("cne votes maduro 600"), claim("cne votes gonzalez 700"), claim("cne ballots - 1000")]
    (panel,) = reconciliation.panels(reconciliation.table(claims, (), CONTEST, WORDS), WORDS)
    assert _ticks(panel)[0] == 0.0


def test_the_total_of_a_figure_is_that_of_the_finding() -> None:
    claims = [claim("cne votes maduro 2744118"), claim("cne share maduro 49.1"), claim("cne votes gonzalez 2741975"),
              claim("cne share gonzalez 49.06")]  # fmt: skip
    findings = checks.run(ledger.build(claims, CONTEST))
    found = next(finding for finding in findings if finding.check == "implied-total")
    met = next(d for d in votes.table(claims, findings, CONTEST, WORDS) if d.lane == "all together")
    assert (round(met.low), round(met.high)) == (round(found.implied_low), round(found.implied_high))


def test_the_total_has_room_for_the_votes_themselves() -> None:
    claims = [claim("cne votes maduro 5300"), claim("cne share maduro 53.0"), claim("cne votes gonzalez 4700"),
              claim("cne share gonzalez 47.0")]  # fmt: skip
    met = next(d for d in votes.table(claims, (), CONTEST, WORDS) if d.lane == "all together")
    assert met.low == 10_000


def test_title_and_rows_of_the_conflicts_count_alike() -> None:
    claims = [
        claim("opposition share gonzalez 65", statement="a"),
        claim("opposition share maduro 30", statement="a"),
        claim("opposition coverage - 80", statement="a"),
        claim("opposition margin_points gonzalez under 38", document="second", statement="b"),
        claim("cne share maduro 51.95", statement="c", document="third"),
        claim("cne share gonzalez 43.18", statement="c", document="third"),
        claim("cne coverage - under 97", statement="c", document="third"),
    ]
    data = conflicts.table(claims, checks.run(ledger.build(claims, CONTEST)), CONTEST, WORDS)
    title = conflicts.headline(data, WORDS)
    counted = re.match(r"(?:(\d+) of|Each of) the (\d+) ", title)
    assert counted, title
    most = max(data, key=lambda datum: int(re.search(r"\d+", datum.text)[0]))  # type: ignore[index]
    assert f"in {counted[1] or counted[2]} of the {counted[2]} sets" in most.text.replace("\N{NO-BREAK SPACE}", " ")


def _pair(first: float, second: float) -> list[Claim]:
    return [
        claim(f"cne share maduro {first}", basis="valid", statement="a"),
        claim("cne coverage - 68", statement="a"),
        claim(f"opposition share maduro {second}", basis="valid", statement="b"),
        claim("opposition coverage - 98", statement="b"),
    ]


@pytest.mark.parametrize(("pair", "line"), [((52.1, 47.9), True), ((50.0, 50.0), False)])
def test_the_dashed_line_is_drawn_where_it_is_explained(pair: tuple[float, float], line: bool) -> None:
    data = uncounted.table(_pair(*pair), (), CONTEST, WORDS)
    (part,) = uncounted.parts(data)
    turn = next(datum for datum in part if datum.measure == uncounted.TURN)
    weights = [datum.weight for datum in part if isinstance(datum, uncounted.Point) and datum.measure == uncounted.EDGE]
    assert (weights[0] < turn.low < weights[-1]) is line
    assert ("Dashed line" in uncounted.notes(data, WORDS)) is line


def test_every_figure_is_drawn_of_falling_votes() -> None:
    for record in FIGURES:
        data = record.data(FALLING, (), CONTEST)
        if record.drawable(data):
            drawing.draw(record, data, CONTEST)
