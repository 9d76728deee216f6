"""Shares that are of the two leading candidates' votes: how many of all votes these are is nobody's figure."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from claims_support import CONTEST, claim

from analyzer import checks, feasibility, ledger
from analyzer.model import Basis, Claim, Contest, Finding, Verdict
from benchmarks.true_tables import true_table

EVEN = ("opposition share maduro 50", "opposition share gonzalez 50")
APART = ("cne share maduro 85", "cne share gonzalez 15")
VOTES = ("opposition votes maduro 100", "opposition votes gonzalez 100")
FULL = "coverage_count - 30026"
OF_TWO = "50 % and 85 % for Nicolás Maduro are percentages of the votes of the two leading candidates"


def of_two(*texts: str) -> list[Claim]:
    return [claim(text, claim=text, basis=Basis.TWO if " share " in text else "") for text in texts]


def for_maduro(*texts: str, contest: Contest = CONTEST) -> Finding:
    found = checks.compatibility.CHECK.run(ledger.build(of_two(*texts), contest), 0.25)
    (one,) = (f for f in found if f.subject == "maduro" and f.unit == "percent")
    return replace(one, message=one.message.replace("\xa0", " "))


def hold_together(*texts: str) -> bool:
    return feasibility.hold_together(ledger.build(of_two(*texts), CONTEST).counts, CONTEST, 0.25, widest=True)


def test_uncounted_sheets_have_room_for_others_votes() -> None:
    """Half the sheets hold 100 votes of each and 400 of others; 467 of as many more are his in the end."""
    told = (*EVEN, *VOTES, "opposition ballots - 600", "opposition coverage - 50", *APART, "cne coverage - 100")
    found = for_maduro(*told)
    assert found.verdict is Verdict.CONSISTENT
    assert f"{OF_TWO}, and both figures can be right: at equal votes a sheet the two counts can both end with" in (
        found.message
    )
    assert "opposition ballots - 600" in found.claims
    assert found.assumption.endswith("with the uncounted sheets of both, the verdict turns at 0.71")
    assert hold_together(*told)


def test_ballots_leave_others_too_few_votes() -> None:
    told = (*EVEN, *VOTES, "opposition ballots - 220", "opposition coverage - 50", *APART, "cne coverage_count - 30026")
    found = for_maduro(*told)
    assert found.verdict is Verdict.INCONSISTENT
    assert f"{OF_TWO}. For 85 % after 50 % at 50 % coverage, with every uncounted vote for Nicolás Maduro" in (
        found.message
    )
    assert "the verdict turns at 1.8" in found.assumption
    assert not hold_together(*told)


def test_what_part_of_all_votes_is_not_stated() -> None:
    told = (*EVEN, "opposition coverage - 50", *APART, "cne coverage - 100")
    found = for_maduro(*told)
    assert found.verdict is Verdict.UNDETERMINED
    assert f"{OF_TWO}. What part of all votes these are is not stated, so the uncounted sheets may hold any number" in (
        found.message
    )
    # A list of two leaves others no votes.
    assert for_maduro(*told, contest=replace(CONTEST, complete=True)).verdict is Verdict.INCONSISTENT


@pytest.mark.parametrize(
    ("covered", "verdict"),
    [("coverage_count - 30026", Verdict.INCONSISTENT), ("coverage - 100", Verdict.STRAINED)],
)
def test_two_counts_of_everything_are_of_the_same_two(covered: str, verdict: Verdict) -> None:
    """Where 100 % is rounded, the sheets that are missing may hold any number of the two's votes."""
    told = (*EVEN, f"opposition {covered}", *APART, f"cne {covered}")
    found = for_maduro(*told)
    assert found.verdict is verdict
    assert f"{OF_TWO}, both of everything, and differ" in found.message
    assert hold_together(*told) == (verdict is Verdict.STRAINED)
    bound = (*told, *VOTES, "opposition ballots - 600", "cne ballots - 600", "cne votes gonzalez 30")
    assert for_maduro(*bound).verdict is Verdict.INCONSISTENT


def test_without_a_coverage_on_the_other_side() -> None:
    found = for_maduro(*EVEN, "opposition coverage - 50", *APART)
    assert found.verdict is Verdict.UNDETERMINED
    assert found.message.endswith(
        "the second states no coverage, so 50 % and 85 % for Nicolás Maduro may speak of different parts of the vote."
    )


def test_votes_of_a_third_narrow_no_share_of_the_two() -> None:
    """Each of the two has half of 200 votes; a third 90 more, which are no part of these."""
    contest = replace(CONTEST, candidates=(*CONTEST.candidates, replace(CONTEST.candidates[0], id="third")))
    told = of_two(
        *("opposition share maduro about 40", *VOTES, "opposition votes third 90", "opposition coverage_count - 30026"),
        *("cne share maduro 50", "cne coverage_count - 30026"),
    )
    told[0] = replace(told[0], low=30.0, high=50.0, resolution=10.0)
    (found,) = (f for f in checks.run(ledger.build(told, contest)) if f.check == "compatibility")
    assert found.verdict is Verdict.CONSISTENT


def test_nothing_that_can_be_is_inconsistent() -> None:
    """Tiny elections, a few sheets, enumerated: `inconsistent` is only what no count of the whole satisfies."""
    seen = set()
    shares, covered, extras = (50, 60, 85), ("coverage - 25", "coverage - 90", FULL), ("", "20", "24", "60")
    for mine, theirs, part, rest, ballots in product(shares, shares, covered, ("coverage - 75", FULL), extras):
        told = [
            *(f"opposition share maduro {mine}", f"opposition share gonzalez {100 - mine}"),
            *(f"opposition {part}", f"cne {rest}"),
            *(f"cne share maduro {theirs}", f"cne share gonzalez {100 - theirs}"),
        ]
        if ballots:
            told += [f"opposition votes maduro {mine // 5}", f"opposition ballots - {ballots}"]
        found = for_maduro(*told)
        seen.add(found.verdict)
        if found.verdict is Verdict.INCONSISTENT:
            assert not hold_together(*told), (told, found.message)
    assert seen == set(Verdict)


def outlook(*texts: str, contest: Contest = CONTEST) -> Finding:
    (found,) = checks.coverage.CHECK.run(ledger.build(of_two(*texts), contest), 0.25)
    return replace(found, message=found.message.replace("\xa0", " "))


def test_a_lead_among_the_two_is_safe_only_where_others_have_few_votes() -> None:
    """60 to 40 votes on 90 % of the sheets: 11 more are too few for 20; 111, where 900 are others', are not."""
    told = ("cne share maduro 60", "cne share gonzalez 40", "cne coverage - 90")
    votes = ("cne votes maduro 60", "cne votes gonzalez 40")
    unknown = outlook(*told)
    assert unknown.verdict is Verdict.UNDETERMINED
    assert "percentages of the votes of the two leading candidates, and what part of all votes these are" in (
        unknown.message
    )
    assert unknown.assumption == ""
    assert outlook(*told, contest=replace(CONTEST, complete=True)).verdict is Verdict.CONSISTENT
    few = outlook(*told, *votes, "cne ballots - 101")
    assert few.verdict is Verdict.CONSISTENT
    assert "cne ballots - 101" in few.claims
    many = outlook(*told, *votes, "cne ballots - 1000")
    assert many.verdict is Verdict.UNDETERMINED
    assert "what is missing could still change who leads" in many.message
    assert many.implied_high > 97.0
    assert "the lead is safe from a coverage of" in many.message
    every = outlook(*told[:2], "cne coverage - 100")
    assert every.verdict is Verdict.CONSISTENT


@pytest.mark.parametrize("seed", [*range(40), 119, 144, 169, 374, 718, 835, 1177, 1598, 1800, 1878, 2092])
def test_true_tables_that_say_two_hold(seed: int) -> None:
    """The last seeds are those in which a lead was held against a third, the second having no figure."""
    table = true_table(seed, says_two=True)
    asked = [check for check in checks.CHECKS if check.id != "conflict"]
    built = ledger.build(table.claims, table.contest)
    found = [f for check in asked for f in check.run(built, table.spread + 1e-9)]
    assert [f"{f.check}: {f.message}" for f in found if f.verdict is Verdict.INCONSISTENT] == []
