"""Who claims a victory for himself says so; who is proclaimed is told of."""

from __future__ import annotations

import pytest
from test_who_speaks import heard, parts

from analyzer.reading.sources.assertion import WEAK


def told(text: str, code: str) -> set[tuple[str, str]]:
    """(source, how) of whoever is made answerable, but for those who are just named."""
    asserted, split, _ = parts(text, code)
    return {(a.source, a.how) for s in split for a in asserted.of(s) if a.how not in WEAK}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Bask claimed victory with 50.4 percent."),
        ("en", "Bask continues to claim victory with 50.4 percent."),
        ("en", "Bask declared victory with 50.4 percent."),
        ("en", "Bask declared himself the winner with 50.4 percent."),
        ("es", "Bask se proclamó vencedor con el 50,4 %."),
        ("es", "Bask se declaró ganador con el 50,4 %."),
        ("es", "Bask se autoproclamó presidente electo con el 50,4 %."),
        ("es", "Bask cantó victoria con el 50,4 %."),
        ("fr", "Bask a revendiqué la victoire avec 50,4 %."),
        ("fr", "Bask s'est déclaré vainqueur avec 50,4 %."),
        ("fr", "Bask s'est autoproclamé vainqueur avec 50,4 %."),
        ("fr", "Bask se proclame vainqueur avec 50,4 %."),
        ("pt", "Bask se declarou vencedor com 50,4 %."),
        ("pt", "Bask proclamou-se vencedor com 50,4 %."),
        ("pt", "Bask reclama 50,4 %."),
        ("it", "Bask si è proclamato vincitore con il 50,4 %."),
        ("it", "Bask si dichiara vincitore con il 50,4 %."),
    ],
)
def test_who_claims_a_victory_says_so(code: str, text: str) -> None:
    assert told(text, code) == {("harvest", "says, candidate")}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Bask was declared the winner with 50.4 percent."),
        ("es", "Bask fue proclamado ganador con el 50,4 %."),
        ("fr", "Bask a été proclamé vainqueur avec 50,4 %."),
        ("fr", "Bask est déclaré vainqueur avec 50,4 %."),
        ("pt", "Bask foi declarado vencedor com 50,4 %."),
        ("it", "Bask è stato proclamato vincitore con il 50,4 %."),
    ],
)
def test_who_is_proclaimed_does_not_speak(code: str, text: str) -> None:
    assert told(text, code) == {("board", "official")}


def test_a_winner_by_his_own_word_is_not_an_official_one() -> None:
    assert told("Self-declared winner Bask has 50.4 percent.", "en") == set()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Bask a annoncé jeudi avoir obtenu 50,4 % des voix."),
        ("fr", "Bask a affirmé avoir obtenu 50,4 % des voix."),
        ("es", "Bask ha afirmado que obtuvo el 50,4 %."),
        ("pt", "Bask tinha afirmado que obteve 50,4 %."),
    ],
)
def test_an_auxiliary_makes_no_passive(code: str, text: str) -> None:
    assert ("harvest", "says, candidate") in told(text, code)


def test_a_relative_is_of_whoever_stands_before_it() -> None:
    text = "The Electoral Board gave Oru 52 percent. It is contested by her rival, Bask, who claims victory with 50.4."
    assert ("board", "anaphor") not in told(text, "en")
    assert ("harvest", "says, candidate") in told(text, "en")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Bask a obtenu 50,4 %, affirme-t-il."),
        ("fr", "Bask a obtenu 50,4 %, affirme son directeur de campagne."),
        ("es", "Bask obtuvo el 50,4 %, aseguró su jefe de campaña."),
        ("pt", "Bask obteve 50,4 %, garantiu o seu diretor de campanha."),
    ],
)
def test_verbs_before_a_pronoun_or_a_team(code: str, text: str) -> None:
    assert {source for source, how in told(text, code) if how.startswith("says, inverted")} == {"harvest"}


def test_a_party_with_its_abbreviation_only_says_whose_a_candidate_is() -> None:
    text = "Ruling Harvest (PHP) candidate Bask led after the chair of the Electoral Board credited him with 9 percent."
    assert {source for source, _ in told(text, "en")} == {"board"}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", 'Harvest called it forged. "Oru lost by half a million votes," its spokeswoman said.'),
        ("fr", "Harvest dénonce des faux. « Oru a perdu d'un demi-million de voix », a affirmé sa porte-parole."),
        ("es", "Harvest las tachó de falsas. «Oru perdió por medio millón de votos», afirmó su portavoz."),
    ],
)
def test_whom_a_quotation_speaks_of_does_not_speak_it(code: str, text: str) -> None:
    asserted, split, _ = parts(text, code)
    assert {a.source for a in asserted.of(split[-1]) if a.how not in WEAK} == {"harvest"}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "These are figures of Harvest."),
        ("en", "The figures come from Harvest."),
        ("es", "Son datos de Harvest."),
        ("es", "Estas cifras son las de Harvest."),
        ("fr", "Ces chiffres sont ceux de Harvest."),
        ("fr", "Il s'agit là des résultats de Harvest."),
        ("pt", "Os números são de Harvest."),
        ("it", "Sono dati di Harvest."),
    ],
)
def test_a_sentence_behind_may_say_whose_the_figures_are(code: str, text: str) -> None:
    seen = heard(f"Oru 50.4 %, Bask 41 %. {text}", code)
    for value in (50.4, 41):
        assert {"speaks next p0", "speaks next, these are opens"} <= set(seen[value]["harvest"])


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The figures are contested by Harvest."),
        ("es", "Las cifras son rechazadas por Harvest."),
        ("fr", "Les chiffres sont contestés par Harvest."),
        ("pt", "Os números são contestados por Harvest."),
        ("it", "I dati sono contestati da Harvest."),
    ],
)
def test_whose_figures_somebody_contests_are_not_his(code: str, text: str) -> None:
    assert told(text, code) == set()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The Electoral Board dismissed Bask's petition and said it was 50.4 percent."),
        ("fr", "L'Electoral Board se moque de Bask et dit que c'est 50,4 %."),
        ("es", "La Electoral Board rechaz\u00f3 la cifra de Bask y dijo que es el 50,4 %."),
    ],
)
def test_a_verb_joined_to_another_has_its_subject(code: str, text: str) -> None:
    assert ("harvest", "says, candidate") not in told(text, code)
    assert ("board", "opens and says") in told(text, code)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Bask appealed to the Electoral Board, claiming that he had won with 50.4 percent."),
        ("es", "Bask recurrió a la Electoral Board, asegurando que había ganado con el 50,4 %."),
        ("fr", "Bask a saisi la High Court, assurant avoir gagné avec 50,4 %."),
        ("pt", "Bask recorreu ao High Court, garantindo ter vencido com 50,4 %."),
        ("it", "Bask si è rivolto alla High Court, affermando di aver vinto con il 50,4 %."),
    ],
)
def test_a_participle_goes_on_about_the_subject(code: str, text: str) -> None:
    assert {source for source, how in told(text, code) if how.startswith("says")} == {"harvest"}


def test_a_pronoun_behind_what_a_stranger_says_is_his() -> None:
    text = "L'Electoral Board compte. « Nous avons 50,4 % », a déclaré Marc Brun, montrant ce qu'il a présenté."
    assert not any(how == "anaphor" for _, how in told(text, "fr"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The Harvest Party refused to concede after final results showed Moor had 50.4 percent.", False),
        ("The Harvest Party met until late, and its chairman announced that Moor had 50.4 percent.", True),
    ],
)
def test_what_results_show_is_not_said_by_whom_the_sentence_begins_with(text: str, says: bool) -> None:
    assert (("harvest", "opens and says") in told(text, "en")) == says
