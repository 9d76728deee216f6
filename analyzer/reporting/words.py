"""What the report calls things: verdicts, checks, measures."""

from __future__ import annotations

from dataclasses import dataclass

from analyzer.model import Verdict


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """A verdict's sign and word, and what it promises."""

    sign: str
    word: str
    meaning: str


VERDICTS = {
    Verdict.INCONSISTENT: VerdictWords(
        "✕",
        "Inconsistent",
        "These statements cannot all hold, however their figures were rounded, hedged or based. Where an "
        "assumption is named, the verdict holds under it and turns at the value given.",
    ),
    Verdict.STRAINED: VerdictWords(
        "≈",
        "Strained",
        "Read plainly, these statements do not fit; a wider reading or another basis, which the finding "
        "names, makes them fit.",
    ),
    Verdict.UNDETERMINED: VerdictWords(
        "?", "Undetermined", "The test has no power here, or a figure it needs is not stated."
    ),
    Verdict.CONSISTENT: VerdictWords(
        "✓", "Consistent", "These statements can all hold together. That does not make them true."
    ),
}

#: The checks in the order in which a reader cares for them.
CHECKS = {
    "compatibility": "Two sources against each other",
    "conflict": "A smallest set that cannot hold together",
    "bulletins": "From one bulletin to the next",
    "tallies-compatibility": "Against the published tally sheets",
    "tallies-total": "Votes of the published tally sheets",
    "tallies-coverage": "Coverage of the published tally sheets",
    "vote-sum": "Votes and their total",
    "share-votes": "Shares and votes",
    "share-sum": "The sum of the shares",
    "margin": "The stated lead",
    "implied-total": "The total that votes and shares imply",
    "turnout": "Turnout",
    "granularity": "Whole votes behind a share",
    "too-round": "Counts too close to round percentages",
    "coverage": "What was not counted",
    "tallies-integer": "Whole percentages on tally sheets",
    "tallies-digits": "Digits on tally sheets",
    "tallies-shape": "Turnout and share over tally sheets",
}

MEASURES = {
    "share": "vote share",
    "votes": "votes",
    "margin_points": "lead in points",
    "margin_votes": "lead in votes",
    "turnout": "turnout",
    "ballots": "ballots in all",
    "registered": "registered voters",
    "coverage": "coverage",
    "coverage_count": "tally sheets counted",
    "coverage_total": "tally sheets in all",
}

#: The table of hedges: class, words, usual reading, widest reading; v the number, u its last printed unit.
HEDGES = (
    ("printed as it is", "–", "v ± u/2", "v ± u/2, or cut off: v − u/2 up to v + u; a lead in points v ± u"),
    ("about", "about, some, roughly", "v ± u", "v ± 2u"),
    ("almost", "almost, nearly, close to", "v − u up to v", "v − 2u up to v"),
    ("just over", "just over, slightly more than", "v up to v + u", "v up to v + 2u"),
    ("at most", "less than, at most", "v − u up to v", "0 up to v"),
    ("at least", "more than, over, at least", "v up to v + u", "v and above"),
)

#: What a correction did, by its action.
CORRECTIONS = {"change": "Changed", "drop": "Dropped", "add": "Added"}
