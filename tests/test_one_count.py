"""What belongs to one count of a source: nothing that the text does not join, in whatever order it is read."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from claims_support import CONTEST, NINE, SEEDS, claim
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer import checks, ledger
from analyzer.model import Basis, Claim, Contest, Finding, Verdict
from benchmarks.true_tables import true_table


def run(claims: Sequence[Claim], contest: Contest = CONTEST) -> list[Finding]:
    return checks.run(ledger.build(claims, contest))


def stated(claims: Sequence[Claim]) -> list[set[str]]:
    """The claim ids of each count."""
    book = ledger.build(claims, CONTEST)
    return [{fact.claim.claim for cell in count.facts.values() for fact in cell} for count in book.counts]


EARLY = tuple(
    claim(f"cne {text}", document="saturday") for text in ("coverage - 68", "share maduro 52.1", "share gonzalez 46.5")
)
FINAL = tuple(claim(f"cne {text}", document="sunday") for text in ("votes maduro 6730413", "votes gonzalez 6214889"))


@pytest.mark.parametrize("claims", [(*EARLY, *FINAL), (*FINAL, *EARLY)], ids=["in order", "the other way round"])
def test_a_later_document_does_not_complete_an_early_bulletin(claims: Sequence[Claim]) -> None:
    assert sorted(map(len, stated(claims))) == [2, 3]
    assert {f.verdict for f in run(claims)} <= {Verdict.CONSISTENT, Verdict.UNDETERMINED}


@pytest.mark.parametrize("moment", [0, 1], ids=["the bulletin has a moment", "the declaration has a moment"])
@pytest.mark.parametrize("source", ["cne", "opposition"])
def test_nor_does_what_has_no_moment_complete_what_has_one(moment: int, source: str) -> None:
    parts = [[replace(one, source=source) for one in part] for part in (EARLY, FINAL)]
    parts[moment] = [replace(one, as_of="2024-07-29") for one in parts[moment]]
    assert sorted(map(len, stated([*parts[0], *parts[1]]))) == [2, 3]


def test_of_a_source_without_bulletins_it_may_where_all_of_it_fits() -> None:
    """The opposition's votes stand in another article than its shares and its coverage, and give the same lead."""
    assert [len(ids) for ids in stated(NINE)] == [6, 3]
    away = [replace(one, source="opposition") for one in (*EARLY, *FINAL)]  # 6.7 to 6.2 are not 52.1 to 46.5
    assert sorted(map(len, stated(away))) == [2, 3]
    lead = [replace(one, source="opposition") for one in EARLY]
    assert len(stated([*lead, claim("opposition margin_points maduro 5.6", document="sunday")])) == 1
    assert len(stated([*lead, claim("opposition margin_points maduro 12", document="sunday")])) == 2


def test_a_figure_that_both_give_joins_them() -> None:
    again = claim("cne share maduro 52.1", document="sunday", claim="again")
    told = (*EARLY, again, claim("cne votes maduro 5000000", document="sunday"))
    assert [len(ids) for ids in stated(told)] == [4]


def test_a_figure_of_another_whole_does_not() -> None:
    """30.1 % of the register, in a later document, says nothing of which count it is of."""
    later = replace(claim("cne share maduro 30.1", document="sunday"), basis=Basis.REGISTERED)
    assert sorted(map(len, stated([*EARLY, later]))) == [1, 3]
    beside = replace(later, document="saturday")
    assert sorted(map(len, stated([*EARLY, beside]))) == [2, 3]  # with the coverage of the count it is part of


def test_one_figure_that_is_given_twice_does_not_take_the_others_apart() -> None:
    """60 and 60 % of one whole, in a statement with two registers."""
    told = [claim(f"cne {text}") for text in ("share maduro 60", "share gonzalez 60", "registered - 1001")]
    told.append(claim("cne registered - 1002"))
    found = run(told)
    assert {f.check for f in found if f.verdict is Verdict.INCONSISTENT} == {"share-sum", "conflict"}
    (both,) = (f for f in found if f.check == "compatibility")
    assert both.verdict is Verdict.UNDETERMINED
    assert "registered voters are given in one statement and cannot be of one count" in both.message.replace(
        "\xa0", " "
    )
    assert both.claims == ("cne registered - 1001", "cne registered - 1002")


def test_what_is_torn_out_does_not_come_back() -> None:
    told = [claim(f"cne {text}") for text in ("coverage - 80", "share maduro 51.2", "share maduro 55.0")]
    assert sorted(map(len, stated(told))) == [1, 1, 1]
    assert sorted(map(len, stated(told[::-1]))) == [1, 1, 1]


def findings(claims: Sequence[Claim], contest: Contest) -> Counter[tuple[object, ...]]:
    return Counter((f.check, f.verdict, f.subject, tuple(sorted(f.claims))) for f in run(claims, contest))


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), order=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(seed: int, order: random.Random) -> None:
    table = true_table(seed)
    claims = [replace(one, as_of="" if seed % 2 else one.as_of) for one in table.claims[:14]]
    again = claims.copy()
    order.shuffle(again)
    assert findings(claims, table.contest) == findings(again, table.contest)


@settings(max_examples=8, deadline=None)
@given(order=st.randoms(use_true_random=False))
def test_the_order_of_the_articles_changes_nothing(order: random.Random) -> None:
    documents = sorted({one.document for one in SEEDS})
    order.shuffle(documents)
    again = [one for document in documents for one in SEEDS if one.document == document]
    assert findings(again, CONTEST) == findings(SEEDS, CONTEST)


LATER = (
    claim("opposition coverage - 72.4", document="evening"),
    claim("opposition share maduro 43.7", document="evening", claim="evening"),
    claim("opposition coverage_count - 28000", document="night"),
    claim("opposition share maduro 43.7", document="night", claim="night"),
)


@pytest.mark.parametrize("source", ["opposition", "cne"])
@pytest.mark.parametrize("told", [LATER, (LATER[0], *LATER[2:])], ids=["both give the share", "one does"])
def test_sheets_counted_are_a_coverage_where_the_sheets_are_on_record(source: str, told: Sequence[Claim]) -> None:
    """28,000 of the 30,026 on record are 93.3 %: no count of 72.4 %, whatever else the two have in common."""
    claims = [replace(one, source=source) for one in told]
    assert len(stated(claims)) == 2
    assert {f.verdict for f in run(claims)} == {Verdict.UNDETERMINED}


def test_more_sheets_than_are_on_record_are_no_coverage() -> None:
    told = [claim("cne coverage_count - 31000", document="night"), claim("cne share maduro 52", document="night")]
    assert [len(ids) for ids in stated([*told, claim("cne coverage - 90", document="day")])] == [1, 2]


def test_within_one_statement_they_contradict_each_other_and_the_record_is_named() -> None:
    told = [claim(f"cne {t}", statement="s") for t in ("coverage - 72.4", "coverage_count - 28000", "share maduro 43")]
    (found,) = (f for f in run(told) if f.verdict is Verdict.INCONSISTENT)
    assert "28,000 sheets counted of 30,026 on record" in found.message.replace("\xa0", " ")
