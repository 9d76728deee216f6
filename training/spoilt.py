"""Read annotated texts spoilt in ways that leave their meaning as it is: how far does that change what is read?

    python training/spoilt.py SET...

Each line: a way of spoiling, the texts that it changes, and F1 of number and of source, as they are and spoilt, with
the weights that come with the program. docs/decisions/clean-text.md has the figures.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from annotated import Text, texts
from scoring import Score, read, score

from analyzer.reading.meaning import weights

Edit = tuple[int, int, str]
_AGE = {"en": ", 54,", "es": ", de 54 años,", "fr": ", 54 ans,", "pt": ", de 54 anos,"}


def edited(text: Text, edits: Sequence[Edit]) -> Text:
    """The text with pieces replaced, its annotation moved with them: what is replaced in part is quoted whole."""
    starts = [start for start, _, _ in edits]
    grown = [0, *accumulate(len(instead) - (end - start) for start, end, instead in edits)]
    body, pieces, at = text.document.text, [], 0
    for start, end, instead in edits:
        pieces += [body[at:start], instead]
        at = end

    def moved(place: int, last: bool) -> int:
        i = bisect_left(starts, place + (not last))  # the edits that begin before it
        if i and place < edits[i - 1][1]:
            return edits[i - 1][last] + grown[i - 1 + last]
        return place + grown[i]

    gold = [{**g, "start": moved(g["start"], False), "end": moved(g["end"], True)} for g in text.gold]
    whole = "".join([*pieces, body[at:]])
    return replace(text, document=replace(text.document, text=whole), gold=gold)


def _sub(pattern: str, instead: str | Callable[[re.Match[str]], str]) -> Callable[[Text], list[Edit]]:
    def edits(text: Text) -> list[Edit]:
        found = re.finditer(pattern, text.document.text)
        return [(*m.span(), instead(m) if callable(instead) else m.expand(instead)) for m in found]

    return edits


def _apart(text: Text) -> list[Edit]:
    signs = [(i, unicodedata.normalize("NFD", c)) for i, c in enumerate(text.document.text)]
    return [(i, i + 1, apart) for i, apart in signs if len(apart) > 1]


def _aged(text: Text) -> list[Edit]:
    last = {c.name.split()[-1] for c in text.contest.candidates if " " in c.name}
    places = {name: text.document.text.find(f"{name} ") + len(name) for name in last}
    return sorted((at, at, _AGE[text.language]) for name, at in places.items() if at >= len(name))


WAYS: dict[str, Callable[[Text], list[Edit]]] = {
    "fixed blanks": _sub(" ", "\u00a0"),
    "narrow blanks behind figures": _sub(r"(?<=\d) (?=[a-z%])", "\u202f"),
    "soft hyphens": _sub(r"(?<=[a-zà-ÿ]{3})(?<=[aeiou])(?=[a-zà-ÿ]{3})", "\u00ad"),
    "blanks of no width": _sub("(?= )", "\u200b"),
    "marks of direction": _sub(r"(?<![\d.,])(\d[\d.,]*%?)", "\u200e\\1\u200e"),
    "accents apart": _apart,
    "returns": _sub("\n", "\r\n"),
    "blanks on empty lines": _sub("\n\n", "\n \n"),
    "a margin": _sub(r"(?m)^(?=\S)", "    "),
    "two blanks for one": _sub(r"(?<=\w) (?=\w)", "  "),
    "emphasis": _sub(r"(?<!\w)(\d[\d.,]*\d ?%)", "**\\1**"),
    "notes in brackets": _sub(r"(?<=[a-z])\.(?= [A-Z])", ".[1]"),
    "entities": _sub("%", "&#37;"),
    "ages": _aged,
}


def main() -> None:
    """Spoil, read and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    some, known = texts(parser.parse_args().sets), weights.load()
    as_read = [read(t, known) for t in some]
    for name, way in WAYS.items():
        plain, spoilt, count = Score(), Score(), 0
        for text, found in zip(some, as_read, strict=True):
            if edits := way(text):
                other = edited(text, edits)
                score(text, found, plain)
                score(other, read(other, known), spoilt)
                count += 1
        figures = " ".join(
            f"{level} {plain.f1(level):.3f} -> {spoilt.f1(level):.3f}" for level in ("number", "+source")
        )
        print(f"{name:30} {count:4} texts  {figures}")


if __name__ == "__main__":
    main()
