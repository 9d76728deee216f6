"""The command line: prints and exits, computes nothing.

Data goes to stdout or to the file of -o, progress and messages to stderr. Each command imports what it uses when it
runs, so that `analyzer --help` is quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from analyzer import __version__
from analyzer.cli.contests import contest
from analyzer.faults import printable
from analyzer.model import InputError
from analyzer.terminal import (
    CHECKED,
    DONE,
    FORM,
    FORMATS,
    VERIFIED,
    Commands,
    contest_option,
    corrections_option,
    fail,
    finish,
    named_contests,
    on_terminal,
    out_option,
    output_option,
    paths_argument,
    put,
    roles,
    say,
    say_all,
    stdin,
    uncounted_option,
    writable,
)
from analyzer.wording import plural


def _language(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """The language, where the figures have it: which ones they have is known when a command runs."""
    from analyzer import pipeline

    if value not in pipeline.languages():
        raise InputError(f"--lang: expected one of {', '.join(pipeline.languages())}, found {printable(value)}")
    return value


lang_option = click.option(
    "--lang", default="en", show_default=True, metavar="en|es", callback=_language, help="The language of the figures."
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="analyzer")
def main() -> None:
    """Read what competing sources say an election's result was, and check which figures cannot all be true.

    PATH is a file, a folder, a glob or - for standard input.
    """


main.add_command(contest)


def _apart(output: Path | None, paths: Sequence[str | Path], *others: str | Path | None) -> None:
    """Raise InputError, before anything is read, where the file of -o cannot be written, or is one that is read."""
    writable(output)
    if output is not None and output.exists():
        from analyzer import intake

        if intake.is_input(output, [*paths, *(path for path in others if path)], stdin()):
            raise InputError(f"-o {printable(output)}: expected a file that is no input, found an input")


@main.command(epilog=DONE)
@paths_argument
@contest_option
@corrections_option
@uncounted_option
@click.option(
    "--tallies",
    "tables",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A polling-station table to hold the claims against; may be given often.",
)
@out_option("report")
@lang_option
def report(
    paths: Sequence[str],
    contest_ids: Sequence[str],
    corrections: Path | None,
    uncounted: float,
    tables: Sequence[Path],
    out: Path,
    lang: str,
) -> None:
    """Write a report: who claims what, and which figures cannot all be true.

    In the folder, files of an earlier report are replaced, and no others: where one is in the way, nothing is written.

    \b
    analyzer report seeds
    analyzer report articles/ --contest my-contest.toml --out report/
    """
    from analyzer import pipeline

    found = pipeline.run(paths, named_contests(contest_ids), uncounted, stdin(), corrections, tables, tell=say)
    say_all(found.notes)
    page = pipeline.report(found, out, lang)
    say_all(pipeline.unwritten())
    inconsistent = sum(f.verdict == "inconsistent" for f in found.findings)
    told = f"{plural(len(found.claims), 'claim', ' ')}, {plural(len(found.findings), 'finding', ' ')}"
    say(f"{told}, {inconsistent} of them inconsistent: {page}")
    finish(found.faults)


@main.command(epilog=DONE)
@paths_argument
@contest_option
@corrections_option
@click.option(
    "--format", "form", type=click.Choice([*FORMATS, "parquet"]), default="table", show_default=True, help=FORM
)
@output_option
@click.option("--explain", is_flag=True, help="Say of each number what it was read as and why, or why it was left out.")
def extract(
    paths: Sequence[str],
    contest_ids: Sequence[str],
    corrections: Path | None,
    form: str,
    output: Path | None,
    explain: bool,
) -> None:
    """Print the claims that documents make, one row a claim.

    \b
    analyzer extract seeds --format csv -o claims.csv
    analyzer extract article.txt --explain
    """
    from analyzer import pipeline, tables

    _apart(output, paths, corrections, *contest_ids)
    if form == "parquet" and not explain and output is None and on_terminal():
        raise InputError("--format parquet: expected -o FILE or a pipe, found a terminal")
    documents, faults = pipeline.read_some(paths, stdin(), say)
    found = pipeline.correct(pipeline.extract(documents, named_contests(contest_ids), faults), corrections)
    say_all(found.notes)
    if explain:
        put(tables.readings_text(found.readings), output)
    elif form == "parquet":
        put(tables.claims_parquet(found.claims), output)
    else:
        writers = {"table": tables.claims_table, "csv": tables.claims_csv, "jsonl": tables.claims_jsonl}
        put(writers[form](found.claims), output)
    finish(found.faults)


@main.command(epilog=CHECKED)
@click.argument("paths", nargs=-1, required=True, metavar="CLAIMS.csv|CLAIMS.jsonl|PATH...")
@contest_option
@corrections_option
@uncounted_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help=FORM)
@output_option
def check(
    paths: Sequence[str],
    contest_ids: Sequence[str],
    corrections: Path | None,
    uncounted: float,
    form: str,
    output: Path | None,
) -> None:
    """Check which claims cannot all be true. Exits with 1 where a finding is inconsistent.

    Takes a claims table (CSV or JSON lines with source, measure, subject and value), documents, or a folder that
    corpus wrote.

    \b
    analyzer check claims.csv --contest venezuela-2024-presidential
    analyzer check seeds --uncounted 0.5
    """
    from analyzer import pipeline, tables

    _apart(output, paths, corrections, *contest_ids)
    found = pipeline.correct(pipeline.gather(paths, named_contests(contest_ids), stdin(), say), corrections)
    say_all(found.notes)
    findings = pipeline.check(found.claims, found.contests, uncounted)
    writers = {"table": tables.findings_table, "csv": tables.findings_csv, "jsonl": tables.findings_jsonl}
    put(writers[form](findings), output)
    finish(found.faults)
    sys.exit(any(f.verdict == "inconsistent" for f in findings))


@main.command(epilog=VERIFIED)
@paths_argument
@contest_option
@corrections_option
@uncounted_option
@out_option("figures")
@lang_option
@click.option("--verify", is_flag=True, help="Write nothing: compare the folder with its manifest and a fresh render.")
def figures(
    paths: Sequence[str],
    contest_ids: Sequence[str],
    corrections: Path | None,
    uncounted: float,
    out: Path,
    lang: str,
    verify: bool,
) -> None:
    """Draw the figures as SVG, PNG and PDF, each with its data and a text that says what it shows.

    PATH may be a claims table, as for check. A figure with nothing to draw is left out, and why is said. In the folder,
    files that its manifest lists are replaced or removed, and no others. --verify takes the language from the manifest.

    \b
    analyzer figures seeds
    analyzer figures seeds --verify
    """
    from analyzer import pipeline

    known = named_contests(contest_ids)
    found = pipeline.run(paths, known, uncounted, stdin(), corrections, claims_tables=True, tell=say)
    say_all(found.notes)
    if verify:
        differences = pipeline.verify_figures(found, out)
        say_all(differences)
        if found.faults:
            fail(found.faults)
        say(f"{out}: {'differs' if differences else 'as its manifest and a fresh render say'}")
        sys.exit(bool(differences))
    paths_, left_out = pipeline.figures(found, out, lang)
    for path in paths_:
        say(str(path))
    for name, why in left_out.items():
        say(f"{name}: not drawn: {why}")
    finish(found.faults)


@main.command(epilog=DONE)
@click.argument("files", nargs=-1, required=True, metavar="TABLE...", type=click.Path(path_type=Path))
@contest_option
@click.option("--claims", type=click.Path(path_type=Path), metavar="CLAIMS", help="A table of claims about them.")
@click.option("--source", metavar="ID", help="Who published the tables.")
@click.option("--map", "mapped", multiple=True, metavar="COLUMN=ROLE", help="What a column is; may be given often.")
@uncounted_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help=FORM)
@output_option
def tallies(
    files: Sequence[Path],
    contest_ids: Sequence[str],
    claims: Path | None,
    source: str | None,
    mapped: Sequence[str],
    uncounted: float,
    form: str,
    output: Path | None,
) -> None:
    """Sum up polling-station tables, hold claims against them, and test them.

    Roles are station, region, registered, ballots, valid, null, and each candidate's id. Tables with the same stations
    are compared sheet by sheet, and the last one counts.

    \b
    analyzer tallies results.csv.gz --claims claims.csv --source opposition
    analyzer tallies results.csv --contest my-contest.toml --map "Votes A=ada" --map Code=station
    """
    from analyzer import pipeline, tables

    _apart(output, files, claims, *contest_ids)
    known = named_contests(contest_ids)
    stated, faults, _ = tables.read_claims_for(claims, known, tell=say) if claims else ([], [], ())
    done = pipeline.tally(files, stated, known, roles(mapped), source, uncounted)
    say_all(done.notes)
    writers = {"table": tables.findings_table, "csv": tables.findings_csv, "jsonl": tables.findings_jsonl}
    put(writers[form](done.findings), output)
    finish(faults)


@main.command(epilog=DONE)
@paths_argument
@contest_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to write to.")
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    show_default="all",
    metavar="N",
    help="How many processes.",
)
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler; local begins N workers of this machine.")
@click.option("--shard", "part", default="1/1", metavar="I/N", help="Read the I-th of N parts alone, as one of N jobs.")
@click.option("--resume", is_flag=True, help="Go on in a folder that is not empty; what is done is not done again.")
def corpus(
    paths: Sequence[str],
    contest_ids: Sequence[str],
    out: Path,
    workers: int,
    scheduler: str | None,
    part: str,
    resume: bool,
) -> None:
    """Write the claims of very many documents, one Parquet file a shard, on several processes.

    Documents are lines of JSON (id, text; also as gz and zst), rows of Parquet, pages of web archives (WARC) or files
    in folders. Records that are none are set aside in OUT/bad, with the reason. Then repeated ids are told apart, and
    tables say who repeats whose wording, what was altered on the way, and where each figure first stood.

    \b
    analyzer corpus crawl/*.jsonl.gz --out claims/
    analyzer corpus crawl/ --out claims/ --resume
    """
    from analyzer import corpus as corpora
    from analyzer import pipeline
    from analyzer.corpus import engine
    from analyzer.corpus.progress import Ticker
    from analyzer.corpus.shard import Settings

    chosen = engine.part_of(part)
    settings = Settings(str(out), tuple(contest_ids))
    dropped = engine.prepare(out, resume, engine.key(settings, __version__), chosen == (1, 1), paths)
    if dropped:
        were, again = ("was", "is") if dropped == 1 else ("were", "are")
        say(f"{out}: {plural(dropped, 'shard', ' ')} that {were} read with other settings {again} read anew")
    show = Ticker(sys.stderr)
    try:
        done = engine.run(paths, settings, workers, chosen, __version__, show, scheduler=scheduler or "", tell=say)
        show.end()
        finished = corpora.finish(out) if chosen == (1, 1) else None
        drawn = pipeline.draw_lineages(out, finished.days, named_contests(contest_ids)) if finished else []
    except KeyboardInterrupt:
        show.end()
        say(f"{out}: interrupted; what is done stays, go on with --resume")
        sys.exit(130)
    except OSError as error:
        show.end()
        raise InputError(corpora.stopped(out, error)) from None
    counts = done.counts
    say(
        f"{plural(counts.documents, 'document', ' ')}, {plural(counts.claims, 'claim', ' ')}, "
        f"{plural(counts.bad, 'bad record', ' ')}, {plural(done.shards, 'shard', ' ')}"
        f"{f', {done.skipped:,} done before' if done.skipped else ''}: {out}"
    )
    if finished:
        say(finished.line)
    if drawn:
        say(f"each figure over time: {drawn[0] if len(drawn) == 1 else out / 'figures' / '*' / 'lineage.svg'}")
    finish(done.told)
