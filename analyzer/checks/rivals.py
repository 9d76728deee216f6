"""Counts of different sources side by side."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analyzer.bounds import Flags
from analyzer.checks.base import Places
from analyzer.ledger import Ledger
from analyzer.model import Finding


class Pairs(NamedTuple):
    """Two counts and a candidate's column; in shares, `first` is the count that covers less."""

    first: Places
    second: Places
    columns: Places


class Answer(NamedTuple):
    """A finding on two counts, with what it is ranked by: its verdict's code, and the weight at which that turns."""

    rows: tuple[int, int]
    code: int
    turn: float
    finding: Finding


def rival_pairs(ledger: Ledger, stated: Flags) -> Pairs:
    """Pairs of counts whose sources differ and answer for them, by candidate `stated` (counts × columns) in both."""
    known: dict[str, int] = {}
    sources = np.array([known.setdefault(count.source, len(known)) for count in ledger.counts], np.intp)
    answered = np.array([bool(count.source) for count in ledger.counts], np.bool_)
    first, second = np.triu_indices(len(ledger.counts), 1)
    apart = (sources[first] != sources[second]) & answered[first] & answered[second]
    first, second = first[apart], second[apart]
    place, columns = np.nonzero(stated[first] & stated[second])
    return Pairs(first[place], second[place], columns)
