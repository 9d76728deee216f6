"""bulletins: from one bulletin to the next, nothing falls, and which shares does the increment imply?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzer import wording
from analyzer.bounds import Flags
from analyzer.checks.base import (
    CONSISTENT,
    INCONSISTENT,
    STRAINED,
    UNDETERMINED,
    VERDICTS,
    Check,
    Places,
    claim_ids,
    clean,
    figures,
    printed,
    repeated,
    slack,
    source_name,
    subject_name,
)
from analyzer.checks.whole import ballots, wholes
from analyzer.counts import Fact, bulletins
from analyzer.ledger import Interval, Ledger
from analyzer.model import CORRECTION, Basis, Finding

_COUNTED = {"votes", "ballots"}


class Pairs(NamedTuple):
    """Bulletins of one source, one after the other, as rows of the ledger; and of each pair those from then on."""

    earlier: Places
    later: Places
    since: tuple[tuple[int, ...], ...]


def increment_votes(earlier: Interval, later: Interval) -> Interval:
    """Votes that came in between, candidates along the last axis; a fall beyond what rounding allows has high < 0."""
    return Interval(later.low - earlier.high, later.high - earlier.low)


def increment_shares(increment: Interval) -> Interval:
    """Shares in percent of the votes that came in between (last axis), each end taken at its own extreme.

    NaN where a candidate's votes are not stated in both bulletins, and where nothing need have come in.
    """
    least, most = (np.maximum(end, 0.0) for end in increment)
    others_low, others_high = (np.nansum(end, axis=-1, keepdims=True) - np.nan_to_num(end) for end in (least, most))
    with np.errstate(divide="ignore", invalid="ignore"):
        return Interval(100.0 * least / (least + others_high), 100.0 * most / (most + others_low))


def sheet_ratio(earlier: Interval, increment: Interval, coverage: Interval, later_coverage: Interval) -> Interval:
    """Votes per tally sheet that came in between, to one vote per sheet counted before. Totals; coverage in percent.

    NaN where coverage need not have grown.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        # (V / (c2 − c1)) / (v / c1) grows with c1 and falls with c2.
        low = increment.low / earlier.high * coverage.low / (later_coverage.high - coverage.low)
        high = increment.high / earlier.low * coverage.high / (later_coverage.low - coverage.high)
    grown = later_coverage.low > coverage.high
    return Interval(np.where(grown, low, np.nan), np.where(grown, high, np.nan))


def run(ledger: Ledger, uncounted: float) -> list[Finding]:
    """One finding for each pair of consecutive bulletins that state votes or ballots in common, or that fall."""
    del uncounted
    pairs = consecutive(ledger)
    if not len(pairs.earlier):
        return []
    plain, wide = (_both(ledger, pairs, widest=widest) for widest in (False, True))
    # Ballots of an unstated kind may be all those cast first and the valid ones next: such a fall proves nothing.
    proves = np.ones(plain[0].low.shape[1], np.bool_)
    proves[-2] = False
    fallen = falls(*plain)
    code = np.where(fallen.any(axis=1), STRAINED, CONSISTENT)
    code = np.where((falls(*wide) & proves).any(axis=1), INCONSISTENT, code)
    corrected = np.array([any(_is_correction(ledger, row) for row in since) for since in pairs.since], np.bool_)
    code = np.where(corrected & (code != CONSISTENT), UNDETERMINED, code)
    common = ~np.isnan(plain[0].low) & ~np.isnan(plain[1].low)
    asked = np.asarray(common[:, :-1].any(axis=1) | fallen.any(axis=1))
    gave = slack(lambda give: np.asarray(~falls(*_both(ledger, pairs, widest=False, give=give)).any(axis=1)), len(code))
    return [
        _finding(ledger, pairs, plain, place, int(code[place]), fallen[place], float(gave[place]))
        for place in np.flatnonzero(asked).tolist()
    ]


def falls(earlier: Interval, later: Interval) -> Flags:
    """Which figures are less in the later bulletin than they can be; False where either is missing."""
    with np.errstate(invalid="ignore"):
        return np.asarray(later.high < earlier.low * (1.0 - 1e-12))


def consecutive(ledger: Ledger) -> Pairs:
    """Each source's bulletins, one and its next; and the next that states votes or ballots, past those that do not.

    A bulletin of shares alone hides no fall from the one before it to the one after it.
    """
    rows = [row for row, count in enumerate(ledger.counts) if count.source and not _only_another_basis(ledger, row)]
    counting = [row for row in rows if any(measure in _COUNTED for measure, _ in ledger.counts[row].facts)]
    nearest, farther = (
        {some[a]: some[b] for a, b in bulletins([ledger.counts[row] for row in some], ledger.contest.tally_sheets)}
        for some in (rows, counting)
    )
    pairs = dict.fromkeys((*nearest.items(), *farther.items()))
    first, second = (np.array([pair[end] for pair in pairs], np.intp) for end in (0, 1))
    return Pairs(first, second, tuple(_passed(nearest, *pair) for pair in pairs))


def _passed(nearest: Mapping[int, int], row: int, last: int) -> tuple[int, ...]:
    """The bulletins from the one after `row` to `last`, as far as they are in one order."""
    found = []
    while row in nearest and row != last:
        row = nearest[row]
        found.append(row)
    return (*found, last)


def _only_another_basis(ledger: Ledger, row: int) -> bool:
    """Whether the row only holds percentages of a second basis, of a count that is there already."""
    count = ledger.counts[row]
    if any(measure in _COUNTED for measure, _ in count.facts):
        return False
    return any((other.source, other.as_of) == (count.source, count.as_of) for other in ledger.counts[:row])


def _is_correction(ledger: Ledger, row: int) -> bool:
    facts = [fact for cell in ledger.counts[row].facts.values() for fact in cell]
    return any(fact.claim.statement.endswith(CORRECTION) for fact in facts)


def _both(ledger: Ledger, pairs: Pairs, *, widest: bool, give: npt.ArrayLike = 0.0) -> tuple[Interval, Interval]:
    """What can only grow, in each bulletin of each pair (pairs × figures).

    Votes of every subject, valid ballots, ballots cast, ballots of an unstated kind, coverage.
    """
    by_pair = np.broadcast_to(np.asarray(give, np.float64), (len(pairs.earlier),))
    found = []
    for rows in (pairs.earlier, pairs.later):
        given = figures(ledger, widest=widest, rows=rows, give=by_pair)
        loose = np.zeros(len(ledger.counts))
        loose[rows] = by_pair
        whole = wholes(ledger, widest=widest, give=loose)
        cells = [Interval(of.low[rows], of.high[rows]) for of in (whole.valid, whole.cast, whole.unstated)]
        cells.append(given.coverage)
        low, high = (np.column_stack([given.votes[end], *(cell[end] for cell in cells)]) for end in (0, 1))
        found.append(Interval(low, high))
    return found[0], found[1]


def _finding(
    ledger: Ledger, pairs: Pairs, plain: tuple[Interval, Interval], place: int, code: int, fallen: Flags, gave: float
) -> Finding:
    earlier, later = int(pairs.earlier[place]), int(pairs.later[place])
    before, after = (Interval(of.low[place], of.high[place]) for of in plain)
    named = [*ledger.subjects, "valid", "cast", "ballots", "coverage"]
    both = [at for at in range(len(named)) if not np.isnan(before.low[at] + after.low[at])]
    told = [at for at in both if fallen[at]] or both
    facts = [fact for row in (earlier, later) for at in told for fact in _facts(ledger, row, named[at])]
    between = increment_votes(before, after)
    candidates = [at for at in both if at <= ledger.named]
    stated, implied, unit = _ends(before, between, told, fallen, ledger)
    name = f"{source_name(ledger, earlier)}, then {source_name(ledger, later)}"
    if fallen.any():
        words = _fall(ledger, earlier, later, [named[at] for at in told], code)
    else:
        words = _came_in(ledger, before, after, between, candidates)
    return clean(
        Finding(
            check=CHECK.id,
            verdict=VERDICTS[code],
            sources=(ledger.counts[earlier].source,),
            claims=claim_ids(facts),
            subject=_subject(ledger, named, told, fallen),
            stated_low=stated[0],
            stated_high=stated[1],
            implied_low=implied[0],
            implied_high=implied[1],
            unit=unit,
            slack=np.nan if code == UNDETERMINED else gave,
            message=f"{name}: {words}{repeated(facts)}.",
        )
    )


def _subject(ledger: Ledger, named: list[str], told: list[int], fallen: Flags) -> str:
    """Who falls first, or whose votes are the only ones that both state."""
    votes = [at for at in told if at <= ledger.named]
    at = told[0] if fallen.any() else votes[0] if len(votes) == 1 and not _is_everybody(ledger, votes) else None
    return named[at] if at is not None and at < len(ledger.subjects) else ""


def _ends(
    before: Interval, between: Interval, told: list[int], fallen: Flags, ledger: Ledger
) -> tuple[tuple[float, float], tuple[float, float], str]:
    """Of a fall: the earlier figure and what came in of it. Else the votes that came in, where both state everybody's.

    A single candidate's where both state no other's; NaN where they are some of several, whose sum is no total.
    """
    if fallen.any():
        at = told[0]
        unit = "percent" if at == before.low.shape[0] - 1 else "votes"
        ends = (float(before.low[at]), float(before.high[at])), (float(between.low[at]), float(between.high[at]))
        return (*ends, unit)
    votes = [at for at in told if at <= ledger.named]
    if not votes or not (len(votes) == 1 or _is_everybody(ledger, votes)):
        return (np.nan, np.nan), (np.nan, np.nan), "votes"
    low, high = (float(end[votes].sum()) for end in between)
    return (float(before.low[votes].sum()), float(before.high[votes].sum())), (low, high), "votes"


def _facts(ledger: Ledger, row: int, name: str) -> tuple[Fact, ...]:
    kinds = {"valid": Basis.VALID, "cast": Basis.CAST, "ballots": Basis.UNSTATED}
    if name in kinds:
        return ballots(ledger, row, kinds[name])
    return ledger.facts(row, "coverage") if name == "coverage" else ledger.facts(row, "votes", name)


def _fall(ledger: Ledger, earlier: int, later: int, names: list[str], code: int) -> str:
    phrases = []
    for name in names:
        was, now = (printed(_facts(ledger, row, name)) for row in (earlier, later))
        whose = {"valid": "valid ballots", "cast": "ballots cast", "ballots": "ballots", "coverage": "coverage"}.get(
            name, subject_name(ledger, name)
        )
        phrases.append(f"{whose} from {was} to {now}")
    told = f"falls: {wording.joined(phrases)}"
    if code == UNDETERMINED:
        return f"{told}; the later figures are stated as a correction, so nothing follows"
    if code == STRAINED:
        return f"{told}; possible only in the widest reading, or if the figures are not of the same kind"
    return f"{told}, and what is counted once cannot become less"


def _is_everybody(ledger: Ledger, columns: list[int]) -> bool:
    """Whether votes of these candidates, and of all others, are all that there are."""
    return len(columns) > ledger.named or (ledger.contest.complete and columns == list(range(ledger.named)))


def _came_in(ledger: Ledger, before: Interval, after: Interval, between: Interval, columns: list[int]) -> str:
    if not columns:
        return "nothing falls"
    came = Interval(between.low[columns], between.high[columns])
    shares = increment_shares(came)
    total = Interval(came.low.sum(), came.high.sum())
    amount = wording.interval(max(float(total.low), 0.0), float(total.high), "votes")
    parts = [
        f"{wording.interval(float(low), float(high), 'percent')} for {subject_name(ledger, ledger.subjects[at])}"
        for at, low, high in zip(columns, *shares, strict=True)
    ]
    every = _is_everybody(ledger, columns)
    whose = "" if every else f"for {_of_both(ledger, columns)} "
    words = f"nothing falls. {amount} came in {whose}".rstrip() if amount else "nothing falls"
    if len(columns) >= 2 and float(total.low) > 0.0:
        words += f": {'' if every else 'of these '}{wording.joined(parts)}"
    counted = Interval(before.low[columns].sum(), before.high[columns].sum())
    ratio = sheet_ratio(
        counted, total, Interval(before.low[-1], before.high[-1]), Interval(after.low[-1], after.high[-1])
    )
    times = wording.interval(max(float(ratio.low), 0.0), float(ratio.high), "")
    if times and every:
        words += f". An added tally sheet carries {times} times the votes of one counted before"
    return words


def _of_both(ledger: Ledger, columns: list[int]) -> str:
    """Whose votes both bulletins state, where there are others beside them."""
    if len(columns) == 1:
        return subject_name(ledger, ledger.subjects[columns[0]])
    return f"the {len(columns)} whose votes both state"


CHECK = Check(
    id="bulletins",
    question="From one bulletin to the next, does nothing fall, and which shares does the increment imply?",
    source="A count of ballots is cumulative; votes and shares of the increment are differences, exact on exact counts",
    no_power="Bulletins without dates and coverage cannot be ordered; a fall stated as a correction proves nothing.",
    run=run,
)
