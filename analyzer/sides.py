"""What is set side by side: one row for each count of each source, with the facts it states.

The figures and the report's table show the same rows, so they are made once, here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analyzer import labels, wording
from analyzer.counts import Count, Fact, counts
from analyzer.model import NULL, OTHERS, Claim, Contest
from analyzer.order import natural

OWN_VOICE = "Stated by the text itself"


@dataclass(frozen=True, slots=True)
class Side:
    """One count of one source: `name` for people; `detail` and `mark` say which one where the source has several."""

    key: str
    source: str
    name: str
    detail: str
    count: Count
    mark: labels.Mark | None = None

    def facts(self, measure: str, subject: str = "") -> tuple[Fact, ...]:
        """The distinct figures of one measure and subject, in the order they were claimed."""
        return self.count.facts.get((measure, subject), ())

    @property
    def subjects(self) -> frozenset[str]:
        """Everybody the count gives a figure for."""
        return frozenset(subject for _, subject in self.count.facts if subject)

    @property
    def coverage(self) -> str:
        """What part of the tally sheets the count rests on, in words."""
        return labels.coverage(self.count)


def sides(claims: Sequence[Claim], contest: Contest) -> tuple[Side, ...]:
    """One side for each count that the claims speak of: in the order of the contest's sources, a source's by date.

    What has no date stands after what has one, in the order of the claims.
    """
    found = _counted(tuple(claims), contest.serial, contest.tally_sheets)
    order = {source.id: place for place, source in enumerate(contest.sources)}
    own: dict[str, list[Count]] = {}
    for count in found:
        own.setdefault(count.source, []).append(count)
    ranked = sorted(
        found,
        key=lambda count: (
            *(not count.source, order.get(count.source, len(order)), count.source),
            *(not count.as_of, natural(count.as_of), count.number),
        ),
    )
    return tuple(
        Side(
            key=f"{count.source}#{count.number}",
            source=count.source,
            name=source_name(count.source, contest),
            detail=labels.label(count, own[count.source]),
            count=count,
            mark=labels.mark(count, own[count.source]),
        )
        for count in ranked
    )


# Every figure and table of one run asks for the sides of the same claims; of thousands, that is most of their time.
_counted = lru_cache(maxsize=2)(counts)


def subject_name(subject: str, contest: Contest) -> str:
    """A candidate's name, or what a reserved subject is called at the head of a column."""
    heads = {OTHERS: "Other candidates", NULL: "Invalid and blank"}
    return heads.get(subject) or wording.subject_name(subject, contest)


def source_name(source: str, contest: Contest) -> str:
    """A source's name; the text's own voice where nobody is answerable."""
    return wording.source_name(source, contest) if source else OWN_VOICE


def subjects(claims: Iterable[Claim], contest: Contest) -> tuple[str, ...]:
    """The subjects that the claims name, in the order of the contest, the reserved ones last."""
    named = {claim.subject for claim in claims if claim.subject}
    known = [candidate.id for candidate in contest.candidates]
    rest = sorted(named - set(known) - {OTHERS, NULL})
    return tuple(subject for subject in (*known, *rest, OTHERS, NULL) if subject in named)
