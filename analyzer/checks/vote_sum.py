"""vote-sum: do candidates' votes add to the stated total; valid and invalid votes to the ballots?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzer import wording
from analyzer.bounds import Flags
from analyzer.checks.base import (
    CONSISTENT,
    STRAINED,
    UNDETERMINED,
    VERDICTS,
    Check,
    claim_ids,
    clean,
    meets,
    printed,
    repeated,
    slack,
    source_name,
    verdicts,
)
from analyzer.checks.whole import Whole, added, ballots, first_stated, stated, votes_behind, wholes
from analyzer.counts import Fact
from analyzer.ledger import Interval, Ledger
from analyzer.model import NULL, Basis, Finding


class Parts(NamedTuple):
    """Parts of some total (the high end infinite where there may be more of them), and the total as stated."""

    parts: Interval
    total: Interval


def adds_up(given: Parts) -> Flags:
    """Whether the parts can add to the total; False where either is missing."""
    return meets(given.parts.low, given.parts.high, given.total.low, given.total.high)


def valid_parts(whole: Whole) -> Parts:
    """Candidates' votes and the valid votes stated, in votes; an unstated kind of ballots is taken for valid votes."""
    return Parts(_open_ended(whole), first_stated(whole.valid, whole.unstated))


def cast_parts(whole: Whole) -> Parts:
    """Valid and invalid votes, and all ballots cast; invalid votes that are not stated may be any number."""
    valid = first_stated(whole.valid, _open_ended(whole))
    null = Interval(np.nan_to_num(whole.null.low, nan=0.0), np.where(stated(whole.null), whole.null.high, np.inf))
    return Parts(added(valid, null), first_stated(whole.cast, whole.unstated))


def _open_ended(whole: Whole) -> Interval:
    high = np.where(whole.complete, whole.votes.high, np.inf)
    return Interval(whole.votes.low, np.where(stated(whole.votes), high, np.nan))


def run(ledger: Ledger, uncounted: float) -> list[Finding]:
    """A finding for each count on its valid votes, and one on all its ballots, where it states figures for either."""
    del uncounted
    usual, widest = (wholes(ledger, widest=wide) for wide in (False, True))
    either = stated(usual.unstated) & ~stated(usual.valid) & ~stated(usual.cast)
    return [
        *_findings(ledger, usual, widest, either),
        *_cast_findings(ledger, usual, widest, stated(usual.cast)),
    ]


def _findings(ledger: Ledger, usual: Whole, widest: Whole, either: Flags) -> list[Finding]:
    """On votes and valid votes. Ballots of an unstated kind may be all those cast: `either` marks such counts."""
    plain = valid_parts(usual)
    asked = stated(plain.parts) & (stated(usual.valid) | either)
    fits = [adds_up(valid_parts(of)) | (either & adds_up(cast_parts(of))) for of in (usual, widest)]
    code = verdicts(asked, *fits)
    lonely = (np.sum(~np.isnan(ledger.usual["votes"].low), axis=1) >= 2) & ~stated(first_stated(*_totals(usual)))
    lonely |= stated(first_stated(usual.valid, usual.unstated)) & ~stated(plain.parts)

    def fit(give: npt.NDArray[np.float64]) -> Flags:
        loose = wholes(ledger, widest=False, give=give)
        return adds_up(valid_parts(loose)) | (either & adds_up(cast_parts(loose))) | (code < STRAINED)

    gave = slack(fit, len(ledger.counts))
    found = []
    for row in np.flatnonzero(asked | lonely).tolist():
        total = ballots(ledger, row, Basis.VALID) or ballots(ledger, row, Basis.UNSTATED)
        facts = [*votes_behind(ledger, row), *total]
        as_cast = bool(either[row]) and not bool(adds_up(plain)[row]) and code[row] in {CONSISTENT, STRAINED}
        if as_cast:
            facts.extend(ledger.facts(row, "votes", NULL))
        words = _words(ledger, row, plain, int(code[row]), total, as_cast=as_cast)
        found.append(_finding(ledger, row, facts, plain, int(code[row]), float(gave[row]), words))
    return [finding for finding in found if finding.claims]


def _cast_findings(ledger: Ledger, usual: Whole, widest: Whole, cast: Flags) -> list[Finding]:
    """On valid and invalid votes and all ballots cast."""
    plain, wide = cast_parts(usual), cast_parts(widest)
    known = stated(usual.known_valid) & stated(usual.null)
    # Votes without the invalid ones only set a lower limit: worth a finding where they pass it.
    asked = cast & stated(plain.parts) & (known | ~adds_up(plain))
    code = verdicts(asked, adds_up(plain), adds_up(wide))
    gave = slack(
        lambda give: adds_up(cast_parts(wholes(ledger, widest=False, give=give))) | (code < STRAINED),
        len(ledger.counts),
    )
    found = []
    for row in np.flatnonzero(asked).tolist():
        valid, total = ballots(ledger, row, Basis.VALID), ballots(ledger, row, Basis.CAST)
        null = ledger.facts(row, "votes", NULL)
        facts = [*(valid or votes_behind(ledger, row)), *null, *total]
        span = wording.interval(float(plain.parts.low[row]), float(plain.parts.high[row]), "votes")
        what = f"{'valid' if valid else 'candidates’'} votes" + (" and invalid ones" if null else "")
        words = f"{what}, {_listed(facts[: len(facts) - len(total)])}, {_outcome(int(code[row]), span, total)}"
        found.append(_finding(ledger, row, facts, plain, int(code[row]), float(gave[row]), words, subject=NULL))
    return found


def _totals(whole: Whole) -> tuple[Interval, Interval, Interval]:
    return whole.valid, whole.cast, whole.unstated


def _listed(facts: list[Fact]) -> str:
    return wording.joined([printed((fact,)) for fact in facts])


def _outcome(code: int, span: str, total: tuple[Fact, ...]) -> str:
    if code == CONSISTENT:
        return f"add to {span} and fit the {printed(total)} stated in all"
    if code == STRAINED:
        return f"add to {span}; they fit the {printed(total)} stated in all only in the widest reading"
    return f"add to {span}, and cannot be the {printed(total)} stated in all"


def _words(ledger: Ledger, row: int, plain: Parts, code: int, total: tuple[Fact, ...], *, as_cast: bool) -> str:
    votes = votes_behind(ledger, row)
    if code == UNDETERMINED:
        if not votes:
            told = printed(total)
            return f"{told} in all {wording.are(told)} stated, and no candidate's votes that could add to them"
        listed = _listed(votes)
        return f"{listed} for candidates {wording.are(listed)} stated, and no total that they could add to"
    span = wording.interval(float(plain.parts.low[row]), float(plain.parts.high[row]), "votes")
    if as_cast:
        least = float(plain.total.low[row]) - float(plain.parts.high[row])
        most = float(plain.total.high[row]) - float(plain.parts.low[row])
        rest = wording.interval(max(least, 0.0), most, "votes") if np.isfinite(least) else ""
        left = f", {rest} of them invalid or blank" if rest else ""
        return f"{_listed(votes)} for candidates add to {span} and fit {printed(total)} as all ballots cast{left}"
    return f"{_listed(votes)} for candidates {_outcome(code, span, total)}"


def _finding(
    ledger: Ledger, row: int, facts: list[Fact], plain: Parts, code: int, gave: float, words: str, subject: str = ""
) -> Finding:
    return clean(
        Finding(
            check=CHECK.id,
            verdict=VERDICTS[code],
            sources=(ledger.counts[row].source,),
            claims=claim_ids(facts),
            subject=subject,
            stated_low=float(plain.total.low[row]),
            stated_high=float(plain.total.high[row]),
            implied_low=float(plain.parts.low[row]),
            implied_high=float(plain.parts.high[row]),
            unit="votes",
            slack=np.nan if code == UNDETERMINED else gave,
            message=f"{source_name(ledger, row)}: {words}{repeated(facts)}.",
        )
    )


CHECK = Check(
    id="vote-sum",
    question="Do candidates' votes add to the stated total; valid and invalid votes to the ballots?",
    source="Reconciliation of ballots, as results forms ask for it: ACE Electoral Knowledge Network, Vote Counting",
    no_power="No total is stated; or some candidate's votes are not: then the others only must not pass the total.",
    run=run,
)
