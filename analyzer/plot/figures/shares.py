"""Vote shares: one row a count, its candidates side by side on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer import wording
from analyzer.model import NULL, OTHERS, Claim, Contest, Finding
from analyzer.plot.base import FigureRecord, Panel
from analyzer.plot.datum import MISSING, Datum, missing, stated
from analyzer.sides import sides, subject_name, subjects


def data(claims: Sequence[Claim], findings: Sequence[Finding], contest: Contest) -> tuple[Datum, ...]:
    """Every stated share; a candidate that a row says nothing of is a gap, all such in one line."""
    named = subjects([claim for claim in claims if claim.measure == "share"], contest)
    rows: list[Datum] = []
    for side in sides(claims, contest):
        detail = ", ".join(part for part in (side.detail, side.coverage) if part)
        silent = []
        for subject in named:
            name = subject_name(subject, contest)
            facts = side.facts("share", subject)
            rows.extend(stated("shares", side, name, fact, detail) for fact in facts)
            if not facts:
                silent.append(name)
        if silent or not named:
            rows.append(missing("shares", side, wording.joined(silent), "share", detail=detail))
    return tuple(rows)


def leader(row: Sequence[Datum], *, whole: bool = True) -> str:
    """The candidate whom the shares of one row put first, "" where they do not say."""
    shares = [datum for datum in row if datum.kind != MISSING and datum.subject not in {OTHERS, NULL}]
    best = max(shares, key=lambda datum: datum.low, default=None)
    if best is None:
        return ""
    rivals = [datum.high for datum in shares if datum.subject != best.subject]
    clear = all(best.low > high for high in rivals)
    # With no rival's share stated, only a majority says who leads.
    return best.lane if clear and (rivals or best.low > 50) else ""


def title(data: Sequence[Datum]) -> str:
    """Who is put first, and whether the sources agree on it."""
    if all(datum.kind == MISSING for datum in data):
        return "No source states a vote share"
    rows: dict[str, list[Datum]] = {}
    for datum in data:
        rows.setdefault(datum.row, []).append(datum)
    leaders: dict[str, list[str]] = {}
    for row in rows.values():
        first = leader(row)
        if first:
            leaders.setdefault(first, []).append(row[0].source_name)
    if not leaders:
        return "The stated shares do not say who leads"
    if len(leaders) > 1:
        sides_taken = [f"{name} ({_sources(says)})" for name, says in leaders.items()]
        return f"Who leads depends on the source: {wording.joined(sides_taken, 'or')}"
    ((name, says),) = leaders.items()
    subject = says[0] if len(says) == 1 else f"All {wording.plural(len(says), 'count')} that say who leads"
    return f"{subject} {'puts' if len(says) == 1 else 'put'} {name} first"


def _sources(names: Sequence[str]) -> str:
    return wording.plural(len(set(names)), "source")


def panels(data: Sequence[Datum]) -> tuple[Panel, ...]:
    """One panel, from zero."""
    return (Panel("Share of the vote", "percent of the vote", tuple(data), "percent"),)


FIGURE = FigureRecord("shares", "Which share of the vote does each source give each candidate?", data, title, panels)
