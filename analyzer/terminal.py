"""How commands speak: what goes to stdout, what to stderr, exit statuses, and the options that several of them have."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, TypeVar

import click

from analyzer.faults import printable, reason
from analyzer.model import UNCOUNTED, InputError

if TYPE_CHECKING:
    from analyzer.model import Contest

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("table", "csv", "jsonl")
FORM = "table is for people; the others have all columns."

# What the last lines of a command's help say.
DONE = (
    "Exit status: 0 done, whatever was found; 2 wrong usage, or input that could not be read: each fault is one line "
    "on stderr, and what could be read is still written."
)
CHECKED = (
    "Exit status: 0 nothing is inconsistent; 1 a finding is, conditional or not; 2 wrong usage, or input that could "
    "not be read, which wins over 1."
)
VERIFIED = (
    f"{DONE} With --verify: 0 the folder is as its manifest and a fresh render say; 1 it differs, and what differs is "
    "named."
)


def say(message: str) -> None:
    """One line on stderr."""
    click.echo(message, err=True)


def fail(faults: Iterable[str]) -> NoReturn:
    """Say each fault in one line and exit with 2."""
    for fault in faults:
        say(f"analyzer: {fault}")
    sys.exit(2)


class Commands(click.Group):
    """A group whose commands turn an InputError into its one line and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except InputError as error:
            fail(str(error).splitlines())
        except KeyboardInterrupt:
            say("interrupted")
            sys.exit(130)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            fail([f"{printable(error.filename or 'output')}: expected to write or read it, found: {reason(error)}"])


def paths_argument(command: F) -> F:
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(command)


def contest_option(command: F) -> F:
    return click.option(
        "--contest", "contest_ids", multiple=True, metavar="ID|FILE", help="A bundled contest's id, or a contest.toml."
    )(command)


def _finite(context: click.Context, parameter: click.Parameter, value: float) -> float:
    """A range lets nan and inf pass."""
    if not isfinite(value):
        raise InputError(f"--uncounted: expected a finite number, 0 or more, found {value}")
    return value


def uncounted_option(command: F) -> F:
    return click.option(
        "--uncounted",
        type=click.FloatRange(0, min_open=False),
        default=UNCOUNTED,
        show_default=True,
        metavar="E",
        callback=_finite,
        help="Votes per uncounted tally sheet lie within 1-E and 1+E times the counted mean.",
    )(command)


def corrections_option(command: F) -> F:
    return click.option(
        "--corrections",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A person's corrections of what is read (TOML), applied again on each run.",
    )(command)


def output_option(command: F) -> F:
    return click.option(
        "-o",
        "output",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Write to FILE, not stdout.",
    )(command)


def out_option(default: str) -> Callable[[F], F]:
    """`--out`: the folder to write to."""
    folder = click.Path(file_okay=False, path_type=Path)
    return click.option("--out", type=folder, default=default, show_default=True, help="The folder to write to.")


def roles(mapped: Sequence[str]) -> dict[str, str]:
    """Column -> role, of the entries of `--map`. Raises InputError for one that is none, and for two roles of one."""
    found: dict[str, str] = {}
    for entry in mapped:
        column, equals, role = entry.rpartition("=")
        if not equals or not column:
            raise InputError(f"--map: expected COLUMN=ROLE, found {printable(entry)}")
        if found.get(column, role) != role:
            raise InputError(f"--map: expected one role for {printable(column)}, found {found[column]} and {role}")
        found[column] = role
    return found


def named_contests(ids: Sequence[str]) -> tuple[Contest, ...]:
    from analyzer import contest as contests

    return contests.load_all(ids)


def stdin() -> BinaryIO | None:
    """Standard input; None where whoever began the program closed it."""
    return getattr(sys.stdin, "buffer", None)


def on_terminal() -> bool:
    """Whether stdout is a terminal, which bytes would spoil."""
    return sys.stdout is not None and sys.stdout.isatty()


def say_all(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)


def writable(output: Path | None) -> None:
    """Raise InputError where no file can be put at the place of -o, before hours of work for it."""
    if output is not None and not output.parent.is_dir():
        raise InputError(f"{printable(output)}: expected a place in a folder that exists, found none")
    if output is not None and output.exists() and not output.is_file():
        raise InputError(f"{printable(output)}: expected a regular file or none, found another kind of file")


def put(data: str | bytes, output: Path | None) -> None:
    """To the file, whole or not at all, else to stdout."""
    if output is not None:
        from analyzer import files

        files.write_atomic(output, data)
        return
    if sys.stdout is None:
        raise InputError("output: expected standard output or -o FILE, found it closed")
    sys.stdout.flush()
    sys.stdout.buffer.write(data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data)
    sys.stdout.buffer.flush()


def finish(faults: Sequence[str]) -> None:
    """Exit with 2 where something could not be read; what could be is written by now."""
    if faults:
        fail(faults)
