"""Tables of claims that are all true of one invented count: whatever the checks find there, nothing is inconsistent.

A count of polling stations is drawn at random; sources count growing parts of it and print what they see, rounded in
one of several modes, hedged, on a basis that they state or not. What is not stated is of any whole: of the valid votes,
of all ballots cast, of the register, or of the two leading candidates' votes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from analyzer.bounds import usual_reading
from analyzer.model import Basis, Candidate, Claim, Contest, Hedge, Source, SourceKind

NAMES = ("ada", "ben", "cleo", "dov")
SOURCES = ("board", "party", "observers")
COUNTS = {"votes", "ballots", "registered", "margin_votes"}
WHOLES = (Basis.VALID, Basis.CAST, Basis.REGISTERED, Basis.TWO)
Integers: TypeAlias = npt.NDArray[np.int64]


@dataclass
class Table:
    """A self-consistent table, its contest, and the e within which uncounted sheets differ from counted ones."""

    contest: Contest
    claims: list[Claim] = field(default_factory=list)
    spread: float = 0.0


def true_table(seed: int, *, says_two: bool = False) -> Table:
    """The table of that seed: one to three sources with one to three bulletins each.

    `says_two`: sources that would not say of what their percentages are give those of the two leading candidates' votes
    alone, and say so.
    """
    rng, silent = np.random.default_rng(seed), np.random.default_rng((seed, 2))
    named, minor, sheets = int(rng.integers(2, 5)), int(rng.integers(0, 9)), int(rng.integers(5, 60))
    odds = rng.dirichlet(np.concatenate([np.full(named, 2.0), np.full(minor, 0.3), [0.2]]))
    # Candidates, minor candidates, invalid votes; last, the voters who stay at home.
    voters = rng.integers(50, 800, size=sheets)
    cast = rng.binomial(voters, rng.uniform(0.3, 0.95))
    marks = np.stack([rng.multinomial(n, odds) for n in cast])
    contest = Contest(
        id="invented",
        name="Invented",
        date=date(2020, 1, 1),
        candidates=tuple(Candidate(name, name.title()) for name in NAMES[:named]),
        sources=tuple(Source(name, name.title(), SourceKind.OBSERVER) for name in SOURCES),
        registered_voters=int(voters.sum()) if rng.integers(2) else None,
        complete=minor == 0 and bool(rng.integers(2)),
    )
    table = Table(contest)
    for source in SOURCES[: rng.integers(1, 4)]:
        order, held = rng.permutation(sheets), int(rng.integers(max(1, sheets // 2), sheets + 1))
        basis = Basis(rng.choice([Basis.UNSTATED, Basis.VALID, Basis.CAST]))
        of = basis or Basis(silent.choice(WHOLES))
        if says_two and not basis:
            basis = of = Basis.TWO
        for day in range(1, int(rng.integers(2, 5))):
            _bulletin(rng, table, source, marks, voters, order[:held], f"2020-01-{day:02}", basis, of)
            held = int(rng.integers(held, sheets + 1))
    return table


def _bulletin(
    rng: np.random.Generator,
    table: Table,
    source: str,
    marks: Integers,
    voters: Integers,
    held: Integers,
    day: str,
    basis: Basis,
    of: Basis,
) -> None:
    """What a source prints of the sheets it holds: its percentages are of `of`, and it says of `basis`."""
    named, sheets = len(table.contest.candidates), len(marks)
    counted, null = marks[held].sum(axis=0)[:-1], int(marks[held].sum(axis=0)[-1])
    votes, minor = counted[:named], counted[named:]
    valid = int(counted.sum())
    if len(held) < sheets:
        for sizes in (marks[:, :-1].sum(axis=1), marks.sum(axis=1), voters):
            there, missing = sizes[held].mean(), np.delete(sizes, held).mean()
            table.spread = max(table.spread, abs(float(missing / there) - 1.0) if there else 0.0)
    second, first = np.argsort(votes, kind="stable")[-2:]
    two = int(votes[first] + votes[second])
    whole = {Basis.CAST: valid + null, Basis.REGISTERED: int(voters.sum()), Basis.TWO: two}.get(of, valid)
    if not whole or not valid:
        return
    say = _Voice(rng, table, source, day)
    for place, (name, number) in enumerate(zip(NAMES, votes.tolist(), strict=False)):
        say("votes", name, number)
        if of is not Basis.TWO or place in {first, second}:
            say("share", name, 100.0 * number / whole, basis=basis)
    if minor.size and of is Basis.TWO:
        say("votes", "others", int(minor.sum()))
    elif minor.size:
        say("votes", "others", int(minor.sum()))
        parts = [100.0 * number / whole for number in minor.tolist()]
        say("share", "others", *(parts if rng.integers(2) else [sum(parts)]), basis=basis)
    say("votes", "null", null)
    kinds = {Basis.VALID: valid, Basis.CAST: valid + null}
    unstated = rng.integers(2)
    for kind, number in kinds.items():
        if not unstated:
            say("ballots", "", number, basis=kind)
    if unstated:
        say("ballots", "", kinds[Basis.VALID if rng.integers(2) else Basis.CAST])
    say("coverage", "", 100.0 * len(held) / sheets)
    say("registered", "", int(voters.sum()))
    turned_out = voters.sum() if rng.integers(2) else voters[held].sum()
    say("turnout", "", 100.0 * (valid + null) / float(turned_out))
    lead = int(votes[first] - votes[second])
    say("margin_votes", NAMES[first], lead)
    if rng.integers(2) or not two:
        say("margin_points", NAMES[first], 100.0 * lead / whole, basis=basis)
    else:
        say("margin_points", NAMES[first], 100.0 * lead / two, basis=Basis.TWO if rng.integers(2) else Basis.UNSTATED)


class _Voice:
    """One source's way of printing: its decimals, its rounding mode, and how often it says a figure at all."""

    def __init__(self, rng: np.random.Generator, table: Table, source: str, day: str) -> None:
        self.rng, self.table, self.source, self.day = rng, table, source, day
        self.decimals = int(rng.integers(0, 4))
        self.mode = str(rng.choice(["half-up", "half-even", "truncate"]))
        self.coarse = float(rng.choice([1.0, 1.0, 1000.0]))
        self.often = rng.uniform(0.3, 1.0)

    def __call__(self, measure: str, subject: str, *parts: float, basis: Basis = Basis.UNSTATED) -> None:
        """State a figure, or the sum of several that are rounded on their own."""
        rng = self.rng
        if rng.random() > self.often:
            return
        count = measure in COUNTS
        step = self.coarse if count else 10.0**-self.decimals
        hedge = Hedge.EXACT if rng.random() < 0.7 or len(parts) > 1 else list(Hedge)[rng.integers(6)]
        mode = "half-up" if count or measure == "margin_points" else self.mode
        value = round(sum(_shown(part / step, hedge, mode) for part in parts) * step, 6)
        resolution = 0.0 if step == 1.0 and count else step
        low, high = usual_reading(value, resolution, hedge, measure)
        self.table.claims.append(
            Claim(
                claim=f"{len(self.table.claims)}",
                document="table",
                start=0,
                end=0,
                quote=f"{value:g}",
                source=self.source,
                measure=measure,
                subject=subject,
                value=value,
                resolution=resolution,
                low=float(low),
                high=float(high),
                hedge=hedge,
                basis=basis,
                statement=f"{self.source}/{self.day}",
                as_of=self.day,
                contest="invented",
            )
        )


def _shown(units: float, hedge: Hedge, mode: str) -> float:
    """A number of printed units as it is printed: towards the side of the hedge, else in the source's mode."""
    near = round(units, 9)  # clears binary noise, which would turn a whole number into the next
    if hedge in {Hedge.UNDER, Hedge.AT_MOST}:
        return float(np.ceil(near))
    if hedge in {Hedge.OVER, Hedge.AT_LEAST} or mode == "truncate":
        return float(np.floor(near))
    return float(np.rint(near)) if mode == "half-even" else float(np.floor(near + 0.5))
