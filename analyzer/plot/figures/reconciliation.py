"""Reconciliation: what adds up to the stated total, part by part as a waterfall, and what nothing accounts for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analyzer.counts import CAST_BALLOTS, Fact
from analyzer.model import NULL, Basis, Claim, Contest, Finding
from analyzer.plot.base import FigureRecord, Panel
from analyzer.plot.datum import IMPLIED, REMAINDER, STATED, Block, Datum, whose
from analyzer.plot.words import Words, several
from analyzer.sides import Side, sides, subjects

SUM, VALID, CAST = "sum", "valid", "cast"
Span = tuple[float, float]


def table(claims: Sequence[Claim], findings: Sequence[Finding], contest: Contest, words: Words) -> tuple[Datum, ...]:
    """For each count with votes of two, or votes and a total: its parts, their sum, the totals, what is left."""
    named = subjects([claim for claim in claims if claim.measure == "votes"], contest)
    return tuple(
        datum for side in sides(claims, contest) for datum in _row(Block("votes", side, words), named, contest)
    )


def _row(block: Block, named: Sequence[str], contest: Contest) -> list[Datum]:
    side, words = block.side, block.words
    stated = [subject for subject in named if subject != NULL and _one(side.count.deciding("votes", subject))]
    valid, cast = _totals(side)
    if not stated or (len(stated) < 2 and not (valid or cast)):
        return []
    rows = [block.stated(words.subject(s, contest), side.count.deciding("votes", s)[0]) for s in stated]
    silent = [words.subject(s, contest) for s in named if s != NULL and s not in stated]
    if silent:
        rows.append(block.missing(words.joined(silent), "votes"))
    parts = [datum for datum in rows if datum.kind == STATED]
    whole = _sum(block, parts)
    rows.append(whole)
    if valid:
        rows.append(block.stated(words.say(f"reconciliation.{'valid' if valid.claim.basis else 'total'}"), valid))
        rows.extend(_left(block, whole, valid, VALID))
    null = _one(side.count.deciding("votes", NULL))
    if null:
        rows.append(block.stated(words.subject(NULL, contest), null))
        whole = _sum(block, [*parts, rows[-1]])
    if cast:
        rows.append(block.stated(words.say("reconciliation.cast"), cast))
        rows.extend(_left(block, whole, cast, CAST))
    if not (valid or cast):
        rows.append(block.missing(words.say("reconciliation.total"), "ballots"))
    return rows


def _one(facts: Sequence[Fact]) -> Fact | None:
    """The fact where one number is stated."""
    return facts[0] if len(facts) == 1 else None


def _totals(side: Side) -> tuple[Fact | None, Fact | None]:
    """The valid votes (or those of an unstated kind) and the ballots cast, as the count states them."""
    plain, cast = _one(side.count.deciding("ballots")), _one(side.count.deciding(*CAST_BALLOTS))
    if plain and plain.claim.basis == Basis.CAST:
        return None, plain
    return plain, cast


def _sum(block: Block, parts: Iterable[Datum]) -> Datum:
    parts = tuple(parts)
    interval = sum(part.low for part in parts), sum(part.high for part in parts)
    made = block.implied(block.words.say("reconciliation.sum"), interval, "ballots")
    return replace(made, basis=SUM, claims=";".join(part.claims for part in parts))


def _left(block: Block, whole: Datum, total: Fact, basis: str) -> list[Datum]:
    """What of a total its parts leave open, or pass it by; nothing where they may add up to it."""
    low, high = total.claim.low - whole.high, total.claim.high - whole.low
    if low <= 0.0 <= high:
        return []
    lane = block.words.say(f"reconciliation.{'rest' if low > 0 else 'over'}")
    made = block.implied(lane, (low, high), "ballots")
    least, most = sorted((abs(low), abs(high)))
    text = block.words.interval(least, most, "votes")
    return [replace(made, measure=REMAINDER, basis=basis, text=text, claims=f"{whole.claims};{total.claim.claim}")]


def headline(data: Sequence[Datum], words: Words) -> str:
    """The count whose parts pass its total; else one that leaves votes unaccounted for; else one that adds up."""
    if not data:
        return words.say("reconciliation.none")
    rests = sorted((datum for datum in data if datum.measure == REMAINDER), key=lambda datum: datum.low > 0)
    if rests:
        first = rests[0]
        own = [datum for datum in data if datum.row == first.row]
        total = own[own.index(first) - 1].text
        key = "leaves" if first.low > 0 else "over_by"
        return words.say(f"reconciliation.{key}", source=whose(first, words), rest=first.text, total=total)
    for row in several(datum.row for datum in data):
        own = [datum for datum in data if datum.row == row]
        totals = [datum for datum in own if datum.measure == "ballots" and datum.kind == STATED]
        if totals:
            with_null = any(datum.subject == NULL for datum in own) and totals[-1].basis == Basis.CAST
            key = "fits_cast" if with_null else "fits"
            return words.say(f"reconciliation.{key}", source=whose(own[0], words), total=totals[-1].text)
    whole = next(datum for datum in data if datum.kind == IMPLIED)
    return words.say("reconciliation.no_total", source=whose(whole, words), sum=whole.text)


def panels(data: Sequence[Datum], words: Words) -> tuple[Panel, ...]:
    """One panel; each part begins where the one above it ends."""
    heading, axis, key = (words.say(f"reconciliation.{name}") for name in ("panel", "axis", "key"))
    return (Panel(heading, axis, tuple(data), "votes", glyph="step", key=key),)


FIGURE = FigureRecord("reconciliation", table, headline, panels)
