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
    number: int, count: Count, subjects: Sequence[str], contest: Contest | None = None, *, paired: bool = False
) -> Iterator[tuple[Key, tuple[str, ...]]]:
    """Each choice of a count, with its options; what its shares are of only where the `contest` is given.

    `paired`: where one candidate alone has a share that may be of the two leading, each possible other is an option.
    """
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
        yield (number, SHARES), _wholes(count, contest, subjects if paired else (), invalid or "ballots" in measures)
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


def whole_of(choice: str) -> Basis:
    """The basis that an option for SHARES stands for."""
    return Basis(choice.partition(" ")[0])


def other_of(choice: str) -> str:
    """Who is the other of the two leading in an option for SHARES; "" where it leaves that open."""
    return choice.partition(" ")[2]


def _wholes(count: Count, contest: Contest, subjects: Sequence[str], invalid: bool) -> tuple[str, ...]:
    """The bases on which such shares differ: one that takes in another, where no figure tells them apart, is enough.

    The register may be the ballots cast where nothing is said of it, and these the valid votes. Who is beside a single
    candidate among the two leading is one of the `subjects`, left open where there are none.
    """
    register = any(measure in {"turnout", "registered"} for measure, _ in count.facts)
    found: list[str] = [*([Basis.VALID] if invalid else []), *([Basis.CAST] if register else []), Basis.REGISTERED]
    if may_be_of_two(count, contest):
        with_share = [s for m, s in count.facts if m == "share" and s != NULL]
        others = _likely(count, (s for s in subjects if s not in with_share)) if len(with_share) == 1 else ()
        found += [f"{Basis.TWO} {other}" for other in others] or [Basis.TWO]
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
