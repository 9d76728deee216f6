"""Columns that stand where their names say, codes that stay as they are written, rows that are no tally sheets."""

from __future__ import annotations

import csv
import io
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_tallies import ISLE

from analyzer import tallies
from analyzer.model import InputError
from analyzer.tallies import fields


def file(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


def sums(path: Path, text: str) -> tuple[float, float]:
    table = tallies.load(file(path / "t.csv", text), ISLE)
    return table["ada"].sum(), table["ben"].sum()


class TestFields:
    @pytest.mark.parametrize(
        "text",
        [
            "station,ada,ben\nS1,500,70,\nS2,300,40,\n",
            "station,ada,ben\nS1,500,70\nS2,300,40,\n",
            "station,ada,ben\nS1,500,70,,,\nS2,300,40, \n",
            "station,ada,ben,\nS1,500,70,\nS2,300,40,\n",
            "station,ada,ben,,\nS1,500,70,,\nS2,300,40,,\n",
            "station,ada,ben\r\nS1,500,70,\r\n\r\nS2,300,40,\r\n,,\r\n \r\n",
            "station;ada;ben\rS1;500;70;\rS2;300;40;\r",
            '"station","ada","ben"\n"S,1","500","70",\n"S ""2""\nbehind","300","40",\n',
            'station,ada,ben\nS 5" wide,500,70,\nS2,300,40,\n',
            "\ufeff" + '"station, or code",ada,ben\nS1,500,70,\nS2,300,40,\n',
        ],
    )
    def test_empty_fields_behind_the_last_name_shift_nothing(self, tmp_path: Path, text: str) -> None:
        assert sums(tmp_path, text) == (800, 110)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("station,ada,ben\nS1,5,7,8\nS2,5\n", "t.csv:2: expected 3 fields, one for each column name, found 4"),
            ("station,ada,ben\nS1,5,7\nS2,5\n", "t.csv:3: expected 3 fields, one for each column name, found 2"),
            ("station,ada,ben\nS1,5,7\nS2,5,7,,8\n", "t.csv:3: expected 3 fields, one for each column name, found 5"),
            ("station,ada,ben\n\nS1,5,7\n\nS2\n", "t.csv:5: expected 3 fields, one for each column name, found 1"),
            ('station,ada,ben\n"S,1",5\n', "t.csv:2: expected 3 fields, one for each column name, found 2"),
            (
                "station,ada,ben\nS1,5,7\n\nS2,5,x\n",
                't.csv:4: ben: expected a count, whole and not negative, found "x"',
            ),
        ],
    )
    def test_other_fields_than_names_are_refused(self, tmp_path: Path, text: str, told: str) -> None:
        with pytest.raises(InputError) as error:
            sums(tmp_path, text)
        assert told in str(error.value)

    @given(
        st.lists(
            st.lists(st.sampled_from(["", "1", "x y", "a,b", 'q"q', "two|lines", " ", "é"]), min_size=1, max_size=5),
            min_size=1,
            max_size=6,
        ),
        st.sampled_from(["\n", "\r\n", "\r"]),
        st.booleans(),
        st.integers(1, 4),
        st.integers(1, 40),
    )
    @settings(max_examples=400, deadline=None)
    def test_fields_are_those_that_a_reader_sees(
        self, rows: list[list[str]], end: str, quoted: bool, names: int, block: int
    ) -> None:
        rows = [[cell.replace("|", end) for cell in row] for row in rows]
        out = io.StringIO()
        csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(rows)
        seen = None
        for number, row in enumerate(rows, start=1):
            solid = [quoted or bool(cell.strip()) or row == [""] for cell in row]  # quotes are something
            if any(solid) and (len(row) < names or any(solid[names:])):
                seen = (number, len(row))
                break
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(fields, "_BLOCK", block)
            assert fields.misfit(out.getvalue().encode(), ",", names) == seen

    def test_a_line_of_separators_is_no_tally_sheet(self, tmp_path: Path) -> None:
        table = tallies.load(file(tmp_path / "t.csv", "station,ada,ben\nS1,5,7\n,,\n\nS2,5,6\n , ,\n"), ISLE)
        assert table["station"].tolist() == ["S1", "S2"]
        assert table.index.tolist() == [0, 1]

    @pytest.mark.parametrize(
        "text", ["S1;1.000;3.000\nS2;2.000;1.000\n", "S1;700;3\nS2;1.200;4\n", "S1;;3\nS2;1.000;\n"]
    )
    def test_a_point_before_three_digits_is_not_guessed_at(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(InputError, match=r"t.csv:[23]: ada: expected a count without a point in it, found \"1"):
            sums(tmp_path, f"station;ada;ben\n{text}")

    def test_decimals_of_a_whole_count_are_none(self, tmp_path: Path) -> None:
        assert sums(tmp_path, "station,ada,ben,area\nS1,30.0,,1.000\nS2,40.0,1500.000,2.000\n") == (70, 1500)


class TestStations:
    def test_codes_stay_as_they_are_written(self, tmp_path: Path) -> None:
        table = tallies.load(file(tmp_path / "t.csv", "station,ada,ben\n01,5,7\n1,5,7\n001,4,4\n"), ISLE)
        assert table["station"].tolist() == ["01", "1", "001"]

    @pytest.mark.parametrize(
        "code", ["1", "01", "0", "00", "10", "007", "1e5", "True", "12345678901234567890123", "0x1"]
    )
    def test_a_code_among_others_is_as_it_is_written(self, tmp_path: Path, code: str) -> None:
        for others in ("7", "x"):
            text = f"region,station,ada,ben\n{code},{code},0,7\n3,{others},10,5\n"
            table = tallies.load(file(tmp_path / "t.csv", text), ISLE)
            assert table["station"].tolist() == [code, others]
            assert table["region"].tolist() == [code, "3"]

    def test_a_whole_number_written_with_a_decimal_is_the_number(self, tmp_path: Path) -> None:
        table = tallies.load(file(tmp_path / "t.csv", "station,ada,ben\n1.0,5,7\n12.0,5,7\n,4,4\n"), ISLE)
        assert table["station"].tolist() == ["1", "12", ""]

    def test_a_release_with_another_kind_of_code_is_a_release(self, tmp_path: Path) -> None:
        rows = "station,ada,ben\n01,30,70\n02,40,60\n03,30,70\n"
        one = tallies.load(file(tmp_path / "r1.csv", rows), ISLE)
        other = tallies.load(file(tmp_path / "r2.csv", f"{rows}EX1,50,50\n"), ISLE)
        whole, found = tallies.joined([one, other], ISLE)
        assert len(whole) == 4
        assert len(found) == 1

    def test_codes_that_lost_their_zeros_are_refused(self, tmp_path: Path) -> None:
        one = tallies.load(file(tmp_path / "r1.csv", "station,ada,ben\n01,30,70\n02,40,60\n"), ISLE)
        other = tallies.load(file(tmp_path / "r2.csv", "station,ada,ben\n1,30,70\n2,40,60\n"), ISLE)
        with pytest.raises(InputError, match=r'r2.csv: expected stations written as in r1.csv, found "1" for "01"'):
            tallies.joined([one, other], ISLE)


class TestParts:
    def loaded(self, path: Path, name: str, rows: str) -> object:
        return tallies.load(file(path / f"{name}.csv", f"station,ada,ben\n{rows}"), ISLE)

    def test_a_part_that_is_corrected_is_replaced_alone(self, tmp_path: Path) -> None:
        a, b, again = (
            self.loaded(tmp_path, n, r) for n, r in (("p1", "A,30,70\n"), ("p2", "B,40,60\n"), ("p1b", "A,31,70\n"))
        )
        whole, found = tallies.joined([a, b, again], ISLE)  # type: ignore[list-item]
        assert (whole["station"].tolist(), whole["ada"].tolist()) == (["A", "B"], [31, 40])
        (told,) = (f.message for f in found)
        assert "1 has other votes; 0 were dropped, 0 added" in told
        assert "p2.csv stays beside it" in told

    def test_a_release_of_all_parts_replaces_all(self, tmp_path: Path) -> None:
        a, b, every = (
            self.loaded(tmp_path, n, r)
            for n, r in (("p1", "A,30,70\n"), ("p2", "B,40,60\n"), ("r", "B,40,61\nC,1,1\nA,30,70\n"))
        )
        whole, found = tallies.joined([a, b, every], ISLE)  # type: ignore[list-item]
        assert whole["station"].tolist() == ["B", "C", "A"]
        (told,) = (f.message for f in found)
        assert "of 2 stations in both, 1 has other votes; 0 were dropped, 1 added" in told

    def test_stations_without_a_name_are_not_the_same(self, tmp_path: Path) -> None:
        a, b = (self.loaded(tmp_path, n, r) for n, r in (("p1", "A,30,70\n,1,1\n"), ("p2", "B,40,60\n,2,2\n")))
        assert len(tallies.joined([a, b], ISLE)[0]) == 4  # type: ignore[list-item]


class TestTotals:
    ROWS = "S1,30,70,100\nS2,40,60,100\nS3,50,50,100\nS4,20,80,100\n"

    def loaded(self, path: Path, rows: str) -> object:
        return tallies.load(file(path / "t.csv", f"station,ada,ben,valid\n{rows}"), ISLE)

    @pytest.mark.parametrize("row", ["TOTAL,140,260,400\n", "Everything,140,260,400\n", ",140,260,400\n"])
    @pytest.mark.parametrize("first", [True, False])
    def test_a_row_of_sums_is_left_out_and_named(self, tmp_path: Path, row: str, first: bool) -> None:
        table = self.loaded(tmp_path, row + self.ROWS if first else self.ROWS + row)
        assert table["station"].tolist() == ["S1", "S2", "S3", "S4"]  # type: ignore[index]
        assert table.attrs["left_out"] == [row.split(",")[0]]  # type: ignore[attr-defined]
        (told,) = (f.message for f in tallies.examine(table, [], ISLE, "camp") if "left out" in f.message)  # type: ignore[arg-type]
        assert (row.split(",")[0] or "without a name") in told

    def test_two_of_many_rows_that_are_the_same_are_no_sums(self, tmp_path: Path) -> None:
        rows = "S1,5,5,10\nS2,5,5,10\n" + "".join(f"S{n},0,0,0\n" for n in range(3, 9))
        assert len(self.loaded(tmp_path, rows)) == 8  # type: ignore[arg-type]

    def test_one_column_that_adds_up_is_no_sum(self, tmp_path: Path) -> None:
        text = "station,ada\nS1,10\nS2,4\nS3,3\nS4,2\nS5,1\n"
        assert len(tallies.load(file(tmp_path / "t.csv", text), ISLE)) == 5

    @pytest.mark.parametrize("row", ["TOTAL,,,70,130", "North,Total,,70,130", ",,,70,130"])
    def test_a_total_by_its_region(self, tmp_path: Path, row: str) -> None:
        rows = "region,centro,mesa,ada,ben\nNorth,1,1,30,70\nNorth,1,2,40,60\n"
        table = tallies.load(file(tmp_path / "t.csv", f"{rows}{row}\n"), ISLE)
        assert table["station"].tolist() == ["1/1", "1/2"]
        with pytest.raises(InputError, match="not the sum") if "otal" in row.lower() else nullcontext():
            tallies.load(file(tmp_path / "u.csv", f"{rows}{row}1\n"), ISLE)

    def test_one_station_and_its_total(self, tmp_path: Path) -> None:
        table = self.loaded(tmp_path, "S1,1,9,10\nTotal,1,9,10\n")
        assert table["station"].tolist() == ["S1"]  # type: ignore[index]

    def test_two_stations_and_their_total(self, tmp_path: Path) -> None:
        table = self.loaded(tmp_path, "S1,1,9,10\nS2,65,35,100\nTotal,66,44,110\n")
        assert table["station"].tolist() == ["S1", "S2"]  # type: ignore[index]

    @pytest.mark.parametrize(
        "rows", ["S1,5,5,10\nS2,5,5,10\n", "S1,5,5,10\nS2,5,5,10\nS3,10,10,20\n", "S1,5,5,10\nS2,0,0,0\nS3,5,5,10\n"]
    )
    def test_few_stations_that_add_up_by_chance_are_stations(self, tmp_path: Path, rows: str) -> None:
        assert len(self.loaded(tmp_path, rows)) == rows.count("\n")  # type: ignore[arg-type]

    @pytest.mark.parametrize("name", ["TOTAL", "Subtotal north", "Totales"])
    def test_a_total_that_is_none_is_refused(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(InputError) as error:
            self.loaded(tmp_path, f"{self.ROWS}{name},141,260,401\n")
        assert f'found "{name}", which is not the sum of the others' in str(error.value)
