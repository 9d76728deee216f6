"""report.md: what the page says, as Markdown, for mail, issue trackers and version control."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from analyzer import wording
from analyzer.model import Correction, Run
from analyzer.reporting import text
from analyzer.reporting.findings import DOUBTED, FindingView
from analyzer.reporting.view import ContestView

# Every sign that Markdown or HTML within it could take for markup.
_MARKUP = re.compile(r"[\\`*_{}\[\]()#+!|~>-]")
_TABLE_HEAD = "| No. | Source | Figure of | As stated | Usual reading | Document |\n|---|---|---|---|---|---|"


def markdown(run: Run, contests: Sequence[ContestView], libraries: Mapping[str, str]) -> str:
    """The report as one Markdown text: in brief, findings with their quoted sentences, claims, provenance."""
    parts = [part for section in contests for part in _section(section)]
    if not contests:
        parts = ["# Election results: no contest recognised"]
    if not run.claims:
        parts.append(
            f"No claim was found. {wording.plural(len(run.readings), 'number')} seen{':' if run.readings else '.'}"
        )
        parts += ["\n".join(f"- {escape(r.quote)} ({escape(r.document)}): {escape(r.reason)}" for r in run.readings)]
    if run.corrections:
        parts += ["## Corrections by a person", "\n".join(_correction(one) for one in run.corrections)]
    if run.faults:
        parts += ["## What could not be read", "\n".join(f"- {escape(fault)}" for fault in run.faults)]
    if run.notes:
        parts += ["## Notes", "\n".join(f"- {escape(note)}" for note in run.notes)]
    parts.append("## Provenance")
    parts.append("\n".join(f"- {escape(d.id)}: SHA-256 {escape(d.sha256 or 'unknown')}" for d in run.documents))
    parts.append("Made with " + ", ".join(f"{escape(name)} {escape(number)}" for name, number in libraries.items()))
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(said: str) -> str:
    """`said` on one line, so that no sign of it acts as Markdown or HTML."""
    line = re.sub(r"\s+", " ", wording.visible(said)).replace("&", "&amp;").replace("<", "&lt;")
    # A number with a point at the beginning would open a list.
    return re.sub(r"^( *\d+)\.(?= )", r"\1\\.", _MARKUP.sub(r"\\\g<0>", line))


def _correction(one: Correction) -> str:
    became = f"{one.before or 'nothing'}; now: {one.after or 'nothing'}"
    return f"- {escape(one.document)}: “{escape(one.quote)}”: {escape(became)}. {escape(one.reason)}"


def _section(section: ContestView) -> Iterator[str]:
    yield f"# {escape(section.contest.name)}, {section.contest.date}"
    yield "\n".join(
        f"- {escape(name)}: {escape(says or 'no figure for a candidate')} ({escape(coverage)})"
        for name, says, coverage in section.summary
    )
    if section.brief:
        one = section.brief.finding
        yield f"**{one.verdict.word}. {escape(section.brief.headline)}.** {escape(section.brief.reason)}"
        yield f"How sure: {escape(section.brief.sure)}."
    yield "## Findings" if section.found.every else ""
    for one in section.found.first:
        yield from _finding(one)
    if section.claims:
        yield "## Claims"
        rows = (
            (str(row.number), row.source, ", ".join(filter(None, (row.measure, row.subject))), row.words, row.allows,
             row.claim.document)
            for row in section.claims
        )  # fmt: skip
        yield "\n".join([_TABLE_HEAD, *(f"| {' | '.join(map(escape, row))} |" for row in rows)])


def _finding(one: FindingView) -> Iterator[str]:
    about = f": {escape(one.subject)}" if one.subject else ""
    yield f"### {one.verdict.word}. {escape(one.check)}{about}"
    yield escape(one.finding.message)
    if one.doubtful:
        yield f"In doubt: {escape(DOUBTED)}."
    if one.finding.assumption:
        yield f"Assumption: {escape(one.finding.assumption)}"
    for sentence in one.sentences:
        yield f"> {_quoted(sentence)}  \n> {escape(sentence.document)}"
    if one.alike:
        yield f"{escape(one.below)}:"
        yield "\n".join(f"- {escape(other.finding.message)}{_assuming(other)}" for other in one.alike)


def _assuming(one: FindingView) -> str:
    """On what a finding that is told below another rests."""
    return f" Assumption: {escape(one.finding.assumption)}" if one.finding.assumption else ""


def _quoted(sentence: text.Sentence) -> str:
    """A sentence with the numbers that are claims in bold."""
    return "".join(f"**{escape(piece)}**" if anchor else escape(piece) for piece, anchor in sentence.pieces).strip()
