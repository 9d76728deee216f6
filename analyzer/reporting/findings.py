"""The findings as the page tells them: in which order, which stand open, which are folded, which one comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from math import isnan

from analyzer import wording
from analyzer.model import Claim, Contest, Finding, Verdict
from analyzer.reporting import text, words
from analyzer.sides import source_name, subject_name

_SEVERITY = {
    verdict: place
    for place, verdict in enumerate((Verdict.INCONSISTENT, Verdict.STRAINED, Verdict.UNDETERMINED, Verdict.CONSISTENT))
}
_GRAVE = (Verdict.INCONSISTENT, Verdict.STRAINED)
_CHECK_ORDER = {check: place for place, check in enumerate(words.CHECKS)}
#: Grave findings of one check that stand open on the page; the others are folded away. Minimal conflicting sets are
#: many by nature: the same few figures in other company.
_OPEN, _OPEN_SETS = 6, 3
#: What is said of a finding that rests on a figure that may have been misread.
DOUBTED = "it rests on a figure that may have been misread"
#: So many sets that one figure stands in are told together.
_SHARED = 4


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A row of the claims table; `count` says which of its source's counts it belongs to, where there are several.

    `doubt` says how sure it is that the figure was read rightly, where that is not very; empty where nobody knows.
    """

    number: int
    claim: Claim
    anchor: str
    source: str
    subject: str
    measure: str
    words: str
    allows: str
    in_article: bool
    sentence: text.Sentence | None
    count: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as the page tells it; `again` marks the sentences that an earlier finding has quoted.

    `alike` are further ones that are told below it: those that the same would save, and `saved_by` says what, or those
    that one figure of this one stands in, too, and `shared` says which.
    """

    anchor: str
    finding: Finding
    verdict: words.VerdictWords
    check: str
    subject: str
    stated: str
    implied: str
    slack: str
    rests_on: tuple[ClaimView, ...]
    sentences: tuple[text.Sentence, ...]
    again: tuple[bool, ...] = ()
    alike: tuple[FindingView, ...] = ()
    saved_by: str = ""
    shared: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether something grave is said that rests on a figure of which it is in doubt that it was read rightly."""
        return self.finding.verdict in _GRAVE and any(row.doubt for row in self.rests_on)

    @property
    def below(self) -> str:
        """How many findings are told below this one, and why there."""
        sets = wording.plural(len(self.alike), "more set")
        if self.shared:
            return f"{sets} with {self.shared} in each, which makes that figure neither right nor wrong"
        return f"{sets} of which the same holds: {self.saved_by}"

    @property
    def quoted(self) -> tuple[tuple[text.Sentence, bool], ...]:
        """Each sentence, and whether an earlier finding has quoted it."""
        return tuple(zip(self.sentences, self.again or (False,) * len(self.sentences), strict=True))


@dataclass(frozen=True, slots=True)
class Grouped:
    """A contest's findings in the order of the page: what contradicts, more of it, the undecided, what fits."""

    shown: tuple[FindingView, ...]
    further: tuple[FindingView, ...]
    undecided: tuple[FindingView, ...]
    fitting: tuple[FindingView, ...]

    @property
    def every(self) -> tuple[FindingView, ...]:
        """All of them, in the order of the page."""
        return tuple(one for first in self.first for one in (first, *first.alike))

    @property
    def first(self) -> tuple[FindingView, ...]:
        """All but those that are told below another."""
        return (*self.shown, *self.further, *self.undecided, *self.fitting)


@dataclass(frozen=True, slots=True)
class Brief:
    """The one contradiction that matters most: in a headline, in its own sentence, and how sure it is."""

    finding: FindingView
    headline: str
    reason: str
    sure: str


def grouped(
    found: Sequence[Finding],
    claims: Sequence[ClaimView],
    articles: Mapping[str, text.Article],
    contest: Contest,
    first: int,
) -> Grouped:
    """The findings of one contest, gravest first; `first` is the number of the first one on the page."""
    doubted = {row.claim.claim for row in claims if row.doubt}
    ordered = sorted(found, key=lambda one: _gravity(one, doubted))
    seen: Counter[str] = Counter()
    shown, further = list[list[Finding]](), list[list[Finding]]()
    alike, by_figure = _sharing(_alike(one for one in ordered if one.verdict in _GRAVE))
    for some in alike:
        check = some[0].check
        seen[check] += 1
        most = _OPEN_SETS if check == "conflict" else _OPEN
        (shown if seen[check] <= most else further).append(some)
    undecided = [[one] for one in ordered if one.verdict is Verdict.UNDETERMINED]
    fitting = [[one] for one in ordered if one.verdict is Verdict.CONSISTENT]
    by_id = {row.claim.claim: row for row in claims}
    in_order = [*shown, *further, *undecided, *fitting]
    every = _once(
        _view(one, f"finding-{first + place}", by_id, articles, contest)
        for place, one in enumerate(chain.from_iterable(in_order))
    )
    following = iter(every)
    views = tuple(
        replace(
            next(following),
            alike=tuple(islice(following, len(some) - 1)),
            shared=_figure(by_id.get(by_figure.get(id(some[0]), ""))),
        )
        for some in in_order
    )
    ends = [len(shown), len(shown) + len(further), len(in_order) - len(fitting)]
    return Grouped(views[: ends[0]], views[ends[0] : ends[1]], views[ends[1] : ends[2]], views[ends[2] :])


def _alike(found: Iterable[Finding]) -> list[list[Finding]]:
    """The findings in their order, but minimal sets of the same sources that the same would save behind the first one.

    Where all percentages of a source are of another whole, they make many minimal sets, and each says the same.
    """
    groups: dict[object, list[Finding]] = {}
    for place, one in enumerate(found):
        saved_by = "" if one.assumption else wording.saved_by(one.message)
        groups.setdefault((one.check, one.verdict, one.sources, saved_by) if saved_by else place, []).append(one)
    return list(groups.values())


def _sharing(groups: Sequence[list[Finding]]) -> tuple[list[list[Finding]], dict[int, str]]:
    """The groups, but minimal sets that one figure stands in behind the first one; and that figure, by the first one.

    One figure that is at odds with many makes dozens of sets, and they are read as one matter. Begun with the figure
    that stands in most.
    """
    loose = [some[0] for some in groups if len(some) == 1 and some[0].check == "conflict"]
    open_sets = [one for one in loose if one.verdict is Verdict.INCONSISTENT]
    below: dict[int, list[Finding]] = {}
    by_figure: dict[int, str] = {}
    while open_sets:
        ((claim, times),) = Counter(claim for one in open_sets for claim in one.claims).most_common(1) or [("", 0)]
        if times < _SHARED:
            break
        first, *others = [one for one in open_sets if claim in one.claims]
        below[id(first)], by_figure[id(first)] = others, claim
        open_sets = [one for one in open_sets if claim not in one.claims]
    moved = {id(one) for others in below.values() for one in others}
    return [[*some, *below.get(id(some[0]), ())] for some in groups if id(some[0]) not in moved], by_figure


def _figure(row: ClaimView | None) -> str:
    """A claim as the head of what it stands in; "" for none."""
    if row is None:
        return ""
    return f"{row.words}{f' for {row.subject}' if row.subject else ''} by {row.source}"


def brief(found: Grouped, contest: Contest) -> Brief | None:
    """The gravest finding in brief; None where nothing contradicts anything."""
    if not found.shown:
        return None
    one = found.shown[0]
    names = [*(one.name for one in contest.candidates), *(one.name for one in contest.sources)]
    reason = text.first_sentence(one.finding.message, names)
    sure = _sure(one.finding)
    if one.doubtful:
        sure = f"{DOUBTED}, so look at the sentences first; rightly read, {sure}"
    return Brief(one, _headline(one, contest), reason, sure)


def _headline(one: FindingView, contest: Contest) -> str:
    """Who cannot be right together, and about whom: never who is wrong."""
    about = f" about {one.subject}" if one.subject else ""
    names = [source_name(source, contest) for source in dict.fromkeys(one.finding.sources) if source]
    strained = one.finding.verdict is Verdict.STRAINED
    if len(names) > 1:
        both = "both" if len(names) == 2 else "all"
        told = f"are {both} right{about} in a wider reading only" if strained else f"cannot {both} be right{about}"
        return f"{wording.joined(names)} {told}"
    whose = f" of {names[0]}" if names else ""
    told = "fit in a wider reading or on another basis only" if strained else "cannot all hold"
    return f"Figures{whose}{about} {told}"


def _sure(finding: Finding) -> str:
    """How sure a verdict is: what it rests on, and where it turns."""
    if finding.verdict is Verdict.STRAINED:
        sure = "read plainly, the figures do not fit; a wider reading or another basis makes them fit"
    else:
        sure = "it holds however the figures were rounded, hedged or based"
    if finding.assumption:
        return f"{sure}, under one assumption: {finding.assumption}"
    return f"{sure}, and it rests on no assumption about what was not counted"


def _gravity(finding: Finding, doubted: Collection[str]) -> tuple[int, bool, bool, int, bool]:
    """Gravest verdict first; among equals what rests on no claim that is doubted, what needs no assumption, the checks.

    Of two like findings, first the one above zero: "would need 140 %" is grasped at once, a negative share is not.
    """
    known = _CHECK_ORDER.get(finding.check, len(_CHECK_ORDER))
    in_doubt = any(claim in doubted for claim in finding.claims)
    return _SEVERITY[finding.verdict], in_doubt, bool(finding.assumption), known, finding.implied_low < 0


def _once(views: Iterable[FindingView]) -> tuple[FindingView, ...]:
    """The views, each sentence that an earlier one has quoted marked as such."""
    told: set[tuple[str, str]] = set()
    marked = []
    for one in views:
        keys = [(sentence.document, sentence.words) for sentence in one.sentences]
        marked.append(replace(one, again=tuple(key in told for key in keys)))
        told.update(keys)
    return tuple(marked)


def _view(
    finding: Finding,
    anchor: str,
    claims: Mapping[str, ClaimView],
    articles: Mapping[str, text.Article],
    contest: Contest,
) -> FindingView:
    rests_on = tuple(claims[id] for id in finding.claims if id in claims)
    in_order = dict.fromkeys(row.claim.document for row in rests_on if row.in_article)
    return FindingView(
        anchor=anchor,
        finding=finding,
        verdict=words.VERDICTS[finding.verdict],
        check=words.CHECKS.get(finding.check, finding.check),
        subject=subject_name(finding.subject, contest) if finding.subject else "",
        stated=_span(finding.stated_low, finding.stated_high, finding.unit),
        implied=_span(finding.implied_low, finding.implied_high, finding.unit),
        slack=_slack(finding.slack),
        rests_on=rests_on,
        saved_by=wording.saved_by(finding.message),
        sentences=tuple(
            sentence for id in in_order for sentence in text.sentences([row.claim for row in rests_on], articles[id])
        ),
    )


def _span(low: float, high: float, unit: str) -> str:
    """An interval in words; one that ends before it begins holds nothing, and is not written as if it did."""
    return "no value at all" if low > high else wording.interval(low, high, unit)


def _slack(slack: float) -> str:
    if isnan(slack) or slack == 0:
        return ""
    if slack == float("inf"):
        return "no rounding, however coarse, would make them fit"
    figure = f"{slack:,.2g}" if slack < 10 else f"{slack:,.0f}"
    unit = "unit" if figure == "1" else "units"
    return f"{figure} printed {unit} would have to give way until all fit"
