"""The report in a real browser: nothing asked for, nothing run, everything reachable. Needs Chromium; skips without."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import sample
from browser_support import LOOKS, NEEDED, Seen
from pypdf import PdfReader
from support import SEEDS
from test_report import SCRIPT, hostile_run

from analyzer import contest as contests
from analyzer import pipeline, reporting

pytestmark = NEEDED


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return reporting.write_report(sample.run(), tmp_path_factory.mktemp("browser"))


@pytest.mark.parametrize("look", LOOKS)
def test_the_page_asks_for_nothing_and_logs_nothing(browser: Any, report: Path, look: str) -> None:
    seen = Seen(browser, report, **LOOKS[look])
    seen.keep(look)
    assert seen.logged == []
    assert seen.asked == []
    for finding in sample.findings():
        assert seen.page.get_by_text(finding.message).count() >= 1


@pytest.mark.parametrize("look", ["desk", "phone", "dark"])
def test_axe_finds_nothing_serious(browser: Any, report: Path, look: str) -> None:
    seen = Seen(browser, report, **LOOKS[look])
    assert seen.barriers() == []


def test_a_phone_scrolls_down_only(browser: Any, report: Path) -> None:
    page = Seen(browser, report, **LOOKS["phone"]).page
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_links_lead_to_the_evidence_and_back(browser: Any, report: Path) -> None:
    page = Seen(browser, report, **LOOKS["desk"]).page
    for claim in sample.claims()[:3]:
        page.locator(f'.claims a[href="#span-{claim.claim}"]').first.click()
        mark = page.locator(f'mark[id="span-{claim.claim}"]')
        assert mark.inner_text() == claim.quote
        assert mark.evaluate("e => e.matches(':target') && e.getBoundingClientRect().top < innerHeight")
        mark.locator("a").first.click()
        assert page.locator(f'tr[id="claim-{claim.claim}"]').evaluate("e => e.matches(':target')")


def test_the_first_key_offers_to_skip_to_the_content(browser: Any, report: Path) -> None:
    page = Seen(browser, report, **LOOKS["desk"]).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0


def test_the_control_moves_over_the_turning_values_by_keyboard(browser: Any, report: Path) -> None:
    page = Seen(browser, report, **LOOKS["phone"]).page
    slider = page.get_by_role("slider", name="Votes on an uncounted sheet")
    told, now = page.locator(".turning output"), page.locator(".turning .now")
    assert told.inner_text() == "at most 1.25 times, as assumed: 1 of 1 verdicts stand"
    assert slider.get_attribute("aria-valuetext") == told.inner_text()
    slider.focus()
    seen = {}
    for _ in range(40):
        page.keyboard.press("ArrowRight")
        seen[page.locator(".turning .limit").inner_text()] = now.inner_text()
    assert (seen["1.70"], seen["1.75"], seen["1.80"]) == ("stands", "turns here", "does not stand")
    assert told.inner_text() == "at most 1.80 times: 0 of 1 verdicts stand"
    page.keyboard.press("Home")
    assert now.inner_text() == "stands"


def test_without_script_the_table_says_the_same_and_no_dead_control_is_shown(browser: Any, report: Path) -> None:
    page = Seen(browser, report, **LOOKS["no-script"]).page
    assert not page.locator(".control").is_visible()
    cells = [cell.inner_text() for cell in page.locator(".turns td").all()]
    assert cells == ["1.75", "stands", "stands", "does not stand"]


#: The texts inside folded parts that are not to be seen, or those that are.
FOLDED = (
    "seen => [...document.querySelectorAll('details > :not(summary)')]"
    ".filter(e => e.checkVisibility({contentVisibilityAuto: true}) === seen).map(e => e.textContent)"
)


def test_print_shows_what_is_folded_away_and_each_sentence_once(browser: Any, report: Path) -> None:
    page = Seen(browser, report, **LOOKS["desk"]).page
    assert page.evaluate(FOLDED, False)
    page.emulate_media(media="print")
    shown, hidden = page.evaluate(FOLDED, True), page.evaluate(FOLDED, False)
    quoted = page.locator("blockquote.again").all_text_contents()
    assert sorted(hidden) == sorted(quoted)
    assert {" ".join(text.split()) for text in hidden} <= {" ".join(text.split()) for text in shown}


def test_on_paper_every_finding_and_article_is_there_in_few_pages(browser: Any, tmp_path: Path) -> None:
    run = pipeline.run([SEEDS], (contests.load("venezuela-2024-presidential"),))
    page = Seen(browser, reporting.write_report(run, tmp_path), **LOOKS["desk"]).page
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(paper.pages) < 22  # 44 where every finding quotes its sentences anew
    told = _run_together("".join(sheet.extract_text() for sheet in paper.pages))
    for finding in run.findings:
        assert _run_together(" ".join(finding.message.split()[:12])) in told
    for document in run.documents:
        assert document.sha256[:12] in told
        assert _run_together(" ".join(document.text.split()[-6:])) in told


def _run_together(text: str) -> str:
    """Without spaces, line ends and ligatures, which are the printer's."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("scripts", [True, False])
def test_a_hostile_run_runs_nothing(browser: Any, tmp_path: Path, scripts: bool) -> None:
    seen = Seen(browser, reporting.write_report(hostile_run(), tmp_path), java_script_enabled=scripts)
    assert seen.page.locator("iframe, img:not([src^='data:image/svg+xml'])").count() == 0
    assert [script.inner_html() for script in seen.page.locator("script").all()] == [SCRIPT]
    seen.page.wait_for_timeout(100)
    assert seen.logged == []
    assert seen.asked == []
