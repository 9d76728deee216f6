"""What the figures show: their data tables, titles and text alternatives, and that every one can be drawn."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import isnan

import pytest
import sample
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from analyzer import pipeline, plot, tables
from analyzer.model import Basis, Candidate, Claim, Contest, Hedge
from analyzer.plot import FIGURES, drawing
from analyzer.plot.datum import COLUMNS, IMPLIED, MISSING, STATED, Datum, as_csv
from analyzer.plot.glyphs import SHORTEST_ARROW

BY_ID = {figure.id: figure for figure in FIGURES}


def table(id: str, claims: Sequence[Claim], contest: Contest = sample.CONTEST) -> tuple[Datum, ...]:
    return BY_ID[id].data(claims, (), contest)


def title(id: str, claims: Sequence[Claim], contest: Contest = sample.CONTEST) -> str:
    return BY_ID[id].title(table(id, claims, contest)).replace("\N{NO-BREAK SPACE}", " ")


def words_in(figure: Figure) -> str:
    """Every word drawn on a figure, lines joined."""
    texts = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
    return " ".join(text.get_text() for text in texts)


def test_the_registry_names_each_figure_once() -> None:
    ids = [figure.id for figure in FIGURES]
    assert set(ids) == {
        "shares", "gap", "uncounted", "conflicts", "votes", "reconciliation", "margins", "coverage", "bulletins",
    }  # fmt: skip
    assert len(ids) == len(set(ids))
    assert all(getattr(plot, id).__name__ == id and getattr(plot, id).__doc__ for id in ids)


def test_importing_the_package_draws_nothing() -> None:
    code = "import sys, analyzer.plot; print([m for m in ('matplotlib', 'pandas', 'scipy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
@pytest.mark.parametrize(("candidates", "sources"), [(1, 1), (2, 5), (8, 12)])
def test_every_size_is_drawn_inside_the_page(figure: plot.FigureRecord, candidates: int, sources: int) -> None:
    contest, claims = sample.crowd(candidates, sources)
    drawn = drawing.draw(figure, figure.data(claims, (), contest), contest)
    page, renderer = drawn.bbox, FigureCanvasAgg(drawn).get_renderer()
    for text in [*drawn.texts, *(text for axes in drawn.axes for text in axes.texts)]:
        box = text.get_window_extent(renderer)
        assert page.x0 <= box.x0 <= box.x1 <= page.x1, text.get_text()
        assert page.y0 <= box.y0 <= box.y1 <= page.y1, text.get_text()


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_no_claims_still_make_a_figure_that_says_so(figure: plot.FigureRecord) -> None:
    data = figure.data((), (), sample.CONTEST)
    assert data == ()
    assert figure.absent(data) == figure.title(data)
    assert figure.title(data).startswith(("No ", "The stated shares"))
    assert figure.title(data) in words_in(drawing.draw(figure, data, sample.CONTEST))


@pytest.mark.parametrize("id", ["shares", "gap", "votes", "reconciliation", "margins", "coverage"])
def test_what_is_not_stated_is_a_gap_and_never_a_number(id: str) -> None:
    figure = BY_ID[id]
    data = figure.data(sample.claims(), (), sample.CONTEST)
    gaps = [datum for datum in data if datum.kind == MISSING]
    assert gaps
    for gap in gaps:
        assert isnan(gap.value)
        assert isnan(gap.low)
        assert isnan(gap.high)
        assert "not stated" in gap.text
    rows = list(csv.DictReader(io.StringIO(as_csv(data))))
    assert list(rows[0]) == list(COLUMNS)
    assert all(row["value"] == row["low"] == row["high"] == "" for row in rows if row["kind"] == MISSING)
    assert "not stated" in words_in(drawing.draw(figure, data, sample.CONTEST))


def test_shares_hold_every_stated_share_and_the_coverage_beside_it() -> None:
    data = table("shares", sample.claims())
    stated = {(d.source, d.subject): (d.low, d.value, d.high) for d in data if d.kind == STATED}
    assert stated == {
        ("cne", "maduro"): (51.945, 51.95, 51.955),
        ("cne", "gonzalez"): (43.175, 43.18, 43.185),
        ("government", "maduro"): (51.0, 52.0, 52.0),
        ("opposition", "maduro"): (29.5, 30.0, 30.5),
        ("opposition", "gonzalez"): (64.5, 65.0, 65.5),
    }
    assert {d.source: d.detail.replace("\N{NO-BREAK SPACE}", " ") for d in data} == {
        "cne": "almost 97 % of tally sheets",
        "government": "coverage not stated",
        "opposition": "80 % of tally sheets",
    }


def test_the_title_of_shares_says_whom_the_sources_put_first() -> None:
    claims = sample.claims()
    assert title("shares", claims) == (
        "Who leads depends on the source: Nicolás Maduro (2 sources) or Edmundo González Urrutia (1 source)"
    )
    only = [claim for claim in claims if claim.source == "cne"]
    assert title("shares", only) == "National Electoral Council puts Nicolás Maduro first"


def test_a_single_share_below_half_says_nothing_of_the_lead() -> None:
    claims = [sample.make_claim("c", "cne", "share", "maduro", 48.0)]
    assert title("shares", claims) == "The stated shares do not say who leads"


def test_implied_totals_agree_with_fractions() -> None:
    data = {(d.lane): (d.low, d.high) for d in table("votes", sample.claims()) if d.kind == IMPLIED}
    expected = {
        "from Nicolás Maduro": (Fraction(3_250_000) / Fraction("0.305"), Fraction(3_350_000) / Fraction("0.295")),
        "from Edmundo González Urrutia": (
            Fraction(7_250_000) / Fraction("0.655"),
            Fraction(7_350_000) / Fraction("0.645"),
        ),
    }
    expected["all together"] = (
        max(low for low, _ in expected.values()),
        min(high for _, high in expected.values()),
    )
    assert data.keys() == expected.keys()
    for lane, (low, high) in expected.items():
        assert data[lane] == pytest.approx((float(low), float(high)))
    assert "11,068,702–11,355,932 votes" in title("votes", sample.claims())


def test_totals_that_do_not_meet_are_said_to_fit_nothing() -> None:
    claims = [
        sample.make_claim("a", "cne", "share", "maduro", 50.0, low=49.5, high=50.5),
        sample.make_claim("b", "cne", "share", "gonzalez", 40.0, low=39.5, high=40.5),
        sample.make_claim("c", "cne", "votes", "maduro", 500.0),
        sample.make_claim("d", "cne", "votes", "gonzalez", 300.0),
    ]
    assert title("votes", claims) == "National Electoral Council: votes and shares fit no common total"


def test_a_share_of_zero_sets_no_upper_total() -> None:
    claims = [
        sample.make_claim("a", "cne", "share", "maduro", 0.0, low=0.0, high=0.5),
        sample.make_claim("c", "cne", "votes", "maduro", 3.0),
    ]
    (total,) = [d for d in table("votes", claims) if d.kind == IMPLIED]
    assert total.low == pytest.approx(600)
    assert total.high == float("inf")
    plot.votes(claims, sample.CONTEST).canvas.draw()


def test_margins_imply_both_bases() -> None:
    data = {(d.source, d.lane): (d.low, d.high) for d in table("margins", sample.claims()) if d.kind == IMPLIED}
    assert data["opposition", "shares, of all valid votes"] == pytest.approx((34.0, 36.0))
    assert data["opposition", "shares, of the two leading"] == pytest.approx((3400 / 95, 3600 / 95), abs=0.01)
    assert data["opposition", "votes, of the two leading"] == pytest.approx((36.7925, 38.6792), abs=5e-5)
    assert title("margins", sample.claims()).endswith(
        "fits the two leading candidates’ votes only, not all valid votes"
    )


def test_a_margin_the_check_computed_jointly_is_drawn_with_its_claims() -> None:
    data = BY_ID["margins"].data(sample.claims(), sample.findings(), sample.CONTEST)
    (joint,) = [d for d in data if d.lane == "shares and votes, of all valid votes"]
    assert (joint.low, joint.high) == (34.697, 36)
    assert set(joint.claims.split(";")) == {"c2", "c3", "c10", "c11"}


def test_a_margin_that_fits_nothing_says_so() -> None:
    claims = [c for c in sample.claims() if c.measure == "share" and c.source == "cne"]
    claims.append(
        sample.make_claim("m", "cne", "margin_points", "maduro", 20.0, low=19.5, high=20.5, document=claims[0].document)
    )
    assert title("margins", claims).endswith("does not fit its shares and votes, on either basis")


def test_coverage_follows_from_counted_sheets() -> None:
    claims = [
        sample.make_claim("n", "cne", "coverage_count", "", 24_576.0),
        sample.make_claim("t", "cne", "coverage_total", "", 30_026.0),
    ]
    (row,) = table("coverage", claims)
    assert row.kind == IMPLIED
    assert row.low == row.high == pytest.approx(100 * 24576 / 30026)
    assert "24,576" in row.lane
    assert "30,026" in row.lane
    (gap,) = table("coverage", claims[:1])
    assert gap.kind == MISSING
    assert gap.text == "of how many is not stated"


def test_the_shares_in_the_end_are_those_of_the_finding() -> None:
    findings = pipeline.check(sample.claims(), (sample.CONTEST,))
    final = {(d.source, d.subject): d for d in table("coverage", sample.claims()) if d.panel == "final"}
    assert len(final) == 4
    for finding in (f for f in findings if f.check == "coverage" and f.verdict == "consistent"):
        keeps, reaches = re.search(r"keeps at least ([\d.]+).+ reaches at most ([\d.]+)", finding.message).groups()  # type: ignore[union-attr]
        for (source, subject), datum in final.items():
            if source in finding.sources and subject == finding.subject:
                assert f"{datum.low:.2f}" == keeps
            elif source in finding.sources:
                assert f"{datum.high:.2f}" == reaches


def test_two_bulletins_of_one_source_are_two_rows() -> None:
    claims = [
        sample.make_claim("a", "cne", "share", "maduro", 51.2, as_of="2024-07-29", statement="1"),
        sample.make_claim("b", "cne", "share", "maduro", 51.95, as_of="2024-08-02", statement="2"),
    ]
    data = table("shares", claims)
    assert len({d.row for d in data}) == 2
    assert {d.detail.split(",")[0] for d in data} == {"as of 2024-07-29", "as of 2024-08-02"}


def test_capitals_stay_on_the_page() -> None:
    contest = replace(sample.CONTEST, candidates=(Candidate("maduro", "NICOLÁS MADURO MOROS WWW " * 5),))
    drawn = plot.shares([sample.make_claim("c", "cne", "share", "maduro", 52.0)], contest)
    renderer = FigureCanvasAgg(drawn).get_renderer()
    assert all(text.get_window_extent(renderer).x1 <= drawn.bbox.x1 for text in drawn.texts)


def test_a_crowd_of_counts_is_cut_and_the_cut_is_said() -> None:
    claims = [
        sample.make_claim(f"c{day}", "cne", "share", "maduro", 50.0, as_of=f"day {day}", statement=str(day))
        for day in range(60)
    ]
    drawn = words_in(plot.shares(claims, sample.CONTEST))
    assert "the first 40 of 60 counts" in drawn
    assert "as of day 39" in drawn
    assert "as of day 40" not in drawn
    assert len(table("shares", claims)) == 60


def test_an_exact_count_has_no_whisker_and_a_hedge_has_an_arrow() -> None:
    exact = [sample.make_claim("a", "cne", "votes", "maduro", 5_150_092.0)]
    axes = plot.votes(exact, sample.CONTEST).axes[0]
    assert [len(line.get_xdata()) for line in axes.lines] == [1]
    hedged = [sample.make_claim("a", "cne", "share", "maduro", 52.0, low=51.0, hedge=Hedge.UNDER, resolution=1.0)]
    figure = plot.shares(hedged, sample.CONTEST)
    arrows = [text for text in figure.axes[0].texts if getattr(text, "arrow_patch", None)]
    assert len(arrows) == 1
    assert reach(figure, arrows[0]) == pytest.approx(-SHORTEST_ARROW, abs=2.0)  # the tip of the head is cut


def reach(figure: Figure, arrow: Annotation) -> float:
    """How far to the left of 52 an arrow reaches, in points, once the figure is laid out."""
    figure.draw_without_rendering()
    assert arrow.arrow_patch is not None
    end = arrow.arrow_patch.get_window_extent(FigureCanvasAgg(figure).get_renderer()).x0
    return float(end - figure.axes[0].transData.transform((52.0, 0.0))[0]) / figure.dpi * 72


@pytest.mark.parametrize("low", [51.0, 30.0])
def test_an_arrow_is_seen_whatever_a_layout_engine_makes_of_the_axes(low: float) -> None:
    hedged = [sample.make_claim("a", "cne", "share", "maduro", 52.0, low=low, hedge=Hedge.UNDER, resolution=1.0)]
    figure = Figure(figsize=(11, 4.5), layout="constrained")
    axes = figure.subplots(1, 2)
    plot.shares(hedged, sample.CONTEST, ax=axes[0])
    (drawn,) = [text for text in axes[0].texts if getattr(text, "arrow_patch", None)]
    assert reach(figure, drawn) < 2.0 - SHORTEST_ARROW
    figure.set_layout_engine("none")
    axes[0].set_position((0.5, 0.2, 0.03, 0.6))  # far narrower than it was when the arrow was made
    assert reach(figure, drawn) < 2.0 - SHORTEST_ARROW


def test_every_figure_names_its_sources_and_its_contest() -> None:
    findings = pipeline.check(sample.claims(), (sample.CONTEST,))
    for figure in FIGURES:
        data = figure.data(sample.claims(), findings, sample.CONTEST)
        if figure.absent(data):
            assert figure.id == "bulletins"
            continue
        drawn = words_in(drawing.draw(figure, data, sample.CONTEST))
        assert "Opposition" in drawn
        assert "Venezuela, presidential election" in drawn
        assert "2024-07-28" in drawn
        alt = figure.alt(data)
        assert all(datum.text in alt and datum.source_name in alt for datum in data)


def test_the_claims_table_draws_the_same_figure() -> None:
    frame = tables.claims_frame(sample.claims())
    drawn = [plot.shares(frame, sample.CONTEST), plot.shares(sample.claims(), sample.CONTEST)]
    assert words_in(drawn[0]) == words_in(drawn[1])
    assert isinstance(plot.margins(frame, sample.CONTEST, tables.findings_frame(sample.findings())), Figure)


def test_a_name_that_begins_like_a_formula_is_text_in_the_data_table() -> None:
    claims = [sample.make_claim("a", "=cmd()", "share", "maduro", 52.0, basis=Basis.VALID)]
    (row,) = [r for r in csv.DictReader(io.StringIO(as_csv(table("shares", claims)))) if r["kind"] == STATED]
    assert row["source_name"] == "'=cmd()"
    assert row["value"] == "52"
