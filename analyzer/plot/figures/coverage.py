"""Coverage: the part of the tally sheets that each count rests on, and the part it leaves open."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer import sensitivity
from analyzer.model import Claim, Contest, Finding
from analyzer.plot.base import FigureRecord, Panel
from analyzer.plot.datum import IMPLIED, MISSING, STATED, Block, Datum, whose
from analyzer.plot.words import Words, several
from analyzer.sides import sides


def table(claims: Sequence[Claim], findings: Sequence[Finding], contest: Contest, words: Words) -> tuple[Datum, ...]:
    """Each row's stated coverage, or that of its counted tally sheets among all, or a gap; what it leaves open."""
    every = sides(claims, contest)
    # Percentages on a second basis are of a count whose coverage is drawn already.
    rows = [datum for side in every if not side.count.part_of for datum in _row(Block(COUNTED, side, words))]
    owners = {f.claim.claim: side for side in every for facts in side.count.facts.values() for f in facts}
    found = [(owners[final.facts[0].claim.claim], final) for final in sensitivity.finals(claims, contest)]
    for side, final in sorted(found, key=lambda pair: every.index(pair[0])):
        block = Block(FINAL, side, words)
        name, rests_on = words.subject(final.subject, contest), [fact.claim for fact in final.facts]
        interval = (final.low, final.high)
        rows.append(
            block.implied(
                words.say("coverage.in_the_end", name=name), interval, "share", subject=final.subject, claims=rests_on
            )
        )
    return tuple(rows)


COUNTED, FINAL = "coverage", "final"


def _row(block: Block) -> list[Datum]:
    side, words = block.side, block.words
    lane = words.say("coverage.counted")
    rows = [block.stated(lane, fact) for fact in side.facts("coverage")]
    counted, total = side.facts("coverage_count"), side.facts("coverage_total")
    for fact in counted:
        part = words.stated(fact.claim)
        if total and total[0].claim.low > 0:
            whole = total[0].claim
            interval = (100 * fact.claim.low / whole.high, min(100 * fact.claim.high / whole.low, 100.0))
            of = words.say("coverage.of", part=part, whole=words.stated(whole))
            rows.append(block.implied(of, interval, "coverage", claims=(fact.claim, whole)))
        elif not rows:
            rows.append(block.missing(part, "coverage", words.say("coverage.of_unknown")))
    return rows or [block.missing(lane, "coverage")]


def headline(data: Sequence[Datum], words: Words) -> str:
    """What the counts rest on; how many say nothing of it."""
    data = [datum for datum in data if datum.panel == COUNTED]
    known = [datum for datum in data if datum.kind in {STATED, IMPLIED}]
    if not known:
        return words.say("coverage.none")
    silent = {datum.row for datum in data if datum.kind == MISSING}
    gaps = words.say("coverage.gaps", counts=words.plural(len(silent), "count")) if silent else ""
    if len({datum.row for datum in known}) <= 3:
        firsts = {datum.row: datum for datum in reversed(known)}
        each = []
        for first in (firsts[row] for row in several(datum.row for datum in known)):
            each.append(words.say("coverage.one", source=whose(first, words), coverage=first.text))
        return words.say("coverage.each", counts="; ".join(each), gaps=gaps)
    low, high = min(known, key=lambda datum: datum.low), max(known, key=lambda datum: datum.high)
    return words.say("coverage.range", low=low.text, high=high.text, gaps=gaps)


def panels(data: Sequence[Datum], words: Words) -> tuple[Panel, ...]:
    """Coverage from 0 to 100, what was not counted hatched; below, the shares in the end that this leaves open."""
    counted, final = (tuple(datum for datum in data if datum.panel == name) for name in (COUNTED, FINAL))
    first = Panel(words.say("coverage.heading"), words.say("coverage.axis"), counted, "percent", glyph="part")
    if not final:
        return (first,)
    return first, Panel(words.say("coverage.final"), words.say("coverage.axis_final"), final, "percent")


FIGURE = FigureRecord("coverage", table, headline, panels)
