"""The files of a report, each put in place whole, the page last."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path, PurePath

from analyzer import outputs, tables
from analyzer.files import write_atomic
from analyzer.model import Contest, Document, Run
from analyzer.plot import render
from analyzer.reporting import exports, markdown, page, pictures
from analyzer.reporting.view import ContestView
from analyzer.version import __version__

PAGE = "report.html"
#: Of report.json: docs/report.schema.json says what a file of this version holds.
SCHEMA_VERSION = 1
_LIBRARIES = ("jinja2", "matplotlib", "numpy", "pandas", "scipy")


def write_report(run: Run, out: Path, lang: str = "en") -> Path:
    """Write report.html, the same as JSON and Markdown, the tables and figures/ to the folder `out`; the page's path.

    `lang` is the language of the figures.

    The folder is made if need be; what else lies in it stays, and InputError is raised, before anything is written,
    where a file of somebody else would be replaced. The same run gives the same bytes. claims.parquet is among the
    files where the extra parquet is installed. Raises OSError.
    """
    drawn = pictures.draw(run, lang)
    used = libraries()
    sections = page.contests(run, drawn, lang)
    beside = _beside(run, sections, used)
    shown = page.html(run, sections, used, tuple(beside), unwritten())
    outputs.spare_others(out, {**beside, PAGE: _utf8(shown)})
    figures = out / pictures.FOLDER
    if drawn.files or outputs.written(figures):
        render.put(drawn.files, figures, drawn.absent, lang)
    out.mkdir(parents=True, exist_ok=True)
    outputs.remove_stale(out, {**beside, PAGE: b""}, outputs.REPORT.__contains__)
    # The list of what is written first: where the run is broken off, the next one knows the files for its own.
    for name in sorted(beside, key=lambda name: name != outputs.PACKAGE):
        write_atomic(out / name, beside[name])
    write_atomic(out / PAGE, _utf8(shown))
    return out / PAGE


def _beside(run: Run, sections: Sequence[ContestView], used: dict[str, str]) -> dict[str, bytes]:
    """Name and content of the files beside the page."""
    made = {
        "report.json": _utf8(as_json(run, used)),
        "report.md": _utf8(markdown.markdown(run, sections, used)),
        "claims.csv": _utf8(tables.claims_csv(run.claims)),
        "findings.csv": _utf8(tables.findings_csv(run.findings)),
        "claims.jsonld": _utf8(exports.linked_data(run)),
    }
    parquet = {} if unwritten() else {"claims.parquet": tables.claims_parquet(run.claims)}
    written = sorted([*made, *parquet, PAGE])
    made[outputs.PACKAGE] = _utf8(exports.data_package(run, made, written))
    return made | parquet


def unwritten() -> tuple[str, ...]:
    """One line on each file of a report that cannot be written here: what is missing for it."""
    return (
        () if find_spec("pyarrow") else (f"claims.parquet: {tables.PARQUET_WANTED}; the report is written without it",)
    )


def libraries() -> dict[str, str]:
    """What computed the report: this program, Python and the libraries, with their versions."""
    found = {name: version(name) for name in _LIBRARIES}
    return {"analyzer": __version__, "python": platform.python_version(), **found}


def as_json(run: Run, used: dict[str, str]) -> str:
    """The whole run as JSON: claims under `claims`, findings under `findings`; null where a number is missing."""
    content = {
        "version": SCHEMA_VERSION,
        "contests": [_contest(contest) for contest in run.contests],
        "documents": [_document(document) for document in run.documents],
        "claims": tables.records_json(run.claims),
        "findings": tables.records_json(run.findings),
        "readings": tables.records_json(run.readings),
        "corrections": tables.records_json(run.corrections),
        "faults": list(run.faults),
        "notes": list(run.notes),
        "uncounted": run.uncounted,
        "provenance": used,
    }
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _contest(contest: Contest) -> dict[str, object]:
    return {
        "id": contest.id,
        "name": contest.name,
        "date": contest.date.isoformat(),
        "country": contest.country,
        "candidates": [{"id": one.id, "name": one.name} for one in contest.candidates],
        "sources": [{"id": one.id, "name": one.name, "kind": str(one.kind)} for one in contest.sources],
        "registered_voters": contest.registered_voters,
        "polling_stations": contest.polling_stations,
        "tally_sheets": contest.tally_sheets,
        "complete": contest.complete,
    }


def _document(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        # The name alone: a report travels, and the folders of the machine it was made on are nobody's business.
        "file": PurePath(document.path).name,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "language": document.language,
        "title": document.title,
        "url": document.url,
        "date": document.date,
        "characters": len(document.text),
        "notes": list(document.notes),
    }


def _utf8(text: str) -> bytes:
    """UTF-8; half a character, which a jsonl file may smuggle in, becomes a question mark."""
    return text.encode("utf-8", "replace")
