"""Which column of a polling-station table is what: by the user's word, the contest's, or its name.

The words by which columns are known stand in roles.toml.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from analyzer.faults import printable
from analyzer.model import NULL, OTHERS, TALLY_ROLES, Contest, InputError

#: What several columns may be together: the station, the region, the invalid votes.
TOGETHER = ("station", "region", NULL, OTHERS)

#: How what a column is can be said: on the command line, and in Python.
WHICH = "say which with --map COLUMN=ROLE (in Python: columns)"


@dataclass(frozen=True, slots=True)
class Guess:
    """A column, its role, and how that is known."""

    column: str
    role: str
    why: str


def plain(name: str) -> str:
    """A column's name in lower case, without accents, words parted by one blank."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in letters if not unicodedata.combining(c))))


#: Words of columns that have no role: what is counted beside the ballots cast, and percentages.
_BESIDE, _PERCENT = "beside", "percent"


@cache
def words() -> dict[str, tuple[str, ...]]:
    """Role -> the words by which its columns are called; `beside` and `percent` are no roles, but known for none."""
    text = (resources.files("analyzer.tallies") / "roles.toml").read_text(encoding="utf-8")
    return {role: tuple(table["words"]) for role, table in tomllib.loads(text).items()}


def guess(columns: Sequence[str], contest: Contest, given: Mapping[str, str], place: str) -> list[Guess]:
    """The roles of a table's columns, as far as they can be known, in the order of the columns.

    `given` are the user's own: column -> role. Raises InputError for a column that the table has not, a role that is
    none, two columns of one candidate, a name that may be a candidate's or a role's, and where no candidate has one.
    """
    known = {c.id for c in contest.candidates}
    for column, role in given.items():
        if column not in columns:
            there = printable(", ".join(columns))
            raise InputError(f"{place}: {printable(column)}: expected a column of the table ({there}), found none")
        if role not in known and role not in TALLY_ROLES:
            raise InputError(
                f"{place}: {column}: expected one of {', '.join((*TALLY_ROLES, *sorted(known)))}, found {role}"
            )
    names = _names(contest)
    found: list[Guess] = []
    torn: list[tuple[str, str, str]] = []
    for column in columns:
        if column in given:
            found.append(Guess(column, given[column], "as given"))
        elif column in contest.tally_columns:
            found.append(Guess(column, contest.tally_columns[column], f"as {contest.id} describes it"))
        elif "%" not in column and (candidate := names.get(plain(column))):
            if (role := _by_name(column)) in TALLY_ROLES:
                torn.append((column, candidate, role))
            else:
                found.append(Guess(column, candidate, "a candidate's name"))
        elif (role := _by_name(column)) and role != _BESIDE:
            found.append(Guess(column, role, "by its name"))
    found += [_either(*one, {g.role for g in found}, place) for one in torn]
    return _single(sorted(found, key=lambda g: columns.index(g.column)), known, place)


def _either(column: str, candidate: str, role: str, taken: set[str], place: str) -> Guess:
    """What a column is that is called as a candidate and as a role: "Mesa" is a polling station, and Carlos Mesa.

    It is what no other column is. Raises InputError where that does not tell.
    """
    if (candidate in taken) == (role in taken):
        wanted = f"expected a name of one meaning, found {role} and the candidate {candidate}"
        raise InputError(f"{place}: {printable(column)}: {wanted}; {WHICH}")
    return Guess(column, candidate, "a candidate's name") if role in taken else Guess(column, role, "by its name")


def _single(found: list[Guess], known: set[str], place: str) -> list[Guess]:
    """What was found, with each role that only one column can have given to the surest of them."""
    order = {"as given": 0, "a candidate's name": 2, "by its name": 3}
    taken: dict[str, Guess] = {}
    for one in sorted(found, key=lambda g: order.get(g.why, 1)):
        first = taken.setdefault(one.role, one)
        if first is not one and one.role not in TOGETHER and first.why == one.why:
            wanted = f"expected one column for {one.role}, found {printable(first.column)} and {printable(one.column)}"
            raise InputError(f"{place}: {wanted}; guessed so far: {_told(found)}; {WHICH}")
    kept = [g for g in found if g.role in TOGETHER or taken[g.role] is g]
    sure = {g.role for g in kept if g.role in TALLY_ROLES and g.why != "by its name"}
    kept = [g for g in kept if g.role not in sure or g.why != "by its name"]  # what is described is not added to
    if not any(g.role in known for g in kept):
        wanted = f"expected a column for a candidate, found {_told(kept)}"
        raise InputError(f"{place}: {wanted}; {WHICH}")
    return kept


def _told(guesses: Sequence[Guess]) -> str:
    return ", ".join(f"{printable(g.column)} as {g.role}" for g in guesses) or "nothing"


def no_votes(column: str) -> bool:
    """Whether a column's name says that it holds nothing that is part of the ballots cast."""
    return _is_percent(column) or _by_name(column) == _BESIDE


def _is_percent(column: str) -> bool:
    return "%" in column or not set(words()[_PERCENT]).isdisjoint(plain(column).split())


def _by_name(column: str) -> str:
    """The role with the longest word that a column's name is or begins with; "" for none and for percentages."""
    if _is_percent(column):
        return ""
    name = f"{plain(column)} "
    fits = [(len(word), role) for role, some in words().items() for word in some if name.startswith(f"{word} ")]
    return max(fits, default=(0, ""))[1]


def _names(contest: Contest) -> dict[str, str]:
    """The names a candidate's column may have: id, name, aliases, party, initials; none that two would share."""
    found: dict[str, set[str]] = {}
    for c in contest.candidates:
        first = [word[0] for word in plain(c.name).split()]
        initials = {"".join(first), "".join(first[:2])} if len(first) > 1 else set()
        for form in {plain(n) for n in (c.id, c.name, c.party, *c.aliases) if n} | initials:
            found.setdefault(form, set()).add(c.id)
    return {form: next(iter(ids)) for form, ids in found.items() if len(ids) == 1 and form}
