"""Other sources' figures against tables: what can be true is never called impossible, and what cannot is found."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import floor
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from claims_support import claim
from hypothesis import given, settings
from hypothesis import strategies as st
from test_tallies import ISLE

from analyzer import tallies
from analyzer.model import Finding, Verdict
from analyzer.tallies.totals import each_needed, most_votes, share_range

ISLAND = replace(ISLE, complete=True)


def found(path: Path, rows: str, sheets: int, *said: str, head: str = "station,ada,ben") -> dict[str, Finding]:
    """The findings on each claim, tables published by camp, of so many sheets in all."""
    (path / "t.csv").write_text(f"{head}\n{rows.replace(' / ', chr(10))}\n", encoding="utf-8")
    contest = replace(ISLAND, tally_sheets=sheets)
    claims = [claim(one, claim=one, statement=one.split()[0]) for one in said]
    table = tallies.load(path / "t.csv", contest)
    return {c: f for f in tallies.examine(table, claims, contest, "camp") for c in f.claims}


class TestShares:
    def test_sheets_that_need_not_overlap_prove_nothing(self, tmp_path: Path) -> None:
        one = found(tmp_path, "S1,0,100", 2, "board share ada 100", "board coverage - 50")["board share ada 100"]
        assert one.verdict is Verdict.UNDETERMINED
        assert (one.implied_low, one.implied_high) == (0, 100)

    def test_the_extreme_with_other_sheets_is_of_other_sheets(self, tmp_path: Path) -> None:
        """S1 with a sheet of (62, 0) gives 63 of 72; of these two alone S2 has the greatest share."""
        rows = "S1,1,9 / S2,65,35"
        one = found(tmp_path, rows, 3, "board share ada 87.50", "board coverage - 66.67")["board share ada 87.50"]
        assert one.verdict is Verdict.CONSISTENT
        assert one.implied_high == pytest.approx(100 * (1 + 68.75) / (10 + 68.75), abs=1e-6)
        assert "turns at 1.13" in one.assumption  # 61.96 of a mean of 55 are 87.495 %
        bad = found(tmp_path, rows, 3, "board share ada 88.60", "board coverage - 66.67")["board share ada 88.60"]
        assert bad.verdict is Verdict.INCONSISTENT

    @given(
        st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=6),
        st.integers(0, 4),
        st.integers(1, 10),
        st.sampled_from([0.0, 0.25, 1.0]),
    )
    @settings(max_examples=300, deadline=None)
    def test_the_range_is_that_of_every_choice(
        self, sheets: list[tuple[int, int]], missing: int, counted: int, uncounted: float
    ) -> None:
        """Every set of sheets that another may have counted, with all or none of the others' votes for one."""
        pairs = np.array(sheets, float)
        votes, valid = pairs[:, 0], pairs.sum(axis=1)
        whole = len(sheets) + missing
        counted = min(counted, whole)
        each = (1 + uncounted) * valid.mean()
        low, high, most = [], [], []
        for here in range(max(0, counted - missing), min(len(sheets), counted) + 1):
            more = each * (counted - here)
            for chosen in combinations(range(len(sheets)), here):
                part, of = votes[list(chosen)].sum(), valid[list(chosen)].sum()
                most.append(part + more)
                if of + more:
                    low.append(100 * part / (of + more))
                    high.append(100 * (part + more) / (of + more))
        common = max(0, counted - missing)
        if low:
            found = share_range(votes, valid, common, each * (counted - common))
            assert found == pytest.approx((min(low), max(high)))
        assert most_votes(votes, counted, common, each) == pytest.approx(max(most))
        needed = each_needed(votes, counted, common, max(most))
        assert needed <= each + 1e-9
        assert most_votes(votes, counted, common, needed) == pytest.approx(max(most))

    @pytest.mark.parametrize("seed", range(12))
    def test_true_figures_are_never_inconsistent(self, tmp_path: Path, seed: int) -> None:
        rng = np.random.default_rng(seed)
        for _ in range(25):
            whole = int(rng.integers(3, 6))
            published = int(rng.integers(2, whole))
            size = rng.choice([10, 100, 400], whole)
            mean = size[:published].mean()
            size[published:] = rng.integers(floor(0.75 * mean) + 1, floor(1.25 * mean) + 1, whole - published)
            ada = rng.integers(0, size + 1)
            ada[published:] = rng.choice([0, 1], whole - published) * size[published:]
            chosen = rng.permutation(whole)[: rng.integers(1, whole + 1)]
            share = f"{100 * ada[chosen].sum() / size[chosen].sum():.2f}"
            said = (f"board share ada {share}", f"board votes ada {ada[chosen].sum()}")
            covers = f"board coverage - {100 * len(chosen) / whole:.4f}"
            rows = " / ".join(f"S{n},{ada[n]},{size[n] - ada[n]}" for n in range(published))
            for one in said:
                verdict = found(tmp_path, rows, whole, one, covers)[one].verdict
                assert verdict in {Verdict.CONSISTENT, Verdict.UNDETERMINED}, (rows, whole, one, covers)


class TestVotes:
    TEN = " / ".join(f"S{n},50,50" for n in range(10))

    def test_more_votes_than_the_counted_sheets_hold(self, tmp_path: Path) -> None:
        one = found(tmp_path, self.TEN, 10, "board votes ada 450", "board coverage - 10")["board votes ada 450"]
        assert one.verdict is Verdict.INCONSISTENT
        assert "So many can hold at most 50 votes for Ada Brown; it states" in one.message
        fine = found(tmp_path, self.TEN, 10, "board votes ada 50", "board coverage - 10")["board votes ada 50"]
        assert fine.verdict is Verdict.CONSISTENT

    def test_the_sheets_it_may_have_counted_beside_these(self, tmp_path: Path) -> None:
        """Two of ten, eight published: both may be others, of up to 125 votes each."""
        rows = self.TEN.replace(" / S9,50,50", "").replace(" / S8,50,50", "")
        for votes, verdict in ((250, Verdict.CONSISTENT), (251, Verdict.INCONSISTENT)):
            said = f"board votes ada {votes}"
            assert found(tmp_path, rows, 10, said, "board coverage - 20")[said].verdict is verdict

    def test_a_coverage_that_may_be_greater(self, tmp_path: Path) -> None:
        one = found(tmp_path, self.TEN, 10, "board votes ada 100", "board coverage - about 15")["board votes ada 100"]
        assert one.verdict in {Verdict.CONSISTENT, Verdict.STRAINED}


class TestGaps:
    """Sheet S3 leaves out the votes for Ada: 50 by its valid votes, any number without them."""

    STATED = "S1,30,70,100 / S2,40,60,100 / S3,,50,100 / S4,20,80,100"
    HEAD = "station,ada,ben,valid"

    @pytest.mark.parametrize(
        ("said", "camp", "board"),
        [
            ("votes ada 140", Verdict.UNDETERMINED, Verdict.CONSISTENT),
            ("share ada 35.00", Verdict.UNDETERMINED, Verdict.CONSISTENT),
            ("votes ada 90", Verdict.CONSISTENT, Verdict.CONSISTENT),
            ("votes ada 80", Verdict.INCONSISTENT, Verdict.INCONSISTENT),
            ("votes ada 141", Verdict.INCONSISTENT, Verdict.INCONSISTENT),
            ("share ada 40.10", Verdict.INCONSISTENT, Verdict.INCONSISTENT),
            ("share ada 22.00", Verdict.INCONSISTENT, Verdict.INCONSISTENT),
            ("votes ben 260", Verdict.CONSISTENT, Verdict.CONSISTENT),
        ],
    )
    def test_what_valid_votes_leave_is_the_most(self, tmp_path: Path, said: str, camp: Verdict, board: Verdict) -> None:
        one, other = f"camp {said}", f"board {said}"
        seen = found(tmp_path, self.STATED, 4, one, other, "board coverage - 100", head=self.HEAD)
        assert (seen[one].verdict, seen[other].verdict) == (camp, board)

    @pytest.mark.parametrize("said", ["votes ada 140", "share ada 35.00", "votes ada 3000", "share ada 70.00"])
    def test_without_valid_votes_it_is_open(self, tmp_path: Path, said: str) -> None:
        rows, one = "S1,30,70 / S2,40,60 / S3,,50 / S4,20,80", f"camp {said}"
        assert found(tmp_path, rows, 4, one)[one].verdict is Verdict.UNDETERMINED
        other = f"board {said}"
        verdict = found(tmp_path, rows, 4, other, "board coverage - 100")[other].verdict
        # To others S3 is as a sheet that is not published, of up to 125 votes.
        fits = said in {"votes ada 140", "share ada 35.00"}
        assert verdict is (Verdict.CONSISTENT if fits else Verdict.INCONSISTENT)
        low = "camp votes ada 89"
        assert found(tmp_path, rows, 4, low)[low].verdict is Verdict.INCONSISTENT

    @pytest.mark.parametrize("said", ["margin_votes ada 20", "margin_points ada 10.00"])
    def test_a_lead_is_open_too(self, tmp_path: Path, said: str) -> None:
        rows, one = "S1,70,30,100 / S2,60,,100", f"camp {said}"
        assert found(tmp_path, rows, 2, one, head=self.HEAD)[one].verdict is Verdict.INCONSISTENT  # 60 to 100
        for true in ("margin_votes ada 60", "margin_points ada 30.00", "margin_votes ada 80"):
            one = f"camp {true}"
            assert found(tmp_path, rows, 2, one, head=self.HEAD)[one].verdict is not Verdict.INCONSISTENT

    def test_invalid_votes_left_out_leave_ballots_open(self, tmp_path: Path) -> None:
        rows, head = "S1,60,40,20 / S2,60,40,", "station,ada,ben,null"
        for said, verdict in (
            ("240", Verdict.UNDETERMINED),
            ("220", Verdict.CONSISTENT),
            ("210", Verdict.INCONSISTENT),
        ):
            one = f"camp ballots - {said}"
            assert found(tmp_path, rows, 2, one, head=head)[one].verdict is verdict

    def test_a_part_of_the_sheets_with_gaps(self, tmp_path: Path) -> None:
        said = "camp votes ada 140"
        seen = found(tmp_path, self.STATED, 4, said, "camp coverage - 75", head=self.HEAD)
        assert seen[said].verdict is Verdict.UNDETERMINED
        low = "camp votes ada 49"  # the fewest that three hold are 20, 30 and none or more
        assert found(tmp_path, self.STATED, 4, low, "camp coverage - 75", head=self.HEAD)[low].verdict is (
            Verdict.INCONSISTENT
        )

    @pytest.mark.parametrize("seed", range(40))
    def test_true_figures_of_tables_with_gaps_are_never_inconsistent(self, seed: int) -> None:
        """Of all sheets or some, by the publisher and by another, on every whole; an eighth of the cells left out."""
        rng = np.random.default_rng(seed)
        whole, size = int(rng.integers(3, 9)), int(rng.choice([20, 100]))
        ada, null = rng.integers(0, size + 1, whole), rng.integers(0, 6, whole)
        table = pd.DataFrame({"ada": ada, "ben": size - ada, "valid": size, "null": null}, dtype=float)
        table = table[["ada", "ben", *np.array(["valid", "null"])[rng.random(2) < 0.6]]]
        table = table.mask(rng.random(table.shape) < 0.12)
        table.insert(0, "station", [f"S{n}" for n in range(whole)])
        if not np.nansum(table[["ada", "ben"]]):
            return
        chosen = rng.permutation(whole)[: int(rng.choice([whole, rng.integers(1, whole + 1)]))]
        votes, valid, cast = ada[chosen].sum(), size * len(chosen), size * len(chosen) + null[chosen].sum()
        digits = int(rng.integers(0, 3))
        true = [
            ("votes ada", f"{votes}", ""),
            ("share ada", f"{100 * votes / valid:.{digits}f}", "valid"),
            ("share ada", f"{100 * votes / cast:.{digits}f}", "cast"),
            ("share ben", f"{100 * (valid - votes) / valid:.{digits}f}", "two"),
            ("ballots -", f"{cast}", "cast"),
            ("margin_votes ada", f"{max(2 * votes - valid, 0)}", ""),
        ]
        claims = [
            claim(f"{who} {what} {value}", claim=f"{who} {what} {basis}", statement=who, basis=basis)
            for who in ("camp", "board")
            for what, value, basis in true
            if "margin" not in what or 2 * votes > valid
        ]
        claims += [
            claim(f"{who} coverage - {100 * len(chosen) / whole:.{digits}f}", statement=who)
            for who in ("camp", "board")
        ]
        found = tallies.examine(table, claims, replace(ISLAND, tally_sheets=whole), "camp")
        assert not [f.message for f in found if f.verdict is Verdict.INCONSISTENT]

    def test_a_part_of_sheets_of_which_one_has_nothing_in_it(self, tmp_path: Path) -> None:
        rows, said = "S1,100,0,100 / S2,94,6,100 / S3,,,100", "camp share ben 91.00"
        for basis in ("valid", "two"):
            (tmp_path / "t.csv").write_text(f"{self.HEAD}\n{rows.replace(' / ', chr(10))}\n", encoding="utf-8")
            contest = replace(ISLAND, tally_sheets=3)
            claims = [claim(said, claim="c", basis=basis), claim("camp coverage - 33.33")]
            some = tallies.examine(tallies.load(tmp_path / "t.csv", contest), claims, contest, "camp")
            assert next(f.verdict for f in some if "c" in f.claims) is Verdict.UNDETERMINED

    def test_sheets_that_do_not_tell_their_valid_votes_make_no_mean(self, tmp_path: Path) -> None:
        """S2 and S3 hold 18 of 20 for Ada, and leave it out: the mean of a sheet is 20, not 11."""
        rows, said = "S1,15,5 / S2,,2 / S3,,2 / S4,9,11", "board votes ada 60"
        assert found(tmp_path, rows, 4, said, "board coverage - 100")[said].verdict is Verdict.CONSISTENT
        rows, said = "S1,15, / S2,18, / S3,18, / S4,9,", "board share ada 75.00"
        assert found(tmp_path, rows, 4, said, "board coverage - 100")[said].verdict is Verdict.UNDETERMINED

    def test_the_result_is_as_open_as_what_is_left_out(self, tmp_path: Path) -> None:
        (tmp_path / "t.csv").write_text("station,ada,ben\nS1,60,40\nS2,55,45\nS3,60,\n", encoding="utf-8")
        contest = replace(ISLAND, tally_sheets=3)
        some = tallies.examine(tallies.load(tmp_path / "t.csv", contest), [], contest, "camp")
        (rest,) = (f for f in some if f.check == "tallies-coverage")
        assert "each of the 1 that leaves votes out" in rest.message


class TestCoverage:
    def test_a_figure_of_the_publisher_may_rest_on_as_few_as_its_coverage_means(self, tmp_path: Path) -> None:
        """A hundred and fifty sheets of 1,000: "15 %" may be 146 of them, or 155, and is no figure of all of them."""
        rows = " / ".join(f"S{n},50,50" for n in range(200))
        for votes, verdict in ((7300, "strained"), (7500, "consistent"), (9000, "consistent"), (7200, "inconsistent")):
            said = f"camp votes ada {votes + 1}"
            assert found(tmp_path, rows, 1000, said, "camp coverage - 15")[said].verdict == verdict


class TestDoubt:
    DUP = "S1,30,70 / S2,40,60 / S3,50,50 / S4,20,80 / S4,20,80"

    @pytest.mark.parametrize(
        "said", ["votes ada 140", "share ada 35.00", "votes ben 260", "coverage - 100", "votes ada 999"]
    )
    def test_a_station_twice_proves_nothing_of_its_publisher(self, tmp_path: Path, said: str) -> None:
        one = found(tmp_path, self.DUP, 4, f"camp {said}")[f"camp {said}"]
        assert one.verdict is Verdict.UNDETERMINED
        assert one.message.startswith("Stations stand in the table twice, so this proves nothing:")

    @pytest.mark.parametrize("who", ["camp", "board"])
    @pytest.mark.parametrize("said", ["votes ada 140", "share ada 35.00", "coverage - 100"])
    def test_more_rows_than_sheets_bear_nothing_out(self, tmp_path: Path, who: str, said: str) -> None:
        rows = "S1,30,70 / S2,40,60 / S3,50,50 / S4,20,80 / S5,140,261"
        seen = found(tmp_path, rows, 4, f"{who} {said}", f"{who} coverage - 100")
        for one in seen.values():
            assert one.verdict is Verdict.UNDETERMINED
            assert "more rows than there are tally sheets" in one.message
            assert "borne out" not in one.message
