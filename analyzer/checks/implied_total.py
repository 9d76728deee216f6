"""implied-total: which totals do votes and shares imply, candidate by candidate, and do they meet?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzer import wording
from analyzer.bounds import Flags, Floats
from analyzer.checks import joint
from analyzer.checks.base import (
    INCONSISTENT,
    STRAINED,
    VERDICTS,
    Check,
    Figures,
    claim_ids,
    clean,
    figures,
    meets,
    printed,
    repeated,
    share_basis,
    slack,
    source_name,
    subject_name,
    verdicts,
)
from analyzer.checks.printed_shares import summed
from analyzer.checks.whole import first_stated, stated, votes_behind, wholes
from analyzer.counts import Fact
from analyzer.ledger import BALLOTS, Interval, Ledger, ballots_of
from analyzer.model import NULL, Basis, Finding, Hedge, Verdict


def totals_meet(totals: Interval) -> Flags:
    """Whether the totals of all candidates (last axis) have a value in common; NaN takes no part."""
    common = joint.common_total(totals)
    return meets(common.low, common.high, common.low, common.high)


def run(ledger: Ledger, uncounted: float) -> list[Finding]:
    """One finding for each count in which a candidate has both votes and a share."""
    del uncounted
    given = figures(ledger, widest=True)
    usual, rounded = _totals(figures(ledger, widest=False)), _totals(given)
    widest = joint.candidate_totals(summed(ledger, given.share), given.votes)
    both = (~np.isnan(usual.low)).sum(axis=1)
    known, wide_known = beside(ledger, widest=False), beside(ledger, widest=True)
    with_ballots = stated(known.total)
    testable = (both >= 2) | ((both == 1) & with_ballots)
    among = totals_meet(usual), totals_meet(widest)
    plain, wide = among[0] & _fits(usual, known), among[1] & _fits(widest, wide_known)
    code = verdicts(testable, plain, wide)
    # Shares that do not say of what may be of another whole than the ballots, invalid votes counted in or not.
    said = np.array([bool(count.basis("share")) for count in ledger.counts], np.bool_)
    room, counted = joint.common_total(widest), wholes(ledger, widest=True).votes
    saved = (code == INCONSISTENT) & among[1] & ~said & _is_of_some_whole(ledger, room)
    code = np.where(saved, STRAINED, code)
    one_figure = totals_meet(rounded) & _fits(rounded, wide_known)
    saved_by = np.where(saved, "whole", np.where(one_figure, "reading", "sum")).tolist()
    gave = slack(lambda give: _fit_together(ledger, give) | (code < STRAINED), len(ledger.counts))
    common = Interval(
        *(np.where(among[0], a, b) for a, b in zip(joint.common_total(usual), joint.common_total(widest), strict=True))
    )
    # Invalid votes have a part in it where only with them, or without them, the ballots are of the same whole.
    instead = _meets(usual, known.other) & ~_meets(usual, known.direct)
    # Nor are ballots that do not say of what any whole, with them or without.
    neither = (code == INCONSISTENT) & among[1] & _is_silent(ledger)
    null = stated(known.total) & (~stated(known.direct) | instead | neither)
    common = _with_votes(common, figures(ledger, widest=False), usual, wholes(ledger, widest=False).complete)
    beyond = np.where((code == INCONSISTENT) & among[1] & (room.high < counted.low), counted.low, np.nan)
    told = Told(common, usual, saved_by, null, stated(known.direct) & instead, beyond)
    return [_finding(ledger, row, int(code[row]), told, float(gave[row])) for row in np.flatnonzero(both >= 1).tolist()]


class Told(NamedTuple):
    """What the findings tell, one a count: the common total and each candidate's, and what saves them.

    `null`: invalid votes have a part in it; `counts_all`: only as all those cast do the ballots fit. `beyond`: the
    votes stated, where the common total has no room for them.
    """

    common: Interval
    each: Interval
    saved: list[str]
    null: Flags
    counts_all: Flags
    beyond: Floats


def _is_of_some_whole(ledger: Ledger, common: Interval) -> Flags:
    """Whether a total can be one of some whole: it has room for all votes stated, or is that of the two leading."""
    whole, given = wholes(ledger, widest=True), figures(ledger, widest=True)
    no_less = meets(common.low, common.high, np.nan_to_num(whole.votes.low, nan=0.0), np.full(len(common.low), np.inf))
    says_two = np.array([count.basis("share") is Basis.TWO for count in ledger.counts], np.bool_)
    return np.asarray(no_less | says_two | (given.of_two & meets(common.low, common.high, *whole.two)))


def _with_votes(common: Interval, given: Figures, each: Interval, complete: Flags) -> Interval:
    """Totals that have room for the votes that imply them, and no others where these are all; as given if none has."""
    both, stated = ~np.isnan(each.low), ~np.isnan(given.votes.low)
    least, most = (np.where(both, end, 0.0).sum(axis=1) for end in given.votes)
    low = np.where(given.of_votes, np.fmax(common.low, least), common.low)
    every = given.of_votes & complete & (both == stated).all(axis=1)
    high = np.where(every, np.fmin(common.high, most), common.high)
    some = low <= high
    return Interval(np.where(some, low, common.low), np.where(some, high, common.high))


def _totals(given: Figures) -> Interval:
    return joint.candidate_totals(given.share, given.votes)


class Beside(NamedTuple):
    """The total that shares are shares of as far as ballots, invalid votes and voters tell it, one a count.

    `other` where ballots of an unstated kind leave it open, else as `total`; `direct` as ballots of the same kind, or
    of an unstated one, give it. NaN where nothing is stated.
    """

    total: Interval
    other: Interval
    direct: Interval


def beside(ledger: Ledger, *, widest: bool, give: npt.ArrayLike = 0.0) -> Beside:
    """What is stated of the whole that each count's shares are of, of the valid votes where they do not say."""
    whole = wholes(ledger, widest=widest, give=give)
    null_low = np.nan_to_num(whole.null.low, nan=0.0)
    null_high = np.where(stated(whole.null), whole.null.high, np.inf)

    def less(cast: Interval) -> Interval:
        return Interval(np.maximum(cast.low - null_high, 0.0), cast.high - null_low)

    def more(valid: Interval) -> Interval:
        return Interval(valid.low + null_low, valid.high + null_high)

    valid = first_stated(whole.valid, less(whole.cast))
    cast = first_stated(whole.cast, more(whole.valid))
    some = first_stated(cast, whole.unstated)
    voters = first_stated(whole.registered, Interval(some.low, np.where(stated(some), np.inf, np.nan)))
    two = Interval(np.where(stated(some), 0.0, np.nan), some.high)
    basis = np.array([str(share_basis(ledger, row)) for row in range(len(ledger.counts))])
    # Of ballots that may be all those cast the valid ones are as many as the votes stated at least.
    among = less(whole.unstated)
    among = Interval(np.fmax(among.low, whole.votes.low), among.high)
    exact, other = first_stated(valid, whole.unstated), first_stated(valid, among)
    # Ballots that do not say may be the valid ones alone.
    for name, of, wider in (
        (Basis.CAST, first_stated(cast, whole.unstated), first_stated(cast, more(whole.unstated))),
        (Basis.REGISTERED, voters, voters),
        (Basis.TWO, two, two),
    ):
        exact, other = (
            Interval(*(np.where(basis == str(name), a, b) for a, b in zip(new, old, strict=True)))
            for new, old in ((of, exact), (wider, other))
        )
    valid_base = np.isin(basis, [str(Basis.VALID)])
    own = (np.where(valid_base, a, b) for a, b in zip(whole.valid, whole.cast, strict=True))
    return Beside(exact, first_stated(other, exact), first_stated(Interval(*own), whole.unstated))


def _fits(totals: Interval, given: Beside) -> Flags:
    return np.asarray(np.isnan(given.total.low) | _meets(totals, given.total) | _meets(totals, given.other))


def _meets(totals: Interval, whole: Interval) -> Flags:
    common = joint.common_total(totals)
    return meets(common.low, common.high, whole.low, whole.high)


def _fit_together(ledger: Ledger, give: Floats) -> Flags:
    totals = _totals(figures(ledger, widest=False, give=give))
    return np.asarray(totals_meet(totals) & _fits(totals, beside(ledger, widest=False, give=give)))


def _is_silent(ledger: Ledger) -> Flags:
    """Of each count: are ballots stated that do not say whether invalid ones are among them?"""
    bases = ({fact.claim.basis for kind in BALLOTS for fact in ballots_of(count, kind)} for count in ledger.counts)
    return np.array([Basis.UNSTATED in some for some in bases], np.bool_)


def _finding(ledger: Ledger, row: int, code: int, told: Told, gave: float) -> Finding:
    named = [s for column, s in enumerate(ledger.subjects) if not np.isnan(told.each.low[row, column])]
    pairs = [(s, ledger.facts(row, "share", s), ledger.facts(row, "votes", s)) for s in named]
    ballots = [fact for kind in BALLOTS for fact in ballots_of(ledger.counts[row], kind)]
    if told.null[row]:
        ballots += ledger.facts(row, "votes", NULL)
    facts = [fact for _, shares, votes in pairs for fact in (*shares, *votes)] + list(ballots)
    if not np.isnan(told.beyond[row]):
        facts += votes_behind(ledger, row)
    low, high = float(told.common.low[row]), float(told.common.high[row])
    listed = wording.joined([f"{printed(votes)} at {printed(shares)}" for _, shares, votes in pairs])
    verdict = VERDICTS[code]
    reported = ledger.usual["ballots"]
    empty = low > high
    return clean(
        Finding(
            check=CHECK.id,
            verdict=verdict,
            sources=(ledger.counts[row].source,),
            claims=claim_ids(facts),
            stated_low=float(reported.low[row]),
            stated_high=float(reported.high[row]),
            implied_low=np.nan if empty else low,
            implied_high=np.nan if empty else high,
            unit="votes",
            slack=np.nan if verdict is Verdict.UNDETERMINED else gave,
            message=f"{source_name(ledger, row)}: {listed} {_tail(ledger, row, verdict, told, facts)}"
            f"{repeated(facts)}.",
        )
    )


def _tail(ledger: Ledger, row: int, verdict: Verdict, told: Told, facts: Sequence[Fact]) -> str:
    span = wording.interval(float(told.common.low[row]), float(told.common.high[row]), "votes")
    if verdict is Verdict.UNDETERMINED:
        return f"imply a total of {span}; no second candidate's figures and no stated total bear on it"
    in_all = [fact for fact in facts if fact.claim.measure == "ballots"]
    invalid = [fact for fact in facts if fact.claim.subject == NULL]
    beside = f" beside {printed(in_all)} stated in all" if in_all else ""
    if verdict is Verdict.CONSISTENT:
        of_cast = share_basis(ledger, row) is Basis.CAST
        if invalid:
            return f"imply one total, {span}{beside}, {printed(invalid)} {'more' if of_cast else 'of them'} invalid"
        condition = f", if these {'leave out invalid ones' if of_cast else 'count invalid ones too'}"
        return f"imply one total, {span}{beside}{condition if told.counts_all[row] else ''}"
    if verdict is Verdict.STRAINED:
        hedged = any(fact.claim.hedge is not Hedge.EXACT for fact in facts)
        return _saved(told.saved[row], span, beside, hedged=hedged)
    if not totals_meet(Interval(told.each.low[row], told.each.high[row])):
        return f"imply totals that do not meet: {_apart(ledger, row, told.each)}"
    if not np.isnan(told.beyond[row]):
        ends = told.beyond[row], np.floor(told.common.high[row])
        votes, most = (wording.interval(end, end, "votes") for end in ends)
        return f"imply a total of {most} at most, fewer than the {votes} stated for candidates"
    less = f" and {printed(invalid)} invalid" if invalid and in_all else ""
    return f"imply a total of {span}, which is not the stated one{beside}{less}"


def _saved(by: str, span: str, beside: str, *, hedged: bool) -> str:
    if by == "whole":
        of_what = "both hold only if one of them counts invalid votes, or all voters, and the other does not"
        return f"imply a total of {span}{beside}: {of_what}"
    how = "in the widest reading of the figures" if hedged else "if some figures were cut off instead of rounded"
    if by == "sum":
        how = "if the share of other candidates is the sum of several, each rounded on its own"
    return f"imply one total, {span}{beside}, only {how}"


def _apart(ledger: Ledger, row: int, each: Interval) -> str:
    def of(column: int) -> str:
        ends = float(each.low[row, column]), float(each.high[row, column])
        return f"{wording.interval(*ends, 'votes')} by {subject_name(ledger, ledger.subjects[column])}'s figures"

    above, below = int(np.nanargmax(each.low[row])), int(np.nanargmin(each.high[row]))
    return f"{of(above)}, {of(below)}"


CHECK = Check(
    id="implied-total",
    question="Which totals do votes and shares imply, candidate by candidate, and do they meet?",
    source="Granularity of printed percentages: Brown & Heathers 2017, doi:10.1177/1948550616673876",
    no_power="One candidate's votes and share imply a total and nothing to hold it against.",
    run=run,
)
