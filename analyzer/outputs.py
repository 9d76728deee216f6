"""Which files of a folder the program wrote itself, by the lists that it leaves there; all others are somebody's.

A report's list is its datapackage.json (`files`), that of figures their manifest.json.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from analyzer.faults import fault, printable
from analyzer.files import read_bytes
from analyzer.model import InputError

MANIFEST = "manifest.json"
PACKAGE = "datapackage.json"
LISTS = (MANIFEST, PACKAGE)
#: What the name of a report's data package begins with.
PACKAGE_NAME = "election-claims"
#: What else a report may consist of, figures apart; the data packages of earlier versions do not list it.
REPORT = (
    "report.html", "report.json", "report.md", "claims.csv", "findings.csv", "claims.jsonld", "claims.parquet",
)  # fmt: skip
_SHOWN = 2  # further files that one line names


def written(folder: str | Path) -> frozenset[str]:
    """The files that the program wrote into a folder, its lists among them: names relative to it, with slashes."""
    return _of_report(folder) | _of_figures(folder)


def _of_report(folder: str | Path) -> frozenset[str]:
    content = _json(folder, PACKAGE)
    if not str(content.get("name", "")).startswith(PACKAGE_NAME):
        return frozenset()
    names = content.get("files", REPORT)
    return frozenset((PACKAGE, *map(str, names))) if isinstance(names, list | tuple) else frozenset()


def _of_figures(folder: str | Path) -> frozenset[str]:
    content = _json(folder, MANIFEST)
    names = content.get("files")
    return frozenset((MANIFEST, *names)) if isinstance(names, dict) and "matplotlib" in content else frozenset()


def _json(folder: str | Path, name: str) -> dict[str, Any]:
    """The object in a list's file; an empty one where there is none."""
    try:
        content = json.loads(read_bytes(Path(folder, name)))
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def spare_others(folder: Path, content: Mapping[str, bytes]) -> None:
    """Raise InputError, with what to do, where files to be written by name would replace one of somebody else.

    A file that holds the same bytes is no loss: so a run that was broken off can be made again.
    """
    own = written(folder)
    taken = [name for name, data in content.items() if name not in own and _other(folder / name, data)]
    if taken:
        more = f" (and {', '.join(map(printable, taken[1 : 1 + _SHOWN]))}{', …' if len(taken) > 1 + _SHOWN else ''})"
        found = f"another file{more if len(taken) > 1 else ''}; move it, or name another folder"
        raise InputError(fault(folder / taken[0], "no such file, or one that this program wrote there", found))


def _other(path: Path, data: bytes) -> bool:
    try:
        return os.path.lexists(path) and read_bytes(path) != data
    except OSError:
        return True


def remove_stale(folder: Path, kept: Mapping[str, bytes], removable: Callable[[str], bool]) -> None:
    """Remove what the program wrote into a folder before and does not write any more, where its name is `removable`."""
    for name in written(folder) - kept.keys():
        path = folder / name
        if removable(name) and not path.parent.is_symlink():
            path.unlink(missing_ok=True)
            if path.parent != folder and path.parent.is_dir() and not any(path.parent.iterdir()):
                path.parent.rmdir()
