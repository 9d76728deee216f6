"""report.html: the template, filled in and locked down."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from analyzer import wording
from analyzer.model import Run
from analyzer.plot.render import Rendered
from analyzer.reporting import findings, pictures, text, turning, view, words

_TEMPLATES = Path(__file__).parent / "templates"


def html(
    run: Run,
    sections: Sequence[view.ContestView],
    libraries: Mapping[str, str],
    beside: Sequence[str],
    unwritten: Sequence[str] = (),
) -> str:
    """The page of the `sections`; nothing in it is fetched from anywhere.

    `beside` names the files it links to, `unwritten` says which could not be written and why.
    """
    style, script = ((_TEMPLATES / name).read_text(encoding="utf-8") for name in ("style.css", "script.js"))
    template = _environment().get_template("report.html.j2")
    articles = view.article_views(run)
    return template.render(
        run=run,
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
        contests=sections,
        turnings={section.contest.id: turning.turning(section.found, run.uncounted) for section in sections},
        articles=articles,
        unkept=sum(bool(article.claims and not article.seen) for article in articles),
        seen=len(run.readings),
        read=sum(reading.status == "claim" for reading in run.readings),
        libraries=libraries,
        beside=beside,
        unwritten=unwritten,
        verdicts=words.VERDICTS,
        doubted=findings.DOUBTED,
        checks=words.CHECKS,
        hedges=words.HEDGES,
        done=words.CORRECTIONS,
        claimed={claim.claim for claim in run.claims},
    )


def contests(run: Run, drawn: Rendered, lang: str = "en") -> list[view.ContestView]:
    """A section for each contest of a run; `drawn` are the figures of all of them."""
    made: list[view.ContestView] = []
    for contest in run.contests:
        first = 1 + sum(len(one.found.every) for one in made)
        shown = view.contest_view(run, contest, pictures.of_contest(drawn.files, run, contest, lang), first)
        made.append(replace(shown, undrawn=pictures.undrawn(drawn.absent, run, contest)))
    return made


def policy(style: str, script: str) -> str:
    """The content security policy: no request, this one script, this one style sheet, images from the page itself."""
    return (
        f"default-src 'none'; img-src data:; script-src {_digest(script)}; style-src {_digest(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def _environment() -> Environment:
    # finalize sees every value, so no text reaches the page with acting characters in it.
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.filters["plural"] = wording.plural
    made.filters["anchor"] = text.anchor
    made.filters["plain"] = text.plain
    return made


def _shown(value: Any) -> Any:
    return text.shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value
