"""What is seen of what a figure measures: verbs before it, all there are of something, whose the cues beside it are."""

from __future__ import annotations

import pytest
from reading_support import OAKLAND, Looking, look

from analyzer.model import Document
from analyzer.reading import claims


def observed(code: str, text: str, quote: str) -> list[str]:
    """What is observed of a number."""
    return look(text, OAKLAND, code).observed[quote]


@pytest.mark.parametrize(
    ("code", "text", "quote", "fact", "there"),
    [
        # a verb of obtaining stands before what somebody has got
        ("en", "She garnered just over 61.4 percent with half of it in.", "61.4 percent", "*obtained_before", True),
        ("en", "The board received results from 61.4 percent of stations.", "61.4 percent", "*obtained_before", False),
        ("en", "She won by 61.4 percent.", "61.4 percent", "*obtained_before", False),
        ("en", "With 61.4 percent counted, she won.", "61.4 percent", "*obtained_before", False),
        ("es", "El molinero obtuvo casi el 61,4 %.", "61,4 %", "*obtained_before", True),
        ("es", "El molinero obtuvo más del 61,4 %.", "61,4 %", "*obtained_before", True),
        ("en", "She won at least 61.4 percent.", "61.4 percent", "*obtained_before", True),
        ("es", "Ganó las elecciones con el 61,4 %.", "61,4 %", "*obtained_before", False),
        ("pt", "O moleiro ficou com 61,4%.", "61,4%", "*obtained_before", True),
        ("pt", "Foram apurados 61,4% das urnas.", "61,4%", "*obtained_before", False),
        ("fr", "Son score annoncé vendredi était de 61,4 %.", "61,4 %", "*obtained_before", True),
        ("fr", "Le meunier n'a recueilli que 61,4 %.", "61,4 %", "*obtained_before", True),
        ("fr", "La participation est de 61,4 %.", "61,4 %", "*obtained_before", False),
        ("it", "Il mugnaio ha ottenuto il 61,4 %.", "61,4 %", "*obtained_before", True),
        # how many voted, told by a noun or a verb before the number
        ("en", "The total number of votes cast was 871,455.", "871,455", "*ballots_before", True),
        ("en", "Valid votes: 871,455", "871,455", "*ballots_before", True),
        ("en", "The number of rejected votes was 871,455.", "871,455", "*ballots_before", False),
        ("es", "Se emitieron casi 871.455 papeletas.", "871.455 papeletas", "*ballots_before", True),
        ("es", "El total de votos válidos fue de 871.455.", "871.455", "*ballots_before", True),
        ("es", "El total de votos nulos fue de 871.455.", "871.455", "*ballots_before", False),
        ("pt", "Entraram nas urnas 871.455 votos.", "871.455 votos", "*ballots_before", True),
        ("fr", "Le nombre de votants n'est que de 871 455.", "871 455", "*ballots_before", True),
        ("fr", "Le nombre de bulletins nuls est de 871 455.", "871 455", "*ballots_before", False),
        ("it", "Il numero dei votanti è di 871.455.", "871.455", "*ballots_before", True),
        # and behind it
        ("en", "Of these 871,455 of them were accredited.", "871,455", "*ballots_after", True),
        ("es", "Unos 871.455 vecinos votaron.", "871.455 vecinos", "*ballots_after", True),
        ("es", "Unos 871.455 vecinos votaron por ella.", "871.455 vecinos", "*ballots_after", False),
        ("pt", "Cerca de 871.455 pessoas foram às urnas.", "871.455 pessoas", "*ballots_after", True),
        # who of all that might have voted did, and whom those chose who did
        ("en", "Some 61.4 percent of total registered voters voted.", "61.4 percent", "*turned_out_after", True),
        ("en", "Some 61.4 percent of voters turned out.", "61.4 percent", "*who_voted_after", False),
        ("en", "Some 61.4 percent of those who turned out chose her.", "61.4 percent", "*who_voted_after", True),
        ("en", "Some 61.4 percent of those who turned out chose her.", "61.4 percent", "*turned_out_after", False),
        ("en", "Some 61.4 percent of voters voted for her.", "61.4 percent", "*turned_out_after", False),
        ("es", "El 61,4 % del padrón electoral acudió.", "61,4 %", "*turned_out_after", True),
        ("es", "El 61,4 % de los electores votó por ella.", "61,4 %", "*turned_out_after", False),
        ("pt", "Só 61,4% do eleitorado compareceu.", "61,4%", "*turned_out_after", True),
        ("fr", "Quelque 61,4 % des inscrits se sont déplacés.", "61,4 %", "*turned_out_after", True),
        ("fr", "Quelque 61,4 % des votants ont dit oui.", "61,4 %", "*turned_out_after", False),
        ("it", "Il 61,4 % degli aventi diritto ha votato.", "61,4 %", "*turned_out_after", True),
        # a participle behind another number counts nothing of this one, and "with" no lead
        ("es", "Con 41 mesas escrutadas, Roe tiene 61,4 %.", "61,4 %", "*counted_before", False),
        ("es", "Con 41 mesas, escrutado el 61,4 %, gana Roe.", "61,4 %", "*counted_before", True),
        ("pt", "Com 41 mesas apuradas, Roe tem 61,4%.", "61,4%", "*counted_before", False),
        ("pt", "Os resultados deram a vitória a Ana Roe, com 61,4%.", "61,4%", "*counted_before", False),
        ("es", "Los resultados preliminares con el 61,4 %.", "61,4 %", "*counted_before", True),
        ("en", "Roe got 1,705,310 votes, representing 61.4 percent.", "61.4 percent", "*counted_before", False),
        ("en", "Results representing 61.4 percent are in.", "61.4 percent", "*counted_before", True),
        ("fr", "Roe l'emporte avec 61,4 %.", "61,4 %", "*margin_before", False),
        ("fr", "Roe est en tête avec près de 61,4 %.", "61,4 %", "*margin_before", False),
        ("fr", "Roe garde son avance avec 61,4 %.", "61,4 %", "*margin_before", False),
        ("fr", "L'avance de Roe est tombée à 2 %.", "2 %", "*margin_before", True),
        ("en", "Turnout in Tuesday's poll was 61.4 percent.", "61.4 percent", "*obtained_before", False),
        ("fr", "Roe l'emporte de 2 %.", "2 %", "*margin_before", True),
        ("en", "Roe came in ahead of Poe on 61.4 percent.", "61.4 percent", "*margin_before", False),
        # all the stations there are
        ("en", "There are some 1,410 polling stations.", "1,410 polling stations", "*total_before", True),
        ("en", "Of 1,410 polling stations, many were late.", "1,410 polling stations", "*total_before", True),
        ("en", "Results came from 31 percent of 1,410 stations.", "1,410 stations", "*total_before", True),
        ("en", "We had 1,410 polling stations set up for it.", "1,410 polling stations", "*set_up_after", True),
        ("en", "We saw 1,410 polling stations open late.", "1,410 polling stations", "*set_up_after", False),
        ("es", "Había 1.410 mesas habilitadas.", "1.410 mesas", "*set_up_after", True),
        ("pt", "São 1.410 secções em todo o país.", "1.410 secções", "*set_up_after", True),
        ("fr", "Les résultats, portant sur les 1 410 bureaux, suivent.", "1 410 bureaux", "*total_before", True),
        ("it", "Votano in 1.410 sezioni in tutto il paese.", "1.410 sezioni", "*set_up_after", True),
        ("en", "A total of 1,410 polling stations will report.", "1,410 polling stations", "*total_before", True),
        ("fr", "Des 3,9 millions de votes exprimés (sur plus de 4,2 millions).", "4,2 millions", "*total_before", True),
        ("fr", "Vainqueur avec, sur environ 160 000 votants, 73 voix.", "160 000 votants", "*total_before", True),
        # a box for ballots is no ballot
        ("en", "Some 212 ballot boxes came.", "212 ballot boxes", "count of sheets", True),
        ("en", "Some 212 ballots came.", "212 ballots", "count of votes", True),
        ("fr", "Les 48 bulletins de dépouillement manquent.", "48 bulletins de dépouillement", "count of sheets", True),
        # a cue that commas part from a number belongs to the number before
        ("en", "There were 1,204 spoilt votes, 98,310 in order.", "98,310", "null_votes close", False),
        ("en", "There were 1,204 spoilt votes, 98,310 in order.", "98,310", "null_votes close,", False),
        ("en", "There were 1,204 votes in order, spoilt 98,310.", "98,310", "null_votes close", True),
        ("fr", "31 205 bulletins nuls ; 271 504 exprimés", "271 504", "null_votes close", False),
        # more votes than somebody else has
        ("en", "It ended with 73 more votes in favour.", "73 more votes", "margin=", True),
    ],
)
def test_what_says_what_a_figure_measures(code: str, text: str, quote: str, fact: str, there: bool) -> None:
    assert (fact in observed(code, text, quote)) == there


@pytest.mark.parametrize(
    ("code", "text", "tie"),
    [
        ("en", "Roe had 61.4 percent of the vote instead of 63.2 percent.", "instead"),
        ("es", "Roe obtuvo el 61,4 % de los votos, en lugar del 63,2 %.", "instead"),
        ("pt", "Roe obteve 61,4% dos votos, em vez de 63,2%.", "instead"),
        ("fr", "Roe a 61,4 % des voix, au lieu de 63,2 %.", "instead"),
        ("it", "Roe ha il 61,4 % dei voti invece del 63,2 %.", "instead"),
        # a count and its percentage are one figure, never two candidates
        ("en", "Roe got 31,205 votes or 6.41 percent.", "twin"),
        ("en", "Roe beat Poe by 2,420 votes or 0.7 points.", "twin"),
        ("en", "Roe and Poe got 31,205 or 40,102 votes.", "pair"),
        ("es", "Roe obtuvo 31.205 votos o 6,41 %.", "twin"),
        ("en", "212 boxes counted out of the 260 boxes.", "of"),
        ("en", "61.4 percent of eligible voters, out of a total of 241,806, came.", "of"),
        # the whole first
        ("en", "Of the 260 boxes, 212 are in.", "among"),
        ("en", "By noon, out of 260 boxes, the board had opened 212.", "among"),
        ("es", "De las 12.410 mesas, 9.870 han enviado sus actas.", "among"),
        ("pt", "Das 12.410 mesas, 9.870 enviaram as atas.", "among"),
        ("fr", "Sur les 12 410 bureaux, 9 870 ont transmis leurs résultats.", "among"),
        ("it", "Su 12.410 seggi, 9.870 hanno risposto.", "among"),
        ("en", "Of the 260 boxes, 412 are in.", "twin"),
        ("en", "212 boxes have been counted out of a total 260.", "of"),
        ("en", "Roe got 31,205 votes against 9,076 \u2014 or 6.41 percent \u2014 for Poe.", "twin"),
        ("en", "Roe got 61.4 percent \u2014 Poe 31.4 percent.", "named"),
        # no share once more, but seats
        ("en", "Roe got 61.4 percent of the votes (37).", "seats"),
        ("fr", "Roe a 61,4 % des voix (37).", "seats"),
        ("en", "Roe got 61.4 percent (31,205).", "twin"),
    ],
)
def test_how_a_number_is_tied_to_the_one_before(code: str, text: str, tie: str) -> None:
    looking = Looking()
    claims.extract(Document("d", text, language=code), OAKLAND, looking)
    (seen,) = looking.seen
    assert seen.ties[-1] == tie


def test_no_electorate_is_as_large_as_the_world() -> None:
    assert observed("en", "Labour had 812,640 million votes.", "812,640 million votes") == []


@pytest.mark.parametrize(
    ("code", "text", "quote"),
    [
        ("en", "Some 1,204 spoilt papers were found.", "1,204 spoilt papers"),
        ("es", "Hubo 1.204 votos nulos.", "1.204 votos nulos"),
        ("fr", "On compte 1 204 bulletins blancs et nuls.", "1 204 bulletins blancs et nuls"),
        ("pt", "Foram 1.204 votos anulados.", "1.204 votos anulados"),
        ("it", "Ci sono 1.204 schede nulle.", "1.204 schede nulle"),
    ],
)
def test_null_votes_are_no_votes(code: str, text: str, quote: str) -> None:
    _, read = claims.extract(Document("text", text, language=code), OAKLAND)
    assert [(r.quote, r.reason) for r in read] == [(quote, "counts other")]
