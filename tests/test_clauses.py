"""A sentence that sets one source's figures against another's is read as what each of them says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_support import contest

from analyzer.model import Document
from analyzer.reading import claims, prose, quantities
from analyzer.reading.names import names
from analyzer.reading.names.article import Article
from analyzer.reading.prose import sentences
from analyzer.reading.sources import clauses
from analyzer.reading.sources.assertions import Assertions

CONTEST = contest(
    "oakland-2031",
    "Oakland, presidential election",
    date(2031, 4, 6),
    [("roe", "Jane Roe"), ("poe", "Alan Poe")],
    [
        (
            "board",
            "National Election Board",
            "authority",
            "",
            "Consejo Electoral",
            "Commission électorale",
            "Comissão Eleitoral",
        ),
        ("front", "Popular Front", "campaign", "poe"),
        ("watch", "Vote Watch", "observer", ""),
    ],
)


def _parted(text: str, code: str) -> list[str]:
    laid, words, _, language, _ = prose.of(Document("d", text, language=code), CONTEST)
    known, split = names(CONTEST, language), sentences.split(laid, words.folded, language)
    mentions = known.find(laid, words, [range(len(words.texts))])
    figures = [q.start for q in quantities.read(words, language)]
    told = Assertions(Article(laid, words, language, CONTEST, known, mentions, split))
    return [laid[s.start : s.end] for s in clauses.parted(split, figures, told, words.folded)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The National Election Board gave Roe 52.4 percent,| but the Popular Front puts her at 45 percent."),
        ("en", "The National Election Board gave Roe 52.4 percent;| the Popular Front gives her 45 percent."),
        (
            "en",
            "While the National Election Board credited Roe with 52.4 percent,| Poe insisted that he had 53 percent.",
        ),
        ("en", "The National Election Board put turnout at 66 percent,| Vote Watch at 61 percent."),
        (
            "en",
            "Roe won 52.4 percent, according to the National Election Board,| or 45 percent, according to Vote Watch.",
        ),
        ("es", "Según el Consejo Electoral, Roe obtuvo 52,4 %;| según el Popular Front, 45 %."),
        ("fr", "La Commission électorale crédite Roe de 52,4 %,| mais le Popular Front ne lui donne que 45 %."),
        ("pt", "A Comissão Eleitoral deu a Roe 52,4%,| mas a Popular Front atribui-lhe 45%."),
        # One voice, or figures on one side alone:
        ("en", "The National Election Board said that Roe had won 52.4 percent, and Poe 44.1 percent."),
        ("en", "The National Election Board gave Roe 52.4 percent to 44.1 percent, but the Popular Front disagrees."),
        ("en", "With 93 percent of the votes counted, the National Election Board said Roe had 52.4 percent."),
        (
            "en",
            "The National Election Board, which the Popular Front calls biased, gave Roe 52.4 percent and Poe 44.1.",
        ),
        ("en", '"Roe has 52.4 percent, but the Popular Front says 45 percent," said Poe.'),
        ("en", "Roe won 52.4 percent, and Poe won 44.1 percent."),
    ],
)
def test_where_another_begins_to_speak(code: str, text: str) -> None:
    assert [piece.strip() for piece in text.split("|")] == _parted(text.replace("|", ""), code)


@pytest.mark.parametrize(
    ("code", "text", "second"),
    [
        (
            "en",
            "The National Election Board gave Roe 52.4 percent, but the Popular Front puts her at 45 percent.",
            (45, "roe", "front"),
        ),
        (
            "en",
            "The National Election Board gave Roe 52.4 percent; the Popular Front gives her 45 percent.",
            (45, "roe", "front"),
        ),
        (
            "en",
            "While the National Election Board credited Roe with 52.4 percent, Poe insisted that he had 53 percent.",
            (53, "poe", "front"),
        ),
        (
            "en",
            "The National Election Board says Roe won with 52.4 percent, the Popular Front says Poe has 53 percent.",
            (53, "poe", "front"),
        ),
        (
            "en",
            "Roe won 52.4 percent, according to the National Election Board, "
            "or 45 percent, according to the Popular Front.",
            (45, "roe", "front"),
        ),
        ("es", "El Consejo Electoral dio a Roe 52,4 %, pero el Popular Front le atribuye 45 %.", (45, "roe", "front")),
        ("es", "Según el Consejo Electoral, Roe obtuvo 52,4 %; según el Popular Front, 45 %.", (45, "roe", "front")),
        (
            "es",
            "Mientras el Consejo Electoral otorga a Roe 52,4 %, Poe asegura que él ganó con 53 %.",
            (53, "poe", "front"),
        ),
        (
            "fr",
            "La Commission électorale crédite Roe de 52,4 %, mais le Popular Front ne lui donne que 45 %.",
            (45, "roe", "front"),
        ),
        (
            "fr",
            "Selon la Commission électorale, Roe a obtenu 52,4 % ; selon le Popular Front, 45 %.",
            (45, "roe", "front"),
        ),
        (
            "fr",
            "La Commission électorale a proclamé Roe élue avec 52,4 %. Poe affirme avoir gagné avec 53 %.",
            (53, "poe", "front"),
        ),
        ("pt", "A Comissão Eleitoral deu a Roe 52,4%, mas a Popular Front atribui-lhe 45%.", (45, "roe", "front")),
        ("pt", "Segundo a Comissão Eleitoral, Roe teve 52,4%; segundo a Popular Front, 45%.", (45, "roe", "front")),
    ],
)
def test_each_answers_for_its_own_figure(code: str, text: str, second: tuple[float, str, str]) -> None:
    found, _ = claims.extract(Document("d", text, language=code), CONTEST)
    assert [(c.value, c.subject, c.source) for c in found] == [(52.4, "roe", "board"), second]
    assert all(text[c.start : c.end] == c.quote for c in found)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The National Election Board put turnout at 66 percent, Vote Watch at 61 percent."),
        ("en", "Turnout was 66 percent, the National Election Board said, but Vote Watch put it at 61 percent."),
        ("es", "El Consejo Electoral cifró la participación en 66 %; Vote Watch, en 61 %."),
        ("fr", "Selon la Commission électorale, la participation est de 66 % ; Vote Watch l'estime à 61 %."),
        ("fr", "La participation est de 66 % selon la Commission électorale, de 61 % selon Vote Watch."),
        ("pt", "A participação foi de 66%, segundo a Comissão Eleitoral, e de 61%, segundo a Vote Watch."),
    ],
)
def test_a_clause_that_leaves_the_verb_to_the_one_before(code: str, text: str) -> None:
    found, _ = claims.extract(Document("d", text, language=code), CONTEST)
    told = [(c.value, c.measure, c.source) for c in found]
    assert told == [(66.0, "turnout", "board"), (61.0, "turnout", "watch")]


PIECES = [
    "The National Election Board said ",
    "the Popular Front says ",
    "Poe said ",
    "according to Vote Watch",
    "52 percent",
    "45%",
]


@given(st.lists(st.sampled_from([*PIECES, ", ", "; ", ". ", " but ", '"', "Roe "]), max_size=14))
def test_nothing_is_lost_and_nothing_is_said_twice(pieces: list[str]) -> None:
    text = "".join(pieces)
    whole = [piece for s in _parted(text, "en") for piece in s.split()]
    laid, words, _, language, _ = prose.of(Document("d", text, language="en"))
    assert whole == [w for s in sentences.split(laid, words.folded, language) for w in laid[s.start : s.end].split()]


def test_a_quotation_is_of_who_is_named_beside_it_and_not_in_the_sentence_before() -> None:
    text = (
        'The National Election Board said Roe had won 52.4 percent. Poe laughed. "I won 53 percent," he told reporters.'
    )
    found, _ = claims.extract(Document("d", text, language="en"), CONTEST)
    assert [(c.value, c.subject, c.source) for c in found] == [(52.4, "roe", "board"), (53.0, "poe", "front")]
