"""Tests of the stations themselves: against oracles, against honest counts, and against figures that were published."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr
from scipy.stats import binom, chi2

from analyzer.bounds import Floats
from analyzer.model import Verdict
from analyzer.tallies import forensic
from analyzer.tallies.forensic import digits, fingerprint, integers, shape, shpilkin
from analyzer.tallies.forensic.outcome import ALPHA, LEVEL, Outcome
from analyzer.tallies.stations import Stations


def honest(count: int = 4000, seed: int = 5, registered: bool = True, rate: float = 0.6) -> Stations:
    """Stations whose every voter decides alone, turnout and share apart from each other."""
    rng = np.random.default_rng(seed)
    voters = rng.integers(300, 1500, count)
    cast = rng.binomial(voters, np.clip(rng.normal(0.55, 0.06, count), 0.05, 0.95))
    votes = rng.binomial(cast, np.clip(rng.normal(rate, 0.06, count), 0.02, 0.98))
    return Stations(
        votes.astype(float), cast.astype(float), cast.astype(float), voters.astype(float) if registered else None
    )


def binomial(n: int, p: float) -> list[float]:
    return [comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]


class TestWholePercentages:
    @pytest.mark.parametrize("beside", [0.0, 0.3, -0.5])
    @pytest.mark.parametrize("n", [100, 137, 640])
    def test_chance_is_the_sum_of_binomial_probabilities(self, n: int, beside: float) -> None:
        for k in (3, n // 3, n - 7):
            percents = (100 * c / n - beside for c in range(n + 1))
            whole = [abs(x - round(x)) <= 0.05 + 1e-12 for x in percents]
            exact = sum(p for p, hit in zip(binomial(n, k / n), whole, strict=True) if hit)
            found = integers.chance(np.array([float(k)]), np.array([float(n)]), beside)
            assert found[0] == pytest.approx(exact, abs=1e-9)

    def test_the_spectrum_is_the_sum_of_binomial_probabilities(self) -> None:
        part, of = [60, 311, 212, 499], [120, 400, 425, 500]
        hits = np.zeros((4, 101))
        for row, (k, n) in enumerate(zip(part, of, strict=True)):
            for count, p in enumerate(binomial(n, k / n)):
                if abs(100 * count / n - round(100 * count / n)) <= 0.05 + 1e-12:
                    hits[row, round(100 * count / n)] += p
        observed, expected, deviation = integers.spectrum(np.array(part, float), np.array(of, float))
        assert expected == pytest.approx(hits.sum(axis=0), abs=1e-9)
        assert deviation**2 == pytest.approx((hits * (1 - hits)).sum(axis=0), abs=1e-9)
        assert np.flatnonzero(observed).tolist() == [50]  # 77.75, 49.88 and 99.8 percent are not whole

    def test_a_number_that_takes_all_events_that_can_come(self) -> None:
        """Where the other chances are none, so many can be had in one way alone, and no tilt reaches more."""
        chances = np.append(np.zeros(50), np.full(50, 0.1))
        assert integers.tail(chances, 50) < 1e-9
        assert integers.tail(chances, 51) < 1e-9
        assert integers.tail(chances, 12) == pytest.approx(binom.sf(11, 50, 0.1), rel=0.01)

    def test_whole_percentages_put_in_are_found(self) -> None:
        some = honest(registered=False)
        assert integers.outcome(some, "Ada").p > 0.01
        some.votes[:400] = np.rint(some.valid[:400] * np.rint(100 * some.votes[:400] / some.valid[:400]) / 100)
        assert integers.outcome(some, "Ada").p < 1e-6

    def test_the_power_stated_is_the_power_there_is(self) -> None:
        """Of honest tables with that many stations made whole at random, nine in ten are found at LEVEL."""
        rng = np.random.default_rng(8)
        of = rng.integers(200, 900, 3000).astype(float)
        rate = np.clip(rng.normal(0.5, 0.1, 3000), 0.1, 0.9)
        least = integers.union([(np.rint(rate * of), of)]).least
        found = 0
        for _ in range(100):
            votes = rng.binomial(of.astype(int), rate).astype(float)
            expected = integers.union([(votes, of)])
            made = rng.permutation(3000)[:least]
            seen = integers.is_whole(votes, of)
            seen[made] = True
            z = (seen.sum() - expected.expected) / expected.deviation
            found += bool(ndtr(-z) <= LEVEL)
        assert 80 <= found <= 97

    def test_a_sum_of_many_stations_is_no_station(self) -> None:
        """A row of two thousand million votes is neither tested nor summed over, count by count."""
        some = honest(300)
        assert some.registered is not None
        for counts in (some.votes, some.valid, some.cast, some.registered):
            counts[0] = 2.0**31
        some.votes[0] = 2.0**30
        assert integers.usable(some).sum() == 299
        assert len(forensic.outcomes(some, "Ada")) == len(forensic.TESTS)

    def test_what_is_not_usable_is_left_out(self) -> None:
        some = Stations(
            *(np.array(v, float) for v in ([50, 99, 40, 0, 60], [90, 99, 80, 90, 90], [90, 99, 80, 90, 90])),
            np.array([100.0, 300, 99, 300, 300]),
        )
        assert integers.usable(some).tolist() == [True, False, False, False, True]
        apart = Stations(some.votes, some.valid, some.cast, None)
        assert integers.usable(apart).tolist() == [False] * 5


class TestDigits:
    def test_last_digits(self) -> None:
        rng = np.random.default_rng(6)
        even = rng.integers(100, 1000, 5000).astype(float)
        assert digits.last_digits(even)[2] > 0.001
        even[:600] = np.floor(even[:600] / 10) * 10
        assert digits.last_digits(even)[2] < 1e-6

    @pytest.mark.parametrize("counts", [500, 1000, 5000])
    def test_the_smallest_effect_is_found_nine_times_in_ten(self, counts: int) -> None:
        rng = np.random.default_rng(9)
        least = digits.smallest_effect(counts, LEVEL)
        weights = np.full(10, 0.1 - least / 9)
        weights[3] = 0.1 + least
        drawn = rng.multinomial(counts, weights, size=10_000)
        statistic = ((drawn - counts / 10) ** 2 / (counts / 10)).sum(axis=1)
        assert np.mean(statistic >= chi2.isf(LEVEL, 9)) == pytest.approx(0.9, abs=0.012)

    @pytest.mark.parametrize(("votes", "of"), [([104, 97, 60, 230], [180, 200, 230, 400]), ([150], [151])])
    def test_honest_last_digits_are_those_of_binomial_counts(self, votes: list[int], of: list[int]) -> None:
        exact = np.zeros(10)
        for k, n in zip(votes, of, strict=True):
            for count, p in enumerate(binomial(n, k / n)):
                exact[count % 10] += p if count >= 100 else 0.0
        found = digits.honest_last(np.array(votes, float), np.array(of, float))
        assert found == pytest.approx(exact / exact.sum(), abs=1e-7)

    def test_honest_second_digits_are_those_of_binomial_counts(self) -> None:
        votes, of = [160, 215, 320, 88], [300, 400, 500, 200]
        exact = np.zeros(10)
        for k, n in zip(votes, of, strict=True):
            for count, p in enumerate(binomial(n, k / n)):
                if count >= 10:
                    exact[int(str(count)[1])] += p
        found = digits.honest_second(np.array(votes, float), np.array(of, float))
        assert found == pytest.approx(exact / exact.sum(), abs=0.004)

    def test_small_counts_just_above_a_hundred_are_refused(self) -> None:
        """Ballots of two hundred: honest last digits are uneven, because fewer and fewer counts are that high."""
        rng = np.random.default_rng(4)
        valid = rng.integers(180, 230, 30_000)
        votes = rng.binomial(valid, np.clip(rng.normal(0.35, 0.12, 30_000), 0.05, 0.95)).astype(float)
        some = Stations(votes, valid.astype(float), valid.astype(float), None)
        assert digits.last_digits(votes)[2] < LEVEL
        outcome = digits.last(some, "Ada")
        assert not outcome.judged
        assert "the test is not made" in outcome.words

    def test_honest_stations_of_four_hundred_voters_fail_the_second_digit(self) -> None:
        rng = np.random.default_rng(3)
        valid = rng.integers(350, 450, 5000)
        votes = rng.binomial(valid, 0.55).astype(float)
        assert digits.second_digits(votes)[2] < 1e-12
        outcome = digits.second(Stations(votes, valid.astype(float), valid.astype(float), None), "Ada")
        assert not outcome.judged
        assert "honest counts at each station's own rate" in outcome.words


class TestShape:
    def test_correlation_is_that_of_numpy_at_equal_weights(self) -> None:
        rng = np.random.default_rng(7)
        x, y = rng.random(200), rng.random(200)
        assert shape.correlation(x, y, np.ones(200)) == pytest.approx(np.corrcoef(x, y)[0, 1])
        assert shape.correlation(x, np.ones(200), np.ones(200)) == 0.0

    def test_the_smallest_correlation_is_found_nine_times_in_ten(self) -> None:
        rng = np.random.default_rng(2)
        least = shape.smallest_correlation(np.ones(300))
        bar = np.tanh(3.4808 / 297**0.5)  # two sides of 0.0005 in all, of 300
        found = 0
        for _ in range(500):
            x = rng.normal(size=300)
            y = least * x + (1 - least**2) ** 0.5 * rng.normal(size=300)
            found += abs(np.corrcoef(x, y)[0, 1]) > bar
        assert 425 <= found <= 475

    def test_it_is_said_once_that_registered_voters_are_not_stated(self) -> None:
        told = [one.words for one in forensic.outcomes(honest(registered=False), "Ada") if one.check == "tallies-shape"]
        assert len(told) == 1
        assert "do not say how many voters were registered" in told[0]
        assert len(forensic.outcomes(honest(), "Ada")) == len(forensic.TESTS)


class TestShpilkin:
    def test_votes_put_in_are_given_back(self) -> None:
        some = honest(8000)
        assert some.registered is not None
        rng = np.random.default_rng(1)
        stuffed = rng.random(8000) < 0.1
        more = np.where(stuffed, np.floor(0.8 * (some.registered - some.cast)), 0.0)
        turnout = (some.cast + more) / some.registered
        found = shpilkin.beyond(turnout, some.votes + more, some.valid - some.votes, 0.60)
        assert found.votes == pytest.approx(more[turnout > 0.60].sum(), abs=4 * found.deviation)

    def test_the_deviation_is_that_of_stations_drawn_anew(self) -> None:
        some = honest(2000)
        turnout, share, sound = some.rates()
        assert sound.all()
        votes, others = share * some.valid, some.valid - share * some.valid
        rng = np.random.default_rng(12)
        again = [rng.integers(0, 2000, 2000) for _ in range(400)]
        drawn = [shpilkin.beyond(turnout[i], votes[i], others[i], 0.56).votes for i in again]
        assert shpilkin.beyond(turnout, votes, others, 0.56).deviation == pytest.approx(np.std(drawn), rel=0.15)

    def test_full_turnout_is_no_peak(self) -> None:
        turnout = np.concatenate([np.linspace(0.4, 0.6, 200), np.full(50, 1.0)])
        cast = np.concatenate([np.full(200, 100.0), np.full(50, 5000.0)])
        assert len(shpilkin.peaks(turnout, cast)) == 0  # nine tenths of the ballots were cast at 100 percent
        assert shpilkin.peaks(turnout[:200], cast[:200]).max() < 0.6

    def test_nobody_else_has_votes(self) -> None:
        with pytest.raises(ValueError, match="expected votes for others"):
            shpilkin.beyond(np.array([0.5, 0.6]), np.ones(2), np.zeros(2), 0.55)


def two_peaks(incremental: float, extreme: float, alpha: float, count: int = 40_000) -> tuple[Floats, Floats]:
    """Stations drawn at random as the paper does it: an oracle for the densities, which are not drawn."""
    rng = np.random.default_rng(11)

    def cut(draw: Floats) -> Floats:
        return draw[(draw > 0) & (draw < 1)][:count]

    a, v = (cut(rng.normal(m, s, 2 * count)) for m, s in ((0.53, 0.08), (0.35, 0.07)))
    x = np.zeros(count)
    kind = rng.random(count)
    some, nearly = kind < incremental, (kind >= incremental) & (kind < incremental + extreme)
    x[some] = cut(np.abs(rng.normal(0, 0.4, 4 * count)))[: some.sum()]
    x[nearly] = 1 - cut(np.abs(rng.normal(0, fingerprint.EXTREME, 2 * count)))[: nearly.sum()]
    turnout = a + x * (1 - a)
    return turnout, (a * v + x * (1 - a) + x**alpha * a * (1 - v)) / turnout


class TestFingerprint:
    bells = fingerprint.Bells(0.53, 0.35, 0.08, 0.07, 0.4)

    @pytest.mark.parametrize(("incremental", "extreme", "alpha"), [(0.0, 0.0, 1.0), (0.3, 0.05, 2.0), (0.6, 0.0, 1.0)])
    def test_parts_put_in_are_given_back(self, incremental: float, extreme: float, alpha: float) -> None:
        _, share = two_peaks(incremental, extreme, alpha)
        found = fingerprint.fit(fingerprint.histogram(share), len(share), self.bells, 0.5)
        assert found.incremental == pytest.approx(incremental, abs=0.04)
        assert found.extreme == pytest.approx(extreme, abs=0.01)
        if extreme:
            assert found.alpha == alpha
        assert found.misplaced < 0.03

    def test_densities_are_those_of_stations_drawn_at_random(self) -> None:
        _, share = two_peaks(1.0, 0.0, 2.0)
        x = fingerprint._half_bell(0.4, 300)
        expected = fingerprint.moved(self.bells, x, 2.0)
        assert expected.sum() == pytest.approx(1.0)
        assert 0.5 * np.abs(fingerprint.histogram(share) - expected).sum() < 0.02

    def test_bells_of_one_bell(self) -> None:
        turnout, share = two_peaks(0.0, 0.0, 1.0)
        found = fingerprint.bells(turnout, share)
        assert (found.turnout, found.share) == pytest.approx((0.53, 0.35), abs=0.01)
        assert (found.turnout_spread, found.share_spread) == pytest.approx((0.08, 0.07), abs=0.01)

    @given(st.integers(0, 10**6))
    @settings(max_examples=25, deadline=None)
    def test_no_other_parts_fit_better(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        toward, missing = rng.normal(size=(20, 2)), rng.normal(size=20)
        parts, error = fingerprint._parts(toward, missing)
        assert (parts >= 0).all()
        assert parts.sum() <= 1 + 1e-9
        grid = np.array([(a, b) for a in np.linspace(0, 1, 41) for b in np.linspace(0, 1, 41) if a + b <= 1])
        assert error <= ((grid @ toward.T - missing) ** 2).sum(axis=1).min() + 1e-9

    def test_the_smallest_part_is_what_it_takes(self) -> None:
        """Where nothing was moved, the estimate of the part strays by as much as the exact variance says."""
        rng = np.random.default_rng(13)
        plain = fingerprint.fair(self.bells)
        least = fingerprint.smallest_part(plain, 5000, self.bells, 1.0)
        toward = fingerprint.moved(self.bells, fingerprint._half_bell(0.4, 300), 1.0) - plain
        weight = (plain + 1 / 5000) ** -2.0
        drawn = rng.multinomial(5000, plain, 2000) / 5000 - plain
        estimates = (drawn * weight * toward).sum(axis=1) / (weight * toward**2).sum()
        assert least == pytest.approx((3.2905 + 1.2816) * estimates.std(), rel=0.08)

    def test_stations_without_a_peak_inside_are_refused(self) -> None:
        some = honest(3000)
        flat = Stations(some.valid.copy(), some.valid, some.cast, some.registered)
        for some in (flat, honest(500)):
            refused = fingerprint.outcome(some, "Ada")
            assert refused is not None
            assert "not fitted" in refused.words

    def test_honest_stations_of_one_bell_show_nothing_extreme(self) -> None:
        some = honest(20_000)
        turnout, share, _ = some.rates()
        found = fingerprint.fit(fingerprint.histogram(share), len(share), fingerprint.bells(turnout, share), 0.5)
        assert found.extreme < 0.002


@given(
    st.integers(0, 10**6),
    st.sampled_from([1, 3, 700, 1500]),
    st.sampled_from([1, 30, 2000]),
    st.sampled_from(["any", "none", "all", "same", "full"]),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_no_table_breaks_a_test(seed: int, count: int, size: int, kind: str, registered: bool) -> None:
    """Votes beyond the valid ones, ballots beyond the voters, nothing at all, everybody for one: words all the same."""
    rng = np.random.default_rng(seed)
    valid, cast, voters = (rng.integers(0, size + 1, count).astype(float) for _ in range(3))
    votes = {
        "any": rng.integers(0, size + 1, count).astype(float),
        "none": np.zeros(count),
        "all": valid.copy(),
        "same": np.full(count, float(size)),
        "full": np.floor(valid / 2),
    }[kind]
    if kind in {"same", "full"}:
        valid, cast, voters = (np.full(count, 2.0 * size) for _ in range(3))
    some = Stations(votes, valid, cast, voters if registered else None)
    for finding in forensic.judge(forensic.outcomes(some, "Ada"), "camp", "ada"):
        assert finding.message.endswith(".")
        assert " nan" not in finding.message


class TestSeveral:
    @given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
    def test_holm_rejects_what_its_steps_reject(self, p: list[float]) -> None:
        rejected = set()
        for step, place in enumerate(sorted(range(len(p)), key=lambda i: p[i])):
            if p[place] * (len(p) - step) > 0.05:
                break
            rejected.add(place)
        adjusted = forensic.holm(np.array(p))
        assert {i for i, value in enumerate(adjusted) if value <= 0.05} == rejected

    def test_one_of_two_must_be_twice_as_rare(self) -> None:
        one = Outcome("tallies-integer", "Seen.", p=0.8 * ALPHA, odd="Odd.", fine="Fine.")
        other = Outcome("tallies-digits", "Seen.", p=0.5, odd="Odd.", fine="Fine.")
        described = Outcome("tallies-shape", "Described.")
        (alone,) = forensic.judge([one], "camp", "ada")
        assert alone.verdict is Verdict.STRAINED
        found = forensic.judge([one, other, described], "camp", "ada")
        assert [f.verdict for f in found] == [Verdict.CONSISTENT, Verdict.CONSISTENT, Verdict.UNDETERMINED]
        assert "one of 2\N{NO-BREAK SPACE}tests" in found[0].message
        assert found[2].message == "Described."

    @pytest.mark.parametrize("registered", [True, False])
    def test_honest_stations_end_without_an_accusation(self, registered: bool) -> None:
        for seed in range(20):
            some = honest(3000, seed, registered)
            found = forensic.judge(forensic.outcomes(some, "Ada"), "camp", "ada")
            assert not any(f.verdict in {Verdict.STRAINED, Verdict.INCONSISTENT} for f in found)
            assert not any("fraud" in f.message.lower() for f in found)
