"""Every figure has its widest reading, on every basis; what is worked out of figures gives way by their own units."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from claims_support import CONTEST, claim

from analyzer import checks, feasibility, ledger, plot, wording
from analyzer.checks import whole
from analyzer.checks.base import figures
from analyzer.counts import bulletins
from analyzer.feasibility.draft import Frame
from analyzer.feasibility.model import systems
from analyzer.ledger import Interval
from analyzer.model import Candidate, Claim, Finding, Verdict
from analyzer.plot.words import load


def found(check: str, *claims: Claim) -> list[Finding]:
    return [one for one in checks.run(ledger.build(claims, CONTEST)) if one.check == check]


def only(check: str, *claims: Claim) -> Finding:
    (one,) = found(check, *claims)
    return one


class TestTheTwoLeading:
    """Shares of the two leading candidates' votes: these are read as wide as any other total."""

    @pytest.mark.parametrize(
        ("share", "second"),
        [
            pytest.param("67.9", "under 3.3 million", id="two units below"),  # 6.35 of 6.25 + 3.1 million
            pytest.param("40", "at_least 3.3 million", id="no upper end"),
        ],
    )
    @pytest.mark.parametrize("basis", ["two", ""])
    def test_a_share_of_them_is_refused_by_no_reading(self, share: str, second: str, basis: str) -> None:
        claims = (
            claim(f"cne share maduro {share}", basis=basis),
            claim("cne votes maduro 6.3 million"),
            claim(f"cne votes gonzalez {second}"),
            claim("cne ballots - 30 million", basis="valid"),
        )
        finding = only("share-votes", *claims)
        assert finding.verdict is Verdict.STRAINED
        assert "of the two leading candidates" in finding.message

    def test_what_no_reading_allows_stays_inconsistent(self) -> None:
        votes = (claim("cne votes maduro 6.3 million"), claim("cne votes gonzalez under 3.3 million"))
        assert only("share-votes", claim("cne share maduro 69", basis="two"), *votes).verdict is Verdict.INCONSISTENT

    def test_who_the_two_are_may_be_open(self) -> None:
        """Either of two may be the second: together with the first they have 60 + 20 at least, 61 + 22 at most."""
        votes = Interval(np.array([[60.0, 20.0, 19.0]]), np.array([[61.0, 21.0, 22.0]]))
        assert np.array(whole._of_two(votes, np.array([np.nan]))).ravel().tolist() == [80.0, 83.0]

    @pytest.mark.parametrize(("total", "most"), [(100.0, 82.0), (110.0, 91.0), (np.nan, np.inf), (50.0, 82.0)])
    def test_votes_that_nobody_states_are_what_the_others_leave(self, total: float, most: float) -> None:
        votes = Interval(np.array([[60.0, np.nan, 20.0]]), np.array([[61.0, np.nan, 21.0]]))
        assert np.array(whole._of_two(votes, np.array([total]))).ravel().tolist() == [80.0, most]

    def test_a_candidate_without_votes_does_not_hide_who_the_two_are(self) -> None:
        """53.67 % of the votes of two, 51.2 % of all: the third candidate of the list has no figure."""
        three = replace(CONTEST, candidates=(*CONTEST.candidates, Candidate("third", "Third Candidate")))
        claims = (
            claim("cne share maduro 53.67"),
            claim("cne votes maduro 5150092"),
            claim("cne votes gonzalez 4445978"),
            claim("cne ballots - 10058774", basis="valid"),
        )
        (finding,) = (f for f in checks.run(ledger.build(claims, three)) if f.check == "share-votes")
        assert finding.verdict is Verdict.STRAINED
        (finding,) = (
            f
            for f in checks.run(ledger.build((claim("cne share maduro 60"), *claims[1:]), three))
            if f.check == "share-votes"
        )
        assert finding.verdict is Verdict.INCONSISTENT


class TestSheetsCounted:
    """25,073 of 30,026 sheets give way by sheets, not by points of the coverage that they make."""

    SHARES = (
        claim("opposition share gonzalez 67.1", basis="valid"),
        claim("cne share gonzalez 43.18", basis="valid"),
        claim("cne coverage - 99.99"),
    )

    @pytest.mark.parametrize("total", [(), (claim("opposition coverage_total - 30026"),)], ids=["of record", "stated"])
    def test_they_give_way_by_their_own_units(self, total: tuple[Claim, ...]) -> None:
        claims = (*self.SHARES, claim("opposition coverage_count - 25073"), *total)
        book = ledger.build(claims, CONTEST)
        row = next(row for row, count in enumerate(book.counts) if count.source == "opposition")
        low, high = (float(end[row]) for end in figures(book, widest=False, give=10.0).coverage)
        of = (30036.0, 30016.0) if total else (30026.0, 30026.0)
        assert (low, high) == pytest.approx((100 * 25063 / of[0], 100 * 25083 / of[1]))
        assert figures(book, widest=False).coverage.low[row] == pytest.approx(100 * 25073 / 30026)

    def test_a_percentage_beside_them_gives_way_by_its_own(self) -> None:
        claims = (*self.SHARES, claim("opposition coverage_count - 25073"), claim("opposition coverage - 83.5"))
        book = ledger.build(claims, CONTEST)
        row = next(row for row, count in enumerate(book.counts) if count.source == "opposition")
        assert float(figures(book, widest=False, give=2.0).coverage.low[row]) == pytest.approx(83.45 - 0.2)

    def test_the_slack_of_two_sources_is_that_of_their_conflict(self) -> None:
        """Ten times as many printed units as it was: the other figures have to do what a point of coverage did."""
        claims = (*self.SHARES, claim("opposition coverage_count - 25073"))
        pair, conflict = only("compatibility", *claims), only("conflict", *claims)
        assert pair.verdict is conflict.verdict is Verdict.INCONSISTENT
        assert pair.slack == pytest.approx(conflict.slack, rel=0.05)
        assert pair.slack > 100

    def test_more_sheets_than_there_are_are_no_coverage_whatever_gives_way(self) -> None:
        claims = (*self.SHARES, claim("opposition coverage_count - 40000"))
        book = ledger.build(claims, CONTEST)
        row = next(row for row, count in enumerate(book.counts) if count.source == "opposition")
        assert np.isnan(figures(book, widest=False, give=20_000.0).coverage.low[row])

    def test_over_and_under_are_the_ends_of_one_range(self) -> None:
        claims = (
            self.SHARES[0],
            claim("opposition coverage_count - over 24000"),
            claim("opposition coverage_count - under 27000"),
        )
        assert feasibility.conflicts(claims, CONTEST) == []
        low, high = feasibility.joint_bounds(
            (*claims, claim("opposition votes gonzalez 1000001")), CONTEST, feasibility.total()
        )
        # 1,000,001 at 67.05 to 67.15 % after 24,000 to 27,000 of 30,026 sheets; a quarter more or less on the others.
        assert low == pytest.approx(1_000_001 / 0.6715 * (1 + 0.75 * 3026 / 27000))
        assert high == pytest.approx(1_000_001 / 0.6705 * (1 + 1.25 * 6026 / 24000))

    def test_at_least_so_many_sheets_set_no_upper_limit(self) -> None:
        claims = (self.SHARES[0], claim("opposition coverage_count - at_least 24000"))
        book = ledger.build(claims, CONTEST)
        (system,) = systems(book.counts, CONTEST, Frame(Fraction(1, 4), widest=True))
        names = [row.name for row in system.rows if "on record" in row.name]
        assert len(names) == 1
        assert names[0].endswith("no less")

    def test_rows_are_made_for_the_figures_that_are_asked_about(self) -> None:
        """A total that is stated keeps the one of record out, also where the question is not about it."""
        claims = (
            self.SHARES[0],
            claim("opposition coverage_count - 25073"),
            claim("opposition coverage_total - 30001", claim="total"),
        )
        book = ledger.build(claims, CONTEST)

        def rows(asked: set[str] | None) -> list[str]:
            (system,) = systems(book.counts, CONTEST, Frame(Fraction(1, 4)), asked)
            return [row.name for row in system.rows if "coverage_count" in row.name]

        every = rows(None)
        assert sum("of coverage_total" in name for name in every) == 2
        assert rows({one.claim for one in claims}) == every
        assert not any(" of " in name for name in rows({claims[0].claim, claims[1].claim}))
        assert rows({claims[0].claim, "total"}) == []


class TestTheRegister:
    """A register is one of voters: no sentence calls it votes."""

    REGISTERED = claim("cne registered - 21392464")

    def test_a_figure_of_it_is_one_of_voters(self) -> None:
        assert wording.stated(self.REGISTERED) == "21,392,464\N{NO-BREAK SPACE}voters"
        rounded = claim("cne registered - about 21.4 million")
        assert wording.stated(rounded) == "about 21.4\N{NO-BREAK SPACE}million\N{NO-BREAK SPACE}voters"
        assert load("es").stated(rounded).endswith("millones\N{NO-BREAK SPACE}de\N{NO-BREAK SPACE}electores")

    def test_nor_does_any_finding(self) -> None:
        again = replace(self.REGISTERED, claim="again", document="another")
        others = (claim("cne turnout - 59.0"), claim("cne ballots - 12335884", basis="cast"))
        findings = [
            f
            for claims in ((self.REGISTERED, again), (self.REGISTERED, again, *others))
            for f in checks.run(ledger.build(claims, CONTEST))
        ]
        told = " ".join(
            f.message.replace("\N{NO-BREAK SPACE}", " ")
            for f in findings
            if {self.REGISTERED.claim, "again"} & {*f.claims}
        )
        assert "21,392,464 registered voters" in told
        assert "21,392,464 voters is stated 2 times" in told
        assert "21,392,464 votes" not in told

    @pytest.mark.parametrize("lang", ["en", "es"])
    def test_nor_does_a_figure(self, lang: str) -> None:
        claims = tuple(
            replace(one, contest=CONTEST.id)
            for one in (self.REGISTERED, claim("cne ballots - 30000000", basis="cast"), claim("cne turnout - 59.0"))
        )
        rows = plot.data("conflicts", claims, CONTEST, checks.run(ledger.build(claims, CONTEST)), lang)
        (lane,) = rows.lane[rows.measure == "registered"]
        assert lane.endswith({"en": "464 registered voters", "es": "464 electores inscritos"}[lang])


class TestTheOrderOfBulletins:
    """One order for the check and the figure; a bulletin of shares alone hides no fall."""

    FIRST = (
        claim("cne votes maduro 5150092", as_of="2024-07-29", statement="a"),
        claim("cne votes gonzalez 4445978", as_of="2024-07-29", statement="a"),
    )
    SHARES = claim("cne share maduro 51.20", as_of="2024-07-30", statement="b")
    LAST = (
        claim("cne votes maduro 5050092", as_of="2024-08-02", statement="c"),
        claim("cne votes gonzalez 4545978", as_of="2024-08-02", statement="c"),
    )

    def test_a_fall_is_seen_past_a_bulletin_of_shares(self) -> None:
        finding = only("bulletins", *self.FIRST, self.SHARES, *self.LAST)
        assert finding.verdict is Verdict.INCONSISTENT
        assert finding.claims == (self.FIRST[0].claim, self.LAST[0].claim)

    def test_not_where_that_corrects_the_count(self) -> None:
        corrected = replace(self.SHARES, statement="b:correction")
        assert only("bulletins", *self.FIRST, corrected, *self.LAST).verdict is Verdict.UNDETERMINED
        before = replace(corrected, as_of="2024-07-28")
        assert only("bulletins", *self.FIRST, before, *self.LAST).verdict is Verdict.INCONSISTENT

    def test_sheets_counted_order_them_in_the_figure_as_in_the_check(self) -> None:
        claims = [
            replace(claim(f"cne {words}", statement=at, claim=f"{at}{words}"), contest=CONTEST.id)
            for at, sheets, votes in (("a", 29000, 6408844), ("b", 24001, 5150092))
            for words in (f"coverage_count - {sheets}", f"votes maduro {votes}")
        ]
        finding = only("bulletins", *claims)
        assert (finding.verdict, finding.implied_low) == (Verdict.CONSISTENT, 6408844 - 5150092)
        (row,) = plot.data("bulletins", claims, CONTEST).to_dict("records")
        assert (row["low"], row["high"]) == (6408844 - 5150092, 6408844 - 5150092)

    def test_more_sheets_than_there_are_order_nothing(self) -> None:
        claims = [
            claim(f"cne {words}", statement=at, claim=f"{at}{words}")
            for at, sheets, votes in (("a", 40001, 6408844), ("b", 50001, 5150092))
            for words in (f"coverage_count - {sheets}", f"votes maduro {votes}")
        ]
        assert [one.verdict for one in found("bulletins", *claims)] == []

    def test_coverage_that_may_be_the_same_orders_nothing(self) -> None:
        """80 % may be cut off from 80.6 %: then neither count comes first, whatever its votes."""
        claims = [
            claim(f"cne {words}", statement=at, claim=f"{at}{words}")
            for at, covered, votes in (("a", "80", 6408844), ("b", "80.6", 5150092))
            for words in (f"coverage - {covered}", f"votes maduro {votes}")
        ]
        assert len(ledger.build(claims, CONTEST).counts) == 2
        assert found("bulletins", *claims) == []

    def test_counts_that_nobody_answers_for_are_in_no_order(self) -> None:
        every = tuple(replace(one, source="") for one in (*self.FIRST, *self.LAST))
        made = ledger.build(every, CONTEST).counts
        assert len(made) == 2
        assert bulletins(made, None) == []
        assert bulletins([replace(one, source="cne") for one in made], None) == [(0, 1)]


class TestWhatACountCovers:
    @pytest.mark.parametrize(
        ("stated", "compatible", "safe"),
        [
            (("coverage - 83.5",), "at 83.5 % coverage", "with 83.5 % of the tally sheets counted"),
            (("coverage_count - 25073",), "with 25,073 sheets counted", "with 25,073 sheets counted"),
            (
                ("coverage_count - 25073", "coverage_total - 30026"),
                "with 25,073 of 30,026 sheets counted",
                "with 25,073 of 30,026 sheets counted",
            ),
        ],
    )
    def test_it_is_said_as_it_was_stated(self, stated: tuple[str, ...], compatible: str, safe: str) -> None:
        claims = (
            claim("opposition share gonzalez 67.1"),
            claim("opposition share maduro 30.5"),
            *(claim(f"opposition {words}") for words in stated),
            claim("cne share gonzalez 43.18"),
            claim("cne coverage - 99.99"),
        )
        assert compatible in only("compatibility", *claims).message.replace("\N{NO-BREAK SPACE}", " ")
        told = [one.message.replace("\N{NO-BREAK SPACE}", " ") for one in found("coverage", *claims)]
        assert any(safe in message for message in told)
