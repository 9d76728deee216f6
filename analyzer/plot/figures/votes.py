"""Votes as stated, and the totals that a source's votes and shares imply together."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from analyzer import wording
from analyzer.model import Claim, Contest, Finding
from analyzer.plot.base import FigureRecord, Panel
from analyzer.plot.datum import IMPLIED, MISSING, STATED, Datum, implied, missing, stated
from analyzer.sides import Side, sides, subject_name, subjects

VOTES, TOTALS = "votes", "totals"
TOGETHER = "all together"


def data(claims: Sequence[Claim], findings: Sequence[Finding], contest: Contest) -> tuple[Datum, ...]:
    """Stated votes of every row; for the rows that state shares too, the totals they imply and where these meet."""
    named = subjects([claim for claim in claims if claim.measure == "votes"], contest)
    every = sides(claims, contest)
    rows: list[Datum] = []
    for side in every:
        rows.extend(_votes(side, named, contest))
    for side in every:
        rows.extend(_totals(side, named, contest))
    return tuple(rows)


def _votes(side: Side, named: Sequence[str], contest: Contest) -> list[Datum]:
    rows: list[Datum] = []
    silent = []
    for subject in named:
        name = subject_name(subject, contest)
        facts = side.facts("votes", subject)
        rows.extend(stated(VOTES, side, name, fact, side.detail) for fact in facts)
        if not facts:
            silent.append(name)
    if len(silent) == len(named):
        return [missing(VOTES, side, "", "votes", detail=side.detail)]
    if silent:
        rows.append(missing(VOTES, side, wording.joined(silent), "votes", detail=side.detail))
    return rows


def _totals(side: Side, named: Sequence[str], contest: Contest) -> list[Datum]:
    rows = [stated(TOTALS, side, "stated total", fact, side.detail) for fact in side.facts("ballots")]
    quotients = []
    for subject in named:
        votes, shares = side.facts("votes", subject), side.facts("share", subject)
        if len(votes) == len(shares) == 1 and shares[0].claim.high > 0:
            interval = _total(votes[0].claim, shares[0].claim)
            lane = f"from {subject_name(subject, contest)}"
            claims = (votes[0].claim, shares[0].claim)
            quotients.append(
                implied(TOTALS, side, lane, interval, "ballots", subject=subject, claims=claims, detail=side.detail)
            )
    rows.extend(quotients)
    if len(quotients) > 1:
        rows.append(_meeting(side, quotients))
    return rows


def _total(votes: Claim, share: Claim) -> tuple[float, float]:
    """The totals T with votes in [low, high] and share of T in its interval: quotients of opposite ends."""
    highest = 100 * votes.high / share.low if share.low > 0 else inf
    return 100 * votes.low / share.high, highest


def _meeting(side: Side, quotients: Sequence[Datum]) -> Datum:
    low, high = max(one.low for one in quotients), min(one.high for one in quotients)
    if low > high:
        return missing(TOTALS, side, TOGETHER, "ballots", "no common total", side.detail)
    return implied(TOTALS, side, TOGETHER, (low, high), "ballots", detail=side.detail)


def title(data: Sequence[Datum]) -> str:
    """The total that votes and shares imply, or that none does."""
    given = [datum for datum in data if datum.panel == VOTES and datum.kind == STATED]
    if not given:
        return "No source states a number of votes"
    met = [datum for datum in data if datum.lane == TOGETHER]
    apart = [datum for datum in met if datum.kind == MISSING]
    if apart:
        return f"{apart[0].source_name}: votes and shares fit no common total"
    if met:
        return f"{met[0].source_name}: votes and shares together imply {met[0].text} in all"
    names = list(dict.fromkeys(datum.source_name for datum in given))
    says = "states" if len(names) == 1 else "state"
    single = [datum for datum in data if datum.panel == TOTALS and datum.kind == IMPLIED]
    if single:
        return f"{single[0].source_name}: votes and share imply {single[0].text} in all"
    return f"{wording.joined(names)} {says} votes, with no share of the same candidate beside them"


def panels(data: Sequence[Datum]) -> tuple[Panel, ...]:
    """Votes on top; totals below, on their own scale, where there are any."""
    votes = tuple(datum for datum in data if datum.panel == VOTES)
    totals = tuple(datum for datum in data if datum.panel == TOTALS)
    first = Panel("Votes as stated", "votes", votes, "votes")
    if not totals:
        return (first,)
    heading = "All votes: as stated, and as votes ÷ share imply"
    return first, Panel(heading, "votes", totals, "votes", from_zero=False)


FIGURE = FigureRecord(
    "votes", "How many votes does each source state, and which totals do they imply?", data, title, panels
)
