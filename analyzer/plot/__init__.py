"""The figures: each a record of pure functions from claims and findings to a table, a title and a drawing.

    figure = analyzer.plot.shares(claims, contest)                    # a matplotlib Figure
    axes = analyzer.plot.gap(claims, contest, ax=axes, lang="es")     # the same, into axes of one's own

Importing this costs nothing of matplotlib; drawing does. A new figure is a file in `figures/` and a line
in FIGURES.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, overload

from analyzer.model import Claim, Contest, Finding
from analyzer.order import in_order
from analyzer.plot.base import FigureRecord, ProfileFigure
from analyzer.plot.datum import Datum
from analyzer.plot.figures.bulletins import FIGURE as BULLETINS
from analyzer.plot.figures.conflicts import FIGURE as CONFLICTS
from analyzer.plot.figures.coverage import FIGURE as COVERAGE
from analyzer.plot.figures.gap import FIGURE as GAP
from analyzer.plot.figures.margins import FIGURE as MARGINS
from analyzer.plot.figures.reconciliation import FIGURE as RECONCILIATION
from analyzer.plot.figures.shares import FIGURE as SHARES
from analyzer.plot.figures.uncounted import FIGURE as UNCOUNTED
from analyzer.plot.figures.votes import FIGURE as VOTES
from analyzer.plot.inputs import claims_of, findings_of, margins_of
from analyzer.plot.profiles import PROFILES, TALLIES, lineage, tally
from analyzer.plot.words import ENGLISH, languages, load

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

_Ax = TypeVar("_Ax")

#: In the order in which a report shows them.
FIGURES = (SHARES, GAP, UNCOUNTED, CONFLICTS, VOTES, RECONCILIATION, MARGINS, COVERAGE, BULLETINS)

__all__ = [
    "FIGURES",
    "PROFILES",
    "TALLIES",
    "FigureRecord",
    "ProfileFigure",
    "bulletins",
    "conflicts",
    "coverage",
    "data",
    "draw",
    "gap",
    "languages",
    "lineage",
    "margins",
    "reconciliation",
    "shares",
    "tally",
    "uncounted",
    "votes",
]


def data(
    name: str,
    claims: Sequence[Claim] | DataFrame,
    contest: Contest,
    findings: Sequence[Finding] | DataFrame = (),
    lang: str = ENGLISH,
) -> DataFrame:
    """What the figure of that name draws, as a table: the columns of `plot.datum.Datum`, one row a number or a gap.

    ValueError for a name or a language that there is none of.
    """
    from analyzer import tables

    record = next((one for one in FIGURES if one.id == name), None)
    if record is None:
        raise ValueError(f"figure: expected one of {', '.join(one.id for one in FIGURES)}, found {name!r}")
    rows = record.data(
        in_order(claims_of(claims), [contest]), findings_of(findings), contest, load(lang), margins_of(claims)
    )
    return tables.frame(rows, type(rows[0]) if rows else Datum)


def draw(
    record: FigureRecord,
    claims: Sequence[Claim] | DataFrame,
    contest: Contest,
    findings: Sequence[Finding] | DataFrame = (),
    *,
    ax: Any = None,
    lang: str = ENGLISH,
) -> Any:
    """The figure of `record`, from claims as records or as the claims table; findings likewise.

    A claims table may have a column `margin_of_error`: what a sample's source states, in points either side.
    With `ax`, an Axes or as many as the figure has parts, it is drawn there and `ax` is returned; a single Axes takes
    the first part. ValueError for more axes than parts, and for a language that is not there.
    """
    from analyzer.plot import drawing  # matplotlib is loaded where something is drawn

    words = load(lang)
    rows = record.data(
        in_order(claims_of(claims), [contest]), findings_of(findings), contest, words, margins_of(claims)
    )
    if ax is None:
        return drawing.draw(record, rows, contest, words)
    # numpy arrays of axes, as plt.subplots gives them, are taken flat.
    several = list(getattr(ax, "flat", ax)) if hasattr(ax, "__len__") else [ax]
    drawing.onto(record, several, rows, contest, words)
    return ax


class _Draws(Protocol):
    """How a figure is called: it gives a Figure, or with `ax` what was given as such."""

    @overload
    def __call__(
        self,
        claims: Sequence[Claim] | DataFrame,
        contest: Contest,
        findings: Sequence[Finding] | DataFrame = ...,
        *,
        ax: None = ...,
        lang: str = ...,
    ) -> Figure: ...

    @overload
    def __call__(
        self,
        claims: Sequence[Claim] | DataFrame,
        contest: Contest,
        findings: Sequence[Finding] | DataFrame = ...,
        *,
        ax: _Ax,
        lang: str = ...,
    ) -> _Ax: ...


def _drawing(record: FigureRecord, says: str) -> _Draws:
    """The function that draws a figure: one signature for all of them."""

    def drawn(
        claims: Sequence[Claim] | DataFrame,
        contest: Contest,
        findings: Sequence[Finding] | DataFrame = (),
        *,
        ax: Any = None,
        lang: str = ENGLISH,
    ) -> Any:
        return draw(record, claims, contest, findings, ax=ax, lang=lang)

    drawn.__name__ = drawn.__qualname__ = record.id
    drawn.__doc__ = f"""{says}

    `claims` and `findings` are tables or records. A matplotlib Figure comes back; with `ax`, an Axes or as many as the
    figure has parts, it is drawn there and `ax` comes back. `lang` is one of `languages()`.
    """
    return drawn


shares = _drawing(SHARES, "Vote shares, one row a count.")
gap = _drawing(GAP, "How far apart the sources put each candidate.")
uncounted = _drawing(
    UNCOUNTED, "What uncounted votes would make two sources right; a part a pair, `findings` give the assumption."
)
conflicts = _drawing(
    CONFLICTS, "Which claims stand in which minimal sets that cannot all hold; they come from `findings`."
)
votes = _drawing(VOTES, "Votes as stated, and the totals that votes and shares imply: two parts.")
reconciliation = _drawing(RECONCILIATION, "What adds up to the stated total, part by part.")
margins = _drawing(MARGINS, "Margins as stated, and as shares and votes imply.")
coverage = _drawing(COVERAGE, "The part of the tally sheets that each count rests on.")
bulletins = _drawing(BULLETINS, "What came in from one bulletin to the next: votes, and shares; two parts.")
