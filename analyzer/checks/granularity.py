"""granularity: does any integer vote count give this share of this total (GRIM)?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzer import wording
from analyzer.bounds import Flags, Integers, share_is_possible
from analyzer.checks import printed_shares
from analyzer.checks.base import (
    CONSISTENT,
    INCONSISTENT,
    STRAINED,
    UNDETERMINED,
    VERDICTS,
    Check,
    claim_ids,
    clean,
    printed,
    repeated,
    source_name,
    subject_name,
)
from analyzer.checks.printed_shares import SHARE_MODES, Shares, Way, any_total_possible, ways, whole_numbers
from analyzer.checks.whole import wholes
from analyzer.counts import Fact
from analyzer.ledger import LARGEST, Interval, Ledger
from analyzer.model import OTHERS, Finding

_ROUNDED = SHARE_MODES[:2]


class Grim(NamedTuple):
    """Verdict codes of shares on their totals, and which modes have a vote count (modes × shares)."""

    code: npt.NDArray[np.int8]
    modes: npt.NDArray[np.bool_]


def has_power(decimals: npt.ArrayLike, total: npt.ArrayLike) -> Flags:
    """Whether some share of so many decimals is impossible of such a total: T < 10^(decimals + 2)."""
    return np.asarray(np.asarray(total, np.int64) < 10 ** (np.asarray(decimals, np.int64) + 2))


def grim(scaled: npt.ArrayLike, decimals: npt.ArrayLike, total: npt.ArrayLike) -> Grim:
    """GRIM for percentages of known totals: strained where only cutting off gives them, undetermined without power.

    Arguments and errors as in `bounds.vote_bounds`.
    """
    modes = np.stack([share_is_possible(scaled, decimals, total, mode) for mode in SHARE_MODES])
    rounded = modes[0] | modes[1]
    code = np.where(rounded, CONSISTENT, np.where(modes[2], STRAINED, INCONSISTENT))
    return Grim(np.where(has_power(decimals, total), code, UNDETERMINED).astype(np.int8), modes)


def run(ledger: Ledger, uncounted: float) -> list[Finding]:
    """A finding for each plain share that its total can refuse; one for a count whose shares cannot be tested."""
    del uncounted
    shares = printed_shares.printed_shares(ledger)
    if not len(shares.rows):
        return []
    whole = wholes(ledger, widest=False)
    tried = ways(ledger, whole)
    limits = np.fmin(np.fmin(whole.known_valid.high, whole.unstated.high), whole.cast.high)
    most = np.nan_to_num(np.minimum(limits, LARGEST), nan=LARGEST).astype(np.int64)
    total, name = _plain_total(tried, shares)
    known, size = _exact(total)
    # Where nobody voted nobody has a share; that 0 % is printed all the same is custom, and no figure.
    empty = known & (size == 0) & (shares.scaled == 0)
    asked = shares.exact & known & has_power(shares.decimals, size) & ~empty
    answer = grim(shares.scaled, shares.decimals, np.maximum(size, 0))
    found = [
        _finding(ledger, shares, at, int(answer.code[at]), int(size[at]), name[at], tried, int(most[shares.rows[at]]))
        for at in np.flatnonzero(asked).tolist()
    ]
    for row in dict.fromkeys(shares.rows.tolist()):
        places = np.flatnonzero((shares.rows == row) & ~asked).tolist()
        if places and len(places) == int((shares.rows == row).sum()):
            found.append(_without_power(ledger, shares, row, places, total, known=known))
    return found


def _plain_total(tried: list[Way], shares: Shares) -> tuple[Interval, list[str]]:
    """Of each share, the total that the figures give it as they stand, and what that is a total of."""
    low, high = (np.full(len(shares.rows), np.nan) for _ in range(2))
    names = [""] * len(shares.rows)
    for way in tried:
        new = np.isnan(low) & ~np.isnan(way.total.low[shares.rows]) & (way.plain and not way.either)
        low, high = np.where(new, way.total.low[shares.rows], low), np.where(new, way.total.high[shares.rows], high)
        names = [way.name if fresh else name for fresh, name in zip(new.tolist(), names, strict=True)]
    return Interval(low, high), names


def _exact(total: Interval) -> tuple[Flags, Integers]:
    least, most = whole_numbers(total)
    return np.asarray((least == most) & np.isfinite(total.high)), least


def _saves(way: Way, row: int, shares: Shares, at: int, most: int, modes: Sequence[str] = SHARE_MODES) -> bool:
    """Whether a share that its plain total refuses has a vote count on this other basis, under some of the modes."""
    if (way.plain and not way.either) or np.isnan(way.total.low[row]):
        return False
    low, high = (int(end[0]) for end in whole_numbers(Interval(*(end[row : row + 1] for end in way.total))))
    scaled, decimals = int(shares.scaled[at]), int(shares.decimals[at])
    # The votes themselves cannot pass the ballots, which closes every wider total: T ≤ votes / the least share.
    if scaled:
        high = min(high, most * 2 * 10 ** (decimals + 2) // (2 * scaled - 1))
    return any(any_total_possible(scaled, decimals, max(low, 1), high, mode) for mode in modes)


def _finding(
    ledger: Ledger,
    shares: Shares,
    at: int,
    code: int,
    total: int,
    name: str,
    tried: list[Way],
    most: int,
) -> Finding:
    row, fact, subject = int(shares.rows[at]), shares.facts[at], ledger.subjects[shares.columns[at]]
    whose = f"{printed((fact,))} for {subject_name(ledger, subject)}"
    near, away = _nearest(fact, total)
    size = wording.counted(f"{total:,}", name)
    refused = code == INCONSISTENT
    # A total that may count invalid votes is as plain a one without them.
    plain = next((way for way in tried if way.either and _saves(way, row, shares, at, most, _ROUNDED)), None)
    if code == CONSISTENT:
        tail = f"can be a share of {size}, {near}"
    elif code == STRAINED and plain:
        code, tail = CONSISTENT, f"was cut off if it is a share of {size}, {near}. It can be one of {plain.name}"
    elif code == STRAINED:
        tail = f"can be a share of {size} only if it was cut off and not rounded; nearest is {near}"
    else:
        tail = f"is the share of no whole number of votes of {size}; nearest is {near}"
        other = plain or next((way for way in tried if _saves(way, row, shares, at, most)), None)
        if other:
            cut = ", but only cut off" if other.either and not plain else ""
            code, tail = CONSISTENT if plain else STRAINED, f"{tail}. It can be one of {other.name}{cut}"
        elif subject == OTHERS:
            code, tail = STRAINED, f"{tail}. It can be a sum of shares, each rounded on its own"
        else:
            tail += _neither(tried, row)
    facts = [fact, *printed_shares.behind(ledger, row, refused=refused and code != CONSISTENT)]
    return clean(
        Finding(
            check=CHECK.id,
            verdict=VERDICTS[code],
            sources=(ledger.counts[row].source,),
            claims=claim_ids(facts),
            subject=subject,
            stated_low=fact.usual[0],
            stated_high=fact.usual[1],
            implied_low=np.nan if total == 0 else 100.0 * round(fact.claim.value * total / 100.0) / total,
            implied_high=np.nan if total == 0 else 100.0 * round(fact.claim.value * total / 100.0) / total,
            unit="percent",
            slack=0.0 if code == CONSISTENT else away,
            message=f"{source_name(ledger, row)}: {whose} {tail}{repeated(facts)}.",
        )
    )


def _neither(tried: list[Way], row: int) -> str:
    """The other totals that refuse a share, where that stated may leave out invalid votes or count them."""
    # Of two of one name the later one is the wider.
    also = {way.name: way.total for way in tried if not np.isnan(way.total.low[row]) and "invalid" in way.name}
    told = []
    for name, total in also.items():
        span = wording.interval(float(total.low[row]), float(total.high[row]), "")
        whole, comma, condition = name.removeprefix("all ").partition(", ")
        told.append(f"{wording.counted(span, whole)}{comma}{condition}")
    return f"; nor of {wording.joined(told, 'or')}" if told else ""


def _nearest(fact: Fact, total: int) -> tuple[str, float]:
    """The vote count whose share is nearest, in words, and how many printed units the share is from its cell."""
    if total == 0:
        return "no votes at all", np.nan
    claim = fact.claim
    votes = round(claim.value * total / 100.0)
    share = 100.0 * votes / total
    away = max(abs(share - claim.value) / claim.resolution - 0.5, 0.0)
    return f"{votes:,} with {share:.4f}{wording.NBSP}%", round(away, 6)


def _without_power(
    ledger: Ledger, shares: Shares, row: int, places: list[int], total: Interval, *, known: Flags
) -> Finding:
    facts = [shares.facts[at] for at in places]
    listed = wording.joined([printed((fact,)) for fact in facts])
    first = places[0]
    if known[first] and total.low[first] == 0.0:
        reason = "of no votes at all nobody has a share, and 0 is printed for all"
    elif known[first]:
        size = wording.counted(f"{int(total.low[first]):,}", "votes", " ")
        reason = f"of {size} every figure with so few decimals is the share of some whole number"
    elif np.isnan(total.low[first]):
        reason = "no total is stated, so no vote count can be tested"
    else:
        reason = "the total is not known to the vote, so no vote count can be tested"
    if not any(shares.exact[at] for at in places):
        reason = "none is printed as a plain figure, so no vote count can be tested"
    behind = [*facts, *(printed_shares.behind(ledger, row) if bool(known[first]) else ())]
    return clean(
        Finding(
            check=CHECK.id,
            verdict=VERDICTS[UNDETERMINED],
            sources=(ledger.counts[row].source,),
            claims=claim_ids(behind),
            unit="percent",
            message=f"{source_name(ledger, row)}: {listed}: {reason}{repeated(facts)}.",
        )
    )


CHECK = Check(
    id="granularity",
    question="Does any integer vote count give this share of this total?",
    source="GRIM: Brown & Heathers 2017, doi:10.1177/1948550616673876",
    no_power="Of a total of 10^(decimals + 2) votes or more every printed share is possible: undetermined.",
    run=run,
)
