"""The lineage of figures: how often each was reported by day, in wordings of its own and in reprints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from analyzer import wording
from analyzer.model import NULL, OTHERS, Appearance, Contest, Profile
from analyzer.plot.base import ProfileFigure, rows_of
from analyzer.plot.words import Words, several

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Figures drawn, the most independently reported first, and how many more that stand in altered copies of these.
MOST, VARIANTS = 14, 4
_BARS = 90  # bars across; of longer times a bar is several days
_LEFT, _WIDTH, _RIGHT, _ROW, _BELOW = 1.55, 4.6, 8.75, 0.31, 0.5  # inches
#: Where the numbers of a row end, in inches.
_COLUMNS = {"column_first": 7.25, "column_independent": 8.05, "column_documents": _RIGHT}
_HIGH = 0.84  # of a row's height, the tallest bar


@dataclass(frozen=True, slots=True)
class Line:
    """A figure's row: of whom and what it is, and on each day what it had been reported by then and was that day."""

    subject: str
    name: str
    measure: str
    value: float
    variant: bool
    days: tuple[date, ...]
    independent: tuple[int, ...]
    documents: tuple[int, ...]

    def new(self, totals: Sequence[int]) -> list[int]:
        """What each day added to the totals."""
        return [after - before for before, after in pairwise((0, *totals))]


def profile(days: Iterable[Appearance], contest: Contest) -> Profile | None:
    """What the figure of a contest draws, from the reports of its figures by day; None where there are none."""
    of: dict[tuple[str, str, float], list[Appearance]] = {}
    for one in days:
        if one.contest == contest.id:
            of.setdefault((one.subject, one.measure, one.value), []).append(one)
    every = [sorted(rows, key=lambda one: one.day) for rows in of.values()]
    every.sort(
        key=lambda rows: (
            *(-rows[-1].independent, -rows[-1].documents, rows[0].day),
            *(rows[0].subject, rows[0].measure, rows[0].value),
        )
    )
    shown = every[:MOST]
    about = {(rows[0].subject, rows[0].measure) for rows in shown}
    beside = [rows for rows in every[MOST:] if rows[0].variant and (rows[0].subject, rows[0].measure) in about]
    shown += beside[:VARIANTS]
    if not shown:
        return None
    groups = list(dict.fromkeys((rows[0].subject, rows[0].measure) for rows in shown))
    shown.sort(key=lambda rows: (groups.index((rows[0].subject, rows[0].measure)), rows[0].day))
    told = [(one, candidate.name if (candidate := contest.candidate(one.subject)) else "") for r in shown for one in r]
    return Profile(
        contest.id,
        FIGURE.id,
        {
            "subject": tuple(one.subject for one, _ in told),
            "name": tuple(name for _, name in told),
            "measure": tuple(one.measure for one, _ in told),
            "value": tuple(one.value for one, _ in told),
            "quote": tuple(one.quote for one, _ in told),
            "variant": tuple("yes" if one.variant else "" for one, _ in told),
            "day": tuple(one.day for one, _ in told),
            "independent": tuple(one.independent for one, _ in told),
            "documents": tuple(one.documents for one, _ in told),
        },
        {"figures": len(every)},
    )


def lines(profile: Profile) -> list[Line]:
    """The rows of the figure, those of one candidate and measure after each other."""
    of: dict[tuple[str, str, str, float], list[dict[str, Any]]] = {}
    for told in rows_of(profile):
        of.setdefault((told["subject"], told["name"], told["measure"], told["value"]), []).append(told)
    return [
        Line(
            subject,
            name,
            measure,
            value,
            any(row["variant"] for row in rows),
            tuple(date.fromisoformat(row["day"]) for row in rows),
            tuple(row["independent"] for row in rows),
            tuple(row["documents"] for row in rows),
        )
        for (subject, name, measure, value), rows in of.items()
    ]


def _whose(line: Line, words: Words) -> str:
    """ "Nicolás Maduro: share of the vote", "Turnout"."""
    name = line.name or (words.say(f"names.{line.subject}") if line.subject in {OTHERS, NULL} else line.subject)
    what = words.say(f"lineage.{line.measure}")
    return words.say("page.lane", lane=name, text=what) if name else what[:1].upper() + what[1:]


def _value(line: Line, words: Words) -> str:
    return words.amount(line.value, wording.noun(line.measure))


def title(profile: Profile, words: Words) -> str:
    """The figure that was most often reported independently, and since when."""
    first = min(lines(profile), key=lambda one: (-one.independent[-1], -one.documents[-1], one.days[0]))
    return words.say(
        "lineage.title",
        figure=_value(first, words),
        whose=_whose(first, words),
        wordings=words.plural(first.independent[-1], "wording"),
        first=first.days[0].isoformat(),
    )


def alt(profile: Profile, words: Words) -> str:
    """The title, then each figure with its first and last day and how often it was reported."""
    said = [
        words.say(
            "lineage.variant" if line.variant else "lineage.row",
            figure=_value(line, words),
            whose=_whose(line, words),
            first=line.days[0].isoformat(),
            last=line.days[-1].isoformat(),
            wordings=words.plural(line.independent[-1], "wording"),
            documents=words.plural(line.documents[-1], "document"),
        )
        for line in lines(profile)
    ]
    return f"{title(profile, words)}. {'; '.join(said)}."


def draw(profile: Profile, contest: Contest, words: Words) -> Figure:
    """A row a figure, a bar a day: dark what was reported in wordings of its own, pale the reprints."""
    from analyzer.plot import frame, glyphs
    from analyzer.plot.style import INK, SOFT, shortened

    drawn = lines(profile)
    step, start, bins = _calendar(drawn)
    headings = several(_whose(line, words) for line in drawn)
    height = _ROW * (len(drawn) + len(headings) + 1)
    page = frame.frame(title(profile, words), _notes(profile, step, contest, words), _BELOW + height)
    axes = page.axes(_LEFT, _BELOW, _WIDTH, height)
    axes.set_xlim(-0.5, bins - 0.5)
    axes.set_ylim(-(len(drawn) + len(headings) + 1), 0.0)
    axes.grid(visible=False, axis="y")
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    most = max(max(_binned(line, line.new(line.documents), start, step, bins)) for line in drawn)
    looks = glyphs.looks(contest)

    def right(at: float, y: float, said: str, **look: Any) -> None:
        frame.write(axes, (at - _LEFT) / _WIDTH, y, said, transform=axes.get_yaxis_transform(), ha="right", **look)

    for name, at in _COLUMNS.items():
        right(at, -0.5, words.say(f"lineage.{name}"), fontsize=7, color=SOFT)
    y, above = -1.0, ""
    for line in drawn:
        if (whose := _whose(line, words)) != above:
            above = whose
            said = shortened(whose, 90)
            left = (0.25 - _LEFT) / _WIDTH
            place = {"transform": axes.get_yaxis_transform(), "fontsize": 8.5, "fontweight": "bold", "color": INK}
            frame.write(axes, left, y - 0.6, said, **place)
            y -= 1.0
        y -= 1.0
        figure = words.say("lineage.marked", figure=_value(line, words)) if line.variant else _value(line, words)
        right(_LEFT - 0.12, y + 0.42, figure, fontsize=8, color=INK)
        _bars(axes, line, (start, step, bins), y, most, looks(line.subject).colour)
        numbers = (line.days[0].isoformat(), words.whole(line.independent[-1]), words.whole(line.documents[-1]))
        for at, number in zip(_COLUMNS.values(), numbers, strict=True):
            right(at, y + 0.42, number, fontsize=7.5, color=INK)
    _ticks(axes, start, step, bins)
    frame.label(axes, words.say("lineage.axis", days=words.plural(step, "day")))
    return page.figure


def _calendar(drawn: Sequence[Line]) -> tuple[int, date, int]:
    """Days of a bar, the first day of all, and how many bars there are."""
    start = min(line.days[0] for line in drawn)
    span = (max(line.days[-1] for line in drawn) - start).days + 1
    step = -(-span // _BARS)
    return step, start, -(-span // step)


def _binned(line: Line, new: Sequence[int], start: date, step: int, bins: int) -> list[int]:
    found = [0] * bins
    for day, number in zip(line.days, new, strict=True):
        found[(day - start).days // step] += number
    return found


def _bars(axes: Axes, line: Line, calendar: tuple[date, int, int], y: float, most: int, colour: str) -> None:
    """The bars of one figure on its ground line, which begins where the figure does."""
    from analyzer.plot.style import RULE

    start, step, bins = calendar
    axes.plot([(line.days[0] - start).days // step - 0.4, bins - 0.6], [y, y], color=RULE, linewidth=0.8, zorder=1)
    for totals, alpha in ((line.documents, 0.35), (line.independent, 1.0)):
        bars = _binned(line, line.new(totals), start, step, bins)
        places = [place for place, number in enumerate(bars) if number]
        # A tenth of a row at least, so that one report beside thousands is seen.
        heights = [max(bars[place] / most * _HIGH, 0.1) for place in places]
        axes.bar(places, heights, 0.8, bottom=y, color=colour, alpha=alpha, linewidth=0, zorder=2)


def _ticks(axes: Axes, start: date, step: int, bins: int) -> None:
    """Days as ISO 8601 has them, six at most; the year where it begins or changes."""
    every = -(-bins // 6)
    places = list(range(0, bins, every))
    days = [date.fromordinal(start.toordinal() + place * step) for place in places]
    years = [None, *(day.year for day in days)]
    axes.set_xticks(places)
    axes.set_xticklabels(
        [d.isoformat() if d.year != before else f"{d:%m-%d}" for d, before in zip(days, years[:-1], strict=True)]
    )


def _notes(profile: Profile, step: int, contest: Contest, words: Words) -> str:
    """What the signs mean, and what is not drawn."""
    shown, every = len(lines(profile)), int(profile.facts["figures"])
    marked = any(profile.columns["variant"])
    parts = [
        words.say("lineage.key", days=words.plural(step, "day")),
        words.say("lineage.variants") if marked else "",
        words.say("lineage.cut", shown=shown, all=words.whole(every)) if shown < every else "",
        words.where(contest),
    ]
    return " ".join(part for part in parts if part)


FIGURE = ProfileFigure("lineage", title, alt, draw)
