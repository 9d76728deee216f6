"""What one test says of the stations, before it is known how many others were made beside it."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan

#: One table of honest counts in so many is to show something, over all tests made of it together.
ALPHA = 0.001
#: So many tests can be judged on one table; each is planned for the strictest level that Holm's rule may put to it.
JUDGED = 2
LEVEL = ALPHA / JUDGED
#: Effects are called detectable that a test would find so often.
POWER = 0.9


@dataclass(frozen=True, slots=True)
class Outcome:
    """A test made, described or refused. `p` is its probability under `null`, NaN where nothing is to be judged.

    `words` stand first in the message; then `odd` or `fine`, by the verdict.
    """

    check: str
    words: str
    null: str = ""
    p: float = nan
    odd: str = ""
    fine: str = ""

    @property
    def judged(self) -> bool:
        """Whether the test can speak for or against its null."""
        return not isnan(self.p)
