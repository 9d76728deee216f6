"""What all checks say of many tables, word for word and to the last interval: a change of any of it is seen and read.

`python tests/test_golden_findings.py` writes golden_findings.txt anew; read the difference before committing it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from check_examples import MORE_EXAMPLES, first, second  # noqa: E402 (also run by itself)
from claims_support import CONTEST, SEEDS, claim  # noqa: E402

from analyzer import checks, ledger  # noqa: E402
from analyzer.model import Claim, Contest, Finding  # noqa: E402
from benchmarks.infeasible_tables import spoiled  # noqa: E402
from benchmarks.true_tables import true_table  # noqa: E402

FILE = Path(__file__).with_name("golden_findings.txt")
TABLES = 4
MOST = 5  # findings of one check and one case that are written out; of more the number


def said(*texts: str, **more: str) -> tuple[Claim, ...]:
    return tuple(claim(text, **more) for text in texts)


def cases() -> Iterator[tuple[str, Sequence[Claim], Contest, float]]:
    """Name, claims, contest and assumption of each case."""
    yield "the seeds", SEEDS, CONTEST, 0.25
    yield "the seeds, larger uncounted sheets", SEEDS, CONTEST, 0.5
    for name, (good, bad, _) in MORE_EXAMPLES.items():
        yield f"{name}, passing", good, CONTEST, 0.25
        yield f"{name}, failing", bad, CONTEST, 0.25
    for seed in range(TABLES):
        table = true_table(seed)
        yield f"true table {seed}", table.claims, table.contest, 0.25
        yield f"spoiled table {seed}", *spoiled(seed), 0.25
    whole = replace(CONTEST, complete=True, registered_voters=21_392_464, polling_stations=15_797)
    stated = ("cne votes maduro about 7.3 million", "cne votes gonzalez 3.3 million", "cne votes null 120000")
    yield (
        "hedged votes, the whole ballot",
        (*said(*stated, statement="s"), claim("cne ballots - 10.83 million", basis="valid", statement="s")),
        whole,
        0.25,
    )
    lead = (
        "cne share maduro 65",
        "cne share gonzalez 30",
        "cne margin_points maduro 39",
        "cne margin_votes maduro 3.9 million",
    )
    yield "a lead saved twice", said(*lead, statement="s"), whole, 0.25
    yield (
        "a range",
        said("cne share maduro at_least 45", "cne share maduro at_most 60", "cne share gonzalez 60", statement="s"),
        CONTEST,
        0.25,
    )
    sheets = (
        "opposition coverage_count - 25073",
        "opposition coverage_total - 30026",
        "opposition votes gonzalez 7303480",
        "opposition votes maduro 3316142",
    )
    yield "sheets counted", said(*sheets, statement="s"), whole, 0.1
    falling = [
        claim("cne votes maduro 5150092", as_of="2024-07-29"),
        claim("cne votes maduro 5150000", as_of="2024-08-02", statement="x:correction"),
    ]
    yield "a correction", falling, CONTEST, 0.25

    early, late = {"as_of": "2024-07-29"}, {"as_of": "2024-08-02"}
    sheets_too = (*first(), claim("cne coverage - 80", **early), *second(), claim("cne coverage - 96.87", **late))
    yield "bulletins with coverage", sheets_too, CONTEST, 0.25
    kinds = (
        ("votes maduro", ""),
        ("votes others", ""),
        ("ballots -", "valid"),
        ("ballots -", "cast"),
        ("coverage -", ""),
    )
    for what, basis in (*kinds, ("ballots -", "")):
        more, less = ("97", "80") if "coverage" in what else ("5150092", "5100000")
        pair = [claim(f"cne {what} {n}", basis=basis, **day) for n, day in ((more, early), (less, late))]
        yield f"a fall of {what} {basis}", pair, CONTEST, 0.25
    about = [claim(f"cne votes maduro about {n} million", **day) for n, day in (("5.3", early), ("5.0", late))]
    yield "a fall that hedges leave open", about, CONTEST, 0.25
    for one, other in (("51.2", "52.9"), ("51", "51.8")):
        both = said(f"cne share maduro {one}", f"cne share maduro {other}", document="d", as_of="2024-08-02")
        yield f"one source, one moment, {one} and {other}", both, CONTEST, 0.25
    votes = said("cne votes maduro 5150092", "cne votes maduro 5250092", document="d", as_of="2024-08-02")
    yield "one source, one moment, two counts of votes", votes, CONTEST, 0.25


def number(value: float) -> str:
    return f"{value:.6g}"


def line(finding: Finding) -> str:
    ends = (finding.stated_low, finding.stated_high, finding.implied_low, finding.implied_high)
    told = f"{' '.join(map(number, ends))} {finding.unit or '-'} slack {finding.slack:.2g}"
    whose = f"{','.join(finding.sources) or '-'} {finding.subject or '-'} {len(finding.claims)} claims"
    text = f"{finding.verdict} {finding.check} | {whose} | {told} | {finding.message} | {finding.assumption or '-'}"
    return text.replace("\N{NO-BREAK SPACE}", "~")


def written() -> str:
    parts = []
    for name, claims, contest, e in cases():
        parts.append(f"== {name}")
        told: dict[str, int] = {}
        for finding in checks.run(ledger.build(claims, contest), e):
            told[finding.check] = told.get(finding.check, 0) + 1
            if told[finding.check] <= MOST:
                parts.append(line(finding))
        parts.append(", ".join(f"{check} {number}" for check, number in told.items()))
    return "\n".join(parts) + "\n"


def test_every_finding_is_as_it_was() -> None:
    assert written() == FILE.read_text(encoding="utf-8")


def test_no_interval_ends_below_its_beginning() -> None:
    for text in FILE.read_text(encoding="utf-8").splitlines():
        if " | " in text:
            low, high, least, most = map(float, text.split(" | ")[2].split()[:4])
            assert not low > high, text
            assert not least > most, text


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
