"""margin: do margin, shares and votes agree, on all votes or on the two leading candidates?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzer import wording
from analyzer.bounds import Flags
from analyzer.checks import joint, leaders
from analyzer.checks.base import (
    CONSISTENT,
    INCONSISTENT,
    STRAINED,
    UNDETERMINED,
    VERDICTS,
    Check,
    Figures,
    Places,
    claim_ids,
    clean,
    figure_of,
    figures,
    meets,
    printed,
    repeated,
    share_basis,
    slack,
    source_name,
    subject_name,
)
from analyzer.counts import Fact
from analyzer.ledger import Interval, Ledger
from analyzer.model import OTHERS, Basis, Finding

#: Bases on which a margin is tried, as the message calls them.
_VALID, _TWO = "of all votes", "of the two leading candidates' votes alone"


class Stated(NamedTuple):
    """Stated margins: count, leader, runner-up (-1: none), and how each is tried.

    On valid votes, on the two candidates' alone, on more than the valid votes, at all; `stranger` marks those whose
    runner-up may have no figure.
    """

    measure: str
    rows: Places
    leaders: Places
    seconds: Places
    valid: Flags
    two: Flags
    wider: Flags
    testable: Flags
    stranger: Flags


class Leads(NamedTuple):
    """Stated margins and the leads that the other figures imply, one a stated margin; NaN where they leave none."""

    stated: Interval
    valid: Interval
    two: Interval


def run(ledger: Ledger, uncounted: float) -> list[Finding]:
    """One finding for each stated margin, in points or in votes."""
    del uncounted
    return [finding for measure in ("margin_points", "margin_votes") for finding in _run(ledger, measure)]


def _run(ledger: Ledger, measure: str) -> list[Finding]:
    asked = _stated(ledger, measure)
    if not len(asked.rows):
        return []
    plain, wide = (leads(ledger, figures(ledger, widest=wider, rows=asked.rows), asked) for wider in (False, True))
    # Where the usual readings of shares and votes leave no point, the margin is held against the widest.
    plain = Leads(plain.stated, _or(plain.valid, wide.valid), _or(plain.two, wide.two))
    code, saved = judge(asked, plain, wide)
    gave = slack(
        lambda give: (
            _agree(ledger, figures(ledger, widest=False, rows=asked.rows, give=give), asked) | (code <= CONSISTENT)
        ),
        len(asked.rows),
    )
    of_total = leaders.TotalFacts(ledger)
    return [
        _finding(ledger, of_total, asked, plain, wide, place, int(code[place]), saved[place], float(gave[place]))
        for place in range(len(asked.rows))
    ]


def leads(ledger: Ledger, given: Figures, asked: Stated) -> Leads:
    """Stated margins beside the joint lead of leader over runner-up, on valid votes and on the two alone."""
    pair = leaders.pair(ledger, given, leaders.totals(ledger, given), asked.leaders, np.maximum(asked.seconds, 0))
    cell = given.margin_points if asked.measure == "margin_points" else given.margin_votes
    rows = np.arange(len(asked.rows))
    stated = Interval(cell.low[rows, asked.leaders], cell.high[rows, asked.leaders])
    if asked.measure == "margin_votes":
        return Leads(stated, joint.lead_in_votes(pair), joint.lead_in_votes(pair))
    return Leads(stated, joint.lead_on_valid(pair), joint.lead_on_two(pair))


def judge(asked: Stated, plain: Leads, wide: Leads) -> tuple[npt.NDArray[np.int_], list[str]]:
    """Verdict codes, and for each strained margin what saves it: another basis, a wider reading, or both."""
    # A part of all ballots or of all voters is less than the same part of the valid votes.
    smaller = asked.wider & (wide.stated.low <= wide.valid.high)
    ways = (
        ("", asked.valid & _holds(plain.stated, plain.valid)),
        ("", asked.two & ~asked.valid & _holds(plain.stated, plain.two)),
        ("basis", asked.two & _holds(plain.stated, plain.two)),
        ("reading", asked.valid & _holds(wide.stated, wide.valid)),
        ("reading", asked.two & ~asked.valid & _holds(wide.stated, wide.two)),
        ("both", asked.two & _holds(wide.stated, wide.two)),
        ("whole", smaller),
    )
    first = np.argmax(np.stack([held for _, held in ways] + [np.ones(len(asked.rows), np.bool_)]), axis=0)
    code = np.where(first <= 1, CONSISTENT, np.where(first < len(ways), STRAINED, INCONSISTENT))
    known = np.where(asked.valid, ~np.isnan(wide.valid.low), ~np.isnan(wide.two.low))
    saved = [ways[place][0] if place < len(ways) else "" for place in first.tolist()]
    # A runner-up without a figure makes the lead smaller than it seems, never greater.
    least = np.fmax(np.where(asked.valid, plain.valid.low, np.nan), np.where(asked.two, plain.two.low, np.nan))
    explained = asked.stranger & (code != CONSISTENT) & (plain.stated.high < least)
    return np.where(asked.testable & known & ~explained, code, UNDETERMINED), saved


def _stated(ledger: Ledger, measure: str) -> Stated:
    every = figures(ledger, widest=False)
    cell = every.margin_points if measure == "margin_points" else every.margin_votes
    rows, leading = np.nonzero(~np.isnan(cell.low[:, : ledger.named]))
    given = figures(ledger, widest=False, rows=rows)
    seconds = leaders.runner_up(leaders.standing(ledger, given), leading)
    figured = ~np.isnan(given.share.low) | ~np.isnan(given.votes.low)
    testable = figured[np.arange(len(rows)), leading] & (seconds >= 0)
    stranger = leaders.stranger_may_be_second(ledger, given, seconds)
    # Of a runner-up who is only likely to be one, the lead may be smaller just as well.
    widest = figures(ledger, widest=True, rows=rows)
    stranger |= leaders.stranger_may_be_second(ledger, widest, np.maximum(seconds, 0))
    stranger |= leaders.another_may_be_second(ledger, widest, leading, np.maximum(seconds, 0))
    bases = [ledger.counts[row].basis(measure) for row in rows.tolist()]
    of_shares = [share_basis(ledger, row) for row in rows.tolist()]
    same = [basis in {Basis.UNSTATED, of} for basis, of in zip(bases, of_shares, strict=True)]
    valid = np.array(same, np.bool_)
    two = np.array([basis in {Basis.UNSTATED, Basis.TWO} for basis in bases], np.bool_)
    # Beside shares a lead that does not say of what is of what they are of.
    alone = np.isnan(given.share.low).all(axis=1) & (measure == "margin_points")
    wider = alone & np.array([basis is Basis.UNSTATED for basis in bases], np.bool_)
    return Stated(measure, rows, leading, seconds, valid, two, wider, testable & (valid | two), stranger)


def _holds(stated: Interval, implied: Interval) -> Flags:
    return meets(stated.low, stated.high, implied.low, implied.high)


def _or(one: Interval, other: Interval) -> Interval:
    missing = np.isnan(one.low)
    return Interval(np.where(missing, other.low, one.low), np.where(missing, other.high, one.high))


def _agree(ledger: Ledger, given: Figures, asked: Stated) -> Flags:
    found = leads(ledger, given, asked)
    return np.where(asked.valid, _holds(found.stated, found.valid), _holds(found.stated, found.two))


def _finding(
    ledger: Ledger,
    of_total: leaders.TotalFacts,
    asked: Stated,
    plain: Leads,
    wide: Leads,
    place: int,
    code: int,
    saved: str,
    gave: float,
) -> Finding:
    row, unit = int(asked.rows[place]), "points" if asked.measure == "margin_points" else "votes"
    subject = ledger.subjects[asked.leaders[place]]
    margins = ledger.facts(row, asked.measure, subject)
    implied = plain.valid if asked.valid[place] else plain.two
    if code == UNDETERMINED:
        facts: list[Fact] = list(margins)
        message = (
            f"a lead of {printed(margins)} for {subject_name(ledger, subject)} stands alone: "
            f"{_missing(ledger, asked, place)}"
        )
        low, high = np.nan, np.nan
    else:
        others, words = _figures_behind(ledger, asked, place)
        limits = _limits(ledger, of_total, asked, place, others)
        facts = [*margins, *others, *limits]
        if limits and code != CONSISTENT:
            words += f" beside {wording.joined([figure_of(ledger, fact) for fact in limits])}"
        low, high = float(implied.low[place]), float(implied.high[place])
        message = (
            f"a lead of {printed(margins)} for {subject_name(ledger, subject)} "
            f"{_tail(asked, plain, wide, place, code, saved, words, unit)}"
        )
    return clean(
        Finding(
            check=CHECK.id,
            verdict=VERDICTS[code],
            sources=(ledger.counts[row].source,),
            claims=claim_ids(facts),
            subject=subject,
            stated_low=float(plain.stated.low[place]),
            stated_high=float(plain.stated.high[place]),
            implied_low=low,
            implied_high=high,
            unit=unit,
            slack=np.nan if code == UNDETERMINED else gave,
            message=f"{source_name(ledger, row)}: {message}{repeated(facts)}.",
        )
    )


def _missing(ledger: Ledger, asked: Stated, place: int) -> str:
    if asked.seconds[place] < 0:
        return "no other candidate's share or votes are stated"
    if not (asked.valid[place] or asked.two[place]):
        return "margin and shares are percentages of different wholes"
    if not asked.testable[place]:
        return "neither its share nor its votes are stated"
    if asked.stranger[place]:
        return "another candidate may be the runner-up"
    if asked.measure == "margin_votes" and not _limited(ledger, asked, place):
        return f"the {_used(ledger, asked, place)} beside it set no upper limit to a lead in votes"
    return f"the {_used(ledger, asked, place, every=True)} beside it leave no common total"


def _limited(ledger: Ledger, asked: Stated, place: int) -> bool:
    """Whether anything says how many votes the leader and the runner-up have at most."""
    row = asked.rows[place : place + 1]
    given = figures(ledger, widest=True, rows=row)
    most = np.fmin(given.votes.high[0], leaders.totals(ledger, given).high[0])
    return bool(np.isfinite(most[[asked.leaders[place], asked.seconds[place]]]).all())


def _used(ledger: Ledger, asked: Stated, place: int, *, every: bool = False) -> str:
    """What kinds of figures the two leading candidates have; with `every`, all those that bound a common total."""
    row = int(asked.rows[place])
    named = ledger.subjects[: ledger.named]
    two = [ledger.subjects[column] for column in (asked.leaders[place], asked.seconds[place])]
    shares = any(ledger.facts(row, "share", subject) for subject in (named if every else two))
    votes = any(ledger.facts(row, "votes", subject) for subject in ((*named, OTHERS) if every else two))
    kinds = ["shares"] * shares + ["votes"] * votes
    if every:
        given = figures(ledger, widest=True, rows=asked.rows[place : place + 1])
        apart, of_all = (leaders.totals(ledger, given, register=known) for known in (False, True))
        kinds += ["ballots"] * bool(not shares and given.of_votes[0] and not np.isnan(given.ballots.high[0]))
        kinds += ["registered voters"] * bool(apart.low[0] <= apart.high[0] and of_all.low[0] > of_all.high[0])
    return wording.joined(kinds)


def _figures_behind(ledger: Ledger, asked: Stated, place: int) -> tuple[list[Fact], str]:
    """The shares and votes that imply the lead, and how to say them."""
    row = int(asked.rows[place])
    two = [ledger.subjects[column] for column in (asked.leaders[place], asked.seconds[place])]
    facts: list[Fact] = []
    phrases: list[str] = []
    for measure in ("share", "votes"):
        cells = [ledger.facts(row, measure, subject) for subject in two]
        facts.extend(fact for cell in cells for fact in cell)
        if all(cells):
            phrases.append(" to ".join(printed(cell) for cell in cells))
        elif any(cells):
            phrases.append("".join(printed(cell) for cell in cells))
    return facts, wording.joined(phrases)


def _limits(ledger: Ledger, of_total: leaders.TotalFacts, asked: Stated, place: int, behind: list[Fact]) -> list[Fact]:
    """The other figures that limit the lead: those that the total comes from, and shares that leave less room."""
    row = int(asked.rows[place])
    two = [ledger.subjects[column] for column in (asked.leaders[place], asked.seconds[place])]
    votes = any(ledger.facts(row, "votes", subject) for subject in two)
    found = leaders.room_facts(ledger, row, two)
    # Of the two alone a lead is the same whatever the total, and so is one of shares in points.
    if asked.measure == "margin_votes" or (votes and asked.valid[place]):
        found += of_total.of(row)
    known = set(claim_ids(behind))
    return list({fact.claim.claim: fact for fact in found if fact.claim.claim not in known}.values())


def _tail(asked: Stated, plain: Leads, wide: Leads, place: int, code: int, saved: str, words: str, unit: str) -> str:
    def span(of: Interval) -> str:
        return wording.interval(float(of.low[place]), float(of.high[place]), unit)

    on_valid, on_two = span(plain.valid), span(plain.two)
    of_all, of_two = ("", "") if unit == "votes" else (f" {_VALID}", f" {_TWO}")
    own, of_own = (on_valid, of_all) if asked.valid[place] else (on_two, of_two)
    if code == CONSISTENT:
        return f"agrees with {words}, which give {own}{of_own}"
    if saved == "basis":
        return (
            f"does not follow from {words} on all votes, where they give {on_valid}; "
            f"it holds among the two leading candidates alone, where they give {on_two}"
        )
    if saved == "reading":
        widest = span(wide.valid if asked.valid[place] else wide.two)
        return (
            f"does not follow from {words}, which give {own}{of_own}; it holds only in their widest reading, {widest}"
        )
    if saved == "both":
        return (
            f"does not follow from {words} on all votes, where they give {on_valid}; "
            f"it holds only among the two leading candidates and in the widest reading, {span(wide.two)}"
        )
    if saved == "whole":
        return (
            f"does not follow from {words}, which give {own}{of_own}; it may hold as a part of all ballots cast or of "
            "all registered voters"
        )
    also = f", nor with the {on_two} that they give among the two leading candidates alone" if unit == "points" else ""
    also = also if asked.valid[place] and asked.two[place] else ""
    return f"does not agree with {words}, which give {own}{of_own}{also}"


CHECK = Check(
    id="margin",
    question="Do margin, shares and votes agree, on all votes or on the two leading candidates?",
    source="Interval bounds of jointly rounded figures; closed form, held against linear programming in the tests",
    no_power="No share or votes of the runner-up, or a candidate without figures who may be the runner-up.",
    run=run,
)
