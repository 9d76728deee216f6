"""Definite descriptions that tell a woman from a man: "el exministro", "l'ancienne maire", "a antiga ministra".

Where one of the candidates whom a document names is a woman and the other a man, such a description can only be of one
of them. Descriptions that the document itself puts beside a name are told by that (`descriptions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analyzer.reading.languages.language import Language
from analyzer.reading.languages.words import Words

_TWO = 2


def find(
    words: Words,
    text: str,
    around: Sequence[range],
    genders: Mapping[str, str],
    named: Sequence[str],
    language: Language,
) -> list[tuple[int, int, str]]:
    """(start, end, candidate) of the descriptions among some words that only one of the candidates `named` can be.

    `genders`: candidate -> "f" or "m". None where `alone` knows nobody.
    """
    sure = alone(genders, named) if language.described_by else {}
    if not sure:
        return []
    return [
        (start, end, sure[gender]) for start, end, gender in _places(words, text, around, language) if gender in sure
    ]


def of_leading(genders: Mapping[str, str], often: Sequence[tuple[str, int]]) -> dict[str, str]:
    """As `alone`, of the two candidates whom a document names the most, by how often; of all whom it names as often."""
    clear = len(often) <= _TWO or often[_TWO][1] < often[1][1]
    leading = [candidate for candidate, _ in (often[:_TWO] if clear else often)]
    return alone(genders, leading) if all(c in genders for c in leading) else {}


def alone(genders: Mapping[str, str], named: Sequence[str]) -> dict[str, str]:
    """Gender -> the only one of the candidates `named` who has it; none where that of the two first is not known."""
    if len(named) < _TWO or any(c not in genders for c in named[:_TWO]):
        return {}
    whose = {gender: [c for c in named if genders.get(c) == gender] for gender in "fm"}
    return {gender: some[0] for gender, some in whose.items() if len(some) == 1}


def _places(words: Words, text: str, around: Sequence[range], language: Language) -> Iterator[tuple[int, int, str]]:
    """(start, end, gender) of the descriptions: none that is the title of a name, or goes on to say of what."""
    for some in around:
        for i in words.among(language.described_by, some):
            found = language.descriptive.match(words.folded, words.starts[i])
            if found is None:
                continue
            end = found.end()
            titled = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
            apposed = text[end : end + 2] == ", " and text[end + 2 : end + 3].isupper()
            if not titled and not apposed:
                yield found.start(), end, "f" if found["f"] else "m"
