"""What each check says of a few figures, word for word, with every number of the finding: tests/core_messages.txt.

Cases are small enough to be followed by hand, and there is one for every sentence that a check can say. What several
checks say of whole tables is in tests/golden_findings.txt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from claims_support import CONTEST, claim

from analyzer import checks, ledger
from analyzer.checks import CHECKS
from analyzer.model import Basis, Candidate, Claim, Finding

FILE = Path(__file__).with_name("core_messages.txt")


def told(text: str) -> Claim:
    """ "cne ballots - 1250 | valid | 2024-07-29": a claim, its basis, its day, its statement or its document."""
    words, *more = (part.strip() for part in text.split("|"))
    given = {}
    for one in more:
        known = one in set(Basis)
        time, document = one.startswith(("20", "bulletin")), one.startswith("doc")
        key = "basis" if known else "as_of" if time else "document" if document else "statement"
        given[key] = one
    return claim(words, claim=text, **given)


def settings(words: list[str]) -> tuple[dict[str, Any], float]:
    """What is special about the contest: "complete", "registered=1250", names of candidates; and e."""
    more: dict[str, Any] = {"complete": "complete" in words}
    for key, value in (word.split("=") for word in words if "=" in word):
        more[key] = float(value)
    names = [word for word in words if "=" not in word and word != "complete"]
    if names:
        more["candidates"] = tuple(Candidate(name, name.title()) for name in names)
    e = more.pop("e", 0.25)
    if "registered" in more:
        more["registered_voters"] = int(more.pop("registered"))
    return more, e


def line(finding: Finding, claims: list[str]) -> str:
    ends = (finding.stated_low, finding.stated_high, finding.implied_low, finding.implied_high)
    parts = (
        f"> {finding.verdict} {','.join(finding.sources)} {finding.subject or '-'}",
        f"{' '.join(f'{end:.9g}' for end in ends)} {finding.unit or '-'} slack {finding.slack:.6g}",
        finding.message,
        *([finding.assumption] if finding.assumption else []),
    )
    places = " ".join(str(claims.index(one) + 1) for one in finding.claims)
    return f"{' | '.join(parts)} [{places}]".replace("\N{NO-BREAK SPACE}", "~")


def cases() -> Iterator[Any]:
    for block in FILE.read_text(encoding="utf-8").split("== ")[1:]:
        name, head, *lines = block.strip().splitlines()
        claims = [text for text in lines if not text.startswith(">")]
        yield pytest.param(head.split(), claims, [text for text in lines if text.startswith(">")], id=name)


@pytest.mark.parametrize(("head", "claims", "expected"), list(cases()))
def test_what_a_check_says_of_a_few_figures(head: list[str], claims: list[str], expected: list[str]) -> None:
    more, e = settings(head[1:])
    (check,) = [check for check in CHECKS if check.id == head[0]]
    found = check.run(ledger.build([told(text) for text in claims], replace(CONTEST, **more)), e)
    assert [line(finding, claims) for finding in found] == expected
    assert {finding.check for finding in found} <= {check.id}


NOTHING_ELSE = {
    "cne registered - 1250": ("turnout", "1,250~registered voters"),
    "cne coverage - 80": ("coverage", "80~% coverage"),
    "cne coverage_count - 25001": ("coverage", "25,001~sheets counted"),
    "cne coverage_total - 30026": ("coverage", "30,026~sheets in all"),
    "cne votes null 25": ("vote-sum", "25~votes for invalid and blank votes"),
    "cne votes others 26": ("vote-sum", "26~votes for other candidates"),
    "cne votes maduro about 27": ("vote-sum", "about 27~votes for Nicolás Maduro"),
    "cne share null 2.5": ("share-sum", "2.5~% for invalid and blank votes"),
}


@pytest.mark.parametrize("text", NOTHING_ELSE)
def test_a_figure_beside_which_nothing_is_stated(text: str) -> None:
    check, words = NOTHING_ELSE[text]
    (one,) = checks.run(ledger.build([told(text)], CONTEST))
    said = f"National Electoral Council: nothing else that is stated bears on the figure of {words}."
    assert (one.check, one.message.replace("\N{NO-BREAK SPACE}", "~"), one.claims) == (check, said, (text,))
    assert (one.sources, one.subject) == (("cne",), text.split()[2].strip("-"))


def test_a_figure_that_is_stated_twice_is_told_of_once() -> None:
    (one,) = checks.run(ledger.build([told("- votes maduro 500 | a"), told("- votes maduro 500 | b")], CONTEST))
    assert one.message.replace("\N{NO-BREAK SPACE}", " ") == (
        "the text itself (in article): nothing else that is stated bears on the figure of 500 votes for Nicolás Maduro "
        "(500 votes is stated 2 times)."
    )


def test_figures_of_nothing_else_come_last_in_the_order_of_their_counts() -> None:
    texts = ["opposition votes null 3", "cne registered - 1250 | 2024-07-29", "cne coverage - 80 | 2024-07-29"]
    found = checks.run(ledger.build([told(text) for text in [*texts, "cne share maduro 52 | 2024-08-02"]], CONTEST))
    assert [one.check for one in found] == ["granularity", "vote-sum", "turnout", "coverage"]
    assert [one.claims[0] for one in found[1:]] == texts
