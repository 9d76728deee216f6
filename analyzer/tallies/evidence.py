"""Claims against published tally sheets: are they borne out?

tallies-total and tallies-coverage hold the figures of whoever published the tables against them; rivals.py those of
everybody else. Sums and bounds only: nothing here is a matter of chance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING

from analyzer import wording
from analyzer.faults import printable
from analyzer.model import MEASURES, Basis, Claim, Contest, Finding, Verdict
from analyzer.tallies import marks, untold
from analyzer.tallies.aside import aside_of, valid_known
from analyzer.tallies.quality import FLAGS
from analyzer.tallies.told import (
    Evidence,
    evidence,
    high,
    in_tables,
    meets,
    of_a_part,
    sheets_beside,
    sheets_between,
    widest,
)
from analyzer.tallies.versions import compare, name_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["OTHER_BASES", "Evidence", "about", "assumed", "changes", "evidence", "findings", "publisher"]

#: Measures in percent or points of a whole that may go unsaid, and what it may be beside the valid votes.
_PARTS = {"share", "margin_points"}
OTHER_BASES = (Basis.CAST, Basis.TWO, Basis.REGISTERED)
_SAME = "the figure speaks of these very tally sheets"
_UNTOLD = "the tables do not tell this, or it is of other sheets"
_PART = "the sheets that the figure rests on are among those published"


def findings(given: Evidence, claims: Sequence[Claim], source: str, uncounted: float) -> list[Finding]:
    """What the tables say: their sums, then each figure of `source` against them."""
    own = [c for c in claims if c.source == source and source]
    held = [(c, with_marks(given, partial(_borne_out, claim=c, own=own))) for c in own if c.measure in untold.MEASURED]
    left = [c for c, finding in held if finding is None]
    return [
        *_sums(given, source),
        *_flaws(given, source),
        *(finding for _, finding in held if finding is not None),
        *untold.findings(given, "tallies-total", left, lambda claim: _UNTOLD, source),
        *(f for c in own if (f := _covered(given, c)) is not None),
        *_rest(given, source, uncounted),
    ]


def publisher(given: Evidence, claims: Sequence[Claim]) -> str:
    """The source whose stated coverage contains that of the table, "" where none or several do."""
    able = {c.source for c in claims if c.measure == "coverage" and c.source and c.low <= given.coverage <= high(c)}
    return able.pop() if len(able) == 1 else ""


def changes(earlier: pd.DataFrame, later: pd.DataFrame, contest: Contest, kept: Sequence[pd.DataFrame] = ()) -> Finding:
    """What changed from one release of a table to the next; `kept` are the other parts of the set, which stay."""
    found = compare(earlier, later, contest)
    words = (
        f"{name_of(earlier)}, then {name_of(later)}: of "
        f"{wording.plural(found.common, 'station', ' ')} in both, {len(found.changed):,} "
        f"{'has' if len(found.changed) == 1 else 'have'} other votes; "
        f"{len(found.dropped):,} {'was' if len(found.dropped) == 1 else 'were'} dropped, {len(found.added):,} added."
    )
    if kept:
        stay = "stays" if len(kept) == 1 else "stay"
        words += f" {wording.joined([name_of(part) for part in kept])} {stay} beside it."
    return Finding("tallies-total", Verdict.UNDETERMINED, (), (), unit="sheets", message=words)


def _sums(given: Evidence, source: str) -> list[Finding]:
    sums = given.sums
    found = []
    for candidate, votes in sorted(sums.votes.items(), key=lambda item: -item[1]):
        of = wording.counted(f"{sums.valid:,.0f}", "valid votes", " ")
        share = f", {sums.share(candidate):.2f} % of {of}" if isfinite(sums.valid) else ""
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
                message=f"{wording.plural(sums.sheets, 'tally sheet', ' ')} {'holds' if sums.sheets == 1 else 'hold'} "
                f"{wording.counted(f'{votes:,.0f}', 'votes', ' ')} for {given.name(candidate)}{share}, "
                f"{votes / sums.sheets:,.1f} a sheet.",
            )
        )
    return found


def _flaws(given: Evidence, source: str) -> list[Finding]:
    words = []
    if left_out := given.table.attrs.get("left_out"):
        named = wording.joined([printable(name) or "one without a name" for name in left_out])
        rows, are = ("The row", "is the sum") if len(left_out) == 1 else ("The rows", "are sums")
        words.append(f"{rows} {named} {are} of all others, and left out.")
    if marked := marks.counted(given.table):
        said = wording.joined([f"{n:,} as {printable(mark)}" for mark, n in marked.items()])
        where = wording.joined([printable(name) for name in given.table.attrs.get("status", ("status",))])
        words.append(
            f"Of {wording.plural(given.sums.sheets, 'tally sheet', ' ')} {where} marks {said}. They are counted in all "
            "sums; a figure that does not fit these is held against the others alone, too."
        )
    if counts := given.flaws.counts():
        said = wording.joined([f"{n:,} {FLAGS[kind][n > 1]}" for kind, n in counts.items()])
        sheets = wording.plural(given.sums.sheets, "tally sheet", " ")
        kept = "It is" if sum(counts.values()) == 1 else "They are"
        words.append(f"Of {sheets} {said}. {kept} kept in all sums.")
        if (
            "duplicate" in counts
            and "region" in given.table
            and not given.table.duplicated(["region", "station"]).any()
        ):
            words.append(
                "No station stands twice in one region. If the numbers of stations begin anew in each, the columns of "
                "both are the station together: --map COLUMN=station for every one (in Python: columns)."
            )
    if unlike := given.flaws.unlike:
        words.append(
            f"On {unlike:,} of {wording.plural(given.sums.sheets, 'tally sheet', ' ')} valid and invalid votes do not "
            "add up to the ballots. That is more than half: their columns may count something else, so no sheet is "
            "called wrong for it."
        )
    if left := aside_of(given.table):
        unknown = (
            ""
            if valid_known(given.table, given.contest)
            else ", what the valid votes are is not known, and no test is made"
        )
        words.append(
            f"{_columns(left)} left aside, as what is counted there is not known, and may be part of the votes: "
            f"whether sheets add up is not judged{unknown}."
        )
    return [Finding("tallies-total", Verdict.UNDETERMINED, (source,), (), unit="sheets", message=w) for w in words]


def _columns(names: Sequence[str]) -> str:
    said = wording.joined([printable(name) for name in names])
    return f"The column {said} is" if len(names) == 1 else f"The columns {said} are"


def with_marks(given: Evidence, ask: Callable[[Evidence], Finding | None]) -> Finding | None:
    """What a question finds; where that is inconsistent, but not without the sheets that are marked, it is strained."""
    found = ask(given)
    if found is None or found.verdict is not Verdict.INCONSISTENT or given.unmarked is None:
        return found
    other = ask(given.unmarked)
    if other is None or other.verdict is Verdict.INCONSISTENT:
        return found
    marked = wording.plural(given.sums.sheets - given.unmarked.sums.sheets, "sheet", " ")
    saved = f"Without the {marked} marked so it could be: {other.message}"
    return replace(found, verdict=Verdict.STRAINED, message=f"{found.message} {saved}")


def _borne_out(given: Evidence, claim: Claim, own: Sequence[Claim]) -> Finding | None:
    """A figure of whoever published the tables, beside what the tables hold; on every basis, where it states none."""
    plain = _beside(given, claim, own)
    if plain is None or plain.verdict is not Verdict.INCONSISTENT or claim.basis or claim.measure not in _PARTS:
        return plain
    for basis in OTHER_BASES:
        other = _beside(given, replace(claim, basis=basis), own)
        if other is not None and other.verdict is not Verdict.INCONSISTENT:
            end = f" That is as a part of the {wording.WHOLES[basis]}, and not of the valid votes."
            verdict = Verdict.UNDETERMINED if other.verdict is Verdict.UNDETERMINED else Verdict.STRAINED
            return replace(other, verdict=verdict, message=f"{other.message}{end}")
    return plain


def _beside(given: Evidence, claim: Claim, own: Sequence[Claim]) -> Finding | None:
    """A figure beside the tables, at its coverage as printed, and else at the least or the greatest that this means."""
    sheets = sheets_beside(given, claim, own)
    if sheets is None:
        return resting_on(given, claim, given.sums.sheets)
    found = resting_on(given, claim, sheets)
    if found is None or found.verdict is not Verdict.INCONSISTENT:
        return found
    for end, number in zip(("lowest", "highest"), sheets_between(given, claim, own), strict=True):
        other = resting_on(given, claim, number)
        # The figure is taken as usual there: not both are stretched, the figure and its coverage.
        if other is None or other.verdict in {Verdict.CONSISTENT, Verdict.UNDETERMINED}:
            could = f"Were the coverage at its {end}, {wording.plural(number, 'sheet', ' ')}, it could be."
            return replace(found, verdict=Verdict.STRAINED, message=f"{found.message} {could}")
    return found


def resting_on(given: Evidence, claim: Claim, sheets: int, whose: str = "its") -> Finding | None:
    """A figure of so many sheets beside the tables, `whose` these are; None where these say nothing of it."""
    told = in_tables(given, claim)
    if told is None or _is_of_others(given, claim, sheets):
        return None
    if sheets > given.sums.sheets and claim.low >= told.there:
        return None  # the rest may stand on sheets that are not published here
    # A figure of fewer sheets may be of any part of these that is as large.
    partly = sheets < given.sums.sheets and claim.measure in {"share", "votes"}
    plain = of_a_part(given, claim, sheets, gaps=False) if partly else (told.there, told.there)
    open_to = of_a_part(given, claim, sheets, gaps=True) if partly else (told.low, told.high)
    verdict = Verdict.UNDETERMINED if given.doubt else _verdict(claim, plain, open_to)
    low, high = open_to if verdict is Verdict.UNDETERMINED and not given.doubt else plain
    unit = wording.noun(claim.measure)
    said = (
        f"{given.source(claim.source)} states {untold.figure(given, claim)}; {whose} "
        f"{wording.plural(given.sums.sheets, 'tally sheet', ' ')} hold {_held(given, claim, told.there)}"
    )
    if partly:
        said += f"; of {sheets:,} of them or more, as it states, {wording.interval(low, high, unit)} can be had"
    words = f"{said}: {_END[verdict]}"
    if given.doubt:
        words = f"{given.doubt}, so this proves nothing: {words}"
    elif verdict is Verdict.UNDETERMINED:
        words += f" Some of them leave votes out, and with those it may be {_open(low, high, unit)}."
    assumption = _PART if partly else _SAME
    return replace(about(claim, "tallies-total", verdict, low, high, words), assumption=assumption)


_END = {
    Verdict.CONSISTENT: "borne out.",
    Verdict.STRAINED: "borne out in the widest reading of the figure alone.",
    Verdict.INCONSISTENT: "not borne out.",
    Verdict.UNDETERMINED: "left open.",
}


def _verdict(claim: Claim, plain: tuple[float, float], open_to: tuple[float, float]) -> Verdict:
    """On a figure, by what the tables hold, and by what they may hold with the cells that they leave out."""
    if meets(claim.low, claim.high, *plain):
        return Verdict.CONSISTENT
    if meets(*widest(claim), *plain):
        return Verdict.STRAINED
    return Verdict.UNDETERMINED if meets(*widest(claim), *open_to) else Verdict.INCONSISTENT


def _open(low: float, high: float, unit: str) -> str:
    return wording.interval(low, high, unit) if isfinite(low) else f"any number of {unit}"


def _is_of_others(given: Evidence, claim: Claim, sheets: int) -> bool:
    """Does a figure rest on so many sheets, none, fewer or more, that these say nothing of it?"""
    if sheets < given.sums.sheets:
        return claim.measure not in {"share", "votes", "registered"} or sheets <= 0
    return sheets > given.sums.sheets and claim.measure not in {"votes", "ballots", "registered"}


def _covered(given: Evidence, claim: Claim) -> Finding | None:
    """A stated coverage beside that of the tables: more sheets than claimed bear it out."""
    if claim.measure not in {"coverage", "coverage_count"}:
        return None
    there = given.coverage if claim.measure == "coverage" else float(given.sums.sheets)
    if not isfinite(there):
        return None
    verdict = Verdict.CONSISTENT if there >= claim.low else Verdict.STRAINED
    end = "borne out." if verdict is Verdict.CONSISTENT else "the rest is not published here."
    are = "is" if given.sums.sheets == 1 else "are"
    published = f"{wording.plural(given.sums.sheets, 'tally sheet', ' ')} {are} published"
    if given.whole:
        sheets = wording.plural(given.whole, "tally sheet", " ")
        published = f"{given.sums.sheets:,} of {sheets} {are} published, {given.coverage:.2f} %"
    covered = " coverage" if claim.measure == "coverage" else ""
    words = f"{given.source(claim.source)} states {wording.stated(claim)}{covered}; {published}: {end}"
    if given.doubt:
        verdict = Verdict.UNDETERMINED
        words = f"{given.doubt}, so this proves nothing: {words.removesuffix(end)}left open."
    return about(claim, "tallies-coverage", verdict, there, there, words)


def _rest(given: Evidence, source: str, uncounted: float) -> list[Finding]:
    """Could the sheets that are not published turn the result, or what published ones leave out?"""
    first, second = given.sums.leaders()
    if not given.whole or not second:
        return []
    missing = given.whole - given.sums.sheets
    gaps = int((given.votes_of(first) + given.votes_of(second)).gaps.sum())
    lead = given.sums.votes[first] - given.sums.votes[second]
    mean = given.mean
    if missing + gaps <= 0 or not isfinite(mean):
        return []
    needed = lead / (missing + gaps) / mean
    turned = needed <= 1.0 + uncounted
    leave = "leaves" if gaps == 1 else "leave"
    others = [f"the other {missing:,}"] * (missing > 0) + [f"the {gaps:,} that {leave} votes out"] * (gaps > 0)
    words = (
        f"With {given.sums.sheets:,} of {wording.plural(given.whole, 'tally sheet', ' ')} published, "
        f"{given.name(first)} leads by {wording.counted(f'{lead:,.0f}', 'votes', ' ')}. "
        f"To turn that, each of {wording.joined(others, 'and of')} would have to hold "
        f"{lead / (missing + gaps):,.1f} votes more for {given.name(second)} than for {given.name(first)}, where a "
        f"published one holds {mean:,.1f} valid votes in all: {'they could' if turned else 'they cannot'}."
    )
    if given.doubt:
        words = f"{given.doubt}, so this proves nothing: {words}"
    return [
        Finding(
            check="tallies-coverage",
            verdict=Verdict.UNDETERMINED if turned or given.doubt else Verdict.CONSISTENT,
            sources=(source,),
            claims=(),
            subject=first,
            implied_low=lead,
            implied_high=lead,
            unit="votes",
            assumption=assumed(uncounted, needed),
            message=words,
        )
    ]


def assumed(uncounted: float, turn: float, of: str = wording.WHOLES[Basis.VALID]) -> str:
    """The assumption on the sheets that are not published, and the value at which a verdict turns."""
    return wording.assumed(uncounted, turn, sheet="other tally sheet", beside=f"{of} of one of these")


def about(
    claim: Claim, check: str, verdict: Verdict, low: float, high: float, message: str, sources: tuple[str, ...] = ()
) -> Finding:
    """What the tables say of one figure: `low` to `high`, in its own unit, is what they leave open to it."""
    return Finding(
        check=check,
        verdict=verdict,
        sources=sources or (claim.source,),
        claims=(claim.claim,),
        subject=claim.subject,
        stated_low=claim.low,
        stated_high=claim.high,
        implied_low=round(low, 6),
        implied_high=round(high, 6),
        unit=MEASURES[claim.measure].unit,
        message=message,
    )


def _held(given: Evidence, claim: Claim, there: float) -> str:
    """What the tables hold for a figure; a turnout with the two counts that it is made of."""
    cast = given.whole_of(Basis.CAST)
    if claim.measure != "turnout" or cast is None or not there:
        return _amount(there, wording.noun(claim.measure))
    ballots = cast.sums[0]
    voters = f"{100.0 * ballots / there:,.0f} registered voters"
    return f"{_amount(ballots, 'ballots')} of {voters}, {_amount(there, 'percent')}"


def _amount(value: float, unit: str) -> str:
    places = {"percent": 2, "points": 2}.get(unit, 0)
    return f"{value:,.{places}f} {'%' if unit == 'percent' else unit}"
