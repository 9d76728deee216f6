"""A person's corrections: applied again on each run, shown in the report, named where they no longer fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from analyzer import cli, contest, corrections, pipeline
from analyzer.model import Claim, Document, InputError

VENEZUELA = contest.load("venezuela-2024-presidential")
TEXT = (
    "Nicolás Maduro won 51.95% of the vote, the CNE said. Edmundo González took 43.18%.\n"
    "The opposition claims 67% for González. Once more: 67% for González.\n"
    "Some 2.4 million signatures were gathered abroad.\n"
)
DOCUMENT = Document("a.txt", TEXT, language="en")


def write(folder: Path, *entries: str) -> Path:
    path = folder / "mine.toml"
    path.write_text("".join(f"[[corrections]]\n{entry}\n\n" for entry in entries), encoding="utf-8")
    return path


def entry(action: str, quote: str, more: str = "", document: str = "a.txt", reason: str = "read with my eyes") -> str:
    return f'action = "{action}"\ndocument = "{document}"\nquote = "{quote}"\nreason = "{reason}"\n{more}'.strip()


def corrected(path: Path) -> pipeline.Extraction:
    return pipeline.correct(pipeline.extract([DOCUMENT], [VENEZUELA]), path)


def at(found: pipeline.Extraction, quote: str, nth: int = 1) -> Claim | None:
    start = -1
    for _ in range(nth):
        start = TEXT.index(quote, start + 1)
    return next((c for c in found.claims if c.start < start + len(quote) and start < c.end), None)


BEFORE = pipeline.extract([DOCUMENT], [VENEZUELA])


def test_the_text_is_read_as_the_tests_suppose() -> None:
    assert [(c.quote, c.source) for c in BEFORE.claims] == [
        ("51.95%", "cne"),
        ("43.18%", "cne"),
        ("67%", "opposition"),
        ("67%", "opposition"),
    ]


@pytest.mark.parametrize("moment", ["2024-07-29", "2024-07-29T22:30", "2024-07-29 9:30", "Mon 22:30", "bulletin 2", ""])
def test_a_moment(moment: str, tmp_path: Path) -> None:
    found = corrected(write(tmp_path, entry("change", "51.95%", f'as_of = "{moment}"')))
    assert (found.notes, found.faults) == (BEFORE.notes, ())
    claim = at(found, "51.95%")
    assert claim is not None
    assert claim.as_of == moment


@pytest.mark.parametrize("moment", ["yesterday", "20240729", "2024-W31-1", "2024-07-32", "2024-07-29 at noon"])
def test_a_moment_that_is_in_no_order_is_said(moment: str, tmp_path: Path) -> None:
    path = write(tmp_path, entry("change", "51.95%", f'as_of = "{moment}"'))
    found = corrected(path)
    expected = 'a date such as 2024-07-29 or 2024-07-29T22:30, or "bulletin 2"'
    said = f'{path}:1: corrections[1].as_of: expected {expected}, found "{moment}", which is in no order'
    assert (found.notes, found.faults) == ((*BEFORE.notes, said), ())


def test_change(tmp_path: Path) -> None:
    found = corrected(
        write(tmp_path, entry("change", "51.95%", 'source = "government"\nvalue = "52.0"\nhedge = "about"'))
    )
    old, new = at(BEFORE, "51.95%"), at(found, "51.95%")
    assert old is not None
    assert new is not None
    assert (new.claim, new.source, new.value, new.resolution, new.hedge) == (
        old.claim,
        "government",
        52.0,
        0.1,
        "about",
    )
    assert (new.low, new.high) == pytest.approx((51.9, 52.1))
    assert new.statement == "a.txt#government-1"
    assert (new.measure, new.subject, new.quote) == (old.measure, old.subject, old.quote)
    (done,) = found.corrections
    assert (done.action, done.reason, done.claim) == ("change", "read with my eyes", old.claim)
    assert (done.before, done.after) == (
        "source cne, value 51.95, hedge exact",
        "source government, value 52, hedge about",
    )
    assert found.faults == ()


def test_a_change_of_the_source_alone_leaves_the_interval(tmp_path: Path) -> None:
    found = corrected(write(tmp_path, entry("change", "43.18%", 'source = "ap"')))
    old, new = at(BEFORE, "43.18%"), at(found, "43.18%")
    assert old is not None
    assert new is not None
    assert (new.low, new.high, new.source) == (old.low, old.high, "ap")


def test_drop_addresses_an_occurrence(tmp_path: Path) -> None:
    found = corrected(write(tmp_path, entry("drop", "67%", "occurrence = 2")))
    assert at(found, "67%", 1) is not None
    assert at(found, "67%", 2) is None
    assert len(found.claims) == len(BEFORE.claims) - 1
    start = TEXT.rindex("67%")
    (reading,) = [r for r in found.readings if r.start == start]
    assert (reading.status, reading.claim) == ("other", "")
    assert reading.reason == "dropped by a correction: read with my eyes"


def test_a_quote_may_be_what_a_reader_sees(tmp_path: Path) -> None:
    """A fixed blank or a soft hyphen of the text cannot be seen, so nobody can be asked to type it."""
    text = TEXT.replace("67% for", "67\u00a0% f\u00ador", 1)
    found = pipeline.correct(
        pipeline.extract([Document("a.txt", text, language="en")], [VENEZUELA]),
        write(tmp_path, entry("drop", "67 % for")),
    )
    assert [c.quote for c in found.claims] == ["51.95%", "43.18%", "67%"]
    assert not found.faults


def test_add(tmp_path: Path) -> None:
    more = 'measure = "votes"\nsubject = "gonzalez"\nsource = "opposition"\nvalue = "2400000"\nhedge = "about"'
    found = corrected(write(tmp_path, entry("add", "2.4 million", more)))
    new = found.claims[-1]
    assert (new.quote, TEXT[new.start : new.end]) == ("2.4 million", "2.4 million")
    assert (new.measure, new.subject, new.source, new.value, new.resolution) == (
        "votes",
        "gonzalez",
        "opposition",
        2_400_000,
        100_000,
    )
    assert new.low <= 2_400_000 <= new.high
    assert new.contest == VENEZUELA.id
    assert new.statement == at(BEFORE, "67%").statement  # type: ignore[union-attr]
    assert len([r for r in found.readings if r.claim == new.claim and r.status == "claim"]) == 1
    assert [c.start for c in found.claims] == sorted(c.start for c in found.claims)


def test_a_count_has_no_decimals(tmp_path: Path) -> None:
    more = 'measure = "votes"\nsubject = "maduro"\nvalue = "7300000{}"'
    one, other = (corrected(write(tmp_path, entry("add", "Some", more.format(zeros)))) for zeros in ("", ".0"))
    assert one.claims == other.claims


def test_the_same_file_does_the_same_again(tmp_path: Path) -> None:
    path = write(tmp_path, entry("drop", "67%"), entry("change", "51.95%", 'source = ""'))
    assert repr(corrected(path)) == repr(corrected(path))  # NaN, where nothing is stated, equals nothing


def test_a_change_that_is_so_already_says_so(tmp_path: Path) -> None:
    found = corrected(write(tmp_path, entry("change", "51.95%", 'source = "cne"')))
    assert found.claims == BEFORE.claims
    assert found.corrections[0].before == "so already"


UNFIT = [
    (entry("drop", "51.95%", document="b.txt"), 'document: expected a document of this run, found "b.txt"'),
    (entry("drop", "99%"), 'quote: expected "99%" in "a.txt", found it nowhere'),
    (entry("drop", "67%", "occurrence = 3"), 'quote: expected "67%" 3 times in "a.txt", found it 2 times'),
    (entry("drop", "2.4 million"), 'quote: expected one claim at "2.4 million", found none'),
    (
        entry("change", "67% for González. Once more: 67%", 'source = "cne"'),
        'quote: expected one claim at "67% for González. Once more: 67%", found 2 of them',
    ),
    (
        entry("add", "51.95%", 'measure = "share"\nsubject = "maduro"\nvalue = "51.95"'),
        "quote: expected no claim there yet, found share of maduro 51.95, source cne",
    ),
    (
        entry("change", "51.95%", 'subject = "chavez"'),
        'subject: expected one of maduro, gonzalez, others, null, found "chavez"',
    ),
    (
        entry("change", "51.95%", 'measure = "turnout"\nsubject = "maduro"'),
        'subject: expected one of nothing, found "maduro"',
    ),
    (
        entry("change", "51.95%", 'source = "tv"'),
        'source: expected one of cne, government, opposition, ap, carter-center, found "tv"',
    ),
    (
        entry("add", "Some", 'measure = "votes"\nsubject = "maduro"\nvalue = "7300000.5"'),
        'value: expected a whole number of votes, found "7300000.5"',
    ),
    (
        entry("change", "51.95%", 'measure = "votes"'),
        'value: expected a whole number of votes, found "51.95"',
    ),
    (
        entry("change", "51.95%", 'contest = "other"'),
        'contest: expected one of venezuela-2024-presidential, found "other"',
    ),
]


@pytest.mark.parametrize(("bad", "said"), UNFIT)
def test_what_no_longer_fits_is_one_line_and_the_rest_is_applied(bad: str, said: str, tmp_path: Path) -> None:
    path = write(tmp_path, bad, entry("drop", "43.18%"))
    found = corrected(path)
    assert found.faults == (f"{path}:1: corrections[1].{said}",)
    assert [done.quote for done in found.corrections] == ["43.18%"]
    assert len(found.claims) == len(BEFORE.claims) - 1


FAULTY = [
    (entry("erase", "67%"), 'action: expected one of change, drop, add, found "erase"'),
    (entry("drop", "67%", "ocurrence = 1"), "ocurrence: expected the key occurrence, found an unknown key"),
    (entry("drop", "67%", "occurrence = 0"), "occurrence: expected a whole number from 1, found 0"),
    (entry("drop", "67%", reason=" "), 'reason: expected text, found " "'),
    ('action = "drop"\ndocument = "a.txt"\nquote = "67%"', "reason: expected a value, found nothing"),
    (entry("add", "67%", 'measure = "share"'), "value: expected a value, found nothing"),
    (
        entry("change", "67%", "value = 67.0"),
        'value: expected the number as text, such as "51.20" or "7300000", of at most 6 decimals, found 67.0',
    ),
    (
        entry("change", "67%", 'value = "67.1234567"'),
        'value: expected the number as text, such as "51.20" or "7300000", of at most 6 decimals, found "67.1234567"',
    ),
    (
        entry("change", "67%"),
        "action: expected what changes (measure, subject, source, value, hedge, basis, as_of), found nothing",
    ),
    (entry("drop", "67%", 'source = "cne"'), 'source: expected nothing beside drop, found "source"'),
]


@pytest.mark.parametrize(("bad", "said"), FAULTY)
def test_a_faulty_entry_is_named_and_the_rest_is_applied(bad: str, said: str, tmp_path: Path) -> None:
    path = write(tmp_path, entry("drop", "43.18%"), bad)
    found = corrected(path)
    assert found.faults == (f"{path}:7: corrections[2].{said}",)
    assert [done.quote for done in found.corrections] == ["43.18%"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"corrections = 3", ": corrections: expected tables headed [[corrections]], found 3"),
        (b"\n[[corrections]\n", ":2: expected TOML, found "),
        (b"a = 1\nb = \xff", ":2: expected UTF-8, found the byte 0xff"),
        (b"a = " + b"[" * 100_000, ": expected TOML, found too many brackets"),
    ],
)
def test_no_corrections_file(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(data)
    with pytest.raises(InputError) as raised:
        corrections.read(path)
    assert str(raised.value).startswith(f"{path}{said}")
    with pytest.raises(InputError, match="expected a corrections file, found no such file"):
        corrections.read(tmp_path / "none.toml")


@given(st.text())
def test_any_text_is_entries_or_faults(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        entries, faults = corrections.read(path)
    except InputError as error:
        faults, entries = [str(error)], []
    assert all(fault.startswith(str(path)) and "\n" not in fault for fault in faults)
    assert entries == []


def run(*args: object) -> Result:
    return CliRunner().invoke(cli.main, [str(a) for a in args])


def test_the_commands(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    path = write(
        tmp_path,
        entry("drop", "67%", reason="a <b>poll</b>"),
        entry("change", "43.18%", 'value = "44.2"'),
        entry("drop", "99%"),
    )
    out = tmp_path / "out"
    done = run("report", article, "--contest", VENEZUELA.id, "--corrections", path, "--out", out)
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1].startswith(f"analyzer: {path}:14: corrections[3].quote: expected ")
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert [(one["action"], one["quote"]) for one in report["corrections"]] == [("drop", "67%"), ("change", "43.18%")]
    assert len(report["claims"]) == 3
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "a &lt;b&gt;poll&lt;/b&gt;" in page
    changed = next(c["claim"] for c in report["claims"] if c["quote"] == "43.18%")
    assert f'<a href="#span-{changed}">43.18%</a></td><td>Changed</td>' in page

    done = run("extract", article, "--contest", VENEZUELA.id, "--corrections", path, "--format", "jsonl")
    assert done.exit_code == 2
    assert [json.loads(line)["value"] for line in done.stdout.splitlines()] == [51.95, 44.2, 67.0]

    more = write(tmp_path, entry("change", "43.18%", 'value = "58.18"'))  # beyond 100 % with the other share
    before = run("check", article, "--contest", VENEZUELA.id)
    after = run("check", article, "--contest", VENEZUELA.id, "--corrections", more)
    assert (before.exit_code, after.exit_code) == (0, 1)


def test_without_corrections_the_report_does_not_speak_of_them(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    assert run("report", article, "--contest", VENEZUELA.id, "--out", tmp_path).exit_code == 0
    assert "orrections" not in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_margin_of_error_is_no_longer_that_of_a_claim_that_was_dropped(tmp_path: Path) -> None:
    text = (
        "The opposition's quick count gave González 65% of the vote, with a margin of error of 2.5 percentage points.\n"
    )
    document = Document("b.txt", text, language="en")
    read = pipeline.extract([document], [VENEZUELA])
    margin = next(r for r in read.readings if r.quote == "2.5 percentage points")
    assert margin.claim == read.claims[0].claim
    found = pipeline.correct(read, write(tmp_path, entry("drop", "65%", document="b.txt")))
    assert not found.claims
    assert next(r for r in found.readings if r.quote == "2.5 percentage points").claim == ""
