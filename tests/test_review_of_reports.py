"""What a reading of plot and reporting found: gaps of two sources, contests of tables, corrections in Markdown."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import sample
from claims_support import CONTEST, claim
from test_tallies import ISLE, written

from analyzer import contest as contests
from analyzer import pipeline, reporting
from analyzer.model import Claim
from analyzer.plot import FIGURES, FigureRecord, drawing, words
from analyzer.plot.figures import gap, margins


def gaps(*claims: Claim) -> list[tuple[str, float, float]]:
    data = gap.table([replace(one, contest=CONTEST.id) for one in claims], [], CONTEST, words.load())
    return [(d.source_name, d.low, d.high) for d in data if d.measure == "gap"]


def test_a_gap_is_one_of_two_sources() -> None:
    claims = (
        claim("cne share maduro 40.0", statement="a", claim="a", as_of="2024-07-29"),
        claim("cne share maduro 60.0", statement="b", claim="b", as_of="2024-08-02"),
        claim("opposition share maduro 50.0", statement="c", claim="c"),
        claim("- share maduro 90.0", statement="d", claim="d"),
    )
    (one,) = gaps(*claims)
    assert "Opposition" in one[0]
    assert (one[1], one[2]) == pytest.approx((9.9, 10.1))


def test_findings_of_a_table_stand_in_the_section_of_its_contest(tmp_path: Path) -> None:
    kenya = contests.load("kenya-2022-presidential")
    isle = replace(ISLE, tally_columns={"AB": "ada", "Reform": "ben"})
    table = written(tmp_path / "stations.csv")
    (tmp_path / "kenya.txt").write_text(
        "The electoral commission said William Ruto won 50.49% and Raila Odinga 48.85% of the vote in Kenya.",
        encoding="utf-8",
    )
    run = pipeline.run([tmp_path / "kenya.txt"], [isle, kenya], tables=[table])
    assert run.tables_of == ISLE.id
    assert {contest.id for contest in run.contests} == {ISLE.id, kenya.id}
    page = pipeline.report(run, tmp_path / "out").read_text(encoding="utf-8")
    assert "8 tally sheets" in page


def test_what_a_person_corrected_stands_in_the_markdown(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text("The CNE said Maduro won 51.95% and González 43.18%.", encoding="utf-8")
    corrections = tmp_path / "c.toml"
    corrections.write_text(
        '[[corrections]]\naction = "drop"\ndocument = "a.txt"\nquote = "43.18%"\nreason = "seen by me"\n',
        encoding="utf-8",
    )
    run = pipeline.run([document], [contests.load("venezuela-2024-presidential")], corrections=corrections)
    pipeline.report(run, tmp_path / "out")
    said = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    assert "## Corrections by a person" in said
    assert "seen by me" in said


def test_each_figures_data_are_made_once_however_many_contests_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not once a contest again to say which figures are not drawn, and once more for the manifest."""
    contests = [replace(sample.CONTEST, id=f"contest-{number}") for number in range(3)]
    claims = tuple(replace(sample.claims()[0], claim=one.id, contest=one.id) for one in contests)
    asked: list[str] = []
    honest = FigureRecord.data

    def data(self: FigureRecord, *given: object, **more: object) -> object:
        asked.append(self.id)
        return honest(self, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(FigureRecord, "data", data)
    run = replace(sample.run(), contests=tuple(contests), claims=claims, findings=(), profiles=())
    page = reporting.write_report(run, tmp_path / "report")
    assert len(asked) == len(contests) * len(FIGURES)
    told = json.loads((tmp_path / "report" / "figures" / "manifest.json").read_text(encoding="utf-8"))["not_drawn"]
    shown = page.read_text(encoding="utf-8")
    assert len(told) == 3 * len([name for name in told if name.startswith("contest-0/")]) > 0
    assert shown.count("Not drawn:") == 3


def test_shares_of_different_wholes_are_no_gap() -> None:
    board = claim("cne share maduro 51.95", basis="cast", claim="a")
    assert gaps(board, claim("opposition share maduro 30.46", claim="b")) == []
    ((_, low, high),) = gaps(board, claim("opposition share maduro 30.46", claim="b", basis="cast"))
    assert (low, high) == pytest.approx((21.48, 21.50))
    # Of shares that do not say of what, valid votes are the plain reading.
    plain = claim("cne share maduro 51.95", claim="a")
    assert len(gaps(plain, claim("opposition share maduro 30.46", claim="b", basis="valid"))) == 1


def test_that_they_are_is_written_where_the_gap_would_be() -> None:
    claims = [
        replace(one, contest=CONTEST.id)
        for one in (
            claim("cne share maduro 51.95", basis="cast", claim="a"),
            claim("opposition share maduro 30.46", claim="b"),
            *(claim(f"{source} share gonzalez 43.18", claim=source) for source in ("cne", "opposition")),
            claim("government share maduro 52.00", basis="two", claim="c"),
        )
    ]
    data = gap.FIGURE.data(claims, [], CONTEST)
    figure = drawing.draw(gap.FIGURE, data, CONTEST)
    written_ = {text.get_text() for axes in figure.axes for text in axes.texts}
    assert "of different wholes" in written_


@pytest.mark.parametrize(
    ("basis", "lanes"),
    [
        ("", ["shares, of all valid votes", "shares, of the two leading"]),
        ("valid", ["shares, of all valid votes", "shares, of the two leading"]),
        ("cast", ["shares, of the same whole", "shares, of the two leading"]),
        ("two", ["shares, of the two leading"]),
    ],
)
def test_a_lead_that_shares_imply_is_of_their_own_whole(basis: str, lanes: list[str]) -> None:
    claims = [
        replace(one, contest=CONTEST.id)
        for one in (
            claim("cne share maduro 66.67", basis=basis),
            claim("cne share gonzalez 33.33", basis=basis),
            claim("cne margin_points maduro 33.34", basis=basis),
        )
    ]
    data = margins.FIGURE.data(claims, [], CONTEST)
    assert [datum.lane for datum in data if datum.kind == "implied"] == lanes
    assert margins.FIGURE.title(data).endswith("fits its shares")
