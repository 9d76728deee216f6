"""compatibility: is there a count of the whole under which two sources are both right, given their coverage?

Each count covers a part of the tally sheets, and the two parts may overlap anyhow: what binds them is the whole. A
count's share s, with k uncounted sheets for each counted one that carry at most w votes to one, lets the final share
lie between s/(1 + wk) and (s + wk)/(1 + wk). Two counts are compatible for a candidate where these intervals meet, and
so it is with votes: the whole holds at least what a count has, at most that and all that its uncounted sheets carry.
Shares that do not say of what they are percentages of may be of another whole than the valid votes: see `bases`; of
those of the two leading candidates' votes an uncounted sheet may hold more for each counted vote: see `of_two`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analyzer import wording
from analyzer.bounds import Flags, Floats
from analyzer.checks import bases, disagreeing, joint, leaders, of_two, votes_beyond
from analyzer.checks import compatibility_words as words
from analyzer.checks import uncounted as rest
from analyzer.checks.base import (
    CONSISTENT,
    INCONSISTENT,
    STRAINED,
    UNDETERMINED,
    VERDICTS,
    Check,
    Figures,
    Places,
    claim_ids,
    clean,
    figures,
    is_all,
    meets,
    repeated,
    share_basis,
    slack,
    source_name,
    verdicts,
)
from analyzer.checks.compatibility_words import share_facts
from analyzer.checks.rivals import Answer, Pairs, rival_pairs
from analyzer.checks.uncounted import Sides, can_both_hold
from analyzer.counts import Fact
from analyzer.ledger import Interval, Ledger
from analyzer.model import NULL, Finding, Verdict


def sides(ledger: Ledger, pairs: Pairs, *, widest: bool, give: npt.ArrayLike = 0.0, unlimited: bool = True) -> Sides:
    """The figures of both counts of each pair, shares within what the votes beside them allow.

    Of shares of the two leading candidates' votes the coverage is that of these votes. `unlimited`: whether others may
    have any number of votes where nothing limits them; else they have none there.
    """
    ends: list[Interval] = []
    every = np.arange(len(pairs.columns))
    for rows in (pairs.first, pairs.second):
        given = figures(ledger, widest=widest, rows=rows, give=give)
        share, room = _shares(ledger, given), of_two.room(ledger, given)
        room = room if unlimited else np.where(np.isinf(room), 1.0, room)
        ends.append(Interval(share.low[every, pairs.columns], share.high[every, pairs.columns]))
        ends.append(of_two.as_covered(_covered(given), room))
    return Sides(*ends)


def _covered(given: Figures) -> Interval:
    return Interval(given.coverage.low, np.minimum(given.coverage.high, 100.0))


def _shares(ledger: Ledger, given: Figures) -> Interval:
    """Shares within what votes allow, or from these alone; but nobody whose share is not stated is one of the two."""
    share = joint.tightened(given.share, given.votes, leaders.totals(ledger, given, register=False))
    stranger = given.says_two[:, None] & np.isnan(given.share.low)
    return Interval(*(np.where(stranger, np.nan, end) for end in share))


def run(ledger: Ledger, uncounted: float) -> list[Finding]:
    """Cells in which one count contradicts itself, then pairs of counts by candidate, the most decisive first.

    A pair speaks once of a candidate, in shares unless the votes say more; pairs of sources that leave a candidate
    undetermined do so once.
    """
    answers = [*_by_share(ledger, uncounted), *votes_beyond.answers(ledger, uncounted)]
    # Sorting is stable: of equal answers on one pair and candidate the share stays first.
    answers.sort(key=lambda answer: (-answer.code, -answer.turn))
    seen: set[tuple[object, ...]] = set()
    found = [
        *(disagreeing.contradiction(ledger, case) for case in ledger.disagreements),
        *disagreeing.of_several_counts(ledger),
    ]
    for answer in answers:
        pair = tuple(sorted(answer.rows))
        between: tuple[object, ...] = tuple(sorted(answer.finding.sources)) if answer.code == UNDETERMINED else pair
        if (pair, answer.finding.subject) in seen or (between, answer.finding.subject) in seen:
            continue
        seen |= {(pair, answer.finding.subject), (between, answer.finding.subject)}
        found.append(answer.finding)
    return found


def _by_share(ledger: Ledger, uncounted: float) -> list[Answer]:
    pairs = share_pairs(ledger)
    if not len(pairs.first):
        return []
    plain, wide = sides(ledger, pairs, widest=False), sides(ledger, pairs, widest=True)
    weight = 1.0 + uncounted
    covered = ~np.isnan(plain.coverage.low) & ~np.isnan(plain.other_coverage.low)
    # The same share can be right on both sides whatever they cover.
    equal = meets(plain.share.low, plain.share.high, plain.other.low, plain.other.high)
    wholes = [share_basis(ledger, row) for row in range(len(ledger.counts))]
    both = zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)
    same = np.array([wholes[a] == wholes[b] for a, b in both], np.bool_)
    # In the widest reading votes may leave a share open that they fix in the plain one: then anything can be.
    open_ended = np.isnan(wide.share.low) | np.isnan(wide.other.low)
    wider, on_any = open_ended | can_both_hold(wide, weight), on_any_basis(ledger, pairs)
    # What holds only because nothing limits the uncounted votes for the two leading is not known.
    plainly = can_both_hold(plain, weight)
    known = ~plainly | can_both_hold(sides(ledger, pairs, widest=False, unlimited=False), weight)
    code = verdicts((covered & known | equal) & same, equal | plainly, wider | (on_any <= weight))
    turn = np.where(covered, rest.turning_weight(*wide), np.nan)
    by_basis = ~wider & (code == STRAINED) | (code == INCONSISTENT) & (on_any < turn)
    turn = np.where(covered, np.fmin(turn, on_any), np.nan)
    plain_turn = np.where(covered, rest.turning_weight(*plain), np.nan)
    gave = _slack(ledger, pairs, code >= STRAINED, weight)
    of_total, told = leaders.TotalFacts(ledger, register=False), words.told(ledger, pairs, plain, uncounted)
    return [
        _answer(
            told,
            of_total,
            place,
            int(code[place]),
            (float(turn[place]), float(plain_turn[place])),
            float(gave[place]),
            by_basis=bool(by_basis[place]),
        )
        for place in range(len(pairs.first))
    ]


def _slack(ledger: Ledger, pairs: Pairs, failing: Flags, weight: float) -> Floats:
    """How many printed units the figures of each failing pair have to give way; 0 for all others."""
    some, found = Pairs(*(of[failing] for of in pairs)), np.zeros(len(pairs.first))
    if failing.any():
        found[failing] = slack(
            lambda give: can_both_hold(sides(ledger, some, widest=False, give=give, unlimited=False), weight),
            len(some.first),
        )
    return found


def on_any_basis(ledger: Ledger, pairs: Pairs) -> Floats:
    """The weight from which both counts can be right, one a pair, whatever wholes their shares are percentages of.

    Of all their shares together, in the widest reading; infinite where no basis is left open.
    """
    found = np.full(len(pairs.first), np.inf)
    factor = bases.factors(ledger)
    opened = (factor.low < factor.high)[pairs.first] | (factor.low < factor.high)[pairs.second]
    # What is asked is the same for all candidates of two counts.
    ends, back = np.unique(np.stack([pairs.first[opened], pairs.second[opened]]), axis=1, return_inverse=True)
    if ends.shape[1]:
        one, other = (_side(ledger, rows, factor) for rows in ends)
        found[opened] = bases.turning_weight(one, other)[back.ravel()]
    return found


def _side(ledger: Ledger, rows: Places, factor: Interval) -> bases.Side:
    given = figures(ledger, widest=True, rows=rows)
    share = _shares(ledger, given)
    return bases.Side(
        Interval(share.low[:, : ledger.named], share.high[:, : ledger.named]),
        _covered(given),
        Interval(factor.low[rows], factor.high[rows]),
    )


def share_pairs(ledger: Ledger) -> Pairs:
    """Counts of different sources that somebody answers for, with a share of one candidate on both sides."""
    given = figures(ledger, widest=False)
    pairs = rival_pairs(ledger, ~np.isnan(_shares(ledger, given).low[:, : ledger.named]))
    covered = np.nan_to_num(given.coverage.low + given.coverage.high, nan=np.inf)
    swap = covered[pairs.first] > covered[pairs.second]
    first, second = np.where(swap, pairs.second, pairs.first), np.where(swap, pairs.first, pairs.second)
    return Pairs(first, second, pairs.columns)


def _answer(
    told: words.Told,
    of_total: leaders.TotalFacts,
    place: int,
    code: int,
    turns: tuple[float, float],
    gave: float,
    *,
    by_basis: bool,
) -> Answer:
    """The finding on one pair; `turns`: the weights from which both can be right, widest and plain reading.

    `by_basis`: what saves them, or would from the first of these weights on, is another basis.
    """
    turn, ledger, pairs, plain = turns[0], told.ledger, told.pairs, told.plain
    first, second = int(pairs.first[place]), int(pairs.second[place])
    subject = ledger.subjects[pairs.columns[place]]
    sides_ = ((row, told.stated(row, subject)[0]) for row in (first, second))
    facts = [fact for row, own in sides_ for fact in (*own, *ledger.facts(row, "coverage"))]
    low, high = float(told.needed.low[place]), float(told.needed.high[place])
    two = bool(told.two[first])
    if two:
        # Of all uncounted votes it takes the fewer, the more of the others go to nobody of the two.
        low, high = np.nan, np.nan
    reading = "in the widest reading, "
    if two and code == CONSISTENT and turn == 0.0:
        # What can be whatever uncounted sheets carry, but not so plainly, rests on what they carry.
        turn, reading = turns[1], ""
    conditional = np.isfinite(turn) and turn > 0.0 and code != UNDETERMINED
    if conditional or code == INCONSISTENT:
        # Whether another basis helps, and from where on, rests on the other candidates' shares.
        facts += [fact for row in (first, second) for fact in _all_shares(ledger, row)]
    for row in (first, second):
        if ledger.facts(row, "votes", subject):
            # What votes are a share of, or how they narrow one, rests on the total.
            facts += (*ledger.facts(row, "votes", subject), *of_total.of(row))
    if two and code != UNDETERMINED:
        facts += [fact for row in (first, second) for fact in of_two.facts(ledger, row)]
    message = words.message(told, place, code)
    if conditional or VERDICTS[code] is Verdict.STRAINED:
        full = is_all(ledger, first) or is_all(ledger, second)
        message += words.between(code, turns, by_basis=by_basis, full=full)
    finding = Finding(
        check=CHECK.id,
        verdict=VERDICTS[code],
        sources=(ledger.counts[first].source, ledger.counts[second].source),
        claims=claim_ids(facts),
        subject=subject,
        stated_low=float(plain.other.low[place]),
        stated_high=float(plain.other.high[place]),
        implied_low=low if np.isfinite(low) else np.nan,
        implied_high=high if np.isfinite(high) else np.nan,
        unit="percent",
        slack=np.nan if code == UNDETERMINED else gave,
        assumption=wording.assumed(told.uncounted, turn, f"with the uncounted sheets of both, {reading}")
        if conditional
        else "",
        message=f"{source_name(ledger, first)} and {source_name(ledger, second)}: {message}{repeated(facts)}.",
    )
    return Answer((first, second), code, turn if np.isfinite(turn) else np.inf, clean(finding))


def figures_of(ledger: Ledger, row: int, subject: str) -> tuple[Fact, ...]:
    """The figures of one side of a pair: the candidate's, then the coverage."""
    return (*share_facts(ledger, row, subject), *ledger.facts(row, "coverage"))


def _all_shares(ledger: Ledger, row: int) -> tuple[Fact, ...]:
    """Every candidate's share, where the count leaves open of what they are percentages."""
    if ledger.counts[row].basis("share"):
        return ()
    subjects = [subject for subject in ledger.subjects if subject != NULL]
    return tuple(fact for subject in subjects for fact in ledger.facts(row, "share", subject))


CHECK = Check(
    id="compatibility",
    question="Is there a count of the whole under which two sources are both right, given their coverage?",
    source="Outer bounds at the stated votes per uncounted tally sheet; docs/method.md",
    no_power="A source that states no coverage may speak of any part of the vote.",
    run=run,
)
