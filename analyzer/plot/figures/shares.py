"""Vote shares: one row a count, its candidates side by side on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analyzer.model import NULL, OTHERS, Basis, Claim, Contest, Finding
from analyzer.plot.base import FigureRecord, Panel
from analyzer.plot.datum import MISSING, Block, Datum
from analyzer.plot.words import Words
from analyzer.sides import Side, sides, subjects

#: Leaders that a title names.
_MOST_NAMED = 4


def table(claims: Sequence[Claim], findings: Sequence[Finding], contest: Contest, words: Words) -> tuple[Datum, ...]:
    """Every stated share; a candidate that a row says nothing of is a gap, all such in one line."""
    named = subjects([claim for claim in claims if claim.measure == "share"], contest)
    rows: list[Datum] = []
    for side in sides(claims, contest):
        told = side.mark and side.mark.coverage
        parts = (words.detail(side), "" if told else words.covered(side), _of_what(side, words))
        detail = ", ".join(part for part in parts if part)
        block = Block("shares", side, words, detail)
        silent = []
        for subject in named:
            name = words.subject(subject, contest)
            facts = side.facts("share", subject)
            rows.extend(block.stated(name, fact) for fact in facts)
            if not facts:
                silent.append(name)
        if silent or not named:
            rows.append(block.missing(words.joined(silent), "share"))
    return tuple(rows)


def _of_what(side: Side, words: Words) -> str:
    """Of what the shares of a row are shares, where that is not the valid votes and its name does not say."""
    basis = side.count.basis("share")
    told = basis in {Basis.UNSTATED, Basis.VALID} or (side.mark and side.mark.basis)
    return "" if told else words.percentages(basis)


def leader(row: Sequence[Datum]) -> str:
    """The candidate whom the shares of one row put first, "" where they do not say."""
    shares = [datum for datum in row if datum.kind != MISSING and datum.subject not in {OTHERS, NULL}]
    best = max(shares, key=lambda datum: datum.low, default=None)
    if best is None:
        return ""
    rivals = [datum.high for datum in shares if datum.subject != best.subject]
    clear = all(best.low > high for high in rivals)
    # With no rival's share stated, only a majority says who leads.
    return best.lane if clear and (rivals or best.low > 50) else ""


def headline(data: Sequence[Datum], words: Words) -> str:
    """Who is put first, and whether the sources agree on it."""
    if all(datum.kind == MISSING for datum in data):
        return words.say("shares.none")
    rows: dict[str, list[Datum]] = {}
    for datum in data:
        rows.setdefault(datum.row, []).append(datum)
    leaders: dict[str, list[str]] = {}
    for row in rows.values():
        first = leader(row)
        if first:
            leaders.setdefault(first, []).append(row[0].source_name)
    if not leaders:
        return words.say("shares.undecided")
    if len(leaders) > 1:
        taken = [
            words.say("shares.side", name=name, sources=words.plural(len(set(says)), "source"))
            for name, says in _named(leaders)
        ]
        if len(taken) < len(leaders):
            taken.append(words.say("page.more", number=len(leaders) - len(taken)))
        return words.say("shares.disputed", sides=words.joined(taken, "or"))
    ((name, says),) = leaders.items()
    if len(says) == 1:
        return words.say("shares.one", source=says[0], name=name)
    key = "both" if len(says) == 2 else "all"
    return words.say(f"shares.{key}", counts=words.plural(len(says), "count"), name=name)


def _named(leaders: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
    """Whom a title has room for: all, or of many those whom most sources put first."""
    if len(leaders) <= _MOST_NAMED:
        return list(leaders.items())
    return sorted(leaders.items(), key=lambda one: -len(set(one[1])))[: _MOST_NAMED - 1]


def panels(data: Sequence[Datum], words: Words) -> tuple[Panel, ...]:
    """One panel, from zero."""
    return (Panel(words.say("shares.heading"), words.say("shares.axis"), tuple(data), "percent"),)


FIGURE = FigureRecord("shares", table, headline, panels)
