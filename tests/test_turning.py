"""Where verdicts turn: what the page says of each side of a value is what the checks say there."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

import analyzer
from analyzer import ledger, pipeline, wording
from analyzer.checks import compatibility, coverage
from analyzer.model import Contest, Finding, Verdict
from analyzer.reporting import turning, view


@given(
    uncounted=st.floats(0, 1e6),
    turn=st.floats(0, 1e9),
    where=st.sampled_from(["", "in the widest reading ", "with the uncounted sheets of both, in the widest reading, "]),
)
def test_the_value_printed_is_the_value_read(uncounted: float, turn: float, where: str) -> None:
    assert wording.turns_at(wording.assumed(uncounted, turn, where)) == float(f"{turn:.2f}")


@pytest.mark.parametrize("text", ["", "turns at 2.00", wording.assumed(0.25, float("inf")),
                                  wording.assumed(0.25, 2.0) + "0", "x " + wording.assumed(0.25, 2.0)])  # fmt: skip
def test_other_texts_state_no_value(text: str) -> None:
    assert wording.turns_at(text) is None


def _view(findings: tuple[Finding, ...], contest: Contest, uncounted: float) -> turning.Turning | None:
    run = replace(sample.run(), findings=findings, contests=(contest,), uncounted=uncounted)
    return turning.turning(view.contest_view(run, contest, (), 1).found, uncounted)


def _case(at: float, uncounted: float, verdict: Verdict) -> tuple[Finding, ...]:
    return (replace(sample.findings()[1], verdict=verdict, assumption=wording.assumed(uncounted, at)),)


@pytest.mark.parametrize(
    ("at", "uncounted", "verdict", "below", "above"),
    [
        (1.75, 0.25, Verdict.INCONSISTENT, "stands", "does not stand"),
        (1.75, 0.25, Verdict.STRAINED, "stands or is graver", "does not stand"),
        (1.75, 1.0, Verdict.CONSISTENT, "does not stand", "may differ"),
        (1.25, 0.25, Verdict.INCONSISTENT, "see the finding", "see the finding"),
        (0.4, 0.25, Verdict.STRAINED, "does not stand", "may differ"),
        (5000.0, 0.0, Verdict.INCONSISTENT, "stands", "does not stand"),
    ],
)
def test_a_verdict_stands_on_the_side_of_its_assumption(
    at: float, uncounted: float, verdict: Verdict, below: str, above: str
) -> None:
    found = _view(_case(at, uncounted, verdict), sample.CONTEST, uncounted)
    assert found is not None
    (row,) = found.rows
    assert (row.at, row.below, row.above) == (f"{at:.2f}", below, above)
    assert found.limit == f"{1 + uncounted:.2f}"
    stops = [float(stop) for stop in found.stops]
    assert stops == sorted(set(stops))
    assert {at, round(1 + uncounted, 2)} <= set(stops)
    assert stops[-1] > at


def test_no_control_where_no_verdict_turns() -> None:
    assert _view(sample.findings()[:1], sample.CONTEST, 0.25) is None


def _verdicts(books: ledger.Ledger, uncounted: float) -> dict[tuple[object, ...], Finding]:
    found = [*compatibility.CHECK.run(books, uncounted), *coverage.CHECK.run(books, uncounted)]
    return {(one.check, one.sources, one.subject, one.claims): one for one in found}


@pytest.mark.parametrize("uncounted", [0.25, 0.4, 1.0])
def test_the_checks_themselves_turn_where_the_page_says(uncounted: float) -> None:
    contest = analyzer.load_contest("venezuela-2024-presidential")
    documents, faults = pipeline.read([ROOT / "seeds"])
    claims = pipeline.extract(documents, (contest,), faults).claims
    books = ledger.build(list(claims), contest)
    now = _verdicts(books, uncounted)
    tested = 0
    for key, finding in now.items():
        at = wording.turns_at(finding.assumption)
        if at is None:
            continue
        before, after = (_verdicts(books, at - 1 + step)[key].verdict for step in (-0.01, 0.01))
        assert before is not after
        if 1 + uncounted < at:
            assert before is finding.verdict
        else:
            assert before is not finding.verdict
        tested += 1
    assert tested >= 2


_WHY = (
    "because both are right only in the widest reading of the figures",
    "because both are right only if not both give percentages of the valid votes",
)
_STRAINED = re.compile(rf"the verdict is strained from (\d+\.\d\d) to (\d+\.\d\d) times, ({'|'.join(_WHY)})")


def test_between_its_two_turning_values_a_verdict_is_strained_and_the_sentence_says_so() -> None:
    contest = analyzer.load_contest("venezuela-2024-presidential")
    documents, faults = pipeline.read([ROOT / "seeds"])
    books = ledger.build(list(pipeline.extract(documents, (contest,), faults).claims), contest)
    tested = 0
    for key, finding in _verdicts(books, 0.25).items():
        said = _STRAINED.search(finding.message)
        if said is None:
            continue
        start, end = float(said[1]), float(said[2])
        assert wording.turns_at(finding.assumption) == start < end
        steps = (start - 0.01, start + 0.01, end - 0.01, end + 0.01)
        found = [_verdicts(books, weight - 1)[key] for weight in steps]
        assert [one.verdict for one in found] == [
            Verdict.INCONSISTENT, Verdict.STRAINED, Verdict.STRAINED, Verdict.CONSISTENT,
        ]  # fmt: skip
        assert said[3] in found[1].message
        for one in found[1:3]:
            assert one.message.endswith(tuple(f"; strained, {why}, up to {end:.2f} times." for why in _WHY))
        assert "strained" not in found[3].message
        tested += 1
    assert tested >= 2
