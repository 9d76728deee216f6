"""What says that a figure is of another time, place or authority, and what only looks as if it did."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reading_support import OAKLAND, Looking, contest, look

from analyzer.folding import fold
from analyzer.model import Document
from analyzer.reading import claims
from analyzer.reading.languages import language
from analyzer.reading.names import strangers
from analyzer.reading.prose import sentences

THREE = contest(
    "oakland-2031",
    "Oakland, presidential election",
    OAKLAND.date,
    [("roe", "Jane Roe"), ("poe", "Alan Poe"), ("low", "Mary Low")],
    [("board", "National Election Board", "authority", ""), ("civic", "Civic Union", "campaign", "roe")],
)


def observed(code: str, text: str, quote: str) -> list[str]:
    """What is observed of a number."""
    return look(text, THREE, code).observed[quote]


@pytest.mark.parametrize(
    ("code", "text", "quote", "fact", "there"),
    [
        # a year that only says since when or until when
        ("en", "Not since 1968 had it been so close: Roe had 50.2 percent.", "50.2 percent", "of another year", False),
        ("en", "In 1968 it was not so close: Roe had 50.2 percent.", "50.2 percent", "of another year", True),
        ("es", "Rectora hasta 2019, Roe obtuvo el 50,2 %.", "50,2 %", "of another year", False),
        ("en", "In office since the coup of 2019, Roe had 50.2 percent.", "50.2 percent", "of another year", False),
        ("fr", "Au pouvoir depuis le début de l'année 2019, Roe a 50,2 %.", "50,2 %", "of another year", False),
        ("fr", "Roe (elle a fondé son parti en 2019) a 50,2 %.", "50,2 %", "of another year", False),
        ("pt", "Eleita duas vezes (2006 e 2011), Roe obteve 50,2%.", "50,2%", "of another year", False),
        ("en", "At the vote before (2019) Roe had 50.2 percent.", "50.2 percent", "of another year", True),
        ("fr", "Maire depuis 2019, Roe a obtenu 50,2 %.", "50,2 %", "of another year", False),
        ("pt", "Prefeita desde 2019, Roe obteve 50,2%.", "50,2%", "of another year", False),
        # words that take what follows back to this vote
        ("en", "In 2026 she lost; this time Roe had 50.2 percent.", "50.2 percent", "this time", True),
        ("en", "In 2026 she lost; this time Roe had 50.2 percent.", "50.2 percent", "of another year", False),
        ("en", "This time she lost; in 2026 Roe had 50.2 percent.", "50.2 percent", "of another year", True),
        ("pt", "Em 2026 tinha 91 mil inscritos; agora tem 38.914.", "38.914", "of another year", False),
        # a clause about a place, unless that is the contest's own
        ("en", "He lost Port Ella, where Roe had 50.2 percent.", "50.2 percent", "where it was", True),
        ("en", "He lost Oakland, where Roe had 50.2 percent.", "50.2 percent", "where it was", False),
        ("en", "The tables where its agents sat gave Roe 50.2 percent.", "50.2 percent", "where it was", False),
        ("en", "He lost Port Ella, where he lives. Roe had 50.2 percent.", "50.2 percent", "where it was", False),
        ("fr", "Il a perdu Port-Ella, où Roe a obtenu 50,2 %.", "50,2 %", "where it was", True),
        ("fr", "À Port-Ella, 49 ou 50,2 % pour Roe.", "50,2 %", "where it was", False),
        ("fr", "Dimanche, au moment où il parlait, Roe avait 50,2 %.", "50,2 %", "where it was", False),
        ("es", "Perdió Puerto Ella, donde Roe obtuvo el 50,2 %.", "50,2 %", "where it was", True),
        ("fr", "Reste la province de Port-Ella où Roe a obtenu 50,2 %.", "50,2 %", "where it was", True),
        ("en", "Then came Ella where Roe had 50.2 percent.", "50.2 percent", "where it was", True),
        ("en", "It is with Poe where Roe had 50.2 percent.", "50.2 percent", "where it was", False),
        ("fr", "Port Ould Roe a obtenu 50,2 %.", "50,2 %", "where it was", False),
        # a day that is told of somebody
        ("en", "Roe, who fell ill on 3 March, had 50.2 percent.", "50.2 percent", "of an earlier day", False),
        ("fr", "Roe, emprisonnée le 3 mars, a obtenu 50,2 %.", "50,2 %", "of an earlier day", False),
        ("en", "Roe, on 3 March, had 50.2 percent.", "50.2 percent", "of an earlier day", True),
        ("en", "In a vote, which was on 3 March, Roe had 50.2 percent.", "50.2 percent", "of an earlier day", True),
        # a gap is nothing that was put aside
        ("fr", "L'écart proclamé par la commission, 1 872 voix, est mince.", "1 872 voix", "*withdrawn_before", False),
        ("fr", "La cour a écarté 1 872 voix de Roe.", "1 872 voix", "*withdrawn_before", True),
        ("en", "It annulled some results, declaring Roe the winner with 51 %.", "51 %", "*withdrawn_before", False),
        ("es", "La corte anuló en dos distritos 1.676 votos de Roe.", "1.676 votos", "*withdrawn_before", True),
        # figures that a poll tells, and a poll that is only named
        ("en", "Roe won 50.2 percent of the vote, according to exit polls.", "50.2 percent", "a poll tells", True),
        ("es", "Los sondeos revelaron que Roe obtuvo el 50,2 %.", "50,2 %", "a poll tells", True),
        ("en", "Ahead of the polls, Roe won 50.2 percent of the vote.", "50.2 percent", "a poll tells", False),
        # lists of places end with what is of the whole
        (
            "pt",
            "Resultados por região:\nLitoral: Roe obteve 51,65% e Poe, 39,35%.\nProjeção nacional: Roe obteve 50,2%.",
            "50,2%",
            "listed by place",
            False,
        ),
        ("en", "National projection: Roe had 50.2 percent.", "50.2 percent", "labelled line", False),
        ("en", "North Shore: Roe had 50.2 percent.", "50.2 percent", "labelled line", True),
        # who the others are is said right behind
        ("en", "The other candidates, Poe and Low, had 3.1 and 2.2 percent.", "3.1", "combined", False),
        ("en", "The other candidates had 5.3 percent.", "5.3 percent", "combined", True),
        # words of an aside that are none here
        ("en", "With all 188 stations in, Roe had 50.2 percent.", "50.2 percent", "regional", False),
        ("en", "At Shore Road polling station Roe had 50.2 percent.", "50.2 percent", "regional", True),
        ("en", "Poe took the remaining 8.1 percent.", "8.1 percent", "outstanding", False),
        ("en", "A recount follows if the margin is less than 0.5 points.", "0.5 points", "threshold", True),
        ("es", "Los votos, para que el resultado final fuera legal: 5.300 para Roe.", "5.300", "threshold", False),
        ("en", "She told a crowd of some 200,000 that she had won.", "200,000", "economy", True),
        ("en", "Roe leads a country of 4.1 million.", "4.1 million", "economy", True),
        ("pt", "Poe, no poder há dez anos, teve 41,1%.", "41,1%", "earlier", False),
        ("pt", "Poe, há dez anos, teve 41,1%.", "41,1%", "earlier", True),
        # a place that somebody won, and one that stands before the figure in its clause
        ("en", "Roe carried Port Ella County by 6 points.", "6 points", "a place won", True),
        ("en", "Roe won Oakland by 6 points.", "6 points", "a place won", False),
        ("en", "Roe won Democratic hearts with 50.2 percent.", "50.2 percent", "a place won", False),
        ("fr", "Poe ne gagne que la Lande (50,2 %).", "50,2 %", "a place won", True),
        ("es", "Roe ganó Puerto Nuevo con el 50,2 %.", "50,2 %", "a place won", True),
        ("pt", "Roe ganhou Porto Novo com 50,2%.", "50,2%", "a place won", True),
        ("en", "She won, but in Port Ella Poe had 50.2 percent.", "50.2 percent", "a place before", True),
        ("en", "In Port Ella it was 41 percent; Poe had 50.2 percent.", "50.2 percent", "a place before", False),
        ("pt", "Foi no Recanto que Roe avançou mais, 50,2%.", "50,2%", "of one place", True),
        ("pt", "É ali que Roe tem 50,2%.", "50,2%", "regional", True),
        ("es", "Allá Roe obtuvo el 50,2 %.", "50,2 %", "regional", True),
        ("es", "Roe llegó más allá del 50,2 %.", "50,2 %", "regional", False),
        ("es", "Los emigrantes votaron sobre todo por Roe, con el 50,2 %.", "50,2 %", "regional", True),
        ("en", "Lamba province is complete: Roe 50.2 percent.", "50.2 percent", "regional", True),
        # a year that the first of two figures had
        ("en", "Roe fell from 57 percent in 2027 to 50.2 percent.", "50.2 percent", "of another year", False),
        ("en", "Roe carried the south with 50.2 percent.", "50.2 percent", "regional", True),
        ("fr", "Les analystes prévoyaient 50,2 % pour Roe.", "50,2 %", "hypothetical", True),
        ("pt", "Poe esperava uma vitória com 50,2%.", "50,2%", "hypothetical", True),
        ("en", "Roe, who won 61 percent in 2027, said she led by 9 points.", "9 points", "of another year", False),
        ("es", "Roe, que en 2027 tuvo el 61 %, alabó su ventaja de 9 puntos.", "9 puntos", "of another year", False),
        ("es", "Roe, que en 2027 ganó con el 61 %, alabó su ventaja de 9 puntos.", "61 %", "of another year", True),
        # an article may begin a place's name, and a title names nobody's place
        ("es", "En La Roca, Roe obtuvo el 50,2 %.", "50,2 %", "of one place", True),
        ("es", "En El Alto de Ella Roe obtuvo el 50,2 %.", "50,2 %", "of one place", True),
        ("es", "En la República, Roe obtuvo el 50,2 %.", "50,2 %", "of one place", False),
        ("fr", "La cour attribue 50,2 % à M. Roe.", "50,2 %", "of one place", False),
        ("fr", "La cour attribue 50,2 % à Mme Roe.", "50,2 %", "of one place", False),
        ("fr", "Roe a eu 50,2 % à Lyon.", "50,2 %", "of one place", True),
        # who had and who stayed away
        ("pt", "Os outros 7.355 ficaram em casa.", "7.355", "abstention", True),
        ("pt", "Estima-se que 50,2% não tenham ido votar.", "50,2%", "abstention", True),
        ("pt", "Estima-se que 50,2% tenham ido votar.", "50,2%", "abstention", False),
        ("en", "Of 34,899 citizens with the right to vote few did.", "34,899 citizens", "register", True),
        # polls told from afar
        ("es", "Según un promedio de las últimas encuestas, Roe tiene el 50,2 %.", "50,2 %", "a poll tells", True),
        ("en", "The Opina survey sees Roe at 50.2 percent.", "50.2 percent", "poll", True),
        # a running mate has no figures of his own
        ("en", "Jane Roe and her running mate Ann Dale got 50.2 percent.", "50.2 percent", "stranger<", False),
        ("es", "Jane Roe y su compañera de fórmula, Ann Dale, obtuvo el 50,2 %.", "50,2 %", "stranger<", False),
        ("pt", "Ann Dale, a candidata do partido, somou 50,2%.", "50,2%", "stranger<", True),
        # whose somebody is, whatever his title
        ("pt", "O partido, do vice-primeiro-ministro Ivo Dale, somou 50,2%.", "50,2%", "stranger<", False),
        ("pt", "O partido, do antigo ministro Ivo Dale, somou 50,2%.", "50,2%", "stranger<", False),
        ("pt", "O partido, do presidente Ivo Dale, somou 50,2%.", "50,2%", "stranger<", False),
        ("pt", "O antigo ministro Ivo Dale somou 50,2%.", "50,2%", "stranger<", True),
        ("es", "El partido del exministro Ivo Dale obtuvo el 50,2 %.", "50,2 %", "stranger<", False),
        ("en", "Jane Roe and her neighbour Ann Dale got 50.2 percent.", "50.2 percent", "stranger<", True),
        # where somebody spoke is not where the figure is from
        ("en", "The board said in Port Ella that Roe had 50.2 percent.", "50.2 percent", "a place before", False),
        ("en", "The board said in Port Ella that Roe had 50.2 percent.", "50.2 percent", "said in a place", True),
        ("en", "The board said that in Port Ella Roe had 50.2 percent.", "50.2 percent", "a place before", True),
        ("es", "La jefa dijo en Puerto Ella que Roe obtuvo el 50,2 %.", "50,2 %", "said in a place", True),
        ("es", "La jefa dijo que en Puerto Ella Roe obtuvo el 50,2 %.", "50,2 %", "a place before", True),
        ("fr", "Elle a dit à Port-Ella que Roe avait 50,2 %.", "50,2 %", "a place before", False),
        # what a rule asks for
        ("en", "Roe fell short of the 50 percent she needed.", "50 percent", "*rule_after", True),
        ("en", "Roe fell short of the 50 percent she needed.", "50 percent", "*rule_before", True),
        ("en", "Roe had 50 percent and needed rest.", "50 percent", "*rule_after", False),
        ("en", "Roe needed help and had 50 percent.", "50 percent", "*rule_before", False),
        ("en", "No candidate won more than 50 percent.", "50 percent", "*rule_before", True),
        ("es", "Roe obtuvo el 47 %, lejos del 50 % que necesitaba.", "50 %", "*rule_after", True),
        ("es", "Roe obtuvo el 47 %, lejos del 50 % que necesitaba.", "47 %", "*rule_after", False),
        ("es", "Al no rebasar nadie el 50 %, habrá otra vuelta.", "50 %", "*rule_before", True),
        ("es", "Roe rebasó el 50 %.", "50 %", "*rule_before", False),
        ("pt", "Roe teve 47%, longe dos 50% dos votos necessários.", "50%", "*rule_after", True),
        ("pt", "Roe teve 50% dos votos.", "50%", "*rule_after", False),
        ("fr", "Roe a 47 %, loin des 50 % requis.", "50 %", "*rule_after", True),
        ("fr", "Le seuil de 50 % n'est pas loin pour Roe.", "50 %", "*rule_before", True),
        ("it", "Roe ha il 47 %, lontana dal 50 % necessario.", "50 %", "*rule_after", True),
    ],
)  # fmt: skip
def test_what_figures_are_of_instead(code: str, text: str, quote: str, fact: str, there: bool) -> None:
    assert (fact in observed(code, text, quote)) == there


@pytest.mark.parametrize(
    ("above", "fact", "there"),
    [
        # what the document begins with
        ("An exit poll is out.\nIt is close.", "lead, poll", True),
        ("It is close.\nAn hour to go.", "lead, poll", False),
        # what the paragraph above was of
        ("In Port Ella Poe had 61 percent.", "above, place", True),
        ("In Port Ella Poe had 61 percent.\n\nShe smiled.", "above, place", True),
        ("In all Poe had 61 percent, the board said.", "above, place", False),
        ("She carried Port Ella by 6 points.", "above, place", True),
        ("In the parliamentary election it was 61 percent.", "above, vote", True),
        # numbers of other things in a row
        ("In Port Ella Poe had 61 percent.", "so far alone 0", True),
        ("In all Poe had 61 percent, the board said.", "so far alone 0", False),
        ("In all Poe had 61 percent, the board said.\n\nIn Port Ella it was 66 percent.", "since alone 0", True),
    ],
)
def test_what_the_text_has_spoken_of(above: str, fact: str, there: bool) -> None:
    assert (fact in observed("en", f"{above}\n\nRoe had 50.2 percent.", "50.2 percent")) == there


@pytest.mark.parametrize(
    ("shares", "earlier"),
    [("Roe won 58.2 percent and Poe 41.8", True), ("Roe won 58.2 percent, Poe 31.8 and Low 10", False)],
)
def test_two_of_several_have_all_the_votes_where_there_was_a_round_before(shares: str, earlier: bool) -> None:
    text = f"{shares} percent, the board said.\n\nIn the first round Roe had 44.1 percent."
    assert ("earlier" in observed("en", text, "44.1 percent")) == earlier
    two = replace(THREE, candidates=THREE.candidates[:2])  # of two, nobody can tell
    looking = Looking()
    claims.extract(Document("d", text, language="en"), two, looking)
    assert "earlier" not in looking.observed["44.1 percent"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "Roe obtuvo el 53,5 % y Poe el 46,5 %. «Tenemos el 50,9 %», dijo el candidato derrotado."),
        ("fr", "Roe a obtenu 53,5 % et Poe 46,5 %. « Nous avons 50,9 % », a dit le candidat battu."),
        ("pt", "Roe obteve 53,5% e Poe 46,5%. «Temos 50,9%», disse o candidato derrotado."),
    ],
)
def test_the_defeated_is_whom_the_figures_have_behind(code: str, text: str) -> None:
    """Not the rival of whoever was named last."""
    found = claims.extract(Document("d", text, language=code), OAKLAND)[0]
    assert [c.subject for c in found] == ["roe", "poe", "poe"]


def test_who_said_it_is_the_pronoun_before_the_verb() -> None:
    text = "The National Election Board met on Sunday. Some 41.2 percent had voted for Roe, it said."
    assert [(c.subject, c.source) for c in claims.extract(Document("d", text), THREE)[0]] == [("roe", "board")]


@pytest.mark.parametrize(
    ("text", "herself"),
    [
        ("Jane Roe met the press. “I have 53.2 percent, and Mary Low 44.1,” she said.", True),
        ("Jane Roe met the press. She had 53.2 percent, and Mary Low 44.1, she said.", False),  # nothing is quoted
        ("Jane Roe met the press. “I have 53.2 percent, and Mary Low 44.1.” She left.", False),  # it says nothing
    ],
)
def test_nobody_names_herself_in_what_she_says(text: str, herself: bool) -> None:
    assert ("says, he>" in look(text, THREE).sources["53.2 percent"]["civic"]) == herself


@pytest.mark.parametrize(
    "text",
    [
        "Poe a obtenu 46,5 %.| « Nous avons 50,9 % », a dit Roe.",
        "« Nous avons 50,9 %. »| Poe se tait.",
        "« Nous avons gagné ! » a dit Roe.| Poe se tait.",
        "Poe got 46.5 percent.| “We have 50.9.”| He left.",
        "Poe tuvo el 46,5 %.| «Tenemos el 50,9 %».| Calló.",
        "(«Tenemos el 50,9 %.»)| Calló.",
        "Poe a obtenu 46,5 %.|Roe est devant.",  # glued to the next
        "Poe est loin (46,5 %).|Roe est devant.",
    ],
)
@pytest.mark.parametrize("blank", [" ", "\u00a0"])
def test_sentences_end_before_and_behind_quotation_marks(text: str, blank: str) -> None:
    """French ones have blanks inside."""
    parts = [part.strip(" ") for part in text.replace("« ", f"«{blank}").replace(" »", f"{blank}»").split("|")]
    whole = " ".join(parts)
    found = sentences.split(whole, fold(whole), language.load("fr"))
    assert [whole[s.start : s.end] for s in found] == parts


@pytest.mark.parametrize(
    ("code", "text", "quote", "there"),
    [
        ("pt", "Na sequência aparecem Tomé Vilar (MDN), com 6,04% dos votos.", "6,04%", True),  # not "em"
        ("es", "Le siguen Tomás Vilar, con 6,04 % de los votos.", "6,04 %", True),
        ("es", "En Santa Clara hubo 6,04 % de los votos.", "6,04 %", False),
        ("fr", "Elle est suivie d'Ibrahima Konaté, qui a obtenu 6,04 %.", "6,04 %", True),
        ("fr", "Au siège d'Action Citoyenne on parle de 6,04 %.", "6,04 %", False),
        ("en", "In third place was John O'Neill Marsh with 6.04 percent.", "6.04 percent", True),
        ("pt", "Roe foi eleita Presidente de Oakland, com 51,2%.", "51,2%", False),  # an office and the contest's place
    ],
)
def test_a_stranger_has_the_figure_behind_his_name(code: str, text: str, quote: str, there: bool) -> None:
    assert ("stranger<" in observed(code, text, quote)) == there


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("Rita Marsh, a candidata número 43, somou 535 mil votos.", ""),
        ("A candidata somou 535 mil votos.", "roe"),
    ],
)
def test_what_says_who_a_stranger_is_names_no_candidate(text: str, candidate: str) -> None:
    whole = f"Jane Roe enfrenta Alan Poe; ela disse que vence. {text}"
    found = claims.extract(Document("d", whole, language="pt"), OAKLAND)[0]
    assert [c.subject for c in found] == [candidate][: bool(candidate)]


@pytest.mark.parametrize(("text", "there"), [("Rita Marsh, a candidata", True), ("Em Santa Clara, a candidata", False)])
def test_a_place_is_nobody(text: str, there: bool) -> None:
    assert strangers.apposed(text, fold(text), text.index("a candidata"), [], language.load("pt")) == there
