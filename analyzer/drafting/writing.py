"""People and bodies -> the text of a contest.toml that asks what it does not know."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from analyzer.drafting.people import Named
from analyzer.faults import printable
from analyzer.folding import fold
from analyzer.model import RESERVED_SUBJECTS, TALLY_ROLES, SourceKind

_CANDIDATES, _SOURCES, _FORMS, _EXAMPLES, _YEARS = 8, 14, 8, 2, 3
_LEAST = 0.2  # of the figures of the candidate with most: who has fewer is hardly one
_WIDTH = 110
_TAKEN = (*RESERVED_SUBJECTS, *TALLY_ROLES)

_HEAD = """\
# A draft, proposed from {documents}: names were counted, not understood. Strike out what is wrong, join what
# is one, and answer each line that is marked with ?: take away the # before it and fill it in. Then:
#   analyzer contest validate FILE

[contest]
# ? id = "country-year-kind"
# ? name = "Country, presidential election"
# ? date = 2024-07-28    # the day of the vote{years}
# ? country = "XX"       # two capitals; may be left out
# ? complete = true      # only where the candidates below are the whole ballot
"""


def as_toml(people: Sequence[Named], documents: int, years: Counter[int]) -> str:
    """The draft. It becomes valid when its questions are answered; everything else in it is valid as it stands."""
    said = ", ".join(f"{year} ({times})" for year, times in sorted(years.items(), key=lambda y: (-y[1], y[0]))[:_YEARS])
    standing = _candidates(people)
    candidates, left = standing[:_CANDIDATES], standing[_CANDIDATES:]
    taken: set[str] = set(_TAKEN)
    parts = [_HEAD.format(documents=_count(documents, "document"), years=f"; years named: {said}" if said else "")]
    campaigns = []
    for one in candidates:
        id = _id(one.name.split()[-1], taken)
        parts.append(_table("candidates", id, one, _evidence(one, saying=False)))
        campaigns.append(_campaign(id, one, taken))
    if left:
        names = ", ".join(f"{printable(one.name)} ({one.figures})" for one in left)
        parts.append(f"# left out, for the list is long: {names}\n")
    for one in _sources(people, candidates):
        id = _id(min((form.text for form in one.forms), key=len), taken)
        parts.append(_table("sources", id, one, _evidence(one, saying=True), kind=True))
    return "\n".join([*parts, *campaigns])


def _candidates(people: Sequence[Named]) -> list[Named]:
    """Those beside vote figures who are no bodies; but for the first two, those who say less than they have."""
    beside = [one for one in people if one.standing and not one.kind]
    beside = [one for rank, one in enumerate(beside) if rank < 2 or not one.reports or one.reports < one.figures]
    most = max((one.standing for one in beside), default=0)
    return [one for one in beside if one.standing >= _LEAST * most]


def _sources(people: Sequence[Named], candidates: Sequence[Named]) -> list[Named]:
    """Those who say something beside figures, and the bodies that look like the authority or a court."""
    said = [one for one in people if one not in candidates and (one.reports or one.kind)]
    return sorted(said, key=lambda one: (-one.reports, not one.kind, -one.documents, one.name))[:_SOURCES]


def _table(head: str, id: str, one: Named, evidence: Iterator[str], kind: bool = False) -> str:
    forms = [one.name, *(form.text for form in one.forms if form.text != one.name)][:_FORMS]
    forms += [acronym for form in one.forms for acronym in sorted(form.acronyms) if acronym not in forms]
    lines = [f"[[{head}]]", *evidence, f"id = {_quoted(id)}", f"name = {_quoted(one.name)}"]
    if kind:
        asked = f'# ? kind = "campaign"    # one of {", ".join(SourceKind)}'
        lines.append(f'kind = "{one.kind}"    # by its name' if one.kind else asked)
    lines.append(f"aliases = [{', '.join(map(_quoted, dict.fromkeys(forms)))}]")
    return "".join(f"{line}\n" for line in lines)


def _campaign(candidate: str, one: Named, taken: set[str]) -> str:
    """The source that a candidate and his people are when they speak."""
    id = _id(f"{candidate}-campaign", taken)
    name = f"{one.name}'s campaign"
    lines = ["[[sources]]", *_evidence(one, saying=True), f"id = {_quoted(id)}", f"name = {_quoted(name)}"]
    return "".join(f"{line}\n" for line in [*lines, 'kind = "campaign"', f"candidate = {_quoted(candidate)}"])


def _evidence(one: Named, saying: bool) -> Iterator[str]:
    """Comments: how often, and where for example."""
    number, what = (one.reports, "says something in {} with figures") if saying else (one.figures, "beside {}")
    counted = _count(number, "sentence" if saying else "vote figure")
    yield f"# {what.format(counted)}, named in {_count(one.documents, 'document')}"
    for document, sentence in one.examples(saying)[:_EXAMPLES]:
        shown = sentence if len(sentence) <= _WIDTH else f"{sentence[: _WIDTH - 1]}…"
        yield f"#   {printable(document)}: {printable(shown)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _id(name: str, taken: set[str]) -> str:
    """A slug from a name that nobody else has."""
    slug = "-".join(re.findall("[a-z0-9]+", fold(name))) or "name"
    number = 1
    id = slug
    while id in taken:
        number += 1
        id = f"{slug}-{number}"
    taken.add(id)
    return id


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's, and what printable() lets through needs no others.
    return json.dumps(printable(text), ensure_ascii=False)
