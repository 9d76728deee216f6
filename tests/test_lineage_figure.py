"""The lineage drawn over time: which figures, which bars, from records, from days.csv and from the command."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from matplotlib.backends.backend_agg import FigureCanvasAgg
from sample import CONTEST

from analyzer import plot, tables
from analyzer.cli import main
from analyzer.model import Appearance, InputError, Profile
from analyzer.plot import profiles
from analyzer.plot.figures import lineage
from analyzer.plot.words import load
from analyzer.tables import records_csv

FIRST, SECOND = (candidate.id for candidate in CONTEST.candidates[:2])
COLUMNS = ["contest", "measure", "subject", "value", "quote", "day", "independent", "documents", "variant"]


def reports(value: float, totals: list[tuple[int, int]], start: str = "2024-07-29", **more: object) -> list[Appearance]:
    """A figure's totals (independent, documents) on days that follow each other."""
    first = Appearance(CONTEST.id, "share", FIRST, value, f"{value} %", start, 1, 1)
    days = [date.fromisoformat(start) + timedelta(n) for n in range(len(totals))]
    return [
        replace(first, day=day.isoformat(), independent=own, documents=every, **more)  # type: ignore[arg-type]
        for day, (own, every) in zip(days, totals, strict=True)
    ]


def profile(days: list[Appearance]) -> Profile:
    found = lineage.profile(days, CONTEST)
    assert found is not None
    return found


SOME = [
    *reports(51.2, [(2, 10), (3, 30), (7, 50)]),
    *reports(51.95, [(1, 1), (2, 9)], "2024-08-02"),
    *reports(5_150_092, [(1, 4)], measure="votes", variant=True),
    *reports(80.0, [(1, 2)], measure="coverage", subject=""),
    *reports(44.2, [(4, 6)], subject=SECOND),
]


def test_figures_stand_by_candidate_and_measure_the_most_reported_first() -> None:
    drawn = lineage.lines(profile(SOME))
    assert [(line.subject, line.measure, line.value) for line in drawn] == [
        (FIRST, "share", 51.2),
        (FIRST, "share", 51.95),
        (SECOND, "share", 44.2),
        (FIRST, "votes", 5_150_092),
        ("", "coverage", 80.0),
    ]
    assert drawn[0].new(drawn[0].documents) == [10, 20, 20]
    assert drawn[0].new(drawn[0].independent) == [2, 1, 4]


def test_other_contests_stay_out_and_no_report_is_no_figure() -> None:
    assert lineage.profile([replace(one, contest="another") for one in SOME], CONTEST) is None
    assert lineage.profile([], CONTEST) is None
    with pytest.raises(ValueError, match="expected days with reports on"):
        plot.lineage([], CONTEST)


def test_what_is_not_drawn_is_said_and_altered_copies_are_kept() -> None:
    many = [one for n in range(40) for one in reports(10.0 + n, [(100 - n, 100)])]
    altered = reports(9.5, [(1, 1)], variant=True)
    elsewhere = reports(9.5, [(1, 1)], variant=True, measure="turnout", subject="")
    found = profile([*many, *altered, *elsewhere])
    values = [line.value for line in lineage.lines(found)]
    assert sorted(values) == [9.5, *(10.0 + n for n in range(lineage.MOST))]
    drawn = plot.lineage([*many, *altered, *elsewhere], CONTEST)
    said = " ".join(text.get_text() for text in drawn.texts)
    assert "Drawn: 15 of 42 figures" in said
    assert "≠" in said


def test_bars_are_as_high_as_their_documents() -> None:
    drawn = plot.lineage(SOME, CONTEST)
    heights = sorted({round(bar.get_height(), 6) for bar in drawn.axes[0].patches})
    assert heights[-1] == pytest.approx(0.84)  # 20 documents, the most of a day
    assert round(0.84 / 2, 6) in heights  # 10
    assert heights[0] == pytest.approx(0.1)  # 1, drawn higher than it is


@pytest.mark.parametrize("length", [1, 90, 91, 900])
def test_of_long_times_a_bar_is_several_days_and_none_is_lost(length: int) -> None:
    days = reports(51.2, [(n, 2 * n) for n in range(1, length + 1)])
    (line,) = lineage.lines(profile(days))
    step, start, bins = lineage._calendar([line])
    assert bins <= 90
    bars = lineage._binned(line, line.new(line.documents), start, step, bins)
    assert (len(bars), sum(bars)) == (bins, 2 * length)
    assert plot.lineage(days, CONTEST).axes[0].patches


@pytest.mark.parametrize("lang", plot.languages())
def test_it_stays_on_the_page(lang: str) -> None:
    drawn = plot.lineage(SOME, CONTEST, lang)
    page, renderer = drawn.bbox, FigureCanvasAgg(drawn).get_renderer()
    for text in [*drawn.texts, *(text for axes in drawn.axes for text in axes.texts)]:
        box = text.get_window_extent(renderer)
        assert page.x0 <= box.x0 <= box.x1 <= page.x1, text.get_text()
        assert page.y0 <= box.y0 <= box.y1 <= page.y1, text.get_text()
    words = load(lang)
    alt = lineage.FIGURE.alt(profile(SOME), words)
    assert alt.startswith(lineage.FIGURE.title(profile(SOME), words))
    assert "2024-08-02" in alt
    assert ("wording" in alt) == (lang == "en")


def test_the_same_days_give_the_same_bytes_in_any_order() -> None:
    once, again = (
        dict(profiles.files([profile(days)], CONTEST, ("svg", "png"))) for days in (SOME, list(reversed(SOME)))
    )
    assert once == again
    assert set(once) == {f"lineage.{kind}" for kind in ("csv", "txt", "svg", "png")}


def test_days_come_back_from_a_file_and_from_a_frame(tmp_path: Path) -> None:
    odd = [*SOME, *reports(1.5, [(1, 1)], quote='=1,5 %\r\n"por ciento"')]
    path = tmp_path / "days.csv"
    path.write_bytes(records_csv(odd, COLUMNS).encode())
    assert tables.read_days(path) == tuple(odd)
    assert tables.days_from_frame(pd.read_csv(path)) == tuple(odd)
    assert plot.lineage(pd.read_csv(path), CONTEST).axes


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("independent", "1.5"), "days.csv:2: expected days of reports"),
        (("day", "yesterday"), "days.csv:2: expected days of reports"),
        (("value", "inf"), "days.csv:2: expected days of reports"),
        (("documents", "0"), "days.csv:2: expected days of reports"),
        (("measure", "seats"), "days.csv:2: expected days of reports"),
    ],
)
def test_other_tables_are_refused_by_line(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    row = dict(
        zip(COLUMNS, [CONTEST.id, "share", FIRST, "51.2", "51.2 %", "2024-07-29", "1", "2", "false"], strict=True)
    )
    row[change[0]] = change[1]
    path = tmp_path / "days.csv"
    path.write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
    with pytest.raises(InputError, match=said):
        tables.read_days(path)


def test_a_file_that_is_no_table_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="other bytes than UTF-8"):
        tables.read_days(path)
    path.write_text("contest,day\na,2024-07-28\n", encoding="utf-8")
    with pytest.raises(InputError, match=r":2: expected a column measure, found none"):
        tables.read_days(path)


TEXT = (
    "CARACAS. Nicolás Maduro won with {share} % of the votes against 43.18 % for Edmundo González, the National "
    "Electoral Council (CNE) said, with 97 percent of tally sheets counted."
)


def corpus(tmp_path: Path) -> Path:
    pytest.importorskip("pyarrow")
    pytest.importorskip("rensa")
    rows = [{"id": f"d{n}", "text": TEXT.format(share=51.95), "date": f"2024-08-0{n + 1}"} for n in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    out = tmp_path / "out"
    done = CliRunner().invoke(main, ["corpus", str(tmp_path / "a.jsonl"), "--out", str(out), "--workers", "1"])
    assert done.exit_code == 0, done.output
    assert "each figure over time:" in done.stderr
    return out


def test_the_command_draws_it_and_the_report_shows_it(tmp_path: Path) -> None:
    out = corpus(tmp_path)
    drawn = out / "figures" / "venezuela-2024-presidential"
    assert {path.name for path in drawn.iterdir()} == {"lineage.csv", "lineage.txt", "lineage.svg"}
    assert "51.95" in (drawn / "lineage.txt").read_text(encoding="utf-8")
    report = CliRunner().invoke(main, ["report", str(out), "--out", str(tmp_path / "report")])
    assert report.exit_code == 0, report.output
    page = (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
    assert lineage.FIGURE.asks(load()) in page
    assert "0\N{NO-BREAK SPACE}numbers" not in page.replace("0 numbers", "0\N{NO-BREAK SPACE}numbers")
    assert "which keeps the claims and not the numbers left aside" in page
    assert "read as claims" not in page
    assert (tmp_path / "report" / "figures" / "lineage.svg").exists()
    again = CliRunner().invoke(main, ["check", str(out)])
    assert again.exit_code in (0, 1), again.output


def test_of_several_corpora_nothing_is_drawn_over_time_and_it_is_said(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    both = [str(corpus(tmp_path / name)) for name in ("one", "other")]
    report = CliRunner().invoke(main, ["report", *both, "--out", str(tmp_path / "report")])
    assert report.exit_code == 0, report.output
    assert "several corpora: how figures spread is drawn for one alone" in report.stderr
    assert not (tmp_path / "report" / "figures" / "lineage.svg").exists()


def test_without_its_days_a_corpus_is_reported_all_the_same(tmp_path: Path) -> None:
    out = corpus(tmp_path)
    days = out / "days.csv"
    written = days.read_text(encoding="utf-8")
    days.write_text(written.replace("2024-08-01", "some day"), encoding="utf-8")
    report = ["report", str(out), "--out", str(tmp_path / "report")]
    refused = CliRunner().invoke(main, report)
    assert refused.exit_code == 2
    assert "days.csv:2: expected days of reports" in refused.stderr
    days.unlink()
    assert CliRunner().invoke(main, report).exit_code == 0
    assert not (tmp_path / "report" / "figures" / "lineage.svg").exists()


def test_without_any_date_it_says_why_nothing_is_drawn(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("rensa")
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "d", "text": TEXT.format(share=51.95)}), encoding="utf-8")
    asked = ["corpus", str(tmp_path / "a.jsonl"), "--out", str(tmp_path / "out"), "--workers", "1"]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0, done.output
    assert "no document with claims names its day, so nothing is drawn over time" in done.stderr
    assert not (tmp_path / "out" / "figures").exists()
