"""Drafting a contest.toml from texts alone: who stands beside vote figures, who stands beside verbs of reporting.

Nothing here is certain. A person confirms the draft, strikes out what is wrong and answers what is marked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from analyzer.drafting.evidence import gather
from analyzer.drafting.people import merge
from analyzer.drafting.writing import as_toml
from analyzer.model import Document, InputError

_YEAR = re.compile(r"(?<![\w.,])(?:19|20)[0-9]{2}(?![\w%]|[.,][0-9])")


def draft(documents: Sequence[Document]) -> str:
    """A contest.toml proposed from documents, the questions left open in it as comments.

    The same documents give the same text, whatever their order. Raises InputError where no name stands beside a figure.
    """
    read = sorted(documents, key=lambda document: document.id)
    people = merge(gather(read))
    if not any(one.figures for one in people):
        raise InputError("contest draft: expected names beside figures of votes, found none")
    years = Counter(int(year) for document in read for year in _YEAR.findall(document.text))
    return as_toml(people, len(read), years)
