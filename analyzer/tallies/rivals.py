"""tallies-compatibility: can another source's figures be true of the same tally sheets?

Of n sheets, a set of a and a set of b have at least a + b − n in common, and those hold at least the votes of the
sheets with fewest. No statistics.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, inf, isfinite, nan
from typing import TypeAlias

import numpy as np

from analyzer import wording
from analyzer.model import OTHERS, Basis, Claim, Finding, Verdict
from analyzer.tallies.evidence import OTHER_BASES, Evidence, about, assumed, high, sheets_beside, widest
from analyzer.tallies.totals import extreme_part, in_common, least_votes

_COMMON = "both counted the same {sheets}, each with the votes that its published copy shows"


def findings(given: Evidence, claims: Sequence[Claim], source: str, uncounted: float) -> list[Finding]:
    """Each figure of a source other than `source`, beside what the sheets that both must have hold."""
    rival = [c for c in claims if c.source != source and c.source]
    return [f for c in rival if (f := _rival(given, c, rival, source, uncounted)) is not None]


def _rival(given: Evidence, claim: Claim, rival: Sequence[Claim], source: str, uncounted: float) -> Finding | None:
    """Another source's votes or share beside what the sheets that both must have in common hold."""
    if claim.subject not in given.sums.votes or claim.subject == OTHERS or not given.whole:
        return None
    beside = [c for c in rival if c.source == claim.source]
    counted = sheets_beside(given, claim, beside)
    if counted is None or claim.measure not in {"votes", "share"}:
        return None
    common = in_common(given.sums.sheets, counted, given.whole)
    answer = _rival_votes if claim.measure == "votes" else _rival_share
    verdict, low, top, weighed, words = answer(given, claim, counted, common, uncounted)
    if verdict is Verdict.INCONSISTENT:
        fewer = _sheets_at_least(given, claim, beside)
        sure, *_ = answer(given, claim, fewer, in_common(given.sums.sheets, fewer, given.whole), uncounted)
        if sure is not Verdict.INCONSISTENT:
            verdict, words = (
                Verdict.STRAINED,
                f"{words} Were the coverage at its lowest, {wording.plural(fewer, 'sheet', ' ')}, they could.",
            )
    if given.table["station"].duplicated().any():
        verdict, words = Verdict.UNDETERMINED, f"Stations stand in the table twice, so this proves nothing: {words}"
    who = given.source(claim.source)
    shared = (
        f"{who} counted {counted:,} of {wording.plural(given.whole, 'tally sheet', ' ')}, at least {common:,} of them "
    )
    assumption = _COMMON.format(sheets=wording.plural(given.whole, "tally sheet", " ")) + (
        f"; {weighed}" if weighed else ""
    )
    both = tuple(s for s in (source, claim.source) if s)
    words = f"{shared}among these. {words}"
    return replace(
        about(claim, "tallies-compatibility", verdict, low, top, words, both),
        assumption=assumption,
    )


Answer: TypeAlias = tuple[Verdict, float, float, str, str]


def _rival_votes(given: Evidence, claim: Claim, counted: int, common: int, uncounted: float) -> Answer:
    """Votes: no fewer than the common sheets hold, no more than those sheets and the others can."""
    del counted
    assert given.whole is not None
    votes = np.nan_to_num(given.table[claim.subject].to_numpy(np.float64))
    whose, stated = given.name(claim.subject), wording.stated(claim)
    least = least_votes(votes, common)
    outside = given.whole - given.sums.sheets
    mean = given.sums.valid / given.sums.sheets
    greatest = given.sums.votes[claim.subject] + (1.0 + uncounted) * mean * outside
    over = widest(claim)[0] - given.sums.votes[claim.subject]
    if least > high(claim):
        words = f"Those hold at least {wording.counted(f'{least:,.0f}', 'votes', ' ')} for {whose}; it states {stated}."
        return Verdict.INCONSISTENT, least, greatest, "", words
    if over > 0 and outside <= 0:
        words = f"It states {stated} for {whose}, {over:,.0f} more than these hold, and these are all tally sheets."
        return Verdict.INCONSISTENT, least, greatest, "", words
    if over > 0:
        needed = over / outside / mean
        words = (
            f"It states {stated} for {whose}, {over:,.0f} more than these {given.sums.sheets:,} hold. Each of "
            f"the other "
            f"{outside:,} would have to hold {over / outside:,.1f} for {whose} alone, where one of these holds "
            f"{mean:,.1f} "
            f"valid votes in all."
        )
        verdict = Verdict.INCONSISTENT if needed > 1.0 + uncounted else Verdict.CONSISTENT
        return verdict, least, greatest, assumed(uncounted, needed), words
    words = f"Those hold at least {wording.counted(f'{least:,.0f}', 'votes', ' ')} for {whose}; {stated} is no less."
    return Verdict.CONSISTENT, least, greatest, "", words


def _rival_share(given: Evidence, claim: Claim, counted: int, common: int, uncounted: float) -> Answer:
    """A share, of what it states to be one of; where it does not, of the valid votes, and else of any other whole."""
    if claim.basis:
        return _share_of(given, claim, Basis(claim.basis), counted, common, uncounted)
    plain = _share_of(given, claim, Basis.VALID, counted, common, uncounted)
    if plain[0] is not Verdict.INCONSISTENT:
        return plain
    for basis in OTHER_BASES:
        verdict, low, top, weighed, words = _share_of(given, claim, basis, counted, common, uncounted)
        if verdict is Verdict.CONSISTENT:
            return Verdict.STRAINED, low, top, weighed, f"{words} As a share of the valid votes it could not be true."
    return plain


def _share_of(given: Evidence, claim: Claim, basis: Basis, counted: int, common: int, uncounted: float) -> Answer:
    """What the other sheets would have to hold for the common ones to leave a share of one whole."""
    whose, stated, name = given.name(claim.subject), wording.stated(claim), wording.WHOLES[basis]
    whole = given.whole_of(basis)
    if whole is None or (basis is Basis.TWO and claim.subject not in given.sums.leaders()):
        return (
            Verdict.UNDETERMINED,
            nan,
            nan,
            "",
            f"It states {stated} of the {name} for {whose}, which these do not tell.",
        )
    votes, of = np.nan_to_num(given.table[claim.subject].to_numpy(np.float64)), np.nan_to_num(whole)
    few, of_few = extreme_part(votes, of, common, 1.0)
    many, of_many = extreme_part(votes, of, common, -1.0)
    # What other sheets hold at the mean of these; all valid votes there may be for the two who lead here.
    mean = float(of.sum() if basis in {Basis.CAST, Basis.REGISTERED} else given.sums.valid) / given.sums.sheets
    beyond = max(counted - common, 0) * mean
    greatest = (1.0 + uncounted) * beyond
    least, top = 100.0 * few / max(of_few + greatest, 1.0), 100.0 * (many + greatest) / max(of_many + greatest, 1.0)
    bottom, most = (end / 100.0 for end in widest(claim))
    needed = 0.0
    if most < few / max(of_few, 1.0):
        needed = (few / most - of_few) / beyond if most and beyond else inf
    elif bottom > many / max(of_many, 1.0):
        needed = (bottom * of_many - many) / (1.0 - bottom) / beyond if bottom < 1.0 and beyond else inf
    ends = wording.interval(least, top, "percent")
    part = "" if basis is Basis.VALID else f" of the {name}"
    words = (
        f"With those, and up to {1.0 + uncounted:g} times their mean on each of the other "
        f"{max(counted - common, 0):,}, "
        f"{whose} can have {ends}{part}; it states {stated}."
    )
    verdict = Verdict.INCONSISTENT if needed > 1.0 + uncounted else Verdict.CONSISTENT
    heavier = wording.WHOLES[Basis.VALID if basis is Basis.TWO else basis]
    weighed = assumed(uncounted, needed, heavier) if needed and isfinite(needed) else ""
    return verdict, least, top, weighed, words


def _sheets_at_least(given: Evidence, claim: Claim, others: Sequence[Claim]) -> int:
    """As `sheets_beside`, at the low end of what the coverage may mean."""
    stated = [c for c in others if c.measure == "coverage"]
    beside = [c for c in stated if c.statement == claim.statement] or stated
    return ceil(min(widest(c)[0] for c in beside) * (given.whole or 0) / 100.0 - 1e-6)
