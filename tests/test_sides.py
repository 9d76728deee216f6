"""What stands side by side: a source's counts by date, the same rows whatever the order of the claims."""

from __future__ import annotations

import pytest
import sample

from analyzer.model import Claim
from analyzer.sides import sides


def count(name: str, as_of: str, share: float, source: str = "cne") -> Claim:
    return sample.make_claim(
        name, source, "share", "maduro", share, as_of=as_of, statement=name, document=f"{name}.txt"
    )


@pytest.mark.parametrize(
    "moments",
    [
        ("2024-07-28", "2024-07-29 00:10", "2024-07-29 09:00", "2024-08-02"),
        ("bulletin 1", "bulletin 2", "bulletin 10"),
        ("2024-07-29", ""),
    ],
)
def test_the_counts_of_a_source_stand_in_the_order_of_their_dates(moments: tuple[str, ...]) -> None:
    told = [count(f"c{place}", moment, 40.0 + place) for place, moment in enumerate(moments)]
    for order in (told, told[::-1], [*told[1:], told[0]]):
        rows = sides(order, sample.CONTEST)
        assert [row.count.as_of for row in rows] == list(moments)
        assert [row.detail.removeprefix("as of ") for row in rows if row.count.as_of] == [m for m in moments if m]


def test_sources_come_before_dates() -> None:
    told = [
        count("late", "2024-08-02", 51.0),
        count("early", "2024-07-28", 50.0),
        count("first", "2024-07-27", 30.0, "ap"),
    ]
    assert [(row.source, row.count.as_of) for row in sides(told, sample.CONTEST)] == [
        ("cne", "2024-07-28"),
        ("cne", "2024-08-02"),
        ("ap", "2024-07-27"),
    ]
