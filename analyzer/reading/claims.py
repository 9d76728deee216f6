"""quantities + names -> claims: what each number of a document says, of whom, and who answers for it.

Sentence by sentence: what is seen of each number (`evidence`, `attachment`), what the numbers were meant as, all
together (`choice`), then who answers for them (`sources`). Every number ends as a claim, as another quantity, or as
unread.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from math import nan
from operator import attrgetter

from analyzer.bounds import usual_ends
from analyzer.cleaning import Clean
from analyzer.model import CORRECTION, Claim, Contest, Document, Hedge, Quantity, Reading, claim_id
from analyzer.reading import prose, quantities, sampling, settling
from analyzer.reading.deciding import Decider
from analyzer.reading.drafts import Draft, unread
from analyzer.reading.languages.words import Words
from analyzer.reading.meaning import agreement, proportions, weights
from analyzer.reading.meaning.passage import OF_MASS, OTHER_NOUNS
from analyzer.reading.names import names
from analyzer.reading.names.article import Article
from analyzer.reading.prose import sentences
from analyzer.reading.prose.sentences import Sentence
from analyzer.reading.reader import Reader
from analyzer.reading.settling import Text
from analyzer.reading.sources import clauses
from analyzer.reading.sources.assertions import Assertions

_BEFORE, _BEHIND = 1200, 400  # characters around a number in which it matters who is spoken of
_BEHIND_ITSELF = "a lead of a candidate whom the same source has behind"
_begins = attrgetter("start")
MOST = 24  # numbers of one sentence that are read jointly; more of them make a table, not a sentence


def extract(document: Document, contest: Contest, decider: Decider | None = None) -> tuple[list[Claim], list[Reading]]:
    """The claims of a document about a contest, and what became of every number in it.

    `decider` decides what the numbers mean; left out, the weights that come with the program do.
    """
    laid, words, code, language, read = prose.of(document, contest)
    numbers, packed = quantities.apart(words, language)
    if all(q.noun in OTHER_NOUNS for q in numbers):  # no number may be a figure of a result: most of the news
        unasked = [_reading(document, unread(_placed(q, read))) for q in numbers]
        return [], _with_masses(_with_left_out(unasked, document, read), document, read, packed)
    known = names(contest, language)
    mentions = known.find(laid, words, _around(numbers, words))
    split = sentences.split(laid, words.folded, language)
    article = Article(laid, words, language, contest, known, mentions, split, document.date)
    live = [q.start for q in numbers if q.noun not in OTHER_NOUNS]
    split = clauses.parted(split, live, Assertions(article), words.folded)
    article = replace(article, sentences=split)
    inside = list(_by_sentence(numbers, packed, split, words))
    last = max(q.start for q in numbers if q.noun not in OTHER_NOUNS)
    wholes = proportions.wholes(numbers, words.folded, language)

    def decided(decider: Decider) -> Text:
        drafts = _drafts(Reader(article, wholes, decider), inside, last)
        stated = [d for d in drafts if d.measure]
        at = [d.quantity.start for d in stated]
        return Text(drafts, _claims(document, contest, code, stated, read), at)

    drafts, claims, _ = _settled(decided, decider or Decider(weights.load()), contest)
    if packed:
        drafts = [d for d in drafts if d.quantity.noun != quantities.MASS]
    if not read.same:
        for d in drafts:
            d.quantity = _placed(d.quantity, read)
    ids = {(c.start, c.end): c.claim for c in claims}
    readings = [_reading(document, d, ids.get((d.quantity.start, d.quantity.end), "")) for d in drafts]
    readings = _with_left_out(sampling.attached(readings, claims, sentences.placed(split, read)), document, read)
    return claims, _with_masses(readings, document, read, packed)


def _settled(decided: Callable[[Decider], Text], decider: Decider, contest: Contest) -> Text:
    """The text as it is read, and read again where a source contradicts itself in it."""
    if not decider.settles:
        return decided(decider)
    known = settling.Recorder(decider)
    first = decided(known)
    return settling.settle(decided, first, known, contest.registered_voters) or first


def _drafts(reader: Reader, inside: Sequence[Sequence[Quantity]], last: int) -> list[Draft]:
    """What the numbers of each sentence were read as; behind the `last` that may be a figure nothing is asked."""
    drafts: list[Draft] = []
    for index, some in enumerate(inside):
        if reader.begins(index) > last:  # nothing is left to be told from what stands there
            drafts += map(unread, some)
            continue
        for few in batched(some, MOST) or [[]]:
            drafts += reader.read(index, few)
    return _agreed(drafts)


def _by_sentence(
    numbers: Sequence[Quantity], packed: Sequence[tuple[int, int]], split: Sequence[Sentence], words: Words
) -> Iterator[Sequence[Quantity]]:
    """The numbers of each sentence; those of a mass where others stand among them, else the first of them alone."""
    starts, massed = [q.start for q in numbers], [start for start, _ in packed]
    at = mass = 0
    for sentence in split:
        first, at = at, bisect_left(starts, sentence.end, at)
        inside = numbers[first:at]
        if massed:
            before, mass = mass, bisect_left(massed, sentence.end, mass)
            some = packed[before : mass if inside else min(mass, before + 1)]
            inside = sorted([*inside, *(quantities.of_mass(words, *span) for span in some)], key=_begins)
        yield inside


def _with_masses(
    readings: list[Reading], document: Document, read: Clean, packed: Sequence[tuple[int, int]]
) -> list[Reading]:
    """The readings with those of the numbers that are only one of a mass, in order of place."""
    if not packed:
        return readings
    text, places = document.text, packed if read.same else [read.span(*place) for place in packed]
    some = [Reading(document.id, start, end, text[start:end], "unread", OF_MASS) for start, end in places]
    return sorted(readings + some, key=_begins) if readings else some


def _agreed(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, each lead given to whom its source's figures have in front; one that fits nobody is left unread.

    A count that went on may have had another in front: the figures up to the end of the lead's own paragraph count
    beside those of the whole text.
    """
    read = [d for d in drafts if d.measure]
    known, so_far = agreement.Figures(), agreement.Figures()
    for d in read:
        known.add(d.source, d.measure, d.subject, d.quantity.value)
    decided: dict[int, Draft] = {}
    for _, some in groupby(read, attrgetter("paragraph")):
        together = list(some)
        for d in together:
            so_far.add(d.source, d.measure, d.subject, d.quantity.value)
        decided |= {id(d): _of_leader(d, so_far, known) for d in together}
    return [decided[id(d)] if d.measure else d for d in drafts]


def _of_leader(d: Draft, so_far: agreement.Figures, known: agreement.Figures) -> Draft:
    """The draft, of whom it is by the figures of its source `so_far`, or by all that are `known`."""
    q = d.quantity
    told = (d.source, d.measure, d.subject, q.value, q.resolution)
    whose = agreement.leader_of(*told, known)
    if whose == d.subject:
        return d
    if so_far.compare(d.source, d.measure, d.subject) and agreement.leader_of(*told, so_far) == d.subject:
        return d
    if whose:
        return replace(d, subject=whose, why=f"{d.why}, whom its source has in front")
    return replace(d, measure="", why=_BEHIND_ITSELF)


def _placed(q: Quantity, read: Clean) -> Quantity:
    """The number where it stands in the original of the text that was read."""
    if read.same:
        return q
    start, end = read.span(q.start, q.end)
    return replace(q, start=start, end=end)


def _with_left_out(readings: list[Reading], document: Document, read: Clean) -> list[Reading]:
    """The readings with the numbers that were left out before reading, in the order of their places.

    A number inside another's quote, as a note's in "5,150,092[4] votes", is not told apart.
    """
    if not read.left_out:
        return readings
    others = [
        Reading(document.id, start, end, document.text[start:end], "other", f"counts {what}")
        for start, end, what in read.left_out
    ]
    kept: list[Reading] = []
    for r in sorted([*readings, *others], key=lambda r: (r.start, -r.end)):
        if not kept or kept[-1].end <= r.start:
            kept.append(r)
    return kept


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


def _reading(document: Document, draft: Draft, claim: str = "") -> Reading:
    q = draft.quantity
    quote = document.text[q.start : q.end]
    if draft.measure:
        whose = f" of {draft.subject}" if draft.subject else ""
        said = f"source {draft.source or 'none'}: {draft.whose}"
        why = f"{draft.measure}{whose} ({draft.why}, in all {draft.score:.1f}); {said}; {draft.certainty:.0%} sure"
        # Rounded, for the last digits of an exponential differ from machine to machine.
        return Reading(document.id, q.start, q.end, quote, "claim", why, claim, certainty=round(draft.certainty, 4))
    known = q.noun != "" or q.unit in ("percent", "points")
    status = "other" if known and draft.why != _BEHIND_ITSELF else "unread"
    margin = q.value if q.noun == quantities.SAMPLING else nan
    return Reading(document.id, q.start, q.end, quote, status, draft.why, claim, margin)


def _claims(document: Document, contest: Contest, code: str, drafts: Sequence[Draft], read: Clean) -> list[Claim]:
    """The drafts as claims, with their intervals and statements, where they stand in the original."""
    if not read.same:
        drafts = [replace(d, quantity=_placed(d.quantity, read)) for d in drafts]
    hedges = [_hedge(d.quantity) for d in drafts]
    usual = [
        usual_ends(d.quantity.value, d.quantity.resolution, hedge, d.measure)
        for d, hedge in zip(drafts, hedges, strict=True)
    ]
    ends = [_ends(drafts, i, *both) for i, both in enumerate(usual)]
    statements = _statements(document, drafts, ends)
    return [
        Claim(
            claim=claim_id(document.id, d.quantity.start, d.quantity.end, d.measure, d.subject),
            document=document.id,
            start=d.quantity.start,
            end=d.quantity.end,
            quote=document.text[d.quantity.start : d.quantity.end],
            source=d.source,
            measure=d.measure,
            subject=d.subject,
            value=d.quantity.value,
            resolution=d.quantity.resolution,
            low=low,
            high=high,
            hedge=hedge,
            basis=d.basis,
            statement=statement,
            as_of=as_of,
            language=code,
            contest=contest.id,
        )
        for d, hedge, (low, high), (statement, as_of) in zip(drafts, hedges, ends, statements, strict=True)
    ]


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


def _statements(
    document: Document, drafts: Sequence[Draft], ends: Sequence[tuple[float, float]]
) -> list[tuple[str, str]]:
    """The statement that each draft belongs to, and its moment: figures of one source that the text states together.

    A new one begins where another paragraph makes the source answerable anew, where a figure replaces one, and where
    another moment of the count is named; a moment named before is gone back to. One that is told as a correction is
    marked as such.
    """
    last: dict[str, int] = {}  # source -> its last statement
    at: dict[str, int] = {}  # source -> the statement that it goes on with
    of_moment: dict[tuple[str, str], int] = {}
    moments: dict[tuple[str, int], str] = {}
    paragraph: dict[str, int] = {}
    seen: dict[tuple[str, int, str, str], tuple[float, float]] = {}
    numbers: list[int] = []
    for d, (low, high) in zip(drafts, ends, strict=True):
        source = d.source
        now = at.setdefault(source, last.setdefault(source, 1))
        earlier = seen.get((source, now, d.measure, d.subject))
        replaced = earlier is not None and (earlier[1] < low or high < earlier[0])
        elsewhere = paragraph.get(source, d.paragraph) != d.paragraph
        moment = moments.get((source, now), "")
        if d.as_of and (source, d.as_of) in of_moment:
            now = of_moment[source, d.as_of]
        elif replaced or (elsewhere and d.paragraph == d.asserted) or (d.as_of and (elsewhere or moment)):
            now = last[source] = last[source] + 1
        if d.as_of:
            of_moment[source, d.as_of] = now
            moments[source, now] = d.as_of
        at[source] = now
        paragraph[source] = d.paragraph
        seen.setdefault((source, now, d.measure, d.subject), (low, high))
        numbers.append(now)
    marks = {(d.source, n): CORRECTION for d, n in zip(drafts, numbers, strict=True) if d.corrected}
    return [
        (f"{document.id}#{d.source or 'text'}-{n}{marks.get((d.source, n), '')}", moments.get((d.source, n), ""))
        for d, n in zip(drafts, numbers, strict=True)
    ]
