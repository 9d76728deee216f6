"""The order of the stages, nothing else: documents -> claims -> findings -> report and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from analyzer import contest as contests
from analyzer.intake import Tell, held, is_piped_table, silent
from analyzer.intake import read as read
from analyzer.intake import read_some as read_some
from analyzer.model import (
    UNCOUNTED,
    Appearance,
    Claim,
    Contest,
    Correction,
    Document,
    Finding,
    InputError,
    Method,
    Profile,
    Reading,
    Run,
)

HOW_TO_DESCRIBE = "describe the election (analyzer contest draft PATH -o my-contest.toml) and name it with --contest"


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read of some documents, and what was said on the way."""

    documents: tuple[Document, ...]
    contests: tuple[Contest, ...]
    claims: tuple[Claim, ...]
    readings: tuple[Reading, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...]
    corrections: tuple[Correction, ...] = ()


def extract(documents: Sequence[Document], given: Sequence[Contest] = (), faults: Sequence[str] = ()) -> Extraction:
    """The claims of documents. Without a contest given, each document's is recognised among the bundled ones.

    Raises InputError where no document fits any contest.
    """
    from analyzer.reading import claims as reader
    from analyzer.recognition import Recogniser

    known = tuple(given) or tuple(contests.load(id) for id in contests.bundled())
    alone = len(known) == 1 and bool(given)
    about = [known[0]] * len(documents) if alone else Recogniser(known, bool(given)).contests_of(documents)
    claims: list[Claim] = []
    readings: list[Reading] = []
    notes: list[str] = []
    used: dict[str, Contest] = {}
    for document, contest in zip(documents, about, strict=True):
        if contest is None:
            notes.append(f"{document.id}: none of the contests fits; left aside")
            continue
        if not given:
            notes.append(f"{document.id}: read as {contest.id}")
        used[contest.id] = contest
        found, seen = reader.extract(document, contest)
        claims += found
        readings += seen
    if documents and not used:
        those = f"one of {', '.join(c.id for c in given)}" if given else "a bundled contest (analyzer contest list)"
        raise InputError(f"--contest: expected documents on {those}, found none; {HOW_TO_DESCRIBE}")
    chosen = tuple(c for c in known if c.id in used)
    return Extraction(tuple(documents), chosen, tuple(claims), tuple(readings), tuple(faults), tuple(notes))


def gather(
    paths: Sequence[str | Path], given: Sequence[Contest] = (), stdin: BinaryIO | None = None, tell: Tell = silent
) -> Extraction:
    """The claims of `paths`, each a claims table, a folder that `corpus` wrote, or a place of documents.

    Raises InputError where nothing at all could be read.
    """
    from analyzer import corpus, tables

    piped = held(paths, stdin)
    folders = [p for p in paths if corpus.is_corpus(p)]
    opened = _reopened(folders, given)
    claims, faults, notes = list(opened.claims), list(opened.faults), list(opened.notes)
    known = {c.id: c for c in opened.contests}
    places: list[str | Path] = []
    for path in (p for p in paths if p not in folders):
        table = piped.getvalue() if piped and is_piped_table(path, piped) else None
        if table is None and not tables.is_claims_table(path):
            places.append(path)
            continue
        place = path if table is None else "stdin"
        rows, bad, contests_ = tables.read_claims_for(place, given, table, notes.append)
        claims, faults = claims + rows, faults + bad
        known |= {c.id: c for c in contests_}
    documents, unread = read(places, piped, tell) if places else ([], [])
    if not (claims or documents or opened.documents) and (faults or unread):
        raise InputError("\n".join((*faults, *unread)))
    found = extract(documents, given) if documents else Extraction((), (), (), (), (), ())
    known |= {c.id: c for c in found.contests}
    return Extraction(
        (*opened.documents, *found.documents),
        tuple(known.values()),
        (*claims, *found.claims),
        found.readings,
        (*faults, *unread),
        (*notes, *found.notes),
    )


def _reopened(folders: Sequence[str | Path], given: Sequence[Contest]) -> Extraction:
    """What folders hold that `corpus` wrote; the contests given are among its contests."""
    from analyzer import corpus

    opened = [corpus.reopen(folder, given) for folder in folders]
    known = {c.id: c for c in given} | {c.id: c for one in opened for c in one.contests}
    told = "a corpus; of its documents those with claims are kept, without the numbers left aside"
    notes = [f"{folder}: {told}" for folder in folders]
    if len(folders) > 1:
        notes.append("several corpora: how figures spread is drawn for one alone, as they may hold the same wordings")
    return Extraction(
        tuple(document for one in opened for document in one.documents),
        tuple(known.values()),
        tuple(claim for one in opened for claim in one.claims),
        (),
        tuple(fault for one in opened for fault in one.faults),
        tuple(notes),
    )


def correct(found: Extraction, file: str | Path | None) -> Extraction:
    """What was read, with a person's corrections applied; as it was without a file of them."""
    if file is None:
        return found
    from analyzer import corrections

    entries, unread = corrections.read(file)
    done = corrections.apply(entries, found.documents, found.contests, found.claims, found.readings)
    return replace(
        found,
        claims=done.claims,
        readings=done.readings,
        corrections=done.applied,
        faults=(*found.faults, *unread, *done.faults),
        notes=(*found.notes, *done.notes),
    )


def check(claims: Sequence[Claim], known: Sequence[Contest], uncounted: float = UNCOUNTED) -> tuple[Finding, ...]:
    """The findings on claims, contest by contest: findings never cross contests."""
    from analyzer import checks, ledger

    return tuple(
        finding
        for contest in known
        for finding in checks.run(ledger.build([c for c in claims if c.contest == contest.id], contest), uncounted)
    )


def contest_of(table: str | Path, given: Sequence[Contest]) -> Contest:
    """The contest that a polling-station table is of: the one given, else the bundled one that describes its columns.

    Raises InputError where none or several do.
    """
    from analyzer.tallies import formats

    if len(given) == 1:
        return given[0]
    columns = set(formats.header(Path(table)))
    known = given or [contests.load(id) for id in contests.bundled()]
    able = [
        c for c in known if {k for k, role in c.tally_columns.items() if role in {x.id for x in c.candidates}} & columns
    ]
    if len(able) != 1:
        found = ", ".join(c.id for c in able) or "none"
        raise InputError(f"{table}: --contest: expected the one contest that describes such columns, found {found}")
    return able[0]


@dataclass(frozen=True, slots=True)
class Tallied:
    """What was found on polling-station tables, what was guessed on the way, one line each, and what figures draw."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    contest: Contest
    profiles: tuple[Profile, ...] = ()


def tally(
    files: Sequence[str | Path],
    claims: Sequence[Claim],
    given: Sequence[Contest],
    columns: Mapping[str, str] | None = None,
    source: str | None = None,
    uncounted: float = UNCOUNTED,
    drawn: bool = False,
) -> Tallied:
    """The findings on polling-station tables; with `drawn`, also what their figures draw.

    Tables with the same stations are releases of one set: each is compared with the one before, and the last is held
    against the claims. Tables without a station in common are parts of one set.
    """
    from analyzer import tallies

    contest = contest_of(files[0], given)
    notes: list[str] = []
    found: list[Finding] = []
    sets = []
    for file in files:
        table = tallies.load(file, contest, columns)
        notes += [f"{file}: {column}: {role} ({why})" for column, role, why in table.attrs["roles"]]
        sets.append(table)
    about = [c for c in claims if c.contest in {contest.id, ""}]
    whole, compared = tallies.joined(sets, contest)
    found += compared
    if source is None:
        source = tallies.publisher(whole, about, contest)
        notes.append(f"published by: {source or 'nobody known; say who with --source'}")
    elif source and contest.source(source) is None:
        ids = ", ".join(s.id for s in contest.sources)
        raise InputError(f"--source: expected one of {ids}, found {source}")
    found += tallies.examine(whole, about, contest, source, uncounted)
    profiles = tallies.profiles(whole, about, contest, uncounted) if drawn else ()
    return Tallied(tuple(found), tuple(notes), contest, profiles)


def run(
    paths: Sequence[str | Path],
    given: Sequence[Contest] = (),
    uncounted: float = UNCOUNTED,
    stdin: BinaryIO | None = None,
    corrections: str | Path | None = None,
    tables: Sequence[str | Path] = (),
    *,
    claims_tables: bool = False,
    tell: Tell = silent,
) -> Run:
    """Everything up to the report: read, extract, correct, check; `tables` are polling-station tables.

    With `claims_tables` a path may be a claims table, as in `gather`; it may always be a folder that `corpus` wrote.
    """
    read_ = correct(_extracted(paths, given, stdin, tell, claims_tables), corrections)
    findings = check(read_.claims, read_.contests, uncounted)
    profiles = _lineages(paths, read_.contests)
    contests, tables_of = read_.contests, ""
    if tables:
        of_tables = tally(tables, read_.claims, given or read_.contests, uncounted=uncounted, drawn=True)
        findings, profiles = (*findings, *of_tables.findings), (*profiles, *of_tables.profiles)
        read_ = replace(read_, notes=(*read_.notes, *of_tables.notes))
        tables_of = of_tables.contest.id
        if tables_of not in {contest.id for contest in contests}:
            contests = (*contests, of_tables.contest)
    return Run(
        documents=read_.documents,
        contests=contests,
        claims=read_.claims,
        findings=findings,
        readings=read_.readings,
        faults=read_.faults,
        notes=read_.notes,
        uncounted=uncounted,
        corrections=read_.corrections,
        profiles=profiles,
        methods=_methods(bool(tables)),
        tables_of=tables_of,
    )


def _lineages(paths: Sequence[str | Path], known: Sequence[Contest]) -> tuple[Profile, ...]:
    """What the lineages of a corpus draw. Of several corpora none: they may hold the same wordings, counted in each."""
    from analyzer import corpus
    from analyzer.plot.figures import lineage

    folders = [path for path in paths if corpus.is_corpus(path)]
    days = corpus.days(folders[0]) if len(folders) == 1 else ()
    return tuple(profile for contest in known if (profile := lineage.profile(days, contest)))


def draw_lineages(out: Path, days: Sequence[Appearance], given: Sequence[Contest] = ()) -> list[Path]:
    """Draw the lineages of a corpus into its folder, those of each contest apart; the images written.

    As SVG alone: a corpus may be about dozens of contests, and the three formats of one take longer than a shard.
    """
    from analyzer.plot import profiles, render
    from analyzer.plot.figures import lineage

    about = sorted({day.contest for day in days} - {contest.id for contest in given})
    content: dict[str, bytes] = {}
    for contest in (*given, *map(contests.load, about)):
        if profile := lineage.profile(days, contest):
            files = profiles.files([profile], contest, ("svg",))
            content |= {f"{contest.id}/{name}": data for name, data in files}
    written = render.put(content, out / "figures") if content else []
    return [path for path in written if path.suffix == ".svg"]


def _extracted(
    paths: Sequence[str | Path], given: Sequence[Contest], stdin: BinaryIO | None, tell: Tell, claims_tables: bool
) -> Extraction:
    from analyzer.corpus import is_corpus
    from analyzer.tables import is_claims_table

    piped = held(paths, stdin)
    tables = claims_tables and any(is_claims_table(p) or (piped and is_piped_table(p, piped)) for p in paths)
    if tables or any(map(is_corpus, paths)):
        return gather(paths, given, piped, tell)
    documents, faults = read_some(paths, piped, tell)
    return extract(documents, given, faults)


def _methods(of_tables: bool) -> tuple[Method, ...]:
    """What the checks of a run ask, and where their methods come from; with those of tables where it has any."""
    from analyzer import checks

    made = tuple(check.method for check in checks.CHECKS)
    if not of_tables:
        return made
    from analyzer import tallies

    return (*made, *tallies.METHODS)


def report(found: Run, out: Path, lang: str = "en") -> Path:
    """Write the report of a run, its figures in a language; the path of its report.html."""
    from analyzer import reporting

    return reporting.write_report(found, out, lang)


def unwritten() -> tuple[str, ...]:
    """One line on each file of a report that cannot be written here, and what is missing for it."""
    from analyzer import reporting

    return reporting.unwritten()


def languages() -> tuple[str, ...]:
    """The languages of the figures."""
    from analyzer.plot import words

    return words.languages()


def figures(found: Run, out: Path, lang: str = "en") -> tuple[list[Path], dict[str, str]]:
    """Write the figures of a run, their data and their manifest; the paths, and which are not drawn and why."""
    from analyzer.plot import render

    return render.write_figures(found.claims, found.findings, found.contests, out, lang=lang, readings=found.readings)


def verify_figures(found: Run, out: Path) -> list[str]:
    """What differs between the figures in `out` and a fresh render of a run, one line each."""
    from analyzer.plot import render

    return render.verify(out, found.claims, found.findings, found.contests, found.readings)
