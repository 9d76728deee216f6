"""How many tables that cannot be true are found: `python benchmarks/infeasible_tables.py [TABLES] [FIRST SEED]`.

True tables are spoiled: some of their figures are moved by a few printed units. `oracle` says which of them cannot be
true, by a margin that no rounding of the solver explains. Each must be found; each set reported must fail for the
oracle, and hold without any one of its claims; and each certificate and each witness must pass the checker of the
tests, which only adds. Prints what is missed or wrong with its seed; exit 1 where less than 999 in 1,000 are found or
any set or proof is wrong.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests")]

from certificate_checker import certificate_fault, witness_fault  # noqa: E402

from analyzer import checks, feasibility, ledger  # noqa: E402 (the package of this checkout, installed or not)
from analyzer.bounds import usual_reading  # noqa: E402
from analyzer.model import Basis, Claim, Contest, Hedge, Verdict  # noqa: E402
from benchmarks import oracle  # noqa: E402
from benchmarks.false_alarms import without_slack  # noqa: E402
from benchmarks.true_tables import true_table  # noqa: E402

TABLES = 10_000
EVERY = 1000  # tables between two lines on how far it is
E = 0.25
FIRST = "2020-01-01"  # the day of every source's first bulletin
#: Parts of a printed unit by which figures may give way and the oracle must still say no, or yes.
FIRM = 1e-4
_MOST = 9  # claims of a table; the oracle tries every choice


@dataclass
class Tally:
    """What came of some spoiled tables."""

    tried: int = 0
    impossible: int = 0
    found: int = 0
    beyond_doubt: int = 0
    called: int = 0
    sets: int = 0
    wrong: int = 0
    proofs: int = 0
    bad_proofs: int = 0


def spoiled(seed: int) -> tuple[list[Claim], Contest]:
    """A true table cut to one bulletin a source and a few figures, some of them moved."""
    rng = np.random.default_rng((seed, 1))
    table = true_table(seed)
    able = [c for c in table.claims if c.as_of == FIRST and known(c)]
    chosen = [able[i] for i in sorted(rng.permutation(len(able))[:_MOST])]
    claims = [replace(c, hedge=Hedge.EXACT) for c in chosen]
    for i in rng.permutation(len(claims))[: int(rng.integers(1, 4))]:
        claims[i] = _moved(claims[i], rng)
    return [read(c) for c in claims], table.contest


def known(claim: Claim) -> bool:
    """Does the oracle know such a figure?"""
    margin = claim.measure == "margin_points"
    right = claim.basis in {Basis.VALID, Basis.TWO} if margin else claim.basis in {Basis.VALID, Basis.UNSTATED}
    return claim.measure in oracle.KNOWN and right and claim.subject != "null"


def _moved(claim: Claim, rng: np.random.Generator) -> Claim:
    unit = claim.resolution or max(1.0, round(claim.value * 0.001))
    by = unit * int(rng.integers(1, 30)) * (1 if rng.integers(2) else -1)
    most = 100.0 if claim.measure in {"share", "coverage", "margin_points"} else np.inf
    return replace(claim, value=float(np.clip(round(claim.value + by, 6), 0.0, most)))


def read(claim: Claim) -> Claim:
    """The claim with the ends of its usual reading; ballots of no stated kind become valid ones."""
    low, high = usual_reading(claim.value, claim.resolution, claim.hedge, claim.measure)
    basis = Basis.VALID if claim.measure == "ballots" else claim.basis
    return replace(claim, low=float(low), high=float(high), quote=f"{claim.value:g}", basis=basis)


def judge(seed: int, tally: Tally) -> Iterator[str]:
    """Try one table; what is missed or wrong, in words."""
    claims, contest = spoiled(seed)
    if not claims:
        return
    tally.tried += 1

    def possible(some: list[Claim], *, widest: bool = False, give: float = 0.0) -> bool:
        return oracle.possible(some, contest, E, claims, widest=widest, give=give)

    if possible(claims, give=FIRM):
        return
    tally.impossible += 1
    found = feasibility.conflicts(claims, contest, E)
    if found:
        tally.found += 1
    else:
        yield f"seed {seed}: missed: {_words(claims)}"
    if not possible(claims, widest=True, give=FIRM):
        tally.beyond_doubt += 1
        with without_slack():
            verdicts = {f.verdict for f in checks.run(ledger.build(claims, contest), E)}
        if Verdict.INCONSISTENT in verdicts:
            tally.called += 1
        else:
            yield f"seed {seed}: not called inconsistent: {_words(claims)}"
    for conflict in found:
        tally.sets += 1
        yield from _faults(seed, conflict, tally)
        members = [c for c in claims if c.claim in conflict.claims]
        wrong = possible(members, give=-FIRM) or any(
            not possible([c for c in members if c is not left], give=FIRM) for left in members
        )
        if wrong:
            tally.wrong += 1
            yield f"seed {seed}: not a minimal conflicting set: {_words(members)}"


def _faults(seed: int, conflict: feasibility.Conflict, tally: Tally) -> Iterator[str]:
    """What the checker says against the proofs of a set: that it fails, and that it holds without any one claim."""
    certificates = (*conflict.certificates, *conflict.widest_certificates)
    faults = [certificate_fault(one) for one in certificates] + [witness_fault(one) for one in conflict.witnesses]
    tally.proofs += len(faults)
    tally.bad_proofs += sum(map(bool, faults))
    yield from (f"seed {seed}: {fault}" for fault in faults if fault)
    if not conflict.certificates or {one.without for one in conflict.witnesses} != set(conflict.claims):
        tally.bad_proofs += 1
        yield f"seed {seed}: a proof is missing"


def _words(claims: list[Claim]) -> str:
    return "; ".join(f"{c.source} {c.measure} {c.subject} {c.value:g} ({c.resolution:g}) {c.basis}" for c in claims)


def main(tables: int = TABLES, first: int = 0) -> int:
    tally, started = Tally(), time.perf_counter()
    seed = first
    while tally.impossible < tables:
        for line in judge(seed, tally):
            print(line, flush=True)
        seed += 1
        if seed % EVERY == 0:
            print(f"{seed - first:,} tables, {tally.found:,} of {tally.impossible:,} found", flush=True)
    print(f"{tally.tried:,} tables spoiled, {tally.impossible:,} of them cannot be true, {tally.found:,} found")
    print(f"{tally.beyond_doubt:,} cannot in the widest reading either, {tally.called:,} called inconsistent")
    print(f"{tally.proofs:,} certificates and witnesses, {tally.bad_proofs:,} wrong")
    print(f"{tally.sets:,} minimal sets, {tally.wrong:,} wrong, {time.perf_counter() - started:.0f} s")
    short = tally.found < 0.999 * tally.impossible or tally.called < 0.999 * tally.beyond_doubt
    return 1 if short or tally.wrong or tally.bad_proofs else 0


if __name__ == "__main__":
    raise SystemExit(main(*(int(argument) for argument in sys.argv[1:])))
