"""Records -> tables for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer import wording
from analyzer.faults import printable
from analyzer.model import Claim, Finding, Reading, Verdict

_SETS = 3  # strained sets of `conflict` that are written out
_QUOTE = 40


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells in columns as wide as their widest cell; the first row is the heading."""
    clean = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*clean, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in clean]
    return "".join(f"{line}\n" for line in lines)


def claims_table(claims: Sequence[Claim]) -> str:
    """Who claims what, one line a claim, each with the place it stands in."""
    head = ["source", "measure", "subject", "stated", "quote", "document", "at"]
    rows = [
        [
            c.source or "(the text)",
            c.measure,
            c.subject,
            wording.stated(c),
            _short(c.quote),
            c.document,
            f"{c.start}-{c.end}",
        ]
        for c in claims
    ]
    return aligned([head, *rows])


def findings_table(findings: Sequence[Finding]) -> str:
    """Each finding in its sentence, and the assumption it rests on below it.

    Of the sets of figures that a wider reading saves, one printed figure makes dozens: the smallest stand for all.
    """
    if not findings:
        return "no findings\n"
    verdict = max(len(f.verdict.value) for f in findings)
    check = max(len(f.check) for f in findings)
    lines = []
    strained = 0
    for f in findings:
        if f.check == "conflict" and f.verdict is Verdict.STRAINED:
            strained += 1
            if strained > _SETS:
                continue
        lines.append(f"{f.verdict.value.ljust(verdict)}  {f.check.ljust(check)}  {printable(f.message)}")
        if f.assumption:
            lines.append(f"{' ' * (verdict + check + 4)}assuming: {printable(f.assumption)}")
    if strained > _SETS:
        rest = wording.plural(strained - _SETS, "more set")
        more = f"{rest} of figures that a wider reading saves; --format csv lists all"
        lines.append(f"{Verdict.STRAINED.value.ljust(verdict)}  {'conflict'.ljust(check)}  {more}")
    return "".join(f"{line}\n" for line in lines)


def readings_text(readings: Sequence[Reading]) -> str:
    """What became of each number: a claim, something else, or not understood, and why."""
    head = ["document", "at", "number", "read as", "why"]
    rows = [[r.document, f"{r.start}-{r.end}", _short(r.quote), r.status, r.reason] for r in readings]
    return aligned([head, *rows])


def _short(text: str) -> str:
    return text if len(text) <= _QUOTE else f"{text[: _QUOTE - 1]}…"
