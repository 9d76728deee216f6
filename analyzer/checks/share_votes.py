"""share-votes: is the printed share the rounded share of these votes of this total; or a sum of rounded shares?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzer import wording
from analyzer.bounds import MOST_SHARES, Flags, Integers, vote_bounds
from analyzer.checks import printed_shares
from analyzer.checks.base import (
    CONSISTENT,
    INCONSISTENT,
    STRAINED,
    VERDICTS,
    Check,
    Places,
    claim_ids,
    clean,
    figures,
    meets,
    printed,
    repeated,
    slack,
    source_name,
    subject_name,
)
from analyzer.checks.printed_shares import SHARE_MODES, Shares, Way, percent, ways, whole_numbers
from analyzer.checks.whole import ballots, wholes
from analyzer.ledger import BALLOTS, Interval, Ledger
from analyzer.model import OTHERS, Basis, Finding, Verdict

#: Rounding modes as the message calls them.
_MODE_WORDS = {"half-up": "rounded half up", "half-even": "rounded half to even", "truncate": "cut off"}


class Asked(NamedTuple):
    """Shares whose votes are stated, and those votes in the usual and in the widest reading; one a place."""

    shares: Shares
    votes: Interval
    widest: Interval


class Try(NamedTuple):
    """One total that shares are tried on: its intervals, the modes that fit (modes × shares), and both verdicts."""

    way: Way
    total: Interval
    modes: npt.NDArray[np.bool_]
    usual: Flags
    widest: Flags


class Answers(NamedTuple):
    """Verdict codes, and for each share which try decides it and what saves it: "", "sum", "reading" or "basis"."""

    code: npt.NDArray[np.int8]
    decisive: Places
    saved: list[str]
    separate: Integers
    known: Flags


def fits_votes(
    scaled: npt.ArrayLike,
    decimals: npt.ArrayLike,
    votes: tuple[npt.ArrayLike, npt.ArrayLike],
    total: tuple[npt.ArrayLike, npt.ArrayLike],
    mode: str = "half-up",
) -> Flags:
    """Whether some votes of some total, integers from low to high, are printed as that share under `mode`.

    Exact for one total; over several it asks of the real numbers between the ends, which errs towards yes.
    `scaled` and `decimals`, and the errors, as in `bounds.vote_bounds`.
    """
    fewest, most = (np.asarray(end, np.int64) for end in votes)
    smallest, largest = (np.asarray(end, np.int64) for end in total)
    lowest, none = vote_bounds(scaled, decimals, smallest, mode)
    _, highest = vote_bounds(scaled, decimals, largest, mode)
    one_total = smallest == largest
    possible = np.where(one_total, lowest <= none, smallest < largest)
    # An empty range at the smallest total still says where the printed share begins; of no votes it begins at none.
    lowest = np.where(smallest == 0, 0, lowest)
    return np.asarray(possible & (lowest <= most) & (highest >= fewest) & (fewest <= most))


def separate_shares(share: npt.ArrayLike, unit: npt.ArrayLike, exact: Interval) -> Integers:
    """Of how many separately rounded shares the printed `share` can be the sum, at least; 0 if of none.

    Percent. k shares, each within half a printed unit of its true value, add to within k/2 units of the true sum.
    """
    value, u = np.asarray(share, np.float64), np.asarray(unit, np.float64)
    away = np.maximum(np.maximum(exact.low - value, value - exact.high), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        least = np.maximum(np.ceil(np.nan_to_num(2.0 * away / u, nan=np.inf) - 1e-9), 1.0)
    return np.where(least <= MOST_SHARES, least, 0.0).astype(np.int64)


def run(ledger: Ledger, uncounted: float) -> list[Finding]:
    """One finding for each share beside votes and a total."""
    del uncounted
    shares = printed_shares.printed_shares(ledger)
    if not len(shares.rows):
        return []
    place = shares.rows, shares.columns
    votes, widest = (
        Interval(given.low[place], given.high[place])
        for given in (figures(ledger, widest=wide).votes for wide in (False, True))
    )
    asked = Asked(shares, votes, widest)
    tried = _tries(ledger, asked)
    answers = _answers(ledger, asked, tried)
    testable = ~np.isnan(votes.low) & answers.known
    gave = slack(lambda give: _loose(asked, tried, give) | ~testable | (answers.code < STRAINED), len(shares.rows))
    return [_finding(ledger, asked, tried, answers, at, float(gave[at])) for at in np.flatnonzero(testable).tolist()]


def _tries(ledger: Ledger, asked: Asked) -> list[Try]:
    rows, leads = asked.shares.rows, _may_lead(ledger, asked)
    tried = []
    usual_ways, widest_ways = (ways(ledger, wholes(ledger, widest=wide)) for wide in (False, True))
    for plain, wide in zip(usual_ways, widest_ways, strict=True):
        total, most = (Interval(of.total.low[rows], of.total.high[rows]) for of in (plain, wide))
        if plain.name.startswith(wording.WHOLES[Basis.TWO]) and not plain.plain:
            total, most = (Interval(*(np.where(leads, end, np.nan) for end in of)) for of in (total, most))
        if np.isnan(total.low).all() and np.isnan(most.low).all():
            # Nobody states such a total: nothing fits it.
            nothing = np.zeros((len(SHARE_MODES), len(rows)), np.bool_)
            tried.append(Try(plain, total, nothing, nothing[0], nothing[0]))
            continue
        modes = _modes(asked.shares, asked.votes, total)
        usual = np.where(asked.shares.exact, modes[0] | modes[1], _within(asked.shares, asked.votes, total, 0))
        any_mode = _modes(asked.shares, asked.widest, most).any(axis=0)
        widest = np.where(asked.shares.exact, any_mode, _within(asked.shares, asked.widest, most, 1))
        tried.append(Try(plain, total, modes, usual, widest))
    return tried


def _may_lead(ledger: Ledger, asked: Asked) -> Flags:
    """Whose share may be of the two leading alone: two others with more votes leave nobody else among them."""
    votes = figures(ledger, widest=True).votes.low[asked.shares.rows, : ledger.named]
    with np.errstate(invalid="ignore"):
        return np.asarray((votes > asked.widest.high[:, None]).sum(axis=1) < 2)


def _modes(shares: Shares, votes: Interval, total: Interval) -> npt.NDArray[np.bool_]:
    """Which modes print such votes of such a total as the share (modes × shares); none for a hedged share."""
    given = whole_numbers(votes), whole_numbers(total)
    if not shares.exact.any():
        return np.zeros((len(SHARE_MODES), len(shares.rows)), np.bool_)
    return np.stack([shares.exact & fits_votes(shares.scaled, shares.decimals, *given, mode) for mode in SHARE_MODES])


def _within(shares: Shares, votes: Interval, total: Interval, reading: int) -> Flags:
    """Whether votes over the total meet the share's interval in its usual (0) or widest (1) reading."""
    ends = np.array([(fact.usual, fact.widest)[reading] for fact in shares.facts]).T
    return meets(*percent(votes, total), ends[0], ends[1])


def _answers(ledger: Ledger, asked: Asked, tried: list[Try]) -> Answers:
    """Each share on each total: as it stands, as a sum of rounded shares, in wider readings, on other bases."""
    plain = np.array([one.way.plain for one in tried])[:, None]
    offered = np.stack([~np.isnan(one.total.low) for one in tried]) & plain
    usual, widest = np.stack([one.usual for one in tried]), np.stack([one.widest for one in tried])
    units, values = (
        np.array([getattr(fact.claim, name) for fact in asked.shares.facts]) for name in ("resolution", "value")
    )
    others = (asked.shares.columns == ledger.subjects.index(OTHERS)) & asked.shares.exact
    sums = np.stack(
        [separate_shares(values, units, Interval(*percent(asked.votes, one.total))) * others for one in tried]
    )
    code, decisive = np.full(len(values), INCONSISTENT, np.int8), _nearest(asked, tried, offered)
    saved = ["none"] * len(values)
    # The best explanation is written last.
    for name, fits in (
        ("sum", sums > 0),
        ("basis", widest),
        ("reading", widest & plain),
        ("sum", offered & (sums > 0)),
        ("", usual & plain),
    ):
        held = np.asarray(fits.any(axis=0))
        code = np.where(held, STRAINED if name else CONSISTENT, code).astype(np.int8)
        decisive = np.where(held, np.argmax(fits, axis=0), decisive)
        saved = [name if yes else before for yes, before in zip(held.tolist(), saved, strict=True)]
    separate = sums[decisive, np.arange(len(values))]
    return Answers(code, decisive, saved, separate, offered.any(axis=0))


def _nearest(asked: Asked, tried: list[Try], offered: npt.NDArray[np.bool_]) -> Places:
    """Of the totals that are offered, the one whose share is nearest to the printed one: the best case there is."""
    low, high = np.array([fact.usual for fact in asked.shares.facts]).T
    shares = [percent(asked.votes, one.total) for one in tried]
    away = np.stack([np.maximum(np.maximum(least - high, low - most), 0.0) for least, most in shares])
    # Of two that are as near the later one: it takes in both kinds of ballots.
    return np.asarray(len(tried) - 1 - np.argmin(np.where(offered & ~np.isnan(away), away, np.inf)[::-1], axis=0))


def _loose(asked: Asked, tried: list[Try], give: npt.NDArray[np.float64]) -> Flags:
    """Whether each share fits a plain total, share and votes loosened by so many printed units."""
    ends = np.array([fact.usual for fact in asked.shares.facts]).T
    by = np.array([fact.claim.resolution for fact in asked.shares.facts]) * give
    votes = Interval(np.maximum(asked.votes.low - give, 0.0), asked.votes.high + give)
    fits = [meets(*percent(votes, one.total), ends[0] - by, ends[1] + by) for one in tried if one.way.plain]
    return np.asarray(np.stack(fits).any(axis=0))


def _finding(ledger: Ledger, asked: Asked, tried: list[Try], answers: Answers, at: int, gave: float) -> Finding:
    row, subject = int(asked.shares.rows[at]), ledger.subjects[asked.shares.columns[at]]
    fact, votes = asked.shares.facts[at], ledger.facts(row, "votes", subject)
    facts = [
        fact,
        *votes,
        *printed_shares.behind(ledger, row, refused=VERDICTS[int(answers.code[at])] is Verdict.INCONSISTENT),
    ]
    one = tried[int(answers.decisive[at])]
    low, high = _implied(ledger, asked, one, at)
    return clean(
        Finding(
            check=CHECK.id,
            verdict=VERDICTS[int(answers.code[at])],
            sources=(ledger.counts[row].source,),
            claims=claim_ids(facts),
            subject=subject,
            stated_low=fact.usual[0],
            stated_high=fact.usual[1],
            implied_low=low,
            implied_high=high if np.isfinite(high) else np.nan,
            unit="percent",
            slack=gave,
            message=f"{source_name(ledger, row)}: {printed((fact,))} for {subject_name(ledger, subject)} "
            f"{_tail(ledger, asked, one, answers, at, printed(votes), (low, high))}{repeated(facts)}.",
        )
    )


def _implied(ledger: Ledger, asked: Asked, one: Try, at: int) -> tuple[float, float]:
    """The share that the votes are of the total, in percent; jointly, where the total is these and all other votes."""
    row, column = int(asked.shares.rows[at]), int(asked.shares.columns[at])
    votes, total = (Interval(of.low[at], of.high[at]) for of in (asked.votes, one.total))
    every = Interval(*(end[row, : ledger.named + 1] for end in figures(ledger, widest=False).votes))
    stated = any(ballots(ledger, row, kind) for kind in (Basis.VALID, Basis.CAST, Basis.UNSTATED))
    if stated or not np.array_equal([np.nansum(end) for end in every], total):
        low, high = (float(end) for end in percent(votes, total))
        # No votes are more than their total, whatever the ends of the two allow on their own.
        return low, min(high, max(low, 100.0))
    rest = Interval(*(np.asarray(np.nansum(np.delete(end, column))) for end in every))
    least, _ = percent(Interval(votes.low, votes.low), Interval(votes.low + rest.low, votes.low + rest.high))
    _, most = percent(Interval(votes.high, votes.high), Interval(votes.high + rest.low, votes.high + rest.high))
    return float(least), float(most)


def _ends(ledger: Ledger, one: Try, row: int, at: int) -> str:
    """Where the two ends of a total come from, where no text states the lower one: the votes of candidates."""
    low, high = float(one.total.low[at]), float(one.total.high[at])
    votes = float(np.nansum(figures(ledger, widest=False).votes.low[row, : ledger.named + 1]))
    if low != votes or not low < high < np.inf or not any(ballots(ledger, row, kind) for kind in BALLOTS):
        return ""
    most = (
        "what the total stated leaves them"
        if one.way.name.startswith(wording.WHOLES[Basis.TWO])
        else "the total stated"
    )
    return f" (at least the votes stated for candidates, at most {most})"


def _share(asked: Asked, one: Try, at: int, implied: tuple[float, float], *, refused: bool) -> str:
    """The share that the votes are of the total; a total without an upper end sets it no lower one.

    Of a share that is `refused` so many decimals that the difference shows.
    """
    places, (low, high) = int(asked.shares.decimals[at]) + 2, implied
    if np.isinf(one.total.high[at]) and low <= 0.0:
        return f"at most {wording.interval(high, high, 'percent')}"
    if refused and high - low >= 10.0**-places:
        return f"{low:.{places}f}{wording.EN_DASH}{high:.{places}f}{wording.NBSP}%"
    return f"{low:.{places}f}{wording.NBSP}%" if high - low < 10.0**-places else wording.interval(low, high, "percent")


def _tail(
    ledger: Ledger, asked: Asked, one: Try, answers: Answers, at: int, votes: str, implied: tuple[float, float]
) -> str:
    least = wording.interval(float(one.total.low[at]), float(one.total.high[at]), "")
    size = least.split(".")[0] if "." in least else least
    whole, comma, condition = one.way.name.partition(", ")
    total = wording.counted(size, whole.removeprefix("all "), " ") + _ends(ledger, one, int(asked.shares.rows[at]), at)
    verdict, saved = VERDICTS[int(answers.code[at])], answers.saved[at]
    share = _share(asked, one, at, implied, refused=verdict is Verdict.INCONSISTENT)
    provided = f"{comma}{condition}"
    of_what = f"{votes} of {total}{provided}"
    by_basis = f"does not fit the votes as they stand; it holds as {of_what}" + (f": that is {share}" if share else "")
    told = f", {share}" if share else ""
    of_what = f"{votes} of {total}{told}{provided}" if one.way.either else f"{of_what}{told}"
    held = [_MODE_WORDS[mode] for mode, fits in zip(SHARE_MODES, one.modes[:, at].tolist(), strict=True) if fits]
    if verdict is Verdict.CONSISTENT:
        how = wording.joined(held, "or")
        cut = "" if one.modes[2, at] or not held else "; cut off, it would be another figure"
        return f"{'fits' if one.way.either else 'is'} {of_what}" + (f", {how}{cut}" if how and not provided else "")
    if saved == "sum":
        return (
            f"is no rounding of {of_what}; it can be the sum of {int(answers.separate[at])} or more shares, "
            "each rounded on its own"
        )
    if saved == "reading":
        return f"is {of_what}, only if {'it was cut off and not rounded' if held else 'read in its widest sense'}"
    if saved == "basis":
        return by_basis
    return f"cannot be {of_what.removesuffix(provided)}, however it was rounded"


CHECK = Check(
    id="share-votes",
    question="Is the printed share the rounded share of these votes of this total, or a sum of rounded shares?",
    source="Nuijten et al. 2016, statcheck, doi:10.3758/s13428-015-0664-2, for tests; here with exact integers",
    no_power="No votes or no total are stated; a total of thousands of votes to one printed unit hides small errors.",
    run=run,
)
