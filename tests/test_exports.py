"""The files beside the page: the data package, linked data, Parquet and Markdown."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from html import unescape
from pathlib import Path

import frictionless
import pytest
import sample
from click.testing import CliRunner
from test_report import hostile_run, parsed

from analyzer import reporting
from analyzer.cli import main
from analyzer.model import CLAIM_COLUMNS, FINDING_COLUMNS, Reading, Run
from analyzer.reporting.markdown import escape
from analyzer.tables import columns


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    reporting.write_report(sample.run(), folder)
    return folder


def test_every_column_is_described() -> None:
    assert tuple(columns.CLAIMS) == CLAIM_COLUMNS
    assert tuple(columns.FINDINGS) == FINDING_COLUMNS


def test_the_data_package_describes_the_tables_that_lie_beside_it(out: Path) -> None:
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    assert [resource["path"] for resource in package["resources"]] == ["claims.csv", "findings.csv"]
    for resource in package["resources"]:
        content = (out / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        described = resource["schema"]["fields"]
        with (out / resource["path"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert list(rows[0]) == [column["name"] for column in described]
        kinds = {"string": str, "integer": int, "number": float}
        for column in described:
            for row in rows:
                if row[column["name"]]:
                    kinds[column["type"]](row[column["name"]])  # ValueError where the type is not what it says


def test_frictionless_finds_the_package_valid(out: Path) -> None:
    report = frictionless.validate(str(out / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])


def test_linked_data_says_who_claims_what_and_where(out: Path) -> None:
    content = json.loads((out / "claims.jsonld").read_text(encoding="utf-8"))
    assert content["@context"] == "https://schema.org"
    assert [node["identifier"] for node in content["@graph"]] == [claim.claim for claim in sample.claims()]
    ids = parsed(out / "report.html").ids()
    for node, claim in zip(content["@graph"], sample.claims(), strict=True):
        assert node["@type"] == "Claim"
        assert node["text"] == claim.quote
        assert node["author"]["identifier"] == claim.source
        assert node["appearance"]["identifier"] == claim.document
        assert "url" not in node["appearance"]  # not stated, so not there
        assert node["@id"].removeprefix("report.html#") in ids


def test_parquet_holds_the_claims(out: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(out / "claims.parquet")
    assert tuple(table.column_names) == CLAIM_COLUMNS
    assert table.column("value").to_pylist() == [claim.value for claim in sample.claims()]


def test_without_the_extra_the_report_is_whole_but_for_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzer.reporting.writer.find_spec", lambda name: None)
    reporting.write_report(sample.run(), tmp_path)
    assert not (tmp_path / "claims.parquet").exists()
    assert "claims.parquet" not in parsed(tmp_path / "report.html").hrefs()
    (line,) = reporting.unwritten()
    assert line.startswith(
        "claims.parquet: expected the extra parquet to be installed (pip install 'analyzer[parquet]')"
    )
    assert line in parsed(tmp_path / "report.html").text


def test_the_command_names_the_extra_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "told.txt").write_text("The National Electoral Council gave Nicolás Maduro 51.20% of the vote.\n")
    command = ["report", str(tmp_path / "told.txt"), "--contest", sample.CONTEST.id, "--out", str(tmp_path / "out")]
    assert "claims.parquet" not in CliRunner().invoke(main, command).stderr
    monkeypatch.setattr("analyzer.reporting.writer.find_spec", lambda name: None)
    done = CliRunner().invoke(main, [*command[:-1], str(tmp_path / "without")])
    assert done.exit_code == 0, done.output
    assert [line for line in done.stderr.splitlines() if "parquet" in line] == list(reporting.unwritten())


def test_the_page_links_to_each_file_beside_it(out: Path) -> None:
    beside = {path.name for path in out.iterdir() if path.is_file()} - {"report.html"}
    assert beside <= set(parsed(out / "report.html").hrefs())


def test_markdown_tells_every_finding_and_quotes_its_sentences(out: Path) -> None:
    told = (out / "report.md").read_text(encoding="utf-8")
    for finding in sample.findings():
        assert escape(finding.message) in told
        assert escape(finding.assumption) in told
    assert "**51.95%** voted for Nicolás Maduro, and **43.18%** for his rival" in told
    rows = [line for line in told.splitlines() if re.match(r"\| \d+ \|", line)]
    assert len(rows) == len(sample.claims())


def test_a_hostile_document_writes_no_markup_into_markdown(tmp_path: Path) -> None:
    reporting.write_report(hostile_run(), tmp_path)
    told = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "<" not in told
    assert "\x1b" not in told
    assert not re.search(r"(?<!\\)[\[\]`]", told)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("a * b_c", "a \\* b\\_c"),
        ("<b>&", "&lt;b\\>&amp;"),
        ("one\n\n# two", "one \\# two"),
        ("1. Smith", "1\\. Smith"),
        ("[x](javascript:y)", "\\[x\\]\\(javascript:y\\)"),
        ("a|b", "a\\|b"),
    ],
)
def test_signs_of_markdown_are_escaped(said: str, written: str) -> None:
    assert escape(said) == written
    assert " ".join(said.split()) == unescape(re.sub(r"\\(.)", r"\1", written))


def test_no_claim_at_all_lists_the_numbers_seen(tmp_path: Path) -> None:
    run = Run(sample.documents(), (sample.CONTEST,), (), (), (Reading("minutes.txt", 0, 2, "$15", "other", "money"),))
    reporting.write_report(run, tmp_path)
    told = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "No claim was found." in told
    assert "$15" in told
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert len(package["resources"]) == 2


@pytest.mark.parametrize("table", [columns.CLAIMS, columns.FINDINGS])
def test_the_columns_are_documented_as_the_package_describes_them(table: dict[str, str]) -> None:
    told = (Path(__file__).parents[1] / "docs" / "columns.md").read_text(encoding="utf-8")
    for name, description in table.items():
        assert f"| `{name}` | {description} |" in told
