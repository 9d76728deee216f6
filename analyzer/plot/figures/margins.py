"""Margins: as stated, and as the same count's shares and votes imply."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

from analyzer.model import NULL, OTHERS, Claim, Contest, Finding
from analyzer.plot.base import FigureRecord, Panel
from analyzer.plot.datum import IMPLIED, STATED, Datum, implied, missing, stated
from analyzer.sides import Side, sides, subject_name

SHARES_ALL = "shares, of all valid votes"
SHARES_TWO = "shares, of the two leading"
VOTES_TWO = "votes, of the two leading"
TOGETHER = "shares and votes, of all valid votes"


def data(claims: Sequence[Claim], findings: Sequence[Finding], contest: Contest) -> tuple[Datum, ...]:
    """Each row's stated margin, or a gap, and the margins its shares and votes imply on either basis."""
    rows: list[Datum] = []
    for side in sides(claims, contest):
        rows.extend(_row(side, contest))
        rows.extend(_joint(side, finding) for finding in findings if _is_joint(finding, side))
    return tuple(rows)


def _is_joint(finding: Finding, side: Side) -> bool:
    """Whether the finding is the margin check's on this count, and rests on shares and votes together."""
    own = {fact.claim.claim: fact.claim.measure for facts in side.count.facts.values() for fact in facts}
    measures = {own.get(claim) for claim in finding.claims}
    return finding.check == "margin" and finding.unit == "points" and {"share", "votes"} <= measures


def _joint(side: Side, finding: Finding) -> Datum:
    """What shares and votes imply together, as the check computed it."""
    claims = [fact.claim for facts in side.count.facts.values() for fact in facts if fact.claim.claim in finding.claims]
    return implied(
        "margins",
        side,
        TOGETHER,
        (finding.implied_low, finding.implied_high),
        "margin_points",
        subject=finding.subject,
        basis="valid",
        claims=[claim for claim in claims if claim.measure in {"share", "votes"}],
        detail=side.detail,
    )


def _row(side: Side, contest: Contest) -> list[Datum]:
    rows: list[Datum] = []
    ids = [candidate.id for candidate in contest.candidates]
    ids += sorted(side.subjects - {*ids, OTHERS, NULL})
    for subject in ids:
        lane = f"stated lead of {subject_name(subject, contest)}"
        rows.extend(stated("margins", side, lane, fact, side.detail) for fact in side.facts("margin_points", subject))
    if not rows:
        rows.append(missing("margins", side, "stated lead", "margin_points", detail=side.detail))
    shares = _leading(side, "share", ids)
    votes = _leading(side, "votes", ids)
    if shares:
        rows.append(_implied(side, SHARES_ALL, shares, _difference(*shares), "valid"))
        rows.append(_implied(side, SHARES_TWO, shares, _of_two(*shares), "two"))
    if votes:
        rows.append(_implied(side, VOTES_TWO, votes, _of_two(*votes), "two"))
    return rows


def _leading(side: Side, measure: str, ids: Sequence[str]) -> tuple[Claim, Claim] | None:
    """The claims of the first and the second candidate, where two are stated, each once."""
    one_each = [side.facts(measure, subject)[0].claim for subject in ids if len(side.facts(measure, subject)) == 1]
    if len(one_each) < 2:
        return None
    first, second = sorted(one_each, key=lambda claim: -claim.value)[:2]
    return first, second


def _difference(first: Claim, second: Claim) -> tuple[float, float]:
    return first.low - second.high, first.high - second.low


def _of_two(first: Claim, second: Claim) -> tuple[float, float]:
    """100 (a - b) / (a + b), which grows with a and falls with b: its ends are at opposite corners."""
    return _normalised(first.low, second.high), _normalised(first.high, second.low)


def _normalised(first: float, second: float) -> float:
    return 100 * (first - second) / (first + second) if first + second > 0 else nan


def _implied(side: Side, lane: str, leading: tuple[Claim, Claim], interval: tuple[float, float], basis: str) -> Datum:
    return implied(
        "margins",
        side,
        lane,
        interval,
        "margin_points",
        subject=leading[0].subject,
        basis=basis,
        claims=leading,
        detail=side.detail,
    )


def title(data: Sequence[Datum]) -> str:
    """Whether the first stated margin meets what is implied, and on which basis."""
    given = [datum for datum in data if datum.kind == STATED]
    if not given:
        known = any(datum.kind == IMPLIED for datum in data)
        return "No source states a margin" + ("; the shares and votes imply these" if known else "")
    judged = [datum for datum in given if any(_same_row(datum, other) for other in data)] or given
    margin = next((datum for datum in judged if not _meets(datum, data, "valid")), judged[0])
    beside = [other for other in data if _same_row(margin, other)]
    says = f"{margin.source_name}: a lead of {margin.text}"
    if not beside:
        return f"{says}, with nothing beside it to check it against"
    if _meets(margin, data, "valid"):
        return f"{says} fits its shares"
    if _meets(margin, data, "two"):
        return f"{says} fits the two leading candidates’ votes only, not all valid votes"
    return f"{says} does not fit its shares and votes, on either basis"


def _same_row(margin: Datum, other: Datum) -> bool:
    return other.kind == IMPLIED and other.row == margin.row and other.subject == margin.subject


def _meets(margin: Datum, data: Sequence[Datum], basis: str) -> bool:
    """Whether the margin overlaps every interval implied on that basis (and there is one)."""
    ranges = [other for other in data if _same_row(margin, other) and other.basis == basis]
    return bool(ranges) and all(other.low <= margin.high and margin.low <= other.high for other in ranges)


def panels(data: Sequence[Datum]) -> tuple[Panel, ...]:
    """One panel; the stated margin is shaded behind what is implied in its row."""
    return (
        Panel("Lead over the runner-up", "percentage points", tuple(data), "points", from_zero=False, reference=True),
    )


FIGURE = FigureRecord(
    "margins", "Which lead does each source state, and which do its shares and votes imply?", data, title, panels
)
