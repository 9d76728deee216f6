"""Tables in plain text: a number belongs to whom its column or its row names."""

from __future__ import annotations

import pytest

from analyzer import contest as contests
from analyzer.model import Document
from analyzer.reading import claims as reader

CONTEST = """
[contest]
id = "valmera-2033"
name = "Valmera, presidential election"
date = 2033-05-08
country = "VL"

[[candidates]]
id = "quintero"
name = "Isaura Quintero"

[[candidates]]
id = "brandao"
name = "Telmo Brandão"

[[candidates]]
id = "oakes"
name = "Winifred Oakes"

[[sources]]
id = "commission"
name = "Valmera Electoral Commission"
kind = "authority"
aliases = ["VEC"]

[[sources]]
id = "watch"
name = "Ballot Watch"
kind = "observer"
"""

SOURCES_ABOVE = """Two counts, side by side:

                  VEC       Ballot Watch
Isaura Quintero   52.1%     47.9%
Telmo Brandão     41.3%     45.2%
Winifred Oakes    6.6%      6.9%
"""
CANDIDATES_ABOVE = """Two counts of the vote, side by side:

Count | Quintero | Brandão | Oakes
Valmera Electoral Commission | 52.1% | 41.3% | 6.6%
Ballot Watch | 47.9% | 45.2% | 6.9%
"""
CELLS = {
    ("commission", "quintero", 52.1),
    ("commission", "brandao", 41.3),
    ("commission", "oakes", 6.6),
    ("watch", "quintero", 47.9),
    ("watch", "brandao", 45.2),
    ("watch", "oakes", 6.9),
}


def read(text: str) -> set[tuple[str, str, float]]:
    found, _ = reader.extract(Document("table", text), contests.parse(CONTEST, "valmera.toml"))
    assert {claim.measure for claim in found} <= {"share"}
    return {(claim.source, claim.subject, claim.value) for claim in found}


@pytest.mark.parametrize("text", [SOURCES_ABOVE, CANDIDATES_ABOVE, SOURCES_ABOVE.replace("   ", "\t")])
def test_each_cell_is_whose_column_and_row_it_stands_in(text: str) -> None:
    assert read(text) == CELLS


def test_the_columns_may_stand_in_any_order() -> None:
    turned = SOURCES_ABOVE.replace("VEC       Ballot Watch", "Ballot Watch    VEC")
    other = {"commission": "watch", "watch": "commission"}
    assert read(turned) == {(other[source], subject, value) for source, subject, value in CELLS}


def test_a_line_of_text_ends_the_table() -> None:
    after = f"{SOURCES_ABOVE}\nBallot Watch said that Oakes had won 7.4% of the vote in its second count.\n"
    assert read(after) == CELLS | {("watch", "oakes", 7.4)}


@pytest.mark.parametrize(
    "text",
    [
        """Results by province:

Province | Quintero | Brandão | Oakes
Alta | 61.2% | 33.1% | 5.7%
Baixa | 44.0% | 50.2% | 5.8%
""",
        """Votes by county, according to the Valmera Electoral Commission:

             Quintero   Brandão
Harlow       12,345     10,221
Westmere     22,871     19,440
""",
        """Poll of polls

Firm | Quintero | Brandão
Datacorp | 48% | 41%
Surveyline | 46% | 44%
""",
    ],
)
def test_a_row_of_a_place_or_of_a_stranger_is_nobodys(text: str) -> None:
    assert read(text) == set()


def measured(text: str) -> set[tuple[str, str, str, float]]:
    found, _ = reader.extract(Document("table", text), contests.parse(CONTEST, "valmera.toml"))
    return {(claim.source, claim.measure, claim.subject, claim.value) for claim in found}


BY_HOUR = """How the count of the Valmera Electoral Commission went on:

Time             Tally sheets   Quintero   Brandão
Sunday 23:30     42.0%          47.1       52.9
Monday 07:00     93.4%          49.6       50.4
"""


def test_a_row_of_a_moment_is_one_of_the_count_and_a_column_may_count_sheets() -> None:
    found = measured(BY_HOUR)
    assert {("share", "quintero", 47.1), ("share", "brandao", 52.9), ("share", "quintero", 49.6)} <= {
        row[1:] for row in found
    }
    assert {("coverage", "", 42.0), ("coverage", "", 93.4)} <= {row[1:] for row in found}


def test_a_head_may_hold_the_numbers_of_the_ballot_and_stand_over_a_rule() -> None:
    table = SOURCES_ABOVE.splitlines()
    head, rows = table[2], table[3:]
    ruled = "\n".join([*table[:2], head, "---------------   -----     ------------", *rows])
    assert read(ruled) == CELLS
    numbered = CANDIDATES_ABOVE.replace("Quintero | Brandão | Oakes", "Quintero (1) | Brandão (2) | Oakes (3)")
    assert read(numbered) == CELLS


def test_a_cell_that_is_left_empty_moves_no_other() -> None:
    table = """Two counts of the vote, side by side:

                               Quintero    Brandão     Oakes
Valmera Electoral Commission   52.1%                   6.6%
Ballot Watch                   47.9%       45.2%       6.9%
"""
    assert read(table) == CELLS - {("commission", "brandao", 41.3)}


def test_votes_and_shares_stand_in_their_columns() -> None:
    table = """Final result of the presidential election (Valmera Electoral Commission, 12 May 2033)

Candidate          Votes       %
Isaura Quintero    521,010     52.10
Telmo Brandão      413,007     41.30
"""
    assert {row[1:] for row in measured(table)} == {
        ("votes", "quintero", 521010),
        ("share", "quintero", 52.1),
        ("votes", "brandao", 413007),
        ("share", "brandao", 41.3),
    }


def test_a_column_of_percent_is_of_what_the_column_before_it_counts() -> None:
    """The row of the end of the count is one of the whole, whatever it is called."""
    found = measured("""How the count of the Valmera Electoral Commission went on:

Hour  | Stations | %    | Quintero | %    | Brandão | %
06:00 | 1,020    | 11.1 | 54,600   | 54.6 | 45,400  | 45.4
Close | 9,204    | 100  | 487,000  | 48.7 | 513,000 | 51.3
""")
    assert {row[1:] for row in found} >= {
        ("coverage_count", "", 1020),
        ("coverage", "", 11.1),
        ("share", "quintero", 54.6),
        ("share", "brandao", 45.4),
        ("coverage_count", "", 9204),
        ("share", "quintero", 48.7),
        ("share", "brandao", 51.3),
    }
