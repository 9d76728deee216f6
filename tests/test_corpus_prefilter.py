"""The prefilter loses no claim: whatever text has one passes. It is held against the reader itself."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT

from analyzer import contest as contests
from analyzer.corpus.prefilter import Prefilter
from analyzer.folding import fold
from analyzer.model import Document
from analyzer.reading import claims as reader
from analyzer.reading.languages import language
from analyzer.recognition import Recogniser, forms

sys.path.insert(0, str(ROOT / "training"))
from annotated import texts

sys.path.pop(0)

BUNDLED = tuple(contests.load(id) for id in contests.bundled())
RECOGNISER, AMONG_ALL = Recogniser(BUNDLED), Prefilter(BUNDLED, True)
PAIR = tuple(c for c in BUNDLED if c.id in ("venezuela-2024-presidential", "kenya-2022-presidential"))
GIVEN, AMONG_GIVEN = Recogniser(PAIR, True), Prefilter(PAIR, True)
ALONE = Prefilter(PAIR[:1], False)
SETS = [ROOT / "training" / "texts", *(ROOT.parent / "shared" / "gold" / name for name in ("seeds", "dev", "written"))]
ANNOTATED = texts([folder for folder in SETS if folder.is_dir()])

WORDS = sorted(
    {form for c in PAIR for form, _, _ in forms(c)}
    | {"2024", "2022", "51.2", "５１", "²", "½", "%", "percent", "por ciento", "votes", "half", "two thirds", "mil"}
    | {
        "Maduro",
        "GONZÁLEZ",
        "Ruto",
        "ʼRuto",
        "Raila",
        "Odinga",
        "the",
        "CNE",
        "IEBC",
        "of",
        "won",
        "in",
        "Kenya",
        ",",
        "\n\n",
    }
)
ANY_TEXT = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=14).map(" ".join)


@pytest.mark.parametrize("text", ANNOTATED, ids=lambda text: f"{text.set}/{text.document.id}")
def test_every_annotated_text_with_claims_passes(text: object) -> None:
    document = text.document  # type: ignore[attr-defined]
    own = text.contest  # type: ignore[attr-defined]
    if reader.extract(document, own)[0]:
        assert Prefilter([own], False).may_hold(document.text)
    if RECOGNISER.contest_of(document) is not None:
        assert AMONG_ALL.may_hold(document.text)
    if Recogniser([own, PAIR[0]], True).contest_of(document) is not None:
        assert Prefilter([own, PAIR[0]], True).may_hold(document.text)


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
def test_a_text_that_is_recognised_and_counts_passes(text: str) -> None:
    document = Document("d", text)
    for recogniser, prefilter in ((RECOGNISER, AMONG_ALL), (GIVEN, AMONG_GIVEN)):
        contest = recogniser.contest_of(document)
        if contest is not None and reader.extract(document, contest)[0]:
            assert prefilter.may_hold(text)
    if reader.extract(document, PAIR[0])[0]:
        assert ALONE.may_hold(text)


@settings(deadline=None)
@given(st.text())
def test_the_words_of_a_folded_text_are_those_of_its_folded_pieces(text: str) -> None:
    """What the prefilter rests on when it folds piece by piece."""
    whole = set(re.findall(r"\w+", fold(text)))
    assert whole == {word for piece in text.split() for word in re.findall(r"\w+", fold(piece))}


def test_whatever_folds_to_a_digit_is_known() -> None:
    """All of Unicode: a sign that folding makes a digit is one that the prefilter takes for a possible digit."""
    made = [chr(code) for code in range(0x110000) if fold(chr(code)) in set("0123456789")]
    assert len(made) > 50
    assert [char for char in made if not Prefilter(PAIR[:1], False).may_hold(char)] == []


def test_most_texts_without_a_candidate_do_not_pass() -> None:
    assert not AMONG_ALL.may_hold("The price of bread rose by 3 % in 2024, the ministry said.")
    assert not ALONE.may_hold("Bread was dear, and nobody knew why.")
    assert not AMONG_ALL.may_hold("Maduro spoke for an hour, the radio said.")
    assert AMONG_ALL.may_hold("Nicolás Maduro beat Edmundo González by 7 points.")


def test_every_number_word_of_every_language_passes() -> None:
    for code in language.codes():
        known = language.load(code)
        for word in (*known.words, *known.scales, *known.fractions, *known.halves):
            assert ALONE.may_hold(f"They said {word} of them."), (code, word)
