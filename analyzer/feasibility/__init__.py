"""Which claims cannot hold together, with proofs, and what they allow together for what nobody states.

The model is that of docs/method-conflicts.md. Solving needs highspy, which is loaded at the first question.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from analyzer.bounds import assumed_part
from analyzer.counts import Count
from analyzer.faults import fault, kind
from analyzer.feasibility import joint
from analyzer.feasibility.draft import Frame
from analyzer.feasibility.joint import Quantity, margin, share, total, votes
from analyzer.feasibility.proofs import Certificate, Statement, Witness
from analyzer.feasibility.sets import BOTH, MIXED, SHARES_OF, UNTRIED, Conflict, Search, hold_together, left_out, search
from analyzer.ledger import build
from analyzer.model import UNCOUNTED, Basis, Claim, Contest, InputError
from analyzer.order import in_order

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "BOTH",
    "MIXED",
    "SHARES_OF",
    "UNTRIED",
    "Certificate",
    "Conflict",
    "Quantity",
    "Search",
    "Statement",
    "Witness",
    "conflicts",
    "hold_together",
    "joint_bounds",
    "margin",
    "search",
    "share",
    "total",
    "turning_value",
    "votes",
]


def conflicts(
    claims: Sequence[Claim] | pd.DataFrame,
    contest: Contest,
    uncounted: float = UNCOUNTED,
    margin_basis: Basis | str | None = None,
    widest: bool = False,
) -> list[Conflict]:
    """All minimal sets of claims that cannot hold together, smallest first, each with certificates.

    `claims` are records or a claims table. `uncounted` is e: votes per uncounted tally sheet lie within 1 ± e times the
    counted mean. A margin of unstated basis is taken on valid votes and on the two leading in turn, or on
    `margin_basis` ("valid" or "two"). `widest` takes every figure in its widest reading, shares on any basis. At most
    100 sets; a warning says where there are more. Figures that a source repeats are one. ValueError for an `uncounted`
    or a `margin_basis` that is none; InputError for claims that are none, and for two claims of one id.
    """
    basis = None if margin_basis is None else _basis(margin_basis)
    found = search(_counts(claims, contest), contest, assumed_part(uncounted), basis, widest=widest)
    cut = left_out(len(found.conflicts), found.found, "minimal conflicting set", complete=found.complete)
    if cut:
        warnings.warn(cut, stacklevel=2)
    return list(found.conflicts)


def joint_bounds(
    claims: Sequence[Claim] | pd.DataFrame,
    contest: Contest,
    quantity: Quantity,
    uncounted: float = UNCOUNTED,
    margin_basis: Basis | str = Basis.VALID,
    widest: bool = False,
) -> tuple[float, float]:
    """(least, greatest) that all claims together allow for a quantity, in votes, percent or points; NaN if nothing.

    `quantity` is made by `total`, `votes`, `share` or `margin`, of the count at a place in `analyzer.counts.counts` or
    of all sheets. Shares of unstated basis are of the valid votes, also with `widest`. Ends are closed, in float64.
    Arguments and errors as in `conflicts`.
    """
    frame = Frame(Fraction(str(assumed_part(uncounted))), widest, frozenset())
    return joint.bounds(_counts(claims, contest), contest, quantity, frame, _basis(margin_basis))


def turning_value(
    claims: Sequence[Claim] | pd.DataFrame,
    contest: Contest,
    margin_basis: Basis | str = Basis.VALID,
    widest: bool = False,
) -> float:
    """The least 1 + e from which all claims can hold together: votes per uncounted sheet, at most, to one per counted.

    1 where they do at equal votes a sheet, infinite where no e helps. Shares of unstated basis are of the valid votes,
    also with `widest`. Arguments and errors as in `conflicts`.
    """
    return joint.turning_weight(_counts(claims, contest), contest, _basis(margin_basis), widest=widest)


def _counts(claims: Sequence[Claim] | pd.DataFrame, contest: Contest) -> tuple[Count, ...]:
    records = _records(claims, contest)
    seen: set[str] = set()
    for claim in records:
        if claim.claim in seen:
            raise InputError(f"claims: expected ids that differ, found {claim.claim!r} twice")
        seen.add(claim.claim)
    return build(records, contest).counts


def _records(claims: Any, contest: Contest) -> list[Claim]:
    if not hasattr(claims, "columns"):
        if not isinstance(claims, Sequence) or not all(isinstance(claim, Claim) for claim in claims):
            raise InputError(fault("claims", "claims, or a table of them", kind(claims)))
        return list(in_order(claims, [contest]))
    from analyzer.tables import claims_from_frame

    return list(in_order(claims_from_frame(claims, contest), [contest]))


def _basis(name: Basis | str) -> Basis:
    if name not in {Basis.VALID, Basis.TWO}:
        raise ValueError(f"expected a margin basis of valid or two, found {name!r}")
    return Basis(name)
