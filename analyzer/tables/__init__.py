"""The claims and findings tables: records to and from CSV, JSON lines, Parquet and pandas frames.

pandas and pyarrow are imported by the functions that need them: a CSV is written and read without either.
"""

from analyzer.tables.days import days_from_frame, read_days
from analyzer.tables.frames import (
    PARQUET_WANTED,
    claims_frame,
    claims_from_frame,
    claims_parquet,
    findings_frame,
    findings_from_frame,
    frame,
)
from analyzer.tables.reading import holds_claims, is_claims_table, is_claims_text, read_claims, read_claims_for
from analyzer.tables.text import claims_table, findings_table, readings_text
from analyzer.tables.writing import (
    claims_csv,
    claims_jsonl,
    findings_csv,
    findings_jsonl,
    records_csv,
    records_json,
    records_jsonl,
)

__all__ = [
    "PARQUET_WANTED",
    "claims_csv",
    "claims_frame",
    "claims_from_frame",
    "claims_jsonl",
    "claims_parquet",
    "claims_table",
    "days_from_frame",
    "findings_csv",
    "findings_frame",
    "findings_from_frame",
    "findings_jsonl",
    "findings_table",
    "frame",
    "holds_claims",
    "is_claims_table",
    "is_claims_text",
    "read_claims",
    "read_claims_for",
    "read_days",
    "readings_text",
    "records_csv",
    "records_json",
    "records_jsonl",
]
