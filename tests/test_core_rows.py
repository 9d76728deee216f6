"""The linear rows that figures of a count make, each written out: tests/core_rows.txt.

There every unknown has a letter. A row can be followed by hand: "65 %" is 0.645 T ≤ m, and with T = m + g + r times 200
that is -71 m +129 g +129 r ≤ 0, which gives way by 2 m +2 g +2 r, a hundredth of T times 200, for every unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from claims_support import CONTEST, claim

from analyzer.counts import counts
from analyzer.feasibility.draft import Frame
from analyzer.feasibility.model import systems
from analyzer.feasibility.rows import Row, System
from analyzer.model import Basis, Candidate, Claim

FILE = Path(__file__).with_name("core_rows.txt")


def told(text: str) -> Claim:
    words, *more = (part.strip() for part in text.split("|"))
    given = {}
    for one in more:
        given["basis" if one in set(Basis) else "document" if one[:3] == "doc" else "statement"] = one
    return claim(words, claim=text, **given)


def side(terms: tuple[tuple[int, int], ...], letters: str) -> str:
    return " ".join(f"{c:+d} {letters[v]}" for v, c in terms)


def needed(row: Row, system: System) -> str:
    """The figures that a row needs, by their number, and the bases by count: v1 is valid votes for the second."""
    bits, figures = [n for n in range(row.needs.bit_length()) if row.needs >> n & 1], len(system.facts)
    return " ".join(str(n + 1) if n < figures else f"{'vt'[(n - figures) % 2]}{(n - figures) // 2}" for n in bits)


def line(row: Row, system: System, letters: str) -> str:
    left = f"{row.name}: {side(row.terms, letters)} {'<' if row.strict else '≤'} {row.limit}"
    more = [side(row.room, letters)] * bool(row.room) + [str(row.more)] * bool(row.more)
    parts = [left, *(["both ways"] * row.tight), *([f"gives {' '.join(more)}"] * bool(more)), needed(row, system)]
    return " | ".join(part for part in parts if part)


def of_system(system: System, letters: str) -> list[str]:
    places = " ".join(
        f"{'all' if count is None else count}.{subject}={''.join(letters[v] for v in of)}"
        for (count, subject), of in system.votes.items()
    )
    assumed = " ".join(f"{place}{letters[v]}{sign:+d}" for place, v, sign in system.assumed)
    chosen = " ".join(f"{count}.{what}={choice}" for (count, what), choice in system.chosen.items())
    choices = " ".join(f"{bits:b}{'+' if first else '-'}" for bits, first in system.choices)
    told = f"homes {' '.join(map(str, system.homes))}; assumed {assumed}; chosen {chosen}; choices {choices}"
    return [f"case {system.case or '-'}", f"votes {places}", told]


def cases() -> Iterator[Any]:
    for block in FILE.read_text(encoding="utf-8").split("== ")[1:]:
        name, head, *lines = block.strip().splitlines()
        claims = [text.removeprefix("- ") for text in lines if text.startswith("- ")]
        letters = dict(text[1:].split(" ", 1) for text in lines if text[0] == "=")
        expected = [text for text in lines if not text.startswith(("- ", "="))]
        yield pytest.param(head.split(), claims, letters, expected, id=name)


def made(head: list[str], claims: list[str]) -> list[System]:
    """The systems of some claims: "widest", "complete", "e=1/4", names of candidates, "only=1" for one claim's rows."""
    more = dict(word.split("=") for word in head if "=" in word)
    contest = replace(CONTEST, complete="complete" in head)
    names = [word for word in head if "=" not in word and word not in {"complete", "widest", "usual"}]
    if names:
        contest = replace(contest, candidates=tuple(Candidate(name, name) for name in names))
    frame = Frame(Fraction(more.get("e", "1/4")), "widest" in head)
    only = [claims[int(more["only"]) - 1]] if "only" in more else None
    return list(systems(counts([told(text) for text in claims]), contest, frame, only))


@pytest.mark.parametrize(("head", "claims", "letters", "expected"), list(cases()))
def test_rows_of_figures(head: list[str], claims: list[str], letters: dict[str, str], expected: list[str]) -> None:
    found: list[str] = []
    known: set[str] = set()
    for system in made(head, claims):
        assert list(system.variables) == list(letters.values())
        rows = [line(row, system, "".join(letters)) for row in system.rows]
        # Of a further case only what no other has is written out.
        found += [*of_system(system, "".join(letters)), *(row for row in rows if row not in known)]
        known.update(rows)
    assert found == expected
