"""Verbs of saying beside which the contest knows nobody: the speaker stands before, or is a stranger.

"Mesa rejects the count. 'The true gap is smaller', he said in Tarija": whoever the sentence before was about goes on.
"Jane Roe, a lawyer, told reporters": a stranger, who speaks for whoever stands in his apposition, or for nobody known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyzer.reading.languages.language import Language

#: A name of two words or more.
NAME = r"[^\W\d_a-zà-ÿ][\w'’-]+(?: (?:[a-zà-ÿ']{1,3} ?)?[^\W\d_a-zà-ÿ][\w'’-]+){1,3}"
# "Jane Roe, who leads the mission, has " up to the verb; "said Jane Roe, who leads the mission"
_BEFORE = re.compile(rf"(?P<name>{NAME})(?P<who>, [^,;.\d\n]{{3,90}},)? (?P<links>(?:[a-zà-ÿ'’]{{1,9}} ){{0,2}})$")
_BEHIND = re.compile(rf",? (?:[\w'’-]+ ){{0,5}}?(?P<name>{NAME})(?P<who>, [^,;.\d\n]{{3,90}})?")
_NOUN = re.compile(r" (?P<first>[\w'’]+) ?")
_REACH = 150


@dataclass(frozen=True, slots=True)
class Stranger:
    """Where a stranger and what is said of him stand."""

    start: int
    end: int


def stranger(
    text: str, start: int, end: int, verb: tuple[int, int], inverts: bool, language: Language
) -> Stranger | None:
    """The stranger who is the subject of a verb of saying between two places of a text, None where there is none.

    `inverts` says whether the verb's subject may follow it.
    """
    before = _BEFORE.search(text, max(start, verb[0] - _REACH), verb[0])
    if before and not _parted(before["links"], language):
        return Stranger(before.start(), before.end())
    if not inverts:
        return None
    behind = _BEHIND.match(text, verb[1], end)
    if behind:
        return Stranger(behind.start("name"), behind.end())
    noun = _NOUN.match(text, verb[1], end)
    if noun and noun.group("first").casefold() in language.indefinite | language.determiners:
        stop = re.compile(r"[,.;\n]").search(text, noun.end(), end)
        return Stranger(noun.start(), stop.start() if stop else end)
    return None


def _parted(links: str, language: Language) -> bool:
    """Do the words between a name and a verb part the two ("to NAME and said", "NAME was said to")?"""
    joins = language.patterns["joins"].fullmatch
    return any(map(joins, links.split())) or language.idioms["passive_gap"].search(links) is not None
