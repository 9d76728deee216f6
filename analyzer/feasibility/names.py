"""How rows and cases are called: the names that certificates show."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from analyzer.counts import Count, Fact


def label(count: Count, counts: Sequence[Count]) -> str:
    """A count's source, with the number of the count where the source has several."""
    several = sum(other.source == count.source for other in counts) > 1
    return f"{count.source or 'the text'}{f' ({count.number})' if several else ''}"


def decimal(number: Fraction) -> str:
    """A factor, to six digits."""
    return f"{float(number):.6g}"


def said(fact: Fact) -> str:
    """A figure: measure, subject, hedge and value."""
    claim = fact.claim
    return f"{claim.measure}{f' of {claim.subject}' if claim.subject else ''} {claim.hedge} {claim.value:.15g}"
