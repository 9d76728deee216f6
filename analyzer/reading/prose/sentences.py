"""Where sentences and paragraphs begin and end."""

from __future__ import annotations

import re
from typing import NamedTuple

from analyzer.cleaning import Clean
from analyzer.model import Document
from analyzer.reading import prose
from analyzer.reading.languages.language import Language

# A full stop, question or exclamation mark, closing quotes and brackets, a space, and then no lower-case letter (French
# quotes have blanks inside: "« … . » Le");
# or a sentence glued to the next ("República.Dilma", "a 52 %.Le rival"); or a line end.
# It begins with a sign, so that places are found at the speed of a search for signs.
_END = re.compile(
    r"""[.!?…\n](?:(?<=\n)\n*"""
    r"""|(?<!\n)["'”’)\]]*(?:[ \u00a0]?»[)\]]?)?(?P<gap>[ \u00a0]+)"""
    r"""(?=["'“‘(\[]*(?:«[ \u00a0]?)?["'“‘(\[¿¡]*[^\W_a-zà-ÿ])"""
    r"""|(?:(?<=[^\W\d_]{4}[.!?])|(?<=[%)»][.!?]))(?P<glued>)(?=[A-ZÀ-Þ][a-zà-ÿ]))"""
)
LEAD = 2  # sentences of a document that say what it is about
LINE = 60  # characters of a line of a list, or of its heading, at most
LONGEST = 1000  # characters; what goes on for longer is no sentence, and is read in pieces
_ITEM = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z])[.)]")  # the number of an item in a list, which ends no sentence
# What an item of a list begins with.
LISTED = re.compile(r"[ \t]*(?:[-*\u2022\u2013\u2014\u00b7]|\(?(?:\d{1,3}|[a-zA-Z])[.)])[ \u00a0]")
_BEHIND_DOTS = re.compile(r"[ \u00a0][(\d]")
_LONG_WORD = 20  # characters of an abbreviation at most, with its stop


class Sentence(NamedTuple):
    """A sentence, half open; `paragraph` counts the paragraphs of the document from 0."""

    start: int
    end: int
    paragraph: int


def of(document: Document) -> list[Sentence]:
    """The sentences of a document as it is read, where they stand in it."""
    laid, words, _, language, read = prose.of(document)
    return placed(split(laid, words.folded, language), read)


def placed(sentences: list[Sentence], read: Clean) -> list[Sentence]:
    """The sentences of a text that was cleaned, where they stand in the original."""
    return sentences if read.same else [Sentence(*read.span(s.start, s.end), s.paragraph) for s in sentences]


def split(text: str, folded: str, language: Language) -> list[Sentence]:
    """The sentences of a document, in order. They do not overlap; only blanks lie between them."""
    found: list[Sentence] = []
    start, paragraph, line = 0, 0, 0
    listed = False
    for end in _END.finditer(text):
        kind = end.lastgroup
        stop = end.start(kind) if kind else end.start()
        if kind and (_is_abbreviation(text, folded, start, stop, language) or _ITEM.fullmatch(text, start, stop)):
            continue
        found += _pieces(text, start, stop, paragraph)
        if kind is None:  # the items of a list belong to the paragraph that it begins with
            opens = text[line:stop].rstrip().endswith(":")
            listed = (opens or listed) and LISTED.match(text, end.end()) is not None
            paragraph += not listed
            line = end.end()
        start = end.end()
    return found + _pieces(text, start, len(text), paragraph)


def _pieces(text: str, start: int, end: int, paragraph: int) -> list[Sentence]:
    """What stands between two ends: nothing, a sentence, or pieces of one that is too long to be one."""
    pieces = []
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        pieces.append(Sentence(start, cut, paragraph))
        start = cut
    if text[start:end].strip():
        pieces.append(Sentence(start, end, paragraph))
    return pieces


def _is_abbreviation(text: str, folded: str, start: int, end: int, language: Language) -> bool:
    """Does the stop before `end` belong to an abbreviation or an initial ("Mr.", "J. Trump")?"""
    stop = begin = end - 1
    if folded[stop] != ".":
        return False
    first = max(start, end - _LONG_WORD)
    while begin > first and folded[begin - 1].isalnum() and not folded[begin - 1].isdecimal():
        begin -= 1
    if begin == stop:
        return False
    if folded[begin:stop] in language.abbreviations:
        return True
    return stop - begin == 1 and (text[begin].isupper() or _goes_on(text, begin, end))


def _goes_on(text: str, begin: int, end: int) -> bool:
    """Does a bracket or a number follow the last letter of an abbreviation ("at 9 p.m. (1900 GMT)")?"""
    dotted = text[max(0, begin - 1) : begin] == "." and text[max(0, begin - 2) : begin - 1].isalpha()
    return dotted and _BEHIND_DOTS.match(text, end) is not None
