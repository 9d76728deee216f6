"""What the page shows, gathered from the records: each class is what one part of the template reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from analyzer import wording
from analyzer.model import Claim, Contest, Document, Reading, Run
from analyzer.reporting import findings, text, words
from analyzer.reporting.findings import Brief, ClaimView, Grouped
from analyzer.reporting.pictures import Picture
from analyzer.sides import Side, sides, source_name, subject_name, subjects

#: Measures that the side-by-side table always has a column for; the others only where somebody states them.
_ALWAYS = ("turnout", "coverage")
_SOMETIMES = ("ballots", "registered")
#: Units that the head of a column names already.
_UNITS_IN_HEAD = {"votes": "votes", "ballots": "votes", "registered": "voters"}
CONTEXT = 60
#: Of claims that are less sure than this one in two was read rightly (docs/reading.md).
_DOUBTED = 0.7
#: Candidates of whom the summary says what a source gives them.
_SAID = 6


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
class ContestView:
    """One contest's section; `alone`: a single source speaks; `silent`: candidates that nobody gives a figure for."""

    contest: Contest
    heads: tuple[tuple[str, tuple[str, ...]], ...]
    sides: tuple[SideView, ...]
    summary: tuple[tuple[str, str, str], ...]
    found: Grouped
    brief: Brief | None
    tally: tuple[tuple[words.VerdictWords, int], ...]
    claims: tuple[ClaimView, ...]
    pictures: tuple[Picture, ...]
    documents: int
    alone: bool
    silent: tuple[str, ...]
    undrawn: tuple[str, ...] = ()


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
    tabled = run.tables_of == contest.id
    found = [one for one in run.findings if not several or ids.intersection(one.claims) or (tabled and not one.claims)]
    stood_in = {claim.document for claim in own}
    articles = {document.id: text.article(document) for document in run.documents if document.id in stood_in}
    rows = sides(own, contest)
    details = {fact.claim.claim: side.detail for side in rows for facts in side.count.facts.values() for fact in facts}
    doubts = {r.claim: f"{r.certainty:.0%} sure" for r in run.readings if r.certainty < _DOUBTED}
    claims = tuple(
        replace(row, count=details.get(row.claim.claim, ""), doubt=doubts.get(row.claim.claim, ""))
        for row in _claim_views(own, articles, contest)
    )
    named = subjects([c for c in own if c.measure in {"share", "votes"}], contest)
    extra = tuple(m for m in _SOMETIMES if any(c.measure == m for c in own))
    grouped = findings.grouped(found, claims, articles, contest, first)
    return ContestView(
        contest=contest,
        heads=_heads(named, extra, contest),
        sides=tuple(_side_view(side, named, extra, contest) for side in rows),
        summary=tuple((_titled(side), _says(side, contest), side.coverage) for side in rows),
        found=grouped,
        brief=findings.brief(grouped, contest),
        tally=tuple(
            (look, number)
            for verdict, look in words.VERDICTS.items()
            if (number := sum(one.verdict is verdict for one in found))
        ),
        claims=claims,
        pictures=tuple(pictures),
        documents=len({claim.document for claim in own if claim.document}),
        alone=len({claim.source for claim in own}) == 1,
        silent=_silent(own, contest),
    )


def _silent(claims: Sequence[Claim], contest: Contest) -> tuple[str, ...]:
    """Candidates that no claim is about: said, for a gap that nobody names is taken for zero."""
    named = {claim.subject for claim in claims}
    return tuple(one.name for one in contest.candidates if one.id not in named) if claims else ()


def _claim_views(
    claims: Sequence[Claim], articles: Mapping[str, text.Article], contest: Contest
) -> tuple[ClaimView, ...]:
    places = {id: place for place, id in enumerate(articles)}
    ordered = sorted(claims, key=lambda claim: (places.get(claim.document, len(places)), claim.start, claim.end))
    return tuple(_claim_view(place + 1, one, articles.get(one.document), contest) for place, one in enumerate(ordered))


def _claim_view(number: int, claim: Claim, article: text.Article | None, contest: Contest) -> ClaimView:
    quoted = text.sentences([claim], article) if article else ()
    return ClaimView(
        number=number,
        claim=claim,
        anchor=text.anchor(claim.claim),
        source=source_name(claim.source, contest),
        subject=subject_name(claim.subject, contest) if claim.subject else "",
        measure=words.MEASURES.get(claim.measure, claim.measure),
        words=wording.stated_of(claim),
        allows=wording.interval(claim.low, claim.high, wording.noun(claim.measure)),
        in_article=bool(quoted),
        sentence=quoted[0] if quoted else None,
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


def _titled(side: Side) -> str:
    """A count's source, and which count of it, where it has several."""
    return f"{side.name}, {side.detail}" if side.detail else side.name


def _ids(contest: Contest) -> list[str]:
    return [candidate.id for candidate in contest.candidates]


def _cell(side: Side, keys: Sequence[tuple[str, str]], contest: Contest) -> Cell:
    figures = []
    for measure, subject in keys:
        for fact in side.facts(measure, subject):
            said = wording.stated_of(fact.claim)
            said = wording.bare(said, _UNITS_IN_HEAD.get(measure, ""))
            if measure == "coverage_total":
                said = f"{said} in all"
            whose = subject_name(subject, contest) if measure.startswith("margin") and subject else ""
            figures.append((said, text.anchor(fact.claim.claim), fact.repeats, whose))
    return Cell(tuple(figures))


def _says(side: Side, contest: Contest) -> str:
    """What a side says of each candidate, in one line: "Nicolás Maduro 51.95 %, Edmundo González Urrutia 43.18 %".

    Of many candidates, those with the most, and how many more there are.
    """
    said: dict[str, list[str]] = {}
    for subject in sorted(side.subjects, key=[*_ids(contest), *side.subjects].index):
        for measure in ("share", "votes", "margin_points", "margin_votes"):
            for fact in side.count.deciding(measure, subject):
                lead = "ahead by " if measure.startswith("margin") else ""
                said.setdefault(subject, []).append(f"{lead}{wording.stated_of(fact.claim)}")
    named = list(said) if len(said) <= _SAID else _most(side, list(said))
    told = [f"{subject_name(subject, contest)} {', '.join(said[subject])}" for subject in named]
    return "; ".join([*told, *([f"and {len(said) - _SAID} more"] if len(said) > _SAID else [])])


def _most(side: Side, named: Sequence[str]) -> list[str]:
    """The subjects with the highest shares, else votes; the first ones where not all of them have the one or other."""
    for measure in ("share", "votes"):
        figures = {subject: side.count.deciding(measure, subject) for subject in named}
        if all(figures.values()):
            return sorted(named, key=lambda subject: figures[subject][0].claim.value, reverse=True)[:_SAID]
    return list(named[:_SAID])


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
