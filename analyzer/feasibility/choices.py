"""What the figures of a count leave open: who is the runner-up of a lead, of what its shares are, its ballots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from analyzer.counts import Count, Fact, may_be_of_two
from analyzer.model import NULL, Basis, Contest

#: A count by its place, and the candidate whose lead it is, or "ballots", or SHARES.
Key = tuple[int, str]
#: What the shares of a count that do not say are percentages of; its leads in points, too.
SHARES = "shares of"

_OF_A_WHOLE = ("share", "margin_points")


def choices(
    number: int, count: Count, subjects: Sequence[str], contest: Contest | None = None
) -> Iterator[tuple[Key, tuple[str, ...]]]:
    """Each choice of a count, with its options; what its shares are of only where the `contest` is given."""
    for measure, subject in count.facts:
        two = count.basis(measure) is Basis.TWO and measure == "share"
        others = _likely(count, (s for s in subjects if s != subject))
        # A lead of nobody on the list, or over nobody, bears on nothing.
        if (measure.startswith("margin") or two) and subject in subjects and others:
            yield (number, subject), others
    measures = {measure for measure, _ in count.facts}
    invalid = ("votes", NULL) in count.facts or ("share", NULL) in count.facts or "turnout" in measures
    open_shares = bool(contest and of_no_basis(count))
    if contest and open_shares:
        yield (number, SHARES), _wholes(count, contest, invalid=invalid or "ballots" in measures)
    if "ballots" in measures and (invalid or open_shares or Basis.CAST in count.bases.values()):
        yield (number, "ballots"), (Basis.VALID, Basis.CAST)


def of_no_basis(count: Count) -> list[Fact]:
    """The shares that do not say what they are percentages of, and leads in points that no stated one explains."""
    if count.basis("share"):
        return []
    return [
        fact
        for (measure, _), cell in count.facts.items()
        if measure in _OF_A_WHOLE and not count.basis(measure)
        for fact in cell
    ]


def _wholes(count: Count, contest: Contest, *, invalid: bool) -> tuple[Basis, ...]:
    """The bases on which such shares differ: one that takes in another, where no figure tells them apart, is enough.

    The register may be the ballots cast where nothing is said of it, and these the valid votes.
    """
    register = any(measure in {"turnout", "registered"} for measure, _ in count.facts)
    found = [*([Basis.VALID] if invalid else []), *([Basis.CAST] if register else []), Basis.REGISTERED]
    if may_be_of_two(count, contest):
        found.append(Basis.TWO)
    return tuple(found)


def _likely(count: Count, subjects: Iterable[str]) -> tuple[str, ...]:
    """Candidates by their shares, or their votes, in a count, the highest first: most leads are over that one."""

    def figures(subject: str) -> tuple[float, float]:
        cells = (count.facts.get((measure, subject), ()) for measure in ("share", "votes"))
        share, votes = (max((fact.usual[0] for fact in cell), default=-1.0) for cell in cells)
        return share, votes

    return tuple(sorted(subjects, key=figures, reverse=True))


def of_choice(counts: Sequence[Count], key: Key) -> set[str]:
    """The claims that a choice matters to: a count's ballots, its shares, or a candidate's leads and shares."""
    number, what = key
    if what == SHARES:
        return {fact.claim.claim for fact in of_no_basis(counts[number])}
    return {
        fact.claim.claim
        for (measure, subject), cell in counts[number].facts.items()
        if (measure == what if what == "ballots" else subject == what)
        for fact in cell
    }
