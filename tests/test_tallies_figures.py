"""What the figures of polling-station tables draw: sums worked out apart, words, and that all of it is on the page."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from claims_support import claim
from click.testing import CliRunner
from matplotlib.backends.backend_agg import FigureCanvasAgg
from support import SHARED, needs_shared
from test_tallies import ISLE, bulletins, written

from analyzer import contest as contests
from analyzer import plot, tallies, wording
from analyzer.cli import main
from analyzer.model import Profile
from analyzer.plot import TALLIES
from analyzer.plot import profiles as drawings
from analyzer.plot.words import load

CLAIMS = [
    claim("camp share ada 66", statement="first"),
    claim("camp coverage - 80", statement="first"),
    claim("board votes ben 3001", statement="second"),
    claim("board share ben under 52", statement="second"),
]


def profiles(tmp_path: Path, rows: list[tuple[object, ...]] | None = None) -> dict[str, Profile]:
    table = tallies.load(written(tmp_path / "t.csv", rows), ISLE)
    return {one.figure: one for one in tallies.profiles(table, CLAIMS, ISLE)}


def rows(profile: Profile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(drawings.as_csv(profile))))


def many() -> list[tuple[object, ...]]:
    rng = np.random.default_rng(3)
    found: list[tuple[object, ...]] = []
    for n in range(2000):
        valid = int(rng.integers(200, 700))
        ada = int(rng.binomial(valid, 0.6))
        ben = int(rng.binomial(valid - ada, 0.9))
        found.append((f"s{n}", valid + int(rng.integers(0, 400)), valid, 0, ada, ben, valid - ada - ben))
    return found


def test_every_figure_has_a_profile_and_the_other_way_round(tmp_path: Path) -> None:
    assert list(profiles(tmp_path)) == [figure.id for figure in TALLIES]
    with pytest.raises(ValueError, match="expected one of tallies-claims"):
        drawings.record(Profile("isle", "tallies-none", {}, {}))


@pytest.mark.parametrize("figure", [figure.id for figure in TALLIES])
@pytest.mark.parametrize("large", [False, True])
def test_it_is_drawn_inside_the_page(tmp_path: Path, figure: str, large: bool) -> None:
    profile = profiles(tmp_path, many() if large else None)[figure]
    drawn = plot.tally(profile, ISLE)
    page, renderer = drawn.bbox, FigureCanvasAgg(drawn).get_renderer()
    for text in [*drawn.texts, *(text for axes in drawn.axes for text in axes.texts)]:
        box = text.get_window_extent(renderer)
        assert page.x0 <= box.x0 <= box.x1 <= page.x1, text.get_text()
        assert page.y0 <= box.y0 <= box.y1 <= page.y1, text.get_text()
    alt = drawings.record(profile).alt(profile, load())
    assert alt.startswith(drawings.record(profile).title(profile, load()))
    assert "fraud" not in alt.lower()


def test_claims_beside_the_sheets(tmp_path: Path) -> None:
    found = rows(profiles(tmp_path)["tallies-claims"])
    # Eight sheets hold 200 votes each for Ada; the other two of ten, 1.25 times the mean of all valid votes.
    mean = sum(300 + n for n in range(8)) / 8
    open_to_ada = next(
        row for row in found if row["lane"] == "Ada Brown" and row["kind"] == "implied" and row["panel"] == "votes"
    )
    assert (float(open_to_ada["low"]), float(open_to_ada["high"])) == (1600.0, pytest.approx(1600 + 2 * 1.25 * mean))
    stated = {(row["source"], row["lane"]): row for row in found if row["source"]}
    assert stated["camp", "Ada Brown"]["sheets"] == "8"
    # The board states no coverage beside its figures, so none is tied to them.
    assert stated["board", "Ben Dole"]["sheets"] == ""
    assert stated["board", "Ben Dole"]["hedge"] in {"exact", "under"}
    words = drawings.record(profiles(tmp_path)["tallies-claims"]).title(profiles(tmp_path)["tallies-claims"], load())
    assert "leads by 880\N{NO-BREAK SPACE}votes; the other 2 would have to hold 440 more for Ben Dole each" in words


def test_shares_as_the_sheets_come(tmp_path: Path) -> None:
    found = rows(profiles(tmp_path)["tallies-arrival"])
    curve = [row for row in found if row["kind"] == "tallies" and row["subject"] == "ada"]
    assert [float(row["coverage"]) for row in curve] == [10.0 * (n + 1) for n in range(8)]
    for n, row in enumerate(curve):
        assert float(row["share"]) == pytest.approx(100 * 200 * (n + 1) / sum(300 + k for k in range(n + 1)))
    (mark,) = [row for row in found if row["kind"] == "claim"]
    assert (mark["source"], mark["coverage"], mark["share"]) == ("Camp", "80", "66")
    reach = next(row for row in found if row["kind"] == "reach" and row["subject"] == "ada")
    valid = sum(300 + n for n in range(8))
    others = 2 * 1.25 * valid / 8
    assert float(reach["low"]) == pytest.approx(100 * 1600 / (valid + others))
    assert float(reach["high"]) == pytest.approx(100 * (1600 + others) / (valid + others))


def test_fingerprint_counts_every_station_once(tmp_path: Path) -> None:
    profile = profiles(tmp_path, [*many(), ("over", 100, 300, 5, 200, 90, 10)])["tallies-fingerprint"]
    assert sum(profile.columns["stations"]) == profile.facts["stations"] == 2000
    assert profile.facts["left_out"] == 1
    low = min(float(row["turnout"]) for row in rows(profile))
    assert low == min(round(100 * row[2] / row[1]) for row in many())  # type: ignore[operator]


def test_tenths_beside_whole_percentages_are_all_stations(tmp_path: Path) -> None:
    """A percentage lies in one bin or, on its edge, in two; by chance likewise, so what is expected adds up, too."""
    found = rows(profiles(tmp_path, many())["tallies-integers"])
    for name in ("share", "turnout"):
        part = [row for row in found if row["percentage"] == name and row["kind"] == "beside"]
        assert len(part) == 10
        stations = profiles(tmp_path, many())["tallies-integers"].facts["stations"]
        observed, expected = (sum(float(row[column]) for row in part) for column in ("observed", "expected"))
        assert stations <= observed <= 1.06 * float(stations)
        assert expected == pytest.approx(observed, rel=0.01)
        whole = next(row for row in part if row["place"] == "0")
        at = [row for row in found if row["percentage"] == name and row["kind"] == "at"]
        assert [float(row["place"]) for row in at] == list(range(101))
        for column in ("observed", "expected"):  # what lies at a whole percentage is the sum over all of them
            assert sum(float(row[column]) for row in at) == pytest.approx(float(whole[column]), rel=1e-9)


def test_tables_without_registered_voters_draw_no_turnout(tmp_path: Path) -> None:
    table = tallies.load(written(tmp_path / "t.csv", [("s", 300, 200, 90)], "Station,Valid votes,AB,Reform\n"), ISLE)
    (profile,) = [one for one in tallies.profiles(table, [], ISLE) if one.figure == "tallies-fingerprint"]
    assert drawings.record(profile).title(profile, load()).endswith("so there is no turnout to draw")
    assert not profile.columns["stations"]


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    some = list(profiles(tmp_path, many()).values())
    assert dict(drawings.files(some, ISLE, ("svg",))) == dict(drawings.files(some, ISLE, ("svg",)))


@needs_shared
def test_report_shows_them(tmp_path: Path) -> None:
    table = str(SHARED / "data" / "venezuela_2024_v2_tallies.csv.gz")
    seeds = Path(__file__).resolve().parents[1] / "seeds"
    done = CliRunner().invoke(main, ["report", str(seeds), "--tallies", table, "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    for figure in TALLIES:
        assert figure.asks(load()).replace("'", "&#39;") in page
        for suffix in ("csv", "txt", "svg"):
            assert (tmp_path / "out" / "figures" / f"{figure.id}.{suffix}").stat().st_size > 0


@needs_shared
def test_venezuela_beside_its_claims() -> None:
    contest = contests.load("venezuela-2024-presidential")
    table = tallies.load(SHARED / "data" / "venezuela_2024_v2_tallies.csv.gz", contest)
    profile = tallies.profiles(table, bulletins(), contest)[0]
    words = drawings.record(profile).title(profile, load())
    assert (
        "On 25,073~published tally sheets Edmundo González Urrutia leads by 3,987,338~votes".replace("~", wording.NBSP)
        in words
    )
    assert "the other 4,953 would have to hold 805 more for Nicolás Maduro each, where one of these holds 434" in words


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("large", [False, True])
def test_a_scale_that_begins_at_zero_is_not_said_to_begin_elsewhere(tmp_path: Path, lang: str, large: bool) -> None:
    few = [(f"s{n}", 300, 200, 0, 100 + n % 17, 80, 20 - n % 17) for n in range(120)]
    profile = profiles(tmp_path, many() if large else few)["tallies-integers"]
    page = plot.tally(profile, ISLE, lang)
    FigureCanvasAgg(page).draw()
    cut = load(lang).say("tallies_integers.stations_cut")
    scales = [axes for axes in page.axes if axes.get_ylabel()]
    assert len(scales) > 1
    for axes in scales:
        assert (axes.get_ylabel() == cut) == (axes.get_ylim()[0] > 0.0)
        ticks = [label.get_text() for label in axes.get_yticklabels()]
        assert len(ticks) == len(set(ticks)), ticks


def test_the_most_frequent_turnout_is_not_said_to_be_nearly_every_one(tmp_path: Path) -> None:
    profile = profiles(tmp_path, many())["tallies-fingerprint"]
    assert "más frecuente" in drawings.record(profile).title(profile, load("es"))
    assert "casi siempre" not in drawings.record(profile).alt(profile, load("es"))
