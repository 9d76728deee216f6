"""Names in a sentence of whom the contest does not know: candidates that it leaves out, and others in capitals."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from analyzer.folding import CAPITAL, fold
from analyzer.reading.languages.language import Language, alternatives, particles
from analyzer.reading.languages.lexicon import Hit
from analyzer.reading.names.mentions import Mention
from analyzer.reading.prose.sentences import Sentence

Span = tuple[int, int]

_CAPITALISED = rf"{CAPITAL}[\w'’-]*"
_WORD = re.compile(r"\w+")
_ACRONYMS = re.compile(r"[A-Z][A-Z-]{1,7}(?: [a-z]{1,3} [A-Z][A-Z-]{1,7})*")
# "PORT ASTER, Marenga (AP) — The …": where a story was written, and by whom; what follows begins a sentence.
_DATELINE = re.compile(
    rf"{CAPITAL}(?:[^.!?:;\"\u201c\u00ab\n]|\.(?! +{CAPITAL})){{1,60}}?(?: ?[\u2014\u2013]| ?\.-| --?) ?"
    rf"(?={CAPITAL}|[\"\u201c\u00ab])"
)
_BEFORE = 24  # characters before a name in which stands that it only says where
_TITLED = 40  # and of a title, with a word before it
_TITLE = re.compile(r"(?<= )(?:[a-z]+ )?(?<= )(?P<title>[a-z-]+) $")
_APPOSED = 60  # characters of a name before what says who he is
_ENDS = re.compile(r"(?: \([^()\d]{1,40}\))?,")  # "…, secretary of the Lakeland Union (LU), …"
_RELATIVE = re.compile(r"\)?, (?:[^\W\d_A-ZÀ-Þ][\w'’-]* )+(?:[\w'’-]+ ){0,3}")


@cache
def _name() -> re.Pattern[str]:
    """A name: capitalised words in a row, with the particles inside it. One alone may be anything.

    It begins with the capital, not with what may not stand before that (a word, but d', l' and qu'): places are found
    at the speed of a search.
    """
    small = alternatives(sorted(particles()))
    first = rf"{CAPITAL}(?<![\w-].)(?<!['’].)[\w'’-]*"
    elided = rf"{CAPITAL}(?:(?<=[dl]['’].)(?<!\w[dl]['’].)|(?<=\bqu['’].))[\w'’-]*"
    return re.compile(rf"(?:{first}|{elided})(?:\.? (?:{small} ){{0,2}}{_CAPITALISED}){{1,4}}")


@cache
def _in_turn(language: Language) -> re.Pattern[str]:
    """A capitalised word alone that takes its turn with names and figures ("Roe 52.4 percent, Poe 43.1 and Marsh 4.5").

    Or with figures and names ("52.4 percent for Roe, 43.1 for Poe and 4.5 for Marsh").
    """
    joins = language.patterns.source("joins")
    return re.compile(
        rf"\d[^\d.,;:()\n]{{0,20}}(?:[;,] (?:{joins} )?| {joins} )(?P<before>{_CAPITALISED})"
        rf"(?=(?: \([^()\d\n]{{1,40}}\))?,? (?:[^\W\d_A-ZÀ-Þ]{{1,12}} ){{0,3}}\d)"
        rf"|\d[^\d.,;:()\n]{{0,30}} (?P<led>[^\W\d_A-ZÀ-Þ]{{1,6}}) (?P<behind>{_CAPITALISED})(?=[.,;)\n]| {joins} |$)"
    )


def _in_rows(
    text: str, folded: str, sentence: Sentence, known: Sequence[Mention], language: Language
) -> Iterator[Span]:
    """Where words stand that take their turn behind two candidates; behind one the other may be called so."""
    people = [m for m in known if m.candidate]
    second = next((m.end for m in people if m.candidate != people[0].candidate), sentence.end)
    for one in _in_turn(language).finditer(text, second, sentence.end):
        led = f" {fold(one['led'])} " if one["led"] else ""
        if not led:
            yield one.span("before")
        elif any(m.end <= one.start() and folded.endswith(led, 0, m.start) for m in people):
            yield one.span("behind")


def find(
    text: str,
    folded: str,
    sentence: Sentence,
    known: Sequence[Mention],
    home: Collection[str],
    cues: Sequence[Hit],
    language: Language,
) -> list[Span]:
    """Where such names stand; none says no more than what the contest is of (`home`), an office or a day.

    `cues`: the words of the sentence that say what a figure counts.
    """
    found: list[Span] = []
    function, calendar = language.function_words, language.patterns["calendar"]
    for start, end in _in_rows(text, folded, sentence, known, language):
        said = folded[start:end]
        nobodys = said in function or said in language.common or said in home or calendar.fullmatch(said)
        taken = any(m.start < end and start < m.end for m in known) or any(h.start < end <= h.end for h in cues)
        if not nobodys and not taken and not any(noun.fullmatch(said) for noun in language.nouns.values()):
            found.append((start, end))
    for name in _name().finditer(text, sentence.start, sentence.end):
        words = list(_WORD.finditer(folded, *name.span()))
        if words[0].group() in function and name.start() == sentence.start:
            del words[0]  # "In Santa Clara": the capital is the sentence's
        start, end = words[0].start(), name.end()
        if len(words) < 2 or any(m.start < end and start < m.end for m in known):
            continue
        parts = (w.group() for w in words)
        if not all(w in home or w in function or w in language.common or calendar.fullmatch(w) for w in parts):
            found.append((start, end))
    return sorted(found)


def with_figures(
    text: str,
    folded: str,
    sentence: Sentence,
    spans: Sequence[Span],
    people: Sequence[Mention],
    numbers: Sequence[int],
    language: Language,
) -> list[Span]:
    """Those whose figures may follow: none that only says where ("in Iowa", "of the Green Party"), or who another is.

    Nor has a running mate figures of his own. `people` are the candidates in the sentence; `numbers` are where all its
    numbers begin.
    """
    first = _behind_dateline(text, sentence)
    return [
        (start, end)
        for start, end in spans
        if first <= start
        and (not _is_of(folded, sentence.start, start, language) or _goes_on(text, folded, end, language))
        and not _leads(language.idioms["place_first"], folded, sentence.start, start)
        and not _leads(language.idioms["companion_before"], folded, sentence.start, start)
        and not _ACRONYMS.fullmatch(text, start, end)
        and not _said_of_another(text, (start, end), people, numbers)
        and not _labelled(text, (start, end), people)
    ]


def apposed(text: str, folded: str, at: int, known: Sequence[Mention], language: Language) -> bool:
    """Does what stands at a place say who a stranger is ("Rita Marsh, the candidate number 43, …")?"""
    if text[at - 2 : at] != ", ":
        return False
    start = max(0, at - _APPOSED)
    for name in _name().finditer(text, start, at - 2):
        if name.end() == at - 2:
            led = (
                folded[name.start() : name.end()].split()[0] in language.function_words  # "In Santa Clara, the …"
                or _leads(language.of_before, folded, start, name.start())
                or _leads(language.idioms["place_first"], folded, start, name.start())
            )
            return not led and not any(m.start < name.end() and name.start() < m.end for m in known)
    return False


def _is_of(folded: str, start: int, name: int, language: Language) -> bool:
    """Does what is said before belong to who is named, his title between or not ("do ministro Jean Dupont")?"""
    begins = [name]
    if (title := _TITLE.search(folded, max(start, name - _TITLED), name)) is not None:
        word = title["title"].rpartition("-")[2]
        titled = word in language.genders and word not in language.function_words
        if titled or language.idioms["office_held"].search(f"{word} "):
            begins += [title.start("title"), title.start()]
    return any(_leads(language.of_before, folded, start, at) for at in begins)


def _leads(idiom: re.Pattern[str], folded: str, start: int, name: int) -> bool:
    """Does an idiom lead up to a name?"""
    return idiom.search(folded, max(start, name - _BEFORE), name) is not None


def _goes_on(text: str, folded: str, end: int, language: Language) -> bool:
    """Does a clause go on about whoever is named ("suivi de Jean Dupont, qui …")?"""
    return text[end : end + 2] == ", " and language.sources["relative"].match(folded, end + 2) is not None


def _behind_dateline(text: str, sentence: Sentence) -> int:
    """Where the sentence begins behind the place and the agency that open a paragraph."""
    start = sentence.start
    if start and text[start - 1] != "\n":
        return start
    dateline = _DATELINE.match(text, start, sentence.end)
    return dateline.end() if dateline else start


def _labelled(text: str, stranger: Span, people: Sequence[Mention]) -> bool:
    """Is it the party of a candidate in a line of a list ("Jane Roe, New Centre Party: 4,883")?"""
    start, end = stranger
    return text.startswith(":", end) and text[start - 2 : start] == ", " and any(m.end == start - 2 for m in people)


def _said_of_another(text: str, stranger: Span, people: Sequence[Mention], numbers: Sequence[int]) -> bool:
    """Does a name only say who a candidate is ("Jane Roe, who succeeded John Doe, won …")?"""
    start, end = stranger
    before = next((m for m in reversed(people) if m.end <= start), None)
    if before is None or not _ENDS.match(text, end) or any(before.end <= number < start for number in numbers):
        return False
    return _RELATIVE.fullmatch(text, before.end, start) is not None
