"""Every figure has its widest reading, on every basis; what is worked out of figures gives way by their own units."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from claims_support import CONTEST, claim

from analyzer import checks, ledger
from analyzer.checks import whole
from analyzer.ledger import Interval
from analyzer.model import Candidate, Claim, Finding, Verdict


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
