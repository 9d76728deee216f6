"""Claims, findings and days of reports as records, whether they come so or as the tables the Python face hands out."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite, nan
from typing import TYPE_CHECKING

from analyzer import tables
from analyzer.faults import fault, kind
from analyzer.model import Appearance, Claim, Finding, InputError, Reading
from analyzer.plot.datum import Margins

if TYPE_CHECKING:
    from pandas import DataFrame


#: A column that a claims table may have for the figures: a sample's margin of error, in points either side.
MARGIN_COLUMN = "margin_of_error"


def claims_of(claims: Sequence[Claim] | DataFrame) -> tuple[Claim, ...]:
    """The records of a claims table; records pass through. Raises InputError for what is neither."""
    if not isinstance(claims, Sequence):
        return tuple(tables.claims_from_frame(claims))
    if other := [claim for claim in claims if not isinstance(claim, Claim)]:
        raise InputError(fault("claims", "claims, or a table of them", kind(other[0])))
    return tuple(claims)


def margins_of(claims: Sequence[Claim] | DataFrame, readings: Sequence[Reading] = ()) -> Margins:
    """The margins of error stated of claims: by the readings, and in a table's column `margin_of_error`, if it has one.

    Where several are stated of one figure, the widest.
    """
    records = claims_of(claims)
    stated = {id: r.margin for r in readings if isfinite(r.margin) for id in r.claim.split(";")}
    column = [stated.get(claim.claim, nan) for claim in records]
    if not isinstance(claims, Sequence) and MARGIN_COLUMN in claims:
        column = [float(margin) for margin in claims[MARGIN_COLUMN]]
    found: dict[tuple[str, str, str, float], float] = {}
    for claim, margin in zip(records, column, strict=True):
        if isfinite(margin):
            key = (claim.source, claim.measure, claim.subject, claim.value)
            found[key] = max(margin, found.get(key, 0.0))
    return found


def findings_of(findings: Sequence[Finding] | DataFrame) -> tuple[Finding, ...]:
    """The records of a findings table; records pass through."""
    return tuple(findings) if isinstance(findings, Sequence) else tuple(tables.findings_from_frame(findings))


def days_of(days: Sequence[Appearance] | DataFrame) -> tuple[Appearance, ...]:
    """The records of a table of days; records pass through."""
    return tuple(days) if isinstance(days, Sequence) else tables.days_from_frame(days)
