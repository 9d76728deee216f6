"""What the page says first: who cannot be right together, how sure that is, and what is folded away."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sample

from analyzer import wording
from analyzer.model import Finding, Verdict
from analyzer.reporting import findings, text
from analyzer.reporting.findings import Grouped


def group(*found: Finding) -> Grouped:
    return findings.grouped(found, (), {}, sample.CONTEST, 1)


@pytest.mark.parametrize(
    ("sources", "verdict", "subject", "headline"),
    [
        (("cne", "opposition"), Verdict.INCONSISTENT, "maduro",
         "National Electoral Council and Opposition (Unitary Platform) cannot both be right about Nicolás Maduro"),
        (("cne", "opposition", "ap"), Verdict.INCONSISTENT, "",
         "National Electoral Council, Opposition (Unitary Platform) and Associated Press cannot all be right"),
        (("cne", "ap"), Verdict.STRAINED, "",
         "National Electoral Council and Associated Press are both right in a wider reading only"),
        (("cne",), Verdict.INCONSISTENT, "maduro",
         "Figures of National Electoral Council about Nicolás Maduro cannot all hold"),
        (("cne", "cne"), Verdict.STRAINED, "",
         "Figures of National Electoral Council fit in a wider reading or on another basis only"),
        (("",), Verdict.INCONSISTENT, "", "Figures cannot all hold"),
    ],
)  # fmt: skip
def test_the_headline_says_who_cannot_be_right_together(
    sources: tuple[str, ...], verdict: Verdict, subject: str, headline: str
) -> None:
    told = findings.brief(group(Finding("margin", verdict, sources, (), subject)), sample.CONTEST)
    assert told is not None
    assert told.headline == headline


def test_how_sure_names_the_assumption_or_says_that_there_is_none() -> None:
    bound = wording.assumed(0.25, 1.75)
    one = Finding("compatibility", Verdict.INCONSISTENT, ("cne", "ap"), (), assumption=bound)
    sure = [findings.brief(group(replace(one, assumption=said)), sample.CONTEST) for said in (bound, "")]
    assert sure[0] is not None
    assert sure[0].sure.endswith(f"under one assumption: {bound}")
    assert sure[1] is not None
    assert sure[1].sure.endswith("it rests on no assumption about what was not counted")


def test_nothing_comes_first_where_nothing_contradicts() -> None:
    assert findings.brief(group(sample.findings()[0], sample.findings()[4]), sample.CONTEST) is None


def test_long_lists_fold_and_nothing_is_lost() -> None:
    some = [Finding(check, verdict, ("cne",), (), message=f"{check} {verdict} {place}")
            for check in ("conflict", "margin", "share-sum") for verdict in Verdict for place in range(9)]  # fmt: skip
    made = group(*some)
    assert sorted(one.finding.message for one in made.every) == sorted(one.message for one in some)
    assert [one.anchor for one in made.every] == [f"finding-{place}" for place in range(1, len(some) + 1)]
    open_ = [one.finding.check for one in made.shown]
    assert {check: open_.count(check) for check in set(open_)} == {"conflict": 3, "margin": 6, "share-sum": 6}
    assert {one.finding.verdict for one in made.undecided} == {Verdict.UNDETERMINED}
    assert {one.finding.verdict for one in made.fitting} == {Verdict.CONSISTENT}
    assert {one.finding.verdict for one in (*made.shown, *made.further)} == {Verdict.INCONSISTENT, Verdict.STRAINED}


def test_an_empty_interval_is_said_to_be_empty() -> None:
    one = Finding("share-sum", Verdict.INCONSISTENT, ("cne",), (), implied_low=0.0, implied_high=-19.2, unit="percent")
    assert group(one).shown[0].implied == "no value at all"


@pytest.mark.parametrize(
    ("message", "first"),
    [
        ("A needs more, 136.02 %, at equal votes. With every one, more.", "A needs more, 136.02 %, at equal votes."),
        ("J. Doe and Dr. Roe of No. 3 cannot both be right.", "J. Doe and Dr. Roe of No. 3 cannot both be right."),
        ("It adds to 100.2 %. The whole fits.", "It adds to 100.2 %."),
        ("no stop at all", "no stop at all"),
        ("", ""),
    ],
)
def test_the_brief_gives_the_first_sentence_of_a_finding(message: str, first: str) -> None:
    assert text.first_sentence(message) == first


def test_a_full_stop_inside_a_name_ends_no_sentence() -> None:
    names = ("Prof. Roe", "Acme Corp. Polling")
    message = "Prof. Roe and Acme Corp. Polling cannot both be right. With more, they can."
    assert text.first_sentence(message) == "Prof.", "which is why the names are given"
    assert text.first_sentence(message, names) == "Prof. Roe and Acme Corp. Polling cannot both be right."


def test_sets_that_the_same_would_save_are_told_below_the_first_of_them() -> None:
    def conflict(figures: str, of: str, assumption: str = "") -> Finding:
        saved = wording.saved(f"the percentages of Council are of {of}", widest=False)
        said = f"Council gives {figures}: the two cannot both hold; {saved}."
        return Finding("conflict", Verdict.STRAINED, ("cne",), (), message=said, assumption=assumption)

    cast, bound = "ballots cast", wording.assumed(0.25, 1.75)
    some = [conflict(figure, cast) for figure in ("1", "2", "3")]
    others = [conflict("4", "registered voters"), conflict("5", cast, bound), conflict("6", cast, bound)]
    told = group(some[0], others[0], *some[1:], *others[1:])
    assert [len(one.alike) for one in told.first] == [2, 0, 0, 0]
    assert [one.finding for one in (told.first[0], *told.first[0].alike)] == some
    assert told.first[0].saved_by == "they can if the percentages of Council are of ballots cast, not of valid votes"
    assert [one.anchor for one in told.every] == [f"finding-{number}" for number in range(1, 7)]
    assert {id(one.finding) for one in told.every} == {id(one) for one in (*some, *others)}


def test_sets_that_one_figure_stands_in_are_told_below_the_first_of_them() -> None:
    def conflict(*claims: str, verdict: Verdict = Verdict.INCONSISTENT) -> Finding:
        return Finding("conflict", verdict, ("cne",), claims, message=f"{', '.join(claims)} cannot all hold.")

    many = [conflict("x", other) for other in ("a", "b", "c", "d")]
    few = [conflict("y", other) for other in ("a", "b", "c")]
    told = group(*many[:2], *few, *many[2:])
    assert [len(one.alike) for one in told.first] == [3, 0, 0, 0]
    assert [one.finding for one in (told.first[0], *told.first[0].alike)] == many
    assert [one.anchor for one in told.every] == [f"finding-{number}" for number in range(1, 8)]
    # What something saves is no part of it, and three sets are read one by one.
    assert [one.alike for one in group(*few, conflict("y", "d", verdict=Verdict.STRAINED)).first] == [()] * 4
