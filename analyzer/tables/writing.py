"""Records -> CSV, JSON and JSON lines. The columns are the records' fields, in their order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from analyzer.model import CLAIM_COLUMNS, FINDING_COLUMNS, Claim, Correction, Finding, Reading
from analyzer.tables.cells import cell, plain

QUOTE = '"'
Record = Claim | Correction | Finding | Reading


def records_json(records: Iterable[Record]) -> list[dict[str, Any]]:
    """Each record as a dictionary of JSON values; NaN, which JSON has not, as None."""
    return [{name: plain(getattr(record, name)) for name in record.__slots__} for record in records]


def records_jsonl(records: Iterable[Record]) -> str:
    """One JSON object a line."""
    return "".join(f"{json.dumps(row, ensure_ascii=False, allow_nan=False)}\n" for row in records_json(records))


def records_csv(records: Iterable[object], columns: Sequence[str]) -> str:
    """A CSV table with these columns: UTF-8 text, LF line ends, lists joined by semicolons, NaN as an empty cell."""
    lines = [columns, *([cell(getattr(record, name)) for name in columns] for record in records)]
    return "".join(f"{','.join(map(_quoted, line))}\n" for line in lines)


def _quoted(cell: str) -> str:
    """A cell within quotes where it needs them. Not csv.writer: before Python 3.13 it leaves a lone CR bare."""
    return f'"{cell.replace(QUOTE, QUOTE * 2)}"' if any(char in cell for char in ',"\r\n') else cell


def claims_csv(claims: Iterable[Claim]) -> str:
    """claims.csv, columns `model.CLAIM_COLUMNS`."""
    return records_csv(claims, CLAIM_COLUMNS)


def findings_csv(findings: Iterable[Finding]) -> str:
    """findings.csv, columns `model.FINDING_COLUMNS`."""
    return records_csv(findings, FINDING_COLUMNS)


def claims_jsonl(claims: Iterable[Claim]) -> str:
    """Claims as JSON lines, keys `model.CLAIM_COLUMNS`."""
    return records_jsonl(claims)


def findings_jsonl(findings: Iterable[Finding]) -> str:
    """Findings as JSON lines, keys `model.FINDING_COLUMNS`; `sources` and `claims` are lists."""
    return records_jsonl(findings)
