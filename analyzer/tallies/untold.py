"""Figures that are held against nothing: told of in one finding a source and reason, never passed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analyzer import wording
from analyzer.model import Claim, Finding, Verdict
from analyzer.tallies.told import Evidence

#: Measures that tables may tell, beside the coverage.
MEASURED = {"share", "votes", "margin_points", "margin_votes", "turnout", "ballots", "registered"}
_SAID = {
    "margin_points": "a lead of {}",
    "margin_votes": "a lead of {}",
    "turnout": "a turnout of {}",
    "ballots": "{} in all",
    "registered": "a register of {}",
}


def findings(
    given: Evidence, check: str, claims: Sequence[Claim], why: Callable[[Claim], str], source: str
) -> list[Finding]:
    """One finding for the claims of each source that have the same reason `why`; `source` published the tables."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.source, why(claim)), []).append(claim)
    return [_finding(given, check, some, reason, source) for (_, reason), some in groups.items()]


def figure(given: Evidence, claim: Claim) -> str:
    """What a claim states and of whom: "51.2 % for Jane Roe", "a turnout of 64 %"."""
    whose = f" for {given.name(claim.subject)}" if claim.subject else ""
    return f"{_SAID.get(claim.measure, '{}').format(wording.stated(claim))}{whose}"


def _finding(given: Evidence, check: str, claims: Sequence[Claim], why: str, source: str) -> Finding:
    who = claims[0].source
    said = wording.joined([*dict.fromkeys(figure(given, claim) for claim in claims)])
    words = f"{given.source(who)} states {said}: {why}, and nothing is held against the tables."
    both = tuple(dict.fromkeys(s for s in (source, who) if s))
    return Finding(check, Verdict.UNDETERMINED, both, tuple(dict.fromkeys(c.claim for c in claims)), message=words)
