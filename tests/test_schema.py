"""report.json holds what docs/report.schema.json promises, and the schema what the records are."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
import sample
from jsonschema import Draft202012Validator
from support import ROOT, SEEDS
from test_report import hostile_run

import analyzer
from analyzer import pipeline
from analyzer.model import CLAIM_COLUMNS, FINDING_COLUMNS, MEASURES, READING_COLUMNS, Correction, Run, Verdict
from analyzer.reporting import writer

SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))


def written(run: Run) -> Any:
    return json.loads(writer.as_json(run, writer.libraries()))


def faults(content: Any) -> list[str]:
    return [f"{one.json_path}: {one.message}" for one in Draft202012Validator(SCHEMA).iter_errors(content)]


def test_the_schema_is_one_and_its_version_is_the_writers() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["version"] == {"const": writer.SCHEMA_VERSION}


def seeds() -> Run:
    return pipeline.run([SEEDS], (analyzer.load_contest("venezuela-2024-presidential"),))


def corrected() -> Run:
    return replace(sample.run(), corrections=(Correction("drop", "d", 0, 3, "52%", "another election"),))


@pytest.mark.parametrize("make", [sample.run, hostile_run, corrected, lambda: Run((), (), (), (), ()), seeds])
def test_what_is_written_is_valid(make: Any) -> None:
    assert faults(written(make())) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("version",), 0),
        (("extra",), 1),
        (("uncounted",), -1),
        (("claims", 0, "measure"), "popularity"),
        (("claims", 0, "value"), "51.95"),
        (("findings", 0, "verdict"), "true"),
        (("findings", 0, "claims"), "c1;c2"),
        (("documents", 0, "sha256"), "abc"),
        (("contests", 0, "date"), "28 July"),
    ],
)
def test_what_is_not_as_promised_is_refused(place: tuple[Any, ...], value: object) -> None:
    content = copy.deepcopy(written(sample.run()))
    inner = content
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    assert len(faults(content)) == 1


@pytest.mark.parametrize("key", ["version", "claims", "findings", "provenance"])
def test_no_part_may_be_missing(key: str) -> None:
    content = written(sample.run())
    del content[key]
    assert len(faults(content)) == 1


def test_the_schema_names_the_records_own_columns_and_values() -> None:
    parts = SCHEMA["$defs"]
    for name, columns in (("claim", CLAIM_COLUMNS), ("finding", FINDING_COLUMNS), ("reading", READING_COLUMNS)):
        assert tuple(parts[name]["properties"]) == columns
        assert tuple(parts[name]["required"]) == columns
    assert parts["claim"]["properties"]["measure"]["enum"] == list(MEASURES)
    assert parts["finding"]["properties"]["verdict"]["enum"] == [str(verdict) for verdict in Verdict]
