"""What is told of a figure by the clause that it stands in: set against polls or places, since when, up or down by."""

from __future__ import annotations

import pytest
from reading_support import OAKLAND, look

from analyzer.model import Document
from analyzer.reading import claims


def observed(code: str, text: str, quote: str) -> list[str]:
    """What is observed of a number."""
    return look(text, OAKLAND, code).observed[quote]


@pytest.mark.parametrize(
    ("code", "text", "quote", "fact", "there"),
    [
        # a clause that is set against the one before, or that a semicolon parts from it
        ("en", "Polls had put Poe ahead, but Roe won 50.2 percent.", "50.2 percent", "poll parted<", True),
        ("en", "Polls had put Poe at 44 percent while Roe had 50.2 percent.", "50.2 percent", "poll parted<", False),
        ("en", "Roe won 50.2 percent; polls had given her 44 percent.", "50.2 percent", "poll parted>", True),
        ("en", "Roe won 50.2 percent in the polls; she lost the vote.", "50.2 percent", "poll parted>", False),
        ("en", "Roe attributed it to polls, with 50.2 percent.", "50.2 percent", "poll parted<", False),
        ("es", "Los sondeos le daban 44, pero Roe ganó con el 50,2 %.", "50,2 %", "poll parted<", True),
        ("pt", "As sondagens davam-lhe 44%, mas Roe venceu com 50,2%.", "50,2%", "poll parted<", True),
        ("fr", "Les sondages donnaient 44 %, mais Roe gagne avec 50,2 %.", "50,2 %", "poll parted<", True),
        ("it", "I sondaggi davano il 44%, ma Roe ha vinto con il 50,2%.", "50,2%", "poll parted<", True),
        ("en", "In the north Poe won 44 percent; Roe won 50.2 percent.", "50.2 percent", "regional parted<", True),
        ("en", "In Port Ella Poe won 44 percent; but Roe had 50.2 percent.", "50.2 percent", "place parted", True),
        ("en", "In Port Ella Poe won 44 percent; overall Roe had 50.2 percent.", "50.2 percent", "of one place", False),
        ("es", "En Lagos obtuvo el 44 %, pero en el país Roe sacó el 50,2 %.", "50,2 %", "of one place", False),
        ("es", "En Lagos obtuvo el 50,2 %, pero en el país sacó el 44 %.", "50,2 %", "of one place", True),
        ("en", "In Port Ella Poe won 44 percent, Roe 50.2 percent.", "50.2 percent", "place parted", False),
        ("en", "In 2026 he had 44 percent; Roe won 50.2 percent.", "50.2 percent", "time parted", True),
        ("en", "On March 4 he had 44 percent, but Roe won 50.2 percent.", "50.2 percent", "time parted", True),
        ("en", "In 2026 he had 44 percent and Roe 50.2 percent.", "50.2 percent", "time parted", False),
        # a year since which something was so dates what is told of it, and nothing else
        ("en", "It is the lowest since 1998, when 58 percent voted.", "58 percent", "of another year", True),
        ("en", "Some 50.2 percent is least since 1998, when it was 58.", "50.2 percent", "of another year", False),
        ("en", "It is the lowest since 1998. Some 58 percent voted.", "58 percent", "of another year", False),
        ("es", "Es la más baja desde 1998, cuando votó el 58 %.", "58 %", "of another year", True),
        ("pt", "É a mais baixa desde 1998, quando votaram 58%.", "58%", "of another year", True),
        ("fr", "C'est la plus faible depuis 1998, où 58 % ont voté.", "58 %", "of another year", True),
        ("it", "È la più bassa dal 1998, quando votò il 58%.", "58%", "of another year", True),
        # what is still to be counted was not
        ("en", "With 3 percent of the votes yet to be counted, Roe led.", "3 percent", "counted>", False),
        ("en", "With 3 percent of the votes counted, Roe led.", "3 percent", "counted>", True),
        # how much of what was cast counts
        ("en", "Of the papers 98.1 percent were valid.", "98.1 percent", "*valid_part_after", True),
        ("en", "Roe had 50.2 percent of valid votes.", "50.2 percent", "*valid_part_after", False),
        ("es", "De los votos, el 98,1 % fueron válidos.", "98,1 %", "*valid_part_after", True),
        ("es", "Los votos válidos alcanzaron el 98,1 %.", "98,1 %", "*valid_part_before", True),
        ("pt", "Foram 2.310.400 votos, sendo 98,1% válidos.", "98,1%", "*valid_part_after", True),
        ("fr", "Des bulletins, 98,1 % étaient valables.", "98,1 %", "*valid_part_after", True),
        ("it", "Delle schede il 98,1% erano valide.", "98,1%", "*valid_part_after", True),
        # up or down by
        ("en", "Roe had 50.2 percent, up 3.", "50.2 percent", "bare of ->by", True),
        ("en", "Roe had 50.2 percent, down 12.", "12", "percent of -<by", True),
    ],
)  # fmt: skip
def test_what_a_clause_says(code: str, text: str, quote: str, fact: str, there: bool) -> None:
    assert (fact in observed(code, text, quote)) == there


@pytest.mark.parametrize(
    ("code", "text", "quote", "kind"),
    [
        # what is hoped for, denied, or would be
        ("en", "Roe expects 54 percent.", "54 percent", "hypothetical"),
        ("en", "“Roe did not obtain 3.4 million votes,” he said.", "3.4 million votes", "hypothetical"),
        ("en", "She would resign if fewer than 40 percent voted.", "40 percent", "hypothetical"),
        ("es", "Si Roe llega al 52 %, será la primera.", "52 %", "hypothetical"),
        ("es", "Roe había prometido ganar con el 60 %.", "60 %", "hypothetical"),
        ("es", "«Roe no obtuvo 3,4 millones de votos», dijo.", "3,4 millones de votos", "hypothetical"),
        ("pt", "Se Roe chegar a 52%, será a primeira.", "52%", "hypothetical"),
        ("pt", "Sem aquela secção, Roe venceria por 41.", "41", "hypothetical"),
        ("pt", "“Roe não teve 3,4 milhões de votos”, disse.", "3,4 milhões de votos", "hypothetical"),
        ("fr", "Poe devrait regagner 81 344 voix pour l'emporter.", "81 344 voix", "hypothetical"),
        ("fr", "« Roe n'a pas obtenu 3,4 millions de voix », dit-il.", "3,4 millions de voix", "hypothetical"),
        ("it", "Se Roe arriva al 52%, sarà la prima.", "52%", "hypothetical"),
        # a rule
        ("es", "El recuento es automático por debajo de medio punto.", "medio punto", "threshold"),
        ("pt", "A recontagem é automática abaixo de meio ponto.", "meio ponto", "threshold"),
        ("it", "Se il distacco scende sotto 0,5 punti, si riconta.", "0,5 punti", "threshold"),
        ("en", "Only 8,200 votes separate Roe from a run-off.", "8,200 votes", "threshold"),
        # what is still out, what a lead grew by, and what was no vote
        ("en", "Hardly any ballots remain, 9,000 or so.", "9,000", "outstanding"),
        ("en", "Roe added 240 votes to her tally.", "240 votes", "change"),
        ("en", "She means to narrow his lead by 6,400 votes.", "6,400 votes", "change"),
        ("en", "They say 41,000 papers were contaminated.", "41,000 papers", "audit"),
        # one place, one group, another time
        ("en", "Turnout there was 61 percent.", "61 percent", "regional"),
        ("en", "The capital gave Roe 58 percent.", "58 percent", "regional"),
        ("es", "La capital le dio a Roe el 58 %.", "58 %", "regional"),
        ("pt", "Roe ganhou o sul com 63%.", "63%", "regional"),
        ("pt", "Lá votaram 61%.", "61%", "regional"),
        ("fr", "Roe gagne le sud avec 63 %.", "63 %", "regional"),
        ("fr", "Roe a convaincu 70 % des moins de 30 ans.", "70 %", "regional"),
        ("it", "Nella sua città Roe ha avuto il 52 %.", "52 %", "regional"),
        ("it", "Roe ha vinto il sud con il 63%.", "63%", "regional"),
        ("es", "La vez pasada Roe perdió por 300 votos.", "300 votos", "earlier"),
        ("en", "Two weeks earlier Roe had won 40.6 percent.", "40.6 percent", "earlier"),
        ("fr", "Deux semaines plus tôt, Roe avait obtenu 40,6 %.", "40,6 %", "earlier"),
        ("en", "They overturned a Liberal majority of 17,344.", "17,344", "earlier"),
        # money, and the whole
        ("en", "Roe spent 3.1 million on adverts.", "3.1 million", "economy"),
        ("es", "Roe gastó 3,1 millones en carteles.", "3,1 millones", "economy"),
        ("pt", "Roe gastou 3,1 milhões em cartazes.", "3,1 milhões", "economy"),
        ("fr", "Roe a dépensé 3,1 millions en affiches.", "3,1 millions", "economy"),
        ("it", "Roe ha speso 3,1 milioni per i manifesti.", "3,1 milioni", "economy"),
        ("en", "Statewide, Roe took 50.2 percent.", "50.2 percent", "whole"),
    ],
)  # fmt: skip
def test_words_by_which_a_figure_is_of_something_else(code: str, text: str, quote: str, kind: str) -> None:
    assert kind in observed(code, text, quote)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Roe 46.0% (+20.8), Poe 37.0% (-12.1)", [46, 37]),
        ("Roe 46% +21%, Poe 37% -12%", [46, 37]),
        ("Roe 611 [46.0%; +20.8%]\nPoe 492 [37.0%; -12.1%]", [611, 46, 492, 37]),
        ("Roe 46 % (+3 points), Poe 37 % (-12 points)", [46, 37]),
        ("Turnout: 61.4% (+2.1)", [61.4]),
    ],
)
def test_what_a_share_changed_by_is_no_figure(text: str, values: list[float]) -> None:
    seen = look(text, OAKLAND)
    changes = [q.value for s in seen.seen for q, why in zip(s.passage.quantities, s.dismissed, strict=True) if why]
    assert not set(changes) & set(values)
    read = {c.value for c in claims.extract(Document("d", text), OAKLAND)[0]}
    assert read <= set(values)


def test_a_sign_before_a_lead_is_no_change() -> None:
    seen = look("Roe +4.9 with all of it counted", OAKLAND)
    assert not any(why for s in seen.seen for why in s.dismissed)


@pytest.mark.parametrize(
    ("code", "text"),
    [("en", "Channel 9 has Roe ahead."), ("fr", "Canal 9 a Roe devant."), ("es", "Canal 9 da ganadora a Roe.")],
)
def test_the_number_of_a_channel_counts_nothing(code: str, text: str) -> None:
    passage = look(text, OAKLAND, code).seen
    assert all(q.noun == "ordinal" for s in passage for q in s.passage.quantities)


def test_a_verb_is_no_noun_behind_a_year() -> None:
    """ "Votó" without its accent is a noun."""
    seen = look("En 1996 votó por Roe el 44 %.", OAKLAND, "es").seen
    assert [q.noun for q in seen[0].passage.quantities] == ["year", ""]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Some 2.3 million people voted for Roe."),
        ("en", "Many people voted for Roe, 2.3 million voted for her."),
        ("en", "The 2,310,400 people who voted for Roe are many."),
        ("es", "Los 2.310.400 ciudadanos que votaron por Roe son muchos."),
        ("pt", "As 2.310.400 pessoas que votaram em Roe são muitas."),
        ("fr", "Les 2 310 400 personnes qui ont voté pour Roe sont nombreuses."),
        ("it", "Le 2.310.400 persone che hanno votato per Roe sono molte."),
    ],
)
def test_people_who_vote_for_somebody_are_votes_and_no_campaign(code: str, text: str) -> None:
    passage = look(text, OAKLAND, code)
    assert {m.candidate for s in passage.seen for m in s.passage.mentions} == {"roe"}
    assert all("*won_after" in seen and "*ballots_after" not in seen for seen in passage.observed.values())
