"""Tests of the stations against figures that were published of real elections, or are known of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from support import SHARED, needs_shared

from analyzer import contest as contests
from analyzer import tallies
from analyzer.model import Verdict
from analyzer.tallies import evidence, forensic
from analyzer.tallies.forensic import digits, fingerprint, integers, shpilkin
from analyzer.tallies.stations import Stations, stations

DATA = SHARED / "data"


def russia(year: int) -> Stations:
    table = pd.read_csv(DATA / f"russia_{year}.csv.gz")
    voters, given, received, leader = (
        table[name].to_numpy(np.float64) for name in ("voters", "given", "received", "leader")
    )
    return Stations(leader, received, given, voters)


@needs_shared
class TestPublished:
    """Figures that were published, or known for these elections."""

    venezuela = contests.load("venezuela-2024-presidential")

    @pytest.mark.parametrize(
        ("year", "published"), [(2011, 1003.477), (2018, 1708.839), (2020, 3610.885), (2024, 2930.984)]
    )
    def test_whole_percentages_of_russian_elections(self, year: int, published: float) -> None:
        """The mean of Kobak's thousand Monte Carlo runs; each run's number has a standard deviation of about 117."""
        some = russia(year)
        found = integers.union([(part, of) for _, part, of in integers.percentages(some)])
        assert found.excess == pytest.approx(published, abs=3 * 117 / 1000**0.5)
        assert found.z > 7

    def test_bells_of_russia_2011(self) -> None:
        turnout, share, sound = russia(2011).rates()
        assert sound.sum() == 95_224
        found = fingerprint.bells(turnout, share)
        assert (found.turnout, found.share) == (0.529, 0.324)
        spreads = (found.turnout_spread, found.share_spread, found.width)
        assert spreads == pytest.approx((0.081381, 0.069723, 0.559001), abs=5e-7)

    def test_shpilkin_on_russia_2011(self) -> None:
        """About fifteen million votes, wherever in the plateau the peak is taken to be."""
        some = russia(2011)
        turnout, _, sound = some.rates()
        votes, others = some.votes[sound], some.valid[sound] - some.votes[sound]
        places = shpilkin.peaks(turnout, some.cast[sound])
        found = [shpilkin.beyond(turnout, votes, others, float(p)).votes for p in places]
        assert 14e6 < min(found) <= max(found) < 16e6

    @pytest.mark.parametrize(("release", "z"), [(1, 2.166), (2, 2.478)])
    def test_venezuela_ends_without_an_accusation(self, release: int, z: float) -> None:
        """Release 1 states registered voters, so turnout is tested with the share; release 2 does not."""
        table = tallies.load(DATA / f"venezuela_2024_v{release}_tallies.csv.gz", self.venezuela)
        given = evidence.evidence(table, self.venezuela)
        some = stations(given)
        found = integers.union([(part, of) for _, part, of in integers.percentages(some)])
        assert found.z == pytest.approx(z, abs=0.002)
        every = forensic.findings(given, "opposition")
        assert {f.verdict for f in every} == {Verdict.CONSISTENT, Verdict.UNDETERMINED}
        assert any("Benford's law" in f.message and "Nothing follows" in f.message for f in every)
        if release == 1:
            assert any("nothing follows from it alone" in f.message for f in every)

    def test_bolivias_small_counts_are_not_tested_for_last_digits(self) -> None:
        """A chi-square of 66 is what honest counts of tables of two hundred ballots make."""
        bolivia = contests.load("bolivia-2019-presidential")
        given = evidence.evidence(tallies.load(DATA / "bolivia_2019_final.csv.gz", bolivia), bolivia)
        assert digits.last_digits(stations(given).votes)[1] > 60
        assert not digits.last(stations(given), "Evo Morales").judged
