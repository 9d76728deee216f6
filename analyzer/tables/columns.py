"""What each column of the tables holds, and in which unit: for data packages, documentation and readers of the CSV."""

from __future__ import annotations

from dataclasses import fields

from analyzer.model import Claim, Finding

_UNIT_OF_MEASURE = "in the measure's unit: percent, percentage points, votes, voters or tally sheets"
_UNIT_OF_FINDING = "in the unit that `unit` names; empty where there is none"

CLAIMS = {
    "claim": "identifier of the claim, stable from run to run",
    "document": "identifier of the document that the figure stands in",
    "start": "where the figure begins in the document's text, in characters from 0",
    "end": "where it ends, in characters; the character there is no longer part of it",
    "quote": "the figure as it is written",
    "source": "identifier of who asserts the figure; empty where the text does not say",
    "measure": "what the figure measures: share, votes, margin_points, margin_votes, turnout, ballots, registered, "
    "coverage, coverage_count or coverage_total",
    "subject": "identifier of the candidate, others, null, or empty where the measure is nobody's",
    "value": f"the figure, {_UNIT_OF_MEASURE}",
    "resolution": f"the last printed unit, {_UNIT_OF_MEASURE}; 0 for a count printed in full",
    "low": f"lower end of the usual reading, {_UNIT_OF_MEASURE}",
    "high": f"upper end of the usual reading, {_UNIT_OF_MEASURE}",
    "hedge": "what the words beside the figure make of it: exact, about, under, over, at_most or at_least",
    "basis": "what a percentage is of, or whether ballots leave out the invalid ones: "
    "valid, cast, registered, two (the two leading candidates), or empty if unstated",
    "statement": "identifier of the statement; figures asserted together share it; "
    "where they correct earlier ones it ends in :correction",
    "as_of": "the moment of the count that the figure describes, empty where unstated",
    "language": "language that the figure was read in",
    "contest": "identifier of the contest",
}

FINDINGS = {
    "check": "identifier of the check",
    "verdict": "consistent, strained, inconsistent or undetermined",
    "sources": "identifiers of the sources concerned, joined by semicolons in CSV",
    "claims": "identifiers of the claims it rests on, joined by semicolons in CSV",
    "subject": "identifier of the candidate, or empty",
    "stated_low": f"lower end of what is stated, {_UNIT_OF_FINDING}",
    "stated_high": f"upper end of what is stated, {_UNIT_OF_FINDING}",
    "implied_low": f"lower end of what the other figures imply, {_UNIT_OF_FINDING}",
    "implied_high": f"upper end of what the other figures imply, {_UNIT_OF_FINDING}",
    "unit": "unit of the four columns before: percent, points, votes or sheets",
    "slack": "how many units of the printed figures would have to give way until all fit; empty where none would do",
    "assumption": "the assumption the verdict rests on, with the value at which it turns; empty where it rests on none",
    "message": "the finding in one sentence",
}

_TYPES = {"int": "integer", "float": "number"}


def schema(record: type[Claim | Finding]) -> dict[str, object]:
    """The Table Schema (Frictionless) of the CSV of `record`: name, type and description of each column."""
    said = CLAIMS if record is Claim else FINDINGS
    columns = [
        {"name": f.name, "type": _TYPES.get(str(f.type), "string"), "description": said[f.name]} for f in fields(record)
    ]
    return {"fields": columns, "missingValues": [""]}
