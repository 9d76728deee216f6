"""Tables: what is written comes back the same, and what is given bare is derived or named."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer import contest, tables
from analyzer.model import CLAIM_COLUMNS, FINDING_COLUMNS, MEASURES, Basis, Claim, Finding, Hedge, InputError, Verdict

VENEZUELA = contest.load("venezuela-2024-presidential")

# Any text that a document, a quote or an id may be; a contest's file gives ids without spaces around.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
names = texts.map(str.strip)
units = st.sampled_from([0.0, 0.01, 0.1, 1.0, 5.0, 1000.0, 100_000.0])


@st.composite
def claim_records(draw: st.DrawFn) -> Claim:
    measure = draw(st.sampled_from(sorted(MEASURES)))
    ends = sorted(draw(st.lists(st.floats(0, 1e12), min_size=3, max_size=3)))
    return Claim(
        claim=draw(texts.filter(bool)),
        document=draw(texts),
        start=draw(st.integers(0, 10**9)),
        end=draw(st.integers(0, 10**9)),
        quote=draw(texts),
        source=draw(names),
        measure=measure,
        subject=draw(names) if MEASURES[measure].has_subject else "",
        value=ends[1],
        resolution=draw(units),
        low=ends[0],
        high=ends[2],
        hedge=draw(st.sampled_from(Hedge)),
        basis=draw(st.sampled_from(Basis)),
        statement=draw(texts.filter(bool)),
        as_of=draw(texts),
        language=draw(texts),
        contest=draw(names),
    )


claim_lists = st.lists(claim_records(), max_size=4, unique_by=lambda claim: claim.claim)


def read_back(text: str, path: Path) -> list[Claim]:
    path.write_bytes(text.encode("utf-8"))
    claims, faults = tables.read_claims(path)
    assert faults == []
    return claims


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(claim_lists)
def test_what_is_written_comes_back_the_same(tmp_path: Path, claims: list[Claim]) -> None:
    assert read_back(tables.claims_csv(claims), tmp_path / "claims.csv") == claims
    assert read_back(tables.claims_jsonl(claims), tmp_path / "claims.jsonl") == claims
    assert tables.claims_from_frame(tables.claims_frame(claims)) == claims


@given(claim_lists)
def test_no_cell_is_a_formula(claims: list[Claim]) -> None:
    for row in csv.reader(io.StringIO(tables.claims_csv(claims), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_an_apostrophe_of_the_text_stays(tmp_path: Path) -> None:
    for quote in ("=1+1", "'=1+1", "''-2", "'quoted'", "-5"):
        claim = Claim("a", "d", 0, 1, quote, "cne", "share", "maduro", 1.0, 1.0, 0.5, 1.5, statement="s")
        assert read_back(tables.claims_csv([claim]), tmp_path / "c.csv")[0].quote == quote


def test_an_edited_value_gets_a_new_interval(tmp_path: Path) -> None:
    claim = Claim("a", "d", 0, 1, "51.95%", "cne", "share", "maduro", 61.95, 0.01, 51.945, 51.955, statement="s")
    (back,) = read_back(tables.claims_csv([claim]), tmp_path / "c.csv")
    assert (back.low, back.high) == (61.945, 61.955)


NEEDED = "expected a claims table with the columns source, measure, subject, value, found columns"


class TestBareTables:
    """`source, measure, subject, value` suffice."""

    # measure, value as written -> value, last printed unit, low, high
    VALUES: ClassVar = [
        ("share", "51.20", 51.2, 0.01, 51.195, 51.205),
        ("share", "51.2", 51.2, 0.1, 51.15, 51.25),
        ("share", "65", 65.0, 1.0, 64.5, 65.5),
        ("share", "65.0", 65.0, 0.1, 64.95, 65.05),
        ("share", "101.3", 101.3, 0.1, 101.25, 101.35),
        ("share", "0", 0.0, 1.0, 0.0, 0.5),
        ("votes", "5150092", 5150092.0, 0.0, 5150092.0, 5150092.0),
        ("votes", "5150092.0", 5150092.0, 0.0, 5150092.0, 5150092.0),
        ("votes", "7300000", 7300000.0, 100_000.0, 7250000.0, 7350000.0),
        ("votes", "7.3e6", 7300000.0, 100_000.0, 7250000.0, 7350000.0),
    ]

    @pytest.mark.parametrize(("measure", "written", "value", "unit", "low", "high"), VALUES)
    def test_digits_are_evidence(
        self, tmp_path: Path, measure: str, written: str, value: float, unit: float, low: float, high: float
    ) -> None:
        expected = (value, unit, low, high)
        row = f"cne,{measure},maduro,{written}"
        (tmp_path / "c.csv").write_text(f"source,measure,subject,value\n{row}\n", encoding="utf-8")
        ((claim,), faults) = tables.read_claims(tmp_path / "c.csv")
        assert faults == []
        assert (claim.value, claim.resolution, claim.low, claim.high) == expected
        for token in (written, f'"{written}"'):  # a number of JSON is the text it is
            line = f'{{"source": "cne", "measure": "{measure}", "subject": "maduro", "value": {token}}}\n'
            (tmp_path / "c.jsonl").write_text(line, encoding="utf-8")
            ((claim,), faults) = tables.read_claims(tmp_path / "c.jsonl")
            assert faults == []
            assert (claim.value, claim.resolution, claim.low, claim.high) == expected

    def test_more_decimals_than_anybody_prints_need_the_printed_unit(self, tmp_path: Path) -> None:
        (tmp_path / "c.csv").write_text("source,measure,subject,value\ncne,share,maduro,51.1234567\n", encoding="utf-8")
        claims, (found,) = tables.read_claims(tmp_path / "c.csv")
        assert claims == []
        assert ":2: value: expected at most 6 decimals" in found
        text = "source,measure,subject,value,resolution\ncne,share,maduro,51.1234567,0.01\n"
        (tmp_path / "c.csv").write_text(text, encoding="utf-8")
        ((claim,), _) = tables.read_claims(tmp_path / "c.csv")
        assert (claim.value, claim.resolution) == (51.1234567, 0.01)

    def test_the_rest_is_derived(self, tmp_path: Path) -> None:
        (tmp_path / "c.csv").write_text(
            "\ufeffsource, measure, subject, value, as_of, hedge, resolution, claim\r\n"
            "cne,share,maduro,51.20,monday,,,\r\n"
            "cne,share,maduro,51.20,monday,,,\r\n"
            "cne,turnout,,59,tuesday,under,0.5,mine\r\n",
            encoding="utf-8",
        )
        claims, faults, known = tables.read_claims_for(tmp_path / "c.csv")
        assert faults == []
        assert known == (VENEZUELA,)
        assert {c.contest for c in claims} == {VENEZUELA.id}
        assert [c.statement for c in claims] == ["cne/monday", "cne/monday", "cne/tuesday"]
        assert len({c.claim for c in claims}) == 3
        assert claims[2].claim == "mine"
        assert (claims[2].hedge, claims[2].low, claims[2].high) == (Hedge.UNDER, 58.5, 59.0)
        again, _ = tables.read_claims(tmp_path / "c.csv")
        assert [c.claim for c in again] == [c.claim for c in claims], "the same row gets the same id"

    @pytest.mark.parametrize(
        ("row", "said"),
        [
            ("cne,share,maduro,-1", 'value: expected a finite non-negative number such as 51.20, found "-1"'),
            ("cne,share,maduro,1e400", 'value: expected a finite non-negative number such as 51.20, found "1e400"'),
            ("cne,share,maduro,NaN", 'value: expected a finite non-negative number such as 51.20, found "NaN"'),
            ("cne,share,maduro,many", 'value: expected a finite non-negative number such as 51.20, found "many"'),
            ("cne,share,maduro,٥١", 'value: expected a finite non-negative number such as 51.20, found "٥١"'),
            ("cne,share,maduro,", "value: expected a finite non-negative number such as 51.20, found nothing"),
            (
                "cne,share,madura,51",
                'subject: expected one of maduro, gonzalez, others, null (maduro?), found "madura"',
            ),
            ("cne,turnout,maduro,51", 'subject: expected nothing, turnout being nobody\'s, found "maduro"'),
            ("cne,shares,maduro,51", "measure: expected one of share, votes, margin_points, margin_votes, turnout, "),
            ("cne,share,maduro,51,nearly", "hedge: expected one of exact, about, under, over, at_most, at_least"),
            ("cne,share,maduro,51,,all", "basis: expected one of valid, cast, registered, two"),
            ("cne,share,maduro,51,,,other-2020", f'contest: expected one of {VENEZUELA.id}, found "other-2020"'),
            ("cne,share,maduro,51,,,,1,2", "expected 7 cells, found 9"),
        ],
    )
    def test_a_bad_row_is_named_and_the_others_kept(self, tmp_path: Path, row: str, said: str) -> None:
        path = tmp_path / "c.csv"
        head = "source,measure,subject,value,hedge,basis,contest"
        path.write_text(f'{head}\n"a\nb",share,gonzalez,67\n{row}\ncne,share,maduro,51.20\n', encoding="utf-8")
        claims, faults, _ = tables.read_claims_for(path, [VENEZUELA])
        assert [c.value for c in claims] == [67.0, 51.2]
        assert len(faults) == 1
        assert faults[0].startswith(f"{path}:4: {said}")

    def test_a_part_of_a_vote_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "c.csv"
        head = "source,measure,subject,value,resolution\n"
        path.write_text(f"{head}cne,votes,maduro,12.5,\ncne,votes,maduro,12.5,1\ncne,votes,maduro,7.3e6,\n")
        claims, faults = tables.read_claims(path)
        assert [c.value for c in claims] == [12.5, 7.3e6]
        expected = "a whole number, or the printed unit in a column resolution"
        assert faults == [f'{path}:2: value: expected {expected}, found "12.5"']

    def test_a_source_that_the_contest_does_not_list_is_told_once(self, tmp_path: Path) -> None:
        path = tmp_path / "c.csv"
        rows = ("cnee,share,maduro,51", "cnee,share,gonzalez,43", "cne,share,maduro,51", ",turnout,,59")
        path.write_text("\n".join(("source,measure,subject,value", *rows)))
        told: list[str] = []
        claims, faults, _ = tables.read_claims_for(path, [VENEZUELA], tell=told.append)
        assert ([c.source for c in claims], faults) == (["cnee", "cnee", "cne", ""], [])
        (line,) = told
        assert line.startswith(f"{path}:2: source: expected one of cne, ")
        assert line.endswith('(cne?), found "cnee", which is taken for a source of its own')

    def test_a_repeated_id_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "c.csv"
        path.write_text(
            "claim,source,measure,subject,value\nx,a,share,maduro,1\nx,a,share,maduro,2\n", encoding="utf-8"
        )
        claims, faults = tables.read_claims(path)
        assert len(claims) == 1
        assert faults == [f'{path}:3: claim: expected an id that occurs once, found "x"']

    @pytest.mark.parametrize(
        ("name", "text", "said"),
        [
            ("c.csv", "source,subject,value\ncne,maduro,1\n", f"column measure: {NEEDED} source, subject, value"),
            ("c.csv", "", f"column source: {NEEDED.removesuffix('columns')}no columns"),
            (
                "c.jsonl",
                '{"source": "cne", "measure": "share", "value": 5}',
                f"column subject: {NEEDED} source, measure, value",
            ),
            (
                "c.csv",
                "source,measure,subject,value\ncne,share,anna,51\n",
                "expected candidates of a bundled contest (analyzer contest list), or --contest, found neither",
            ),
            ("c.csv", "%PDF-1.7", "expected a claims table (CSV or JSON lines), found a PDF"),
        ],
    )
    def test_no_claims_table(self, tmp_path: Path, name: str, text: str, said: str) -> None:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as raised:
            tables.read_claims_for(path)
        assert str(raised.value) == f"{path}: {said}"

    def test_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"found no such file$"):
            tables.read_claims(tmp_path / "none.csv")
        with pytest.raises(InputError, match=r"found a folder$"):
            tables.read_claims(tmp_path)

    def test_a_bad_line_of_json(self, tmp_path: Path) -> None:
        path = tmp_path / "c.jsonl"
        good = '{"source": "cne", "measure": "share", "subject": "maduro", "value": 51.20}'
        path.write_text(f"{good}\nnot json\n\n[1]\n{good}\n", encoding="utf-8")
        claims, faults = tables.read_claims(path)
        assert len(claims) == 2
        assert faults == [
            f'{path}:2: expected a JSON object, found "not json"',
            f'{path}:4: expected a JSON object, found "[1]"',
        ]


def test_frames_take_numbers_and_text() -> None:
    pd = pytest.importorskip("pandas")
    columns = {"source": ["cne", "cne"], "measure": ["share", "votes"], "subject": ["maduro", "maduro"]}
    written = tables.claims_from_frame(pd.DataFrame({**columns, "value": ["51.20", "5150092"]}), VENEZUELA)
    assert [(c.value, c.resolution) for c in written] == [(51.2, 0.01), (5150092.0, 0.0)]
    numbers = tables.claims_from_frame(pd.DataFrame({**columns, "value": [51.2, 5150092.0]}), VENEZUELA)
    assert [(c.value, c.resolution) for c in numbers] == [(51.2, 0.1), (5150092.0, 0.0)]
    with pytest.raises(InputError, match=r"^claims: row 1: value: expected a finite"):
        tables.claims_from_frame(pd.DataFrame({**columns, "value": [51.2, math.nan]}))
    with pytest.raises(InputError, match=r"^claims: column value: expected"):
        tables.claims_from_frame(pd.DataFrame(columns))


def test_empty_frames_keep_their_columns() -> None:
    claims = tables.claims_frame([])
    assert tuple(claims.columns) == CLAIM_COLUMNS
    assert claims["value"].dtype == "float64"
    assert tables.claims_from_frame(claims) == []
    assert tuple(tables.findings_frame([]).columns) == FINDING_COLUMNS


FINDING = Finding("margin", Verdict.STRAINED, ("cne", "ap"), ("a", "b"), "maduro", 37.0, 38.0, 34.5, math.inf, "points")


def test_findings() -> None:
    (row,) = tables.records_json([FINDING])
    assert row["sources"] == ["cne", "ap"]
    assert (row["stated_low"], row["implied_high"], row["slack"]) == (37, None, None)
    assert json.loads(tables.findings_jsonl([FINDING])) == row
    (cells,) = csv.DictReader(io.StringIO(tables.findings_csv([FINDING])))
    assert (cells["sources"], cells["stated_low"], cells["implied_low"], cells["slack"]) == ("cne;ap", "37", "34.5", "")
    frame = tables.findings_frame([FINDING])
    assert frame.loc[0, "claims"] == ["a", "b"]
    (back,) = tables.findings_from_frame(frame)
    assert str(back) == str(FINDING)  # by text: NaN is not equal to itself


def test_parquet(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    pd = pytest.importorskip("pandas")
    claim = Claim("a", "d", 0, 1, "1", "cne", "share", "maduro", 1.0, 1.0, 0.5, 1.5, statement="s")
    (tmp_path / "c.parquet").write_bytes(tables.claims_parquet([claim]))
    assert tables.claims_from_frame(pd.read_parquet(tmp_path / "c.parquet")) == [claim]


def test_what_is_a_claims_table(tmp_path: Path) -> None:
    for name, text, is_table in (
        ("a.csv", "", True),
        ("a.txt", "source,measure", False),
        ("a.jsonl", '{"source": "cne", "value": 1}', True),
        ("b.jsonl", '\n{"id": "1", "text": "x"}', False),
        ("c.jsonl", "not json", False),
        ("d.jsonl", "", True),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert tables.is_claims_table(tmp_path / name) is is_table, name
    assert not tables.is_claims_table(tmp_path)
    assert tables.is_claims_table(tmp_path / "missing.csv")


def test_terminal_tables() -> None:
    claim = Claim("a", "doc\x1b", 0, 1, "almost 51 %", "", "share", "maduro", 51.0, 1.0, 50.0, 51.0, Hedge.UNDER)
    head, line = tables.claims_table([claim]).splitlines()
    assert head.split()[0] == "source"
    assert line.startswith("(the text)")
    assert "\x1b" not in line
    assert "strained  margin" in tables.findings_table([FINDING])


def test_the_smallest_of_many_strained_sets_stand_for_all() -> None:
    sets = [replace(FINDING, check="conflict", message=f"set {n}") for n in range(9)]
    lines = tables.findings_table([*sets, FINDING]).splitlines()
    assert [line for line in lines if "set " in line and "sets" not in line] == lines[:3]
    assert "6 more sets" in lines[-1].replace("\N{NO-BREAK SPACE}", " ")
    assert "strained  margin" in lines[-2]
