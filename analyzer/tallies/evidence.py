"""Claims against published tally sheets: are they borne out, and can a rival claim be true of the same sheets?

tallies-total and tallies-coverage hold the figures of whoever published the tables against them; tallies-compatibility
those of everybody else. Sums and bounds only: nothing here is a matter of chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite, nan
from typing import TYPE_CHECKING

import numpy as np

from analyzer import wording
from analyzer.bounds import widest_reading
from analyzer.model import MEASURES, OTHERS, Claim, Contest, Finding, Hedge, Verdict
from analyzer.tallies.quality import FLAGS, quality
from analyzer.tallies.totals import Totals, extreme_part, in_common, least_votes, share_range, totals, valid_of
from analyzer.tallies.versions import compare

if TYPE_CHECKING:
    import pandas as pd

_SAME = "the figure speaks of these very tally sheets"
_PART = "the sheets that the figure rests on are among those published"
_COMMON = "both counted the same {whole:,} tally sheets, each with the votes that its published copy shows"


@dataclass(frozen=True)
class Evidence:
    """A table with its sums, the contest, and how many tally sheets there are in all (None where unknown)."""

    table: pd.DataFrame
    contest: Contest
    sums: Totals
    whole: int | None

    @property
    def coverage(self) -> float:
        """Percent of all tally sheets that the table has; NaN where their number is unknown."""
        return 100.0 * self.sums.sheets / self.whole if self.whole else nan

    def name(self, candidate: str) -> str:
        """A candidate's name for people."""
        known = self.contest.candidate(candidate)
        return known.name if known else "other candidates"

    def source(self, source: str) -> str:
        """A source's name for people."""
        known = self.contest.source(source)
        return known.name if known else source or "the text itself"


def evidence(table: pd.DataFrame, contest: Contest) -> Evidence:
    """A table that `load` made, summed up."""
    return Evidence(table, contest, totals(table, contest), contest.tally_sheets or contest.polling_stations)


def findings(given: Evidence, claims: Sequence[Claim], source: str, uncounted: float) -> list[Finding]:
    """What the tables say: their sums, then each figure of `source` against them, then each rival figure."""
    own = [c for c in claims if c.source == source and source]
    rival = [c for c in claims if c.source != source and c.source]
    return [
        *_sums(given, source),
        *_flaws(given, source),
        *(f for c in own if (f := _borne_out(given, c, own)) is not None),
        *(f for c in own if (f := _covered(given, c)) is not None),
        *_rest(given, source, uncounted),
        *(f for c in rival if (f := _rival(given, c, rival, source, uncounted)) is not None),
    ]


def publisher(given: Evidence, claims: Sequence[Claim]) -> str:
    """The source whose stated coverage contains that of the table, "" where none or several do."""
    able = {
        c.source for c in claims if c.measure == "coverage" and c.source and c.low <= given.coverage <= _high(c) + 5.0
    }
    return able.pop() if len(able) == 1 else ""


def changes(earlier: pd.DataFrame, later: pd.DataFrame, contest: Contest) -> Finding:
    """What changed from one release of a table to the next."""
    found = compare(earlier, later, contest)
    words = (
        f"{earlier.attrs.get('name', 'the first table')}, then {later.attrs.get('name', 'the second')}: of "
        f"{found.common:,} "
        f"stations in both, {len(found.changed):,} have other votes; {len(found.dropped):,} were dropped, "
        f"{len(found.added):,} added."
    )
    return Finding("tallies-total", Verdict.UNDETERMINED, (), (), unit="sheets", message=words)


def _sums(given: Evidence, source: str) -> list[Finding]:
    sums = given.sums
    found = []
    for candidate, votes in sorted(sums.votes.items(), key=lambda item: -item[1]):
        share = sums.share(candidate)
        found.append(
            Finding(
                check="tallies-total",
                verdict=Verdict.UNDETERMINED,
                sources=(source,),
                claims=(),
                subject=candidate,
                implied_low=votes,
                implied_high=votes,
                unit="votes",
                message=f"{sums.sheets:,} tally sheets hold {votes:,.0f} votes for {given.name(candidate)}, "
                f"{share:.2f} % of {sums.valid:,.0f} valid votes, {votes / sums.sheets:,.1f} a sheet.",
            )
        )
    return found


def _flaws(given: Evidence, source: str) -> list[Finding]:
    counts = quality(given.table, given.contest).counts()
    if not counts:
        return []
    said = [f"{n:,} {FLAGS[kind]}" for kind, n in counts.items()]
    words = f"Of {given.sums.sheets:,} tally sheets {wording.joined(said)}. They are kept in all sums."
    return [Finding("tallies-total", Verdict.UNDETERMINED, (source,), (), unit="sheets", message=words)]


def _borne_out(given: Evidence, claim: Claim, own: Sequence[Claim]) -> Finding | None:
    """A figure of whoever published the tables, beside what the tables hold."""
    there = _in_tables(given, claim)
    if not isfinite(there):
        return None
    unit = MEASURES[claim.measure].unit
    low, high, assumption = there, there, _SAME
    # A figure of fewer sheets may be of any part of these that is as large.
    sheets = _sheets_beside(given, claim, own) or given.sums.sheets
    partly = sheets < given.sums.sheets and claim.measure in {"share", "votes"}
    if partly:
        least, greatest = _of_a_part(given, claim, sheets)
        low, high = min(least, there), max(greatest, there)
        assumption = _PART
    if claim.low <= high and low <= claim.high:
        verdict = Verdict.CONSISTENT
    elif _meets_widest(claim, low, high):
        verdict = Verdict.STRAINED
    else:
        verdict = Verdict.INCONSISTENT
    whose = f" for {given.name(claim.subject)}" if claim.subject else ""
    said = (
        f"{given.source(claim.source)} states {wording.stated(claim)}{whose}; its {given.sums.sheets:,} tally sheets "
    )
    if partly:
        ends = wording.interval(low, high, unit)
        said += f"hold {_amount(there, unit)}; of {sheets:,} of them or more, as it states, {ends} can be had: "
    else:
        said += f"hold {_amount(there, unit)}: "
    said += {
        Verdict.CONSISTENT: "borne out.",
        Verdict.STRAINED: "borne out in the widest reading of the figure alone.",
        Verdict.INCONSISTENT: "not borne out.",
    }[verdict]
    return Finding(
        check="tallies-total",
        verdict=verdict,
        sources=(claim.source,),
        claims=(claim.claim,),
        subject=claim.subject,
        stated_low=claim.low,
        stated_high=claim.high,
        implied_low=round(low, 6),
        implied_high=round(high, 6),
        unit=unit,
        assumption=assumption,
        message=said,
    )


def _in_tables(given: Evidence, claim: Claim) -> float:
    """The figure that the tables give for what a claim states; NaN where they give none."""
    sums, subject = given.sums, claim.subject
    if subject and subject not in sums.votes:
        return nan
    if claim.measure == "votes":
        return sums.votes[subject]
    if claim.measure == "share":
        return sums.share(subject)
    if claim.measure in {"margin_votes", "margin_points"}:
        first, second = sums.leaders()
        if subject != first or not second:
            return nan
        lead = sums.votes[first] - sums.votes[second]
        if claim.measure == "margin_votes":
            return lead
        whole = sums.votes[first] + sums.votes[second] if claim.basis == "two" else sums.valid
        return 100.0 * lead / whole
    if claim.measure == "ballots":
        return sums.valid if isfinite(sums.valid) and claim.basis != "cast" else sums.ballots
    return sums.registered if claim.measure == "registered" and isfinite(sums.registered) else nan


def _of_a_part(given: Evidence, claim: Claim, sheets: int) -> tuple[float, float]:
    votes = np.nan_to_num(given.table[claim.subject].to_numpy(np.float64))
    if claim.measure == "votes":
        return least_votes(votes, sheets), -least_votes(-votes, sheets)
    return share_range(votes, np.nan_to_num(valid_of(given.table, given.contest)), sheets)


def _sheets_beside(given: Evidence, claim: Claim, others: Sequence[Claim]) -> int | None:
    """On how many tally sheets a figure rests: by the coverage stated beside it, else the least its source states.

    A coverage without a hedge is taken as printed: 96.87 % of 30,026 sheets are 29,086. None where none is stated.
    """
    stated = [c for c in others if c.measure == "coverage"]
    beside = [c for c in stated if c.statement == claim.statement] or stated
    if not beside or not given.whole:
        return None
    least = min(c.value if c.hedge is Hedge.EXACT else c.low for c in beside)
    return round(least * given.whole / 100.0)


def _covered(given: Evidence, claim: Claim) -> Finding | None:
    """A stated coverage beside that of the tables: more sheets than claimed bear it out."""
    if claim.measure not in {"coverage", "coverage_count"}:
        return None
    there = given.coverage if claim.measure == "coverage" else float(given.sums.sheets)
    if not isfinite(there):
        return None
    verdict = Verdict.CONSISTENT if there >= claim.low else Verdict.STRAINED
    end = "borne out." if verdict is Verdict.CONSISTENT else "the rest is not published here."
    return Finding(
        check="tallies-coverage",
        verdict=verdict,
        sources=(claim.source,),
        claims=(claim.claim,),
        stated_low=claim.low,
        stated_high=claim.high,
        implied_low=round(there, 6),
        implied_high=round(there, 6),
        unit=MEASURES[claim.measure].unit,
        message=f"{given.source(claim.source)} states {wording.stated(claim)} coverage; {given.sums.sheets:,} of "
        f"{given.whole or 0:,} tally sheets are published, {given.coverage:.2f} %: {end}",
    )


def _rest(given: Evidence, source: str, uncounted: float) -> list[Finding]:
    """Could the sheets that are not published turn the result?"""
    first, second = given.sums.leaders()
    if not given.whole or not second:
        return []
    missing = given.whole - given.sums.sheets
    lead = given.sums.votes[first] - given.sums.votes[second]
    mean = given.sums.valid / given.sums.sheets
    if missing <= 0:
        return []
    needed = lead / missing / mean
    turned = needed <= 1.0 + uncounted
    words = (
        f"With {given.sums.sheets:,} of {given.whole:,} tally sheets published, {given.name(first)} leads by "
        f"{lead:,.0f} "
        f"votes. To turn that, each of the other {missing:,} would have to hold {lead / missing:,.1f} votes more for "
        f"{given.name(second)} than for {given.name(first)}, where a published one holds {mean:,.1f} valid "
        f"votes in all: "
        f"{'they could' if turned else 'they cannot'}."
    )
    return [
        Finding(
            check="tallies-coverage",
            verdict=Verdict.UNDETERMINED if turned else Verdict.CONSISTENT,
            sources=(source,),
            claims=(),
            subject=first,
            implied_low=lead,
            implied_high=lead,
            unit="votes",
            assumption=_weights(uncounted, needed),
            message=words,
        )
    ]


def _rival(given: Evidence, claim: Claim, rival: Sequence[Claim], source: str, uncounted: float) -> Finding | None:
    """Another source's votes or share beside what the sheets that both must have in common hold."""
    if claim.subject not in given.sums.votes or claim.subject == OTHERS or not given.whole:
        return None
    counted = _sheets_beside(given, claim, [c for c in rival if c.source == claim.source])
    if counted is None or claim.measure not in {"votes", "share"}:
        return None
    common = in_common(given.sums.sheets, counted, given.whole)
    answer = _rival_votes if claim.measure == "votes" else _rival_share
    verdict, low, high, weights, words = answer(given, claim, counted, common, uncounted)
    who = given.source(claim.source)
    shared = f"{who} counted {counted:,} of {given.whole:,} tally sheets, at least {common:,} of them "
    assumption = _COMMON.format(whole=given.whole) + (f"; {weights}" if weights else "")
    return Finding(
        check="tallies-compatibility",
        verdict=verdict,
        sources=tuple(s for s in (source, claim.source) if s),
        claims=(claim.claim,),
        subject=claim.subject,
        stated_low=claim.low,
        stated_high=claim.high,
        implied_low=round(low, 6),
        implied_high=round(high, 6),
        unit=MEASURES[claim.measure].unit,
        assumption=assumption,
        message=f"{shared}among these. {words}",
    )


Answer = tuple[Verdict, float, float, str, str]


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
    over = claim.low - given.sums.votes[claim.subject]
    if least > _high(claim):
        words = f"Those hold at least {least:,.0f} votes for {whose}; it states {stated}."
        return Verdict.INCONSISTENT, least, greatest, "", words
    if over > 0 and outside > 0:
        needed = over / outside / mean
        words = (
            f"It states {stated} for {whose}, {over:,.0f} more than these {given.sums.sheets:,} hold. Each of "
            f"the other "
            f"{outside:,} would have to hold {over / outside:,.1f} for {whose} alone, where one of these holds "
            f"{mean:,.1f} "
            f"valid votes in all."
        )
        verdict = Verdict.INCONSISTENT if needed > 1.0 + uncounted else Verdict.CONSISTENT
        return verdict, least, greatest, _weights(uncounted, needed), words
    words = f"Those hold at least {least:,.0f} votes for {whose}; {stated} is no less."
    return Verdict.CONSISTENT, least, greatest, "", words


def _rival_share(given: Evidence, claim: Claim, counted: int, common: int, uncounted: float) -> Answer:
    """A share: what the other sheets would have to hold for the common ones to leave it."""
    votes = np.nan_to_num(given.table[claim.subject].to_numpy(np.float64))
    valid = np.nan_to_num(valid_of(given.table, given.contest))
    few, of_few = extreme_part(votes, valid, common, 1.0)
    many, of_many = extreme_part(votes, valid, common, -1.0)
    beyond = max(counted - common, 0) * given.sums.valid / given.sums.sheets  # votes there at the mean of these
    greatest = (1.0 + uncounted) * beyond
    low, high = 100.0 * few / max(of_few + greatest, 1.0), 100.0 * (many + greatest) / max(of_many + greatest, 1.0)
    bottom, top = (end / 100.0 for end in _widest(claim))
    needed = 0.0
    if top < few / max(of_few, 1.0):
        needed = (few / top - of_few) / beyond if top and beyond else inf
    elif bottom > many / max(of_many, 1.0):
        needed = (bottom * of_many - many) / (1.0 - bottom) / beyond if bottom < 1.0 and beyond else inf
    ends = wording.interval(low, high, "percent")
    words = (
        f"With those, and up to {1.0 + uncounted:g} times their mean on each of the other "
        f"{max(counted - common, 0):,}, "
        f"{given.name(claim.subject)} can have {ends}; it states {wording.stated(claim)}."
    )
    verdict = Verdict.INCONSISTENT if needed > 1.0 + uncounted else Verdict.CONSISTENT
    return verdict, low, high, _weights(uncounted, needed) if needed and isfinite(needed) else "", words


def _weights(uncounted: float, turn: float) -> str:
    low, high = max(1.0 - uncounted, 0.0), 1.0 + uncounted
    return (
        f"each other tally sheet holds between {low:g} and {high:g} times the valid votes of one of these; the verdict "
        f"turns at {turn:.2f}"
    )


def _high(claim: Claim) -> float:
    return _widest(claim)[1]


def _widest(claim: Claim) -> tuple[float, float]:
    low, high = widest_reading(claim.value, claim.resolution, claim.hedge, claim.measure)
    return min(float(low), claim.low), max(float(high), claim.high)


def _meets_widest(claim: Claim, low: float, high: float) -> bool:
    least, most = _widest(claim)
    return least <= high and low <= most


def _amount(value: float, unit: str) -> str:
    places = {"percent": 2, "points": 2}.get(unit, 0)
    return f"{value:,.{places}f} {'%' if unit == 'percent' else unit}"
