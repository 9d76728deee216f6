"""Entries + what was read -> what was read, corrected. An entry that does not fit is named, the others are applied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite, nan
from typing import TypeVar

import numpy as np

from analyzer.bounds import printed_unit, usual_reading
from analyzer.cleaning import Clean, clean
from analyzer.corrections.entries import Entry
from analyzer.faults import shown
from analyzer.model import (
    MEASURES,
    RESERVED_SUBJECTS,
    Basis,
    Claim,
    Contest,
    Correction,
    Document,
    Hedge,
    Reading,
    claim_id,
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """The claims and readings after the corrections, the corrections that were applied, and what did not fit.

    `notes` are on what was applied, and is hardly meant.
    """

    claims: tuple[Claim, ...]
    readings: tuple[Reading, ...]
    applied: tuple[Correction, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()


#: A moment as reading has it, or a date and time that counts are put in order by.
_MOMENT = re.compile(r"bulletin \d+|(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d\d:\d\d")
_DATED = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)([T ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?")
_Placed = TypeVar("_Placed", Claim, Reading)


class _UnfitError(Exception):
    """An entry does not fit what was read. Arguments: key, what was expected, what was found."""


def apply(
    entries: Sequence[Entry],
    documents: Sequence[Document],
    contests: Sequence[Contest],
    claims: Sequence[Claim],
    readings: Sequence[Reading],
) -> Corrected:
    """The corrections applied in their order, each to what the ones before it left."""
    state = _State(documents, contests, claims, readings)
    applied, faults = [], []
    for entry in entries:
        try:
            applied.append(state.correct(entry))
        except _UnfitError as error:
            faults.append(entry.fault(*error.args))
    notes = tuple(entry.fault("as_of", *told) for entry in entries if (told := _undated(entry.fields.get("as_of", ""))))
    return Corrected(tuple(state.claims), tuple(state.readings), tuple(applied), tuple(faults), notes)


def _undated(as_of: str) -> tuple[str, str] | None:
    """What was expected and found where a moment is none that a text is read to name; any other tells counts apart."""
    if not as_of or _MOMENT.fullmatch(as_of):
        return None
    with suppress(ValueError):  # a day that no month has
        if (found := _DATED.fullmatch(as_of)) and date.fromisoformat(found["day"]):
            return None
    return 'a date such as 2024-07-29 or 2024-07-29T22:30, or "bulletin 2"', f"{shown(as_of)}, which is in no order"


class _State:
    """What was read, on its way through the corrections."""

    def __init__(
        self,
        documents: Sequence[Document],
        contests: Sequence[Contest],
        claims: Sequence[Claim],
        readings: Sequence[Reading],
    ) -> None:
        self.claims, self.readings = list(claims), list(readings)
        self._documents = {document.id: document for document in documents}
        self._contests = {contest.id: contest for contest in contests}

    def correct(self, entry: Entry) -> Correction:
        """Apply one entry. Raises _UnfitError, and leaves all as it was, where it does not fit."""
        start, end = self._span(entry)
        here = [c for c in self.claims if c.document == entry.document and c.start < end and start < c.end]
        if entry.action == "add":
            if here:
                raise _UnfitError("quote", "no claim there yet", _described(here[0]))
            added = self._added(entry, start, end)
            _insert(self.claims, added)
            return self._done(entry, added, "", _described(added))
        if len(here) != 1:
            found = f"{len(here)} of them" if here else "none"
            raise _UnfitError("quote", f"one claim at {shown(entry.quote)}", found)
        (old,) = here
        at = self.claims.index(old)
        if entry.action == "drop":
            del self.claims[at]
            self._forget(old.claim)
            return self._done(entry, old, _described(old), "")
        new = self._changed(old, entry)
        self.claims[at] = new
        names = [name for name in entry.fields if getattr(old, name) != getattr(new, name)]
        before, after = (", ".join(f"{n} {_shown(getattr(c, n))}" for n in names) for c in (old, new))
        return self._done(entry, new, before or "so already", after)

    def _span(self, entry: Entry) -> tuple[int, int]:
        """Where the quoted text stands."""
        document = self._documents.get(entry.document)
        if document is None:
            raise _UnfitError("document", "a document of this run", shown(entry.document))
        places = list(_places(document.text, entry.quote))
        if len(places) >= entry.occurrence:
            return places[entry.occurrence - 1]
        times = f"{entry.occurrence} times " if entry.occurrence > 1 else ""
        found = ("it nowhere", "it once")[len(places)] if len(places) < 2 else f"it {len(places)} times"
        raise _UnfitError("quote", f"{shown(entry.quote)} {times}in {shown(entry.document)}", found)

    def _added(self, entry: Entry, start: int, end: int) -> Claim:
        near = min(
            (c for c in self.claims if c.document == entry.document), key=lambda c: abs(c.start - start), default=None
        )
        contest = self._contest(entry, near)
        document, measure = self._documents[entry.document], entry.fields["measure"]
        blank = Claim(
            claim=claim_id(entry.document, start, end, measure, entry.fields.get("subject", "")),
            document=entry.document,
            start=start,
            end=end,
            quote=document.text[start:end],
            source="",
            measure=measure,
            subject="",
            value=0.0,
            resolution=0.0,
            low=0.0,
            high=0.0,
            language=near.language if near else document.language,
            contest=contest.id,
        )
        return self._changed(blank, entry)

    def _contest(self, entry: Entry, near: Claim | None) -> Contest:
        """The contest named, else that of the document's claims, else the only one."""
        id = entry.fields.get("contest", near.contest if near else "")
        if not id and len(self._contests) == 1:
            id = next(iter(self._contests))
        if id not in self._contests:
            raise _UnfitError("contest", f"one of {', '.join(self._contests)}", shown(id) if id else "nothing")
        return self._contests[id]

    def _changed(self, claim: Claim, entry: Entry) -> Claim:
        """The claim with what the entry says of it, its interval worked out anew."""
        said = dict(entry.fields)
        contest = self._contest(entry, claim)
        measure = MEASURES[said.get("measure", claim.measure)]
        subject = said.get("subject", claim.subject if measure.has_subject else "")
        subjects = [*(c.id for c in contest.candidates), *RESERVED_SUBJECTS] if measure.has_subject else [""]
        if subject not in subjects:
            raise _UnfitError("subject", f"one of {', '.join(s or 'nothing' for s in subjects)}", shown(subject))
        source = said.get("source", claim.source)
        if source not in ("", *(s.id for s in contest.sources)):
            raise _UnfitError("source", f"one of {', '.join(s.id for s in contest.sources)}", shown(source))
        value, resolution = claim.value, claim.resolution
        count = measure.unit in ("votes", "sheets")
        if "value" in said:
            value = float(said["value"])
            # A count has no decimals: tables write 7300000 as 7300000.0.
            resolution = float(printed_unit(said["value"].partition(".")[0] if count else said["value"], count=count))
        changed = "value" in said or measure.name != claim.measure
        if count and changed and not value.is_integer():
            raise _UnfitError("value", f"a whole number of {measure.unit}", shown(said.get("value", f"{value:.15g}")))
        new = replace(
            claim,
            measure=measure.name,
            subject=subject,
            source=source,
            value=value,
            resolution=resolution,
            hedge=Hedge(said.get("hedge", claim.hedge)),
            basis=Basis(said.get("basis", claim.basis)),
            as_of=said.get("as_of", claim.as_of),
            contest=contest.id,
        )
        return replace(self._with_interval(claim, new), statement=self._statement(claim, new))

    def _with_interval(self, old: Claim, new: Claim) -> Claim:
        """What bounds the figure stays where nothing that bounds it has changed (both ends of a range, say)."""
        bounding = ("measure", "value", "resolution", "hedge")
        if all(getattr(old, name) == getattr(new, name) for name in bounding) and old.high > 0:
            return new
        low, high = usual_reading(np.array([new.value]), np.array([new.resolution]), [new.hedge.value], [new.measure])
        return replace(new, low=float(low[0]), high=float(high[0]))

    def _statement(self, old: Claim, new: Claim) -> str:
        """The statement that the claim is part of: its own, or the nearest one of its new source in the document."""
        if old.statement and old.source == new.source:
            return old.statement
        same = [c for c in self.claims if (c.document, c.source) == (new.document, new.source) and c.claim != new.claim]
        if same:
            return min(same, key=lambda c: abs(c.start - new.start)).statement
        return f"{new.document}#{new.source or 'text'}-1"

    def _forget(self, dropped: str) -> None:
        """A margin of error is no longer that of a claim that was dropped."""
        for place, r in enumerate(self.readings):
            stated = r.claim.split(";")
            if isfinite(r.margin) and dropped in stated:
                self.readings[place] = replace(r, claim=";".join(id for id in stated if id != dropped))

    def _done(self, entry: Entry, claim: Claim, before: str, after: str) -> Correction:
        """Note the correction, and tell the reading of its number too."""
        kept = "" if entry.action == "drop" else claim.claim
        why = f"{_PAST[entry.action]} by a correction: {entry.reason}"
        told = False
        for place, r in enumerate(self.readings):
            if r.document == entry.document and r.start < claim.end and claim.start < r.end:
                self.readings[place] = replace(
                    r, status="claim" if kept else "other", reason=why, claim=kept, certainty=nan
                )
                told = True
        if not told:
            status = "claim" if kept else "other"
            _insert(self.readings, Reading(entry.document, claim.start, claim.end, claim.quote, status, why, kept))
        return Correction(
            entry.action, entry.document, claim.start, claim.end, claim.quote, entry.reason, kept, before, after
        )


def _places(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Where a quote stands, letter for letter; or else as a reader sees it: a fixed blank is a blank to him."""
    read = Clean(text)
    if quote not in text:
        read, quote = clean(text), clean(quote).text
    at = read.text.find(quote) if quote else -1
    while at >= 0:
        yield read.span(at, at + len(quote))
        at = read.text.find(quote, at + 1)


def _insert(rows: list[_Placed], new: _Placed) -> None:
    """Put `new` where it stands among those of its document, else behind all."""
    own = [place for place, row in enumerate(rows) if row.document == new.document]
    behind = next((place for place in own if rows[place].start > new.start), None)
    rows.insert(behind if behind is not None else own[-1] + 1 if own else len(rows), new)


_PAST = {"change": "changed", "drop": "dropped", "add": "added"}


def _described(claim: Claim) -> str:
    whose = f" of {claim.subject}" if claim.subject else ""
    return f"{claim.measure}{whose} {_shown(claim.value)}, source {claim.source or 'none'}"


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.15g}"
    return str(value) or "none"
