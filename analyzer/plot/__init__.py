"""The figures: each a record of pure functions from claims and findings to a table, a title and a drawing.

    analyzer.plot.shares(claims, contest)          # a matplotlib Figure

Importing this costs nothing of matplotlib; drawing does. A new figure is a file in `figures/` and a line
in FIGURES.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analyzer.model import Claim, Contest, Finding
from analyzer.plot.base import FigureRecord, TallyFigure
from analyzer.plot.figures.coverage import FIGURE as COVERAGE
from analyzer.plot.figures.margins import FIGURE as MARGINS
from analyzer.plot.figures.shares import FIGURE as SHARES
from analyzer.plot.figures.votes import FIGURE as VOTES
from analyzer.plot.inputs import claims_of, findings_of
from analyzer.plot.sheets import TALLIES, tally

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

FIGURES = (SHARES, VOTES, MARGINS, COVERAGE)

__all__ = [
    "FIGURES",
    "TALLIES",
    "FigureRecord",
    "TallyFigure",
    "coverage",
    "draw",
    "margins",
    "shares",
    "tally",
    "votes",
]


def draw(
    record: FigureRecord,
    claims: Sequence[Claim] | DataFrame,
    contest: Contest,
    findings: Sequence[Finding] | DataFrame = (),
) -> Figure:
    """The figure of `record`, from claims as records or as the claims table; findings likewise."""
    return record.draw(record.data(claims_of(claims), findings_of(findings), contest), contest)


def shares(
    claims: Sequence[Claim] | DataFrame, contest: Contest, findings: Sequence[Finding] | DataFrame = ()
) -> Figure:
    """Vote shares, one row a count."""
    return draw(SHARES, claims, contest, findings)


def votes(
    claims: Sequence[Claim] | DataFrame, contest: Contest, findings: Sequence[Finding] | DataFrame = ()
) -> Figure:
    """Votes as stated, and the totals that votes and shares imply."""
    return draw(VOTES, claims, contest, findings)


def margins(
    claims: Sequence[Claim] | DataFrame, contest: Contest, findings: Sequence[Finding] | DataFrame = ()
) -> Figure:
    """Margins as stated, and as shares and votes imply."""
    return draw(MARGINS, claims, contest, findings)


def coverage(
    claims: Sequence[Claim] | DataFrame, contest: Contest, findings: Sequence[Finding] | DataFrame = ()
) -> Figure:
    """The part of the tally sheets that each count rests on."""
    return draw(COVERAGE, claims, contest, findings)
