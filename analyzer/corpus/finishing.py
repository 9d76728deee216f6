"""What is done when all shards stand: documents get their names, and tables say who repeats whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from analyzer.corpus import gathering, lineage, naming, store, wording, wordings
from analyzer.corpus.lineage import Altered, Lineage, Reprint
from analyzer.model import Appearance
from analyzer.tables import records_csv
from analyzer.wording import plural

TABLES = {"reprints.csv": Reprint, "altered.csv": Altered, "lineage.csv": Lineage, "days.csv": Appearance}


@dataclass(frozen=True, slots=True)
class Finished:
    """One line on what was found, and how the reports of each figure grew."""

    line: str
    days: tuple[Appearance, ...]


def finish(out: Path) -> Finished:
    """Name the documents and write the tables of a corpus folder. Made anew each time, from all that stands."""
    naming.settle(out)
    gathered = gathering.gather(out)
    if not wording.available() and not gathered.signed.any():
        return Finished(f"{out}: near-duplicates are not looked for without the extra corpus", ())
    of = wordings.clusters(gathered.signatures, gathered.signed)
    changed = lineage.altered(gathered, of)
    again = lineage.reprints(gathered, of, changed)
    figures, days = lineage.lineages(gathered, of, changed)
    tables: dict[str, Sequence[object]] = {
        "reprints.csv": again, "altered.csv": changed, "lineage.csv": figures, "days.csv": days,
    }  # fmt: skip
    for name, rows in tables.items():
        text = records_csv(rows, [f.name for f in fields(TABLES[name])])
        store.write(Path(out, name), text.encode("utf-8", "backslashreplace"))
    several = len({row.wording for row in again})
    words = [
        plural(len(figures), "figure"),
        f"{plural(several, 'wording')} in {plural(len(again), 'document')}",
        f"{len({row.wording for row in changed})} with differing figures",
    ]
    if unsigned := int(np.count_nonzero(~gathered.signed)):
        words.append(f"{plural(unsigned, 'document')} compared with no other, for want of the extra corpus")
    if figures and not days:
        words.append("no document with claims names its day, so nothing is drawn over time")
    return Finished(f"{', '.join(words)}: {out}/lineage.csv, reprints.csv, altered.csv", tuple(days))
