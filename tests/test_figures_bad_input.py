"""Figures and reports of one source, of a candidate without figures, of sixty candidates, of names in any script."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
import sample
from matplotlib.backends.backend_agg import FigureCanvasAgg

from analyzer import pipeline, plot, reporting
from analyzer.model import Candidate, Claim, Contest, Run, Source, SourceKind
from analyzer.plot import glyphs

SIXTY = replace(sample.CONTEST, candidates=tuple(Candidate(f"c{place}", f"Person {place}") for place in range(60)))
NINE = replace(SIXTY, sources=tuple(Source(f"s{place}", f"Mission {place}", SourceKind.OBSERVER) for place in range(9)))
BOXES = "Boxes: letters"


def sixty() -> list[Claim]:
    return [
        sample.make_claim(f"x{one.id}", "cne", "share", one.id, 1.6, resolution=0.1, low=1.55, high=1.65)
        for one in SIXTY.candidates
    ]


def test_numbers_of_sixty_candidates_do_not_lie_over_each_other() -> None:
    figure = plot.shares(sixty(), SIXTY)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    numbers = [words for axes in figure.axes for words in axes.texts if words.get_text().startswith("1.")]
    assert len(numbers) == 120  # the number as printed, and what its rounding allows
    # Letters without ascenders leave room in their box, so a touch of a tenth of a line is none.
    boxes = [words.get_window_extent(canvas.get_renderer()).padded(-1) for words in numbers]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


@pytest.mark.parametrize(
    ("name", "boxes"), [("عبد الفتاح", False), ("Żółć Ğüneş", False), ("选举", True), ("नरेन्द्र", True)]
)
def test_letters_that_the_font_lacks_are_said(name: str, boxes: bool) -> None:
    contest = replace(sample.CONTEST, candidates=(Candidate("maduro", name), sample.CONTEST.candidates[1]))
    figure = plot.shares(sample.claims(), contest)
    assert any(BOXES in words.get_text() for words in figure.texts) == boxes


@pytest.mark.parametrize(
    ("contest", "claims"),
    [
        (sample.CONTEST, [claim for claim in sample.claims() if claim.source == "cne"]),
        (sample.CONTEST, [claim for claim in sample.claims() if claim.subject != "gonzalez"]),
        (SIXTY, sixty()),
    ],
    ids=["one source", "a candidate without figures", "sixty candidates"],
)
def test_a_report_of_such_claims_is_whole(contest: Contest, claims: list[Claim], tmp_path: Path) -> None:
    findings = pipeline.check(claims, (contest,))
    path = reporting.write_report(Run((), (contest,), tuple(claims), findings, ()), tmp_path)
    told = path.read_text(encoding="utf-8")
    assert all(f'id="claim-{claim.claim}"' in told for claim in claims)
    assert len(json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["claims"]) == len(claims)


def test_a_count_of_nothing_but_zeros_is_drawn() -> None:
    claims = [sample.make_claim(name, "cne", "votes", name, 0.0) for name in ("maduro", "gonzalez")]
    for figure in (plot.votes(claims, sample.CONTEST), plot.reconciliation(claims, sample.CONTEST)):
        assert all(low < high for low, high in (axes.get_xlim() for axes in figure.axes))
    # No votes of two candidates imply no lead: a line without a number would be drawn.
    assert "implied" not in list(plot.data("margins", claims, sample.CONTEST)["kind"])


def test_a_lead_in_votes_is_no_lead_that_is_not_stated() -> None:
    lead = sample.make_claim("l", "cne", "margin_votes", "maduro", 704_114.0)
    shares = [sample.make_claim(n, "cne", "share", n, v) for n, v in (("maduro", 51.2), ("gonzalez", 44.2))]
    said = plot.data("margins", [lead, *shares], sample.CONTEST)
    assert list(said[said["claims"] == "l"]["kind"]) == ["not stated"]
    assert "704,114\N{NO-BREAK SPACE}votes, not in points" in list(said["text"])
    assert "not stated" not in list(said["text"])
    record = next(one for one in plot.FIGURES if one.id == "margins")
    for claims in ([lead, *shares], [lead]):
        title = record.title(record.data(claims, [], sample.CONTEST))
        assert title.startswith("National Electoral Council states its lead in votes: 704,114")


def test_figures_closer_than_two_decimals_are_not_said_to_be_one() -> None:
    shares = [
        sample.make_claim(name, "cne", "share", name, value, resolution=1e-4, low=value - 5e-5, high=value + 5e-5)
        for name, value in (("maduro", 50.0001), ("gonzalez", 49.9999))
    ]
    implied = plot.data("margins", shares, sample.CONTEST)
    assert "0.0001–0.0003" in implied[implied["lane"].str.startswith("shares, of all")]["text"].item()
    figure = plot.shares(shares, sample.CONTEST)
    assert "50.00005–50.00015" in [words.get_text() for axes in figure.axes for words in axes.texts]


def test_sixty_candidates_look_each_their_own() -> None:
    look = glyphs.looks(SIXTY)
    assert len({look(one.id) for one in SIXTY.candidates}) == 60


def test_a_title_names_no_more_leaders_than_it_has_room_for() -> None:
    claims = [
        sample.make_claim(f"{source.id}{place}", source.id, "share", f"c{place}", 60.0)
        for place, source in enumerate(NINE.sources)
    ]
    record = next(one for one in plot.FIGURES if one.id == "shares")
    title = record.title(record.data(claims, [], NINE))
    assert title.endswith("Person 2 (1\N{NO-BREAK SPACE}source) or 6 more")
