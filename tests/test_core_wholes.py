"""What counts say of their whole, who leads them, and the totals that shares may be of, in numbers had by hand."""

from __future__ import annotations

from itertools import product
from math import inf, nan

import numpy as np
import pytest
from core_support import book, ends, same

from analyzer.checks import (
    base,
    compatibility,
    conflict,
    granularity,
    leaders,
    printed_shares,
    share_votes,
    vote_sum,
    whole,
)
from analyzer.checks.rivals import Pairs
from analyzer.ledger import Interval
from analyzer.model import Verdict


class TestWholes:
    full = ("cne votes maduro 500", "cne votes gonzalez about 300", "cne votes null 25")

    def test_sums(self) -> None:
        found = whole.wholes(book(*self.full, "cne votes others 100"), widest=False)
        assert same(found.votes, (899, 901))
        assert same(found.known_valid, (899, 901))
        assert same(found.null, (25, 25))
        assert found.complete.tolist() == [True]
        assert np.isnan([found.valid.low, found.cast.low, found.unstated.low, found.registered.low]).all()

    @pytest.mark.parametrize(
        ("texts", "complete"), [(full, False), (full[:1], False), ((*full, "cne votes others 1"), True)]
    )
    def test_votes_are_all_there_are(self, texts: tuple[str, ...], complete: bool) -> None:
        assert whole.wholes(book(*texts), widest=False).complete.tolist() == [complete]

    def test_the_whole_ballot_needs_no_others(self) -> None:
        closed = whole.wholes(book(*self.full, complete=True), widest=True, give=1.0)
        assert closed.complete.tolist() == [True]
        assert same(closed.known_valid, (499 + 297, 501 + 303))

    @pytest.mark.parametrize("kind", ["valid", "cast", "unstated"])
    def test_ballots_by_kind(self, kind: str) -> None:
        found = whole.wholes(book(f"cne ballots - about 900 | {kind.replace('unstated', '')}"), widest=True, give=2.0)
        for name in ("valid", "cast", "unstated", "known_valid"):
            expected = (896.0, 904.0) if name == kind or (name, kind) == ("known_valid", "valid") else (nan, nan)
            assert same(getattr(found, name), expected)

    def test_the_first_that_is_stated(self) -> None:
        cells = ends((1, 2), (nan, nan), (nan, nan)), ends((3, 4), (5, 6), (nan, nan)), ends((7, 8), (9, 10), (11, 12))
        assert same(whole.first_stated(*cells), (1, 2), (5, 6), (11, 12))
        assert same(whole.added(*cells[1:]), (10, 12), (14, 16), (nan, nan))
        assert whole.stated(cells[0]).tolist() == [True, False, False]

    def test_parts_of_all_ballots(self) -> None:
        """Valid and invalid ones, where they are not stated the candidates' votes, and any number of invalid ones."""
        both = whole.wholes(
            book("cne votes maduro 500", "cne ballots - 850 | valid", "cne ballots - 905 | cast", "cne votes null 25"),
            widest=False,
        )
        assert same(vote_sum.cast_parts(both).parts, (875, 875))
        assert same(vote_sum.cast_parts(both).total, (905, 905))
        some = whole.wholes(book("cne votes maduro 500", "cne ballots - 905"), widest=False)
        assert same(vote_sum.cast_parts(some).parts, (500, inf))
        assert same(vote_sum.cast_parts(some).total, (905, 905))
        assert same(vote_sum.valid_parts(some).parts, (500, inf))
        none = whole.wholes(book("cne ballots - 905 | valid"), widest=False)
        assert same(vote_sum.valid_parts(none).parts, (nan, nan))
        assert same(vote_sum.cast_parts(none).parts, (905, inf))


class TestLeaders:
    def totals(self, *texts: str, register: bool = True, **more: object) -> Interval:
        one = book(*texts, **more)
        return leaders.totals(one, base.figures(one, widest=False), register=register)

    def test_totals(self) -> None:
        votes = ("cne votes maduro 500", "cne votes gonzalez 300")
        assert same(self.totals(*votes), (800, inf))
        assert same(self.totals(*votes, complete=True), (800, 800))
        assert same(self.totals(*votes, "cne votes others 100"), (900, 900))
        assert same(self.totals(*votes, "cne ballots - 950"), (800, 950))
        assert same(self.totals(*votes, "cne registered - 2001"), (800, 2001))
        assert same(self.totals(*votes, "cne registered - 2001", register=False), (800, inf))
        assert same(self.totals(*votes, registered_voters=1500), (800, 1500))
        assert same(self.totals(*votes, "cne registered - 2001", registered_voters=1500), (800, 1500))
        assert same(self.totals(*votes, "cne votes null 30"), (800, inf))
        # A share of all others fixes none; one of a candidate does; of ballots cast, votes are not all there are.
        assert same(self.totals(*votes, "cne votes others 100", "cne share others 50"), (900, 900))
        assert same(self.totals(*votes, "cne share maduro 50"), (500 / 0.505, 500 / 0.495))
        assert same(self.totals(*votes, "cne votes others 100", "cne share others 50 | cast"), (900, inf))

    @pytest.mark.parametrize(
        ("texts", "order"),
        [
            (("cne share a 50", "cne share b 30", "cne votes c 10"), [50, 30, -1]),
            (("cne share a 50", "cne votes b 30", "cne votes c 10"), [-1, 30, 10]),
            (("cne votes a about 50", "cne votes c 10"), [50, -1, 10]),
        ],
    )
    def test_the_order_is_of_shares_where_two_are_known(self, texts: tuple[str, ...], order: list[float]) -> None:
        one = book(*texts, names="a b c")
        assert leaders.standing(one, base.figures(one, widest=False))[0].tolist() == order

    def test_the_runner_up(self) -> None:
        order = np.array([[3.0, 5.0, 4.0], [0.0, -1.0, -1.0], [-1.0, 2.0, 2.0]])
        assert leaders.runner_up(order, np.array([1, 0, 1])).tolist() == [2, -1, 2]
        assert order[0, 1] == 5.0  # what was asked is left as it was

    @pytest.mark.parametrize(
        ("texts", "may"),
        [
            (("cne share a 50", "cne share b 30"), False),  # 100 - 49.5 - 29.5 = 21 < 29.5
            (("cne share a 50", "cne share b 20"), True),
            (("cne share a 50", "cne share b 20", "cne share others 20"), False),
            (("cne share a 40", "cne share b 20", "cne share c 10"), False),
            (("cne share a 51", "cne share b 25"), True),  # 100 - 50.5 - 24.5 = 25 > 24.5
        ],
    )
    def test_a_stranger_may_be_second(self, texts: tuple[str, ...], may: bool) -> None:
        one = book(*texts, names="a b c")
        found = leaders.stranger_may_be_second(one, base.figures(one, widest=False), np.array([1]))
        assert found.tolist() == [may]

    @pytest.mark.parametrize(
        ("third", "may"),
        [
            ("cne share c 29", False),
            ("cne share c 29.6", True),
            ("cne share c about 29", True),
            ("cne votes c 3", True),
        ],
    )
    def test_another_may_be_second(self, third: str, may: bool) -> None:
        one = book("cne share a 50", "cne share b 30", third, names="a b c")
        found = leaders.another_may_be_second(one, base.figures(one, widest=False), np.array([0]), np.array([1]))
        assert found.tolist() == [may]

    def test_the_number_of_voters_is_no_evidence_of_a_share(self) -> None:
        """Of 2001 voters 3 votes would be little and 1000 nearly half; but who says that they all voted?"""
        texts = ("cne votes a 1000", "cne share b 30", "cne votes c 3")
        for more in ((), ("cne registered - 2001",)):
            one = book(*texts, *more, names="a b c")
            given = base.figures(one, widest=False)
            assert leaders.standing(one, given)[0].tolist() == [1000, -1, 3]
            assert leaders.another_may_be_second(one, given, np.array([0]), np.array([1])).tolist() == [True]
            assert leaders.stranger_may_be_second(one, given, np.array([2])).tolist() == [True]
            rival = book(*texts, *more, "opposition share a 40", names="a b c")
            assert len(compatibility.share_pairs(rival).first) == 0
            sides = compatibility.sides(rival, Pairs(*(np.array([at]) for at in (0, 1, 0))), widest=False)
            assert same(sides.share, (nan, nan))
            assert same(sides.other, (39.5, 40.5))


class TestPrintedShares:
    def test_whole_numbers(self) -> None:
        cells = ends((1.2, 3.9), (2, 4), (2.0000005, 3.9999995), (nan, nan), (5, inf), (2.001, 3.999))
        low, high = printed_shares.whole_numbers(cells)
        assert low.tolist() == [2, 2, 2, 1, 5, 3]
        assert high.tolist() == [3, 4, 4, 0, printed_shares.LARGEST, 3]
        assert low.dtype == high.dtype == np.int64

    def test_any_total_against_every_vote_count(self) -> None:
        for scaled, low, high in product((0, 1, 33, 50, 67, 99, 100), (1, 2, 3, 7), (2, 3, 8, 12)):
            expected = any((2 * 100 * v + t) // (2 * t) == scaled for t in range(low, high + 1) for v in range(t + 1))
            assert printed_shares.any_total_possible(scaled, 0, low, high, "half-up") == expected

    def test_from_a_hundred_on_every_whole_percentage_is_one_of_some_votes(self) -> None:
        assert printed_shares.any_total_possible(51, 0, 100, 100, "half-up")
        assert printed_shares.any_total_possible(101, 0, 100, 100, "half-up")  # above 100 %, which nobody asks
        assert not printed_shares.any_total_possible(101, 0, 99, 99, "half-up")
        assert not printed_shares.any_total_possible(51, 0, 101, 100, "half-up")

    def test_of_too_many_totals_only_the_largest_are_tried(self) -> None:
        assert not printed_shares.any_total_possible(5001, 2, 90, 99, "half-up", largest_search=10)
        assert printed_shares.any_total_possible(5001, 2, 89, 99, "half-up", largest_search=10)

    def test_all_others_as_a_sum(self) -> None:
        one = book("cne share others 10.0", "cne share maduro 50.0")
        found = printed_shares.summed(one, base.figures(one, widest=False).share)
        others, first = one.subjects.index("others"), 0
        assert same(Interval(found.low[:, others], found.high[:, others]), (9.95 - 2.5, 10.05 + 2.5))
        assert same(Interval(found.low[:, first], found.high[:, first]), (49.95, 50.05))

    def test_shares_as_they_are_printed(self) -> None:
        one = book("cne share maduro 50.25", "cne share gonzalez about 30", "cne share others 12", "cne share null 2")
        found = printed_shares.printed_shares(one)
        assert [one.subjects[at] for at in found.columns] == ["maduro", "gonzalez", "others"]
        assert found.scaled.tolist() == [5025, 0, 12]
        assert found.decimals.tolist() == [2, 0, 0]
        assert found.exact.tolist() == [True, False, True]

    def test_what_is_left_open_has_a_limit(self) -> None:
        one = book("cne votes maduro 500", "cne ballots - 905 | cast", "cne votes null 25", "cne share maduro 50")
        names = {way.name: way for way in printed_shares.ways(one, whole.wholes(one, widest=False))}
        assert same(names["valid votes"].total, (880, 880))
        assert same(names["all ballots cast"].total, (905, 905))
        assert same(names["ballots cast"].total, (nan, nan))
        unknown = book("cne votes maduro 500", "cne ballots - 905", "cne share maduro 50")
        names = {way.name: way for way in printed_shares.ways(unknown, whole.wholes(unknown, widest=False))}
        assert same(names["valid votes"].total, (905, 905))
        assert same(names["valid votes, if the total counts invalid ones too"].total, (500, 905))
        assert same(names["all ballots cast, if the total leaves out invalid ones"].total, (905, inf))
        assert [way.plain for way in names.values()] == [True] * 5 + [False] * 4

    def test_the_two_leading(self) -> None:
        """Of 500, 100 and 300 the first and the last; at least those where one is missing; of nobody alone."""
        for texts, names, expected in (
            (("cne votes a 500", "cne votes b about 100", "cne votes c about 300"), "a b c", (799, 801)),
            (("cne votes a 500", "cne votes c 300"), "a b c", (800, inf)),
            (("cne votes a 500", "cne votes b 0"), "a b", (500, 500)),
            (("cne votes a 500",), "a", (nan, nan)),
        ):
            one = book(*texts, "cne share a 50", names=names)
            ways = printed_shares.ways(one, whole.wholes(one, widest=False))
            assert same(ways[-1].total, expected)
            stated = book(*texts, "cne share a 50 | two", names=names)
            ways = printed_shares.ways(stated, whole.wholes(stated, widest=False))
            assert same(ways[3].total, expected)
            assert np.isnan(ways[-1].total.low).all()

    def test_percent(self) -> None:
        part, total = ends((1, 3), (1, 3), (nan, nan)), ends((4, 5), (0, inf), (4, 5))
        assert same(Interval(*printed_shares.percent(part, total)), (20, 75), (0, 600), (nan, nan))

    def test_the_two_leading_whose_votes_are_not_stated(self) -> None:
        """1,238 of 2,302 is 53.779 %, where 4,475 votes are valid and others have some 2,173 of them."""
        told = ("cne share maduro 53.779", "cne votes others about 2173", "cne votes null 4", "cne registered - 7473")
        known = book(*told, "cne ballots - 4475 | valid")
        two = whole.wholes(known, widest=False).two
        assert two.low[0] <= 2302 <= two.high[0] <= 4475
        (finding,) = granularity.run(known, 0.25)
        assert finding.verdict is Verdict.STRAINED
        assert "two leading candidates alone" in finding.message
        assert np.isnan(whole.wholes(book(*told), widest=False).two.low).all()  # no total, no votes


def test_a_share_of_the_two_leading_is_of_a_pair_that_there_is() -> None:
    """421,007 of the 3,774,259 votes are 11.15 %, of the two leading's 12.56, and c is neither of them."""
    votes = ("cne votes a 1702334", "cne votes b 1650918", "cne votes c 421007")
    for share in ("c 11.16", "c 12.56", "c 19.83", "b 49.23", "b 79.68"):
        of = book(*votes, f"cne share {share}", names="a b c", complete=True)
        found = [finding for check in (conflict, share_votes) for finding in check.run(of, 0.25)]
        expected = Verdict.STRAINED if share == "b 49.23" else Verdict.INCONSISTENT  # of a's and b's, not b's and c's
        assert {(f.check, f.verdict) for f in found} == {("conflict", expected), ("share-votes", expected)}, share
