"""tallies-shape: how turnout and the leader's share go together over the stations, and how little that proves.

Myagkov, M., Ordeshook, P. C., & Shakin, D. (2009). The Forensics of Election Fraud. Cambridge University Press, read a
leader's rising share of the registered voters as a sign; many honest elections show it, since where people live decides
both. So the finding describes, and never judges.
"""

from __future__ import annotations

import numpy as np

from analyzer.bounds import Floats
from analyzer.model import Finding, Verdict
from analyzer.tallies.evidence import Evidence
from analyzer.tallies.integers import FEWEST, SMALLEST
from analyzer.tallies.quality import most
from analyzer.tallies.totals import valid_of


def correlation(turnout: Floats, share: Floats, weight: Floats) -> float:
    """Pearson's correlation of turnout and share over stations, weighted by voters; 0 where one is constant."""
    total = weight.sum()
    x, y = (values - (weight * values).sum() / total for values in (turnout, share))
    spread = float((weight * x * x).sum() * (weight * y * y).sum())
    return float((weight * x * y).sum() / spread**0.5) if spread > 0.0 else 0.0


def findings(given: Evidence, source: str) -> list[Finding]:
    """One finding, always `undetermined`."""
    leader, _ = given.sums.leaders()
    if "registered" not in given.table:
        words = "The tables do not say how many voters were registered, so turnout and share cannot be compared."
        return [_finding(source, leader, words)]
    registered = np.nan_to_num(given.table["registered"].to_numpy(np.float64))
    valid = np.nan_to_num(valid_of(given.table, given.contest))
    votes = np.nan_to_num(given.table[leader].to_numpy(np.float64))
    null = np.nan_to_num(given.table["null"].to_numpy(np.float64)) if "null" in given.table else np.zeros(len(valid))
    cast = np.nan_to_num(most(given.table, ("ballots",), valid + null))
    used = (registered >= SMALLEST) & (valid > 0) & (cast <= registered)
    if int(used.sum()) < FEWEST:
        words = f"Only {int(used.sum()):,} stations have {SMALLEST} registered voters or more: too few to compare."
        return [_finding(source, leader, words)]
    turnout, share = cast[used] / registered[used], votes[used] / valid[used]
    found = correlation(turnout, share, registered[used])
    high = turnout >= np.quantile(turnout, 0.9)
    low = turnout <= np.quantile(turnout, 0.1)
    ends = [100.0 * votes[used][part].sum() / valid[used][part].sum() for part in (low, high)]
    words = (
        f"Over {int(used.sum()):,} stations turnout and the share of {given.name(leader)} have a correlation of "
        f"{found:+.2f}: {ends[0]:.1f} % in the tenth of stations with the lowest turnout, {ends[1]:.1f} % in that with "
        f"the highest. Nothing follows from it alone: town and country, age and income move both."
    )
    return [_finding(source, leader, words)]


def _finding(source: str, leader: str, words: str) -> Finding:
    return Finding("tallies-shape", Verdict.UNDETERMINED, (source,), (), leader, message=words)
