"""What `import analyzer` offers: the stages of the pipeline with pandas tables in and out."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer import contest as contests
from analyzer import pipeline, tables
from analyzer.faults import fault, kind
from analyzer.model import UNCOUNTED, Contest, Document, InputError

if TYPE_CHECKING:
    import pandas as pd

ContestLike = Contest | str | Path | None
#: A place of documents, or several: a file, a folder, a glob.
Places = str | Path | Iterable[str | Path]


def load_contest(id_or_path: str | Path) -> Contest:
    """The bundled contest of that id, or the one described in a contest.toml.

    Raises InputError that names the file, the key, what was expected and what was found.
    """
    return contests.load(id_or_path)


def _given(contest: ContestLike) -> tuple[Contest, ...]:
    if contest is None:
        return ()
    return (contest if isinstance(contest, Contest) else load_contest(contest),)


def _places(given: Places) -> list[str | Path]:
    """The places as a list; one alone is one, and not the characters of its name."""
    alone = isinstance(given, str | Path | bytes) or not isinstance(given, Iterable)
    several: list[str | Path] = [given] if alone else list(given)  # type: ignore[list-item, arg-type]
    if other := [one for one in several if not isinstance(one, str | Path)]:
        raise InputError(fault("paths", "paths (files, folders, globs)", kind(other[0])))
    return several


def read(paths: Places) -> list[Document]:
    """The documents under `paths` (files, folders, globs; one or several); what cannot be read is warned of.

    Raises InputError where nothing at all could be read, and for what is no path.
    """
    documents, faults = pipeline.read(_places(paths))
    if faults and not documents:
        raise InputError("; ".join(faults))
    for line in faults:
        warnings.warn(line, stacklevel=2)
    return documents


def _documents(of: str | Sequence[str | Path] | Sequence[Document]) -> list[Document]:
    if isinstance(of, str):
        return [Document("text", of)]
    if isinstance(of, Path):
        return read([of])
    given = list(of)
    documents = [d for d in given if isinstance(d, Document)]
    return documents if len(documents) == len(given) else read([p for p in given if isinstance(p, str | Path)])


def extract(of: str | Sequence[str | Path] | Sequence[Document], contest: ContestLike = None) -> pd.DataFrame:
    """The claims table (columns `model.CLAIM_COLUMNS`, one row a claim).

    `of` is a text (a str, taken as it is), a list of paths, or a list of documents. Without `contest`, each
    document's contest is recognised among the bundled ones; InputError where none fits.
    """
    return tables.claims_frame(pipeline.extract(_documents(of), _given(contest)).claims)


def check(claims: pd.DataFrame, contest: ContestLike = None, uncounted: float = UNCOUNTED) -> pd.DataFrame:
    """The findings table (columns `model.FINDING_COLUMNS`, `sources` and `claims` hold lists).

    `claims` needs the columns source, measure, subject and value, and `contest` where that is not given; the rest is
    derived. `uncounted` is e: votes per
    uncounted tally sheet are taken to lie within 1 − e and 1 + e times the counted mean. Raises InputError for a
    missing column, an unknown measure or subject, and a value that is no finite non-negative number.
    """
    given = _given(contest)
    rows = tables.claims_from_frame(claims, given[0] if given else None)
    nowhere = next((place for place, claim in enumerate(rows) if not given and not claim.contest), None)
    if nowhere is not None:
        raise InputError(fault(f"row {nowhere}: contest", "the id of a contest, or `contest`", "neither"))
    known = given or tuple(contests.load(id) for id in sorted({c.contest for c in rows}))
    return tables.findings_frame(pipeline.check(rows, known, uncounted))


def report(
    paths: Places, contest: ContestLike = None, out: str | Path = "report", uncounted: float = UNCOUNTED
) -> Path:
    """Run the whole of it over `paths`, as in `read`, and write the report to the folder `out`; the path of its page.

    Raises InputError, and writes nothing, where nothing could be read, or where a file that the program did not write
    would be replaced.
    """
    return pipeline.report(pipeline.run(_places(paths), _given(contest), uncounted), Path(out))
