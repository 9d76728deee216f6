"""Bulletins that follow each other, ballots of unstated kind, and two counts neither of which is of everything."""

from __future__ import annotations

from dataclasses import replace

import pytest
from claims_support import CONTEST, claim

from analyzer import checks, ledger
from analyzer.model import Basis, Candidate, Claim, Contest, Finding, Verdict
from benchmarks.true_tables import true_table

COMPLETE = replace(CONTEST, complete=True)


def every(*claims: Claim, contest: Contest = CONTEST) -> list[Finding]:
    return checks.run(ledger.build(claims, contest))


def run(*claims: Claim, check: str, contest: Contest = CONTEST) -> list[Finding]:
    return [f for f in every(*claims, contest=contest) if f.check == check]


def only(*claims: Claim, check: str, contest: Contest = CONTEST) -> Finding:
    (finding,) = run(*claims, check=check, contest=contest)
    return finding


@pytest.mark.parametrize("complete", [True, False])
def test_all_ballots_cast_may_be_stated_beside_shares_of_the_valid_ones(complete: bool) -> None:
    """120 and 90 of 210 valid votes are 57.14 and 42.86 %; 221 voted. No check takes it for anything but a result."""
    told = [claim(f"cne {text}") for text in ("share maduro 57.14", "share gonzalez 42.86", "ballots - 221")]
    votes = [claim("cne votes maduro 120"), claim("cne votes gonzalez 90")]
    found = every(*told, *votes, contest=replace(CONTEST, complete=complete))
    assert {f.verdict for f in found} <= {Verdict.CONSISTENT, Verdict.UNDETERMINED}
    # Of the 210 it cannot be more; as a part of the 221 it is of another basis.
    for share, verdict in (("57.20", Verdict.INCONSISTENT), ("54.30", Verdict.STRAINED)):
        found = only(claim(f"cne share maduro {share}"), told[2], *votes, check="share-votes", contest=COMPLETE)
        assert found.verdict is verdict, share
    fewer = only(claim("cne share maduro 57.20"), told[2], *votes, check="implied-total")
    assert "a total of 209 votes at most, fewer than the 210 votes stated" in fewer.message.replace("\xa0", " ")


@pytest.mark.parametrize("names", [("bulletin 1", "bulletin 2"), ("bulletin 9", "bulletin 10")])
def test_numbered_bulletins_are_in_the_order_of_their_numbers(names: tuple[str, str]) -> None:
    """5,433 votes in the first and 5,300 in the second: what is counted once cannot become less."""
    first, second = names
    told = [claim("cne votes maduro 5433", as_of=first), claim("cne votes maduro 5300", as_of=second)]
    (fallen,) = run(*told[::-1], check="bulletins")
    assert fallen.verdict is Verdict.INCONSISTENT
    assert "from 5,433 votes to 5,300 votes" in fallen.message.replace("\xa0", " ")
    between = [claim(f"cne {text}", as_of="x") for text in ("coverage - 70", "votes maduro 5350")]
    covered = claim("cne coverage - 60", as_of=first), claim("cne coverage - 80", as_of=second)
    assert [f.verdict for f in run(*told, *between, *covered, check="bulletins")] == [
        Verdict.INCONSISTENT,
        Verdict.INCONSISTENT,
    ]
    # Dates have an order of their own, and what bears neither has none.
    later = [claim("cne votes maduro 5100", as_of="2024-07-30"), claim("cne votes maduro 5000", as_of="noon")]
    assert len(run(*told, *later, check="bulletins")) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2024-07-29 9:30", "2024-07-29 21:00"),  # as spreadsheets write it
        ("2024-07-29T9:30", "2024-07-29T21:00"),
        ("2024-07-29T09:30", "2024-07-29 21:00"),
        ("2024-07-29 09:30", "2024-07-29T21:00:05"),
        ("2024-07-29", "2024-07-30 1:00"),
        ("2024-07-29T22:00-04:00", "2024-07-29T22:30-04:00"),
        ("2024-07-29T23:30-04:00", "2024-07-30T04:10Z"),  # at half past three, told of Greenwich
        ("2024-07-30T01:00+0200", "2024-07-29T20:00-04:00"),
        ("2024-07-29", "2024-07-30T00:30+02:00"),  # a day is of no zone: as they stand
    ],
)
def test_times_are_in_order_however_they_are_written(first: str, second: str) -> None:
    """5,300 votes in the morning and 5,433 in the evening; the other way round they fall."""
    grown = [claim("cne votes maduro 5300", as_of=first), claim("cne votes maduro 5433", as_of=second)]
    assert only(*grown, check="bulletins").verdict is Verdict.CONSISTENT
    fallen = [claim("cne votes maduro 5433", as_of=first), claim("cne votes maduro 5300", as_of=second)]
    assert only(*fallen, check="bulletins").verdict is Verdict.INCONSISTENT


@pytest.mark.parametrize(
    "names", [("2024-07-29 morning", "2024-07-29 evening"), ("2024-07-29 11:00 am", "2024-07-29 1:00 pm")]
)
def test_what_stands_behind_a_day_and_is_no_time_is_in_no_order(names: tuple[str, str]) -> None:
    for votes in (("5300", "5433"), ("5433", "5300")):
        told = [claim(f"cne votes maduro {n}", as_of=name) for n, name in zip(votes, names, strict=True)]
        assert run(*told, check="bulletins") == []


def test_what_came_in_is_told_of_those_whose_votes_both_bulletins_state() -> None:
    """Of 3 candidates the second bulletin names 2: what these gained is not what came in, nor 60 % of it."""
    contest = replace(CONTEST, candidates=tuple(Candidate(name, name) for name in "abc"), complete=True)
    votes = {"2024-07-29": {"a": 400, "b": 300, "c": 200}, "2024-08-02": {"a": 460, "b": 340, "c": 900}}

    def between(last: str) -> Finding:
        told = [
            claim(f"cne votes {name} {number}", as_of=day)
            for day, of in votes.items()
            for name, number in of.items()
            if day < "2024-08" or name in last
        ]
        return only(*told, check="bulletins", contest=contest)

    some = between("ab")
    assert "100 votes came in for the 2 whose votes both state: of these 60 % for a" in some.message.replace(
        "\xa0", " "
    )
    assert (str(some.implied_low), some.subject) == ("nan", "")
    one = between("a")
    assert one.message.replace("\xa0", " ").endswith("60 votes came in for a.")
    assert (one.implied_low, one.subject) == (60, "a")
    every = between("abc")
    assert "800 votes came in: 7.5 % for a" in every.message.replace("\xa0", " ")
    assert (every.implied_low, every.subject) == (800, "")


def told_by(*texts: str) -> str:
    """What `compatibility` says of maduro in a contest of two, with plain blanks."""
    claims = [claim(text, claim=text) for text in texts]
    found = run(*claims, check="compatibility", contest=replace(CONTEST, complete=True))
    (one,) = (f for f in found if f.subject == "maduro")
    return f"{one.verdict}: {one.message}".replace("\xa0", " ")


def test_both_can_be_right_on_the_uncounted_sheets_of_both() -> None:
    """53.4 % after 95.8 % of the sheets ends with 51.08 % at least, 49.83 % after 97.1 % with 51.27 % at most."""
    words = told_by(
        "opposition coverage - 95.8", "opposition share maduro 53.4", "cne coverage - 97.14", "cne share maduro 49.83"
    )
    assert words.startswith("consistent: ")
    assert (
        "But 49.83 % is not of all votes either: at equal votes a sheet the two counts can both end with 51.08–"
        in words
    )


def test_both_can_be_right_at_more_votes_a_sheet() -> None:
    words = told_by(
        "cne coverage - 80", "cne share maduro 40", "opposition coverage - 100", "opposition share maduro 54"
    )
    assert words.startswith("consistent: ")
    assert "more than all of the uncounted votes" in words
    assert "But at 1.25 times the votes a sheet the first count can end with 53.5–54.5 % for" in words


def test_beside_a_count_of_everything_nothing_is_left_to_be_needed() -> None:
    words = told_by("cne coverage - 100", "cne share maduro 49.22", "opposition share maduro 51")
    assert words.startswith("undetermined: ")
    assert words.endswith(
        "after 49.22 % at 100 % coverage no uncounted sheet is left that could lead from the one to the other."
    )


def test_where_shares_and_votes_leave_no_total_no_room_is_told() -> None:
    words = told_by(
        "cne coverage - 44.66", "cne share maduro 44.66", "cne votes maduro 431007", "cne votes gonzalez 402118",
        "opposition votes maduro 875196", "opposition votes gonzalez 881247",
    )  # fmt: skip
    assert words.startswith("undetermined: ")
    assert words.endswith("may both be right: shares and votes of the first leave no common total.")


def of_cast(*texts: str) -> list[Finding]:
    """What `compatibility` finds where all percentages are of the ballots cast."""
    return run(*(claim(text, basis=Basis.CAST if "share" in text else "") for text in texts), check="compatibility")


def test_votes_of_at_least_so_many_may_be_any_part_of_the_whole() -> None:
    """Of 10,908 ballots 3,528 are his, 32.3 %, and 206 hers, 1.9 %, which the second source cuts to 1 %."""
    found = of_cast(
        "opposition share maduro 32", "opposition coverage - 97",
        "cne votes maduro at_least 3528", "cne votes gonzalez 206", "cne share gonzalez 1", "cne coverage - 100",
    )  # fmt: skip
    assert [f.verdict for f in found] == [Verdict.STRAINED]
    assert "strained, because both are right only in the widest reading of the figures" in found[0].message


def test_votes_of_at_least_so_many_are_no_less_of_the_whole() -> None:
    """200 votes that are 5 % leave 4,444 ballots at most: 3,000 of them are 67.5 % at least, never 60 %."""
    found = of_cast(
        "opposition share maduro 60", "opposition coverage - 100",
        "cne votes maduro at_least 3000", "cne votes gonzalez 200", "cne share gonzalez 5", "cne coverage - 100",
    )  # fmt: skip
    assert [f.verdict for f in found] == [Verdict.INCONSISTENT]
    assert "the verdict turns at" in found[0].assumption


@pytest.mark.parametrize("counted", ["100", "70"])
def test_no_votes_and_no_votes_are_the_same(counted: str) -> None:
    (found,) = run(
        *(claim("cne votes maduro 0"), claim("cne ballots - 100"), claim("cne coverage - 100")),
        *(claim("opposition votes maduro 0"), claim("opposition ballots - 70")),
        claim(f"opposition coverage - {counted}"),
        check="compatibility",
    )
    assert found.verdict is Verdict.CONSISTENT


def test_a_true_table_with_votes_of_at_least_so_many_holds() -> None:
    """The table in which benchmarks/false_alarms.py found it."""
    table = true_table(20322023)
    found = checks.compatibility.CHECK.run(ledger.build(table.claims, table.contest), table.spread + 1e-9)
    assert [f.message for f in found if f.verdict is Verdict.INCONSISTENT] == []
    of_ada = [f for f in found if f.subject == "ada" and {"23", "46"} <= set(f.claims)]
    assert [f.verdict for f in of_ada] == [Verdict.STRAINED]


def for_maduro(*claims: Claim) -> Finding:
    (found,) = (f for f in run(*claims, check="compatibility") if f.subject == "maduro")
    return found


@pytest.mark.parametrize(
    ("basis", "verdict"),
    [(Basis.UNSTATED, Verdict.STRAINED), (Basis.TWO, Verdict.CONSISTENT), (Basis.VALID, Verdict.INCONSISTENT)],
)
def test_sheets_hold_votes_of_more_than_the_two_leading(basis: Basis, verdict: Verdict) -> None:
    """Half the sheets hold 100 votes of his, 100 of hers and 400 of others; on the other half 600 more may be his."""
    told = [
        *(claim("opposition votes maduro 100"), claim("opposition coverage - 50")),
        *(claim(f"opposition share {name} 50.0", basis=basis) for name in ("maduro", "gonzalez")),
        claim("opposition ballots - 600"),
        claim("cne coverage - 100"),
    ]
    found = for_maduro(*told, claim("cne votes maduro 700"))
    assert found.verdict is verdict
    of_the_two = "They fit only if the percentages of the first are of the votes of the two leading candidates"
    assert (of_the_two in found.message.replace("\xa0", " ")) == (verdict is Verdict.STRAINED)
    # 600 ballots on 49.5 % of the sheets: 765 are on the others at most, at 1.25 times as many a sheet.
    assert for_maduro(*told, claim("cne votes maduro 866")).verdict is Verdict.INCONSISTENT


def test_of_the_two_leading_alone_nobody_knows_all_votes() -> None:
    told = [
        *(claim("opposition votes maduro 100"), claim("opposition coverage - 50")),
        *(claim(f"opposition share {name} 50.0") for name in ("maduro", "gonzalez")),
        *(claim("cne votes maduro 70000"), claim("cne coverage - 100")),
    ]
    assert for_maduro(*told).verdict is Verdict.STRAINED
    told[2:4] = [replace(one, basis=Basis.TWO) for one in told[2:4]]
    assert for_maduro(*told).verdict is Verdict.UNDETERMINED


def test_a_station_where_nobody_voted_prints_0_percent_for_all() -> None:
    figures = ("ballots - 0", "votes maduro 0", "share maduro 0.00", "votes gonzalez 0", "share gonzalez 0.00")
    found = checks.run(ledger.build([claim(f"cne {text}", statement="s") for text in figures], CONTEST), 0.25)
    assert [f.message for f in found if f.verdict is Verdict.INCONSISTENT] == []
    (granular,) = [f for f in found if f.check == "granularity"]
    assert granular.verdict is Verdict.UNDETERMINED
    assert "of no votes at all nobody has a share, and 0 is printed for all" in granular.message


def test_a_share_that_is_more_than_none_is_none_of_no_votes() -> None:
    figures = ("ballots - 0", "share maduro 51.20", "share gonzalez 0.00")
    found = checks.run(ledger.build([claim(f"cne {text}", statement="s") for text in figures], CONTEST), 0.25)
    assert [(f.verdict, f.subject) for f in found if f.check == "granularity"] == [(Verdict.INCONSISTENT, "maduro")]


def test_what_holds_at_equal_voters_a_sheet_rests_on_no_assumption() -> None:
    figures = ("ballots - 725", "registered - 1250", "turnout - 72.5", "coverage - 80")
    found = checks.run(ledger.build([claim(f"cne {text}", statement="s") for text in figures], CONTEST), 0.25)
    (finding,) = [f for f in found if f.check == "turnout"]
    assert (finding.verdict, finding.assumption) == (Verdict.STRAINED, "")
