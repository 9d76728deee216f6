"""Which figures of one source cannot be of one count: what hardly any source says of itself, and a misreading does.

Plain arithmetic over the claims of one document, each taken a printed unit wider than it is read, as hundreds of ways
to read a text are weighed; exact arithmetic over all bases is what `checks` is for. A count is what
`analyzer.grouping` makes of a source's statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import NamedTuple

from analyzer.facts import WITH_BASIS, Fact, Key
from analyzer.grouping import groups, lead_of_two
from analyzer.model import NULL, OTHERS, Basis, Claim, Hedge

# What a source may be out by without contradicting itself: points between percentages, a part of a count. A slip of
# the pen or a rounding too many is for the checks to tell; a misreading is further off.
_POINTS, _PART = 0.3, 1.01
_FAR_POINTS, _FAR_PART, _FAR_LEAD = 3.0, 1.03, 1.3  # beyond these it is not even roughly so

_LEADS = ("margin_points", "margin_votes")
_PERCENTAGES = ("share", "turnout", "coverage", "margin_points")
_VALID_BALLOTS: Key = ("ballots", "valid")


class Clash(NamedTuple):
    """Claims of a document that cannot all be of one count, by their places among its claims.

    `absurd`: not even roughly, or not by any figures (a lead of one who is behind).
    """

    members: frozenset[int]
    absurd: bool


class Cell(NamedTuple):
    """What the figures of a measure and candidate allow together; `low` > `high`: they are two figures."""

    low: float
    high: float
    members: tuple[int, ...]


Cells = Mapping[Key, Cell]


def clashes(claims: Sequence[Claim], registered: float | None = None) -> frozenset[Clash]:
    """What clashes among a document's claims; `registered` are the contest's voters, where they are on record."""
    own: dict[str, list[int]] = {}
    for i, claim in enumerate(claims):
        own.setdefault(claim.source, []).append(i)
    found: set[Clash] = set()
    for members in own.values():
        if len(members) > 1 and any(_clashing(_cells(claims, members), registered)):
            found |= _within_counts(claims, members, registered)
    return frozenset(found)


def _within_counts(claims: Sequence[Claim], members: Sequence[int], registered: float | None) -> set[Clash]:
    places = {claims[i].claim: i for i in members}
    facts = [_fact(claims[i]) for i in members]
    found: set[Clash] = set()
    for group in groups(facts, serial=False):
        inside = [places[fact.claim.claim] for fact in group.facts]
        found.update(_clashing(_cells(claims, inside), registered))
        found.update(Clash(frozenset((inside[0], places[rival.claim.claim])), False) for rival in group.rivals)
    return found


def _fact(claim: Claim) -> Fact:
    span = _span(claim)
    return Fact(claim, 1, (claim.low, claim.high), span, span[1] < inf and span[0] > 0.0)


def _span(claim: Claim) -> tuple[float, float]:
    """The usual reading of a figure and a printed unit more on either side."""
    low, high = max(claim.low - claim.resolution, 0.0), claim.high + claim.resolution
    return (low if claim.hedge is not Hedge.AT_MOST else 0.0), (high if claim.hedge is not Hedge.AT_LEAST else inf)


def _cells(claims: Sequence[Claim], members: Iterable[int]) -> dict[Key, Cell]:
    """The cells of some claims; percentages of another basis than valid votes are left out."""
    found: dict[Key, Cell] = {}
    for i in members:
        claim = claims[i]
        if claim.measure in WITH_BASIS and claim.basis not in (Basis.UNSTATED, Basis.VALID):
            continue
        low, high = _span(claim)
        valid = claim.measure == "ballots" and claim.basis is Basis.VALID
        key = _VALID_BALLOTS if valid else (claim.measure, claim.subject)
        known = found.get(key)
        if known is None:
            found[key] = Cell(low, high, (i,))
        else:
            found[key] = Cell(max(known.low, low), min(known.high, high), (*known.members, i))
    return found


def _of(cells: Cells, measure: str) -> dict[str, Cell]:
    """Candidate -> his cell of a measure."""
    return {s: cell for (m, s), cell in cells.items() if m == measure and s not in (OTHERS, NULL)}


def _clash(*cells: Cell, absurd: bool = False) -> Clash:
    return Clash(frozenset(_members(*cells)), absurd)


def _clashing(cells: Cells, registered: float | None) -> Iterator[Clash]:
    """The clashes of the figures of one count."""
    twice = {key for key, cell in cells.items() if cell.low > cell.high * (1.0 if key[0] in _PERCENTAGES else _PART)}
    yield from (_clash(cells[key]) for key in twice)
    sound = {key: cell for key, cell in cells.items() if key not in twice}
    shares, votes = _of(sound, "share"), _of(sound, "votes")
    if len(shares) > 1:
        over = sum(cell.low for cell in shares.values()) - 100.0
        if over > _POINTS:
            yield _clash(*shares.values(), absurd=over > _FAR_POINTS)
    cast, voters = _cast(sound, registered), sound.get(("registered", "")) or _known(registered)
    totals = _totals(shares, votes, [cell for cell in (cast, sound.get(_VALID_BALLOTS), voters) if cell])
    yield from _apart(totals)
    yield from _leads(sound, shares, votes, totals)
    yield from _sheets(sound)
    if voters and cast and (least := cast.low) > voters.high * _PART:
        yield _clash(cast, voters, absurd=least > voters.high * _FAR_PART)


def _known(registered: float | None) -> Cell | None:
    return Cell(registered, registered, ()) if registered else None


def _cast(cells: Cells, registered: float | None) -> Cell | None:
    """The ballots as they are stated, at most those that turnout and register make."""
    ballots, turnout = cells.get(("ballots", "")), cells.get(("turnout", ""))
    voters = cells.get(("registered", "")) or _known(registered)
    if not turnout or not voters:
        return ballots
    most = voters.high * turnout.high / 100.0
    members = _members(turnout, voters)
    if ballots is None:
        return Cell(0.0, most, members)
    return Cell(ballots.low, most, _members(ballots) + members) if most < ballots.high else ballots


def _totals(shares: Mapping[str, Cell], votes: Mapping[str, Cell], ballots: Iterable[Cell]) -> list[Cell]:
    """What votes there are in all, by whatever says something of it: no fewer than are stated, no more than ballots."""
    found = [
        Cell(100.0 * votes[s].low / shares[s].high, _over(votes[s].high, shares[s].low), _members(votes[s], shares[s]))
        for s in votes
        if s in shares and shares[s].high > 0.0
    ]
    found += [cell._replace(low=0.0) for cell in ballots]
    if votes:
        found.append(Cell(sum(cell.low for cell in votes.values()), inf, _members(*votes.values())))
    return found


def _over(votes: float, share: float) -> float:
    return 100.0 * votes / share if share > 0.0 else inf


def _members(*cells: Cell) -> tuple[int, ...]:
    return tuple(i for cell in cells for i in cell.members)


def _apart(totals: Sequence[Cell]) -> Iterator[Clash]:
    """Two totals that do not meet."""
    if totals:
        least, most = max(totals), min(totals, key=lambda cell: cell.high)
        if least.low > most.high * _PART:
            yield _clash(least, most, absurd=least.low > most.high * _FAR_PART)


def _leads(
    cells: Cells, shares: Mapping[str, Cell], votes: Mapping[str, Cell], totals: Sequence[Cell]
) -> Iterator[Clash]:
    """Leads of two candidates, of one who is behind, or of another size than the figures of the two have."""
    leads = [(m, s, cell) for (m, s), cell in cells.items() if m in _LEADS]
    for n, (_, one, cell) in enumerate(leads):
        yield from (_clash(cell, other, absurd=True) for _, two, other in leads[:n] if one != two)
    for measure, leader, lead in leads:
        for figures in (shares, votes):
            own = figures.get(leader)
            rival = max((cell for s, cell in figures.items() if s != leader), key=lambda cell: cell.high, default=None)
            some = [cell for cell in (own, rival) if cell]
            least, most = _difference(own, rival, are_shares=figures is shares)
            if most < 0.0:
                yield _clash(lead, *some, absurd=True)
            elif some and (measure == "margin_points") is (figures is shares):
                yield from _of_size(lead, least, most, some, _POINTS if figures is shares else 0.0)
            elif figures is shares and totals:
                all_votes = min(cell.high for cell in totals)
                if some and all_votes < inf and lead.low > most * all_votes / 100.0 * _FAR_LEAD:
                    yield _clash(lead, *some, *totals, absurd=True)


def _difference(own: Cell | None, rival: Cell | None, *, are_shares: bool) -> tuple[float, float]:
    """The least and the most that one can be ahead of the next; of shares all others have what one has not."""
    least = own.low - rival.high if own and rival else -inf
    most = own.high - (rival.low if rival else 0.0) if own else inf
    if are_shares:
        least = max(least, 2.0 * own.low - 100.0) if own else least
        most = min(most, 100.0 - 2.0 * rival.low) if rival else most
    return least, most


def _of_size(lead: Cell, least: float, most: float, figures: Sequence[Cell], slack: float) -> Iterator[Clash]:
    """Is a lead more than the difference of two figures, of all votes or of those of the two alone, or less?

    It may be less where somebody else is the next, of whom nothing is said.
    """
    if lead.low > most * _PART + slack and not (slack and _of_two(lead, figures)):
        yield _clash(lead, *figures, absurd=len(figures) == 1 or lead.low > most * _FAR_LEAD + slack)
    elif least > lead.high * _PART + slack:
        yield _clash(lead, *figures)


def _of_two(lead: Cell, figures: Sequence[Cell]) -> bool:
    """May it be the lead in percent of the votes of two?"""
    if len(figures) < 2:
        return False
    own, rival = figures
    return lead.low <= lead_of_two(own.high, rival.low) + _POINTS


def _sheets(cells: Cells) -> Iterator[Clash]:
    """More sheets counted than there are, or another part of them than the coverage says: they may be of two kinds."""
    counted, total, part = (cells.get((m, "")) for m in ("coverage_count", "coverage_total", "coverage"))
    if not counted or not total:
        return
    if counted.low > total.high:
        yield _clash(counted, total)
    elif part and total.low > 0.0:
        low, high = 100.0 * counted.low / total.high, 100.0 * counted.high / total.low
        if low > part.high + _POINTS or high < part.low - _POINTS:
            yield _clash(counted, total, part)
