"""One label a count: no two of a source's are alike, and findings, tables and figures call a count the same."""

from __future__ import annotations

import pytest
from claims_support import CONTEST, claim

from analyzer import checks, ledger
from analyzer.checks.base import source_name
from analyzer.plot import FIGURES
from analyzer.plot.words import load
from analyzer.sides import sides

#: A moment, two bulletins of one article, two counts that nothing tells apart, and one that takes in two articles.
CLAIMS = [
    claim("cne share maduro 50", as_of="2024-07-29"),
    claim("cne share maduro 60", statement="a", document="b.txt"),
    claim("cne coverage - 62.5", statement="a", document="b.txt"),
    claim("cne share maduro 70", statement="b", document="b.txt"),
    claim("cne coverage - 91.3", statement="b", document="b.txt"),
    claim("cne share maduro 20", statement="c", document="c.txt"),
    claim("cne share maduro 30", statement="d", document="c.txt"),
    claim("cne share maduro 80", statement="e", document="d.txt"),
    claim("cne share maduro 80", statement="f", document="e.txt", claim="again"),
    claim("cne share gonzalez 10", statement="f", document="e.txt"),
]
LABELS = [
    "as of 2024-07-29",
    "in b.txt, 62.5 % of tally sheets",
    "in b.txt, 91.3 % of tally sheets",
    "in c.txt, count 1 of 2",
    "in c.txt, count 2 of 2",
    "in d.txt and elsewhere",
]


def plain(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")


def test_the_labels_of_a_source_are_all_different() -> None:
    assert [plain(side.detail) for side in sides(CLAIMS, CONTEST)] == LABELS


def test_findings_and_figures_call_a_count_as_the_table_does() -> None:
    book = ledger.build(CLAIMS, CONTEST)
    named = {plain(source_name(book, row)) for row in range(len(book.counts))}
    assert named == {f"National Electoral Council ({label})" for label in LABELS}
    words = load("en")
    assert [plain(words.detail(side)) for side in sides(CLAIMS, CONTEST)] == LABELS


@pytest.mark.parametrize("record", FIGURES, ids=lambda record: record.id)
def test_no_row_of_a_figure_is_called_like_another(record: object) -> None:
    findings = checks.run(ledger.build(CLAIMS, CONTEST), 0.25)
    data = record.data(CLAIMS, findings, CONTEST)  # type: ignore[attr-defined]
    rows = {(datum.row, datum.source_name, datum.detail) for datum in data if datum.source}
    if record.id not in {"gap", "uncounted"}:  # type: ignore[attr-defined]  # whose rows are candidates and pairs
        assert len({row for row, _, _ in rows}) == len({(name, detail) for _, name, detail in rows})


#: One count: its percentages of the valid votes, and one of the registered voters beside them; the last sheet is in.
OF_TWO_WHOLES = [
    claim("cne coverage - 100", statement="a", document="a.txt"),
    claim("cne share maduro 51", statement="a", document="a.txt"),
    claim("cne share gonzalez 49", statement="a", document="a.txt"),
    claim("cne share maduro 30", statement="b", document="a.txt", basis="registered"),
    claim("opposition coverage - 95", document="b.txt"),
    claim("opposition share maduro 40", document="b.txt"),
]


def test_percentages_on_a_second_basis_are_called_so_and_their_count_keeps_its_coverage() -> None:
    book = ledger.build(OF_TWO_WHOLES, CONTEST)
    own = [plain(source_name(book, row)) for row in range(3)]
    assert own == [
        "National Electoral Council",
        "National Electoral Council (percentages of registered voters)",
        "Opposition (Unitary Platform)",
    ]
    (found,) = checks.conflict.run(book, 0.25)
    assert plain(found.message).startswith(
        "National Electoral Council gives 51 % for Nicolás Maduro and 100 % coverage; "
    )


@pytest.mark.parametrize(("language", "words"), [("en", "of registered voters"), ("es", "de los electores inscritos")])
def test_figures_say_of_what_shares_are_and_draw_a_coverage_once(language: str, words: str) -> None:
    by_id = {figure.id: figure.table(OF_TWO_WHOLES, (), CONTEST, load(language)) for figure in FIGURES}
    shares = {datum.value: datum.detail for datum in by_id["shares"] if datum.subject == "maduro"}
    assert [words in shares[value] for value in (51.0, 30.0, 40.0)] == [False, True, False]
    assert len([datum for datum in by_id["coverage"] if datum.source == "cne" and datum.panel == "coverage"]) == 1
    # On the line of the gap there is nothing of another whole.
    assert [d.value for d in by_id["gap"] if d.subject == "maduro" and d.kind == "stated"] == [51.0, 40.0]
    alone = [claim("cne share maduro 30", basis="registered")]
    (datum,) = next(figure for figure in FIGURES if figure.id == "shares").table(alone, (), CONTEST, load(language))
    assert words in datum.detail


def test_a_count_that_states_its_whole_twice_is_told_with_both() -> None:
    stated = [
        claim("cne coverage_count - 80", as_of="2024-07-29", statement="a"),
        claim("cne coverage_total - 100", as_of="2024-07-29", statement="a"),
        claim("cne coverage_total - 120", as_of="2024-07-29", statement="b"),
    ]
    (side,) = sides(stated, CONTEST)
    assert plain(side.coverage) == plain(load("en").covered(side)) == "80 of 100 sheets or 120 sheets"
