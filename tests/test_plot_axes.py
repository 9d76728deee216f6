"""Figures drawn into axes that somebody else made, and what every drawing keeps inside the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

import matplotlib.pyplot as plt
import pytest
import sample
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from support import ROOT
from test_plot_new import bulletins

from analyzer import pipeline, plot, tables
from analyzer.model import Candidate
from analyzer.order import in_order
from analyzer.plot import FIGURES, drawing
from analyzer.plot.style import shown
from analyzer.plot.words import languages, load

BY_ID = {figure.id: figure for figure in FIGURES}


@pytest.mark.parametrize("id", sorted(BY_ID))
def test_a_figure_is_drawn_into_the_axes_given(id: str) -> None:
    claims, findings, contest = bulletins() if id == "bulletins" else (
        sample.claims(), pipeline.check(sample.claims(), (sample.CONTEST,)), sample.CONTEST,
    )  # fmt: skip
    figure = Figure(figsize=(12, 6))
    axes = figure.add_subplot()
    assert getattr(plot, id)(claims, contest, findings, ax=axes) is axes
    assert figure.axes == [axes]
    assert axes.lines or axes.patches or axes.collections
    said = axes.get_title(loc="left").replace("\n", " ")
    assert said == BY_ID[id].title(BY_ID[id].data(claims, findings, contest))
    FigureCanvasAgg(figure).draw()


def test_as_many_axes_as_parts_may_be_given() -> None:
    figure, axes = plt.subplots(1, 2)
    assert plot.votes(sample.claims(), sample.CONTEST, ax=axes) is axes
    assert all(one.lines for one in axes)
    plt.close(figure)
    figure = Figure()
    with pytest.raises(ValueError, match="shares: expected at most 1 axes, found 2"):
        plot.shares(sample.claims(), sample.CONTEST, ax=[figure.add_subplot(121), figure.add_subplot(122)])


def test_axes_of_a_figure_without_data_say_so() -> None:
    axes = Figure().add_subplot()
    plot.gap([], sample.CONTEST, ax=axes)
    assert axes.get_title(loc="left").replace("\n", " ").startswith("No candidate has a share from two sources")


@pytest.mark.parametrize("id", sorted(BY_ID))
def test_what_a_figure_draws_comes_as_a_table(id: str) -> None:
    claims, findings, contest = bulletins()
    table = plot.data(id, tables.claims_frame(claims), contest, tables.findings_frame(findings))
    rows = BY_ID[id].data(in_order(claims, [contest]), findings, contest)
    assert len(table) == len(rows)
    assert list(table["text"]) == [row.text for row in rows]
    assert table["low"].dtype == "float64"
    with pytest.raises(ValueError, match="figure: expected one of shares, gap"):
        plot.data("pie", claims, contest)


def test_the_python_of_the_gallery_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (example,) = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs" / "figures.md").read_text("utf-8"), re.S | re.M)
    names: dict[str, Any] = {}
    exec(compile(example, "docs/figures.md", "exec"), names)
    assert isinstance(names["figure"], Figure)
    assert [axes.get_title(loc="left") != "" for axes in names["axes"]] == [True, False]
    plt.close("all")


def texts(figure: Figure) -> Iterator[Text]:
    yield from figure.texts
    for axes in figure.axes:
        yield from (*axes.texts, axes.xaxis.label, axes.yaxis.label)
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            places = zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=True)
            yield from (label for place, label in places if low <= place <= high)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("id", sorted(BY_ID))
@pytest.mark.parametrize("what", ["the articles", "the bulletins", "three and three"])
def test_every_word_stays_on_the_page_and_clear_of_the_title(id: str, what: str, language: str) -> None:
    if what == "the bulletins":
        claims, findings, contest = bulletins()
    elif what == "the articles":
        claims, contest = sample.claims(), sample.CONTEST
        findings = pipeline.check(claims, (contest,))
    else:
        contest, claims = sample.crowd(3, 3)
        findings = pipeline.check(claims, (contest,))
    figure, words = BY_ID[id], load(language)
    drawn = drawing.draw(figure, figure.data(claims, findings, contest, words), contest, words)
    canvas = FigureCanvasAgg(drawn)
    canvas.draw()
    page = drawn.bbox
    boxes = [(text, text.get_window_extent(canvas.get_renderer())) for text in texts(drawn) if text.get_text()]
    for text, box in boxes:
        assert page.x0 <= box.x0 <= box.x1 <= page.x1, text.get_text()
        assert page.y0 <= box.y0 <= box.y1 <= page.y1, text.get_text()
    titles = [box for text, box in boxes if text.get_fontsize() == 12.5]
    others = [(text, box) for text, box in boxes if text.get_fontsize() != 12.5]
    assert titles
    for text, box in others:
        assert not any(box.padded(-1).overlaps(one) for one in titles), text.get_text()


def test_the_labels_of_marks_do_not_lie_over_each_other() -> None:
    contest, claims = sample.crowd(4, 12)
    drawn = plot.gap(claims, contest)
    canvas = FigureCanvasAgg(drawn)
    canvas.draw()
    boxes = [text.get_window_extent(canvas.get_renderer()).padded(-1) for text in drawn.axes[0].texts
             if text.get_text().startswith("Observer")]  # fmt: skip
    assert len(boxes) == sum(claim.measure == "share" for claim in claims)
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_names_from_right_to_left_stay_between_their_neighbours() -> None:
    mark = "\N{LEFT-TO-RIGHT MARK}"
    assert shown("on עבד אל: 15.9 %") == f"on {mark}עבד אל{mark}: 15.9 %"
    assert shown("Nicolás Maduro: 15.9 %") == "Nicolás Maduro: 15.9 %"
    contest = replace(sample.CONTEST, candidates=(Candidate("maduro", "نجيب محفوظ"),))
    drawn = plot.shares([sample.make_claim("c", "cne", "share", "maduro", 52.0)], contest)
    assert any(f"{mark}نجيب محفوظ{mark}" in text.get_text() for text in texts(drawn))


def test_a_page_of_sixty_candidates_and_twelve_sources_is_cut_and_says_so() -> None:
    contest, claims = sample.crowd(60, 12)
    data = BY_ID["shares"].data(claims, (), contest)
    drawn = drawing.draw(BY_ID["shares"], data, contest)
    assert drawn.get_figheight() < 120
    assert any("more lines in the data table" in text.get_text() for text in texts(drawn))
    assert sum(datum.kind == "stated" for datum in data) == sum(claim.measure == "share" for claim in claims)
