"""Checks what `analyzer.feasibility` hands out, by addition alone. It imports nothing of the project, on purpose.

A certificate holds when its multiples are above 0 and its statements, each times its multiple, add up to "0 ≤ less than
0", or to "0 < 0". A witness holds when its numbers satisfy every one of its statements.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any


def certificate_fault(certificate: Any) -> str:
    """What is wrong with a certificate; "" where it proves that its statements cannot all hold."""
    left: dict[str, Fraction] = {}
    right, strict = Fraction(0), False
    for statement, multiple in zip(certificate.statements, certificate.multipliers, strict=True):
        if not isinstance(multiple, Fraction) or multiple <= 0:
            return f"{statement.name}: expected a fraction above 0, found {multiple!r}"
        for variable, coefficient in statement.terms:
            left[variable] = left.get(variable, Fraction(0)) + multiple * coefficient
        right += multiple * statement.limit
        strict |= statement.strict
    if any(left.values()):
        return f"the left sides leave {left}"
    return "" if right < 0 or (strict and right == 0) else f"0 ≤ {right} is no contradiction"


def witness_fault(witness: Any) -> str:
    """What is wrong with a witness; "" where its numbers, none below 0, satisfy its statements."""
    values = dict(witness.values)
    if min(values.values()) < 0:
        return "a number is below 0"
    for statement in witness.statements:
        total = sum((coefficient * values[variable] for variable, coefficient in statement.terms), Fraction(0))
        if total > statement.limit or (statement.strict and total == statement.limit):
            return f"{statement.name}: {total} against {statement.limit}"
    return ""
