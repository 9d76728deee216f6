"""Honest stations are not called odd: exact tails, rates that scatter as true ones do, digits as uneven as can be."""

from __future__ import annotations

import numpy as np
import pytest
from test_tallies_forensic import binomial

from analyzer.model import Verdict
from analyzer.tallies import forensic
from analyzer.tallies.forensic import digits, integers
from analyzer.tallies.stations import Stations


class TestWholePercentages:
    @pytest.mark.parametrize("seed", range(6))
    def test_the_tail_is_that_of_all_outcomes(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        chances = rng.random(int(rng.integers(60, 400))) * rng.choice([0.1, 0.4, 0.9])
        exact = np.array([1.0])
        for one in chances:
            exact = np.convolve(exact, [1.0 - one, one])
        mean, spread = chances.sum(), np.sqrt((chances * (1 - chances)).sum())
        for deviations in (0.0, 1.5, 3.0, 3.3, 4.5):
            number = int(np.ceil(mean + deviations * spread))
            assert integers.tail(chances, number) == pytest.approx(
                exact[number:].sum(), rel=0.02, abs=0.03 * (deviations < 1)
            )

    def test_deflated_rates_scatter_as_the_true_ones(self) -> None:
        rng = np.random.default_rng(5)
        of = rng.integers(200, 500, 20_000).astype(float)
        true = np.clip(rng.normal(0.7, 0.03, 20_000), 0.0, 1.0)
        votes = rng.binomial(of.astype(int), true).astype(float)
        assert (votes / of).std() > 0.038
        assert (integers.deflated(votes, of) / of).std() == pytest.approx(true.std(), rel=0.02)
        alike = rng.binomial(of.astype(int), 0.7).astype(float)
        assert (integers.deflated(alike, of) / of).std() < 0.004

    def test_honest_stations_of_one_size_and_share_are_not_odd(self) -> None:
        """Of a thousand valid votes each, with 97.8 %, more have a whole percentage than those drawn anew at theirs."""
        rng = np.random.default_rng(3)
        of = np.full(20_000, 1000.0)
        found = [integers.union([(rng.binomial(1000, 0.978, 20_000).astype(float), of)]) for _ in range(20)]
        assert np.mean([one.z for one in found]) > 0.5
        assert 0.3 < np.mean([one.p for one in found]) < 0.7


class TestLastDigits:
    def test_clustered_counts_are_as_uneven_as_it_says(self) -> None:
        exact = np.zeros(10)
        for count, p in enumerate(binomial(200, 0.92)):
            exact[count % 10] += p
        found = digits.clustered(np.full(50, 184.0), np.full(50, 200.0))
        assert found**2 == pytest.approx(digits.noncentrality(exact, digits.EVEN, 1), rel=1e-9)

    @pytest.mark.parametrize("seed", range(5))
    def test_no_honest_counts_are_less_even_than_it_says(self, seed: int) -> None:
        """Whatever the true rates: the digits of binomial counts at these, against the bound from counts drawn."""
        rng = np.random.default_rng(seed)
        of = rng.choice([200, 250, 300], 400)
        rate = np.clip(rng.normal(rng.choice([0.8, 0.9]), rng.choice([0.0, 0.02]), 400), 0.6, 0.97)
        exact = np.zeros(10)
        for n, p in zip(of.tolist(), rate.tolist(), strict=True):
            exact += np.bincount(np.arange(n + 1) % 10, binomial(n, p), 10)
        votes = rng.binomial(of, rate).astype(float)
        bound = digits.unevenness(votes, of.astype(float), 2000)
        assert digits.noncentrality(exact / exact.sum(), digits.EVEN, 2000) <= bound * 1.05

    @pytest.mark.parametrize(
        ("count", "valid", "share"), [(2000, 200, 0.935), (2000, 200, 0.92), (5000, 300, 0.94), (2000, 200, 0.85)]
    )
    def test_honest_stations_of_one_size_and_share_are_not_called_uneven(
        self, count: int, valid: int, share: float
    ) -> None:
        """benchmarks/honest_stations.py has the rate, over 23,000 tables."""
        of = np.full(count, float(valid))
        for seed in range(25):
            votes = np.random.default_rng(seed).binomial(valid, share, count).astype(float)
            some = Stations(votes, of, of.copy(), None)
            made = [integers.outcome(some, "Ada"), digits.last(some, "Ada")]
            assert made[1].judged is (share == 0.85)
            assert {f.verdict for f in forensic.judge(made, "camp", "ada")} <= {
                Verdict.CONSISTENT,
                Verdict.UNDETERMINED,
            }
