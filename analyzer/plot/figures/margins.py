"""Margins: as stated, and as the same count's shares and votes imply."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

from analyzer.model import NULL, OTHERS, Basis, Claim, Contest, Finding
from analyzer.plot.base import FigureRecord, Panel
from analyzer.plot.datum import IMPLIED, MISSING, STATED, Block, Datum, whose
from analyzer.plot.words import Words
from analyzer.sides import Side, sides


def table(claims: Sequence[Claim], findings: Sequence[Finding], contest: Contest, words: Words) -> tuple[Datum, ...]:
    """Each row's stated margin, or a gap, and the margins its shares and votes imply on either basis."""
    rows: list[Datum] = []
    for side in sides(claims, contest):
        block = Block("margins", side, words)
        rows.extend(_row(block, contest))
        rows.extend(_joint(block, finding) for finding in findings if _is_joint(finding, side))
    return tuple(rows)


def _is_joint(finding: Finding, side: Side) -> bool:
    """Whether the finding is the margin check's on this count, and rests on shares and votes together."""
    own = {fact.claim.claim: fact.claim.measure for facts in side.count.facts.values() for fact in facts}
    measures = {own.get(claim) for claim in finding.claims}
    return finding.check == "margin" and finding.unit == "points" and {"share", "votes"} <= measures


def _joint(block: Block, finding: Finding) -> Datum:
    """What shares and votes imply together, as the check computed it."""
    every = block.side.count.facts.values()
    claims = [fact.claim for facts in every for fact in facts if fact.claim.claim in finding.claims]
    return block.implied(
        block.words.say("margins.together"),
        (finding.implied_low, finding.implied_high),
        "margin_points",
        subject=finding.subject,
        basis="valid",
        claims=[claim for claim in claims if claim.measure in {"share", "votes"}],
    )


def _row(block: Block, contest: Contest) -> list[Datum]:
    side, words = block.side, block.words
    rows: list[Datum] = []
    ids = [candidate.id for candidate in contest.candidates]
    ids += sorted(side.subjects - {*ids, OTHERS, NULL})
    for subject in ids:
        lane = words.say("margins.stated_of", name=words.subject(subject, contest))
        rows.extend(block.stated(lane, fact) for fact in side.facts("margin_points", subject))
    if not rows:
        rows.extend(_in_votes(block, fact.claim, contest) for one in ids for fact in side.facts("margin_votes", one))
    if not rows:
        rows.append(block.missing(words.say("margins.stated"), "margin_points"))
    shares = _leading(side, "share", ids)
    votes = _leading(side, "votes", ids)
    if shares:
        of = side.count.basis("share") or Basis.VALID
        if of is not Basis.TWO:
            lane = "shares_all" if of is Basis.VALID else "shares_same"
            rows.append(_implied(block, lane, shares, _difference(*shares), of))
        rows.append(_implied(block, "shares_two", shares, _of_two(*shares), "two"))
    if votes:
        rows.append(_implied(block, "votes_two", votes, _of_two(*votes), "two"))
    return rows


def _in_votes(block: Block, claim: Claim, contest: Contest) -> Datum:
    """A lead stated in votes alone: no length on a scale of points, but not unstated either."""
    lane = block.words.say("margins.stated_of", name=block.words.subject(claim.subject, contest))
    text = block.words.say("margins.in_votes", margin=block.words.stated(claim))
    return block.missing(lane, "margin_points", text, [claim])


def _leading(side: Side, measure: str, ids: Sequence[str]) -> tuple[Claim, Claim] | None:
    """The claims of the first and the second candidate, where two are stated, each once."""
    one_each = [side.facts(measure, subject)[0].claim for subject in ids if len(side.facts(measure, subject)) == 1]
    if len(one_each) < 2:
        return None
    first, second = sorted(one_each, key=lambda claim: -claim.value)[:2]
    return (first, second) if first.high + second.high > 0 else None  # of no votes at all there is no part


def _difference(first: Claim, second: Claim) -> tuple[float, float]:
    return first.low - second.high, first.high - second.low


def _of_two(first: Claim, second: Claim) -> tuple[float, float]:
    """100 (a - b) / (a + b), which grows with a and falls with b: its ends are at opposite corners."""
    return _normalised(first.low, second.high), _normalised(first.high, second.low)


def _normalised(first: float, second: float) -> float:
    return 100 * (first - second) / (first + second) if first + second > 0 else nan


def _implied(block: Block, lane: str, leading: tuple[Claim, Claim], interval: tuple[float, float], basis: str) -> Datum:
    return block.implied(
        block.words.say(f"margins.{lane}"),
        interval,
        "margin_points",
        subject=leading[0].subject,
        basis=basis,
        claims=leading,
    )


def headline(data: Sequence[Datum], words: Words) -> str:
    """Whether the first stated margin meets what is implied, and on which basis."""
    given = [datum for datum in data if datum.kind == STATED]
    in_votes = next((datum for datum in data if datum.kind == MISSING and datum.claims), None)
    if not given and in_votes:
        return words.say("margins.votes_alone", source=whose(in_votes, words), stated=in_votes.text)
    if not given:
        return words.say("margins.none_implied" if any(datum.kind == IMPLIED for datum in data) else "margins.none")
    judged = [datum for datum in given if any(_same_row(datum, other) for other in data)] or given
    margin = next((datum for datum in judged if not _fits(datum, data)), judged[0])
    if not any(_same_row(margin, other) for other in data):
        key = "alone"
    elif _fits(margin, data):
        key = "fits"
    else:
        key = "two_only" if _meets(margin, data, two=True) else "fits_none"
    return words.say(f"margins.{key}", source=whose(margin, words), margin=margin.text)


def _same_row(margin: Datum, other: Datum) -> bool:
    return other.kind == IMPLIED and other.row == margin.row and other.subject == margin.subject


def _fits(margin: Datum, data: Sequence[Datum]) -> bool:
    """Whether the margin is what shares and votes imply on its own basis: of the two leading, where it says so."""
    return _meets(margin, data, two=margin.basis == Basis.TWO)


def _meets(margin: Datum, data: Sequence[Datum], *, two: bool) -> bool:
    """Whether the margin overlaps every interval implied on that basis (and there is one): of the two, or of all."""
    ranges = [other for other in data if _same_row(margin, other) and (other.basis == Basis.TWO) == two]
    return bool(ranges) and all(other.low <= margin.high and margin.low <= other.high for other in ranges)


def panels(data: Sequence[Datum], words: Words) -> tuple[Panel, ...]:
    """One panel; the stated margin is shaded behind what is implied in its row."""
    heading, axis = words.say("margins.heading"), words.say("margins.axis")
    return (Panel(heading, axis, tuple(data), "points", from_zero=False, reference=True),)


FIGURE = FigureRecord("margins", table, headline, panels)
