"""The report: whole, escaped, linked both ways, the same bytes from the same run."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
import sample
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer import reporting, wording
from analyzer.model import Basis, Candidate, Document, Finding, Reading, Run, Source, SourceKind, Verdict
from analyzer.reporting import page, text, view, words
from analyzer.sides import sides

SCRIPT = (Path(page.__file__).parent / "templates" / "script.js").read_text(encoding="utf-8")
VOID = {"meta", "img", "br", "link", "input", "hr", "base"}


class Page(HTMLParser):
    """What a browser would see: elements, links, text; faults where tags do not balance."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.marks: dict[str, str] = {}
        self.back: dict[str, list[str]] = {}
        self._inside: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "mark":
            self._inside.append(attributes.get("id") or "")
            self.marks.setdefault(attributes.get("id") or "", "")
        if tag == "a" and "a" in self.open[:-1]:
            self.faults.append("a link inside a link")
        if tag == "a":
            for mark in self._inside:
                self.back.setdefault(mark, []).append(attributes.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")
        if tag == "mark":
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        for mark in self._inside:
            self.marks[mark] += data

    @property
    def text(self) -> str:
        return "".join(self.words)

    def ids(self) -> Counter[str]:
        return Counter(a["id"] or "" for _, a in self.elements if "id" in a)

    def hrefs(self) -> list[str]:
        return [a["href"] or "" for tag, a in self.elements if tag == "a" and "href" in a]


def parsed(path: Path) -> Page:
    read = Page(path.read_text(encoding="utf-8"))
    assert read.faults == []
    assert read.open == []
    return read


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    reporting.write_report(sample.run(), folder)
    return folder


def test_all_files_are_there(out: Path) -> None:
    assert {path.name for path in out.iterdir()} == {
        "report.html", "report.json", "report.md", "claims.csv", "findings.csv", "claims.jsonld", "claims.parquet",
        "datapackage.json", "figures",
    }  # fmt: skip
    assert (out / "figures" / "manifest.json").exists()


def test_every_claim_leads_to_its_mark_and_back(out: Path) -> None:
    seen = parsed(out / "report.html")
    ids = seen.ids()
    for claim in sample.claims():
        assert ids[f"claim-{claim.claim}"] == 1
        assert ids[f"span-{claim.claim}"] == 1
        assert f"#span-{claim.claim}" in seen.hrefs()
        assert seen.marks[f"span-{claim.claim}"] == claim.quote
        assert seen.back[f"span-{claim.claim}"] == [f"#claim-{claim.claim}"]


def test_every_inner_link_has_its_target_and_every_id_is_one(out: Path) -> None:
    seen = parsed(out / "report.html")
    assert max(seen.ids().values()) == 1
    for href in seen.hrefs():
        if href.startswith("#"):
            assert href[1:] in seen.ids(), href
        else:
            assert (out / href).exists(), href


def test_no_request_and_one_script(out: Path) -> None:
    html = (out / "report.html").read_text(encoding="utf-8")
    seen = parsed(out / "report.html")
    assert not {"link", "iframe", "object", "form"} & {tag for tag, _ in seen.elements}
    assert [attributes for tag, attributes in seen.elements if tag == "script"] == [{}]
    assert not any(name.startswith("on") or name == "style" for _, attributes in seen.elements for name in attributes)
    assert all((a["src"] or "").startswith("data:image/") for tag, a in seen.elements if tag == "img")
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    (policy,) = [a["content"] for tag, a in seen.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert "default-src 'none'" in policy
    assert f"style-src 'sha256-{digest}'" in policy
    script = re.search(r"<script>(.*?)</script>", html, re.DOTALL)
    assert script is not None
    assert not re.search(r"innerHTML|eval|Function|fetch|XMLHttpRequest|import", script[1])
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy


def test_figures_have_a_text_alternative_and_a_link_to_their_data(out: Path) -> None:
    seen = parsed(out / "report.html")
    images = [a for tag, a in seen.elements if tag == "img"]
    assert len(images) == len([tag for tag, _ in seen.elements if tag == "figure"]) == 7
    assert "not stated" in (images[0]["alt"] or "")
    assert "51.95" in (images[0]["alt"] or "")
    for figure in ("shares", "gap", "uncounted", "votes", "reconciliation", "margins", "coverage"):
        assert f"figures/{figure}.csv" in seen.hrefs()


def test_the_findings_are_told_gravest_first_in_words_and_signs(out: Path) -> None:
    seen = parsed(out / "report.html")
    told = seen.text
    for finding in sample.findings():
        assert finding.message in told
        assert words.VERDICTS[finding.verdict].word in told
    assert "turns at 1.75" in told
    kinds = [a["class"] for _, a in seen.elements if (a.get("class") or "").startswith("finding ")]
    order = ["inconsistent", "strained", "undetermined", "consistent", "consistent"]
    assert kinds == [f"finding {verdict}" for verdict in order]
    assert "136.02–144.65\N{NO-BREAK SPACE}%" in told


def test_what_was_left_aside_is_listed_with_its_reason(out: Path) -> None:
    told = parsed(out / "report.html").text
    assert "15\N{NO-BREAK SPACE}numbers seen" in told.replace("15 numbers", "15\N{NO-BREAK SPACE}numbers")
    for reading in sample.readings():
        if reading.status != "claim":
            assert reading.quote in told
            assert reading.reason in told


def test_json_holds_everything_and_no_nan(out: Path) -> None:
    def refuse(constant: str) -> float:
        raise AssertionError(constant)

    content = json.loads((out / "report.json").read_text(encoding="utf-8"), parse_constant=refuse)
    assert [claim["claim"] for claim in content["claims"]] == [claim.claim for claim in sample.claims()]
    assert {finding["verdict"] for finding in content["findings"]} == {str(verdict) for verdict in Verdict}
    assert content["findings"][4]["stated_low"] is None
    assert content["documents"][0]["sha256"] == "0" * 64
    with (out / "claims.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 11


def test_the_same_run_gives_the_same_bytes_and_foreign_files_stay(tmp_path: Path, out: Path) -> None:
    (tmp_path / "report.html").write_text("old, and longer than nothing")
    (tmp_path / "datapackage.json").write_text('{"name": "election-claims-x", "files": ["report.html"]}')
    (tmp_path / "notes.txt").write_text("mine")
    reporting.write_report(sample.run(), tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"
    for path in out.rglob("*"):
        if path.is_file():
            assert (tmp_path / path.relative_to(out)).read_bytes() == path.read_bytes(), path.name
    assert not list(tmp_path.rglob("*.tmp"))


def test_the_page_is_put_in_place_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "report.html").write_text("old")

    def fail(records: object) -> str:
        raise OSError("no room")

    monkeypatch.setattr("analyzer.tables.findings_csv", fail)
    with pytest.raises(OSError, match="no room"):
        reporting.write_report(sample.run(), tmp_path)
    assert (tmp_path / "report.html").read_text() == "old"


HOSTILE = (
    "</mark><script>alert(1)</script>\x00\x1b[31m\u202egnp.exe\u2066 \"'><img src=x onerror=alert(2)> & \ud800 "
    "{{ 7*7 }} $\\frac{x}$ 選挙"
)


def hostile_run() -> Run:
    contest = replace(
        sample.CONTEST,
        name=f"<b>{HOSTILE}",
        candidates=(Candidate("maduro", f'" onmouseover="x {HOSTILE}'), sample.CONTEST.candidates[1]),
        sources=(Source("cne", HOSTILE, SourceKind.AUTHORITY),),
    )
    body = f"{HOSTILE} 51.95% {HOSTILE}"
    start = body.index("51.95%")
    documents = (
        Document(f"{HOSTILE}.txt", body, url="javascript:alert(3)", title=HOSTILE, language='en" onload="x',
                 notes=(HOSTILE,)),
        Document("plain", "", url="https://example.org/a?b=1&c=2"),
    )  # fmt: skip
    # Claims over each other, at the same place, over the hostile text, outside the text, with ids of any kind.
    spans = [(start, start + 6), (start, start + 6), (start - 4, start + 3), (start + 2, start + 20), (0, len(body)),
             (start + 1, start + 1), (5, 10**6), (-3, 4)]  # fmt: skip
    claims = tuple(
        sample.make_claim(
            f'{place} "<x>&é', "cne", "share", "maduro", 51.95, document=documents[0].id, start=first, end=last,
            quote=body[max(first, 0):last], resolution=0.01, as_of=HOSTILE,
        )
        for place, (first, last) in enumerate(spans)
    )  # fmt: skip
    findings = (
        Finding("unheard-of", Verdict.INCONSISTENT, ("cne",), tuple(c.claim for c in claims), "nobody",
                assumption=HOSTILE, message=HOSTILE, slack=float("inf")),
    )  # fmt: skip
    readings = (Reading(documents[0].id, start, start + 6, HOSTILE, "other", HOSTILE),)
    return Run(documents, (contest,), claims, findings, readings, faults=(HOSTILE,), notes=(HOSTILE,))


def test_a_hostile_document_runs_nothing(tmp_path: Path) -> None:
    run = hostile_run()
    path = reporting.write_report(run, tmp_path)
    raw = path.read_text(encoding="utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", raw)
    seen = parsed(path)
    assert [tag for tag, _ in seen.elements if tag in {"script", "iframe"}] == ["script"]
    assert raw[raw.index("<script>") :].startswith(f"<script>{SCRIPT}</script>")
    assert all(not name.startswith("on") for _, attributes in seen.elements for name in attributes)
    assert all(not href.lower().startswith("javascript") for href in seen.hrefs())
    assert "https://example.org/a?b=1&c=2" in seen.hrefs()
    assert "{{ 7*7 }}" in seen.text
    assert "⟨U+202E⟩" in seen.text
    assert "␀" in seen.text
    assert max(seen.ids().values()) == 1
    for claim in run.claims[:6]:
        anchor = quote(claim.claim.encode(), safe="-._~:+,;=@!")
        assert f"claim-{anchor}" in seen.ids()
        assert f"span-{anchor}" in seen.ids()
        assert f"#claim-{anchor}" in seen.back[f"span-{anchor}"]
    for claim in run.claims[6:]:
        assert f"#span-{text.anchor(claim.claim)}" not in seen.hrefs()
    json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))


@settings(max_examples=150, deadline=None)
@given(
    body=st.text(alphabet="ab<&\n é\x00", max_size=30),
    spans=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6),
)
def test_marks_balance_and_the_text_stays_whatever_overlaps(body: str, spans: list[tuple[int, int]]) -> None:
    document = Document("d", body)
    claims = [
        sample.make_claim(f"c{place}", "s", "votes", "maduro", 1.0, document="d", start=min(ends), end=max(ends))
        for place, ends in enumerate(spans)
    ]
    inside = text.placed(claims, document)
    seen = Page(str(text.marked(document, inside)))
    assert seen.faults == []
    assert seen.open == []
    assert seen.text.replace("↩", "") == wording.visible(body)
    assert {id for id in seen.marks if id} == {f"span-{claim.claim}" for claim in inside}
    for claim in inside:
        assert f"#claim-{claim.claim}" in seen.back[f"span-{claim.claim}"]
    for found in text.sentences(claims, text.article(document)):
        assert "".join(piece for piece, _ in found.pieces).strip("… ") in body


def test_several_contests_have_a_section_each(tmp_path: Path) -> None:
    other = replace(sample.CONTEST, id="other-2024", name="Another election")
    base = sample.run()
    claims = (*base.claims, sample.make_claim("x1", "cne", "share", "maduro", 40.0, contest="other-2024"))
    finding = Finding("share-sum", Verdict.STRAINED, ("cne",), ("x1",), message="Only of the other one.")
    run = replace(base, contests=(sample.CONTEST, other), claims=claims, findings=(*base.findings, finding))
    seen = parsed(reporting.write_report(run, tmp_path))
    assert {"contest-other-2024", f"contest-{sample.CONTEST.id}"} <= set(seen.ids())
    assert max(seen.ids().values()) == 1
    assert "figures/other-2024/shares.csv" in seen.hrefs()
    assert (tmp_path / "figures" / "other-2024" / "shares.csv").exists()
    own, _, rest = seen.text.partition("Another election, 2024-07-28: in brief")
    assert "Only of the other one." in rest
    assert "Only of the other one." not in own


def test_a_run_of_nothing_still_makes_a_page(tmp_path: Path) -> None:
    run = Run((), (), (), (), (), faults=("x.txt: expected a text, found a picture",))
    seen = parsed(reporting.write_report(run, tmp_path))
    assert "x.txt: expected a text, found a picture" in seen.text
    assert json.loads((tmp_path / "report.json").read_text())["claims"] == []


def test_one_word_is_not_ours(out: Path) -> None:
    assert "fraud" not in (out / "report.html").read_text(encoding="utf-8").lower()


def test_every_verdict_is_explained() -> None:
    assert set(words.VERDICTS) == set(Verdict)
    assert len({look.sign for look in words.VERDICTS.values()}) == len(Verdict)
    assert "sha256-" in page.policy("a", "b")


def test_every_check_has_its_reference_in_the_method(out: Path) -> None:
    methods = sample.run().methods
    assert {method.check for method in methods} == set(words.CHECKS)
    text = parsed(out / "report.html").text
    for method in methods:
        assert method.question in text
        assert method.source in text
        assert method.no_power in text


def test_a_share_of_another_whole_says_so_in_the_summary() -> None:
    told = sample.make_claim("a", "cne", "share", "maduro", 30.0, basis=Basis.REGISTERED, resolution=1.0)
    (side,) = sides([told], sample.CONTEST)
    assert view._says(side, sample.CONTEST).replace(wording.NBSP, " ") == "Nicolás Maduro 30 % of registered voters"
