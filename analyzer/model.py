"""The records that travel along the path of the data, and the columns of each table.

Every stage knows this module and none of the next stages. Nothing here reads, computes or draws.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from html import escape
from math import nan

OTHERS = "others"
NULL = "null"
RESERVED_SUBJECTS = (OTHERS, NULL)

#: What a column of a polling-station table may be, beside a candidate's votes.
TALLY_ROLES = ("station", "region", "registered", "ballots", "valid", NULL)

#: What the id of a statement ends in where its source says that its figures correct earlier ones.
CORRECTION = ":correction"

#: No electorate is larger, and products of such counts still fit into exact numbers.
LARGEST = 10**12

#: Votes per uncounted tally sheet lie within this part of the counted mean, unless the user says otherwise.
UNCOUNTED = 0.25


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure counts: `unit` is "percent", "points", "votes" or "sheets"; `has_subject` says it is somebody's."""

    name: str
    unit: str
    has_subject: bool


MEASURES = {
    measure.name: measure
    for measure in (
        Measure("share", "percent", True),
        Measure("votes", "votes", True),
        Measure("margin_points", "points", True),
        Measure("margin_votes", "votes", True),
        Measure("turnout", "percent", False),
        Measure("ballots", "votes", False),
        Measure("registered", "votes", False),
        Measure("coverage", "percent", False),
        Measure("coverage_count", "sheets", False),
        Measure("coverage_total", "sheets", False),
    )
}


class Hedge(StrEnum):
    """What the words beside a number say of it: the table of hedges in docs/method.md."""

    EXACT = "exact"
    ABOUT = "about"
    UNDER = "under"
    OVER = "over"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"


class Basis(StrEnum):
    """What a percentage is a percentage of; UNSTATED where the text does not say."""

    VALID = "valid"
    CAST = "cast"
    REGISTERED = "registered"
    TWO = "two"
    UNSTATED = ""


class Verdict(StrEnum):
    """A finding's answer. There is no yes or no: see docs/method.md for what each level promises."""

    CONSISTENT = "consistent"
    STRAINED = "strained"
    INCONSISTENT = "inconsistent"
    UNDETERMINED = "undetermined"

    def __bool__(self) -> bool:
        raise TypeError("a verdict has four values; compare it with one of them")


class SourceKind(StrEnum):
    """Who a source is; the kinds of contest.toml."""

    AUTHORITY = "authority"
    CAMPAIGN = "campaign"
    OBSERVER = "observer"
    MEDIA = "media"
    POLLSTER = "pollster"
    GOVERNMENT = "government"
    COURT = "court"


class InputError(ValueError):
    """Input that cannot be read. The message is one line: place, what was expected, what was found."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody, or an answer, that votes are cast for."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    party: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who says what the result was; `candidate` is whose side a campaign or government is on."""

    id: str
    name: str
    kind: SourceKind
    aliases: tuple[str, ...] = ()
    candidate: str = ""


@dataclass(frozen=True, slots=True)
class Contest:
    """An election: who stood, who speaks of the result, and the constants of record (None where unknown)."""

    id: str
    name: str
    date: date
    country: str = ""
    candidates: tuple[Candidate, ...] = ()
    sources: tuple[Source, ...] = ()
    registered_voters: int | None = None
    polling_stations: int | None = None
    tally_sheets: int | None = None
    complete: bool = False
    tally_columns: dict[str, str] = field(default_factory=dict, hash=False)

    def _repr_html_(self) -> str:
        """The contest in a notebook: which identifier of the tables is whom."""
        people = ((one.id, one.name, one.party or "candidate") for one in self.candidates)
        voices = ((one.id, one.name, str(one.kind)) for one in self.sources)
        rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in (*people, *voices))
        return f"<table><caption>{escape(self.name)}, {self.date.isoformat()}</caption>{rows}</table>"

    def candidate(self, id: str) -> Candidate | None:
        """The candidate of that id, or None."""
        return next((c for c in self.candidates if c.id == id), None)

    @property
    def serial(self) -> frozenset[str]:
        """The sources that publish one bulletin after another: electoral authorities."""
        return frozenset(source.id for source in self.sources if source.kind is SourceKind.AUTHORITY)

    def source(self, id: str) -> Source | None:
        """The source of that id, or None."""
        return next((s for s in self.sources if s.id == id), None)


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was read. Offsets everywhere count characters of `text`, half open.

    `sha256` is of the bytes on disk; `encoding` is what they were decoded as; `notes` are one-line
    remarks on the reading (a repaired encoding, a dropped byte order mark).
    """

    id: str
    text: str
    path: str = ""
    sha256: str = ""
    encoding: str = "utf-8"
    language: str = ""
    title: str = ""
    url: str = ""
    date: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it is written: where it stands, what it is worth, how finely it was printed.

    `unit` is "percent", "points", "count" or "" (a bare number); `resolution` is the last printed
    unit u in the same unit as `value` (0 for a count printed in full); `hedge` comes from the words
    beside it; `noun` is the kind of counted thing its own noun names ("votes", "sheets", "voters",
    "people", "money"…, or ""); `range_end` is -1 and +1 for the low and high end of one range.
    """

    start: int
    end: int
    text: str
    value: float
    resolution: float
    unit: str = ""
    hedge: Hedge = Hedge.EXACT
    noun: str = ""
    range_end: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """One number that a source asserts. `low` and `high` are the usual reading of what was written."""

    claim: str
    document: str
    start: int
    end: int
    quote: str
    source: str
    measure: str
    subject: str
    value: float
    resolution: float
    low: float
    high: float
    hedge: Hedge = Hedge.EXACT
    basis: Basis = Basis.UNSTATED
    statement: str = ""
    as_of: str = ""
    language: str = ""
    contest: str = ""


def claim_id(document: str, start: int, end: int, measure: str, subject: str) -> str:
    """The id of a claim, 12 hexadecimal digits: it depends on its place and its reading alone."""
    import hashlib  # 2.5 ms, which `analyzer --help` need not wait for

    key = f"{document}\0{start}\0{end}\0{measure}\0{subject}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one number of a text: `status` is "claim", "other" or "unread", and `reason` says why.

    `claim` is the claim that it was read as. Of a margin of error `margin` is its value, in points either side, and
    `claim` those that it is stated of, joined by ";". `certainty` of a claim is how likely it is, from 0 to 1, that its
    measure, candidate and source are read rightly (docs/reading.md says how often it was); NaN of all else.
    """

    document: str
    start: int
    end: int
    quote: str
    status: str
    reason: str
    claim: str = ""
    margin: float = nan
    certainty: float = nan


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of claims: verdict, the figures it rests on, and one plain sentence.

    Intervals are in `unit` ("percent", "points", "votes", "sheets"); NaN where there is none.
    `slack` is how many printed units would have to give way until all fit (0 where they do, NaN
    where it does not apply). An empty `assumption` means the verdict is unconditional.
    """

    check: str
    verdict: Verdict
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    subject: str = ""
    stated_low: float = nan
    stated_high: float = nan
    implied_low: float = nan
    implied_high: float = nan
    unit: str = ""
    slack: float = nan
    assumption: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person corrected in the claims of a run: `action` is "change", "drop" or "add", `claim` what is left.

    `before` and `after` say in words what was read and what it became.
    """

    action: str
    document: str
    start: int
    end: int
    quote: str
    reason: str
    claim: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a figure of polling-station tables or a corpus draws: `figure` is its id, `columns` its data, of one length.

    `facts` are what its title and text alternative say beside the data: numbers and names by key.
    """

    contest: str
    figure: str
    columns: dict[str, tuple[str | float, ...]]
    facts: dict[str, str | float]


@dataclass(frozen=True, slots=True)
class Appearance:
    """How often a figure had been reported by the end of a day: `documents` in all, `independent` wordings of them.

    `day` is in ISO 8601. `variant` says that the figure stands in a copy whose other copies have another one, or is a
    slip of the pen away from one that is reported more often.
    """

    contest: str
    measure: str
    subject: str
    value: float
    quote: str
    day: str
    independent: int
    documents: int
    variant: bool = False


@dataclass(frozen=True, slots=True)
class Method:
    """What a check asks, where its method comes from, and when it has no power; `check` is its id in findings."""

    check: str
    question: str
    source: str
    no_power: str


@dataclass(frozen=True, slots=True)
class Run:
    """Everything one run read and found: what the report shows.

    `faults` are the one-line messages on what could not be read; `notes` on what was decided for the user; `profiles`
    what the figures of polling-station tables and of a corpus draw, none without such; `methods` of the checks made;
    `tables_of` is the contest that polling-station tables are of, and with it findings that rest on no claim.
    """

    documents: tuple[Document, ...]
    contests: tuple[Contest, ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    readings: tuple[Reading, ...]
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    uncounted: float = UNCOUNTED
    corrections: tuple[Correction, ...] = ()
    profiles: tuple[Profile, ...] = ()
    methods: tuple[Method, ...] = ()
    tables_of: str = ""


CLAIM_COLUMNS = tuple(f.name for f in fields(Claim))
FINDING_COLUMNS = tuple(f.name for f in fields(Finding))
READING_COLUMNS = tuple(f.name for f in fields(Reading))
