"""How well claims agree with an annotation: precision, recall and F1 at four depths, and each error in its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotated import Text

from analyzer.model import Claim
from analyzer.reading import claims
from analyzer.reading.deciding import Decider
from analyzer.reading.meaning.weights import Weights

LEVELS = {
    "number": (),
    "+measure": ("measure",),
    "+subject": ("measure", "subject"),
    "+source": ("measure", "subject", "source"),
}
FOLDED = {"at_most": "under", "at_least": "over"}


def matched(gold: list[dict[str, Any]], found: list[dict[str, Any]], fields: Sequence[str]) -> list[tuple[int, int]]:
    """One-to-one pairs of indices whose spans overlap and whose values and fields agree."""
    pairs: list[tuple[int, int]] = []
    used: set[int] = set()
    for n, g in enumerate(gold):
        fraction = abs(g["value"] * 1e4 - round(g["value"] * 1e4)) > 1e-6
        best, most = None, 0
        for i, f in enumerate(found):
            shared = min(g["end"], f["end"]) - max(g["start"], f["start"])
            near = abs(g["value"] - f["value"]) <= max(1e-6 * abs(g["value"]), 0.005 if fraction else 1e-9)
            if i not in used and near and shared > most and all(g[k] == f[k] for k in fields):
                best, most = i, shared
        if best is not None:
            used.add(best)
            pairs.append((n, best))
    return pairs


@dataclass
class Score:
    """Counts over some texts: claims annotated, claims found, and how many agree at each depth."""

    gold: int = 0
    found: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    empty: int = 0
    false_in_empty: int = 0

    def f1(self, level: str) -> float:
        """F1 at a depth."""
        return 2 * self.hits[level] / max(1, self.gold + self.found)

    def line(self) -> str:
        """The score in one line."""
        depths = " ".join(f"{level} {self.f1(level):.3f}" for level in LEVELS)
        precision = self.hits["number"] / max(1, self.found)
        rest = f"gold {self.gold}, found {self.found}, number precision {precision:.3f}"
        return f"{depths} ({rest}; false in {self.empty} texts without claims {self.false_in_empty})"


def read(text: Text, weights: Weights) -> list[dict[str, Any]]:
    """The claims that the reader finds in a text under some weights."""
    return rows(claims.extract(text.document, text.contest, Decider(weights))[0])


def rows(found: Iterable[Claim]) -> list[dict[str, Any]]:
    """Claims as annotations are written."""
    return [
        {
            "start": c.start,
            "end": c.end,
            "value": c.value,
            "measure": c.measure,
            "subject": c.subject,
            "source": c.source,
            "quote": c.quote,
            "hedge": FOLDED.get(c.hedge.value, c.hedge.value),
        }
        for c in found
    ]


def score(text: Text, found: list[dict[str, Any]], *scores: Score) -> None:
    """Add a text's score to some."""
    for s in scores:
        s.gold += len(text.gold)
        s.found += len(found)
        if not text.gold:
            s.empty += 1
            s.false_in_empty += len(found)
        for level, fields in LEVELS.items():
            s.hits[level] += len(matched(text.gold, found, fields))


def errors(text: Text, found: list[dict[str, Any]]) -> Iterable[str]:
    """Each miss and each false claim of a text, with the words around it."""
    right = matched(text.gold, found, LEVELS["+source"])
    body = text.document.text
    for n, g in enumerate(text.gold):
        if n not in {a for a, _ in right}:
            near = [f for f in found if min(g["end"], f["end"]) > max(g["start"], f["start"])]
            got = "; ".join(f"{f['measure']} {f['subject']} {f['value']:g} [{f['source']}]" for f in near) or "nothing"
            around = (
                body[max(0, g["start"] - 160) : g["start"]] + "⟦" + g["quote"] + "⟧" + body[g["end"] : g["end"] + 60]
            )
            yield (
                f"{text.set}/{text.group}/{text.document.id}: {g['measure']} {g['subject']} {g['value']:g} "
                f"[{g['source']}] <- {got}\n      {around!r}"
            )
    for i, f in enumerate(found):
        if i not in {b for _, b in right} and all(
            min(g["end"], f["end"]) <= max(g["start"], f["start"]) for g in text.gold
        ):
            around = (
                body[max(0, f["start"] - 160) : f["start"]] + "⟦" + f["quote"] + "⟧" + body[f["end"] : f["end"] + 60]
            )
            yield (
                f"{text.set}/{text.group}/{text.document.id}: FALSE {f['measure']} {f['subject']} {f['value']:g} "
                f"[{f['source']}]\n      {around!r}"
            )
