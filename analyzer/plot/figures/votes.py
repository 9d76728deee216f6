"""Votes as stated, and the totals that a source's votes and shares imply together."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from analyzer.counts import Span
from analyzer.model import RESERVED_SUBJECTS, Basis, Claim, Contest, Finding
from analyzer.plot.base import FigureRecord, Panel
from analyzer.plot.datum import IMPLIED, MISSING, STATED, Block, Datum, whose
from analyzer.plot.words import Words, several
from analyzer.sides import Side, sides, subjects

VOTES, TOTALS = "votes", "totals"


def table(claims: Sequence[Claim], findings: Sequence[Finding], contest: Contest, words: Words) -> tuple[Datum, ...]:
    """Stated votes of every row; for the rows that state shares too, the totals they imply and where these meet."""
    named = subjects([claim for claim in claims if claim.measure == "votes"], contest)
    every = sides(claims, contest)
    rows: list[Datum] = []
    for side in every:
        rows.extend(_votes(Block(VOTES, side, words), named, contest))
    for side in every:
        rows.extend(_totals(Block(TOTALS, side, words), named, contest, _found(side, findings)))
    return tuple(rows)


def _votes(block: Block, named: Sequence[str], contest: Contest) -> list[Datum]:
    rows: list[Datum] = []
    silent = []
    for subject in named:
        name = block.words.subject(subject, contest)
        facts = block.side.facts("votes", subject)
        rows.extend(block.stated(name, fact) for fact in facts)
        if not facts:
            silent.append(name)
    if len(silent) == len(named):
        return [block.missing("", "votes")]
    if silent:
        rows.append(block.missing(block.words.joined(silent), "votes"))
    return rows


def _found(side: Side, findings: Sequence[Finding]) -> Span | None:
    """The total of a count as the check implied-total gives it, so that figure and finding say one number."""
    own = {fact.claim.claim for facts in side.count.facts.values() for fact in facts}
    found = (f for f in findings if f.check == "implied-total" and own.issuperset(f.claims))
    return next(((f.implied_low, f.implied_high) for f in found if f.implied_low <= f.implied_high), None)


def _totals(block: Block, named: Sequence[str], contest: Contest, found: Span | None) -> list[Datum]:
    side, words = block.side, block.words
    rows = [block.stated(words.say("votes.total"), fact) for fact in side.facts("ballots")]
    quotients = []
    for subject in named:
        votes, shares = side.facts("votes", subject), side.facts("share", subject)
        if len(votes) == len(shares) == 1 and shares[0].claim.high > 0:
            interval = _total(votes[0].claim, shares[0].claim)
            lane = words.say("votes.from", name=words.subject(subject, contest))
            both = (votes[0].claim, shares[0].claim)
            quotients.append(block.implied(lane, interval, "ballots", subject=subject, claims=both))
    rows.extend(quotients)
    # The share of all others may be a sum of shares, each rounded on its own: it need not meet those of candidates.
    candidates = [one for one in quotients if one.subject not in RESERVED_SUBJECTS]
    if len(candidates) > 1:
        every = len(candidates) == len(quotients)
        lane = words.say(f"votes.{'together' if every else 'candidates_together'}")
        rows.append(_meeting(block, candidates, lane, found if every else None))
    return rows


def _total(votes: Claim, share: Claim) -> tuple[float, float]:
    """The totals T with votes in [low, high] and share of T in its interval: quotients of opposite ends."""
    highest = 100 * votes.high / share.low if share.low > 0 else inf
    return 100 * votes.low / share.high, highest


def _meeting(block: Block, quotients: Sequence[Datum], lane: str, found: Span | None) -> Datum:
    """Where the totals meet; as `found`, or at least the votes themselves, if shares are of these."""
    low, high = max(one.low for one in quotients), min(one.high for one in quotients)
    if low > high:
        return block.missing(lane, "ballots", block.words.say("votes.no_common"))
    if block.side.count.basis("share") in {Basis.VALID, Basis.UNSTATED}:
        votes = sum(block.side.facts("votes", one.subject)[0].claim.low for one in quotients)
        low = max(low, votes) if votes <= high else low
    return block.implied(lane, found or (low, high), "ballots")


def headline(data: Sequence[Datum], words: Words) -> str:
    """The total that votes and shares imply, or that none does."""
    given = [datum for datum in data if datum.panel == VOTES and datum.kind == STATED]
    if not given:
        return words.say("votes.none")
    # Of the implied totals the one of nobody's is where all of them meet; where they do not, it is a gap.
    totals = [datum for datum in data if datum.panel == TOTALS and datum.kind in {IMPLIED, MISSING}]
    met = [datum for datum in totals if not datum.subject]
    apart = [datum for datum in met if datum.kind == MISSING]
    if apart:
        return words.say("votes.apart", source=whose(apart[0], words))
    if met:
        return words.say("votes.met", source=whose(met[0], words), total=met[0].text)
    single = [datum for datum in totals if datum.kind == IMPLIED]
    if single:
        return words.say("votes.single", source=whose(single[0], words), total=single[0].text)
    names = several(datum.source_name for datum in given)
    return words.say("votes.alone_one" if len(names) == 1 else "votes.alone_many", names=words.joined(names))


def panels(data: Sequence[Datum], words: Words) -> tuple[Panel, ...]:
    """Votes on top; totals below, on their own scale, where there are any."""
    votes = tuple(datum for datum in data if datum.panel == VOTES)
    totals = tuple(datum for datum in data if datum.panel == TOTALS)
    axis = words.say("votes.axis")
    first = Panel(words.say("votes.heading"), axis, votes, "votes")
    if not totals:
        return (first,)
    return first, Panel(words.say("votes.totals"), axis, totals, "votes", from_zero=False)


FIGURE = FigureRecord("votes", table, headline, panels)
