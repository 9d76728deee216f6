"""What `import analyzer` offers: the stages of the pipeline with pandas tables in and out."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyzer import contest as contests
from analyzer import pipeline, tables
from analyzer.faults import fault, kind
from analyzer.model import UNCOUNTED, Contest, Document, InputError

if TYPE_CHECKING:
    import pandas as pd

_OPTION = re.compile(r"(?<!\S)--contest\b")

ContestLike = Contest | str | Path | None
#: A place of documents, or several: a file, a folder, a glob.
Places = str | Path | Iterable[str | Path]
#: A text (a str), or where there are some.
Texts = str | Path | Document | Iterable[str | Path] | Iterable[Document]


def load_contest(id_or_path: str | Path) -> Contest:
    """The bundled contest of that id, or the one described in a contest.toml.

    Raises InputError that names the file, the key, what was expected and what was found.
    """
    if not isinstance(id_or_path, str | Path):
        raise InputError(fault("contest", "the id of a bundled contest or a file", kind(id_or_path)))
    return contests.load(id_or_path)


def _given(contest: ContestLike) -> tuple[Contest, ...]:
    if contest is None:
        return ()
    return (contest if isinstance(contest, Contest) else load_contest(contest),)


def _places(given: Places) -> list[str | Path]:
    """The places as a list; one alone is one, and not the characters of its name."""
    if isinstance(given, str | Path):
        return [given]
    several: list[Any] = list(given) if isinstance(given, Iterable) else [given]
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


@contextmanager
def _in_python() -> Iterator[None]:
    """What the stages say of an option of the command line, said of the argument of that name."""
    try:
        yield
    except InputError as error:
        said = str(error).replace("name it with --contest", "give its file")
        raise InputError(_OPTION.sub("contest", said)) from None


def _documents(of: Texts) -> list[Document]:
    if isinstance(of, str):
        return [Document("text", of)]
    if isinstance(of, Path | Document):
        return [of] if isinstance(of, Document) else read(of)
    given: list[Any] = list(of) if isinstance(of, Iterable) else [of]
    if other := [one for one in given if not isinstance(one, str | Path | Document)]:
        raise InputError(fault("of", "a text, paths or documents", kind(other[0])))
    documents = [one for one in given if isinstance(one, Document)]
    paths = [one for one in given if isinstance(one, str | Path)]
    return [*documents, *(read(paths) if paths else ())]


def extract(of: Texts, contest: ContestLike = None) -> pd.DataFrame:
    """The claims table (columns `model.CLAIM_COLUMNS`, one row a claim).

    `of` is a text (a str, taken as it is), a Path or several paths, or documents. Without `contest`, each
    document's contest is recognised among the bundled ones; InputError where none fits, and for what is none of these.
    """
    with _in_python():
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
    with _in_python():
        return pipeline.report(pipeline.run(_places(paths), _given(contest), uncounted), Path(out))
