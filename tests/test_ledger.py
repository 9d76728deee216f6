"""Which figures describe one count, and how they come to stand in arrays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from claims_support import CONTEST, SEEDS, claim

from analyzer import ledger
from analyzer.model import Claim, InputError


def build(*claims: Claim) -> ledger.Ledger:
    return ledger.build(claims, CONTEST)


def stated(book: ledger.Ledger) -> list[set[str]]:
    """The claim ids of each count."""
    return [{fact.claim.claim for cell in count.facts.values() for fact in cell} for count in book.counts]


def test_articles_are_one_count_a_source() -> None:
    book = ledger.build(SEEDS, CONTEST)
    assert [count.source for count in book.counts] == ["opposition", "cne", "government"]
    assert book.subjects == ("maduro", "gonzalez", "others", "null")
    assert book.usual["share"].low[0].tolist()[:2] == [29.5, 64.5]
    assert book.usual["share"].high[1].tolist()[:2] == [51.955, 43.185]
    assert np.isnan(book.usual["votes"].low[1]).all()
    # "more than 80" meets "80" and narrows nothing.
    assert (book.usual["coverage"].low[0], book.usual["coverage"].high[0]) == (79.5, 80.5)
    assert [fact.claim.claim for fact in book.facts(0, "coverage")] == ["opposition coverage - 80"]


def test_no_claims() -> None:
    book = build()
    assert book.counts == ()
    assert book.usual["share"].low.shape == (0, 4)


def test_coverage_that_does_not_meet_is_another_bulletin() -> None:
    book = build(
        claim("cne coverage - 80", statement="1"),
        claim("cne share maduro 51.2", statement="1"),
        claim("cne coverage - 96.87", statement="2"),
        claim("cne share maduro 51.95", statement="2"),
    )
    assert [count.number for count in book.counts] == [1, 2]
    assert book.usual["share"].low[:, 0].tolist() == [51.15, 51.945]


def test_another_date_is_another_bulletin() -> None:
    book = build(
        claim("cne share maduro 51.2", statement="1", as_of="2024-07-29"),
        claim("cne share maduro 51.2", statement="2", as_of="2024-08-02", claim="again"),
    )
    assert len(book.counts) == 2


def test_statement_without_coverage_joins_the_one_count_it_fits() -> None:
    first = (claim("cne coverage - 80", statement="1"), claim("cne share maduro 51.2", statement="1"))
    second = (claim("cne coverage - 97", statement="2"), claim("cne share maduro 51.95", statement="2"))
    loose = claim("cne share maduro 51.95", statement="3", claim="loose")
    book = build(*first, *second, loose)
    assert stated(book) == [{c.claim for c in first}, {c.claim for c in second}]
    assert book.facts(1, "share", "maduro")[0].repeats == 2
    # A figure that could belong to either stands alone.
    assert len(build(*first, *second, claim("cne votes maduro 5 million", statement="3")).counts) == 3


def test_figures_that_differ_without_coverage_are_different_counts() -> None:
    book = build(claim("cne share maduro 51.2", statement="1"), claim("cne share maduro 51.95", statement="2"))
    assert len(book.counts) == 2
    assert book.disagreements == ()


def test_articles_that_name_no_count_are_joined_by_a_common_figure() -> None:
    shares = claim("opposition share gonzalez 65", document="a")
    votes = claim("opposition votes gonzalez 7.3 million", document="b")
    assert len(build(shares, votes).counts) == 2
    assert len(build(shares, votes, claim("opposition share gonzalez 65", document="b", claim="again")).counts) == 1
    assert len(build(shares, replace(votes, document="a")).counts) == 1


def test_ends_of_a_range_do_not_miss_each_other() -> None:
    assert build(claim("cne share maduro over 52"), claim("cne share maduro under 55")).disagreements == ()


def test_same_coverage_and_other_figures_stay_a_visible_disagreement() -> None:
    book = build(
        claim("cne coverage - 80", statement="1"),
        claim("cne share maduro 51.2", statement="1"),
        claim("cne coverage - 80", statement="2", claim="again"),
        claim("cne share maduro 55", statement="2"),
    )
    assert len(book.counts) == 1
    (case,) = book.disagreements
    assert (case.measure, case.subject, case.widest) == ("share", "maduro", True)
    assert book.widest["share"].low[0, 0] > book.widest["share"].high[0, 0]


def test_text_itself_speaks_for_one_document() -> None:
    book = build(claim("- share maduro 51", document="a"), claim("- share gonzalez 44", document="b"))
    assert len(book.counts) == 2


def test_repeated_facts_are_one() -> None:
    book = build(claim("cne share maduro 51.95"), claim("cne share maduro 51.95", document="b", claim="second"))
    (fact,) = book.facts(0, "share", "maduro")
    assert (fact.claim.claim, fact.repeats) == ("cne share maduro 51.95", 2)


def test_two_digits_of_precision_narrow_each_other() -> None:
    book = build(claim("cne share maduro 52"), claim("cne share maduro 51.95", document="b"))
    assert (book.usual["share"].low[0, 0], book.usual["share"].high[0, 0]) == (51.945, 51.955)


def test_bound_decides_only_where_nothing_is_stated_outright() -> None:
    alone = build(claim("cne votes maduro at_least 5 million"))
    assert alone.usual["votes"].high[0, 0] == 6e6
    beside = build(claim("cne votes maduro at_least 5 million"), claim("cne votes maduro 5.1 million"))
    assert beside.usual["votes"].low[0, 0] == 5.05e6


def test_coverage_follows_from_sheets() -> None:
    book = build(claim("opposition coverage_count - 24532"), claim("opposition share maduro 30"))
    assert book.usual["coverage"].low[0] == pytest.approx(100 * 24532 / 30026)
    book = build(claim("opposition coverage_count - 40000"))
    assert np.isnan(book.usual["coverage"].low[0])


def test_range_keeps_its_ends() -> None:
    ends = (
        replace(claim("cne share maduro over 52"), low=52.0, high=55.0),
        replace(claim("cne share maduro under 55"), low=52.0, high=55.0),
    )
    book = build(*ends)
    assert (book.usual["share"].low[0, 0], book.usual["share"].high[0, 0]) == (52.0, 55.0)
    assert (book.widest["share"].low[0, 0], book.widest["share"].high[0, 0]) == (51.0, 56.0)


def test_second_basis_is_a_row_of_its_own() -> None:
    book = build(
        claim("cne share maduro 51", basis="valid"),
        claim("cne share maduro 49", basis="cast", claim="cast"),
        claim("cne share gonzalez 44", basis="valid"),
    )
    assert [count.basis("share") for count in book.counts] == ["valid", "cast"]
    assert book.disagreements == ()


def test_statement_that_contradicts_itself_is_taken_apart() -> None:
    book = build(
        claim("cne share maduro 51.2", statement="1"),
        claim("cne share maduro 51.95", statement="1"),
        claim("cne share gonzalez 44.2", statement="1"),
    )
    assert sorted(len(ids) for ids in stated(book)) == [1, 1, 1]


def test_unknown_subject_names_the_claim() -> None:
    with pytest.raises(InputError, match=r"claim odd: subject: expected one of .*found 'capriles'"):
        build(claim("cne share capriles 49", claim="odd"))


def test_unknown_measure_names_the_claim() -> None:
    with pytest.raises(InputError, match=r"claim odd: measure: .*found 'mood'"):
        build(replace(claim("cne share maduro 49", claim="odd"), measure="mood"))


def test_claim_without_subject_stays_out() -> None:
    assert build(claim("cne share - 49")).counts == ()
