"""What the figures of polling-station tables draw: sums and counts by column, no figure drawn."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite, nan
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from analyzer.bounds import Floats
from analyzer.model import MEASURES, UNCOUNTED, Claim, Hedge, Profile
from analyzer.tallies.forensic import fingerprint as two_peaks
from analyzer.tallies.forensic import integers
from analyzer.tallies.stations import Stations, stations
from analyzer.tallies.told import Evidence, sheets_beside
from analyzer.tallies.totals import valid_of

#: Candidates drawn are the first ones by votes, above this percentage.
_MOST, _LEAST_SHARE = 3, 1.0
_POINTS = 400  # of a curve
_TALLIES = "Published tally sheets"

Row: TypeAlias = tuple[str | float, ...]


def profiles(given: Evidence, claims: Sequence[Claim], uncounted: float = UNCOUNTED) -> tuple[Profile, ...]:
    """The data of every figure, in the order in which they are shown; the first alone without valid votes."""
    first = beside(given, claims, uncounted)
    if not isfinite(given.sums.valid):
        return (first,)
    some = stations(given)
    return (
        first,
        arrival(given, claims, uncounted),
        fingerprint(given, some),
        whole_percentages(given, some),
    )


def drawn(given: Evidence) -> list[str]:
    """The candidates that figures show."""
    named = given.sums.ranked()[:_MOST]
    return [c for place, c in enumerate(named) if place < 2 or given.sums.share(c) >= _LEAST_SHARE]


def reach(given: Evidence, candidate: str, uncounted: float) -> tuple[float, float]:
    """The share, in percent, that a candidate ends with at least and at most, whatever the other sheets hold.

    Each of those holds up to 1 + `uncounted` times the mean of these. NaN where their number is not known.
    """
    sums, others = given.sums, rest(given, uncounted)
    votes = sums.votes[candidate]
    return 100.0 * votes / (sums.valid + others), 100.0 * (votes + others) / (sums.valid + others)


def rest(given: Evidence, uncounted: float) -> float:
    """The valid votes that the other sheets can hold at most; NaN where their number is not known."""
    if not given.whole:
        return nan
    return (1.0 + uncounted) * given.sums.valid / given.sums.sheets * max(given.whole - given.sums.sheets, 0)


def fingerprint(given: Evidence, some: Stations) -> Profile:
    """Stations by turnout and share of the leader, in bins of one point; no rows without registered voters."""
    leader, _ = given.sums.leaders()
    facts: dict[str, str | float] = {"subject": leader, "name": given.name(leader), "stations": 0.0}
    columns: dict[str, tuple[str | float, ...]] = {"turnout": (), "share": (), "stations": ()}
    if some.registered is not None:
        turnout, share, _ = some.rates()
        if len(turnout) > 1:
            places = np.rint(100.0 * turnout).astype(np.int64) * 101 + np.rint(100.0 * share).astype(np.int64)
            seen, count = np.unique(places, return_counts=True)
            columns = {"turnout": _plain(seen // 101), "share": _plain(seen % 101), "stations": _plain(count)}
            facts |= {"stations": float(len(turnout)), "left_out": float(len(some) - len(turnout))}
            facts |= {"peak_turnout": 100.0 * two_peaks.peak(turnout), "peak_share": 100.0 * two_peaks.peak(share)}
    return Profile(given.contest.id, "tallies-fingerprint", columns, facts)


def whole_percentages(given: Evidence, some: Stations) -> Profile:
    """Stations at each whole percentage, and by how far theirs lies from one in tenths of a point; what chance expects.

    `kind` says which of both a row is: "at" the percentage `place`, or `place` points "beside" a whole one.
    """
    leader, _ = given.sums.leaders()
    rows: list[Row] = []
    for name, part, of in integers.percentages(some):
        if len(part) < integers.FEWEST:
            continue
        for tenth in range(-4, 6):
            chance = integers.chance(part, of, tenth / 10.0)
            observed = int(integers.is_whole(part, of, tenth / 10.0).sum())
            spread = float(np.sqrt((chance * (1.0 - chance)).sum()))
            rows.append((name, "beside", tenth / 10.0, float(observed), float(chance.sum()), spread))
        found = zip(*integers.spectrum(part, of), strict=True)
        rows += [(name, "at", float(place), *map(float, values)) for place, values in enumerate(found)]
    names = ("percentage", "kind", "place", "observed", "expected", "deviation")
    facts: dict[str, str | float] = {"name": given.name(leader), "stations": float(integers.usable(some).sum())}
    return Profile(given.contest.id, "tallies-integers", _columns(names, rows), facts)


def arrival(given: Evidence, claims: Sequence[Claim], uncounted: float) -> Profile:
    """The share after each part of the tally sheets, in the order of the table; shares that sources state beside it."""
    valid = np.cumsum(np.nan_to_num(valid_of(given.table, given.contest)))
    whole = given.whole or given.sums.sheets
    places = np.unique(np.linspace(0, len(valid) - 1, min(_POINTS, len(valid))).astype(np.int64))
    places = places[valid[places] > 0]
    rows: list[Row] = []
    for candidate in drawn(given):
        votes = np.cumsum(np.nan_to_num(given.table[candidate].to_numpy(np.float64)))[places]
        for at, share in zip(100.0 * (places + 1) / whole, 100.0 * votes / valid[places], strict=True):
            rows.append(("tallies", candidate, given.name(candidate), "", float(at), float(share), nan, nan))
        low, high = reach(given, candidate, uncounted)
        if isfinite(low):
            rows.append(("reach", candidate, given.name(candidate), "", 100.0, nan, low, high))
    for claim in claims:
        sheets = _counted(given, claim, claims)
        if claim.measure == "share" and claim.subject in drawn(given) and sheets is not None:
            at = 100.0 * sheets / whole
            name = given.name(claim.subject)
            row = ("claim", claim.subject, name, given.source(claim.source), at, claim.value, claim.low, claim.high)
            if row not in rows:
                rows.append(row)
    names = ("kind", "subject", "name", "source", "coverage", "share", "low", "high")
    leader = drawn(given)[0]
    low, high = reach(given, leader, uncounted)
    facts: dict[str, str | float] = {"name": given.name(leader), "share": given.sums.share(leader), "low": low}
    facts |= {"high": high, "coverage": 100.0 * given.sums.sheets / whole, "sheets": float(given.sums.sheets)}
    facts |= {"whole": float(given.whole or 0), "uncounted": uncounted}
    return Profile(given.contest.id, "tallies-arrival", _columns(names, rows), facts)


def beside(given: Evidence, claims: Sequence[Claim], uncounted: float) -> Profile:
    """Votes and shares of the tally sheets, what the other sheets leave open, and what each source states.

    The columns are those of the data tables of all figures that stand source beside source, and `sheets`: on how many
    tally sheets a row rests, NaN where its source does not say so beside it.
    """
    sheets = given.sums.sheets
    rows: list[Row] = []
    for measure in ("votes", "share"):
        rows += [*_held(given, measure, uncounted), *_stated(given, claims, measure)]
    who = ("panel", "row", "source", "source_name", "detail", "lane", "kind", "subject")
    names = (*who, "value", "low", "high", "unit", "hedge", "resolution", "sheets", "claims")
    first, second = given.sums.leaders()
    facts: dict[str, str | float] = {
        "sheets": float(sheets),
        "whole": float(given.whole or 0),
        "missing": float(max((given.whole or sheets) - sheets, 0)),
        "uncounted": uncounted,
        "first": given.name(first),
        "second": given.name(second) if second else "",
        "lead": given.sums.votes[first] - (given.sums.votes[second] if second else 0.0),
        "mean": given.sums.valid / sheets,
    }
    return Profile(given.contest.id, "tallies-claims", _columns(names, rows), facts)


def _held(given: Evidence, measure: str, uncounted: float) -> list[Row]:
    """For each drawn candidate what the sheets hold, and where it can end with the others."""
    sums, unit = given.sums, MEASURES[measure].unit
    who, sheets = (measure, "tallies", "", _TALLIES, ""), float(sums.sheets)
    rows: list[Row] = []
    for candidate in drawn(given):
        votes, name = sums.votes[candidate], given.name(candidate)
        there = votes if measure == "votes" else sums.share(candidate)
        if not isfinite(there):
            continue
        printed = 0.0 if measure == "votes" else 0.01
        exact = str(Hedge.EXACT)
        rows.append((*who, name, "stated", candidate, there, there, there, unit, exact, printed, sheets, ""))
        ends = (votes, votes + rest(given, uncounted))
        low, high = reach(given, candidate, uncounted) if measure == "share" else ends
        if isfinite(low) and low < high:
            rows.append((*who, name, "implied", candidate, nan, low, high, unit, "", nan, sheets, ""))
    return rows


def _stated(given: Evidence, claims: Sequence[Claim], measure: str) -> list[Row]:
    """A row a figure that a source states of a drawn candidate, once each, source by source."""
    rows: dict[tuple[str, str, float, float], Row] = {}
    for claim in sorted(claims, key=lambda c: c.source):
        if claim.measure != measure or claim.subject not in drawn(given) or not claim.source:
            continue
        sheets = _counted(given, claim, claims)
        rests = nan if sheets is None else float(sheets)
        who = (measure, f"{claim.source}/{sheets or ''}", claim.source, given.source(claim.source), "")
        values = (claim.value, claim.low, claim.high, MEASURES[measure].unit, str(claim.hedge), claim.resolution, rests)
        row = (*who, given.name(claim.subject), "stated", claim.subject, *values, claim.claim)
        rows.setdefault((claim.source, claim.subject, claim.low, claim.high), row)
    return list(rows.values())


def _counted(given: Evidence, claim: Claim, claims: Sequence[Claim]) -> int | None:
    """On how many sheets a figure rests, where the very statement says so; None elsewhere."""
    together = [c for c in claims if c.source == claim.source and c.statement == claim.statement]
    return sheets_beside(given, claim, together)


def _columns(names: Sequence[str], rows: Sequence[Row]) -> dict[str, tuple[str | float, ...]]:
    return dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())


def _plain(values: npt.NDArray[np.integer] | Floats) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
