"""conflict: which claims cannot hold together, as all minimal sets, each proved in exact arithmetic.

The sets are found by MARCO over a linear model of all counts: analyzer.feasibility and docs/method-conflicts.md. This
file puts them into words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf, isfinite, nan

from analyzer import feasibility, wording
from analyzer.checks.base import Check, claim_ids, clean, figure_of, repeated, source_name
from analyzer.checks.share_sum import is_more_than_all
from analyzer.counts import Fact
from analyzer.feasibility.details import Details
from analyzer.feasibility.sets import left_out
from analyzer.ledger import Ledger
from analyzer.model import MEASURES, Basis, Finding, Verdict

_BASIS_WORDS = {Basis.VALID: "all valid votes", Basis.TWO: "the two leading candidates' votes"}
#: Slack and implied intervals take longer than the search; beyond so many sets they are left out (NaN).
_DETAILED = 20
_SHEETS = ("coverage", "coverage_count", "coverage_total")


def run(ledger: Ledger, uncounted: float) -> list[Finding]:
    """One finding a minimal set, the smallest first; the last one says where there are more.

    Sets may be saved one by one, by a wider reading or by shares of another whole, while all figures together are not:
    then the sets that are minimal in the widest reading follow.
    """
    found = feasibility.search(ledger.counts, ledger.contest, uncounted, widest=False)
    sets = [(conflict, "") for conflict in found.conflicts]
    unlisted, complete = found.found - len(sets), found.complete
    if _saved_one_by_one([conflict for conflict, _ in sets]):
        wide = feasibility.search(ledger.counts, ledger.contest, uncounted, widest=True)
        known = {conflict.claims for conflict, _ in sets if conflict.verdict is Verdict.INCONSISTENT}
        certain = (c for c in wide.conflicts if c.verdict is Verdict.INCONSISTENT and c.claims not in known)
        sets += [(conflict, " even in their widest reading") for conflict in certain]
        # Of a set that is not listed the verdict is not known.
        complete &= wide.complete and wide.found == len(wide.conflicts)
    details, homes = Details(ledger.counts, ledger.contest, uncounted), _homes(ledger)
    findings = [
        _finding(ledger, conflict, details, homes, uncounted, detailed=place < _DETAILED, reading=reading)
        for place, (conflict, reading) in enumerate(sets)
        if not _above_the_whole(conflict)
    ]
    cut = left_out(len(findings), len(findings) + unlisted, "such set", complete=complete)
    if findings and cut:
        findings[-1] = replace(findings[-1], message=f"{findings[-1].message} {cut[0].upper()}{cut[1:]}.")
    return findings


def _saved_one_by_one(found: Sequence[feasibility.Conflict]) -> bool:
    """Whether more figures may be beyond saving: every set is saved, or some by what others of its figures forbid."""
    by_shares = any(conflict.wholes for conflict in found)
    return by_shares or (bool(found) and all(conflict.verdict is Verdict.STRAINED for conflict in found))


def _above_the_whole(conflict: feasibility.Conflict) -> bool:
    """Is it a single percentage above 100? `share-sum` says so of every one."""
    return len(conflict.facts) == 1 and is_more_than_all(conflict.facts[0])


def _finding(
    ledger: Ledger,
    conflict: feasibility.Conflict,
    details: Details,
    homes: dict[str, int],
    uncounted: float,
    *,
    detailed: bool,
    reading: str,
) -> Finding:
    rows = dict.fromkeys(homes[claim] for claim in conflict.claims)
    told = {row: [fact for fact in conflict.facts if homes[fact.claim.claim] == row] for row in rows}
    # With no coverage in the set, nothing in it speaks of uncounted sheets.
    conditional = any(fact.claim.measure in _SHEETS for fact in conflict.facts)
    turn = details.turning_weight(conflict) if conditional else inf
    focus = details.implied(conflict) if detailed else None
    subjects = {fact.claim.subject for fact in conflict.facts if fact.claim.subject}
    return clean(
        Finding(
            check=CHECK.id,
            verdict=conflict.verdict,
            sources=tuple(dict.fromkeys(ledger.counts[row].source for row in rows)),
            claims=claim_ids(conflict.facts),
            subject=subjects.pop() if len(subjects) == 1 else "",
            stated_low=focus[0].usual[0] if focus else nan,
            stated_high=focus[0].usual[1] if focus else nan,
            implied_low=focus[1] if focus else nan,
            implied_high=focus[2] if focus else nan,
            unit=MEASURES[focus[0].claim.measure].unit if focus else "",
            slack=details.slack(conflict) if detailed else nan,
            assumption=_assumption(conflict, uncounted, turn),
            message=_message(ledger, conflict, told, reading),
        )
    )


def _homes(ledger: Ledger) -> dict[str, int]:
    """The count of each figure: of a coverage that stands beside percentages on a second basis, too, the first one."""
    rows = reversed(list(enumerate(ledger.counts)))
    return {fact.claim.claim: row for row, count in rows for cell in count.facts.values() for fact in cell}


def _assumption(conflict: feasibility.Conflict, uncounted: float, turn: float) -> str:
    if not isfinite(turn):
        return ""
    reading = "in the widest reading " if conflict.verdict is Verdict.INCONSISTENT else ""
    return wording.assumed(uncounted, turn, reading)


def _message(ledger: Ledger, conflict: feasibility.Conflict, told: dict[int, list[Fact]], reading: str) -> str:
    said = [
        f"{source_name(ledger, row)} gives {wording.joined([_figure(ledger, row, fact) for fact in facts])}"
        for row, facts in told.items()
    ]
    number = len(conflict.claims)  # never one: what no count at all allows is above the whole, and told elsewhere
    rest = f"these {number} figures cannot all hold{reading}, though any {number - 1} of them can"
    rest = f"the two cannot both hold{reading}" if number == 2 else rest
    return f"{'; '.join(said)}: {rest}{_where(ledger, conflict)}{repeated(conflict.facts)}."


def _figure(ledger: Ledger, row: int, fact: Fact) -> str:
    """A figure of a count; sheets counted are a part of those on record where the count does not say of how many."""
    words, known = figure_of(ledger, fact), ledger.contest.tally_sheets
    of_record = fact.claim.measure == "coverage_count" and ("coverage_total", "") not in ledger.counts[row].facts
    return f"{words} of {known:,} on record" if of_record and known and fact.claim.value <= known else words


def _where(ledger: Ledger, conflict: feasibility.Conflict) -> str:
    """On which basis of the margin, and what saves the figures."""
    words = ""
    if len(conflict.bases) == 1:
        words = f", with the lead in points of {_BASIS_WORDS[conflict.bases[0]]}"
    elif conflict.bases:
        words = ", whether the lead is in points of all valid votes or of the two leading candidates' votes"
    if conflict.verdict is Verdict.INCONSISTENT:
        return words
    if conflict.saved_by in {*_BASIS_WORDS}:
        return f"{words}; in points of {_BASIS_WORDS[Basis(conflict.saved_by)]} they can"
    if conflict.wholes:
        return f"{words}; {wording.saved(_of_what(ledger, conflict), widest=conflict.saved_by == feasibility.BOTH)}"
    if conflict.saved_by == feasibility.MIXED:
        return (
            f"{words}; in the widest reading, with one lead of all valid votes and another of the two leading, they may"
        )
    if conflict.saved_by == feasibility.UNTRIED:
        return f"{words}; the widest reading leaves more ways to take them than are tried, and in one they may"
    return f"{words}; in the widest reading of the figures they can"


def _of_what(ledger: Ledger, conflict: feasibility.Conflict) -> str:
    """Of what the percentages of some counts have to be for all figures to hold."""
    parts = [
        f"the percentages of {source_name(ledger, row)} are of "
        f"{wording.joined([wording.WHOLES[basis] for basis in wholes], 'or')}"
        for count, wholes in conflict.wholes
        for row, one in enumerate(ledger.counts)
        if (one.source, one.number) == (count.source, count.number)
    ]
    return wording.joined(parts)


CHECK = Check(
    id="conflict",
    question="Which sets of claims cannot hold together, though all their claims but any one can?",
    source="MARCO: Liffiton et al. 2016, doi:10.1007/s10601-015-9183-0; certificates by the theorem of Farkas",
    no_power="Claims that some number of votes satisfies, however unlikely; whole votes are not asked for.",
    run=run,
)
