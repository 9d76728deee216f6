"""The files beside the page that other programs read: a data package, and the claims as linked data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from analyzer import outputs, wording
from analyzer.model import Claim, Contest, Document, Finding, Run
from analyzer.reporting import text, words
from analyzer.sides import source_name, subject_name
from analyzer.tables import columns

_TABLES = (("claims", Claim, "One row a claim: a number that a source asserts."),
           ("findings", Finding, "One row a finding: what a check says of claims."))  # fmt: skip


def data_package(run: Run, written: Mapping[str, bytes], files: Sequence[str]) -> str:
    """datapackage.json (Frictionless Data Package) of claims.csv and findings.csv, whose bytes are in `written`.

    `files` are all that the report writes beside it: the next run replaces those and no others.
    """
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "description": description,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": len(written[f"{name}.csv"]),
            "hash": f"sha256:{hashlib.sha256(written[f'{name}.csv']).hexdigest()}",
            "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
            "schema": columns.schema(record),
        }
        for name, record, description in _TABLES
    ]
    named = "; ".join(contest.name for contest in run.contests) or "no contest recognised"
    content = {
        "profile": "tabular-data-package",
        "name": "-".join([outputs.PACKAGE_NAME, *(_slug(contest.id) for contest in run.contests[:1])]),
        "title": f"Election results, who claims what: {named}",
        "resources": resources,
        "files": list(files),
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _slug(id: str) -> str:
    return "".join(char if char.isascii() and (char.isalnum() or char in "-._") else "-" for char in id.lower())


def linked_data(run: Run) -> str:
    """claims.jsonld: each claim as a schema.org Claim, with who makes it and the article it appears in.

    No ClaimReview: a rating is a person's, and a finding is about several claims at once.
    """
    contests = {contest.id: contest for contest in run.contests}
    documents = {document.id: document for document in run.documents}
    graph = [_claim(claim, contests.get(claim.contest), documents.get(claim.document)) for claim in run.claims]
    return json.dumps({"@context": "https://schema.org", "@graph": graph}, indent=1, ensure_ascii=False) + "\n"


def _claim(claim: Claim, contest: Contest | None, document: Document | None) -> dict[str, object]:
    figure = words.MEASURES.get(claim.measure, claim.measure)
    of = f" of {subject_name(claim.subject, contest)}" if claim.subject and contest else ""
    made: dict[str, object] = {
        "@type": "Claim",
        "@id": f"report.html#claim-{text.anchor(claim.claim)}",
        "identifier": claim.claim,
        "name": f"{figure}{of}: {wording.stated(claim)}".replace(wording.NBSP, " "),
        "text": claim.quote,
    }
    if claim.language:
        made["inLanguage"] = claim.language
    if contest:
        made["about"] = {"@type": "Event", "name": contest.name, "startDate": contest.date.isoformat()}
    if claim.source and contest:
        made["author"] = {"@type": "Organization", "identifier": claim.source,
                          "name": source_name(claim.source, contest)}  # fmt: skip
    if document:
        made["appearance"] = _article(document)
    return made


def _article(document: Document) -> dict[str, object]:
    """A document as a CreativeWork; what is not stated of it is left out."""
    stated: dict[str, object] = {
        "name": document.title,
        "url": text.link(document.url),
        "datePublished": document.date,
        "sha256": document.sha256,
    }
    return {"@type": "CreativeWork", "identifier": document.id} | {name: said for name, said in stated.items() if said}
