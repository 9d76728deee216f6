"""Polling-station tables: read, summed up, held against claims, and tested for what elections do not look like.

`load` and `check` are the face; totals.py, told.py, evidence.py and rivals.py hold sums and bounds, forensic/ the
tests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.faults import fault
from analyzer.model import UNCOUNTED, Claim, Contest, Finding, InputError, Profile
from analyzer.tallies import reading
from analyzer.tallies.methods import METHODS
from analyzer.tallies.versions import Changes

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["METHODS", "Changes", "check", "compare", "examine", "joined", "load", "profiles", "publisher"]


def load(path: str | Path, contest: Contest | str | Path, columns: Mapping[str, str] | None = None) -> pd.DataFrame:
    """A table with one row a tally sheet and its columns named by role: station, region, votes by candidate id, …

    `contest` may be the id of a bundled one, or its file; `columns` maps columns of the file to roles and overrides
    what is guessed. Counts are float64, NaN where the table leaves a cell empty. Columns of candidates that the contest
    does not list are kept as "others:COLUMN" and added up as "others". Rows without anything in them are left out, and
    so is a row that is the sum of all others. `attrs["roles"]` says how each column is known, `attrs["name"]` the file,
    `attrs["left_out"]` which rows are sums.
    Raises InputError, in one line with the file, and the row where there is one.
    """
    from analyzer.tallies import checked

    return reading.load(Path(path), checked.contest_of(contest), columns)


def check(
    table: pd.DataFrame,
    claims: pd.DataFrame,
    contest: Contest | str | Path,
    source: str | None = None,
    uncounted: float = UNCOUNTED,
) -> pd.DataFrame:
    """The findings table of a table of tally sheets and of claims about the same contest.

    `table` is one that `load` made, or has at least a column `station`, one of a candidate's id, and counts (float,
    NaN where a cell is left out) in all that hold votes or voters. `contest` may be the id of a bundled one, or its
    file. `source` is who published the tables; left out, it is the source whose stated coverage contains the tables'.
    `uncounted` is e: votes on each other sheet are taken to be up to 1 + e times the mean of these.
    Raises InputError, in one line: for a table without stations, candidates, rows or votes, or with a cell that is no
    count; for claims that are none; for an unknown contest or source; for e that is negative or no finite number.
    """
    from analyzer import tables
    from analyzer.tallies import checked

    about = checked.contest_of(contest)
    who, more = checked.source_of(source, about), checked.uncounted_of(uncounted)
    given, stated = checked.table_of(table, about), checked.claims_of(claims, about)
    return tables.findings_frame(examine(given, stated, about, who, more))


def compare(earlier: pd.DataFrame, later: pd.DataFrame, contest: Contest | str | Path) -> Changes:
    """What changed from one table to another, in the candidates' votes that both have columns for.

    A station that stands twice in a table is compared by its first row. Raises InputError for tables as `check` does.
    """
    from analyzer.tallies import checked, versions

    about = checked.contest_of(contest)
    return versions.compare(checked.table_of(earlier, about), checked.table_of(later, about), about)


def examine(
    table: pd.DataFrame,
    claims: Sequence[Claim],
    contest: Contest,
    source: str | None = None,
    uncounted: float = UNCOUNTED,
) -> list[Finding]:
    """As `check`, of records."""
    from analyzer.tallies import evidence, forensic, rivals

    given = evidence.evidence(table, contest)
    who = source if source is not None else evidence.publisher(given, claims)
    return [
        *evidence.findings(given, claims, who, uncounted),
        *rivals.findings(given, claims, who, uncounted),
        *forensic.findings(given, who),
    ]


def profiles(
    table: pd.DataFrame,
    claims: pd.DataFrame | Sequence[Claim],
    contest: Contest | str | Path,
    uncounted: float = UNCOUNTED,
) -> tuple[Profile, ...]:
    """What the figures of a table draw: `analyzer.plot.tally(profile, contest)` is the figure of one.

    They are, in this order, tallies-claims, tallies-arrival, tallies-fingerprint and tallies-integers; the first alone
    where a column left aside may hold valid votes. Raises InputError as `check` does.
    """
    from analyzer.tallies import checked, evidence, portrait

    about, more = checked.contest_of(contest), checked.uncounted_of(uncounted)
    given, stated = checked.table_of(table, about), checked.claims_of(claims, about)
    return portrait.profiles(evidence.evidence(given, about), stated, more)


def joined(tables: Sequence[pd.DataFrame], contest: Contest) -> tuple[pd.DataFrame, list[Finding]]:
    """One table of several, and what changed between them.

    Tables that have no station in common are parts of one set, put one under the other. A table that has stations of
    earlier ones is a release of those, and stands in their place. Raises InputError for several tables of which one
    names no stations, and for a release that writes the same stations otherwise.
    """
    from analyzer.tallies import evidence, versions

    nameless = next((table for table in tables if table.attrs.get("numbered")), None)
    if nameless is not None and len(tables) > 1:
        wanted = "stations, which tell releases of one set from its parts (or one table)"
        raise InputError(fault(nameless.attrs.get("name", "a table"), wanted, "no such column"))
    parts, found = list(tables[:1]), []
    for table in tables[1:]:
        again = [place for place, part in enumerate(parts) if versions.common(part, table)]
        others = [part for place, part in enumerate(parts) if place not in again]
        for part in others:
            versions.check_alike(part, table)
        if again:
            found.append(evidence.changes(versions.together([parts[n] for n in again]), table, contest, others))
            parts = [part for place, part in enumerate(parts) if place not in again[1:]]
            parts[again[0]] = table
        else:
            parts.append(table)
    return versions.together(parts), found


def publisher(table: pd.DataFrame, claims: Sequence[Claim], contest: Contest) -> str:
    """The source whose stated coverage contains that of the tables, "" where none or several do."""
    from analyzer.tallies import evidence

    return evidence.publisher(evidence.evidence(table, contest), claims)
