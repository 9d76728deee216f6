"""implied-total: which totals do votes and shares imply, candidate by candidate, and do they meet?"""

from __future__ import annotations

import numpy as np

from analyzer import wording
from analyzer.bounds import Flags
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
from analyzer.checks.whole import wholes
from analyzer.counts import Fact
from analyzer.ledger import Interval, Ledger
from analyzer.model import Basis, Finding, Verdict


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
    ballots = figures(ledger, widest=False).ballots, given.ballots
    with_ballots = ~np.isnan(ballots[0].low)
    testable = (both >= 2) | ((both == 1) & with_ballots)
    among = totals_meet(usual), totals_meet(widest)
    plain, wide = among[0] & _fits(usual, ballots[0]), among[1] & _fits(widest, ballots[1])
    code = verdicts(testable, plain, wide)
    # Ballots and shares that do not say of what may be of different wholes, invalid votes counted in or not.
    same_whole = np.array([_same_whole(ledger, row) for row in range(len(ledger.counts))], np.bool_)
    saved = (code == INCONSISTENT) & among[1] & ~same_whole
    code = np.where(saved, STRAINED, code)
    one_figure = totals_meet(rounded) & _fits(rounded, ballots[1])
    saved_by = np.where(saved, "whole", np.where(one_figure, "reading", "sum")).tolist()
    gave = slack(
        lambda give: _fit_together(figures(ledger, widest=False, give=give)) | (code < STRAINED), len(ledger.counts)
    )
    common = Interval(
        *(np.where(among[0], a, b) for a, b in zip(joint.common_total(usual), joint.common_total(widest), strict=True))
    )
    common = _with_votes(common, figures(ledger, widest=False), usual, wholes(ledger, widest=False).complete)
    return [
        _finding(ledger, int(row), int(code[row]), common, usual, saved_by[row], float(gave[row]))
        for row in np.flatnonzero(both >= 1)
    ]


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


def _fits(totals: Interval, ballots: Interval) -> Flags:
    common = joint.common_total(totals)
    return np.asarray(np.isnan(ballots.low) | meets(common.low, common.high, ballots.low, ballots.high))


def _fit_together(given: Figures) -> Flags:
    totals = _totals(given)
    return np.asarray(totals_meet(totals) & _fits(totals, given.ballots))


def _same_whole(ledger: Ledger, row: int) -> bool:
    """Whether ballots and shares are both said to be of the same whole."""
    bases = {fact.claim.basis for fact in ledger.facts(row, "ballots")}
    return (
        bases <= {share_basis(ledger, row)} and bool(ledger.counts[row].basis("share")) and Basis.UNSTATED not in bases
    )


def _finding(ledger: Ledger, row: int, code: int, common: Interval, each: Interval, saved: str, gave: float) -> Finding:
    named = [s for column, s in enumerate(ledger.subjects) if not np.isnan(each.low[row, column])]
    pairs = [(s, ledger.facts(row, "share", s), ledger.facts(row, "votes", s)) for s in named]
    ballots = ledger.facts(row, "ballots")
    facts = [fact for _, shares, votes in pairs for fact in (*shares, *votes)] + list(ballots)
    low, high = float(common.low[row]), float(common.high[row])
    listed = wording.joined([f"{printed(votes)} at {printed(shares)}" for _, shares, votes in pairs])
    verdict = VERDICTS[code]
    span = wording.interval(low, high, "votes")
    stated = ledger.usual["ballots"]
    message = f"{source_name(ledger, row)}: {listed} {_tail(ledger, row, verdict, span, saved, ballots, each)}"
    empty = low > high
    return clean(
        Finding(
            check=CHECK.id,
            verdict=verdict,
            sources=(ledger.counts[row].source,),
            claims=claim_ids(facts),
            stated_low=float(stated.low[row]),
            stated_high=float(stated.high[row]),
            implied_low=np.nan if empty else low,
            implied_high=np.nan if empty else high,
            unit="votes",
            slack=np.nan if verdict is Verdict.UNDETERMINED else gave,
            message=f"{message}{repeated(facts)}.",
        )
    )


def _tail(
    ledger: Ledger, row: int, verdict: Verdict, span: str, saved: str, ballots: tuple[Fact, ...], each: Interval
) -> str:
    if verdict is Verdict.UNDETERMINED:
        return f"imply a total of {span}; no second candidate's figures and no stated total bear on it"
    beside = f" beside {printed(ballots)} stated in all" if ballots else ""
    if verdict is Verdict.CONSISTENT:
        return f"imply one total, {span}{beside}"
    if saved == "whole" and verdict is Verdict.STRAINED:
        of_what = "both hold only if one of them counts invalid votes, or all voters, and the other does not"
        return f"imply a total of {span}{beside}: {of_what}"
    if verdict is Verdict.STRAINED and saved == "sum":
        return (
            f"imply one total, {span}{beside}, only if the share of other candidates is the sum of several, each "
            "rounded on its own"
        )
    if verdict is Verdict.STRAINED:
        return f"imply one total, {span}{beside}, only if some figures were cut off instead of rounded"
    if not totals_meet(Interval(each.low[row], each.high[row])):
        return f"imply totals that do not meet: {_apart(ledger, row, each)}"
    return f"imply a total of {span}, which is not the stated one{beside}"


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
