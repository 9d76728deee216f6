"""Claims, findings and days of reports as records, whether they come so or as the tables the Python face hands out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analyzer import tables
from analyzer.model import Appearance, Claim, Finding

if TYPE_CHECKING:
    from pandas import DataFrame


def claims_of(claims: Sequence[Claim] | DataFrame) -> tuple[Claim, ...]:
    """The records of a claims table; records pass through."""
    return tuple(claims) if isinstance(claims, Sequence) else tuple(tables.claims_from_frame(claims))


def findings_of(findings: Sequence[Finding] | DataFrame) -> tuple[Finding, ...]:
    """The records of a findings table; records pass through."""
    return tuple(findings) if isinstance(findings, Sequence) else tuple(tables.findings_from_frame(findings))


def days_of(days: Sequence[Appearance] | DataFrame) -> tuple[Appearance, ...]:
    """The records of a table of days; records pass through."""
    return tuple(days) if isinstance(days, Sequence) else tables.days_from_frame(days)
