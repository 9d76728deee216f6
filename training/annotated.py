"""Annotated texts: folders of contests -> texts with the claims that a person found in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer import contest as contests
from analyzer.model import MEASURES, Contest, Document

HEDGES = ("exact", "about", "under", "over")
PLAIN = "plain-"  # how the names of contests begin whose texts are plain statements
_MARK = re.compile(r"\{\{(.+?)\}\}")

Annotated = tuple[str, str, str, list[dict[str, Any]]]  # name, text, language, claims


@dataclass(frozen=True)
class Text:
    """An annotated document: its contest, what it says, and the claims that a person found in it."""

    group: str  # texts of one election are held out together
    set: str
    contest: Contest
    document: Document
    language: str
    gold: list[dict[str, Any]]
    printed: bool = False  # a text of a gold set, and not written for training
    plain: bool = False  # nothing but a plain statement


def texts(folders: Iterable[Path]) -> list[Text]:
    """The annotated documents of some sets, in order: marked texts (README.md), or a text and a JSON file beside it."""
    found = []
    for folder in folders:
        for place in sorted(p.parent for p in folder.rglob("contest.toml")):
            known = contests.load(place / "contest.toml")
            group = re.sub(r"-b$", "", place.name)
            for path in sorted([*place.glob("*.json"), *place.glob("*.mark")]):
                plain = group.startswith(PLAIN)
                for name, body, language, gold in marked(path, plain) if path.suffix == ".mark" else [annotated(path)]:
                    kind = path.suffix != ".mark", plain
                    found.append(Text(group, folder.name, known, Document(name, body), language, gold, *kind))
    return found


def annotated(path: Path) -> Annotated:
    """The text beside a JSON file, with the claims that stand in it."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return path.stem, path.with_suffix(".txt").read_text(encoding="utf-8"), raw["language"], raw["claims"]


def marked(path: Path, plain: bool) -> Iterator[Annotated]:
    """A text with its claims marked in it, or so many plain statements, a blank line between them.

    The language is in the file's name.
    """
    raw = path.read_text(encoding="utf-8")
    for n, part in enumerate(raw.split("\n\n") if plain else [raw]):
        text, claims_ = _unmarked(part, path)
        yield f"{path.stem}-{n}" if n else path.stem, text, path.suffixes[0].lstrip("."), claims_


def _unmarked(raw: str, path: Path) -> tuple[str, list[dict[str, Any]]]:
    """(text, claims) of what is marked."""
    text, claims_, at = "", [], 0
    for found in _MARK.finditer(raw):
        text += raw[at : found.start()]
        quote, measure, subject, value, hedge, source = found.group(1).split("|")
        if measure not in MEASURES or MEASURES[measure].has_subject != bool(subject) or hedge not in HEDGES:
            raise SystemExit(f"{path}: expected a measure, its subject and a hedge, found {found.group()!r}")
        start = len(text)
        text += quote
        claims_.append(
            {
                "start": start,
                "end": len(text),
                "quote": quote,
                "measure": measure,
                "subject": subject,
                "value": float(value),
                "hedge": hedge,
                "source": source,
            }
        )
        at = found.end()
    return text + raw[at:], claims_
