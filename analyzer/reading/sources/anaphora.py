"""Sources named again by a pronoun or by what they are: "it said", "the party maintains", "sustenta o partido"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from analyzer.reading.languages.language import Language
from analyzer.reading.languages.lexicon import Hit
from analyzer.reading.names.article import Article
from analyzer.reading.sources.subjects import inverts

_VERB = 45  # characters behind such a word in which its verb stands
_REACH = 500
_MENTIONS = 12  # mentions before it among which its source is looked for


def verb(folded: str, cue: Hit, verbs: Sequence[Hit], end: int, language: Language) -> Hit | None:
    """The verb of saying that a pronoun or body is the subject of, before the `end` of its sentence; None for none."""
    behind = next((v for v in verbs if cue.end <= v.start and v.end <= min(end, cue.end + _VERB)), None)
    if behind and "," not in folded[cue.end : behind.start]:
        return behind
    if not _is_a_body(folded[cue.start : cue.end]):
        return None
    before = next((v for v in verbs if v.end + 1 == cue.start), None)
    return before if before and inverts(folded, before.start, before.end, language) else None


def body_behind(folded: str, at: int, cues: Sequence[Hit]) -> Hit | None:
    """The body named again ("the institution") that stands right behind a place, None where none does."""
    near = (cue for cue in cues if 0 <= cue.start - at <= 1 and _is_a_body(folded[cue.start : cue.end]))
    return next(near, None)


def source(article: Article, starts: Sequence[int], cue: Hit, clause: tuple[int, int], about: str = "") -> str:
    """The source that a pronoun or body stands for, which with its verb takes a `clause`; "" where none is near.

    "The party" stands for a campaign, another body for none. The mentions begin at `starts`; none may lie in
    the clause. `about`: the source that the sentence before begins with, which a pronoun that begins the next goes on
    about.
    """
    start, end = clause
    mentions, campaigns = article.mentions, article.names.candidate_of
    at = bisect_left(starts, start)
    if any(cue.end <= m.start and m.end <= end for m in mentions[at : at + 2]):
        return ""
    said = article.folded[cue.start : cue.end]
    if about and not _is_a_body(said):
        return about
    of_a_side = article.language.patterns["of_a_side"].search(said) is not None
    for m in reversed(mentions[max(0, at - _MENTIONS) : at]):
        # A party may be named by a name that is its candidate's, too.
        near = m.source != "" and (of_a_side or not m.candidate) and start - _REACH < m.end <= start
        if near and (not _is_a_body(said) or (m.source in campaigns) == of_a_side):
            return m.source
    return ""


def _is_a_body(said: str) -> bool:
    """Is somebody named again by what he is, not by a pronoun?"""
    return " " in said or "'" in said
