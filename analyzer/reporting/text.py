"""Untrusted text made safe to show: control signs made visible, claims marked in their articles."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from urllib.parse import quote

from markupsafe import Markup, escape

from analyzer.cleaning import emphasis
from analyzer.model import Claim, Document
from analyzer.reading.prose.sentences import of as of_document
from analyzer.wording import visible

# Behind a number, a bracket or a word of four letters ("J. Doe" and "Dr. Roe" go on), before a capital letter.
_FULL_STOP = re.compile(r"(?:(?<=[^\W\d_]{4})|(?<=[\d%)]))\.\s+(?=[A-Z])")
_HEADING = re.compile(r"#{1,6}[ \t]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

# A run of words in Hebrew, Arabic or another script written from right to left.
_RIGHT_TO_LEFT = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[\s'’\-]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])*"
)

LONGEST_SENTENCE = 400


def shown(value: str) -> Markup:
    """`value` for the page: escaped, no sign of it acting, names written from right to left kept apart.

    Without that a browser draws the number behind such a name in front of it, beside another name.
    """
    said = visible(value)
    pieces, position = [], 0
    for run in _RIGHT_TO_LEFT.finditer(said):
        pieces += [escape(said[position : run.start()]), Markup("<bdi>{}</bdi>").format(run[0])]
        position = run.end()
    return Markup("").join([*pieces, escape(said[position:])])


def plain(value: str) -> Markup:
    """`value` where no element may stand, as in an attribute, or where the direction is the whole text's own."""
    return escape(visible(value))


def first_sentence(message: str, names: Iterable[str] = ()) -> str:
    """A message of a check as far as its first full stop; one inside a name ("Prof. Roe") is none."""
    inside = [found.span() for name in names if name for found in re.finditer(re.escape(name), message)]
    for stop in _FULL_STOP.finditer(message):
        if not any(start <= stop.start() < end - 1 for start, end in inside):
            return message[: stop.start() + 1]
    return message


def anchor(id: str) -> str:
    """`id` as part of an element's id and of a link to it: the same in both, whatever characters it holds."""
    return quote(id.encode("utf-8", "replace"), safe="-._~:+,;=@!")


def language(code: str) -> str:
    """A language code fit for a lang attribute, "" for anything else."""
    return code if _LANGUAGE.fullmatch(code) else ""


def link(url: str) -> str:
    """`url` where it leads to the web, "" for javascript: and its like."""
    return url if re.match(r"https?://[^\s<>\"']+\Z", url) else ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in pieces: (text, anchor of the claim it is the number of, or ""), without marks of emphasis."""

    document: str
    pieces: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """The sentence as its reader sees it."""
        return "".join(piece for piece, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class Article:
    """A document, and where the sentences stand in it that it was read by."""

    document: Document
    ends: tuple[tuple[int, int], ...]


def article(document: Document) -> Article:
    """The document with its sentences."""
    return Article(document, tuple((one.start, one.end) for one in of_document(document)))


def sentence_span(article: Article, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around text[start:end] begins and ends, no further than LONGEST_SENTENCE away."""
    before = bisect_right(article.ends, start, key=itemgetter(0))
    behind = bisect_left(article.ends, end, key=itemgetter(1))
    first = article.ends[before - 1][0] if before else 0
    last = article.ends[behind][1] if behind < len(article.ends) else len(article.document.text)
    return max(first, start - LONGEST_SENTENCE), min(last, end + LONGEST_SENTENCE)


def sentences(claims: Sequence[Claim], article: Article) -> tuple[Sentence, ...]:
    """The sentences that `claims` of an article stand in, each once, with every number of them that is claimed."""
    spans: dict[tuple[int, int], list[Claim]] = {}
    for claim in placed(claims, article.document):
        spans.setdefault(sentence_span(article, claim.start, claim.end), []).append(claim)
    return tuple(_sentence(article.document, first, last, inside) for (first, last), inside in spans.items())


def _sentence(document: Document, first: int, last: int, claims: Sequence[Claim]) -> Sentence:
    text = document.text
    heading = _HEADING.match(text, first, last)
    position = heading.end() if heading and heading.end() <= claims[0].start else first
    marks = list(emphasis(text, position, last))
    pieces: list[tuple[str, str]] = []
    for claim in claims:
        # A number inside another one's span is shown once, with the first.
        if claim.start >= position:
            pieces.append((_without(text, position, claim.start, marks), ""))
            pieces.append((_without(text, claim.start, claim.end, marks), anchor(claim.claim)))
            position = claim.end
    pieces.append((_without(text, position, last, marks), ""))
    cut_before = "… " if first > 0 and first == max(0, claims[0].start - LONGEST_SENTENCE) else ""
    cut_after = " …" if last < len(text) and last == claims[-1].end + LONGEST_SENTENCE else ""
    return Sentence(document.id, ((cut_before, ""), *pieces, (cut_after, "")))


def _without(text: str, start: int, end: int, marks: Iterable[tuple[int, int]]) -> str:
    """text[start:end] without what of `marks` lies in it; they come in order."""
    kept, position = [], start
    for first, last in marks:
        if start <= first < end:
            kept.append(text[position:first])
            position = min(last, end)
    return "".join([*kept, text[position:end]])


def placed(claims: Iterable[Claim], document: Document) -> list[Claim]:
    """The claims that stand in this document, in reading order, the longer of two that begin together first."""
    inside = [c for c in claims if c.document == document.id and 0 <= c.start <= c.end <= len(document.text)]
    return sorted(inside, key=lambda claim: (claim.start, -claim.end, claim.claim))


def marked(document: Document, claims: Sequence[Claim]) -> Markup:
    """The whole text, each claim of `placed` in a <mark id="span-…"> that links back to its row.

    Spans may overlap, tags may not: the text is cut at every end of a span, and each piece is marked for
    all the claims it belongs to, the outermost first. The first piece of a claim carries its id.
    """
    cuts = sorted({0, len(document.text), *(c.start for c in claims), *(c.end for c in claims)})
    waiting, active, parts = list(reversed(claims)), list[Claim](), list[Markup]()
    for start, end in zip(cuts, [*cuts[1:], len(document.text)], strict=True):
        active = [claim for claim in active if claim.end > start]
        while waiting and waiting[-1].start == start:
            claim = waiting.pop()
            if claim.end > claim.start:
                active.append(claim)
            else:
                parts.append(_piece("", [claim], start))
        parts.append(_piece(document.text[start:end], active, start))
    return Markup("").join(parts)


def _piece(text: str, active: Sequence[Claim], start: int) -> Markup:
    """A piece of text inside the marks of its claims; the number itself links to the innermost claim's row."""
    inner: Markup = escape(visible(text))
    if not active:
        return inner
    *outer, innermost = active
    inner = _mark(innermost, start, _back(innermost, inner))
    for claim in reversed(outer):
        # A link cannot hold another link, so a claim that begins here and encloses others gets a sign of its own.
        sign = (
            Markup('<sup class="also">') + _back(claim, escape("↩")) + Markup("</sup>") if claim.start == start else ""
        )
        inner = _mark(claim, start, inner + sign)
    return inner


def _mark(claim: Claim, start: int, inner: Markup) -> Markup:
    id = Markup(' id="span-{}"').format(anchor(claim.claim)) if claim.start == start else Markup("")
    return Markup("<mark{}>{}</mark>").format(id, inner)


def _back(claim: Claim, inner: Markup) -> Markup:
    return Markup('<a href="#claim-{}">{}</a>').format(anchor(claim.claim), inner)
