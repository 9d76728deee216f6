"""Where sentences and paragraphs begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyzer.reading.language import Language

# A full stop, question or exclamation mark, closing quotes and brackets, a space, and then no lower-case letter;
# or a sentence glued to the next ("República.Dilma"); or a line end.
_END = re.compile(
    r"""(?<=[.!?…])["'»”’)\]]*[ \u00a0]+(?=["'«“‘(\[¿¡]*[^\W_a-zà-ÿ])"""
    r"""|(?<=[^\W\d_]{4}[.!?])(?=[A-ZÀ-Þ][a-zà-ÿ])"""
    r"""|\n+"""
)
_LAST_WORD = re.compile(r"([^\W\d_]+)\.$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, half open; `paragraph` counts the paragraphs of the document from 0."""

    start: int
    end: int
    paragraph: int


def split(text: str, folded: str, language: Language) -> list[Sentence]:
    """The sentences of a document, in order. They do not overlap; only blanks lie between them."""
    found, start, paragraph = [], 0, 0
    for end in _END.finditer(text):
        line_end = "\n" in end.group()
        if not line_end and _is_abbreviation(text, folded, start, end.start(), language):
            continue
        if text[start : end.start()].strip():
            found.append(Sentence(start, end.start(), paragraph))
        start = end.end()
        paragraph += line_end
    if text[start:].strip():
        found.append(Sentence(start, len(text), paragraph))
    return found


def _is_abbreviation(text: str, folded: str, start: int, end: int, language: Language) -> bool:
    """Does the stop before `end` belong to an abbreviation or an initial ("Mr.", "J. Trump")?"""
    last = _LAST_WORD.search(folded, max(start, end - 20), end)
    if last is None:
        return False
    return last.group(1) in language.abbreviations or (end - last.start() == 2 and text[last.start()].isupper())
