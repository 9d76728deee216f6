"""A document as it is read: cleaned, laid out, folded, in its language, without what parts names, verbs and figures.

Everything behind this looks at the same text; `Prose.clean` says where a piece of it stands in the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analyzer.cleaning import Clean, clean, without
from analyzer.folding import fold
from analyzer.model import Contest, Document
from analyzer.reading.languages import detection
from analyzer.reading.languages import language as languages
from analyzer.reading.languages.language import Language
from analyzer.reading.languages.words import Words
from analyzer.reading.prose import casing, formers, furniture, layout, transparent


class Prose(NamedTuple):
    """`text` is what is read, `words` its words folded; `code` names its language."""

    text: str
    words: Words
    code: str
    language: Language
    clean: Clean


def of(document: Document, contest: Contest | None = None) -> Prose:
    """The document as it is read; a text in letters of one case has the names of `contest` as they are written."""
    read = clean(document.text)
    text = layout.prose(casing.cased(read.text, contest))
    words = Words(fold(text))
    code = document.language if document.language in languages.codes() else detection.detect(words)
    language = languages.load(code)
    if lines := list(furniture.find(words, language)):
        read.drop(lines)
        text = without(text, lines)
        words = Words(fold(text))

    def left_out(found: Sequence[transparent.Piece], what: str) -> tuple[str, Words]:
        if not found:
            return text, words
        read.leave_out(found, what)
        rest = without(text, [(piece.start, piece.end) for piece in found])
        return rest, Words(fold(rest))

    text, words = left_out(transparent.find(text, words.folded, language), "age")
    if contest:
        text, words = left_out(formers.find(words, language, contest.date.year), "an earlier vote")
    return Prose(text, words, code, language, read)
