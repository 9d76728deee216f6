"""Figures as people write them: the one place that turns values, hedges and intervals into words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf, isfinite, isnan

from analyzer.model import MEASURES, NULL, OTHERS, Basis, Claim, Contest, Hedge

NBSP = "\N{NO-BREAK SPACE}"
EN_DASH = "\N{EN DASH}"

#: Controls, signs that reverse the direction of what follows, halves of a character: none may act on the page.
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

#: What each class of hedge is called; the words of the text itself stand in the quoted sentence.
HEDGE_WORDS = {
    Hedge.EXACT: "",
    Hedge.ABOUT: "about",
    Hedge.UNDER: "almost",
    Hedge.OVER: "just over",
    Hedge.AT_MOST: "at most",
    Hedge.AT_LEAST: "at least",
}

#: What percentages are percentages of.
WHOLES = {
    Basis.VALID: "valid votes",
    Basis.CAST: "ballots cast",
    Basis.REGISTERED: "registered voters",
    Basis.TWO: "votes of the two leading candidates",
}

_UNITS = {"points", "votes", "voters", "sheets"}
_MANY = re.compile(r"\b(point|vote|voter|ballot|sheet|station)s\b")
_COUNTED = {"votes", "voters", "sheets"}
#: Decimals that the ends of a figure printed with six have.
_MOST_PLACES = 7
MILLION = 1_000_000
_ASSUMED = re.compile(r"each uncounted tally sheet carries between (\S+) and (\S+) times the votes of a counted one;")
_SAVED = re.compile(r"; ((?:in the widest reading )?they can if [^;]+, not of valid votes)")
_TURNS = re.compile(
    r"each uncounted tally sheet carries between \S+ and \S+ times the votes of a counted one; "
    r"[a-z, ]*the verdict turns at (\d+\.\d\d)"
)


def subject_name(subject: str, contest: Contest) -> str:
    """A candidate's name, or what a reserved subject is called within a sentence."""
    known = contest.candidate(subject)
    reserved = {OTHERS: "other candidates", NULL: "invalid and blank votes"}
    return known.name if known else reserved.get(subject, subject)


def source_name(source: str, contest: Contest) -> str:
    """A source's name within a sentence; the text itself where nobody is answerable."""
    known = contest.source(source)
    return known.name if known else source or "the text itself"


def joined(words: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def plural(number: int, noun: str, gap: str = NBSP) -> str:
    """ "1 claim", "2 claims", "1,300 claims"."""
    return f"{number:,}{gap}{noun}{'' if number == 1 else 's'}"


def counted(figure: str, nouns: str, gap: str = NBSP) -> str:
    """A number as it is printed and what it counts, in the singular after a figure of one: "1 valid vote".

    `nouns` are said of many: "valid votes", "ballots cast", "tally sheets". What is printed as 1.0 has the plural.
    """
    words = _MANY.sub(r"\1", nouns, count=1) if figure == "1" else nouns
    return f"{figure}{gap}{words}"


def are(figure: str) -> str:
    """ "is" after a figure of one as `counted` words it ("about 1 vote"), "are" after any other and after several."""
    return "is" if re.fullmatch(rf"(?:[a-z]+ )*1{NBSP}[^{NBSP}]*", figure) else "are"


def bare(figure: str, unit: str) -> str:
    """A figure without the unit at its end: "at least 80" of "at least 80 sheets"."""
    return figure.removesuffix(f"{NBSP}{unit}").removesuffix(f"{NBSP}{unit.removesuffix('s')}")


def number(value: float, resolution: float = 0.0) -> str:
    """`value` with the digits its last printed unit allows: "51.20", "5,150,092", "7.3 million"."""
    if resolution >= MILLION / 1000 and value >= MILLION:
        return f"{value / MILLION:.{decimals(resolution / MILLION)}f}{NBSP}million"
    return f"{value:,.{decimals(resolution)}f}" if resolution else shortest(value)


def amount(value: float, unit: str, resolution: float = 0.0) -> str:
    """`number` with its unit: "51.20 %", "38 points"."""
    return _with_unit(number(value, resolution), unit)


def _with_unit(figure: str, unit: str) -> str:
    if unit in _UNITS:
        return counted(figure, unit)
    return f"{figure}{NBSP}%" if unit == "percent" else figure


def noun(measure: str) -> str:
    """What a figure of a measure is a number of, in words: its unit, but that a register is one of voters."""
    return "voters" if measure == "registered" else MEASURES[measure].unit


def stated(claim: Claim) -> str:
    """What a claim says, hedge and unit with it: "almost 38 points", "7.3 million votes", "47.9–50.1 %"."""
    if both := range_ends(claim):
        low, high = (number(end, claim.resolution) for end in both)
        return _with_unit(f"{low}{EN_DASH}{high}", noun(claim.measure))
    words = HEDGE_WORDS[Hedge(claim.hedge)]
    figure = amount(claim.value, noun(claim.measure), claim.resolution)
    return f"{words} {figure}" if words else figure


def stated_of(claim: Claim) -> str:
    """`stated`, and of what a share is one where that is not the valid votes: "30.1 % of registered voters"."""
    return stated(claim) + (f" of {WHOLES[Basis(claim.basis)]}" if is_of_another_whole(claim) else "")


def is_of_another_whole(claim: Claim) -> bool:
    """Whether a share says that it is one of something else than the valid votes."""
    return claim.measure == "share" and Basis(claim.basis) not in {Basis.UNSTATED, Basis.VALID}


def range_ends(claim: Claim) -> tuple[float, float] | None:
    """Both ends of a range of which a claim is the one ("between 47.9 and 50.1 %"); None where it stands alone.

    An end bounds the figure from its side and carries the other end, farther away than the last printed unit.
    """
    low, high, unit = claim.low, claim.high, (claim.resolution or 1.0) * (1.0 + 1e-6)
    lower = claim.hedge == Hedge.AT_LEAST and claim.value == low and claim.value + unit < high < inf
    upper = claim.hedge == Hedge.AT_MOST and claim.value == high and low < claim.value - unit
    return (low, high) if lower or upper else None


def interval(low: float, high: float, unit: str) -> str:
    """ "34.70–36.00 %", "at least 80 %", a single number where both ends are one; "" where there is none."""
    if isnan(low) or isnan(high) or low == inf or high == -inf:
        return ""
    if high == inf or low == -inf:
        end = low if isfinite(low) else high
        words = "at least" if isfinite(low) else "at most"
        figure = _with_unit(fixed(end, places_of((end,), unit)), unit)
        return f"{words} {figure}" if isfinite(end) else "any number"
    places = places_of((low, high), unit)
    first, second = fixed(low, places), fixed(high, places)
    if first == second:
        return _with_unit(first, unit)
    # A dash between two minus signs would be read as one more of them.
    return _with_unit(f"{first}{EN_DASH if low >= 0 else ' to '}{second}", unit)


def places_of(ends: Sequence[float], unit: str) -> int:
    """Decimals to print: as many as a printed figure's own ends have (at most three), two for a computed one.

    More only where two would say what is not so: that different ends are one, or that what is not zero is.
    """
    if unit in _COUNTED:
        return 0
    for places in range(4):
        if _end_at(ends, places):
            return places
    if len({round(end, 2) for end in ends}) < len(set(ends)):
        own = next((places for places in range(4, _MOST_PLACES + 1) if _end_at(ends, places)), 0)
        if own:
            return own
    return next((places for places in range(2, _MOST_PLACES) if any(round(end, places) for end in ends)), 2)


def _end_at(ends: Sequence[float], places: int) -> bool:
    """Whether numbers have no more than so many decimals; of many, a computed number has as few only by chance."""
    near = 1e-9 if places < 4 else 1e-12
    return all(abs(end - round(end, places)) < near for end in ends)


def fixed(value: float, places: int) -> str:
    """`value` with so many decimals, thousands grouped."""
    return f"{value:,.{places}f}".replace("-", "\N{MINUS SIGN}")


def shortest(value: float) -> str:
    """`value` with the digits it has, six decimals at most."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{round(value, 6):,}"


def decimals(resolution: float) -> int:
    """0.01 -> 2, 0.1 -> 1, 1 and above -> 0."""
    places = 0
    while resolution < 0.999 and places < 6:
        resolution *= 10
        places += 1
    return places


def assumed(
    uncounted: float,
    turn: float,
    where: str = "",
    sheet: str = "uncounted tally sheet",
    beside: str = "votes of a counted one",
) -> str:
    """The assumption on tally sheets that are not there, and the value at which a verdict that rests on it turns.

    `uncounted` is e, `turn` votes per uncounted sheet over votes per counted one, `where` words on the reading.
    """
    low, high = max(1.0 - uncounted, 0.0), 1.0 + uncounted
    turning = f"{where}the verdict turns at {turn:.2f}" if isfinite(turn) else "no value turns the verdict"
    return f"each {sheet} carries between {low:.4g} and {high:.4g} times the {beside}; {turning}"


def turns_at(assumption: str) -> float | None:
    """The value at which a verdict turns, as `assumed` printed it; None for any other text. Findings carry no other."""
    found = _TURNS.fullmatch(assumption)
    return float(found[1]) if found else None


def assumed_weights(assumption: str) -> tuple[float, float] | None:
    """The votes per uncounted tally sheet, to one per counted one, that `assumed` printed; None for any other text."""
    found = _ASSUMED.match(assumption)
    return (float(found[1]), float(found[2])) if found else None


def saved(of_what: str, *, widest: bool) -> str:
    """What saves figures that cannot all hold, where it is that percentages are of another whole."""
    return f"{'in the widest reading ' if widest else ''}they can if {of_what}, not of valid votes"


def saved_by(message: str) -> str:
    """What saves the figures of a finding, as `saved` printed it behind a semicolon; "" for any other message."""
    found = _SAVED.search(message)
    return found[1] if found else ""


def visible(text: str) -> str:
    """`text` with every character that would act on the page instead of being read replaced by a visible sign."""
    return _ACTING.sub(lambda match: _picture(ord(match[0])), text)


def _picture(code: int) -> str:
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    return f"⟨U+{code:04X}⟩" if code in range(0x202A, 0x206A) else "\N{REPLACEMENT CHARACTER}"
