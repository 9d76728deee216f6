"""Figures that no finding names: nothing else that is stated bears on them, which is said rather than passed over."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer import wording
from analyzer.checks.base import claim_ids, figure_of, repeated, source_name
from analyzer.ledger import Ledger
from analyzer.model import Finding, Verdict

#: The check that would ask of a figure, were there anything to ask it against.
_ASKED_BY = {
    "share": "share-sum",
    "votes": "vote-sum",
    "ballots": "vote-sum",
    "margin_points": "margin",
    "margin_votes": "margin",
    "turnout": "turnout",
    "registered": "turnout",
    "coverage": "coverage",
    "coverage_count": "coverage",
    "coverage_total": "coverage",
}


def _left_aside(ledger: Ledger) -> list[Finding]:
    """One `undetermined` finding for each count that is larger than any electorate."""
    return [
        Finding(
            check=_ASKED_BY[claim.measure],
            verdict=Verdict.UNDETERMINED,
            sources=(claim.source,),
            claims=(claim.claim,),
            subject=claim.subject,
            message=f"{wording.source_name(claim.source, ledger.contest)}: a count of {claim.value:.4g} is more than "
            "any electorate, and is left aside.",
        )
        for claim in ledger.left_aside
    ]


def findings(ledger: Ledger, found: Sequence[Finding]) -> list[Finding]:
    """One `undetermined` finding for each figure that none of the findings so far rests on."""
    named = {claim for finding in found for claim in finding.claims}
    # A coverage stands in each count of its source that has a basis of its own: it is told of once.
    lonely = {
        fact.claim.claim: (row, count, fact)
        for row, count in reversed(list(enumerate(ledger.counts)))
        for cell in count.facts.values()
        for fact in cell
        if fact.claim.claim not in named
    }
    return [*_left_aside(ledger)] + [
        Finding(
            check=_ASKED_BY[fact.claim.measure],
            verdict=Verdict.UNDETERMINED,
            sources=(count.source,),
            claims=claim_ids((fact,)),
            subject=fact.claim.subject,
            message=f"{source_name(ledger, row)}: nothing else that is stated bears on the figure of "
            f"{figure_of(ledger, fact)}{repeated((fact,))}.",
        )
        for row, count, fact in sorted(lonely.values(), key=lambda one: one[0])
    ]
