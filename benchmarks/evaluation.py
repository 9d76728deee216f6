"""docs/evaluation.md, anew: `python benchmarks/evaluation.py`. Half an hour; needs the gold sets beside the clone.

Where PYTHON_QUANTULUM names a Python that has quantulum3, its number reader is timed on the same texts in the same run.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

from annotated import Text, texts  # noqa: E402 (the package of this checkout, installed or not)
from fit import PENALTY, turns  # noqa: E402
from scoring import LEVELS, Score, read, score  # noqa: E402

from analyzer import __version__  # noqa: E402
from analyzer.reading.meaning import weights  # noqa: E402

PAGE = ROOT / "docs" / "evaluation.md"
GOLD = [ROOT.parent / "shared" / "gold" / name for name in ("seeds", "dev", "written")]
TRAINING = ROOT / "training"
APART = ("press", "voices", "forms", "asides", "rivals", "pages", "wires", "models")
OWN = [TRAINING / "texts", TRAINING / "looked", *(TRAINING / "apart" / name for name in APART)]
TURNS = 20  # parts that the contests are held out in
NAMES = {
    "seeds": "the five articles",
    "dev": "press",
    "written": "competing sources",
    "texts": "our own",
    "looked": "looked at since",
    "press": "plain news",
    "voices": "many voices",
    "forms": "many forms",
    "asides": "figures of other things",
    "rivals": "rival counts",
    "pages": "pages about much else",
    "wires": "agencies and papers",
    "models": "after real texts",
}
LANGUAGES = {"en": "English", "es": "Spanish", "pt": "Portuguese", "fr": "French", "it": "Italian"}
HEAD = """# Evaluation

Made by `python benchmarks/evaluation.py`, which runs everything below anew. {when}, analyzer {analyzer}, {machine}.

"""
LACK = """## What the texts lack

- The gold sets are few: {claims:,} claims in {documents} texts. Half a point of F1 is a handful of figures.
- One person annotated each of the other texts. Where it leaves open who answers for a figure, another may have decided
  otherwise.
- The gold sets were seen while the reader was built, and all sets were fitted to; only what is held out says something
  about other elections, and even that shares authors and habits of annotation.
- All but the gold sets are about elections that never took place: real in their making, as far as their writers could,
  but not in their figures, and harder than the press where they were written to be.
- The press is mostly in English and Spanish; Italian is in one set alone.
- Scanned tables and languages outside the five are missing.
"""


def f1(s: Score) -> list[str]:
    """A score's cells: F1 at each depth, and the precision of numbers."""
    return [*(f"{s.f1(level):.3f}" for level in LEVELS), f"{s.hits['number'] / max(1, s.found):.3f}"]


def extraction(some: Sequence[Text]) -> str:
    """F1 per set and language, with the weights that come with the program and with the contest held out."""
    fitted: dict[str, Score] = {}
    known = weights.load()
    for t in some:
        score(t, read(t, known), *(fitted.setdefault(k, Score()) for k in (t.set, f"{t.set} {t.language}")))
    held_out = turns(some, TURNS, PENALTY, show=False)
    columns = ["set", "claims", "", "number", "+ measure", "+ candidate", "+ source", "precision"]
    rows = [columns, ["---"] * len(columns)]
    empty = []
    for key in sorted(fitted, key=lambda key: (list(NAMES).index(key.split()[0]), key)):
        name, _, language = key.partition(" ")
        said = LANGUAGES.get(language, "") or f"**{NAMES[name]}**"
        rows.append([said, f"{fitted[key].gold:,}", "fitted", *f1(fitted[key])])
        rows.append(["", "", "held out", *f1(held_out[key])])
        if not language and fitted[key].empty:
            one, other = fitted[key], held_out[key]
            empty.append(f"{NAMES[name]}: {one.false_in_empty} in {one.empty} texts (held out {other.false_in_empty})")
    return (
        "## Extraction\n\n"
        "F1 of the right number in the right place; with its measure, with the candidate too, and with the source too. "
        "Fitted: with the weights that come with the program, which rest on these texts. Held out: by turns a "
        "twentieth of the contests is read with weights fitted to all others, which is the figure to expect "
        "elsewhere.\n\n"
        "The press and the passages with competing sources are the gold sets beside the repository. All others are "
        "about elections that never took place, written and annotated by others than those who mend the reader "
        "(`training/README.md`). What went wrong in the first two of these was looked at; in those below nobody looked "
        "([but for some](decisions/weights-log.md)): news as agencies, papers and broadcasters print it (plain news, "
        "agencies and papers), texts that follow a real one in other words (after real texts), short texts where "
        "several sources compete (many voices, rival counts), tables, transcripts, letters and tiny electorates (many "
        "forms), and texts of which half state no result of the contest at all (figures of other things, pages about "
        "much else).\n\n"
        + "\n".join(f"| {' | '.join(row)} |" for row in rows)
        + f"\n\nFigures taken for claims in texts without any: {'; '.join(empty)}.\n"
    )


def ran(title: str, said: str, *commands: Sequence[str]) -> str:
    """A section: what it is about, and what some benchmarks print."""
    parts = [f"## {title}\n\n{said}\n"]
    for command in commands:
        program = [sys.executable, str(ROOT / "benchmarks" / command[0]), *command[1:]]
        done = subprocess.run(program, capture_output=True, text=True, check=True)
        parts.append(f"`python benchmarks/{' '.join(command)}`\n\n```text\n{done.stdout.strip()}\n```\n")
    return "\n".join(parts)


def peer(some: Sequence[Text]) -> str:
    """How long the number reader of quantulum3 takes for the texts that are read here whole, in this run."""
    python = os.environ.get("PYTHON_QUANTULUM", "")
    if not python:
        return "quantulum3 is not at hand: no comparison with it (PYTHON_QUANTULUM).\n"
    english = [t for t in some if t.set in ("dev", "written") and t.language == "en"]
    known = weights.load()
    for t in english:
        read(t, known)  # once unmeasured: both compile their patterns on first use
    started = time.process_time()
    for t in english:
        read(t, known)
    own = time.process_time() - started
    program = (
        "import sys, json, time; from quantulum3 import parser\n"
        "texts = json.load(sys.stdin); parser.parse('51.95 percent'); started = time.process_time()\n"
        "for text in texts: parser.parse(text)\n"
        "print(time.process_time() - started)"
    )
    given = json.dumps([t.document.text for t in english])
    done = subprocess.run([python, "-c", program], input=given, capture_output=True, text=True, check=True)
    other = float(done.stdout.split()[-1])
    return (
        f"The whole of extraction (numbers, measures, candidates, sources) of the {len(english)} English texts of the "
        f"gold sets took {own:.2f} s of CPU; quantulum3 took {other:.2f} s for finding their numbers and units alone, "
        f"{other / own:.1f} times as long.\n"
    )


def main() -> None:
    """Write the page."""
    if missing := [folder.name for folder in GOLD if not folder.is_dir()]:
        sys.exit(f"evaluation.py: expected the gold sets beside the repository, found none of {', '.join(missing)}")
    some = texts([*GOLD, *OWN])
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "pandas", "highspy"))
    machine = f"Python {platform.python_version()}, {libraries}, {platform.machine()}, {os.cpu_count()} processors"
    head = HEAD.format(when=f"{datetime.now(UTC):%d %B %Y}".lstrip("0"), analyzer=__version__, machine=machine)
    parts = [
        extraction(some),
        ran(
            "Findings made of texts",
            "How many findings `inconsistent` rest on figures that were all read rightly, and how many on a misread "
            "one: the alarms that a reader of the report has to sort out by looking at the sentences. Each text is "
            "read with its contest held out and checked by itself, first sentence by sentence, then with "
            "contradictions of a source read again ([why](decisions/settling.md)).",
            ["findings_of_texts.py"],
        ),
        ran(
            "Checks",
            "False alarms: tables of figures that are true, rounded and hedged as sources do, of which nothing may be "
            "called inconsistent. Recall: such tables with one figure spoiled so that no count allows it, by an oracle "
            "in exact arithmetic, of which each must be found, with minimal sets and proofs that hold. The largest "
            "runs so far stand in [what it was tried on](trials.md).",
            ["false_alarms.py", "300", "5000000"],
            ["infeasible_tables.py", "60", "777"],
        ),
        ran(
            "Speed",
            "On a machine that others use; trust the ratios within a run.",
            *(["reading.py"], ["bounds.py"], ["checks.py"], ["conflicts.py"], ["report.py", "1"]),
        ),
        peer(some),
        LACK.format(claims=sum(len(t.gold) for t in some if t.printed), documents=sum(t.printed for t in some)),
    ]
    PAGE.write_text(head + "\n".join(parts), encoding="utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
