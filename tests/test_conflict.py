"""The check `conflict`: one finding a minimal set, in words that quote the figures as they were printed."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import pytest
from claims_support import CONTEST, NINE, SEEDS, claim

from analyzer import feasibility, ledger
from analyzer.checks import conflict
from analyzer.feasibility import sets
from analyzer.model import Basis, Claim, Finding, Verdict
from analyzer.order import in_order


def run(*claims: Claim, e: float = 0.25) -> list[Finding]:
    return conflict.run(ledger.build(claims, CONTEST), e)


def of(found: list[Finding], *claims: str) -> Finding:
    (finding,) = [f for f in found if set(f.claims) == set(claims)]
    return finding


def test_one_finding_a_set() -> None:
    found = [f.claims for f in run(*in_order(SEEDS, [CONTEST]))]
    plain = [c.claims for c in feasibility.conflicts(SEEDS, CONTEST)]
    # Another basis saves each of these; what no basis saves follows.
    assert found[: len(plain)] == plain
    assert set(found[len(plain) :]) <= {c.claims for c in feasibility.conflicts(SEEDS, CONTEST, widest=True)}
    assert len(found) > len(plain)


def test_lead_that_one_basis_saves() -> None:
    found = of(
        run(*NINE),
        "opposition share gonzalez 65",
        "opposition share maduro 30",
        "opposition margin_points gonzalez under 38",
    )
    assert found.verdict is Verdict.STRAINED
    assert found.assumption == ""
    assert (found.stated_low, found.stated_high, found.implied_low, found.implied_high) == (37.0, 38.0, 34.0, 36.0)
    # 36 and a third of a point on each share, against 37 less a third: all three figures give way by a third.
    assert found.slack == pytest.approx(1 / 3, abs=2e-3)
    for words in (
        "65\N{NO-BREAK SPACE}%",
        "30\N{NO-BREAK SPACE}%",
        "almost 38",
        "two leading candidates' votes they can",
    ):
        assert words in found.message


def test_two_sources_say_what_the_verdict_rests_on() -> None:
    members = (
        *("opposition share maduro 30", "opposition coverage - 80"),
        *("cne share maduro 51.95", "cne coverage - under 97"),
    )
    of_valid = [replace(one, basis=Basis("valid" * (one.measure == "share"))) for one in NINE]
    found = of(run(*of_valid), *members)
    assert found.verdict is Verdict.INCONSISTENT
    assert found.sources == ("opposition", "cne")
    assert found.subject == "maduro"
    assert "between 0.75 and 1.25 times" in found.assumption
    assert "turns at 1.32" in found.assumption
    assert "51.95" in found.message
    assert "almost 97" in found.message
    # The value is where it turns, in the widest reading.
    told = [one for one in of_valid if one.claim in members]
    assert run(*told, e=0.31)[0].verdict is Verdict.INCONSISTENT
    assert {f.verdict for f in run(*told, e=0.33)} <= {Verdict.STRAINED}


def test_another_whole_saves_two_shares_and_not_all_of_them() -> None:
    """30 % of the ballots may be 31.8 % of the valid votes, but not beside 65 % of them, 43.18 and 51.95 %."""
    found = run(*NINE)
    two = of(
        found,
        *("opposition share maduro 30", "opposition coverage - 80"),
        *("cne share maduro 51.95", "cne coverage - under 97"),
    )
    assert two.verdict is Verdict.STRAINED
    assert two.message.endswith(
        "they can if the percentages of Opposition (Unitary Platform) are of ballots cast or registered voters, "
        "not of valid votes."
    )
    certain = [one for one in found if one.verdict is Verdict.INCONSISTENT]
    shares = {"opposition share gonzalez 65", "cne share gonzalez 43.18", "cne share maduro 51.95"}
    assert shares | {"opposition coverage - 80", "cne coverage - under 97"} in [set(one.claims) for one in certain]
    assert all("in the widest reading the verdict turns at" in one.assumption for one in certain)


def test_what_fits_gives_no_finding() -> None:
    assert run() == []
    assert run(*(one for one in NINE if one.measure != "margin_points" and one.source == "opposition")) == []


@pytest.mark.parametrize("one", SEEDS, ids=lambda one: one.claim)
def test_single_claim_contradicts_nothing(one: Claim) -> None:
    assert run(one) == []


def test_repetition_is_said_once() -> None:
    told = [replace(one, claim=f"{one.claim} {n}", document=f"d{n}") for n in range(3) for one in NINE[:4]]
    (found,) = run(*told)
    assert "65\N{NO-BREAK SPACE}% is stated 3 times" in found.message
    assert len(found.claims) == 3


def test_cut_is_said_in_the_last_finding() -> None:
    told = [claim(f"cne votes maduro {n}", as_of="now", statement=f"{n:02}") for n in range(1, 17)]
    found = run(*told)
    assert len(found) == 100
    assert found[-1].message.endswith("There are 120 such sets; the 100 smallest are given.")
    assert isnan(found[-1].slack)
    assert found[0].slack == 0.5


def test_messages_are_sentences() -> None:
    for finding in run(*SEEDS):
        assert finding.message.endswith(".")
        assert "nan" not in finding.message
        assert "fraud" not in finding.message
        assert finding.slack > 0


#: 66 % and 39 % of others may be sums of shares rounded on their own; 905 votes beside 2,574 leave less room.
WIDER = (
    claim("cne share maduro 66", basis="valid"),
    claim("cne share others 39", basis="valid"),
    claim("cne votes maduro 2574"),
    claim("cne votes gonzalez 905"),
)
TWO = (claim("cne share maduro 60"), claim("cne share gonzalez 60"))
THREE = tuple(claim(f"cne {text}") for text in ("share maduro 65", "share gonzalez 40", "share others 45"))


@pytest.mark.parametrize(
    ("limits", "table", "given", "end"),
    [
        ({"_SETS_SOUGHT": 1}, WIDER, 2, "The search was cut short: there may be more such sets than these 2."),
        ({"_SETS_SOUGHT": 1}, TWO, 1, "The search was cut short: there may be more such sets than this one."),
        ({"MOST_SETS": 1}, THREE, 1, "There are 2 such sets; the smallest is given."),
        (
            {"MOST_SETS": 1, "_SETS_SOUGHT": 2},
            THREE,
            1,
            "The search was cut short: of the 2 such sets that it found, the smallest is given.",
        ),
    ],
    ids=["with those of the widest reading", "one", "the smallest", "both"],
)
def test_numbers_of_sets_agree_where_some_are_left_out(
    monkeypatch: pytest.MonkeyPatch, limits: dict[str, int], table: tuple[Claim, ...], given: int, end: str
) -> None:
    for name, most in limits.items():
        monkeypatch.setattr(sets, name, most)
    found = run(*table)
    assert len(found) == given
    assert found[-1].message.endswith(f". {end}")


def test_what_fails_in_the_widest_reading_only_together_is_not_strained_alone() -> None:
    pair, all_four = run(*WIDER)
    assert (pair.verdict, set(pair.claims)) == (Verdict.STRAINED, {"cne share maduro 66", "cne share others 39"})
    assert (all_four.verdict, len(all_four.claims)) == (Verdict.INCONSISTENT, 4)
    assert "even in their widest reading, though any 3 of them can" in all_four.message
