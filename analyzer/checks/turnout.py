"""turnout: does turnout × registered voters give the ballots; on the whole register, or only on the covered part?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analyzer import labels, wording
from analyzer.bounds import Flags, Floats
from analyzer.checks import uncounted as rest
from analyzer.checks.base import (
    CONSISTENT,
    INCONSISTENT,
    STRAINED,
    UNDETERMINED,
    VERDICTS,
    Check,
    claim_ids,
    clean,
    figures,
    meets,
    printed,
    repeated,
    slack,
    source_name,
)
from analyzer.checks.printed_shares import percent
from analyzer.checks.vote_sum import cast_parts
from analyzer.checks.whole import added, ballots, first_stated, stated, votes_behind, wholes
from analyzer.counts import Fact
from analyzer.ledger import Interval, Ledger
from analyzer.model import NULL, Basis, Finding

#: What holds, by place among the ways that a turnout is tried.
_WIDEST, _COVERED, _INVALID, _ANOTHER = range(1, 5)
#: The ballots stated are plainly the valid ones, beside invalid ones that are stated.
_AS_VALID = -1


class Turnout(NamedTuple):
    """One number a count: turnout and coverage in percent, ballots cast and registered voters; NaN where not stated.

    The high end of `ballots` is infinite where only some of them are stated.
    """

    turnout: Interval
    ballots: Interval
    registered: Interval
    coverage: Interval


def of_register(given: Turnout) -> Interval:
    """Turnout in percent that the ballots are of the whole register."""
    return Interval(*percent(given.ballots, given.registered))


def of_covered(given: Turnout, uncounted: npt.ArrayLike = 0.0) -> Interval:
    """Turnout in percent that the ballots are of the voters on the covered tally sheets.

    A sheet that is not covered has between 1 − `uncounted` and 1 + `uncounted` times the voters of a covered one.
    """
    low, high = percent(given.ballots, given.registered)
    e = np.asarray(uncounted, np.float64)
    fewer, more = np.maximum(1.0 - e, 0.0), 1.0 + e
    with np.errstate(invalid="ignore"):  # no ballots on no sheets
        return Interval(
            low * (1.0 + fewer * rest.odds(given.coverage.high)), high * (1.0 + more * rest.odds(given.coverage.low))
        )


def turning_weight(given: Turnout) -> Floats:
    """Voters on an uncovered tally sheet, to one on a covered one, at which the covered part gives that turnout."""
    least, most = (end / 100.0 for end in percent(given.ballots, given.registered))
    with np.errstate(divide="ignore", invalid="ignore"):
        up = (given.turnout.low / 100.0 / most - 1.0) / rest.odds(given.coverage.low)
        down = (given.turnout.high / 100.0 / least - 1.0) / rest.odds(given.coverage.high)
    # Too little turnout asks for fewer voters there, too much for more.
    return np.where(up > 1.0, up, np.where(down < 1.0, down, 1.0))


def holds(given: Turnout, implied: Interval) -> Flags:
    """Whether the stated turnout meets an implied one; False where either is missing."""
    return meets(given.turnout.low, given.turnout.high, implied.low, implied.high)


def turnouts(ledger: Ledger, *, widest: bool, give: npt.ArrayLike = 0.0) -> Turnout:
    """What each count states, the contest's register of record where it states none."""
    given = figures(ledger, widest=widest, give=give)
    whole = wholes(ledger, widest=widest, give=give)
    record = ledger.contest.registered_voters
    of_record = np.full(len(ledger.counts), np.nan if record is None else float(record))
    return Turnout(
        given.turnout,
        first_stated(whole.cast, whole.unstated, cast_parts(whole).parts),
        first_stated(given.registered, Interval(of_record, of_record)),
        # A source that states no coverage may speak of any part of the whole.
        Interval(np.nan_to_num(given.coverage.low, nan=0.0), np.nan_to_num(given.coverage.high, nan=100.0)),
    )


def with_invalid(given: Turnout, ledger: Ledger) -> Turnout:
    """Ballots of an unstated kind as valid ones beside the invalid ones, never more than the register."""
    whole = wholes(ledger, widest=True)
    open_ended = stated(whole.unstated) & ~stated(whole.cast)
    most = np.where(
        open_ended, whole.unstated.high + np.where(stated(whole.null), whole.null.high, np.inf), given.ballots.high
    )
    return given._replace(ballots=Interval(given.ballots.low, np.fmin(most, given.registered.high)))


def beside_invalid(given: Turnout, ledger: Ledger, *, give: npt.ArrayLike = 0.0) -> Turnout:
    """Ballots of an unstated kind as the valid ones, with the invalid ones that are stated; NaN where either is not.

    In the usual reading.
    """
    whole = wholes(ledger, widest=False, give=give)
    both = added(whole.unstated, whole.null)
    return given._replace(ballots=Interval(*(np.where(stated(whole.cast), np.nan, end) for end in both)))


def run(ledger: Ledger, uncounted: float) -> list[Finding]:
    """One finding for each count that states a turnout."""
    plain, wide = (turnouts(ledger, widest=wider) for wider in (False, True))
    asked = stated(plain.turnout) & (plain.turnout.low <= 100.0)
    testable = asked & stated(plain.ballots) & stated(plain.registered)
    more = with_invalid(wide, ledger)
    # Ballots that do not say may leave out the invalid ones, as plainly as they may count them.
    valid = beside_invalid(plain, ledger)
    as_valid = testable & holds(valid, of_register(valid)) & ~holds(plain, of_register(plain))
    ways = [
        as_valid | holds(plain, of_register(plain)),
        holds(wide, of_register(wide)),
        holds(wide, of_covered(wide, uncounted)),
        holds(more, of_register(more)) | holds(more, of_covered(more, uncounted)),
        # The register of record may not be the one that the source speaks of.
        ~stated(figures(ledger, widest=False).registered),
    ]
    first = np.argmax(np.stack([*ways, np.ones(len(ledger.counts), np.bool_)]), axis=0)
    code = np.where(first == 0, CONSISTENT, np.where(first < len(ways), STRAINED, INCONSISTENT))
    code = np.where(testable, code, UNDETERMINED)
    gave = slack(lambda give: _loose(ledger, give) | (code < STRAINED), len(ledger.counts))
    turn = turning_weight(wide)
    told = plain._replace(
        ballots=Interval(*(np.where(as_valid, a, b) for a, b in zip(valid.ballots, plain.ballots, strict=True)))
    )
    ways_held = np.where(as_valid, _AS_VALID, first).tolist()
    return [
        _finding(ledger, told, row, int(code[row]), ways_held[row], float(gave[row]), _assumed(uncounted, turn[row]))
        for row in np.flatnonzero(asked).tolist()
    ]


def _loose(ledger: Ledger, give: npt.NDArray[np.float64]) -> Flags:
    loose = turnouts(ledger, widest=False, give=give)
    valid = beside_invalid(loose, ledger, give=give)
    return holds(loose, of_register(loose)) | holds(valid, of_register(valid))


def _finding(ledger: Ledger, plain: Turnout, row: int, code: int, way: int, gave: float, assumed: str) -> Finding:
    turnout, registered = ledger.facts(row, "turnout"), ledger.facts(row, "registered")
    behind = _ballots_behind(ledger, row)
    if way in {_AS_VALID, _INVALID} or (code == INCONSISTENT and _may_be_valid(ledger, row)):
        behind += ledger.facts(row, "votes", NULL)
    covered = code == STRAINED and way == _COVERED
    implied = of_covered(plain) if covered else of_register(plain)
    low, high = float(implied.low[row]), float(implied.high[row])
    # A turnout that no part of the register gives, whatever is missing, rests on no assumption.
    refused = code == INCONSISTENT and np.isfinite(of_covered(plain).high[row])
    facts = [*turnout, *behind, *registered, *(ledger.facts(row, "coverage") if covered or refused else ())]
    message = f"a turnout of {printed(turnout)} {_tail(ledger, plain, row, code, way)}"
    return clean(
        Finding(
            check=CHECK.id,
            verdict=VERDICTS[code],
            sources=(ledger.counts[row].source,),
            claims=claim_ids(facts),
            stated_low=float(plain.turnout.low[row]),
            stated_high=float(plain.turnout.high[row]),
            implied_low=low,
            implied_high=high if np.isfinite(high) else np.nan,
            unit="percent",
            slack=np.nan if code == UNDETERMINED else gave,
            assumption=assumed if covered or refused else "",
            message=f"{source_name(ledger, row)}: {message}{repeated(facts)}.",
        )
    )


def _coverage(ledger: Ledger, row: int) -> str:
    return labels.covered(ledger.counts[row]) or "which is not stated"


def _assumed(uncounted: float, turn: float) -> str:
    """The assumption, with the value at which the verdict turns; "" where none does.

    What holds at equal voters a sheet holds whatever is assumed beside that, and rests on no assumption.
    """
    low, high = max(1.0 - uncounted, 0.0), 1.0 + uncounted
    if not (np.isfinite(turn) and turn >= 0.0) or turn == 1.0:
        return ""
    each = f"each uncounted tally sheet has between {low:.4g} and {high:.4g} times the voters of a counted one"
    at = f"{turn:.2f}"
    # So near to equal that two decimals do not tell it apart: as many as do.
    return f"{each}; the verdict turns at {at if at != '1.00' else f'{turn:.5g}'}"


def _ballots_behind(ledger: Ledger, row: int) -> list[Fact]:
    """The figures that the ballots come from."""
    cast = ballots(ledger, row, Basis.CAST) or ballots(ledger, row, Basis.UNSTATED)
    valid = ballots(ledger, row, Basis.VALID) or tuple(votes_behind(ledger, row))
    return list(cast) or [*valid, *(ledger.facts(row, "votes", NULL) if valid else ())]


def _may_be_valid(ledger: Ledger, row: int) -> bool:
    """Whether the ballots stated may leave out the invalid ones."""
    return not ballots(ledger, row, Basis.CAST) and bool(ballots(ledger, row, Basis.UNSTATED))


def _tail(ledger: Ledger, plain: Turnout, row: int, code: int, way: int) -> str:
    if code == UNDETERMINED:
        missing = "the ballots" if np.isnan(plain.ballots.low[row]) else "the registered voters"
        return f"cannot be tested: {missing} are not stated"
    whole, part = of_register(plain), of_covered(plain)

    def span(of: Interval) -> str:
        return wording.interval(float(of.low[row]), float(of.high[row]), "percent")

    of_record = "" if ledger.facts(row, "registered") else " of record"
    counted = wording.interval(float(plain.ballots.low[row]), float(plain.ballots.high[row]), "votes")
    voters = wording.interval(float(plain.registered.low[row]), float(plain.registered.high[row]), "")
    if way == _AS_VALID:
        behind = (_ballots_behind(ledger, row), ledger.facts(row, "votes", NULL))
        counted = f"{' and '.join(printed(facts) for facts in behind)} invalid"
    ballots_cast = counted.replace(f"{wording.NBSP}vote", f"{wording.NBSP}ballot")
    register = wording.counted(voters, "registered voters", " ")
    base = f"{ballots_cast} of {register}{of_record}, which {wording.are(ballots_cast)} {span(whole)}"
    if code == CONSISTENT:
        return f"fits {base}"
    if way == _WIDEST:
        return f"fits {base}, only in the widest reading of the figures"
    if way == _COVERED:
        return (
            f"does not fit {base}. It holds on the covered part of the register alone, "
            f"{_coverage(ledger, row)}, where they are {span(part)} at equal voters a tally sheet"
        )
    if way == _INVALID:
        return f"does not fit {base}; it may hold where these are the valid ballots alone, or of the covered part"
    if way == _ANOTHER:
        return f"does not fit {base}; the source may speak of another register"
    covering = f", {_coverage(ledger, row)}" if ledger.facts(row, "coverage") else ""
    also = f", nor the {span(part)} of its covered part{covering}" if span(part) else ""
    null = ledger.facts(row, "votes", NULL) if _may_be_valid(ledger, row) else ()
    return f"does not fit {base}{also}{f', nor with {printed(null)} invalid beside them' if null else ''}"


CHECK = Check(
    id="turnout",
    question="Does turnout × registered give the ballots; on the whole register, or only on the covered part?",
    source="The definition of turnout, on each basis that is in use: International IDEA, Voter Turnout Database",
    no_power="Ballots or registered voters are not stated; of a register of record only a strain can follow.",
    run=run,
)
