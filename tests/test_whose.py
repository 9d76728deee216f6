"""Whom "this last one", "le sortant", a rival and an answer stand for, and when somebody was elected before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from reading_support import contest, look

from analyzer.folding import fold
from analyzer.model import Contest, Document
from analyzer.reading import claims
from analyzer.reading.languages import language
from analyzer.reading.languages.words import Words
from analyzer.reading.names import names
from analyzer.reading.names.mentions import Mention

ORVANE = contest(
    "orvane-2030",
    "Orvane, presidential election",
    date(2030, 9, 8),
    [("dorval", "Claire Dorval"), ("tessier", "Marc Tessier"), ("lagarde", "Hugo Lagarde")],
    [
        ("board", "Electoral Board", "authority", "", "Commission électorale", "Junta Electoral", "Comissão Eleitoral"),
        ("bloc", "Civic Bloc", "campaign", "dorval", "Bloc civique", "Bloque Cívico", "Bloco Cívico"),
        ("front", "National Front", "campaign", "tessier", "Front national", "Frente Nacional"),
    ],
)
TWO = replace(ORVANE, candidates=ORVANE.candidates[:2])
INCUMBENT = replace(
    ORVANE, candidates=(*ORVANE.candidates[:2], replace(ORVANE.candidates[2], aliases=("Lagarde", "President Lagarde")))
)
WHOM = {"d": "dorval", "t": "tessier", "l": "lagarde", "-": ""}


def mentions(code: str, text: str, known: Contest = ORVANE) -> list[Mention]:
    """Whom a text names."""
    words = Words(fold(text))
    return names(known, language.load(code)).find(text, words, [range(len(words.texts))])


def last(code: str, text: str, known: Contest = ORVANE) -> tuple[str, str]:
    """The candidate named last in a text, and how."""
    found = mentions(code, text, known)[-1]
    return found.candidate, found.how


def figures(code: str, text: str) -> list[tuple[float, str]]:
    """(value, candidate) of the claims, where two stand."""
    return [(c.value, c.subject) for c in claims.extract(Document("d", text, language=code), TWO)[0]]


@pytest.mark.parametrize(
    ("code", "text", "whose"),
    [
        ("fr", "Le Bloc a vu Marc Tessier et Claire Dorval. Celle-ci obtient 44 %.", "d"),
        ("fr", "Le Bloc a vu Claire Dorval et Marc Tessier. Celui-ci obtient 44 %.", "t"),
        ("fr", "Le Bloc a vu Claire Dorval et Marc Tessier. Cette dernière obtient 44 %.", "d"),  # the woman of the two
        ("es", "El Bloque vio a Marc Tessier y Claire Dorval. Este último obtiene 44 %.", "t"),
        ("pt", "O Bloco viu Claire Dorval e Marc Tessier. Esta última obtém 44 %.", "d"),
        ("it", "Claire Dorval e Marc Tessier attendono. Quest'ultimo ottiene il 44 %.", "t"),
        ("fr", "Le Bloc a vu Claire Dorval et Marc Tessier. Le second.", "t"),  # of two it is still the second
        ("fr", "Le Bloc a vu Marc Tessier. Celui-ci obtient 44 %.", "-"),  # of one alone it says nothing
    ],
)
def test_this_last_one(code: str, text: str, whose: str) -> None:
    found = [m.candidate for m in mentions(code, text) if m.how == "latter"]
    assert found == ([WHOM[whose]] if whose != "-" else [])


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Dorval et Tessier. Elle prête 44 % à la candidate et 42 % au vainqueur, puis à ce dernier 41 %."),
        ("es", "Dorval y Tessier. Da a ella 44 % y al ganador 42 %, y a este último 41 %."),
    ],
)
def test_this_last_one_is_the_winner_whom_figures_decide(code: str, text: str) -> None:
    assert [m.how for m in mentions(code, text)][-2:] == ["winner", "winner"]


@pytest.mark.parametrize(
    ("code", "text", "whose"),
    [
        ("fr", "Claire Dorval aurait 44,3 % et le candidat proclamé 42,6 %.", "-"),  # joined: it is the other
        ("en", "Claire Dorval has 44.3 percent and the winner 42.6.", "-"),
        ("fr", "Claire Dorval, la présidente élue, a 44,3 %.", "d"),
        ("es", "Claire Dorval obtuvo 52 % y es la ganadora.", "d"),
    ],
)
def test_a_winner_joined_to_a_figure_is_not_whose_that_is(code: str, text: str, whose: str) -> None:
    found = [m.candidate for m in mentions(code, text) if m.how == "winner"]
    assert found in ([WHOM[whose]], [] if whose == "d" else [""])


@pytest.mark.parametrize(
    ("code", "text", "whose"),
    [
        ("fr", "Marc Tessier a serré la main de son rival. Il", "t"),
        ("en", "Marc Tessier hailed his rival. He", "t"),
        ("pt", "Marc Tessier saudou o seu rival. Ele", "t"),
        ("en", "Marc Tessier has 52 percent, his rival 48. He", "l"),  # with a figure of his own he may be meant
    ],
)
def test_a_pronoun_goes_on_about_whom_the_rival_is_one_of(code: str, text: str, whose: str) -> None:
    known = replace(ORVANE, candidates=(ORVANE.candidates[1], ORVANE.candidates[2]))
    assert last(code, text, known) == (WHOM[whose], "pronoun")


@pytest.mark.parametrize(
    ("text", "known", "whose"),
    [
        # Three are named as often, two of them men: "le sortant" may be either.
        ("Claire Dorval, Marc Tessier et Hugo Lagarde. Soit 44 % pour le sortant.", ORVANE, "-"),
        ("Claire Dorval, Marc Tessier et Hugo Lagarde. Dorval et Tessier. Soit 44 % pour le sortant.", ORVANE, "t"),
        ("Claire Dorval et Marc Tessier. Soit 44 % pour le sortant.", INCUMBENT, "l"),  # whose title is an alias
        ("Claire Dorval et Marc Tessier. Soit 44 % pour l'ancien président.", INCUMBENT, "t"),
    ],
)
def test_who_is_in_office(text: str, known: Contest, whose: str) -> None:
    found = [m.candidate for m in mentions("fr", text, known) if m.how in ("incumbent", "described")]
    assert found == [WHOM[whose]] * (whose != "-")


RECALL = contest(
    "orvane-2031-recall",
    "Orvane, recall",
    date(2031, 4, 6),
    [("keep", "Maintien", "non", "non à la révocation", "no to the recall"), ("recall", "Révocation", "oui", "recall")],
    [("press", "News Pool", "media", "")],
)


@pytest.mark.parametrize(
    ("code", "text", "whose"),
    [
        ("fr", "Selon News Pool, le non à la révocation recueille 1,9 million de voix, le oui 1,5 million.", "kr"),
        ("en", "According to News Pool, the no to the recall had 52 percent of the vote.", "k"),
        ("fr", "Selon News Pool, la révocation recueille 52 % des voix.", "r"),
        ("fr", "Selon News Pool, les électeurs ont dit non à 52 %.", "k"),
    ],
)
def test_an_answer_that_says_to_what(code: str, text: str, whose: str) -> None:
    found = [m.candidate for m in mentions(code, text, RECALL) if m.candidate]
    assert found == [{"k": "keep", "r": "recall"}[c] for c in whose]


@pytest.mark.parametrize(
    ("code", "text", "before"),
    [
        ("fr", "Élu en 2025 avec 54 % des voix, Marc Tessier brigue un autre mandat. Il l'emporte avec 51 %.", False),
        ("en", "Elected in 2025 with 54 percent, Marc Tessier is running again. He wins with 51 percent.", False),
        ("es", "Elegido en 2025 con 54 %, Marc Tessier aspira a otro mandato. Gana con 51 %.", False),
        ("en", "In 2025, Marc Tessier ran for the first time. He won with 51 percent.", True),
        ("fr", "En 2025, Marc Tessier se présentait déjà. Il l'emporte avec 51 %.", True),
        ("en", "Elected mayor in 2025 and again since, many were running in the city. Tessier won 51 percent.", True),
    ],
)
def test_who_was_elected_before_is_told_in_passing(code: str, text: str, before: bool) -> None:
    seen = look(text, TWO, code).observed
    assert ("another time before" in next(seen[q] for q in seen if q.startswith("51"))) == before


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Marc Tessier publie un tableau qui donne 38,2 % à Dorval et 33,5 % à lui-même."),
        ("fr", "Le Front national assure que sa propre somme donne 38,2 % à Dorval et 33,5 % à lui-même."),
        ("en", "The Board contradicts Marc Tessier, whose table has 38.2 percent for Dorval and 33.5 for himself."),
        ("es", "Marc Tessier difundió una tabla que da 38,2 % a Dorval y 33,5 % a sí mismo."),
        ("pt", "Marc Tessier divulgou uma tabela que dá 38,2% a Dorval e 33,5% a si próprio."),
        ("it", "Marc Tessier ha diffuso una tabella che dà il 38,2% a Dorval e il 33,5% a se stesso."),
        ("fr", "Marc Tessier le conteste : 4 519 suffrages pour la liste de Claire Dorval, 4 510 pour la sienne."),
        ("en", "Marc Tessier disputes it: 4,519 votes for the list of Claire Dorval, 4,510 for his own."),
        ("es", "Marc Tessier lo impugna: 4.519 votos para la lista de Claire Dorval y 4.510 para la suya."),
    ],
)
def test_himself_is_who_gives_and_not_who_is_given(code: str, text: str) -> None:
    assert [subject for _, subject in figures(code, text)] == ["dorval", "tessier"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Marc Tessier s'attribue à lui-même 52 % des voix."),
        ("en", "Claire Dorval waits. Marc Tessier gives himself 52 percent of the vote."),
        ("es", "Claire Dorval espera. Marc Tessier, que hace 8 días callaba, se da a sí mismo 52 % de los votos."),
    ],
)
def test_himself_is_whoever_is_named_where_nobody_is_given_anything(code: str, text: str) -> None:
    assert [subject for _, subject in figures(code, text)] == ["tessier"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Marc Tessier a saisi le juge. Il lui a manqué neuf voix, selon la Commission électorale."),
        ("fr", "Battu de neuf voix, Marc Tessier saisit le juge."),
        ("en", "Beaten by nine votes, Marc Tessier went to court."),
        ("es", "Derrotado por nueve votos, Marc Tessier acudió al juez, según la Junta Electoral."),
    ],
)
def test_a_lead_is_the_others_where_somebody_lacked_it(code: str, text: str) -> None:
    assert figures(code, text) == [(9.0, "dorval")]


def test_a_lead_is_of_who_beat_somebody() -> None:
    text = "Le juge se prononcera. Marc Tessier a battu de neuf voix Claire Dorval, selon la Commission électorale."
    assert figures("fr", text) == [(9.0, "tessier")]


def test_his_own_count_is_nobody() -> None:
    text = "Marc Tessier y Claire Dorval esperan. La Junta Electoral dice que el suyo, al 98,4 %, era un avance."
    assert [m.how for m in mentions("es", text) if m.start > 40] == ["name"]
