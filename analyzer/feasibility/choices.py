"""What the figures of a count leave open: who is the runner-up of a lead, and of which kind the ballots are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from analyzer.counts import Count
from analyzer.model import NULL, Basis

#: A count by its place, and the candidate whose lead it is, or "ballots".
Key = tuple[int, str]


def choices(number: int, count: Count, subjects: Sequence[str]) -> Iterator[tuple[Key, tuple[str, ...]]]:
    """Each choice of a count, with its options."""
    for measure, subject in count.facts:
        two = count.basis(measure) is Basis.TWO and measure == "share"
        others = _likely(count, (s for s in subjects if s != subject))
        # A lead of nobody on the list, or over nobody, bears on nothing.
        if (measure.startswith("margin") or two) and subject in subjects and others:
            yield (number, subject), others
    measures = {measure for measure, _ in count.facts}
    invalid = ("votes", NULL) in count.facts or ("share", NULL) in count.facts or "turnout" in measures
    if "ballots" in measures and (invalid or Basis.CAST in count.bases.values()):
        yield (number, "ballots"), (Basis.VALID, Basis.CAST)


def _likely(count: Count, subjects: Iterable[str]) -> tuple[str, ...]:
    """Candidates by their shares, or their votes, in a count, the highest first: most leads are over that one."""

    def figures(subject: str) -> tuple[float, float]:
        cells = (count.facts.get((measure, subject), ()) for measure in ("share", "votes"))
        share, votes = (max((fact.usual[0] for fact in cell), default=-1.0) for cell in cells)
        return share, votes

    return tuple(sorted(subjects, key=figures, reverse=True))


def of_choice(counts: Sequence[Count], key: Key) -> set[str]:
    """The claims that a choice matters to: the ballots of a count, or a candidate's leads and shares."""
    number, what = key
    return {
        fact.claim.claim
        for (measure, subject), cell in counts[number].facts.items()
        if (measure == what if what == "ballots" else subject == what)
        for fact in cell
    }
