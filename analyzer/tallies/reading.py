"""Columns as they are called -> a frame with one row a tally sheet and its columns named by role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analyzer.faults import fault, printable, shown
from analyzer.model import NULL, OTHERS, Contest, InputError
from analyzer.tallies import aside, formats, marks, roles
from analyzer.tallies.quality import voted, whole
from analyzer.tallies.roles import Guess

if TYPE_CHECKING:
    import pandas as pd

_ADDS_UP = 0.9  # part of the rows that must add up for unknown columns to be votes
_NAMED = ("station", "region")  # the roles whose columns hold text, all others hold counts
#: A row may be called so; names of places that begin like it go on in letters.
_TOTAL = r"(?i)(?:^|/)\s*(?:(?:sub|grand)[ -]?)?tota(?:l|ls|le|les|li|is|ux)\b"
_FEW = 4  # rows with votes that may add up by chance
_MOST = 2**53  # counts are held as float64 where a table leaves some out


def load(path: Path, contest: Contest, columns: Mapping[str, str] | None = None) -> pd.DataFrame:
    """A table by role, as the face's `load` describes it."""
    guesses: list[Guess] = []

    def kinds(names: Sequence[str]) -> dict[str, type[str] | type[int]]:
        guesses[:] = roles.guess(names, contest, columns or {}, str(path))
        return {g.column: str if g.role in _NAMED else int for g in guesses}

    raw = formats.read(path, kinds)
    status = _status(raw, guesses)
    guesses = [g for g in guesses if g.column != status]
    table = _by_role(raw.drop(columns=[status]) if status else raw, guesses, contest, path)
    if status:
        table = table.assign(**{marks.STATUS: marks.of(raw[status]).to_numpy()})
        table.attrs["added"] = [*table.attrs.get("added", ()), (status, "none", "marks sheets as annulled or the like")]
        table.attrs["status"] = [status]
    votes = voted(table, contest)
    if not np.nansum(table[votes].to_numpy(np.float64)):
        raise InputError(fault(path, "votes of a candidate on some tally sheet", f"none on {len(table):,}"))
    table = _without_totals(table, contest, path)
    added = table.attrs.pop("added", [])
    guessed = [(g.column, g.role, g.why) for g in guesses if (g.column, "none") not in {(c, r) for c, r, _ in added}]
    table.attrs["roles"] = guessed + added
    table.attrs["name"], table.attrs["head"] = path.name, raw.attrs.get("head", 1)
    return table


def _status(raw: pd.DataFrame, guesses: Sequence[Guess]) -> str:
    """The column that marks sheets, among those that have no role but by a name that regions have, too."""
    sure = {g.column for g in guesses if g.role != "region" or g.why != "by its name"}
    return marks.column(raw, [str(name) for name in raw if name not in sure])


def _without_totals(table: pd.DataFrame, contest: Contest, path: Path) -> pd.DataFrame:
    """The table without its row of totals. Raises InputError for a row called so that is not the sum of the others."""
    names, counts = table["station"], [name for name in table if name not in {*_NAMED, marks.STATUS}]
    nameless = (names == "").to_numpy()
    if "region" in table and nameless.any():
        names = names.mask(nameless, table["region"])
    sums, called = whole(table, contest), names.str.contains("tota", case=False, regex=False).to_numpy()
    if called.any():
        called = called & names.str.contains(_TOTAL).to_numpy()
    if not sums.any() and not called.any():
        return table
    # Without a name that says so, few rows may add up by chance, and of two that are the same neither is a sum.
    filled = int((table[voted(table, contest)] > 0).any(axis=1).sum())
    left_out = sums & (called | ((sums.sum() == 1) & (nameless | (filled > _FEW and len(counts) > 1))))
    if (called & ~left_out).any():
        found = f"{shown(str(names[called & ~left_out].iloc[0]))}, which is not the sum of the others"
        raise InputError(fault(path, "tally sheets, or one row of their sums", found))
    kept: pd.DataFrame = table[~left_out].reset_index(drop=True)
    kept.attrs["left_out"] = names[left_out].tolist()
    return kept


def _by_role(raw: pd.DataFrame, guesses: Sequence[Guess], contest: Contest, path: Path) -> pd.DataFrame:
    import pandas as pd

    columns: dict[str, list[str]] = {}
    for g in guesses:
        columns.setdefault(g.role, []).append(g.column)
    made: dict[str, pd.Series | np.ndarray] = {}
    for role in _NAMED:
        if role in columns:
            made[role] = _joined(raw, columns[role])
    numbered = "station" not in made
    if numbered:
        made["station"] = pd.Series([str(n) for n in range(1, len(raw) + 1)], raw.index, dtype="str")
    for role, some in columns.items():
        if role not in made:
            each = {column: _counts(raw, column, path, role) for column in some}
            made[role] = np.sum(list(each.values()), axis=0)
            if role == NULL:
                made |= {f"{NULL}:{column}": counts for column, counts in each.items()}
    table = pd.DataFrame(made).reset_index(drop=True)
    table.attrs["numbered"] = numbered  # its stations have no names of their own
    extra = [str(c) for c in raw.columns if c not in {g.column for g in guesses}]
    return _with_invalid(_with_others(table, raw, extra, guesses, contest, path), contest)


def _joined(raw: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    """Several columns as one text, parted by a stroke."""
    text = _names(raw[columns[0]])
    for column in columns[1:]:
        text = text.str.cat(_names(raw[column]), sep="/")
    return text.mask(text.str.strip("/") == "", "") if len(columns) > 1 else text


def _names(cells: pd.Series) -> pd.Series:
    """Names of stations as text, as they are written: "01" and "1" are two. An empty cell among numbers makes no "1"
    a "1.0", neither here nor where the table was written.
    """
    if cells.dtype.kind == "f" and (cells.dropna() % 1 == 0).all():
        cells = cells.astype("Int64")
    empty = cells.isna()
    text = cells.astype("str").mask(empty, "").str.strip()
    if text.iloc[:1].str.endswith(".0").any() and text[~empty].str.fullmatch(r"\d+\.0").all():
        text = text.str.removesuffix(".0")
    return text


def _counts(raw: pd.DataFrame, column: str, path: Path, role: str) -> np.ndarray:
    """A column of counts. Raises InputError with the first row that holds none, and what the column was taken for."""
    import pandas as pd

    cells = raw[column]
    empty, grouped = cells.isna().to_numpy(), np.zeros(len(cells), np.bool_)
    if cells.dtype.kind not in "iuf":  # as text: a date and a truth value would be numbers, and a thousand "1.000" one
        cells = cells.astype("str").str.strip()
        empty = empty | (cells == "").to_numpy()
        grouped = cells.str.fullmatch(formats.THOUSANDS).to_numpy(np.bool_)
        cells = pd.to_numeric(cells.mask(empty), errors="coerce")
    values = cells.to_numpy(np.float64, na_value=np.nan)
    with np.errstate(invalid="ignore"):
        whole = np.isfinite(values) & (values >= 0) & (values < _MOST) & (values == np.floor(values)) & ~grouped
    if (bad := ~whole & ~empty).any():
        row = int(np.flatnonzero(bad)[0])
        found = shown(raw[column].iloc[row].item() if hasattr(raw[column].iloc[row], "item") else raw[column].iloc[row])
        found = f"{found}; {printable(column)} was taken as {role}"
        line = int(raw.index[row]) + 2
        raise InputError(fault(path, "a count, whole and not negative", found, line=line, key=column))
    return values


def _with_others(
    table: pd.DataFrame, raw: pd.DataFrame, extra: Sequence[str], guesses: Sequence[Guess], contest: Contest, path: Path
) -> pd.DataFrame:
    """The table with the votes of unknown columns as others.

    Unknown columns are votes where they make up the valid votes with the known ones; and, where no valid votes are
    stated, those that stand among the columns of candidates and invalid votes.
    """

    numbers = [c for c in extra if raw[c].dtype.kind in "iuf" and not roles.no_votes(c)]
    ids = [c.id for c in contest.candidates]
    some, sums, why = [], [], ""
    if "valid" in table:
        rest = table["valid"] - table[[id for id in ids if id in table]].sum(axis=1)
        held = (table["valid"] != 0).to_numpy()  # of sheets that are not counted yet nothing adds up to nothing
        for first in range(len(numbers)):  # from the left: tables put codes and names first, votes last
            fits = np.isclose(raw[numbers[first:]].sum(axis=1).to_numpy(), rest.to_numpy())
            if held.any() and fits[held].mean() > _ADDS_UP:
                some, why = numbers[first:], "adds to the valid votes with the rest"
                break
    else:
        order = [str(c) for c in raw.columns]
        votes = [order.index(g.column) for g in guesses if g.role in (*ids, NULL)]
        among = [c for c in numbers if min(votes) < order.index(c) < max(votes)]
        known = {name: table[name].to_numpy(np.float64) for name in (*ids, NULL) if name in table}
        sums = aside.sums_of(known, {c: raw[c].to_numpy(np.float64, na_value=np.nan) for c in among})
        some, why = [c for c in among if c not in sums], "stands among the candidates' columns"
    left = [c for c in extra if c not in (*some, *sums) and not raw[c].isna().all()]
    most = next((table[role].to_numpy(np.float64) for role in ("ballots", "registered") if role in table), None)
    table.attrs["aside"], table.attrs["perhaps"] = left, aside.votes_perhaps(raw, left, most)
    said = [(c, "none", "its votes are in other columns") for c in sums]
    if some:
        each = {f"{OTHERS}:{column}": _counts(raw, column, path, OTHERS) for column in some}
        table = table.assign(**{OTHERS: np.sum(list(each.values()), axis=0)}, **each)
        said += [(c, OTHERS, why) for c in some]
    if said:
        table.attrs["added"] = said
    return table


def _with_invalid(table: pd.DataFrame, contest: Contest) -> pd.DataFrame:
    """The table with the invalid votes that stand beside the valid ones; columns of others are said to be none."""
    parts = {name: table[name].to_numpy(np.float64) for name in map(str, table) if name.startswith(f"{NULL}:")}
    votes = table[voted(table, contest)].to_numpy(np.float64).sum(axis=1)
    rest = table["valid"].to_numpy(np.float64) - votes if "valid" in table else None
    kept = aside.invalid_beside(parts, rest)
    if not parts or len(kept) == len(parts):
        return table
    left = [name.partition(":")[2] for name in parts if name not in kept]
    table.attrs["added"] = [
        *table.attrs.get("added", ()),
        *((column, "none", "its votes are in other columns") for column in left),
    ]
    if not kept:
        return table.drop(columns=[NULL, *parts])
    return table.assign(**{NULL: np.sum([parts[name] for name in kept], axis=0)}).drop(
        columns=[name for name in parts if name not in kept]
    )
