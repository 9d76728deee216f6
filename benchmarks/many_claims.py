"""How long checks and figures take for very many claims of one contest: `python benchmarks/many_claims.py [SIZES]`.

Two kinds of tables. A wide one: sources that each give every candidate's share or votes, a turnout, and the part of the
tally sheets; all rounded from one count; or with a few figures moved, and a source that has another winner. And a long
one: undated documents, each with a few figures of one of some sources, most of them said before. Prints processor
seconds of the checks and of the figures, and a checksum of the findings, by which two versions are seen to say the
same. It measures; it does not fail.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from analyzer import pipeline, tables  # noqa: E402 (the package of this checkout, installed or not)
from analyzer.model import Candidate, Claim, Contest, Finding, Source, SourceKind  # noqa: E402

SHEETS = 8_000
WIDE = ((5, 10), (10, 20), (20, 40))
LONG = (250, 500, 1000, 2000)
VARIANTS = 12  # sets of figures that documents repeat
SLIPS = 5
_COLUMNS = ("document", "source", "measure", "subject", "value", "basis")


def contest_of(candidates: int, sources: int, *, complete: bool = True) -> Contest:
    """A made-up contest; the first source is the electoral authority."""
    return Contest(
        id="invented",
        name="Invented",
        date=date(2020, 1, 1),
        candidates=tuple(Candidate(f"c{n:02}", f"Candidate {n:02}") for n in range(candidates)),
        sources=tuple(
            Source(f"s{n:02}", f"Source {n:02}", SourceKind.OBSERVER if n else SourceKind.AUTHORITY)
            for n in range(sources)
        ),
        tally_sheets=SHEETS,
        complete=complete,
    )


def wide(sources: int, candidates: int, slips: int, seed: int = 1) -> tuple[list[dict[str, str]], Contest]:
    """Rows of a claims table: what each source says of the whole, or of a part of it; `slips` figures are moved."""
    rng = np.random.default_rng(seed)
    votes = np.sort(rng.multinomial(10_000_000, rng.dirichlet(np.full(candidates, 0.7))))[::-1]
    cast, voters = int(votes.sum()) + 123_456, 17_000_000
    rows = []
    for number in range(sources):
        name, part = f"s{number:02}", 1.0 if number % 4 else 0.8
        some = np.rint(votes * part).astype(int)
        if slips and number == sources - 1:
            some[:2] = some[1::-1]  # the last source has another winner
        for candidate, own in enumerate(some.tolist()):
            subject = f"c{candidate:02}"
            share = f"{100.0 * own / some.sum():.2f}"
            of_two = {"share": share} if number % 2 else {"votes": str(own)}
            rows += [_row(name, measure, subject, value) for measure, value in of_two.items()]
        rows.append(_row(name, "turnout", "", f"{100.0 * cast / voters:.2f}"))
        rows.append(_row(name, "coverage", "", f"{100 * part:.0f}"))
    for place in rng.permutation(len(rows))[:slips].tolist():
        row = rows[place]
        moved = float(row["value"]) * 1.05 + 0.1
        row["value"] = f"{moved:.0f}" if row["measure"] == "votes" else f"{min(moved, 99.0):.2f}"
    return rows, contest_of(candidates, sources)


def _row(source: str, measure: str, subject: str, value: str, basis: str = "", document: str = "") -> dict[str, str]:
    basis = basis if measure == "share" else ""
    return dict(zip(_COLUMNS, (document, source, measure, subject, value, basis), strict=True))


def long(documents: int, slips: int) -> tuple[list[dict[str, str]], Contest]:
    """Rows of a claims table: undated documents of few sources that repeat each other, `slips` of them not quite."""
    rows = []
    every = max(documents // slips, 1) if slips else documents + 1
    for number in range(documents):
        k, name, document = number % VARIANTS, f"s{number % 4:02}", f"note-{number:05}"
        slip = 0.3 if number % every == every - 1 else 0.0
        rows.append(_row(name, "share", "c00", f"{51.2 + k / 100 + slip:.2f}", document=document))
        rows.append(_row(name, "share", "c01", f"{44.2 - k / 100:.2f}", document=document))
        if number % 3:
            rows.append(_row(name, "turnout", "", f"{59 + k % 3}", document=document))
        else:
            rows.append(_row(name, "coverage", "", f"{80 + k % 3}", document=document))
        if number % 5 == 0:
            rows.append(_row(name, "votes", "c00", f"{7_100_000 + k * 10_000}", document=document))
    return rows, contest_of(2, 4, complete=False)


def claims_of(rows: Sequence[dict[str, str]], contest: Contest, folder: Path) -> list[Claim]:
    """The rows as they come in through a claims table."""
    file = folder / "claims.csv"
    lines = (",".join(row[column] for column in _COLUMNS) for row in rows)
    file.write_text("\n".join((",".join(_COLUMNS), *lines)) + "\n", encoding="utf-8")
    claims, faults, _ = tables.read_claims_for(file, [contest], None, lambda _: None)
    assert not faults, faults[:3]
    return [replace(claim, contest=contest.id) for claim in claims]


def checksum(findings: Sequence[Finding]) -> str:
    """A few digits that differ where a finding does, to the last interval."""
    return hashlib.sha256("\n".join(repr(astuple(finding)) for finding in findings).encode()).hexdigest()[:12]


def measured(name: str, rows: Sequence[dict[str, str]], contest: Contest, *, draw: bool) -> float:
    """Print the times of one table; processor seconds of the checks."""
    with tempfile.TemporaryDirectory() as folder:
        claims = claims_of(rows, contest, Path(folder))
        started = time.process_time()
        findings = pipeline.check(claims, [contest])
        checked = time.process_time() - started
        drawn = ""
        if draw:
            started = time.process_time()
            run = pipeline.run([Path(folder) / "claims.csv"], [contest], claims_tables=True)
            again = time.process_time()
            pipeline.figures(run, Path(folder) / "figures")
            drawn = f"   figures {time.process_time() - again:6.2f} s"
    print(f"{name:34}{len(claims):6} claims{len(findings):6} findings{checked:8.2f} s{drawn}   {checksum(findings)}")
    sys.stdout.flush()
    return checked


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--most", type=int, default=10_000, help="leave out tables of more claims")
    asked.add_argument("--figures", action="store_true", help="draw the figures, too")
    given = asked.parse_args()
    made = [
        *((f"{s} sources, {c} candidates, {n} slips", *wide(s, c, n)) for n in (0, SLIPS) for s, c in WIDE),
        *((f"{d} documents, {n} slips", *long(d, n)) for n in (0, SLIPS) for d in LONG),
    ]
    for name, rows, contest in made:
        if len(rows) <= given.most:
            measured(name, rows, contest, draw=given.figures)


if __name__ == "__main__":
    main()
