"""What the page shows, gathered from the records: each class is what one part of the template reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan

from markupsafe import Markup

from analyzer import wording
from analyzer.model import MEASURES, Claim, Contest, Document, Finding, Reading, Run, Verdict
from analyzer.reporting import text, words
from analyzer.reporting.pictures import Picture
from analyzer.sides import Side, sides, source_name, subject_name, subjects

_SEVERITY = {
    verdict: place
    for place, verdict in enumerate((Verdict.INCONSISTENT, Verdict.STRAINED, Verdict.UNDETERMINED, Verdict.CONSISTENT))
}
_CHECK_ORDER = {check: place for place, check in enumerate(words.CHECKS)}
_SETS_SHOWN = 3  # minimal conflicting sets that stand open on the page; the others are folded away
#: Measures that the side-by-side table always has a column for; the others only where somebody states them.
_ALWAYS = ("turnout", "coverage")
_SOMETIMES = ("ballots", "registered")
CONTEXT = 60


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A row of the claims table."""

    number: int
    claim: Claim
    anchor: str
    source: str
    subject: str
    measure: str
    words: str
    allows: str
    in_article: bool
    sentence: text.Sentence | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the side-by-side table: each figure, its claim's anchor, how often it is stated, whose lead it is.

    No figures where nothing is stated.
    """

    figures: tuple[tuple[str, str, int, str], ...]


@dataclass(frozen=True, slots=True)
class SideView:
    """A row of the side-by-side table."""

    name: str
    detail: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as the page tells it."""

    anchor: str
    finding: Finding
    verdict: words.VerdictWords
    check: str
    subject: str
    stated: str
    implied: str
    slack: str
    rests_on: tuple[ClaimView, ...]
    sentences: tuple[text.Sentence, ...]


@dataclass(frozen=True, slots=True)
class ContestView:
    """One contest's section."""

    contest: Contest
    heads: tuple[tuple[str, tuple[str, ...]], ...]
    sides: tuple[SideView, ...]
    summary: tuple[tuple[str, str, str], ...]
    findings: tuple[FindingView, ...]
    further: tuple[FindingView, ...]
    tally: tuple[tuple[words.VerdictWords, int], ...]
    claims: tuple[ClaimView, ...]
    pictures: tuple[Picture, ...]
    documents: int

    @property
    def gravest(self) -> FindingView | None:
        """The finding that matters most: the first, unless it contradicts nothing."""
        grave = (Verdict.INCONSISTENT, Verdict.STRAINED)
        return next((one for one in self.findings if one.finding.verdict in grave), None)


@dataclass(frozen=True, slots=True)
class ArticleView:
    """A document in full, its claims marked, and the numbers in it that are no claims."""

    document: Document
    anchor: str
    language: str
    link: str
    body: Markup
    claims: int
    seen: int
    others: tuple[tuple[Reading, str, str], ...]


def contest_view(run: Run, contest: Contest, pictures: Sequence[Picture], first: int) -> ContestView:
    """The section of one contest; `first` is the number of its first finding on the page."""
    several = len(run.contests) > 1
    own = [claim for claim in run.claims if not several or claim.contest == contest.id]
    ids = {claim.claim for claim in own}
    found = [one for one in run.findings if not several or ids.intersection(one.claims)]
    documents = {document.id: document for document in run.documents}
    claims = _claim_views(own, documents, contest)
    by_id = {view.claim.claim: view for view in claims}
    rows = sides(own, contest)
    named = subjects([c for c in own if c.measure in {"share", "votes"}], contest)
    extra = tuple(m for m in _SOMETIMES if any(c.measure == m for c in own))
    findings = tuple(
        _finding_view(one, f"finding-{first + place}", by_id, documents, contest)
        for place, one in enumerate(sorted(found, key=_gravity))
    )
    further = tuple(one for one in findings if one.finding.check == "conflict")[_SETS_SHOWN:]
    return ContestView(
        contest=contest,
        heads=_heads(named, extra, contest),
        sides=tuple(_side_view(side, named, extra, contest) for side in rows),
        summary=tuple((side.name, _says(side, contest), side.coverage) for side in rows),
        findings=tuple(one for one in findings if one not in further),
        further=further,
        tally=tuple(
            (look, number)
            for verdict, look in words.VERDICTS.items()
            if (number := sum(one.verdict is verdict for one in found))
        ),
        claims=claims,
        pictures=tuple(pictures),
        documents=len({claim.document for claim in own if claim.document}),
    )


def _gravity(finding: Finding) -> tuple[int, bool, int, bool]:
    """Gravest verdict first; among equals what needs no assumption, then the order of the checks.

    Of two like findings, first the one above zero: "would need 140 %" is grasped at once, a negative share is not.
    """
    known = _CHECK_ORDER.get(finding.check, len(_CHECK_ORDER))
    return _SEVERITY[finding.verdict], bool(finding.assumption), known, finding.implied_low < 0


def _claim_views(claims: Sequence[Claim], documents: Mapping[str, Document], contest: Contest) -> tuple[ClaimView, ...]:
    places = {id: place for place, id in enumerate(documents)}
    ordered = sorted(claims, key=lambda claim: (places.get(claim.document, len(places)), claim.start, claim.end))
    return tuple(_claim_view(place + 1, one, documents.get(one.document), contest) for place, one in enumerate(ordered))


def _claim_view(number: int, claim: Claim, document: Document | None, contest: Contest) -> ClaimView:
    inside = document is not None and bool(text.placed([claim], document))
    return ClaimView(
        number=number,
        claim=claim,
        anchor=text.anchor(claim.claim),
        source=source_name(claim.source, contest),
        subject=subject_name(claim.subject, contest) if claim.subject else "",
        measure=words.MEASURES.get(claim.measure, claim.measure),
        words=wording.stated(claim),
        allows=wording.interval(claim.low, claim.high, MEASURES[claim.measure].unit),
        in_article=inside,
        sentence=text.sentences([claim], document)[0] if document and inside else None,
    )


def _heads(named: Sequence[str], extra: Sequence[str], contest: Contest) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The columns, in groups: share and votes of each candidate, then what is nobody's."""
    names = tuple(subject_name(subject, contest) for subject in named)
    groups = [("Vote share", names), ("Votes", names)] if names else []
    single = [("Lead", ()), *((words.MEASURES[m].capitalize(), ()) for m in (*_ALWAYS, *extra))]
    return (*groups, *single)


def _side_view(side: Side, named: Sequence[str], extra: Sequence[str], contest: Contest) -> SideView:
    cells = [_cell(side, [(measure, subject)], contest) for measure in ("share", "votes") for subject in named]
    leads = [(m, s) for m in ("margin_points", "margin_votes") for s in (*_ids(contest), "") if side.facts(m, s)]
    cells.append(_cell(side, leads, contest))
    for measure in (*_ALWAYS, *extra):
        keys = [(measure, "")]
        if measure == "coverage":
            keys += [("coverage_count", ""), ("coverage_total", "")]
        cells.append(_cell(side, keys, contest))
    return SideView(side.name, side.detail, tuple(cells))


def _ids(contest: Contest) -> list[str]:
    return [candidate.id for candidate in contest.candidates]


def _cell(side: Side, keys: Sequence[tuple[str, str]], contest: Contest) -> Cell:
    figures = []
    for measure, subject in keys:
        for fact in side.facts(measure, subject):
            said = wording.stated(fact.claim)
            if measure == "coverage_total":
                said = f"{said} in all"
            whose = subject_name(subject, contest) if measure.startswith("margin") and subject else ""
            figures.append((said, text.anchor(fact.claim.claim), fact.repeats, whose))
    return Cell(tuple(figures))


def _says(side: Side, contest: Contest) -> str:
    """What a side says of each candidate, in one line: "Nicolás Maduro 51.95 %, Edmundo González Urrutia 43.18 %"."""
    parts = []
    for subject in sorted(side.subjects, key=[*_ids(contest), *side.subjects].index):
        for measure in ("share", "votes", "margin_points", "margin_votes"):
            for fact in side.count.deciding(measure, subject):
                lead = "ahead by " if measure.startswith("margin") else ""
                parts.append((subject, f"{lead}{wording.stated(fact.claim)}"))
    said: dict[str, list[str]] = {}
    for subject, figure in parts:
        said.setdefault(subject, []).append(figure)
    return "; ".join(f"{subject_name(subject, contest)} {', '.join(figures)}" for subject, figures in said.items())


def _finding_view(
    finding: Finding, anchor: str, claims: Mapping[str, ClaimView], documents: Mapping[str, Document], contest: Contest
) -> FindingView:
    rests_on = tuple(claims[id] for id in finding.claims if id in claims)
    in_order = dict.fromkeys(row.claim.document for row in rests_on if row.in_article)
    return FindingView(
        anchor=anchor,
        finding=finding,
        verdict=words.VERDICTS[finding.verdict],
        check=words.CHECKS.get(finding.check, finding.check),
        subject=subject_name(finding.subject, contest) if finding.subject else "",
        stated=wording.interval(finding.stated_low, finding.stated_high, finding.unit),
        implied=wording.interval(finding.implied_low, finding.implied_high, finding.unit),
        slack=_slack(finding.slack),
        rests_on=rests_on,
        sentences=tuple(
            sentence for id in in_order for sentence in text.sentences([row.claim for row in rests_on], documents[id])
        ),
    )


def _slack(slack: float) -> str:
    if isnan(slack) or slack == 0:
        return ""
    if slack == float("inf"):
        return "no rounding, however coarse, would make them fit"
    figure = f"{slack:,.2g}" if slack < 10 else f"{slack:,.0f}"
    unit = "unit" if figure == "1" else "units"
    return f"{figure} printed {unit} would have to give way until all fit"


def article_views(run: Run) -> tuple[ArticleView, ...]:
    """Every document, in the order in which it was read."""
    readings: dict[str, list[Reading]] = {}
    for reading in run.readings:
        readings.setdefault(reading.document, []).append(reading)
    claims: dict[str, list[Claim]] = {}
    for claim in run.claims:
        claims.setdefault(claim.document, []).append(claim)
    return tuple(
        _article_view(document, place, claims.get(document.id, []), readings.get(document.id, []))
        for place, document in enumerate(run.documents)
    )


def _article_view(document: Document, place: int, claims: Sequence[Claim], readings: Sequence[Reading]) -> ArticleView:
    inside = text.placed(claims, document)
    return ArticleView(
        document=document,
        anchor=f"article-{place + 1}",
        # A plain text does not say its language; what its claims were read as does.
        language=text.language(document.language or next((claim.language for claim in inside), "")),
        link=text.link(document.url),
        body=text.marked(document, inside),
        claims=len(inside),
        seen=len(readings),
        others=tuple(
            (
                reading,
                document.text[max(0, reading.start - CONTEXT) : reading.start],
                document.text[reading.end : reading.end + CONTEXT],
            )
            for reading in readings
            if reading.status != "claim"
        ),
    )
