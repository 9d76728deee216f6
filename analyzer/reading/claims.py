"""quantities + names -> claims: what each number of a document says, of whom, and who answers for it.

Sentence by sentence: what is seen of each number (`evidence`, `attachment`), what the numbers were meant as, all
together (`choice`), then who answers for them (`sources`). Every number ends as a claim, as another quantity, or as
unread.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from math import nan

import numpy as np

from analyzer.bounds import usual_reading
from analyzer.model import CORRECTION, MEASURES, Basis, Claim, Contest, Document, Hedge, Quantity, Reading, claim_id
from analyzer.reading import agreement, layout, quantities, sampling, sentences, weights
from analyzer.reading import language as languages
from analyzer.reading.folding import fold
from analyzer.reading.names import names
from analyzer.reading.passage import OTHER_NOUNS, counts
from analyzer.reading.reader import Decider, Draft, Reader
from analyzer.reading.words import Words

_BEFORE, _BEHIND = 1200, 400  # characters around a number in which it matters who is spoken of
MOST = 24  # numbers of one sentence that are read jointly; more of them make a table, not a sentence


def extract(document: Document, contest: Contest, decider: Decider | None = None) -> tuple[list[Claim], list[Reading]]:
    """The claims of a document about a contest, and what became of every number in it.

    `decider` decides what the numbers mean; left out, the weights that come with the program do.
    """
    laid = layout.prose(document.text)
    words = Words(fold(laid))
    code = document.language if document.language in languages.codes() else languages.detect(words)
    language = languages.load(code)
    numbers = quantities.read(words, language)
    if all(q.noun in OTHER_NOUNS for q in numbers):  # no number may be a figure of a result: most of the news
        return [], [_reading(document, Draft(q, "", "", 0.0, counts(q))) for q in numbers]
    split = sentences.split(laid, words.folded, language)
    reader = Reader(
        document,
        laid,
        words,
        contest,
        language,
        names(contest, language),
        split,
        _around(numbers, words),
        decider or Decider(weights.load()),
    )
    drafts: list[Draft] = []
    readings: list[Reading] = []
    starts = [q.start for q in numbers]
    for index, sentence in enumerate(split):
        inside = numbers[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        for few in batched(inside, MOST) or [[]]:
            for draft in reader.read(index, few):
                if draft.measure:
                    drafts.append(draft)
                readings.append(_reading(document, draft))
    drafts, readings = _agreed(document, drafts, readings)
    claims = _claims(document, contest, code, drafts)
    ids = {(c.start, c.end): c.claim for c in claims}
    readings = [replace(r, claim=ids.get((r.start, r.end), "")) for r in readings]
    return claims, sampling.attached(readings, claims, split)


def _agreed(document: Document, drafts: list[Draft], readings: list[Reading]) -> tuple[list[Draft], list[Reading]]:
    """The drafts, each lead given to whom its source's figures have in front; one that fits nobody is left unread."""
    known = agreement.figures([(d.source, d.measure, d.subject, d.quantity.value) for d in drafts])
    kept: list[Draft] = []
    changed: dict[int, Reading] = {}
    dropped = set()
    for d in drafts:
        q = d.quantity
        whose = agreement.leader_of(d.source, d.measure, d.subject, q.value, q.resolution, known)
        if whose == d.subject:
            kept.append(d)
        elif whose:
            kept.append(replace(d, subject=whose, why=f"{d.why}, whom its source has in front"))
            changed[q.start] = _reading(document, kept[-1])
        else:
            dropped.add(d.quantity.start)
    why = "a lead of a candidate whom the same source has behind"
    told = [changed.get(r.start, r) for r in readings]
    return kept, [replace(r, status="unread", reason=why) if r.start in dropped else r for r in told]


def _around(numbers: Sequence[Quantity], words: Words) -> list[range]:
    """The words near the numbers that may be figures of a result, where it matters who is spoken of."""
    found: list[range] = []
    for q in numbers:
        if q.noun in OTHER_NOUNS:
            continue
        some = words.between(q.start - _BEFORE, q.end + _BEHIND)
        if found and some.start <= found[-1].stop:
            some = range(found.pop().start, some.stop)
        found.append(some)
    return found


def batched(numbers: Sequence[Quantity], size: int) -> list[Sequence[Quantity]]:
    """The numbers in runs of at most `size`."""
    return [numbers[i : i + size] for i in range(0, len(numbers), size)]


def _reading(document: Document, draft: Draft) -> Reading:
    q = draft.quantity
    quote = document.text[q.start : q.end]
    if draft.measure:
        whose = f" of {draft.subject}" if draft.subject else ""
        said = f"source {draft.source or 'none'}: {draft.whose}"
        why = f"{draft.measure}{whose} ({draft.why}, in all {draft.score:.1f}); {said}"
        return Reading(document.id, q.start, q.end, quote, "claim", why)
    known = q.noun not in ("", "mass") or q.unit in ("percent", "points")
    margin = q.value if q.noun == quantities.SAMPLING else nan
    return Reading(document.id, q.start, q.end, quote, "other" if known else "unread", draft.why, margin=margin)


def _claims(document: Document, contest: Contest, code: str, drafts: Sequence[Draft]) -> list[Claim]:
    """The drafts as claims, with their intervals (computed together) and statements."""
    if not drafts:
        return []
    hedges = [_hedge(d.quantity) for d in drafts]
    low, high = usual_reading(
        np.array([d.quantity.value for d in drafts]),
        np.array([d.quantity.resolution for d in drafts]),
        [h.value for h in hedges],
        [d.measure for d in drafts],
    )
    claims = [
        _claim(document, contest, code, d, hedge, _ends(drafts, i, float(low[i]), float(high[i])))
        for i, (d, hedge) in enumerate(zip(drafts, hedges, strict=True))
    ]
    return _statements(document, claims, drafts)


def _claim(document: Document, contest: Contest, code: str, d: Draft, hedge: Hedge, ends: tuple[float, float]) -> Claim:
    """One draft as a claim."""
    q, measure = d.quantity, d.measure
    return Claim(
        claim=claim_id(document.id, q.start, q.end, measure, d.subject),
        document=document.id,
        start=q.start,
        end=q.end,
        quote=document.text[q.start : q.end],
        source=d.source,
        measure=measure,
        subject=d.subject,
        value=q.value,
        resolution=q.resolution,
        low=ends[0],
        high=ends[1],
        hedge=hedge,
        basis=d.basis if MEASURES[measure].unit in ("percent", "points") else Basis.UNSTATED,
        language=code,
        contest=contest.id,
    )


def _hedge(q: Quantity) -> Hedge:
    """The hedge of a quantity; an end of a range bounds the figure from its side."""
    if q.hedge is Hedge.EXACT and q.range_end:
        return Hedge.AT_LEAST if q.range_end < 0 else Hedge.AT_MOST
    return q.hedge


def _ends(drafts: Sequence[Draft], i: int, low: float, high: float) -> tuple[float, float]:
    """The interval of a claim; both ends of one range carry the whole range."""
    q = drafts[i].quantity
    if q.range_end < 0 and i + 1 < len(drafts) and drafts[i + 1].quantity.range_end > 0:
        return q.value, drafts[i + 1].quantity.value
    if q.range_end > 0 and i and drafts[i - 1].quantity.range_end < 0:
        return drafts[i - 1].quantity.value, q.value
    return low, high


def _statements(document: Document, claims: Sequence[Claim], drafts: Sequence[Draft]) -> list[Claim]:
    """Name the statements: figures of one source that the text states together, of the moment that one of them names.

    A new one begins where another paragraph makes the source answerable anew, where a figure replaces one, and where
    another moment of the count is named; a moment named before is gone back to. One that is told as a correction is
    marked as such.
    """
    last: dict[str, int] = {}  # source -> its last statement
    at: dict[str, int] = {}  # source -> the statement that it goes on with
    of_moment: dict[tuple[str, str], int] = {}
    moments: dict[tuple[str, int], str] = {}
    paragraph: dict[str, int] = {}
    seen: dict[tuple[str, int, str, str], Claim] = {}
    numbers: list[int] = []
    for c, d in zip(claims, drafts, strict=True):
        now = at.setdefault(c.source, last.setdefault(c.source, 1))
        earlier = seen.get((c.source, now, c.measure, c.subject))
        replaced = earlier is not None and (earlier.high < c.low or c.high < earlier.low)
        elsewhere = paragraph.get(c.source, d.paragraph) != d.paragraph
        moment = moments.get((c.source, now), "")
        if d.as_of and (c.source, d.as_of) in of_moment:
            now = of_moment[c.source, d.as_of]
        elif replaced or (elsewhere and d.paragraph == d.asserted) or (d.as_of and (elsewhere or moment)):
            now = last[c.source] = last[c.source] + 1
        if d.as_of:
            of_moment[c.source, d.as_of] = now
            moments[c.source, now] = d.as_of
        at[c.source] = now
        paragraph[c.source] = d.paragraph
        seen.setdefault((c.source, now, c.measure, c.subject), c)
        numbers.append(now)
    marks = {(c.source, n): CORRECTION for c, d, n in zip(claims, drafts, numbers, strict=True) if d.corrected}
    return [
        replace(
            c,
            statement=f"{document.id}#{c.source or 'text'}-{n}{marks.get((c.source, n), '')}",
            as_of=moments.get((c.source, n), ""),
        )
        for c, n in zip(claims, numbers, strict=True)
    ]
