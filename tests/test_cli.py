"""The command line as a person meets it: what is printed where, exit statuses, one line for each fault."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import SEEDS

from analyzer.cli import main

CONTEST = "venezuela-2024-presidential"


def run(*args: object, input: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args], input=input)


def faults(result: Result) -> list[str]:
    return [line for line in result.stderr.splitlines() if line.startswith("analyzer: ")]


def test_report_writes_everything_and_leaves_other_files(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "report.html").write_text("an older report")
    (tmp_path / "datapackage.json").write_text('{"name": "election-claims", "files": ["report.html"]}')
    result = run("report", SEEDS, "--out", tmp_path)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert "older" not in (tmp_path / "report.html").read_text()
    content = json.loads((tmp_path / "report.json").read_text())
    assert len(content["claims"]) == 11
    assert {f["check"] for f in content["findings"]} >= {
        "share-sum",
        "implied-total",
        "margin",
        "coverage",
        "compatibility",
    }
    assert {p.name for p in tmp_path.iterdir()} == {
        "mine.txt", "report.html", "report.json", "report.md", "claims.csv", "findings.csv", "claims.jsonld",
        "claims.parquet", "datapackage.json", "figures",
    }  # fmt: skip


def test_extract_formats_say_the_same(tmp_path: Path) -> None:
    lines = run("extract", SEEDS, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["quote"] for line in lines][1] == "65%"
    csv = run("extract", SEEDS, "--format", "csv").stdout.splitlines()
    assert len(csv) == 1 + len(lines) == 12
    assert csv[0].split(",")[:5] == ["claim", "document", "start", "end", "quote"]
    out = tmp_path / "claims.csv"
    assert run("extract", SEEDS, "--format", "csv", "-o", out).stdout == ""
    assert out.read_text().splitlines() == csv


def test_explain_accounts_for_every_number() -> None:
    text = run("extract", SEEDS / "002_0fc9ea80a51e1979.txt", "--explain").stdout
    assert "65%" in text
    assert "opposition" in text
    assert "15 million" in text  # left out, and it says why
    assert "money" in text


def test_check_of_articles_and_of_their_claims_table_agree(tmp_path: Path) -> None:
    table = tmp_path / "claims.csv"
    run("extract", SEEDS, "--format", "csv", "-o", table)
    direct, again = run("check", SEEDS, "--format", "csv"), run("check", table, "--format", "csv")
    assert direct.exit_code == again.exit_code == 1  # some finding is inconsistent
    assert direct.stdout == again.stdout


def test_a_table_of_its_header_alone_is_whole_and_an_empty_file_is_none(tmp_path: Path) -> None:
    header, nothing = tmp_path / "header.csv", tmp_path / "nothing.csv"
    header.write_text("source,measure,subject,value\n")
    nothing.write_text("")
    whole, none = run("check", header, "--contest", CONTEST), run("check", nothing, "--contest", CONTEST)
    assert (whole.exit_code, whole.stdout) == (0, "no findings\n")
    assert none.exit_code == 2
    assert "nothing.csv: column source: expected a claims table" in none.stderr


def test_check_of_bare_figures(tmp_path: Path) -> None:
    table = tmp_path / "figures.csv"
    table.write_text("source,measure,subject,value\ncne,share,maduro,51.95\ncne,share,gonzalez,43.18\n")
    result = run("check", table, "--contest", CONTEST)
    assert result.exit_code == 0, result.stderr
    assert "share-sum" in result.stdout


def test_more_uncounted_votes_change_the_verdict() -> None:
    assert run("check", SEEDS).exit_code == 1
    assert run("check", SEEDS, "--uncounted", "3").exit_code == 0


def test_stdin_is_a_document() -> None:
    text = (SEEDS / "003_336934c2d572a081.txt").read_bytes()
    rows = [json.loads(line) for line in run("extract", "-", "--format", "jsonl", input=text).stdout.splitlines()]
    assert {row["document"] for row in rows} == {"stdin"}
    assert len(rows) == 3


def test_figures_verify(tmp_path: Path) -> None:
    out = tmp_path / "figures"
    assert run("figures", SEEDS, "--out", out).exit_code == 0
    assert run("figures", SEEDS, "--out", out, "--verify").exit_code == 0
    (out / "shares.csv").write_text("other,data\n")
    changed = run("figures", SEEDS, "--out", out, "--verify")
    assert changed.exit_code == 1
    assert "shares.csv" in changed.stderr
    assert (out / "shares.csv").read_text() == "other,data\n"


def test_contest_commands(tmp_path: Path) -> None:
    assert CONTEST in run("contest", "list").stdout
    assert "maduro" in run("contest", "show", CONTEST).stdout
    good = tmp_path / "good.toml"
    good.write_text('[contest]\nid = "x-2020"\nname = "X"\ndate = 2020-01-01\n')
    assert run("contest", "validate", good).exit_code == 0


# what is given -> what its one line must say
BAD = {
    "missing": "nowhere.txt",
    "empty folder": "empty",
    "binary": "binary.txt",
    "missing key": "contest.name",
    "misspelt key": "aliasses",
    "claims without a column": "measure",
    "value": "bad-value.csv:2",
    "unknown measure": "bad-measure.csv:2",
    "unknown contest": "venezuela",
}


@pytest.fixture
def bad(tmp_path: Path) -> dict[str, list[object]]:
    (tmp_path / "empty").mkdir()
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 8)
    (tmp_path / "no-name.toml").write_text('[contest]\nid = "x-2020"\ndate = 2020-01-01\n')
    (tmp_path / "misspelt.toml").write_text(
        '[contest]\nid = "x-2020"\nname = "X"\ndate = 2020-01-01\n'
        '[[candidates]]\nid = "a"\nname = "A"\naliasses = ["B"]\n'
    )
    (tmp_path / "no-column.csv").write_text("source,subject,value\ncne,maduro,51.95\n")
    (tmp_path / "bad-value.csv").write_text("source,measure,subject,value\ncne,share,maduro,1e400\n")
    (tmp_path / "bad-measure.csv").write_text("source,measure,subject,value\ncne,shares,maduro,51.95\n")
    return {
        "missing": ["report", tmp_path / "nowhere.txt", "--out", tmp_path / "out"],
        "empty folder": ["report", tmp_path / "empty", "--out", tmp_path / "out"],
        "binary": ["extract", tmp_path / "binary.txt", "--contest", CONTEST],
        "missing key": ["extract", SEEDS, "--contest", tmp_path / "no-name.toml"],
        "misspelt key": ["contest", "validate", tmp_path / "misspelt.toml"],
        "claims without a column": ["check", tmp_path / "no-column.csv", "--contest", CONTEST],
        "value": ["check", tmp_path / "bad-value.csv", "--contest", CONTEST],
        "unknown measure": ["check", tmp_path / "bad-measure.csv", "--contest", CONTEST],
        "unknown contest": ["extract", SEEDS, "--contest", "venezuela-2024-presidental"],
    }


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_line_and_exit_2(case: str, bad: dict[str, list[object]]) -> None:
    result = run(*bad[case])
    assert result.exit_code == 2
    said = faults(result)
    assert len(said) == 1, result.stderr
    assert BAD[case] in said[0]
    assert "expected" in said[0]
    assert "found" in said[0] or "none" in said[0]
    assert "Traceback" not in result.stderr


def test_a_contest_that_is_named_twice_counts_once(tmp_path: Path) -> None:
    for name, again in (("once", ()), ("twice", ("--contest", CONTEST))):
        result = run("report", SEEDS, "--contest", CONTEST, *again, "--out", tmp_path / name)
        assert result.exit_code == 0, result.output
    assert (tmp_path / "twice/findings.csv").read_bytes() == (tmp_path / "once/findings.csv").read_bytes()


def test_two_contests_of_one_id_are_refused(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(f'[contest]\nid = "{CONTEST}"\nname = "Mine"\ndate = 2024-07-28\n')
    given = ("--contest", CONTEST, "--contest", mine)
    said = f"analyzer: --contest: expected contests of different ids, found {CONTEST} again in {mine}"
    for command in (("check", SEEDS), ("corpus", SEEDS, "--workers", 1, "--out", tmp_path / "out")):
        result = run(*command, *given)
        assert (result.exit_code, faults(result)) == (2, [said]), result.output
    assert not (tmp_path / "out").exists()


def test_a_stream_that_is_closed_is_missed_where_it_is_needed(tmp_path: Path) -> None:
    def shell(command: str) -> tuple[int, str]:
        line = f'exec "{sys.executable}" -m analyzer {command}'
        done = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.returncode, done.stderr.splitlines()[-1] if done.stderr else ""

    (tmp_path / "a.txt").write_bytes((SEEDS / "003_336934c2d572a081.txt").read_bytes())
    assert shell(f"extract a.txt --contest {CONTEST} <&-") == (0, "")
    assert shell("extract - <&-") == (2, "analyzer: stdin: expected a text, found no standard input")
    closed = "analyzer: output: expected standard output or -o FILE, found it closed"
    assert shell(f"extract a.txt --contest {CONTEST} >&-") == (2, closed)
    assert shell(f"extract a.txt --contest {CONTEST} --format parquet >&-") == (2, closed)
    assert shell("corpus a.txt --out c --workers 1 2>&-") == (0, "")


def test_what_could_be_read_is_still_written(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_bytes((SEEDS / "003_336934c2d572a081.txt").read_bytes())
    (folder / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 8)
    result = run("report", folder, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert ["bad.txt" in line for line in faults(result)] == [True]
    assert len(json.loads((tmp_path / "out" / "report.json").read_text())["claims"]) == 3


def test_cp1252_is_read_and_said(tmp_path: Path) -> None:
    article = tmp_path / "latin.txt"
    article.write_bytes("González won 65% and Maduro 30%, the opposition said in 2024.".encode("cp1252"))
    result = run("report", article, "--out", tmp_path / "out")
    assert result.exit_code == 0
    document = json.loads((tmp_path / "out" / "report.json").read_text())["documents"][0]
    assert document["encoding"] == "cp1252"
    assert "cp1252" in (tmp_path / "out" / "report.html").read_text()


def test_no_contest_fits(tmp_path: Path) -> None:
    article = tmp_path / "weather.txt"
    article.write_text("Rain in 40 percent of the country.")
    result = run("extract", article)
    assert result.exit_code == 2
    assert "--contest" in faults(result)[0]


def test_the_module_runs_and_writes_utf_8_whatever_the_locale() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "analyzer", "contest", "show", CONTEST],
        capture_output=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"},
        check=True,
    )
    assert "González" in done.stdout.decode("utf-8")


LAZY = {
    ("--help",): ("numpy", "pandas", "matplotlib", "scipy", "jinja2"),
    ("extract", "seeds"): ("pandas", "matplotlib", "scipy", "jinja2"),
    ("check", "seeds"): ("pandas", "matplotlib", "scipy", "jinja2"),
    ("contest", "list"): ("numpy", "pandas", "matplotlib", "scipy", "jinja2"),
    ("report", "seeds"): ("scipy", "pandas"),
}


@pytest.mark.parametrize("command", LAZY, ids=" ".join)
def test_no_command_imports_what_it_does_not_use(command: tuple[str, ...], tmp_path: Path) -> None:
    code = (
        "import sys\nfrom analyzer.cli import main\n"
        f"try:\n    main({[*command, *(['--out', str(tmp_path)] if command[0] == 'report' else [])]!r})\n"
        "except SystemExit:\n    pass\n"
        f"print(sorted(set(sys.modules) & set({LAZY[command]!r})), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=SEEDS.parent, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


def test_standard_input_may_be_lines_of_json() -> None:
    lines = [
        {"id": "a", "text": "Maduro won 51.95% of the vote, the CNE said."},
        {"id": "b", "text": "Gonzalez won 43.18% of the vote, the CNE said."},
    ]
    piped = "\n".join(["", *map(json.dumps, lines), '{"text": "no id"}']).encode()
    done = run("extract", "-", "--contest", CONTEST, "--format", "jsonl", input=piped)
    assert [json.loads(line)["document"] for line in done.stdout.splitlines()] == ["a", "b"]
    assert faults(done) == ['analyzer: stdin:4: expected an id (text or a whole number) under "id", found nothing']


TABLE = "source,measure,subject,value\ncne,share,maduro,51.95\ncne,share,gonzalez,43.18\n"


def test_standard_input_may_be_a_claims_table(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE)
    named = run("check", tmp_path / "t.csv", "--format", "csv").stdout
    assert "share-sum" in named
    assert run("check", "-", "--format", "csv", input=TABLE.encode()).stdout == named
    lines = "".join(
        json.dumps(dict(zip(("source", "measure", "subject", "value"), row.split(","), strict=True))) + "\n"
        for row in TABLE.splitlines()[1:]
    )
    assert "share-sum" in run("check", "-", input=lines.encode()).stdout
    assert (
        "share-sum"
        in run("check", "-", "--contest", CONTEST, input=(SEEDS / "003_336934c2d572a081.txt").read_bytes()).stdout
    )
    drawn = run("figures", "-", "--out", tmp_path / "figures", input=TABLE.encode())
    assert (drawn.exit_code, (tmp_path / "figures" / "shares.csv").exists()) == (0, True)
    bad = run("check", "-", input=TABLE.encode() + b"cne,share,maduro,x\n")
    assert faults(bad)[0].startswith("analyzer: stdin:4: value: expected")


@pytest.mark.parametrize("command", ["report", "extract"])
def test_a_claims_table_is_no_text(command: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE)
    for path, piped in ((tmp_path / "t.csv", b""), ("-", TABLE.encode())):
        out = ["--out", tmp_path / "out"] if command == "report" else []
        done = run(command, path, *out, input=piped)
        name = "stdin" if path == "-" else path
        said = f"analyzer: {name}: expected documents, found a claims table, which check and figures take"
        assert (done.exit_code, done.stdout, done.stderr.splitlines()) == (2, "", [said])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("value", ["nan", "inf"])
def test_uncounted_is_a_finite_number(value: str) -> None:
    done = run("check", SEEDS, "--uncounted", value)
    assert (done.exit_code, done.stderr) == (
        2,
        f"analyzer: --uncounted: expected a finite number, 0 or more, found {value}\n",
    )


def test_a_place_that_cannot_be_written_to_is_named_as_it_was(tmp_path: Path) -> None:
    for place, expected in (
        (tmp_path / "none" / "x.csv", "a place in a folder that exists"),
        ("/dev/null", "a regular file or none"),
    ):
        done = run("extract", SEEDS, "-o", place)
        assert done.exit_code == 2
        assert done.stderr.startswith(f"analyzer: {place}: expected {expected}, found ")


def test_where_nothing_could_be_read_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(b"PAR1abc")
    done = run("check", tmp_path / "x.parquet")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"analyzer: {tmp_path}/x.parquet: expected text, found a Parquet table\n"
    (tmp_path / "empty.jsonl").write_text("")
    done = run("extract", tmp_path / "empty.jsonl")
    assert (done.exit_code, done.stderr) == (2, f"analyzer: {tmp_path}/empty.jsonl: expected documents, found none\n")


def test_ctrl_c_has_its_own_exit_status(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("analyzer.pipeline.gather", interrupt)
    done = run("check", SEEDS)
    assert (done.exit_code, done.stderr) == (130, "interrupted\n")


def test_parquet_is_not_thrown_at_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzer.cli.on_terminal", lambda: True)
    done = run("extract", SEEDS, "--format", "parquet")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "analyzer: --format parquet: expected -o FILE or a pipe, found a terminal\n"
    assert run("extract", SEEDS, "--format", "parquet", "-o", tmp_path / "c.parquet").exit_code == 0


def test_figures_take_corrections(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        '[[corrections]]\naction = "change"\ndocument = "003_336934c2d572a081.txt"\nquote = "51.95%"\n'
        'reason = "Misprinted."\nvalue = "50.95"\n'
    )
    out = tmp_path / "figures"
    done = run("figures", SEEDS / "003_336934c2d572a081.txt", "--corrections", tmp_path / "mine.toml", "--out", out)
    assert done.exit_code == 0, done.stderr
    assert "50.95" in (out / "shares.csv").read_text()
