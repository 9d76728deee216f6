"""The pages that are made, not written: `python docs/pages.py` writes commands.md and licences.md.

commands.md is what `--help` says of each command; licences.md lists every pinned package with the licence that it
states itself, as far as it is installed here.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import click

from analyzer.cli import main

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 100
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ \\;]+)(?: ; (?P<where>[^\\]+?))? ?\\?$", re.M)


def commands() -> str:
    """What each command's --help says."""
    parts = [
        "# Commands\n\n"
        "What `--help` says of each (made by `make docs`). `python -m analyzer` is the same as `analyzer`."
    ]
    parts += [f"## {name}\n\n```text\n{text}\n```" for name, text in _helps(main, "analyzer")]
    return "\n\n".join(parts) + "\n"


def _helps(command: click.Command, name: str, parent: click.Context | None = None) -> list[tuple[str, str]]:
    wide = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    with click.Context(command, info_name=name, parent=parent, **wide) as context:
        found = [(context.command_path, command.get_help(context))]
        if isinstance(command, click.Group):
            for word in sorted(command.commands):
                found += _helps(command.commands[word], word, context)
    return found


def licences() -> str:
    """Every pinned package: version, for which Pythons and systems, licence."""
    pins = _PIN.finditer((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    rows = [f"| {pin['name']} | {pin['version']} | {pin['where'] or 'all'} | {_licence(pin['name'])} |" for pin in pins]
    head = (
        "# Licences of what it stands on\n\n"
        "analyzer itself is under the MIT licence. These are the packages of `constraints.txt`, all that `make` "
        "installs; which of them the program needs to run stands in `pyproject.toml`, the rest are extras, tests and "
        "tools. The licence is what the package states of itself (made by `make docs`); a dash: it states none in its "
        "metadata, or was not installed where this page was made. The names of countries in "
        "`analyzer/reading/names/countries.toml` are after the Unicode CLDR (Unicode License v3).\n\n"
        "| package | version | where | licence |\n|---|---|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"


def _licence(name: str) -> str:
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return "–"
    written = said.get("License-Expression") or said.get("License") or ""
    classes = [one.rsplit(" :: ", 1)[-1] for one in said.get_all("Classifier") or () if one.startswith("License ::")]
    short = written if written and "\n" not in written and len(written) < 80 else ", ".join(classes)
    return short.replace("|", "/") or "–"


def write() -> None:
    """Write both pages."""
    for name, text in (("commands.md", commands()), ("licences.md", licences())):
        (ROOT / "docs" / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
