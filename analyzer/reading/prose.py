"""A document as it is read: cleaned, laid out, folded, in its language, without the ages of those it names.

Everything behind this looks at the same text; `Prose.clean` says where a piece of it stands in the document.
"""

from __future__ import annotations

from typing import NamedTuple

from analyzer.cleaning import Clean, clean, without
from analyzer.model import Document
from analyzer.reading import ages, layout
from analyzer.reading import language as languages
from analyzer.reading.folding import fold
from analyzer.reading.language import Language
from analyzer.reading.words import Words


class Prose(NamedTuple):
    """`text` is what is read, `words` its words folded; `code` names its language."""

    text: str
    words: Words
    code: str
    language: Language
    clean: Clean


def of(document: Document) -> Prose:
    """The document as it is read."""
    read = clean(document.text)
    text = layout.prose(read.text)
    words = Words(fold(text))
    code = document.language if document.language in languages.codes() else languages.detect(words)
    language = languages.load(code)
    if found := ages.find(text, words.folded, language):
        read.leave_out(found, "age")
        text = without(text, [(age.start, age.end) for age in found])
        words = Words(fold(text))
    return Prose(text, words, code, language, read)
