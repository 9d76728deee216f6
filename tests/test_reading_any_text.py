"""Any text at all is read: no exception, every quote in its place, every claim well formed."""

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analyzer
from analyzer.folding import fold
from analyzer.model import MEASURES, Candidate, Document, Source, SourceKind
from analyzer.reading import claims as reader
from analyzer.reading.languages.language import codes, load
from analyzer.reading.prose import sentences

CONTEST = analyzer.load_contest("venezuela-2024-presidential")
WORDS = (
    *("Maduro", "González", "his rival", "the CNE", "CNE", "said", "according to", "the opposition", "won", "51.95%"),
    *(
        "43,18 %",
        "65",
        "to",
        "30%",
        "7.3 million votes",
        "5.150.092 votos",
        "with",
        "of the vote",
        "80% of the tallies",
    ),
    *("turnout", ",", ".", "\n", "(", ")", "“", "”", "in 2013", "Miranda", "almost", "points", "respectively"),
    *("\u200b", "\ufeff", "½", "İ", "ﬁ"),
    *(
        "7,505,338[4] votes",
        "51²4",
        "5,150,092\u00b3",
        "per\u00adcent",
        "Maduro, 54[1], won",
        "a total of 51.2%",
        "&nbsp;",
        "<br>",
    ),
)

texts = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(texts)
def test_any_text(text: str) -> None:
    claims, readings = reader.extract(Document("d", text), CONTEST)
    for c in claims:
        assert text[c.start : c.end] == c.quote
        assert c.measure in MEASURES
        assert c.low <= c.value <= c.high
        assert bool(c.subject) == MEASURES[c.measure].has_subject
    spans = [(r.start, r.end) for r in readings]
    assert spans == sorted(spans)
    assert all(a_end <= b_start for (_, a_end), (b_start, _) in pairwise(spans))
    assert sum(r.status == "claim" for r in readings) == len(claims)


@given(texts, st.sampled_from(codes()))
def test_sentences_hold_all_that_is_written(text: str, code: str) -> None:
    found = sentences.split(text, fold(text), load(code))
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = {i for s in found for i in range(s.start, s.end)}
    assert all(not char.strip() or i in covered for i, char in enumerate(text))


def test_the_same_text_gives_the_same_claims() -> None:
    text = "With 80% of ballots counted, Maduro had 51.2% and González 44.2%, the National Electoral Council said."
    first, second = (reader.extract(Document("d", text), CONTEST)[0] for _ in range(2))
    assert first == second
    assert [c.measure for c in first] == ["coverage", "share", "share"]


def test_a_table_in_one_line_is_read_in_time_that_grows_with_its_length() -> None:
    claims, readings = reader.extract(Document("d", "1, " * 3000), CONTEST)
    assert (len(claims), len(readings)) == (0, 3000)


@pytest.mark.parametrize(
    "text",
    [
        *("9" * 50_000, "1," * 20_000, "one hundred thousand " * 2_000, "(" * 20_000 + ")" * 20_000),
        *("1" * 400 + " votes", "51.2%" + " " * 50_000, "a lead of 4 " * 1_000),
    ],
    ids=["digits", "commas", "words", "brackets", "a number of 400 digits", "blanks behind a number", "cues"],
)
def test_no_number_is_too_long_to_be_read(text: str) -> None:
    # Each of these once took time that grew with the square of its length, or was no finite number.
    claims, readings = reader.extract(Document("d", f"Maduro won {text}"), CONTEST)
    assert all(0 <= c.low <= c.high <= 1e12 for c in claims)
    assert len({(r.start, r.end) for r in readings}) == len(readings)


def test_a_run_of_digits_beside_a_figure_is_read_in_time_that_grows_with_its_length() -> None:
    started = time.perf_counter()
    claims, _ = reader.extract(Document("d", "Maduro won 51.95%. " + "9" * 100_000), CONTEST)
    assert time.perf_counter() - started < 5.0  # where each digit began a search of its own: half a minute
    assert [c.value for c in claims] == [51.95]


def test_a_form_without_a_word_names_nobody() -> None:
    sources = (Source("board", "Board", SourceKind.AUTHORITY, ("", " ")), *CONTEST.sources)
    candidates = (Candidate("x", "", ("", " ")), *CONTEST.candidates)
    contest = replace(CONTEST, candidates=candidates, sources=sources)
    text = "Maduro won 51.95%, the CNE said."
    assert reader.extract(Document("d", text), contest)[0] == reader.extract(Document("d", text), CONTEST)[0]


def test_many_figures_are_read_as_few_are() -> None:
    line = "The CNE said Maduro had 51.2% of the vote.\n"
    claims, _ = reader.extract(Document("d", line * 400), CONTEST)
    assert len(claims) == 400
    assert {(c.measure, c.subject, c.source) for c in claims} == {("share", "maduro", "cne")}


def test_a_file_of_data_is_no_sentence() -> None:
    text = "Maduro won. " + "51.2, " * 300 + "\n\nMaduro won 51.95%."
    claims, readings = reader.extract(Document("d", text), CONTEST)
    assert [c.value for c in claims] == [51.95]
    assert len(readings) == 301
    assert {r.reason for r in readings[:300]} == {"one of a mass of numbers"}
    assert {r.status for r in readings[:300]} == {"unread"}


def test_a_long_list_of_results_is_no_file_of_data() -> None:
    text = "; ".join(f"Maduro {51 + i / 100:.2f}% ({5_150_092 + i:,} votes)" for i in range(40))
    _, readings = reader.extract(Document("d", text), CONTEST)
    assert not [r for r in readings if r.reason == "one of a mass of numbers"]
