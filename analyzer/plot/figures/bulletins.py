"""Bulletins as increments: the votes that came in from one bulletin of a source to its next, and their shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from analyzer import counts
from analyzer.model import NULL, Claim, Contest, Finding
from analyzer.plot.base import FigureRecord, Panel
from analyzer.plot.datum import IMPLIED, MISSING, Block, Datum
from analyzer.plot.words import Words
from analyzer.sides import Side, sides, subjects

VOTES, SHARES = "votes", "shares"
Span = tuple[float, float]


def table(claims: Sequence[Claim], findings: Sequence[Finding], contest: Contest, words: Words) -> tuple[Datum, ...]:
    """For each two bulletins in order: each candidate's increment in votes, then its share before and in between."""
    named = [s for s in subjects([c for c in claims if c.measure == "votes"], contest) if s != NULL]
    steps = [_Step(*pair, words) for pair in ordered(sides(claims, contest), contest)]
    steps = [step for step in steps if step.both(named)]
    rows = [datum for step in steps for datum in step.votes(named, contest)]
    rows.extend(datum for step in steps for datum in step.shares(named, contest))
    return tuple(rows)


def ordered(every: Sequence[Side], contest: Contest) -> list[tuple[Side, Side]]:
    """Each source's bulletins that state votes, one and the next."""
    some = [side for side in every if any(measure == "votes" for measure, _ in side.count.facts)]
    pairs = counts.bulletins([side.count for side in some], contest.tally_sheets)
    return [(some[one], some[other]) for one, other in pairs]


@dataclass(frozen=True, slots=True)
class _Step:
    """Two bulletins of one source, one after the other."""

    earlier: Side
    later: Side
    words: Words

    @property
    def key(self) -> str:
        return f"{self.earlier.key}>{self.later.key}"

    @property
    def detail(self) -> str:
        first, second = self.earlier, self.later
        if all(side.mark and side.mark[1:] == ("", False, False, 0, 1, "") for side in (first, second)):
            return self.words.say("bulletins.step", first=first.count.as_of, second=second.count.as_of)
        return self.words.say("bulletins.then", first=self._named(first), second=self._named(second))

    def _named(self, side: Side) -> str:
        """A bulletin as it is called everywhere, and what it covers, which puts it in its place."""
        told = side.mark and side.mark.coverage
        return ", ".join(filter(None, (self.words.detail(side), "" if told else self.words.covered(side))))

    def both(self, named: Sequence[str]) -> list[str]:
        """Whose votes both bulletins state."""
        return [subject for subject in named if all(_votes(side, subject) for side in (self.earlier, self.later))]

    def votes(self, named: Sequence[str], contest: Contest) -> list[Datum]:
        """What came in, candidate by candidate; those that one of the two does not state are one gap."""
        block = Block(VOTES, self.later, self.words, self.detail)
        rows, known = [], self.both(named)
        for subject in known:
            claims = [_votes(side, subject) for side in (self.earlier, self.later)]
            before, after = ((claim.low, claim.high) for claim in claims if claim)
            interval = (after[0] - before[1], after[1] - before[0])
            lane = self.words.subject(subject, contest)
            rests_on = [claim for claim in claims if claim]
            rows.append(block.implied(lane, interval, "votes", subject=subject, claims=rests_on))
        silent = [self.words.subject(subject, contest) for subject in named if subject not in known]
        if silent:
            rows.append(block.missing(self.words.joined(silent), "votes", self.words.say("bulletins.one_only")))
        return [replace(datum, row=self.key) for datum in rows]

    def shares(self, named: Sequence[str], contest: Contest) -> list[Datum]:
        """Each candidate's share of the votes before, and of those that came in; of the candidates both state."""
        block = Block(SHARES, self.later, self.words, self.detail)
        known = self.both(named)
        before = [_span(self.earlier, subject) for subject in known]
        after = [_span(self.later, subject) for subject in known]
        came = [(two[0] - one[1], two[1] - one[0]) for one, two in zip(before, after, strict=True)]
        if len(known) < 2:
            return []
        rows = []
        for place, subject in enumerate(known):
            name = self.words.subject(subject, contest)
            for key, spans in (("before", before), ("came", came)):
                share = _share(spans, place)
                lane = self.words.say(f"bulletins.{key}", name=name)
                if share is not None:
                    rows.append(block.implied(lane, share, "share", subject=subject))
                elif key == "came":
                    rows.append(block.missing(lane, "share", self.words.say("bulletins.no_share")))
        return [replace(datum, row=self.key) for datum in rows]


def _votes(side: Side, subject: str) -> Claim | None:
    """The votes that a bulletin states for somebody, where it states one number."""
    facts = side.count.deciding("votes", subject)
    return facts[0].claim if len(facts) == 1 else None


def _span(side: Side, subject: str) -> Span:
    claim = _votes(side, subject)
    assert claim is not None  # asked for subjects of `both` alone
    return claim.low, claim.high


def _share(spans: Sequence[Span], place: int) -> Span | None:
    """The share in percent of one of several numbers; None where some may be less than nothing or all be nothing.

    It grows with its own number and falls with the others': the ends lie at opposite corners.
    """
    low, high = spans[place]
    others_low = sum(end for at, (end, _) in enumerate(spans) if at != place)
    others_high = sum(end for at, (_, end) in enumerate(spans) if at != place)
    if min(end for end, _ in spans) < 0 or low + others_low <= 0:
        return None
    return 100.0 * low / (low + others_high), 100.0 * high / (high + others_low)


def headline(data: Sequence[Datum], words: Words) -> str:
    """What falls; else how many votes came in, and for whom more than before."""
    votes = [datum for datum in data if datum.panel == VOTES and datum.kind == IMPLIED]
    if not votes:
        return words.say("bulletins.none")
    fallen = [datum for datum in votes if datum.high < 0]
    if fallen:
        own = [datum.lane for datum in fallen if datum.row == fallen[0].row]
        return words.say(
            "bulletins.falls", source=fallen[0].source_name, step=fallen[0].detail, names=words.joined(own)
        )
    last = [datum for datum in votes if datum.row == votes[-1].row]
    total = words.interval(max(sum(d.low for d in last), 0.0), sum(d.high for d in last), "votes")
    parts = {"source": last[0].source_name, "step": last[0].detail, "votes": total}
    shares = [d for d in data if d.panel == SHARES and d.row == last[0].row and d.kind == IMPLIED]
    pairs = [(one, two) for one, two in pairwise(shares) if one.subject == two.subject]
    if not pairs:
        return words.say("bulletins.came_in_votes", **parts)
    before, came = max(pairs, key=lambda pair: pair[1].low)
    name = next(datum.lane for datum in last if datum.subject == came.subject)
    some = any(d.panel == VOTES and d.row == last[0].row and d.kind == MISSING for d in data)
    says = "bulletins.came_in_part" if some else "bulletins.came_in"
    return words.say(says, share=came.text, before=before.text, name=name, **parts)


def panels(data: Sequence[Datum], words: Words) -> tuple[Panel, ...]:
    """Votes that came in as bars; below, the shares, where there are any."""
    votes, shares = (tuple(datum for datum in data if datum.panel == name) for name in (VOTES, SHARES))
    key = words.say("bulletins.key")
    first = Panel(words.say("bulletins.heading"), words.say("bulletins.axis"), votes, "votes", glyph="bar", key=key)
    if not shares:
        return (first,)
    second = Panel(words.say("bulletins.shares"), words.say("bulletins.axis_share"), shares, "percent", from_zero=False)
    return first, second


FIGURE = FigureRecord("bulletins", table, headline, panels)
