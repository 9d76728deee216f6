"""Figures that no finding names: nothing else that is stated bears on them, which is said rather than passed over."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer import wording
from analyzer.checks.base import claim_ids, figure_of, repeated, source_name
from analyzer.counts import Fact
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


def _why(ledger: Ledger, row: int, fact: Fact) -> str:
    """Why a figure is in no finding."""
    stated = {m: ledger.counts[row].deciding(m) for m in ("coverage_count", "coverage_total")}
    if fact.claim.measure in stated and all(stated.values()):
        part, whole = (facts[0] for facts in stated.values())
        if part.usual[0] > whole.usual[1]:
            return (
                f"{figure_of(ledger, part)} are more than {figure_of(ledger, whole)}: sheets of another kind, or a "
                "slip, and no coverage follows"
            )
    return f"nothing else that is stated bears on the figure of {figure_of(ledger, fact)}"


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
    return _left_aside(ledger) + [
        Finding(
            check=_ASKED_BY[fact.claim.measure],
            verdict=Verdict.UNDETERMINED,
            sources=(count.source,),
            claims=claim_ids((fact,)),
            subject=fact.claim.subject,
            message=f"{source_name(ledger, row)}: {_why(ledger, row, fact)}{repeated((fact,))}.",
        )
        for row, count, fact in sorted(lonely.values(), key=lambda one: one[0])
    ]
