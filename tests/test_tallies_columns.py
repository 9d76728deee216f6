"""Columns that nobody knows: named, and nothing judged that would need them. Invalid votes by many names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from claims_support import claim
from click.testing import CliRunner
from test_tallies import ISLE

from analyzer import contest as contests
from analyzer import pipeline, tallies
from analyzer.cli import main
from analyzer.model import Finding, Verdict
from analyzer.plot import profiles, words

#: 20 sheets: valid votes, two kinds of invalid ones that make up the ballots with them, all ballots.
SHEETS = [(f"s{n}", 60 + n, 30, 2 + n % 3, 1 + n % 4) for n in range(20)]
ISLE_TOML = """
[contest]
id = "isle"
name = "Isle"
date = 2020-01-01
[[candidates]]
id = "ada"
name = "Ada Brown"
[[candidates]]
id = "ben"
name = "Ben Dole"
[[sources]]
id = "board"
name = "Board"
kind = "authority"
"""


def table(path: Path, blank: str, head: str = "Votantes,Votos válidos", **more: object) -> Path:
    rows = {
        "Mesa": [s for s, *_ in SHEETS],
        "Inscritos": [200] * 20,
        "Votantes": [a + b + n + e for _, a, b, n, e in SHEETS],
        "Votos válidos": [a + b for _, a, b, _, _ in SHEETS],
        "Votos nulos": [n for *_, n, _ in SHEETS],
        blank: [e for *_, e in SHEETS],
        "Ada Brown": [a for _, a, *_ in SHEETS],
        "Ben Dole": [b for _, _, b, *_ in SHEETS],
    }
    frame = pd.DataFrame(rows | more)
    kept = [c for c in frame if c not in {"Votantes", "Votos válidos"} or c in head]
    frame[kept].to_csv(path / "t.csv", index=False)
    return path / "t.csv"


def messages(found: list[Finding]) -> str:
    return " ".join(f.message for f in found).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    "blank",
    ["Votos en blanco", "En blanco", "Blanco", "Votos em branco", "Bulletins blancs", "Schede bianche", "Blank votes"],
)
def test_honest_sheets_with_blank_votes_are_called_nothing(tmp_path: Path, blank: str) -> None:
    read = tallies.load(table(tmp_path, blank), ISLE)
    assert (blank, "null", "by its name") in read.attrs["roles"]
    assert "add up" not in messages(tallies.examine(read, [], ISLE, "board"))


def test_a_column_of_counts_that_nobody_knows_is_named_and_no_sheet_called_wrong(tmp_path: Path) -> None:
    (tmp_path / "isle.toml").write_text(ISLE_TOML, encoding="utf-8")
    arguments = ["tallies", str(table(tmp_path, "Votos raros")), "--contest", str(tmp_path / "isle.toml")]
    done = CliRunner().invoke(main, arguments)
    assert "t.csv: Votos raros: left aside" in done.stderr
    assert "The column Votos raros is left aside" in done.stdout
    assert "do not add up" not in done.stdout


def test_a_sheet_is_still_called_wrong_where_every_column_is_known(tmp_path: Path) -> None:
    more = {"Hora": ["17:00"] * 20, "Código": range(20), "Abstenciones": [97] * 20, "% Votantes": [51.5] * 20}
    file = table(tmp_path, "Blancos", **more)
    file.write_text(file.read_text(encoding="utf-8").replace("s7,200,", "s7,200,1"), encoding="utf-8")
    read = tallies.load(file, ISLE)
    assert read.attrs["aside"] == list(more)
    assert "1 has valid and invalid votes that do not add up" in messages(tallies.examine(read, [], ISLE, "board"))


def test_columns_that_add_up_on_few_sheets_are_columns_of_something_else(tmp_path: Path) -> None:
    file = table(tmp_path, "Blancos", Votantes=[130 + n for n in range(20)])
    told = messages(tallies.examine(tallies.load(file, ISLE), [], ISLE, "board"))
    assert "of 20 tally sheets valid and invalid votes do not add up to the ballots. That is more than half" in told
    assert "kept in all sums" not in told


def test_blank_votes_may_be_valid_ones_or_be_told_twice(tmp_path: Path) -> None:
    valid = [a + b + e for _, a, b, _, e in SHEETS]
    both = [n + e for *_, n, e in SHEETS]
    one = claim("board share ada 66.2", basis="cast")  # 1,390 of 2,099: valid and invalid votes, each once
    for more in ({"Votos válidos": valid}, {"Blancos y nulos": both}):
        for head in ("Votantes,Votos válidos", "Votos válidos"):
            read = tallies.load(table(tmp_path, "Blancos", head, **more), ISLE)
            found = tallies.examine(read, [one], replace(ISLE, tally_sheets=20), "board")
            assert "add up" not in messages(found)
            assert [f.verdict for f in found if f.claims] == [Verdict.CONSISTENT], (more, head)


def test_shares_are_left_open_where_an_unknown_column_may_hold_valid_votes(tmp_path: Path) -> None:
    isle = replace(ISLE, tally_sheets=25)
    file = table(tmp_path, "Blancos", "", **{"Cleo Ray": [5 + n % 6 for n in range(20)]})
    read = tallies.load(file, isle)
    assert read.attrs["perhaps"] == ["Cleo Ray"]
    given = [
        claim("camp share ada 69"),
        claim("camp votes ada 1390"),
        claim("board share ada 40"),
        claim("board votes ada 9"),
    ]
    given += [claim("board coverage - 100"), claim("camp coverage - 80")]
    found = tallies.examine(read, given, isle, "camp")
    told = messages(found)
    assert "The column Cleo Ray is left aside" in told
    assert "what the valid votes are is not known" in told
    assert "1,390 votes for Ada Brown, 69.5 a sheet." in told
    assert "nan" not in told
    assert "inf " not in told
    verdicts = {f.claims[0]: f.verdict for f in found if f.claims and f.check != "tallies-coverage"}
    assert verdicts.pop("camp votes ada 1390") is Verdict.CONSISTENT
    assert verdicts.pop("board votes ada 9") is Verdict.INCONSISTENT
    assert set(verdicts.values()) <= {Verdict.UNDETERMINED}
    (profile,) = tallies.profiles(read, given, isle)
    profiles.tally(profile, isle)
    assert "nan" not in profiles.record(profile).alt(profile, words.load("en"))


def test_a_report_names_the_columns_left_aside(tmp_path: Path) -> None:
    (tmp_path / "isle.toml").write_text(ISLE_TOML, encoding="utf-8")
    (tmp_path / "a.txt").write_text("Ada Brown won 1,390 votes, the Board said.", encoding="utf-8")
    found = pipeline.run(
        [tmp_path / "a.txt"], [contests.load(tmp_path / "isle.toml")], tables=[table(tmp_path, "Votos raros")]
    )
    assert any("Votos raros: left aside" in note for note in found.notes)
    assert "The column Votos raros is left aside" in messages(list(found.findings))


def test_without_the_number_of_sheets_no_part_of_them_is_told(tmp_path: Path) -> None:
    isle = replace(ISLE, tally_sheets=None)
    read = tallies.load(table(tmp_path, "Blancos"), isle)
    given = [claim("board coverage_count - 20"), claim("camp share ada 51"), claim("camp coverage - 95")]
    found = tallies.examine(read, given, isle, "board")
    told = messages(found)
    assert "nan" not in told
    assert "of 0 tally" not in told
    assert "Board states 20 sheets; 20 tally sheets are published: borne out." in told
    assert "Camp states 51 % for Ada Brown: how many tally sheets there are in all is not known" in told
    assert [f.verdict for f in found if f.check == "tallies-compatibility"] == [Verdict.UNDETERMINED]


@pytest.mark.parametrize("source", [None, "board"])
def test_a_report_finds_votes_that_no_sheets_hold_whoever_published_them(tmp_path: Path, source: str | None) -> None:
    (tmp_path / "isle.toml").write_text(ISLE_TOML.replace("[[c", "tally_sheets = 20\n[[c", 1), encoding="utf-8")
    (tmp_path / "a.txt").write_text("Ada Brown won 61,290 votes, the Board said.", encoding="utf-8")
    arguments = [
        "report",
        str(tmp_path / "a.txt"),
        "--contest",
        str(tmp_path / "isle.toml"),
        "--out",
        str(tmp_path / "r"),
    ]
    tables = ["--tallies", str(table(tmp_path, "Blancos"))]
    named = ["--source", source] if source else []
    done = CliRunner().invoke(main, [*arguments, *tables, *named])
    assert (done.exit_code, "1 of them inconsistent" in done.stderr) == (0, True), done.stderr
    found = pd.read_csv(tmp_path / "r/findings.csv").query("verdict == 'inconsistent'")
    assert found["check"].tolist() == ["tallies-total" if source else "tallies-compatibility"]
    if source:
        assert "expected --tallies with it" in CliRunner().invoke(main, [*arguments, *named]).stderr


def test_a_source_without_coverage_may_have_counted_any_part(tmp_path: Path) -> None:
    isle = replace(ISLE, tally_sheets=25)
    read = tallies.load(table(tmp_path, "Blancos"), isle)
    # 1,390 on these 20, and up to 1.25 times 99.5 on each of the other 5.
    for votes, verdict in ((5, Verdict.UNDETERMINED), (2011, Verdict.UNDETERMINED), (2013, Verdict.INCONSISTENT)):
        found = tallies.examine(read, [claim(f"camp votes ada {votes}")], isle, "board")
        (one,) = (f for f in found if f.check == "tallies-compatibility")
        assert one.verdict is verdict, one.message
        assert "Camp states" in one.message
