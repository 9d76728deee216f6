"""A second opinion on which figures cannot hold together, written from docs/method-conflicts.md alone.

It shares no code with analyzer.feasibility: own intervals, own rows, SciPy's linprog, each choice a program of its own.
It knows shares and votes, ballots of valid votes, margins on a stated basis, and coverage; exact figures only. Shares
that do not say of what are of the valid votes, and in the widest reading of any more than these, or of the two leading.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy.optimize import linprog

from analyzer.model import OTHERS, Claim, Contest

KNOWN = {"share", "votes", "ballots", "margin_points", "margin_votes", "coverage"}
_ELSE = "?"  # a candidate of the list without any figure
_SUMMED = 50  # shares that "others" may be the sum of, each rounded on its own


def interval(claim: Claim, *, widest: bool, give: float) -> tuple[float, float]:
    """What an exact figure allows, as printed (percent, points or votes), its ends moved apart by `give` of its units.

    Or together, where `give` is below 0; a number printed in full stays what it is.
    """
    value = claim.value
    count = claim.measure in {"votes", "ballots", "margin_votes"}
    unit = claim.resolution or (0.0 if count else 1.0)
    low, high = value - unit / 2, value + unit / 2
    if widest and claim.measure in {"share", "coverage"}:
        high = value + unit
    if widest and claim.measure == "margin_points":
        low, high = value - unit, value + unit
    if widest and claim.measure == "share" and claim.subject == OTHERS:
        low, high = low - _SUMMED / 2 * unit, high + _SUMMED / 2 * unit
    room = give * (unit or float(give > 0.0))
    if claim.measure == "coverage" and value == 100.0 and not widest:
        low, room = value, max(room, 0.0)  # all of it, which rounding does not touch in the plain reading
    return max(low - room, 0.0), high + room


def possible(
    claims: Iterable[Claim], contest: Contest, e: float, told: Sequence[Claim], *, widest: bool, give: float = 0.0
) -> bool:
    """Can all claims hold at once? `told` is the table they are from, which says who has a figure at all."""
    asked = list(claims)
    homes = list(dict.fromkeys(c.statement for c in told))
    listed = [c.id for c in contest.candidates]
    figured = [k for k in listed if any(c.subject == k for c in told)]
    names = figured + ([_ELSE] if len(figured) < len(listed) else [])
    leads = sorted({(c.statement, c.subject) for c in asked if c.measure.startswith("margin")})
    options = [[name for name in names if name != subject] for _, subject in leads]
    wholes = [_wholes(home, told, contest, widest=widest) for home in homes]
    return any(
        _feasible(
            asked, contest, e, dict(zip(homes, of, strict=True)), names, dict(zip(leads, seconds, strict=True)), told,
            widest, give,
        )
        for seconds in itertools.product(*options)
        for of in itertools.product(*wholes)
    )  # fmt: skip


def _wholes(home: str, told: Sequence[Claim], contest: Contest, *, widest: bool) -> list[str]:
    """Of what the shares of a count may be that do not say it."""
    shares = [c for c in told if c.statement == home and c.measure == "share"]
    if not widest or not shares or any(c.basis for c in shares):
        return ["valid"]
    ends = [interval(c, widest=True, give=0.0) for c in shares]
    two = len(shares) == 1 or (len(shares) == 2 and sum(e[0] for e in ends) <= 100.0 <= sum(e[1] for e in ends))
    two = two and OTHERS not in {c.subject for c in shares} and not (contest.complete and len(contest.candidates) == 2)
    return ["more", "two"] if two else ["more"]


class _Rows:
    """Rows of a linear program over named unknowns, all at least 0."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self.rows: list[tuple[dict[str, float], float]] = []

    def at_most(self, left: Mapping[str, float], limit: float) -> None:
        for name in left:
            self.places.setdefault(name, len(self.places))
        self.rows.append((dict(left), limit))

    def feasible(self) -> bool:
        a = np.zeros((len(self.rows), len(self.places)))
        b = np.zeros(len(self.rows))
        for i, (left, limit) in enumerate(self.rows):
            for name, factor in left.items():
                a[i, self.places[name]] += factor
            b[i] = limit
        done = linprog(np.zeros(len(self.places)), A_ub=a, b_ub=b, bounds=(0, None), method="highs")
        return bool(done.status == 0)


def _plus(*terms: tuple[Mapping[str, float], float]) -> dict[str, float]:
    total: dict[str, float] = {}
    for left, factor in terms:
        for name, one in left.items():
            total[name] = total.get(name, 0.0) + factor * one
    return total


def _feasible(
    asked: Sequence[Claim],
    contest: Contest,
    e: float,
    homes: Mapping[str, str],
    names: Sequence[str],
    seconds: Mapping[tuple[str, str], str],
    told: Sequence[Claim],
    widest: bool,
    give: float,
) -> bool:
    rows = _Rows()
    # Where the list is the whole ballot and one of it has no figure, whoever is left is that one.
    closed = contest.complete and len(names) == len(contest.candidates)
    votes = {(h, k): {f"{h}/{k}": 1.0} for h in homes for k in names}
    rest = {h: {} if closed else {f"{h}/rest": 1.0} for h in homes}
    total = {h: _plus(*((votes[h, k], 1.0) for k in names), (rest[h], 1.0)) for h in homes}
    for n, claim in enumerate(asked):
        h, whole = claim.statement, total[claim.statement]
        low, high = interval(claim, widest=widest, give=give)
        if claim.measure in {"share", "margin_points", "coverage"}:
            low, high = low / 100.0, high / 100.0
        if claim.measure == "coverage":
            mean = {f"{h}/uncounted": 1.0}
            rows.at_most(_plus((mean, low), (whole, low - 1.0)), 0.0)
            if high <= 1.0:
                rows.at_most(_plus((whole, 1.0 - high), (mean, -high)), 0.0)
            continue
        base: Mapping[str, float] = (
            _base(rows, claim, homes[h], whole, votes, asked) if claim.measure == "share" else {}
        )
        if claim.measure == "ballots":
            what: Mapping[str, float] = whole
        elif claim.measure in {"share", "votes"}:
            what = _whose(rows, claim, n, votes, rest, total, names, told, contest)
        else:
            second = seconds[h, claim.subject]
            for other in names:
                if other not in {claim.subject, second}:
                    rows.at_most(_plus((votes[h, other], 1.0), (votes[h, second], -1.0)), 0.0)
            rows.at_most(_plus((votes[h, second], 1.0), (votes[h, claim.subject], -1.0)), 0.0)
            what = _plus((votes[h, claim.subject], 1.0), (votes[h, second], -1.0))
            if claim.measure == "margin_points":
                base = _plus((votes[h, claim.subject], 1.0), (votes[h, second], 1.0)) if claim.basis == "two" else whole
        if base:
            rows.at_most(_plus((base, -1.0)), -1.0)
            rows.at_most(_plus((base, low), (what, -1.0)), 0.0)
            rows.at_most(_plus((what, 1.0), (base, -high)), 0.0)
        else:
            rows.at_most(_plus((what, -1.0)), -low)
            rows.at_most(what, high)
    _whole(rows, list(homes), names, votes, rest, total, e, {c.statement for c in told if c.measure == "coverage"})
    return rows.feasible()


def _base(
    rows: _Rows,
    claim: Claim,
    of: str,
    whole: Mapping[str, float],
    votes: Mapping[tuple[str, str], Mapping[str, float]],
    asked: Sequence[Claim],
) -> Mapping[str, float]:
    """What a share is a percentage of."""
    if of == "valid" or claim.basis:
        return whole
    h, base = claim.statement, {f"{claim.statement}/base": 1.0}
    if of == "more":
        rows.at_most(_plus((whole, 1.0), (base, -1.0)), 0.0)
        return base
    rows.at_most(_plus((base, 1.0), (whole, -1.0)), 0.0)
    also = {c.subject for c in asked if c.statement == h and c.measure == "share"}
    for (home, other), there in votes.items():
        if home == h and other != claim.subject:
            both = _plus((votes[h, claim.subject], 1.0), (there, 1.0))
            rows.at_most(_plus((both, 1.0), (base, -1.0)), 0.0)
            if other in also:
                rows.at_most(_plus((base, 1.0), (both, -1.0)), 0.0)
    return base


def _whose(
    rows: _Rows,
    claim: Claim,
    n: int,
    votes: Mapping[tuple[str, str], Mapping[str, float]],
    rest: Mapping[str, Mapping[str, float]],
    total: Mapping[str, Mapping[str, float]],
    names: Sequence[str],
    told: Sequence[Claim],
    contest: Contest,
) -> Mapping[str, float]:
    """The votes a figure is of. "Others" are all outside the list, or all without a figure in that count."""
    h = claim.statement
    if claim.subject != OTHERS:
        return votes[h, claim.subject]
    named = {c.subject for c in told if c.statement == h}
    most = _plus((total[h], 1.0), *((votes[h, k], -1.0) for k in names if k in named))
    if all(k in named for k in names):
        return most
    others = {f"others {n}": 1.0}
    # Of several without a figure, all but one are in the rest.
    if sum(k != _ELSE for k in names) >= len(contest.candidates) - 1:
        rows.at_most(_plus((rest[h], 1.0), (others, -1.0)), 0.0)
    rows.at_most(_plus((others, 1.0), (most, -1.0)), 0.0)
    return others


def _whole(
    rows: _Rows,
    homes: Sequence[str],
    names: Sequence[str],
    votes: Mapping[tuple[str, str], Mapping[str, float]],
    rest: Mapping[str, Mapping[str, float]],
    total: Mapping[str, Mapping[str, float]],
    e: float,
    covered: set[str],
) -> None:
    """The whole has the votes of each count, and a count's uncounted sheets hold about the counted mean."""
    if len(homes) < 2 and not covered:
        return
    everybody = [{f"all/{k}": 1.0} for k in names if k != _ELSE]
    beyond = {"all/rest": 1.0}
    for h in homes:
        for k, there in zip((k for k in names if k != _ELSE), everybody, strict=True):
            rows.at_most(_plus((votes[h, k], 1.0), (there, -1.0)), 0.0)
        rows.at_most(_plus((rest[h], 1.0), (votes.get((h, _ELSE), {}), 1.0), (beyond, -1.0)), 0.0)
        if h in covered:
            mean = {f"{h}/uncounted": 1.0}
            others = _plus(*((there, 1.0) for there in everybody), (beyond, 1.0), (total[h], -1.0))
            rows.at_most(_plus((others, 1.0), (mean, -(1.0 + e))), 0.0)
            rows.at_most(_plus((mean, max(1.0 - e, 0.0)), (others, -1.0)), 0.0)
