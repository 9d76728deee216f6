"""The commands on the files that describe elections."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from analyzer.faults import printable
from analyzer.model import InputError
from analyzer.terminal import (
    DONE,
    fail,
    finish,
    output_option,
    paths_argument,
    put,
    say,
    stdin,
    writable,
)
from analyzer.wording import plural


@click.group()
def contest() -> None:
    """The elections that are described: list them, show one, check a contest.toml."""


@contest.command("list", epilog=DONE)
def contest_list() -> None:
    """Print the id, date and name of each bundled contest.

    \b
    analyzer contest list
    """
    from analyzer import contest as contests

    found = [contests.load(id) for id in contests.bundled()]
    put("".join(f"{c.id}\t{c.date}\t{c.name}\n" for c in found), None)


@contest.command("show", epilog=DONE)
@click.argument("id", metavar="ID|FILE")
def contest_show(id: str) -> None:
    """Print a contest: its constants, candidates and sources with their ids and aliases.

    \b
    analyzer contest show venezuela-2024-presidential
    """
    from analyzer import contest as contests

    put(contests.describe(contests.load(id)), None)


@contest.command("draft", epilog=DONE)
@paths_argument
@output_option
def contest_draft(paths: Sequence[str], output: Path | None) -> None:
    """Propose a contest.toml from documents: names beside vote figures, names beside verbs of reporting.

    A FILE that exists is left as it is.

    \b
    analyzer contest draft articles/ -o my-contest.toml
    """
    from analyzer import drafting, pipeline

    if output is not None and os.path.lexists(output):
        raise InputError(f"{printable(output)}: expected a new file, since a draft is there to be edited, found one")
    writable(output)
    documents, faults = pipeline.read_some(paths, stdin(), say)
    put(drafting.draft(documents), output)
    finish(faults)


@contest.command("validate", epilog=DONE)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def contest_validate(file: Path) -> None:
    """Say every fault of a contest.toml, one line each, as FILE: key: expected, found.

    \b
    analyzer contest validate my-contest.toml
    """
    from analyzer import contest as contests

    faults = contests.validate(file)
    if faults:
        fail(faults)
    found = contests.load(file)
    candidates = plural(len(found.candidates), "candidate", " ")
    say(f"{file}: {candidates}, {plural(len(found.sources), 'source', ' ')}; as it should be")
