"""Sample records for the tests of what people look at: the five articles' claims, and made-up ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from analyzer import checks, wording
from analyzer.model import (
    Basis,
    Candidate,
    Claim,
    Contest,
    Document,
    Finding,
    Hedge,
    Reading,
    Run,
    Source,
    SourceKind,
    Verdict,
)
from analyzer.tallies import METHODS

CONTEST = Contest(
    id="venezuela-2024-presidential",
    name="Venezuela, presidential election",
    date=date(2024, 7, 28),
    country="VE",
    candidates=(
        Candidate("maduro", "Nicolás Maduro", ("Maduro",), "PSUV"),
        Candidate("gonzalez", "Edmundo González Urrutia", ("González",), "MUD"),
    ),
    sources=(
        Source("cne", "National Electoral Council", SourceKind.AUTHORITY),
        Source("government", "Government of Venezuela", SourceKind.GOVERNMENT, candidate="maduro"),
        Source("opposition", "Opposition (Unitary Platform)", SourceKind.CAMPAIGN, candidate="gonzalez"),
        Source("ap", "Associated Press", SourceKind.MEDIA),
    ),
    tally_sheets=30026,
)

_TEXTS = {
    "minutes.txt": (
        "Two weeks later: the opposition has published more than 80 percent of the minutes. A $15 million bounty."
    ),
    "margin.txt": (
        "The opposition claims González beat Maduro by a margin of 65% to 30%, with tallies from 80% of the voting "
        "stations.\nThe regime claims Maduro won with close to 52% of the vote."
    ),
    "protocols.txt": (
        "After processing almost 97% of the protocols, 51.95% voted for Nicolás Maduro, and 43.18% for his rival, "
        "the council said. In 2020 the reward was $5 million."
    ),
    "tallies.txt": (
        "Their efforts revealed González won by almost 38 percentage points, collecting 7.3 million votes to "
        "Maduro's 3.3 million. Over 2,400 were arrested."
    ),
}

# document, quote, measure, subject, value, resolution, low, high, hedge, source
_FIGURES = (
    ("minutes.txt", "80 percent", "coverage", "", 80.0, 1.0, 80.0, 81.0, Hedge.AT_LEAST, "opposition"),
    ("margin.txt", "65%", "share", "gonzalez", 65.0, 1.0, 64.5, 65.5, Hedge.EXACT, "opposition"),
    ("margin.txt", "30%", "share", "maduro", 30.0, 1.0, 29.5, 30.5, Hedge.EXACT, "opposition"),
    ("margin.txt", "80%", "coverage", "", 80.0, 1.0, 79.5, 80.5, Hedge.EXACT, "opposition"),
    ("margin.txt", "52%", "share", "maduro", 52.0, 1.0, 51.0, 52.0, Hedge.UNDER, "government"),
    ("protocols.txt", "97%", "coverage", "", 97.0, 1.0, 96.0, 97.0, Hedge.UNDER, "cne"),
    ("protocols.txt", "51.95%", "share", "maduro", 51.95, 0.01, 51.945, 51.955, Hedge.EXACT, "cne"),
    ("protocols.txt", "43.18%", "share", "gonzalez", 43.18, 0.01, 43.175, 43.185, Hedge.EXACT, "cne"),
    ("tallies.txt", "38 percentage points", "margin_points", "gonzalez", 38.0, 1.0, 37.0, 38.0,
     Hedge.UNDER, "opposition"),
    ("tallies.txt", "7.3 million votes", "votes", "gonzalez", 7.3e6, 1e5, 7.25e6, 7.35e6, Hedge.EXACT, "opposition"),
    ("tallies.txt", "3.3 million", "votes", "maduro", 3.3e6, 1e5, 3.25e6, 3.35e6, Hedge.EXACT, "opposition"),
)  # fmt: skip


def make_claim(name: str, source: str, measure: str, subject: str, value: float, **more: object) -> Claim:
    """A claim whose reading is its value, unless `more` says otherwise."""
    fields: dict[str, object] = {
        "claim": name,
        "document": "",
        "start": 0,
        "end": 0,
        "quote": "",
        "source": source,
        "measure": measure,
        "subject": subject,
        "value": value,
        "resolution": 0.0,
        "low": value,
        "high": value,
        "contest": CONTEST.id,
    }
    return Claim(**(fields | more))  # type: ignore[arg-type]


def documents() -> tuple[Document, ...]:
    return tuple(Document(id=name, text=text, sha256="0" * 64, language="en") for name, text in _TEXTS.items())


def claims() -> tuple[Claim, ...]:
    made = []
    for place, (document, quote, measure, subject, value, resolution, low, high, hedge, source) in enumerate(_FIGURES):
        start = _TEXTS[document].index(quote)
        made.append(
            Claim(
                claim=f"c{place + 1}",
                document=document,
                start=start,
                end=start + len(quote),
                quote=quote,
                source=source,
                measure=measure,
                subject=subject,
                value=value,
                resolution=resolution,
                low=low,
                high=high,
                hedge=hedge,
                basis=Basis.UNSTATED,
                statement=f"{document}#{source}",
                language="en",
                contest=CONTEST.id,
            )
        )
    return tuple(made)


def findings() -> tuple[Finding, ...]:
    """One of each verdict."""
    equal = wording.assumed(0.25, 1.75)
    return (
        Finding("share-sum", Verdict.CONSISTENT, ("cne",), ("c7", "c8"), "", 95.13, 95.13, 0, 100, "percent", 0, "",
                "The two shares of National Electoral Council add to 95.13 %, which leaves room for others."),
        Finding("compatibility", Verdict.INCONSISTENT, ("cne", "opposition"), ("c6", "c7", "c3", "c4"), "maduro",
                51.945, 51.955, 136.02, 144.65, "percent", 12.5, equal,
                "For 51.95 % overall, Nicolás Maduro would need 136.02–144.65 % of the votes not yet counted."),
        Finding("margin", Verdict.STRAINED, ("opposition",), ("c9", "c2", "c3", "c10", "c11"), "gonzalez", 37, 38,
                34.697, 36, "points", 1, "", "A lead of almost 38 points fits the two leading candidates’ votes only."),
        Finding("implied-total", Verdict.CONSISTENT, ("opposition",), ("c2", "c3", "c10", "c11"), "",
                implied_low=11068702, implied_high=11355932, unit="votes", slack=0,
                message="Votes and shares of both candidates fit totals of 11,068,702–11,355,932."),
        Finding("coverage", Verdict.UNDETERMINED, ("government",), ("c5",), "",
                message="Government of Venezuela states no coverage, so what it leaves uncounted is unknown."),
    )  # fmt: skip


def readings() -> tuple[Reading, ...]:
    made = [
        Reading(claim.document, claim.start, claim.end, claim.quote, "claim", "", claim.claim) for claim in claims()
    ]
    for document, quote, status, reason in (
        ("minutes.txt", "$15 million", "other", "money"),
        ("protocols.txt", "$5 million", "other", "money"),
        ("protocols.txt", "2020", "other", "a year"),
        ("tallies.txt", "2,400", "unread", "no measure beside it"),
    ):
        start = _TEXTS[document].index(quote)
        made.append(Reading(document, start, start + len(quote), quote, status, reason))
    return tuple(made)


def run() -> Run:
    return Run(
        documents=documents(),
        contests=(CONTEST,),
        claims=claims(),
        findings=findings(),
        readings=readings(),
        notes=(f"contest {CONTEST.id}: it names the candidates of 4 of 4 documents",),
        methods=(*(check.method for check in checks.CHECKS), *METHODS),
    )


def crowd(candidates: int, sources: int) -> tuple[Contest, tuple[Claim, ...]]:
    """Many candidates with long names and many sources, each source leaving out one candidate."""
    names = [f"Candidate {place} Maximiliana Fernández de la Concepción y Aragón" for place in range(candidates)]
    contest = replace(
        CONTEST,
        candidates=tuple(Candidate(f"k{place}", name) for place, name in enumerate(names)),
        sources=tuple(
            Source(f"s{place}", f"Observer Mission of the United Assemblies, Chapter {place}", SourceKind.OBSERVER)
            for place in range(sources)
        ),
    )
    made = []
    for s in range(sources):
        for k in range(candidates):
            if k == s % 9:
                continue
            value = round(100 / (k + 1.5) / 1.6 + s / 3, 1)
            made.append(
                make_claim(f"s{s}k{k}", f"s{s}", "share", f"k{k}", value, resolution=0.1, low=value - 0.05,
                           high=value + 0.05)
            )  # fmt: skip
            made.append(make_claim(f"v{s}k{k}", f"s{s}", "votes", f"k{k}", round(value * 12345.67)))
        if s % 3:
            made.append(
                make_claim(f"cov{s}", f"s{s}", "coverage", "", 50.0 + s, resolution=1.0, low=49.5 + s, high=50.5 + s)
            )
    return contest, tuple(made)
