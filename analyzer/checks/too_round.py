"""too-round: are the counts exactly the nearest integers to round percentages of the total; how probable is that?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import comb, prod
from typing import NamedTuple

import numpy as np

from analyzer import wording
from analyzer.bounds import vote_bounds
from analyzer.checks.base import (
    CONSISTENT,
    STRAINED,
    UNDETERMINED,
    VERDICTS,
    Check,
    claim_ids,
    clean,
    repeated,
    source_name,
)
from analyzer.checks.printed_shares import printed_shares
from analyzer.checks.whole import ballots, votes_behind, wholes
from analyzer.counts import Fact
from analyzer.ledger import LARGEST, Ledger
from analyzer.model import Basis, Finding
from analyzer.roundness import MOST_DECIMALS, MOST_PARTS, nearest_round, too_round

#: Counts as round as this by chance in more than one table of a thousand are no finding.
RARE = Fraction(1, 1000)


class Counts(NamedTuple):
    """Exact votes of one count, what they leave of the total included, and the decimals of its printed shares."""

    row: int
    votes: tuple[int, ...]
    total: int
    decimals: int


def most_probable(parts: int, total: int, decimals: int) -> Fraction:
    """An upper bound on the chance of `too_round`: all counts but the last are free, each round in so many ways."""
    ways = 10 ** (decimals + 2) + 1
    return min(Fraction(ways ** (parts - 1), comb(total + parts - 1, parts - 1)), Fraction(1))


def within_cell(votes: Sequence[int], total: int, decimals: int) -> Fraction:
    """The chance of just these counts among all that add to the total and round to the same shares, equally likely.

    Inclusion and exclusion over the counts that pass the top of their rounding cell.
    """
    low, high = _cells(votes, total, decimals)
    left, parts = total - sum(low), len(votes)
    # By the sum of the widths that are passed: with as many of them even as odd, a sum weighs nothing. The cells of one
    # total have few widths, so that there are few sums where there are very many sets of counts.
    weights = {0: 1}
    for least, top in zip(low, high, strict=True):
        for passed, weight in list(weights.items()):
            beyond = passed + top - least + 1
            if beyond <= left:
                weights[beyond] = weights.get(beyond, 0) - weight
    vectors = sum(weight * comb(left - passed + parts - 1, parts - 1) for passed, weight in weights.items())
    return Fraction(1, vectors)


def independent(votes: Sequence[int], total: int, decimals: int) -> Fraction:
    """The chance that the two leading counts are just these, each equally likely anywhere in its own rounding cell."""
    low, high = _cells(sorted(votes)[-2:], total, decimals)
    return Fraction(1, prod(top - least + 1 for least, top in zip(low, high, strict=True)))


def _cells(votes: Sequence[int], total: int, decimals: int) -> tuple[list[int], list[int]]:
    """The least and greatest votes that are printed as the same share, half rounded up."""
    whole = 10 ** (decimals + 2)
    shares = [(2 * v * whole + total) // (2 * total) for v in votes]
    low, high = vote_bounds(np.array(shares), decimals, total)
    return low.tolist(), high.tolist()


def run(ledger: Ledger, uncounted: float) -> list[Finding]:
    """One finding for each count with exact votes of two candidates or more and a total that is known to the vote."""
    del uncounted
    return [_finding(ledger, counts) for counts in exact_counts(ledger)]


def exact_counts(ledger: Ledger) -> list[Counts]:
    """Counts whose votes and total are known to the vote, with the decimals of their printed shares (1 where none)."""
    whole = wholes(ledger, widest=True)
    votes = ledger.widest["votes"]
    shares = printed_shares(ledger)
    found = []
    for row in range(len(ledger.counts)):
        cells = [(votes.low[row, at], votes.high[row, at]) for at in range(ledger.named + 1)]
        stated = [cell for cell in cells if not np.isnan(cell[0])]
        total = whole.known_valid.low[row], whole.known_valid.high[row]
        if np.isnan(total[0]):
            total = whole.unstated.low[row], whole.unstated.high[row]
        known = all(low == high < LARGEST for low, high in (*stated, total))
        left = int(total[0]) - sum(int(low) for low, _ in stated) if known else -1
        if len(stated) >= 2 and left >= 0 and total[0] > 0:
            decimals = shares.decimals[(shares.rows == row) & shares.exact]
            parts = (*(int(low) for low, _ in stated), *((left,) if left else ()))
            found.append(Counts(row, parts, int(total[0]), int(decimals.max(initial=-1)) if decimals.size else 1))
    return found


def _finding(ledger: Ledger, counts: Counts) -> Finding:
    row, total = counts.row, counts.total
    behind = [*votes_behind(ledger, row), *ballots(ledger, row, Basis.VALID), *ballots(ledger, row, Basis.UNSTATED)]
    shares = [fact for subject in ledger.subjects for fact in ledger.facts(row, "share", subject)]
    facts: list[Fact] = [*behind, *shares]
    code, words = _answer(counts)
    return clean(
        Finding(
            check=CHECK.id,
            verdict=VERDICTS[code],
            sources=(ledger.counts[row].source,),
            claims=claim_ids(facts),
            stated_low=total,
            stated_high=total,
            unit="votes",
            message=f"{source_name(ledger, row)}: {words}{repeated(facts)}.",
        )
    )


def _answer(counts: Counts) -> tuple[int, str]:
    votes, total, decimals = counts.votes, counts.total, counts.decimals
    listed = wording.joined([f"{v:,}" for v in votes])
    plural = wording.plural(decimals, "decimal", " ")
    few = f"{wording.plural(total, 'vote', ' ')} {'is' if total == 1 else 'are'} too few"
    if decimals > MOST_DECIMALS:
        return UNDETERMINED, f"{listed} are not tested: shares printed with {plural} leave too many round counts"
    table = np.array(votes, np.int64)
    away = table - nearest_round(table, np.array(total, np.int64), decimals)
    if away.any():
        if most_probable(len(votes), total, decimals) >= RARE:
            return UNDETERMINED, f"{few} to tell round counts from others at {plural}"
        apart = wording.joined([f"{int(by):+,}".replace("-", "\N{MINUS SIGN}") for by in away])
        return CONSISTENT, f"{listed} are not the nearest integers to percentages with {plural}, but {apart} votes off"
    exact = len(votes) <= MOST_PARTS[decimals]
    chance = too_round(table, total, decimals)[1] if exact else most_probable(len(votes), total, decimals)
    if not isinstance(chance, Fraction) or chance >= RARE:
        return UNDETERMINED, f"{few} to tell round counts from others at {plural}"
    cell, two = within_cell(votes, total, decimals), independent(votes, total, decimals)
    share = f"{_small(chance)} of them would be so round (exact count);"
    if not exact:
        share = f"at most {_small(chance)} of them would be so round;"
    return STRAINED, (
        f"{listed} are each the nearest integer to a percentage of {total:,} with {plural}. Were all vote counts that "
        f"add to this total equally likely, {share} of those that "
        f"round to the same shares, {_small(cell)} are these; for two candidates on their own it is {_small(two)}. "
        "The counts may have been worked out from percentages. That is no proof of how, and this test was chosen "
        "after such counts had been seen"
    )


def _small(chance: Fraction) -> str:
    """A probability as people say it: "1 in 134 million"; of what nobody has a word for, the power of ten."""
    odds = round(1 / chance)
    if odds >= 10**12:
        digits = Decimal(odds).adjusted()
        return f"1 in {odds // 10 ** (digits - 1) / 10:.1f}·10^{digits}"
    if odds >= 10**6:
        return f"1 in {odds / 10**6:,.1f} million ({float(chance):.3e})"
    return f"1 in {odds:,} ({float(chance):.3e})"


CHECK = Check(
    id="too-round",
    question="Are the counts exactly the nearest integers to round percentages of the total?",
    source="Exact enumeration; on two candidates Tao 2024, https://terrytao.wordpress.com/2024/08/02/",
    no_power="Votes or total are not known to the vote, or so few that round counts are no rarity.",
    run=run,
)
