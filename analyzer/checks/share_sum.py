"""share-sum: can the shares of one count add up, each rounded on its own?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzer import wording
from analyzer.bounds import Flags
from analyzer.checks.base import (
    INCONSISTENT,
    STRAINED,
    VERDICTS,
    Check,
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
from analyzer.counts import Fact
from analyzer.ledger import Interval, Ledger
from analyzer.model import MEASURES, NULL, OTHERS, Basis, Finding, Hedge, Verdict

_HUNDRED = np.array(100.0)


class Sums(NamedTuple):
    """What a count's shares add to, and what they leave of 100 %."""

    total: Interval
    left: Interval


def share_sums(share: Interval) -> Sums:
    """Sums of the stated shares (last axis), in percent, and the rest up to 100 %; NaN where they pass it: no rest."""
    total = Interval(np.nansum(share.low, axis=-1), np.nansum(share.high, axis=-1))
    some = meets(total.low, total.low, np.zeros(()), _HUNDRED)
    least, most = np.maximum(100.0 - total.high, 0.0), np.maximum(100.0 - total.low, 0.0)
    return Sums(total, Interval(np.where(some, least, np.nan), np.where(some, most, np.nan)))


def adds_up(share: Interval, complete: npt.ArrayLike) -> Flags:
    """Whether shares (last axis) can be parts of 100 %; where `complete`, whether they can be all of it."""
    total = share_sums(share).total
    floor = np.where(np.asarray(complete, np.bool_), total.low, 0.0)
    within = meets(floor, total.high, _HUNDRED, np.broadcast_to(np.inf, total.high.shape))
    return np.asarray(meets(total.low, total.low, np.zeros(()), _HUNDRED) & (within | ~np.asarray(complete, np.bool_)))


def complete_counts(ledger: Ledger) -> Flags:
    """Counts whose stated shares are the whole vote: every candidate, and everybody else or nobody else.

    Of ballots cast or of registered voters they are not: invalid votes, and who did not vote, are the rest.
    """
    stated = ~np.isnan(figures(ledger, widest=False).share.low)
    named = stated[:, : ledger.named].all(axis=1)
    rest = stated[:, ledger.subjects.index(OTHERS)] | ledger.contest.complete
    of = [share_basis(ledger, row) for row in range(len(ledger.counts))]
    wider = np.array([basis in {Basis.CAST, Basis.REGISTERED} for basis in of], np.bool_)
    two = np.array([basis is Basis.TWO for basis in of], np.bool_)
    both = two & (stated[:, : ledger.named].sum(axis=1) == 2)
    return np.asarray((named & rest & ~wider) | both)


def run(ledger: Ledger, uncounted: float) -> list[Finding]:
    """One finding for each count that states two shares or more, and one for each percentage above 100."""
    del uncounted
    findings = _above_hundred(ledger)
    valid = [column for column, subject in enumerate(ledger.subjects) if subject != NULL]
    usual, widest = (_columns(figures(ledger, widest=wide).share, valid) for wide in (False, True))
    complete = complete_counts(ledger)
    several = (~np.isnan(usual.low)).sum(axis=1) >= 2
    if not several.any():
        return findings
    plain = adds_up(usual, complete)
    # The share of all others may be the sum of several, each rounded on its own.
    apart = adds_up(_columns(summed(ledger, figures(ledger, widest=True).share), valid), complete)
    as_sum = ~adds_up(widest, complete) & apart
    code = verdicts(several, plain, apart)
    # Too little is missing votes on valid votes alone: of ballots or voters, the rest is invalid or did not vote.
    unstated = np.array([not count.basis("share") for count in ledger.counts], np.bool_)
    other_basis = (code == INCONSISTENT) & unstated & (share_sums(widest).total.high < 100.0)
    code = np.where(other_basis, STRAINED, code)
    gave = slack(
        lambda give: (
            adds_up(_columns(figures(ledger, widest=False, give=give).share, valid), complete) | (code < STRAINED)
        ),
        len(ledger.counts),
    )
    sums = share_sums(usual)
    for row in np.flatnonzero(several):
        saved = "basis" if other_basis[row] else "sum" if as_sum[row] else "reading"
        findings.append(_finding(ledger, int(row), int(code[row]), sums, saved, float(gave[row])))
    return findings


def _columns(share: Interval, columns: list[int]) -> Interval:
    return Interval(share.low[:, columns], share.high[:, columns])


def _finding(ledger: Ledger, row: int, code: int, sums: Sums, saved: str, gave: float) -> Finding:
    stated = [(s, ledger.facts(row, "share", s)) for s in ledger.subjects if s != NULL]
    facts = [fact for _, cell in stated for fact in cell]
    listed = wording.joined([f"{printed(cell)} for {subject_name(ledger, s)}" for s, cell in stated if cell])
    low, high = float(sums.total.low[row]), float(sums.total.high[row])
    total = wording.interval(low, high, "percent")
    verdict = VERDICTS[code]
    if verdict is Verdict.CONSISTENT:
        rest = wording.interval(float(sums.left.low[row]), float(sums.left.high[row]), "percent")
        tail = f"add to {total} as rounded, which leaves {rest} for everything else"
    elif saved == "basis":
        tail = (
            f"add to {total} as rounded: they are the whole vote only if they are percentages of all ballots or voters"
        )
    elif verdict is Verdict.STRAINED and saved == "sum":
        tail = (
            f"add to {total} as rounded; the whole fits only if the share of other candidates is the sum of several, "
            "each rounded on its own"
        )
    elif verdict is Verdict.STRAINED:
        how = "if some were cut off instead of rounded"
        if any(fact.claim.hedge is not Hedge.EXACT for fact in facts):
            how = "in the widest reading of the figures"
        tail = f"add to {total} as usually rounded; the whole fits only {how}"
    else:
        tail = f"add to {total} however they were rounded, and cannot be parts of one whole"
    return clean(
        Finding(
            check=CHECK.id,
            verdict=verdict,
            sources=(ledger.counts[row].source,),
            claims=claim_ids(facts),
            stated_low=low,
            stated_high=high,
            implied_low=float(sums.left.low[row]),
            implied_high=float(sums.left.high[row]),
            unit="percent",
            slack=gave,
            message=f"{source_name(ledger, row)}: {listed} {tail}{repeated(facts)}.",
        )
    )


def is_more_than_all(fact: Fact) -> bool:
    """Whether a percentage is above 100 in every reading, and so is a lead, though it may be a difference of two."""
    above = fact.claim.hedge == Hedge.EXACT and fact.claim.value > 100.0
    return MEASURES[fact.claim.measure].unit in {"percent", "points"} and (above or fact.widest[0] > 100.0)


def _above_hundred(ledger: Ledger) -> list[Finding]:
    """Percentages that are more than the whole."""
    findings = []
    for row, count in enumerate(ledger.counts):
        for (measure, subject), facts in count.facts.items():
            for fact in facts:
                if is_more_than_all(fact):
                    over = (fact.usual[0] - 100.0) / (fact.claim.resolution or 1.0)
                    whose = f" for {subject_name(ledger, subject)}" if subject else ""
                    what = measure.replace("_", " in ")
                    findings.append(
                        clean(
                            Finding(
                                check=CHECK.id,
                                verdict=Verdict.INCONSISTENT,
                                sources=(count.source,),
                                claims=(fact.claim.claim,),
                                subject=subject,
                                stated_low=fact.usual[0],
                                stated_high=fact.usual[1],
                                implied_low=0.0,
                                implied_high=100.0,
                                unit=MEASURES[measure].unit,
                                slack=round(over, 6),
                                message=f"{source_name(ledger, row)}: a {what} of {printed((fact,))}{whose} is more "
                                f"than the whole{repeated((fact,))}.",
                            )
                        )
                    )
    return findings


CHECK = Check(
    id="share-sum",
    question="Can the shares of one count add up, each rounded on its own?",
    source="Mosteller, Youtz & Zahn 1967, The distribution of sums of rounded percentages, doi:10.2307/2060324",
    no_power="Shares that add to less than 100 % say nothing where the ballot has other candidates.",
    run=run,
)
