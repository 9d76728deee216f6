"""The capitalised names of texts, with the vote figures and the verbs of reporting that they stand beside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from analyzer.folding import fold
from analyzer.model import Document, Quantity, SourceKind
from analyzer.reading import prose, quantities
from analyzer.reading.languages import language as languages
from analyzer.reading.languages.language import OPPOSITION, Language
from analyzer.reading.prose import sentences
from analyzer.reading.prose.sentences import Sentence

_BESIDE = 60  # characters between a name and its figure
_SAYING = 40  # between a name and its verb
_TOKEN = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_INSIDE = frozenset(("s", "for", "on"))  # of a body, beside the particles: "People's Council for Peace"
_ACRONYM = re.compile(r" ?\(([^\W\d_]{2,8})\)")


@dataclass(slots=True)
class Form:
    """One way of writing a name, and what was seen of it. Examples are (document, sentence), the first few."""

    text: str
    mentions: int = 0
    opening: int = 0  # mentions of one word that open a sentence, where any word has a capital
    figures: int = 0
    together: int = 0  # sentences with vote figures that name it
    reports: int = 0
    documents: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)
    acronyms: set[str] = field(default_factory=set)
    beside: list[tuple[str, str]] = field(default_factory=list)
    saying: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """A name in a text, half open: a run of capitalised words, or a body of the `kind` that its words say."""

    start: int
    end: int
    text: str
    kind: str = ""


@cache
def _small() -> frozenset[str]:
    """Small words inside names, of people and of bodies."""
    return languages.particles() | _INSIDE


def gather(documents: Sequence[Document]) -> list[Form]:
    """Every form of a name in the documents, with its evidence, in the order of first appearance."""
    read = [(document.id, prose.of(document)) for document in documents]
    common = _common([some.text for _, some in read])
    forms: dict[str, Form] = {}
    for document, (laid, words, _, language, _) in read:
        folded = words.folded
        figures = [q for q in quantities.read(words, language) if _of_votes(q, folded, language)]
        for sentence in sentences.split(laid, folded, language):
            inside = [q for q in figures if sentence.start <= q.start < sentence.end]
            runs = list(_runs(laid, folded, sentence, language, common))
            bodies = list(_lower_case(laid, folded, sentence, language))
            for run in [*runs, *bodies]:
                _note(forms, run, document, laid, folded, language)
                forms[run.text].opening += " " not in run.text and _opens(laid, run.start)
            said = " ".join(laid[sentence.start : sentence.end].split())
            for run in _beside(runs, inside, folded):
                forms[run.text].figures += 1
                forms[run.text].beside.append((document, said))
            for name in dict.fromkeys(run.text for run in runs) if inside else ():
                forms[name].together += 1
            for run in _reporting(sorted([*runs, *bodies]), sentence, folded, language) if inside else ():
                forms[run.text].reports += 1
                forms[run.text].saying.append((document, said))
    return list(forms.values())


def _common(texts: Sequence[str]) -> frozenset[str]:
    """Words that stand in lower case somewhere in the texts: titles and nouns, no part of a person's name."""
    return frozenset(fold(token) for text in texts for token in _TOKEN.findall(text) if token.islower())


def _of_votes(q: Quantity, folded: str, language: Language) -> bool:
    """May the figure be somebody's share or votes, rather than a part counted, turnout or other things?"""
    if q.unit not in ("percent", "points") and q.noun != "votes":
        return False
    if q.noun not in ("", "votes"):
        return False
    before = folded[max(0, q.start - 80) : q.start]
    return not (
        language.idioms["counted_after"].match(folded, q.end)
        or language.idioms["counted_before"].search(before)
        or language.idioms["turnout_before"].search(before)
    )


def _runs(text: str, folded: str, sentence: Sentence, language: Language, common: frozenset[str]) -> Iterator[Run]:
    """The names of a sentence: capitalised words one behind the other, small words between them allowed."""
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text, sentence.start, sentence.end):
        near = bool(run) and text[run[-1].end() : token.start()] in (" ", "\u00a0", ". ", "'", "’")
        if token.group()[0].isupper():
            if run and not near:
                yield from _trimmed(run, text, folded, language, common)
                run = []
            run.append(token)
        elif not (near and fold(token.group()) in _small()):
            yield from _trimmed(run, text, folded, language, common)
            run = []
        else:
            run.append(token)
    yield from _trimmed(run, text, folded, language, common)


def _trimmed(
    run: list[re.Match[str]], text: str, folded: str, language: Language, common: frozenset[str]
) -> Iterator[Run]:
    """The run without articles and titles before it and small words behind it; nothing where no name is left."""
    words = [folded[token.start() : token.end()] for token in run]
    first, last = 0, len(run)
    idle = language.stopwords | language.function_words | language.abbreviations
    while last > first and not run[last - 1].group()[0].isupper():
        last -= 1
    while first < last and (words[first] in idle or not run[first].group()[0].isupper()):
        first += 1
    if any(word not in common and word not in _small() for word in words[first:last]):
        while first < last - 1 and (words[first] in common or words[first] in _small()):
            first += 1  # "Opposition Leader Raila Odinga"; a body is common words throughout and keeps them
    elif last - first == 1:
        return  # a common word that begins a sentence or a headline
    if first == last or last - first > 8 or _calendar(" ".join(words[first:last]), language):
        return
    start, end = run[first].start(), run[last - 1].end()
    if end - start > 1:
        yield Run(start, end, _POSSESSIVE.sub("", " ".join(text[start:end].split())))


def _lower_case(text: str, folded: str, sentence: Sentence, language: Language) -> Iterator[Run]:
    """Bodies that the sentence names by what they are: "the electoral commission"; without the article."""
    articles = language.stopwords | language.function_words
    for kind, pattern in language.kinds.items():
        for body in pattern.finditer(folded, sentence.start, sentence.end):
            words = [w for w in _TOKEN.finditer(text, *body.span()) if fold(w.group()) not in articles]
            if words and words[0].group().islower():
                start, end = words[0].start(), words[-1].end()
                yield Run(start, end, " ".join(text[start:end].split()), _source_kind(kind))


def _calendar(name: str, language: Language) -> bool:
    return any(language.patterns[kind].fullmatch(name) for kind in ("calendar", "month"))


def _note(forms: dict[str, Form], run: Run, document: str, laid: str, folded: str, language: Language) -> None:
    """Count a mention, and what it says of the name: its acronym, the kind of body that it is."""
    form = forms.setdefault(run.text, Form(run.text))
    form.mentions += 1
    form.documents.add(document)
    if acronym := _ACRONYM.match(laid, run.end):
        form.acronyms.add(acronym[1])
    name = folded[run.start : run.end]
    if run.kind:
        form.kinds[run.kind] += 1
        return
    form.kinds.update(kind for kind, pattern in _bodies(language) if pattern.fullmatch(name))


def _source_kind(kind: str) -> str:
    """The kind of source that a kind of body is: whoever is only called the opposition is a campaign."""
    return SourceKind.CAMPAIGN.value if kind == OPPOSITION else kind


@cache
def _bodies(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What kinds of bodies are called, here with what may follow of their name ("… of Kenya", "… Independiente")."""
    sources = ((_source_kind(kind), language.kinds.source(kind)) for kind in language.kinds)
    return tuple(
        (kind, re.compile(rf"(?:[\w'-]+ ){{0,3}}?(?:{source})(?: [\w' -]+)?"))
        for kind, source in sources
        if source != "(?!)"
    )


def _opens(text: str, at: int) -> bool:
    """Does a sentence, a line or a quotation begin here?"""
    return text[:at].rstrip(" \u00a0")[-1:] in ("", *"\n.!?:;…\"'“”«»‘’(•-–—*")


def _beside(runs: Sequence[Run], figures: Sequence[Quantity], folded: str) -> Iterator[Run]:
    """For each figure the name nearest to it, with no other figure between."""
    for q in figures:
        near: list[tuple[int, int, Run]] = []
        for run in runs:
            between = folded[run.end : q.start] if run.end <= q.start else folded[q.end : run.start]
            overlaps = run.start < q.end and q.start < run.end
            if not overlaps and len(between) <= _BESIDE and not re.search(r"\d", between):
                near.append((len(between), run.start, run))
        if near:
            yield min(near)[2]


def _reporting(runs: Sequence[Run], sentence: Sentence, folded: str, language: Language) -> Iterator[Run]:
    """The names that say something in the sentence, each once."""
    found: dict[Run, None] = {}
    for cue in language.sources["according"].finditer(folded, sentence.start, sentence.end):
        behind = [run for run in runs if 0 <= run.start - cue.end() <= _SAYING]
        if behind:
            found.setdefault(behind[0])
    for verb in language.sources["says"].finditer(folded, sentence.start, sentence.end):
        before = [
            run
            for run in runs
            if 0 <= verb.start() - run.end <= _SAYING and not re.search(r"[\d;]", folded[run.end : verb.start()])
        ]
        behind = [run for run in runs if 0 <= run.start - verb.end() <= 5]
        if before:
            found.setdefault(before[-1])
        elif behind and language.idioms["inverted"].fullmatch(verb.group()):
            found.setdefault(behind[0])
    yield from found
