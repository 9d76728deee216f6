"""Figures of one source that cannot be of one count, as findings of `compatibility`."""

from __future__ import annotations

from analyzer import wording
from analyzer.checks.base import claim_ids, clean, figure_of, printed, repeated, source_name, subject_name
from analyzer.counts import Fact
from analyzer.facts import place
from analyzer.ledger import Disagreement, Ledger
from analyzer.model import MEASURES, Finding, Verdict


def contradiction(ledger: Ledger, case: Disagreement) -> Finding:
    """One count that gives two figures for one thing."""
    facts = case.facts
    whose = f" for {subject_name(ledger, case.subject)}" if case.subject else ""
    saved = "" if case.widest else "; they meet only in their widest reading"
    return clean(
        Finding(
            check="compatibility",
            verdict=Verdict.INCONSISTENT if case.widest else Verdict.STRAINED,
            sources=(ledger.counts[case.row].source,),
            claims=claim_ids(facts),
            subject=case.subject,
            stated_low=facts[0].usual[0],
            stated_high=facts[0].usual[1],
            implied_low=facts[-1].usual[0],
            implied_high=facts[-1].usual[1],
            unit=MEASURES[case.measure].unit,
            message=f"{source_name(ledger, case.row)}: {printed(facts)}{whose} are given for one count{saved}"
            f"{repeated(facts)}.",
        )
    )


def of_several_counts(ledger: Ledger) -> list[Finding]:
    """Figures that one statement gives for one thing and that cannot be of one count: each stands for itself."""
    told: dict[frozenset[str], tuple[int, list[Fact]]] = {}
    for row, count in enumerate(ledger.counts):
        if count.rivals:
            facts = sorted((*next(iter(count.facts.values())), *count.rivals), key=place)
            told.setdefault(frozenset(claim_ids(facts)), (row, facts))
    return [
        Finding(
            check="compatibility",
            verdict=Verdict.UNDETERMINED,
            sources=(ledger.counts[row].source,),
            claims=claim_ids(facts),
            subject=facts[0].claim.subject,
            message=f"{wording.source_name(ledger.counts[row].source, ledger.contest)}: "
            f"{wording.joined([figure_of(ledger, fact) for fact in facts])} are given in one statement and cannot be "
            f"of one count; which is of which is not stated{repeated(facts)}.",
        )
        for row, facts in told.values()
    ]
