"""Reports of poor input in a real browser: no claim, one source, a silent candidate, sixty candidates, any script.

`SCREENSHOTS=folder make test` keeps a picture of each. Needs Chromium; skips without.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sample
from browser_support import LOOKS, NEEDED, Seen
from test_figures_bad_input import SIXTY

from analyzer import pipeline, reporting
from analyzer.model import Candidate, Claim, Contest, Document, Reading, Run, Source, SourceKind

pytestmark = NEEDED

ARABIC, HEBREW, PERSIAN = "عبد الفتاح سعيد", "דוד בן־ארי", "هیئت نظارت بر انتخابات"


def a_run(contest: Contest, claims: tuple[Claim, ...], documents: tuple[Document, ...]) -> Run:
    made = tuple(Reading(one.document, one.start, one.end, one.quote, "claim", "", one.claim) for one in claims)
    return Run(documents, (contest,), claims, pipeline.check(claims, (contest,)), made)


def written(contest: Contest, source: str, told: str, shares: dict[str, str]) -> Run:
    """A document that gives each candidate a share: `told` has {name} and {share}."""
    body, claims = "", []
    for place, (subject, share) in enumerate(shares.items()):
        candidate = contest.candidate(subject)
        assert candidate is not None
        sentence = told.format(name=candidate.name, share=share)
        start = len(body) + sentence.index(share)
        claims.append(
            sample.make_claim(f"c{place}", source, "share", subject, float(share), resolution=0.1, document="told.txt",
                              start=start, end=start + len(share), quote=share, low=float(share) - 0.05,
                              high=float(share) + 0.05, statement="told")
        )  # fmt: skip
        body += sentence
    return a_run(contest, tuple(claims), (Document("told.txt", body),))


def nothing() -> Run:
    text = "Shops reopened after 3 days. A reward of $15 million was offered in 2020, and 400 people came."
    seen = tuple(
        Reading("quiet.txt", text.index(quote), text.index(quote) + len(quote), quote, "other", why)
        for quote, why in (("3 days", "a time"), ("$15 million", "money"), ("2020", "a year"), ("400 people", "people"))
    )
    return Run((Document("quiet.txt", text),), (sample.CONTEST,), (), (), seen)


def some(kept: Callable[[Claim], bool]) -> Run:
    return a_run(sample.CONTEST, tuple(claim for claim in sample.claims() if kept(claim)), sample.documents())


def sixty() -> Run:
    shares = {one.id: f"{1 + place % 13 / 10:.1f}" for place, one in enumerate(SIXTY.candidates)}
    return written(SIXTY, "cne", "The council gave {name} {share}% of the vote. ", shares)


def right_to_left() -> Run:
    contest = replace(
        sample.CONTEST,
        name="انتخابات الرئاسة",
        candidates=(Candidate("first", ARABIC), Candidate("second", HEBREW)),
        sources=(Source("board", PERSIAN, SourceKind.AUTHORITY),),
    )
    return written(contest, "board", "حصل {name} على {share}% من الأصوات. ", {"first": "71.2", "second": "48.1"})


RUNS: dict[str, Callable[[], Run]] = {
    "no-claim": nothing,
    "one-source": lambda: some(lambda claim: claim.source == "cne"),
    "silent-candidate": lambda: some(lambda claim: claim.subject != "gonzalez"),
    "sixty-candidates": sixty,
    "right-to-left": right_to_left,
}


@pytest.fixture(scope="module", params=RUNS)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    return request.param, reporting.write_report(RUNS[request.param](), tmp_path_factory.mktemp(request.param))


@pytest.mark.parametrize("look", ["desk", "phone", "dark"])
def test_the_page_is_whole_quiet_and_open_to_all(browser: Any, report: tuple[str, Path], look: str) -> None:
    name, path = report
    seen = Seen(browser, path, **LOOKS[look])
    seen.keep(f"{name}-{look}")
    assert seen.logged == []
    assert seen.asked == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") == LOOKS[look]["viewport"]["width"]
    assert seen.page.locator("figure img").count() == len(seen.page.locator("figure").all())
    assert seen.barriers() == []


def opened(browser: Any, tmp_path: Path, name: str) -> Any:
    return Seen(browser, reporting.write_report(RUNS[name](), tmp_path), **LOOKS["desk"]).page


def test_no_claim_is_said_and_the_numbers_seen_are_listed(browser: Any, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, "no-claim")
    assert page.get_by_text("No claim was found").is_visible()
    for quote in ("3 days", "$15 million", "2020", "400 people"):
        assert page.locator("#numbers td", has_text=quote).first.is_visible()


def test_a_candidate_without_figures_is_not_drawn_as_zero(browser: Any, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, "silent-candidate")
    assert "Edmundo" not in page.locator(".sides thead").inner_text()
    assert page.locator(".sides td", has_text="not stated").count() > 0
    assert page.locator(".sides td").get_by_text("0", exact=True).count() == 0


def test_every_one_of_sixty_candidates_has_its_figure(browser: Any, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, "sixty-candidates")
    assert page.locator(".claims tbody tr").count() == 60
    said = page.locator(".says dd").first.inner_text().replace("\xa0", " ")
    assert said.startswith("Person 12 2.2 %; Person 25 2.2 %")
    assert "; and 54 more" in said
    for place in (0, 59):
        row = page.locator(f'tr[id="claim-c{place}"]').inner_text()
        assert f"vote share, Person {place}" in row
        assert f"gave Person {place} " in row


#: Where the first occurrence of a text in an element is drawn, from left to right.
DRAWN = """(element, wanted) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();) {
    const at = node.data.indexOf(wanted);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at); range.setEnd(node, at + wanted.length);
    return range.getBoundingClientRect().left;
  }
}"""


def test_a_number_stands_behind_the_name_it_belongs_to_in_any_script(browser: Any, tmp_path: Path) -> None:
    said = opened(browser, tmp_path, "right-to-left").locator(".says dd").first
    places = [said.evaluate(DRAWN, wanted) for wanted in (ARABIC, "71.2", HEBREW, "48.1")]
    assert None not in places
    assert places == sorted(places)
