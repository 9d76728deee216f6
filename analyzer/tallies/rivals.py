"""tallies-compatibility: can another source's figures be true of the same tally sheets?

Of n sheets, a set of a and a set of b have at least a + b − n in common, and those hold at least the votes of the
sheets with fewest. No statistics. A sheet that leaves out what is asked of it is as good as one not published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import inf, isfinite, nan

from analyzer import wording
from analyzer.model import OTHERS, Basis, Claim, Finding, Verdict
from analyzer.tallies import untold
from analyzer.tallies.evidence import OTHER_BASES, about, assumed, resting_on, with_marks
from analyzer.tallies.ranges import Range, fewest
from analyzer.tallies.told import Evidence, high, sheets_beside, sheets_between, widest
from analyzer.tallies.totals import each_needed, extreme, in_common, least_votes, most_votes, share_range

_COMMON = "both counted the same {sheets}, each with the votes that its published copy shows"
_BITS = 1e-9  # what a ratio may be off by its last bits


@dataclass(frozen=True, slots=True)
class Counted:
    """What a source counted: how many sheets of how many, of which so many are told here; votes on others, by mean."""

    told: int
    sheets: int
    whole: int
    uncounted: float

    @property
    def common(self) -> int:
        """The sheets told here that are among those counted, at least."""
        return in_common(self.told, self.sheets, self.whole)

    @property
    def others(self) -> int:
        """The counted sheets that are not told here, at most."""
        return self.sheets - self.common

    @property
    def factor(self) -> float:
        """Votes on another sheet at most, as a multiple of the mean of these."""
        return 1.0 + self.uncounted


def findings(given: Evidence, claims: Sequence[Claim], source: str, uncounted: float) -> list[Finding]:
    """Each figure of a source other than `source`, beside what the sheets that both must have hold."""
    rival = [c for c in claims if c.source != source and c.source]
    held = [
        (c, with_marks(given, partial(_rival, claim=c, rival=rival, source=source, uncounted=uncounted))) for c in rival
    ]
    left = [c for c, finding in held if finding is None and c.measure in untold.MEASURED]
    return [
        *(finding for _, finding in held if finding is not None),
        *untold.findings(given, "tallies-compatibility", left, lambda claim: _why_open(given, claim), source),
    ]


def _is_of_a_candidate(given: Evidence, claim: Claim) -> bool:
    return claim.measure in {"votes", "share"} and claim.subject in given.sums.votes and claim.subject != OTHERS


def _why_open(given: Evidence, claim: Claim) -> str:
    """Why another source's figure cannot be held against the tables."""
    if not given.whole:
        return "how many tally sheets there are in all is not known, so this may be of other sheets"
    if _is_of_a_candidate(given, claim):
        return "it states no coverage, so this may be of other sheets"
    return "this may be of other sheets, or the tables do not tell it"


def _rival(given: Evidence, claim: Claim, rival: Sequence[Claim], source: str, uncounted: float) -> Finding | None:
    """Another source's votes or share beside what the sheets that both must have in common hold."""
    if not given.whole or claim.measure not in untold.MEASURED:
        return None
    if not _is_of_a_candidate(given, claim):
        return _of_all(given, claim, rival, source)
    beside = [c for c in rival if c.source == claim.source]
    counted = sheets_beside(given, claim, beside)
    if counted is None:
        return _beyond_all(given, claim, source, uncounted)
    counted = min(counted, given.whole)
    answer = _rival_votes if claim.measure == "votes" else _rival_share
    found = answer(given, claim, counted, uncounted)
    if found.verdict is Verdict.INCONSISTENT:
        for end, sheets in zip(("lowest", "highest"), sheets_between(given, claim, beside), strict=True):
            if answer(given, claim, sheets, uncounted).verdict is not Verdict.INCONSISTENT:
                could = f"Were the coverage at its {end}, {wording.plural(sheets, 'sheet', ' ')}, they could."
                found = replace(found, verdict=Verdict.STRAINED, words=f"{found.words} {could}")
                break
    all_ = wording.plural(given.whole, "tally sheet", " ")
    who = f"{given.source(claim.source)} counted {counted:,} of {all_}, at least {found.common:,} of them among these."
    return _finding(given, claim, found, source, who)


def _of_all(given: Evidence, claim: Claim, rival: Sequence[Claim], source: str) -> Finding | None:
    """A turnout, a lead, ballots or voters of a source that counted all sheets, where all are published."""
    beside = [c for c in rival if c.source == claim.source]
    if given.sums.sheets != given.whole or sheets_beside(given, claim, beside) != given.whole:
        return None
    found = resting_on(given, claim, given.whole, "the")
    if found is None:
        return None
    if found.verdict is Verdict.INCONSISTENT and (least := sheets_between(given, claim, beside)[0]) < given.whole:
        could = f"Were the coverage at its lowest, {wording.plural(least, 'sheet', ' ')}, it could be."
        found = replace(found, verdict=Verdict.STRAINED, message=f"{found.message} {could}")
    both = tuple(s for s in (source, claim.source) if s)
    assumption = _COMMON.format(sheets=wording.plural(given.whole, "tally sheet", " "))
    return replace(found, check="tallies-compatibility", sources=both, assumption=assumption)


def _beyond_all(given: Evidence, claim: Claim, source: str, uncounted: float) -> Finding | None:
    """More votes than all tally sheets can hold, of a source that states no coverage; None for what a part can."""
    if claim.measure != "votes" or not given.whole:
        return None
    found = _rival_votes(given, claim, given.whole, uncounted)
    if found.verdict is not Verdict.INCONSISTENT or found.low > high(claim):
        return None
    return _finding(given, claim, found, source, f"{given.source(claim.source)} states no coverage.")


def _finding(given: Evidence, claim: Claim, found: Answer, source: str, who: str) -> Finding:
    """An answer as a finding; `who` says what the source counted."""
    if given.doubt:
        words = f"{given.doubt}, so this proves nothing: {found.words}"
        found = replace(found, verdict=Verdict.UNDETERMINED, words=words)
    words = f"{who} {found.words}"
    all_ = wording.plural(given.whole or 0, "tally sheet", " ")
    both = tuple(s for s in (source, claim.source) if s)
    return replace(
        about(claim, "tallies-compatibility", found.verdict, found.low, found.high, words, both),
        assumption=_COMMON.format(sheets=all_) + (f"; {found.weighed}" if found.weighed else ""),
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict, what a figure can be at least and at most, the sheets in common, the words, and what is assumed."""

    verdict: Verdict
    low: float
    high: float
    common: int
    words: str
    weighed: str = ""


def _rival_votes(given: Evidence, claim: Claim, sheets: int, uncounted: float) -> Answer:
    """Votes: no fewer than the common sheets hold, no more than the counted ones can."""
    assert given.whole is not None
    every = given.votes_of(claim.subject)
    votes = every[every.known]
    counted = Counted(len(votes.low), sheets, given.whole, uncounted)
    most = counted.factor * given.mean if counted.others else 0.0  # on each other sheet
    least = least_votes(votes.low, counted.common)
    greatest = most_votes(votes.high, sheets, counted.common, most) if isfinite(most) else inf
    each = each_needed(votes.high, sheets, counted.common, widest(claim)[0])
    needed = each / given.mean
    if least > high(claim):
        hold = wording.counted(f"{least:,.0f}", "votes", " ")
        words = f"Those hold at least {hold} for {given.name(claim.subject)}; it states {wording.stated(claim)}."
        return Answer(Verdict.INCONSISTENT, least, greatest, counted.common, words)
    verdict = Verdict.INCONSISTENT if each == inf or needed > counted.factor + _BITS else Verdict.CONSISTENT
    words = _votes_said(given, claim, counted, (least, greatest), each)
    weighed = assumed(uncounted, needed) if 0.0 < needed < inf else ""
    return Answer(verdict, least, greatest, counted.common, words, weighed)


def _votes_said(given: Evidence, claim: Claim, counted: Counted, ends: tuple[float, float], each: float) -> str:
    """What votes that are not too few would take: `each` on each other sheet, `ends` being what they can be."""
    whose, stated = f"for {given.name(claim.subject)}", wording.stated(claim)
    outside = counted.whole - counted.told
    over = widest(claim)[0] - given.votes_of(claim.subject).low.sum()
    if each <= 0.0:
        hold = wording.counted(f"{ends[0]:,.0f}", "votes", " ")
        return f"Those hold at least {hold} {whose}; {stated} is no less."
    if over > 0 and outside <= 0:
        return f"It states {stated} {whose}, {over:,.0f} more than these hold, and these are all tally sheets."
    if over <= 0 or not isfinite(each):
        hold = wording.counted(f"{ends[1]:,.0f}", "votes", " ")
        more = f", with up to {counted.factor:g} times the mean of these on each other one" if counted.others else ""
        return f"So many can hold at most {hold} {whose}{more}; it states {stated}."
    words = (
        f"It states {stated} {whose}, {over:,.0f} more than these {counted.told:,} hold. Each of the other "
        f"{outside:,} would have to hold {over / outside:,.1f} {whose} alone"
        f"{f', where one of these holds {given.mean:,.1f} valid votes in all' if isfinite(given.mean) else ''}."
    )
    if f"{each:,.1f}" != f"{over / outside:,.1f}":
        words += f" As it counted {counted.sheets:,}, each would have to hold {each:,.1f}."
    return words


def _rival_share(given: Evidence, claim: Claim, sheets: int, uncounted: float) -> Answer:
    """A share, of what it states to be one of; where it does not, of the valid votes, and else of any other whole."""
    if claim.basis:
        return _share_of(given, claim, Basis(claim.basis), sheets, uncounted)
    plain = _share_of(given, claim, Basis.VALID, sheets, uncounted)
    if plain.verdict is not Verdict.INCONSISTENT:
        return plain
    for basis in OTHER_BASES:
        found = _share_of(given, claim, basis, sheets, uncounted)
        if found.verdict is Verdict.CONSISTENT:
            words = f"{found.words} As a share of the valid votes it could not be true."
            return replace(found, verdict=Verdict.STRAINED, words=words)
    return plain


def _share_of(given: Evidence, claim: Claim, basis: Basis, sheets: int, uncounted: float) -> Answer:
    """What the other sheets would have to hold for the common ones to leave a share of one whole."""
    assert given.whole is not None
    whose, stated, name = given.name(claim.subject), wording.stated(claim), wording.WHOLES[basis]
    untold = f"It states {stated} of the {name} for {whose}, which these do not tell."
    whole = given.whole_of(basis)
    if whole is None or (basis is Basis.TWO and claim.subject not in given.sums.leaders()):
        counted = Counted(given.sums.sheets, sheets, given.whole, uncounted)
        return Answer(Verdict.UNDETERMINED, nan, nan, counted.common, untold)
    votes = given.votes_of(claim.subject)
    told = votes.known & whole.known
    votes, whole = votes[told], whole[told]
    counted = Counted(len(votes.low), sheets, given.whole, uncounted)
    part = "" if basis is Basis.VALID else f" of the {name}"
    if not counted.common:
        words = f"It may have counted none of these, and others can give {whose} any share{part}; it states {stated}."
        return Answer(Verdict.UNDETERMINED, 0.0, 100.0, 0, words)
    # What other sheets hold at the mean of these; all valid votes there may be for the two who lead here.
    mean = float(whole.low.mean()) if basis in {Basis.CAST, Basis.REGISTERED} else given.mean
    greatest = counted.factor * mean * counted.others if counted.others else 0.0
    if greatest == inf:
        return Answer(Verdict.UNDETERMINED, 0.0, 100.0, counted.common, untold)
    least = share_range(votes.low, whole.high, counted.common, greatest)[0]
    top = share_range(votes.high, fewest(whole, votes), counted.common, greatest)[1]
    words = (
        f"With those, and up to {counted.factor:g} times their mean on each of the other {counted.others:,}, "
        f"{whose} can have {wording.interval(least, top, 'percent')}{part}; it states {stated}."
    )
    needed = _needed(claim, votes, whole, counted.common)
    needed = needed / (mean * counted.others) if counted.others and needed else needed and inf
    verdict = Verdict.INCONSISTENT if needed > counted.factor + _BITS else Verdict.CONSISTENT
    heavier = wording.WHOLES[Basis.VALID if basis is Basis.TWO else basis]
    weighed = assumed(uncounted, needed, heavier) if 0.0 < needed < inf else ""
    return Answer(verdict, least, top, counted.common, words, weighed)


def _needed(claim: Claim, votes: Range, whole: Range, common: int) -> float:
    """The least votes on other sheets, in all, that let a share be true of any `common` sheets and of those."""
    bottom, most = (end / 100.0 for end in widest(claim))
    error = _BITS * max(float(whole.low.sum()), 1.0)
    short = -extreme(votes.high, fewest(whole, votes), common, bottom, -1.0)[0]
    if short > error:
        return short / (1.0 - bottom) if bottom < 1.0 else inf
    over = extreme(votes.low, whole.high, common, most, 1.0)[0] if isfinite(most) else 0.0
    if over > error:
        return over / most if most > 0.0 else inf
    return 0.0
