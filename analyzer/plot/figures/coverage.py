"""Coverage: the part of the tally sheets that each count rests on, and the part it leaves open."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer import wording
from analyzer.model import Claim, Contest, Finding
from analyzer.plot.base import FigureRecord, Panel
from analyzer.plot.datum import IMPLIED, MISSING, STATED, Datum, implied, missing, stated
from analyzer.sides import Side, sides

LANE = "counted"


def data(claims: Sequence[Claim], findings: Sequence[Finding], contest: Contest) -> tuple[Datum, ...]:
    """Each row's stated coverage, or that of its counted tally sheets among all, or a gap."""
    rows: list[Datum] = []
    for side in sides(claims, contest):
        rows.extend(_row(side))
    return tuple(rows)


def _row(side: Side) -> list[Datum]:
    rows = [stated("coverage", side, LANE, fact, side.detail) for fact in side.facts("coverage")]
    counted, total = side.facts("coverage_count"), side.facts("coverage_total")
    for fact in counted:
        if total and total[0].claim.low > 0:
            whole = total[0].claim
            interval = (100 * fact.claim.low / whole.high, min(100 * fact.claim.high / whole.low, 100.0))
            lane = f"{wording.stated(fact.claim)} of {wording.stated(whole)}"
            rows.append(
                implied("coverage", side, lane, interval, "coverage", claims=(fact.claim, whole), detail=side.detail)
            )
        elif not rows:
            text = "of how many is not stated"
            rows.append(missing("coverage", side, wording.stated(fact.claim), "coverage", text, side.detail))
    return rows or [missing("coverage", side, LANE, "coverage", detail=side.detail)]


def title(data: Sequence[Datum]) -> str:
    """What the counts rest on; how many say nothing of it."""
    known = [datum for datum in data if datum.kind in {STATED, IMPLIED}]
    if not known:
        return "No source states what part of the tally sheets its figures rest on"
    silent = {datum.row for datum in data if datum.kind == MISSING}
    gaps = f"; {wording.plural(len(silent), 'count')} not stated" if silent else ""
    if len({datum.row for datum in known}) <= 3:
        rows: dict[str, list[str]] = {}
        for datum in known:
            rows.setdefault(datum.source_name, []).append(datum.text)
        return "Tally sheets counted: " + "; ".join(f"{name} {texts[0]}" for name, texts in rows.items()) + gaps
    low, high = min(known, key=lambda datum: datum.low), max(known, key=lambda datum: datum.high)
    return f"The counts rest on {low.text} to {high.text} of the tally sheets{gaps}"


def panels(data: Sequence[Datum]) -> tuple[Panel, ...]:
    """One panel from 0 to 100; what was not counted is hatched."""
    heading = "Part of the tally sheets counted; hatched: not counted"
    return (Panel(heading, "percent of tally sheets", tuple(data), "percent", bars=True),)


FIGURE = FigureRecord("coverage", "What part of the tally sheets does each count rest on?", data, title, panels)
